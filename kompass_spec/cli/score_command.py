"""``kompass score``: exact scores and discrepancies of reports or assessments."""

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import final

from attrs import frozen

from kompass_spec.cli.batch_options import DocumentOptions
from kompass_spec.cli.explain_options import add_explain
from kompass_spec.cli.options import (
    Command,
    add_decisions,
    add_files,
    add_import_options,
    add_json,
    add_language,
    add_output,
    add_strict,
)
from kompass_spec.cli.run_options import add_run_options, jobs_for

__all__ = ["COMMAND", "ScoreOptions"]

_NOT_IN_PROCESSES = (
    "--explain works through the files one after the other, without a log. Leave out --jobs and --log, or"
    " explain the files of which you want to know by themselves."
)


@final
@frozen(kw_only=True)
class ScoreOptions(DocumentOptions):
    """Hold which reports or assessments are scored, and how."""

    scorer: str
    strict: bool
    explain: Sequence[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_files(parser, "printed reports, or assessments as JSON")
    add_import_options(parser)
    add_decisions(parser)
    add_run_options(parser)
    parser.add_argument(
        "--scorer", metavar="NAME", default="standard", help="the scorer to use (default: standard)"
    )
    add_strict(parser)
    add_explain(parser)
    add_language(parser, "the tables and of --explain")
    add_output(parser, "the scorecards as JSON")
    add_json(parser)


def _refuse_processes(options: ScoreOptions) -> None:
    """Raise ``UsageError`` where what works in one process only is asked of several."""
    from kompass_spec.model.problems import Problem, UsageError

    if options.explain and (options.jobs is not None or options.log is not None):
        raise UsageError([Problem("wrong-usage", _NOT_IN_PROCESSES)])


def execute(options: ScoreOptions) -> int:
    """Score every file; write JSON where it is asked for, else the totals, areas and discrepancies."""
    from kompass_spec.cli.batch import conclude, open_batch
    from kompass_spec.cli.explain_options import asked_for, explained, refuse_unknown, result_name
    from kompass_spec.cli.output import folded, told_place
    from kompass_spec.cli.scorecard_table import scorecard_table
    from kompass_spec.documents.certificates import certificates_data
    from kompass_spec.documents.scorecards import scored_data
    from kompass_spec.model.scorecard import Scored
    from kompass_spec.results.scorecards import score_path
    from kompass_spec.wording.editions import editions_data, editions_of, limits_of
    from kompass_spec.wording.wording import wording_for, wording_problems

    _refuse_processes(options)
    batch = open_batch(options, "importers", "scorers", "frameworks")
    # Before the files, each of which would complain of it.
    batch.plugins.choose("scorers", options.scorer)
    jobs = None if options.explain else jobs_for(options, batch.files)
    if jobs is not None:
        from kompass_spec.cli.large_data import score_many

        return score_many(batch, jobs, scorer=options.scorer, strict=options.strict)
    results, problems = batch.collect(
        partial(
            score_path,
            registry=batch.registry,
            plugins=batch.plugins,
            edition=batch.options.edition,
            importer=options.importer,
            decided=options.decided,
            scorer=options.scorer,
            limit=batch.limit,
            certified=bool(options.explain),
        )
    )
    problems += chain.from_iterable(result.problems for result in results)
    cards = tuple(chain.from_iterable(result.scorecards for result in results))
    refuse_unknown((card.certificate for card in cards), options.explain)
    scored = Scored(
        scorecards=cards,
        warnings=batch.warnings(
            *(result.warnings for result in results), wording_problems(options.lang, "en")
        ),
    )
    certificates = [asked_for(card.certificate, options.explain) for card in scored.scorecards]
    editions = editions_of((card.assessment for card in scored.scorecards), batch.registry)

    def lines() -> Iterator[str]:
        wording = wording_for(options.lang)
        if scored.scorecards:
            yield "\n\n".join(scorecard_table(card, wording) for card in scored.scorecards)
        names = (result_name(card.assessment) for card in scored.scorecards)
        yield from (f"\n{text}" for text in explained(zip(names, certificates, strict=True), options.lang))
        if limits := limits_of(editions, wording):
            yield f"\n{folded(limits, indent='  ')}"
        if options.output is not None and scored.scorecards:
            yield f"\n{told_place(options.output, wording)}"

    code = conclude(
        options,
        {
            **scored_data(scored),
            "editions": editions_data(editions),
            **({"certificates": certificates_data(certificates)} if options.explain else {}),
        },
        lines,
        warnings=scored.warnings,
        problems=problems,
        is_written=bool(scored.scorecards),
    )
    if options.strict and any(card.contradictions() for card in scored.scorecards):
        return 1
    return code


COMMAND = Command(
    examples=(
        "kompass score report.md",
        "kompass score assessments.json --strict --json",
        "kompass score report.md --explain 3 --lang sv",
    ),
    add_arguments=add_arguments,
    options=ScoreOptions,
    execute=execute,
)
