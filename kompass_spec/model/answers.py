"""Make an assessment of the figures that a program has: percents, points and levels by their codes."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from kompass_spec.model.assessment import TOTAL, Assessment, NotApplicable, Observation, Quantity
from kompass_spec.model.lookups import missing
from kompass_spec.model.organisation import Organisation
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.quantities import exact_text, number_of, unit_of
from kompass_spec.model.scales import Scale

__all__ = ["Answer", "Answers", "assessment_of"]

Answer = int | float | Decimal | Fraction | str
"""A figure as a program has it: a number is exact, a text is rounded to its last digit.

A float means the decimal that it is shown as, 0.1 a tenth; a text may have a decimal comma.
"""
Answers = Mapping[str, Answer | None]
"""Figures by the codes of what they are of; ``None`` says that there is none."""

_KEYS = {"percents": Quantity.PERCENT, "points": Quantity.POINTS, "levels": Quantity.LEVEL}
_ALL = 100


class Asked(Protocol):
    """What is asked of an edition, which stands above."""

    @property
    def id(self) -> str: ...
    @property
    def release(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def is_released(self) -> bool: ...
    @property
    def max(self) -> Fraction | None: ...
    def __contains__(self, code: object) -> bool: ...
    def item(self, code: str) -> Any: ...
    def scale_of(self, code: str) -> Scale | None: ...
    def walk(self) -> Iterator[Any]: ...


def assessment_of(
    edition: Asked,
    organisation: Organisation | str,
    year: int | None,
    *,
    figures: Mapping[str, Answers],
    not_applicable: Iterable[str],
    precision: Answer | None,
) -> Assessment:
    """Return an assessment of figures by quantity and code; raise ``InputError`` with every problem."""
    problems = list(_wrong_types(organisation, year, figures, not_applicable))
    if problems:
        raise InputError(problems)
    left_out = tuple(not_applicable)
    problems = [
        _unknown(edition, code, f"/not_applicable/{index}", with_total=False)
        for index, code in enumerate(left_out)
        if code not in edition
    ]
    unit = None if precision is None else number_of(precision)
    if precision is not None and (unit is None or unit <= 0):
        sentence = f"{_shown(precision)} is no precision. Write the unit of the last digit, such as 1 or 0.1."
        problems.append(Problem("bad-quantity", sentence, pointer="/precision"))
        unit = None
    observations = []
    for key, code, value in _each(figures):
        pointer = f"/{key}/{str(code).replace('~', '~0').replace('/', '~1')}"
        found = list(_problems_of(edition, key, code, value, left_out=left_out, pointer=pointer))
        if not found and value is not None:
            seen = _observation(key, code, value, unit)
            found = list(_impossible(edition, seen, value, pointer))
            observations.append(seen)
        problems += found
    if problems:
        raise InputError(problems)
    if isinstance(organisation, str):
        organisation = Organisation(name=organisation, kind=None, country=edition.country)
    return Assessment(
        edition=edition.id,
        release=edition.release if edition.is_released else None,
        organisation=organisation,
        year=year,
        observations=tuple(observations),
        not_applicable=tuple(NotApplicable(item=code) for code in left_out),
        given=True,
    )


def _each(figures: Mapping[str, Answers]) -> Iterator[tuple[str, str, Answer | None]]:
    """Yield every figure with what it is given as and of what; of a text without its decimal comma."""
    for key, answers in figures.items():
        for code, given in answers.items():
            yield key, code, given.strip().replace(",", ".") if isinstance(given, str) else given


def _wrong_types(
    organisation: object, year: object, figures: Mapping[str, object], not_applicable: object
) -> Iterator[Problem]:
    """Find what is given as something else than is asked for, as it comes from JSON or a form."""
    if not isinstance(organisation, (Organisation, str)):
        sentence = "The organisation must be its name, or an Organisation."
        yield Problem("wrong-type", sentence, pointer="/organisation")
    if year is not None and (not isinstance(year, int) or isinstance(year, bool)):
        sentence = f"The year must be a whole number, not {_shown(year)}. Write 2018, or leave it out."
        yield Problem("wrong-type", sentence, pointer="/year")
    for key, answers in figures.items():
        if not isinstance(answers, Mapping):
            sentence = f"The {key} must be figures by their codes, such as {{'1.1': 75}}."
            yield Problem("wrong-type", sentence, pointer=f"/{key}")
    if isinstance(not_applicable, (str, bytes, Mapping)) or not isinstance(not_applicable, Iterable):
        sentence = "What does not apply must be a list of codes, such as ['2.4']."
        yield Problem("wrong-type", sentence, pointer="/not_applicable")


def _problems_of(
    edition: Asked, key: str, code: str, value: object, *, left_out: tuple[str, ...], pointer: str
) -> Iterator[Problem]:
    """Find what is wrong with a code, and what is no figure."""
    if code not in edition and (code != TOTAL or key == "levels"):
        yield _unknown(edition, code, pointer, with_total=key != "levels")
    if value is None:
        return
    if number_of(value) is None:
        sentence = (
            f"{_shown(value)} is not a figure. Give a number, or a text such as '62.5'; leave {code!r:.40}"
            " out, or give None, where there is no answer."
        )
        yield Problem("bad-quantity", sentence, pointer=pointer)
    if code in left_out:
        sentence = f"{code!r} is said not to apply, and has a figure. Take out one of the two."
        yield Problem("bad-value", sentence, pointer=pointer)


def _observation(key: str, code: str, value: Answer, unit: Fraction | None) -> Observation:
    number = number_of(value)
    assert number is not None  # noqa: S101 - what is no figure has been found above
    is_exact = unit is None and _is_number(value)
    own = unit_of(value) if unit is None else unit
    # What its precision cannot print is told with the others, and made as if it were exact until then.
    is_printable = not number % own
    return Observation(
        item=code,
        quantity=_KEYS[key],
        value=number,
        precision=own,
        exact=is_exact or key == "levels" or not is_printable,
    )


def _is_number(value: Answer) -> bool:
    """Tell whether a figure is a number and no text, which is rounded; ``100/6`` is a number in any case."""
    return not isinstance(value, str) or "/" in value


def _impossible(edition: Asked, seen: Observation, value: Answer, pointer: str) -> Iterator[Problem]:
    """Find a figure that its item cannot have, or that its precision cannot print."""
    if seen.quantity is Quantity.LEVEL:
        yield from _no_level(edition, seen, pointer)
        return
    if seen.value % seen.precision and not (_is_number(value) and seen.precision == unit_of(value)):
        sentence = (
            f"{exact_text(seen.value)} cannot be printed with the precision {exact_text(seen.precision)}."
            " Correct one of them, or leave the precision out where the figure is exact."
        )
        yield Problem("bad-value", sentence, pointer=pointer)
    most: Fraction | None = Fraction(_ALL)
    if seen.quantity is Quantity.POINTS:
        most = edition.max if seen.item == TOTAL else edition.item(seen.item).max
    if seen.item != TOTAL and not getattr(edition.item(seen.item), "scored", True):
        sentence = f"{seen.item!r} is asked for context and has no points in {edition.id}. Leave it out."
        yield Problem("bad-value", sentence, pointer=pointer)
    elif seen.value < 0 or (most is not None and seen.value > most):
        of = "percent" if seen.quantity is Quantity.PERCENT else "points"
        limit = "" if most is None else f" to {exact_text(most)}"
        sentence = f"{exact_text(seen.value)} is not possible here. Give {of} from 0{limit}."
        yield Problem("bad-value", sentence, pointer=pointer)


def _no_level(edition: Asked, seen: Observation, pointer: str) -> Iterator[Problem]:
    scale = edition.scale_of(seen.item)
    if scale is None:
        sentence = f"{seen.item!r} is not answered on a scale in {edition.id}. Give points or percent."
        yield Problem("unknown-level", sentence, pointer=pointer)
    elif scale.level(seen.value) is None:
        levels = ", ".join(exact_text(level.value) for level in scale.levels)
        sentence = (
            f"The scale {scale.id!r} of {seen.item!r} has no level {exact_text(seen.value)}. Its levels are:"
            f" {levels}."
        )
        yield Problem("unknown-level", sentence, pointer=pointer)


def _unknown(edition: Asked, code: object, pointer: str, *, with_total: bool) -> Problem:
    known = [item.code for item in edition.walk()]
    sentence = str(missing(code, edition.id, [TOTAL, *known] if with_total else known))
    return Problem("dangling-code", sentence, pointer=pointer)


def _shown(value: object) -> str:
    """Return the beginning of how a value is written; Python writes no number of many thousand digits."""
    try:
        return f"{value!r:.40}"
    except ValueError:
        return "so long a number"
