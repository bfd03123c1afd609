"""``kompass score``: exact scores and discrepancies of reports or assessments."""

from argparse import Namespace
from itertools import chain

from kompass_spec.cli.files import collect, left_out, refuse_overwriting
from kompass_spec.cli.output import complain, error_data, printable, table, warn, write_json
from kompass_spec.documents.disk import DEFAULT_LIMIT, expand_paths, write_bytes
from kompass_spec.documents.plain import json_bytes
from kompass_spec.documents.scorecards import scored_data
from kompass_spec.model import Score, Scorecard
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.scorecard import Scored
from kompass_spec.plugins.host import load_plugins
from kompass_spec.registry.chosen import chosen_edition
from kompass_spec.registry.registry import load_registry
from kompass_spec.results.assessments import importer_endings
from kompass_spec.results.scorecards import score_path
from kompass_spec.wording.editions import editions_data, editions_of, limits_of
from kompass_spec.wording.wording import wording_for

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """Score every file; write JSON where it is asked for, else the totals, areas and discrepancies."""
    plugins = load_plugins("importers", "scorers", "frameworks")
    unused = left_out(plugins, options)
    registry = load_registry(plugins)
    if options.edition is not None:
        registry, options.edition = chosen_edition(options.edition, registry)
    plugins.choose("scorers", options.scorer)
    files, problems = expand_paths(options.files, (*importer_endings(plugins), ".json"))
    refuse_overwriting(options.output, files)
    results, failed = collect(
        files,
        lambda file: score_path(
            file,
            registry=registry,
            plugins=plugins,
            edition=options.edition,
            importer=options.importer,
            scorer=options.scorer,
            limit=options.max_size or DEFAULT_LIMIT,
        ),
    )
    problems += [*failed, *chain.from_iterable(found.problems for _, found in results)]
    scored = Scored(
        scorecards=tuple(chain.from_iterable(found.scorecards for _, found in results)),
        warnings=(*unused, *chain.from_iterable(found.warnings for _, found in results)),
    )
    contradicted = any(card.contradictions() for card in scored.scorecards)
    code = 1 if problems or (options.strict and contradicted) else 0
    editions = editions_of((card.assessment for card in scored.scorecards), registry)
    data = {**scored_data(scored), "editions": editions_data(editions)}
    if options.output is not None and scored.scorecards:
        write_bytes(options.output, json_bytes(data))
    if options.json:
        write_json({**data, **error_data(problems)} if problems else data)
        return code
    warn(scored.warnings)
    if scored.scorecards:
        print("\n\n".join(_summary(card) for card in scored.scorecards))
    if limits := limits_of(editions):
        print("", *limits, sep="\n")
    if options.output is not None and scored.scorecards:
        print(f"\nWritten to {options.output}.")
    complain(problems)
    return code


def _summary(card: Scorecard) -> str:
    assessment = card.assessment
    year = f" {assessment.year}" if assessment.year is not None else ""
    head = printable(f"{assessment.organisation.name}{year}, {assessment.edition}")
    rows = [_row(score) for score in (*card.areas, card.total)]
    lines = [head, table(("area", "printed", "added up", "exact", "max"), rows, right=(1, 2, 3, 4))]
    lines += [f"{found.kind.value}: {found.message}" for found in card.discrepancies]
    return "\n".join(lines)


def _row(score: Score) -> tuple[str, ...]:
    printed = "–" if score.printed is None else exact_text(score.printed)
    added = "–" if score.sum_of_printed is None else exact_text(score.sum_of_printed)
    return (score.code, printed, added, wording_for("en").interval(score.interval), exact_text(score.max))
