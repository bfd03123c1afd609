"""Gather published results from the installed datasets, choose among them, and make cohorts of them."""

from collections.abc import Iterable
from typing import final

from attrs import evolve, frozen

from kompass_spec.model import (
    CaveatKind,
    CitedMean,
    CitedResult,
    Cohort,
    Dataset,
    Edition,
    PublishedResult,
    Scorecard,
    Standing,
    Statement,
    Text,
)
from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.fields import held
from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.mappings import statements_between
from kompass_spec.registry.registry import Registry
from kompass_spec.results.cohorts import cohort_of
from kompass_spec.results.datasets import Datasets, LeftOut, load_datasets, members_of
from kompass_spec.results.installed import plugins_or_installed, registry_or_installed

__all__ = ["Choice", "Gathered", "gather", "published_means", "standing_of"]


@final
@frozen(kw_only=True, field_transformer=held)
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
@frozen(kw_only=True, field_transformer=held)
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
        for left_out in self.left_out:
            if wanted is None or left_out.result.edition in wanted:
                reasons.setdefault(left_out.reason, []).append(_named(left_out.result))
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
    check_arguments(gather, locals())
    choice = choice or Choice()
    plugins = plugins_or_installed(plugins, "datasets", "scorers")
    registry = registry_or_installed(registry)
    loaded = load_datasets(plugins)
    datasets = _chosen_datasets(loaded, choice)
    members: list[CitedResult] = []
    left_out: list[LeftOut] = []
    for dataset in datasets:
        chosen, undated = _chosen_results(dataset, choice)
        scored, without = members_of(dataset, chosen, registry=registry, plugins=plugins)
        members += scored
        left_out += [*undated, *without]
    return Gathered(
        members=tuple(members),
        means=tuple(mean for dataset in datasets for mean in _means(dataset, choice)),
        notes=tuple(note for dataset in datasets for note in dataset.notes),
        left_out=tuple(left_out),
        problems=loaded.problems,
    )


def _chosen_datasets(loaded: Datasets, choice: Choice) -> list[Dataset]:
    """Return the datasets to choose from; raise ``UsageError`` where none has the name that is asked for."""
    datasets = [dataset for dataset in loaded.datasets if choice.dataset in {None, dataset.id}]
    if choice.dataset is not None and not datasets:
        known = ", ".join(dataset.id for dataset in loaded.datasets) or "none"
        broken = "".join(f" {problem.message}" for problem in loaded.problems)
        sentence = f"There is no dataset {choice.dataset!r} that can be used. There are: {known}.{broken}"
        raise UsageError([Problem("unknown-plugin", sentence)])
    return datasets


def _chosen_results(dataset: Dataset, choice: Choice) -> tuple[list[PublishedResult], list[LeftOut]]:
    """Return the results that fit, and those left out because their year is asked for and not known."""
    chosen = [result for result in dataset.results if _fits(result, choice)]
    if choice.since is None and choice.until is None:
        return chosen, []
    reason = Problem("unknown-year", "No source says in which year.", dataset.id)
    undated = [LeftOut(result=result, reason=reason) for result in chosen if result.year is None]
    return [result for result in chosen if result.year is not None], undated


def _fits(result: PublishedResult, choice: Choice) -> bool:
    if choice.country not in {None, result.organisation.country}:
        return False
    if choice.edition is not None and result.edition not in {None, choice.edition}:
        return False
    if not _is_within(result.year, choice):
        return False
    return choice.derived or not any(caveat.kind is CaveatKind.DERIVED for caveat in result.caveats)


def _is_within(year: int | None, choice: Choice) -> bool:
    """Tell whether a year is one of those asked for; of one that is not known, that is decided elsewhere."""
    if year is None:
        return True
    after = choice.since is None or year >= choice.since
    return after and (choice.until is None or year <= choice.until)


def _means(dataset: Dataset, choice: Choice) -> Iterable[CitedMean]:
    return (
        CitedMean(dataset=dataset.id, mean=mean, sources=dataset.sources_of(mean))
        for mean in dataset.means
        if choice.country in {None, mean.country}
    )


def published_means(plugins: Plugins | None = None) -> tuple[CitedMean, ...]:
    """Return the means that the installed datasets have, each with its sources.

    >>> [str(figure.points) for figure in published_means()[0].mean.figures]
    ['460']
    """
    datasets = load_datasets(plugins_or_installed(plugins, "datasets")).datasets
    return tuple(mean for dataset in datasets for mean in _means(dataset, Choice()))


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
    """Return what the results say together on an edition, and the means that are published on it.

    A mean of which nobody says on which edition its results are is never among them.

    >>> from kompass_spec import load_registry
    >>> standing = standing_of(gather(Choice(country="SE")), load_registry()["se-2020"])
    >>> standing.cohort["total"].count, len(standing.means)
    (3, 1)
    """
    check_arguments(standing_of, locals())
    registry = registry_or_installed(registry)
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
    """Return what publishers have said about the editions of converted results, each statement once."""
    cards = (*cohort.members, *([cohort.asked] if cohort.asked is not None else []))
    others = sorted({card.assessment.edition for card in cards} - {cohort.edition})
    statements = (
        statement for edition in others for statement in statements_between(edition, cohort.edition, registry)
    )
    return tuple(dict.fromkeys(statements))


def _named(result: PublishedResult) -> str:
    return result.organisation.name + (f" {result.year}" if result.year is not None else " (no year)")
