"""Read the lines of a report without the marks of their format: their kind, and the cells printed."""

import re
import unicodedata
from enum import Enum
from typing import final

from attrs import evolve, frozen

from kompass_import_report.columns import read_column
from kompass_spec import Problem

__all__ = ["FRAMEWORK", "LONGEST", "Cell", "Kind", "Line", "clean_text", "read_lines"]

LONGEST = 20_000
"""The number of characters above which a line is not read: no printed line is that long."""

FRAMEWORK = re.compile(r"(?:kommune?n?|region)\s?kompas", re.IGNORECASE)
"""The name of the framework, in Swedish, Norwegian or Danish."""

_MOST_CELLS = 60
_LONGEST_TITLE = 100

# Every pattern below is linear: a repeated part never overlaps with what follows it.
_ENDS = re.compile(r"\r\n|\r|\n")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*-->")
_ITEM = re.compile(r"<(?:li|br)\b[^<>]*>|•", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]{0,400})\]\([^()]{0,2000}\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~%])")
_PIPE = re.compile(r"(?<!\\)\|")
_EMPHASIS = re.compile(r"\*+|__+")
_HEADING = re.compile(r"(#{1,6})(?:\s+|(?=\w))")
_BULLET = re.compile(r"[-*+–—]\s+|[•·▪●◦■□➢✓‣\uf0b7]\s*")
_BOLD_BEGINS = ("**", "__", "<b>", "<strong>")
_BOLD_ENDS = ("**", "__", "</b>", "</strong>")
_LEADERS = ("....", ". . .", "____")
_RULE = re.compile(r"[|\s:=+_*-]+")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_PAGE = re.compile(
    r"(?:sida|sid\.?|side|s\.|page)\s*\d{1,3}(?:\s*(?:av|/|\(|of)\s*\d{1,3}\)?)?", re.IGNORECASE
)
_FIGURE = re.compile(r"[-+−–]?\d{1,4}(?:[.,]\d{1,4})?\s?%?")
_SPACES = {ord(space): " " for space in "\u00a0\u2007\u2009\u202f\u2002\u2003\x0b\x0c\x1b\u2028\u2029\x85"}
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), "")
_TRANSLATION = {**_SPACES, **_NOTHING}
_ODD = re.compile("[" + "".join(map(chr, _TRANSLATION)) + "]")


@final
class Kind(Enum):
    """Say what kind a line is of; a ``ROW`` has several cells, a ``RULE`` only draws one."""

    BLANK = "blank"
    TEXT = "text"
    BULLET = "bullet"
    ROW = "row"
    RULE = "rule"
    PAGE = "page"
    CONTENTS = "contents"


# A tuple, because members of an enumeration are compared faster than they are hashed.
_EMPTY = (Kind.BLANK, Kind.RULE, Kind.PAGE, Kind.CONTENTS)


@final
@frozen
class Cell:
    """Hold the printed items of one cell: one, or those of a list; ``line`` counts from 1."""

    items: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """Return all items as one text."""
        return self.items[0] if len(self.items) == 1 else " ".join(self.items)


@final
@frozen
class Line:
    """Hold one line of the file.

    ``level`` is that of a Markdown heading, 0 for none; ``bold`` says that all its words are, ``quoted`` that
    Markdown marks it as a quotation, ``marked`` that the mark of a list stands before it, ``lone`` that an
    empty cell stands behind its only one, ``indent`` how far from the margin it begins.
    """

    number: int
    kind: Kind
    text: str = ""
    cells: tuple[Cell, ...] = ()
    level: int = 0
    bold: bool = False
    quoted: bool = False
    marked: bool = False
    lone: bool = False
    indent: int = 0

    @property
    def empty(self) -> bool:
        """Tell whether nothing of the report's own words stands here."""
        return self.kind in _EMPTY


def clean_text(raw: str) -> str:
    r"""Return the words of ``raw`` without bold, links, tags and escapes, with single spaces.

    >>> clean_text("**[74](#sum)**  <b>av</b> 100\\.")
    '74 av 100.'
    """
    text = raw
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        import html  # noqa: PLC0415 - few reports hold entities

        text = html.unescape(text).translate(_TRANSLATION)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "*" in text or "__" in text:
        text = _EMPHASIS.sub("", text)
    return " ".join(text.split())


def _cell(raw: str, number: int) -> Cell:
    if "<" not in raw and "•" not in raw:
        return Cell((clean_text(raw),), number)
    items = tuple(text for text in map(clean_text, _ITEM.split(raw)) if text)
    return Cell(
        tuple(_BULLET.sub("", item, count=1) if _BULLET.match(item) else item for item in items) or ("",),
        number,
    )


def _raw_cells(body: str, *, gaps: bool) -> list[str]:
    """Return the cells of a row by tabs, pipes, or gaps of spaces; one cell where there is no row."""
    parts = _split_cells(body, gaps=gaps)
    return parts if len(parts) <= _MOST_CELLS else [body]


def _split_cells(body: str, *, gaps: bool) -> list[str]:
    if _CELL_END.search(body):
        return _between_tags(body)
    if "\t" in body:
        return body.rstrip(" \r\n").split("\t")
    if "|" in body and (body.lstrip().startswith("|") or " | " in body):
        return _PIPE.split(body.strip().removeprefix("|").removesuffix("|"))
    return _between_gaps(body) if gaps and "  " in body else [body]


def _between_tags(body: str) -> list[str]:
    """Return the cells of a row of HTML; what follows the last one is a cell only if it has words."""
    parts = _CELL_END.split(body)
    return parts if parts[-1].strip() and clean_text(parts[-1]) else parts[:-1]


def _between_gaps(body: str) -> list[str]:
    """Return the texts between gaps of spaces, if the last is a figure or a known label; else the whole."""
    parts = _GAP.split(body.strip())
    if len(parts) == 1:
        return [body]
    last = clean_text(parts[-1])
    ends_row = _FIGURE.fullmatch(last) or read_column(last, 0).quantity is not None
    return parts if ends_row else [body]


def _is_contents(body: str) -> bool:
    """Tell whether dots lead to a page number at the end of a line, or a short line has lost its number."""
    before = body.rstrip("0123456789 \t")
    if before == body.rstrip():
        return before.endswith(_LEADERS) and len(body) <= _LONGEST_TITLE
    return before.endswith((*_LEADERS, "…"))


def _read_line(raw: str, number: int) -> Line:
    """Return one line; ``raw`` has only plain spaces and tabs."""
    body = raw.strip(" ")
    quoted = body.startswith(">")
    while body.startswith(">"):
        body = body[1:].strip(" ")
    if not body.strip():
        return Line(number, Kind.BLANK)
    if _RULE.fullmatch(body):
        return Line(number, Kind.RULE)
    if _is_contents(body):
        return Line(number, Kind.CONTENTS, clean_text(body))
    line = _worded_line(body, number)
    indent = len(raw) - len(raw.lstrip(" \t"))
    return evolve(line, quoted=quoted, indent=indent) if quoted or indent else line


def _worded_line(body: str, number: int) -> Line:
    """Return a line that has words."""
    level, body = _without_level(body)
    mark = None if level else _BULLET.match(body.lstrip("\t"))
    if mark:
        body = body.lstrip("\t")[mark.end() :]
    cells = tuple(_cell(part, number) for part in _raw_cells(body, gaps=not mark))
    filled = tuple(cell for cell in cells if cell.text)
    if not filled:
        return Line(number, Kind.RULE)
    text = " ".join(cell.text for cell in filled)
    bold, marked = _is_bold(body.strip()), mark is not None
    if len(filled) > 1 or len(cells) > 2:  # noqa: PLR2004 - with two of which one is empty, the text is indented
        return Line(number, Kind.ROW, text, cells, level, bold, marked=marked)
    if _PAGE.fullmatch(text):
        return Line(number, Kind.PAGE, text)
    kind = Kind.BULLET if mark or len(filled[0].items) > 1 else Kind.TEXT
    lone = len(cells) > 1 and cells[0] is filled[0]
    return Line(number, kind, text, filled, level, bold, marked=marked, lone=lone)


def _without_level(body: str) -> tuple[int, str]:
    """Return the level of a Markdown heading, 0 for none, and the line without its marks."""
    heading = _HEADING.match(body)
    return (len(heading[1]), body[heading.end() :].rstrip("# ")) if heading else (0, body)


def _is_bold(text: str) -> bool:
    """Tell whether the marks of bold text stand before and behind a line."""
    return text.startswith(_BOLD_BEGINS) and text.endswith(_BOLD_ENDS)


def read_lines(text: str) -> tuple[list[Line], list[Problem]]:
    r"""Return every line of a report, counted from 1, and a warning for each that is too long to be one.

    >>> lines, _ = read_lines("## **Område 1**\r\n1.1\tPlan?\t11")
    >>> [(line.number, line.kind.value, line.text) for line in lines]
    [(1, 'text', 'Område 1'), (2, 'row', '1.1 Plan? 11')]
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    odd = _ODD.search(text) is not None
    # A line must be counted as an editor counts it, not as Unicode does, which str.splitlines follows.
    lines: list[Line] = []
    warnings: list[Problem] = []
    for number, raw in enumerate(_ENDS.split(text), start=1):
        if len(raw) > LONGEST:
            sentence = (
                f"This line is {len(raw):,} characters long and is not read. Break it where the report does."
            )
            warnings.append(Problem("line-too-long", sentence, line=number))
            lines.append(Line(number, Kind.RULE))
        else:
            lines.append(_read_line(raw.translate(_TRANSLATION) if odd and _ODD.search(raw) else raw, number))
    return lines, warnings
