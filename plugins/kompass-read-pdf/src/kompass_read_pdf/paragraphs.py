"""Join lines to headings, paragraphs and items of lists."""

import re
from collections.abc import Sequence
from typing import final

from attrs import evolve, frozen

from kompass_read_pdf.drafts import Draft
from kompass_read_pdf.drawings import Box
from kompass_read_pdf.lines import Segment
from kompass_read_pdf.wrapping import is_full
from kompass_spec.model import BlockKind

__all__ = ["Measures", "is_next_line", "paragraphs"]

_ENUMERATED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s", re.IGNORECASE)
_ROW = re.compile(r"(?:\d{1,2}[.)]?\s)?[^\d.;:!?]{3,80}:?\s\d{1,3}(?:[.,]\d+)?\s?(?:%|[^\W\d]{3,8})?")
"""A row of a list: a name and its figure, with a unit or without."""
_HEADING = 1.12
_LONGEST_HEADING = 200
_MOST_LEVELS = 6
_COVER = 4
_NARROWEST = 12
_DASHES = ("-", "–", "—")
_LOOSE = 1.12
_TIGHTEST = 1.25


@final
@frozen
class Measures:
    """Hold what a document has in common: the size of its text, those of its headings, its line spacing.

    ``spacing`` is that of lines, as a multiple of the size of their letters.
    """

    size: float
    headings: tuple[float, ...]
    spacing: float

    def level(self, size: float) -> int:
        """Return the level of a heading of a size, 0 where it is no heading."""
        if size < self.size * _HEADING:
            return 0
        larger = sum(heading > size * 1.03 for heading in self.headings)
        return min(larger + 1, _MOST_LEVELS)

    def is_tight(self, upper: Segment, lower: Segment) -> bool:
        """Tell whether two lines stand as near as those of one paragraph."""
        size = max(upper.size, lower.size)
        return 0 < lower.base - upper.base <= size * max(self.spacing, _TIGHTEST) * _LOOSE


def paragraphs(
    lines: Sequence[Segment], page: int, margins: tuple[float, float], measures: Measures
) -> list[Draft]:
    """Return the blocks of lines that follow one another in a region."""
    found: list[Draft] = []
    for given in lines:
        line = evolve(given, mark=False) if found and _is_dash_in_text(found[-1], given) else given
        last = found[-1].segments[-1] if found else None
        if last is not None and is_next_line(found[-1], line, measures):
            draft = found[-1]
            draft.segments.append(line)
            draft.box = _around(draft.box, line)
            continue
        draft = Draft(
            _kind(line, measures), page, _around(None, line), [line], left=margins[0], right=margins[1]
        )
        draft.level = measures.level(line.size) if draft.kind is BlockKind.HEADING else 0
        draft.continues = last is not None and measures.is_tight(last, line)
        found.append(draft)
    _lower_cover(found)
    _set_levels(found)
    return found


def _lower_cover(drafts: Sequence[Draft]) -> None:
    """Take large lines for text where many follow one another, as on a cover, unless they are bold."""
    run: list[Draft] = []
    for draft in [*drafts, None]:
        if draft is not None and draft.kind is BlockKind.HEADING:
            run.append(draft)
            continue
        if len(run) >= _COVER:
            for one in run:
                if not all(segment.bold for segment in one.segments):
                    one.kind, one.level = BlockKind.PARAGRAPH, 0
        run = []


def _kind(line: Segment, measures: Measures) -> BlockKind:
    if line.mark:
        return BlockKind.ITEM
    return (
        BlockKind.HEADING
        if measures.level(line.size) and len(line.text) <= _LONGEST_HEADING
        else BlockKind.PARAGRAPH
    )


def is_next_line(draft: Draft, line: Segment, measures: Measures, *, turned: bool = False) -> bool:
    """Tell whether a line goes on with a block; ``turned`` says that a page or column ends between them."""
    last = draft.segments[-1]
    if line.mark or _ENUMERATED.match(line.text) or abs(last.size - line.size) > 0.06 * last.size:
        return False
    if not turned and not measures.is_tight(last, line):
        return False
    if last.bold != line.bold and _is_parted_by_weight(draft, line):
        return False
    first = draft.segments[0]
    if first.mark or _ENUMERATED.match(first.text):
        return _is_hanging(draft, line, turned=turned)
    if _is_indented(draft, line) or _are_rows(draft, line):
        return False
    left = first.x0 if len(draft.segments) > 1 else min(first.x0, line.x0)
    return _was_full(draft, line, min(left, draft.left))


def _are_rows(draft: Draft, line: Segment) -> bool:
    """Tell whether a block is a row of a list, a name and its figure, and the line begins another one."""
    text = " ".join(segment.running_text for segment in draft.segments)
    if line.text[:1].islower() or not _ROW.fullmatch(text):
        return False
    return ":" in text or _ROW.fullmatch(line.running_text) is not None


def _is_dash_in_text(draft: Draft, line: Segment) -> bool:
    """Tell whether a dash at the beginning of a line goes on with an item, and is the mark of no other."""
    if draft.kind is not BlockKind.ITEM or not line.mark or line.words[0].text not in _DASHES:
        return False
    is_hanging = abs(line.x0 - draft.segments[0].text_x0) < line.size * 0.2
    return is_hanging and line.words[1].x0 - line.words[0].x1 < line.size * 0.4 and line.text[:1].islower()


def _is_indented(draft: Draft, line: Segment) -> bool:
    """Tell whether a line begins a paragraph by its indent, and does not only stand in the middle."""
    last = draft.segments[-1]
    is_further = len(draft.segments) > 1 and line.x0 > last.x0 + last.size * 0.8
    return is_further and not _is_centred(line, draft)


def _is_parted_by_weight(draft: Draft, line: Segment) -> bool:
    """Tell whether a line of other weight begins a block, as it does after a bold one, but not in an item."""
    if draft.kind is BlockKind.ITEM and line.x0 > draft.segments[0].x0 + 3:
        return False
    return draft.segments[-1].bold or len(draft.segments) == 1 or draft.kind is BlockKind.HEADING


def _was_full(draft: Draft, line: Segment, left: float) -> bool:
    """Tell whether the last line of a block was broken; of lines that are all short nobody can tell."""
    last = draft.segments[-1]
    if draft.right - draft.left < _NARROWEST * last.size and not line.text[:1].islower():
        return False
    return is_full(last, line, left, draft.right)


def _is_hanging(draft: Draft, line: Segment, *, turned: bool) -> bool:
    """Tell whether a line goes on with an item: below its words, or below its mark where it was full."""
    first, last = draft.segments[0], draft.segments[-1]
    words = first.text_x0 if first.mark else (first.words[1].x0 if len(first.words) > 1 else first.x0)
    full = _was_full(draft, line, draft.left)
    if turned:
        return full and line.x0 > first.x0 + 1
    if abs(line.x0 - words) <= max(3.0, last.size * 0.4):
        return full or (first.mark and line.text[:1].islower())
    if line.x0 < first.x0 - 3:
        return False
    return full and (line.text[:1].islower() or line.x0 > first.x0 + 3)


def _is_centred(line: Segment, draft: Draft) -> bool:
    return abs((line.x0 - draft.left) - (draft.right - line.x1)) < line.size


def _around(box: Box | None, line: Segment) -> Box:
    if box is None:
        return Box(line.x0, line.top, line.x1, line.bottom)
    return Box(
        min(box.x0, line.x0), min(box.top, line.top), max(box.x1, line.x1), max(box.bottom, line.bottom)
    )


def _set_levels(drafts: Sequence[Draft]) -> None:
    """Give the items of each list their levels, by how far their marks stand from the margin."""
    insets: list[float] = []
    for draft in drafts:
        if draft.kind is not BlockKind.ITEM:
            insets = []
            continue
        first = draft.segments[0]
        insets = [inset for inset in insets if inset < first.x0 - first.size * 0.5] + [first.x0]
        draft.level = len(insets)
