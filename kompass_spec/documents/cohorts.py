"""Write cohorts as plain data for JSON, with the caveats of the results and the sources of everything."""

from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

from kompass_spec.documents.problems import problems_data
from kompass_spec.documents.rereading import Parts, held_against
from kompass_spec.documents.scorecards import scorecard_data, scorecard_from_data, scorecards_in
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import (
    CitedMean,
    CitedResult,
    Cohort,
    CohortItem,
    Interval,
    Ranking,
    Scorecard,
    Source,
    Standing,
    Text,
)
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.quantities import exact_text

__all__ = ["cohort_data", "cohort_from_data", "cohorts_data", "standing_data"]

_WHAT = "a cohort"


def cohorts_data(
    standings: Iterable[Standing],
    means: Iterable[CitedMean],
    notes: Iterable[Text] = (),
    rankings: Iterable[Ranking] = (),
) -> dict[str, Any]:
    """Return cohorts as plain data for JSON, with the caveats of the results and the sources of everything.

    ``means`` are those to show; ``notes`` are those of the datasets; ``rankings`` are of the cohorts, in
    their order.
    """
    standings, means = tuple(standings), tuple(means)
    citing = [(member.dataset, member.sources) for standing in standings for member in standing.members]
    citing += [(mean.dataset, mean.sources) for mean in means]
    cited: dict[tuple[str, str], Source] = {
        (dataset, source.id): source for dataset, sources in citing for source in sources
    }
    return {
        "cohorts": [
            _cohort_data(standing, ranking) for standing, ranking in zip_longest(standings, rankings)
        ],
        "means": [{"dataset": cited.dataset, **unstructure(cited.mean)} for cited in means],
        "sources": [
            {"dataset": dataset, **unstructure(source)}
            for (dataset, _), source in sorted(cited.items(), key=lambda pair: pair[0])
        ],
        "notes": [dict(note) for note in notes],
    }


def standing_data(standing: Standing) -> dict[str, Any]:
    """Return where a result stands among published ones as plain data, with what is to be known of it."""
    return {
        **cohorts_data([standing], standing.means),
        "warnings": problems_data(standing.cohort.problems),
    }


def cohort_data(cohort: Cohort) -> dict[str, Any]:
    """Return one cohort as plain data, with the scorecards that it is read from again, and its warnings."""
    asked = cohort.asked
    return {
        **_cohort_data(Standing(cohort=cohort), None),
        "scorecards": [scorecard_data(card) for card in cohort.members],
        "asked_scorecard": scorecard_data(asked) if asked is not None else None,
        "points": [
            [{"code": code, **(_ends(points) or {})} for code, points in counted] for counted in cohort.points
        ],
        "warnings": problems_data(cohort.problems),
    }


def cohort_from_data(data: object) -> Cohort:
    """Return the cohort that plain data describe.

    Raise ``InputError`` with every problem at once, also where what could be computed does not agree.
    """
    parts = Parts(_WHAT, data)
    members, asked = scorecards_in(parts, "Cohort"), _asked(parts)
    edition = parts.under("edition", str)
    items = parts.under("items", tuple[CohortItem, ...], _plain_items)
    points = _points(parts)
    warnings = parts.read("/warnings", parts.data.get("warnings", []), tuple[Problem, ...])
    if edition is None or items is None or warnings is None or parts.problems:
        raise InputError(parts.problems)
    cohort = Cohort(
        edition=edition,
        members=members,
        items=items,
        points=points,
        asked=asked,
        by_share=tuple(_by_share(parts, members, asked)),
        problems=warnings,
    )
    held_against(parts.data, cohort_data(cohort), _WHAT)
    return cohort


def _asked(parts: Parts) -> Scorecard | None:
    data = parts.data.get("asked_scorecard")
    if data is None:
        return None
    try:
        return scorecard_from_data(data)
    except InputError as error:
        parts.refuse("/asked_scorecard", error)
        return None


def _plain_items(items: Any) -> Any:
    """Return items without what is computed from the rest of them."""
    if not isinstance(items, list):
        return items
    return [
        {key: value for key, value in item.items() if key != "support"} if isinstance(item, Mapping) else item
        for item in items
    ]


def _points(parts: Parts) -> tuple[tuple[tuple[str, Interval], ...], ...]:
    """Return what counts of every member, as pairs of code and points."""
    found = []
    listed = parts.given("points")
    for member, counted in enumerate(listed if isinstance(listed, list) else ()):
        pairs = []
        for position, one in enumerate(counted if isinstance(counted, list) else ()):
            pointer = f"/points/{member}/{position}"
            data = dict(one) if isinstance(one, Mapping) else {}
            code = parts.read(f"{pointer}/code", data.pop("code", None), str)
            points = parts.read(pointer, data, Interval)
            if code is not None and points is not None:
                pairs.append((code, points))
        found.append(tuple(pairs))
    return tuple(found)


def _by_share(parts: Parts, members: Iterable[Scorecard], asked: Scorecard | None) -> Iterable[Scorecard]:
    """Return the results that the document says to count with their share, in the order of the class."""
    results = parts.data.get("results")
    listed = results if isinstance(results, list) else []
    flagged = [*zip(listed, members, strict=False), (parts.data.get("asked"), asked)]
    return (
        card
        for who, card in flagged
        if card is not None and isinstance(who, Mapping) and who.get("by_share") is True
    )


def _cohort_data(standing: Standing, ranking: Ranking | None) -> dict[str, Any]:
    cohort = standing.cohort
    published = {id(member.scorecard): member for member in standing.members}
    return {
        "edition": cohort.edition,
        "asked": _who(cohort.asked, cohort) if cohort.asked is not None else None,
        "results": [{**_who(card, cohort), **_cited(published.get(id(card)))} for card in cohort.members],
        "items": [_item_data(item) for item in cohort.items],
        "statements": [unstructure(statement) for statement in standing.statements],
        "ranking": _ranking_data(ranking, cohort) if ranking is not None else None,
    }


def _cited(member: CitedResult | None) -> dict[str, Any]:
    """Return what is cited for a result; nothing of one that no dataset has."""
    if member is None:
        return {"dataset": None, "cited": [], "caveats": []}
    return {
        "dataset": member.dataset,
        "cited": list(member.result.cited),
        "caveats": [unstructure(caveat) for caveat in member.result.caveats],
    }


def _ranking_data(ranking: Ranking, cohort: Cohort) -> dict[str, Any]:
    return {
        "item": ranking.item,
        "places": [
            {
                **_who(member.scorecard, cohort),
                "is_asked": member.scorecard is cohort.asked,
                "points": _ends(member.points),
                "rank": unstructure(member.rank),
            }
            for member in ranking.members
        ],
        "pairs": [
            {
                "higher": pair.higher,
                "lower": pair.lower,
                "difference": _ends(pair.difference),
                "is_certain": pair.is_certain,
                "turns": exact_text(pair.turns) if pair.turns is not None else None,
                "is_ahead_everywhere": pair.is_ahead_everywhere,
            }
            for pair in ranking.pairs
        ],
    }


def _who(card: Scorecard, cohort: Cohort) -> dict[str, Any]:
    assessment = card.assessment
    return {
        "organisation": unstructure(assessment.organisation),
        "year": assessment.year,
        "year_inferred": assessment.year_inferred,
        "edition": assessment.edition,
        "by_share": any(card is counted for counted in cohort.by_share),
    }


def _ends(interval: Interval | None) -> dict[str, str] | None:
    if interval is None:
        return None
    return {"low": exact_text(interval.low), "high": exact_text(interval.high)}


def _item_data(item: CohortItem) -> dict[str, Any]:
    rank = item.rank
    return {
        "code": item.code,
        "count": item.count,
        "assumed": item.assumed,
        "inferred": item.inferred,
        "support": item.support.value,
        "values": [_ends(value) for value in item.values],
        "mean": _ends(item.mean),
        "median": _ends(item.median),
        "least": _ends(item.least),
        "greatest": _ends(item.greatest),
        "lower_quartile": _ends(item.lower_quartile),
        "upper_quartile": _ends(item.upper_quartile),
        "asked": _ends(item.asked),
        "asked_assumed": item.asked_assumed,
        "asked_inferred": item.asked_inferred,
        "rank": {"best": rank.best, "worst": rank.worst, "of": rank.of} if rank is not None else None,
    }
