"""What is known of results, as it is varied: bounds where it is, one point where it is not."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from attrs import evolve

from kompass_sensitivity.figures import Known
from kompass_sensitivity.sources import Sources
from kompass_spec.model import TOTAL, Area, Cohort, Edition, Interval, Question, Scorecard
from kompass_spec.model.problems import InputError, Problem

__all__ = ["Items", "Level", "items_of", "known_of"]

AREA, QUESTION = "area", "question"
Level = str
"""What carries weights: ``area`` or ``question``."""


class Items(NamedTuple):
    """Name what carries weights: codes with maxima in points, and how many of them each group has."""

    codes: tuple[str, ...]
    maxima: tuple[Fraction, ...]
    sizes: tuple[int, ...]


def items_of(edition: Edition, level: Level = AREA) -> Items:
    """Return what carries weights on an edition; raise ``InputError`` where the edition does not say them."""
    questions = [[one for one in area.questions if one.scored] for area in edition.areas]
    groups: list[list[Area]] | list[list[Question]] = [[*edition.areas]] if level == AREA else questions
    items = [item for group in groups for item in group]
    maxima = [item.max for item in items if item.max]
    if not items or len(maxima) != len(items):
        sentence = (
            f"{edition.id} does not say what every {level} is worth, so there are no weights to vary. Choose"
            " another edition with --edition."
        )
        raise InputError([Problem("unknown-weights", sentence)])
    return Items(tuple(item.code for item in items), tuple(maxima), tuple(map(len, groups)))


def known_of(
    cohort: Cohort, edition: Edition, items: Items, sources: Sources, level: Level = AREA
) -> tuple[list[Known], list[Problem]]:
    """Return what is known of the results of a cohort, and which of them have no place, and why."""
    known: list[Known] = []
    left_out: dict[str, list[Scorecard]] = {}
    by_share = {id(card) for card in cohort.by_share}
    for card, points in zip(cohort.members, cohort.points, strict=True):
        told = dict(points)
        converted = card.assessment.edition != cohort.edition
        by_item = _by_item(card, told, items, level, is_whole=not converted and id(card) not in by_share)
        if by_item is None and sources.weights is not None:
            left_out.setdefault(f"because not every {level} of {edition.id} is known", []).append(card)
            continue
        total = told.get(TOTAL) or (_sum(by_item) if by_item is not None else None)
        if total is None:
            left_out.setdefault(f"because nothing tells their total of {edition.id}", []).append(card)
            continue
        one = _known(card, by_item or (), total, edition, level=level, converted=converted)
        is_varied = sources.mapping if converted else sources.rounding
        known.append(one if is_varied else _fixed(one, items.sizes))
    return sorted(known, key=_likely_highest_first), list(_problems(left_out))


def _by_item(
    card: Scorecard, told: dict[str, Interval], items: Items, level: Level, *, is_whole: bool
) -> tuple[Interval, ...] | None:
    """Return the bounds of every item, ``None`` where not all are known."""
    if level == AREA:
        return tuple(told[code] for code in items.codes) if set(items.codes) <= told.keys() else None
    printed = {score.code: score.interval for score in card.questions if card.is_printed(score)}
    if not is_whole or not set(items.codes) <= printed.keys():
        return None
    return tuple(printed[code] for code in items.codes)


def _known(
    card: Scorecard,
    by_item: tuple[Interval, ...],
    total: Interval,
    edition: Edition,
    *,
    level: Level,
    converted: bool,
) -> Known:
    if not by_item:
        return Known(scorecard=card, told=total, items=(), total=total, converted=converted)
    within = _common(total, _sum(by_item))
    groups = (within,) if level == AREA else tuple(card[area.code].interval for area in edition.areas)
    return Known(scorecard=card, told=total, items=by_item, total=within, groups=groups, converted=converted)


def _sum(intervals: Sequence[Interval]) -> Interval:
    return Interval(
        sum((one.low for one in intervals), Fraction(0)), sum((one.high for one in intervals), Fraction(0))
    )


def _common(total: Interval, summed: Interval) -> Interval:
    """Return what bounds of a total and of a sum have in common, those of the sum where there is nothing.

    A total that counts by its share, or is converted, need not be the sum of what is known of its items.
    """
    low, high = max(total.low, summed.low), min(total.high, summed.high)
    return Interval(low, high) if low <= high else summed


def _fixed(one: Known, sizes: Sequence[int]) -> Known:
    """Return a result at the middle of what its figures allow, moved as little as its sums ask for."""
    if not one.items:
        middle = (one.total.low + one.total.high) / 2
        return evolve(one, total=Interval(middle, middle))
    sums = _met(one.groups, one.total)
    items: list[Interval] = []
    first = 0
    for size, whole in zip(sizes, sums, strict=True):
        points = _met(one.items[first : first + size], Interval(whole, whole))
        items += (Interval(point, point) for point in points)
        first += size
    groups = tuple(Interval(whole, whole) for whole in sums)
    return evolve(one, items=tuple(items), total=_sum(items), groups=groups)


def _met(intervals: Sequence[Interval], whole: Interval) -> list[Fraction]:
    """Return a point of every interval, as near to its middle as their sum allows, all moved alike.

    >>> [str(one) for one in _met([Interval(0, 1), Interval(0, 3)], Interval(3, 4))]
    ['3/4', '9/4']
    """
    middle = sum(((one.low + one.high) / 2 for one in intervals), Fraction(0))
    wanted = min(max(middle, whole.low), whole.high)
    room = sum((one.width for one in intervals), Fraction(0))
    moved = (wanted - middle) / room if room else Fraction(0)
    return [(one.low + one.high) / 2 + moved * one.width for one in intervals]


def _likely_highest_first(one: Known) -> tuple[object, ...]:
    organisation = one.scorecard.assessment.organisation
    # By the middles; what follows only keeps the order that results come in from deciding.
    return (
        -(one.told.low + one.told.high),
        organisation.name,
        one.scorecard.assessment.year or 0,
        str(organisation),
    )


def _problems(left_out: dict[str, list[Scorecard]]) -> Iterator[Problem]:
    for reason, cards in sorted(left_out.items()):
        names = ", ".join(sorted({card.assessment.organisation.name for card in cards}))
        yield Problem("says-nothing", f"Left out, {reason}: {names}.")
