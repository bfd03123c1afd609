"""Contracts: one class of tests for every kind of plugin, for a plugin's own tests to subclass."""

from typing import TYPE_CHECKING

from kompass_spec.lazily import lazy_names

if TYPE_CHECKING:  # the same names as in _HOMES, for type checkers and editors
    from kompass_spec.testing.contracts.base import Contract as Contract
    from kompass_spec.testing.contracts.catalogues import CatalogueContract as CatalogueContract
    from kompass_spec.testing.contracts.converters import ConverterContract as ConverterContract
    from kompass_spec.testing.contracts.datasets import DatasetContract as DatasetContract
    from kompass_spec.testing.contracts.frameworks import FrameworkContract as FrameworkContract
    from kompass_spec.testing.contracts.importers import (
        ImporterContract as ImporterContract,
        Sample as Sample,
    )
    from kompass_spec.testing.contracts.linters import LinterContract as LinterContract
    from kompass_spec.testing.contracts.quiet import QuietContract as QuietContract
    from kompass_spec.testing.contracts.renderers import RendererContract as RendererContract
    from kompass_spec.testing.contracts.requests import RequestContract as RequestContract
    from kompass_spec.testing.contracts.scorers import ScorerContract as ScorerContract

_HOMES = {
    "kompass_spec.testing.contracts.base": ("Contract",),
    "kompass_spec.testing.contracts.catalogues": ("CatalogueContract",),
    "kompass_spec.testing.contracts.converters": ("ConverterContract",),
    "kompass_spec.testing.contracts.datasets": ("DatasetContract",),
    "kompass_spec.testing.contracts.frameworks": ("FrameworkContract",),
    "kompass_spec.testing.contracts.importers": ("ImporterContract", "Sample"),
    "kompass_spec.testing.contracts.linters": ("LinterContract",),
    "kompass_spec.testing.contracts.quiet": ("QuietContract",),
    "kompass_spec.testing.contracts.renderers": ("RendererContract",),
    "kompass_spec.testing.contracts.requests": ("RequestContract",),
    "kompass_spec.testing.contracts.scorers": ("ScorerContract",),
}

__all__ = [*sorted(name for names in _HOMES.values() for name in names)]  # noqa: PLE0604 - the names are written once, in _HOMES

__getattr__ = lazy_names(__name__, _HOMES)
