"""Make the sheet of a comparison: choose the reference, read what it needs, and compose."""

from kompass_spec.model import CitedMean, CitedResult, Scorecard
from kompass_spec.model.comparison import Comparison
from kompass_spec.model.organisation import same_organisation
from kompass_spec.model.sheet import Sheet
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.registry import Registry
from kompass_spec.results.comparisons import pair_up
from kompass_spec.results.installed import plugins_or_installed, registry_or_installed
from kompass_spec.sheets.comparison import compose_comparison, pairs_needed

__all__ = ["comparison_sheet"]


def comparison_sheet(
    comparison: Comparison,
    *,
    language: str | None = None,
    asked: Scorecard | None = None,
    questions: bool = False,
    means: tuple[CitedMean, ...] = (),
    results: tuple[CitedResult, ...] = (),
    registry: Registry | None = None,
    plugins: Plugins | None = None,
) -> Sheet:
    """Return the sheet of a comparison in a language, given by its BCP 47 tag, else in the newest edition's.

    Where results are of several organisations, all are compared with the newest of the one ``asked`` about,
    else of the first column. ``questions`` says that those were asked for too.
    """
    registry = registry_or_installed(registry)
    plugins = plugins_or_installed(plugins, "converters")
    reference = _reference(comparison, asked)
    pairs = pairs_needed(comparison, registry, reference)
    return compose_comparison(
        comparison,
        registry=registry,
        language=language or _own_language(comparison, registry),
        questions=questions,
        reference=reference,
        pairings=pair_up(comparison, pairs, registry=registry, plugins=plugins),
        means=means,
        results=results,
    )


def _own_language(comparison: Comparison, registry: Registry) -> str:
    newest = comparison.columns[-1].assessment
    edition = registry.get(newest.release_key) or registry.get(newest.edition)
    return edition.language if edition is not None else "en"


def _reference(comparison: Comparison, asked: Scorecard | None) -> int | None:
    """Return the newest column of the organisation asked about, ``None`` where all are of one."""
    organisations = [card.assessment.organisation for card in comparison.columns]
    whose = asked.assessment.organisation if asked is not None else organisations[0]
    own = [index for index, known in enumerate(organisations) if same_organisation(known, whose)]
    if not own or len(own) == len(organisations):
        return None
    return own[-1]
