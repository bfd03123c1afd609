"""A ranking: the places that results can have among each other, and how firm every pair of them is."""

from fractions import Fraction
from typing import final

from attrs import field, frozen

from kompass_spec.model.cohort import Rank
from kompass_spec.model.fields import exact_or_none, held
from kompass_spec.model.problems import Problem
from kompass_spec.model.scorecard import Interval, Scorecard

__all__ = ["Ranked", "RankedPair", "Ranking"]


@final
@frozen(kw_only=True, field_transformer=held)
class Ranked:
    """Hold one result in a ranking: its points, and the best and the worst place that they allow."""

    scorecard: Scorecard
    points: Interval
    rank: Rank


@final
@frozen(kw_only=True, field_transformer=held)
class RankedPair:
    """Hold two results of a ranking by their positions in it, the one that is more likely higher first.

    ``difference`` is by how many points it is; the pair ``is_certain`` where that is more than 0 whatever the
    true values are. ``turns`` is the least part of all weight, a fraction up to 1, that would have to be
    moved between areas until the figures allow the other order: 0 where they do so already, ``None`` where
    no weights would do, because it is ahead in every area, or where not every area of both is known.
    ``is_ahead_everywhere`` tells these two apart.
    """

    higher: int
    lower: int
    difference: Interval
    is_certain: bool
    turns: Fraction | None = field(default=None, converter=exact_or_none)
    is_ahead_everywhere: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class Ranking:
    """Hold the results that are ranked by an item of an edition, the likely highest first, and all pairs.

    ``weights`` are those of the areas, as pairs of code and points, where others were asked for than the
    edition's; ``problems`` say which results have no place, and why.
    """

    edition: str
    item: str
    members: tuple[Ranked, ...]
    pairs: tuple[RankedPair, ...]
    weights: tuple[tuple[str, Fraction], ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def open_pairs(self) -> tuple[RankedPair, ...]:
        """Return the pairs of which the figures allow either order."""
        return tuple(pair for pair in self.pairs if not pair.is_certain)
