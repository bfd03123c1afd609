"""Lay out sheets: the one way from what is said to a file of any format."""

from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.model.sheet import Sheet
from kompass_spec.plugins.calls import call_plugin
from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.plugins.requests import Look, SheetRequest, Terminal
from kompass_spec.results.installed import plugins_or_installed

__all__ = ["is_laid_out", "kinds_of", "lay_out", "renderers_of"]

DEFAULT_RENDERER = "text"


def kinds_of(renderer: Plugin) -> tuple[str, ...]:
    """Return the kinds of sheets that a renderer lays out, none where it only shows scorecards."""
    return tuple(getattr(renderer.provided, "kinds", ()))


def is_laid_out(renderer: Plugin, kind: str) -> bool:
    """Tell whether a renderer lays out sheets of a kind."""
    return kind in kinds_of(renderer)


def renderers_of(kind: str, plugins: Plugins) -> tuple[Plugin, ...]:
    """Return the renderers that lay out sheets of a kind, by name."""
    return tuple(renderer for renderer in plugins.of_kind("renderers") if is_laid_out(renderer, kind))


def lay_out(
    sheet: Sheet,
    *,
    to: str | None = None,
    output: str | None = None,
    terminal: Terminal | None = None,
    look: Look | None = None,
    plugins: Plugins | None = None,
) -> bytes:
    """Return a sheet as a renderer lays it out.

    The renderer is the one named ``to``, else the one for the ending of ``output``, else that for text. Raise
    ``UsageError`` where there is none, or where it does not lay out sheets of this kind.
    """
    check_arguments(lay_out, locals())
    plugins = plugins_or_installed(plugins, "renderers")
    chosen = _renderer_for(sheet.kind, to, output, plugins)
    request = SheetRequest(sheet=sheet, terminal=terminal, look=look or Look())
    provided = chosen.provided
    content: bytes = call_plugin(chosen, lambda: provided.lay_out(request), bytes)
    return content


def _renderer_for(kind: str, to: str | None, output: str | None, plugins: Plugins) -> Plugin:
    fitting = renderers_of(kind, plugins)
    if to is not None:
        chosen = plugins.choose("renderers", to)
    elif output is None or "." not in output.rpartition("/")[2]:
        chosen = plugins.choose("renderers", DEFAULT_RENDERER)
    else:
        found = plugins.choose_by_ending("renderers", output)
        if found is None:
            raise UsageError([Problem("unknown-plugin", _none_ends_so(kind, fitting, plugins), output)])
        chosen = found
    if chosen not in fitting:
        names = ", ".join(renderer.name for renderer in fitting) or "none"
        sentence = (
            f"The renderer {chosen.name!r} does not lay out sheets of the kind {kind}. Those that do:"
            f" {names}."
        )
        raise UsageError([Problem("unknown-plugin", sentence, output)])
    return chosen


def _none_ends_so(kind: str, fitting: tuple[Plugin, ...], plugins: Plugins) -> str:
    endings = sorted({ending for renderer in fitting for ending in renderer.provided.endings})
    if not endings:
        return plugins.why_none("renderers", "kompass-render-html")
    return (
        f"No renderer writes a sheet of the kind {kind} into a file that ends so; there are renderers for"
        f" {', '.join(endings)}. Choose another ending, or name the renderer."
    )
