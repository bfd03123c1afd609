"""From the bytes of a PDF file to a document."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, final

import pypdfium2 as pdfium
from attrs import frozen

from kompass_read_pdf import reasons
from kompass_read_pdf.annotations import annotated
from kompass_read_pdf.article import article_marks
from kompass_read_pdf.contents import Titles
from kompass_read_pdf.drafts import CellDraft, Draft
from kompass_read_pdf.drawings import Box, Drawings, page_drawings
from kompass_read_pdf.glyphs import PageText, Sheet, Word, page_text
from kompass_read_pdf.joining import joined_drafts
from kompass_read_pdf.layout import Knowledge, page_drafts
from kompass_read_pdf.lines import Segment, bands, segments, with_marks
from kompass_read_pdf.opening import MOST_LETTERS, MOST_PAGES, Clock, opened, refused
from kompass_read_pdf.paragraphs import Measures
from kompass_read_pdf.running import running_lines
from kompass_read_pdf.struck import without_struck
from kompass_read_pdf.wrapping import Hyphens
from kompass_spec import ContainerRequest, Problem
from kompass_spec.model import Block, BlockCell, BlockKind, Document, Place

__all__ = ["read_document"]

_LESS = "Save the pages of the report as a file of their own."
_FEWEST_LETTERS = 8
_MOST_PICTURES = 100
_SAME_SIZE = 0.2
_USUAL_SIZE = 10.0
_USUAL_SPACING = 1.25
_NEAREST_SPACING = 0.9
_WIDEST_SPACING = 2.2
_NOWHERE = Box(0, 0, 0, 0)


@final
@frozen
class _Page:
    """Hold what pdfium has of a page."""

    number: int
    text: PageText
    words: tuple[Word, ...]
    drawings: Drawings

    @property
    def lines(self) -> list[list[Segment]]:
        """Return the lines from above, each as its segments."""
        return [segments(band) for band in bands(self.words)]

    @property
    def is_picture(self) -> bool:
        """Tell whether nothing of the page can be read, though something is drawn."""
        drawn = bool(self.drawings.pictures) or self.drawings.has_paths
        return self.text.letters < _FEWEST_LETTERS and bool(
            self.drawings.pictures or (drawn and not self.text.letters)
        )


def read_document(request: ContainerRequest) -> Document:
    """Return the blocks of a PDF file, and warnings for what on its pages could not be read."""
    warnings: list[Problem] = []
    with opened(request.content) as document:
        pages = list(_pages(document, warnings))
        warnings += reasons.unread_parts(document)
    warnings += reasons.cut_off(request.content)
    warnings += reasons.unreadable(
        pictures=[page.number for page in pages if page.is_picture],
        unmapped=[page.number for page in pages if page.text.unmapped > page.text.letters * 0.1],
        crowded=[page.number for page in pages if not page.drawings.is_whole],
        count=len(pages),
    )
    blocks = tuple(_blocks(pages))
    return Document(container="pdf", blocks=blocks, warnings=tuple(warnings))


def _pages(document: Any, warnings: list[Problem]) -> Iterator[_Page]:
    """Yield every page; raise ``InputError`` where the file goes beyond the limits."""
    count = len(document)
    if count > MOST_PAGES:
        sentence = f"The file has {count:,} pages, and {MOST_PAGES:,} at most are read. {_LESS}"
        raise refused("file-too-large", sentence)
    clock = Clock()
    letters = 0
    for number in range(1, count + 1):
        clock.check(number, count)
        try:
            page = document[number - 1]
        except pdfium.PdfiumError:
            warnings.append(reasons.damaged_page(number))
            continue
        try:
            text_page = page.get_textpage()
            letters += text_page.count_chars()
            if letters > MOST_LETTERS:
                sentence = (
                    f"By page {number} there are more than {MOST_LETTERS:,} letters, the limit. {_LESS}"
                )
                raise refused("file-too-large", sentence)
            text = page_text(
                text_page,
                text_page.count_chars(),
                Sheet(page.get_width(), page.get_height(), _bounds(page)),
                article_marks(page),
            )
            drawings = page_drawings(page, text.frame)
            warnings += annotated(page, number)
        finally:
            page.close()
        words, struck = without_struck(text.words, drawings)
        warnings += reasons.struck_through(struck, number)
        warnings += reasons.outside(text.outside, number)
        yield _Page(number, text, tuple(with_marks(words, drawings.marks)), drawings)


def _bounds(page: Any) -> tuple[float, float, float, float]:
    """Return the left, the bottom, the right and the top of what is seen of a page."""
    left, bottom, right, top = page.get_mediabox()
    crop = page.get_cropbox()
    seen = max(left, crop[0]), max(bottom, crop[1]), min(right, crop[2]), min(top, crop[3])
    return seen if seen[0] < seen[2] and seen[1] < seen[3] else (left, bottom, right, top)


def _blocks(pages: Sequence[_Page]) -> Iterator[Block]:
    """Yield the blocks of all pages."""
    lines = [page.lines for page in pages]
    running = running_lines(lines, [page.text.frame.down for page in pages])
    known = _knowledge(pages, lines, running)
    drafts = [
        flow
        for page, found, positions in zip(pages, lines, running, strict=True)
        for flow in _page_drafts(page, found, positions, known)
    ]
    for draft in joined_drafts(drafts, known.measures, known.hyphens):
        yield _block(draft, known.hyphens)


def _knowledge(
    pages: Sequence[_Page], lines: Sequence[Sequence[Sequence[Segment]]], running: Sequence[set[int]]
) -> Knowledge:
    """Learn from all pages what each of them cannot say alone."""
    bodies = [
        [line for position, line in enumerate(found) if position not in positions]
        for found, positions in zip(lines, running, strict=True)
    ]
    measures = _measures(bodies)
    return Knowledge(
        measures,
        Hyphens.of([one.words for one in _as_drawn(bodies)]),
        Titles.of([[" ".join(one.text for one in line) for line in found] for found in bodies]),
        _margins(pages, bodies, measures),
    )


def _as_drawn(bodies: Sequence[Sequence[Sequence[Segment]]]) -> Iterator[Segment]:
    """Yield the segments of every page in the order in which it draws them."""
    for found in bodies:
        yield from sorted((one for line in found for one in line), key=lambda one: one.order)


def _measures(bodies: Sequence[Sequence[Sequence[Segment]]]) -> Measures:
    """Return the size and the spacing that most lines have, and the sizes that are larger."""
    sizes: Counter[float] = Counter({_USUAL_SIZE: 0})
    for found in bodies:
        for line in found:
            for one in line:
                sizes[round(one.size * 2) / 2] += sum(len(word.text) for word in one.words)
    size = sizes.most_common(1)[0][0]
    larger = sorted((one for one in sizes if one > size * 1.1), reverse=True)
    spacings = Counter(spacing for found in bodies for spacing in _spacings(found))
    spacing = spacings.most_common(1)[0][0] if spacings else _USUAL_SPACING
    return Measures(size, tuple(larger), min(spacing, _WIDEST_SPACING))


def _spacings(lines: Sequence[Sequence[Segment]]) -> Iterator[float]:
    """Yield how far lines of one size stand from each other, as multiples of it, where that is a spacing."""
    for (upper, *_), (lower, *_) in pairwise(lines):
        spacing = (lower.base - upper.base) / lower.size
        if abs(upper.size - lower.size) < _SAME_SIZE and _NEAREST_SPACING < spacing < _WIDEST_SPACING:
            yield round(spacing, 1)


def _margins(
    pages: Sequence[_Page], bodies: Sequence[Sequence[Sequence[Segment]]], measures: Measures
) -> dict[int, tuple[float, float]]:
    """Return the margins of the text on pages of each width; a few lines may reach beyond them."""
    found: dict[int, list[Segment]] = {}
    for page, body in zip(pages, bodies, strict=True):
        ones = [one for line in body for one in line if one.is_prose and abs(one.size - measures.size) < 1]
        found.setdefault(round(page.text.frame.across), []).extend(ones)
    margins: dict[int, tuple[float, float]] = {}
    for across, ones in found.items():
        if ones:
            lefts, rights = sorted(one.x0 for one in ones), sorted(one.x1 for one in ones)
            margins[across] = (lefts[len(lefts) // 10], rights[-1 - len(rights) // 50])
    return margins


def _page_drafts(
    page: _Page, lines: Sequence[Sequence[Segment]], running: set[int], known: Knowledge
) -> list[list[Draft]]:
    """Return the drafts of one page, its head first and its foot last, and its pictures where they stand."""
    number, frame = page.number, page.text.frame
    edge = [_running(lines[position], number) for position in sorted(running)]
    taken = {id(word) for position in running for one in lines[position] for word in one.words}
    words = [word for word in page.words if id(word) not in taken]
    flows = page_drafts(words, page.drawings, number, frame, known)
    for other, turned in page.text.others:
        flows += page_drafts(turned, Drawings.nothing(), number, other, known)
    around = [text for text in (page.text.tilted, page.text.aside) if text]
    flows.append([Draft(BlockKind.RUNNING, number, _NOWHERE, text=text) for text in around])
    for picture in _pictures(page):
        _insert_picture(flows, Draft(BlockKind.PICTURE, number, picture))
    head = [draft for draft in edge if draft.box.top < frame.down / 2]
    return [head, *flows, edge[len(head) :]]


def _running(line: Sequence[Segment], page: int) -> Draft:
    box = Box(line[0].x0, line[0].top, line[-1].x1, line[0].bottom)
    return Draft(BlockKind.RUNNING, page, box, text="\t".join(one.text for one in line))


def _pictures(page: _Page) -> Sequence[Box]:
    """Return where the pictures of a page stand; one that is drawn as shapes stands nowhere."""
    pictures = page.drawings.pictures[:_MOST_PICTURES]
    return pictures or ((_NOWHERE,) if page.is_picture else ())


def _insert_picture(flows: list[list[Draft]], picture: Draft) -> None:
    """Put a picture before the first block that stands below its upper edge."""
    for flow in flows:
        for position, draft in enumerate(flow):
            if draft.box.top > picture.box.top:
                flow.insert(position, picture)
                return
    flows.append([picture])


def _block(draft: Draft, hyphens: Hyphens) -> Block:
    place = Place(page=draft.page)
    if draft.kind is BlockKind.TABLE:
        return Block(kind=draft.kind, place=place, rows=tuple(tuple(map(_cell, row)) for row in draft.rows))
    if not draft.segments:
        return Block(kind=draft.kind, place=place, text=draft.text)
    first = draft.segments[0]
    return Block(
        kind=draft.kind,
        place=place,
        text=first.text
        if len(draft.segments) == 1
        else hyphens.join([one.running_text for one in draft.segments]),
        level=draft.level,
        bold=all(segment.bold for segment in draft.segments),
        indent=max(0, round((first.x0 - draft.left) / (first.size * 0.5))),
        continues=draft.continues,
    )


def _cell(cell: CellDraft) -> BlockCell:
    return BlockCell(text=cell.text, place=Place(page=cell.page), columns=cell.columns, rows=cell.rows)
