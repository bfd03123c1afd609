"""Collect the blocks of a document in the order of reading, within limits."""

from collections.abc import Iterable
from typing import final

from attrs import define, evolve, field

from kompass_read_office.refusals import too_large
from kompass_read_office.words import without_mark
from kompass_spec import Problem
from kompass_spec.model import Block, BlockCell, BlockKind, Document, Place

__all__ = ["MOST_CELLS", "MOST_CHARACTERS", "Collector"]

MOST_CHARACTERS = 5_000_000
"""The characters of a document above which it is refused; a report of 300 pages has 1,000,000."""

MOST_CELLS = 300_000
"""The cells of all tables together, empty ones too, above which a document is refused."""


_INDENT_OF_ITEM = 3
_MOST_SHOWN = 10
_LONGEST_SHOWN = 60


@final
@define
class Collector:
    """Gather blocks and warnings, and number the lines of a document that has no pages of its own.

    Raise ``InputError`` where there is more than a document has.
    """

    blocks: list[Block] = field(factory=list)
    warnings: list[Problem] = field(factory=list)
    line: int = 0
    _struck: list[str] = field(factory=list)
    _characters: int = 0
    _cells: int = 0

    def next_place(self) -> Place:
        """Return the place of the next paragraph, by its number; no file says its page for certain."""
        self.line += 1
        return self.place()

    def place(self) -> Place:
        """Return the place of the paragraph that was begun last."""
        return Place(line=self.line or None)

    def add(self, block: Block) -> None:
        """Take in a block; one without words, cells and picture is none."""
        if block.text.strip() or block.rows or block.kind is BlockKind.PICTURE:
            self.count(block.text)
            # Between the items of one list there is no gap.
            follows = block.kind is BlockKind.ITEM and self.blocks and self.blocks[-1].kind is BlockKind.ITEM
            self.blocks.append(evolve(block, continues=True) if follows else block)

    def add_text(
        self, kind: BlockKind, text: str, place: Place, *, level: int = 0, bold: bool = False, indent: int = 0
    ) -> None:
        """Take in words; those of a paragraph behind a bullet that was typed are an item."""
        words = without_mark(text) if kind is BlockKind.PARAGRAPH else None
        if words is not None:
            kind, text, level = BlockKind.ITEM, words, 1
        self.add(Block(kind=kind, text=text, place=place, level=level, bold=bold, indent=indent))

    def add_lines(
        self,
        kind: BlockKind,
        lines: list[tuple[str, bool]],
        place: Place,
        *,
        label: str = "",
        level: int = 0,
        indent: int = 0,
    ) -> None:
        """Take in the lines of a paragraph; the first has its number, those below it carry it on."""
        first, bold = lines[0]
        text = f"{label} {first.lstrip()}" if label else first
        if kind is BlockKind.ITEM:
            text = without_mark(text) or text.lstrip()
        self.add_text(kind, text, place, level=level, bold=bold, indent=indent)
        if kind is BlockKind.ITEM:
            kind, level, indent = BlockKind.PARAGRAPH, 0, max(indent, _INDENT_OF_ITEM * level)
        for text, bold in lines[1:]:
            if kind is BlockKind.PARAGRAPH and without_mark(text) is not None:
                self.add_text(kind, text, place, bold=bold, indent=indent)
            else:
                self.add(
                    Block(
                        kind=kind,
                        text=text,
                        place=place,
                        level=level,
                        bold=bold,
                        indent=indent,
                        continues=True,
                    )
                )

    def add_running(self, texts: Iterable[str]) -> None:
        """Take in the heads or foots of pages, each text once."""
        for text in dict.fromkeys(texts):
            self.add_text(BlockKind.RUNNING, text, Place())

    def add_picture(self, text: str, place: Place | None = None) -> None:
        """Take in a picture by the words that stand for it; unless said, it is at the last paragraph."""
        self.add(Block(kind=BlockKind.PICTURE, text=text, place=place or self.place()))

    def add_table(self, rows: list[list[BlockCell]], *, counted: bool = False) -> None:
        """Take in a table that has words, its rows filled up to equal lengths."""
        if not any(cell.text for row in rows for cell in row):
            return
        width = max(map(len, rows))
        if not counted:
            self.count_cells(width * len(rows))
        place = next(cell.place for row in rows for cell in row)
        filled = tuple(
            (*row, *[BlockCell(text="", place=(row or rows[0])[-1].place)] * (width - len(row)))
            for row in rows
        )
        self.add(Block(kind=BlockKind.TABLE, rows=filled, place=place))

    def count(self, text: str) -> None:
        """Count the characters of a document."""
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise too_large(f"It has more than {MOST_CHARACTERS:,} characters.")

    def count_cells(self, number: int) -> None:
        """Count cells before they are made."""
        self._cells += number
        if self._cells > MOST_CELLS:
            raise too_large(f"Its tables have more than {MOST_CELLS:,} cells.")

    def warn(self, code: str, message: str) -> None:
        """Note what was not read, each thing once."""
        problem = Problem(code, message)
        if problem not in self.warnings:
            self.warnings.append(problem)

    def warn_of_hidden_words(self, place: Place) -> None:
        """Say that words were left out that are not shown."""
        self.warn(
            "hidden-content",
            f"Words are hidden, the first at {place or 'the beginning'}, and were not read. "
            "Show them if they count.",
        )

    def note_struck(self, texts: Iterable[str]) -> None:
        """Note words that are struck through and were left out; what came of them is said at the end."""
        for text in texts:
            self.count(text)
            self._struck.append(" ".join(text.split()))

    def warn_of_hidden_sheet(self, name: str) -> None:
        """Say that a sheet is not shown and was left out."""
        self.warn("hidden-content", f"The sheet '{name}' is hidden and was not read. Show it if it counts.")

    def warn_of_changes(self) -> None:
        """Say how changes were read that are only proposed."""
        self.warn(
            "tracked-changes",
            "This document has changes that nobody has accepted yet. It was read as if all were accepted: "
            "with what is inserted, without what is deleted.",
        )

    def document(self, container: str, file: str) -> Document:
        """Return everything that was gathered."""
        if self._struck:
            self.warn("struck-through", _struck_through(self._struck))
        return Document(
            container=container,
            blocks=tuple(self.blocks),
            warnings=tuple(problem.in_file(file) for problem in self.warnings),
        )


def _struck_through(texts: list[str]) -> str:
    shown = ", ".join(f"'{text[:_LONGEST_SHOWN]}'" for text in texts[:_MOST_SHOWN])
    more = f" and {len(texts) - _MOST_SHOWN} more" if len(texts) > _MOST_SHOWN else ""
    are = "are" if len(texts) > 1 else "is"
    return f"{shown}{more} {are} struck through, and not read. Take the line away if it counts."
