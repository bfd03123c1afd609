"""The evaluation framework Kommunkompassen as code.

Everything that a program needs stands here by name and is imported when it is first used, so that
``import kompass_spec`` costs nothing.

>>> import kompass_spec
>>> kompass_spec.Interval(0, 15).width
Fraction(15, 1)
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "kompass_spec.checking": ("Checked", "check_installed", "check_paths"),
    "kompass_spec.hooks": (
        "Framework",
        "ImportRequest",
        "Imported",
        "Importer",
        "Order",
        "Reference",
        "RenderRequest",
        "Renderer",
        "ScoreRequest",
        "Scorer",
        "Terminal",
        "hookimpl",
    ),
    "kompass_spec.importing": ("import_document", "import_path"),
    "kompass_spec.model": (
        "Area",
        "Assessment",
        "Comparability",
        "Completeness",
        "Criterion",
        "Discrepancy",
        "DiscrepancyKind",
        "Edition",
        "Evaluator",
        "Evidence",
        "EvidenceKind",
        "Finding",
        "FindingKind",
        "Heading",
        "Interval",
        "Misprint",
        "Note",
        "Observation",
        "Organisation",
        "OrganisationKind",
        "Passage",
        "PrintedHeading",
        "Quantity",
        "Question",
        "Score",
        "Scorecard",
        "Source",
        "SourceFile",
        "Text",
    ),
    "kompass_spec.plugins": ("Plugin", "PluginFailure", "Plugins", "load_plugins"),
    "kompass_spec.problems": ("InputError", "Problem", "UsageError"),
    "kompass_spec.registry": ("Registry", "load_registry"),
    "kompass_spec.rendering": ("render_scorecards",),
    "kompass_spec.reporting": ("report_path",),
    "kompass_spec.scoring": ("Scored", "score_assessment", "score_path"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["__version__", *sorted(_HOME_OF)]  # noqa: PLE0604 - the names are written once, in _HOMES


def __getattr__(name: str) -> Any:
    """Import a public name from the module that defines it."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return __all__
