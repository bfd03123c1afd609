"""Score frames of Polars, eager and lazy."""

from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from operator import add, and_, mul, or_, sub
from typing import Any, final

from attrs import frozen

from kompass_spec import InputError, Problem
from kompass_tables.expressions import (
    Absolute,
    Add,
    And,
    Case,
    Coalesce,
    Column,
    Compare,
    Divide,
    Expression,
    Greatest,
    IsNull,
    Least,
    Literal,
    Missing,
    Multiply,
    Not,
    Or,
    Relation,
    Subtract,
)
from kompass_tables.outputs import Output, OutputKind
from kompass_tables.preparing import Prepared
from kompass_tables.readings import NUMBER, REFUSED, TOLERANCE, ColumnType, Reading, ReadingKind

try:
    import polars as pl
except ImportError:
    _SENTENCE = "Polars is not installed. Install kompass-tables[polars], or leave --engine out."
    raise InputError([Problem("unreadable-file", _SENTENCE)]) from None

__all__ = ["columns_of", "pl", "score"]

_FOLDED: dict[type, Callable[[Any, Any], Any]] = {Add: add, And: and_, Or: or_, Subtract: sub, Multiply: mul}
_AROUND = "[ \u00a0]*%?$"
_FULL = 38


def columns_of(frame: Any) -> dict[str, ColumnType]:
    """Return what the columns of a frame hold."""
    return {name: _type_of(kind) for name, kind in frame.lazy().collect_schema().items()}


def _type_of(kind: Any) -> ColumnType:
    if kind.is_integer():
        return ColumnType.INTEGER
    if kind.is_numeric():
        return ColumnType.NUMBER
    if kind == pl.Boolean:
        return ColumnType.TRUTH
    return ColumnType.TEXT if kind in (pl.String, pl.Categorical, pl.Null) else ColumnType.OTHER


def score(frame: Any, prepared: Prepared) -> Any:
    """Return a frame with what is added to every row, lazy where it came lazy."""
    translator = _Translator(prepared=prepared, types=columns_of(frame))
    scored = translator.scored(frame.lazy())
    return scored if isinstance(frame, pl.LazyFrame) else scored.collect()


@final
@frozen(kw_only=True)
class _Translator:
    prepared: Prepared
    types: dict[str, ColumnType]

    @property
    def _integer(self) -> Any:
        return pl.Int32 if self.prepared.plan.bits == 32 else pl.Int64  # noqa: PLR2004 - bits

    def scored(self, frame: Any) -> Any:
        """Return a lazy frame with what is added."""
        plan, readings = self.prepared.plan, self.prepared.readings
        carried = list(self.types)
        wanted = {column.name for column in plan.inputs}
        frame = frame.with_columns(
            self._number(reading).alias(f"number:{reading.column}")
            for reading in readings
            if self._is_number(reading)
        )
        bad = {reading: found for reading in readings if (found := self._bad(reading)) is not None}
        read = [self._read(reading).alias(reading.input) for reading in readings if reading.input in wanted]
        frame = frame.with_columns(*read, self._refused(bad).alias(REFUSED))
        for kept, steps in plan.layers():
            made = [self._of(step.expression).alias(step.name) for step in steps]
            frame = frame.select(*map(pl.col, (*carried, *kept, REFUSED)), *made)
        for expression, reason in plan.refusals:
            refused = pl.when(pl.col(REFUSED).is_null() & self._of(expression)).then(pl.lit(reason))
            frame = frame.with_columns(refused.otherwise(pl.col(REFUSED)).alias(REFUSED))
        can_refuse = bool(bad or plan.refusals)
        added = []
        for output in self.prepared.outputs:
            value = self._output(output)
            if can_refuse:
                value = pl.when(pl.col(REFUSED).is_null()).then(value)
            added.append(value.alias(output.name))
        return frame.select(*map(pl.col, carried), *added, pl.col(REFUSED))

    # Expressions

    def _of(self, expression: Expression) -> Any:
        match expression:
            case Column():
                return pl.col(expression.name)
            case Literal():
                if expression.is_truth:
                    return pl.lit(bool(expression.value))
                return pl.lit(expression.value, dtype=self._integer)
            case Missing():
                return pl.lit(None, dtype=pl.Boolean if expression.is_truth else self._integer)
            case IsNull():
                return self._of(expression.value).is_null()
            case Coalesce():
                return self._of(expression.left).fill_null(self._of(expression.right))
            case Case():
                condition, then, otherwise = map(self._of, expression.operands)
                return pl.when(condition).then(then).otherwise(otherwise)
            case Divide():
                return self._of(expression.value) // pl.lit(expression.divisor, dtype=self._integer)
            case Compare():
                return self._compared(expression)
        return self._folded(expression)

    def _folded(self, expression: Expression) -> Any:
        if isinstance(expression, Not):
            return ~self._of(expression.value)
        operands = [self._of(operand) for operand in expression.operands]
        if isinstance(expression, Absolute):
            return operands[0].abs()
        if isinstance(expression, Least):
            return pl.min_horizontal(*operands)
        if isinstance(expression, Greatest):
            return pl.max_horizontal(*operands)
        return reduce(_FOLDED[type(expression)], operands)

    def _compared(self, expression: Compare) -> Any:
        left, right = self._of(expression.left), self._of(expression.right)
        return {
            Relation.LESS: left < right,
            Relation.AT_MOST: left <= right,
            Relation.EQUAL: left == right,
            Relation.OTHER: left != right,
        }[expression.relation]

    # Readings

    def _is_number(self, reading: Reading) -> bool:
        return reading.is_number and self.types[reading.column] in {ColumnType.NUMBER, ColumnType.TEXT}

    def _number(self, reading: Reading) -> Any:
        if self.types[reading.column] is ColumnType.NUMBER:
            value = pl.col(reading.column).cast(pl.Float64)
            return pl.when(value.is_finite()).then(value)
        plain = self._text(reading).str.replace(_AROUND, "")
        return pl.when(plain.str.contains(NUMBER)).then(
            plain.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
        )

    def _text(self, reading: Reading) -> Any:
        return pl.col(reading.column).cast(pl.String).str.strip_chars(" ")

    def _value(self, reading: Reading) -> Any:
        return pl.col(f"number:{reading.column}" if self._is_number(reading) else reading.column)

    def _read(self, reading: Reading) -> Any:
        value = self._value(reading)
        if reading.codes is not None:
            number = (value * reading.digits).round() if self._is_number(reading) else value
            codes, digits = reading.codes, 1 if self._is_number(reading) else reading.digits
            whole = number.cast(self._integer, strict=False) * pl.lit(digits, dtype=self._integer)
            return (
                pl.when(number.is_between(0, codes.most // digits))
                .then(whole)
                .when(value.is_null())
                .then(pl.lit(codes.absent, dtype=self._integer))
                .otherwise(pl.lit(codes.beyond, dtype=self._integer))
            )
        if reading.kind is ReadingKind.APPLIES:
            return self._truth(reading).cast(self._integer)
        found: Any = pl.lit(None, dtype=self._integer)
        compared = value if reading.kind is ReadingKind.LEVEL else self._text(reading)
        for index, known in enumerate(reading.values):
            wanted = float(known) if reading.kind is ReadingKind.LEVEL else known
            found = pl.when(compared == wanted).then(pl.lit(index, dtype=self._integer)).otherwise(found)
        return found

    def _truth(self, reading: Reading) -> Any:
        kind = self.types[reading.column]
        if kind is ColumnType.TRUTH:
            return pl.col(reading.column)
        if kind is ColumnType.TEXT:
            value = self._text(reading).str.to_lowercase()
            return (
                pl.when(value.is_in(["true", "1"])).then(True).when(value.is_in(["false", "0"])).then(False)
            )
        value = pl.col(reading.column)
        return pl.when(value == 1).then(True).when(value == 0).then(False)

    def _bad(self, reading: Reading) -> Any:
        """Return where a value stands that cannot be read, ``None`` where that cannot be."""
        column, kind = pl.col(reading.column), self.types[reading.column]
        stands = column.is_not_null()
        if kind is ColumnType.TEXT:
            stands &= self._text(reading) != ""
        if reading.kind is ReadingKind.ORGANISATION:
            return column.is_null() | (self._text(reading) == "")
        if reading.kind is ReadingKind.EDITION:
            return stands & ~self._text(reading).is_in(list(reading.values))
        if reading.kind is ReadingKind.KIND:
            return column.is_null() | ~self._text(reading).is_in(list(reading.values))
        if reading.kind is ReadingKind.APPLIES:
            return None if kind is ColumnType.TRUTH else stands & self._truth(reading).is_null()
        value = self._value(reading)
        if reading.kind is ReadingKind.LEVEL:
            known = [float(level) for level in reading.values]
            return stands & (value.is_null() | ~value.cast(pl.Float64).is_in(known))
        if reading.kind is ReadingKind.YEAR:
            low, high = reading.bounds
            return stands & (value.is_null() | (value < low) | (value > high) | (value != value.round()))
        if kind is ColumnType.INTEGER:
            return None
        scaled = value * reading.digits
        return stands & (value.is_null() | ((scaled - scaled.round()).abs() > TOLERANCE))

    def _refused(self, bad: dict[Reading, Any]) -> Any:
        """Return every reason that keeps a row from being read, null where there is none."""
        if not bad:
            return pl.lit(None, dtype=pl.String)
        reasons = []
        for reading, found in bad.items():
            seen = pl.col(reading.column).cast(pl.String).fill_null("nothing")
            said = pl.concat_str(pl.lit(f"{reading.column}: "), seen, pl.lit(f" {reading.complaint}"))
            reasons.append(pl.when(found).then(said))
        anything = reduce(or_, bad.values())
        return pl.when(anything).then(pl.concat_str(*reasons, separator="; ", ignore_nulls=True))

    # Outputs

    def _output(self, output: Output) -> Any:
        value = self._of(output.value)
        if output.kind is OutputKind.DISCREPANCY:
            other = self._of(output.other) if output.other is not None else pl.lit(False)
            said = pl.when(value).then(pl.lit("contradiction")).when(other).then(pl.lit("rounding"))
            return said.otherwise(pl.lit("none"))
        if output.kind is OutputKind.TRUTH:
            return value
        number = value.cast(pl.Int64)
        if output.kind is OutputKind.UNITS:
            return number
        number *= output.factor
        if output.divisor > 1:
            above = output.divisor - 1 if output.kind is OutputKind.HIGH else 0
            number = (number + above) // output.divisor
        last = pl.lit(Decimal(1).scaleb(-output.digits))
        return (number.cast(pl.Decimal(_FULL, 0)) * last).cast(pl.Decimal(output.width, output.digits))
