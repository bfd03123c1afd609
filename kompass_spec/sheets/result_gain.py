"""Where most is to be gained: the items that lack most points, and what the evaluators propose."""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_spec.model import Finding, FindingKind, Interval, Score, Scorecard
from kompass_spec.model.drawings import Pareto, ParetoBar
from kompass_spec.model.sheet import (
    Bullet,
    Bullets,
    Column,
    ColumnKind,
    Details,
    Figure,
    Illustration,
    Paragraph,
    Section,
    ShareBar,
    SheetBlock,
    SheetRow,
    SheetTable,
    Tone,
    Words,
)
from kompass_spec.sheets.spoken import Spoken, figure_of, shortened
from kompass_spec.wording.items import describe_items
from kompass_spec.wording.losses import explain_losses
from kompass_spec.wording.remarks import describe_finding
from kompass_spec.wording.wording import capitalised, message

__all__ = ["Gain", "Lacking", "gain_of", "gain_section", "lacking_section", "proposals_section"]

_FIRST = 5
_AREAS = 3
_FEW = 10
_BARS = 15
_PROPOSALS = 4
_PROPOSAL_LONGEST = 110


@final
@frozen(kw_only=True)
class Lacking:
    """Hold what one item lacks: its points up to the maximum, and how many of them surely."""

    code: str
    points: Fraction
    surely: Fraction
    maximum: Fraction


@final
@frozen(kw_only=True)
class Gain:
    """Hold the items that lack points, most first, with all that is lacking of ``items`` in points.

    ``few`` is how many of the first are spoken of; ``of_questions`` is false where areas stand for them,
    and ``is_of_all`` where those are not all: then what they make of it cannot be said.
    """

    items: tuple[Lacking, ...]
    few: int
    of_questions: bool
    is_of_all: bool

    @property
    def lacking(self) -> tuple[Lacking, ...]:
        """Return the items that lack any points."""
        return tuple(item for item in self.items if item.points)

    @property
    def in_all(self) -> Fraction:
        """Return the points that all items lack together."""
        return sum((item.points for item in self.items), Fraction(0))

    @property
    def share_of_few(self) -> Fraction:
        """Return the part, from 0 to 1, that the first few make of all that is lacking."""
        return sum((item.points for item in self.items[: self.few]), Fraction(0)) / self.in_all


def gain_of(card: Scorecard) -> Gain | None:
    """Return what is lacking item by item, ``None`` where nothing is lacking or nothing is known.

    Points are those of the report where they stand there, else those that are surely lost, rounded down.
    """
    listed = [score for score in card.most_lost() if card.is_printed(score) and score.max]
    items = tuple(
        Lacking(code=score.code, points=points, surely=score.lost, maximum=score.max)
        for score in listed
        if (points := _lacking(score)) >= 0
    )
    if not any(item.points for item in items):
        return None
    of_questions = any("." in item.code for item in items)
    lacking = sum(1 for item in items if item.points > 0)
    few = min(_FEW if of_questions else 2, max(1, lacking // 4))
    is_of_all = of_questions or len(items) == _counted_areas(card)
    return Gain(items=items, few=few, of_questions=of_questions, is_of_all=is_of_all)


def _counted_areas(card: Scorecard) -> int:
    return sum(1 for area in card.areas if area.applies and area.max)


def _lacking(score: Score) -> Fraction:
    figure = figure_of(score)
    if figure is not None and not score.contradicted:
        return max(Fraction(0), score.max - figure)
    return max(Fraction(0), Fraction(math.floor(score.lost)))


def gain_section(card: Scorecard, spoken: Spoken) -> Section | None:
    """Return the five questions with most to gain, ``None`` where there are none."""
    gain = gain_of(card)
    if gain is None:
        return None
    heading = spoken.wording.say("Most to gain here")
    if not gain.of_questions:
        sentence = _areas_only(card, spoken)
        return Section(heading=heading, blocks=(Paragraph(words=(sentence,)),), anchor="gain")
    table = _table(gain.items[:_FIRST], card, spoken, name="gain", caption=heading)
    return Section(heading=heading, blocks=(table,), anchor="gain")


def _areas_only(card: Scorecard, spoken: Spoken) -> str:
    """Return in one line where most is lacking, where no question has points."""
    gain = gain_of(card)
    items = [] if gain is None else [item for item in gain.items[:_AREAS] if item.points]
    listed = spoken.listed(
        [
            spoken.wording.say(
                "{area} ({points} points)", area=spoken.areas([item.code]), points=spoken.points(item.points)
            )
            for item in items
        ]
    )
    if any("." in seen.item for seen in card.assessment.observations):
        return spoken.wording.say(
            "How many points the questions lack is not known. Most is missing in {areas}.", areas=listed
        )
    sentence = (
        message("Points are given for the areas only, not for their questions. Most is missing in {areas}.")
        if card.assessment.is_answered
        else message(
            "The report states points for the areas only, not for their questions. Most is missing in"
            " {areas}."
        )
    )
    return spoken.wording.say(sentence, areas=listed)


def _table(
    items: tuple[Lacking, ...],
    card: Scorecard,
    spoken: Spoken,
    *,
    name: str,
    caption: str,
) -> SheetTable:
    say = spoken.wording.say
    of_questions = any("." in item.code for item in items)
    return SheetTable(
        name=name,
        caption=caption,
        columns=(
            Column(head=say("Question") if of_questions else say("Area"), kind=ColumnKind.WORDS),
            Column(head=say("missing")),
            Column(head=say("of max")),
            Column(head=say("Share of max"), kind=ColumnKind.SHARE, fold=1),
        ),
        rows=tuple(_row(item, card, spoken) for item in items),
    )


def _row(item: Lacking, card: Scorecard, spoken: Spoken) -> SheetRow:
    # Of a negative figure more is missing than there is.
    share = min(item.points / item.maximum, Fraction(1))
    return SheetRow(
        cells=(
            spoken.labelled(item.code, card),
            Figure(shown=spoken.points(item.points), quantity=item.points),
            Figure(shown=spoken.points(item.maximum), quantity=item.maximum),
            ShareBar(interval=Interval(share, share), shown=spoken.percent(share), tone=Tone.WARNING),
        )
    )


def proposals_section(card: Scorecard, spoken: Spoken) -> Section | None:
    """Return the evaluators' proposals in the weakest areas, ``None`` where the report has none."""
    findings = card.assessment.findings
    proposals = [finding for finding in findings if finding.kind is FindingKind.IMPROVEMENT]
    chosen = _of_weakest(card, proposals)
    if not chosen:
        return None
    say = spoken.wording.say
    blocks: list[SheetBlock] = [
        Bullets(
            bullets=tuple(
                Bullet(lead=finding.area, words=(_short(finding, card, spoken),)) for finding in chosen
            )
        )
    ]
    if len(findings) > len(chosen):
        blocks.append(Paragraph(words=(_where_all(findings, spoken),), tone=Tone.QUIET))
    heading = (
        say("Proposals in the weakest areas")
        if card.assessment.is_answered
        else say("The evaluators’ proposals in the weakest areas")
    )
    return Section(heading=heading, blocks=tuple(blocks), anchor="proposals")


def _of_weakest(card: Scorecard, proposals: list[Finding]) -> list[Finding]:
    """Return a few proposals, those of the weakest area first."""
    areas = [area for area in card.areas if area.applies and area.max]
    weakest = sorted(areas, key=lambda area: _relied_on(area) / area.max)
    chosen: list[Finding] = []
    for area in weakest:
        chosen += [finding for finding in proposals if finding.area == area.code]
        if len(chosen) >= _PROPOSALS:
            break
    return chosen[:_PROPOSALS]


def _relied_on(area: Score) -> Fraction:
    figure = figure_of(area)
    return area.high if figure is None or area.contradicted else figure


def _short(finding: Finding, card: Scorecard, spoken: Spoken) -> Words:
    return spoken.printed(shortened(describe_finding(finding), _PROPOSAL_LONGEST), card)


def _where_all(findings: tuple[Finding, ...], spoken: Spoken) -> str:
    count = spoken.wording.count
    number = {kind: sum(1 for finding in findings if finding.kind is kind) for kind in FindingKind}
    improvements, praises = number[FindingKind.IMPROVEMENT], number[FindingKind.STRENGTH]
    of_improvements, of_praises = spoken.wording.numerals(improvements, praises)
    proposals = count("{number} proposal", "{number} proposals", improvements, written=of_improvements)
    strengths = count("{number} strength", "{number} strengths", praises, written=of_praises)
    if not number[FindingKind.STRENGTH]:
        return spoken.wording.say("All {proposals} stand further on.", proposals=proposals)
    return spoken.wording.say(
        "All {proposals} and {strengths} stand further on.", proposals=proposals, strengths=strengths
    )


def lacking_section(card: Scorecard, spoken: Spoken) -> Section | None:
    """Return all that is lacking, most first, with what the edition says that gives full points."""
    say = spoken.wording.say
    gain = gain_of(card)
    remarks = [*explain_losses(card, spoken.wording)]
    if gain is None:
        if not remarks:
            return None
        words = tuple(Paragraph(words=(sentence,)) for sentence in remarks)
        return Section(heading=say("What is missing"), blocks=words, anchor="missing")
    blocks: list[SheetBlock] = [_pareto(gain, card, spoken), *_beside(gain, card, spoken)]
    blocks += [Paragraph(words=(sentence,)) for sentence in remarks]
    guidance = tuple(_guidance(gain, card, spoken))
    if guidance:
        blocks.append(Details(summary=say("What gives full points"), blocks=(Bullets(bullets=guidance),)))
    return Section(heading=say("What is missing"), blocks=tuple(blocks), anchor="missing")


def _pareto(gain: Gain, card: Scorecard, spoken: Spoken) -> Illustration:
    say = spoken.wording.say
    lacking = gain.lacking
    points = spoken.points(gain.in_all)
    if not gain.is_of_all:
        finding = say("In the areas that the report states, {points} points are missing.", points=points)
    elif gain.few >= len(lacking):
        finding = say("Points that are missing in all: {points}.", points=points)
    else:
        finding = _how_many_make_up(gain, spoken)
    bars = tuple(
        ParetoBar(
            label=spoken.label(item.code, card, at_most=40),
            lacking=item.points,
            maximum=item.maximum,
            shown=say(
                "{points} of {maximum}",
                points=spoken.points(item.points),
                maximum=spoken.points(item.maximum),
            ),
        )
        for item in lacking[:_BARS]
    )
    notes: tuple[Words, ...] = (finding,)
    if len(lacking) > _BARS:
        notes = (
            finding,
            say(
                "The {number} with most points missing are drawn; the table has all.",
                number=spoken.numeral(_BARS),
            ),
        )
    return Illustration(
        drawing=Pareto(bars=bars, lacking_in_all=gain.in_all),
        title=say("Points missing, most first"),
        finding=finding,
        table=_table(lacking, card, spoken, name="missing", caption=say("Points missing, most first")),
        notes=notes,
    )


def _how_many_make_up(gain: Gain, spoken: Spoken) -> str:
    """Return how much of what is missing the first few questions or areas make up."""
    count = spoken.wording.count
    few, every = spoken.numerals(gain.few, len(gain.items))
    percent, points = spoken.percent(gain.share_of_few), spoken.points(gain.in_all)
    if gain.of_questions:
        return count(
            "One of {questions} questions makes up {percent} of the {points} points that are missing.",
            "{number} of {questions} questions make up {percent} of the {points} points that are missing.",
            gain.few,
            written=capitalised(few),
            questions=every,
            percent=percent,
            points=points,
        )
    return count(
        "One of {areas} areas makes up {percent} of the {points} points that are missing.",
        "{number} of {areas} areas make up {percent} of the {points} points that are missing.",
        gain.few,
        written=capitalised(few),
        areas=every,
        percent=percent,
        points=points,
    )


def _beside(gain: Gain, card: Scorecard, spoken: Spoken) -> Iterator[SheetBlock]:
    """Yield what is full already, and what nothing is known of."""
    say = spoken.wording.say
    full = [item.code for item in gain.items if not item.points]
    if full:
        sentence = spoken.wording.count(
            "Full points are possible on {codes}.",
            "Full points are possible on {codes}.",
            len(full),
            codes=spoken.listed(full),
        )
        yield Paragraph(words=(sentence,))
    unknown = [score.code for score in card.most_lost() if not card.is_printed(score)]
    if unknown:
        codes = describe_items(unknown, spoken.wording)
        yield Paragraph(
            words=(
                say("Not answered: {codes}.", codes=codes)
                if card.assessment.is_answered
                else say("The report states nothing readable on {codes}.", codes=codes),
            )
        )


def _guidance(gain: Gain, card: Scorecard, spoken: Spoken) -> Iterator[Bullet]:
    """Yield what the edition says that gives full points for what lacks some, and for its criteria."""
    edition = spoken.edition_of(card)
    if edition is None:
        return
    for item in gain.items:
        if not item.points or item.code not in edition:
            continue
        for part in card[item.code].walk():
            if part.code not in edition:
                continue
            for guidance in getattr(edition.item(part.code), "guidance", ()):
                text = spoken.text(guidance.text, edition)
                yield Bullet(lead=part.code, words=(text,))
