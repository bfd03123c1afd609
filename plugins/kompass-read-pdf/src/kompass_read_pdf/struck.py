"""Leave out the words that are struck through, as what was deleted is in a document with tracked changes."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from attrs import evolve

from kompass_read_pdf.drawings import Drawings, Rule
from kompass_read_pdf.glyphs import Word

__all__ = ["without_struck"]

_LOWEST = 0.15
_HIGHEST = 0.48
_LARGEST = 40.0
_THIN = 1.6
_BESIDE = 0.12
"""How far a line through words may reach beyond their letters, as a multiple of their size."""


def without_struck(words: Sequence[Word], drawings: Drawings) -> tuple[list[Word], list[str]]:
    """Return the words through which no line goes, of some only a part, and what is struck through.

    Such a line stands at half the height of small letters, and begins and ends with letters, which no rule of
    a table does.
    """
    kept = sorted(words, key=lambda word: word.base)
    struck: list[str] = []
    for rule in _thin(drawings):
        bases = [word.base for word in kept]
        near = kept[bisect_left(bases, rule.at) : bisect_right(bases, rule.at + _LARGEST * _HIGHEST)]
        through = sorted(
            (word for word in near if _goes_through(rule, word)), key=lambda word: (word.x0, word.order)
        )
        if through and _is_of_letters(rule, through):
            parts = [(word, _covered(rule, word)) for word in through]
            struck.append(" ".join(_text(word, covered) for word, covered in parts))
            gone = set(map(id, through))
            kept = [word for word in kept if id(word) not in gone]
            kept += [rest for word, covered in parts for rest in _rests(word, covered)]
            kept.sort(key=lambda word: word.base)
    if not struck:
        return list(words), []
    return sorted(kept, key=lambda word: word.order), struck


def _thin(drawings: Drawings) -> Iterable[Rule]:
    yield from drawings.lying
    for box in drawings.marks:
        if box.bottom - box.top <= _THIN < box.x1 - box.x0:
            yield Rule((box.top + box.bottom) / 2, box.x0, box.x1)


def _goes_through(rule: Rule, word: Word) -> bool:
    if not word.size * _LOWEST <= word.base - rule.at <= word.size * _HIGHEST:
        return False
    return bool(_covered(rule, word))


def _covered(rule: Rule, word: Word) -> list[int]:
    """Return the positions of the letters of a word through which a rule goes."""
    return [
        position
        for position, (x0, x1) in enumerate(word.letters)
        if rule.begins <= (x0 + x1) / 2 <= rule.ends
    ]


def _is_of_letters(rule: Rule, through: Sequence[Word]) -> bool:
    first, last = through[0], through[-1]
    begins = first.letters[_covered(rule, first)[0]][0]
    ends = last.letters[_covered(rule, last)[-1]][1]
    most = first.size * _BESIDE + 0.3
    return abs(begins - rule.begins) <= most and abs(ends - rule.ends) <= most


def _text(word: Word, covered: Sequence[int]) -> str:
    return "".join(word.text[position] for position in covered)


def _rests(word: Word, covered: Sequence[int]) -> Iterable[Word]:
    """Yield what is left of a word before and behind the letters that are struck through."""
    first, last = covered[0], covered[-1]
    for begins, ends in ((0, first), (last + 1, len(word.text))):
        if begins < ends:
            letters = word.letters[begins:ends]
            yield evolve(
                word,
                text=word.text[begins:ends],
                letters=letters,
                x0=letters[0][0],
                x1=letters[-1][1],
                order=word.order + begins,
            )
