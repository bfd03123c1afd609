"""What ``kompass render`` and ``kompass report`` share: from files to shown results, on the terminal or in files."""

import os
import shutil
import sys
from argparse import Namespace
from pathlib import Path

from kompass_spec.cli.running import error_data, warn, write_json, write_output
from kompass_spec.cli.several import collect, expanded, refuse_overwriting, warn_of_failures
from kompass_spec.cohorting import Choice, Gathered, gather
from kompass_spec.hooks import Order, Terminal
from kompass_spec.plugins import Plugin, Plugins, load_plugins
from kompass_spec.problems import InputError, Problem, UsageError
from kompass_spec.reading import DEFAULT_LIMIT
from kompass_spec.registry import Registry, load_registry
from kompass_spec.rendering import choose_renderer
from kompass_spec.reporting import report_path
from kompass_spec.scoring import Scored
from kompass_spec.wording import wording_problems
from kompass_spec.writing import write_bytes

__all__ = ["show_files", "showing_plugins"]


def showing_plugins(options: Namespace) -> Plugins:
    """Return the plugins that showing results needs; datasets only where published results are asked for."""
    datasets = ("datasets",) if _asks_for_cohort(options) else ()
    return load_plugins("importers", "scorers", "renderers", "frameworks", *datasets)


def _asks_for_cohort(options: Namespace) -> bool:
    return bool(options.cohort or options.cohort_country is not None)


def show_files(options: Namespace, plugins: Plugins, endings: tuple[str, ...]) -> int:
    """Show every file that is named, or that a named folder holds with one of the ``endings``; return the exit code."""
    _warn_of_failures(plugins, options)
    registry = load_registry(plugins)
    files, problems = expanded(options.files, endings)
    several = len(files) > 1 or any(path.is_dir() for path in options.files)
    renderer = choose_renderer(
        plugins, options.to, None if several or options.output is None else str(options.output)
    )
    if options.json and options.output is None:
        raise UsageError(
            [
                Problem(
                    "wrong-usage",
                    "With --json, say with -o where the result goes. For scores as JSON use kompass score FILE --json.",
                )
            ]
        )
    refuse_overwriting(options.output, [*files, *options.reference])
    places = _places(files, options.output, renderer) if several and options.output is not None else {}
    published = _published(options, registry, plugins) if _asks_for_cohort(options) else None

    def work(file: Path) -> tuple[bytes, Scored]:
        return report_path(
            file,
            to=renderer.name,
            year=options.year,
            language=options.lang,
            reference=options.reference,
            order=Order.WEAKEST if options.weakest_first else Order.CODE,
            terminal=_terminal() if options.output is None else None,
            published=published,
            edition=getattr(options, "edition", None),
            importer=getattr(options, "importer", None),
            limit=options.max_size or DEFAULT_LIMIT,
            registry=registry,
            plugins=plugins,
        )

    results, failed = collect(files, work)
    problems += failed
    written = []
    for file, (shown, scored) in results:
        if not options.json:
            warn(scored.warnings)
        if options.output is None:
            write_output(shown)
            continue
        place = places.get(file, options.output)
        try:
            write_bytes(place, shown)
            written.append((file, place))
        except InputError as error:
            problems.extend(error.problems)
    if options.json:
        outputs = {"written": [{"file": str(file), "output": str(place)} for file, place in written]}
        write_json({**outputs, **error_data(problems)} if problems else outputs)
    else:
        for _, place in written:
            print(f"Written to {place}.")
        for problem in problems:
            print(f"kompass: {problem}", file=sys.stderr)
    contradicted = any(card.contradictions() for _, (_, scored) in results for card in scored.scorecards)
    return 1 if problems or (getattr(options, "strict", False) and contradicted) else 0


def _published(options: Namespace, registry: Registry, plugins: Plugins) -> Gathered:
    gathered = gather(Choice(country=options.cohort_country), registry=registry, plugins=plugins)
    if not options.json:
        warn(gathered.problems)
    return gathered


def _warn_of_failures(plugins: Plugins, options: Namespace) -> None:
    """Write to standard error why plugins are left out, and catalogues where the language asked for has none."""
    warn_of_failures(plugins, options)
    if options.lang is not None and not options.json:
        warn(wording_problems(options.lang))


def _terminal() -> Terminal | None:
    if not sys.stdout.isatty():
        return None
    colours = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Terminal(width=shutil.get_terminal_size().columns, colours=colours)


def _places(files: list[Path], folder: Path, renderer: Plugin) -> dict[Path, Path]:
    """Return where the result of every file goes, a name for each in the output folder."""
    if folder.exists() and not folder.is_dir():
        sentence = (
            "With several files the output is a folder, and this is a file. Choose another name with -o."
        )
        raise UsageError([Problem("wrong-usage", sentence, str(folder))])
    ending = renderer.provided.endings[0]
    if folder.suffix and not folder.exists():
        sentence = f"With several files the output is a folder, and this is the name of a file. Write -o {folder.stem} --to {renderer.name}, for example."
        raise UsageError([Problem("wrong-usage", sentence, str(folder))])
    places = {file: folder / f"{file.stem}{ending}" for file in files}
    names = list(places.values())
    twice = sorted({str(place) for place in names if names.count(place) > 1})
    if twice:
        sentence = f"Several files would be written to {', '.join(twice)}. Give them different names, or report on them one at a time."
        raise UsageError([Problem("output-twice", sentence)])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = f"The folder cannot be made ({error.strerror}). Choose another place with -o."
        raise InputError([Problem("unwritable-file", sentence, str(folder))]) from None
    return places
