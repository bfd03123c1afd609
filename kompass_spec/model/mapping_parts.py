"""What a mapping is made of: links, codes without a counterpart, and statements of publishers."""

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import Protocol, final

from attrs import evolve, field, frozen

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.edition import Edition, Source
from kompass_spec.model.fields import exact, exact_or_none, held
from kompass_spec.model.texts import Text

__all__ = [
    "Change",
    "Level",
    "Link",
    "MappingParts",
    "Reading",
    "Relation",
    "Share",
    "Statement",
    "Unlinked",
    "ordered_changes",
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

    low: Fraction = field(converter=exact)
    high: Fraction = field(converter=exact)

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
    confidence: Fraction | None = field(default=None, converter=exact_or_none)
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
    low: Fraction | None = field(default=None, converter=exact_or_none)
    high: Fraction | None = field(default=None, converter=exact_or_none)
    areas: tuple[str, ...] = ()


class MappingParts(Protocol):
    """Give what the rules of a mapping read: of one that is built, or of a file of which some cannot be read.

    The rules stand below the class that keeps them, so they name what they need and not the class.
    """

    @property
    def source(self) -> Edition:
        """Return the edition that the links lead from."""

    @property
    def target(self) -> Edition:
        """Return the edition that the links lead to."""

    @property
    def source_release(self) -> int:
        """Return the pinned major version of the source's release."""

    @property
    def target_release(self) -> int:
        """Return the pinned major version of the target's release."""

    @property
    def levels(self) -> tuple[Level, ...]:
        """Return the levels at which every code of both editions is accounted for."""

    @property
    def links(self) -> tuple[Link, ...]:
        """Return the links."""

    @property
    def dropped(self) -> tuple[Unlinked, ...]:
        """Return the codes of the source that have no counterpart."""

    @property
    def new(self) -> tuple[Unlinked, ...]:
        """Return the codes of the target that have no counterpart."""

    @property
    def covered(self) -> tuple[str, ...]:
        """Return the codes of the target that links cover wholly."""

    @property
    def covered_source(self) -> tuple[str, ...]:
        """Return the codes of the source that links cover wholly."""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Return what publishers have said about comparing the two editions."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the sources that are cited."""

    @property
    def authors(self) -> tuple[str, ...]:
        """Return the names of those who wrote the mapping."""

    @property
    def release(self) -> str | None:
        """Return the version of the encoding, ``None`` of a mapping that was composed."""


def ordered_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes once each, in the order of the enumeration; ``same`` only where there is no other.

    >>> ordered_changes([Change.RENAMED, Change.SAME, Change.REWORDED])
    (<Change.REWORDED: 'reworded'>, <Change.RENAMED: 'renamed'>)
    """
    given = set(changes)
    if len(given) > 1:
        given.discard(Change.SAME)
    return tuple(change for change in Change if change in given)
