"""What ``kompass render`` and ``kompass report`` share: from files to shown results, on the terminal or in files."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import final

from attrs import evolve, frozen

from kompass_spec.cli.files import (
    collect,
    make_folder_of,
    name_of_result,
    output_folder,
    refuse_overwriting,
    refuse_places,
)
from kompass_spec.cli.output import complain, error_data, warn, write_json, write_output
from kompass_spec.cli.page_options import PageOptions
from kompass_spec.documents.disk import DEFAULT_LIMIT, expand_paths, is_folder, write_bytes
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Organisation, Scorecard
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.model.scorecard import Scored
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.requests import Order, Terminal
from kompass_spec.registry.chosen import chosen_edition
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.results.pages import (
    by_organisation,
    choose_renderer,
    of_organisation,
    read_references,
    render_scorecards,
)
from kompass_spec.results.scorecards import score_path
from kompass_spec.results.standings import Choice, gather
from kompass_spec.wording.wording import wording_problems

__all__ = ["show_files", "showing_plugins"]


def showing_plugins(options: PageOptions) -> Plugins:
    """Return the plugins that showing results needs; datasets only where published results are asked for."""
    datasets = ("datasets",) if _asks_for_cohort(options) else ()
    return load_plugins("importers", "scorers", "renderers", "frameworks", *datasets)


def _asks_for_cohort(options: PageOptions) -> bool:
    return bool(options.cohort or options.cohort_country is not None)


@final
@frozen(kw_only=True)
class _Shown:
    """Hold what is shown of one organisation in a file; ``whose`` it is where the file holds several."""

    file: Path
    content: bytes
    whose: Organisation | None


def show_files(options: PageOptions, plugins: Plugins, endings: tuple[str, ...]) -> int:
    """Show every file that is named, or that a named folder holds with one of the ``endings``; return the exit code."""
    several = len(options.files) > 1 or any(is_folder(path) for path in options.files)
    folder = output_folder(options.output, plugins, several=several)
    output = Path(options.output) if options.output is not None and folder is None else None
    renderer = choose_renderer(plugins, options.to, str(output) if output is not None else None)
    if options.json and options.output is None:
        sentence = (
            "With --json, say with -o where the result goes. For scores as JSON use kompass score FILE"
            " --json."
        )
        raise UsageError([Problem("wrong-usage", sentence)])
    files, problems = expand_paths(options.files, endings, folder)
    inputs = [*files, *options.reference]
    refuse_overwriting(output, inputs)
    registry = load_registry(plugins)
    if options.edition is not None:
        registry, edition = chosen_edition(options.edition, registry)
        options = evolve(options, edition=edition)
    show, unpublished = _renders(options, renderer.name, registry, plugins)
    results, failed = collect(files, _scores(options, registry, plugins))
    problems += [*failed, *(one for _, scored in results for one in scored.problems)]
    shown, failed = _shown(results, show, options.organisation, apart=output is None)
    problems += failed
    warnings = [
        *_left_out(plugins, options),
        *unpublished,
        *(one for _, scored in results for one in scored.warnings),
    ]
    if not options.json:
        # Before the results, so that a pipe from them and the warnings do not meet on one terminal.
        warn(warnings)
    if options.output is None:
        for result in shown:
            write_output(result.content)
        placed: list[tuple[_Shown, Path]] = []
    elif folder is None:
        placed = [(result, Path(options.output)) for result in shown]
    else:
        ending = renderer.provided.endings[0]
        placed = [(result, folder / f"{_name(result, options.files)}{ending}") for result in shown]
    refuse_places([(result.file, place) for result, place in placed], inputs)
    written, failed = _written(placed, make_folders=folder is not None)
    problems += failed
    _tell(written, warnings, problems, as_json=options.json)
    contradicted = any(card.contradictions() for _, scored in results for card in scored.scorecards)
    return 1 if problems or (options.strict and contradicted) else 0


def _scores(options: PageOptions, registry: Registry, plugins: Plugins) -> Callable[[Path], Scored]:
    """Return what scores a file as the options ask for."""
    return partial(
        score_path,
        registry=registry,
        plugins=plugins,
        edition=options.edition,
        importer=options.importer,
        limit=options.max_size or DEFAULT_LIMIT,
    )


def _renders(
    options: PageOptions, renderer: str, registry: Registry, plugins: Plugins
) -> tuple[Callable[[Sequence[Scorecard]], bytes], tuple[Problem, ...]]:
    """Return what shows the scorecards of an organisation as the options ask for, and what is left out beside them."""
    limit = options.max_size or DEFAULT_LIMIT
    published = None
    if _asks_for_cohort(options):
        published = gather(Choice(country=options.cohort_country), registry=registry, plugins=plugins)
    show = partial(
        render_scorecards,
        to=renderer,
        year=options.year,
        language=options.lang,
        reference=read_references(options.reference, registry=registry, plugins=plugins, limit=limit),
        order=Order.WEAKEST if options.weakest_first else Order.CODE,
        terminal=_terminal() if options.output is None else None,
        published=published,
        registry=registry,
        plugins=plugins,
    )
    return show, published.problems if published is not None else ()


def _shown(
    results: Sequence[tuple[Path, Scored]],
    show: Callable[[Sequence[Scorecard]], bytes],
    organisation: str | None,
    *,
    apart: bool,
) -> tuple[list[_Shown], list[Problem]]:
    """Return what is shown of every file, of each organisation ``apart`` or not, and what cannot be shown."""
    shown: list[_Shown] = []
    problems: list[Problem] = []
    for file, scored in results:
        try:
            cards = scored.scorecards
            if organisation is not None:
                cards = of_organisation(cards, organisation)
            groups = by_organisation(cards) if apart else (cards,)
        except InputError as error:
            problems += error.in_file(str(file)).problems
            continue
        for group in groups:
            whose = group[0].assessment.organisation if len(groups) > 1 else None
            try:
                shown.append(_Shown(file=file, content=show(group), whose=whose))
            except InputError as error:
                told = error.in_file(str(file))
                # Of several results one may lack what was asked for, such as a year; the others are shown all
                # the same.
                if isinstance(error, UsageError) and len(results) == len(groups) == 1:
                    raise told from error.__cause__
                problems += told.problems
    return shown, problems


def _name(result: _Shown, named: Sequence[Path]) -> str:
    return name_of_result(result.file, named, result.whose).as_posix()


def _written(
    placed: Iterable[tuple[_Shown, Path]], *, make_folders: bool
) -> tuple[list[tuple[Path, Path]], list[Problem]]:
    """Write results to their places; return what was written where, and what could not be."""
    written: list[tuple[Path, Path]] = []
    problems: list[Problem] = []
    for result, place in placed:
        try:
            if make_folders:
                make_folder_of(place)
            write_bytes(place, result.content)
        except InputError as error:
            problems += error.problems
        else:
            written.append((result.file, place))
    return written, problems


def _tell(
    written: Sequence[tuple[Path, Path]],
    warnings: Sequence[Problem],
    problems: Sequence[Problem],
    *,
    as_json: bool,
) -> None:
    """Say what was written where, and what is wrong."""
    if as_json:
        data: dict[str, object] = {
            "written": [{"file": str(file), "output": str(place)} for file, place in written],
            "warnings": [unstructure(warning) for warning in warnings],
        }
        write_json({**data, **error_data(problems)} if problems else data)
        return
    for _, place in written:
        print(f"Written to {place}.")
    complain(problems)


def _left_out(plugins: Plugins, options: PageOptions) -> tuple[Problem, ...]:
    """Return why plugins are left out, and catalogues where the language asked for has none."""
    failures = plugins.told_failures()
    return failures if options.lang is None else (*failures, *wording_problems(options.lang))


def _terminal() -> Terminal | None:
    if not sys.stdout.isatty():
        return None
    colours = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Terminal(width=shutil.get_terminal_size().columns, colours=colours)
