"""Count which organisations the lines of a report name, as registers have them and as they are printed."""

from functools import lru_cache
from typing import final

from attrs import define, field, frozen

from kompass_import_report.bodies import WORD, Body, bodies_in
from kompass_import_report.organisation_words import (
    KINDS_BEFORE,
    capitalised,
    is_no_name,
    kind_behind,
    may_be_called,
)
from kompass_spec.model import Organisation, OrganisationKind

__all__ = ["Candidate", "Mention", "MentionReader", "Register", "of_kind", "register_of"]

_CLOSE_ENOUGH = 86
_MOST_COMPARISONS = 200
_SHORTEST_COMPARED = 5
"""The number of letters below which names are too alike to be compared."""
_WEIGHT_OF_KIND = 3
_FEWEST_WORDS = 3
"""The number of words of the longest name that is looked for, where no register has a longer one."""

Register = dict[str, tuple[Organisation, ...]]


@final
@frozen
class Mention:
    """Hold a line that may name the organisation; ``title`` says that it stands in the report's title."""

    text: str
    line: int
    title: bool


@final
@define
class Candidate:
    """Count how often the title and the text name one organisation."""

    organisation: Organisation
    line: int
    first: int
    title: int = 0
    text: int = 0
    assessed: int = 0
    with_kind: bool = False
    exact: bool = False
    near: str | None = None
    namesakes: tuple[Organisation, ...] = ()


@lru_cache(maxsize=8)
def register_of(organisations: tuple[Organisation, ...]) -> Register:
    """Return organisations by the ways their names are printed: as such, and with a genitive s.

    A name can be that of several: of a municipality and a region, or of districts of several cities. Those
    whose own name it is stand before those that have it as an alias.
    """
    names: Register = {}
    genitives: Register = {}
    own = [(organisation.name, organisation) for organisation in organisations]
    aliases = [(alias, organisation) for organisation in organisations for alias in organisation.aliases]
    for written, organisation in (*own, *aliases):
        name = _key(written)
        names[name] = (*names.get(name, ()), organisation)
        if not name.endswith(("s", "x", "z")):
            genitives[name + "s"] = (*genitives.get(name + "s", ()), organisation)
    return {**genitives, **names}


def _key(name: str) -> str:
    """Return the words of a name in lower case, as they are looked for; with digits it is none of words."""
    return name.casefold() if any(map(str.isdigit, name)) else " ".join(WORD.findall(name)).casefold()


def of_kind(
    organisations: tuple[Organisation, ...], kind: OrganisationKind | None
) -> tuple[Organisation, ...]:
    """Return the organisations of the kind that is printed beside their name; all where none is."""
    if kind is None:
        return organisations
    return tuple(organisation for organisation in organisations if may_be_called(organisation.kind, kind))


def _weight(kind: OrganisationKind | None, mention: Mention) -> int:
    """Return how much a mention counts: more with the kind beside the name, most of a district or region.

    A district stands beside the city that it is part of, and is what was assessed. So is a region in the
    title; the text of any report may name the region that its municipality lies in.
    """
    if kind is None or (kind is OrganisationKind.REGION and not mention.title):
        return 1
    within = kind in {OrganisationKind.DISTRICT, OrganisationKind.REGION}
    return 2 * _WEIGHT_OF_KIND if within else _WEIGHT_OF_KIND


@final
@define
class MentionReader:
    """Count mentions, line by line."""

    register: Register
    candidates: dict[Organisation, Candidate] = field(factory=dict)
    printed: dict[str, Organisation] = field(factory=dict)
    _longest: int = field(init=False)
    _loose: dict[str, Organisation | None] = field(factory=dict)
    _words: int = 0
    _comparisons: int = 0

    def __attrs_post_init__(self) -> None:
        """Know how many words the longest name has."""
        self._longest = max((name.count(" ") + 1 for name in self.register), default=_FEWEST_WORDS)

    def read(self, mention: Mention) -> None:
        """Count the organisations that a line names."""
        words = WORD.findall(mention.text)
        bodies = {body.first: body for body in bodies_in(mention.text)}
        taken = -1
        for position, word in enumerate(words):
            self._words += 1
            if position <= taken:
                continue
            body = bodies.get(position)
            if body is not None and self._body(body, words, mention):
                taken = body.last
            elif word[0].isupper() or word.casefold() in KINDS_BEFORE:
                taken = self._at(words, position, mention)

    def _body(self, body: Body, words: list[str], mention: Mention) -> bool:
        """Count a department, a company or an association; tell whether its words are not those of others.

        The text of any report on a municipality speaks of its departments, and of companies that are none of
        its own; what is in a title was assessed.
        """
        if body.kind is OrganisationKind.DEPARTMENT and not mention.title:
            return False
        registered = self._registered_part(body)
        own = bool(registered) or self._names_registered(words[body.first : body.last + 1])
        if not (own or mention.title):
            return True
        organisation = registered[0] if registered else self._part(body, words)
        # What names no municipality that is known is more than one in the same title only by being alone.
        within = own or bool(organisation.part_of)
        candidate = self._count(organisation, mention, 2 * _WEIGHT_OF_KIND if within else 1)
        candidate.exact = True
        return True

    def _registered_part(self, body: Body) -> list[Organisation]:
        """Return the parts that a register has by a name, with the form of a company behind it or without."""
        whole = _key(body.name)
        named = self.register.get(whole) or self.register.get(whole.rpartition(" ")[0], ())
        return [organisation for organisation in named if organisation.is_part]

    def _names_registered(self, words: list[str]) -> bool:
        """Tell whether a name has that of a municipality within it."""
        return any(
            " ".join(words[start:end]).casefold() in self.register
            for start in range(len(words))
            for end in range(start + 1, min(start + self._longest, len(words)) + 1)
        )

    def _part(self, body: Body, words: list[str]) -> Organisation:
        """Return a part that no register has, and of a department the municipality that it is of."""
        key = body.name.casefold()
        if key not in self.printed:
            whose = self._whose([words[position] for position in body.within])
            country = whose.country if whose is not None else None
            part_of = (whose.code,) if whose is not None and whose.code is not None else ()
            self.printed[key] = Organisation(name=body.name, kind=body.kind, country=country, part_of=part_of)
        return self.printed[key]

    def _whose(self, words: list[str]) -> Organisation | None:
        """Return the one municipality that words name, the word for its kind perhaps behind its name."""
        kind = kind_behind(words[-1]) if words else None
        name = " ".join(words[:-1] if kind is not None else words).casefold()
        named = of_kind(self.register.get(name, ()), kind)
        return named[0] if len(named) == 1 else None

    def _at(self, words: list[str], position: int, mention: Mention) -> int:
        """Count what begins at a word, and return the position of the last word that it takes up."""
        kind = KINDS_BEFORE.get(words[position].casefold())
        # A register may have a name with its kind, such as 'Region Halland', or without.
        last = self._registered(words, position, mention, kind)
        if last is None and kind is not None:
            last = self._registered(words, position + 1, mention, kind)
        if last is not None:
            return last
        if kind is not None:
            return self._after_kind(words, position, kind, mention) if mention.title else position
        after = _word_at(words, position + 1)
        named = not is_no_name(words[position]) and after not in {"kommunen", "kommunens"}
        if named and kind_behind(after) is not None:
            self._before_kind(words, position, mention)
            return position + 1
        if mention.title:
            self._count_near(words[position], None, mention, 1)
        return position

    def _registered(
        self, words: list[str], position: int, mention: Mention, kind: OrganisationKind | None
    ) -> int | None:
        """Count a name of a register; return the position of its last word, or of the word for its kind."""
        for length in range(self._longest, 0, -1):
            end = position + length
            named = self.register.get(" ".join(words[position:end]).casefold())
            if named is None or len(words) < end:
                continue
            after = _word_at(words, end)
            printed = kind or kind_behind(after)
            namesakes = of_kind(named, printed)
            if namesakes:
                candidate = self._count(namesakes[0], mention, _weight(printed, mention))
                candidate.exact = True
                candidate.namesakes = namesakes if len(namesakes) > 1 else ()
                return end if kind_behind(after) is not None else end - 1
        return None

    def _after_kind(self, words: list[str], position: int, kind: OrganisationKind, mention: Mention) -> int:
        """Count a name behind the word for its kind that no register has."""
        last = position
        most = _FEWEST_WORDS if kind is OrganisationKind.REGION else 1
        for word in words[position + 1 : position + 1 + most]:
            if not word[0].isupper() or is_no_name(word):
                break
            last += 1
        if last == position:
            return position
        if kind is OrganisationKind.REGION and _word_at(words, last + 1) == "län":
            last += 1
        name = " ".join(
            [
                words[position].capitalize(),
                *(
                    "län" if word.casefold() == "län" else capitalised(word)
                    for word in words[position + 1 : last + 1]
                ),
            ]
        )
        self._count_printed(name, kind, mention)
        return last

    def _before_kind(self, words: list[str], position: int, mention: Mention) -> None:
        """Count a name before the word for a municipality that no register has just so."""
        word, kind = words[position], kind_behind(words[position + 1])
        if kind is None or is_no_name(word) or self._count_near(word, kind, mention, _WEIGHT_OF_KIND):
            return
        first = _first_of_name(words, position, mention.text)
        name = " ".join([*map(capitalised, words[first : position + 1]), words[position + 1].lower()])
        self._count_printed(name, kind, mention)

    def _count_printed(self, name: str, kind: OrganisationKind, mention: Mention) -> None:
        key = name.casefold()
        organisation = self.printed.setdefault(key, Organisation(name=name, kind=kind))
        self._count(organisation, mention, _weight(kind, mention))

    def _count_near(self, word: str, kind: OrganisationKind | None, mention: Mention, weight: int) -> bool:
        """Count the organisation whose name is nearly the word, if there is one of the kind."""
        organisation = self._closest(word)
        if organisation is None or not of_kind((organisation,), kind):
            return False
        candidate = self._count(organisation, mention, weight)
        candidate.near = candidate.near or word
        return True

    def _count(self, organisation: Organisation, mention: Mention, weight: int) -> Candidate:
        first = Candidate(organisation, mention.line, self._words)
        candidate = self.candidates.setdefault(organisation, first)
        candidate.with_kind = candidate.with_kind or weight > 1
        if mention.title:
            candidate.title += weight
        candidate.text += weight
        return candidate

    def _closest(self, word: str) -> Organisation | None:
        """Return the organisation whose name is nearly the word, ``None`` where none or several are."""
        key = word.casefold()
        if key not in self._loose:
            self._loose[key] = self._compared(key)
        return self._loose[key]

    def _compared(self, key: str) -> Organisation | None:
        if len(key) < _SHORTEST_COMPARED or self._comparisons >= _MOST_COMPARISONS:
            return None
        self._comparisons += 1
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - most reports spell their municipality right

        matches = process.extract(
            key, list(self.register), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH, limit=4
        )
        names = [name for name, score, _ in matches if score == matches[0][1]]
        best = {organisation for name in names for organisation in self.register[name]}
        return best.pop() if len(best) == 1 else None


def _word_at(words: list[str], position: int) -> str:
    """Return a word in lower case, nothing where the line has ended."""
    return words[position].casefold() if position < len(words) else ""


def _first_of_name(words: list[str], position: int, text: str) -> int:
    """Return the position of the first word of a name that ends at ``position``: it has at most three.

    Nothing but a space stands between them in the text.
    """
    first = position
    while first > max(position - 2, 0) and words[first - 1][0].isupper() and not is_no_name(words[first - 1]):
        if f"{words[first - 1]} {words[first]}" not in text:
            break
        first -= 1
    return first
