"""Scales of answers: the levels that a question or criterion is answered with, and what each gives."""

from fractions import Fraction
from typing import final

from attrs import field, frozen

from kompass_spec.model.fields import exact, exact_or_none, held
from kompass_spec.model.texts import Text

__all__ = ["Scale", "ScaleLevel"]


@final
@frozen(kw_only=True, field_transformer=held)
class ScaleLevel:
    """Describe one answer of a scale: its number, the word that is printed for it, and what it gives.

    ``share`` is of the item's maximum, from 0 to 1; ``points`` are points, whatever the maximum is. At most
    one of them is stated; neither where it is not known what the level gives.

    >>> ScaleLevel(value=3, share="3/4").award(Fraction(20))
    Fraction(15, 1)
    """

    value: Fraction = field(converter=exact)
    label: Text | None = None
    share: Fraction | None = field(default=None, converter=exact_or_none)
    points: Fraction | None = field(default=None, converter=exact_or_none)

    def award(self, maximum: Fraction | None) -> Fraction | None:
        """Return the points that this answer gives an item with this maximum, ``None`` where not known."""
        if self.points is not None:
            return self.points
        return self.share * maximum if self.share is not None and maximum is not None else None


@final
@frozen(kw_only=True, field_transformer=held)
class Scale:
    """Hold the levels that questions and criteria are answered with, the lowest first.

    ``id`` is what items name it by, ``source`` the id of the source that it rests on.

    >>> scale = Scale(id="yes-no", levels=(ScaleLevel(value=0, share=0), ScaleLevel(value=1, share=1)))
    >>> scale.level(Fraction(1)).share, scale.level(Fraction(2))
    (Fraction(1, 1), None)
    """

    id: str
    levels: tuple[ScaleLevel, ...]
    source: str | None = None

    def level(self, value: Fraction) -> ScaleLevel | None:
        """Return the level with this number, ``None`` if there is none."""
        return next((level for level in self.levels if level.value == value), None)
