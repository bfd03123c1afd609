"""Everything in detail: the questions of every area, and what the evaluators found in it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from kompass_spec.model import FindingKind, Interval, Observation, Passage, Quantity, Score, Scorecard
from kompass_spec.model.sheet import (
    MARKED,
    Beside,
    Bullet,
    Bullets,
    Column,
    ColumnKind,
    Figure,
    Gap,
    Paragraph,
    Part,
    Section,
    ShareBar,
    SheetBlock,
    SheetCell,
    SheetRow,
    SheetTable,
    Tone,
    Words,
)
from kompass_spec.plugins.requests import Order
from kompass_spec.sheets.result_gain import gain_of
from kompass_spec.sheets.spoken import Spoken, figure_of
from kompass_spec.wording.remarks import describe_finding, remarks_on
from kompass_spec.wording.shapes import ShownItem, describe_levels, items_of, weakest_first

__all__ = ["findings_part", "questions_part"]


def questions_part(card: Scorecard, order: Order, spoken: Spoken) -> Part | None:
    """Return every area with its questions, ``None`` where no question has a figure."""
    asked = {area.code: _items(card, area, order, spoken) for area in card.areas}
    if not any(card.printed_parts(area) or _has_figures(card, area) for area in card.areas):
        return None
    number = sum(1 for items in asked.values() for item in items if item.depth == 0)
    say = spoken.wording.say
    sections = [_area(card, area, asked[area.code], spoken) for area in card.areas]
    title = (
        spoken.wording.count("The question", "All {number} questions", number, written=spoken.numeral(number))
        if all(asked[area.code] for area in card.areas if area.applies)
        else say("The questions")
    )
    note = (
        say("Points as the evaluators answered. The bar shows them as a share of the question’s maximum.")
        if card.assessment.is_answered
        else say(
            "Points and percent as the report states them. The bar shows the percent of the question’s"
            " maximum."
        )
    )
    if len(most := _most_missing(card)) > 1:
        remark = say(
            "{mark} marks the {number} questions that lack most points.",
            mark=MARKED,
            number=spoken.numeral(len(most)),
        )
        note = f"{note} {remark}"
    return Part(
        blocks=_in_two(sections, [len(asked[area.code]) for area in card.areas]), title=title, note=note
    )


def _most_missing(card: Scorecard) -> frozenset[str]:
    """Return the codes of the few questions that lack most points, as the first page speaks of them."""
    gain = gain_of(card)
    if gain is None or not gain.of_questions:
        return frozenset()
    return frozenset(item.code for item in gain.items[: gain.few])


def _items(card: Scorecard, area: Score, order: Order, spoken: Spoken) -> tuple[ShownItem, ...]:
    """Return the questions of an area, none where the report has figures of no question of it."""
    items = items_of(card, area, spoken.edition_of(card)) if area.applies else ()
    if not _has_figures(card, area):
        # What does not apply is said all the same.
        return tuple(item for item in items if not item.applies)
    return weakest_first(items) if order is Order.WEAKEST else tuple(items)


def _has_figures(card: Scorecard, area: Score) -> bool:
    """Tell whether anything stands in the report of what is below an area."""
    below = f"{area.code}."
    return any(seen.item.startswith(below) for seen in card.assessment.observations)


def _in_two(sections: Sequence[Section], lengths: Sequence[int]) -> tuple[SheetBlock, ...]:
    """Return sections in two columns of about the same length; one stands by itself."""
    if len(sections) < 2:  # noqa: PLR2004 - two columns
        return tuple(sections)
    # A heading takes the room of two rows.
    sizes = [length + 2 for length in lengths]
    half = min(range(1, len(sizes)), key=lambda place: abs(sum(sizes[:place]) - sum(sizes[place:])))
    return (Beside(columns=(tuple(sections[:half]), tuple(sections[half:]))),)


def _area(card: Scorecard, area: Score, items: Sequence[ShownItem], spoken: Spoken) -> Section:
    say = spoken.wording.say
    blocks: list[SheetBlock] = []
    if not area.applies:
        blocks.append(Paragraph(words=(say("does not apply"),), tone=Tone.QUIET))
    elif not _has_figures(card, area):
        sentence = (
            say("None of its questions is answered.")
            if card.assessment.is_answered
            else say("The report states points for the area only, not for its questions.")
        )
        blocks.append(Paragraph(words=(sentence,), tone=Tone.QUIET))
    if items:
        blocks.append(_table(card, area, items, spoken))
    return Section(
        heading=_heading(card, area, spoken),
        blocks=tuple(blocks),
        level=3,
        anchor=f"area-{area.code}",
        note=_points_of(area, spoken),
    )


def _heading(card: Scorecard, area: Score, spoken: Spoken) -> Words:
    name = spoken.name_of(area.code, card)
    if name == area.code:
        return name
    # The number of an area is of no language.
    return (
        Passage(f"{area.code} {name.words}", name.language)
        if isinstance(name, Passage)
        else f"{area.code} {name}"
    )


def _points_of(area: Score, spoken: Spoken) -> str:
    if not area.applies:
        return ""
    figure = figure_of(area)
    return spoken.points(figure) if figure is not None else spoken.span(area.interval)


def _table(card: Scorecard, area: Score, items: Sequence[ShownItem], spoken: Spoken) -> SheetTable:
    say = spoken.wording.say
    most = _most_missing(card)
    marked = most if len(most) > 1 else ()
    has_percents = any(
        next(card.assessment.observed(item.code, Quantity.PERCENT), None) is not None for item in items
    )
    columns = [
        Column(head=say("Question"), kind=ColumnKind.WORDS),
        Column(head=say("Points")),
        Column(head=say("of max")),
    ]
    if has_percents:
        columns.append(Column(head=say("Percent")))
    columns.append(Column(head=say("Share of max"), kind=ColumnKind.SHARE, fold=1))
    return SheetTable(
        name=f"questions-{area.code}",
        caption=say("Points of area {code} and its questions", code=area.code),
        columns=tuple(columns),
        rows=tuple(
            evolve(_row(card, item, spoken, with_percents=has_percents), is_marked=item.code in marked)
            for item in items
        ),
    )


def _row(card: Scorecard, item: ShownItem, spoken: Spoken, *, with_percents: bool) -> SheetRow:
    cells: list[SheetCell] = [
        _named(card, item, spoken),
        _points(card, item, spoken),
        _maximum(card, item, spoken),
    ]
    if with_percents:
        cells.append(_percent(card, item, spoken))
    cells.append(_share(card, item, spoken))
    return SheetRow(cells=tuple(cells), depth=item.depth)


def _named(card: Scorecard, item: ShownItem, spoken: Spoken) -> tuple[Words, ...]:
    labelled = spoken.labelled(item.code, card)
    levels = describe_levels(item.code, card.assessment, spoken.edition_of(card), spoken.wording)
    return (*labelled, f" – {'; '.join(levels)}") if levels else labelled


def _points(card: Scorecard, item: ShownItem, spoken: Spoken) -> SheetCell:
    say, score = spoken.wording.say, item.score
    if not item.applies:
        return Gap(words=say("does not apply"))
    tone = Tone.WARNING if score is not None and score.contradicted else Tone.PLAIN
    seen = _distinct(card, item.code, Quantity.POINTS)
    if seen:
        shown = "; ".join(spoken.wording.number(figure.value, figure.precision) for figure in seen)
        quantity = seen[0].value if len(seen) == 1 else None
        return Figure(shown=shown, quantity=quantity, unit=seen[0].precision, tone=tone)
    if not item.scored:
        return Gap(words=say("no points"))
    if score is None or not card.is_printed(score):
        words = say("not answered") if card.assessment.is_answered else say("not stated")
        return Gap(words=words, is_marked=True)
    figure = figure_of(score)
    if figure is not None:
        return Figure(shown=spoken.points(figure), quantity=figure, unit=Fraction(1, 10), tone=tone)
    return Figure(shown=spoken.span(score.interval), tone=tone)


def _distinct(card: Scorecard, code: str, quantity: Quantity) -> list[Observation]:
    """Return the figures of a quantity that stand in the report, each value once."""
    return list({seen.value: seen for seen in card.assessment.observed(code, quantity)}.values())


def _maximum(card: Scorecard, item: ShownItem, spoken: Spoken) -> SheetCell:
    say = spoken.wording.say
    if not item.applies:
        return Gap(words="–")
    if item.max is None:
        return Gap(words=say("not known") if item.scored else say("no points"))
    others = [
        spoken.wording.number(seen.value, seen.precision)
        for seen in _distinct(card, item.code, Quantity.MAX)
        if seen.value != item.max
    ]
    shown = spoken.wording.number(item.max)
    if others:
        stated = say("{maximum} (in the report {stated})", maximum=shown, stated=", ".join(others))
        return Figure(shown=stated, quantity=item.max, tone=Tone.WARNING)
    return Figure(shown=shown, quantity=item.max)


def _percent(card: Scorecard, item: ShownItem, spoken: Spoken) -> SheetCell:
    seen = _distinct(card, item.code, Quantity.PERCENT)
    if not seen or not item.applies:
        return Gap(words="–")
    shown = "; ".join(
        spoken.wording.say("{number}%", number=spoken.wording.number(figure.value, figure.precision)).replace(
            " ", "\N{NO-BREAK SPACE}"
        )
        for figure in seen
    )
    value = seen[0].value / 100 if len(seen) == 1 else None
    is_doubtful = item.score is not None and item.score.contradicted
    tone = Tone.WARNING if is_doubtful else Tone.PLAIN
    return Figure(shown=shown, quantity=value, unit=Fraction(1, 100), is_percent=True, tone=tone)


def _share(card: Scorecard, item: ShownItem, spoken: Spoken) -> SheetCell:
    score = item.score
    if score is None or not item.applies or not item.scored or not score.max or not card.is_printed(score):
        return Gap(words="–")
    seen = _distinct(card, item.code, Quantity.PERCENT)
    if len(seen) == 1 and 0 <= seen[0].value <= 100 and not score.contradicted:  # noqa: PLR2004 - percents
        share = Interval(seen[0].value / 100, seen[0].value / 100)
    else:
        share = score.share
    # What contradicts the maximum is drawn at its end, and said as it is.
    drawn = Interval(*(min(max(end, Fraction(0)), Fraction(1)) for end in (share.low, share.high)))
    return ShareBar(interval=drawn, shown=spoken.percents(share))


def findings_part(card: Scorecard, spoken: Spoken) -> Part | None:
    """Return what the evaluators found in every area, with the report's headings and remarks."""
    say = spoken.wording.say
    sections = [
        Section(heading=_heading(card, area, spoken), blocks=found, level=3, anchor=f"findings-{area.code}")
        for area in card.areas
        if (found := tuple(_found(card, area.code, spoken)))
    ]
    blocks: list[SheetBlock] = [*sections]
    unplaced = _unplaced(card, spoken)
    if unplaced is not None:
        blocks.append(unplaced)
    whole = _remarks_on_all(card, spoken)
    if whole is not None:
        blocks.insert(0, whole)
    if not blocks:
        return None
    has_findings = bool(card.assessment.findings)
    is_answered = card.assessment.is_answered
    said = say("Remarks") if is_answered else say("What the report says")
    title = say("Strengths and improvement areas") if has_findings else said
    return Part(blocks=tuple(blocks), title=title)


def _found(card: Scorecard, area: str, spoken: Spoken) -> Iterator[SheetBlock]:
    say, assessment = spoken.wording.say, card.assessment
    headings = [heading.text for heading in assessment.headings if heading.area == area]
    if headings:
        yield Paragraph(
            words=(spoken.printed(" · ".join(headings), card),), lead=say("Topics:"), tone=Tone.QUIET
        )
    columns = tuple(
        (Section(heading=heading, blocks=(Bullets(bullets=bullets),), level=4),)
        for kind, heading in (
            (FindingKind.STRENGTH, say("Strengths")),
            (FindingKind.IMPROVEMENT, say("Improvement areas")),
        )
        if (bullets := _bullets(card, area, kind, spoken))
    )
    if len(columns) > 1:
        yield Beside(columns=columns)
    else:
        yield from (section for column in columns for section in column)
    remarks = tuple(
        Bullet(words=(spoken.printed(words, card),)) for words in remarks_on(area, assessment, spoken.wording)
    )
    if remarks:
        yield Section(heading=say("Evidence and remarks"), blocks=(Bullets(bullets=remarks),), level=4)


def _bullets(card: Scorecard, area: str, kind: FindingKind, spoken: Spoken) -> tuple[Bullet, ...]:
    return tuple(
        Bullet(words=(spoken.printed(describe_finding(finding), card),))
        for finding in card.assessment.findings
        if finding.area == area and finding.kind is kind
    )


def _unplaced(card: Scorecard, spoken: Spoken) -> Section | None:
    """Return headings, strengths and improvement areas of an area that the edition does not have."""
    known = {score.code for score in card.areas}
    stray = [
        *((heading.area, heading.text) for heading in card.assessment.headings),
        *((finding.area, describe_finding(finding)) for finding in card.assessment.findings),
    ]
    stray = [(area, words) for area, words in stray if area not in known]
    if not stray:
        return None
    bullets = tuple(Bullet(lead=area, words=(spoken.printed(words, card),)) for area, words in stray)
    heading = spoken.wording.say("Of areas that the edition does not have")
    return Section(heading=heading, blocks=(Bullets(bullets=bullets),), level=3, anchor="unplaced")


def _remarks_on_all(card: Scorecard, spoken: Spoken) -> Section | None:
    """Return what the evaluators remark on the evaluation as a whole."""
    bullets = tuple(
        Bullet(words=(spoken.printed(comment.text, card),))
        for comment in card.assessment.comments
        if comment.item == "total"
    )
    if not bullets:
        return None
    heading = spoken.wording.say("The evaluation as a whole")
    return Section(heading=heading, blocks=(Bullets(bullets=bullets),), level=3, anchor="whole")
