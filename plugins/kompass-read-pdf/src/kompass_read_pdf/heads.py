"""Put a table together whose head stands at the foot of a page or column, and its list on the next."""

from collections.abc import Sequence
from itertools import accumulate, takewhile

from attrs import evolve

from kompass_read_pdf.aligned import aligned_tables
from kompass_read_pdf.drafts import Draft
from kompass_read_pdf.lines import Segment, is_figure
from kompass_read_pdf.tables import aligned_draft
from kompass_read_pdf.wrapping import Hyphens
from kompass_spec.model import BlockKind

__all__ = ["headed_table", "table_with_head_before"]

_SPACING = 1.5
_HEADS = 3
"""A row with words in so many columns is a head, and no words that go on in the next line."""


def headed_table(head: Draft, drafts: Sequence[Draft], hyphens: Hyphens) -> tuple[Draft, int] | None:
    """Return the table of a line with gaps and the list that follows it, and how many drafts that takes.

    ``None`` where the two are no table.
    """
    if not _may_be_head(head) or not drafts or drafts[0].kind is not BlockKind.ITEM:
        return None
    listed = list(takewhile(_may_be_listed, drafts))
    lines = [segment for draft in listed for segment in draft.segments]
    moved = _moved(head.segments[0], drafts[0].left - head.left, lines[0])
    tables = aligned_tables([moved, *lines], ())
    ends = list(accumulate(len(draft.segments) for draft in listed))
    if not tables or tables[0].first > 0 or tables[0].last not in ends:
        return None
    table = aligned_draft(tables[0], [moved, *lines][: tables[0].last + 1], drafts[0].page, hyphens)
    for cell in table.rows[0]:
        cell.page = head.page
    table.page = head.page
    return table, ends.index(tables[0].last) + 1


def table_with_head_before(last: Draft, first: Draft, hyphens: Hyphens) -> Draft | None:
    """Return a table with its head, which was read as the last row of the table before it.

    The head is taken off the table before, to which it does not belong. ``None`` where there is no such head.
    """
    if not (_is_in_columns(last) and _is_in_columns(first)) or len(last.rows) < 2:  # noqa: PLR2004 - a head and rows
        return None
    filled = [cell.text for cell in last.rows[-1] if cell.lines]
    if len(filled) < _HEADS or any(map(is_figure, filled[1:])):
        return None
    moved = _moved(last.segments[-1], first.left - last.left, first.segments[0])
    lines = [moved, *first.segments]
    tables = aligned_tables(lines, ())
    if not tables or (tables[0].first, tables[0].last) != (0, len(lines) - 1):
        return None
    table = aligned_draft(tables[0], lines, first.page, hyphens)
    if not any(is_figure(cell.text) for cell in table.rows[1]):
        return None
    for cell in table.rows[0]:
        cell.page = last.page
    del last.segments[-1], last.rows[-1]
    return table


def _is_in_columns(draft: Draft) -> bool:
    return draft.kind is BlockKind.TABLE and bool(draft.gutters) and bool(draft.segments)


def _may_be_head(draft: Draft) -> bool:
    return draft.kind is BlockKind.PARAGRAPH and len(draft.segments) == 1 and "\t" in draft.segments[0].text


def _may_be_listed(draft: Draft) -> bool:
    """Tell whether a block is an item, or a line alone, such as the figures beside the list."""
    if draft.kind is BlockKind.ITEM:
        return True
    return draft.kind is BlockKind.PARAGRAPH and len(draft.segments) == 1 and not draft.segments[0].bold


def _moved(head: Segment, across: float, first: Segment) -> Segment:
    """Return a line as it would stand above another, in the column of that."""
    down = first.base - _SPACING * first.size - head.base
    words = tuple(
        evolve(
            word,
            x0=word.x0 + across,
            x1=word.x1 + across,
            top=word.top + down,
            bottom=word.bottom + down,
            base=word.base + down,
        )
        for word in head.words
    )
    return evolve(
        head,
        words=words,
        x0=head.x0 + across,
        x1=head.x1 + across,
        top=head.top + down,
        bottom=head.bottom + down,
        base=head.base + down,
    )
