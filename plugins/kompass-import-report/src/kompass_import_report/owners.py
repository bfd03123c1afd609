"""Say whose a column or a list is: its head may name an organisation, or say that it is one's own."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import final

from attrs import evolve, field, frozen

from kompass_import_report.bodies import WORD
from kompass_import_report.columns import YEAR, Column, read_column, year_in
from kompass_import_report.lead_names import LeadNames, last_sentence
from kompass_import_report.list_heads import IN_BRACKETS, kind_of_list, speaks_of_another_time
from kompass_import_report.mentions import Mention, Register, of_kind, register_of
from kompass_import_report.organisation_words import KIND_WORDS, KINDS_BEFORE, is_no_name
from kompass_import_report.organisations import OF_A_PART, organisation_of
from kompass_spec import Problem
from kompass_spec.model import Organisation, Quantity

__all__ = ["Owners"]

_OWN = {
    "vår", "vårt", "våra", "vi", "oss", "egen", "eget", "egna", "kommunen", "kommunens", "er", "ert", "vores",
    "vor", "vort", "våre", "eigen", "egne", "kommuna", "kommunas", "regionen", "regionens", "our", "own",
}  # fmt: skip
"""Words of a head that say that a column is of who was assessed."""
_AROUND_NAMES = {
    "i", "för", "av", "hos", "til", "till", "for", "kommunkompassen", "kommunkompass", "kommunekompasset",
    "resultat", "resultatet", "resultater", "poäng", "poeng", "point", "utvärdering", "utvärderingen",
    "evaluering", "evalueringen", "år", "analys", "analysen", "områden", "område", "per",
}  # fmt: skip
"""Words that stand beside the name or the year in the head of a list, and say nothing else."""
_OF_TITLES = {
    "historik", "historikk", "utfall", "mätning", "mätningen", "måling", "målingen", "omgång", "omgången",
    "rapport", "rapporten", "bedömning", "bedömningen", "vurdering", "vurderingen", "tidigare", "föregående",
    "förra", "första", "tidligere", "forrige", "første", "sammanfattning", "sammendrag", "från", "fra",
}  # fmt: skip
"""Words that stand beside the year in the title of a section that is about the evaluation of that year."""
_COMPARED = re.compile(
    r"\b(?:jämför\w*|än|mot|bland|liksom|övriga|andra|snitt\w*|medel\w*|sedan|sida[n]?|förra|tidigare|nästa"
    r"|senast\w*|uppdatera\w*|sammenlign\w*|sammenlikn\w*|andre|øvrige|enn|end|siden|neste|næste)\b",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of others, or of another time, too."""
_DIGITS = re.compile(r"[0-9]+(?:[.,-][0-9]+)*")
_POINTS = re.compile(r"(?<![0-9])[0-9]{2,3}\s?(?:po[äe]ng|points?|p)\b", re.IGNORECASE)
_LONGEST = 140


def _without_named(words: list[str]) -> list[str]:
    """Return words without the names that stand beside the word for a municipality or a district."""
    rest: list[str] = []
    for position, word in enumerate(words):
        before = words[position - 1].casefold() if position else ""
        if before in KINDS_BEFORE and before not in KIND_WORDS and word[0].isupper():
            continue
        if word.casefold() in KIND_WORDS:
            while rest and rest[-1][0].isupper() and rest[-1].casefold() not in _AROUND_NAMES:
                rest.pop()
        else:
            rest.append(word)
    return rest


def _named_before_kind(text: str) -> Iterator[str]:
    """Yield the names of one word that stand right before the word for a municipality."""
    for word, behind in pairwise(WORD.findall(text)):
        if behind.casefold() in KIND_WORDS and word[0].isupper() and not is_no_name(word):
            yield word


def _has_figure(text: str) -> bool:
    """Tell whether a line has a number of points, and so says something of its own."""
    return not text.endswith(":") and _POINTS.search(text) is not None


@final
@frozen
class Owners:
    """Know every organisation, and what was said of one that no register has."""

    organisations: tuple[Organisation, ...]
    register: Register = field(factory=dict, eq=False)
    warnings: dict[Organisation, tuple[Problem, ...]] = field(factory=dict, eq=False)
    titled: frozenset[str] = frozenset()
    """Names that the title prints before the word for a municipality, whether a register has them or not."""
    leads: LeadNames = field(factory=lambda: LeadNames({}), eq=False)
    wished: frozenset[int] = frozenset()
    """Years that the report says are those of goals."""
    editions: frozenset[str] = frozenset()
    """Lines of the title that may name an edition by its year."""

    @classmethod
    def of(
        cls,
        organisations: tuple[Organisation, ...],
        title: Iterable[str] = (),
        wished: frozenset[int] = frozenset(),
        editions: frozenset[str] = frozenset(),
    ) -> "Owners":
        """Return the owners that there may be, with the register of their names."""
        lines, register = list(title), register_of(organisations)
        titled = frozenset(name.casefold() for text in lines for name in _named_before_kind(text))
        leads = LeadNames.of(register, lines)
        return cls(organisations, register, titled=titled, leads=leads, wished=wished, editions=editions)

    def column(self, column: Column) -> Column:
        """Return a column whose head is the name of an organisation, or says that it is one's own, as points.

        What else the head says goes before: the mean of a place is a mean.
        """
        if column.quantity is not None:
            return column
        front = column.label.partition("(")[0]
        words = WORD.findall(front)
        rest, owner = self._without_names(words)
        if len(rest) == len(words):
            return column
        left = " ".join([*rest, *YEAR.findall(front)])
        quantity = read_column(left, 0).quantity if rest else Quantity.POINTS
        return evolve(column, quantity=quantity, owner=owner)

    def _without_names(self, words: list[str]) -> tuple[list[str], Organisation | None]:
        """Return words without those of an organisation and of what is one's own, and the organisation."""
        owner: Organisation | None = None
        rest: list[str] = []
        position = 0
        while position < len(words):
            for length in range(min(4, len(words) - position), 0, -1):
                named = self.register.get(" ".join(words[position : position + length]).casefold())
                if named and words[position][0].isupper():
                    kind = (
                        KIND_WORDS.get(words[position + length].casefold())
                        if position + length < len(words)
                        else None
                    )
                    owner = (of_kind(named, kind) or named)[0] if owner is None else owner
                    position += length
                    break
            else:
                word = words[position].casefold()
                if (
                    word not in _OWN
                    and word not in self.titled
                    and word not in KIND_WORDS
                    and word not in KINDS_BEFORE
                ):
                    rest.append(words[position])
                position += 1
        return rest, owner

    def of_list(self, text: str, line: int) -> Organisation | None:
        """Return the one organisation that the head of a list, or the sentence above it, names."""
        text = last_sentence(text)
        if len(text) > _LONGEST or not self._is_head(text) or _has_figure(text):
            return None
        if text.endswith(":") and self.leads.is_of_another(text):
            return None
        organisation, warnings = organisation_of([Mention(text, line, True)], self.organisations)
        if (
            organisation.name == "?"
            or (not organisation.is_part and OF_A_PART.search(text))
            or any(warning.code == "unclear-organisation" for warning in warnings)
        ):
            return None
        self.warnings.setdefault(organisation, tuple(warnings))
        return organisation

    def is_own_list(self, text: str) -> bool:
        """Tell whether the head of a list says that it is of who was assessed, and nothing else."""
        words = {word.casefold() for word in WORD.findall(text)}
        return bool(words & _OWN) and words <= (_OWN | _AROUND_NAMES) and len(text) <= _LONGEST

    def year_of_list(self, text: str) -> int | None:
        """Return the one year that the head of a list, or the sentence above it, prints."""
        if len(text) > _LONGEST or ("20" not in text and "19" not in text) or not YEAR.search(text):
            return None
        text = IN_BRACKETS.sub(" ", text)
        return self._only_year(text) if self._is_head(text) else None

    def year_of_title(self, text: str) -> int | None:
        """Return the one year that the title of a section prints, where it is that of an evaluation."""
        if text.endswith((":", ".", "!", "?")):
            return None
        return self.year_of_list(" ".join(word for word in text.split() if word.casefold() not in _OF_TITLES))

    def _only_year(self, text: str) -> int | None:
        numbers = set(_DIGITS.findall(text))
        return year_in(text) if len(numbers) == 1 and YEAR.fullmatch(numbers.pop()) else None

    def kind_of_list(self, text: str, line: int, *, whole: str, of_table: bool = False) -> Column | None:
        """Return the head of a list of what are no points of one's own, as ``kind_of_list`` does.

        ``whole`` is the text with the lines before it of the same paragraph.
        """
        last = last_sentence(whole)
        is_name = not last.endswith((":", ".")) and self._is_head(text)
        if not is_name and self.leads.is_of_another(whole):
            return Column(last.rstrip(" :."), line, None)
        words = WORD.findall(text)
        is_own = len(self._without_names(words)[0]) < len(words)
        kind = kind_of_list(text, line, is_own=is_own, of_table=of_table)
        if kind is None and text.endswith(":") and len(text) <= _LONGEST and speaks_of_another_time(last):
            # A year that cannot be taken would leave its points to the year of the report.
            return None if self.year_of_list(text) is not None else Column(text.rstrip(":"), line, None)
        return kind

    def words_beside_names(self, text: str) -> list[str]:
        """Return the words of a text that are not of the name of an organisation, or of what is one's own."""
        return self._without_names(_without_named(WORD.findall(text)))[0]

    def _is_head(self, text: str) -> bool:
        """Tell whether words are a name or a year and nothing else, or a sentence that leads to a list."""
        if text.rstrip().endswith(":") and _COMPARED.search(text) is None:
            return True
        rest, _ = self._without_names(_without_named(WORD.findall(text)))
        return all(word.casefold() in _AROUND_NAMES for word in rest)
