"""Find departments, companies and associations of municipalities in a line, by the words in their names."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kompass_import_report.organisation_words import KIND_WORDS, capitalised, is_no_name
from kompass_spec.model import OrganisationKind

__all__ = ["WORD", "Body", "bodies_in", "is_department_alone"]

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

_DEPARTMENT, _COMPANY = OrganisationKind.DEPARTMENT, OrganisationKind.COMPANY
_ASSOCIATION = OrganisationKind.ASSOCIATION
_MOST_WORDS = 4
"""The number of words that the name of a company or an association has beside its form."""

_FORMS = {
    **dict.fromkeys(("AB", "AS", "ASA", "KF", "SA", "BA", "ApS", "APS", "ehf", "EHF", "ohf"), _COMPANY),
    **dict.fromkeys(("A/S", "P/S"), _COMPANY),
    **dict.fromkeys(("IKS", "I/S", "bs", "BS"), _ASSOCIATION),
}
"""What stands behind the name of a company, or of what several municipalities own: in Swedish, Norwegian,
Danish and Icelandic."""
_BEFORE_NAME = "AB"
_TWO_WORDS_BEFORE = {"KF"}
"""The forms before which one word alone is none of their names: in Swedish, KF is the council."""

_ASSOCIATIONS = re.compile(
    r"(?!kommunförbund|landstingsförbund|fackförbund|studieförbund|idrottsförbund)\w{3,}förbund(?:et|ets|s)?"
    r"|räddningstjänst(?:en)?|brandförsvar(?:et)?|samkommune?n?s?|byggðasamlag(?:ið|sins|s)?|regionråd(?:et"
    r"|ets|s)?",
    re.IGNORECASE,
)
"""Words for an association that are a part of its name. Those passed over are no municipalities' own."""
_TWO_WORDS = {
    ("interkommunalt", "selskap"), ("interkommunale", "selskap"), ("interkommunale", "selskapet"),
    ("interkommunalt", "selskab"), ("kommunalt", "fællesskab"), ("kommunale", "fællesskab"),
    ("interkommunalt", "samarbeid"),
}  # fmt: skip

_DEPARTMENTS = re.compile(
    r"(?!stadsdels|bydels|kommunlednings|stadslednings|kommunstyrelse|kommune?(?:al)?f[öo]rvaltning"
    r"|stadsf|sj[äe]lv|sjølv|selv)\w{3,}"
    r"(?:f[öo]rvaltning(?:en|ens|s)?|nämnd(?:en|ens|s)?|etat(?:en|ens|s)?|(?:avdelning|a[vf]deling)(?:en|ens"
    r"|s)?)",
    re.IGNORECASE,
)
"""Words for a department. That which leads a municipality's administration only writes of the whole."""
_SENDERS = re.compile(r".*(?:nämnd|avdelning|a[vf]deling)\w*", re.IGNORECASE)
"""Words for those whose name alone on a line more often says who wrote it."""
_ESTABLISHMENTS = re.compile(
    r"(?!högskol|høgskol|høyskol)\w{2,}(?:skola|skolan|skolor|skole|skolen|skulen|skule|gymnasium|gymnasiet"
    r"|gymnas|sjukhus|sjukhuset|sykehus"
    r"|sykehuset|sjukehus|sykehjem|sjukeheim|plejehjem|barnehage|børnehave|äldreboende|ungdomsskole)s?",
    re.IGNORECASE,
)
"""Words for a school, a hospital and other places of work of a municipality."""
_BARE = re.compile(
    r"(?:f[öo]rvaltning|nämnd|etat|a[vf]deling|avdelning|skole|skule|skola)(?:n|en|ens|s)?", re.IGNORECASE
)
_OF_WHAT = re.compile(
    r"(?:teknisk|social|sosial|kulturell|videregående|vidaregåande|kommunal)[ae]?", re.IGNORECASE
)
"""A word before a bare one that makes it the name of a department: the whole administration is none."""
_HINT = re.compile(
    r"f[öo]rvaltning|nämnd|skol|skule|gymnas|sjukhus|sykehus|sjukehus|sykehjem|sjukeheim|plejehjem"
    r"|barnehage|børnehave|äldreboende|etat|a[vf]del|räddningstjänst|brandförsvar|förbund|samkommun"
    r"|byggðasamlag|regionråd|interkommunal|fællesskab"
    rf"|(?<!\w)(?:{'|'.join(map(re.escape, _FORMS))})(?!\w)",
    re.IGNORECASE,
)
"""What stands in a line that names any of them; most lines do not, and need not be looked at by the word."""
_JOINT = re.compile(r"gemensam(?:ma)?", re.IGNORECASE)
_BOARD = re.compile(r"\w*nämnd(?:en|s)?", re.IGNORECASE)
_OF_BOARD = {"för", "mellan", "i"}
_LONGEST_BOARD = 12
_AND = {"och", "og"}
_WITHIN = {"i", "vid", "inom", "hos", "på", "ved", ","}


class Body(NamedTuple):
    """Hold a department, a company or an association as a line names it, from one of its words to another.

    ``within`` are the positions of the words that name the municipality that a department is of.
    """

    name: str
    kind: OrganisationKind
    first: int
    last: int
    within: tuple[int, ...] = ()


def bodies_in(text: str) -> list[Body]:
    """Return the departments, companies and associations that a line names, in the order of its words.

    >>> [body.name for body in bodies_in("ANALYS AV LULEÅ ENERGI AB, Socialförvaltningen i Lunds kommun")]
    ['Luleå Energi AB', 'Socialförvaltningen i Lunds kommun']
    >>> bodies_in("Analys av Luleå kommun")
    []
    """
    if _HINT.search(text) is None:
        return []
    words = [*WORD.finditer(text)]
    line = _Line(text, words)
    found: list[Body] = []
    position = 0
    while position < len(words):
        body = line.department(position) or line.association(position) or line.company(position)
        if body is not None and body.first > (found[-1].last if found else -1):
            found.append(body)
            position = body.last
        position += 1
    return found


def is_department_alone(text: str) -> bool:
    """Tell whether a line is the word for a department and nothing else.

    >>> is_department_alone("SOCIALFÖRVALTNINGEN"), is_department_alone("Kommunledningskontoret")
    (True, False)
    """
    return _DEPARTMENTS.fullmatch(text) is not None and _SENDERS.fullmatch(text) is None


class _Line(NamedTuple):
    """Look for the names in one line around its words."""

    text: str
    words: Sequence[re.Match[str]]

    def department(self, position: int) -> Body | None:
        """Return the department at a word for one, with the municipality before it or behind it."""
        first = self._department_from(position)
        if first is None:
            return None
        behind = position + 1
        mark = self._word(behind).casefold() if self._between(position).strip() != "," else ","
        if mark in _WITHIN:
            start = behind if mark == "," else behind + 1
            end = self._municipality_from(start)
            if end is not None:
                return self._body(_DEPARTMENT, first, end, tuple(range(start, end + 1)))
        start_before = self._municipality_before(first)
        if start_before is not None:
            return self._body(_DEPARTMENT, start_before, position, tuple(range(start_before, first)))
        return None

    def _department_from(self, position: int) -> int | None:
        """Return the position of the first word of a department's name that ends at a word."""
        word, before = self._word(position), self._word(position - 1)
        if _ESTABLISHMENTS.fullmatch(word):
            return self._place_from(position)
        if _DEPARTMENTS.fullmatch(word):
            # Barn- och utbildningsförvaltningen
            joined = before.casefold() in _AND and self._between(position - 2).startswith("-")
            return position - 2 if joined else position
        named = _BARE.fullmatch(word) and _OF_WHAT.fullmatch(before) and self._joined(position - 1)
        return self._place_from(position - 1) if named else None

    def _place_from(self, position: int) -> int:
        """Return the position of the first word of a name that ends at a word, behind no municipality."""
        behind_kind = self._word(position - 1).casefold() in KIND_WORDS
        return position if behind_kind else self._name_before(position)

    def association(self, position: int) -> Body | None:
        """Return the association at a word for one, with its name before it or behind it."""
        word = self._word(position)
        last = position
        if _JOINT.fullmatch(self._word(position - 1)) and _BOARD.fullmatch(word):
            return self._joint_board(position)
        if (word.casefold(), self._word(position + 1).casefold()) in _TWO_WORDS:
            last = position + 1
        elif _ASSOCIATIONS.fullmatch(word) is None:
            return None
        end = self._name_from(last + 1) if self._joined(last) else last
        if end > last:
            return self._body(_ASSOCIATION, position, end)
        start = self._name_before(position)
        # Alone it is a name only where it is more than the word for what it is.
        alone = word[0].isupper() and last == position and word.casefold().endswith("förbundet")
        own = alone and not word.casefold().startswith(("kommunalför", "samordningsför"))
        return self._body(_ASSOCIATION, start, last) if start < position or own else None

    def _joint_board(self, position: int) -> Body:
        """Return the joint board at the word for a board, with the municipalities that have it in common."""
        last = position
        if self._word(position + 1).casefold() in _OF_BOARD:
            last = position + 1
            while self._is_name(last + 1) or (
                self._word(last + 1).casefold() in {*_AND, *KIND_WORDS, "kommuner", "kommunerna"}
                and last - position < _LONGEST_BOARD
            ):
                last += 1
        return self._body(_ASSOCIATION, position - 1, last)

    def company(self, position: int) -> Body | None:
        """Return the company at the word for its form, which stands behind its name or before it."""
        word, last = self._word(position), position
        if self._between(position) == "/":
            word, last = f"{word}/{self._word(position + 1)}", position + 1
        kind = _FORMS.get(word)
        if kind is None:
            return None
        start = self._name_before(position)
        if start < position - (word in _TWO_WORDS_BEFORE):
            return self._body(kind, start, last)
        end = self._name_from(last + 1) if word == _BEFORE_NAME and self._joined(last) else last
        return self._body(kind, position, end) if end > last else None

    # Names around a word

    def _name_before(self, position: int) -> int:
        """Return the position of the first word of the name that ends before a word; itself if none does."""
        first = position
        while first > max(position - _MOST_WORDS, 0) and self._joined(first - 1):
            before = first - 1
            inner = self._word(before).casefold() in {
                "kommuns",
                "kommunes",
                "stads",
                "kommunala",
                "kommunale",
            }
            if inner and before > 0 and self._is_name(before - 1) and self._joined(before - 1):
                first = before - 1
            elif self._is_name(before):
                first = before
            else:
                break
        return first

    def _name_from(self, position: int) -> int:
        """Return the position of the last word of the name that begins at a word, else that before."""
        end = position - 1
        while end < position - 1 + _MOST_WORDS and (end < position or self._joined(end)):
            if not self._is_name(end + 1) or self._word(end + 1) in _FORMS:
                break
            end += 1
        return end

    def _municipality_from(self, position: int) -> int | None:
        """Return the position of the last word of a municipality's name that begins at a word."""
        end = self._name_from(position)
        if end < position:
            return None
        return end + 1 if self._word(end + 1).casefold() in KIND_WORDS and self._joined(end) else end

    def _municipality_before(self, position: int) -> int | None:
        """Return the position of the first word of a municipality that stands before a word."""
        kind = position - 1
        if kind < 1 or self._word(kind).casefold() not in KIND_WORDS:
            return None
        mark = self._between(kind).strip()
        genitive = self._word(kind).casefold().endswith("s")
        if not (genitive and not mark) and mark not in {",", "–", "-", ":"}:
            return None
        first = self._name_before(kind)
        return first if first < kind else None

    # Words

    def _word(self, position: int) -> str:
        return self.words[position][0] if 0 <= position < len(self.words) else ""

    def _between(self, position: int) -> str:
        """Return what stands between a word and the next."""
        if not 0 <= position < len(self.words) - 1:
            return ""
        return self.text[self.words[position].end() : self.words[position + 1].start()]

    def _joined(self, position: int) -> bool:
        """Tell whether a word and the next may be those of one name."""
        return self._between(position).strip() in {"", "&"}

    def _is_name(self, position: int) -> bool:
        word = self._word(position)
        return bool(word) and word[0].isupper() and not is_no_name(word)

    def _body(self, kind: OrganisationKind, first: int, last: int, within: tuple[int, ...] = ()) -> Body:
        printed = self.text[self.words[first].start() : self.words[last].end()]
        name = " ".join(printed.split())
        return Body(_spelled(name) if name.isupper() else name, kind, first, last, within)


def _spelled(name: str) -> str:
    """Return a name in capitals as names are spelled; the form of a company stays as it is."""
    words = [
        word
        if word in _FORMS
        else word.lower()
        if index and _is_lower(word.casefold().strip(",:"))
        else capitalised(word)
        for index, word in enumerate(name.split())
    ]
    return " ".join(words)


def _is_lower(word: str) -> bool:
    """Tell whether a word of a name is written in lower case unless the name begins with it."""
    if word in _WITHIN or word in _AND or word in KIND_WORDS or word.endswith("-"):
        return True
    return any(kind.fullmatch(word) for kind in (_DEPARTMENTS, _BARE, _OF_WHAT))
