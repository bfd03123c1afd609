"""The tables of a cohort: what it says of every area with the count behind, and how firm its places are."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kompass_spec.model import TOTAL, Cohort, CohortItem, Edition, Interval, Ranking, Scorecard
from kompass_spec.model.cohort import Support, support_of
from kompass_spec.model.sheet import (
    Bullet,
    Bullets,
    Column,
    ColumnKind,
    Figure,
    Gap,
    Mark,
    Paragraph,
    Section,
    SheetCell,
    SheetRow,
    SheetTable,
    words_of,
)
from kompass_spec.sheets.cohort_league import place_cell, shown_points
from kompass_spec.sheets.passages import coded
from kompass_spec.sheets.published import dated
from kompass_spec.sheets.spoken import Spoken

__all__ = ["areas_section", "firmness_section"]

_MOST_NAMED = 10
"""How many pairs are named; JSON has all."""
_ASSUMED, _INFERRED = "*", "‡"
"""The signs beside the number of results that rest on a judgement, or follow from other figures."""


def areas_section(cohort: Cohort, edition: Edition, spoken: Spoken) -> Section:
    """Return what a cohort says of every area and the total, with the number of results behind each."""
    say = spoken.wording.say
    has_asked = cohort.asked is not None
    has_places = any(_is_placed(item) for item in cohort.items)
    columns = [
        Column(head=say("Area"), kind=ColumnKind.WORDS),
        Column(head=say("Results")),
        Column(head=say("Mean")),
        Column(head=say("Median"), fold=1),
        Column(head=say("Lowest"), fold=2),
        Column(head=say("Highest"), fold=2),
    ]
    if has_asked:
        columns.append(Column(head=say("This result")))
    if has_places:
        columns.append(Column(head=say("Rank")))
    rows = [_row(item, cohort.asked, edition, spoken, has_places=has_places) for item in cohort.items]
    heading = say("Area by area")
    table = SheetTable(
        name=f"areas-{edition.id}",
        caption=heading,
        columns=tuple(columns),
        rows=tuple(rows),
        notes=(
            *_counted(cohort, spoken),
            *_support(cohort, edition, spoken),
            say("The figures are of rounded ones, so each can be up to half a point greater or smaller."),
        ),
    )
    return Section(heading=heading, blocks=(table,), anchor=f"areas-{edition.id}")


def _is_placed(item: CohortItem) -> bool:
    """Tell whether an area has a place to show; that by the total stands in the league table."""
    return item.code != TOTAL and item.rank is not None and support_of(item.rank.of) is Support.SOME


def _row(
    item: CohortItem, asked: Scorecard | None, edition: Edition, spoken: Spoken, *, has_places: bool
) -> SheetRow:
    say = spoken.wording.say
    cells: list[SheetCell] = [(coded(edition, item.code, spoken.wording),)]
    if not item.count:
        cells += [Figure(shown="0", quantity=Fraction(0)), Gap(words=say("not published"), is_marked=True)]
        cells += (Gap(words="–"),) * 3
    else:
        # Of one result there is no mean.
        means = (item.mean, item.median) if item.support is not Support.NONE else (None, None)
        cells.append(Figure(shown=_count(item), quantity=Fraction(item.count)))
        cells += [_figure(one, spoken) for one in (*means, item.least, item.greatest)]
    if asked is not None:
        cells.append(_asked(asked, item, spoken))
    if has_places:
        cells.append(place_cell(item.rank, spoken))
    return SheetRow(cells=tuple(cells), is_strong=item.code == TOTAL)


def _count(item: CohortItem) -> str:
    """Return the number of results, and how many of them are assumed or inferred, by a sign for each."""
    kinds = ((item.assumed, _ASSUMED), (item.inferred, _INFERRED))
    signed = ", ".join(f"{number}{sign}" for number, sign in kinds if number)
    return f"{item.count} ({signed})" if signed else str(item.count)


def _counted(cohort: Cohort, spoken: Spoken) -> Iterator[str]:
    """Say what the signs beside numbers of results mean."""
    say = spoken.wording.say
    if any(item.assumed for item in cohort.items):
        yield say(
            "{sign} So many are by other versions, and counted as if what is judged comparable were; nothing"
            " of it is proved.",
            sign=_ASSUMED,
        )
    if any(item.inferred for item in cohort.items):
        yield say(
            "{sign} Of so many no figure is published; it follows from the total and all other areas.",
            sign=_INFERRED,
        )


def _asked(asked: Scorecard, item: CohortItem, spoken: Spoken) -> SheetCell:
    if item.asked is None:
        return Gap(words=spoken.wording.say("not stated"))
    shown, quantity = shown_points(asked, item.code, item.asked, spoken)
    return Figure(shown=shown, quantity=quantity)


def _figure(interval: Interval | None, spoken: Spoken) -> SheetCell:
    if interval is None:
        return Gap(words="–")
    if interval.width > 1:
        return Figure(shown=spoken.span(interval))
    middle = (interval.low + interval.high) / 2
    return Figure(shown=spoken.points(middle), quantity=middle, unit=Fraction(1, 10))


def _support(cohort: Cohort, edition: Edition, spoken: Spoken) -> Iterator[str]:
    """Say in words what so many results can support, by the names of areas."""
    say = spoken.wording.say
    sentences = {
        Support.NONE: say("Of one result nothing can be said of others: {areas}."),
        Support.FEW: say("Few results are published, which say little of others: {areas}."),
    }
    for support, sentence in sentences.items():
        codes = [item.code for item in cohort.items if item.count and item.support is support]
        if codes:
            yield sentence.format(areas=_named(codes, cohort, edition, spoken))


def _named(codes: Sequence[str], cohort: Cohort, edition: Edition, spoken: Spoken) -> str:
    areas = [item.code for item in cohort.items if item.code != TOTAL]
    if [code for code in codes if code != TOTAL] == areas:
        every, total = spoken.wording.say("all areas"), spoken.wording.say("the total")
        return spoken.listed([every, total]) if TOTAL in codes else every
    return "; ".join(words_of(coded(edition, code, spoken.wording)) for code in codes)


def firmness_section(ranking: Ranking, spoken: Spoken) -> Section:
    """Return how firm the places are: which pairs are open, and which turn when weights move."""
    say = spoken.wording.say
    names = [dated(member.scorecard.assessment, spoken) for member in ranking.members]
    certain = len(ranking.pairs) - len(ranking.open_pairs)
    every, sure = spoken.wording.numerals(len(ranking.pairs), certain)
    sentence = say(
        "Of {number} pairs {certain} are certain, whatever the figures were rounded from.",
        number=every,
        certain=sure,
    )
    bullets = [
        Bullet(
            words=(say("{one} and {other}", one=names[pair.higher], other=names[pair.lower]),),
            lead=say("Cannot be told apart:"),
            mark=Mark.ALIKE,
        )
        for pair in ranking.open_pairs[:_MOST_NAMED]
    ]
    more = len(ranking.open_pairs) - _MOST_NAMED
    if more > 0:
        bullets.append(
            Bullet(
                words=(
                    spoken.wording.count(
                        "and one pair more", "and {number} pairs more", more, written=spoken.numeral(more)
                    ),
                )
            )
        )
    turning = sorted((pair for pair in ranking.pairs if pair.turns), key=lambda pair: pair.turns or 0)
    for pair in turning[:_MOST_NAMED]:
        share = int((pair.turns or 0) * 100)
        words = (
            say(
                "{one} is ahead of {other} until {share} of all weight is moved between areas.",
                one=names[pair.higher],
                other=names[pair.lower],
                share=say("{number}%", number=share) if share else say("less than 1%"),
            ),
        )
        bullets.append(Bullet(words=words))
    blocks = (Paragraph(words=(sentence,)), *((Bullets(bullets=tuple(bullets)),) if bullets else ()))
    return Section(
        heading=say("How firm the places are"), blocks=blocks, anchor=f"firmness-{ranking.edition}"
    )
