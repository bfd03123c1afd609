"""The words of a paragraph, piece by piece, whatever program wrote them."""

import re
from typing import final

from attrs import frozen

__all__ = ["Piece", "lowered", "of_symbol_font", "raised", "split_lines", "without_mark"]

_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()n", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ")
_MARK = re.compile(r"\s*(?:[•·▪●◦■□➢✓✔‣➔►\uf0a7\uf0b7\uf0d8\uf0fc\uf0fe]\s*|[-*–—]\s+|o\t\s*)(?=\S)")

# Signs of the fonts Wingdings and Symbol that Word uses as bullets, ticks and boxes, by their code.
_SIGNS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "□",
    0x75: "◆",
    0x76: "❖",
    0x9F: "•",
    0xA7: "▪",
    0xA8: "□",
    0xB7: "•",
    0xD8: "➢",
    0xE0: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_PRIVATE = 0xF000


@final
@frozen
class Piece:
    """Hold words that are set alike."""

    text: str
    bold: bool = False


def split_lines(pieces: list[Piece]) -> list[tuple[str, bool]]:
    r"""Return the lines of a paragraph that have words, each with whether all its words are bold.

    Tabs at the beginning stay, as they may stand for empty columns.

    >>> split_lines([Piece("Styrkor", bold=True), Piece("\n\t 61 "), Piece("\n")])
    [('Styrkor', True), ('\t 61', False)]
    """
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.bold))
        lines += [[Piece(other, piece.bold)] for other in others]
    return [
        (text, all(piece.bold for piece in line if piece.text.strip()))
        for line in lines
        if (text := "".join(piece.text for piece in line).rstrip().lstrip(" ")).strip()
    ]


def raised(text: str) -> str:
    """Return raised words with raised figures: the number of a note is not the end of the figure before it.

    >>> "497" + raised("1")
    '497¹'
    """
    return text.translate(_RAISED)


def lowered(text: str) -> str:
    """Return lowered words with lowered figures, which are no digits of the figure before them either.

    >>> "CO" + lowered("2")
    'CO₂'
    """
    return text.translate(_LOWERED)


def of_symbol_font(text: str) -> str:
    r"""Return the signs that letters show in a font of symbols; one that is not known stays as it is.

    >>> of_symbol_font("\uf0fc"), of_symbol_font("ü")
    ('✓', '✓')
    """
    return "".join(_SIGNS.get(ord(letter) & ~_PRIVATE, letter) for letter in text)


def without_mark(text: str) -> str | None:
    r"""Return the words behind a bullet that was typed, ``None`` where there is none.

    >>> without_mark("✓\tTydliga mål"), without_mark("-14 poäng")
    ('Tydliga mål', None)
    """
    mark = _MARK.match(text)
    return text[mark.end() :] if mark else None
