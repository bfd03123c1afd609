"""Cut running text into sentences that know their lines, and what several readers of it look for."""

import re
from collections.abc import Iterator
from typing import final

from attrs import frozen

from kompass_import_report.parts import Paragraph

__all__ = ["RANGE", "UNIT", "YEAR", "Sentence", "prints_year", "sentences", "speaks_of_comparing"]

_LONGEST = 2000
"""The number of characters after which a sentence is cut: nobody prints one that long."""

UNIT = r"(?:po[äe]ng\w*|peong|points?)"
RANGE = re.compile(rf"\b([0-9]{{1,3}})\s?(?:-|–|till)\s?([0-9]{{1,3}})\s{UNIT}\b", re.IGNORECASE)
YEAR = re.compile(r"(?<![0-9_])(?:19|20)[0-9]{2}(?![0-9_])")
_SENTENCE_END = re.compile(r"(?<=[^\s.][.!?])\s+(?=[A-ZÅÄÖÆØ0-9”\"»])")
_ADD = re.compile(r"\b(?:lägg\w*|addera\w*|plussa\w*|läggas)\b", re.IGNORECASE)
_COMPARE = re.compile(r"jämför|sammenlikn|sammenlign", re.IGNORECASE)


@final
@frozen
class Sentence:
    """Hold one sentence of a paragraph with its place."""

    text: str
    start: int
    paragraph: Paragraph

    def line_at(self, offset: int) -> int:
        """Return the line on which the character at ``offset`` of the sentence stands."""
        return self.paragraph.line_at(self.start + offset)


def sentences(paragraph: Paragraph) -> Iterator[Sentence]:
    """Iterate over the sentences of a paragraph.

    >>> paragraph = Paragraph(pieces=[(1, "Det gick bra. Resultatet"), (2, "blev 441.")])
    >>> [sentence.text for sentence in sentences(paragraph)]
    ['Det gick bra.', 'Resultatet blev 441.']
    """
    text = paragraph.text
    ends = [(match.start(), match.end()) for match in _SENTENCE_END.finditer(text)]
    start = 0
    for end, after in [*ends, (len(text), len(text))]:
        for first in range(start, end, _LONGEST):
            yield Sentence(text[first : min(first + _LONGEST, end)], first, paragraph)
        start = after


def prints_year(text: str) -> bool:
    """Tell whether a text prints a year: most do not have its first digits, which is found out faster.

    >>> prints_year("Resultatet 2019"), prints_year("20 av 190 poäng")
    (True, False)
    """
    return ("20" in text or "19" in text) and YEAR.search(text) is not None


def speaks_of_comparing(sentence: Sentence) -> bool:
    """Tell whether a sentence asks to add points, in a paragraph about comparing."""
    return _ADD.search(sentence.text) is not None and _COMPARE.search(sentence.paragraph.text) is not None
