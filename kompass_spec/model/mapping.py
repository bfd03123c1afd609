"""An edition mapping: what of one edition corresponds to what of another, how surely, and who says so."""

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import Any, final

from attrs import evolve, field, frozen

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.edition import Edition, Source
from kompass_spec.model.fields import held
from kompass_spec.model.mapping_rules import mapping_problems
from kompass_spec.model.problems import InputError
from kompass_spec.model.texts import Text

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
class Relation(Enum):
    """Say how the content of a link's source stands to that of its target, in the set sense of NIST IR 8477.

    ``equal``: the same content; ``subset-of``: the source is a part of the target; ``superset-of``: the
    target is a part of the source; ``intersects``: they have something in common. ``equivalent`` is weaker
    than all of them: somebody judges the two comparable, and nothing is proved.
    """

    EQUAL = "equal"
    EQUIVALENT = "equivalent"
    SUBSET_OF = "subset-of"
    SUPERSET_OF = "superset-of"
    INTERSECTS = "intersects"

    @property
    def inverse(self) -> "Relation":
        """Return the relation as seen from the target."""
        return {Relation.SUBSET_OF: Relation.SUPERSET_OF, Relation.SUPERSET_OF: Relation.SUBSET_OF}.get(
            self, self
        )


@final
class Change(Enum):
    """Say for a reader what happened to an item from the source to the target."""

    SAME = "same"
    REWORDED = "reworded"
    RENAMED = "renamed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    EXTENDED = "extended"
    REDUCED = "reduced"

    @property
    def inverse(self) -> "Change":
        """Return the change as seen from the target."""
        pairs = {
            Change.SPLIT: Change.MERGED,
            Change.MERGED: Change.SPLIT,
            Change.EXTENDED: Change.REDUCED,
            Change.REDUCED: Change.EXTENDED,
        }
        return pairs.get(self, self)


@final
class Level(Enum):
    """Name the levels of an edition for which a mapping can account."""

    AREAS = "areas"
    HEADINGS = "headings"
    QUESTIONS = "questions"
    CRITERIA = "criteria"


@final
class MappingStatus(Enum):
    """Say how far a mapping has come: ``draft`` by its authors, ``reviewed`` by somebody else."""

    DRAFT = "draft"
    REVIEWED = "reviewed"


@final
class Reading(Enum):
    """Say whose reading a link is: the ``publisher`` of an edition said it, or it is the ``authors``' own."""

    PUBLISHER = "publisher"
    AUTHORS = "authors"


@final
@frozen(field_transformer=held)
class Share:
    """Hold a share of an item's weight that lies from ``low`` to ``high``, fractions above 0 and up to 1.

    >>> Share(Fraction(1, 2), Fraction(3, 4)).is_exact
    False
    """

    low: Fraction
    high: Fraction

    @property
    def is_exact(self) -> bool:
        """Tell whether the share is known exactly."""
        return self.low == self.high


@final
@frozen(kw_only=True, field_transformer=held)
class Link:
    """Join codes of the source edition with codes of the target; several on one side mean their union.

    Two are equal also where codes, reasons or citations stand in another order. ``of_source`` and
    ``of_target`` are the shares of each side's weight that is in common, ``None`` where nobody knows them.
    ``confidence`` is a fraction from 0 to 1. ``reasons`` and ``cited`` run from source to target; a composed
    link has those of every step. ``assumed`` is true where the relation rests on an ``equivalent`` one.
    """

    source: tuple[str, ...] = field(eq=frozenset)
    target: tuple[str, ...] = field(eq=frozenset)
    relation: Relation
    changes: tuple[Change, ...]
    reasons: tuple[Text, ...] = field(eq=frozenset)
    reading: Reading
    cited: tuple[str, ...] = field(default=(), eq=frozenset)
    of_source: Share | None = None
    of_target: Share | None = None
    confidence: Fraction | None = None
    assumed: bool = False

    @property
    def is_assumed(self) -> bool:
        """Tell whether the link proves nothing: it is a judgement, or rests on one."""
        return self.assumed or self.relation is Relation.EQUIVALENT

    def inverse(self) -> "Link":
        """Return the link as seen from the target."""
        return evolve(
            self,
            source=self.target,
            target=self.source,
            relation=self.relation.inverse,
            changes=ordered_changes(change.inverse for change in self.changes),
            reasons=self.reasons[::-1],
            cited=self.cited[::-1],
            of_source=self.of_target,
            of_target=self.of_source,
        )


@final
@frozen(kw_only=True, field_transformer=held)
class Unlinked:
    """Say that a code has no counterpart on the other side, and why."""

    code: str
    reasons: tuple[Text, ...] = field(eq=frozenset)
    cited: tuple[str, ...] = field(default=(), eq=frozenset)


@final
@frozen(kw_only=True, field_transformer=held)
class Statement:
    """Hold what a publisher has said about comparing a result on ``edition`` with results on ``other``.

    ``low`` and ``high`` are the points to add to ``item`` of a result on ``edition``, ``None`` where no
    figure was given; ``areas`` are the codes of ``edition`` that were named as changed most.
    """

    text: Text
    edition: str
    other: str
    cited: str
    item: str = TOTAL
    low: Fraction | None = None
    high: Fraction | None = None
    areas: tuple[str, ...] = ()


@final
@frozen(kw_only=True, field_transformer=held)
class EditionMapping:
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

    def invert(self) -> "EditionMapping":
        """Return the mapping from the target to the source; a statement keeps its own direction."""
        swapped: dict[str, Any] = {
            "source": self.target,
            "target": self.source,
            "source_release": self.target_release,
            "target_release": self.source_release,
            "links": tuple(link.inverse() for link in self.links),
            "dropped": tuple(_reversed(one) for one in self.new),
            "new": tuple(_reversed(one) for one in self.dropped),
            "covered": self.covered_source,
            "covered_source": self.covered,
        }
        return evolve(self, **swapped)


def ordered_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes once each, in the order of the enumeration; ``same`` only where there is no other.

    >>> ordered_changes([Change.RENAMED, Change.SAME, Change.REWORDED])
    (<Change.REWORDED: 'reworded'>, <Change.RENAMED: 'renamed'>)
    """
    given = set(changes)
    if len(given) > 1:
        given.discard(Change.SAME)
    return tuple(change for change in Change if change in given)


def _reversed(one: Unlinked) -> Unlinked:
    return evolve(one, reasons=one.reasons[::-1], cited=one.cited[::-1])
