"""Read the totals, changes and means of one sentence, where it says for certain whose they are."""

from fractions import Fraction
from typing import final

from attrs import define

from kompass_import_report.mean_sentences import MeanReader
from kompass_import_report.prose_clauses import Clause, clause_before, years_among
from kompass_import_report.prose_figures import ProseFigure
from kompass_import_report.prose_words import (
    CHANGED,
    COMPARED,
    DENIED,
    FALLEN,
    LESS,
    MORE,
    OF,
    OLDER,
    UNITS,
    WISHED,
    words,
)
from kompass_import_report.sentence_figures import MOST_OF_AN_AREA
from kompass_spec.model import Quantity

__all__ = ["SentenceReader"]

_FROM = {"från", "fra", "frå"}
_TO = {"till", "til"}
_POSSIBLE = words("möjliga mulige mulege moglege maximalt maks max maksimalt totalt de dei sammanlagt samlet")
_WITHIN = {"i", "inom", "per", "på", "innen", "innan", "for", "för"}
_OWN_PLACES = words(
    "år årets utvärderingen kommunkompassen kommunekompasset kommunekompassen mätningen målingen"
    " målinga evalueringen evalueringa kompassen totalt undersökningen alt undersøgelsen hela resultat"
    " total totalresultat kommunen dag"
)
_IS = {"är", "er", "var", "innebär", "betyder", "betyr", "motsvarar"}
_WHICH = {"vilket", "hvilket", "det", "som", "dvs"}
_GAINS = {
    "ökning",
    "förbättring",
    "økning",
    "auke",
    "forbedring",
    "forbetring",
    "stigning",
    "höjning",
    "lyft",
}
_LOSSES = {"minskning", "sänkning", "tapp", "nedgang", "nedgång", "fald", "fall", "tilbagegang"}
_SINCE = {
    "än",
    "enn",
    "end",
    "sedan",
    "siden",
    "sidan",
    "jämfört",
    "sammenlignet",
    "samanlikna",
    "från",
    "fra",
    "frå",
}
_OF_THIS = {"årets", "den", "denna", "denne", "sin", "sitt", "första", "andra", "tredje"}
_WHOLE = {"totalt", "sammanlagt", "hela", "heile", "hele"}
_BEFORE_DIFFERENCE = {"en", "ei", "et", "ett", "på", "med", "hela", "om"}
_LAST = {"sist", "senast", "sidst", "last"}
_SAID_BY = (
    "sk",
    "utvärd",
    "kommunkompass",
    "kommunekompass",
    "evaluer",
    "ks",
    "kl",
    "mätning",
    "måling",
    "konsult",
    "sveriges",
)
_ACCORDING = {"enligt", "ifølge", "ifølgje", "according", "med"}
_SUPPOSED = {"om", "hvis", "viss", "dersom", "if"}
_NO_TOTAL = {"-", "–", "—", "→", "/", "%", "*", "som", "per",
    *words(
        "krävs kreves kræves behövs trengs finns finnes findes kan kunde kunne skiljer skilde skiller skiljde"
        " saknas mangler fattas delades delas fördelades fördelas deles fordeles räcker räckte holder"
        " återstår gjenstår"
    )}  # fmt: skip
_QUOTES = {'"', "”", "“", "»", "«", "„", "‘", "’", "'"}
_ENDS = {".", "!", "?", ",", ";", ")", ":"}


@final
@define
class SentenceReader(MeanReader):
    """Read one sentence from its first number to its last."""

    def figures(self) -> list[ProseFigure]:
        """Return what the sentence prints for certain."""
        for position, token in enumerate(self.tokens):
            if position in self.taken or not self._may_be_total(token):
                continue
            if self._changed(position) or self._total(position) or self._of_maximum(position):
                continue
            self._mean(position)
        if any(figure.quantity is Quantity.POINTS for figure in self.found):
            self._difference()
        return self.found

    def _clause(self, position: int) -> Clause:
        return clause_before(self.tokens, position, self.own)

    def _is_ours(self, clause: Clause, position: int) -> bool:
        """Tell whether nothing says that a clause is about others, or about what was not reached."""
        if clause.names_own:
            return not clause.denied and not clause.joined
        if self.other or self.others(self.sentence.text[: self.tokens[position].start]):
            return False
        if clause.denied:
            return False
        # What has no verb of its own, or is quoted, is said of what stands before it.
        quoted = self._key(clause.first - 1) in _QUOTES
        return (clause.verb and not quoted) or not self._denied_before(clause.first)

    def _denied_before(self, position: int) -> bool:
        return any(DENIED.fullmatch(token.key) for token in self.tokens[:position])

    # The total is 441

    def _total(self, position: int) -> bool:
        clause, after, maximum = self._clause(position), self._after_unit(position), self._maximum(position)
        unit = after > position + 1 or self._is_counted_behind_bracket(position)
        counted = unit or maximum is not None or self._is_of_framework(position)
        if any(token.key in CHANGED for token in clause.window) or not clause.says_total(unit=counted):
            return False
        behind = maximum + 1 if maximum is not None else after
        if not self._is_ours(clause, position) or not self._may_follow(behind, counted=counted):
            return False
        year, sure = self._year(clause, after)
        # What is all that can be reached is more often said of what can be.
        if not sure or (self.tokens[position].value == self.most and maximum is None):
            return False
        self._add(position, Quantity.POINTS, year=year)
        if maximum is not None:
            self._add(maximum, Quantity.MAX, year=year)
        return True

    def _is_of_framework(self, position: int) -> bool:
        """Tell whether a number is said to be that in the framework, and is larger than any of an area."""
        value = self._value(position)
        named = self._key(position + 1) == "i" and self._key(position + 2).startswith(
            ("kommunkompass", "kommunekompas")
        )
        return named and value is not None and value > MOST_OF_AN_AREA

    def _is_counted_behind_bracket(self, position: int) -> bool:
        """Tell whether the unit stands behind a number in brackets: ``506 (482) poäng``."""
        marks = self._key(position + 1), self._key(position + 3)
        return (
            marks == ("(", ")") and self._value(position + 2) is not None and self._key(position + 4) in UNITS
        )

    def _maximum(self, position: int) -> int | None:
        """Return the position of the maximum that a total is of, ``None`` where none is printed."""
        start = self._behind_of(position)
        if start is None:
            return None
        at = self._behind_possible(start)
        points, most = self._value(position), self._value(at)
        if points is None or most is None or not max(points, Fraction(MOST_OF_AN_AREA)) <= most:
            return None
        if self.most is not None and most > self.most:
            return None
        behind = self._key(at + 1)
        if behind in UNITS or behind in _POSSIBLE:
            return at
        told = at > start or most == self.most or self._key(position + 1) in UNITS
        return at if told and (not behind[:1].isalpha() or behind in {"i", "och", "og"}) else None

    def _behind_of(self, position: int) -> int | None:
        """Return the position behind a number and the word ``of``, ``None`` where none stands there."""
        at = self._after_unit(position)
        at += self._key(at) == ","
        at += self._key(at) in {"ud", "ut"}
        return at + 1 if self._key(at) in {*OF, "/"} else None

    def _behind_possible(self, position: int) -> int:
        while self._key(position) in _POSSIBLE:
            position += 1
        return position

    def _of_maximum(self, position: int) -> bool:
        """Read ``Av 800 möjliga poäng fick Lund 497``: the maximum stands before the total."""
        if self._key(position - 1) not in OF or self._key(position + 1) not in _POSSIBLE:
            return False
        start = position + 1
        while self._key(start) in {*_POSSIBLE, *UNITS}:
            start += 1
        numbers = (at for at in range(start, len(self.tokens)) if self._value(at) is not None)
        at = next(numbers, None)
        if at is None or not self._is_reached(at, start):
            return False
        value, most = self._value(at), self._value(position)
        clause, after = clause_before(self.tokens, at, self.own, first=start), self._after_unit(at)
        year, sure = self._year(clause, after)
        if value is None or most is None or value > most or not sure:
            return False
        self._add(at, Quantity.POINTS, year=year)
        self._add(position, Quantity.MAX, year=year)
        return True

    def _is_reached(self, position: int, start: int) -> bool:
        """Tell whether a clause that begins behind a maximum says that a number was reached of it."""
        clause = clause_before(self.tokens, position, self.own, first=start)
        if not (clause.subject and clause.verb) or clause.names_other or not self._is_ours(clause, position):
            return False
        return self._may_be_total(self.tokens[position]) and self._may_follow(
            self._after_unit(position), counted=True
        )

    def _may_follow(self, position: int, *, counted: bool) -> bool:
        """Tell whether what stands behind a total and its unit leaves it one."""
        while self._key(position) in {*_POSSIBLE, *UNITS} and counted:
            position += 1
        key, following = self._key(position), self._key(position + 1)
        if key in {"–", "—"} and following[:1].isalpha() and WISHED.fullmatch(following) is None:
            return True
        if self._is_second_number(position) or self._is_apart(key) or self._is_supposed(position):
            return False
        if key in {"", *_ENDS} or self.tokens[position].year is not None:
            return True
        return self._may_go_on(position, key, following, counted=counted)

    def _may_go_on(self, position: int, key: str, following: str, *, counted: bool) -> bool:
        """Tell whether a sentence may go on behind a total with these words."""
        if key == "(":
            return following not in {"av", "mål"}
        if key in _WITHIN:
            return self._is_own_place(position)
        if key in OF or key in _ACCORDING:
            return following.startswith(_SAID_BY) and self._is_publisher(position + 1)
        return counted and not self._tail_is_older(position)

    def _is_supposed(self, position: int) -> bool:
        """Tell whether a condition follows."""
        return self._key(position + (self._key(position) == ",")) in _SUPPOSED

    @staticmethod
    def _is_apart(key: str) -> bool:
        """Tell whether a word behind a number says that it is a distance, or one of several."""
        return key in COMPARED or key in MORE or key in LESS or key in _NO_TOTAL

    def _is_own_place(self, position: int) -> bool:
        at = position + 1
        while self._key(at) in _OF_THIS:
            at += 1
        if self._key(at) == "hela":
            return True
        word = self._key(at)
        if not self._is_publisher(at):
            return False
        if word in _OWN_PLACES or (at < len(self.tokens) and self.tokens[at].year is not None):
            return not self._tail_is_older(at)
        return word.startswith(
            (
                "utvärd",
                "kommunkompass",
                "kommunekompas",
                "evaluer",
                "mätning",
                "måling",
                "konsult",
                "sveriges",
            )
        )

    def _is_publisher(self, position: int) -> bool:
        """Tell whether ``Sveriges`` begins the name of the publisher, and not of another instrument."""
        return self._key(position) != "sveriges" or self._key(position + 1) in {"kommuner", "kommunkompass"}

    def _tail_is_older(self, position: int) -> bool:
        for token in self.tokens[position:]:
            if token.key in _ENDS or token.key in _SINCE:
                return False
            if token.key in OLDER:
                return True
        return False

    def _year(self, clause: Clause, after: int) -> tuple[int | None, bool]:
        """Return the year that a clause prints with its number, and whether it is certain."""
        years = {*clause.years, *self._led_years(clause)}
        year, end = self._printed_year(after)
        if year is not None and (self._key(after) != "(" or self._key(end - 1) == ")"):
            years.add(year)
        if len(years) > 1:
            return None, False
        return (years.pop() if years else None), True

    def _led_years(self, clause: Clause) -> list[int]:
        """Return the years of the clause that leads to a quotation, or to what was said or shown."""
        led = self._key(clause.first - 1) in {*_QUOTES, "att", "at", "that"}
        return years_among(self.tokens[: clause.first]) if led else []

    # From 441 to 506 points

    def _changed(self, position: int) -> bool:
        if self._key(position - 1) in _FROM:
            return self._from_to(position)
        return self._by_to(position)

    def _from_to(self, position: int) -> bool:
        first, at = self._printed_year(self._after_unit(position))
        at += self._key(at) == ","
        if self._key(at) not in _TO:
            return False
        at += 1 + (self._key(at + 1) in _WHOLE)
        if at >= len(self.tokens) or not self._may_be_total(self.tokens[at]):
            return False
        behind = self._after_unit(at)
        last, end = self._printed_year(behind)
        counted = behind > at + 1 or self._key(position + 1) in UNITS or self._key(end) in UNITS
        clause = clause_before(self.tokens, position - 1, self.own, loose=True)
        if self._key(end) in {*MORE, *LESS} or not self._is_change_of_ours(
            clause, position, at, counted=counted
        ):
            return False
        year = last if last is not None else max(clause.years[-1:], default=None)
        if first is not None:
            self._add(position, Quantity.POINTS, year=first, earlier=True)
        else:
            self._add(position, Quantity.POINTS, year=year, before=True)
        self._add(at, Quantity.POINTS, year=year)
        return True

    def _is_change_of_ours(self, clause: Clause, position: int, at: int, *, counted: bool) -> bool:
        """Tell whether two numbers are the totals between which who was assessed has changed."""
        # A total that the sentence prints before says whose the number is that it came to.
        totals = {figure.value for figure in self.found if figure.quantity is Quantity.POINTS}
        if self._value(at) in totals:
            return not clause.names_other and counted
        if not clause.changed or clause.names_other or not self._is_ours(clause, position):
            return False
        if clause.sum or (clause.result and clause.subject):
            return True
        return counted and (clause.subject or clause.result)

    def _by_to(self, position: int) -> bool:
        """Read ``ökade med 52 poäng till 497 poäng``, and ``ökade till 497 poäng``."""
        at = position - 1 - (self._key(position - 1) in _WHOLE)
        if self._key(at) not in _TO:
            return False
        by = self._change_before(at)
        verb = by - 2 if by is not None else at - 1
        clause = clause_before(self.tokens, verb + 1, self.own, loose=True)
        changed = next((token.key for token in reversed(clause.window) if token.key in CHANGED), None)
        after = self._after_unit(position)
        counted = after > position + 1 or clause.sum or (by is not None and self._key(by + 1) in UNITS)
        year, sure = self._year(clause, after)
        if changed is None or not (counted and sure and self._may_follow(after, counted=True)):
            return False
        if not self._is_of_whole_of_ours(clause, position):
            return False
        self._add(position, Quantity.POINTS, year=year)
        if by is not None:
            words = self._text(verb + 1, by)
            self._add(by, Quantity.CHANGE, year=year, label=words, negative=changed in FALLEN)
        return True

    def _is_of_whole_of_ours(self, clause: Clause, position: int) -> bool:
        """Tell whether a clause has a subject, and is about who was assessed."""
        if clause.names_other or not (clause.subject or clause.sum or clause.result):
            return False
        return self._is_ours(clause, position)

    def _change_before(self, position: int) -> int | None:
        """Return the position of the number by which a total has changed, before the word for ``to``."""
        at = position - 1 - (self._key(position - 1) in UNITS)
        return at if self._value(at) is not None and self._key(at - 1) in {"med", "hela"} else None

    # Which is 52 points more than in 2016

    def _difference(self) -> None:
        """Read how far a total in the same sentence is from the one before it."""
        newest = [
            figure for figure in self.found if figure.quantity is Quantity.POINTS and not figure.before
        ][-1]
        for position in self._numbers():
            start = self._start_of_difference(position)
            if start is None:
                continue
            after = self._after_unit(position)
            word = self._key(after)
            gain = any(token.key in _GAINS for token in self.tokens[start:position])
            loss = any(token.key in _LOSSES for token in self.tokens[start:position])
            counted = after > position + 1
            more = counted and (word in MORE or gain)
            less = counted and (word in LESS or loss)
            at = after + (word in MORE or word in LESS)
            if more == less or not self._is_since_before(at):
                continue
            end = min(at + 2, len(self.tokens) - 1)
            self._add(
                position, Quantity.CHANGE, year=newest.year, label=self._text(position, end), negative=less
            )
            return

    def _start_of_difference(self, position: int) -> int | None:
        """Return where the clause of a difference begins: ``which is`` or a comma and the word for it."""
        at = position - 1
        while at >= 0 and self._key(at) in {*_BEFORE_DIFFERENCE, *_GAINS, *_LOSSES}:
            at -= 1
        if self._key(at) in _IS and self._key(at - 1) in _WHICH:
            return at
        return at + 1 if self._key(at) == "," else None

    def _is_since_before(self, position: int) -> bool:
        """Tell whether a difference is from the evaluation before, and not from others."""
        if self._key(position) in {"", "."}:
            return True
        if self._key(position) not in _SINCE:
            return False
        rest = self.tokens[position + 1 : position + 5]
        return any(token.year is not None or token.key in OLDER or token.key in _LAST for token in rest)
