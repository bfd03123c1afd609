"""Where points were lost, and every area with its questions, strengths and improvement areas."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kompass_render_text.blocks import (
    Block,
    Bullets,
    Column,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Row,
    Table,
)
from kompass_render_text.said import Tone
from kompass_render_text.showing import NONE, Showing
from kompass_spec import Order
from kompass_spec.model import Finding, FindingKind, Quantity, Score
from kompass_spec.wording.figures import describe_item
from kompass_spec.wording.losses import explain_losses
from kompass_spec.wording.remarks import describe_finding, remarks_on
from kompass_spec.wording.shapes import ShownItem, items_of, weakest_first

__all__ = ["areas", "lost"]

MOST = 10
"""How many items are listed where points were lost, unless all are asked for."""


def lost(showing: Showing) -> Iterator[Block]:
    """List where points were lost, most first: all if the weakest are asked for, else the first ten."""
    items = showing.card.most_lost()
    whole = showing.request.order is Order.WEAKEST
    listed = items if whole else tuple(item for item in items[:MOST] if item.lost > 0)
    yield Heading(showing.say("Where points were lost"))
    for sentence in explain_losses(showing.card, showing.wording):
        yield Paragraph(sentence)
    unknown = [
        describe_item(item.code, showing.wording) for item in items if not showing.card.is_printed(item)
    ]
    if unknown:
        codes = ", ".join(unknown)
        yield Paragraph(
            showing.say("Not answered: {codes}.", codes=codes)
            if showing.card.assessment.is_answered
            else showing.say("Nothing that could be read is printed of {codes}.", codes=codes)
        )
    if not listed:
        return
    columns = (
        Column(head=showing.say("Code")),
        Column(head=_item_head(showing), is_text=True),
        Column(head=showing.say("Surely lost")),
        Column(head=showing.say("At most lost"), fold=1),
        Column(head=showing.say("Max"), fold=2),
    )
    rows = [Row((item.code, _title(item, showing), *_lost_cells((item,), showing))) for item in listed]
    rest = items[len(listed) :]
    if rest:
        more = showing.wording.count("and {number} more", "and {number} more", len(rest))
        rows.append(Row(("", more, *_lost_cells(rest, showing))))
    # What is printed of areas and of the total says more than the questions add up to.
    rows.append(Row(("", showing.say("Total"), *_lost_cells((showing.card.total,), showing)), strong=True))
    yield Table(columns, tuple(rows))
    guidance = [line for item in listed for line in _guidance(item, showing)]
    if guidance:
        yield Bullets(showing.say("What gives full points"), tuple(guidance))


def _guidance(item: Score, showing: Showing) -> Iterator[str]:
    """Yield what the edition says that gives full points for a question or its criteria, by their codes."""
    edition = showing.request.edition
    for part in (item, *item.parts):
        known = edition.item(part.code) if part.code in edition else None
        for guidance in getattr(known, "guidance", ()):
            words = guidance.text.in_language(showing.request.language, edition.language).words
            yield f"{part.code}: {words}"


def _lost_cells(items: Sequence[Score], showing: Showing) -> tuple[str, str, str]:
    sure = sum((item.lost for item in items), Fraction(0))
    possible = sum((item.max - item.low for item in items), Fraction(0))
    maximum = sum((item.max for item in items), Fraction(0))
    return showing.at_least(sure), showing.at_most(possible), showing.number(maximum)


def _item_head(showing: Showing) -> str:
    asked = any("." in item.code for item in showing.card.most_lost())
    return showing.say("Question") if asked else showing.say("Area")


def _title(item: Score, showing: Showing) -> str:
    return showing.title(item.code, showing.request.edition)


def areas(showing: Showing) -> Iterator[Block]:
    """Show every area with its questions, strengths and improvement areas."""
    card = showing.card
    yield Heading(showing.say("The areas in detail"))
    for area in card.areas:
        yield Heading(f"{area.code} {_title(area, showing)}", 3)
        yield from _figures(area, showing)
        yield from _findings(
            [finding for finding in card.assessment.findings if finding.area == area.code], showing
        )
        remarks = tuple(remarks_on(area.code, card.assessment, showing.wording))
        if remarks:
            yield Bullets(showing.say("Evidence and comments"), remarks)
    known = {area.code for area in card.areas}
    elsewhere = [finding for finding in card.assessment.findings if finding.area not in known]
    if elsewhere:
        yield Heading(showing.say("Not tied to an area of the edition"), 3)
        yield from _findings(elsewhere, showing)


def _figures(area: Score, showing: Showing) -> Iterator[Block]:
    items = items_of(showing.card, area, showing.request.edition)
    if not area.applies:
        yield Paragraph(showing.say("This area does not apply to the organisation."))
        return
    if not items:
        yield _area_facts(area, showing)
        return
    columns = (
        Column(head=showing.say("Code")),
        Column(head=showing.say("Question"), is_text=True),
        Column(head=showing.printed_head),
        Column(head=showing.say("Max"), fold=3),
        Column(head=showing.say("Percent"), fold=3),
        Column(head=showing.say("Exact points"), fold=1),
        Column(head=showing.say("Exact percent"), fold=1),
        Column(head=showing.say("Share"), bar=10, fold=2),
    )
    if showing.request.order is Order.WEAKEST:
        items = weakest_first(items)
    rows = [_item_row(item, showing) for item in items]
    if area.sum_of_printed is not None and area.sum_of_printed != area.printed:
        words = showing.say("Sum of the printed points")
        if showing.card.assessment.is_answered:
            words = showing.say("Sum of the answers")
        rows.append(
            Row(
                ("", words, showing.number(area.sum_of_printed), "", "", "", "", ""),
                strong=True,
            )
        )
    rows.append(_score_row(area, showing.say("The whole area"), showing, code="", strong=True))
    yield Table(columns, tuple(rows))


def _item_row(item: ShownItem, showing: Showing) -> Row:
    """Return the row of a question or a criterion, which may have no points or not apply."""
    title = showing.title(item.code, showing.request.edition)
    if not item.applies:
        return Row((item.code, title, showing.absent, "", "", "", "", ""))
    if item.score is not None and item.scored:
        return _score_row(item.score, title, showing, code=item.code)
    seen = dict.fromkeys(
        figure.value for figure in showing.card.assessment.observed(item.code, Quantity.POINTS)
    )
    printed = (*map(showing.number, seen), *showing.levels(item.code, showing.card))
    maximum = showing.say("no points") if not item.scored else showing.say("not known")
    if item.max is not None:
        maximum = showing.number(item.max)
    percent = showing.percent(showing.card, item.code)
    return Row((item.code, title, "; ".join(printed) or NONE, maximum, percent, NONE, NONE, ""))


def _score_row(score: Score, title: str, showing: Showing, *, code: str, strong: bool = False) -> Row:
    cells = (
        code,
        title,
        showing.printed(score, showing.card),
        showing.number(score.max),
        showing.percent(showing.card, score.code),
        showing.exact(score.interval),
        showing.exact_percent(score.share),
        showing.bar(score),
    )
    return Row(cells, strong=strong)


def _area_facts(area: Score, showing: Showing) -> Block:
    """Show an area whose questions are not known: its figures, and the headings that are printed under it."""
    maximum = showing.number(area.max)
    exact = showing.say("{points} of {max}", points=showing.exact(area.interval), max=maximum)
    facts = [
        Fact(
            showing.say("Exact points"), (f"{exact} ({showing.exact_percent(area.share)})", showing.bar(area))
        ),
        Fact(
            showing.say("Printed points"), (showing.printed(area, showing.card, showing.say("not printed")),)
        ),
    ]
    percent = showing.percent(showing.card, area.code)
    if percent != NONE:
        facts.append(Fact(showing.say("Printed percent"), (percent,)))
    edition = showing.request.edition
    headings = next((known.headings for known in edition.areas if known.code == area.code), ())
    if headings:
        texts = (heading.text.in_language(showing.request.language, edition.language) for heading in headings)
        facts.append(Fact(showing.say("Headings"), tuple(text.words for text in texts)))
    return Facts(tuple(facts))


def _findings(findings: Sequence[Finding], showing: Showing) -> Iterator[Block]:
    strengths = tuple(
        describe_finding(finding) for finding in findings if finding.kind is FindingKind.STRENGTH
    )
    improvements = tuple(
        describe_finding(finding) for finding in findings if finding.kind is FindingKind.IMPROVEMENT
    )
    if strengths:
        yield Bullets(showing.say("Strengths ({number})", number=len(strengths)), strengths, Tone.GOOD)
    if improvements:
        label = showing.say("Improvement areas ({number})", number=len(improvements))
        yield Bullets(label, improvements, Tone.WARNING)
