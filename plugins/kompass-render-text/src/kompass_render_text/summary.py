"""Say the most important of a sheet in at most ten lines of plain text, to paste into a mail."""

from collections.abc import Iterator

from kompass_render_text.said import clean
from kompass_spec.model.sheet import Bullets, Headline, Paragraph, Sheet, walked, words_of

__all__ = ["MOST_LINES", "summary_of"]

MOST_LINES = 10


def summary_of(sheet: Sheet) -> str:
    r"""Return the sheet's own summary, else its head and what its first page says first, line by line.

    >>> summary_of(Sheet(kind="edition", language="en", title="Kompassen 2016", parts=()))
    'Kompassen 2016\n'
    """
    said = filter(None, map(clean, sheet.summary or _gathered(sheet)))
    return "\n".join(line for line, _ in zip(said, range(MOST_LINES), strict=False)) + "\n"


def _gathered(sheet: Sheet) -> Iterator[str]:
    yield sheet.title
    yield from map(words_of, sheet.lines)
    for block in walked(sheet.parts[0].blocks if sheet.parts else ()):
        if isinstance(block, Headline):
            yield f"{block.figure} {block.unit}"
            yield block.sentence
        elif isinstance(block, Paragraph):
            yield " ".join(filter(None, (block.lead, "".join(map(words_of, block.words)))))
        elif isinstance(block, Bullets):
            for bullet in block.bullets:
                mark = "–" if bullet.mark is None else bullet.mark.value
                yield " ".join(filter(None, (mark, bullet.lead, "".join(map(words_of, bullet.words)))))
