"""The check of a result's figures: where they disagree, and within which bounds the truth lies."""

import re
from collections.abc import Sequence

from kompass_spec.model import DiscrepancyKind, Quantity, Score, Scorecard
from kompass_spec.model.sheet import (
    Bullet,
    Bullets,
    Column,
    ColumnKind,
    Details,
    Figure,
    Gap,
    Paragraph,
    Section,
    SheetBlock,
    SheetCell,
    SheetRow,
    SheetTable,
    Tone,
    Words,
)
from kompass_spec.sheets.spoken import Spoken, run_of
from kompass_spec.wording.figures import describe_figure, explain_discrepancies
from kompass_spec.wording.shapes import items_of

__all__ = ["check_section", "disagreements", "other_figures"]

_IN_TABLES = frozenset({Quantity.POINTS, Quantity.MAX, Quantity.PERCENT, Quantity.LEVEL})
_NUMBER = re.compile(r"[\s+−–-]*[\d\s.,]+%?\s*")


def check_section(card: Scorecard, spoken: Spoken) -> Section:
    """Return whether the figures agree, why not, and the bounds that they leave for every item."""
    say = spoken.wording.say
    is_answered = card.assessment.is_answered
    blocks: list[SheetBlock] = []
    bullets = disagreements(card, spoken)
    if bullets:
        note = (
            say(
                "That a sum differs because of rounding is no error. A contradiction is one: the figures"
                " cannot all be right."
            ),
        )
        blocks += [Paragraph(words=note), Bullets(bullets=bullets)]
    else:
        blocks.append(Paragraph(words=(_agreement(card, spoken),)))
    others = other_figures(card, spoken)
    if others:
        blocks.append(
            Section(
                heading=say("Further figures") if is_answered else say("Further figures in the report"),
                blocks=(Bullets(bullets=others),),
                level=3,
                anchor="other-figures",
            )
        )
    if card.total.applies and not is_answered and any(score.width for score in card.total.walk()):
        blocks.append(Details(summary=say("Possible range of every figure"), blocks=_ranges(card, spoken)))
    heading = say("Check of the answers") if is_answered else say("Check of the report’s figures")
    return Section(heading=heading, blocks=tuple(blocks), anchor="check")


def disagreements(card: Scorecard, spoken: Spoken) -> tuple[Bullet, ...]:
    """Return what disagrees, a sentence each, contradictions first and marked."""
    say = spoken.wording.say
    explained = zip(card.discrepancies, explain_discrepancies(card, spoken.wording), strict=True)
    ordered = sorted(explained, key=lambda pair: pair[0].kind is not DiscrepancyKind.CONTRADICTION)
    return tuple(
        Bullet(words=(sentence,), lead=say("Contradiction:"), tone=Tone.WARNING)
        if found.kind is DiscrepancyKind.CONTRADICTION
        else Bullet(words=(sentence,))
        for found, sentence in ordered
    )


def _agreement(card: Scorecard, spoken: Spoken) -> str:
    say = spoken.wording.say
    if card.assessment.is_answered:
        if not card.assessment.observations:
            return say("No question is answered.")
        return say("All answers agree with each other.")
    if card.assessment.observations:
        return say("All figures in the report agree with each other.")
    return say("The report states no figures.")


def _ranges(card: Scorecard, spoken: Spoken) -> tuple[SheetBlock, ...]:
    """Return the bounds of every item that applies, with what stands in the report."""
    say = spoken.wording.say
    sentence = say(
        "The figures in the report are rounded: an 11 there can be anything from 10.5 to 11.5 before"
        " rounding. The range shows where the result lies, if all figures in the report are right."
    )
    rows = [_range(card.total, (say("Total"),), spoken, depth=0, is_strong=True)]
    for area in card.areas:
        for score in _printed_of(area, card):
            name = spoken.labelled(score.code, card, at_most=60)
            rows.append(_range(score, name, spoken, depth=score.code.count("."), is_strong=False))
    table = SheetTable(
        name="ranges",
        caption=say("Possible range of every figure"),
        columns=(
            Column(head=say("Item"), kind=ColumnKind.WORDS),
            Column(head=say("In the report")),
            Column(head=say("Possible range")),
            Column(head=say("of max"), fold=1),
        ),
        rows=tuple(rows),
    )
    return (Paragraph(words=(sentence,)), table)


def _printed_of(area: Score, card: Scorecard) -> Sequence[Score]:
    """Return an area with everything below it of which something stands in the report."""
    below = [score for part in area.parts for score in part.walk()]
    return (area, *(score for score in below if not score.applies or card.is_printed(score)))


def _range(score: Score, name: tuple[Words, ...], spoken: Spoken, *, depth: int, is_strong: bool) -> SheetRow:
    say = spoken.wording.say
    printed: SheetCell
    if score.printed is not None:
        printed = Figure(shown=spoken.wording.number(score.printed), quantity=score.printed)
    else:
        printed = Gap(words=say("not stated"))
    if not score.applies:
        gap = Gap(words=say("does not apply"))
        return SheetRow(cells=(name, gap, gap, gap), depth=depth)
    tone = Tone.WARNING if score.contradicted else Tone.PLAIN
    return SheetRow(
        cells=(
            name,
            printed,
            Figure(shown=spoken.wording.interval(score.interval), tone=tone),
            Figure(shown=spoken.wording.number(score.max), quantity=score.max),
        ),
        depth=depth,
        is_strong=is_strong,
    )


def other_figures(card: Scorecard, spoken: Spoken) -> tuple[Bullet, ...]:
    """Return the figures in the report that no table shows, with what stands beside them."""
    edition = spoken.edition_of(card)
    known = {score.code for score in card.total.walk() if score.applies}
    for area in card.areas:
        items = items_of(card, area, edition) if area.applies else ()
        known.update(item.code for item in items if item.applies)
    bullets = []
    for figure in card.assessment.observations:
        if figure.quantity in _IN_TABLES and figure.item in known:
            continue
        words = describe_figure(figure, spoken.wording)
        # A number alone is the figure once more.
        named = "" if _NUMBER.fullmatch(figure.label or "") else figure.label
        label = (": ", spoken.printed(named, card)) if named else ()
        bullets.append(Bullet(words=run_of(words, *label)))
    return tuple(bullets)
