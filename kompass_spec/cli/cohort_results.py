"""The results that ``kompass cohort`` shows: those that were published, and those of files among them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec.cli.batch import Batch
from kompass_spec.cli.cohort_options import CohortOptions
from kompass_spec.model import CitedMean, Ranking, Scorecard, Standing
from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.model.sheet import Sheet
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.mappings import cautions_between, pinned_edition
from kompass_spec.registry.registry import Registry
from kompass_spec.results.ranking import ranks
from kompass_spec.results.scorecards import score_path
from kompass_spec.results.selection import newest_first
from kompass_spec.results.standings import Choice, Gathered, gather, standing_of
from kompass_spec.sheets.cohort import compose_cohort, edition_of

__all__ = ["CohortResults", "cohort_sheet", "gather_results", "why_nothing"]


@final
@frozen(kw_only=True)
class CohortResults:
    """Hold the cohorts to show with the published means beside them, and what is wrong with any of them."""

    gathered: Gathered
    standings: Sequence[Standing]
    means: tuple[CitedMean, ...]
    warnings: tuple[Problem, ...]
    problems: Sequence[Problem]

    def rankings(self, batch: Batch[CohortOptions]) -> tuple[Ranking, ...]:
        """Return the places of all results of every cohort.

        Raise ``UsageError`` where a cohort has no such area to rank by.
        """
        cohorts = [standing.cohort for standing in self.standings]
        return tuple(
            ranks(cohort, edition_of(cohort, batch.registry), item=batch.options.by) for cohort in cohorts
        )


def cohort_sheet(results: CohortResults, rankings: Sequence[Ranking], batch: Batch[CohortOptions]) -> Sheet:
    """Return what the cohorts say, as a sheet in the language that is asked for."""
    return compose_cohort(
        results.standings,
        registry=batch.registry,
        language=batch.options.lang,
        rankings=rankings,
        means=results.means,
        notes=results.gathered.notes,
        is_firmness_shown=batch.options.ranks,
    )


def gather_results(batch: Batch[CohortOptions]) -> CohortResults:
    """Return the newest result in every file among the others; without a file, a cohort for every edition."""
    options = batch.options
    choice = Choice(
        dataset=options.dataset,
        edition=options.edition,
        country=options.country,
        since=options.since,
        until=options.until,
        derived=not options.without_derived,
    )
    gathered = gather(choice, registry=batch.registry, plugins=batch.plugins)
    problems: Sequence[Problem] = batch.problems
    if options.files:
        standings, problems = _of_files(batch, gathered)
    else:
        standings = _of_editions(batch, gathered)
    return CohortResults(
        gathered=gathered,
        standings=standings,
        means=_means(options, standings, gathered),
        warnings=(*_cautions(standings, batch.registry), *_warnings(options, standings, gathered)),
        problems=problems,
    )


def _of_files(batch: Batch[CohortOptions], gathered: Gathered) -> tuple[list[Standing], list[Problem]]:
    """Return the newest result in every file among the others, and what is wrong with files."""

    def work(file: Path) -> Standing:
        scored = score_path(file, registry=batch.registry, plugins=batch.plugins, limit=batch.limit)
        card = _newest(file, scored.whole().scorecards, batch.options.edition)
        return _standing(batch, gathered, pinned_edition(card.assessment, batch.registry), card)

    return batch.collect(work)


def _cautions(standings: Sequence[Standing], registry: Registry) -> tuple[Problem, ...]:
    """Return what has to be said of the editions that results are on, and of the ways from one to another."""
    pairs: dict[tuple[str, str], None] = {}
    for cohort in (standing.cohort for standing in standings):
        cards = (*cohort.members, *([cohort.asked] if cohort.asked is not None else []))
        pairs |= dict.fromkeys((pinned_edition(card.assessment, registry), cohort.edition) for card in cards)
    return cautions_between(pairs, registry)


def _of_editions(batch: Batch[CohortOptions], gathered: Gathered) -> list[Standing]:
    """Return a cohort for every edition that there are results on, or for the one to convert to."""
    to = batch.options.to
    editions = [to] if to is not None else gathered.editions
    standings = [_standing(batch, gathered, edition) for edition in editions]
    return [standing for standing in standings if standing.members]


def _standing(
    batch: Batch[CohortOptions], gathered: Gathered, edition: str, asked: Scorecard | None = None
) -> Standing:
    options = batch.options
    return standing_of(
        gathered,
        batch.registry.find(options.to or edition),
        asked=asked,
        convert=options.to is not None,
        every=options.every,
        registry=batch.registry,
        plugins=batch.plugins,
    )


def _newest(file: Path, cards: Sequence[Scorecard], edition: str | None) -> Scorecard:
    fitting = [card for card in cards if edition in {None, card.assessment.edition}]
    if not fitting:
        known = ", ".join(sorted({card.assessment.edition for card in cards}))
        sentence = (
            f"There is no result on {edition} in it, only on {known}. Leave --edition out, or convert with"
            f" --to {edition}."
        )
        raise UsageError([Problem("other-edition", sentence, str(file))])
    return newest_first(fitting)[0]


def _means(
    options: CohortOptions, standings: Sequence[Standing], gathered: Gathered
) -> tuple[CitedMean, ...]:
    """Return the published means on the editions shown, or all of them where nothing is asked about."""
    if not standings:
        return ()
    if options.edition is None and options.to is None and not options.files:
        return gathered.means
    return tuple(dict.fromkeys(mean for standing in standings for mean in standing.means))


def _warnings(options: CohortOptions, standings: Sequence[Standing], gathered: Gathered) -> Iterator[Problem]:
    """Yield what is left out of the published results, and of every cohort."""
    # Results on other editions than those that are shown say nothing here, unless they are converted.
    is_limited = options.to is None and (options.edition is not None or bool(options.files))
    editions = None
    if is_limited:
        # What was asked for may have no result that can be used, and then the reason is all there is to say.
        asked = {options.edition} if options.edition is not None else set()
        editions = {standing.cohort.edition for standing in standings} | asked
    yield from gathered.warnings(editions)
    for standing in standings:
        yield from standing.cohort.problems


def why_nothing(gathered: Gathered, plugins: Plugins) -> str:
    """Return why there is no result to show, and what to do."""
    if not any(plugins.of_kind("datasets")):
        return (
            "No dataset of published results is installed. Install one, such as kompass-results-nordic, from"
            " where you have kompass-spec."
        )
    if gathered.left_out:
        return "No published result can be used: all that fit are left out. The warnings say why."
    return "No published result fits. Ask for less."
