"""A conversion: what a result on one edition says of another: proved, assumed and adjusted, kept apart."""

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import field, frozen

from kompass_spec.model.certificate import Certificate
from kompass_spec.model.fields import exact, held
from kompass_spec.model.lookups import missing, shortened
from kompass_spec.model.mapping import EditionMapping, Link, Statement
from kompass_spec.model.problems import Problem
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.scorecard import Interval, Scorecard
from kompass_spec.model.tabular import Tabular
from kompass_spec.model.written_on_editions import RecordOfEditions

__all__ = ["Adjusted", "Assumed", "Basis", "Conversion", "Conversions", "Converted", "WeakLink"]


@final
class Basis(Enum):
    """Say how sure a converted item is.

    ``exact``: the conversion adds no uncertainty; ``bounded``: something is proved; ``unknown``: nothing is,
    and the interval is all of [0, maximum].
    """

    EXACT = "exact"
    BOUNDED = "bounded"
    UNKNOWN = "unknown"


@final
@frozen(kw_only=True, field_transformer=held)
class Assumed:
    """Hold the interval in points that holds if the judgements of ``links`` do."""

    interval: Interval
    links: tuple[Link, ...]


@final
@frozen(kw_only=True, field_transformer=held)
class Adjusted:
    """Hold the interval in points by a publisher's rule of thumb.

    ``printed`` is the same rule on the printed figure. ``printed_sum`` is true where no figure is printed for
    the item and the sum of the printed ones stands for it.
    """

    interval: Interval
    statement: Statement
    printed: Interval | None = None
    printed_sum: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class Converted:
    """Hold what is proved of one item of the target edition: ``low`` and ``high`` in points, of ``max``.

    ``max`` is what applies of the item's maximum. What the target edition does not ask of this kind of
    organisation, ``applies`` says so, has 0 of 0 points and is part of no sum. ``low_by_steps`` and
    ``high_by_steps`` say of each end that the conversion's steps, one after the other, prove more than its
    mapping, which is all of them as one.
    """

    code: str
    low: Fraction = field(converter=exact)
    high: Fraction = field(converter=exact)
    max: Fraction = field(converter=exact)
    basis: Basis
    reason: str
    applies: bool = True
    assumed: Assumed | None = None
    adjusted: Adjusted | None = None
    parts: "tuple[Converted, ...]" = ()
    low_by_steps: bool = False
    high_by_steps: bool = False

    @property
    def interval(self) -> Interval:
        """Return the proved bounds in points."""
        return Interval(self.low, self.high)

    def walk(self) -> "Iterator[Converted]":
        """Iterate over this item and all below it, every item before its parts."""
        yield self
        for part in self.parts:
            yield from part.walk()


@final
@frozen(kw_only=True, field_transformer=held)
class WeakLink:
    """Name a link with the points of certainty that it costs: an editor refines the greatest first."""

    link: Link
    cost: Fraction = field(converter=exact)


@final
@frozen(kw_only=True, field_transformer=held)
class Conversion(RecordOfEditions, Tabular):
    """Hold a scorecard as it reads on another edition: derived, never a result of its own.

    ``steps`` are the ids of the mappings that ``mapping`` is composed of, in their order, none of one that
    was authored. ``certificate`` is what every proved end follows from, where that was asked for.
    """

    scorecard: Scorecard
    mapping: EditionMapping
    total: Converted
    weakest_links: tuple[WeakLink, ...] = ()
    steps: tuple[str, ...] = ()
    certificate: "Certificate | None" = field(default=None, eq=False, repr=False)

    @property
    def areas(self) -> tuple[Converted, ...]:
        """Return the areas of the target edition, in its order."""
        return self.total.parts

    # Asked for by code: what takes it for a list is told so, and does not look for an item 0.
    __iter__ = None

    def __getitem__(self, code: str) -> Converted:
        """Return the item of the target edition with this code, or ``total``.

        Raise ``KeyError`` if there is none.
        """
        for item in self.total.walk():
            if item.code == code:
                return item
        raise missing(code, self.called, [item.code for item in self.total.walk()])

    def __contains__(self, code: object) -> bool:
        """Tell whether the total or an item of the target edition has this code."""
        return any(item.code == code for item in self.total.walk())

    @property
    def called(self) -> str:
        """Return on one line which result it is of, and which edition it was converted to."""
        return f"{self.scorecard.assessment.called} as {self.mapping.target.id}"

    def __repr__(self) -> str:
        """Return on one line which result it is of, to which edition, and what is proved of the total."""
        points = f"{self.total.interval:.1f} of {exact_text(self.total.max)} points"
        return shortened(f"Conversion {self.called}: {points}, {self.total.basis.value}")


@final
@frozen(kw_only=True, field_transformer=held)
class Conversions(RecordOfEditions, Tabular):
    """Hold the conversions of one file's scorecards, in its order, and the warnings of its import."""

    conversions: tuple[Conversion, ...]
    warnings: tuple[Problem, ...] = ()
