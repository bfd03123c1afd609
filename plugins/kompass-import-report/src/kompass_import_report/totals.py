"""Read the totals and means that running text prints, where the sentence says for certain whose they are.

A number is the total of the evaluation only where nothing but known words stands between it and a subject:
the total itself, the result, or who was assessed with a verb. Any other is left to the account of numbers.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from kompass_import_report.disputes import corrects_a_total, is_claimed, is_disputed
from kompass_import_report.list_heads import names_another_instrument
from kompass_import_report.parts import Paragraph
from kompass_import_report.prose_figures import Evaluation, ProseFigure
from kompass_import_report.sentence_figures import Others
from kompass_import_report.sentences import sentences
from kompass_import_report.total_sentences import SentenceReader

_FIRST_DIGIT = re.compile(r"\d")

__all__ = ["Evaluation", "ProseFigure", "read_totals"]


def read_totals(
    paragraphs: Sequence[Paragraph],
    others: Others,
    most: Fraction | None = None,
    own: frozenset[str] | None = None,
) -> Evaluation:
    """Return the totals, their maximum, changes and means in running text outside the sections of areas.

    ``others`` tells whether words name another organisation; ``most`` are the most points that the whole of
    an edition has, ``None`` where that is not known; ``own`` are the words of the name of who was assessed,
    ``None`` where any name may be.
    """
    evaluation = Evaluation()
    if any(corrects_a_total(paragraph.text) for paragraph in paragraphs):
        return evaluation
    title: Paragraph | None = None
    for paragraph in paragraphs:
        if paragraph.area is not None:
            continue
        if paragraph.title:
            title = paragraph
        if any(letter.isdigit() for letter in paragraph.text) and not is_disputed(paragraph.text):
            evaluation.figures.extend(
                _of_title(figure, paragraph.year)
                for figure in _figures_of(paragraph, title, others, most, own)
            )
    return evaluation


def _is_of_other(sentence: str) -> bool:
    """Tell whether a sentence says what somebody claims, or names another instrument before its numbers."""
    return is_claimed(sentence) or names_another_instrument(_FIRST_DIGIT.split(sentence, maxsplit=1)[0])


def _of_title(figure: ProseFigure, year: int | None) -> ProseFigure:
    """Return a figure with the year of the title that it stands below, where it has none of its own."""
    return evolve(figure, year=year) if figure.year is None and not figure.before else figure


def _figures_of(
    paragraph: Paragraph,
    title: Paragraph | None,
    others: Others,
    most: Fraction | None,
    own: frozenset[str] | None,
) -> Iterator[ProseFigure]:
    """Yield the figures of a paragraph below a title."""
    other = title is not None and others(title.text)
    for sentence in sentences(paragraph):
        reader = SentenceReader(sentence, others, most, own, other)
        if not (_FIRST_DIGIT.search(sentence.text) is None or _is_of_other(sentence.text)):
            yield from reader.figures()
        other = reader.speaks_of_another
