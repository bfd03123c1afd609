"""A strategy for printed reports: texts in the report's layout of which every true value is known."""

import math
from fractions import Fraction
from typing import NamedTuple, final

from attrs import define, field
from hypothesis import strategies as st

from kompass_spec.model import (
    TOTAL,
    Area,
    Completeness,
    Criterion,
    Edition,
    NotApplicable,
    Observation,
    OrganisationKind,
    Quantity,
    Question,
    ScaleLevel,
)
from kompass_spec.model.applicability import Applicability, applicability
from kompass_spec.model.dates import last_year
from kompass_testing.reports import PrintedReport
from kompass_testing.samples import sample_editions

__all__ = ["printed_reports"]

_TENTHS = [Fraction(tenth, 10) for tenth in range(11)]
_HUNDRED = 100
_OMITTED = ("ej tillämplig", "Ej aktuellt", "n/a", "ikke relevant", "ikkje aktuelt")


@final
@define
class _Printer:
    """Write lines, and remember every figure with the line that it stands on."""

    lines: list[str] = field(factory=list)
    figures: list[Observation] = field(factory=list)
    omitted: list[NotApplicable] = field(factory=list)

    def say(self, *lines: str) -> None:
        self.lines.extend(lines)

    def see(self, item: str, quantity: Quantity, value: int | Fraction) -> None:
        """Note a figure on the line that was written last."""
        seen = Observation(item=item, quantity=quantity, value=Fraction(value), line=len(self.lines))
        self.figures.append(seen)

    def omit(self, item: str, label: str) -> None:
        """Note that the line that was written last says that an item does not apply."""
        self.omitted.append(NotApplicable(item=item, line=len(self.lines), label=label))


class _Truth(NamedTuple):
    """Hold what is true of an evaluation: the points of what applies, the answers, and what applies."""

    points: dict[str, Fraction]
    levels: dict[str, ScaleLevel]
    applies: Applicability
    named: tuple[str, ...]


class _Style(NamedTuple):
    """Say how one report is printed: which way a tie goes, bold or not, and the words in place of figures."""

    upwards: bool
    bold: bool
    words: bool
    omitted: str


@st.composite
def printed_reports(
    draw: st.DrawFn, edition: Edition | None = None, *, not_applicable: bool = False
) -> PrintedReport:
    """Draw a report on ``edition``, a made-up one unless it is given, in the layout of 2017.

    Sections of the areas with their points, then the tables of questions and their criteria with points,
    maximum and percent, each rounded on its own and a tie either way, and a sentence with the total. What is
    answered on a scale has its level beside, as a number or a word. With ``not_applicable`` some questions do
    not apply. Where the edition has no questions there are no tables. Raise ``ValueError`` for an edition
    that does not know its weights.
    """
    chosen = edition if edition is not None else sample_editions(plain=True)[0]
    if chosen.max is None:
        raise ValueError(f"{chosen.id} does not know its weights, so no true values can be drawn on it")
    truth = _true_values(draw, chosen, not_applicable=not_applicable)
    style = _Style(
        upwards=draw(st.booleans()),
        bold=draw(st.booleans()),
        words=bool(chosen.scales) and draw(st.booleans()),
        omitted=draw(st.sampled_from(_OMITTED)) if truth.named else _OMITTED[0],
    )
    organisation = draw(st.sampled_from(["Ale", "Lund", "Örnsköldsvik"]))
    first = int(chosen.valid_from[:4])
    year = draw(st.integers(first, last_year(chosen.valid_to) if chosen.valid_to else first + 3))
    printer = _Printer()
    printer.say(
        "# KommunKompassen", "", "ANALYS AV", "", f"{organisation.upper()}S KOMMUN", "", str(year), ""
    )
    total = _whole(truth.points[TOTAL], upwards=style.upwards)
    if total > _HUNDRED:  # a smaller number of points could be an area's
        printer.say("## 2 Sammanfattning", "", f"Totalt fick kommunen {total} poäng.")
        printer.see(TOTAL, Quantity.POINTS, total)
        printer.say("")
    printer.say("# 3 Områdena", "")
    areas = [area for area in chosen.areas if truth.applies.applies(area.code)]
    for area in areas:
        _section(
            printer, chosen, area, _whole(truth.points[area.code], upwards=style.upwards), bold=style.bold
        )
    if chosen.completeness is Completeness.COMPLETE:
        printer.say("# 4. Översikt av poängfördelning", "")
        for area in areas:
            _table(printer, chosen, area, truth, style)
    return PrintedReport(
        text="\n".join([*printer.lines, ""]),
        edition=chosen,
        organisation=organisation,
        year=year,
        figures=tuple(printer.figures),
        not_applicable=tuple(printer.omitted),
        truth=tuple(truth.points.items()),
    )


def _true_values(draw: st.DrawFn, edition: Edition, *, not_applicable: bool) -> _Truth:
    """Draw how far the lowest items are fulfilled, and add up the points of all above them."""
    named = (
        draw(st.lists(st.sampled_from(_may_be_omitted(edition)), unique=True, max_size=3))
        if (not_applicable and _may_be_omitted(edition))
        else []
    )
    applies = applicability(edition, OrganisationKind.MUNICIPALITY, named)
    truth = _Truth({}, {}, applies, tuple(named))

    def fill(item: Area | Question | Criterion) -> Fraction:
        maximum, below = item.max or Fraction(0), _below(item)
        awards = _awards(edition, item.code, maximum)
        if below:
            points = sum((fill(part) for part in below if applies.applies(part.code)), Fraction(0))
        elif awards:
            level, points = draw(st.sampled_from(awards))
            truth.levels[item.code] = level
        else:
            points = maximum * draw(st.sampled_from(_TENTHS))
        truth.points[item.code] = points
        return points

    areas = [fill(area) for area in edition.areas if applies.applies(area.code)]
    truth.points[TOTAL] = sum(areas, Fraction(0))
    return truth


def _may_be_omitted(edition: Edition) -> list[str]:
    """Return the codes of questions without which each area still has one that applies to all."""
    return [
        question.code
        for area in edition.areas
        for question in [question for question in area.parts if not question.applies_to][1:]
    ]


def _below(item: Area | Question | Criterion) -> tuple[Question, ...] | tuple[Criterion, ...]:
    """Return the parts whose points add up to an item's, none where their maxima are not known."""
    if isinstance(item, Criterion):
        return ()
    return item.parts if all(part.max is not None for part in item.parts) else ()


def _awards(edition: Edition, code: str, maximum: Fraction) -> list[tuple[ScaleLevel, Fraction]]:
    """Return the levels that an item can be answered with, each with its points where these are known."""
    scale = edition.scale_of(code)
    awards = [(level, level.award(maximum)) for level in scale.levels] if scale is not None else []
    return [(level, points) for level, points in awards if points is not None and points <= maximum]


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


def _table(printer: _Printer, edition: Edition, area: Area, truth: _Truth, style: _Style) -> None:
    leveled = ("Nivå",) if edition.scales else ()
    cells = (f"{area.code}.", _title(edition, area), *leveled, "Uppnått", "Max", "Procent")
    printer.say("\t".join(_marked(cell, bold=style.bold) for cell in cells))
    for item in (*_rows(area, truth), area):
        if item.code in truth.named:
            printer.say("\t".join([*_words(edition, item), *("" for _ in leveled), style.omitted, "", ""]))
            printer.omit(item.code, style.omitted)
        else:
            _row(printer, edition, item, truth, style)
    printer.say("")


def _rows(area: Area, truth: _Truth) -> "list[Question | Criterion]":
    """Return the questions of an area that are printed, each before its criteria."""
    rows: list[Question | Criterion] = []
    for question in area.parts:
        if question.code in truth.points or question.code in truth.named:
            rows.append(question)
            rows += [criterion for criterion in question.criteria if criterion.code in truth.points]
    return rows


def _row(
    printer: _Printer, edition: Edition, item: Area | Question | Criterion, truth: _Truth, style: _Style
) -> None:
    maximum = truth.applies.max(item.code) or Fraction(0)
    points = _whole(truth.points[item.code], upwards=style.upwards)
    percent = _whole(truth.points[item.code] / maximum * _HUNDRED, upwards=style.upwards)
    level = truth.levels.get(item.code)
    leveled = [_answer(level, edition, words=style.words)] if edition.scales else []
    printer.say("\t".join([*_words(edition, item), *leveled, str(points), str(maximum), f"{percent}%"]))
    if level is not None:
        printer.see(item.code, Quantity.LEVEL, level.value)
    printer.see(item.code, Quantity.POINTS, points)
    printer.see(item.code, Quantity.MAX, maximum)
    printer.see(item.code, Quantity.PERCENT, percent)


def _words(edition: Edition, item: Area | Question | Criterion) -> list[str]:
    """Return the cells before the figures of a row: those of the sum of an area are empty."""
    if isinstance(item, Area):
        return ["", ""]
    return [item.code, item.text.in_language(edition.language, edition.language).words]


def _answer(level: ScaleLevel | None, edition: Edition, *, words: bool) -> str:
    """Return a level as it is printed: by its number, or by its word where it has one."""
    if level is None:
        return ""
    if words and level.label is not None:
        return level.label.in_language(edition.language, edition.language).words
    return str(level.value)
