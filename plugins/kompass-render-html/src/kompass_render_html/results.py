"""The result: the total, the profile of areas, where points were lost, and every area with its questions."""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from markupsafe import Markup

from kompass_render_html.charts import Series, draw_profile
from kompass_render_html.figures import (
    absent_row,
    lost_bar,
    percent_of,
    percents,
    row_of,
    row_without_points,
)
from kompass_render_html.parts import AreaPart, Loss, Profile, Row, Total
from kompass_render_html.view import View
from kompass_spec import Order, Reference
from kompass_spec.model import (
    TOTAL,
    DiscrepancyKind,
    Finding,
    FindingKind,
    Interval,
    Passage,
    PrintedHeading,
    Score,
)
from kompass_spec.wording.figures import describe_item, describe_reference
from kompass_spec.wording.losses import explain_losses
from kompass_spec.wording.remarks import describe_finding, remarks_on
from kompass_spec.wording.shapes import (
    ShownItem,
    describe_levels,
    explain_nothing,
    explain_out_of,
    items_of,
    left_out_of,
    weakest_first,
)
from kompass_spec.wording.wording import Wording

__all__ = [
    "areas_of",
    "contradictions_of",
    "losses_of",
    "profile_of",
    "total_of",
    "unplaced_of",
    "without_loss_of",
]


def total_of(view: View) -> Total:
    """Return the result in total, and what the report itself says of it."""
    say, number = view.wording.say, view.wording.number
    card = view.request.scorecard
    score = card.total
    row = _total_row(view)
    if not score.applies:
        return Total(
            row=row,
            out_of=None,
            is_part=False,
            sum_of_printed=None,
            sentences=(explain_nothing(card, view.wording),),
            reference=_reference_of(view),
        )
    sentences = [
        say(
            "{name} has {points} of {maximum} points, {percent} of the maximum.",
            name=card.assessment.organisation.name,
            points=view.wording.interval(score.interval),
            maximum=number(score.max),
            # Whole words are read and not computed with; the table has the decimals.
            percent=percents(score.share, view.wording, decimals=1),
        ),
        (
            say("The report prints {printed} points as the total.", printed=row.printed)
            if row.printed
            else say("The report prints no total.")
        ),
        (
            say("The printed points of the areas add up to {sum}.", sum=number(score.sum_of_printed))
            if score.sum_of_printed is not None
            else say("Points are not printed for every area, so they cannot be added up.")
        ),
    ]
    if card.assessment.is_answered:
        sentences[1:] = [say("The figures are the answers of the evaluators, and are not rounded.")]
    edition = view.edition_of(card)
    return Total(
        row=row,
        out_of=explain_out_of(card, edition, view.wording),
        is_part=edition is not None and bool(left_out_of(card, edition)),
        sum_of_printed=number(score.sum_of_printed) if score.sum_of_printed is not None else None,
        sentences=tuple(sentences),
        reference=_reference_of(view),
    )


def _reference_of(view: View) -> str | None:
    """Return what the column of the reference is headed, ``None`` where there is no reference."""
    reference = view.request.reference
    return _reference_name(view, reference) if reference is not None and reference.values else None


def profile_of(view: View) -> Profile:
    """Return the drawing of the areas, beside the reference where there is one, and its table."""
    areas = view.request.scorecard.areas
    rows = tuple(_area_row(view, score) for score in areas)
    series = [_own_series(view, rows), *_reference_series(view, rows)]
    return Profile(
        drawings=_drawings(view, rows, series) if any(score.applies for score in areas) else (),
        bars=tuple(row.name for row in series),
        rows=rows,
        total=_total_row(view),
        note=_reference_note(view),
    )


def _own_series(view: View, rows: Sequence[Row]) -> Series:
    card = view.request.scorecard
    return Series(
        name=view.name(card.assessment),
        shares=tuple(score.share if score.applies else None for score in card.areas),
        figures=tuple(row.note or row.printed or row.exact or "" for row in rows),
    )


def _reference_series(view: View, rows: Sequence[Row]) -> Iterator[Series]:
    """Return the bars of the reference, none where it has no area."""
    card, reference = view.request.scorecard, view.request.reference
    if reference is not None and any(reference.of(score.code) is not None for score in card.areas):
        yield Series(
            name=_reference_name(view, reference),
            shares=tuple(_share(reference.of(score.code), view.whole(score)) for score in card.areas),
            figures=tuple(_reference_figure(reference, row, view.wording) for row in rows),
        )


def _reference_note(view: View) -> str | None:
    """Return of which maxima the reference is, where something does not apply to the result beside it."""
    card = view.request.scorecard
    edition = view.edition_of(card)
    if view.request.reference is None or edition is None or not left_out_of(card, edition):
        return None
    return view.wording.say("The reference is in points of the edition’s whole maxima.")


def losses_of(view: View) -> tuple[Loss, ...]:
    """Return the items that surely lost points, most first."""
    wording, card = view.wording, view.request.scorecard
    return tuple(
        Loss(
            code=score.code,
            text=view.name_of(score.code, card),
            lost=wording.number(score.lost),
            maximum=wording.number(score.max),
            # Rounded down, because it stands under points that are surely lost.
            share=percent_of(wording.number(Fraction(math.floor(score.lost / score.max * 100))), wording),
            bar=lost_bar(score.lost, score.max),
            guidance=_guidance(view, score),
        )
        for score in card.most_lost()
        if score.lost > 0
    )


def _guidance(view: View, score: Score) -> tuple[Passage, ...]:
    """Return what the edition says that gives full points for a question and its criteria."""
    edition = view.edition_of(view.request.scorecard)
    if edition is None:
        return ()
    known = [edition.item(part.code) for part in (score, *score.parts) if part.code in edition]
    return tuple(
        view.text(guidance.text, edition) for item in known for guidance in getattr(item, "guidance", ())
    )


def without_loss_of(view: View) -> str | None:
    """Return sentences on the items of which no point was surely lost, ``None`` where there is none."""
    card, say = view.request.scorecard, view.wording.say
    listed = card.most_lost()
    spared = [score.code for score in listed if score.lost <= 0 and card.is_printed(score)]
    unknown = [describe_item(score.code, view.wording) for score in listed if not card.is_printed(score)]
    sentences = list(explain_losses(card, view.wording))
    if spared and any(score.lost > 0 for score in listed):
        sentences.append(say("No points were surely lost on {codes}.", codes=", ".join(spared)))
    if unknown:
        codes = ", ".join(unknown)
        sentences.append(
            say("Not answered: {codes}.", codes=codes)
            if card.assessment.is_answered
            else say("Nothing that could be read is printed of {codes}.", codes=codes)
        )
    return " ".join(sentences) or None


def areas_of(view: View) -> tuple[AreaPart, ...]:
    """Return every area with its questions in the order asked for, and what was found in it."""
    card = view.request.scorecard
    return tuple(_area(view, score) for score in card.areas)


def unplaced_of(view: View) -> tuple[Passage, ...]:
    """Return headings, strengths and improvement areas of an area that the edition does not have."""
    card = view.request.scorecard
    known = {score.code for score in card.areas}
    printed: tuple[PrintedHeading | Finding, ...] = (*card.assessment.headings, *card.assessment.findings)
    return tuple(
        view.printed(f"{entry.area}: {entry.text}", card) for entry in printed if entry.area not in known
    )


def contradictions_of(view: View) -> str | None:
    """Return a sentence that says how many contradictions there are, ``None`` where there is none."""
    number = len(view.request.scorecard.contradictions())
    if not number:
        return None
    return view.wording.count(
        "{number} contradiction between the printed figures: what conflicts was set aside, and the rest was"
        " scored.",
        "{number} contradictions between the printed figures: what conflicts was set aside, and the rest was"
        " scored.",
        number,
    )


def _total_row(view: View) -> Row:
    card, reference = view.request.scorecard, view.request.reference
    return row_of(
        card.total,
        view.own(view.wording.say("Total")),
        card.assessment,
        view.wording,
        reference=reference.of(TOTAL) if reference is not None else None,
    )


def _area_row(view: View, score: Score) -> Row:
    card, reference = view.request.scorecard, view.request.reference
    return row_of(
        score,
        view.name_of(score.code, card),
        card.assessment,
        view.wording,
        reference=reference.of(score.code) if reference is not None else None,
    )


def _reference_name(view: View, reference: Reference) -> str:
    name = describe_reference(reference, view.wording)
    if name == view.name(view.request.scorecard.assessment):
        return view.wording.say("{name} (reference)", name=name)
    return name


def _reference_figure(reference: Reference, row: Row, wording: Wording) -> str:
    printed = reference.printed_of(row.code)
    return wording.number(printed) if printed is not None else row.reference or ""


def _drawings(view: View, rows: Sequence[Row], series: Sequence[Series]) -> tuple[Markup, ...]:
    title = view.wording.say("Profile of the areas, {name}", name=series[0].name)
    description = _description(view)
    labels = {"wide": [f"{row.code} {row.text.words}" for row in rows], "narrow": [row.code for row in rows]}
    return tuple(
        draw_profile(size, names, series, title=title, description=description)
        for size, names in labels.items()
    )


def _share(interval: Interval | None, maximum: Fraction) -> Interval | None:
    if interval is None or not maximum:
        return None
    return Interval(interval.low / maximum, interval.high / maximum)


def _description(view: View) -> str:
    say = view.wording.say
    areas = [area for area in view.request.scorecard.areas if area.applies]
    if not areas:
        return say("One bar for every area, from 0 to 100 % of its maximum.")
    surest, surely = max(area.share.low for area in areas), min(area.share.high for area in areas)
    highest = [area for area in areas if area.share.high >= surest]
    lowest = [area for area in areas if area.share.low <= surely]
    return " ".join(
        (
            say("One bar for every area, from 0 to 100 % of its maximum."),
            (
                say("Highest is {area}.", area=_with_share(highest[0], view.wording))
                if len(highest) == 1
                else say(
                    "Each of these may be the highest: {areas}.", areas=_with_shares(highest, view.wording)
                )
            ),
            (
                say("Lowest is {area}.", area=_with_share(lowest[0], view.wording))
                if len(lowest) == 1
                else say(
                    "Each of these may be the lowest: {areas}.", areas=_with_shares(lowest, view.wording)
                )
            ),
            say("The table below has every figure."),
        )
    )


def _with_share(area: Score, wording: Wording) -> str:
    return f"{describe_item(area.code, wording)} ({percents(area.share, wording)})"


def _with_shares(areas: Sequence[Score], wording: Wording) -> str:
    return ", ".join(_with_share(area, wording) for area in areas)


def _area(view: View, area: Score) -> AreaPart:
    card = view.request.scorecard
    items = items_of(card, area, view.edition_of(card)) if area.applies else ()
    if view.request.order is Order.WEAKEST:
        items = weakest_first(items)
    rows = tuple(_item_row(view, item) for item in items)
    findings = {
        kind: tuple(
            view.printed(describe_finding(finding), card)
            for finding in card.assessment.findings
            if finding.area == area.code and finding.kind is kind
        )
        for kind in FindingKind
    }
    return AreaPart(
        row=_area_row(view, area),
        caption=(
            view.wording.say("Points of area {code} and its questions", code=area.code)
            if rows
            else view.wording.say("Points of area {code}", code=area.code)
        ),
        rows=rows,
        sum_of_printed=view.wording.number(area.sum_of_printed) if area.sum_of_printed is not None else None,
        disagreement=_disagreement(view, area.code),
        headings=tuple(
            view.printed(heading.text, card)
            for heading in card.assessment.headings
            if heading.area == area.code
        ),
        strengths=findings[FindingKind.STRENGTH],
        improvements=findings[FindingKind.IMPROVEMENT],
        remarks=tuple(
            view.printed(words, card) for words in remarks_on(area.code, card.assessment, view.wording)
        ),
    )


def _item_row(view: View, item: ShownItem) -> Row:
    card, wording = view.request.scorecard, view.wording
    text = view.name_of(item.code, card)
    if not item.applies:
        return absent_row(item.code, text, wording, depth=item.depth)
    levels = describe_levels(item.code, card.assessment, view.edition_of(card), wording)
    if item.score is None or not item.scored:
        return row_without_points(item, text, card.assessment, wording, levels=levels)
    return row_of(item.score, text, card.assessment, wording, depth=item.depth, levels=levels)


def _disagreement(view: View, code: str) -> str | None:
    kinds = {
        discrepancy.kind for discrepancy in view.request.scorecard.discrepancies if code in discrepancy.items
    }
    if DiscrepancyKind.CONTRADICTION in kinds:
        return view.wording.say("contradiction")
    return view.wording.say("rounding") if kinds else None
