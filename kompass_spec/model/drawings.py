"""What is drawn: the figures of every drawing, in points or as shares, before anything is drawn.

Everything in a drawing is worded already. Colours, sizes and fonts are the renderer's.
"""

from fractions import Fraction
from typing import final

from attrs import field, frozen

from kompass_spec.model.fields import exact, held
from kompass_spec.model.scorecard import Interval

__all__ = [
    "AreasByYear",
    "Development",
    "DevelopmentBreak",
    "DevelopmentMean",
    "DevelopmentPoint",
    "Drawing",
    "HeatMap",
    "HeatRow",
    "MappingDrawing",
    "MappingLine",
    "Pareto",
    "ParetoBar",
    "Profile",
    "ProfileSeries",
    "Radar",
    "RankedDot",
    "RankedDots",
    "Weights",
    "YearDots",
    "YearSeries",
]


@final
@frozen(kw_only=True, field_transformer=held)
class ProfileSeries:
    """Hold one row of bars: for each label its share of the maximum from 0 to 1, and the figure beside it.

    A share is ``None`` where nothing is known or the item does not apply: the words of its figure stand in
    place of a bar.
    """

    name: str
    shares: tuple[Interval | None, ...]
    figures: tuple[str, ...]


@final
@frozen(kw_only=True, field_transformer=held)
class Profile:
    """Draw a bar for each label, of one series, or of two with the one to compare with as the second."""

    labels: tuple[str, ...]
    short_labels: tuple[str, ...]
    series: tuple[ProfileSeries, ...]


@final
@frozen(kw_only=True, field_transformer=held)
class Radar:
    """Draw a profile as a star with an axis for each label, for those who want one."""

    profile: Profile


@final
@frozen(kw_only=True, field_transformer=held)
class DevelopmentPoint:
    """Hold a total in a year: its bounds in points, the figure beside it, and which edition it is on.

    ``edition`` counts the editions from 0 in order of time; ``adjusted`` are the bounds in points by a
    publisher's rule of thumb, on the scale of the edition before, with the figure beside them.
    """

    label: str
    interval: Interval
    shown: str
    edition: int = 0
    is_current: bool = False
    adjusted: Interval | None = None
    adjusted_shown: str = ""


@final
@frozen(kw_only=True, field_transformer=held)
class DevelopmentBreak:
    """Say what is new with an edition: ``after`` is the index of the last point before it."""

    after: int
    words: str


@final
@frozen(kw_only=True, field_transformer=held)
class DevelopmentMean:
    """Hold a published mean in points, drawn as a line of its own on its edition's side of the break."""

    edition: int
    value: Fraction = field(converter=exact)
    shown: str
    first: int = 0
    last: int = 0
    """The indices of the points that it stands under."""


@final
@frozen(kw_only=True, field_transformer=held)
class Development:
    """Draw totals over the years: points of one edition are joined, those of two never.

    ``maximum`` is that of the newest edition in points; ``is_small`` is for many side by side, and ``axis``
    are the points that the axis of all of those reaches over.
    """

    maximum: Fraction = field(converter=exact)
    points: tuple[DevelopmentPoint, ...]
    breaks: tuple[DevelopmentBreak, ...] = ()
    means: tuple[DevelopmentMean, ...] = ()
    is_small: bool = False
    axis: Interval | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class YearSeries:
    """Name a series of dots: the year, what the legend says of it, and whether it is the shown one."""

    label: str
    legend: str
    is_current: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class YearDots:
    """Hold the dots of one item: for every series its bounds as shares of the maximum, or ``None``.

    ``figures`` are shown to the right under the drawing's ``heads``, each with a mark of change or ``""``.
    """

    label: str
    dots: tuple[Interval | None, ...]
    figures: tuple[tuple[str, str], ...] = ()


@final
@frozen(kw_only=True, field_transformer=held)
class AreasByYear:
    """Draw a row of dots for each area, by year; dots of one edition are joined, those of two never.

    ``editions`` are the numbers of the series' editions, from 0 in order of time; ``legend`` are marks with
    what they mean.
    """

    series: tuple[YearSeries, ...]
    editions: tuple[int, ...]
    rows: tuple[YearDots, ...]
    head: str
    heads: tuple[str, ...] = ()
    legend: tuple[tuple[str, str], ...] = ()


@final
@frozen(kw_only=True, field_transformer=held)
class RankedDot:
    """Hold one of those that are ranked: its name, its bounds in points, the figure, and if it is the one."""

    label: str
    note: str
    interval: Interval | None
    shown: str
    is_current: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class RankedDots:
    """Draw organisations by their points, the greatest first, with a line for a reference if there is one."""

    maximum: Fraction = field(converter=exact)
    rows: tuple[RankedDot, ...]
    reference: Interval | None = None
    reference_label: str = ""


@final
@frozen(kw_only=True, field_transformer=held)
class ParetoBar:
    """Hold what is lacking at one item in points, and its maximum."""

    label: str
    lacking: Fraction = field(converter=exact)
    maximum: Fraction = field(converter=exact)
    shown: str


@final
@frozen(kw_only=True, field_transformer=held)
class Pareto:
    """Draw what is lacking, most first, with the running share of all that is lacking in percent."""

    bars: tuple[ParetoBar, ...]
    lacking_in_all: Fraction = field(converter=exact)


@final
@frozen(kw_only=True, field_transformer=held)
class HeatRow:
    """Hold a row of a heat map: shares from 0 to 1 with their figures, ``None`` where none is published."""

    label: str
    cells: tuple[tuple[Interval | None, str], ...]
    is_current: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class HeatMap:
    """Draw areas by organisations: the figure stands in every field, so colour is never needed to read it."""

    heads: tuple[str, ...]
    rows: tuple[HeatRow, ...]


@final
@frozen(kw_only=True, field_transformer=held)
class Weights:
    """Draw what every question of an area is worth, as blocks as wide as their points."""

    rows: tuple[tuple[str, tuple[tuple[str, Fraction], ...]], ...]
    """For each area its label, and its questions as pairs of label and maximum in points."""


@final
@frozen(kw_only=True, field_transformer=held)
class MappingLine:
    """Join items of two editions by their indices; ``is_judged`` tells that it is a reading, and not said."""

    source: int
    target: int
    words: str
    is_judged: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class MappingDrawing:
    """Draw the items of two editions one opposite the other, with a line for each link."""

    source_head: str
    target_head: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    lines: tuple[MappingLine, ...]


Drawing = (
    Profile | Radar | Development | AreasByYear | RankedDots | Pareto | HeatMap | Weights | MappingDrawing
)
