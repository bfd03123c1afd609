"""Find the tables of contents, whatever leads to their numbers, so that no page is read as points."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import final

from attrs import evolve, field, frozen

from kompass_import_report.collector import Collector, joined_lines
from kompass_import_report.columns import read_column
from kompass_import_report.labels import is_sum, label_key
from kompass_import_report.lines import Cell, Kind, Line
from kompass_import_report.names import AreaName, Names, name_key
from kompass_import_report.titles import begins_appendix, begins_chapter, begins_contents
from kompass_import_report.vocabulary import words_for
from kompass_spec import Problem

__all__ = ["Contents"]

_FEWEST_RISING = 5
"""The number of areas in their order whose numbers rise too rarely by chance to be points."""
_LAST_FIRST_PAGE = 30
"""The number of the last page on which the first area of a report may begin."""
_FEWEST_LINES = 4
_FEWEST_AREAS = 3
_MOST_PAGES = 400
_LONGEST = 160
_MOST_NAMED = 20
_LEADER = re.compile(r"(?:\.{3,}|(?<=\s)\.\.|(?:\s\.){2,}|…|_{3,}|·{3,}|-{4,}|–{3,})[\s.…]*$")
_NUMBER = re.compile(r"(?<![\w.,])(\d{1,3})\.?$")
_POINTS = re.compile(r"\b(?:po[äe]ng|points?)", re.IGNORECASE)
_FOOT = re.compile(r"(?<!\w)\d{1,3}\s?(?:\(|/|av |of )\s?\d{1,3}\)?$")


@final
@frozen
class _Entry:
    """Hold a line that ends with what may be a page: its place, the page, and what leads to it."""

    position: int
    words: str
    page: int
    led: bool


@final
@frozen
class Contents:
    """Mark the lines of contents; warn of those that are none for certain, and of pages that do not rise."""

    collector: Collector
    told: list[Problem] = field(factory=list)
    """What is said of contents with areas where nothing else of a report can be read."""

    def mark(self, lines: list[Line]) -> list[Line]:
        """Return the lines, those of a table of contents marked as such.

        What follows its title, has leaders, or the word for a page before its numbers, is one; so is a list
        of areas, in their order, whose numbers rise, with the title of a chapter or an appendix among them.
        Where all that speaks for one is that the numbers rise, they are left out with a warning.
        """
        marked = list(lines)
        titled: set[int] = set()
        for position, line in enumerate(lines):
            if begins_contents(line) and position not in titled:
                titled.update(self._below_title(lines, position))
        for position in titled:
            marked[position] = evolve(lines[position], kind=Kind.CONTENTS)
        for run in self._runs(lines, titled):
            if self._are_results(lines, run):
                for entry in run:
                    marked[entry.position] = _as_row(lines[entry.position], entry)
            elif self._is_contents(lines, run):
                for entry in run:
                    marked[entry.position] = evolve(lines[entry.position], kind=Kind.CONTENTS)
        self._tell(marked)
        return marked

    def _tell(self, marked: list[Line]) -> None:
        """Keep for a refusal which numbers beside the names of areas are read as those of pages."""
        entries = [
            (line.number, entry.page)
            for position, line in enumerate(marked)
            if line.kind is Kind.CONTENTS and (entry := _entry(position, line)) is not None
            if self._names_area(entry.words, line.number)
        ]
        self.collector.in_contents.update(number for number, _ in entries)
        pages = [page for _, page in entries]
        if len(entries) >= _FEWEST_AREAS and pages == sorted(pages):
            self.told.append(self._left_out(entries))

    def _below_title(self, lines: list[Line], title: int) -> list[int]:
        """Return the positions of the title of contents and of what follows it as long as the pages rise."""
        taken, said, last = [title], set[str](), 0
        led: bool | None = None
        for position in range(title + 1, len(lines)):
            line = lines[position]
            if line.empty and line.kind is not Kind.CONTENTS:
                continue
            entry = _entry(position, line)
            if entry is not None:
                key = self._key(entry.words, line.number)
                if key in said or entry.page < last or led not in {None, entry.led}:
                    break
                said.add(key)
                last, led = entry.page, entry.led
                taken.append(position)
            elif line.kind is Kind.CONTENTS or self._is_foot(line):
                taken.append(position)
            elif not _goes_on(lines, position, last):
                break
            else:
                taken.append(position)
        return taken

    def _are_results(self, lines: list[Line], run: list[_Entry]) -> bool:
        """Tell whether dots lead to points: beside areas and their sum only, which none of pages has.

        Without a sum the word for points stands right above them.
        """
        if not all(entry.led for entry in run):
            return False
        named = [self._names_area(entry.words, lines[entry.position].number) for entry in run]
        others = [entry for entry, is_area in zip(run, named, strict=True) if not is_area]
        if sum(named) < _FEWEST_AREAS or not all(is_sum(label_key(entry.words)) for entry in others):
            return False
        areas = sum(entry.page for entry, is_area in zip(run, named, strict=True) if is_area)
        return any(entry.page == areas for entry in others) or _speaks_of_points(lines, run[0].position)

    def _is_contents(self, lines: list[Line], run: list[_Entry]) -> bool:
        """Tell whether lines that end with numbers are those of contents."""
        if all(entry.led for entry in run):
            return self._is_told_of(lines, run)
        pages = [entry.page for entry in run]
        if pages != sorted(pages) or _below_head(lines, run[0].position):
            return False
        words = [evolve(lines[entry.position], kind=Kind.TEXT, text=entry.words) for entry in run]
        chapters = _chapters(words)
        if len(run) >= _FEWEST_LINES and chapters and pages[0] < pages[-1]:
            return chapters > 1 or self._in_order(words) > 1
        rises = pages[0] <= _LAST_FIRST_PAGE and len(set(pages)) == len(pages)
        if not rises or self._in_order(words) < _FEWEST_RISING:
            return False
        self.collector.warnings.append(
            self._left_out([(lines[entry.position].number, entry.page) for entry in run])
        )
        return True

    def _is_told_of(self, lines: list[Line], run: list[_Entry]) -> bool:
        """Tell that lines with leaders are contents; warn where their numbers do not rise as pages do."""
        if any(after.page < before.page for before, after in pairwise(run)):
            numbers = [lines[entry.position].number for entry in run][:_MOST_NAMED]
            printed = ", ".join(str(entry.page) for entry in run[:_MOST_NAMED])
            sentence = (
                f"The numbers behind the dots on {joined_lines(numbers)} ({printed}) do not rise as page"
                " numbers do; they are not read. If they are points, put a tab in place of the dots."
            )
            self.collector.warn("unplaced-figures", sentence, numbers[0])
        return True

    def _in_order(self, words: list[Line]) -> int:
        """Return how many lines name areas, 0 where these are not in the order of their codes."""
        names = [self.collector.names.area(line.text, line.number) for line in words]
        known = [name for name in names if name is not None and name.known is not None]
        return len(known) if _ascends(known, self.collector.names) else 0

    def _left_out(self, entries: list[tuple[int, int]]) -> Problem:
        """Return what is said of lines with the numbers that stand on them."""
        entries = entries[:_MOST_NAMED]
        sentence = (
            f"The numbers beside the names of areas on {joined_lines([line for line, _ in entries])}"
            f" ({', '.join(str(page) for _, page in entries)}) rise as those of pages do, so they are not"
            " read. If they are points, put a head such as Poäng above them."
        )
        return Problem("unplaced-figures", sentence, line=entries[0][0])

    def _runs(self, lines: list[Line], titled: set[int]) -> Iterator[list[_Entry]]:
        """Yield the lines that end with a page and follow one another; feet of pages may stand between.

        ``titled`` are the positions of those below a title of contents, which need no other sign.
        """
        run: list[_Entry] = []
        for position, line in enumerate(lines):
            if position in titled or (line.empty and line.kind is not Kind.CONTENTS):
                continue
            entry = _entry(position, line)
            if entry is not None and (not run or entry.led == run[-1].led):
                run.append(entry)
                continue
            if entry is None and run and self._is_foot(line):
                continue
            if run:
                yield run
            run = [entry] if entry is not None else []
        if run:
            yield run

    def _is_foot(self, line: Line) -> bool:
        """Tell whether a line within contents is the foot of a page, and not a row of an area."""
        if not _FOOT.search(line.text):
            return False
        return not self._names_area(_FOOT.sub("", line.text).strip(" .:–-"), line.number)

    def _key(self, words: str, line: int) -> str:
        """Return by what words are known again: what contents have named, they do not name twice."""
        name = self.collector.names.area(words, line)
        return name.known if name is not None and name.known is not None else name_key(words)

    def _names_area(self, words: str, line: int) -> bool:
        name = self.collector.names.area(words, line)
        return name is not None and name.known is not None


def _entry(position: int, line: Line) -> _Entry | None:
    """Return what a line says as one of contents, ``None`` where it does not end with a number of a page."""
    if line.level or len(line.text) > _LONGEST or line.kind in {Kind.RULE, Kind.PAGE, Kind.BLANK}:
        return None
    if not line.text.removesuffix(".")[-1:].isdecimal():
        return None
    number = _NUMBER.search(line.text)
    if number is None or int(number[1]) > _MOST_PAGES:
        return None
    front = line.text[: number.start()].rstrip()
    leader = _LEADER.search(front)
    page = _page_word().search(front)
    if leader is not None or page is not None:
        front = front[: (leader or page).start()].rstrip(" ,(–-")  # type: ignore[union-attr]  # one of them is there
    words = front.strip()
    if not any(letter.isalpha() for letter in words):
        return None
    # Marks of emphasis may be all that is left of a line that leads to a number.
    led = leader is not None or page is not None or line.kind is Kind.CONTENTS
    return _Entry(position, words, int(number[1]), led)


def _as_row(line: Line, entry: _Entry) -> Line:
    """Return a line with dots as a row of an area and its points."""
    text = f"{entry.words} {entry.page}"
    return evolve(line, kind=Kind.TEXT, text=text, cells=(Cell((text,), line.number),))


def _speaks_of_points(lines: list[Line], position: int) -> bool:
    """Tell whether the line right above another has the word for points."""
    above = next((line for line in reversed(lines[:position]) if not line.empty), None)
    return above is not None and _POINTS.search(above.text) is not None


def _chapters(words: list[Line]) -> int:
    """Return how many lines have the words of a chapter or an appendix, as no table of areas has."""
    return sum(begins_chapter(line) or begins_appendix(line) for line in words)


def _page_word() -> re.Pattern[str]:
    """Return what the word for a page looks like behind other words."""
    return _page_word_of(words_for("page"))


@lru_cache(maxsize=16)
def _page_word_of(known: frozenset[str]) -> re.Pattern[str]:
    # A capital letter that stands alone is a name's: nobody writes S for a page.
    words = "|".join(
        re.escape(word) if len(word) > 1 else f"(?-i:{re.escape(word)})"
        for word in sorted(known, key=len, reverse=True)
    )
    return re.compile(rf"(?<=[\s,(–-])(?:{words})\.?$", re.IGNORECASE)


def _goes_on(lines: list[Line], position: int, last: int) -> bool:
    """Tell whether the words of an entry go on to the next line, which has its page."""
    line, following = lines[position], lines[position + 1 : position + 2]
    if line.kind is not Kind.TEXT or line.level or line.bold or lines[position - 1].kind is Kind.BLANK:
        return False
    entry = _entry(position + 1, following[0]) if following else None
    return entry is not None and entry.page >= last and following[0].text[0].islower()


def _below_head(lines: list[Line], position: int) -> bool:
    """Tell whether a head that says what a column holds stands right above a line."""
    above = next((line for line in reversed(lines[:position]) if not line.empty), None)
    return above is not None and any(
        read_column(cell.text, above.number).quantity is not None for cell in above.cells
    )


def _ascends(known: list[AreaName], names: Names) -> bool:
    """Tell whether areas stand in the order of the codes of an edition that has all of them."""
    by_edition = [names.all_codes(name) for name in known]
    editions = set.intersection(*(set(codes) for codes in by_edition)) if by_edition else set()
    for edition in editions:
        order = [int(codes[edition]) for codes in by_edition if codes[edition].isdecimal()]
        if len(order) == len(known) and order == sorted(set(order)):
            return True
    return False
