"""Report: import, score and show a file in one step."""

from collections.abc import Sequence
from pathlib import Path

from kompass_spec.cohorting import Gathered
from kompass_spec.model import Scorecard
from kompass_spec.plugins import Plugins, load_plugins
from kompass_spec.problems import InputError
from kompass_spec.reading import DEFAULT_LIMIT
from kompass_spec.registry import Registry, chosen_edition, load_registry
from kompass_spec.rendering import choose_renderer, newest_first, render_scorecards
from kompass_spec.requests import Order, Terminal
from kompass_spec.scoring import Scored, score_path

__all__ = ["read_references", "report_path"]


def report_path(
    path: Path | str,
    *,
    to: str | None = None,
    output: str | None = None,
    year: int | None = None,
    language: str | None = None,
    reference: Sequence[Path] = (),
    order: Order = Order.CODE,
    terminal: Terminal | None = None,
    published: Gathered | None = None,
    edition: str | None = None,
    importer: str | None = None,
    limit: int = DEFAULT_LIMIT,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
) -> tuple[bytes, Scored]:
    """Return the report on a file as bytes, and the scorecards behind it with the warnings of the import.

    The renderer is the one named ``to``, else the one for the ending of ``output``, else that for text; the
    rest is as for ``score_path`` and ``render_scorecards``. Nothing is written. Raise ``InputError`` with
    everything that is wrong with the file.

    >>> page, scored = report_path(Path("docs/examples/ornskoldsvik-2017.md"), to="html", language="en")
    >>> page[:15], len(scored.scorecards)
    (b'<!DOCTYPE html>', 3)
    """
    plugins = plugins or load_plugins("importers", "scorers", "renderers")
    registry = registry if registry is not None else load_registry()
    if edition is not None:
        registry, edition = chosen_edition(edition, registry)
    renderer = choose_renderer(plugins, to, output)
    scored = score_path(
        path, registry=registry, plugins=plugins, edition=edition, importer=importer, limit=limit
    ).whole()
    try:
        shown = render_scorecards(
            scored.scorecards,
            to=renderer.name,
            year=year,
            language=language,
            reference=read_references(reference, registry=registry, plugins=plugins, limit=limit),
            order=order,
            terminal=terminal,
            published=published,
            registry=registry,
            plugins=plugins,
        )
    except InputError as error:
        raise error.in_file(str(path)) from error.__cause__
    return shown, scored


def read_references(
    paths: Sequence[Path], *, registry: Registry, plugins: Plugins, limit: int = DEFAULT_LIMIT
) -> tuple[Scorecard, ...]:
    """Return the newest scorecard of every file, to compare a result with."""
    return tuple(
        newest_first(score_path(path, registry=registry, plugins=plugins, limit=limit).whole().scorecards)[0]
        for path in paths
    )
