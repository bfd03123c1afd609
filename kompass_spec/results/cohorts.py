"""Make cohorts: what results of one edition say together, exactly, with the number behind every figure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, final

from attrs import evolve, frozen

from kompass_spec.model import (
    TOTAL,
    Applicability,
    Cohort,
    CohortItem,
    Edition,
    Interval,
    Scorecard,
)
from kompass_spec.model.arguments import check_arguments, listed
from kompass_spec.model.organisation import described, identities, same_organisation
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.registry import Registry
from kompass_spec.results.conversions import convert_scorecard
from kompass_spec.results.mergers import merger_problems
from kompass_spec.results.order_statistics import quantile, rank_among
from kompass_spec.results.told import Told, told_by_card, told_by_conversion
from kompass_spec.results.wholes import applying_to, left_out_of, of_whole, whole_maximum

__all__ = ["cohort_of", "named", "same_organisation"]

_QUARTERS = 4


@final
@frozen
class _Reading:
    """Hold what is ``known`` of a result on the edition of a cohort.

    ``left_out`` are the items that do not apply
    to the organisation: their points are missing from no figure, because all of these are of whole maxima.
    Where ``is_of_nothing``, that is everything.
    """

    card: Scorecard
    known: Mapping[str, Told]
    converted: bool
    left_out: tuple[str, ...]
    is_of_nothing: bool = False

    def points(self, codes: Iterable[str]) -> tuple[tuple[str, Interval], ...]:
        """Return what is known in points, in the order of the codes."""
        return tuple((code, self.known[code].interval) for code in codes if code in self.known)


def cohort_of(
    scorecards: Iterable[Scorecard],
    edition: Edition,
    *,
    asked: Scorecard | None = None,
    convert: bool = False,
    every: bool = False,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
) -> Cohort:
    """Return what scorecards say together on an edition, and the rank of the one ``asked`` about.

    Only those on the edition count; with ``convert`` the others are converted to it, and what is proved of
    them counts, else what is assumed. Where something does not apply to an organisation, its share of what
    applies counts, in points of the edition's whole maximum. Of every organisation only one result counts
    that says something there: the newest on the edition itself, else the newest; with ``every`` all do, but
    none twice. Of the organisation asked about nothing but ``asked`` counts. Organisations that merged count
    beside what they became, and a problem of the cohort says so. Raise ``InputError`` where ``asked`` cannot
    be converted.

    >>> from pathlib import Path
    >>> from kompass_spec import load_registry, score_path
    >>> cards = score_path(Path("docs/examples/ornskoldsvik-2017.md")).scorecards
    >>> cohort = cohort_of(cards, load_registry()["se-2010"], every=True)
    >>> cohort["total"].count, cohort["total"].median
    (2, Interval(low=Fraction(991, 2), high=Fraction(993, 2)))
    """
    check_arguments(cohort_of, locals())
    others = [
        card
        for card in listed(cohort_of, "scorecards", scorecards, Scorecard)
        if asked is None or not same_organisation(card.assessment.organisation, asked.assessment.organisation)
    ]
    readings, uninformative, refused = _read_all(others, edition, registry, plugins, convert=convert)
    kept = _one_per_organisation(readings, every=every)
    asked_reading = None
    if asked is not None and not asked.is_of_sums:
        refused.setdefault(_other_scorer(asked), []).append(asked)
    elif asked is not None:
        asked_reading = _read(asked, edition, registry, plugins, convert=convert)
    asked_known = asked_reading.known if asked_reading is not None else {}
    codes = (*(area.code for area in edition.areas), TOTAL)
    by_share = _by_share([*kept, asked_reading])
    return Cohort(
        edition=edition.id,
        members=tuple(reading.card for reading in kept),
        points=tuple(reading.points(codes) for reading in kept),
        items=tuple(_item(code, kept, asked_known.get(code)) for code in codes),
        asked=asked,
        by_share=tuple(reading.card for reading in by_share),
        problems=(
            *_left_out(
                edition, uninformative if every else _uninformative_and_newer(uninformative, kept), refused
            ),
            *_told_by_share(edition, by_share),
            *_merged(kept, asked),
        ),
    )


def _by_share(readings: Iterable[_Reading | None]) -> list[_Reading]:
    """Return the results of which something does not apply, and something does."""
    return [
        reading
        for reading in readings
        if reading is not None and reading.left_out and not reading.is_of_nothing
    ]


def _read_all(
    cards: Iterable[Scorecard],
    edition: Edition,
    registry: Registry | None,
    plugins: Plugins | None,
    *,
    convert: bool,
) -> tuple[list[_Reading], list[Scorecard], dict[Problem, list[Scorecard]]]:
    """Return what is known of results, those that say nothing, and those that are refused, by the reason."""
    readings: list[_Reading] = []
    uninformative: list[Scorecard] = []
    refused: dict[Problem, list[Scorecard]] = {}
    for card in cards:
        try:
            reading = _read(card, edition, registry, plugins, convert=convert)
        except InputError as error:
            refused.setdefault(error.problems[0], []).append(card)
            continue
        if reading is None:
            continue
        if reading.is_of_nothing:
            refused.setdefault(_of_nothing(edition), []).append(card)
        elif reading.known:
            readings.append(reading)
        else:
            uninformative.append(card)
    return readings, uninformative, refused


def named(card: Scorecard) -> str:
    """Return the organisation of a result with the year, as it is named in English sentences."""
    year = card.assessment.year
    return card.assessment.organisation.name + (f" {year}" if year is not None else " (no year)")


def _read(
    card: Scorecard, edition: Edition, registry: Registry | None, plugins: Plugins | None, *, convert: bool
) -> _Reading | None:
    """Return what is known of a result on an edition, ``None`` where it would have to be converted.

    Raise ``InputError`` where its scores need be no sums, and mean something else than those of others.
    """
    if _is_on(card, edition):
        if not card.is_of_sums:
            raise InputError([_other_scorer(card)])
        known, what = told_by_card(card), applying_to(card, edition)
        scores = {score.code: score.max for score in (*card.areas, card.total)}
        return _reading(card, known, scores, what, edition, converted=False)
    if not convert:
        return None
    conversion = convert_scorecard(card, edition.id, registry=registry, plugins=plugins)
    what = applying_to(card, edition, converted=True)
    maxima = {item.code: item.max for item in (*conversion.areas, conversion.total)}
    return _reading(card, told_by_conversion(conversion), maxima, what, edition, converted=True)


def _reading(
    card: Scorecard,
    known: Mapping[str, Told],
    maxima: Mapping[str, Fraction],
    what: Applicability,
    edition: Edition,
    *,
    converted: bool,
) -> _Reading:
    """Return what is known with points of what applies as the same shares of the edition's whole maxima."""
    turned = {
        code: told._replace(
            interval=of_whole(told.interval, maxima[code], whole_maximum(edition, code, maxima[code]))
        )
        for code, told in known.items()
        if left_out_of(what, edition, code)
    }
    return _Reading(
        card,
        {**known, **turned},
        converted=converted,
        left_out=left_out_of(what, edition, TOTAL),
        is_of_nothing=not what.applies(TOTAL),
    )


def _is_on(card: Scorecard, edition: Edition) -> bool:
    """Tell whether a result is on an edition: releases with no major step between them mean the same."""
    release = card.assessment.release
    major = edition.release.partition(".")[0]
    return card.assessment.edition == edition.id and (release is None or release.partition(".")[0] == major)


def _one_per_organisation(readings: Sequence[_Reading], *, every: bool) -> list[_Reading]:
    """Return the results that count, each organisation or each evaluation once, by organisation and year.

    Which of two counts does not depend on their order: that on the edition itself, then the newer, then that
    of which more is known. What was printed is never replaced by what a conversion says.
    """
    identity = identities({reading.card.assessment.organisation for reading in readings})
    kept: dict[tuple[object, ...], _Reading] = {}
    for reading in sorted(readings, key=_best_first):
        assessment = reading.card.assessment
        evaluation = (assessment.edition, assessment.year) if every else ()
        kept.setdefault((identity[assessment.organisation], *evaluation), reading)
    return sorted(
        kept.values(), key=lambda reading: (reading.card.assessment.organisation.name, _newest_first(reading))
    )


def _best_first(reading: _Reading) -> tuple[object, ...]:
    return (reading.converted, *_newest_first(reading))


def _newest_first(reading: _Reading) -> tuple[object, ...]:
    assessment = reading.card.assessment
    year = assessment.year if assessment.year is not None else -1
    return (
        -year,
        -len(reading.known),
        # Only so that the outcome never depends on the order in which results come.
        assessment.edition,
        described(assessment.organisation),
        sorted((code, told.interval.low, told.interval.high) for code, told in reading.known.items()),
    )


def _uninformative_and_newer(uninformative: Sequence[Scorecard], kept: Sequence[_Reading]) -> list[Scorecard]:
    """Return the results that say nothing, newer than every counted one of the same organisation."""
    newer = []
    for card in uninformative:
        counted = [
            reading.card
            for reading in kept
            if same_organisation(card.assessment.organisation, reading.card.assessment.organisation)
        ]
        year = card.assessment.year or 0
        if all(year > (other.assessment.year or 0) for other in counted):
            newer.append(card)
    return newer


def _left_out(
    edition: Edition, uninformative: Sequence[Scorecard], refused: Mapping[Problem, Sequence[Scorecard]]
) -> tuple[Problem, ...]:
    problems = [
        evolve(problem, message=f"Left out: {_listed(cards)}. {problem.message}")
        for problem, cards in refused.items()
    ]
    if uninformative:
        sentence = (
            f"Left out, because their published figures say nothing of an area or the total of {edition.id}:"
            f" {_listed(uninformative)}."
        )
        problems.append(Problem("says-nothing", sentence))
    return tuple(sorted(problems, key=str))


def _merged(kept: Sequence[_Reading], asked: Scorecard | None) -> tuple[Problem, ...]:
    """Return which organisations of a cohort have merged, with that of the result that was asked about."""
    return merger_problems(card for card in (*(reading.card for reading in kept), asked) if card is not None)


def _other_scorer(card: Scorecard) -> Problem:
    sentence = (
        f"The scores are of the scorer {card.scorer!r} and need be no sums, so they do not stand beside those"
        " of others."
    )
    return Problem("other-scorer", sentence)


def _of_nothing(edition: Edition) -> Problem:
    return Problem("not-applicable", f"Nothing of {edition.id} applies to the organisation.")


def _told_by_share(edition: Edition, readings: Sequence[_Reading]) -> Iterator[Problem]:
    """Say of which results something does not apply, and how they count."""
    if readings:
        listed = ", ".join(
            sorted(f"{named(reading.card)} ({', '.join(reading.left_out)})" for reading in readings)
        )
        sentence = (
            "Something of the edition does not apply to these, so they count with their share of what does,"
            f" in points of the whole maximum of {edition.id}: {listed}."
        )
        yield Problem("not-applicable", sentence)


def _listed(cards: Iterable[Scorecard]) -> str:
    return ", ".join(sorted(named(card) for card in cards))


def _item(code: str, readings: Sequence[_Reading], asked: Told | None) -> CohortItem:
    told = [reading.known[code] for reading in readings if code in reading.known]
    of_asked: dict[str, Any] = {}
    if asked is not None:
        of_asked = {
            "asked": asked.interval,
            "asked_assumed": asked.assumed,
            "asked_inferred": asked.inferred,
        }
    if not told:
        return CohortItem(code=code, count=0, **of_asked)
    values = sorted((what.interval for what in told), key=lambda interval: (interval.low, interval.high))
    count = len(values)
    # Order statistics and means rise with every value, so their bounds are those of the values' lower and
    # upper ends.
    lows = [value.low for value in values]
    highs = sorted(value.high for value in values)
    quarters = count >= _QUARTERS
    return CohortItem(
        code=code,
        count=count,
        assumed=sum(what.assumed for what in told),
        inferred=sum(what.inferred for what in told),
        values=tuple(values),
        mean=Interval(sum(lows, Fraction(0)) / count, sum(highs, Fraction(0)) / count),
        median=quantile(lows, highs, Fraction(1, 2)),
        least=Interval(lows[0], highs[0]),
        greatest=Interval(lows[-1], highs[-1]),
        lower_quartile=quantile(lows, highs, Fraction(1, 4)) if quarters else None,
        upper_quartile=quantile(lows, highs, Fraction(3, 4)) if quarters else None,
        rank=rank_among(asked.interval, values) if asked is not None else None,
        **of_asked,
    )
