"""Read the totals, changes and means of one sentence, where it says for certain whose they are."""

from typing import final

from attrs import define

from kompass_import_report.prose_clauses import Clause, clause_before
from kompass_import_report.prose_figures import ProseFigure
from kompass_import_report.prose_words import (
    CHANGED,
    COMPARED,
    DENIED,
    FALLEN,
    LESS,
    MEAN,
    MORE,
    OF,
    OLDER,
    OWN,
    UNITS,
    WISHED,
)
from kompass_import_report.sentence_figures import SentenceFigures
from kompass_spec.model import Quantity

__all__ = ["SentenceReader"]

_FROM = {"från", "fra", "frå"}
_TO = {"till", "til"}
_POSSIBLE = frozenset(
    ["möjliga", "mulige", "mulege", "moglege", "maximalt", "maks", "max", "maksimalt", "totalt", "de", "dei", "sammanlagt", "samlet"]
)
_WITHIN = {"i", "inom", "per", "på", "innen", "innan", "for", "för"}
_OWN_PLACES = frozenset(
    ["år", "årets", "utvärderingen", "kommunkompassen", "kommunekompasset", "kommunekompassen", "mätningen", "målingen", "målinga", "evalueringen", "evalueringa", "kompassen", "totalt", "undersökningen", "alt", "undersøgelsen", "hela", "resultat", "total", "totalresultat", "kommunen", "dag"]
)
_BE = {"är", "var", "er", "blev", "ble", "på", "om", ":", "ligger", "låg", "lå", "vart", "blei"}
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
_ENDS = {".", "!", "?", ",", ";", ")", ":"}


@final
@define
class SentenceReader(SentenceFigures):
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
        # What has no verb of its own is said of what stands before it.
        return clause.verb or not self._denied_before(clause.first)

    def _denied_before(self, position: int) -> bool:
        return any(DENIED.fullmatch(token.key) for token in self.tokens[:position])

    # The total is 441

    def _total(self, position: int) -> bool:
        clause = self._clause(position)
        after = self._after_unit(position)
        counted = after > position + 1 or self._is_counted_behind_bracket(position)
        if any(token.key in CHANGED for token in clause.window):
            return False
        if not clause.says_total(unit=counted or self._maximum(position) is not None):
            return False
        if not self._is_ours(clause, position):
            return False
        maximum = self._maximum(position)
        if not self._may_follow(
            maximum + 1 if maximum is not None else after, counted=counted or maximum is not None
        ):
            return False
        year, sure = self._year(clause, position, after)
        if not sure:
            return False
        if self.tokens[position].value == self.most and maximum is None:
            return False
        self._add(position, Quantity.POINTS, year=year)
        if maximum is not None:
            self._add(maximum, Quantity.MAX, year=year)
        return True

    def _is_counted_behind_bracket(self, position: int) -> bool:
        """Tell whether the unit stands behind a number in brackets: ``506 (482) poäng``."""
        marks = self._key(position + 1), self._key(position + 3)
        return (
            marks == ("(", ")") and self._value(position + 2) is not None and self._key(position + 4) in UNITS
        )

    def _maximum(self, position: int) -> int | None:
        """Return the position of the maximum that a total is of, ``None`` where none is printed."""
        at = self._after_unit(position)
        at += self._key(at) == ","
        at += self._key(at) in {"ud", "ut"}
        if self._key(at) not in {*OF, "/"}:
            return None
        at += 1
        possible = False
        while self._key(at) in _POSSIBLE:
            possible = True
            at += 1
        points, most = self._value(position), self._value(at)
        if points is None or most is None or most < points or most < 100:  # noqa: PLR2004 - as an area has
            return None
        if self.most is not None and most > self.most:
            return None
        told = possible or most == self.most or self._key(position + 1) in UNITS
        unit = self._key(at + 1) in UNITS or self._key(at + 1) in _POSSIBLE
        behind = self._key(at + 1)
        if not (unit or (told and (behind == "" or not behind[0].isalpha() or behind in {"i", "och", "og"}))):
            return None
        return at if unit or told else None

    def _of_maximum(self, position: int) -> bool:
        """Read ``Av 800 möjliga poäng fick Lund 497``: the maximum stands before the total."""
        if self._key(position - 1) not in OF or self._key(position + 1) not in _POSSIBLE:
            return False
        at = next(
            (index for index in range(position + 1, len(self.tokens)) if self._value(index) is not None), None
        )
        if at is None or not self._may_be_total(self.tokens[at]):
            return False
        start = position + 1
        while self._key(start) in {*_POSSIBLE, *UNITS}:
            start += 1
        clause = clause_before(self.tokens, at, self.own, first=start)
        value, most = self._value(at), self._value(position)
        if value is None or most is None or value > most or not clause.subject or not clause.verb:
            return False
        if (
            clause.names_other
            or not self._is_ours(clause, at)
            or not self._may_follow(self._after_unit(at), counted=True)
        ):
            return False
        year, sure = self._year(clause, at, self._after_unit(at))
        if sure:
            self._add(at, Quantity.POINTS, year=year)
            self._add(position, Quantity.MAX, year=year)
        return sure

    def _may_follow(self, position: int, *, counted: bool) -> bool:
        """Tell whether what stands behind a total and its unit leaves it one."""
        while self._key(position) in {*_POSSIBLE, *UNITS} and counted:
            position += 1
        key, following = self._key(position), self._key(position + 1)
        if key in {"", *_ENDS} or (key == "(" and not self._is_doubtful_bracket(position)):
            return not self._is_second_number(position)
        if key in COMPARED or key in MORE or key in LESS or key in {"-", "–", "—", "→", "/", "%", "*"}:
            return False
        if self.tokens[position].year is not None:
            return True
        if key in _WITHIN:
            return self._is_own_place(position)
        if self._is_second_number(position):
            return False
        if key in {"som", "krävs", "kreves", "behövs", "per"}:
            return False
        if key in OF:
            return following.startswith(("sk", "utvärd", "evaluer", "ks", "kl", "konsult", "sveriges"))
        return counted and not self._tail_is_older(position)

    def _is_doubtful_bracket(self, position: int) -> bool:
        return self._key(position + 1) in {"av", "mål"}

    def _is_own_place(self, position: int) -> bool:
        at = position + 1
        while self._key(at) in {
            "årets",
            "den",
            "denna",
            "denne",
            "sin",
            "sitt",
            "första",
            "andra",
            "tredje",
            "hela",
        }:
            if self._key(at) == "hela":
                return True
            at += 1
        word = self._key(at)
        if word in _OWN_PLACES or (at < len(self.tokens) and self.tokens[at].year is not None):
            return not self._tail_is_older(at)
        return word.startswith(("utvärd", "kommunkompass", "kommunekompas", "evaluer", "mätning", "måling"))

    def _tail_is_older(self, position: int) -> bool:
        for token in self.tokens[position:]:
            if token.key in _ENDS or token.key in _SINCE:
                return False
            if token.key in OLDER:
                return True
        return False

    def _year(self, clause: Clause, position: int, after: int) -> tuple[int | None, bool]:
        """Return the year that a clause prints with its number, and whether it is certain."""
        years = set(clause.years)
        year, end = self._printed_year(after)
        if year is not None and (self._key(after) != "(" or self._key(end - 1) == ")"):
            years.add(year)
        if len(years) > 1:
            return None, False
        return (years.pop() if years else None), True

    # From 441 to 506 points

    def _changed(self, position: int) -> bool:
        if self._key(position - 1) in _FROM:
            return self._from_to(position)
        return self._by_to(position)

    def _from_to(self, position: int) -> bool:
        at = self._after_unit(position)
        first, at = self._printed_year(at)
        at += self._key(at) == ","
        if self._key(at) not in _TO:
            return False
        at += 1
        at += self._key(at) in {"hela", "heile", "hele", "totalt"}
        if at >= len(self.tokens) or not self._may_be_total(self.tokens[at]):
            return False
        behind = self._after_unit(at)
        last, end = self._printed_year(behind)
        counted = behind > at + 1 or self._key(position + 1) in UNITS or self._key(end) in UNITS
        clause = clause_before(self.tokens, position - 1, self.own, loose=True)
        # A total that the sentence prints before says whose the number is that it came to.
        told = any(
            figure.quantity is Quantity.POINTS and figure.value == self._value(at) for figure in self.found
        )
        if (
            not (told or clause.changed)
            or not (counted or clause.sum or (clause.result and clause.subject))
            or not (told or clause.subject or clause.sum or clause.result)
        ):
            return False
        if (
            clause.names_other
            or self._key(end) in {*MORE, *LESS}
            or not (told or self._is_ours(clause, position))
        ):
            return False
        before = sorted(set(clause.years))
        year = last if last is not None else (before[-1] if before else None)
        if first is not None:
            self._add(position, Quantity.POINTS, year=first, earlier=True)
        else:
            self._add(position, Quantity.POINTS, year=year, before=True)
        self._add(at, Quantity.POINTS, year=year)
        return True

    def _by_to(self, position: int) -> bool:
        """Read ``ökade med 52 poäng till 497 poäng``, and ``ökade till 497 poäng``."""
        at = position - 1
        at -= self._key(at) in {"totalt", "sammanlagt", "hela", "heile", "hele"}
        if self._key(at) not in _TO:
            return False
        by: int | None = None
        verb = at - 1
        step = at - 2 if self._key(at - 1) in UNITS else at - 1
        if self._value(step) is not None and self._key(step - 1) in {"med", "hela"}:
            by, verb = step, step - 2
        clause = clause_before(self.tokens, verb + 1, self.own, loose=True)
        changed = next((token.key for token in reversed(clause.window) if token.key in CHANGED), None)
        after = self._after_unit(position)
        if changed is None or not (clause.subject or clause.sum or clause.result) or clause.names_other:
            return False
        if after == position + 1 and not (by is not None and self._key(by + 1) in UNITS) and not clause.sum:
            return False
        if not self._is_ours(clause, position) or not self._may_follow(after, counted=True):
            return False
        year, sure = self._year(clause, position, after)
        if not sure:
            return False
        self._add(position, Quantity.POINTS, year=year)
        if by is not None:
            words = self._text(verb + 1, by)
            self._add(by, Quantity.CHANGE, year=year, label=words, negative=changed in FALLEN)
        return True

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
        while at >= 0 and self._key(at) in {
            "en",
            "ei",
            "et",
            "ett",
            "på",
            "med",
            "hela",
            "om",
            *_GAINS,
            *_LOSSES,
        }:
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
        return any(token.year is not None or token.key in OLDER or token.key == "sist" for token in rest)

    # The mean is 469

    def _mean(self, position: int) -> bool:
        first = next(
            (
                at
                for at in range(position - 1, max(position - 14, -1), -1)
                if self.tokens[at].value is not None and self.tokens[at].year is None
            ),
            -1,
        )
        at = next(
            (
                at
                for at in range(position - 1, first, -1)
                if self.tokens[at].is_word and MEAN.fullmatch(self._key(at))
            ),
            None,
        )
        if at is None or not self._is_of_whole(at, position):
            return False
        if self._key(at - 1) in {"och", "og", "samt"} and first >= 0 and first not in self.taken:
            # The mean may be that of the year of the number that it is joined to.
            return False
        after = self._after_unit(position)
        if not self._may_end_mean(after, counted=after > position + 1):
            return False
        years = {token.year for token in self.tokens[at:position] if token.year is not None}
        behind, _ = self._printed_year(after)
        if behind is not None:
            years.add(behind)
        if len(years) > 1:
            return False
        label = self._text(at, position - 1).removesuffix(":").strip()
        self._add(position, Quantity.REFERENCE, year=years.pop() if years else None, label=label)
        return True

    def _is_of_whole(self, mean: int, position: int) -> bool:
        """Tell whether a mean is that of totals, and the number behind it is the mean itself."""
        if (
            self._key(position - 1) not in _BE
            and position - 1 != mean
            and self.tokens[position - 1].year is None
        ):
            return False
        before = [token.key for token in self.tokens[max(mean - 3, 0) : mean]]
        if any(word in COMPARED or word == "når" for word in before):
            return False
        between = self.tokens[mean + 1 : position]
        if any(
            token.key in COMPARED or token.key.startswith("område") or token.key in {",", ";"}
            for token in between
        ):
            return False
        own = [token for token in between if token.key in OWN or (self.own and token.key in self.own)]
        return not own and not any(WISHED.fullmatch(token.key) for token in self.tokens[:position])

    def _may_end_mean(self, position: int, *, counted: bool) -> bool:
        key = self._key(position)
        if key in {"", *_ENDS, "("} or (
            position < len(self.tokens) and self.tokens[position].year is not None
        ):
            return not self._is_second_number(position)
        if key in COMPARED or key in MORE or key in LESS or key in {"-", "–", "%", "per", "inom", "innen"}:
            return False
        if self._is_second_number(position):
            return False
        rest = [token.key for token in self.tokens[position : position + 4]]
        return counted and not any(word.startswith("område") for word in rest)
