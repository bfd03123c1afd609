"""Take from pdfium what a page draws beside its letters: rules, marks of lists, pictures."""

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple, final

import pypdfium2.raw as pdfium
from attrs import frozen

from kompass_read_pdf.glyphs import Frame

__all__ = ["MOST_OBJECTS", "Box", "Drawings", "Rule", "page_drawings"]

MOST_OBJECTS = 50_000
"""How many objects of a page are looked at; a page of text with tables has a few thousand."""

_DEEPEST = 6
_THIN = 2.5
_SHORTEST_RULE = 6.0
_LARGEST_MARK = 7.0
_SMALLEST_PICTURE = 36.0


class Box(NamedTuple):
    """Hold a box: its left, its top, its right and its bottom, in points from the upper left."""

    x0: float
    top: float
    x1: float
    bottom: float


@final
@frozen
class Rule:
    """Hold a rule: at ``at`` from above where it lies, from the left where it stands; and its ends."""

    at: float
    begins: float
    ends: float


@final
@frozen
class Drawings:
    """Hold what a page draws; ``shades`` are the upper and lower edges of areas that are filled."""

    lying: tuple[Rule, ...]
    standing: tuple[Rule, ...]
    shades: tuple[Rule, ...]
    marks: tuple[Box, ...]
    pictures: tuple[Box, ...]
    has_paths: bool
    is_whole: bool

    @classmethod
    def nothing(cls) -> "Drawings":
        """Return the drawings of a page that has none."""
        return cls((), (), (), (), (), has_paths=False, is_whole=True)


_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _Collector:
    """Gather what is drawn on one page."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.lying: list[Rule] = []
        self.standing: list[Rule] = []
        self.shades: list[Rule] = []
        self.marks: list[Box] = []
        self.pictures: list[Box] = []
        self.paths = 0
        self.left = MOST_OBJECTS

    def line(self, box: Box) -> None:
        """Take a box that is thin, as a rule."""
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if high <= _THIN and wide >= _SHORTEST_RULE:
            self.lying.append(Rule((box.top + box.bottom) / 2, box.x0, box.x1))
        elif wide <= _THIN and high >= _SHORTEST_RULE:
            self.standing.append(Rule((box.x0 + box.x1) / 2, box.top, box.bottom))

    def path(self, thing: object, matrix: _Matrix) -> None:
        """Take what a path draws: a rule, a mark, the edges of a box, or several lines."""
        self.paths += 1
        box = self._bounds(thing, matrix)
        if box is None:
            return
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if min(wide, high) <= _THIN and max(wide, high) >= _SHORTEST_RULE:
            self.line(box)
        elif max(wide, high) <= _LARGEST_MARK:
            self.marks.append(box)
        else:
            self._outline(thing, matrix, box)

    def _outline(self, thing: object, matrix: _Matrix, box: Box) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
        segments = pdfium.FPDFPath_CountSegments(thing)
        if segments > MOST_OBJECTS:
            return
        if not stroke.value:
            if fill.value and segments <= 6:  # noqa: PLR2004 - a rectangle, closed
                self.shades.append(Rule(box.top, box.x0, box.x1))
                self.shades.append(Rule(box.bottom, box.x0, box.x1))
            elif fill.value:
                self._filled_parts(thing, matrix, segments)
            return
        for begin, end in self._lines(thing, matrix, segments):
            self.line(
                Box(
                    min(begin[0], end[0]), min(begin[1], end[1]), max(begin[0], end[0]), max(begin[1], end[1])
                )
            )

    def _filled_parts(self, thing: object, matrix: _Matrix, segments: int) -> None:
        """Take every part of a path that is filled by itself: a thin one is a rule."""
        part: list[tuple[float, float]] = []
        for kind, point in [*self._points(thing, matrix, segments), (pdfium.FPDF_SEGMENT_MOVETO, (0.0, 0.0))]:
            if kind == pdfium.FPDF_SEGMENT_MOVETO and part:
                xs, ys = [x for x, _ in part], [y for _, y in part]
                self.line(Box(min(xs), min(ys), max(xs), max(ys)))
                part = []
            part.append(point)

    def _points(
        self, thing: object, matrix: _Matrix, segments: int
    ) -> Iterator[tuple[int, tuple[float, float]]]:
        own = _multiplied(_own_matrix(thing), matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(segments):
            segment = pdfium.FPDFPath_GetPathSegment(thing, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = self.frame.point(*_moved(own, x.value, y.value))
            yield pdfium.FPDFPathSegment_GetType(segment), point

    def _lines(
        self, thing: object, matrix: _Matrix, segments: int
    ) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
        begin: tuple[float, float] | None = None
        last: tuple[float, float] | None = None
        for index, (kind, point) in enumerate(self._points(thing, matrix, segments)):
            if kind == pdfium.FPDF_SEGMENT_MOVETO or last is None or begin is None:
                begin = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                yield last, point
            last = point
            if pdfium.FPDFPathSegment_GetClose(pdfium.FPDFPath_GetPathSegment(thing, index)):
                yield point, begin

    def picture(self, thing: object, matrix: _Matrix) -> None:
        """Take a picture, unless it is as small as a mark or a line of a logo."""
        box = self._bounds(thing, matrix)
        if box and min(box.x1 - box.x0, box.bottom - box.top) >= _SMALLEST_PICTURE:
            self.pictures.append(box)

    def _bounds(self, thing: object, matrix: _Matrix) -> Box | None:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            return None
        corners = [_moved(matrix, x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        box = Box(*self.frame.box(min(xs), min(ys), max(xs), max(ys)))
        page = (0.0, 0.0, self.frame.across, self.frame.down)
        is_seen = box.x1 >= page[0] and box.bottom >= page[1] and box.x0 <= page[2] and box.top <= page[3]
        return box if is_seen else None


def _own_matrix(thing: object) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return _PLAIN
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _multiplied(first: _Matrix, second: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, l = second  # noqa: E741 - the letters of a matrix
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    )


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def page_drawings(page: Any, frame: Frame) -> Drawings:
    """Return what a page draws beside its letters, in the frame of those who read it."""
    collector = _Collector(frame)
    count = pdfium.FPDFPage_CountObjects(page)
    things = (pdfium.FPDFPage_GetObject(page, index) for index in range(min(count, MOST_OBJECTS)))
    _gather(things, collector, _PLAIN, _DEEPEST)
    return Drawings(
        tuple(collector.lying),
        tuple(collector.standing),
        tuple(collector.shades),
        tuple(collector.marks),
        tuple(collector.pictures),
        collector.paths > 0,
        collector.left > 0 and count <= MOST_OBJECTS,
    )


def _gather(things: Iterator[object], collector: _Collector, matrix: _Matrix, deep: int) -> None:
    for thing in things:
        if collector.left <= 0 or not thing:
            return
        collector.left -= 1
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            collector.path(thing, matrix)
        elif kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING}:
            collector.picture(thing, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and deep:
            inner = (
                pdfium.FPDFFormObj_GetObject(thing, index)
                for index in range(min(pdfium.FPDFFormObj_CountObjects(thing), MOST_OBJECTS))
            )
            _gather(inner, collector, _multiplied(_own_matrix(thing), matrix), deep - 1)
