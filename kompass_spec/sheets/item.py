"""Compose the sheet of one item of an edition: an area, a question or a criterion."""

from collections.abc import Iterator, Sequence

from kompass_spec.model.edition import Area, Criterion, Edition, Question
from kompass_spec.model.mapping import EditionMapping
from kompass_spec.model.sheet import (
    Bullets,
    Fact,
    Facts,
    Gap,
    Paragraph,
    Part,
    Section,
    Sheet,
    SheetBlock,
    Words,
    words_of,
)
from kompass_spec.sheets.edition_items import (
    asked_of,
    guidance_blocks,
    heading_details,
    items_table,
    maximum_cell,
    scale_table,
)
from kompass_spec.sheets.neighbours import Neighbour, counterparts, neighbours_of
from kompass_spec.sheets.passages import coded, source_bullet, titled
from kompass_spec.wording.wording import Wording, wording_for

__all__ = ["item_sheet"]


def item_sheet(
    edition: Edition, code: str, *, language: str | None = None, mappings: Sequence[EditionMapping] = ()
) -> Sheet:
    """Return what is known of one item: its maximum, what is below it, its counterparts, its source.

    ``language`` is the BCP 47 tag asked for, the edition's own unless given. Raise ``KeyError`` where the
    edition has no such item.

    >>> from kompass_spec import load_registry
    >>> item_sheet(load_registry()["se-2016"], "7", language="sv").title
    '7 Ständiga förbättringar'
    """
    wording = wording_for(language or edition.language, edition.language)
    item = edition.item(code)
    neighbours = neighbours_of(edition, mappings)
    title = words_of(coded(edition, code, wording))
    return Sheet(
        kind="edition",
        language=wording.language,
        kicker=titled(edition, wording),
        title=title,
        name=title,
        parts=(Part(blocks=tuple(_blocks(item, edition, neighbours, wording))),),
        summary=(title,),
    )


def _blocks(
    item: Area | Question | Criterion, edition: Edition, neighbours: Sequence[Neighbour], wording: Wording
) -> Iterator[SheetBlock]:
    yield Facts(facts=tuple(_facts(item, edition, wording)))
    yield from counterparts(item.code, neighbours, wording)
    if isinstance(item, Area):
        yield from _below(item, edition, neighbours, wording)
        yield from heading_details(item, edition, wording)
    else:
        scale = edition.scale_of(item.code)
        if scale is not None:
            yield scale_table(scale, edition, wording)
        yield from guidance_blocks([item], edition, wording)
        if isinstance(item, Question):
            yield from _below(item, edition, neighbours, wording)
    cited = item.source or edition.source
    source = next((source for source in edition.sources if source.id == cited), None)
    if source is not None:
        yield Section(
            heading=wording.say("Source"),
            anchor="source",
            blocks=(Bullets(bullets=(source_bullet(source),)),),
        )


def _facts(item: Area | Question | Criterion, edition: Edition, wording: Wording) -> Iterator[Fact]:
    cell = maximum_cell(item, wording)
    if isinstance(cell, Gap):
        yield Fact(term=wording.say("Maximum"), lines=(cell.words,))
    elif item.max is not None:
        points = wording.say("{points} points", points=wording.number(item.max))
        yield Fact(term=wording.say("Maximum"), lines=(points,))
    if not isinstance(item, Area):
        above = item.code.rpartition(".")[0]
        lines: tuple[Words, ...] = (coded(edition, above, wording),)
        yield Fact(term=wording.say("Part of"), lines=lines)
    if isinstance(item, Area) and item.aliases:
        yield Fact(term=wording.say("Also printed as"), lines=tuple(item.aliases))


def _below(
    item: Area | Question, edition: Edition, neighbours: Sequence[Neighbour], wording: Wording
) -> Iterator[SheetBlock]:
    if asked := asked_of(item, wording):
        yield Paragraph(words=(asked,))
    below = item.questions if isinstance(item, Area) else item.criteria
    if below:
        yield items_table(below, item, edition, neighbours, wording)
