"""A result among published ones: its place by the total, every area's figures, and their sources."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kompass_spec.model import (
    TOTAL,
    CitedMean,
    CitedResult,
    CohortItem,
    Interval,
    Scorecard,
    Source,
    Standing,
    Support,
    Text,
)
from kompass_spec.model.codes import weight_of
from kompass_spec.model.drawings import RankedDot, RankedDots
from kompass_spec.model.sheet import (
    Bullet,
    Bullets,
    Column,
    ColumnKind,
    Details,
    Figure,
    Gap,
    Illustration,
    Paragraph,
    Section,
    SheetBlock,
    SheetCell,
    SheetRow,
    SheetTable,
    Tone,
    Words,
)
from kompass_spec.sheets.addresses import linked
from kompass_spec.sheets.contents import ResultContent
from kompass_spec.sheets.spoken import Spoken, figure_of, run_of
from kompass_spec.wording.cohorts import describe_mean, describe_place, explain_place, explain_support
from kompass_spec.wording.organisations import full_name
from kompass_spec.wording.shapes import explain_by_share, explain_nothing

__all__ = ["published_section"]

_DRAWN = 20


def published_section(content: ResultContent, spoken: Spoken) -> Section | None:
    """Return where the result stands among the published ones, ``None`` where that is not asked for."""
    standing = content.standing
    if standing is None:
        return None
    return Section(
        heading=spoken.wording.say("Among published results"),
        blocks=tuple(_blocks(content, standing, spoken)),
        anchor="published",
    )


def _blocks(content: ResultContent, standing: Standing, spoken: Spoken) -> Iterator[SheetBlock]:
    say, cohort = spoken.wording.say, standing.cohort
    place = _place_of(content.scorecard, standing, spoken)
    yield Paragraph(words=(place,))
    if cohort.members:
        drawing = _drawing(content, standing, spoken)
        if drawing is not None:
            yield drawing
        yield _table(content, standing, spoken)
        remarks = (*explain_by_share(cohort, spoken.wording), *explain_support(cohort, spoken.wording))
        yield from (Paragraph(words=(sentence,), tone=Tone.QUIET) for sentence in remarks)
    means = tuple(_mean(cited, spoken) for cited in standing.means)
    if means:
        yield Section(
            heading=say("Published means"), blocks=(Bullets(bullets=means),), level=3, anchor="means"
        )
    members = tuple(_member(member, spoken) for member in standing.members)
    if members:
        yield Details(summary=say("Where the results are published"), blocks=(Bullets(bullets=members),))


def _place_of(card: Scorecard, standing: Standing, spoken: Spoken) -> str:
    if not standing.cohort.members:
        return spoken.wording.say("No other result on this edition is published.")
    if not card.total.applies:
        return explain_nothing(card, spoken.wording)
    total = standing.cohort[TOTAL]
    if total.count and total.support is not Support.SOME:
        return spoken.wording.count(
            "The total of one other result is published, too few for a place among them.",
            "The totals of {number} other results are published, too few for a place among them.",
            total.count,
            written=spoken.numeral(total.count),
        )
    return explain_place(total, spoken.wording)


def _drawing(content: ResultContent, standing: Standing, spoken: Spoken) -> Illustration | None:
    """Return the totals as ranked dots, the highest first; what is published of areas alone is left out."""
    cards = [(card, False) for card in standing.cohort.members] + [(content.scorecard, True)]
    known = [one for one in cards if one[0].total.applies and one[0].total.width < one[0].total.max]
    ordered = sorted(
        known,
        key=lambda one: (
            -(one[0].total.low + one[0].total.high),
            not one[1],
            one[0].assessment.organisation.name,
        ),
    )
    if len(ordered) < 2:  # noqa: PLR2004 - nothing to compare
        return None
    rows = tuple(_dot(card, spoken, is_current=is_current) for card, is_current in _window(ordered))
    reference = content.reference.of(TOTAL) if content.reference is not None else None
    say = spoken.wording.say
    return Illustration(
        drawing=RankedDots(
            maximum=content.scorecard.total.max,
            rows=rows,
            reference=reference,
            reference_label=content.reference.label if reference and content.reference else "",
        ),
        title=say("Published totals, the highest first"),
        finding=", ".join(f"{row.label} {row.shown}" for row in rows),
        table=_totals(ordered, spoken),
    )


def _window(ordered: Sequence[tuple[Scorecard, bool]]) -> Sequence[tuple[Scorecard, bool]]:
    """Return all of an order, or where it is long those around the one that is spoken of."""
    if len(ordered) <= _DRAWN:
        return ordered
    current = next(place for place, (_, is_current) in enumerate(ordered) if is_current)
    first = min(max(0, current - _DRAWN // 2), len(ordered) - _DRAWN)
    return ordered[first : first + _DRAWN]


def _dot(card: Scorecard, spoken: Spoken, *, is_current: bool) -> RankedDot:
    figure = figure_of(card.total)
    return RankedDot(
        label=full_name(card.assessment.organisation, spoken.wording.language),
        note=spoken.short_year(card.assessment),
        interval=card.total.interval if figure is None else Interval(figure, figure),
        shown=spoken.span(card.total.interval) if figure is None else spoken.points(figure),
        is_current=is_current,
    )


def _totals(ordered: Sequence[tuple[Scorecard, bool]], spoken: Spoken) -> SheetTable:
    say = spoken.wording.say
    dots = [_dot(card, spoken, is_current=is_current) for card, is_current in ordered]
    return SheetTable(
        name="published-totals",
        caption=say("Published totals, the highest first"),
        columns=(
            Column(head=say("Organisation"), kind=ColumnKind.WORDS),
            Column(head=say("Year")),
            Column(head=say("Points")),
        ),
        rows=tuple(
            SheetRow(
                cells=(
                    (dot.label,),
                    spoken.year_cell(card.assessment),
                    Figure(shown=dot.shown, quantity=figure_of(card.total)),
                ),
                is_strong=dot.is_current,
            )
            for dot, (card, _) in zip(dots, ordered, strict=True)
        ),
    )


def _table(content: ResultContent, standing: Standing, spoken: Spoken) -> SheetTable:
    say = spoken.wording.say
    return SheetTable(
        name="published",
        caption=say("The published results by area"),
        is_caption_shown=True,
        columns=(
            Column(head=say("Area"), kind=ColumnKind.WORDS),
            Column(head=say("Points")),
            Column(head=say("Place"), fold=1),
            Column(head=say("Others")),
            Column(head=say("Mean")),
            Column(head=say("Median"), fold=1),
            Column(head=say("Lowest"), fold=2),
            Column(head=say("Highest"), fold=2),
        ),
        rows=tuple(_row(item, content.scorecard, spoken) for item in standing.cohort.items if item.count),
    )


def _row(item: CohortItem, card: Scorecard, spoken: Spoken) -> SheetRow:
    is_total = item.code == TOTAL
    name = (spoken.wording.say("Total"),) if is_total else spoken.labelled(item.code, card)
    has_place = item.rank is not None and item.support is Support.SOME
    place: SheetCell = (
        Figure(shown=describe_place(item.rank, spoken.wording))
        if has_place and item.rank is not None
        else Gap(words="–")
    )
    return SheetRow(
        cells=(
            name,
            _own(item, card, spoken),
            place,
            Figure(shown=str(item.count), quantity=None),
            _points(item.mean, spoken),
            _points(item.median, spoken),
            _points(item.least, spoken),
            _points(item.greatest, spoken),
        ),
        is_strong=is_total,
    )


def _points(interval: Interval | None, spoken: Spoken) -> SheetCell:
    """Return points as one figure where nothing but rounding parts their bounds, else as these bounds."""
    if interval is None:
        return Gap(words="–")
    if interval.width > 1:
        return Figure(shown=spoken.span(interval))
    middle = (interval.low + interval.high) / 2
    return Figure(shown=spoken.points(middle), quantity=middle, unit=Fraction(1, 10))


def _whole(item: CohortItem, card: Scorecard, spoken: Spoken) -> Fraction | None:
    """Return the edition's whole maximum of an item, which a result may be of less than."""
    edition = spoken.edition_of(card)
    return None if edition is None else weight_of(edition, (item.code,))


def _own(item: CohortItem, card: Scorecard, spoken: Spoken) -> SheetCell:
    """Return the points of this result: the figure that stands for them, unless another counts here."""
    score = card[item.code]
    figure = figure_of(score)
    if figure is None or item.asked is None or score.contradicted or score.max != _whole(item, card, spoken):
        return _points(item.asked, spoken)
    return Figure(shown=spoken.points(figure), quantity=figure)


def _mean(cited: CitedMean, spoken: Spoken) -> Bullet:
    mean = f"{describe_mean(cited.mean, spoken.wording)}."
    words: list[Words] = [spoken.in_any(cited.mean.scope), ": ", mean]
    caveats = _caveats([one.text for one in cited.mean.caveats], cited.sources, spoken)
    return Bullet(words=run_of(*words, *caveats))


def _member(member: CitedResult, spoken: Spoken) -> Bullet:
    assessment = member.scorecard.assessment
    name = full_name(assessment.organisation, spoken.wording.language)
    lead = f"{name}, {spoken.year(assessment)}:"
    caveats = [one.text for one in member.result.caveats]
    return Bullet(lead=lead, words=run_of(*_caveats(caveats, member.sources, spoken)))


def _caveats(texts: Sequence[Text], sources: Sequence[Source], spoken: Spoken) -> tuple[Words, ...]:
    words: list[Words] = []
    for source in sources:
        words += [" ", *linked(source), "."]
    for text in texts:
        words += [" ", spoken.in_any(text)]
    return tuple(words)
