"""Write a plan as SQL: for every layer, a list of expressions of the layer before."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import final

from attrs import frozen

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
    Half,
    IsNull,
    Least,
    Literal,
    Missing,
    Multiply,
    Not,
    Or,
    Subtract,
)
from kompass_tables.outputs import Output, OutputKind
from kompass_tables.readings import NUMBER, REFUSED, TOLERANCE, ColumnType, Reading, ReadingKind
from kompass_tables.steps import INT64, Plan, furthest_of

__all__ = ["Dialect", "computed_layers_of", "layers_of"]

_JOINED = {Add: " + ", And: " AND ", Or: " OR ", Subtract: " - ", Multiply: " * "}
_CALLED = {Absolute: "abs", Least: "least", Greatest: "greatest", Coalesce: "coalesce"}
_SCALE, _BINARY = "scale:", "binary:"
_SURE = 2**50
"""Numbers in binary of 64 bits are off by less than a half of their last decimal where it counts so many."""

_AROUND = "[ \u00a0]*%?$"


@final
@frozen(kw_only=True)
class Dialect:
    """Hold how an engine writes what others write in another way; the names are filled in for braces.

    ``number`` is the type in which all numbers of a plan are exact, ``word`` one of few words as a literal.
    """

    quote: str
    divide: str
    matches: str
    finite: str
    escape: tuple[str, str]
    number: str = "INT"
    long: str = "BIGINT"
    huge: str = "DECIMAL(38, 0)"
    varchar: str = "VARCHAR"
    word: str = "{0}"

    def name(self, name: str) -> str:
        """Return a name in quotes."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def text(self, text: str) -> str:
        """Return a literal of text."""
        return "'" + text.replace(*self.escape) + "'"


@final
@frozen(kw_only=True)
class _Writer:
    dialect: Dialect

    def write(self, expression: Expression) -> str:
        """Return an expression as SQL, in brackets where it needs them."""
        match expression:
            case Column():
                return self.dialect.name(expression.name)
            case Literal():
                return str(bool(expression.value)).upper() if expression.is_truth else str(expression.value)
            case Missing():
                return "NULL"
            case IsNull():
                return f"({self.write(expression.value)} IS NULL)"
            case Not():
                return f"(NOT {self.write(expression.value)})"
            case Compare():
                left, right = self.write(expression.left), self.write(expression.right)
                return f"({left} {expression.relation.value} {right})"
            case Case():
                condition, then, otherwise = map(self.write, expression.operands)
                return f"(CASE WHEN {condition} THEN {then} ELSE {otherwise} END)"
            case Divide():
                return self.dialect.divide.format(self.write(expression.value), expression.divisor)
        return self._of_operands(expression)

    def _of_operands(self, expression: Expression) -> str:
        """Return what is written alike of all operands: a function of them, or signs between them."""
        operands = [self.write(operand) for operand in expression.operands]
        if isinstance(expression, Half):
            # Only numbers in binary are halved, of which every half is exact.
            return f"({operands[0]} * CAST(0.5 AS {self.dialect.number}))"
        if type(expression) in _CALLED:
            return f"{_CALLED[type(expression)]}({', '.join(operands)})"
        if not expression.is_truth and furthest_of([expression]) > INT64[1]:
            operands = [f"CAST({operand} AS {self.dialect.huge})" for operand in operands]
        return "(" + _JOINED[type(expression)].join(operands) + ")"


def _scale_of(output: Output, dialect: Dialect) -> str | None:
    """Return the name of what an end is multiplied by: with a point, without, or in binary."""
    if output.kind is OutputKind.UNITS:
        return f"{_SCALE}1"
    if output.kind not in {OutputKind.LOW, OutputKind.HIGH}:
        return None
    factor = output.factor if output.divisor == 1 else 1
    number = f"{Decimal(factor).scaleb(-output.digits):f}"
    most = max(map(abs, output.value.bounds)) * output.factor
    # Such a product is cast to the decimal that it is nearest to, in one step instead of three.
    if dialect.number == "DOUBLE" and output.divisor == 1 and most < _SURE:
        return f"{_BINARY}{number}"
    return f"{_SCALE}{number}" if output.digits else f"{_SCALE}{number}."


def layers_of(
    plan: Plan,
    readings: tuple[Reading, ...],
    types: dict[str, ColumnType],
    outputs: tuple[Output, ...],
    dialect: Dialect,
) -> list[list[str]]:
    """Return lists of expressions, each with its name, of which each takes what the list before it gives.

    The first takes the columns of the table, and the last gives them with what is added.
    """
    return _Layers(
        plan=plan,
        readings=readings,
        types=types,
        outputs=outputs,
        dialect=dialect,
        writer=_Writer(dialect=dialect),
    ).all()


def computed_layers_of(
    plan: Plan, carried: Iterable[str], outputs: tuple[Output, ...], dialect: Dialect
) -> list[list[str]]:
    """Return lists of expressions as ``layers_of`` does, of a table that has the numbers of the plan already.

    Of the other columns those that are ``carried`` are kept; why a row is refused stands in its own.
    """
    types = dict.fromkeys(carried, ColumnType.OTHER)
    return _Layers(
        plan=plan,
        readings=(),
        types=types,
        outputs=outputs,
        dialect=dialect,
        writer=_Writer(dialect=dialect),
    ).computed()


@final
@frozen(kw_only=True)
class _Layers:
    plan: Plan
    readings: tuple[Reading, ...]
    types: dict[str, ColumnType]
    outputs: tuple[Output, ...]
    dialect: Dialect
    writer: _Writer

    def all(self) -> list[list[str]]:
        """Return every layer: what is read, the steps of the plan, what is refused, and what is added."""
        bad = {reading: found for reading in self.readings if (found := self._bad(reading)) != "FALSE"}
        return [*self._reading_layers(bad), *self.computed(can_refuse=bool(bad or self.plan.refusals))]

    def computed(self, *, can_refuse: bool = True) -> list[list[str]]:
        """Return the layers after what is read."""
        return [
            *self._step_layers(),
            *self._refusal_layers(),
            *(self._scale_layers() if can_refuse else ()),
            [
                *self._carried,
                *(
                    f"{self._output(output, can_refuse)} AS {self._name(output.name)}"
                    for output in self.outputs
                ),
                self._name(REFUSED),
            ],
        ]

    @property
    def _carried(self) -> list[str]:
        return [self._name(name) for name in self.types]

    def _reading_layers(self, bad: dict[Reading, str]) -> Iterator[list[str]]:
        """Iterate over the layers that make numbers of the plan of what stands in the table."""
        wanted = {column.name for column in self.plan.inputs}
        numbers = [
            f"{self._number(reading)} AS {self._name(f'number:{reading.column}')}"
            for reading in self.readings
            if self._is_number(reading)
        ]
        if numbers:
            yield [*self._carried, *numbers]
        read = (
            f"{self._read(reading)} AS {self._name(reading.input)}"
            for reading in self.readings
            if reading.input in wanted
        )
        yield [*self._carried, *read, f"{self._refused(bad)} AS {self._name(REFUSED)}"]

    def _step_layers(self) -> Iterator[list[str]]:
        for kept, steps in self.plan.layers():
            names = (self._name(name) for name in (*kept, REFUSED))
            made = (f"{self.writer.write(step.expression)} AS {self._name(step.name)}" for step in steps)
            yield [*self._carried, *names, *made]

    def _refusal_layers(self) -> Iterator[list[str]]:
        """Iterate over the layer that says what the plan refuses, where it refuses anything."""
        refusals = [
            f"WHEN {self.writer.write(expression)} THEN {self.dialect.text(reason)}"
            for expression, reason in self.plan.refusals
        ]
        if refusals:
            refused = self._name(REFUSED)
            whole = f"(CASE WHEN {refused} IS NOT NULL THEN {refused} {' '.join(refusals)} END)"
            ends = (self._name(name) for name in sorted(self._ends()))
            yield [*self._carried, *ends, f"{whole} AS {refused}"]

    def _scale_layers(self) -> Iterator[list[str]]:
        """Iterate over the layer of what ends are multiplied by, null where a row is refused.

        A product with null is null, which costs nothing, where a condition for every end costs as much as
        the ends.
        """
        names = {name for output in self.outputs if (name := _scale_of(output, self.dialect))}
        scales = {name: self._scale(name) for name in sorted(names)}
        ends = (self._name(name) for name in sorted(self._ends()))
        made = (
            f"(CASE WHEN {self._name(REFUSED)} IS NULL THEN {value} END) AS {self._name(name)}"
            for name, value in scales.items()
        )
        yield [*self._carried, *ends, self._name(REFUSED), *made]

    def _ends(self) -> set[str]:
        """Return the columns that the outputs are made of."""
        values = (value for output in self.outputs for value in (output.value, output.other))
        return {value.name for value in values if isinstance(value, Column)}

    def _kept(self, value: str, can_refuse: bool) -> str:
        return f"(CASE WHEN {self._name(REFUSED)} IS NULL THEN {value} END)" if can_refuse else value

    def _name(self, name: str) -> str:
        return self.dialect.name(name)

    def _is_number(self, reading: Reading) -> bool:
        return reading.is_number and self.types[reading.column] in {ColumnType.NUMBER, ColumnType.TEXT}

    def _number(self, reading: Reading) -> str:
        """Return a column of numbers or of text as binary numbers, null where it is none."""
        column = self._name(reading.column)
        if self.types[reading.column] is ColumnType.NUMBER:
            finite = self.dialect.finite.format(f"CAST({column} AS DOUBLE)")
            return f"(CASE WHEN {finite} THEN CAST({column} AS DOUBLE) END)"
        plain = self._plain(column)
        matches = self.dialect.matches.format(plain, self.dialect.text(NUMBER))
        return f"(CASE WHEN {matches} THEN CAST(replace({plain}, ',', '.') AS DOUBLE) END)"

    def _plain(self, column: str) -> str:
        """Return text without spaces around it and without a sign of percent."""
        return f"regexp_replace(trim({column}), {self.dialect.text(_AROUND)}, '')"

    def _value(self, reading: Reading) -> str:
        """Return the name of a column of numbers, as they stand in the table or as they were read."""
        return self._name(f"number:{reading.column}" if self._is_number(reading) else reading.column)

    def _read(self, reading: Reading) -> str:
        """Return the whole number that the plan knows a value by, null where it is missing or bad."""
        value, column = self._value(reading), self._name(reading.column)
        if reading.codes is not None:
            scaled = f"round({value} * {reading.digits})" if self._is_number(reading) else value
            codes, digits = reading.codes, 1 if self._is_number(reading) else reading.digits
            possible = f"{scaled} BETWEEN 0 AND {codes.most // digits}"
            whole = f"CAST({scaled} AS {self.dialect.number}) * {digits}" if digits > 1 else scaled
            others = f"WHEN {value} IS NULL THEN {codes.absent} ELSE {codes.beyond}"
            return f"CAST((CASE WHEN {possible} THEN {whole} {others} END) AS {self.dialect.number})"
        if reading.kind is ReadingKind.APPLIES:
            return f"CAST({self._truth(reading)} AS {self.dialect.number})"
        if reading.kind is ReadingKind.LEVEL:
            cases = " ".join(
                f"WHEN {value} = {level} THEN {index}" for index, level in enumerate(reading.values)
            )
        else:
            cases = " ".join(
                f"WHEN trim({column}) = {self.dialect.text(kind)} THEN {index}"
                for index, kind in enumerate(reading.values)
            )
        return f"CAST((CASE {cases} END) AS {self.dialect.number})"

    def _truth(self, reading: Reading) -> str:
        column, kind = self._name(reading.column), self.types[reading.column]
        if kind is ColumnType.TRUTH:
            return column
        if kind is ColumnType.TEXT:
            lower = f"lower(trim({column}))"
            true, false = f"{lower} IN ('true', '1')", f"{lower} IN ('false', '0')"
            return f"(CASE WHEN {true} THEN TRUE WHEN {false} THEN FALSE END)"
        return f"(CASE WHEN {column} = 1 THEN TRUE WHEN {column} = 0 THEN FALSE END)"

    def _bad(self, reading: Reading) -> str:
        """Return where a value stands that cannot be read."""
        column, kind = self._name(reading.column), self.types[reading.column]
        stands = f"{column} IS NOT NULL"
        if kind is ColumnType.TEXT:
            stands = f"({column} IS NOT NULL AND trim({column}) <> '')"
        if reading.kind is ReadingKind.ORGANISATION:
            return f"({column} IS NULL OR trim(CAST({column} AS {self.dialect.varchar})) = '')"
        if reading.kind is ReadingKind.EDITION:
            known = ", ".join(self.dialect.text(value) for value in reading.values)
            return f"({stands} AND trim(CAST({column} AS {self.dialect.varchar})) NOT IN ({known}))"
        if kind is ColumnType.OTHER:
            return stands
        if reading.kind is ReadingKind.KIND:
            known = ", ".join(self.dialect.text(value) for value in reading.values)
            return f"({column} IS NULL OR trim({column}) NOT IN ({known}))"
        if reading.kind is ReadingKind.APPLIES:
            return "FALSE" if kind is ColumnType.TRUTH else f"({stands} AND {self._truth(reading)} IS NULL)"
        value = self._value(reading)
        if reading.kind is ReadingKind.LEVEL:
            return f"({stands} AND ({value} IS NULL OR {value} NOT IN ({', '.join(reading.values)})))"
        if reading.kind is ReadingKind.YEAR:
            low, high = reading.bounds
            whole = f" OR {value} <> round({value})" if self._is_number(reading) else ""
            return f"({stands} AND ({value} IS NULL OR {value} < {low} OR {value} > {high}{whole}))"
        if kind is ColumnType.INTEGER:
            return "FALSE"
        scaled = f"{value} * {reading.digits}"
        return f"({stands} AND ({value} IS NULL OR abs({scaled} - round({scaled})) > {TOLERANCE:f}))"

    def _output(self, output: Output, can_refuse: bool) -> str:
        """Return a column that is added: an end as a decimal or in units, or a flag."""
        value = self.writer.write(output.value)
        if output.kind is OutputKind.DISCREPANCY:
            other = self.writer.write(output.other) if output.other is not None else "FALSE"
            said = f"CASE WHEN {value} THEN 'contradiction' WHEN {other} THEN 'rounding' ELSE 'none' END"
            return self._kept(f"({said})", can_refuse)
        if output.kind is OutputKind.WORD:
            return self._kept(self._word(output), can_refuse)
        scale = _scale_of(output, self.dialect)
        if scale is None:
            return self._kept(value, can_refuse)
        factor = self._name(scale) if can_refuse else self._scale(scale)
        if scale.startswith(_BINARY):
            return f"CAST({value} * {factor} AS DECIMAL({output.width}, {output.digits}))"
        wide = output.value.bounds[1] * output.factor + output.divisor > INT64[1]
        number = f"CAST({value} AS {self.dialect.huge if wide else self.dialect.long})"
        if output.kind is OutputKind.UNITS:
            return f"({number} * {factor})"
        if output.divisor > 1:
            above = f" + {output.divisor - 1}" if output.kind is OutputKind.HIGH else ""
            value = self.dialect.divide.format(f"({number} * {output.factor}{above})", output.divisor)
        whole = f"CAST({value} AS DECIMAL({output.needed}, 0))"
        return f"CAST({whole} * {factor} AS DECIMAL({output.width}, {output.digits}))"

    def _word(self, output: Output) -> str:
        """Return the word at the place that a number is."""
        listed = [self.dialect.text(word) for word in output.words]
        words = [self.dialect.word.format(word, ", ".join(listed)) for word in listed]
        if isinstance(output.value, Literal):
            return words[output.value.value]
        cases = " ".join(f"WHEN {place} THEN {word}" for place, word in enumerate(words))
        return f"(CASE {self.writer.write(output.value)} {cases} END)"

    def _scale(self, name: str) -> str:
        """Return what an end is multiplied by, as a literal of its type."""
        if name.startswith(_BINARY):
            return f"CAST({name.removeprefix(_BINARY)} AS {self.dialect.number})"
        whole, point, digits = name.removeprefix(_SCALE).partition(".")
        kind = f"DECIMAL({len(whole) + len(digits)}, {len(digits)})" if point else self.dialect.long
        return f"CAST({whole}{point}{digits} AS {kind})"

    def _refused(self, bad: dict[Reading, str]) -> str:
        """Return every reason that keeps a row from being read, null where there is none."""
        if not bad:
            return f"CAST(NULL AS {self.dialect.varchar})"
        reasons = []
        for reading, found in bad.items():
            column = self._name(reading.column)
            seen = f"coalesce(CAST({column} AS {self.dialect.varchar}), 'nothing')"
            before = self.dialect.text(f"{reading.column}: ")
            said = f"concat({before}, {seen}, {self.dialect.text(f' {reading.complaint}')})"
            reasons.append(f"CASE WHEN {found} THEN {said} END")
        return f"(CASE WHEN {' OR '.join(bad.values())} THEN concat_ws('; ', {', '.join(reasons)}) END)"
