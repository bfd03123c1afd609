"""Look at the clause before a number: the known words right before it, and whose they say that it is."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import final

from attrs import frozen

from kompass_import_report.prose_tokens import Token
from kompass_import_report.prose_words import (
    ADVERBS,
    BOUNDARIES,
    CHANGED,
    CHANGES,
    DENIED,
    EVALUATIONS,
    FILLERS,
    OWN,
    PREPOSITIONS,
    RESULTS,
    SUMS,
    VERBS,
    words,
)

__all__ = ["Clause", "clause_before", "years_among"]

_MARKS = {",", ";", "–", "—", "-", "(", ")", "•", "*", '"', "”", "“", "»", "«", ".", "!", "?"}
_JOINING = words(
    "och og samt eller än enn end mot efter etter före før foran framför bakom bak bag över under till"
    " til från fra frå med hos närmast nærmest som by after behind than and or"
)
"""Words before a name that say that a clause is not about it alone."""
_PARTICIPLES = {
    "fått",
    "nått",
    "uppnått",
    "blivit",
    "oppnådd",
    "blitt",
    "fået",
    "opnået",
    "gett",
    "gitt",
    "reached",
}
_INDEFINITE = {"ett", "et", "eit", "en", "ein", "a", "om", "med"}
_NO_YEARS = {
    "sedan",
    "siden",
    "sidan",
    "än",
    "enn",
    "end",
    "från",
    "fra",
    "frå",
    "mot",
    "efter",
    "etter",
    "till",
    "til",
}
_GAVE = {"gav", "gett", "ger", "gir", "ga", "gitt", "giver", "gjev", "gave", "gives"}
_EVALUATED = {"av", "af", "om", "of"}
"""Words between an evaluation and what it is of."""
_FROM = {"från", "fra", "frå", "from"}
_OF_A_YEAR = re.compile(
    rf"(?:{EVALUATIONS.pattern})|rapport\w*|report|resultat\w*|siffr\w*|tall\w*", re.IGNORECASE
)
"""What is of the year behind the word for ``from``."""


@final
@frozen
class Clause:
    """Hold the words of a clause before a number: ``window`` are the known ones right before it.

    ``first`` is the position of the clause's first token, ``before`` are the words in front of the window,
    and ``loose`` says that the subject may be among these.
    """

    first: int
    window: tuple[Token, ...]
    before: tuple[Token, ...]
    own: frozenset[str] | None
    loose: bool = False

    @property
    def _all(self) -> tuple[Token, ...]:
        return (*self.before, *self.window) if self.loose else self.window

    @property
    def sum(self) -> bool:
        """Tell whether the window has a word for the total."""
        return any(SUMS.fullmatch(token.key) for token in self._all)

    @property
    def result(self) -> bool:
        """Tell whether the window has a word for the result."""
        return any(RESULTS.fullmatch(token.key) for token in self._all)

    @property
    def whole(self) -> bool:
        """Tell whether the window says of the number that it is a whole."""
        return any(token.key in ADVERBS for token in self._all)

    @property
    def verb(self) -> bool:
        """Tell whether the window has a verb."""
        return any(token.key in VERBS or token.key in CHANGED for token in self._all)

    @property
    def names_own(self) -> bool:
        """Tell whether the window names who was assessed, by name or as ``we``."""
        names = self.own or frozenset()
        return any(
            (token.key in names and token.text[0].isupper()) or token.key in {"vi", "we"}
            for token in self._all
        )

    @property
    def subject(self) -> bool:
        """Tell whether the window has a subject: who was assessed, or the evaluation."""
        return any(
            token.key in OWN or EVALUATIONS.fullmatch(token.key) or _is_name(token, self.own)
            for token in self._all
        )

    @property
    def joined(self) -> bool:
        """Tell whether the window goes on what stands before it, so that its name is one of several."""
        return bool(self.before) and self.before[-1].key in _JOINING

    @property
    def changed(self) -> bool:
        """Tell whether the clause speaks of a change."""
        return any(token.key in CHANGED or CHANGES.fullmatch(token.key) for token in self._all)

    @property
    def names_other(self) -> bool:
        """Tell whether a name that is not known stands before the window, but not at the beginning."""
        if self.own is None:
            return False
        return any(
            token.text[0].isupper() and token.key not in self.own and not _is_known(token)
            for token in self.before[1:]
        )

    @property
    def denied(self) -> bool:
        """Tell whether a word of the clause says that the number is none that the evaluation gave."""
        words = self.before
        if any(DENIED.fullmatch(token.key) for token in words):
            return True
        if self.window and self.window[0].key in _GAVE and self._is_of_something_else():
            return True
        # Where a survey, a place or a part is named in front, the number is one of that.
        if words and words[0].key in PREPOSITIONS:
            return self._begins_elsewhere()
        return bool(self.window) and self.window[0].key in {"om", "av", "af"} and len(self.window) > 1

    def _is_of_something_else(self) -> bool:
        """Tell whether what stands in front is an evaluation of what is not known: ``av hemtjänsten``."""
        tokens = (*self.before, *self.window)
        return any(
            token.key in _EVALUATED and not (_is_known(of_what) or _is_name(of_what, self.own))
            for token, of_what in pairwise(tokens)
        )

    def _begins_elsewhere(self) -> bool:
        """Tell whether a clause that begins with a preposition goes on with what is not the evaluation."""
        if self._is_of_something_else():
            return True
        for token in (*self.before[1:], *self.window):
            if (
                token.key in FILLERS
                or token.key in ADVERBS
                or token.year is not None
                or token.key in PREPOSITIONS
            ):
                continue
            return not (_is_known(token) or _is_name(token, self.own))
        return False

    @property
    def years(self) -> list[int]:
        """Return the years of the clause, without those since which, or than in which, something is."""
        return years_among((*self.before, *self.window))

    def says_total(self, *, unit: bool) -> bool:
        """Tell whether the words say that the number is the total of who was assessed.

        ``unit`` says that it is counted in points.
        """
        if self.subject and self.verb and (unit or self.sum or self.whole):
            return not (self._is_genitive_of_other or self._is_supposed)
        if self.before or self.sum:
            return not self.before
        if self.result:
            return unit and self._is_one_result and (self.verb or self._introduces)
        return self.whole and not (self.verb and not unit)

    @property
    def _is_one_result(self) -> bool:
        """Tell whether the window speaks of one result, and not of any: ``resultatet``, ``resultat:``."""
        keys = [token.key for token in self.window]
        return (
            bool(keys)
            and keys[0] not in _INDEFINITE
            and (self.subject or ":" in keys or any(map(_is_definite, keys)))
        )

    @property
    def _introduces(self) -> bool:
        """Tell whether a word or a mark that introduces a number stands right before it."""
        return (
            self.window[-1].key in {"på", "med", "om", ":", ",", "totalt", "er", "är"}
            or self.window[-1].year is not None
        )

    @property
    def _is_supposed(self) -> bool:
        """Tell whether the verb says what would have been."""
        keys = {token.key for token in self.window}
        return bool(keys & {"hade", "hadde", "havde", "had"}) and bool(keys & _PARTICIPLES)

    @property
    def _is_genitive_of_other(self) -> bool:
        """Tell whether the window begins behind a name in the genitive, whose result it is then."""
        if not self.before or self.names_own:
            return False
        last = self.before[-1]
        return last.text[0].isupper() and last.key.endswith(("s", "'")) and not _is_known(last)


def years_among(tokens: Sequence[Token]) -> list[int]:
    """Return the years that words print, without those since which, or than in which, something is.

    >>> from kompass_import_report.prose_tokens import tokens_of
    >>> years_among(tokens_of("Sedan 2015 ökar vi")), years_among(tokens_of("Rapporten från 2015 säger"))
    ([], [2015])
    """
    years: list[int] = []
    last = of_what = ""
    for token in tokens:
        named = last in _FROM and _OF_A_YEAR.fullmatch(of_what) is not None
        if token.year is not None and (named or last not in _NO_YEARS):
            years.append(token.year)
        of_what, last = last, token.key
    return years


def _is_definite(key: str) -> bool:
    """Tell whether a word for a result is in the definite form."""
    if key in {"den", "det", "the", "denne", "dette"}:
        return True
    return RESULTS.fullmatch(key) is not None and key.endswith(("et", "en", "ene", "ets", "a"))


def _is_name(token: Token, own: frozenset[str] | None) -> bool:
    if own is None:
        return token.text[0].isupper()
    return token.key in own and token.text[0].isupper()


def _is_known(token: Token) -> bool:
    key = token.key
    return (
        key == ":"
        or key in FILLERS
        or key in VERBS
        or key in OWN
        or key in ADVERBS
        or key in CHANGED
        or token.year is not None
        or any(pattern.fullmatch(key) for pattern in (SUMS, RESULTS, EVALUATIONS))
    )


def clause_before(
    tokens: Sequence[Token], position: int, own: frozenset[str] | None, *, loose: bool = False, first: int = 0
) -> Clause:
    """Return the clause that ends before a token.

    ``loose`` says that its subject may stand before unknown words.
    """
    begin = at = position
    while begin > first and not _ends_clause(tokens, begin - 1):
        begin -= 1
    start = at
    while start > begin and (
        _is_known(tokens[start - 1])
        or _is_name(tokens[start - 1], own)
        or _is_year_mark(tokens, start - 1)
        or _is_apposition(tokens, start - 1)
    ):
        start -= 1
    window = tuple(token for token in tokens[start:position])
    return Clause(begin, window, tuple(tokens[begin:start]), own, loose)


def _ends_clause(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if _is_year_mark(tokens, at) or _is_apposition(tokens, at):
        return False
    if token.key in _MARKS or token.key in BOUNDARIES:
        return True
    return token.text[0].isdigit() and token.year is None


def _is_apposition(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a comma parts the result at the beginning from its number: ``Resultatet, 561``."""
    if at != 1 or tokens[at].key != "," or at + 1 >= len(tokens):
        return False
    key = tokens[0].key
    named = SUMS.fullmatch(key) is not None or (RESULTS.fullmatch(key) is not None and _is_definite(key))
    return named and tokens[at + 1].text[0].isdigit()


def _is_year_mark(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a bracket holds a year and nothing else."""
    key = tokens[at].key
    if key == "(":
        return at + 2 < len(tokens) and tokens[at + 1].year is not None and tokens[at + 2].key == ")"
    if key == ")":
        return at >= 2 and tokens[at - 1].year is not None and tokens[at - 2].key == "("  # noqa: PLR2004 - a year and two marks
    return False
