"""Rank results: the places that their figures allow, and how much weights would have to move for others."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from kompass_spec.model import TOTAL, Cohort, Edition, Interval, Rank, Scorecard
from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.organisation import described
from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.model.ranking import Ranked, RankedPair, Ranking
from kompass_spec.results.order_statistics import rank_among

__all__ = ["ranks"]


def ranks(
    cohort: Cohort,
    edition: Edition,
    *,
    item: str = TOTAL,
    weights: Mapping[str, Fraction | int] | None = None,
) -> Ranking:
    """Return the places of all results of a cohort, with the one asked about, by an area or in total.

    Places follow from the figures alone: ``best`` and ``worst`` are the least and the greatest that true
    values can give, where equal points share the best place. ``weights`` are points of areas instead of the
    edition's own, by which totals are added up anew; an area without one weighs 0. Raise ``UsageError``
    where an item or a weight is of no area, or no weight is above 0.

    >>> from kompass_spec import Choice, gather, load_registry, standing_of
    >>> edition = load_registry()["se-2020"]
    >>> cohort = standing_of(gather(Choice(country="SE")), edition).cohort
    >>> [(one.rank.best, one.rank.worst) for one in ranks(cohort, edition).members]
    [(1, 1), (2, 2), (3, 3)]
    """
    check_arguments(ranks, locals())
    given = _weights(edition, item, weights)
    counted = [(card, dict(points)) for card, points in zip(cohort.members, cohort.points, strict=True)]
    if cohort.asked is not None:
        asked = {one.code: one.asked for one in cohort.items if one.asked is not None}
        counted.append((cohort.asked, asked))
    placed: list[tuple[Scorecard, Interval, dict[str, Interval]]] = []
    without: list[Scorecard] = []
    for card, points in counted:
        shares = _shares(points, edition)
        known = _points(item, points, shares, given)
        if known is None:
            without.append(card)
        else:
            placed.append((card, known, shares))
    placed.sort(key=_likely_highest_first)
    return Ranking(
        edition=cohort.edition,
        item=item,
        members=tuple(
            Ranked(scorecard=card, points=points, rank=_rank(index, [other for _, other, _ in placed]))
            for index, (card, points, _) in enumerate(placed)
        ),
        pairs=tuple(_pairs([(points, shares) for _, points, shares in placed], item, edition, given)),
        weights=tuple(given.items()) if given is not None else (),
        problems=tuple(_without_place(without, item, edition)),
    )


def _weights(
    edition: Edition, item: str, weights: Mapping[str, Fraction | int] | None
) -> dict[str, Fraction] | None:
    """Return the weight of every area, ``None`` where those of the edition hold; refuse what cannot be."""
    codes = [area.code for area in edition.areas]
    if item not in (*codes, TOTAL):
        sentence = f"{edition.id} has no area {item!r} to rank by. There are {', '.join((*codes, TOTAL))}."
        raise UsageError([Problem("unknown-item", sentence)])
    if weights is None:
        return None
    problems = [
        Problem("unknown-item", f"{edition.id} has no area {code!r} to weigh. There are {', '.join(codes)}.")
        for code in weights
        if code not in codes
    ]
    given = {code: Fraction(weights.get(code, 0)) for code in codes}
    if not problems and (min(given.values()) < 0 or not any(given.values())):
        sentence = "Weights are not below 0, and at least one is above. Correct them."
        problems.append(Problem("bad-maximum", sentence))
    if problems:
        raise UsageError(problems)
    return given


def _shares(points: Mapping[str, Interval], edition: Edition) -> dict[str, Interval]:
    """Return what is known of areas as fractions of their maxima."""
    return {
        area.code: Interval(points[area.code].low / area.max, points[area.code].high / area.max)
        for area in edition.areas
        if area.code in points and area.max
    }


def _points(
    item: str,
    points: Mapping[str, Interval],
    shares: Mapping[str, Interval],
    given: Mapping[str, Fraction] | None,
) -> Interval | None:
    if item != TOTAL or given is None:
        return points.get(item)
    total = Interval(Fraction(0), Fraction(0))
    for code, weight in given.items():
        if not weight:
            continue
        if code not in shares:
            return None
        total += Interval(weight * shares[code].low, weight * shares[code].high)
    return total


def _likely_highest_first(placed: tuple[Scorecard, Interval, object]) -> tuple[object, ...]:
    card, points, _ = placed
    # By their middles; what follows only keeps the order that results come in from deciding.
    organisation = card.assessment.organisation
    return (
        -(points.low + points.high),
        organisation.name,
        card.assessment.year or 0,
        described(organisation),
    )


def _rank(index: int, points: Sequence[Interval]) -> Rank:
    return rank_among(points[index], [other for place, other in enumerate(points) if place != index])


def _pairs(
    placed: Sequence[tuple[Interval, Mapping[str, Interval]]],
    item: str,
    edition: Edition,
    given: Mapping[str, Fraction] | None,
) -> Iterator[RankedPair]:
    weights = given if given is not None else {area.code: area.max or Fraction(0) for area in edition.areas}
    for higher, lower in combinations(range(len(placed)), 2):
        (points, shares), (other_points, other_shares) = placed[higher], placed[lower]
        difference = Interval(points.low - other_points.high, points.high - other_points.low)
        is_certain = difference.low > 0
        known = len(shares) == len(other_shares) == len(weights)
        ahead = (
            item == TOTAL and known and all(shares[code].low > other_shares[code].high for code in weights)
        )
        turns = Fraction(0) if not is_certain else None
        if is_certain and item == TOTAL and known and not ahead:
            turns = _turning_share(
                {code: shares[code].low - other_shares[code].high for code in weights}, weights
            )
        yield RankedPair(
            higher=higher,
            lower=lower,
            difference=difference,
            is_certain=is_certain,
            turns=turns,
            is_ahead_everywhere=ahead,
        )


def _turning_share(leads: Mapping[str, Fraction], weights: Mapping[str, Fraction]) -> Fraction:
    """Return the least part of all weight that has to be moved until a lead is gone.

    ``leads`` are the leads in every area as fractions of its maximum, of which one at least is not above 0.
    Weight is moved from where the lead is greatest to where it is least, and no other way needs less. It is 0
    where the areas alone show no lead.

    >>> _turning_share({"1": Fraction(1, 5), "2": Fraction(-1, 10)}, {"1": Fraction(100), "2": Fraction(100)})
    Fraction(1, 6)
    """
    whole = sum(weights.values(), Fraction(0))
    lead = sum((leads[code] * weights[code] / whole for code in weights), Fraction(0))
    least = min(leads.values())
    moved = Fraction(0)
    for code in sorted(weights, key=lambda code: leads[code], reverse=True):
        if lead <= 0:
            break
        gained = leads[code] - least
        part = min(weights[code] / whole, lead / gained) if gained else Fraction(0)
        lead -= part * gained
        moved += part
    return moved


def _without_place(cards: Sequence[Scorecard], item: str, edition: Edition) -> Iterator[Problem]:
    if cards:
        named = ", ".join(sorted(card.assessment.organisation.name for card in cards))
        what = "their total" if item == TOTAL else f"area {item}"
        sentence = f"Without a place, because nothing tells {what} of {edition.id}: {named}."
        yield Problem("says-nothing", sentence)
