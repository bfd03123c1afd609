"""Say what a result tells of the areas and the total of an edition, however it is printed."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from kompass_spec.model import TOTAL, Basis, Conversion, Converted, Interval, Quantity, Score, Scorecard

__all__ = ["Told", "told_by_card", "told_by_conversion"]

_OF_THE_ITEM = frozenset({Quantity.POINTS, Quantity.PERCENT, Quantity.LEVEL})


class Told(NamedTuple):
    """Hold what is told of an item in points.

    ``assumed`` says that it rests on what a mapping only judges comparable, ``inferred`` that no figure of
    the item or of its parts says it, but those of the whole and of all the others.
    """

    interval: Interval
    assumed: bool = False
    inferred: bool = False


def told_by_card(card: Scorecard) -> dict[str, Told]:
    """Return what the figures of a result tell of areas and total; what they leave open is not there.

    A figure tells of its item in points, in percent or as a level; figures of all parts tell of the whole,
    and those of the whole and of all parts but one tell of that one.

    >>> from pathlib import Path
    >>> from kompass_spec import score_path
    >>> told = told_by_card(score_path(Path("docs/examples/ornskoldsvik-2017.md")).scorecards[0])
    >>> told["3"].interval, told["total"].inferred
    (Interval(low=Fraction(145, 2), high=Fraction(367, 5)), False)
    """
    told = _told_of_areas(card, figures := _figures(card))
    total = card.total
    if total.applies and (_is_told(total, figures) or total.sum_of_printed is not None):
        told[TOTAL] = Told(total.interval)
    maxima = {score.code: score.max for score in (*card.areas, total)}
    # What is as wide as its maximum tells nothing, whatever was printed.
    return {code: what for code, what in told.items() if what.interval.width < maxima[code]}


def _figures(card: Scorecard) -> set[str]:
    """Return the items of which a figure is printed that tells of them."""
    return {seen.item for seen in card.assessment.observations if seen.quantity in _OF_THE_ITEM}


def _told_of_areas(card: Scorecard, figures: set[str]) -> dict[str, Told]:
    areas = [area for area in card.areas if area.applies]
    told = {area.code: Told(area.interval) for area in areas if _is_told(area, figures)}
    missing = [area for area in areas if area.code not in told]
    total_is_printed = TOTAL in figures or card.total.printed is not None
    if total_is_printed and len(missing) == 1:
        told[missing[0].code] = Told(missing[0].interval, inferred=True)
    return told


def _is_told(score: Score, figures: set[str]) -> bool:
    """Tell whether a figure of an item, or figures of every part of it, are printed."""
    if score.code in figures or score.printed is not None or score.sum_of_printed is not None:
        return True
    applying = [part for part in score.parts if part.applies]
    return bool(applying) and all(_is_told(part, figures) for part in applying)


def told_by_conversion(conversion: Conversion) -> Mapping[str, Told]:
    """Return what a converted result tells: what is proved, else what is assumed."""
    areas = [area for area in conversion.areas if area.applies]
    told = _converted_areas(areas)
    total = conversion.total
    every_area_is_told = bool(areas) and len(told) == len(areas)
    proved = every_area_is_told and not any(what.assumed for what in told.values())
    # A sum in which areas are missing says next to nothing, unless something is known of the sum itself.
    if total.basis is not Basis.UNKNOWN and (
        proved or total.interval.width < sum((area.interval.width for area in conversion.areas), Fraction(0))
    ):
        told[TOTAL] = Told(total.interval)
    elif every_area_is_told and total.assumed is not None:
        told[TOTAL] = Told(total.assumed.interval, assumed=True)
    return told


def _converted_areas(areas: Iterable[Converted]) -> dict[str, Told]:
    told: dict[str, Told] = {}
    for area in areas:
        if area.basis is not Basis.UNKNOWN:
            told[area.code] = Told(area.interval)
        elif area.assumed is not None and area.assumed.interval.width < area.max:
            told[area.code] = Told(area.assumed.interval, assumed=True)
    return told
