"""A sheet as plain data for the template: blocks with their words as spans, in the same order.

Every text passes ``settable`` on its way, or ``told`` where it is read aloud and never set.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kompass_render_pdf.letters import STAND_IN, fits_string, settable, shortened, told
from kompass_render_pdf.pictures import picture_of
from kompass_render_pdf.room import Room
from kompass_render_pdf.tables import table_of
from kompass_render_pdf.words import language_of, spans
from kompass_spec.model.sheet import (
    Beside,
    Bullets,
    Details,
    Facts,
    Headline,
    Illustration,
    Mark,
    Paragraph,
    Part,
    Quotation,
    Section,
    Sheet,
    SheetBlock,
    SheetTable,
    Tiles,
    words_of,
)
from kompass_spec.wording.wording import wording_for

__all__ = ["content_of"]

Data = dict[str, Any]

_UNNAMED = "–"
"""The title of what has none, which every file must have."""


def content_of(sheet: Sheet, colours: tuple[str, str]) -> Data:
    """Return everything that the template sets; ``colours`` are those of figures and of what is lacking."""
    room = Room(colours=colours)
    title = settable(sheet.title).strip() or _UNNAMED
    content: Data = {
        "language": language_of(sheet.language) or "und",
        "title": title,
        "is_bookmark": fits_string(title),
        "name": told(sheet.name or sheet.title).strip() or _UNNAMED,
        "footer": shortened(settable(sheet.name or sheet.title)),
        "kicker": spans((sheet.kicker,)) if words_of(sheet.kicker) else [],
        "lines": [spans((line,)) for line in sheet.lines],
        "foot": [spans((line,)) for line in sheet.foot],
        "parts": [_part(part, room) for part in sheet.parts],
    }
    _keep_first_anchors(content, set())
    if _has_stand_in(content):
        say = wording_for(sheet.language).say
        sentence = say(
            "{sign} stands for letters that the fonts of this file do not have; other formats show them.",
            sign=STAND_IN,
        )
        content["foot"] = [*content["foot"], spans((sentence,))]
    return content


def _has_stand_in(data: Any) -> bool:
    if isinstance(data, str):
        return STAND_IN in data
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any(map(_has_stand_in, parts))


def _keep_first_anchors(data: Any, seen: set[str]) -> None:
    """Leave every anchor where it is first: a table in two pieces has its rows twice."""
    if isinstance(data, dict):
        anchor = data.get("anchor", "")
        if anchor in seen:
            data["anchor"] = ""
        elif anchor:
            seen.add(anchor)
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for part in parts:
        _keep_first_anchors(part, seen)


def _part(part: Part, room: Room) -> Data:
    title = settable(part.title or "").strip()
    return {
        "title": title,
        "is_bookmark": fits_string(title),
        "note": settable(part.note),
        "blocks": _blocks(part.blocks, room.below(1)),
    }


def _blocks(blocks: Iterable[SheetBlock], room: Room) -> list[Data]:
    return [{"block": _KINDS[type(block)][0], **_KINDS[type(block)][1](block, room)} for block in blocks]


def _paragraph(block: Paragraph, _: Room) -> Data:
    return {"lead": settable(block.lead or ""), "words": spans(block.words), "tone": block.tone.value}


def _bullets(block: Bullets, _: Room) -> Data:
    bullets = [
        {
            "lead": settable(bullet.lead or ""),
            "words": spans(bullet.words),
            "mark": _mark(bullet.mark),
            "tone": bullet.tone.value,
        }
        for bullet in block.bullets
    ]
    return {"bullets": bullets}


def _facts(block: Facts, _: Room) -> Data:
    facts = [
        {"term": settable(fact.term), "lines": [spans((line,)) for line in fact.lines]}
        for fact in block.facts
    ]
    return {"facts": facts}


def _headline(block: Headline, _: Room) -> Data:
    return {
        "figure": settable(block.figure),
        "unit": settable(block.unit),
        "share": None if block.share is None else [float(block.share.low), float(block.share.high)],
        "sentence": settable(block.sentence),
        "note": settable(block.note),
    }


def _tiles(block: Tiles, _: Room) -> Data:
    tiles = [
        {
            "label": settable(tile.label),
            "figure": settable(tile.figure),
            "note": settable(tile.note),
            "mark": _mark(tile.mark),
            "ranked": [[settable(figure), is_current] for figure, is_current in tile.ranked],
        }
        for tile in block.tiles
    ]
    return {"tiles": tiles}


def _quotation(block: Quotation, _: Room) -> Data:
    return {"words": spans((block.words,)), "source": spans(block.source)}


def _table(block: SheetTable, room: Room) -> Data:
    return table_of(block, room)


def _illustration(block: Illustration, room: Room) -> Data:
    return {
        "title": settable(block.title) if block.is_title_shown else "",
        "notes": [spans((note,)) for note in block.notes],
        **picture_of(block, room),
    }


def _beside(block: Beside, room: Room) -> Data:
    narrow = room.beside(len(block.columns))
    return {"columns": [_blocks(column, narrow) for column in block.columns]}


def _section(block: Section, room: Room) -> Data:
    if not settable(words_of(block.heading)).strip():
        # A heading without words is none, and no reader can jump to it.
        blocks = _blocks(block.blocks, room)
        return {"heading": [], "anchor": "", "note": settable(block.note), "blocks": blocks}
    # A heading never skips a level, whatever a composer says: who hears the page counts them.
    level = min(max(block.level, 2), room.level + 1)
    heading = spans((block.heading,))
    return {
        "heading": heading,
        "is_bookmark": fits_string("".join(span["text"] for span in heading)),
        "level": level,
        "anchor": block.anchor or "",
        "note": settable(block.note),
        "blocks": _blocks(block.blocks, room.below(level)),
    }


def _details(block: Details, room: Room) -> Data:
    return {"summary": settable(block.summary), "blocks": _blocks(block.blocks, room)}


def _mark(mark: Mark | None) -> str:
    return "" if mark is None else mark.value


_KINDS: Mapping[type, tuple[str, Callable[[Any, Room], Data]]] = {
    Paragraph: ("paragraph", _paragraph),
    Bullets: ("bullets", _bullets),
    Facts: ("facts", _facts),
    Headline: ("headline", _headline),
    Tiles: ("tiles", _tiles),
    Quotation: ("quotation", _quotation),
    SheetTable: ("table", _table),
    Illustration: ("illustration", _illustration),
    Beside: ("beside", _beside),
    Section: ("section", _section),
    Details: ("details", _details),
}
