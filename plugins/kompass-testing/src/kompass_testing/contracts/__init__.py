"""Contracts: one class of tests for every kind of plugin, for a plugin's own tests to subclass."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # type checkers read the names of the tables below from `__all__` of each module
    from kompass_testing.contracts.base import *
    from kompass_testing.contracts.catalogues import *
    from kompass_testing.contracts.commands import *
    from kompass_testing.contracts.containers import *
    from kompass_testing.contracts.converters import *
    from kompass_testing.contracts.datasets import *
    from kompass_testing.contracts.frameworks import *
    from kompass_testing.contracts.importers import *
    from kompass_testing.contracts.linters import *
    from kompass_testing.contracts.quiet import *
    from kompass_testing.contracts.renderers import *
    from kompass_testing.contracts.requests import *
    from kompass_testing.contracts.scorers import *
    from kompass_testing.contracts.sheet_renderers import *
    from kompass_testing.contracts.templates import *

_HOMES = {
    "CatalogueContract": "catalogues",
    "CommandContract": "commands",
    "ContainerContract": "containers",
    "Contract": "base",
    "ConverterContract": "converters",
    "DatasetContract": "datasets",
    "DocumentSample": "containers",
    "FrameworkContract": "frameworks",
    "ImporterContract": "importers",
    "LinterContract": "linters",
    "QuietContract": "quiet",
    "RendererContract": "renderers",
    "RequestContract": "requests",
    "Sample": "importers",
    "ScorerContract": "scorers",
    "SheetRendererContract": "sheet_renderers",
    "TemplateContract": "templates",
}

__all__ = [*sorted(_HOMES)]  # noqa: PLE0604 - the names are written once, in _HOMES


def __getattr__(name: str) -> Any:
    """Import a contract when it is used: one of them needs no Hypothesis, and all need pytest."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
