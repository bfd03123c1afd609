"""Hold the words by which a report is read: those of this package, and those that catalogues add."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import final

from attrs import field, frozen

__all__ = ["Vocabulary", "current", "reading_with", "words_for"]

_OWN = {"page": frozenset({"sida", "sidan", "sid", "s", "side", "page", "bls"})}
_NO_WORDS: frozenset[str] = frozenset()


@final
@frozen(eq=False)
class Vocabulary:
    """Hold words in lower case by what they mean: ``points``, ``maximum``, ``strengths`` and so on."""

    _words: dict[str, frozenset[str]] = field(factory=lambda: dict(_OWN))

    @classmethod
    def of(cls, words: tuple[tuple[str, tuple[str, ...]], ...]) -> "Vocabulary":
        """Return the vocabulary of a request, the same one for the same words: what is cached by it is kept.

        >>> sorted(Vocabulary.of((("points", ("stig",)),)).words_for("points"))
        ['stig']
        """
        return _vocabulary_of(words)

    def words_for(self, meaning: str) -> frozenset[str]:
        """Return the words with a meaning, none where there are none."""
        return self._words.get(meaning, _NO_WORDS)


@lru_cache(maxsize=16)
def _vocabulary_of(words: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabulary:
    added = {meaning: frozenset(named) for meaning, named in words}
    return Vocabulary(
        {meaning: added.get(meaning, _NO_WORDS) | _OWN.get(meaning, _NO_WORDS) for meaning in {*added, *_OWN}}
    )


_NOTHING_ADDED = Vocabulary()
_CURRENT: ContextVar[Vocabulary] = ContextVar("vocabulary", default=_NOTHING_ADDED)


def current() -> Vocabulary:
    """Return the vocabulary that the report at hand is read with; what is cached by words, is by it too."""
    return _CURRENT.get()


@contextmanager
def reading_with(vocabulary: Vocabulary) -> Iterator[None]:
    """Read with a vocabulary as long as this is open, in this thread and in no other."""
    token = _CURRENT.set(vocabulary)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def words_for(meaning: str) -> frozenset[str]:
    """Return the words that catalogues add for a meaning, and those that have no other place here."""
    return current().words_for(meaning)
