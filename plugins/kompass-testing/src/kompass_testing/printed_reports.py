"""A strategy for printed reports: texts in the report's layout of which every true value is known."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import final

from attrs import define, field
from hypothesis import strategies as st

from kompass_spec.model import TOTAL, Area, Completeness, Edition, Observation, Quantity, Question
from kompass_spec.model.dates import last_year
from kompass_testing.reports import PrintedReport
from kompass_testing.samples import sample_editions

__all__ = ["printed_reports"]

_TENTHS = [Fraction(tenth, 10) for tenth in range(11)]
_HUNDRED = 100


@final
@define
class _Printer:
    """Write lines, and remember every figure with the line that it stands on."""

    lines: list[str] = field(factory=list)
    figures: list[Observation] = field(factory=list)

    def say(self, *lines: str) -> None:
        self.lines.extend(lines)

    def see(self, item: str, quantity: Quantity, value: int | Fraction) -> None:
        """Note a figure on the line that was written last."""
        seen = Observation(item=item, quantity=quantity, value=Fraction(value), line=len(self.lines))
        self.figures.append(seen)


@st.composite
def printed_reports(draw: st.DrawFn, edition: Edition | None = None) -> PrintedReport:
    """Draw a report on ``edition``, a made-up one unless it is given, in the layout of 2017.

    Sections of the areas with their points, then the tables of questions with points, maximum and percent,
    each rounded on its own and a tie either way, and a sentence with the total. Where the edition has no
    questions there are no tables. Raise ``ValueError`` for an edition that does not know its weights.
    """
    chosen = edition if edition is not None else sample_editions(plain=True)[0]
    if chosen.max is None:
        raise ValueError(f"{chosen.id} does not know its weights, so no true values can be drawn on it")
    truth = _true_points(draw, chosen)
    up, bold = draw(st.booleans()), draw(st.booleans())
    organisation = draw(st.sampled_from(["Ale", "Lund", "Örnsköldsvik"]))
    first = int(chosen.valid_from[:4])
    year = draw(st.integers(first, last_year(chosen.valid_to) if chosen.valid_to else first + 3))
    printer = _Printer()
    printer.say(
        "# KommunKompassen", "", "ANALYS AV", "", f"{organisation.upper()}S KOMMUN", "", str(year), ""
    )
    total = _whole(truth[TOTAL], upwards=up)
    if total > _HUNDRED:  # a smaller number of points could be an area's
        printer.say("## 2 Sammanfattning", "", f"Totalt fick kommunen {total} poäng.")
        printer.see(TOTAL, Quantity.POINTS, total)
        printer.say("")
    printer.say("# 3 Områdena", "")
    for area in chosen.areas:
        _section(printer, chosen, area, _whole(truth[area.code], upwards=up), bold=bold)
    if chosen.completeness is Completeness.COMPLETE:
        printer.say("# 4. Översikt av poängfördelning", "")
        for area in chosen.areas:
            _table(printer, chosen, area, truth, upwards=up, bold=bold)
    return PrintedReport(
        text="\n".join([*printer.lines, ""]),
        edition=chosen,
        organisation=organisation,
        year=year,
        figures=tuple(printer.figures),
        truth=tuple(truth.items()),
    )


def _true_points(draw: st.DrawFn, edition: Edition) -> dict[str, Fraction]:
    """Draw how far the lowest items are fulfilled, and add up the points of all above them."""
    points: dict[str, Fraction] = {}

    def fill(code: str, maximum: Fraction, parts: tuple[Area | Question, ...]) -> Fraction:
        if parts:
            points[code] = sum(
                (fill(part.code, part.max or Fraction(0), _below(part)) for part in parts), Fraction(0)
            )
        else:
            points[code] = maximum * draw(st.sampled_from(_TENTHS))
        return points[code]

    fill(TOTAL, edition.max or Fraction(0), edition.areas)
    return points


def _below(part: Area | Question) -> tuple[Question, ...]:
    return part.questions if isinstance(part, Area) else ()


def _whole(value: Fraction, *, upwards: bool) -> int:
    """Round to a whole number, a tie in the direction asked for: which one a report takes is not known."""
    below = math.floor(value)
    rest = value - below
    return below + (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and upwards))


def _title(edition: Edition, area: Area) -> str:
    return area.title.in_language(edition.language, edition.language).words


def _marked(words: str, *, bold: bool) -> str:
    return f"<b>{words}</b>" if bold else words


def _section(printer: _Printer, edition: Edition, area: Area, points: int, *, bold: bool) -> None:
    printer.say(f"## Område {area.code} {_title(edition, area)}", "", "Rubriker\tPoäng")
    headings = "".join(
        f"<li>• {heading.text.in_language(edition.language, edition.language).words}</li>"
        for heading in area.headings
    )
    listed = f"<ul>{headings}</ul>" if headings else _title(edition, area)
    printer.say(f"{listed}\t{_marked(str(points), bold=bold)}")
    printer.see(area.code, Quantity.POINTS, points)
    printer.say("")


def _table(
    printer: _Printer,
    edition: Edition,
    area: Area,
    truth: Mapping[str, Fraction],
    *,
    upwards: bool,
    bold: bool,
) -> None:
    cells = (f"{area.code}.", _title(edition, area), "Uppnått", "Max", "Procent")
    printer.say("\t".join(_marked(cell, bold=bold) for cell in cells))
    rows: tuple[Area | Question, ...] = (*area.questions, area)
    for item in rows:
        maximum = item.max or Fraction(0)
        points = _whole(truth[item.code], upwards=upwards)
        percent = _whole(truth[item.code] / maximum * _HUNDRED, upwards=upwards)
        if isinstance(item, Area):
            first = ["", ""]
        else:
            first = [item.code, item.text.in_language(edition.language, edition.language).words]
        printer.say("\t".join([*first, str(points), str(maximum), f"{percent}%"]))
        printer.see(item.code, Quantity.POINTS, points)
        printer.see(item.code, Quantity.MAX, maximum)
        printer.see(item.code, Quantity.PERCENT, percent)
    printer.say("")
