"""What is verified: the ledger of one framework with its folder, and what else is installed."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import final

from attrs import field, frozen

from kompass_spec.documents.plain import parse_json
from kompass_spec.registry.ledger import Entry, Ledger
from kompass_spec.registry.registry import Registry
from kompass_spec.registry.stored import verified_bytes
from kompass_spec.releases.step_rules import STEP_RULES, StepRules

__all__ = ["Subject", "readable_bytes"]


@final
@frozen(kw_only=True)
class Subject:
    """Hold what is verified: a framework's folder and ledger, its name for messages, and what is installed.

    ``rules`` are the rules of steps by their number. ``unchecked`` gathers on the way what could not be
    checked, each with the reason.
    """

    folder: Traversable = field(repr=False)
    ledger: Ledger = field(repr=False)
    name: str
    registry: Registry = field(repr=False)
    rules: Mapping[int, StepRules] = field(default=STEP_RULES, repr=False)
    unchecked: list[str] = field(factory=list)

    def file_of(self, entry: Entry) -> str:
        """Return the file of a release with the framework's name, for messages."""
        return f"{self.name}: {entry.file}"

    def bytes_of(self, entry: Entry) -> bytes | None:
        """Return the bytes of a release, ``None`` where they cannot be read."""
        return readable_bytes(self.folder, entry)


def readable_bytes(folder: Traversable, entry: Entry) -> bytes | None:
    """Return the bytes of a release, ``None`` where they are altered or no JSON.

    What is wrong with them is found when the files are verified.
    """
    try:
        content = verified_bytes(folder, entry, entry.file)
        parse_json(content.decode())
    except ValueError:  # an InputError is one, and so is what is not UTF-8
        return None
    return content
