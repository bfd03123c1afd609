"""Draw what questions are worth: blocks as wide as their points, and bars, as HTML without any script."""

from collections.abc import Iterable
from fractions import Fraction

from kompass_spec import Edition

from kompass_site.markdown import to_html

__all__ = ["bar", "block_drawing", "points"]


def points(quantity: Fraction | None) -> str:
    """Return points as they are written, a dash where they are not known.

    >>> points(Fraction(15)), points(Fraction(25, 2)), points(None)
    ('15', '12.5', '–')
    """
    if quantity is None:
        return "–"
    return f"{quantity.numerator}" if quantity.denominator == 1 else f"{float(quantity):.4g}"


def bar(quantity: Fraction | None, greatest: Fraction) -> str:
    """Return a bar as long as points are of the greatest, nothing where they are not known.

    It says what the figure beside it says, so it is hidden from those who hear the page.
    """
    if quantity is None or not greatest:
        return ""
    share = float(100 * quantity / greatest)
    return f'<span class="kompass-bar" aria-hidden="true"><span style="width:{share:.4g}%"></span></span>'


def block_drawing(edition: Edition) -> str:
    """Return a row of blocks for every area of which the maxima are known, nothing where there is none.

    A block is a question, or the area itself where no question is known.
    """
    rows = [
        _row(
            f"{area.code} {area.title.in_language(edition.language, edition.language).words}",
            edition.language,
            [(part.code, part.max) for part in area.parts] or [(area.code, area.max)],
        )
        for area in edition.areas
        if area.max is not None and all(part.max is not None for part in area.parts)
    ]
    if not rows:
        return ""
    finding = _finding(edition)
    return "\n".join([f'<div class="kompass-weights" role="img" aria-label="{finding}">', *rows, "</div>"])


def _row(label: str, language: str, parts: Iterable[tuple[str, Fraction | None]]) -> str:
    blocks = "".join(
        f'<span style="flex:{float(quantity):.4g}" title="{to_html(code)}">{points(quantity)}</span>'
        for code, quantity in parts
        if quantity
    )
    return f'<div><span lang="{language}">{to_html(label)}</span><span>{blocks}</span></div>'


def _finding(edition: Edition) -> str:
    maxima = [question.max for question in edition.questions if question.max is not None]
    if not maxima:
        return f"{len(edition.areas)} areas, {points(edition.max)} points in all"
    return (
        f"{len(maxima)} questions worth from {points(min(maxima))} to {points(max(maxima))} points each,"
        f" in {len(edition.areas)} areas; the tables below have the same figures"
    )
