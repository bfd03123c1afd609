"""Put the words of a page into lines, and break these where a gap is wider than a space."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import final

from attrs import evolve, frozen

from kompass_read_pdf.drawings import Box
from kompass_read_pdf.glyphs import SOFT_HYPHEN, Word

__all__ = [
    "MARK",
    "Segment",
    "bands",
    "is_figure",
    "is_stretched",
    "is_year",
    "joined",
    "segment_of",
    "segments",
    "with_marks",
]

MARK = re.compile(r"[•·∙●○◦■□▪▫◆◇►▶➢➤✓✔‣⁃\uf0a7\uf0b7\uf0d8\uf0fc\uf0be\uf076\uf0a8\uf02d*–—-]|o(?= )|- ")
"""The mark of a list at the beginning of a line, as office programs and typesetters print it."""

_ONLY_MARK = re.compile(rf"(?:{MARK.pattern})|o")
_FIGURE = re.compile(r"[-+−–]?\d[\d.,  ]{0,9}\s?%?[⁰¹²³⁴-⁹⁽⁾]{0,3}|[-–—]|n/?a", re.IGNORECASE)
_WIDEST_SPACE = 1.0
_NARROW = 0.4
_WIDEST_STRETCHED = 2.0
_WIDEST_MARK_GAP = 4.0
_CLOSE = 0.12
_TAB = 2.0
_ENUMERATOR = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Za-z])[.)]?")
_SMALL = 0.8
_PROSE = 25
_YEAR = 4
_FEWEST_GAPS = 4
_LEADERS = "..."


@final
@frozen
class Segment:
    """Hold words of one line that belong together; ``mark`` says that the first is the mark of a list."""

    words: tuple[Word, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    order: int
    last: int
    mark: bool = False

    @property
    def text(self) -> str:
        """Return the words, with a space wherever one stands, without the mark of a list."""
        return joined(self.words[1:] if self.mark else self.words)

    @property
    def running_text(self) -> str:
        """Return the words as those of a sentence, whose wide gaps mean nothing."""
        return self.text.replace("\t", " ")

    @property
    def is_prose(self) -> bool:
        """Tell whether the line has enough words to reach the margin, and no dots that lead to one."""
        return sum(len(word.text) for word in self.words) >= _PROSE and _LEADERS not in self.words[-1].text

    @property
    def text_x0(self) -> float:
        """Return where the words begin, behind the mark of a list."""
        return self.words[1].x0 if self.mark and len(self.words) > 1 else self.x0


def is_figure(text: str) -> bool:
    """Tell whether a cell holds a figure, a percentage, or a dash in its place.

    >>> is_figure("75 %"), is_figure("-"), is_figure("Max")
    (True, True, False)
    """
    return _FIGURE.fullmatch(text.strip()) is not None


def is_year(text: str) -> bool:
    """Tell whether a text may be a year, as heads of columns are.

    >>> is_year("2019"), is_year("61")
    (True, False)
    """
    return len(text) == _YEAR and text.isdecimal()


def joined(words: Sequence[Word]) -> str:
    """Return the text of words that stand side by side."""
    keeps_gaps = not is_stretched(words)
    parts = [words[0].text] if words else []
    for before, word in pairwise(words):
        parts += [
            _between(before, word, keeps_gaps=keeps_gaps and not _ENUMERATOR.fullmatch(before.text)),
            word.text,
        ]
    text = "".join(parts)
    # pdfium also takes for such a hyphen what stands at the end of a cell, or before another column.
    return text[:-1].replace(SOFT_HYPHEN, "-") + text[-1:] if SOFT_HYPHEN in text else text


def _between(before: Word, word: Word, *, keeps_gaps: bool) -> str:
    """Return what stands between two words: a tab, a space or nothing."""
    gap = word.x0 - before.x1
    if keeps_gaps and gap > word.size * _TAB:
        return "\t"
    return " " if word.spaced or gap > word.size * _CLOSE else ""


def is_stretched(words: Sequence[Word]) -> bool:
    """Tell whether all the spaces of a line are about as wide, as where it is set to reach both margins."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    if len(gaps) < 2 or sum(is_figure(word.text) for word in words) > len(words) / 3:  # noqa: PLR2004 - one gap alone
        return False
    return max(gaps) < 1.4 * min(gaps) + 0.5


def with_marks(words: Sequence[Word], marks: Iterable[Box]) -> list[Word]:
    """Return the words with those marks of lists that are drawn rather than written.

    Such a mark is as small as a letter, stands in the height of a word, and before it.
    """
    found = list(words)
    starts = sorted(words, key=lambda word: word.top)
    for box in marks:
        middle = (box.top + box.bottom) / 2
        beside = [
            word
            for word in starts
            if abs(word.base - word.size * 0.3 - middle) < word.size * 0.45
            and box.bottom - box.top < word.size * 0.7
        ]
        behind = [word for word in beside if 0 < word.x0 - box.x1 < word.size * 2.5]
        if not behind or any(box.x0 - word.size < word.x1 <= box.x1 + 1 for word in beside):
            continue
        first = min(behind, key=lambda word: word.x0)
        found.append(evolve(first, text="•", x0=box.x0, x1=box.x1, spaced=True, order=first.order - 1))
    return found


def bands(words: Iterable[Word]) -> list[list[Word]]:
    """Return the words of each line from above, each from the left."""
    found: list[list[Word]] = []
    base = size = 0.0
    for word in sorted(words, key=lambda word: word.base):
        larger = max(word.size, size)
        raised = min(word.size, size) < larger * _SMALL and _is_beside(word, found[-1:], larger)
        if found and word.base - base <= (larger * 0.42 if raised else min(word.size, size) * 0.22):
            found[-1].append(word)
            if word.size > size:
                base, size = word.base, word.size
        else:
            found.append([word])
            base, size = word.base, word.size
    return [sorted(band, key=lambda word: (word.x0, word.order)) for band in found]


def _is_beside(word: Word, last: Sequence[Sequence[Word]], size: float) -> bool:
    """Tell whether a word stands right beside one of a line, as a raised figure does."""
    return any(other.x1 > word.x0 - size and other.x0 < word.x1 + size for line in last for other in line)


def segments(band: Sequence[Word]) -> list[Segment]:
    """Return what stands together in a line: words with no more than a space between them."""
    runs: list[list[Word]] = []
    widest = _widest_space(band)
    for word in band:
        if runs and _follows(runs[-1], word, widest):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [segment_of(run) for run in runs]


def _follows(run: list[Word], word: Word, widest_space: float) -> bool:
    gap = word.x0 - run[-1].x1
    size = max(run[-1].size, word.size)
    if len(run) == 1 and _ONLY_MARK.fullmatch(run[0].text):
        # A dash alone is also how a cell says that it has no figure.
        widest = _WIDEST_MARK_GAP if not is_figure(run[0].text) else _WIDEST_MARK_GAP / 2
        return gap <= size * widest and not (is_figure(run[0].text) and is_figure(word.text))
    return gap <= size * widest_space


def _widest_space(band: Sequence[Word]) -> float:
    """Return how wide a space may be in a line, as a multiple of the size: wider where all are stretched."""
    gaps = sorted(
        (after.x0 - before.x1) / max(after.size, 1.0)
        for before, after in pairwise(band)
        if after.x0 - before.x1 > after.size * _CLOSE
    )
    figures = sum(is_figure(word.text) for word in band)
    if len(gaps) >= _FEWEST_GAPS and gaps[-2] < _NARROW:
        return _NARROW * 2
    if len(gaps) < _FEWEST_GAPS or figures > len(band) / 4:
        return _WIDEST_SPACE
    return min(max(_WIDEST_SPACE, 1.5 * gaps[len(gaps) // 2]), _WIDEST_STRETCHED)


def _is_parted(word: Word, other: Word) -> bool:
    return other.spaced or other.x0 - word.x1 > other.size * _CLOSE


def _main(words: Sequence[Word]) -> Word:
    """Return the first word of the size that most letters have."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[word.size] += len(word.text)
    usual = sizes.most_common(1)[0][0]
    return next(word for word in words if word.size == usual)


def _are_bold(words: Sequence[Word]) -> bool:
    """Tell whether all words are bold that have a letter or a digit."""
    lettered = [word for word in words if any(map(str.isalnum, word.text))]
    return bool(lettered) and all(word.bold for word in lettered)


def segment_of(words: Sequence[Word]) -> Segment:
    """Return the segment of words of one line, from the left."""
    mark = len(words) > 1 and _ONLY_MARK.fullmatch(words[0].text) is not None and _is_parted(*words[:2])
    main = _main(words[1:] if mark else words)
    return Segment(
        words=tuple(words),
        x0=words[0].x0,
        x1=max(word.x1 for word in words),
        top=min(word.top for word in words),
        bottom=max(word.bottom for word in words),
        base=main.base,
        size=main.size,
        bold=_are_bold(words),
        order=min(word.order for word in words),
        last=max(word.order for word in words),
        mark=mark,
    )
