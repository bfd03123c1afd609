"""Recognise who was assessed, from the title first and then from how often the text names whom."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import final

from attrs import define, field, frozen

from kompass_spec import Problem
from kompass_spec.model import Organisation, OrganisationKind

__all__ = ["Mention", "names_another", "organisation_of"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MUNICIPALITY, _CITY = OrganisationKind.MUNICIPALITY, OrganisationKind.CITY
_DISTRICT, _REGION = OrganisationKind.DISTRICT, OrganisationKind.REGION
_KIND_WORDS = {
    "kommun": _MUNICIPALITY, "kommuns": _MUNICIPALITY, "kommunen": _MUNICIPALITY, "kommunens": _MUNICIPALITY,
    "kommune": _MUNICIPALITY, "kommunes": _MUNICIPALITY, "stad": _CITY, "stads": _CITY, "stadsdel": _DISTRICT,
    "stadsdels": _DISTRICT, "stadsdelsförvaltning": _DISTRICT, "stadsdelsnämnd": _DISTRICT,
    "bydel": _DISTRICT,
    "fylkeskommune": _REGION,
}  # fmt: skip
# These stand before the name, and are a part of it where no register has the name without them.
_KINDS_BEFORE = {
    "region": _REGION, "stadsdel": _DISTRICT, "stadsdelen": _DISTRICT, "bydel": _DISTRICT,
    "bydelen": _DISTRICT,
}  # fmt: skip
# A municipality may call itself a city, and the other way round.
_CALLED_SO = {_MUNICIPALITY: {_MUNICIPALITY, _CITY}, _CITY: {_CITY, _MUNICIPALITY}}
_NOT_NAMES = {
    "en", "din", "vår", "sin", "den", "denna", "varje", "svensk", "svenska", "svenske", "årets", "andra",
    "ingen",
    "alla", "för", "i", "av", "och", "analys", "rapport", "utvärdering", "hela", "om", "bland", "många",
    "flera",
    "kommunkompassen", "kommunkompass", "kompassen", "kompasset", "kommunekompas", "er", "egen", "egna",
    "annan", "till", "med", "inom",
    "kommunekompasset", "kommunekompass", "kommunekompassen", "regionkompassen", "regionkompass",
    "evaluering", "evalueringen",
    "evaluation", "analyse", "analysen", "vurdering", "vurderingen", "rapporten", "resultat", "resultatet",
    "forvaltningspraksis",
    "forvaltningspraksisen", "af", "til", "for", "hos", "hver", "alle", "vores", "norsk", "norske", "dansk",
    "danske", "utvärderingen", "kk", "kkp",
}  # fmt: skip
_CLOSE_ENOUGH = 86
_MOST_COMPARISONS = 200
_WEIGHT_OF_KIND = 3


@final
@frozen
class Mention:
    """Hold a line that may name the organisation; ``title`` says that it stands in the title of the report."""

    text: str
    line: int
    title: bool


@final
@define
class _Candidate:
    """Count how often the title and the text name one organisation."""

    organisation: Organisation
    line: int
    first: int
    title: int = 0
    text: int = 0
    exact: bool = False
    near: str | None = None
    namesakes: tuple[Organisation, ...] = ()


Names = dict[str, tuple[Organisation, ...]]


@lru_cache(maxsize=8)
def _register(organisations: tuple[Organisation, ...]) -> Names:
    """Return organisations by the ways their names are printed: as such, and with a genitive s.

    A name can be that of several: of a municipality and a region, or of districts of several cities.
    """
    names: Names = {}
    genitives: Names = {}
    for organisation in organisations:
        name = organisation.name.casefold()
        names[name] = (*names.get(name, ()), organisation)
        if not name.endswith(("s", "x", "z")):
            genitives[name + "s"] = (*genitives.get(name + "s", ()), organisation)
    return {**genitives, **names}


def _of_kind(found: tuple[Organisation, ...], kind: OrganisationKind | None) -> tuple[Organisation, ...]:
    """Return the organisations of the kind that is printed beside their name; all where none is."""
    if kind is None:
        return found
    return tuple(one for one in found if one.kind in _CALLED_SO.get(kind, {kind}))


def organisation_of(
    mentions: Iterable[Mention], organisations: tuple[Organisation, ...]
) -> tuple[Organisation, list[Problem]]:
    """Return the organisation that was assessed, and warnings about what is not sure of it.

    >>> Sorsele = Organisation(name="Sorsele", kind=OrganisationKind.MUNICIPALITY, country="SE", code="2422")
    >>> organisation_of([Mention("ANALYS AV SORSELES KOMMUN", 1, True)], (Sorsele,))[0].code
    '2422'
    """
    reader = _Reader(_register(organisations))
    for mention in mentions:
        reader.read(mention)
    if reader.candidates:
        return _best(reader)
    sentence = (
        "The report names no organisation that was assessed. Write its name in the title, such as 'Analys av"
        " Borås kommun' or 'Analys av Region Halland'."
    )
    return Organisation(name="?", kind=None), [Problem("no-organisation", sentence, line=1)]


def names_another(words: str, own: Organisation, organisations: tuple[Organisation, ...]) -> bool:
    """Tell whether words name another organisation of the registers than ``own``."""
    names = _register(organisations)
    found = _WORD.findall(words)
    phrases = [*found, *(" ".join(pair) for pair in pairwise(found))]
    return any(own not in names.get(phrase.casefold(), (own,)) for phrase in phrases if phrase[0].isupper())


def _best(reader: "_Reader") -> tuple[Organisation, list[Problem]]:
    ranked = sorted(reader.candidates.values(), key=lambda one: (-one.title, -one.text, one.first))
    best = ranked[0]
    warnings: list[Problem] = []
    if best.organisation.code is None:
        sentence = (
            f"'{best.organisation.name}' is in no register of organisations that is installed, so it has no"
            " official code. Check the spelling, or add it to a register."
        )
        warnings.append(Problem("unknown-organisation", sentence, line=best.line))
    if best.near is not None and not best.exact:
        sentence = (
            f"'{best.near}' was read as {best.organisation.name}, the nearest name in the registers that are"
            " installed; if that is wrong, correct the name, or add it to a register."
        )
        warnings.append(Problem("unclear-organisation", sentence, line=best.line))
    if best.namesakes:
        others = ", ".join(_described(one) for one in best.namesakes)
        sentence = (
            f"'{best.organisation.name}' is the name of several organisations in the registers ({others});"
            " the first is taken. If that is wrong, write the kind beside the name, such as 'stadsdel' or"
            " 'Region'."
        )
        warnings.append(Problem("unclear-organisation", sentence, line=best.line))
    titled = [one for one in ranked[1:] if _is_rival(one, best)]
    rivals = [one for one in ranked[1:] if (one.title, one.text) == (best.title, best.text)]
    if titled:
        others = ", ".join(one.organisation.name for one in titled[:5])
        sentence = (
            f"The title names {best.organisation.name} and {others}; {best.organisation.name} is taken. If"
            " that is wrong, write only the right name in the title."
        )
        warnings.append(Problem("unclear-organisation", sentence, line=best.line))
    elif rivals:
        others = ", ".join(one.organisation.name for one in rivals[:5])
        sentence = (
            f"The report names {best.organisation.name} and {others} equally often; the first is taken. If"
            " that is wrong, write the right name in the title."
        )
        warnings.append(Problem("unclear-organisation", sentence, line=best.line))
    return best.organisation, warnings


def _described(organisation: Organisation) -> str:
    known = (organisation.kind.value if organisation.kind else None, organisation.country, organisation.code)
    return " ".join(part for part in known if part)


def _is_rival(one: _Candidate, best: _Candidate) -> bool:
    """Tell whether the title names another of the same kind beside the one that is taken, just as registers have it."""
    peers = bool(_of_kind((one.organisation,), best.organisation.kind))
    return peers and one.title > 0 and best.title > 0 and one.near is None


def _weight(kind: OrganisationKind | None, mention: Mention) -> int:
    """Return how much a mention counts: more with the kind beside the name, most of a district or region.

    A district stands beside the city that it is part of, and is what was assessed. So is a region in the
    title; the text of any report may name the region that its municipality lies in.
    """
    if kind is None or (kind is _REGION and not mention.title):
        return 1
    return 2 * _WEIGHT_OF_KIND if kind in {_DISTRICT, _REGION} else _WEIGHT_OF_KIND


def _is_no_name(word: str) -> bool:
    return any(word.casefold() in words for words in (_NOT_NAMES, _KIND_WORDS, _KINDS_BEFORE))


def _capital(word: str) -> str:
    """Return a word of a name as names are spelled, however the title prints it."""
    return "-".join(part.capitalize() for part in word.split("-")) if word.isupper() else word


@final
@define
class _Reader:
    """Count mentions, line by line."""

    names: Names
    candidates: dict[Organisation, _Candidate] = field(factory=dict)
    printed: dict[str, Organisation] = field(factory=dict)
    _loose: dict[str, Organisation | None] = field(factory=dict)
    _words: int = 0
    _comparisons: int = 0

    def read(self, mention: Mention) -> None:
        """Count the organisations that a line names."""
        words = _WORD.findall(mention.text)
        taken = -1
        for position, word in enumerate(words):
            self._words += 1
            if position > taken and (word[0].isupper() or word.casefold() in _KINDS_BEFORE):
                taken = self._at(words, position, mention)

    def _at(self, words: list[str], position: int, mention: Mention) -> int:
        """Count what begins at a word, and return the position of the last word that it takes up."""
        kind = _KINDS_BEFORE.get(words[position].casefold())
        # A register may have a name with its kind, such as 'Region Halland', or without.
        registered = self._registered(words, position, mention, kind)
        if registered is None and kind is not None:
            registered = self._registered(words, position + 1, mention, kind)
        if registered is not None:
            return registered
        if kind is not None:
            return self._after_kind(words, position, kind, mention) if mention.title else position
        after = words[position + 1].casefold() if len(words) > position + 1 else ""
        if after in _KIND_WORDS and after not in {"kommunen", "kommunens"}:
            self._before_kind(words, position, mention)
            return position + 1
        if mention.title:
            organisation = self._closest(words[position])
            if organisation is not None:
                one = self._count(organisation, mention, 1)
                one.near = one.near or words[position]
        return position

    def _registered(
        self, words: list[str], position: int, mention: Mention, kind: OrganisationKind | None
    ) -> int | None:
        """Count a name that a register has, and return the position of its last word, or of the word for its kind."""
        for length in (3, 2, 1):
            named = self.names.get(" ".join(words[position : position + length]).casefold())
            if named is None or len(words) < position + length:
                continue
            after = words[position + length].casefold() if len(words) > position + length else ""
            said = kind or _KIND_WORDS.get(after)
            found = _of_kind(named, said)
            if not found:
                continue
            one = self._count(found[0], mention, _weight(said, mention))
            one.exact = True
            one.namesakes = found if len(found) > 1 else ()
            return position + length - (0 if after in _KIND_WORDS else 1)
        return None

    def _after_kind(self, words: list[str], position: int, kind: OrganisationKind, mention: Mention) -> int:
        """Count a name behind the word for its kind that no register has."""
        following = words[position + 1 : position + 2]
        if not following or not following[0][0].isupper() or _is_no_name(following[0]):
            return position
        name = f"{words[position].capitalize()} {_capital(following[0])}"
        self._count_printed(name, kind, mention)
        return position + 1

    def _before_kind(self, words: list[str], position: int, mention: Mention) -> None:
        """Count a name before the word for a municipality that no register has just so."""
        word, kind = words[position], words[position + 1]
        if _is_no_name(word):
            return
        said = _KIND_WORDS[kind.casefold()]
        organisation = self._closest(word)
        if organisation is not None and _of_kind((organisation,), said):
            one = self._count(organisation, mention, _WEIGHT_OF_KIND)
            one.near = one.near or word
            return
        first = position
        while (
            first > max(position - 2, 0)
            and words[first - 1][0].isupper()
            and not _is_no_name(words[first - 1])
        ):
            first -= 1
        name = " ".join([*map(_capital, words[first : position + 1]), kind.lower()])
        self._count_printed(name, said, mention)

    def _count_printed(self, name: str, kind: OrganisationKind, mention: Mention) -> None:
        key = name.casefold()
        organisation = self.printed.setdefault(key, Organisation(name=name, kind=kind))
        self._count(organisation, mention, _weight(kind, mention))

    def _count(self, organisation: Organisation, mention: Mention, weight: int) -> _Candidate:
        one = self.candidates.setdefault(organisation, _Candidate(organisation, mention.line, self._words))
        if mention.title:
            one.title += weight
        one.text += weight
        return one

    def _closest(self, word: str) -> Organisation | None:
        """Return the organisation whose name is nearly the word, ``None`` where none or several are."""
        key = word.casefold()
        if key not in self._loose:
            self._loose[key] = self._compared(key)
        return self._loose[key]

    def _compared(self, key: str) -> Organisation | None:
        if len(key) < 5 or self._comparisons >= _MOST_COMPARISONS:  # noqa: PLR2004 - shorter names are too alike
            return None
        self._comparisons += 1
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - most reports spell their municipality right

        found = process.extract(key, list(self.names), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH, limit=4)
        best = {one for name, score, _ in found if score == found[0][1] for one in self.names[name]}
        return best.pop() if len(best) == 1 else None
