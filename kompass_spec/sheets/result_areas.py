"""The areas of a result: as dots by year where there are earlier results, else as bars."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from kompass_spec.model import Interval, Score, Scorecard
from kompass_spec.model.drawings import AreasByYear, Profile, ProfileSeries, Radar, YearDots, YearSeries
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    Illustration,
    Mark,
    Section,
    ShareBar,
    SheetCell,
    SheetRow,
    SheetTable,
    Tone,
    Words,
)
from kompass_spec.plugins.requests import Reference
from kompass_spec.sheets.contents import ResultContent
from kompass_spec.sheets.result_changes import Rule, Years, change_words, changes_of
from kompass_spec.sheets.result_years import rule_of_thumb, total_cell
from kompass_spec.sheets.spoken import Spoken, figure_of, shortened
from kompass_spec.wording.figures import describe_reference
from kompass_spec.wording.shapes import explain_mixed, left_out_of

__all__ = ["areas_section", "radar_section"]

_DRAWN_YEARS = 3
_DRAWN_AREAS = 12
_LABEL = 52
_NAMED = 3
_ODD = "‡"


def areas_section(content: ResultContent, years: Years, spoken: Spoken) -> Section | None:
    """Return all areas, drawn and as a table, ``None`` where the result has none."""
    card = content.scorecard
    if not card.areas:
        return None
    say = spoken.wording.say
    drawn = _drawn(card.areas)
    view = _Areas(content=content, years=years, spoken=spoken)
    notes = list(view.notes(drawn))
    if len(drawn) < len(card.areas):
        sentence = say(
            "The {number} weakest areas are drawn; the table has all.", number=spoken.numeral(len(drawn))
        )
        notes.insert(0, sentence)
    number = len(card.areas)
    heading = spoken.wording.count("The area", "The {areas} areas", number, areas=spoken.numeral(number))
    if not view.is_drawn(drawn):
        return Section(heading=heading, blocks=(view.table(),), anchor="areas")
    illustration = Illustration(
        drawing=view.dots(drawn) if years.shown else view.bars(drawn),
        title=say("Points by area, {name}", name=spoken.organisation(card.assessment)),
        finding=view.finding(),
        table=view.table(),
        notes=tuple(notes),
    )
    return Section(heading=heading, blocks=(illustration,), anchor="areas")


def radar_section(content: ResultContent, years: Years, spoken: Spoken) -> Section | None:
    """Return the profile as a star, ``None`` unless it is asked for and there is one to draw."""
    card = content.scorecard
    view = _Areas(content=content, years=years, spoken=spoken)
    if not content.remarks.has_radar or not view.is_drawn(card.areas):
        return None
    profile = view.bars(_drawn(card.areas))
    title = spoken.wording.say("The profile as a star")
    illustration = Illustration(
        # At the ends of the axes, there is room for the names.
        drawing=Radar(profile=evolve(profile, short_labels=profile.labels)),
        title=title,
        finding=view.finding(),
    )
    return Section(heading=title, blocks=(illustration,), anchor="star")


def _drawn(areas: Sequence[Score]) -> tuple[Score, ...]:
    """Return the areas that are drawn: all, or where there are many the weakest, in the edition's order."""
    if len(areas) <= _DRAWN_AREAS:
        return tuple(areas)
    order = sorted(range(len(areas)), key=lambda place: (areas[place].share.low, place))
    return tuple(areas[place] for place in sorted(order[:_DRAWN_AREAS]))


@final
@frozen(kw_only=True)
class _Areas:
    """Hold what the areas are drawn and tabled of."""

    content: ResultContent
    years: Years
    spoken: Spoken

    @property
    def columns(self) -> range:
        """Return the results that are drawn: the shown one and the last few before it."""
        return range(max(0, self.years.shown + 1 - _DRAWN_YEARS), self.years.shown + 1)

    def is_drawn(self, areas: Sequence[Score]) -> bool:
        """Tell whether there is anything to draw: an area that applies, now or before."""
        return any(self.score(column, area.code) is not None for column in self.columns for area in areas)

    def score(self, column: int, code: str) -> Score | None:
        """Return the score that an area of the shown result has in another."""
        named = self.years.code_in(column, code)
        areas = self.years.cards[column].areas
        return next((area for area in areas if area.code == named and area.applies), None)

    def reference(self, score: Score) -> Interval | None:
        """Return the share of the reference in an area, ``None`` where there is none."""
        reference = self.content.reference
        points = reference.of(score.code) if reference is not None else None
        if points is None or not score.max:
            return None
        whole = self.spoken.whole_maximum(score, self.content.scorecard)
        return Interval(min(points.low / whole, Fraction(1)), min(points.high / whole, Fraction(1)))

    def reference_name(self, reference: Reference) -> str:
        """Return what the reference is called, cut where it names many."""
        return shortened(describe_reference(reference, self.spoken.wording), _LABEL)

    def dots(self, areas: Sequence[Score]) -> AreasByYear:
        """Return the areas as dots by year, the shown result and the reference last."""
        say, years = self.spoken.wording.say, self.years
        series = [self._series(column) for column in self.columns]
        editions = [years.editions[column] for column in self.columns]
        reference = self.content.reference
        has_reference = any(self.reference(area) is not None for area in areas)
        if reference is not None and has_reference:
            name = self.reference_name(reference)
            series.append(YearSeries(label=name, legend=name))
            # A number of its own, so that nothing joins it to the organisation's own results.
            editions.append(max(years.editions) + 1)
        last = years.last
        marks = dict.fromkeys(self._mark(area.code) for area in areas)
        return AreasByYear(
            series=tuple(series),
            editions=tuple(editions),
            rows=tuple(self._row(area, with_reference=has_reference) for area in areas),
            head=self._head(areas),
            heads=(
                self.spoken.short_year(self.content.scorecard.assessment),
                say("against {year}", year=self.spoken.short_year(last.assessment)) if last else "",
            ),
            legend=tuple(self._legend(mark for mark in marks if mark is not None)),
        )

    def _series(self, column: int) -> YearSeries:
        card, is_shown = self.years.cards[column], column == self.years.shown
        label = self.spoken.short_year(card.assessment)
        is_older = self.years.editions[column] != self.years.editions[self.years.shown]
        legend = self.spoken.wording.say("{year}, older version", year=label) if is_older else label
        return YearSeries(label=label, legend=legend, is_current=is_shown)

    def _head(self, areas: Sequence[Score]) -> str:
        say = self.spoken.wording.say
        maxima = {area.max for area in areas if area.applies}
        if len(maxima) == 1:
            return say("Area, at most {maximum} points", maximum=self.spoken.points(maxima.pop()))
        return say("Area, share of its maximum")

    def _row(self, area: Score, *, with_reference: bool) -> YearDots:
        scores = [self.score(column, area.code) for column in self.columns]
        dots = [_share(score) for score in scores]
        if with_reference:
            dots.append(self.reference(area))
        change = changes_of(self.years, area.code)
        mark = self._mark(area.code)
        return YearDots(
            label=self.spoken.label(area.code, self.content.scorecard, at_most=_LABEL),
            dots=tuple(dots),
            figures=(
                (self.shown(area), ""),
                (change_words(change, self.spoken), mark.value if mark is not None else ""),
            ),
        )

    def _mark(self, code: str) -> Mark | None:
        change = changes_of(self.years, code)
        return change.mark if change is not None and change.mark is not Mark.OPEN else None

    def _legend(self, marks: "Iterator[Mark]") -> Iterator[tuple[str, str]]:
        say, seen = self.spoken.wording.say, set(marks)
        if Mark.RISE in seen:
            yield Mark.RISE.value, say("higher")
        if Mark.FALL in seen:
            yield Mark.FALL.value, say("lower")
        conditional = "".join(mark.value for mark in (Mark.RISE_IF, Mark.FALL_IF) if mark in seen)
        if conditional:
            yield conditional, say("if the areas are comparable*")
        if Mark.ALIKE in seen:
            yield Mark.ALIKE.value, say("cannot be told apart")

    def bars(self, areas: Sequence[Score]) -> Profile:
        """Return the areas as bars, beside those of the reference where there is one."""
        card, spoken = self.content.scorecard, self.spoken
        own = ProfileSeries(
            name=" ".join((spoken.organisation(card.assessment), spoken.short_year(card.assessment))),
            shares=tuple(_share(area) for area in areas),
            figures=tuple(self.shown(area) for area in areas),
        )
        series = [own]
        reference = self.content.reference
        shares = tuple(self.reference(area) for area in areas)
        if reference is not None and any(share is not None for share in shares):
            series.append(
                ProfileSeries(
                    name=self.reference_name(reference),
                    shares=shares,
                    figures=tuple(self.reference_shown(area.code) for area in areas),
                )
            )
        return Profile(
            labels=tuple(spoken.label(area.code, card, at_most=_LABEL) for area in areas),
            short_labels=tuple(area.code for area in areas),
            series=tuple(series),
        )

    def reference_shown(self, code: str) -> str:
        """Return the points of the reference: those in its report, else their bounds, which round to one."""
        reference = self.content.reference
        points = reference.of(code) if reference is not None else None
        if reference is None or points is None:
            return ""
        stated = reference.printed_of(code)
        if stated is not None:
            return self.spoken.points(stated)
        if points.width <= 1:
            return self.spoken.points((points.low + points.high) / 2)
        return self.spoken.span(points)

    def shown(self, area: Score) -> str:
        """Return the points of an area as they are shown, or in words why it has none."""
        say = self.spoken.wording.say
        if not area.applies:
            return say("does not apply")
        figure = figure_of(area)
        if figure is not None:
            return self.spoken.points(figure) + (_ODD if area.contradicted else "")
        if not self.content.scorecard.is_printed(area) and area.high - area.low == area.max:
            is_answered = self.content.scorecard.assessment.is_answered
            return say("not answered") if is_answered else say("not stated")
        return self.spoken.span(area.interval)

    def finding(self) -> str:
        """Return in a sentence which areas are the highest and the lowest."""
        say, card = self.spoken.wording.say, self.content.scorecard
        figures = {
            area.code: figure_of(area)
            for area in card.areas
            if area.applies and area.max and not area.contradicted
        }
        shares = {
            area.code: figure / area.max
            for area in card.areas
            if (figure := figures.get(area.code)) is not None
        }
        known = [area for area in card.areas if area.code in shares]
        if len(known) < 2:  # noqa: PLR2004 - nothing to compare
            return say("The table has every figure.")
        ends = [[area for area in known if shares[area.code] == end(shares.values())] for end in (max, min)]
        if len(ends[0]) == len(known):
            return say("All areas have as many points: {points}.", points=self.shown(known[0]))
        return say(
            "Most points: {highest}. Fewest points: {lowest}.",
            highest=self._with_points(ends[0]),
            lowest=self._with_points(ends[1]),
        )

    def _with_points(self, areas: Sequence[Score]) -> str:
        card = self.content.scorecard
        named = [f"{self.spoken.label(area.code, card)} ({self.shown(area)})" for area in areas[:_NAMED]]
        more = len(areas) - _NAMED
        if more > 0:
            return self.spoken.wording.say(
                "{listed} and {number} more", listed=", ".join(named), number=self.spoken.numeral(more)
            )
        return self.spoken.listed(named)

    def notes(self, areas: Sequence[Score]) -> Iterator[Words]:
        """Yield what makes the changes conditional, and what the reference is of."""
        say, years, spoken = self.spoken.wording.say, self.years, self.spoken
        changes = [changes_of(years, area.code) for area in areas]
        last = years.last
        if last is not None and any(change and change.rule is Rule.MAPPING for change in changes):
            rule = rule_of_thumb(years, years.shown)
            if rule is not None and rule.areas:
                yield say(
                    "* {newer} asks other questions than {older}; {areas} have changed most.",
                    newer=_capital(spoken.version(years.cards[years.shown])),
                    older=spoken.version(last),
                    areas=spoken.areas(rule.areas),
                )
            else:
                yield say(
                    "* {newer} asks other questions than {older}.",
                    newer=_capital(spoken.version(years.cards[years.shown])),
                    older=spoken.version(last),
                )

        yield from self._what_is_odd()
        edition = spoken.edition_of(self.content.scorecard)
        if last is not None and explain_mixed((last, self.content.scorecard), edition, spoken.wording):
            yield say("Where not the same applies, shares of what applies are compared.")
        is_part = edition is not None and bool(left_out_of(self.content.scorecard, edition))
        if self.content.reference is not None and is_part:
            yield say("The reference is in points of the edition’s whole maxima.")

    def _what_is_odd(self) -> Iterator[Words]:
        say, cards = self.spoken.wording.say, self.years.cards[: self.years.shown + 1]
        if any(score.contradicted for card in cards for score in (card.total, *card.areas)):
            yield (
                say("‡ Other figures of the same result contradict this one.")
                if self.content.scorecard.assessment.is_answered
                else say("‡ Other figures in the report contradict this one.")
            )

    def table(self) -> SheetTable:
        """Return every area of the result with its points by year, its change and its share."""
        say, spoken, years = self.spoken.wording.say, self.spoken, self.years
        last, reference = years.last, self.content.reference
        columns = [Column(head=say("Area"), kind=ColumnKind.WORDS)]
        for column in range(years.shown + 1):
            card = years.cards[column]
            is_break = column > 0 and years.editions[column] != years.editions[column - 1]
            head = spoken.short_year(card.assessment) if years.shown else say("Points")
            columns.append(Column(head=head, is_break=is_break))
        if last is not None:
            columns.append(Column(head=say("against {year}", year=spoken.short_year(last.assessment))))
        columns.append(Column(head=say("of max"), fold=1))
        if reference is not None:
            columns.append(Column(head=self.reference_name(reference), fold=1))
        columns.append(Column(head=say("Share of max"), kind=ColumnKind.SHARE, fold=2))
        rows = [self._table_row(area) for area in self.content.scorecard.areas]
        return SheetTable(
            name="areas",
            caption=say("Points by area"),
            columns=tuple(columns),
            rows=(*rows, self._total_row()),
        )

    def _table_row(self, area: Score) -> SheetRow:
        cells = [
            self._points_cell(self.score(column, area.code), area, column)
            for column in range(self.years.shown + 1)
        ]
        name = self.spoken.labelled(area.code, self.content.scorecard)
        return SheetRow(cells=(name, *cells, *self._last_cells(area)))

    def _points_cell(self, score: Score | None, area: Score, column: int) -> SheetCell:
        say = self.spoken.wording.say
        if score is None:
            applies = area.applies or column != self.years.shown
            return Gap(words=say("no such area") if applies else say("does not apply"))
        figure = figure_of(score)
        if figure is not None:
            return Figure(
                shown=self.spoken.points(figure) + (_ODD if score.contradicted else ""),
                quantity=figure,
                tone=Tone.WARNING if score.contradicted else Tone.PLAIN,
            )
        if score.width == score.max:
            return Gap(words=say("not stated"))
        return Figure(shown=self.spoken.span(score.interval))

    def _last_cells(self, score: Score) -> Iterator[SheetCell]:
        say, spoken, reference = self.spoken.wording.say, self.spoken, self.content.reference
        if self.years.last is not None:
            change = changes_of(self.years, score.code)
            exact = change.points.low if change and change.points and not change.points.width else None
            yield (
                Gap(words=say("not comparable"))
                if change is None or change.rule is Rule.NONE
                else Figure(shown=change_words(change, spoken), quantity=exact, mark=change.mark)
            )
        yield (
            Figure(shown=spoken.points(score.max), quantity=score.max) if score.applies else Gap(words="–")
        )
        if reference is not None:
            shown = self.reference_shown(score.code)
            yield Figure(shown=shown) if shown else Gap(words=say("not known"))
        share = _share(score)
        yield (
            Gap(words="–" if score.contradicted else self.shown(score))
            if share is None
            else ShareBar(interval=share, shown=spoken.percents(share), reference=self.reference(score))
        )

    def _total_row(self) -> SheetRow:
        cells: list[SheetCell] = [(self.spoken.wording.say("Total"),)]
        cells += [self._total_cell(self.years.cards[column]) for column in range(self.years.shown + 1)]
        cells += self._last_cells(self.content.scorecard.total)
        return SheetRow(cells=tuple(cells), is_strong=True)

    def _total_cell(self, card: Scorecard) -> SheetCell:
        cell = total_cell(card, self.spoken)
        if not isinstance(cell, Figure) or card.total.printed is None or not card.total.contradicted:
            return cell
        return evolve(cell, shown=cell.shown + _ODD, tone=Tone.WARNING)


def _share(score: Score | None) -> Interval | None:
    """Return where an area is drawn as a share: at the figure that stands for it, else at its bounds.

    Of what is not known at all nothing is drawn: a bar to the middle would look like a result. What other
    figures contradict is drawn where these allow it to be.
    """
    if score is None or not score.applies or not score.max:
        return None
    figure = figure_of(score)
    if figure is None or score.contradicted:
        return score.share if score.width < score.max else None
    share = min(max(figure / score.max, Fraction(0)), Fraction(1))
    return Interval(share, share)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
