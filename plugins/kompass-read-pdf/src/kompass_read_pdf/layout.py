"""Lay out a page: what stands in tables, in columns and in paragraphs, in the order of reading."""

from collections.abc import Iterator, Sequence

from attrs import define

from kompass_read_pdf.aligned import aligned_tables
from kompass_read_pdf.centred import levelled
from kompass_read_pdf.columns import Piece, Region, regions
from kompass_read_pdf.contents import Titles, contents_of
from kompass_read_pdf.drafts import Draft
from kompass_read_pdf.drawings import Box, Drawings
from kompass_read_pdf.glyphs import Frame, Word
from kompass_read_pdf.lines import Segment, bands, segment_of, segments
from kompass_read_pdf.paragraphs import Measures, paragraphs
from kompass_read_pdf.ruled import grids
from kompass_read_pdf.spans import with_heads
from kompass_read_pdf.tables import aligned_draft, ruled_draft
from kompass_read_pdf.wrapping import Hyphens
from kompass_spec.model import BlockKind

__all__ = ["Knowledge", "page_drafts"]


@define
class Knowledge:
    """Hold what is known of the whole document when one of its pages is laid out.

    ``margins`` are those of the text on pages of each width.
    """

    measures: Measures
    hyphens: Hyphens
    titles: Titles
    margins: dict[int, tuple[float, float]]


def page_drafts(
    words: Sequence[Word], drawings: Drawings, page: int, frame: Frame, known: Knowledge
) -> list[list[Draft]]:
    """Return the blocks of a page without its head and foot, as they are read: a list for each column."""
    tables, pieces, rest = _ruled(words, drawings, page, known)
    for band in bands(rest):
        pieces += [
            Piece(Box(one.x0, one.top, one.x1, one.bottom), one.order, one.last, segment=one)
            for one in segments(band)
        ]
    separators = sorted({round(rule.at, 1) for rule in (*drawings.lying, *drawings.shades)})
    return [
        list(
            _region_drafts(region, tables=tables, separators=separators, page=page, frame=frame, known=known)
        )
        for region in regions(pieces)
    ]


def _ruled(
    words: Sequence[Word], drawings: Drawings, page: int, known: Knowledge
) -> tuple[list[Draft], list[Piece], list[Word]]:
    """Return the tables that have rules, where each stands, and the words that are in none."""
    tables: list[Draft] = []
    pieces: list[Piece] = []
    rest = list(words)
    for grid in grids(drawings):
        inside = [word for word in rest if _is_inside(word, grid.box)]
        table = ruled_draft(grid, inside, page, known.hyphens) if inside else None
        if table is not None:
            rest = [word for word in rest if not _is_inside(word, grid.box)]
            orders = [word.order for word in inside]
            pieces.append(Piece(table.box, min(orders), max(orders), table=len(tables)))
            tables.append(table)
    return tables, pieces, rest


def _is_inside(word: Word, box: Box) -> bool:
    middle, height = (word.x0 + word.x1) / 2, word.base - word.size * 0.3
    return box.x0 <= middle <= box.x1 and box.top <= height <= box.bottom


def _region_drafts(
    region: Region,
    *,
    tables: Sequence[Draft],
    separators: Sequence[float],
    page: int,
    frame: Frame,
    known: Knowledge,
) -> Iterator[Draft]:
    left, right = _margins(region, frame, known)
    lines: list[list[Segment]] = []
    for piece in region.pieces:
        if piece.table is not None:
            yield from _flow(lines, separators, page, (left, right), known)
            lines = []
            yield tables[piece.table]
        elif piece.segment is not None:
            lines.append([piece.segment])
    yield from _flow(lines, separators, page, (left, right), known)


def _margins(region: Region, frame: Frame, known: Knowledge) -> tuple[float, float]:
    """Return from where to where the lines of a region may reach."""
    prose = [piece.segment for piece in region.pieces if piece.segment and piece.segment.is_prose]
    left = min((one.x0 for one in prose), default=region.left)
    right = max((one.x1 for one in prose), default=region.right)
    usual = known.margins.get(round(frame.across)) if region.whole else None
    return (min(left, usual[0]), max(right, usual[1])) if usual else (left, right)


def _as_lines(found: Sequence[Sequence[Segment]]) -> list[list[Segment]]:
    """Return the segments of each line together, from the left."""
    lines: list[list[Segment]] = []
    for segment in sorted((one for line in found for one in line), key=lambda one: one.base):
        if lines and segment.base - lines[-1][0].base <= 0.22 * max(segment.size, lines[-1][0].size):
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return [sorted(line, key=lambda one: one.x0) for line in lines]


def _flow(
    found: Sequence[Sequence[Segment]],
    separators: Sequence[float],
    page: int,
    margins: tuple[float, float],
    known: Knowledge,
) -> Iterator[Draft]:
    """Yield the blocks of lines between two ruled tables."""
    lines = levelled([_whole(line) for line in _as_lines(found)])
    if not lines:
        return
    texts = [line.text for line in lines]
    contents = contents_of(texts, known.titles, page)
    run: list[Segment] = []
    for position, line in enumerate(lines):
        if position not in contents:
            run.append(line)
            continue
        yield from _text(run, separators, page, margins, known)
        run = []
        box = Box(line.x0, line.top, line.x1, line.bottom)
        yield Draft(BlockKind.CONTENTS, page, box, [line], left=margins[0], right=margins[1])
    yield from _text(run, separators, page, margins, known)


def _text(
    lines: Sequence[Segment],
    separators: Sequence[float],
    page: int,
    margins: tuple[float, float],
    known: Knowledge,
) -> Iterator[Draft]:
    """Yield the tables and paragraphs of lines."""
    position = 0
    for found in aligned_tables(lines, separators):
        table, heads = with_heads(found, lines, position)
        yield from paragraphs(lines[position : table.first], page, margins, known.measures)
        yield aligned_draft(table, lines[table.first : table.last + 1], page, known.hyphens, heads)
        position = table.last + 1
    yield from paragraphs(lines[position:], page, margins, known.measures)


def _whole(line: Sequence[Segment]) -> Segment:
    """Return the segments of one line as one."""
    return line[0] if len(line) == 1 else segment_of([word for one in line for word in one.words])
