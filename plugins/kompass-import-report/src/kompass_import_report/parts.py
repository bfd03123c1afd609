"""What stands in one part of a report, as printed and before its edition is known."""

from fractions import Fraction
from typing import final

from attrs import define, field, frozen

from kompass_import_report.levels import PrintedLevel
from kompass_import_report.lines import Line
from kompass_import_report.names import AreaName
from kompass_spec.model import FindingKind, Organisation, Quantity

__all__ = ["Figure", "Paragraph", "Part", "PrintedFinding", "Topic", "merged_parts"]


@final
@frozen(kw_only=True)
class Figure:
    """Hold one printed figure: of an area by its name, of an item by its code, or of the whole (``total``).

    ``text`` are the words printed beside the code of a question; ``year`` is that of the column's head, and
    ``head`` the line of it; ``origin`` says where it stood: ``table``, ``section`` or ``list``; ``level`` is
    what is printed of a level, whose number may only be known by its scale; ``owner`` is the organisation
    that the head of its column or of its list names.
    """

    item: AreaName | str
    quantity: Quantity
    value: Fraction
    precision: Fraction
    line: int
    origin: str
    head: int
    text: str = ""
    year: int | None = None
    label: str | None = None
    level: PrintedLevel | None = None
    owner: Organisation | None = None


@final
@frozen
class Topic:
    """Hold a heading printed in an area's section, and the years of the columns beside it."""

    area: AreaName
    text: str
    line: int
    years: tuple[int | None, ...]


@final
@frozen
class PrintedFinding:
    """Hold a strength or an improvement area as printed in an area's section."""

    area: AreaName
    kind: FindingKind
    text: str
    line: int


@final
@define
class Paragraph:
    """Hold running text with the line on which every piece of it begins.

    ``area`` is that of the section that it stands in; ``title`` says that it is a line by itself above
    others, ``year`` is that of the title that it stands below, in a report with titles of several years.
    """

    area: AreaName | None = None
    title: bool = False
    year: int | None = None
    pieces: list[tuple[int, str]] = field(factory=list)

    @property
    def text(self) -> str:
        """Return the whole text, its lines joined by spaces."""
        return self.pieces[0][1] if len(self.pieces) == 1 else " ".join(text for _, text in self.pieces)

    def line_at(self, offset: int) -> int:
        """Return the line on which the character at ``offset`` of the text stands."""
        end = 0
        for line, text in self.pieces:
            end += len(text) + 1
            if offset < end:
                return line
        return self.pieces[-1][0]


@final
@define
class Part:
    """Collect what stands in a report or in one appendix; ``titles`` are the lines that it begins with.

    ``omitted`` stand where figures would, and say that their items do not apply; ``told`` says that running
    text prints a total of the evaluation.
    """

    line: int
    titles: list[Line] = field(factory=list)
    names: list[AreaName] = field(factory=list)
    figures: list[Figure] = field(factory=list)
    omitted: list[Figure] = field(factory=list)
    topics: list[Topic] = field(factory=list)
    findings: list[PrintedFinding] = field(factory=list)
    paragraphs: list[Paragraph] = field(factory=list)
    told: bool = False

    @property
    def empty(self) -> bool:
        """Tell whether the part holds no result."""
        return not (self.figures or self.findings or self.topics)

    def join(self, other: "Part") -> None:
        """Take over everything that stands in ``other``."""
        self.titles.extend(other.titles)
        self.names.extend(other.names)
        self.figures.extend(other.figures)
        self.omitted.extend(other.omitted)
        self.topics.extend(other.topics)
        self.findings.extend(other.findings)
        self.paragraphs.extend(other.paragraphs)


def merged_parts(parts: list[Part]) -> list[Part]:
    """Return the parts, each that holds no result joined to the one before it."""
    merged = parts[:1]
    for part in parts[1:]:
        if part.empty:
            merged[-1].join(part)
        else:
            merged.append(part)
    return merged
