"""Write cohorts as plain data for JSON, with the caveats of the results and the sources of everything."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from kompass_spec.documents.structure import unstructure
from kompass_spec.model import (
    CitedMean,
    Cohort,
    CohortItem,
    Interval,
    Ranking,
    Scorecard,
    Source,
    Standing,
    Text,
)
from kompass_spec.model.quantities import exact_text

__all__ = ["cohorts_data"]


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


def _cohort_data(standing: Standing, ranking: Ranking | None) -> dict[str, Any]:
    cohort = standing.cohort
    return {
        "edition": cohort.edition,
        "asked": _who(cohort.asked, cohort) if cohort.asked is not None else None,
        "results": [
            {
                **_who(member.scorecard, cohort),
                "dataset": member.dataset,
                "cited": list(member.result.cited),
                "caveats": [unstructure(caveat) for caveat in member.result.caveats],
            }
            for member in standing.members
        ],
        "items": [_item_data(item) for item in cohort.items],
        "statements": [unstructure(statement) for statement in standing.statements],
        "ranking": _ranking_data(ranking, cohort) if ranking is not None else None,
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
