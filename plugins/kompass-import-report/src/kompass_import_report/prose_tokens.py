"""Cut a sentence into words, numbers and marks, each with its place."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Token", "tokens_of"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*-?|[^\s\w]|_")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_MOST_DIGITS = 9
_SIGNS = "-−–+±~≈<>"


class Token(NamedTuple):
    """Hold one word, number or mark; ``key`` is it in lower case, ``signed`` says that a sign touches it."""

    text: str
    start: int
    end: int
    key: str
    signed: bool = False

    @property
    def value(self) -> Fraction | None:
        """Return the number that it is, ``None`` where it is none, or longer than any figure."""
        if not self.text[0].isdecimal() or not self.text.isascii() or len(self.text) > _MOST_DIGITS:
            return None
        return Fraction(self.text.replace(",", "."))

    @property
    def year(self) -> int | None:
        """Return the year that it may be."""
        return int(self.text) if self.text.isascii() and _YEAR.fullmatch(self.text) else None

    @property
    def is_word(self) -> bool:
        """Tell whether it is a word."""
        return self.text[0].isalpha()


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a sentence.

    >>> [token.text for token in tokens_of("Totalt 497,5 poäng.")]
    ['Totalt', '497,5', 'poäng', '.']
    >>> [token.signed for token in tokens_of("– 71 och -71")]
    [False, False, False, False, True]
    """
    return list(_tokens_of(text))


@lru_cache(maxsize=1024)
def _tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a sentence, which several readers look at."""
    return tuple(
        Token(
            match[0],
            match.start(),
            match.end(),
            match[0].casefold(),
            signed=match.start() > 0 and match[0][0].isdigit() and text[match.start() - 1] in _SIGNS,
        )
        for match in _TOKEN.finditer(text)
    )
