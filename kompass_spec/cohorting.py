"""Gather published results from the installed datasets, choose among them, and make cohorts of them."""

from collections.abc import Iterable
from typing import Any, final

from attrs import evolve, frozen

from kompass_spec.codec.converter import unstructure
from kompass_spec.cohorts import cohort_of
from kompass_spec.converting import statements_between
from kompass_spec.datasets import LeftOut, load_datasets, members_of
from kompass_spec.model import (
    CaveatKind,
    CitedMean,
    CitedResult,
    Cohort,
    CohortItem,
    Dataset,
    Edition,
    Interval,
    PublishedResult,
    Scorecard,
    Source,
    Standing,
    Statement,
    Text,
)
from kompass_spec.plugins import Plugins, load_plugins
from kompass_spec.problems import Problem, UsageError
from kompass_spec.quantities import exact_text
from kompass_spec.registry import Registry, load_registry

__all__ = ["Choice", "Gathered", "cohorts_data", "gather", "standing_of"]


@final
@frozen(kw_only=True)
class Choice:
    """Choose among published results: by dataset, edition, country (ISO 3166-1) and year, both ends included.

    A result whose year is not known is never of the years that are asked for.

    ``derived`` keeps those of which a figure was computed from others that were published.
    """

    dataset: str | None = None
    edition: str | None = None
    country: str | None = None
    since: int | None = None
    until: int | None = None
    derived: bool = True


@final
@frozen(kw_only=True)
class Gathered:
    """Hold the results that were chosen, with the published means and the notes of their datasets.

    ``left_out`` are the chosen results that have no scorecard; ``problems`` say which datasets cannot be
    used.
    """

    members: tuple[CitedResult, ...] = ()
    means: tuple[CitedMean, ...] = ()
    notes: tuple[Text, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def editions(self) -> list[str]:
        """Return the editions that there are results on, in alphabetical order."""
        return sorted({member.scorecard.assessment.edition for member in self.members})

    def warnings(self, editions: Iterable[str] | None = None) -> tuple[Problem, ...]:
        """Return what is wrong or left out, one sentence for each reason.

        With ``editions``, say nothing of results that are on others for certain.
        """
        wanted = None if editions is None else {*editions, None}
        reasons: dict[Problem, list[str]] = {}
        for one in self.left_out:
            if wanted is None or one.result.edition in wanted:
                reasons.setdefault(one.reason, []).append(_named(one.result))
        return (
            *self.problems,
            *(
                evolve(reason, message=f"Left out: {', '.join(names)}. {reason.message}")
                for reason, names in reasons.items()
            ),
        )


def gather(
    choice: Choice | None = None, *, registry: Registry | None = None, plugins: Plugins | None = None
) -> Gathered:
    """Return the published results that are chosen, all of them unless a choice is given.

    Raise ``UsageError`` where there is no dataset of the name that is asked for.

    >>> gathered = gather(Choice(country="SE"))
    >>> gathered.editions
    ['se-2010', 'se-2016', 'se-2020']
    """
    choice = choice or Choice()
    plugins = plugins or load_plugins("datasets", "scorers")
    registry = registry if registry is not None else load_registry()
    loaded = load_datasets(plugins)
    datasets = [one for one in loaded.datasets if choice.dataset in {None, one.id}]
    if choice.dataset is not None and not datasets:
        known = ", ".join(one.id for one in loaded.datasets) or "none"
        broken = "".join(f" {problem.message}" for problem in loaded.problems)
        sentence = f"There is no dataset {choice.dataset!r} that can be used. There are: {known}.{broken}"
        raise UsageError([Problem("unknown-plugin", sentence)])
    members: list[CitedResult] = []
    left_out: list[LeftOut] = []
    for dataset in datasets:
        chosen = [result for result in dataset.results if _fits(result, choice)]
        if choice.since is not None or choice.until is not None:
            reason = Problem("unknown-year", "No source says in which year.", dataset.id)
            left_out += [LeftOut(result=result, reason=reason) for result in chosen if result.year is None]
            chosen = [result for result in chosen if result.year is not None]
        scored, without = members_of(dataset, chosen, registry=registry, plugins=plugins)
        members += scored
        left_out += without
    return Gathered(
        members=tuple(members),
        means=tuple(mean for dataset in datasets for mean in _means(dataset, choice)),
        notes=tuple(note for dataset in datasets for note in dataset.notes),
        left_out=tuple(left_out),
        problems=loaded.problems,
    )


def _fits(result: PublishedResult, choice: Choice) -> bool:
    if choice.country not in {None, result.organisation.country}:
        return False
    if choice.edition is not None and result.edition not in {None, choice.edition}:
        return False
    if result.year is not None and (
        (choice.since is not None and result.year < choice.since)
        or (choice.until is not None and result.year > choice.until)
    ):
        return False
    return choice.derived or not any(caveat.kind is CaveatKind.DERIVED for caveat in result.caveats)


def _means(dataset: Dataset, choice: Choice) -> Iterable[CitedMean]:
    return (
        CitedMean(dataset=dataset.id, mean=mean, sources=dataset.sources_of(mean))
        for mean in dataset.means
        if choice.country in {None, mean.country}
    )


def standing_of(
    gathered: Gathered,
    edition: Edition,
    *,
    asked: Scorecard | None = None,
    convert: bool = False,
    every: bool = False,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
) -> Standing:
    """Return what the results say together on an edition, as ``cohort_of`` does, and the means published on it.

    A mean of which nobody says on which edition its results are is never among them.

    >>> from kompass_spec import load_registry
    >>> standing = standing_of(gather(Choice(country="SE")), load_registry()["se-2020"])
    >>> standing.cohort["total"].count, len(standing.means)
    (3, 1)
    """
    registry = registry if registry is not None else load_registry()
    members = {id(member.scorecard): member for member in gathered.members}
    cohort = cohort_of(
        [member.scorecard for member in gathered.members],
        edition,
        asked=asked,
        convert=convert,
        every=every,
        registry=registry,
        plugins=plugins,
    )
    return Standing(
        cohort=cohort,
        members=tuple(members[id(card)] for card in cohort.members),
        means=tuple(cited for cited in gathered.means if cited.mean.edition == edition.id),
        statements=_statements(cohort, registry),
    )


def _statements(cohort: Cohort, registry: Registry) -> tuple[Statement, ...]:
    """Return what publishers have said about the editions of results that were converted, each statement once."""
    cards = (*cohort.members, *([cohort.asked] if cohort.asked is not None else []))
    others = sorted({card.assessment.edition for card in cards} - {cohort.edition})
    said = (one for edition in others for one in statements_between(edition, cohort.edition, registry))
    return tuple(dict.fromkeys(said))


def cohorts_data(
    standings: Iterable[Standing], means: Iterable[CitedMean], notes: Iterable[Text] = ()
) -> dict[str, Any]:
    """Return cohorts as plain data for JSON, with the caveats of the results and the sources of everything.

    ``means`` are those to show; ``notes`` are those of the datasets.
    """
    standings, means = tuple(standings), tuple(means)
    citing = [(one.dataset, one.sources) for standing in standings for one in standing.members]
    citing += [(one.dataset, one.sources) for one in means]
    cited: dict[tuple[str, str], Source] = {
        (dataset, source.id): source for dataset, sources in citing for source in sources
    }
    return {
        "cohorts": [_cohort_data(standing) for standing in standings],
        "means": [{"dataset": one.dataset, **unstructure(one.mean)} for one in means],
        "sources": [
            {"dataset": dataset, **unstructure(source)}
            for (dataset, _), source in sorted(cited.items(), key=lambda pair: pair[0])
        ],
        "notes": [dict(note) for note in notes],
    }


def _cohort_data(standing: Standing) -> dict[str, Any]:
    cohort = standing.cohort
    return {
        "edition": cohort.edition,
        "asked": _who(cohort.asked) if cohort.asked is not None else None,
        "results": [
            {
                **_who(member.scorecard),
                "dataset": member.dataset,
                "cited": list(member.result.cited),
                "caveats": [unstructure(caveat) for caveat in member.result.caveats],
            }
            for member in standing.members
        ],
        "items": [_item_data(item) for item in cohort.items],
        "statements": [unstructure(one) for one in standing.statements],
    }


def _named(result: PublishedResult) -> str:
    return result.organisation.name + (f" {result.year}" if result.year is not None else " (no year)")


def _who(card: Scorecard) -> dict[str, Any]:
    assessment = card.assessment
    return {
        "organisation": unstructure(assessment.organisation),
        "year": assessment.year,
        "year_inferred": assessment.year_inferred,
        "edition": assessment.edition,
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
        "rank": {"best": rank.best, "worst": rank.worst, "of": rank.of} if rank is not None else None,
    }
