"""Put what stands in the middle beside two lines of a cell on the first of them.

Office programs and browsers centre the cells of a row: a figure beside a name of two lines stands at half
their height, and so does the head of a column beside two rows of heads.
"""

from collections.abc import Sequence

from attrs import evolve

from kompass_read_pdf.lines import Segment, is_figure, is_year, segment_of

__all__ = ["levelled"]

_NEAREST = 0.25
_FARTHEST = 0.95
_UNEQUAL = 0.12


def levelled(lines: Sequence[Segment]) -> list[Segment]:
    """Return the lines of a region, those as one of which the second is in the middle of two others."""
    found = list(lines)
    position = 1
    while position + 1 < len(found):
        upper, middle, lower = found[position - 1 : position + 2]
        if _is_between(upper, middle, lower):
            found[position - 1 : position + 1] = [_joined(upper, middle)]
        else:
            position += 1
    return found


def _joined(upper: Segment, middle: Segment) -> Segment:
    """Return two lines as one at the height of the first.

    Figures keep their own height, which tells that the lines around them are of one cell; heads do not.
    """
    has_figures = any(is_figure(word.text) and not is_year(word.text) for word in middle.words)
    others = middle.words if has_figures else [evolve(word, base=upper.base) for word in middle.words]
    words = sorted((*upper.words, *others), key=lambda word: word.x0)
    return evolve(segment_of(words), base=upper.base)


def _is_between(upper: Segment, middle: Segment, lower: Segment) -> bool:
    """Tell whether a line stands in the middle of two that are nearer than lines of text, beside both."""
    above, below = middle.base - upper.base, lower.base - middle.base
    if abs(above - below) > middle.size * _UNEQUAL:
        return False
    return _NEAREST * middle.size < above < _FARTHEST * middle.size and not any(
        word.x0 < other.x1 and other.x0 < word.x1
        for word in middle.words
        for other in (*upper.words, *lower.words)
    )
