"""The library: what a plugin may ask of all that is installed, whoever keeps it."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kompass_spec.model.edition import Edition

if TYPE_CHECKING:
    from kompass_spec.model.organisation import Organisation

__all__ = ["Library"]


class Library(Mapping[str, Edition]):
    """Hold editions by their ids, read like a mapping, and the organisations that can be recognised.

    ``library[id]`` is the newest release, ``library["id@version"]`` exactly that one; what is not there
    raises ``KeyError``. A registry is a library, and so is what a test makes for a plugin.

    >>> from kompass_spec import load_registry
    >>> isinstance(load_registry(), Library)
    True
    """

    __slots__ = ()

    @abstractmethod
    def find(self, edition: str) -> Edition:
        """Return the edition with this id, or ``id@version``.

        Raise ``InputError`` that names those that there are, if there is none such.
        """

    @abstractmethod
    def organisations(self) -> "tuple[Organisation, ...]":
        """Return the organisations of every register."""
