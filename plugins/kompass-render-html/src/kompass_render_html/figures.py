"""Write figures: as printed, as exact intervals, as shares, and as bars."""

import math
import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from kompass_render_html.parts import Bar, Row
from kompass_spec.model import Assessment, Interval, Observation, Passage, Quantity, Score
from kompass_spec.wording.shapes import ShownItem
from kompass_spec.wording.wording import Wording

__all__ = [
    "absent_row",
    "bar_of",
    "lost_bar",
    "percent_of",
    "percents",
    "place_of",
    "printed_figures",
    "row_of",
    "row_without_points",
]


_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def printed_figures(
    score: Score, assessment: Assessment, quantity: Quantity, wording: Wording
) -> tuple[str, ...]:
    """Return every figure that was printed of a quantity of an item, each once, in the source's order."""
    seen = (figure.value for figure in assessment.observed(score.code, quantity))
    values = dict.fromkeys(seen)
    if not values and quantity is Quantity.POINTS and score.printed is not None:
        values = {score.printed: None}
    return tuple(wording.number(value) for value in values)


def percents(share: Interval, wording: Wording, *, decimals: int = 3) -> str:
    r"""Return the bounds of a share from 0 to 1 as percents, to at most so many decimals, rounded outwards.

    >>> from kompass_spec.wording.wording import wording_for
    >>> percents(Interval("0.68725", "0.6945"), wording_for("en"), decimals=1)
    '68.7–69.5\xa0%'
    """
    unit = Fraction(1, 10**decimals)
    low, high = math.floor(share.low * 100 / unit) * unit, math.ceil(share.high * 100 / unit) * unit
    return percent_of(wording.interval(Interval(low, high)), wording)


def percent_of(number: str, wording: Wording) -> str:
    """Return a number of percents, which no line break parts from its sign."""
    return wording.say("{number} %", number=number).replace(" ", "\N{NO-BREAK SPACE}")


def bar_of(share: Interval) -> Bar:
    """Return the bar for a share from 0 to 1.

    >>> bar_of(Interval("0.7005", "0.705"))
    Bar(sure='70.05', perhaps='0.45')
    """
    low, high = (min(max(end, Fraction(0)), Fraction(1)) for end in (share.low, share.high))
    return Bar(sure=_length(low), perhaps=_length(high - low))


def lost_bar(lost: Fraction, maximum: Fraction) -> Bar:
    """Return the bar for points that were surely lost of a maximum."""
    share = lost / maximum if maximum else Fraction(0)
    return bar_of(Interval(share, share))


def _length(share: Fraction) -> str:
    return f"{float(share * 100):.2f}".rstrip("0").rstrip(".")


def row_of(
    score: Score,
    text: Passage,
    assessment: Assessment,
    wording: Wording,
    *,
    depth: int = 0,
    reference: Interval | None = None,
    levels: Sequence[str] = (),
) -> Row:
    """Return the figures of one item as they stand in a table; ``levels`` are those printed of it."""
    figure = wording.interval(reference) if reference is not None else None
    if not score.applies:
        return absent_row(score.code, text, wording, depth=depth, reference=figure)
    maxima = [wording.number(score.max)]
    for printed in printed_figures(score, assessment, Quantity.MAX, wording):
        if printed not in maxima:
            maxima.append(wording.say("printed: {number}", number=printed))
    printed_percents = printed_figures(score, assessment, Quantity.PERCENT, wording)
    points = printed_figures(score, assessment, Quantity.POINTS, wording)
    return Row(
        code=score.code,
        text=text,
        depth=depth,
        printed="; ".join((*points, *levels)) or None,
        exact=wording.interval(score.interval),
        maximum="; ".join(maxima),
        percent="; ".join(percent_of(number, wording) for number in printed_percents) or None,
        share=percents(score.share, wording),
        bar=bar_of(score.share),
        contradicted=score.contradicted,
        reference=figure,
    )


def absent_row(
    code: str, text: Passage, wording: Wording, *, depth: int = 0, reference: str | None = None
) -> Row:
    """Return the row of an item that does not apply, with words in place of its figures."""
    return Row(
        code=code,
        text=text,
        depth=depth,
        printed=None,
        exact=None,
        maximum="",
        percent=None,
        share=None,
        bar=None,
        contradicted=False,
        reference=reference,
        note=wording.say("does not apply"),
    )


def row_without_points(
    item: ShownItem, text: Passage, assessment: Assessment, wording: Wording, *, levels: Sequence[str]
) -> Row:
    """Return what is printed of an item that has no points, or of which their maximum is not known."""
    points = dict.fromkeys(seen.value for seen in assessment.observed(item.code, Quantity.POINTS))
    percents = dict.fromkeys(seen.value for seen in assessment.observed(item.code, Quantity.PERCENT))
    maximum = wording.say("not known") if item.scored else wording.say("no points")
    return Row(
        code=item.code,
        text=text,
        depth=item.depth,
        printed="; ".join((*map(wording.number, points), *levels)) or None,
        exact=None,
        maximum=maximum if item.max is None else wording.number(item.max),
        percent="; ".join(percent_of(wording.number(value), wording) for value in percents) or None,
        share=None,
        bar=None,
        contradicted=False,
    )


def place_of(figures: Iterable[Observation], wording: Wording) -> str:
    """Return the lines, pages and sheets that figures stood on, in words, with runs of lines as ranges.

    Of a sheet the smallest range of cells is named that holds all of them.

    >>> from kompass_spec.wording.wording import wording_for
    >>> figures = [
    ...     Observation(item="1", quantity=Quantity.POINTS, value=Fraction(1), line=line)
    ...     for line in (9, 3, 4)
    ... ]
    >>> place_of(figures, wording_for("en"))
    'lines 3–4, 9'
    """
    seen = tuple(figures)
    lines = sorted({figure.line for figure in seen if figure.line is not None})
    pages = sorted({figure.page for figure in seen if figure.page is not None})
    places = []
    if lines:
        places.append(wording.count("line {places}", "lines {places}", len(lines), places=_ranges(lines)))
    if pages:
        places.append(wording.count("page {places}", "pages {places}", len(pages), places=_ranges(pages)))
    sheets = dict.fromkeys(figure.sheet for figure in seen if figure.sheet is not None)
    places += [
        _on_sheet(sheet, [one.cell for one in seen if one.sheet == sheet], wording) for sheet in sheets
    ]
    return "; ".join(places) or wording.say("no place is recorded")


def _on_sheet(sheet: str, cells: Sequence[str | None], wording: Wording) -> str:
    """Return a sheet with the range of these cells, such as ``C7`` or ``C7:E12``."""
    named = wording.say("sheet {sheet}", sheet=sheet)
    places = [match for cell in cells if cell is not None and (match := _CELL.fullmatch(cell))]
    if not places:
        return named
    columns = sorted((match[1] for match in places), key=lambda letters: (len(letters), letters))
    rows = sorted(int(match[2]) for match in places)
    first, last = f"{columns[0]}{rows[0]}", f"{columns[-1]}{rows[-1]}"
    held = wording.say("cell {cell}", cell=first if first == last else f"{first}:{last}")
    return f"{named}, {held}"


def _ranges(numbers: list[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in runs)
