"""How cells look, and what may stand in one."""

import unicodedata
from collections.abc import Mapping
from typing import Any, final

from attrs import field, frozen

from kompass_spec.model.sheet import Figure, Tone, Words, words_of

__all__ = ["Formats", "cell_text", "joined", "number_format"]

_BASE: Mapping[str, Any] = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_LONGEST = 32_767
"""The most letters that a cell holds."""
_MOST_DECIMALS = 6
_DAGGER = "†"
_UNSEEN = {"Cc", "Cs"}
_COLOURS = {Tone.QUIET: "#595959", Tone.GOOD: "#1B5E20", Tone.WARNING: "#8A4B00"}


@final
@frozen
class Formats:
    """Make every format of a workbook once."""

    _book: Any
    _made: dict[tuple[tuple[str, Any], ...], Any] = field(factory=dict)

    def of(self, **style: Any) -> Any:
        """Return the format with these properties of XlsxWriter, beside those that all cells have."""
        key = tuple(sorted(style.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_BASE, **style})
        return self._made[key]

    def toned(self, tone: Tone, **style: Any) -> Any:
        """Return a format in the colour of a tone."""
        return self.of(**({"font_color": _COLOURS[tone]} if tone in _COLOURS else {}), **style)


def cell_text(text: str) -> str:
    r"""Return a text as a cell can hold it: on one line, without control characters, and not too long.

    >>> cell_text("one\n two\x07")
    'one two�'
    """
    line = text if text.isprintable() else " ".join(text.split())
    if not line.isprintable():
        line = "".join(
            "\N{REPLACEMENT CHARACTER}" if unicodedata.category(letter) in _UNSEEN else letter
            for letter in line
        )
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def joined(words: tuple[Words, ...]) -> str:
    """Return words as a cell can hold them."""
    return cell_text("".join(map(words_of, words)))


def number_format(figure: Figure) -> str:
    """Return how a workbook shows a figure: with its decimals, its sign if it is a change, and its mark.

    A dagger, by which a year is told to be concluded, stays behind the number.

    >>> from fractions import Fraction
    >>> from kompass_spec.model.sheet import Mark
    >>> number_format(Figure(shown="69,5 %", unit=Fraction(1, 1000), is_percent=True))
    '0.0 %'
    >>> number_format(Figure(shown="+20", mark=Mark.RISE))
    '"▲ +"0;"▲ −"0;"▲ "0'
    """
    unit = figure.unit * 100 if figure.is_percent else figure.unit
    decimals = 0
    while decimals < _MOST_DECIMALS and (unit * 10**decimals).denominator > 1:
        decimals += 1
    digits = f"0.{'0' * decimals}" if decimals else "0"
    if figure.is_percent:
        digits += " %"
    if figure.shown.endswith(_DAGGER):
        digits += f'"{_DAGGER}"'
    mark = "" if figure.mark is None else f"{figure.mark.value} "
    if mark or figure.shown.startswith(("+", "−", "-")):
        zero = f'"{mark}"{digits}' if mark else digits
        return f'"{mark}+"{digits};"{mark}−"{digits};{zero}'
    return digits
