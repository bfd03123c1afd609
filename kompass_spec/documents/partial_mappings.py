"""What is wrong with a mapping of which some could not be read: the rules are checked on all that could.

What depends on something that could not be read is left unsaid: a rule that is not known to be broken is no
problem.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast, final

from attrs import evolve, fields, frozen

from kompass_spec.documents.structure import structure
from kompass_spec.model.edition import Criterion, Edition, Source
from kompass_spec.model.mapping_parts import Level, Link, Statement, Unlinked
from kompass_spec.model.mapping_rules import mapping_problems
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.side import Side
from kompass_spec.model.texts import Text

__all__ = ["broken_rules"]

_Part = TypeVar("_Part")

_LISTS: dict[str, type[Any]] = {
    "links": Link,
    "dropped": Unlinked,
    "new": Unlinked,
    "statements": Statement,
    "sources": Source,
}
_PLACEHOLDERS: dict[str, Any] = {
    "relation": "intersects",
    "changes": ["same"],
    "reasons": [{"en": "Not read."}],
    "reading": "authors",
    "text": {"en": "Not read."},
    "title": "Not read.",
}
"""The placeholder of a required key that could not be read; problems of such a key are not reported."""
_NEEDED_LISTS = {
    "unaccounted-code": ("links", "dropped", "new"),
    "not-covered": ("links", "dropped", "new"),
    "unknown-source": ("sources",),
}
"""The rules that need lists as a whole, and which."""
_DECIDING = {"relation", "of_source", "of_target", "assumed"}
_PAIR_RULES = {"excluding-relations", "duplicate-link", "more-than-whole", "bad-share"}
"""The rules that need the relation and the shares of a link."""
_POINTER = re.compile(r"/(links|dropped|new|statements|sources)/([0-9]+)")


@final
@frozen
class _ReadList:
    """Hold what could be read of a list, with the index of each in the file.

    ``placeholder_keys`` are, for each, the keys that got a placeholder; ``whole`` is true where all could be
    read.
    """

    parts: tuple[Any, ...]
    indices: tuple[int, ...]
    placeholder_keys: tuple[frozenset[str], ...]
    whole: bool


@final
@frozen(kw_only=True)
class _PartialMapping:
    """Hold what could be read of a mapping, for its rules; it may break them, and a mapping may not."""

    source: Edition
    target: Edition
    source_release: int
    target_release: int
    levels: tuple[Level, ...]
    links: tuple[Link, ...]
    dropped: tuple[Unlinked, ...]
    new: tuple[Unlinked, ...]
    covered: tuple[str, ...]
    covered_source: tuple[str, ...]
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    authors: tuple[str, ...]
    release: str | None


@final
class _UnknownEdition:
    """Stand for an edition that is not installed: every code may be one of its."""

    areas = headings = questions = ()

    def __init__(self, name: str, release: str) -> None:
        self.id = name
        self.release = release

    def __contains__(self, code: object) -> bool:
        return True

    def item(self, code: str) -> Criterion:
        """Return an item of which nothing is known, neither its maximum nor its parts."""
        return Criterion(code=code, text=Text(()))


def broken_rules(
    data: Mapping[str, Any], editions: Mapping[Side, Edition], pins: Mapping[Side, tuple[str, int]]
) -> Iterator[Problem]:
    """Find the rules that a mapping breaks in what can be read of ``data``, its form as plain data.

    ``editions`` are those of its sides that are known; ``pins`` the ids and major versions that it names.
    """
    read = {key: _read_list(data.get(key), wanted) for key, wanted in _LISTS.items()}
    for problem in mapping_problems(_partial_mapping(data, read, editions, pins)):
        is_sure = not (
            _may_vanish_with_lists(problem, read)
            or _may_vanish_with_editions(problem, editions)
            or _may_vanish_with_values(problem, read)
        )
        if is_sure:
            yield _placed(problem, read)


def _partial_mapping(
    data: Mapping[str, Any],
    read: Mapping[str, _ReadList],
    editions: Mapping[Side, Edition],
    pins: Mapping[Side, tuple[str, int]],
) -> _PartialMapping:
    """Return what could be read of a mapping, with something that breaks no rule for the rest."""
    ends = {side: editions.get(side) or _unknown(pins.get(side)) for side in Side}
    releases = {side: pins[side][1] if side in pins else 0 for side in Side}
    levels = [_structured(level, Level) for level in _listed(data.get("levels"))]
    return _PartialMapping(
        source=ends[Side.SOURCE],
        target=ends[Side.TARGET],
        source_release=releases[Side.SOURCE],
        target_release=releases[Side.TARGET],
        levels=tuple(level for level in levels if level is not None),
        links=read["links"].parts,
        dropped=read["dropped"].parts,
        new=read["new"].parts,
        covered=_texts(data.get("covered")),
        covered_source=_texts(data.get("covered_source")),
        statements=read["statements"].parts,
        sources=read["sources"].parts,
        authors=_texts(data.get("authors")),
        release=data["release"] if isinstance(data.get("release"), str) else None,
    )


def _unknown(pin: tuple[str, int] | None) -> Edition:
    name, major = pin or ("the edition", 0)
    # The rules ask of an edition no more than the stand-in can answer.
    return cast(Edition, _UnknownEdition(name, f"{major}.0.0"))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for text in _listed(value) if isinstance(text, str))


def _structured(value: object, wanted: type[_Part]) -> _Part | None:
    """Return what plain data describes, ``None`` where it cannot be read."""
    try:
        return structure(value, wanted)
    except InputError:
        return None


def _read_list(value: object, wanted: type[Any]) -> _ReadList:
    """Read each part of a list on its own, with a placeholder for each key that cannot be read."""
    listed = _listed(value)
    parts: list[Any] = []
    indices: list[int] = []
    placeholder_keys: list[frozenset[str]] = []
    names = {attribute.name for attribute in fields(wanted)}
    for index, plain in enumerate(listed):
        if not isinstance(plain, dict):
            continue
        known = {key: written for key, written in plain.items() if key in names}
        failing = _failing(known, wanted)
        kept = {key: written for key, written in known.items() if key not in failing}
        placeholders = {key: _PLACEHOLDERS[key] for key in failing if key in _PLACEHOLDERS}
        part = _structured({**kept, **placeholders}, wanted)
        if part is not None:
            parts.append(part)
            indices.append(index)
            placeholder_keys.append(frozenset(failing))
    return _ReadList(tuple(parts), tuple(indices), tuple(placeholder_keys), len(parts) == len(listed))


def _failing(plain: dict[str, Any], wanted: type[Any]) -> set[str]:
    """Return the keys that cannot be read, or are missing."""
    try:
        structure(plain, wanted)
    except InputError as error:
        missing = {attribute.name for attribute in fields(wanted)} - plain.keys()
        wrong = {(problem.pointer or "").split("/")[1] for problem in error.problems if problem.pointer}
        return wrong | (missing & _PLACEHOLDERS.keys())
    return set()


def _may_vanish_with_lists(problem: Problem, read: Mapping[str, _ReadList]) -> bool:
    """Tell whether a problem might not be there if all of a list could be read."""
    return not all(read[key].whole for key in _NEEDED_LISTS.get(problem.code, ()))


def _may_vanish_with_editions(problem: Problem, editions: Mapping[Side, Edition]) -> bool:
    """Tell whether a problem might not be there if both editions were known."""
    unknown = [side for side in Side if side not in editions]
    if problem.code == "unknown-edition":
        return bool(unknown)
    # Without the edition nobody knows which of its items have content in common, and so which links of an
    # item of the other edition take the same part.
    keys = tuple(side.other.share_key for side in unknown)
    return problem.code == "more-than-whole" and (problem.pointer or "").endswith(keys)


def _may_vanish_with_values(problem: Problem, read: Mapping[str, _ReadList]) -> bool:
    """Tell whether a problem might come of a placeholder, and not of what the file says."""
    pointer = problem.pointer or ""
    for key, index in _POINTER.findall(f"{pointer} {problem.message}"):
        keys = read[key].placeholder_keys[int(index)]
        if key == "links" and keys & _DECIDING and problem.code in _PAIR_RULES:
            return True
        if problem.code == "bad-interval" and keys & {"low", "high"}:
            return True
        if any(step in keys for step in pointer.split("/")[3:4]):
            return True
    return False


def _placed(problem: Problem, read: Mapping[str, _ReadList]) -> Problem:
    """Return a problem with the indices in the file, and not in what could be read."""

    def index_in_file(pointer: "re.Match[str]") -> str:
        key, index = pointer[1], int(pointer[2])
        return f"/{key}/{read[key].indices[index]}"

    pointer = None if problem.pointer is None else _POINTER.sub(index_in_file, problem.pointer)
    return evolve(problem, message=_POINTER.sub(index_in_file, problem.message), pointer=pointer)
