"""Rows with something wrong in them, made of the rows of a sample: what an importer may not pass over.

A row of a sample is a line on which a known figure stands. It is made odd in one way at a time, and put in
the place of its row or below it. Only what certainly is wrong is made: a figure that is no number, a code
that no edition has, a row without its figure.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from kompass_spec import InputError
from kompass_spec.model import Edition, Imported, Observation, Quantity
from kompass_spec.model.quantities import parse_printed
from kompass_testing.import_samples import Sample, said_of

__all__ = ["Base", "OddFile", "Printed", "bases_of"]

NO_CODE = "99.9"
NO_NAME = "Något helt annat"
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_SEPARATORS = (";", "\t", "|", ",")
_CUTS = 12
"""At so many places, about, a long line is cut."""


@frozen(kw_only=True)
class Printed:
    """Hold a row: its line, its text, and every known figure on it with where it stands in the text."""

    line: int
    text: str
    figures: tuple[tuple[Observation, int, int], ...]

    @property
    def separator(self) -> str | None:
        """Return what parts the cells of the row, ``None`` of a line of words."""
        return next((one for one in _SEPARATORS if one in self.text), None)

    def printing(self, at: int, figure: str) -> str:
        """Return the text with another figure in the place of one."""
        _, start, end = self.figures[at]
        return self.text[:start] + figure + self.text[end:]

    def expected(self, at: int | None = None, figure: str = "") -> tuple[tuple[str, Quantity, str], ...]:
        """Return how every figure is printed, perhaps with another in the place of one."""
        return tuple(
            (seen.item, seen.quantity, figure if number == at else self.text[start:end])
            for number, (seen, start, end) in enumerate(self.figures)
        )

    def renamed(self, old: str, new: str) -> "Printed | None":
        """Return the row with a code or a name replaced, ``None`` where it has it not."""
        spans = [range(start, end) for _, start, end in self.figures]
        for found in re.finditer(rf"(?<![\w.,]){re.escape(old)}(?![\w.,])", self.text, re.IGNORECASE):
            if any(found.start() in span for span in spans):
                continue
            moved = len(new) - len(old)
            figures = tuple(
                (evolve(seen, item=new), start + moved, end + moved)
                if start > found.start()
                else (evolve(seen, item=new), start, end)
                for seen, start, end in self.figures
            )
            text = self.text[: found.start()] + new + self.text[found.end() :]
            return evolve(self, text=text, figures=figures)
        return None

    def of_no_item(self, edition: Edition) -> "Printed | None":
        """Return the row with the code or the name of no item, ``None`` where it has neither."""
        code = self.figures[0][0].item
        renamed = self.renamed(code, NO_CODE)
        item = edition.item(code) if code in edition else None
        for name in (*getattr(item, "title", {}).values(), *getattr(item, "aliases", ())):
            renamed = renamed or self.renamed(name, NO_NAME)
        return renamed


@frozen(kw_only=True)
class OddFile:
    """Hold a file with one odd line, what is odd, and what is known of it.

    ``expected`` are figures that stand on the line: an item, a quantity and how it is printed. They have to
    be read as they stand, or the line has to be warned of; so it has where there is none. ``forbidden`` are
    values that do not stand there. ``kept`` are the figures of the other lines. ``certain`` says that nothing
    is wrong with the line, so that no warning makes up for what is not read.
    """

    content: bytes
    line: int
    text: str
    odd: str
    kept: tuple[Observation, ...]
    expected: tuple[tuple[str, Quantity, str], ...] = ()
    forbidden: tuple[tuple[Quantity, Fraction], ...] = ()
    certain: bool = False

    def misread(self, answer: Imported | InputError) -> str | None:
        """Return what is wrong with what was read of the file, ``None`` where nothing is."""
        if isinstance(answer, InputError):
            said = Imported(assessments=(), warnings=answer.problems)
            refused = self.certain or not said_of(said, self.line)
            return f"refuses the whole file without a word on line {self.line}" if refused else None
        return self._misread(answer)

    def _misread(self, imported: Imported) -> str | None:
        seen = [one for assessment in imported.assessments for one in assessment.observations]
        here = [one for one in seen if one.line == self.line]
        for one in here:
            if (one.quantity, one.value) in self.forbidden:
                return f"reads {one.quantity.value} {one.value}, which do not stand on line {self.line}"
        found = bool(self.expected) and all(
            any(_is_printed(one, *figure) for one in here) for figure in self.expected
        )
        if self.certain and not found:
            return f"does not read line {self.line}"
        if not found and not said_of(imported, self.line):
            return f"says nothing of line {self.line}"
        return self._lost(imported, seen)

    def _lost(self, imported: Imported, seen: list[Observation]) -> str | None:
        """Return which figure of another line is not read and not said, ``None`` where there is none."""
        others = {(one.item, one.quantity, one.value, one.line) for one in seen}
        for one in self.kept:
            figure = (one.item, one.quantity, one.value, one.line)
            if figure not in others and not said_of(imported, one.line or 0):
                return (
                    f"loses {one.quantity.value} {one.value} of {one.item}, which stand on line {one.line},"
                )
        return None


def _is_printed(seen: Observation, item: str, quantity: Quantity, printed: str) -> bool:
    value, precision = parse_printed(printed)
    known = (seen.item, seen.quantity, seen.value) == (item, quantity, value)
    return known and (seen.exact or seen.precision == precision)


@frozen(kw_only=True)
class Base:
    """Hold a row of a sample, and at which line the odd one is put: in its place, or as one more.

    ``repeated`` says that the row stands twice then, of which an importer may warn.
    """

    sample: Sample
    row: Printed
    line: int
    instead: bool = False
    repeated: bool = False

    def file(self, text: str, odd: str, **known: Any) -> OddFile:
        """Return the file with a text on the line."""
        lines = list(self.sample.lines)
        lines[self.line - 1 : self.line - (0 if self.instead else 1)] = [text]
        kept = tuple(
            evolve(seen, line=seen.line + (0 if self.instead or seen.line < self.line else 1))
            for seen in self.sample.figures
            if seen.line is not None and not (self.instead and seen.line == self.line)
        )
        content = "\n".join(lines).encode()
        return OddFile(content=content, line=self.line, text=text, odd=odd, kept=kept, **known)

    def another(self, edition: Edition) -> "Base | None":
        """Return the row of another item of the same level below it, ``None`` where there is no such."""
        item = self.row.figures[0][0].item
        taken = {seen.item for seen in self.sample.figures}
        others = (one.code for one in edition.walk() if one.code.count(".") == item.count("."))
        free = next((code for code in others if code not in taken), None)
        row = self.row.renamed(item, free) if free is not None and item in edition else None
        return None if row is None else Base(sample=self.sample, row=row, line=self.row.line + 1)

    def longer(self) -> Sample:
        """Return the sample with the row as one of its own."""
        file = self.whole()
        figures = tuple(evolve(seen, line=self.line) for seen, _, _ in self.row.figures)
        return evolve(self.sample, content=file.content, figures=(*file.kept, *figures))

    def whole(self) -> OddFile:
        """Return the file in which nothing is wrong with the row."""
        expected = self.row.expected()
        return self.file(self.row.text, "that is like the one above it", expected=expected)

    def with_a_fault(self, edition: Edition) -> Iterator[OddFile]:
        """Iterate over files with a row that must be warned of."""
        row = self.row
        for at, (seen, _, _) in enumerate(row.figures):
            for figure in ("abc", "7x"):
                yield self.file(row.printing(at, figure), f"whose {seen.quantity.value} are {figure!r}")
        unknown = row.of_no_item(edition)
        if unknown is not None:
            yield self.file(unknown.text, "of an item that the edition has not")
        undated = row.renamed(str(self.sample.year), "soon")
        if undated is not None:
            yield self.file(undated.text, "whose year is 'soon'")
        if row.separator is None:
            return
        first = min(start for _, start, _ in row.figures)
        before = row.text[:first].rpartition(row.separator)[0]
        closing = " |" if row.separator == "|" else ""
        if before.strip(" |"):
            yield self.file(before.rstrip() + closing, "with too few cells")
            yield self.file(before + row.separator + closing, "with an empty cell")
        more = " 99 |" if row.text.rstrip().endswith("|") else f"{row.separator}99"
        yield self.file(row.text.rstrip() + more, "with a figure too many")

    def with_another_figure(self) -> Iterator[OddFile]:
        """Iterate over files with a figure below zero, of percent, with a decimal more, or greater by one."""
        row = self.row
        for at, (seen, start, end) in enumerate(row.figures):
            printed = row.text[start:end]
            point = "." if row.separator == "," or "." in printed else ","
            decimal = f"{printed}5" if seen.value.denominator > 1 else f"{printed}{point}5"
            negative = self.file(row.printing(at, f"-{printed}"), "with a figure below zero")
            once = sum(one.quantity is seen.quantity for one, _, _ in row.figures) == 1
            forbidden = ((seen.quantity, seen.value),) if once and seen.value else ()
            yield evolve(negative, expected=row.expected(at, f"-{printed}"), forbidden=forbidden)
            if seen.quantity in {Quantity.POINTS, Quantity.PERCENT}:
                nothing = self.file(row.printing(at, "0"), "with a figure of nothing, which is one")
                yield evolve(nothing, expected=row.expected(at, "0"), certain=not self.repeated)
            if seen.quantity is Quantity.POINTS and row.text[end : end + 1] not in {" ", "%"}:
                expected = tuple(
                    (item, Quantity.PERCENT if number == at else quantity, figure)
                    for number, (item, quantity, figure) in enumerate(row.expected())
                )
                percent = self.file(row.printing(at, f"{printed} %"), "with a percent sign behind points")
                yield evolve(percent, expected=expected, forbidden=forbidden)
            for odd, figure in (("a decimal more", decimal), ("another figure", str(int(seen.value) + 1))):
                file = self.file(row.printing(at, figure), f"with {odd}")
                yield evolve(file, expected=row.expected(at, figure))

    def cut(self) -> Iterator[OddFile]:
        """Iterate over files whose row ends too early, while the lines below it are whole.

        What is left of a figure has to be read as it stands, or said.
        """
        first = min(start for _, start, _ in self.row.figures)
        step = max(1, (len(self.row.text) - first) // _CUTS)
        for end in range(first + 1, len(self.row.text), step):
            text = self.row.text[:end]
            expected = tuple(
                (seen.item, seen.quantity, text[start:stop].rstrip(".,"))
                for seen, start, stop in self.row.figures
                if start < end
            )
            yield self.file(text, "that ends too early", expected=expected)


def bases_of(sample: Sample) -> Iterator[Base]:
    """Iterate over the first, the middle and the last row of a sample whose known figures are all found.

    A file of one row keeps it: what is odd is put beside it, so that something is left to read.
    """
    rows = []
    for number, text in enumerate(sample.lines, start=1):
        figures = [seen for seen in sample.figures if seen.line == number]
        places = list(_places(text, figures))
        if figures and len(places) == len(figures):
            rows.append(Printed(line=number, text=text, figures=tuple(places)))
    for at in sorted({0, len(rows) // 2, len(rows) - 1}) if rows else ():
        row = rows[at]
        if len(rows) > 1:
            yield Base(sample=sample, row=row, line=row.line, instead=True)
        # Above the last row it shows whether what follows is read.
        yield Base(sample=sample, row=row, line=row.line + (row is not rows[-1]), repeated=True)


def _places(text: str, figures: list[Observation]) -> Iterator[tuple[Observation, int, int]]:
    """Find figures from the right, as codes stand on the left; each number is one figure at most."""
    numbers = [*_FIGURE.finditer(text)]
    for seen in reversed(figures):
        for found in reversed(numbers):
            if Fraction(found[0].replace(",", ".")) == seen.value:
                numbers.remove(found)
                yield seen, found.start(), found.end()
                break
