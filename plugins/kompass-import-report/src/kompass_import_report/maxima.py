"""Know the maxima of every edition, by which a figure shows what it is before the edition is known."""

from fractions import Fraction
from typing import final

from attrs import field, frozen

from kompass_import_report.names import AreaName, below
from kompass_spec import Library
from kompass_spec.model import TOTAL

__all__ = ["Maxima"]


@final
@frozen
class Maxima:
    """Know the maxima of any edition in points: of questions by their code, of areas, and of the whole."""

    _questions: dict[str, set[Fraction]] = field(factory=dict)
    _areas: set[Fraction] = field(factory=set)
    _wholes: set[Fraction] = field(factory=set)

    @classmethod
    def of(cls, registry: Library) -> "Maxima":
        """Return the maxima of every edition of a registry."""
        known = cls()
        for edition in registry.values():
            if edition.max is not None:
                known._wholes.add(edition.max)
            for area in edition.areas:
                if area.max is not None:
                    known._areas.add(area.max)
                for item in below(area):
                    if item.max is not None:
                        known._questions.setdefault(item.code, set()).add(item.max)
        return known

    def has(self, item: AreaName | str, value: Fraction) -> bool:
        """Tell whether an edition has this maximum of an item.

        >>> Maxima({"6.2": {Fraction(20)}}).has("6.2", Fraction(20))
        True
        """
        if item == TOTAL:
            return value in self._wholes
        if isinstance(item, str) and "." in item:
            return value in self._questions.get(item, ())
        return value in self._areas

    def most_of(self, question: str) -> Fraction | None:
        """Return the greatest maximum that a question has in any edition, ``None`` where none is known.

        >>> Maxima({"6.2": {Fraction(20), Fraction(15)}}).most_of("6.2")
        Fraction(20, 1)
        """
        return max(self._questions.get(question, ()), default=None)

    @property
    def knows(self) -> bool:
        """Tell whether the maxima of areas are known at all."""
        return bool(self._areas)

    @property
    def largest(self) -> Fraction | None:
        """Return the most points that the whole of any edition has, ``None`` where none is known."""
        return max(self._wholes, default=None)
