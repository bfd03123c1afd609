"""Compile a pattern when it is first looked for: most reports need only some of the many lists of words."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import final

__all__ = ["LatePattern"]


@final
class LatePattern:
    """Look for words in any case, as a compiled pattern does.

    >>> LatePattern(r"poäng|poeng").search("Totalt 497 POÄNG").group()
    'POÄNG'
    """

    def __init__(self, pattern: str) -> None:
        """Remember the pattern."""
        self.pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place of a text where the pattern is, ``None`` where it is nowhere."""
        return self._compiled.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the place of the pattern where a text begins with it."""
        return self._compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the place of the pattern where it is the whole of a text."""
        return self._compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Iterate over the places of a text where the pattern is."""
        return self._compiled.finditer(text)

    def split(self, text: str) -> list[str]:
        """Return what stands between the places of the pattern."""
        return self._compiled.split(text)

    def sub(self, replacement: str, text: str, count: int = 0) -> str:
        """Return a text with something else in place of the pattern."""
        return self._compiled.sub(replacement, text, count=count)
