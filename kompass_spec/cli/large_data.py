"""Import or score many documents: what each process makes of one, and how all of it is put together."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve

from kompass_spec.cli.assessment_table import assessment_row, rows_table
from kompass_spec.cli.batch import Batch, open_batch
from kompass_spec.cli.batch_options import DocumentOptions
from kompass_spec.cli.large_runs import LargeRun, Spool, tell_outcomes
from kompass_spec.cli.outcomes import Outcome
from kompass_spec.cli.output import complain, error_data, folded, tell, told_place, warn, write_output
from kompass_spec.cli.processes import Made
from kompass_spec.cli.run_log import json_line
from kompass_spec.documents.assessments import assessments_from_data, imported_data
from kompass_spec.documents.disk import is_standard_output, write_parts
from kompass_spec.documents.json_lines import result_lines
from kompass_spec.documents.kinds import is_json_lines
from kompass_spec.documents.plain import json_bytes
from kompass_spec.documents.problems import problems_data
from kompass_spec.documents.structure import structure
from kompass_spec.model.assessment import Imported
from kompass_spec.model.edition import Edition
from kompass_spec.model.problems import Problem
from kompass_spec.registry.registry import Registry
from kompass_spec.results.assessments import import_path
from kompass_spec.wording.editions import editions_data, limits_of
from kompass_spec.wording.wording import Wording, wording_for, wording_problems

if TYPE_CHECKING:
    from kompass_spec.model.scorecard import Scored

Options = TypeVar("Options", bound=DocumentOptions)

__all__ = ["import_many", "make_import", "make_score", "score_many"]


def make_import(options: DocumentOptions) -> Callable[[Path], Made]:
    """Return what imports one file after another, in a process that has loaded what that needs."""
    batch = open_batch(evolve(options, files=(), json=True), "importers", "frameworks", also=())

    def made(file: Path) -> Made:
        imported = import_path(
            file,
            registry=batch.registry,
            plugins=batch.plugins,
            edition=batch.options.edition,
            importer=options.importer,
            decided=options.decided,
            limit=batch.limit,
        )
        return {
            **_made_of_imported(imported, options, batch.registry),
            **_written(options, "assessments", imported_data(imported)["assessments"]),
        }

    return made


def make_score(options: DocumentOptions, scorer: str) -> Callable[[Path], Made]:
    """Return what scores one file after another, in a process that has loaded what that needs."""
    from kompass_spec.documents.scorecards import scored_data
    from kompass_spec.results.scorecards import score_path

    batch = open_batch(evolve(options, files=(), json=True), "importers", "scorers", "frameworks")

    def made(file: Path) -> Made:
        scored = score_path(
            file,
            registry=batch.registry,
            plugins=batch.plugins,
            edition=batch.options.edition,
            importer=options.importer,
            decided=options.decided,
            scorer=scorer,
            limit=batch.limit,
        )
        return {
            **_made_of_scored(scored, options),
            **_written(options, "scorecards", scored_data(scored)["scorecards"]),
        }

    return made


def import_many(batch: Batch[Options], jobs: int) -> int:
    """Import every file of a batch in processes; return the exit code."""

    def restore(entry: Mapping[str, Any]) -> Mapping[str, Any]:
        if not entry["results"]:
            return _said(entry)
        listed = entry["result"]["assessments"]
        imported = assessments_from_data({"assessments": listed})
        return {
            **_made_of_imported(imported, batch.options, batch.registry),
            **_said(entry),
            **_written(batch.options, "assessments", listed),
        }

    def lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
        shown = list(chain.from_iterable(outcome.shown for outcome in outcomes))
        if shown:
            yield rows_table([row for row, _ in shown], wording_for(batch.options.lang))
        if shown and batch.options.output is None:
            yield "\n" + "\n\n".join(reading for _, reading in shown)

    with Spool() as spool:
        outcomes = _run("import", batch, jobs, spool, make=make_import, restore=restore).outcomes()
        return _concluded(batch, outcomes, "assessments", spool, lines, before_place="")


def score_many(batch: Batch[Options], jobs: int, *, scorer: str, strict: bool) -> int:
    """Score every file of a batch in processes; return the exit code."""
    from kompass_spec.results.scorecards import scored_from_data

    def restore(entry: Mapping[str, Any]) -> Mapping[str, Any]:
        if not entry["results"]:
            return _said(entry)
        listed = entry["result"]["scorecards"]
        scored = scored_from_data({"scorecards": listed}, batch.registry)
        return {
            **_made_of_scored(scored, batch.options),
            **_said(entry),
            **_written(batch.options, "scorecards", listed),
        }

    def lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
        tables = list(chain.from_iterable(outcome.shown for outcome in outcomes))
        if tables:
            yield "\n\n".join(tables)

    with Spool() as spool:
        outcomes = _run(
            "score", batch, jobs, spool, make=partial(make_score, scorer=scorer), restore=restore
        ).outcomes()
        code = _concluded(batch, outcomes, "scorecards", spool, lines, before_place="\n")
    contradicted = strict and any(outcome.is_contradicted for outcome in outcomes)
    return 1 if contradicted else code


def _run(
    command: str,
    batch: Batch[Any],
    jobs: int,
    spool: Spool,
    *,
    make: Callable[[Any], Callable[[Path], Made]],
    restore: Callable[[Mapping[str, Any]], Mapping[str, Any]],
) -> LargeRun[Any]:
    def keep(number: int, made: Mapping[str, Any]) -> list[Path]:
        spool.put(number, made["elements"])
        return []

    return LargeRun(
        command=command,
        # The edition may be a draft, which each process finds by its path again.
        options=evolve(batch.asked, files=()),
        plugins=batch.plugins,
        registry=batch.registry,
        files=batch.files,
        jobs=jobs,
        log=batch.options.log,
        make=make,
        keep=keep,
        restore=restore,
    )


def _concluded(
    batch: Batch[Any],
    outcomes: Sequence[Outcome],
    key: str,
    spool: Spool,
    lines: Callable[[Sequence[Outcome]], Iterable[str]],
    *,
    before_place: str,
) -> int:
    """Write what was made of all, where there is anything, and say the rest; return the exit code."""
    options = batch.options
    warnings = batch.warnings(
        *(outcome.warnings for outcome in outcomes), wording_problems(options.lang, "en")
    )
    problems = [*batch.problems, *chain.from_iterable(outcome.problems for outcome in outcomes)]
    editions = _editions(outcomes, batch.registry)
    data: dict[str, object] = {"warnings": problems_data(warnings), "editions": editions_data(editions)}
    is_written = options.output is not None and any(outcome.results for outcome in outcomes)
    if is_written:
        write_parts(options.output, _content(options.output, key, spool, data))
    if options.json:
        for part in _json(key, spool, {**data, **error_data(problems)} if problems else data):
            write_output(part)
        return 1 if problems else 0
    warn(warnings)
    # What reads the result from standard output cannot read anything else there.
    if options.output is None or not is_standard_output(options.output):
        wording = wording_for(options.lang)
        place = f"{before_place}{told_place(options.output, wording)}" if is_written else ""
        for line in filter(None, [*lines(outcomes), _limits(editions, wording), place]):
            tell(line)
    complain(problems)
    tell_outcomes(outcomes, [*batch.problems, *batch.passed], options.lang)
    return 1 if problems else 0


def _limits(editions: Iterable[Edition], wording: Wording) -> str:
    limits = limits_of(editions, wording)
    return f"\n{folded(limits, indent='  ')}" if limits else ""


def _editions(outcomes: Iterable[Outcome], registry: Registry) -> list[Edition]:
    """Return the editions that results are on, each once, in their order, where they are installed."""
    keys = dict.fromkeys(chain.from_iterable(outcome.releases for outcome in outcomes))
    return [registry[name] for name in keys if name in registry]


def _made_of_imported(imported: Imported, options: DocumentOptions, registry: Registry) -> Made:
    from kompass_spec.cli.reading_table import reading_tables

    is_listed = options.output is None and not options.json
    wording = wording_for(options.lang)
    return {
        "results": len(imported.assessments),
        "shown": tuple(
            (
                assessment_row(assessment, wording),
                reading_tables([assessment], registry, wording) if is_listed else "",
            )
            for assessment in imported.assessments
        ),
        "releases": tuple(assessment.release_key for assessment in imported.assessments),
        "warnings": imported.warnings,
    }


def _made_of_scored(scored: "Scored", options: DocumentOptions) -> Made:
    from kompass_spec.cli.scorecard_table import scorecard_table

    wording = wording_for(options.lang)
    return {
        "results": len(scored.scorecards),
        "shown": tuple(scorecard_table(card, wording) for card in scored.scorecards),
        "releases": tuple(card.assessment.release_key for card in scored.scorecards),
        "warnings": scored.warnings,
        "problems": scored.problems,
        "is_contradicted": any(card.contradictions() for card in scored.scorecards),
    }


def _said(entry: Mapping[str, Any]) -> Made:
    """Return the warnings and errors of an entry of the log."""
    return {
        "warnings": structure(entry["warnings"], tuple[Problem, ...]),
        "problems": structure(entry["errors"], tuple[Problem, ...]),
    }


def _written(options: Any, key: str, results: Sequence[object]) -> Made:
    """Return results as JSON, as the output and the log need it, which are not written where there are none.

    Made where it was worked out, because to write JSON of all in one process takes a tenth of the whole time.
    """
    is_wanted = options.output is not None or options.json
    return {
        "elements": _elements(results) if is_wanted else b"",
        "line": json_line({key: results}) if options.log is not None else b"",
    }


def _elements(results: Iterable[object]) -> bytes:
    """Return plain data as the elements of a list in JSON that stands under a key."""
    elements = (json_bytes(result)[:-1].replace(b"\n", b"\n    ") for result in results)
    return b",".join(b"\n    " + element for element in elements)


def _content(output: Path, key: str, spool: Spool, data: Mapping[str, object]) -> Iterator[bytes]:
    """Return what was kept as the name of the file asks for."""
    return _lines(key, spool) if is_json_lines(output.name) else _json(key, spool, data)


def _lines(key: str, spool: Spool) -> Iterator[bytes]:
    """Iterate over the lines of what was kept, a document with one result on each."""
    for part in spool.parts():
        yield result_lines(key, json.loads(b"[" + part + b"]"))


def _json(key: str, spool: Spool, data: Mapping[str, object]) -> Iterator[bytes]:
    """Iterate over the JSON of what was kept, under its key, before the other ``data``."""
    yield b"{\n  " + json.dumps(key).encode() + b": ["
    separator = b""
    for part in spool.parts():
        if part:
            yield separator + part
            separator = b","
    yield (b"\n  ]" if separator else b"]") + b",\n" + json_bytes(data)[2:]
