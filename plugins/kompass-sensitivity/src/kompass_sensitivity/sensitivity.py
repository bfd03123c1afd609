"""Say how firm a ranking is: by reasoning where it can be, by draws where it cannot."""

import itertools
import math
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import numpy as np

from kompass_sensitivity.draws import Drawer
from kompass_sensitivity.exact import (
    Lead,
    certain_orders,
    lead_of,
    places_of,
    possible_places,
    share_below,
)
from kompass_sensitivity.figures import Figures, Known, figures_of
from kompass_sensitivity.known import AREA, Level, items_of, known_of
from kompass_sensitivity.results import Drivers, Estimate, FirmPair, FirmPlace, Sensitivity
from kompass_sensitivity.sources import Sources, WeightRange
from kompass_sensitivity.tallies import Tally, step_of, tally_of
from kompass_spec.model import Cohort, Edition, Interval, Rank
from kompass_spec.model.problems import InputError, Problem, UsageError

__all__ = ["CHUNK", "sensitivity_of"]

CHUNK = 1000
"""How many draws are made at once, unless said otherwise."""

_MOST_CHUNK = 4096
_MOST_DRAWS = 100_000_000
_MOST_PAIRED = 60
"""Up to so many results, every pair is said, else those of neighbours."""
_MOST_REASONED = 30
"""Up to so many results, chances are also reasoned out."""
_MOST_WIDTHS = 10
"""The most widths of which a chance is reasoned out: the corners of a box are twice as many for each."""
_MICRO = 1_000_000
_TWENTIETH = Fraction(1, 20)


def sensitivity_of(
    cohort: Cohort,
    edition: Edition,
    *,
    sources: Sources,
    draws: int = 10_000,
    seed: int = 1,
    level: Level = AREA,
    jobs: int = 1,
    chunk: int = CHUNK,
    drivers: bool = False,
) -> Sensitivity:
    """Return how firm the ranking of a cohort by total points is, under what is varied.

    ``draws`` is how many times everything is drawn anew; the same ``seed`` gives the same to the last bit,
    with as many threads (``jobs``) and draws at once (``chunk``) as you like. ``level`` is what carries
    weights, ``area`` or ``question``. ``drivers`` asks what drives each place and each difference, which
    needs SALib. Raise ``UsageError`` where something cannot be asked for, and ``InputError`` where there are
    not two results to rank, or the edition's weights are not known.

    >>> from kompass_spec import Choice, gather, load_registry, standing_of
    >>> edition = load_registry()["se-2010"]
    >>> cohort = standing_of(gather(Choice(edition="se-2010")), edition).cohort
    >>> sensitivity = sensitivity_of(cohort, edition, sources=Sources(rounding=True), draws=1000)
    >>> [(place.rank.best, place.seen.worst) for place in sensitivity.places][:2]
    [(1, 1), (2, 2)]
    """
    _check(sources, draws, seed, jobs, chunk)
    items = items_of(edition, level)
    known, problems = known_of(cohort, edition, items, sources, level)
    if len(known) < 2:  # noqa: PLR2004 - one result is ahead of nobody
        raise InputError([_too_few(known, edition, problems)])
    figures = figures_of(known, items.codes, items.maxima, items.sizes)
    drawer = Drawer(figures=figures, weights=sources.weights, seed=seed)
    tallies = _tallies(drawer, draws, jobs, min(chunk, _MOST_CHUNK))
    found: tuple[Drivers, ...] = ()
    if drivers:
        # SALib brings much with it, and only drivers need it.
        from kompass_sensitivity.sobol import drivers_of  # noqa: PLC0415

        found = drivers_of(drawer, sources, [one.converted for one in known], draws)
    is_every = len(known) <= _MOST_PAIRED
    members = range(len(known))
    pairs = itertools.combinations(members, 2) if is_every else itertools.pairwise(members)
    return Sensitivity(
        edition=edition.id,
        level=level,
        codes=items.codes,
        maximum=figures.maximum,
        sources=sources,
        draws=draws,
        seed=seed,
        places=tuple(_places(known, figures, sources, tallies)),
        pairs=tuple(_pairs(pairs, [one.told for one in known], figures, sources, tallies)),
        is_every_pair=is_every,
        drivers=found,
        problems=(*cohort.problems, *problems, *_narrow_problems(known, tallies[-1])),
    )


def _check(sources: Sources, draws: int, seed: int, jobs: int, chunk: int) -> None:
    """Raise ``UsageError`` with everything that cannot be asked for."""
    sentences = []
    if draws < 1:
        sentences.append(f"{draws} draws say nothing. Ask for 1 or more; 10000 are usual.")
    if draws > _MOST_DRAWS:
        sentences.append(
            f"{draws} draws are more than can be added up exactly. Ask for {_MOST_DRAWS} at most."
        )
    if not 0 <= seed < 2**64:
        sentences.append(f"The seed {seed} is not from 0 to 2⁶⁴ − 1. Choose another whole number.")
    if min(jobs, chunk) < 1:
        sentences.append("The number of threads is 1 or more. Give another, or leave it out.")
    if not (sources.rounding or sources.mapping or sources.weights is not None):
        sentences.append("Nothing is varied. Choose rounding, weights or mappings, or several of them.")
    if sentences:
        raise UsageError([Problem("wrong-usage", sentence) for sentence in sentences])


def _too_few(known: Sequence[Known], edition: Edition, problems: Sequence[Problem]) -> Problem:
    names = ", ".join(one.scorecard.assessment.organisation.name for one in known) or "none"
    reasons = "".join(f" {problem.message}" for problem in problems)
    sentence = f"A ranking needs two results on {edition.id}, and there is {names}.{reasons} Add results."
    return Problem("says-nothing", sentence)


def _tallies(drawer: Drawer, draws: int, jobs: int, chunk: int) -> list[Tally]:
    """Return the tallies of the first quarter, the first half and all of the draws."""
    ends = sorted({max(1, draws // 4), max(1, draws // 2), draws})
    stretches = [
        (first, min(chunk, end - first))
        for start, end in itertools.pairwise([0, *ends])
        for first in range(start, end, chunk)
    ]
    whole, tallies = Tally(drawer.figures.count), []
    with ThreadPoolExecutor(jobs) as threads:
        for tally in threads.map(lambda stretch: tally_of(drawer, *stretch), stretches):
            whole.add(tally)
            if whole.draws in ends:
                tallies.append(whole)
                following = Tally(drawer.figures.count)
                following.add(whole)
                whole = following
    return tallies


def _places(
    known: Sequence[Known], figures: Figures, sources: Sources, tallies: Sequence[Tally]
) -> Iterator[FirmPlace]:
    count, last = len(known), tallies[-1]
    allowed = places_of([one.told for one in known])
    possible = possible_places(certain_orders(figures, sources.weights))
    for member, (one, shares) in enumerate(zip(known, last.acceptability(), strict=True)):
        met = [(place, share) for place, share in enumerate(shares, start=1) if share]
        yield FirmPlace(
            scorecard=one.scorecard,
            points=one.told,
            rank=allowed[member],
            possible=possible[member],
            seen=Rank(met[0][0], met[-1][0], count),
            likely=Rank(_place_at(met, _TWENTIETH), _place_at(met[::-1], _TWENTIETH), count),
            median=_place_at(met, Fraction(1, 2)),
            mean=_mean_place(member, tallies),
            acceptability=shares,
            converted=one.converted,
            narrow=Fraction(int(last.narrow[member]), last.draws),
        )


def _place_at(met: Sequence[tuple[int, Fraction]], level: Fraction) -> int:
    """Return the first of the places that were met at which the shares up to it reach a level.

    >>> _place_at([(1, Fraction(1, 100)), (2, Fraction(99, 100))], Fraction(1, 20))
    2
    """
    so_far = itertools.accumulate(share for _, share in met)
    return next(place for (place, _), reached in zip(met, so_far, strict=True) if reached >= level)


def _mean_place(member: int, tallies: Sequence[Tally]) -> Estimate:
    last = tallies[-1]
    # Twice the place, and four times its square.
    sum_, squares = int(last.places[member]), int(last.squares[member])
    spread = Fraction(squares) - Fraction(sum_ * sum_, last.draws)
    running = tuple(Fraction(int(tally.places[member]), 2 * tally.draws) for tally in tallies)
    return Estimate(
        value=running[-1],
        error=_root(spread / (4 * last.draws * max(last.draws - 1, 1))),
        running=running,
    )


def _root(square: Fraction) -> Fraction:
    """Return a square root to six decimals, rounded up.

    >>> _root(Fraction(1, 4)), _root(Fraction(0))
    (Fraction(1, 2), Fraction(0, 1))
    """
    whole = square * _MICRO * _MICRO
    root = math.isqrt(math.ceil(whole))
    return Fraction(root + (root * root < whole), _MICRO)


def _pairs(
    pairs: Iterator[tuple[int, int]],
    told: Sequence[Interval],
    figures: Figures,
    sources: Sources,
    tallies: Sequence[Tally],
) -> Iterator[FirmPair]:
    last, step = tallies[-1], step_of(figures.maximum, figures.units)
    points = Fraction(step, figures.units)
    for higher, lower in pairs:
        lead = lead_of(figures, higher, lower)
        ahead = [Fraction(int(tally.ahead[higher, lower]), tally.draws) for tally in tallies]
        behind = Fraction(int(last.ahead[lower, higher]), last.draws)
        mean = Fraction(int(last.sums[higher] - last.sums[lower]), last.draws)
        square = Fraction(
            int(
                last.products[higher, higher] - 2 * last.products[higher, lower] + last.products[lower, lower]
            ),
            last.draws,
        )
        yield FirmPair(
            higher=higher,
            lower=lower,
            is_certain=lead.is_certain(sources.weights),
            ahead=Estimate(
                value=ahead[-1], error=_root(ahead[-1] * (1 - ahead[-1]) / last.draws), running=tuple(ahead)
            ),
            behind=behind,
            equal=1 - ahead[-1] - behind,
            difference=mean * points,
            deviation=_root(max(square - mean * mean, Fraction(0)) * points * points),
            allowed=Interval(told[higher].low - told[lower].high, told[higher].high - told[lower].low),
            chance=_chance(figures, higher, lower, lead, sources),
            holds_within=lead.holds_within(),
        )


def _chance(figures: Figures, higher: int, lower: int, lead: Lead, sources: Sources) -> Fraction | None:
    """Return the exact chance of the first being ahead, ``None`` where it is not reasoned out."""
    if lead.is_certain(sources.weights):
        return Fraction(1)
    if figures.count > _MOST_REASONED:
        return None
    widths, least = _spread(figures, higher, lower, lead, sources)
    if widths is None or len(widths) > _MOST_WIDTHS:
        return None
    if not widths:
        return Fraction(least > 0)
    # The difference is the least one and as many uniform numbers as there are widths.
    return 1 - share_below(widths, -least)


def _spread(
    figures: Figures, higher: int, lower: int, lead: Lead, sources: Sources
) -> tuple[list[Fraction] | None, Fraction]:
    """Return the widths of independent uniform numbers that a difference is the sum of, and its least value.

    The widths are ``None`` where it is no such sum.
    """
    both = [higher, lower]
    is_fixed = bool((figures.total_lows[both] == figures.total_highs[both]).all())
    is_fixed = is_fixed and bool((figures.lows[both] == figures.highs[both]).all())
    if isinstance(sources.weights, WeightRange) and is_fixed and lead.items:
        share = sources.weights.share
        widths = [2 * share * abs(one) for one in lead.items if one and share]
        return widths, sum(lead.items, Fraction(0)) - sum(widths, Fraction(0)) / 2
    if sources.weights is None and (is_fixed or not figures.is_whole[both].any()):
        of_totals = [
            Fraction(int(figures.total_highs[one] - figures.total_lows[one]), figures.units) for one in both
        ]
        return [width for width in of_totals if width], lead.least
    return None, lead.least


def _narrow_problems(known: Sequence[Known], last: Tally) -> Iterator[Problem]:
    names = [
        one.scorecard.assessment.organisation.name
        for one, narrow in zip(known, np.asarray(last.narrow).tolist(), strict=True)
        if narrow
    ]
    if names:
        sentence = (
            "So few combinations of the figures of these add up to their totals that some draws were made one"
            f" item after another, and not every combination was as likely: {', '.join(sorted(set(names)))}."
        )
        yield Problem("inconsistent", sentence)
