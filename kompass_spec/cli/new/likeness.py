"""Say how like two texts are, in whatever languages, and pair those that are most like each other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from itertools import product
from typing import NamedTuple

from kompass_spec.model.texts import Text

__all__ = ["Named", "Pair", "likeness", "pairs_of", "same_words"]

_NEAR = Fraction(3, 5)
"""The least likeness of two texts that are near."""

_SHORTEST = 3


class Named(NamedTuple):
    """Hold an item by its code, with the text that it is compared by."""

    code: str
    text: Text


class Pair(NamedTuple):
    """Hold two items that are like each other, and whether their words are the same."""

    source: Named
    target: Named
    same: bool


def pairs_of(sources: Sequence[Named], targets: Sequence[Named]) -> tuple[Pair, ...]:
    """Return the pairs of near items in the order of the sources, every item in one of them at most.

    Those that are most like each other are paired first; of equally like ones, those of one code, then the
    first in order.
    """
    ranked: list[tuple[Fraction, bool, int, int]] = []
    for (place, source), (other, target) in product(enumerate(sources), enumerate(targets)):
        alike = likeness(source.text, target.text)
        if alike >= _NEAR:
            ranked.append((-alike, source.code != target.code, place, other))
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, place, other in sorted(ranked):
        if place not in paired and other not in taken:
            paired[place] = other
            taken.add(other)
    return tuple(
        Pair(sources[place], targets[other], same_words(sources[place].text, targets[other].text))
        for place, other in sorted(paired.items())
    )


def same_words(one: Text, other: Text) -> bool:
    """Tell whether two texts are the same in every language that both have, and share one.

    >>> same_words(Text({"sv": "Mål?"}), Text({"sv": "Mål?", "en": "Aims?"}))
    True
    >>> same_words(Text({"sv": "Plan"}), Text({"nb": "Plan"}))
    False
    """
    shared = [tag for tag in one if tag in other]
    return bool(shared) and all(one[tag].split() == other[tag].split() for tag in shared)


def likeness(one: Text, other: Text) -> Fraction:
    """Return how like two texts are, from 0 to 1: 1 if their words are the same.

    It is the share of groups of three letters that both have. Languages that both have are compared; where
    they share none, each with each, because those of the Nordic countries are near.

    >>> likeness(Text({"sv": "Finns mål?"}), Text({"sv": "Finns mål?"}))
    Fraction(1, 1)
    >>> likeness(Text({"sv": "Finns mål?"}), Text({"nb": "Budsjett"}))
    Fraction(0, 1)
    """
    shared = [(tag, tag) for tag in one if tag in other]
    return max(
        (_shared_groups(one[tag], other[other_tag]) for tag, other_tag in shared or product(one, other)),
        default=Fraction(0),
    )


def _shared_groups(one: str, other: str) -> Fraction:
    first, second = _groups(one), _groups(other)
    count = first.total() + second.total()
    return Fraction(2 * (first & second).total(), count) if count else Fraction(0)


@cache
def _groups(words: str) -> Counter[str]:
    """Return how often each group of three letters stands in words, without punctuation and capitals."""
    letters = " ".join(_words(words))
    padded = f"  {letters} " if letters else ""
    return Counter(padded[start : start + _SHORTEST] for start in range(len(padded) - _SHORTEST + 1))


def _words(text: str) -> Iterable[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
