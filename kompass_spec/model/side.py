"""The two sides of a mapping, and what its links and the mapping itself say of each."""

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import final

from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping_parts import Link, MappingParts, Relation, Share, Unlinked

__all__ = ["Side"]

_WHOLE, _NOTHING = Fraction(1), Fraction(0)


@final
class Side(Enum):
    """Name a side of a mapping; its methods read of links and mappings what stands on that side.

    >>> Side.SOURCE.other, Side.TARGET.share_key, Side.SOURCE.unlinked_key, Side.TARGET.covered_key
    (<Side.TARGET: 'target'>, 'of_target', 'dropped', 'covered')
    """

    SOURCE = "source"
    TARGET = "target"

    @property
    def other(self) -> "Side":
        """Return the side across."""
        return Side.TARGET if self is Side.SOURCE else Side.SOURCE

    @property
    def share_key(self) -> str:
        """Return the key of a link under which a file gives this side's share in common."""
        return f"of_{self.value}"

    @property
    def unlinked_key(self) -> str:
        """Return the key under which a file lists the codes of this side that have no counterpart."""
        return "dropped" if self is Side.SOURCE else "new"

    @property
    def covered_key(self) -> str:
        """Return the key under which a file lists the codes of this side that links cover wholly."""
        return "covered_source" if self is Side.SOURCE else "covered"

    def of(self, link: Link) -> tuple[str, ...]:
        """Return the codes that a link names on this side."""
        return link.source if self is Side.SOURCE else link.target

    def linked(self, links: Iterable[Link]) -> set[str]:
        """Return all codes that links name on this side."""
        return {code for link in links for code in self.of(link)}

    def share(self, link: Link) -> Share | None:
        """Return the share of this side's weight that a link says is in common, ``None`` if it says none."""
        return link.of_source if self is Side.SOURCE else link.of_target

    def is_whole(self, relation: Relation) -> bool:
        """Tell whether a relation says that all of this side is in common."""
        part = Relation.SUBSET_OF if self is Side.SOURCE else Relation.SUPERSET_OF
        return relation is Relation.EQUAL or relation is part

    def bounds(self, link: Link) -> tuple[Fraction, Fraction]:
        """Return the bounds of the share in common: 1 where the relation says so, 0 to 1 if nobody knows."""
        if self.is_whole(link.relation):
            return _WHOLE, _WHOLE
        share = self.share(link)
        return (share.low, share.high) if share is not None else (_NOTHING, _WHOLE)

    def edition(self, mapping: MappingParts) -> Edition:
        """Return the edition of this side."""
        return mapping.source if self is Side.SOURCE else mapping.target

    def release(self, mapping: MappingParts) -> int:
        """Return the major version of the edition's release that a mapping pins."""
        return mapping.source_release if self is Side.SOURCE else mapping.target_release

    def unlinked(self, mapping: MappingParts) -> tuple[Unlinked, ...]:
        """Return the codes of this side that have no counterpart, with the reasons."""
        return mapping.dropped if self is Side.SOURCE else mapping.new

    def covered(self, mapping: MappingParts) -> tuple[str, ...]:
        """Return the codes of this side that the links are stated to cover wholly."""
        return mapping.covered_source if self is Side.SOURCE else mapping.covered
