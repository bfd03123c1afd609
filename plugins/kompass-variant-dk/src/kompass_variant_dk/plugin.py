"""Bring the folder of this package, and its Danish message catalogue, to kompass-spec."""

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from kompass_spec import Catalogue, Framework, hookimpl

kompass_api = 1


class DanishFramework:
    """The edition and mappings in this package."""

    name = "denmark"

    @property
    def folder(self) -> Traversable:
        """The folder of this package."""
        return files("kompass_variant_dk")


class DanishCatalogue:
    """The words of reports in Danish."""

    name = "da"

    @property
    def file(self) -> Traversable:
        """The compiled catalogue."""
        return files("kompass_variant_dk") / "locale" / "da" / "LC_MESSAGES" / "kompass.mo"


@hookimpl
def kompass_frameworks() -> Sequence[Framework]:
    """Return the one collection of this package."""
    return [DanishFramework()]


@hookimpl
def kompass_catalogues() -> Sequence[Catalogue]:
    """Return the catalogue for Danish."""
    return [DanishCatalogue()]
