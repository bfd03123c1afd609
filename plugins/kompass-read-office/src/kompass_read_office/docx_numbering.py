"""The lists of a Word file, and the number of each item."""

from typing import final

from attrs import evolve, field, frozen

from kompass_read_office.docx_styles import value_of
from kompass_read_office.numbering import Counters, Level, label
from kompass_read_office.parsing import Element, attribute, children, whole

__all__ = ["Numbering"]

_FORMS = {
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
_DEEPEST = 8
_LARGEST_START = 9_999


@final
@frozen
class Numbering:
    """Number the items of lists in the order in which they are asked for."""

    _levels: dict[str, dict[int, Level]] = field(factory=dict)
    _counted_with: dict[str, str] = field(factory=dict)
    _restarts: dict[str, dict[int, int]] = field(factory=dict)
    _counters: Counters = field(factory=Counters)

    @classmethod
    def read(cls, root: Element | None) -> "Numbering":
        """Return the lists that a file defines; none where it has no part of them."""
        numbering = cls()
        if root is None:
            return numbering
        abstract = {
            attribute(one, "abstractNumId"): dict(map(_level_of, children(one, "lvl")))
            for one in children(root, "abstractNum")
        }
        for number in children(root, "num"):
            numbering._read_number(number, abstract)
        return numbering

    def _read_number(self, number: Element, abstract: dict[str | None, dict[int, Level]]) -> None:
        identifier, base = attribute(number, "numId") or "", value_of(number, "abstractNumId")
        levels = dict(abstract.get(base, {}))
        for override in children(number, "lvlOverride"):
            index = whole(override, "ilvl", 0, most=_DEEPEST)
            for level in children(override, "lvl"):
                levels[index] = _level_of(level)[1]
            for start in children(override, "startOverride"):
                first = whole(start, "val", 1, most=_LARGEST_START)
                levels[index] = evolve(levels.get(index, Level()), start=first)
                self._restarts.setdefault(identifier, {})[index] = first
        self._levels[identifier] = levels
        self._counted_with[identifier] = base or identifier

    def label(self, identifier: str, level: int) -> str:
        """Return the number of the next item of a list, empty for a bullet."""
        levels = self._levels.get(identifier)
        if levels is None:
            return ""
        counted = self._counted_with[identifier]
        for index, start in self._restarts.pop(identifier, {}).items():
            self._counters.restart(counted, index, start)
        return label(self._counters.advance(counted, level, levels), levels)


def _level_of(element: Element) -> tuple[int, Level]:
    """Return a level of a list with its index."""
    form = _FORMS.get(value_of(element, "numFmt") or "decimal", "")
    start = next((whole(one, "val", 1, most=_LARGEST_START) for one in children(element, "start")), 1)
    index = whole(element, "ilvl", 0, most=_DEEPEST)
    return index, Level(form, value_of(element, "lvlText") or "", start)
