"""Join what goes over from one page or column to the next: tables, items and paragraphs."""

from collections.abc import Sequence

from kompass_read_pdf.aligned import placed_in
from kompass_read_pdf.drafts import CellDraft, Draft
from kompass_read_pdf.lines import is_figure
from kompass_read_pdf.paragraphs import Measures, is_next_line
from kompass_spec.model import BlockKind

__all__ = ["joined_drafts"]

_NEAR = 6.0
_BETWEEN = (BlockKind.RUNNING, BlockKind.PICTURE)


def joined_drafts(pages: Sequence[Sequence[Draft]], measures: Measures) -> list[Draft]:
    """Return the drafts of all pages, those as one that go on from the foot of a page."""
    found: list[Draft] = []
    for drafts in pages:
        first = next((draft for draft in drafts if draft.kind not in _BETWEEN), None)
        last = next((draft for draft in reversed(found) if draft.kind not in _BETWEEN), None)
        goes_on = first is not None and last is not None and _goes_on(last, first, measures)
        if goes_on and first is not None and last is not None:
            if first.kind is BlockKind.TABLE:
                _append_table(last, first)
            elif last.kind is BlockKind.TABLE:
                last.rows.append(_as_row(last, first))
            else:
                last.segments += first.segments
        found += [draft for draft in drafts if not (goes_on and draft is first)]
    return found


def _goes_on(last: Draft, first: Draft, measures: Measures) -> bool:
    if last.kind is BlockKind.TABLE and first.kind is BlockKind.PARAGRAPH:
        return bool(last.gutters) and len(first.segments) == 1 and _is_row(_as_row(last, first))
    if BlockKind.TABLE in {last.kind, first.kind}:
        return last.kind is first.kind and _same_columns(last, first)
    if last.kind not in {BlockKind.ITEM, BlockKind.PARAGRAPH} or first.kind is not BlockKind.PARAGRAPH:
        return False
    line = first.segments[0]
    if not line.text[:1].islower() and last.kind is not BlockKind.ITEM:
        return False
    if last.kind is BlockKind.PARAGRAPH and last.segments[-1].text.endswith((".", ":", "!", "?")):
        return False
    return is_next_line(last, line, measures, turned=True)


def _as_row(last: Draft, first: Draft) -> list[CellDraft]:
    """Return a line as a row of the table that ended the page before."""
    row = [CellDraft([], first.page) for _ in last.edges]
    for column, part in placed_in(first.segments[0], last.gutters):
        row[column] = CellDraft([part.text], first.page, part.bold)
    return row


def _is_row(row: Sequence[CellDraft]) -> bool:
    """Tell whether a line that stands alone is a row: figures in at least one column, and in no other words."""
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


def _append_table(last: Draft, first: Draft) -> None:
    """Add the rows of a table that goes on, without the head that is repeated."""
    rows = first.rows
    repeated = 0
    while repeated < len(rows) - 1 and repeated < len(last.rows) and _texts(rows[repeated]) == _texts(last.rows[repeated]):
        repeated += 1
    rows = rows[repeated:]
    if rows and _goes_on_in_cell(last.rows[-1], rows[0]):
        for cell, other in zip(last.rows[-1], rows[0], strict=True):
            cell.lines += other.lines
        rows = rows[1:]
    last.rows += rows
    last.edges = [min(pair) for pair in zip(last.edges, first.edges, strict=True)]


def _goes_on_in_cell(upper: Sequence[CellDraft], lower: Sequence[CellDraft]) -> bool:
    """Tell whether a row is the rest of one that a page has broken: one cell of words, with no figures."""
    filled = _filled(lower)
    if len(filled) != 1 or len(_filled(upper)) < 2:  # noqa: PLR2004 - a row has words and a figure
        return False
    return bool(upper[filled[0]].lines) and lower[filled[0]].bold == upper[filled[0]].bold
