"""An edition mapping: what of one edition corresponds to what of another, how surely, and who says so."""

from enum import Enum
from typing import final

from attrs import evolve, field, frozen

from kompass_spec.model.edition import Edition, Source
from kompass_spec.model.fields import held
from kompass_spec.model.lookups import shortened
from kompass_spec.model.mapping_parts import (
    Change,
    Level,
    Link,
    Reading,
    Relation,
    Share,
    Statement,
    Unlinked,
)
from kompass_spec.model.mapping_rules import mapping_problems
from kompass_spec.model.problems import InputError
from kompass_spec.model.written_on_editions import RecordOfEditions

__all__ = [
    "Change",
    "EditionMapping",
    "Level",
    "Link",
    "MappingStatus",
    "Reading",
    "Relation",
    "Share",
    "Statement",
    "Unlinked",
]


@final
class MappingStatus(Enum):
    """Say how far a mapping has come: ``draft`` by its authors, ``reviewed`` by somebody else."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


@final
@frozen(kw_only=True, field_transformer=held)
class EditionMapping(RecordOfEditions):
    """Hold the authored correspondence between two editions.

    ``source_release`` and ``target_release`` pin the major version of each edition's release. ``levels`` are
    those at which every code of both editions is accounted for: linked, ``dropped`` (of the source) or
    ``new`` (of the target). ``covered`` names the codes of the target that the links cover wholly,
    ``covered_source`` those of the source. ``release`` is the semantic version of this encoding, ``None`` of
    a mapping that was composed. Two are equal also where what they list stands in another order. Raise
    ``InputError`` with every broken rule when it is built.
    """

    source: Edition = field(repr=lambda edition: edition.id)
    target: Edition = field(repr=lambda edition: edition.id)
    source_release: int
    target_release: int
    levels: tuple[Level, ...]
    links: tuple[Link, ...] = field(eq=frozenset)
    dropped: tuple[Unlinked, ...] = field(default=(), eq=frozenset)
    new: tuple[Unlinked, ...] = field(default=(), eq=frozenset)
    covered: tuple[str, ...] = field(default=(), eq=frozenset)
    covered_source: tuple[str, ...] = field(default=(), eq=frozenset)
    statements: tuple[Statement, ...] = field(default=(), eq=frozenset)
    sources: tuple[Source, ...] = ()
    authors: tuple[str, ...] = ()
    status: MappingStatus = MappingStatus.DRAFT
    release: str | None = None

    def __attrs_post_init__(self) -> None:
        """Check that the mapping is well formed."""
        problems = list(mapping_problems(self))
        if problems:
            raise InputError(problems)

    @property
    def id(self) -> str:
        """Return the name of the mapping, which is made of its editions."""
        return f"{self.source.id}-to-{self.target.id}"

    def __repr__(self) -> str:
        """Return on one line which mapping it is, its release, how many links it has and its status."""
        release = "" if self.release is None else f"@{self.release}"
        return shortened(f"EditionMapping {self.id}{release}: {len(self.links)} links, {self.status.value}")

    def invert(self) -> "EditionMapping":
        """Return the mapping from the target to the source; a statement keeps its own direction."""
        return evolve(
            self,
            source=self.target,
            target=self.source,
            source_release=self.target_release,
            target_release=self.source_release,
            links=tuple(link.inverse() for link in self.links),
            dropped=tuple(_reversed(unlinked) for unlinked in self.new),
            new=tuple(_reversed(unlinked) for unlinked in self.dropped),
            covered=self.covered_source,
            covered_source=self.covered,
        )


def _reversed(unlinked: Unlinked) -> Unlinked:
    """Return the same code as a mapping in the other direction gives its reasons."""
    return evolve(unlinked, reasons=unlinked.reasons[::-1], cited=unlinked.cited[::-1])
