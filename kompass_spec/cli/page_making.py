"""What is asked of pages, whether few or many are made, and what is said of those that were written."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kompass_spec.cli.output import complain, error_data, tell_where, write_json
from kompass_spec.cli.page_options import PageOptions
from kompass_spec.documents.disk import DEFAULT_LIMIT
from kompass_spec.documents.problems import problems_data
from kompass_spec.model.problems import Problem
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.requests import Order, Terminal
from kompass_spec.registry.registry import load_registry
from kompass_spec.results.pages import Pages, reporter

if TYPE_CHECKING:
    from kompass_spec.results.standings import Choice

__all__ = ["ask_for_pages", "say_written", "showing_plugins"]


def showing_plugins(options: PageOptions) -> Plugins:
    """Return the plugins that showing results needs; datasets only where published results are asked for."""
    datasets = ("datasets",) if _choice(options) is not None else ()
    return load_plugins("importers", "scorers", "renderers", "frameworks", *datasets, isolate=options.isolate)


def _choice(options: PageOptions) -> "Choice | None":
    """Return which published results are asked for, ``None`` where none are."""
    if not options.cohort and options.cohort_country is None:
        return None
    from kompass_spec.results.standings import Choice

    return Choice(country=options.cohort_country)


def ask_for_pages(
    options: PageOptions, plugins: Plugins, output: Path | None, terminal: Terminal | None
) -> Callable[[Iterable[Path]], Pages]:
    """Return what makes the pages that are asked for; ``output`` is the one file they go into, if any."""
    return reporter(
        to=options.to,
        output=str(output) if output is not None else None,
        year=options.year,
        language=options.lang,
        organisation=options.organisation,
        reference=options.reference,
        order=Order.WEAKEST if options.weakest_first else Order.CODE,
        terminal=terminal,
        published=_choice(options),
        look=options.look,
        edition=options.edition,
        importer=options.importer,
        decided=options.decided,
        limit=options.max_size or DEFAULT_LIMIT,
        apart=output is None,
        registry=load_registry(plugins),
        plugins=plugins,
    )


def say_written(
    written: Sequence[tuple[Path, Path]],
    warnings: Sequence[Problem],
    problems: Sequence[Problem],
    *,
    as_json: bool,
    index: Path | None = None,
    language: str | None = None,
) -> None:
    """Say what was written where, the ``index`` last, and what is wrong, which is said in English."""
    if as_json:
        data: dict[str, object] = {
            "written": [{"file": str(file), "output": str(place)} for file, place in written],
            "warnings": problems_data(warnings),
        }
        if index is not None:
            data["index"] = str(index)
        write_json({**data, **error_data(problems)} if problems else data)
        return
    for _, place in written:
        tell_where(place, language or "en")
    if index is not None:
        tell_where(index, language or "en")
    complain(problems)
