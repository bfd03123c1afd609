"""The earlier evaluations of an organisation: their figures by edition, and what publishers said of them."""

from collections.abc import Iterator

from kompass_spec.model import TOTAL, Comparability, Quantity, Scorecard
from kompass_spec.model.sheet import (
    Bullets,
    Column,
    ColumnKind,
    Figure,
    Gap,
    Paragraph,
    Quotation,
    Section,
    SheetBlock,
    SheetCell,
    SheetRow,
    SheetTable,
    Tone,
    Words,
)
from kompass_spec.sheets.contents import ResultContent
from kompass_spec.sheets.result_check import disagreements, other_figures
from kompass_spec.sheets.spoken import Spoken, figure_of
from kompass_spec.wording.figures import describe_item
from kompass_spec.wording.places import describe_place
from kompass_spec.wording.shapes import explain_mixed

__all__ = ["earlier_section", "statements_of"]


def earlier_section(content: ResultContent, spoken: Spoken) -> Section | None:
    """Return a table for every edition of earlier results, ``None`` where there are none.

    Areas of different editions do not stand in one row: a number means different things in them.
    """
    if not content.history:
        return None
    by_edition: dict[str, list[Scorecard]] = {}
    for card in reversed(content.history):
        by_edition.setdefault(card.assessment.edition, []).append(card)
    blocks: list[SheetBlock] = []
    for cards in by_edition.values():
        blocks += _of_edition(cards, spoken)
    if content.comparison is not None and content.comparison.problems:
        sentence = spoken.wording.say(
            "Organisations have merged between these evaluations; a change between them is not that of one"
            " organisation."
        )
        blocks.append(Paragraph(words=(sentence,), tone=Tone.WARNING))
    blocks += statements_of(content, spoken)
    heading = spoken.wording.count("Earlier evaluation", "Earlier evaluations", len(content.history))
    return Section(heading=heading, blocks=tuple(blocks), anchor="earlier")


def _of_edition(cards: list[Scorecard], spoken: Spoken) -> Iterator[SheetBlock]:
    say = spoken.wording.say
    first = cards[0]
    caption = say("Points by {version}", version=spoken.version(first))
    codes = list(dict.fromkeys(area.code for card in cards for area in card.areas))
    rows = [
        SheetRow(
            cells=(spoken.labelled(code, first), *(_cell(card, code, spoken) for card in cards)),
        )
        for code in codes
    ]
    rows.append(
        SheetRow(cells=((say("Total"),), *(_cell(card, TOTAL, spoken) for card in cards)), is_strong=True)
    )
    yield SheetTable(
        name=f"earlier-{first.assessment.edition}",
        caption=caption,
        is_caption_shown=True,
        columns=(
            Column(head=say("Area"), kind=ColumnKind.WORDS),
            *(Column(head=spoken.short_year(card.assessment)) for card in cards),
        ),
        rows=tuple(rows),
        notes=explain_mixed(cards, spoken.edition_of(first), spoken.wording),
    )
    for card in cards:
        yield from _about(card, spoken)


def _about(card: Scorecard, spoken: Spoken) -> Iterator[SheetBlock]:
    """Yield from what a year was concluded, and what disagrees in the figures of that year."""
    year = spoken.short_year(card.assessment)
    reason = spoken.year_reason(card.assessment)
    if reason is not None:
        yield Paragraph(lead=f"{year}:", words=(reason,), tone=Tone.QUIET)
    bullets = (*disagreements(card, spoken), *other_figures(card, spoken))
    if bullets:
        heading = spoken.wording.say("The figures of {year}", year=year)
        yield Section(heading=heading, blocks=(Bullets(bullets=bullets),), level=3)


def _cell(card: Scorecard, code: str, spoken: Spoken) -> SheetCell:
    say = spoken.wording.say
    try:
        score = card[code]
    except KeyError:
        return Gap(words=say("no such area"))
    if not score.applies:
        return Gap(words=say("does not apply"))
    values = dict.fromkeys(seen.value for seen in card.assessment.observed(code, Quantity.POINTS))
    if len(values) > 1:
        return Figure(shown="; ".join(spoken.wording.number(value) for value in values))
    figure = figure_of(score)
    if figure is not None:
        return Figure(shown=spoken.points(figure), quantity=figure)
    if score.width == score.max:
        return Gap(words=say("not stated"))
    return Figure(shown=spoken.span(score.interval))


def statements_of(content: ResultContent, spoken: Spoken) -> Iterator[SheetBlock]:
    """Yield what publishers have said about comparing editions, each once, in the reports' own words."""
    stands_in: dict[Comparability, Scorecard] = {}
    for card in (content.scorecard, *content.history):
        for statement in card.assessment.comparability:
            stands_in.setdefault(statement, card)
    for statement, card in stands_in.items():
        # What the first page says of it with the drawing is not said again.
        is_drawn = content.comparison is not None and statement.other is not None
        sentence = spoken.wording.say("On comparing versions the report says:")
        yield Paragraph(words=(sentence if is_drawn else _meaning(statement, content, spoken),))
        place = describe_place(statement, spoken.wording)
        source: tuple[Words, ...] = (place,) if place else ()
        yield Quotation(words=spoken.printed(statement.text, card), source=source)


def _meaning(statement: Comparability, content: ResultContent, spoken: Spoken) -> str:
    say = spoken.wording.say
    sentences = []
    bounds = [spoken.points(bound) for bound in (statement.low, statement.high) if bound is not None]
    if bounds:
        values = {
            "points": "–".join(dict.fromkeys(bounds)),
            "item": describe_item(statement.item, spoken.wording),
            "newer": _version(statement.edition, content, spoken),
        }
        sentences.append(
            say(
                "Add {points} points to {item} by {newer} to compare with another version, which the report"
                " does not name.",
                **values,
            )
            if statement.other is None
            else say(
                "Add {points} points to {item} by {newer} to compare with {older}.",
                older=_version(statement.other, content, spoken),
                **values,
            )
        )
    if statement.areas:
        sentences.append(say("Most has changed in {areas}.", areas=spoken.areas(statement.areas)))
    return " ".join(sentences) or say("On comparing versions the report says:")


def _version(edition: str, content: ResultContent, spoken: Spoken) -> str:
    for card in (content.scorecard, *content.history):
        if card.assessment.edition == edition:
            return spoken.version(card)
    return spoken.version_of(edition)
