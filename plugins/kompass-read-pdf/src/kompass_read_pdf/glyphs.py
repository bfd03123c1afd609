"""Take the words of a page from pdfium, with their places, each group that is turned alike by itself."""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, final

import pypdfium2.raw as pdfium
from attrs import frozen

__all__ = ["SOFT_HYPHEN", "Frame", "PageText", "Sheet", "Word", "page_text"]

SOFT_HYPHEN = "\u00ad"
"""How a word ends whose hyphen pdfium holds for one that only breaks the line."""

_LINE_END_HYPHEN = (0x02, 0xFFFE)
_ENDS = (0x0D, 0x0A)
_SPACES = frozenset(
    map(ord, " \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000")
)
_NOTHING = frozenset(
    (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
_WIDEST_KERN = 0.22
_QUARTERS = 4
_TILT = 0.12
_LEAST_ARTICLE = 0.5
_SMALLER = 0.95
_LEAST_RISE = 0.15
_FLOATS = 0.25
_SAME_PLACE = 0.6
_SAME_LINE = 0.3
_NEARBY = 6.0
_SMALLEST, _LARGEST = 0.1, 10_000.0
_FARTHEST = 1_000_000.0
_RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
"""What the number of a note is written with, so that it is not the end of the figure before it."""


@final
@frozen
class Word:
    """Hold one word where it stands: ``x0`` to ``x1`` from the left, ``top`` to ``bottom`` from above.

    All lengths are points of 1/72 inch, in the direction in which the word is read. ``base`` is its baseline,
    ``size`` that of its font, ``order`` when the page draws it; ``spaced`` tells of a space before it.
    ``letters`` are the left and the right of each letter of the text.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    order: int
    spaced: bool
    letters: tuple[tuple[float, float], ...] = ()


@final
@frozen
class Frame:
    """Turn places on a page, which pdfium counts from its lower left, into those of whoever reads it.

    ``quarter`` is how many quarters clockwise the text is turned on the page as it is drawn.
    """

    quarter: int
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return the place from the left and from above."""
        if self.quarter == 0:
            return x, self.height - y
        if self.quarter == 1:
            return self.height - y, self.width - x
        if self.quarter == 2:  # noqa: PLR2004 - upside down
            return self.width - x, y
        return y, x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return the left, the top, the right and the bottom of a box."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    @property
    def across(self) -> float:
        """Return how wide the page is for whoever reads it."""
        return self.height if self.quarter % 2 else self.width

    @property
    def down(self) -> float:
        """Return how high it is."""
        return self.width if self.quarter % 2 else self.height


@final
@frozen
class Sheet:
    """Hold how large a page is for whoever reads it, and which part of the place it is drawn on is seen.

    ``bounds`` are the left, the bottom, the right and the top of that part.
    """

    width: float
    height: float
    bounds: tuple[float, float, float, float]

    def shows(self, box: tuple[float, float, float, float]) -> bool:
        """Tell whether any of a box lies on the page."""
        left, bottom, right, top = self.bounds
        return box[2] >= left and box[0] <= right and box[3] >= bottom and box[1] <= top


@final
@frozen
class PageText:
    """Hold the words of a page: those of the direction that most have, those of others, and what is unclear.

    ``tilted`` are the words that stand in no line, such as a watermark, ``aside`` those around the article of
    a web page, ``outside`` those beside the page, which nobody sees; ``letters`` is how many there are in
    all, ``unmapped`` how many of these have no meaning.
    """

    frame: Frame
    words: tuple[Word, ...]
    others: tuple[tuple[Frame, tuple[Word, ...]], ...]
    tilted: str
    aside: str
    outside: str
    letters: int
    unmapped: int


class _Letter(NamedTuple):
    """Hold one letter as pdfium has it; ``quarter`` is -1 where it is tilted."""

    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    size: float
    bold: bool
    quarter: int
    spaced: bool
    order: int
    mark: int


@final
@frozen
class _Style:
    size: float
    quarter: int
    bold: bool
    mark: int


class _Styles:
    """Know the style of every text object of a page, each asked for once."""

    def __init__(self) -> None:
        self._known: dict[int, _Style] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(256)

    def of(self, text: object, index: int) -> _Style:
        """Return the style of the letter at an index."""
        thing = pdfium.FPDFText_GetTextObject(text, index)
        key = ctypes.cast(thing, ctypes.c_void_p).value or 0
        style = self._known.get(key)
        if style is None:
            style = self._known[key] = self._read(text, index, thing if key else None)
        return style

    def _read(self, text: object, index: int, thing: object) -> _Style:
        matrix = self._matrix
        scale, quarter = 1.0, 0
        if pdfium.FPDFText_GetMatrix(text, index, matrix):
            scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
            turns = -math.atan2(matrix.b, matrix.a) / (math.pi / 2)
            quarter = round(turns) % _QUARTERS if abs(turns - round(turns)) < _TILT else -1
        size = pdfium.FPDFText_GetFontSize(text, index) * scale
        if size < 0 <= quarter:
            # Letters of a size below nothing stand on their heads.
            quarter = (quarter + _QUARTERS // 2) % _QUARTERS
        bold = pdfium.FPDFText_GetFontWeight(text, index) >= _BOLD_WEIGHT
        mark = -1 if thing is None else pdfium.FPDFPageObj_GetMarkedContentID(thing)
        if thing is not None:
            font = pdfium.FPDFTextObj_GetFont(thing)
            if font and pdfium.FPDFFont_GetBaseFontName(font, self._name, len(self._name)):
                bold = bold or _BOLD.search(self._name.value.decode("utf-8", "replace")) is not None
        return _Style(_bounded(size), quarter, bold, mark)


def page_text(text: object, count: int, sheet: Sheet, article: frozenset[int] = frozenset()) -> PageText:
    """Return the words of a page, of whose text page pdfium has ``count`` letters.

    ``article`` are the marks of what is in the article of the page, where it has one.
    """
    drawn = list(_letters(text, count))
    outside = [letter for letter in drawn if not sheet.shows(letter.box)]
    seen = [letter for letter in drawn if sheet.shows(letter.box)] if outside else drawn
    kept, aside = _parted(seen, article)
    letters: dict[int, list[_Letter]] = {}
    for letter in kept:
        letters.setdefault(letter.quarter, []).append(letter)
    tilted = letters.pop(-1, [])
    groups = sorted(letters.items(), key=lambda group: -len(group[1]))
    framed = [
        (frame, tuple(_once(_words(group, frame))))
        for quarter, group in groups
        for frame in (Frame(quarter, sheet.width, sheet.height),)
    ]
    frame, words = framed[0] if framed else (Frame(0, sheet.width, sheet.height), ())
    return PageText(
        frame,
        words,
        tuple(framed[1:]),
        _run(tilted),
        _run(aside),
        _run(outside),
        sum(len(group) for _, group in groups),
        sum(letter.text == "\ufffd" for letter in kept),
    )


def _parted(letters: list[_Letter], article: frozenset[int]) -> tuple[list[_Letter], list[_Letter]]:
    """Return the letters of the article, and those around it: none where it is not most of the page."""
    kept = [letter for letter in letters if letter.mark in article or letter.mark < 0]
    if not article or len(kept) < len(letters) * _LEAST_ARTICLE:
        return letters, []
    return kept, [letter for letter in letters if letter.mark >= 0 and letter.mark not in article]


def _run(letters: Sequence[_Letter]) -> str:
    return "".join((" " if letter.spaced else "") + letter.text for letter in letters).strip()


def _letters(text: object, count: int) -> Iterator[_Letter]:
    """Yield every letter that can be seen, in the order in which the page draws them."""
    styles = _Styles()
    rectangle = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced, before = False, ""
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in _SPACES or code in _ENDS:
            spaced = True
            continue
        if code in _NOTHING:
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, rectangle)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        if not all(map(_is_near, (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))):
            continue
        style = styles.of(text, index)
        written = _written(code, pdfium.FPDFText_HasUnicodeMapError(text, index) == 1)
        if not spaced and written.isdecimal() and before.isdecimal() and not style.quarter:
            written = _raised_by_font(text, index, y.value, style.size) or written
        yield _Letter(
            written,
            (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top),
            (x.value, y.value),
            style.size,
            style.bold,
            style.quarter,
            spaced,
            index,
            style.mark,
        )
        spaced, before = False, written


def _is_near(length: float) -> bool:
    """Tell whether a length is one of pages: damaged files have letters that stand nowhere."""
    return -_FARTHEST < length < _FARTHEST


def _bounded(size: float) -> float:
    """Return the size of a letter as one that can be divided by; a damaged file may state none.

    >>> _bounded(11.0), _bounded(-11.0), _bounded(0.0), _bounded(float("nan"))
    (11.0, 11.0, 0.1, 0.1)
    """
    size = abs(size)
    return min(size, _LARGEST) if size >= _SMALLEST else _SMALLEST


def _raised_by_font(text: object, index: int, base: float, size: float) -> str | None:
    """Return a figure as a raised one where its font has a form for that, which floats above the line."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top):
        return None
    if bottom.value - base < size * _FLOATS:
        return None
    return chr(pdfium.FPDFText_GetUnicode(text, index)).translate(_RAISED)


def _written(code: int, is_error: bool) -> str:
    """Return the letter of a code point, U+FFFD where it has no meaning."""
    if code in _LINE_END_HYPHEN:
        return SOFT_HYPHEN
    if is_error or code < ord(" ") or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code == 0xFFFF:  # noqa: PLR2004 - what Unicode leaves out
        return "\ufffd"
    return _LIGATURES.get(code) or chr(code)


def _words(letters: list[_Letter], frame: Frame) -> Iterator[Word]:
    """Yield the words; letters of one follow one another without a gap, on one baseline."""
    run: list[_Letter] = []
    boxes: list[tuple[float, float, float, float]] = []
    for letter in letters:
        box = frame.box(*letter.box)
        if run and (letter.spaced or _is_apart(run[-1], boxes[-1], letter, box, frame)):
            yield _word(run, boxes, frame)
            run, boxes = [], []
        run.append(letter)
        boxes.append(box)
    if run:
        yield _word(run, boxes, frame)


def _once(words: Iterator[Word]) -> Iterator[Word]:
    """Yield the words without those that stand a second time where they stand already.

    Letters are drawn twice to look bold, or lie unseen above others where they were recognised once more.
    """
    known: dict[tuple[str, int, int], list[Word]] = {}
    for word in words:
        column, row = round(word.x0 / _NEARBY), round(word.base / _NEARBY)
        around = (
            other
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in known.get((word.text, column + across, row + down), ())
        )
        if any(_covers(other, word) for other in around):
            continue
        known.setdefault((word.text, column, row), []).append(word)
        yield word


def _covers(other: Word, word: Word) -> bool:
    """Tell whether one of two words that are alike lies on the other for the most part."""
    over = min(other.x1, word.x1) - max(other.x0, word.x0)
    narrower = min(other.x1 - other.x0, word.x1 - word.x0)
    return over > narrower * _SAME_PLACE and abs(other.base - word.base) < word.size * _SAME_LINE


def _is_apart(
    before: _Letter,
    before_box: tuple[float, float, float, float],
    letter: _Letter,
    box: tuple[float, float, float, float],
    frame: Frame,
) -> bool:
    """Tell whether a letter begins a word of its own by where it stands."""
    size = max(before.size, letter.size)
    rise = abs(frame.point(*before.origin)[1] - frame.point(*letter.origin)[1])
    if rise > size * 0.6:
        return True
    gap = box[0] - before_box[2]
    same = box[0] == before_box[0]
    return not same and (gap > size * _WIDEST_KERN or gap < -size)


def _word(run: list[_Letter], boxes: list[tuple[float, float, float, float]], frame: Frame) -> Word:
    main = max(run, key=lambda letter: letter.size)
    base = frame.point(*main.origin)[1]
    return Word(
        text="".join(
            letter.text.translate(_RAISED) if _is_raised(letter, main, base, frame) else letter.text
            for letter in run
        ),
        x0=min(box[0] for box in boxes),
        x1=max(box[2] for box in boxes),
        top=min(box[1] for box in boxes),
        bottom=max(box[3] for box in boxes),
        base=base,
        size=main.size,
        bold=all(letter.bold for letter in run),
        order=run[0].order,
        spaced=run[0].spaced,
        letters=tuple((box[0], box[2]) for letter, box in zip(run, boxes, strict=True) for _ in letter.text),
    )


def _is_raised(letter: _Letter, main: _Letter, base: float, frame: Frame) -> bool:
    """Tell whether a letter is smaller than the others of its word and stands above their line."""
    if letter.size > main.size * _SMALLER:
        return False
    return base - frame.point(*letter.origin)[1] >= main.size * _LEAST_RISE
