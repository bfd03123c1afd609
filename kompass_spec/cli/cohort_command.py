"""``kompass cohort``: what published results say together, with the number behind every figure."""

from argparse import Namespace
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from kompass_spec.cli.cohort_table import cohort_words
from kompass_spec.cli.files import collect, left_out, refuse_overwriting
from kompass_spec.cli.output import complain, error_data, warn, write_json
from kompass_spec.documents.cohorts import cohorts_data
from kompass_spec.documents.disk import DEFAULT_LIMIT, expand_paths, write_bytes
from kompass_spec.documents.plain import json_bytes
from kompass_spec.model import CitedMean, Scorecard, Standing
from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.chosen import chosen_edition
from kompass_spec.registry.mappings import pinned_edition
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.results.assessments import importer_endings
from kompass_spec.results.scorecards import score_path
from kompass_spec.results.selection import newest_first
from kompass_spec.results.standings import Choice, Gathered, gather, standing_of

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """Gather the published results and those in files, and write what every edition's say together."""
    plugins = load_plugins("converters", "datasets", "frameworks", "importers", "scorers")
    unused = left_out(plugins, options)
    registry = load_registry(plugins)
    if options.edition is not None:
        registry, options.edition = chosen_edition(options.edition, registry)
    if options.to is not None:
        registry, options.to = chosen_edition(options.to, registry)
    files, problems = expand_paths(options.files, (*importer_endings(plugins), ".json"))
    refuse_overwriting(options.output, files)
    choice = Choice(
        dataset=options.dataset,
        edition=options.edition,
        country=options.country,
        since=options.since,
        until=options.until,
        derived=not options.without_derived,
    )
    gathered = gather(choice, registry=registry, plugins=plugins)
    standings, failed, withdrawn = _standings(options, files, gathered, registry, plugins)
    problems += failed
    means = _means(options, standings, gathered)
    editions = None
    if _is_limited(options):
        # What was asked for may have no result that can be used, and then the reason is all there is to say.
        asked = {options.edition} if options.edition is not None else set()
        editions = {one.cohort.edition for one in standings} | asked
    warnings = dict.fromkeys(
        chain(unused, withdrawn, gathered.warnings(editions), *(one.cohort.problems for one in standings))
    )
    data = {
        **cohorts_data(standings, means, gathered.notes),
        "warnings": error_data(warnings)["errors"],
    }
    is_written = options.output is not None and bool(standings or not problems)
    if is_written:
        write_bytes(options.output, json_bytes(data))
    if options.json:
        write_json({**data, **error_data(problems)} if problems else data)
        return 1 if problems else 0
    warn(warnings)
    if is_written:
        print(f"Written to {options.output}.")
    elif standings:
        print("\n\n".join(cohort_words(standings, means, gathered.notes, registry)))
    if not standings and not problems:
        print(_nothing(gathered, plugins))
    complain(problems)
    return 1 if problems else 0


def _is_limited(options: Namespace) -> bool:
    """Tell whether results on other editions than those that are shown say nothing here."""
    return options.to is None and (options.edition is not None or bool(options.files))


def _standings(
    options: Namespace, files: list[Path], gathered: Gathered, registry: Registry, plugins: Plugins
) -> tuple[list[Standing], list[Problem], tuple[Problem, ...]]:
    """Return the newest result in every file among the others; without a file, a cohort for every edition.

    With them come what is wrong with files, and warnings of withdrawn releases that their results are on.
    """
    used: list[str] = []

    def standing(edition: str, asked: Scorecard | None = None) -> Standing:
        return standing_of(
            gathered,
            registry.find(options.to or edition),
            asked=asked,
            convert=options.to is not None,
            every=options.every,
            registry=registry,
            plugins=plugins,
        )

    def work(file: Path) -> Standing:
        scored = score_path(file, registry=registry, plugins=plugins, limit=options.max_size or DEFAULT_LIMIT)
        card = _newest(file, scored.whole().scorecards, options.edition)
        used.append(card.assessment.release_key)
        return standing(pinned_edition(card.assessment, registry), card)

    if options.files:
        results, failed = collect(files, work)
        return [found for _, found in results], failed, registry.withdrawals(used)
    editions = [options.to] if options.to is not None else gathered.editions
    found = [standing(edition) for edition in editions]
    return [one for one in found if one.members], [], ()


def _nothing(gathered: Gathered, plugins: Plugins) -> str:
    """Say why there is no result to show, and what to do."""
    if not any(plugins.of_kind("datasets")):
        return (
            "No dataset of published results is installed. Install one, such as kompass-results-nordic, from"
            " where you have kompass-spec."
        )
    if gathered.left_out:
        return "No published result can be used: all that fit are left out. The warnings say why."
    return "No published result fits. Ask for less."


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


def _means(options: Namespace, standings: Sequence[Standing], gathered: Gathered) -> tuple[CitedMean, ...]:
    """Return the published means to show: those on the editions shown, all of them where nothing is asked about."""
    if not standings:
        return ()
    if options.edition is None and options.to is None and not options.files:
        return gathered.means
    return tuple(dict.fromkeys(mean for standing in standings for mean in standing.means))
