"""Look through the source of a page before it is parsed: how deep it is nested, and where its lines are."""

import re
from bisect import bisect_right

from attrs import define, field

from kompass_spec import InputError, Problem

__all__ = ["DEEPEST", "LINE", "MOST_MARKS", "with_lines"]

DEEPEST = 1_000
"""How deep the elements of a page may be nested: deeper ones take the parser a time that has no end."""

MOST_MARKS = 300_000
"""The number of marks of elements that a page may have, so that parsing it does not fill the memory."""

LINE = "kompass-line"
"""The attribute that holds the line of the source on which an element begins."""

_TAG = re.compile(r"<!--|<(/?)([A-Za-z][^\s/<>]*)")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_FOREIGN = frozenset({"svg", "math"})
_CLOSED_BY_OTHERS = frozenset(
    """
    area b base big body br code col colgroup dd dt em embed font head hr html i img input li link meta
    nobr option optgroup p param rb rp rt rtc s small source strike strong tbody td tfoot th thead tr
    track tt u wbr
    """.split()  # noqa: SIM905 - a list of so many names is read more easily as words
)
"""Elements that need no end, or whose nesting the parser limits by itself."""


def with_lines(text: str, file: str) -> str:
    r"""Return the source of a page, every element with the line on which it begins.

    A page on one line is returned as it is. Raise ``InputError`` where its elements are nested too deeply,
    or are too many.

    >>> with_lines("<p>A</p>\n<p>B</p>", "a.html")
    '<p kompass-line=1>A</p>\n<p kompass-line=2>B</p>'
    """
    numbered = _Source(text, file).with_lines()
    marks = text.count("<")
    if marks > MOST_MARKS:
        sentence = (
            f"The page has {marks:,} marks of elements, and {MOST_MARKS:,} at most are read. Open it in a"
            " browser, and save what you need of it."
        )
        raise InputError([Problem("file-too-large", sentence, file)])
    return numbered


@define
class _Source:
    text: str
    file: str
    _depth: int = 0
    _foreign: int = 0
    _ends: list[int] = field(init=False)

    def with_lines(self) -> str:
        """Return the source with lines."""
        text = self.text
        self._ends = [found.start() for found in re.finditer("\n", text)]
        parts: list[str] = []
        taken = position = 0
        while (found := _TAG.search(text, position)) is not None:
            position = found.end()
            name = (found[2] or "").lower()
            if not name:
                position = _after(text, "-->", position)
                continue
            if self._ends and not found[1]:
                parts += [text[taken:position], f" {LINE}={bisect_right(self._ends, found.start()) + 1}"]
                taken = position
            self._count(name, position, closes=bool(found[1]))
            if name in _RAW and not found[1] and not self._foreign:
                position = self._after_raw(name, position)
        return "".join([*parts, text[taken:]])

    def _count(self, name: str, position: int, *, closes: bool) -> None:
        """Count how deep the page is nested behind a tag."""
        if name in _FOREIGN:
            self._foreign = max(0, self._foreign + (-1 if closes else 1))
        if name in _CLOSED_BY_OTHERS or name in _RAW:
            return
        if closes:
            self._depth = max(0, self._depth - 1)
        elif not (self._foreign and self.text[_after(self.text, ">", position) - 2] == "/"):
            self._depth += 1
            if self._depth > DEEPEST:
                sentence = (
                    f"The elements of this page are nested more than {DEEPEST:,} deep, as no page for people"
                    " has them. Open it in a browser, and save its text."
                )
                raise InputError([Problem("damaged-file", sentence, self.file)])

    def _after_raw(self, name: str, position: int) -> int:
        end = re.compile(f"</{name}", re.IGNORECASE).search(self.text, position)
        return end.start() if end else len(self.text)


def _after(text: str, end: str, position: int) -> int:
    found = text.find(end, position)
    return len(text) if found < 0 else found + len(end)
