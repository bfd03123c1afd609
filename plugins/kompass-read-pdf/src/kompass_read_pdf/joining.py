"""Join what goes over from one page or column to the next: tables, items and paragraphs."""

from collections.abc import Sequence

from kompass_read_pdf.drafts import CellDraft, Draft
from kompass_read_pdf.heads import headed_table, table_with_head_before
from kompass_read_pdf.lines import is_figure
from kompass_read_pdf.paragraphs import Measures, is_next_line
from kompass_read_pdf.tables import continued_rows
from kompass_read_pdf.wrapping import Hyphens
from kompass_spec.model import BlockKind

__all__ = ["joined_drafts"]

_NEAR = 6.0
_LONGEST_TITLE = 2
_BETWEEN = (BlockKind.RUNNING, BlockKind.PICTURE)


def joined_drafts(flows: Sequence[Sequence[Draft]], measures: Measures, hyphens: Hyphens) -> list[Draft]:
    """Return the drafts of all columns and pages, those as one that go on from the foot of the one before."""
    found: list[Draft] = []
    for drafts in flows:
        found += _rest(found, _with_their_heads(drafts, hyphens), measures, hyphens)
    return found


def _with_their_heads(drafts: Sequence[Draft], hyphens: Hyphens) -> list[Draft]:
    """Return drafts in which no table has the head of the next one as its last row."""
    found: list[Draft] = []
    last: Draft | None = None
    for draft in drafts:
        headed = table_with_head_before(last, draft, hyphens) if last is not None else None
        found.append(draft if headed is None else headed)
        if draft.kind not in _BETWEEN:
            last = found[-1]
    return found


def _rest(
    found: list[Draft], drafts: Sequence[Draft], measures: Measures, hyphens: Hyphens
) -> Sequence[Draft]:
    """Join the first drafts of a column to the last before it where they go on with it; return the others."""
    text = [draft for draft in drafts if draft.kind not in _BETWEEN]
    last = next((draft for draft in reversed(found) if draft.kind not in _BETWEEN), None)
    if last is None or not text:
        return drafts
    taken: list[Draft] = []
    headed = headed_table(last, text, hyphens)
    if headed is not None:
        found[next(index for index, draft in enumerate(found) if draft is last)] = headed[0]
        taken = text[: headed[1]]
    elif not _is_title_of_list(last, text) and _join(last, text[0], measures, hyphens):
        taken = text[:1]
    return [draft for draft in drafts if not any(draft is one for one in taken)]


def _is_title_of_list(last: Draft, text: Sequence[Draft]) -> bool:
    """Tell whether a column begins with a word or two above a list, and not with the rest of an item."""
    if last.kind is not BlockKind.ITEM or len(text) < 2 or text[1].kind is not BlockKind.ITEM:  # noqa: PLR2004 - a title and an item
        return False
    first = text[0]
    if first.kind is not BlockKind.PARAGRAPH or len(first.segments) != 1:
        return False
    title = first.segments[0].text
    return title[:1].isupper() and len(title.split()) <= _LONGEST_TITLE and title[-1:].isalpha()


def _join(last: Draft, first: Draft, measures: Measures, hyphens: Hyphens) -> bool:
    """Add the first draft of a page to the last of the page before, and tell whether it goes on with it."""
    if last.kind is BlockKind.TABLE:
        return _join_table(last, first, hyphens)
    if not _goes_on(last, first, measures):
        return False
    last.segments += first.segments
    return True


def _join_table(last: Draft, first: Draft, hyphens: Hyphens) -> bool:
    if first.kind is BlockKind.TABLE and _same_columns(last, first):
        _append_rows(last, first.rows)
        return True
    if not last.gutters or not _may_be_rows(first):
        return False
    rows = continued_rows(first, last.gutters, hyphens)
    if not rows or not all(map(_is_row, rows)):
        return False
    _append_rows(last, rows)
    return True


def _may_be_rows(draft: Draft) -> bool:
    """Tell whether a block is a table without rules, or a line alone, which may be a row of one."""
    if draft.kind is BlockKind.TABLE:
        return bool(draft.gutters)
    return draft.kind is BlockKind.PARAGRAPH and len(draft.segments) == 1


def _goes_on(last: Draft, first: Draft, measures: Measures) -> bool:
    if last.kind not in {BlockKind.ITEM, BlockKind.PARAGRAPH} or first.kind is not BlockKind.PARAGRAPH:
        return False
    line = first.segments[0]
    if not line.text[:1].islower() and last.kind is not BlockKind.ITEM:
        return False
    if last.kind is BlockKind.PARAGRAPH and last.segments[-1].text.endswith((".", ":", "!", "?")):
        return False
    return is_next_line(last, line, measures, turned=True)


def _is_row(row: Sequence[CellDraft]) -> bool:
    """Tell whether a line is a row of figures: some, and in no more than two columns other words."""
    filled = [cell.text for cell in row if cell.lines]
    return len(filled) > 1 and is_figure(filled[-1]) and sum(not is_figure(text) for text in filled) <= 2  # noqa: PLR2004 - a code and words


def _same_columns(last: Draft, first: Draft) -> bool:
    """Tell whether two tables have their columns at the same places, or as many with the same head."""
    if len(last.edges) != len(first.edges):
        return False
    if _texts(last.rows[0]) == _texts(first.rows[0]):
        return True
    near = [abs(one - other) <= _NEAR for one, other in zip(last.edges, first.edges, strict=True)]
    # The words of a column of figures begin where its longest figure does.
    return near[0] and sum(near) >= len(near) / 2 and not _is_head(last, first)


def _is_head(last: Draft, first: Draft) -> bool:
    """Tell whether a table begins with a head of its own, as the other does."""
    row = first.rows[0]
    head = last.rows[0]
    bold = all(cell.bold for cell in row if cell.lines)
    return bold and all(cell.bold for cell in head if cell.lines) and _filled(row) == _filled(head)


def _filled(row: Sequence[CellDraft]) -> list[int]:
    return [position for position, cell in enumerate(row) if cell.lines]


def _texts(row: Sequence[CellDraft]) -> list[str]:
    return [cell.text for cell in row]


def _append_rows(last: Draft, rows: list[list[CellDraft]]) -> None:
    """Add the rows of a table that goes on, without the head that is repeated."""
    repeated = 0
    while repeated < len(rows) and _is_repeated(rows[repeated], last, repeated):
        repeated += 1
    rows = rows[repeated:]
    if rows and _goes_on_in_cell(last.rows[-1], rows[0]):
        for cell, other in zip(last.rows[-1], rows[0], strict=True):
            cell.lines += other.lines
        rows = rows[1:]
    last.rows += rows


def _is_repeated(row: Sequence[CellDraft], last: Draft, position: int) -> bool:
    """Tell whether a row is one of the head, or the head of one of several tables that were joined before."""
    if position < len(last.rows) and _texts(row) == _texts(last.rows[position]):
        return True
    if any(is_figure(cell.text) for cell in row[1:] if cell.lines):
        return False
    return len(_filled(row)) > 1 and any(_texts(row) == _texts(other) for other in last.rows)


def _goes_on_in_cell(upper: Sequence[CellDraft], lower: Sequence[CellDraft]) -> bool:
    """Tell whether a row is the rest of one that a page has broken: one cell of words, with no figures."""
    filled = _filled(lower)
    if len(filled) != 1 or len(_filled(upper)) < 2:  # noqa: PLR2004 - a row has words and a figure
        return False
    return bool(upper[filled[0]].lines) and lower[filled[0]].bold == upper[filled[0]].bold
