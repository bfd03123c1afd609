"""What every renderer of sheets keeps: every word of the sheet, bytes by the request alone, and no harm."""

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import pytest
from attrs import evolve, fields, has
from hypothesis import given

from kompass_spec.model.sheet import (
    Beside,
    Figure,
    Illustration,
    Part,
    Section,
    Sheet,
    SheetRow,
    SheetTable,
    tables_of,
    walked,
)
from kompass_spec.model.texts import Passage
from kompass_spec.plugins.hooks import SHEET_KINDS
from kompass_spec.plugins.requests import Look, SheetRequest
from kompass_testing.contracts.base import examples
from kompass_testing.contracts.requests import Case, RequestContract, given as given_by
from kompass_testing.distinct_figures import figures_above, told_apart, without_drawings
from kompass_testing.drawn_sheets import hard_sheet, sample_sheets
from kompass_testing.hostile_sheets import hostile_sheet
from kompass_testing.hostile_words import FORMULAS, OTHER_WORDS, taken_for_more
from kompass_testing.sheet_samples import sheets

__all__ = ["SheetRendererContract"]

SECONDS = 60
_SEEN = "731"
"""A figure that stands nowhere in the sample."""
_FIGURES = 8
_FIRST_FIGURE = 73_001
"""The first of the numbers that tell figures apart; no two are alike, and none stands in another."""
_SHORT = 6
"""Paths of fewer characters, such as that of the root, could stand in any text."""
_DRAWN = (Beside, Illustration)
_UNSAID = frozenset(
    {
        "address",
        "anchor",
        "drawing",
        "finding",
        "kind",
        "language",
        "level",
        "name",
        "quantity",
        "summary",
        "table",
    }
)
"""What a layout need not write: names, addresses, and what stands in for a drawing."""


class SheetRendererContract(RequestContract, kind="renderers"):
    """Hold what every renderer of sheets keeps; give a fixture ``renderer``.

    For a format that is no text, such as PDF, also override ``text_of``, which returns the words in a file,
    or set ``is_text`` to ``False`` where they cannot be read back. One that leaves out a part of a sheet on
    purpose, such as a summary, sets ``is_whole`` to ``False``.
    """

    fixture: ClassVar[str] = "renderer"
    method: ClassVar[str] = "lay_out"
    answer: ClassVar[type] = bytes
    gives: ClassVar[frozenset[str]] = frozenset({"is_text", "is_whole", "text_of"})
    is_text: ClassVar[bool] = True
    is_whole: ClassVar[bool] = True
    renderer = given_by("renderer", "renderer")

    def text_of(self, content: bytes) -> str:
        """Return the words in a file; of a text this is its UTF-8."""
        return content.decode("utf-8", "replace") if self.is_text else ""

    def cases(self) -> Iterable[Case]:
        """Return sheets of every kind, one that is hard to lay out, and one with a look of its own."""
        first, *others = sample_sheets()
        look = Look(
            logo=b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            logo_type="image/svg+xml",
            logo_text="Örnsköldsviks kommun",
            colour="#006633",
            second_colour="#884400",
            foot="Kommunledningskontoret",
        )
        return (
            ("of a result", SheetRequest(sheet=first)),
            *((f"of the kind {sheet.kind}", SheetRequest(sheet=sheet)) for sheet in others),
            ("with hostile and very long words", SheetRequest(sheet=hard_sheet())),
            ("with nothing in it", SheetRequest(sheet=evolve(first, parts=(), lines=(), foot=()))),
            ("with a look", SheetRequest(sheet=first, look=look)),
            (
                "in a language without a catalogue",
                SheetRequest(sheet=evolve(first, language="fi", title="Kunta")),
            ),
        )

    def asked(self, provided: Any) -> Iterator[Case]:
        """Iterate over the cases of the kinds that the renderer lays out."""
        kinds = getattr(provided, "kinds", ())
        return ((odd, request) for odd, request in self.cases() if request.sheet.kind in kinds)

    def laid_out(self, provided: Any, request: SheetRequest, odd: str) -> str:
        """Return the words that are laid out; fail where the sheet is refused."""
        content = self.ask(provided, request, odd)
        assert isinstance(content, bytes), (
            f"{self.told(provided)} does not lay out a sheet {odd}: {content}. Lay it out."
        )
        assert content, f"{self.told(provided)} returns nothing {odd}. Show what there is."
        return self.text_of(content)

    def test_its_endings_are_well_formed(self, provided: Any) -> None:
        """Give endings as a tuple of lower-case texts with the dot, such as ('.html',): they find files."""
        self.check_endings(provided)

    def test_its_kinds_are_known(self, provided: Any) -> None:
        """Name the kinds of sheets that are laid out, as a tuple of those in SHEET_KINDS."""
        kinds = getattr(provided, "kinds", None)
        assert isinstance(kinds, tuple) and kinds, (
            f"{self.told(provided)} names no kinds. Give a tuple such as ('result',)."
        )
        unknown = sorted(set(kinds) - set(SHEET_KINDS))
        assert not unknown, f"{self.told(provided)} names kinds that there are not: {', '.join(unknown)}."

    def test_every_word_of_a_sheet_is_laid_out(self, provided: Any) -> None:
        """Lay out every word of a sheet, or set is_whole to False: every format says the same."""
        for odd, request in self.asked(provided):
            shown = _letters(self.laid_out(provided, request, odd)) if self.is_whole else ""
            for words in _said(request.sheet) if shown else ():
                assert _letters(words) in shown, (
                    f"{self.told(provided)} leaves out {words[:80]!r} {odd}. Lay out every word of a sheet."
                )

    def test_a_figure_that_is_laid_out_is_right(self, provided: Any) -> None:
        """Lay out a figure of a table as it is shown, wherever you lay it out at all: no other."""
        sheet = sample_sheets()[0]
        if sheet.kind not in provided.kinds:
            pytest.skip(f"{self.told(provided)} lays out no results, so this does not apply to it.")
        before = self.laid_out(provided, SheetRequest(sheet=sheet), "of a result")
        for number in range(_FIGURES):
            changed = _with_figure(sheet, count(), number)
            shown = self.laid_out(provided, SheetRequest(sheet=changed), "of a result with another figure")
            assert shown == before or _SEEN in shown, (
                f"{self.told(provided)} lays out another figure than {_SEEN}, which a table shows. Lay out"
                " what Figure.shown says."
            )

    def test_no_figure_is_lost(self, provided: Any) -> None:
        """Lay out every figure, in a table in the order of its row; one not whole, all of a table or none."""
        of_its_kinds = [sheet for sheet in sample_sheets() if sheet.kind in provided.kinds]
        for sheet in (of_its_kinds[0], of_its_kinds[-1]):
            counted = told_apart(evolve(sheet, parts=without_drawings(sheet.parts)), count(_FIRST_FIGURE))
            shown = self.laid_out(provided, SheetRequest(sheet=counted), f"of the kind {sheet.kind}")
            for figure in figures_above(counted) if self.is_whole and shown else ():
                assert figure in shown, (
                    f"{self.told(provided)} leaves out {figure}, the figure of a headline or a tile. Lay it"
                    " out."
                )
            for table in tables_of(counted) if shown else ():
                self._check_figures(provided, table, shown)

    def _check_figures(self, provided: Any, table: SheetTable, shown: str) -> None:
        rows = [[cell.shown for cell in row.cells if isinstance(cell, Figure)] for row in table.rows]
        figures = [figure for row in rows for figure in row]
        lost = [figure for figure in figures if figure not in shown]
        assert not lost or (len(lost) == len(figures) and not self.is_whole), (
            f"{self.told(provided)} leaves out {', '.join(lost[:3])} of the table {table.name!r}. Lay"
            " out every figure that a table shows."
        )
        for row in rows if not lost else ():
            assert row == sorted(row, key=shown.index), (
                f"{self.told(provided)} lays out the row {', '.join(row)} of the table {table.name!r} in"
                " another order. Keep that of its columns."
            )

    def test_words_of_others_stay_words(self, provided: Any) -> None:
        """Let no name become a formula, markup or a code: quote it as your format does."""
        for words in (*FORMULAS, *OTHER_WORDS):
            sheet = evolve(hostile_sheet(words), kind=provided.kinds[0])
            content = self.ask(provided, SheetRequest(sheet=sheet), f"with {words!r} everywhere")
            assert isinstance(content, bytes), (
                f"{self.told(provided)} refuses the words {words!r}: {content}. Show them as words."
            )
            more = taken_for_more(content, provided.endings, is_text=self.is_text)
            assert more is None, (
                f"{self.told(provided)} makes {more} of the words {words!r}. Write them as words."
            )

    def test_text_is_utf_8(self, provided: Any) -> None:
        """Encode text as UTF-8, with no codes for a terminal unless asked; else set is_text to False."""
        for odd, request in self.asked(provided) if self.is_text else ():
            content = self.ask(provided, request, odd)
            # A renderer may itself write the mark that stands for what cannot be shown.
            assert content.decode("utf-8", "ignore").encode() == content, (
                f"{self.told(provided)} writes bytes that are no UTF-8 ({odd}). Encode text with .encode()."
            )
            assert b"\x1b" not in content, (
                f"{self.told(provided)} writes codes for a terminal ({odd}), where the request has no"
                " terminal. Leave them out."
            )

    def test_no_path_of_the_machine_is_in_it(self, provided: Any) -> None:
        """Write no path of the machine into the output: its reader has another one."""
        folders = {os.getcwd(), str(Path.home()), sys.prefix, tempfile.gettempdir()}  # noqa: PTH109 - as text, as it would leak
        for odd, request in self.asked(provided):
            shown = self.laid_out(provided, request, odd)
            for folder in sorted(folder for folder in folders if len(folder) >= _SHORT):
                assert folder not in shown, (
                    f"{self.told(provided)} writes {folder}, a folder of this machine, into the output"
                    f" ({odd}). Leave it out."
                )

    def test_any_sheet_is_laid_out(self, provided: Any) -> None:
        """Lay out whatever blocks, words and languages a sheet has, also none, nested in any way."""
        kinds = provided.kinds

        @examples(12)
        @given(sheets())
        def law(sheet: Sheet) -> None:
            self.laid_out(provided, SheetRequest(sheet=evolve(sheet, kind=kinds[0])), "of any blocks")

        law()

    def test_an_enormous_sheet_is_laid_out_in_reasonable_time(self, provided: Any) -> None:
        """Lay out a hundred times as much within a minute: look for a loop within a loop."""
        first = sample_sheets()[0]
        great = evolve(first, kind=provided.kinds[0], parts=first.parts * 30)
        begun = time.process_time()
        self.ask(provided, SheetRequest(sheet=great), "an enormous sheet")
        seconds = time.process_time() - begun
        assert seconds < SECONDS, (
            f"{self.told(provided)} takes {round(seconds)} seconds for {len(great.parts)} parts. Look for a"
            " loop within a loop."
        )


def _with_figure(value: Any, counted: Iterator[int], number: int) -> Any:
    """Return a sheet in which one of the figures of its tables, counted from the first, is another."""
    if isinstance(value, Figure):
        changed = evolve(value, shown=_SEEN, quantity=Fraction(_SEEN), is_percent=False)
        return changed if next(counted) == number else value
    if isinstance(value, tuple):
        return tuple(_with_figure(one, counted, number) for one in value)
    if isinstance(value, (Sheet, Part, Section, SheetTable, SheetRow)):
        held = {field.name: getattr(value, field.name) for field in fields(type(value))}
        return evolve(value, **{name: _with_figure(one, counted, number) for name, one in held.items()})
    return value


def _letters(text: str) -> str:
    """Return the letters and digits of a text: layouts break lines, and take out marks that reorder."""
    return "".join(re.findall(r"[^\W_]", text))


def _said(value: Any) -> Iterator[str]:
    """Iterate over the words in a sheet that a layout must have."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Passage):
        yield value.words
    elif isinstance(value, tuple):
        for one in value:
            yield from _said(one)
    elif isinstance(value, Illustration):
        # A format without drawings has the table in its place, and one with drawings need not.
        yield from _said(value.notes)
    elif isinstance(value, Section) and all(isinstance(one, _DRAWN) for one in walked(value.blocks)):
        # Where nothing is drawn, the heading of nothing but drawings heads nothing.
        yield from _said(value.blocks)
    elif has(type(value)) and not isinstance(value, Fraction):
        for field in fields(type(value)):
            is_said_above = field.name == "caption" and not getattr(value, "is_caption_shown", True)
            if field.name not in _UNSAID and not is_said_above:
                yield from _said(getattr(value, field.name))
