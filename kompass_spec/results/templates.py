"""Make files to carry out evaluations in, by the templates that plugins bring."""

from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.plugins.calls import call_plugin
from kompass_spec.plugins.hooks import Template
from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.plugins.requests import TemplateRequest
from kompass_spec.registry.registry import Registry
from kompass_spec.results.installed import plugins_or_installed, registry_or_installed

__all__ = ["make_template"]


def make_template(
    edition: str,
    *,
    to: str | None = None,
    output: str | None = None,
    language: str | None = None,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
) -> bytes:
    """Return a file to carry out an evaluation in on the edition with this id, or ``id@version``.

    ``to`` names the template, else the ending of ``output`` decides on it; ``language`` is a BCP 47 tag, the
    edition's own unless given. Raise ``UsageError`` where there is no such edition or template,
    ``InputError`` where nothing of the edition can be answered.

    >>> make_template("se-2016", output="evaluation.xlsx")[:2]
    b'PK'
    """
    check_arguments(make_template, locals())
    registry = registry_or_installed(registry)
    found = registry.find(edition)
    chosen = _chosen(plugins_or_installed(plugins, "templates"), to, output)
    request = TemplateRequest(
        edition=found,
        registry=registry,
        language=language or found.language,
        digest=registry.digest(found),
    )
    template: Template = chosen.provided
    result: bytes = call_plugin(chosen, lambda: template.make(request), bytes)
    return result


def _chosen(plugins: Plugins, to: str | None, output: str | None) -> Plugin:
    """Return the template that is named, else the one for the ending; raise ``UsageError`` where none is."""
    if to is not None:
        return plugins.choose("templates", to)
    chosen = plugins.choose_by_ending("templates", output or "")
    if chosen is not None:
        return chosen
    endings = sorted(
        {ending for plugin in plugins.of_kind("templates") for ending in plugin.provided.endings}
    )
    sentence = (
        f"No template makes a file that ends so; there are templates for {', '.join(endings)}. Give the"
        " file such an ending, or choose a template with `to=`."
    )
    if not endings:
        sentence = plugins.why_none("templates", "kompass-xlsx")
    raise UsageError([Problem("unknown-plugin", sentence, output)])
