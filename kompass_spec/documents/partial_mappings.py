"""What is wrong with a mapping of which some could not be read: the rules are checked on all that could.

What depends on something that could not be read is left unsaid: a rule that is not known to be broken is no
problem.
"""

import re
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any, cast, final

from attrs import evolve, fields, frozen

from kompass_spec.documents.structure import structure
from kompass_spec.model.edition import Edition, Source
from kompass_spec.model.mapping import EditionMapping, Level, Link, Statement, Unlinked
from kompass_spec.model.mapping_rules import mapping_problems
from kompass_spec.model.problems import InputError, Problem

__all__ = ["broken_rules"]

_LISTS: dict[str, type] = {
    "links": Link,
    "dropped": Unlinked,
    "new": Unlinked,
    "statements": Statement,
    "sources": Source,
}
_NEUTRAL: dict[str, Any] = {
    "relation": "intersects",
    "changes": ["same"],
    "reasons": [{"en": "Not read."}],
    "reading": "authors",
    "text": {"en": "Not read."},
    "title": "Not read.",
}
"""What stands for a required key that could not be read; problems of such a key are not reported."""
_TOTAL_RULES = {"unaccounted-code", "not-covered"}
"""The rules that need all links and all codes without a counterpart."""
_DECIDING = {"relation", "of_source", "of_target", "assumed"}
_PAIR_RULES = {"excluding-relations", "duplicate-link", "more-than-whole", "bad-share"}
"""The rules that need the relation and the shares of a link."""
_OTHER = {"source": "target", "target": "source"}
_PLACE = re.compile(r"/(links|dropped|new|statements|sources)/([0-9]+)")


@final
@frozen
class _Read:
    """Hold what could be read of a list, with the place of each in the file and the keys that something else stands for."""

    things: tuple[Any, ...]
    places: tuple[int, ...]
    replaced: tuple[frozenset[str], ...]
    whole: bool


@final
class _UnknownEdition:
    """Stand for an edition that is not installed: every code may be one of its."""

    areas = headings = questions = ()

    def __init__(self, name: str, release: str) -> None:
        self.id = name
        self.release = release

    def __contains__(self, code: object) -> bool:
        return True

    def item(self, code: str) -> SimpleNamespace:
        """Return an item of which nothing is known."""
        return SimpleNamespace(code=code, max=None)


def broken_rules(
    data: Mapping[str, Any], editions: Mapping[str, Edition | None], pins: Mapping[str, tuple[str, int]]
) -> Iterator[Problem]:
    """Find the rules that a mapping breaks in what can be read of ``data``, its form as plain data.

    ``editions`` are the source and the target, ``None`` where one is not known; ``pins`` the ids and major
    versions.
    """
    read = {key: _read_list(data.get(key), wanted) for key, wanted in _LISTS.items()}
    ends = {side: editions.get(side) or _unknown(pins.get(side)) for side in ("source", "target")}
    partial = SimpleNamespace(
        **ends,
        **{f"{side}_release": pins[side][1] if side in pins else 0 for side in ends},
        **{key: one.things for key, one in read.items()},
        release=data["release"] if isinstance(data.get("release"), str) else None,
        authors=tuple(name for name in _listed(data.get("authors")) if isinstance(name, str)),
        levels=tuple(_one(level, Level) for level in _listed(data.get("levels")) if _one(level, Level)),
        covered=tuple(code for code in _listed(data.get("covered")) if isinstance(code, str)),
        covered_source=tuple(code for code in _listed(data.get("covered_source")) if isinstance(code, str)),
    )
    complete = all(read[key].whole for key in ("links", "dropped", "new"))
    for problem in mapping_problems(cast(EditionMapping, partial)):
        if problem.code in _TOTAL_RULES and not complete:
            continue
        if problem.code == "unknown-source" and not read["sources"].whole:
            continue
        if problem.code == "unknown-edition" and None in map(editions.get, ends):
            continue
        # Without the edition nobody knows which of its items have content in common.
        unknown = [f"of_{other}" for side, other in _OTHER.items() if editions.get(side) is None]
        if problem.code == "more-than-whole" and (problem.pointer or "").endswith(tuple(unknown)):
            continue
        if not _rests_on_replaced(problem, read):
            yield _placed(problem, read)


def _unknown(pin: tuple[str, int] | None) -> _UnknownEdition:
    name, major = pin or ("the edition", 0)
    return _UnknownEdition(name, f"{major}.0.0")


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _one(value: object, wanted: type) -> Any:
    try:
        return structure(value, wanted)
    except InputError:
        return None


def _read_list(value: object, wanted: type) -> _Read:
    """Read each thing of a list on its own, with something neutral for each key that cannot be read."""
    listed = _listed(value)
    things, places, replaced = [], [], []
    names = {attribute.name for attribute in fields(wanted)}
    for place, plain in enumerate(listed):
        if not isinstance(plain, dict):
            continue
        known = {key: one for key, one in plain.items() if key in names}
        failing = _failing(known, wanted)
        kept = {key: one for key, one in known.items() if key not in failing}
        neutral = {key: _NEUTRAL[key] for key in failing if key in _NEUTRAL}
        thing = _one({**kept, **neutral}, wanted)
        if thing is not None:
            things.append(thing)
            places.append(place)
            replaced.append(frozenset(failing))
    return _Read(tuple(things), tuple(places), tuple(replaced), len(things) == len(listed))


def _failing(plain: dict[str, Any], wanted: type) -> set[str]:
    """Return the keys that cannot be read, or are missing."""
    try:
        structure(plain, wanted)
    except InputError as error:
        missing = {attribute.name for attribute in fields(wanted)} - plain.keys()
        wrong = {(problem.pointer or "").split("/")[1] for problem in error.problems if problem.pointer}
        return wrong | (missing & _NEUTRAL.keys())
    return set()


def _rests_on_replaced(problem: Problem, read: Mapping[str, _Read]) -> bool:
    """Tell whether a problem is of a key that could not be read, or of a relation or share that was not."""
    pointer = problem.pointer or ""
    for key, place in _PLACE.findall(f"{pointer} {problem.message}"):
        replaced = read[key].replaced[int(place)]
        if key == "links" and replaced & _DECIDING and problem.code in _PAIR_RULES:
            return True
        if problem.code == "bad-interval" and replaced & {"low", "high"}:
            return True
        step = pointer.split("/")[3:4]
        if step and step[0] in replaced:
            return True
    return False


def _placed(problem: Problem, read: Mapping[str, _Read]) -> Problem:
    """Return a problem with the places in the file, and not in what could be read."""

    def place(found: "re.Match[str]") -> str:
        return f"/{found[1]}/{read[found[1]].places[int(found[2])]}"

    pointer = None if problem.pointer is None else _PLACE.sub(place, problem.pointer)
    return evolve(problem, message=_PLACE.sub(place, problem.message), pointer=pointer)
