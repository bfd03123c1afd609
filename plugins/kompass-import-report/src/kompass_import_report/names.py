"""Recognise printed names of areas and headings, of whatever edition, and however they are spelled."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import final

from attrs import define, evolve, field, frozen

from kompass_import_report.levels import LEVEL_WORDS
from kompass_import_report.spellings import is_spelling_of
from kompass_import_report.vocabulary import words_for
from kompass_spec import Library
from kompass_spec.model import Area, Criterion, Edition, Question

__all__ = ["MOST_AREAS", "AreaName", "Names", "below", "name_key", "nearest_title"]

_LONGEST_NAME = 120
_STEM = 5
_MOST_WORDS = 8
_CLOSE_ENOUGH = 88
MOST_AREAS = 30
"""The greatest number of an area: what stands before a name and is more is a figure."""
_MOST_CLOSE = 5
_MOST_COMPARISONS = 2000
_NEAR_ENOUGH = 60
_SMALL_WORDS = {"och", "som", "av", "i", "og"}
"""Words that many names have, so that they make no two alike."""
_NUMBER = re.compile(r"(?:(?:fokus)?område|tema|omr\.)\s*(\d{1,2})\b[\s.:–-]*", re.IGNORECASE)
_CODE = re.compile(r"(?:\d{1,2}\.)?(\d{1,2})(?:[.):]\s*|\s+)(?=\D)")
_WORDS = re.compile(r"\w+")
_YEAR_BEHIND = re.compile(r"[\s,:–-]+\(?(?:år\s)?((?:19|20)[0-9]{2})\)?$")
_ENDS_OF_YEAR = frozenset("0123456789)")
_CODE_BEHIND = re.compile(r"\s*\((?:(?:fokus)?område|tema|omr\.?|nr\.?)\s*(\d{1,2})\)$", re.IGNORECASE)
_NOTE = re.compile(r"(?<=[^\W\d_])\s?(?:[0-9a-d]\)|[*†‡¹²³⁴⁵]{1,3}|\[[0-9a-d]\])$")
"""The mark of a note behind a name."""
_NOTE_ENDS = frozenset("])*†‡¹²³⁴⁵")
_NO_NAME = re.compile(r"[<>~≈±→]")
_FORMER = re.compile(
    r"\s*\((?:(?:19|20)[0-9]{2}|tidigare|förut|f\.\s?d\.|tidligere|tidlegare"
    r"|formerly)\s*:?\s+([^()]{4,100})\)$",
    re.IGNORECASE,
)
_UNITS = frozenset({"poäng", "poeng", "point", "points", "stig", "procent", "prosent", "percent", "resultat"})
_FRAMEWORK_BEFORE = re.compile(r"^kommun(?:e)?kompass?(?:en|et)?\s?[,:–-]\s+(?=\w)", re.IGNORECASE)
"""The name of the framework before that of an area, as among the indicators of an annual report."""


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """Return the words of ``text`` in lower case without punctuation, by which names are compared.

    >>> name_key("Kommunen som arbetsgivare – personalpolitik")
    'kommunen som arbetsgivare personalpolitik'
    """
    return " ".join(_WORDS.findall(text.replace("&", " och ").casefold()))


def _code_before(text: str) -> re.Match[str] | None:
    """Return the number of an area before its name, ``None`` where there is none or it is a figure."""
    match = _CODE.match(text)
    return match if match is not None and int(match[1]) <= MOST_AREAS else None


def _without_year(text: str) -> tuple[str, int | None]:
    """Return a name without the year behind it, and that year."""
    match = _YEAR_BEHIND.search(text) if text[-1:] in _ENDS_OF_YEAR else None
    return (text[: match.start()], int(match[1])) if match and match.start() else (text, None)


def _without_note(text: str) -> str:
    """Return a name without the mark of a note behind it."""
    return _NOTE.sub("", text) if text[-1:] in _NOTE_ENDS and "(" not in text else text


def _without_unit(text: str) -> str:
    """Return a name without the word behind it that says what its figure is: points or a level."""
    words, _, last = text.rpartition(" ")
    unit = last.casefold().strip(",:()–-")
    known = unit in _UNITS or unit in LEVEL_WORDS or unit in words_for("points") or unit in words_for("level")
    return words.rstrip(" ,:(–-") if words and known else text


def _telling_words(text: str) -> str:
    return " ".join(word for word in name_key(text).split() if word not in _SMALL_WORDS)


def _may_be_name(text: str) -> bool:
    """Tell whether words behind the word for area and a number may be the name of one."""
    return text[:1].isupper() and len(text.split()) <= _MOST_WORDS


def nearest_title(text: str, titles: Iterable[str]) -> str | None:
    """Return the title that ``text`` is most like, ``None`` where it is like none.

    >>> nearest_title("Politisk styr", ["Resultat och effektivitet", "Politisk styrning och kontroll"])
    'Politisk styrning och kontroll'
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only names that no edition has need it

    match = process.extractOne(
        text[:_LONGEST_NAME],
        sorted(set(titles)),
        scorer=fuzz.WRatio,
        processor=_telling_words,
        score_cutoff=_NEAR_ENOUGH,
    )
    return match[0] if match else None


def below(area: Area) -> Iterator[Question | Criterion]:
    """Iterate over the questions of an area, each before its criteria."""
    for question in area.questions:
        yield question
        yield from question.criteria


@final
@frozen
class AreaName:
    """Hold the name of an area as printed, with its ``number``, and the known name that it is.

    ``known`` is the key of the closest name that an edition has, ``None`` where there is none; ``marked``
    says that the word for area stands before the number, ``listed`` that it is not a known name but stands
    where a list or table of areas has one; ``year`` is one that stands behind the name, ``former`` the key of
    another name that stands in brackets behind it, with a year or the word for before.
    """

    text: str
    line: int
    number: str | None = None
    known: str | None = None
    marked: bool = False
    listed: bool = False
    year: int | None = None
    former: str | None = None

    @property
    def certain(self) -> bool:
        """Tell whether it is the name of an area for certain: by an edition, or by the word for area."""
        return self.known is not None or self.marked


@final
@define
class Names:
    """Know the names of areas and headings of every edition; compare loosely, but not without end."""

    _areas: dict[str, set[tuple[str, str]]] = field(factory=dict)
    _titles: set[str] = field(factory=set)
    _headings: dict[str, set[tuple[str, str, str]]] = field(factory=dict)
    _stems: dict[bool, set[str]] = field(factory=dict)
    _by_length: dict[bool, list[tuple[int, str]]] = field(factory=dict)
    _seen: dict[tuple[str, bool], str | None] = field(factory=dict)
    _own: dict[tuple[str, str], str] = field(factory=dict)
    _read: dict[str, AreaName | None] = field(factory=dict)
    _languages: dict[str, str] = field(factory=dict)
    _criteria: set[str] = field(factory=set)
    _codes: dict[tuple[str, str, str | None, str], set[str]] = field(factory=dict)
    _comparisons: int = 0

    @classmethod
    def of(cls, registry: Library) -> "Names":
        """Return the names of every edition of a registry."""
        names = cls()
        for edition in registry.values():
            names._languages[edition.id] = edition.language
            for area in edition.areas:
                names._add(edition, area)
        for headings, index in ((False, set(names._areas)), (True, set(names._headings))):
            names._stems[headings] = {
                word[:_STEM] for known in index for word in known.split() if len(word) >= _STEM
            }
            names._by_length[headings] = sorted((len(known), known) for known in index)
        return names

    def _add(self, edition: Edition, area: Area) -> None:
        for title in (*area.title.values(), *area.aliases):
            self._titles.add(title)
            self._areas.setdefault(name_key(title), set()).add((edition.id, area.code))
        self._criteria.update(item.code for item in below(area) if isinstance(item, Criterion))
        for heading in area.headings:
            for words in heading.text.values():
                owner = (edition.id, area.code, heading.code)
                self._headings.setdefault(name_key(words), set()).add(owner)

    @property
    def keys(self) -> Iterable[str]:
        """Return the keys of the names of all areas."""
        return self._areas

    def area(self, text: str, line: int) -> AreaName | None:
        """Return the name that ``text`` is: one of an edition, or any behind the word for area."""
        if not text or len(text) > _LONGEST_NAME:
            return None
        if text not in self._read:
            self._read[text] = self._area_name(text)
        name = self._read[text]
        if name is not None and name.line != line:
            # Several readers ask of the same line one after the other.
            name = self._read[text] = evolve(name, line=line)
        return name

    def _area_name(self, text: str) -> AreaName | None:
        if _NO_NAME.search(text):
            return None
        text = _FRAMEWORK_BEFORE.sub("", text)
        marked = _NUMBER.match(text)
        match = marked or _code_before(text)
        number = match[1] if match else None
        rest = text[match.end() :].strip(" .:") if match else text.strip(" .:")
        rest, former = self._without_former(_without_note(rest))
        rest, year = _without_year(rest)
        behind = _CODE_BEHIND.search(rest) if rest.endswith(")") else None
        if behind is not None and number is None:
            rest, number = rest[: behind.start()], behind[1]
        rest = self._without_lowered_note(rest)
        known = self._known(_without_unit(rest), headings=False)
        if known is None and match and not marked and name_key(text) in self._areas:
            # What looks like a number is a part of the name.
            known, number = name_key(text), None
        if known is None and not (marked and _may_be_name(rest)):
            return None
        return AreaName(rest, 0, number, known, marked is not None, year=year, former=former)

    def _without_lowered_note(self, text: str) -> str:
        """Return a name without the mark of a note that was raised and has come down, as in a PDF."""
        return text[:-1] if text[-1:].isdigit() and name_key(text[:-1]) in self._areas else text

    def _without_former(self, text: str) -> tuple[str, str | None]:
        """Return a name without the other one behind it in brackets, and the key of that."""
        match = _FORMER.search(text) if text.endswith(")") else None
        former = (
            self._known(match[1].strip(), headings=False) if match is not None and match.start() else None
        )
        return (text[: match.start()], former) if match is not None and former is not None else (text, None)

    def listed(self, text: str, line: int) -> AreaName:
        """Return words that stand where a list or table of areas has a name, with the number before them."""
        match = _NUMBER.match(text) or _CODE.match(text)
        rest = text[match.end() :] if match else text
        return AreaName(rest.strip(" .:"), line, match[1] if match else None, listed=True)

    def may_be_item(self, code: str) -> bool:
        """Tell whether a code can be that of a question, or is that of a criterion of any edition.

        Where no edition has it, a number in three parts is that of a chapter.
        """
        return code.count(".") == 1 or code in self._criteria

    def nearest(self, text: str) -> str | None:
        """Return the title of an area that ``text`` is most like, ``None`` where it is like none."""
        return nearest_title(text, self._titles)

    def is_heading(self, text: str) -> bool:
        """Tell whether an edition has this heading under any area."""
        return len(text) <= _LONGEST_NAME and self._known(text, headings=True) is not None

    def has_heading(self, area: AreaName, text: str) -> bool:
        """Tell whether an edition that has an area of this name has this heading under it."""
        known = self._known(text, headings=True) if len(text) <= _LONGEST_NAME else None
        owners = self._headings.get(known or "", ())
        return any(code in self.codes(area, edition) for edition, code, _ in owners)

    def codes(self, name: AreaName, edition: str) -> set[str]:
        """Return the codes of the areas that bear this name in an edition.

        A name that is spelled as no edition spells it may be like those of several, also in other languages.
        One that an edition has, such as an alias, may be another spelling of what the others in its language
        have.
        """
        if name.known is None:
            return set()
        asked = (name.text, name.known, name.former, edition)
        if asked not in self._codes:
            self._codes[asked] = self._codes_of(name, name.known, edition)
        return self._codes[asked]

    def _codes_of(self, name: AreaName, nearest: str, edition: str) -> set[str]:
        key = name_key(name.text)
        spelled_by = {self._languages[owner] for owner, _ in self._areas.get(key, ())}
        loose = not spelled_by or self._languages.get(edition) in spelled_by
        known = self._nearest_of(key, edition, nearest) if loose else nearest
        codes = {code for owner, code in self._areas[known] if owner == edition}
        return codes or {code for owner, code in self._areas.get(name.former or "", ()) if owner == edition}

    def all_codes(self, name: AreaName) -> dict[str, str]:
        """Return the code of the area that bears this name in every edition that has one."""
        owners = self._areas.get(name.known or "", ())
        return {edition: min(self.codes(name, edition)) for edition, _ in owners if self.codes(name, edition)}

    def _nearest_of(self, key: str, edition: str, nearest: str) -> str:
        """Return the name of an edition that is closest to ``key``, or else ``nearest``."""
        if self._has(edition, nearest):
            return nearest
        if (key, edition) not in self._own:
            from rapidfuzz import fuzz, process  # noqa: PLC0415 - most reports spell their names as an edition does

            own = sorted(name for name in self._areas if self._has(edition, name))
            match = process.extractOne(key, own, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
            self._own[key, edition] = match[0] if match else nearest
        return self._own[key, edition]

    def _has(self, edition: str, name: str) -> bool:
        """Tell whether an edition has an area of a known name."""
        return any(owner == edition for owner, _ in self._areas[name])

    def heading(self, text: str, edition: str, area: str) -> str | None:
        """Return the code of the heading that ``text`` is under an area of an edition."""
        known = self._known(text, headings=True)
        owners = self._headings.get(known or "", ())
        return min(
            (code for owner, within, code in owners if (owner, within) == (edition, area)), default=None
        )

    def _known(self, text: str, *, headings: bool) -> str | None:
        """Return the key of the closest known name, exact before loose, ``None`` where none is close."""
        key = name_key(text) if len(text) <= _LONGEST_NAME else ""
        index = self._headings if headings else self._areas
        if not key or key in index:
            return key or None
        if (key, headings) not in self._seen:
            self._seen[key, headings] = self._closest(key, headings=headings)
        return self._seen[key, headings]

    def _closest(self, key: str, *, headings: bool) -> str | None:
        stems = self._stems.get(headings, set())
        if self._comparisons >= _MOST_COMPARISONS or not any(word[:_STEM] in stems for word in key.split()):
            return None
        alike = self._of_like_length(key, headings=headings)
        if not alike:
            return None
        self._comparisons += 1
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - most reports spell their names as an edition does

        matches = process.extract(
            key, alike, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH, limit=_MOST_CLOSE
        )
        match = next((name for name, _, _ in matches if is_spelling_of(key, name)), None)
        return None if match is None or self._begins_other(key, match, headings=headings) else match

    def _of_like_length(self, key: str, *, headings: bool) -> list[str]:
        """Return the names that may be close: for a ratio of 88, lengths differ by less than a quarter."""
        by_length = self._by_length.get(headings, [])
        low, high = len(key) - len(key) // 4, len(key) + len(key) // 4
        first = bisect_left(by_length, (low, ""))
        return [name for _, name in by_length[first : bisect_left(by_length, (high + 1, ""), first)]]

    def _begins_other(self, key: str, closest: str, *, headings: bool) -> bool:
        """Tell whether a name is the whole beginning of another than the closest.

        It is then no misspelling of the closest, such as one of another language.
        """
        by_length = self._by_length.get(headings, [])
        return any(name.startswith(key + " ") and name != closest for _, name in by_length)
