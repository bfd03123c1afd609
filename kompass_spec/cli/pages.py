"""What ``kompass render`` and ``kompass report`` share: where results go, on the terminal or in files."""

from collections.abc import Sequence
from pathlib import Path

from kompass_spec.cli.files import (
    each,
    make_folder_of,
    output_folder,
    refuse_overwriting,
)
from kompass_spec.cli.output import warn, write_output
from kompass_spec.cli.page_index import entries_of, has_index, write_index
from kompass_spec.cli.page_making import ask_for_pages, say_written
from kompass_spec.cli.page_options import PageOptions
from kompass_spec.cli.places import Places
from kompass_spec.cli.run_options import jobs_for
from kompass_spec.cli.terminal import this_terminal
from kompass_spec.documents.disk import DEFAULT_LIMIT, expand_paths, is_folder, write_bytes
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.results.opening import readable_files
from kompass_spec.results.pages import Page, Pages, choose_renderer

__all__ = ["show_files"]

Placed = Sequence[tuple[Page, Path]]


def show_files(options: PageOptions, plugins: Plugins, endings: tuple[str, ...] = ()) -> int:
    """Show every file that is named, and those in folders; return the exit code.

    Of folders it shows the files with one of the ``endings``, without any the documents that can be read.
    """
    several = len(options.files) > 1 or any(is_folder(path) for path in options.files)
    folder = output_folder(options.output, plugins, several=several)
    output = Path(options.output) if options.output is not None and folder is None else None
    files, passed, problems = _files(options, plugins, endings, folder, output)
    inputs = [*files, *options.beside]
    refuse_overwriting(output, inputs)
    renderer = choose_renderer(plugins, options.to, None if output is None else str(output))
    places = Places(
        files,
        options.files,
        folder=folder,
        output=output,
        ending=renderer.provided.endings[0],
        inputs=inputs,
        has_index=has_index(renderer, folder, several=several),
    )
    terminal = this_terminal() if options.output is None else None
    jobs = None if endings else jobs_for(options, files)
    if jobs is not None:
        from kompass_spec.cli.large_pages import report_many

        _refuse_json_without_output(options)
        return report_many(
            options,
            plugins,
            files,
            jobs,
            places=places,
            renderer=renderer,
            output=output,
            terminal=terminal,
            passed=passed,
            problems=problems,
        )
    made = ask_for_pages(options, plugins, output, terminal)(each(files))
    _refuse_json_without_output(options)
    problems += made.problems
    warnings = (*passed, *places.renamed, *made.warnings)
    if not options.json:
        # Before the results, so that a pipe from them and the warnings do not meet on one terminal.
        warn(warnings)
    written, failed = _written(_placed(made, options, places), make_folders=folder is not None)
    problems += failed
    index = write_index(places, entries_of(written, places), renderer, options, plugins)
    say_written(
        [(page.file, place) for page, place in written],
        warnings,
        problems,
        as_json=options.json,
        index=index,
        language=options.lang,
    )
    return 1 if problems or (options.strict and made.is_contradicted) else 0


def _files(
    options: PageOptions,
    plugins: Plugins,
    endings: tuple[str, ...],
    folder: Path | None,
    output: Path | None,
) -> tuple[list[Path], list[Problem], list[Problem]]:
    """Return the files to show, those of folders that nobody reads, and what is wrong with any."""
    if endings:
        return _with_endings(options.files, endings, folder)
    return readable_files(
        options.files,
        plugins,
        leave_out=folder,
        output=output,
        importer=options.importer,
        limit=options.max_size or DEFAULT_LIMIT,
    )


def _with_endings(
    paths: Sequence[Path], endings: tuple[str, ...], folder: Path | None
) -> tuple[list[Path], list[Problem], list[Problem]]:
    files, problems = expand_paths(paths, endings, folder)
    return files, [], problems


def _refuse_json_without_output(options: PageOptions) -> None:
    if options.json and options.output is None:
        sentence = (
            "With --json, say with -o where the result goes. For scores as JSON use kompass score FILE"
            " --json."
        )
        raise UsageError([Problem("wrong-usage", sentence)])


def _placed(made: Pages, options: PageOptions, places: Places) -> Placed:
    """Return the file that each page goes into; where there is no output, write the pages to the terminal."""
    if options.output is None:
        for page in made.pages:
            write_output(page.content)
        return []
    by_file: dict[Path, list[Page]] = {}
    for page in made.pages:
        by_file.setdefault(page.file, []).append(page)
    return [
        placed
        for file, pages in by_file.items()
        for placed in zip(pages, places.of(file, [page.organisation for page in pages]), strict=True)
    ]


def _written(placed: Placed, *, make_folders: bool) -> tuple[list[tuple[Page, Path]], list[Problem]]:
    """Write pages to their places; return what was written where, and what could not be."""
    written: list[tuple[Page, Path]] = []
    problems: list[Problem] = []
    for page, place in placed:
        try:
            if make_folders:
                make_folder_of(place)
            write_bytes(place, page.content)
        except InputError as error:
            problems += error.problems
        else:
            written.append((page, place))
    return written, problems
