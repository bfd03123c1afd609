"""Tell another spelling of a name from a name with something more: words, digits or a year."""

from rapidfuzz.distance import Levenshtein

__all__ = ["SMALL_WORDS", "is_spelling_of"]

SMALL_WORDS = frozenset({"och", "som", "av", "i", "og", "samt", "for", "för"})
"""Words that one way to write a name has and another has not."""
_LETTERS_OF_A_MISTAKE = 6
"""A misspelled word has one wrong letter for as many letters as this, and one more."""


def is_spelling_of(key: str, name: str) -> bool:
    """Tell whether words are those of a name, each perhaps misspelled, and no other words or digits.

    Both are in lower case, with single spaces and no punctuation.

    >>> is_spelling_of("ledarskp ansvar delegation", "ledarskap ansvar och delegation")
    True
    >>> [is_spelling_of(f"samhällsutveckling {more}", "samhällsutveckling") for more in ("61", "ca", "mot")]
    [False, False, False]
    """
    if _digits(key) != _digits(name):
        return False
    # A compound may be parted, and two words may have lost the space between them.
    if key.replace(" ", "") == name.replace(" ", ""):
        return True
    printed, known = _telling(key), _telling(name)
    if len(printed) == len(known):
        return all(map(_is_like, printed, known))
    if abs(len(printed) - len(known)) > 1:
        return False
    return _is_parted(printed, known)


def _digits(text: str) -> list[str]:
    return [letter for letter in text if letter.isdigit()]


def _telling(text: str) -> list[str]:
    return [word for word in text.split() if word not in SMALL_WORDS]


def _is_like(word: str, other: str) -> bool:
    """Tell whether a word is another but for a few wrong letters."""
    most = 1 + min(len(word), len(other)) // _LETTERS_OF_A_MISTAKE
    return Levenshtein.distance(word, other, score_cutoff=most) <= most


def _is_parted(words: list[str], others: list[str]) -> bool:
    """Tell whether two words of one list are one word of the other."""
    longer, shorter = (words, others) if len(words) > len(others) else (others, words)
    for index in range(len(shorter)):
        joined = [*longer[:index], "".join(longer[index : index + 2]), *longer[index + 2 :]]
        rest = all(map(_is_like, joined[:index], shorter[:index])) and all(
            map(_is_like, joined[index + 1 :], shorter[index + 1 :])
        )
        if rest and Levenshtein.distance(joined[index], shorter[index]) <= 1:
            return True
    return False
