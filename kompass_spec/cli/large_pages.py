"""Report on many documents: what each process makes of one, and where its pages go."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, final

from kompass_spec.cli.files import make_folder_of, name_of_result, refuse_places
from kompass_spec.cli.large_runs import LargeRun, Spool, tell_outcomes
from kompass_spec.cli.outcomes import Outcome
from kompass_spec.cli.output import warn, write_output
from kompass_spec.cli.page_making import ask_for_pages, say_written, showing_plugins
from kompass_spec.cli.page_options import PageOptions
from kompass_spec.cli.processes import Made
from kompass_spec.documents.disk import write_bytes
from kompass_spec.documents.structure import structure
from kompass_spec.model.organisation import Organisation
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.requests import Terminal
from kompass_spec.registry.registry import load_registry
from kompass_spec.results.pages import choose_renderer

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
        return {
            "results": len(pages.pages),
            "pages": [(page.organisation, page.content) for page in pages.pages],
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
    folder: Path | None,
    output: Path | None,
    terminal: Terminal | None,
    passed: Sequence[Problem],
    problems: Sequence[Problem],
) -> int:
    """Report on every file in processes; return the exit code.

    The pages go into the ``folder`` as each is made, into the one ``output``, or to the terminal once all are
    there. ``passed`` and ``problems`` are of files that are not shown.
    """
    if options.log is not None and options.output is None:
        sentence = "With --log, say with -o where the pages go, so that they are there when a run goes on."
        raise UsageError([Problem("wrong-usage", sentence)])
    ending = choose_renderer(plugins, options.to, None if output is None else str(output)).provided.endings[0]
    places = _Places(options, files, folder, output, ending)
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
            restore=_restored,
            also_read=options.reference,
        )
        return _told(options, run.outcomes(), spool, passed, problems)


def _told(
    options: PageOptions,
    outcomes: Sequence[Outcome],
    spool: Spool,
    passed: Sequence[Problem],
    problems: Sequence[Problem],
) -> int:
    """Show the pages that were kept, and say what was written where and what is wrong; return the code."""
    warnings = list(dict.fromkeys([*passed, *chain.from_iterable(outcome.warnings for outcome in outcomes)]))
    wrong = [*problems, *chain.from_iterable(outcome.problems for outcome in outcomes)]
    if not options.json:
        # Before the results, so that a pipe from them and the warnings do not meet on one terminal.
        warn(warnings)
    for content in spool.parts():
        write_output(content)
    written = [(outcome.file, place) for outcome in outcomes for place in outcome.written]
    say_written(written, warnings, wrong, as_json=options.json)
    if not options.json:
        tell_outcomes(outcomes, [*problems, *passed])
    contradicted = options.strict and any(outcome.is_contradicted for outcome in outcomes)
    return 1 if wrong or contradicted else 0


def _keep(
    files: Sequence[Path], places: "_Places | None", spool: Spool, number: int, made: Mapping[str, Any]
) -> list[Path]:
    """Write the pages of a file to their places, or keep them where there are none."""
    if places is None:
        spool.put(number, b"".join(content for _, content in made["pages"]))
        return []
    return places.write(files[number], made["pages"])


def _restored(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "results": entry["results"],
        "warnings": structure(entry["warnings"], tuple[Problem, ...]),
        "problems": structure(entry["errors"], tuple[Problem, ...]),
        "is_contradicted": entry["contradicted"],
    }


@final
class _Places:
    """Hold where the pages of files go; raise ``UsageError`` where those of two would go to one place."""

    def __init__(
        self,
        options: PageOptions,
        files: Sequence[Path],
        folder: Path | None,
        output: Path | None,
        ending: str,
    ) -> None:
        self._named, self._folder, self._output, self._ending = options.files, folder, output, ending
        inputs = [*files, *options.reference]
        if options.output is not None:
            refuse_places([(file, self._place(file)) for file in files], inputs)
            self._whose = {self._place(file): str(file) for file in files}

    def _place(self, file: Path, organisation: Organisation | None = None) -> Path:
        if self._folder is None:
            assert self._output is not None  # noqa: S101 - it is asked for only where there is one of them
            return self._output
        name = name_of_result(file, self._named, organisation).as_posix()
        return self._folder / f"{name}{self._ending}"

    def write(self, file: Path, pages: Sequence[tuple[Organisation | None, bytes]]) -> list[Path]:
        """Write the pages of a file; raise ``InputError`` where one would replace the page of another."""
        places = [self._place(file, organisation) for organisation, _ in pages]
        for place in places:
            owner = self._whose.setdefault(place, str(file))
            if owner != str(file) or places.count(place) > 1:
                sentence = (
                    f"The results of {' and '.join(dict.fromkeys((owner, str(file))))} would be written to"
                    " this one file. Give them different names, or show them one at a time."
                )
                raise InputError([Problem("output-twice", sentence, str(place))])
        for place, (_, content) in zip(places, pages, strict=True):
            if self._folder is not None:
                make_folder_of(place)
            write_bytes(place, content)
        return places
