"""Bring the published results in this package to kompass-spec."""

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from kompass_spec import ResultDataset, hookimpl

kompass_api = 1


class NordicResults:
    """The published evaluations in ``results.toml``."""

    name = "nordic"

    @property
    def file(self) -> Traversable:
        """The file in this package."""
        return files("kompass_results_nordic") / "results.toml"


@hookimpl
def kompass_datasets() -> Sequence[ResultDataset]:
    """Return the one dataset of this package."""
    return [NordicResults()]
