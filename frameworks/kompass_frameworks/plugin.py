"""Bring the folder of this package to kompass-spec."""

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable

from kompass_spec import Framework, hookimpl

kompass_api = 1


class SwedishFramework:
    """The editions and organisations in this package."""

    name = "sweden"

    @property
    def folder(self) -> Traversable:
        """The folder of this package."""
        return files("kompass_frameworks")


@hookimpl
def kompass_frameworks() -> Sequence[Framework]:
    """Return the one collection of this package."""
    return [SwedishFramework()]
