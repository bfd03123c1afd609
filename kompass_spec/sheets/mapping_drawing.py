"""Draw a mapping: the items of two editions opposite each other, with a line for each link."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.drawings import MappingDrawing, MappingLine
from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping import EditionMapping
from kompass_spec.model.mapping_parts import Level, Link
from kompass_spec.model.sheet import Illustration, words_of
from kompass_spec.sheets.passages import coded
from kompass_spec.wording.mappings import describe_changes
from kompass_spec.wording.wording import Wording, capitalised

__all__ = ["codes_of", "drawing_of", "level_of"]

_DRAWN = 60
"""How many items a side of the drawing may have; more would be lines that nobody can follow."""


def level_of(code: str) -> Level | None:
    """Return the level that a code is of, ``None`` of the total."""
    if ":" in code:
        return Level.HEADINGS
    if code == TOTAL:
        return None
    return (Level.AREAS, Level.QUESTIONS, Level.CRITERIA)[min(code.count("."), 2)]


def drawing_of(
    mapping: EditionMapping, heads: Sequence[str], title: str, wording: Wording
) -> Iterator[Illustration]:
    """Yield the areas opposite each other, or the questions where no link joins areas."""
    for level in (Level.AREAS, Level.QUESTIONS):
        links = [
            link
            for link in mapping.links
            if all(level_of(code) is level for code in (*link.source, *link.target))
        ]
        codes = [codes_of(edition, level) for edition in (mapping.source, mapping.target)]
        if not links or max(map(len, codes)) > _DRAWN:
            continue
        lines = _lines(links, codes[0], codes[1], wording)
        yield Illustration(
            drawing=MappingDrawing(
                source_head=heads[0],
                target_head=heads[1],
                source=tuple(words_of(coded(mapping.source, code, wording)) for code in codes[0]),
                target=tuple(words_of(coded(mapping.target, code, wording)) for code in codes[1]),
                lines=lines,
            ),
            title=title,
            finding=_moves(links, wording),
        )
        return


def _lines(
    links: Iterable[Link], sources: Sequence[str], targets: Sequence[str], wording: Wording
) -> tuple[MappingLine, ...]:
    lines = [
        MappingLine(
            source=sources.index(source),
            target=targets.index(target),
            words=describe_changes(link.changes, wording),
            is_judged=link.is_assumed,
        )
        for link in links
        for source in link.source
        for target in link.target
        if source in sources and target in targets
    ]
    if _is_crossed(lines):
        # Words on lines that cross stand in each other's way, and the table below has them.
        lines = [evolve(line, words="") for line in lines]
    return tuple(lines)


def _is_crossed(lines: Sequence[MappingLine]) -> bool:
    """Tell whether any two lines cross, or begin or end at one item."""
    pairs = sorted((line.source, line.target) for line in lines)
    return any(one[0] == other[0] or one[1] >= other[1] for one, other in pairwise(pairs))


def codes_of(edition: Edition, level: Level) -> list[str]:
    """Return the codes of an edition's areas, or of its questions."""
    items = edition.areas if level is Level.AREAS else edition.questions
    return [item.code for item in items]


def _moves(links: Iterable[Link], wording: Wording) -> str:
    moved = [link for link in links if link.source != link.target]
    if not moved:
        return wording.say("Every item has the same number in both editions.")
    return wording.count(
        "{number} item has another number: the same number does not mean the same content.",
        "{number} items have other numbers: the same number does not mean the same content.",
        len(moved),
        written=capitalised(wording.numeral(len(moved))),
    )
