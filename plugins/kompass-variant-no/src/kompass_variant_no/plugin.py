"""Bring the folder of this package, and its message catalogues in Bokmål and Nynorsk, to kompass-spec."""

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from kompass_spec import Catalogue, Framework, hookimpl

kompass_api = 1


class NorwegianFramework:
    """The editions and mappings in this package."""

    name = "norway"

    @property
    def folder(self) -> Traversable:
        """The folder of this package."""
        return files("kompass_variant_no")


class NorwegianCatalogue:
    """The words of reports in one of the two written forms of Norwegian."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def file(self) -> Traversable:
        """The compiled catalogue."""
        return files("kompass_variant_no") / "locale" / self.name / "LC_MESSAGES" / "kompass.mo"


@hookimpl
def kompass_frameworks() -> Sequence[Framework]:
    """Return the one collection of this package."""
    return [NorwegianFramework()]


@hookimpl
def kompass_catalogues() -> Sequence[Catalogue]:
    """Return the catalogues for Bokmål and Nynorsk."""
    return [NorwegianCatalogue("nb"), NorwegianCatalogue("nn")]
