"""Report on many documents: what each process makes of one, and where its pages go."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import evolve

from kompass_spec.cli.files import make_folder_of
from kompass_spec.cli.large_runs import LargeRun, Spool, tell_outcomes
from kompass_spec.cli.outcomes import Outcome
from kompass_spec.cli.output import warn, write_output
from kompass_spec.cli.page_index import write_index
from kompass_spec.cli.page_making import ask_for_pages, say_written, showing_plugins
from kompass_spec.cli.page_options import PageOptions
from kompass_spec.cli.places import Places
from kompass_spec.cli.processes import Made
from kompass_spec.cli.run_log import json_line
from kompass_spec.documents.disk import write_bytes
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.plugins.requests import Terminal
from kompass_spec.registry.registry import load_registry
from kompass_spec.sheets.index import IndexEntry, index_entry

__all__ = ["make_reports", "report_many"]


def make_reports(
    options: PageOptions, output: Path | None, terminal: Terminal | None
) -> Callable[[Path], Made]:
    """Return what reports on one file after another, in a process that has loaded what that needs."""
    report = ask_for_pages(options, showing_plugins(options), output, terminal)

    def made(file: Path) -> Made:
        try:
            pages = report([file])
        except UsageError as error:
            # What one file does not have is asked of the others all the same.
            if any(problem.code != "unknown-year" for problem in error.problems):
                raise
            raise InputError(error.problems) from error.__cause__
        # As plain data, which is all that a process may answer with.
        entries = [
            unstructure(index_entry(page.scorecard)) for page in pages.pages if page.scorecard is not None
        ]
        return {
            "results": len(pages.pages),
            "pages": [(page.organisation, page.content) for page in pages.pages],
            "shown": entries,
            "line": json_line({"results": entries}) if options.log is not None else b"",
            "warnings": pages.warnings,
            "problems": pages.problems,
            "is_contradicted": pages.is_contradicted,
        }

    return made


def report_many(
    options: PageOptions,
    plugins: Plugins,
    files: Sequence[Path],
    jobs: int,
    *,
    places: Places,
    renderer: Plugin,
    output: Path | None,
    terminal: Terminal | None,
    passed: Sequence[Problem],
    problems: Sequence[Problem],
) -> int:
    """Report on every file in processes; return the exit code.

    The pages go to their ``places`` as each is made, or to the terminal once all are there; those in a folder
    get an index. ``passed`` and ``problems`` are of files that are not shown.
    """
    if options.log is not None and options.output is None:
        sentence = "With --log, say with -o where the pages go, so that they are there when a run goes on."
        raise UsageError([Problem("wrong-usage", sentence)])
    with Spool() as spool:
        run = LargeRun(
            command="report",
            options=options,
            plugins=plugins,
            registry=load_registry(plugins),
            files=files,
            jobs=jobs,
            log=options.log,
            make=partial(make_reports, output=output, terminal=terminal),
            keep=partial(_keep, files, None if options.output is None else places, spool),
            restore=partial(_restored, places),
            also_read=options.reference,
        )
        outcomes = run.outcomes()
        index = write_index(places, _entries(outcomes, places), renderer, options, plugins)
        return _told(options, outcomes, spool, passed, problems, renamed=places.renamed, index=index)


def _told(
    options: PageOptions,
    outcomes: Sequence[Outcome],
    spool: Spool,
    passed: Sequence[Problem],
    problems: Sequence[Problem],
    *,
    renamed: Sequence[Problem],
    index: Path | None,
) -> int:
    """Show the pages that were kept, and say what was written where and what is wrong; return the code."""
    of_outcomes = chain.from_iterable(outcome.warnings for outcome in outcomes)
    warnings = list(dict.fromkeys([*passed, *renamed, *of_outcomes]))
    wrong = [*problems, *chain.from_iterable(outcome.problems for outcome in outcomes)]
    if not options.json:
        # Before the results, so that a pipe from them and the warnings do not meet on one terminal.
        warn(warnings)
    for content in spool.parts():
        write_output(content)
    written = [(outcome.file, place) for outcome in outcomes for place in outcome.written]
    say_written(written, warnings, wrong, as_json=options.json, index=index, language=options.lang)
    if not options.json:
        tell_outcomes(outcomes, [*problems, *passed], options.lang or "en")
    contradicted = options.strict and any(outcome.is_contradicted for outcome in outcomes)
    return 1 if wrong or contradicted else 0


def _keep(
    files: Sequence[Path], places: Places | None, spool: Spool, number: int, made: Mapping[str, Any]
) -> list[Path]:
    """Write the pages of a file to their places, or keep them where there are none."""
    if places is None:
        spool.put(number, b"".join(content for _, content in made["pages"]))
        return []
    written = places.of(files[number], [organisation for organisation, _ in made["pages"]])
    for place, (_, content) in zip(written, made["pages"], strict=True):
        if places.folder is not None:
            make_folder_of(place)
        write_bytes(place, content)
    return written


def _restored(places: Places, entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what an entry of the log says; raise ``KeyError`` where its pages lie elsewhere now."""
    if not places.is_of(Path(entry["file"]), [Path(one["file"]) for one in entry["written"]]):
        raise KeyError("written")
    entries = entry["result"]["results"] if entry["results"] else []
    structure(entries, tuple[IndexEntry, ...])
    return {
        "results": entry["results"],
        "shown": entries,
        "warnings": structure(entry["warnings"], tuple[Problem, ...]),
        "problems": structure(entry["errors"], tuple[Problem, ...]),
        "is_contradicted": entry["contradicted"],
    }


def _entries(outcomes: Sequence[Outcome], places: Places) -> list[IndexEntry]:
    """Return what the index says of the pages that were written."""
    if places.index is None:
        return []
    return [
        evolve(structure(entry, IndexEntry), place=places.seen_from_index(place))
        for outcome in outcomes
        for entry, place in zip(outcome.shown, outcome.written, strict=False)
    ]
