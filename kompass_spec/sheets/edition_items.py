"""What a booklet says of areas and below them: maxima, questions, headings, guidance, scales."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kompass_spec.model.edition import Area, Criterion, Edition, Question
from kompass_spec.model.organisation import OrganisationKind
from kompass_spec.model.scales import Scale, ScaleLevel
from kompass_spec.model.scorecard import Interval
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
    ShareBar,
    SheetBlock,
    SheetCell,
    SheetRow,
    SheetTable,
    Tone,
    Words,
)
from kompass_spec.sheets.neighbours import Neighbour, correspondence, counterparts
from kompass_spec.sheets.passages import coded, passage_of
from kompass_spec.wording.wording import Wording, message

__all__ = [
    "area_sections",
    "asked_of",
    "guidance_blocks",
    "heading_details",
    "items_table",
    "maximum_cell",
    "scale_table",
    "scales_section",
]

_KINDS = {
    OrganisationKind.MUNICIPALITY: message("municipalities"),
    OrganisationKind.CITY: message("cities"),
    OrganisationKind.DISTRICT: message("city districts"),
    OrganisationKind.REGION: message("regions"),
    OrganisationKind.DEPARTMENT: message("departments"),
    OrganisationKind.COMPANY: message("companies of municipalities"),
    OrganisationKind.ASSOCIATION: message("associations of municipalities"),
}


def maximum_cell(item: Area | Question | Criterion, wording: Wording) -> SheetCell:
    """Return the maximum of an item in points, or why there is none."""
    if isinstance(item, Question) and not item.scored:
        return Gap(words=wording.say("no points"))
    if item.max is None:
        return Gap(words=wording.say("not known"))
    return Figure(shown=wording.number(item.max), quantity=item.max)


def asked_of(item: Area | Question, wording: Wording) -> str | None:
    """Return which kinds of organisation an item is asked of, ``None`` where it is asked of all."""
    if not item.applies_to:
        return None
    kinds = ", ".join(wording.say(_KINDS[kind]) for kind in item.applies_to)
    return wording.say("Asked only of: {kinds}.", kinds=kinds)


def area_sections(
    edition: Edition, neighbours: Sequence[Neighbour], wording: Wording, *, level: int = 3
) -> Iterator[Section]:
    """Yield a section for every area, with its counterparts, questions, guidance and headings."""
    for area in edition.areas:
        maximum = (
            wording.say("{points} points", points=wording.number(area.max)) if area.max is not None else ""
        )
        yield Section(
            heading=coded(edition, area.code, wording),
            note=maximum,
            level=level,
            anchor=f"area-{area.code}",
            blocks=tuple(_area_blocks(area, edition, neighbours, wording)),
        )


def _area_blocks(
    area: Area, edition: Edition, neighbours: Sequence[Neighbour], wording: Wording
) -> Iterator[SheetBlock]:
    yield from counterparts(area.code, neighbours, wording)
    if asked := asked_of(area, wording):
        yield Paragraph(words=(asked,), tone=Tone.QUIET)
    if area.aliases:
        names = "; ".join(area.aliases)
        yield Paragraph(words=(wording.say("Also printed as: {names}.", names=names),), tone=Tone.QUIET)
    if area.questions:
        yield items_table(area.questions, area, edition, neighbours, wording)
    yield from guidance_blocks(area.questions, edition, wording)
    yield from heading_details(area, edition, wording)


def items_table(
    items: Sequence[Question | Criterion],
    whole: Area | Question,
    edition: Edition,
    neighbours: Sequence[Neighbour],
    wording: Wording,
) -> SheetTable:
    """Return questions with their criteria, or criteria, each with its maximum and its part of the whole."""
    joined = [one for one in neighbours if any(any(one.links_of(item.code)) for item in items)]
    shows_share = whole.max is not None and all(item.max is not None or _is_context(item) for item in items)
    columns = (
        Column(head=wording.say("Code"), kind=ColumnKind.WORDS),
        Column(head=wording.say("Question"), kind=ColumnKind.WORDS),
        Column(head=wording.say("Max")),
        *([Column(head=wording.say("Weight"), kind=ColumnKind.SHARE, fold=2)] if shows_share else []),
        *(
            Column(
                head=str(one.edition.valid_from)[:4],
                group=wording.say("Corresponds to"),
                kind=ColumnKind.WORDS,
                fold=1,
            )
            for one in joined
        ),
    )
    rows = []
    for part, depth in _with_criteria(items):
        cells: list[SheetCell] = [
            (part.code,),
            (passage_of(part.text, edition, wording),),
            maximum_cell(part, wording),
        ]
        cells += [_weight(part, whole.max, wording)] if shows_share else []
        cells += [correspondence(one, part.code, wording) or Gap(words="") for one in joined]
        rows.append(SheetRow(cells=tuple(cells), depth=depth, anchor=f"item-{part.code}"))
    caption = (
        wording.say("Questions of area {code}", code=whole.code)
        if isinstance(whole, Area)
        else wording.say("Criteria of question {code}", code=whole.code)
    )
    return SheetTable(name=f"questions-{whole.code}", caption=caption, columns=columns, rows=tuple(rows))


def _with_criteria(items: Sequence[Question | Criterion]) -> Iterator[tuple[Question | Criterion, int]]:
    """Yield items with how deep they lie, each question before its criteria."""
    for item in items:
        yield item, 0
        if isinstance(item, Question):
            yield from ((criterion, 1) for criterion in item.criteria)


def _is_context(item: Question | Criterion) -> bool:
    return isinstance(item, Question) and not item.scored


def _weight(item: Question | Criterion, whole: Fraction | None, wording: Wording) -> SheetCell:
    if item.max is None or not whole or _is_context(item):
        return Gap(words="")
    share = item.max / whole
    return ShareBar(interval=Interval(share, share), shown=wording.percent(share))


def guidance_blocks(
    items: Sequence[Question | Criterion], edition: Edition, wording: Wording
) -> Iterator[Details]:
    """Yield what gives full points, item by item, to be folded away; nothing where nothing is known."""
    given: list[tuple[str, Words]] = []
    for part, _ in _with_criteria(items):
        given += [(part.code, passage_of(guidance.text, edition, wording)) for guidance in part.guidance]
    if given:
        yield Details(
            summary=wording.say("What gives full points"),
            blocks=(Bullets(bullets=tuple(Bullet(lead=code, words=(words,)) for code, words in given)),),
        )


def heading_details(area: Area, edition: Edition, wording: Wording) -> Iterator[Details]:
    """Yield the headings that reports print under an area, to be folded away."""
    if area.headings:
        words = (passage_of(heading.text, edition, wording) for heading in area.headings)
        yield Details(
            summary=wording.count(
                "{number} heading in the reports", "{number} headings in the reports", len(area.headings)
            ),
            blocks=(Bullets(bullets=tuple(Bullet(words=(one,)) for one in words)),),
        )


def scales_section(edition: Edition, wording: Wording) -> Iterator[Section]:
    """Yield the scales that questions are answered on, where there are any."""
    if edition.scales:
        yield Section(
            heading=wording.say("Scales"),
            anchor="scales",
            blocks=tuple(scale_table(scale, edition, wording) for scale in edition.scales),
        )


def scale_table(scale: Scale, edition: Edition, wording: Wording) -> SheetTable:
    """Return the levels of a scale with what each of them gives."""
    rows = tuple(
        SheetRow(
            cells=(
                (wording.number(level.value),),
                (passage_of(level.label, edition, wording),) if level.label is not None else Gap(words=""),
                (_given(level, wording),),
            )
        )
        for level in scale.levels
    )
    return SheetTable(
        name=f"scale-{scale.id}",
        caption=wording.say("Scale {name}", name=scale.id),
        is_caption_shown=True,
        columns=(
            Column(head=wording.say("Level"), kind=ColumnKind.WORDS),
            Column(head=wording.say("Answer"), kind=ColumnKind.WORDS),
            Column(head=wording.say("Gives"), kind=ColumnKind.WORDS),
        ),
        rows=rows,
    )


def _given(level: ScaleLevel, wording: Wording) -> str:
    if level.points is not None:
        return wording.say("{points} points", points=wording.number(level.points))
    if level.share is not None:
        return wording.say("{percent} of the maximum", percent=wording.percent(level.share))
    return wording.say("not known what it gives")
