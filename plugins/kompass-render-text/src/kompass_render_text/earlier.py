"""Earlier evaluations of the same organisation, and what has been said about comparing them."""

from collections.abc import Iterator, Sequence

from kompass_render_text.blocks import Block, Bullets, Column, Heading, Paragraph, Row, Table
from kompass_render_text.said import Tone
from kompass_render_text.showing import NONE, Showing
from kompass_spec.model import Comparability, Scorecard
from kompass_spec.wording.figures import describe_item
from kompass_spec.wording.places import at_place
from kompass_spec.wording.shapes import explain_mixed

__all__ = ["comparability", "earlier"]


def earlier(showing: Showing) -> Iterator[Block]:
    """Show earlier evaluations: first the totals, then the areas side by side for every edition."""
    history = showing.request.history
    if not history:
        return
    yield Heading(showing.say("Earlier evaluations"))
    yield _totals(showing)
    for card in history:
        assessment = card.assessment
        reason = showing.year_reason(assessment)
        if reason is not None:
            yield Paragraph(
                showing.say(
                    "The year {year} is inferred: {reason}",
                    year=assessment.year,
                    reason=reason,
                ),
                Tone.QUIET,
            )
    editions = dict.fromkeys(card.assessment.edition for card in history)
    if set(editions) == {showing.card.assessment.edition}:
        # Where not the same applies in all of them, that is said below the areas.
        if not explain_mixed(showing.every_card, showing.request.edition, showing.wording):
            yield Paragraph(
                showing.say("All of these were made on the same edition, so their points mean the same.")
            )
    else:
        sentence = showing.say(
            "Points on different editions do not mean the same: an edition asks and demands other things than"
            " the next."
        )
        yield Paragraph(sentence, Tone.WARNING)
    for edition in editions:
        yield from _areas(
            [card for card in showing.every_card if card.assessment.edition == edition], showing
        )
    yield from showing.legend(history)


def _totals(showing: Showing) -> Table:
    columns = (
        Column(head=showing.say("Year")),
        Column(head=showing.say("Edition"), is_text=True),
        Column(head=showing.say("Printed total")),
        Column(head=showing.say("Exact total"), fold=1),
        Column(head=showing.say("Max"), fold=2),
    )
    rows = []
    for card in showing.every_card:
        edition = showing.edition_name(card)
        if card is showing.card:
            edition = showing.say("{edition}, shown above", edition=edition)
        if card.assessment.year_inferred:
            edition = showing.say("{edition}, the year is inferred", edition=edition)
        total = card.total
        cells = (showing.printed(total, card), showing.exact(total.interval), showing.number(total.max))
        year = card.assessment.year
        rows.append(Row((NONE if year is None else str(year), edition, *cells)))
    return Table(columns, tuple(rows))


def _areas(cards: Sequence[Scorecard], showing: Showing) -> Iterator[Block]:
    edition = showing.edition_of(cards[0])
    yield Heading(showing.say("Areas of {edition}", edition=showing.edition_name(cards[0])), 3)
    columns = (
        Column(head=showing.say("Code")),
        Column(head=showing.say("Area"), is_text=True),
        *(Column(head=showing.year(card), fold=1) for card in cards),
    )
    codes = dict.fromkeys(area.code for card in cards for area in card.areas)
    rows = [
        Row((code, showing.title(code, edition), *(_points(code, card, showing) for card in cards)))
        for code in codes
    ]
    yield Table(columns, tuple(rows))
    for sentence in explain_mixed(cards, edition, showing.wording):
        yield Paragraph(sentence, Tone.WARNING)


def _points(code: str, card: Scorecard, showing: Showing) -> str:
    """Return the printed points of an area, or the exact bounds where none are printed."""
    area = next((area for area in card.areas if area.code == code), None)
    if area is None:
        return NONE
    if not area.applies:
        return showing.absent
    return showing.printed(area, card, showing.exact(area.interval))


def comparability(showing: Showing) -> Iterator[Block]:
    """Quote what publishers have said about comparing editions."""
    stated = dict.fromkeys(
        statement for card in showing.every_card for statement in card.assessment.comparability
    )
    if not stated:
        return
    yield Heading(showing.say("Comparing editions"))
    yield Bullets("", tuple(_statement(statement, showing) for statement in stated))


def _statement(statement: Comparability, showing: Showing) -> str:
    sentences = []
    bounds = [showing.number(bound) for bound in (statement.low, statement.high) if bound is not None]
    if bounds:
        values = {
            "points": "–".join(dict.fromkeys(bounds)),
            "item": describe_item(statement.item, showing.wording),
            "edition": statement.edition,
        }
        if statement.other is None:
            sentence = showing.say(
                "Add {points} points to {item} on {edition} to compare with another edition, which the report"
                " does not name.",
                **values,
            )
        else:
            sentence = showing.say(
                "Add {points} points to {item} on {edition} to compare with {other}.",
                other=statement.other,
                **values,
            )
        sentences.append(sentence)
    if statement.areas:
        named = ", ".join(describe_item(code, showing.wording) for code in statement.areas)
        sentences.append(showing.say("Changed most: {areas}.", areas=named))
    quoted = showing.say("In its own words: “{text}”", text=statement.text)
    return " ".join((*sentences, at_place(quoted, statement, showing.wording)))
