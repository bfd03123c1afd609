"""What the page consists of, ready to be laid out: every word and figure as it will stand there."""

from typing import final

from attrs import frozen
from markupsafe import Markup

from kompass_spec.model import Passage

__all__ = [
    "Among",
    "AreaPart",
    "Bar",
    "CitedLine",
    "Disagreement",
    "EditionPart",
    "Fact",
    "Loss",
    "Page",
    "Place",
    "Profile",
    "Publication",
    "RankedRow",
    "Row",
    "Statement",
    "Total",
    "Year",
    "YearsRow",
    "YearsTable",
]


@final
@frozen(kw_only=True)
class Bar:
    """Hold the lengths of a bar in percent of its scale: what is sure, and what may come on top of it."""

    sure: str
    perhaps: str


@final
@frozen(kw_only=True)
class Fact:
    """Hold a term and what there is to say of it, a passage for each line."""

    term: str
    passages: tuple[Passage, ...]


@final
@frozen(kw_only=True)
class Row:
    """Hold the figures of one item: its code and text, and how deep it lies below its area.

    ``note`` stands in place of all figures where the item does not apply. Without points there is nothing
    exact, and no bar.
    """

    code: str
    text: Passage
    depth: int
    printed: str | None
    exact: str | None
    maximum: str
    percent: str | None
    share: str | None
    bar: Bar | None
    contradicted: bool
    reference: str | None = None
    note: str | None = None


@final
@frozen(kw_only=True)
class Total:
    """Hold the result in total, with the sentences that say it in words.

    ``is_part`` is true where ``out_of`` also says what does not apply; where nothing applies there is none.
    """

    row: Row
    out_of: str | None
    is_part: bool
    sum_of_printed: str | None
    sentences: tuple[str, ...]
    reference: str | None


@final
@frozen(kw_only=True)
class Profile:
    """Hold the drawings of the areas, wide and narrow, the names of the bars, and the rows of the table.

    ``note`` says of which maxima the reference is, where that is not said by the rows.
    """

    drawings: tuple[Markup, ...]
    bars: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row
    note: str | None = None


@final
@frozen(kw_only=True)
class Loss:
    """Hold the points that an item surely lost, and what share of its maximum they are.

    ``guidance`` is what gives full points, where the edition says it.
    """

    code: str
    text: Passage
    lost: str
    maximum: str
    share: str
    bar: Bar
    guidance: tuple[Passage, ...] = ()


@final
@frozen(kw_only=True)
class AreaPart:
    """Hold one area: its own figures, its questions' and what was found in it.

    ``disagreement`` is a word for a discrepancy that names the area, ``None`` where there is none.
    """

    row: Row
    caption: str
    rows: tuple[Row, ...]
    sum_of_printed: str | None
    disagreement: str | None
    headings: tuple[Passage, ...]
    strengths: tuple[Passage, ...]
    improvements: tuple[Passage, ...]
    remarks: tuple[Passage, ...]


@final
@frozen(kw_only=True)
class Disagreement:
    """Hold a discrepancy: its kind in a word, what it is of, and its explanation in whole sentences."""

    kind: str
    is_contradiction: bool
    items: str
    explanation: str


@final
@frozen(kw_only=True)
class Year:
    """Hold the head of a column of earlier results; ``note`` says why a year was inferred."""

    words: str
    note: Passage | None
    disagreements: tuple[Disagreement, ...]


@final
@frozen(kw_only=True)
class YearsRow:
    """Hold the results of one area, or the total, over the years.

    Every cell is the printed figure, ``None`` where none stands, and the exact interval, which is empty where
    the area does not apply; a cell is ``None`` where the evaluation has no such area.
    """

    code: str
    name: Passage
    cells: tuple[tuple[str | None, str] | None, ...]


@final
@frozen(kw_only=True)
class YearsTable:
    """Hold the results on one edition: a column for each evaluation, a row for each area and the total.

    ``mixed`` says that not the same applies in all of them, where that is so.
    """

    edition: Passage
    identity: str
    is_shown: bool
    years: tuple[Year, ...]
    rows: tuple[YearsRow, ...]
    total: YearsRow
    mixed: tuple[str, ...] = ()


@final
@frozen(kw_only=True)
class Statement:
    """Hold what a publisher says about comparing editions: its meaning, its words, and where they stand."""

    meaning: str
    words: Passage
    place: str | None


@final
@frozen(kw_only=True)
class Place:
    """Hold where the figures of one item and the items below it stood."""

    item: str
    figures: str
    place: str


@final
@frozen(kw_only=True)
class Publication:
    """Hold a publication: its title, who published it when, an address that may be opened, and a remark."""

    title: str
    origin: str
    address: str | None
    note: Passage | None


@final
@frozen(kw_only=True)
class EditionPart:
    """Hold what is known of an edition: sources, with addresses that may be opened, notes and rights."""

    heading: str
    rights: Passage
    notes: tuple[Passage, ...]
    sources: tuple[Publication, ...]


@final
@frozen(kw_only=True)
class RankedRow:
    """Hold what published results say of an item, "" for the total; ``count`` is of the others."""

    code: str
    name: Passage
    own: str | None
    place: str | None
    count: str
    mean: str | None
    median: str | None
    least: str | None
    greatest: str | None
    strip: Markup


@final
@frozen(kw_only=True)
class CitedLine:
    """Hold a line on something published: what it is about, what it states, its caveats and its sources."""

    about: Passage
    statement: str | None
    caveats: tuple[Passage, ...]
    sources: tuple[Publication, ...]


@final
@frozen(kw_only=True)
class Among:
    """Hold where the result stands among published ones; there is no row of an item that nobody published."""

    place: str
    rows: tuple[RankedRow, ...]
    total: RankedRow | None
    remarks: tuple[str, ...]
    means: tuple[CitedLine, ...]
    members: tuple[CitedLine, ...]


@final
@frozen(kw_only=True)
class Page:
    """Hold the whole page; ``language`` is the BCP 47 tag of its own words.

    ``known`` says what can and cannot be done with the edition, ``None`` where all of it is known; ``among``
    is ``None`` where nobody asked for published results.
    """

    language: str
    title: str
    name: str
    edition: Passage
    facts: tuple[Fact, ...]
    known: str | None
    total: Total
    profile: Profile
    among: Among | None
    has_questions: bool
    losses: tuple[Loss, ...]
    without_loss: str | None
    areas: tuple[AreaPart, ...]
    unplaced: tuple[Passage, ...]
    disagreements: tuple[Disagreement, ...]
    agreement: str
    contradictions: str | None
    years: tuple[YearsTable, ...]
    statements: tuple[Statement, ...]
    files: tuple[tuple[str, str, str], ...]
    places: tuple[Place, ...]
    other_figures: tuple[tuple[str, Passage | None], ...]
    editions: tuple[EditionPart, ...]
