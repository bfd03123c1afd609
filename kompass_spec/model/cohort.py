"""A cohort: results of one edition together, and where one stands among those that were published."""

from enum import Enum
from typing import final

from attrs import frozen

from kompass_spec.model.dataset import PublishedMean, PublishedResult
from kompass_spec.model.edition import Source
from kompass_spec.model.fields import held
from kompass_spec.model.lookups import counted, missing, shortened
from kompass_spec.model.mapping import Statement
from kompass_spec.model.problems import Problem
from kompass_spec.model.scorecard import Interval, Scorecard
from kompass_spec.model.tabular import Tabular
from kompass_spec.model.written import Record, Written

__all__ = ["CitedMean", "CitedResult", "Cohort", "CohortItem", "Rank", "Standing", "Support", "support_of"]

_FEW = 5


@final
class Support(Enum):
    """Say what a number of results can support.

    ``none``: none, or one, which is no cohort; ``few``: they can be named and laid side by side, and say
    little about others; ``some``: were they drawn at random, the median of all would lie between the least
    and the greatest of them with a chance of at least 93 percent.
    """

    NONE = "none"
    FEW = "few"
    SOME = "some"


def support_of(count: int) -> Support:
    """Return what a number of results can support.

    The median of a population lies between the least and the greatest of n results drawn at random with the
    chance 1 − 2/2ⁿ, which is 15/16 for five: an old fact of order statistics that asks nothing of the
    population's shape.

    >>> [support_of(count).value for count in (0, 1, 2, 4, 5)]
    ['none', 'none', 'few', 'few', 'some']
    """
    if count < 2:  # noqa: PLR2004 - one result is nobody's cohort
        return Support.NONE
    return Support.FEW if count < _FEW else Support.SOME


@final
@frozen(field_transformer=held)
class Rank:
    """Hold a place among ``of`` results, 1 the highest: from ``best`` to ``worst``, as the figures tell."""

    best: int
    worst: int
    of: int


@final
@frozen(kw_only=True, field_transformer=held)
class CohortItem:
    """Hold what a cohort says of one item, in points of its whole maximum; every figure holds the truth.

    ``count`` is the number of results behind it and ``values`` are these results, the least first;
    ``assumed`` says how many of them rest on what a mapping only judges comparable, ``inferred`` how many
    follow from the total and all other areas, because no figure of the item is printed. ``lower_quartile``
    and ``upper_quartile`` are ``None`` below four results, everything is below one. ``asked`` is the result
    that was asked about, ``asked_assumed`` and ``asked_inferred`` say the same of it, and ``rank`` is its
    place, counted among the others and itself.
    """

    code: str
    count: int
    assumed: int = 0
    inferred: int = 0
    values: tuple[Interval, ...] = ()
    mean: Interval | None = None
    median: Interval | None = None
    least: Interval | None = None
    greatest: Interval | None = None
    lower_quartile: Interval | None = None
    upper_quartile: Interval | None = None
    asked: Interval | None = None
    asked_assumed: bool = False
    asked_inferred: bool = False
    rank: Rank | None = None

    @property
    def support(self) -> Support:
        """Return what the number of results can support."""
        return support_of(self.count)


@final
@frozen(kw_only=True, field_transformer=held)
class Cohort(Record, Tabular):
    """Hold results on one edition, and what they say together of every area and the total.

    ``members`` are ordered by organisation and year; ``points`` holds for each of them what counts, as pairs
    of code and points in the edition's order. ``asked`` is the result that is ranked among them.
    ``by_share`` are those of them, the one asked about too, of which something does not apply: they count
    with their share of what applies, in points of the edition's whole maximum. ``problems`` say so, which
    other results do not count, and why, and which organisations have merged.
    """

    edition: str
    members: tuple[Scorecard, ...]
    items: tuple[CohortItem, ...]
    points: tuple[tuple[tuple[str, Interval], ...], ...] = ()
    asked: Scorecard | None = None
    by_share: tuple[Scorecard, ...] = ()
    problems: tuple[Problem, ...] = ()

    # Asked for by code: what takes it for a list is told so, and does not look for an item 0.
    __iter__ = None

    def __getitem__(self, code: str) -> CohortItem:
        """Return what is said of an area or of ``total``; raise ``KeyError`` if there is no such item."""
        for item in self.items:
            if item.code == code:
                return item
        raise missing(code, "this cohort", [item.code for item in self.items])

    def __contains__(self, code: object) -> bool:
        """Tell whether something is said here of the total or of the area with this code."""
        return any(item.code == code for item in self.items)

    def __repr__(self) -> str:
        """Return on one line how many results there are, on which edition, and which was asked about."""
        asked = "" if self.asked is None else f", with {self.asked.assessment.called}"
        return shortened(f"Cohort of {counted(len(self.members), 'result')} on {self.edition}{asked}")


@final
@frozen(kw_only=True, field_transformer=held)
class CitedResult:
    """Hold one published result with its scorecard, the dataset that has it, and its sources."""

    dataset: str
    result: PublishedResult
    scorecard: Scorecard
    sources: tuple[Source, ...] = ()


@final
@frozen(kw_only=True, field_transformer=held)
class CitedMean:
    """Hold a mean that somebody published, the dataset that it stands in, and the sources that it cites."""

    dataset: str
    mean: PublishedMean
    sources: tuple[Source, ...] = ()


@final
@frozen(kw_only=True, field_transformer=held)
class Standing(Written):
    """Hold where a result stands among published ones, for those who show it.

    ``members`` are the published results in the cohort, in its order; ``means`` those that were published of
    results on the same edition, which are no part of the cohort. ``statements`` are what publishers have said
    about comparing the editions of results that were converted with that of the cohort.
    """

    cohort: Cohort
    members: tuple[CitedResult, ...] = ()
    means: tuple[CitedMean, ...] = ()
    statements: tuple[Statement, ...] = ()
