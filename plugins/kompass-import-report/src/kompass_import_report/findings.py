"""Gather the strengths and improvement areas of an area's section, item by item."""

import re
from typing import final

from attrs import define, field

from kompass_import_report.collector import Collector, joined_lines
from kompass_import_report.figures import named_figures, read_figure
from kompass_import_report.lines import FRAMEWORK, Kind, Line
from kompass_import_report.names import AreaName
from kompass_import_report.parts import PrintedFinding
from kompass_spec.model import FindingKind

__all__ = ["FindingReader"]

# The numbers and letters of a list, where a format has no mark of its own for them.
_MARK = re.compile(r"(?:[0-9]{1,2}[.)]|[a-zåäö]\))\s+(?=\S)")
_MARK_CELL = re.compile(r"o|[0-9]{1,2}[.)]?|[a-zåäö]\)")
_PAGE_NUMBER = re.compile(r"[0-9]{1,3}")


@final
@define
class FindingReader:
    """Read a list under the title of its kind, also where a page or a sentence interrupts it.

    ``kind`` is that of the open list, ``None`` where none is open.
    """

    collector: Collector
    kind: FindingKind | None = None
    _paused: FindingKind | None = None
    _marked: bool = False
    _indent: int = 0
    _untitled: list[int] = field(factory=list)

    def begin(self, kind: FindingKind) -> None:
        """Open a list below its title."""
        self.end()
        self.kind = kind

    def end(self) -> None:
        """Close the list: a title or a table ends it. Warn of items that stood below no title."""
        self.kind = self._paused = None
        self._marked = False
        if self._untitled:
            sentence = (
                f"The list on {joined_lines(self._untitled)} stands in the section of an area, but below no"
                " title of strengths or improvement areas, and is not read. Put the title that it belongs to"
                " above it."
            )
            self.collector.warn("finding-without-title", sentence, self._untitled[0])
            self._untitled.clear()

    def resume(self, line: Line) -> None:
        """Open the list again where another item follows what interrupted it."""
        if self._paused is None or not self._item(line):
            return
        words, figures = named_figures(line.text)
        name = self.collector.names.area(words, line.number) if figures else None
        if name is None or name.known is None:
            self.kind, self._paused, self._marked = self._paused, None, True

    def untitled(self, line: Line) -> None:
        """Remember an item that stands in the section of an area below no title of findings."""
        self._untitled.append(line.number)

    def continues(self, line: Line, after_blank: bool) -> bool:
        """Add a line to the item before it, if its indent or its first letter shows that it goes on."""
        if self.kind is None or not self._marked or after_blank or line.kind is not Kind.TEXT:
            return False
        if line.level or line.bold or self._item(line):
            return False
        if line.indent <= self._indent and not line.text[0].islower():
            return False
        self._go_on(line)
        return True

    def take(self, line: Line, following: Line | None, area: AreaName | None, after_blank: bool) -> bool:
        """Read a line of the open list; tell whether it is one.

        ``following`` is the next line that says something, ``area`` the one in whose section the list stands.
        """
        if self.kind is None:
            return False
        items = self._item(line)
        if not items and self._interrupts(line, following, after_blank):
            return False
        if area is None:
            sentence = (
                "This stands under strengths or improvement areas of no area and is not read. Put it in the"
                " section of its area."
            )
            self.collector.warn("finding-without-area", sentence, line.number)
        elif items:
            self._marked, self._indent = True, line.indent
            self._add(items, area, line.number)
        elif self._marked:
            self._go_on(line)
        else:
            self._add((line.text,), area, line.number)
        return True

    def _interrupts(self, line: Line, following: Line | None, after_blank: bool) -> bool:
        """Tell whether a line without a mark is none of the list; the list then waits for its next item."""
        if line.kind is Kind.ROW or _PAGE_NUMBER.fullmatch(line.text):
            return True
        if self._marked:
            if after_blank and not line.text[0].islower():
                self.kind, self._paused = None, self.kind
                return True
            return False
        introduces = line.text.endswith(":") or FRAMEWORK.search(line.text) is not None
        return introduces and following is not None and bool(self._item(following))

    def _item(self, line: Line) -> tuple[str, ...]:
        """Return what a line with the mark of a list prints, without the mark; nothing where it has none."""
        if line.kind is Kind.BULLET:
            return line.cells[0].items
        if line.kind is Kind.ROW:
            return (line.text,) if line.marked else self._item_beside_mark(line)
        mark = _MARK.match(line.text) if not line.level else None
        return (line.text[mark.end() :],) if mark else ()

    def _item_beside_mark(self, line: Line) -> tuple[str, ...]:
        """Return the item in a row of two cells, of which the first is the mark of a list and no figure."""
        texts = [cell.text for cell in line.cells if cell.text]
        if len(texts) != 2:  # noqa: PLR2004 - see above
            return ()
        mark, item = texts
        name = self.collector.names.area(item, line.number)
        known = name is not None and name.known is not None
        listed = _MARK_CELL.fullmatch(mark) and read_figure(item) is None
        return (item,) if listed and not known else ()

    def _add(self, items: tuple[str, ...], area: AreaName, line: int) -> None:
        if self.kind is not None:
            self.collector.part.findings.extend(
                PrintedFinding(area, self.kind, text, line) for text in items if text
            )

    def _go_on(self, line: Line) -> None:
        findings = self.collector.part.findings
        last = findings[-1]
        findings[-1] = PrintedFinding(last.area, last.kind, f"{last.text} {line.text}", last.line)
