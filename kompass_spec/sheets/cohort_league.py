"""The league table of a cohort: places as the figures allow them, and none among fewer than five."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kompass_spec.model import (
    TOTAL,
    CitedMean,
    CitedResult,
    Edition,
    Interval,
    Ranked,
    Ranking,
    Scorecard,
    Standing,
)
from kompass_spec.model.cohort import Rank, Support, support_of
from kompass_spec.model.drawings import RankedDot, RankedDots
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    Illustration,
    Section,
    SheetCell,
    SheetRow,
    SheetTable,
    words_of,
)
from kompass_spec.sheets.passages import coded
from kompass_spec.sheets.published import caveat_words, dated, mean_note, mean_of_total
from kompass_spec.sheets.spoken import Spoken

__all__ = ["league_section", "place_cell", "shown_points"]

_ROUNDED = 1
"""How far a published figure can lie from what other figures narrow it down to, in points."""


def league_section(standing: Standing, ranking: Ranking, edition: Edition, spoken: Spoken) -> Section:
    """Return the results by their points, the likely highest first, as a drawing and a table."""
    say = spoken.wording.say
    is_total = ranking.item == TOTAL
    maximum = edition.max if is_total else edition.item(ranking.item).max
    name = words_of(coded(edition, ranking.item, spoken.wording))
    shown = spoken.points(maximum) if maximum is not None else "?"
    heading = (
        say("Total points, of {maximum}", maximum=shown)
        if is_total
        else say("{area}, of {maximum} points", area=name, maximum=shown)
    )
    if not ranking.members:
        gap = say("No such points are published of any result.")
        return Section(heading=heading, blocks=(), note=gap, anchor=f"league-{edition.id}")
    mean = _mean(standing, ranking)
    table = _table(standing, ranking, edition, spoken, caption=heading)
    drawing = RankedDots(
        maximum=maximum or max(member.points.high for member in ranking.members),
        rows=tuple(_dots(standing, ranking, spoken)),
        reference=Interval(mean[1], mean[1]) if mean is not None else None,
        reference_label=say("mean {points}", points=spoken.points(mean[1])) if mean is not None else "",
    )
    finding = ", ".join(f"{row.label} {row.note}: {row.shown}" for row in drawing.rows)
    illustration = Illustration(
        drawing=drawing,
        title=heading,
        finding=finding,
        notes=(mean_note(*mean, spoken),) if mean is not None else (),
    )
    return Section(heading=heading, blocks=(illustration, table), anchor=f"league-{edition.id}")


def shown_points(card: Scorecard, item: str, points: Interval, spoken: Spoken) -> tuple[str, Fraction | None]:
    """Return the points of a result as they are published where they are, else their bounds."""
    try:
        score = card[item]
    except KeyError:
        return spoken.span(points), None
    figure = score.printed if score.printed is not None else score.sum_of_printed
    # What counts can be on another edition than the result itself, where its figure says nothing.
    if figure is not None and points.low - _ROUNDED <= figure <= points.high + _ROUNDED:
        return spoken.points(figure), figure
    return spoken.span(points), None


def _dots(standing: Standing, ranking: Ranking, spoken: Spoken) -> Iterator[RankedDot]:
    for member in ranking.members:
        assessment = member.scorecard.assessment
        shown, _ = shown_points(member.scorecard, ranking.item, member.points, spoken)
        yield RankedDot(
            label=assessment.organisation.name,
            note=spoken.short_year(assessment),
            interval=member.points,
            shown=shown,
            is_current=member.scorecard is standing.cohort.asked,
        )


def _mean(standing: Standing, ranking: Ranking) -> tuple[CitedMean, Fraction] | None:
    """Return the published mean that totals can be measured by; of areas there is none that is one line."""
    countries = {member.scorecard.assessment.organisation.country for member in ranking.members}
    if ranking.item != TOTAL or len(countries) != 1:
        return None
    return mean_of_total(standing.means, standing.cohort.edition, countries.pop())


def _table(
    standing: Standing, ranking: Ranking, edition: Edition, spoken: Spoken, *, caption: str
) -> SheetTable:
    say = spoken.wording.say
    is_placed = support_of(len(ranking.members)) is Support.SOME
    cited = {id(member.scorecard): member for member in standing.members}
    rows = [
        _row(member, ranking, standing, cited.get(id(member.scorecard)), spoken, is_placed=is_placed)
        for member in ranking.members
    ]
    place = (Column(head=say("Rank")),) if is_placed else ()
    notes = []
    if not is_placed:
        notes.append(say("Fewer than five results are published, too few for places among them."))
    elif any(member.rank.best != member.rank.worst for member in ranking.members):
        notes.append(say("Where rounding decides, the places that are possible stand there."))
    notes += _without(standing, ranking, spoken)
    return SheetTable(
        name=f"league-{edition.id}",
        caption=caption,
        columns=(
            Column(head=say("Organisation"), kind=ColumnKind.WORDS),
            *place,
            Column(head=say("Year")),
            Column(head=say("Points")),
            Column(head=say("Remark"), kind=ColumnKind.WORDS, fold=1),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _row(
    member: Ranked,
    ranking: Ranking,
    standing: Standing,
    cited: CitedResult | None,
    spoken: Spoken,
    *,
    is_placed: bool,
) -> SheetRow:
    assessment = member.scorecard.assessment
    shown, quantity = shown_points(member.scorecard, ranking.item, member.points, spoken)
    is_asked = member.scorecard is standing.cohort.asked
    remark = spoken.wording.say("this result") if is_asked else ""
    if cited is not None:
        remark = caveat_words(cited.result.caveats, spoken)
    place: tuple[SheetCell, ...] = (place_cell(member.rank, spoken),) if is_placed else ()
    return SheetRow(
        cells=(
            (spoken.organisation(assessment),),
            *place,
            spoken.year_cell(assessment),
            Figure(shown=shown, quantity=quantity),
            (remark,),
        ),
        is_strong=is_asked,
    )


def place_cell(rank: Rank | None, spoken: Spoken) -> SheetCell:
    """Return the places that the figures allow; none where the others are fewer than five."""
    if rank is None or support_of(rank.of) is not Support.SOME:
        return Gap(words=spoken.wording.say("too few"))
    places = dict.fromkeys((rank.best, rank.worst))
    return Figure(
        shown="–".join(map(str, places)), quantity=Fraction(rank.best) if len(places) == 1 else None
    )


def _without(standing: Standing, ranking: Ranking, spoken: Spoken) -> Sequence[str]:
    """Say which results have no place, because nothing tells the points."""
    placed = {id(member.scorecard) for member in ranking.members}
    names = [dated(card.assessment, spoken) for card in standing.cohort.members if id(card) not in placed]
    if not names:
        return ()
    return (spoken.wording.say("No such points are published of {names}.", names=spoken.listed(names)),)
