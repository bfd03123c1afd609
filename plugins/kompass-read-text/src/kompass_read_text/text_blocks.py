"""Turn the lines of a text into blocks, without the marks of Markdown and of HTML in it."""

import re
from collections.abc import Sequence
from typing import Any, final

from attrs import define, field

from kompass_spec import InputError, Problem
from kompass_spec.documents.text import composed
from kompass_spec.model import Block, BlockCell, BlockKind, Place

__all__ = ["LONGEST", "MOST_BARS", "MOST_LINES", "blocks_of"]

LONGEST = 20_000
"""The number of characters above which a line is not read: no printed line is that long."""

MOST_LINES = 100_000
"""The number of lines that a text may have: no report is that long."""

MOST_BARS = 300_000
"""The number of bars between cells that it may have, so that reading it does not fill the memory."""

_MOST_CELLS = 60
_LONGEST_TITLE = 100

# Every pattern below is linear: a repeated part never overlaps with what follows it.
_ENDS = re.compile(r"\r\n|\r|\n")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*-->")
_ITEM = re.compile(r"<(?:li|br)\b[^<>]*>", re.IGNORECASE)
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
_GAP = re.compile(r"(?<=\S)( {2,})(?=\S)")
_SPACES = dict.fromkeys("\u00a0\u2007\u2009\u202f\u2002\u2003\x0b\x0c\x1b\u2028\u2029\x85", " ")
_NOTHING = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_TRANSLATION = str.maketrans({**_SPACES, **_NOTHING})
_ODD = re.compile(f"[{''.join((*_SPACES, *_NOTHING))}]")


def blocks_of(text: str, file: str | None = None) -> tuple[list[Block], list[Problem]]:
    r"""Return the blocks of a text, and a warning for each line that is too long to be one.

    Lines count from 1, as an editor counts them. Tabs, pipes and the cells of HTML part columns: what stands
    between pipes is a table, other columns are parted by tabs in the text of a block. Raise ``InputError``
    where there are more lines or cells than are read.

    >>> blocks, _ = blocks_of("## **Område 1**\r\n1.1\tPlan?\t11")
    >>> [(block.place.line, block.kind.value, block.text) for block in blocks]
    [(1, 'heading', 'Område 1'), (2, 'paragraph', '1.1\tPlan?\t11')]
    """
    text = composed(text)
    lines = _ENDS.split(text)
    bars = text.count("|")
    if len(lines) > MOST_LINES:
        raise _too_large(f"{len(lines):,} lines, and {MOST_LINES:,}", file)
    if bars > MOST_BARS:
        raise _too_large(f"{bars:,} bars between cells, and {MOST_BARS:,}", file)
    reader = _Reader()
    odd = _ODD.search(text) is not None
    # A line must be counted as an editor counts it, not as Unicode does, which str.splitlines follows.
    for number, raw in enumerate(lines, start=1):
        if len(raw) > LONGEST:
            reader.warn_of_length(number, len(raw))
        else:
            reader.read(raw.translate(_TRANSLATION) if odd and _ODD.search(raw) else raw, number)
    reader.end_table()
    return reader.blocks, reader.warnings


def _too_large(said: str, file: str | None) -> InputError:
    sentence = f"The text has {said} at most are read. Save the part that is the report as a file of its own."
    return InputError([Problem("file-too-large", sentence, file)])


@final
@define
class _Reader:
    """Read line after line; rows between pipes that follow one another are one table."""

    blocks: list[Block] = field(factory=list)
    warnings: list[Problem] = field(factory=list)
    _rows: list[tuple[BlockCell, ...]] = field(factory=list)
    _indent: int = 0
    _continues: bool = False

    def read(self, raw: str, number: int) -> None:
        """Read one line; it has only plain spaces and tabs."""
        body = raw.strip(" ")
        quoted = body.startswith(">")
        while body.startswith(">"):
            body = body[1:].strip(" ")
        if not body.strip():
            self.end_table()
            self._continues = False
        elif _RULE.fullmatch(body):
            # The line below the head of a table draws nothing else.
            if not (self._rows and "|" in body):
                self._add(BlockKind.RULE, "", number)
        elif _is_contents(body):
            self._add(BlockKind.CONTENTS, _words(body), number)
        else:
            self._worded(body, number, len(raw) - len(raw.lstrip(" \t")), quoted=quoted)

    def warn_of_length(self, number: int, length: int) -> None:
        """Warn of a line that is too long to be one."""
        sentence = f"This line is {length:,} characters long and is not read. Break it where the report does."
        self.warnings.append(Problem("line-too-long", sentence, line=number))
        self._add(BlockKind.RULE, "", number)

    def _add(self, kind: BlockKind, text: str, number: int, **more: Any) -> None:
        self.end_table()
        place = Place(line=number)
        self.blocks.append(Block(kind=kind, place=place, text=text, continues=self._continues, **more))
        self._continues = True

    def end_table(self) -> None:
        """Add the table of the rows before."""
        if not self._rows:
            return
        rows, self._rows = tuple(self._rows), []
        self.blocks.append(
            Block(
                kind=BlockKind.TABLE,
                place=rows[0][0].place,
                rows=rows,
                indent=self._indent,
                continues=self._continues,
            )
        )
        self._continues = True

    def _worded(self, body: str, number: int, indent: int, *, quoted: bool) -> None:
        """Read a line that has words."""
        kind, level, body = _without_mark(body)
        bold = _is_bold(body.strip())
        cells = _cells(body)
        if cells is not None and "|" in body and kind is BlockKind.PARAGRAPH and not (bold or quoted):
            self._row(cells, number, indent)
            return
        alone = _cell if kind is BlockKind.ITEM else _spaced
        text = alone(body) if cells is None else "\t".join(cells)
        self._add(kind, text, number, level=level, bold=bold, quoted=quoted, indent=indent)

    def _row(self, cells: Sequence[str], number: int, indent: int) -> None:
        if self._rows and indent != self._indent:
            self.end_table()
        self._indent = indent
        place = Place(line=number)
        self._rows.append(tuple(BlockCell(text=text, place=place) for text in cells))


def _without_mark(body: str) -> tuple[BlockKind, int, str]:
    """Return what a line is by the mark at its beginning, the level of a heading, and the line without it."""
    heading = _HEADING.match(body)
    if heading:
        return BlockKind.HEADING, len(heading[1]), body[heading.end() :].rstrip("# ")
    mark = _BULLET.match(body.lstrip("\t"))
    if mark:
        return BlockKind.ITEM, 0, body.lstrip("\t")[mark.end() :]
    return BlockKind.PARAGRAPH, 0, body


def _is_contents(body: str) -> bool:
    """Tell whether dots lead to a page number at the end of a line, or a short line has lost its number."""
    before = body.rstrip("0123456789 \t")
    if before == body.rstrip():
        return before.endswith(_LEADERS) and len(body) <= _LONGEST_TITLE
    return before.endswith((*_LEADERS, "…"))


def _is_bold(text: str) -> bool:
    """Tell whether the marks of bold text stand before and behind a line."""
    return text.startswith(_BOLD_BEGINS) and text.endswith(_BOLD_ENDS)


def _cells(body: str) -> list[str] | None:
    """Return the cells of a row by the ends of cells in HTML, tabs or pipes, where there is a row."""
    if _CELL_END.search(body):
        parts = _CELL_END.split(body)
        # What follows the last cell is one only if it has words.
        parts = parts if parts[-1].strip() and _words(parts[-1]) else parts[:-1]
    elif "\t" in body:
        parts = body.rstrip(" \r\n").split("\t")
    elif "|" in body and (body.lstrip().startswith("|") or " | " in body):
        parts = _PIPE.split(body.strip().removeprefix("|").removesuffix("|"))
    else:
        return None
    return [_cell(part) for part in parts] if len(parts) <= _MOST_CELLS else [_cell(body)]


def _cell(raw: str) -> str:
    """Return the words of a cell; the items of a list in it stand in lines of their own."""
    if "<" not in raw or not _ITEM.search(raw):
        return _words(raw)
    items = (words for words in map(_words, _ITEM.split(raw)) if words)
    return "\n".join(item[mark.end() :] if (mark := _BULLET.match(item)) else item for item in items)


def _spaced(body: str) -> str:
    """Return the words of a line with the gaps between them, which may part columns."""
    if "  " not in body:
        return _cell(body)
    if "<" in body:
        body = _TAG.sub(lambda tag: " ".join(tag[0].split()), body)
    parts = _GAP.split(body.strip())
    parts[::2] = map(_cell, parts[::2])
    return "".join(parts).strip()


def _words(raw: str) -> str:
    r"""Return the words of ``raw`` without bold, links, tags and escapes, with single spaces.

    >>> _words("**[74](#sum)**  <b>av</b> 100\\.")
    '74 av 100.'
    """
    text = raw
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        import html  # noqa: PLC0415 - few texts hold entities

        text = html.unescape(text).translate(_TRANSLATION)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "*" in text or "__" in text:
        text = _EMPHASIS.sub("", text)
    return " ".join(text.split())
