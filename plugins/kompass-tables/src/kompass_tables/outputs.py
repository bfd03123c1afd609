"""Say what is added to a table: the ends of every interval as decimals or in units, and the flags."""

from collections.abc import Iterator
from enum import Enum
from typing import final

from attrs import frozen

from kompass_tables.expressions import Expression
from kompass_tables.steps import Plan

__all__ = ["ADDED", "Output", "OutputKind", "outputs_of", "scale_of"]

ADDED = ("rounding", "contradiction", "discrepancy")
"""The flags that are added after the intervals."""

_OUTWARD = 6
_NARROW, _WIDE, _WIDEST = 9, 18, 38


@final
class OutputKind(Enum):
    """Say what an added column holds."""

    LOW = "low"
    HIGH = "high"
    UNITS = "units"
    TRUTH = "truth"
    DISCREPANCY = "discrepancy"
    WORD = "word"


@final
@frozen(kw_only=True)
class Output:
    """Hold one column that is added: its name and what it is made of.

    An end is ``value`` times ``factor``, divided by ``divisor`` and rounded outward, in parts of one of which
    there are ``digits`` decimals; a column of decimals has ``width`` digits in all. ``needed`` are the digits
    of the whole number that is last multiplied. A word is that of ``words`` at the place that ``value`` is.
    """

    name: str
    kind: OutputKind
    value: Expression
    other: Expression | None = None
    factor: int = 1
    divisor: int = 1
    digits: int = 0
    width: int = _NARROW
    needed: int = _NARROW
    words: tuple[str, ...] = ()


def scale_of(unit: int) -> tuple[int, int, int]:
    """Return decimals, and by what units are multiplied and divided for whole numbers of the last of them.

    Where points are no decimals in this unit, there are six, and the division leaves something over.

    >>> scale_of(40), scale_of(109_200)
    ((3, 25, 1), (6, 2500, 273))
    """
    for digits in range(_WIDE):
        if 10**digits % unit == 0:
            return digits, 10**digits // unit, 1
    common = _common(10**_OUTWARD, unit)
    return _OUTWARD, 10**_OUTWARD // common, unit // common


def _common(left: int, right: int) -> int:
    while right:
        left, right = right, left % right
    return left


def outputs_of(plan: Plan, *, units: bool = False) -> tuple[Output, ...]:
    """Return the columns that are added: intervals of every item, then the flags.

    In ``units`` the ends are whole numbers; else they are decimals, exact where points are decimals in the
    unit of the plan, and rounded outward at the sixth decimal where they are none.
    """
    digits, factor, divisor = scale_of(plan.unit)
    added = []
    for code, ends in plan.scores.items():
        for kind, end in zip((OutputKind.LOW, OutputKind.HIGH), ends, strict=True):
            name = f"{code}.{kind.value}"
            if units:
                added.append(Output(name=name, kind=OutputKind.UNITS, value=end))
                continue
            most = max(1, end.bounds[1] * factor // divisor + 1)
            shown = max(len(str(most)), digits + 1)
            width = next(width for width in (_NARROW, _WIDE, _WIDEST) if shown <= width)
            # What is not divided is multiplied as the decimal that a unit is.
            needed = shown if divisor > 1 else len(str(max(map(abs, end.bounds))))
            added.append(
                Output(
                    name=name,
                    kind=kind,
                    value=end,
                    factor=factor,
                    divisor=divisor,
                    digits=digits,
                    width=width,
                    needed=needed,
                )
            )
    return (
        *added,
        Output(name="rounding", kind=OutputKind.TRUTH, value=plan.rounding),
        Output(name="contradiction", kind=OutputKind.TRUTH, value=plan.contradiction),
        Output(
            name="discrepancy",
            kind=OutputKind.DISCREPANCY,
            value=plan.contradiction,
            other=plan.rounding,
        ),
        *_told(plan),
    )


def _told(plan: Plan) -> Iterator[Output]:
    """Iterate over the columns of what a row tells, where that is computed."""
    for one in plan.told:
        yield Output(name=f"{one.code}.told", kind=OutputKind.TRUTH, value=one.told)
        yield Output(name=f"{one.code}.inferred", kind=OutputKind.TRUTH, value=one.inferred)
        yield Output(name=f"{one.code}.max", kind=OutputKind.UNITS, value=one.max)
