"""Read an edition mapping from its TOML, with everything that is wrong with it reported at once."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, final

from attrs import frozen

from kompass_spec.documents.forms import FIRST, content_of
from kompass_spec.documents.further_keys import without_further_keys
from kompass_spec.documents.plain import parse_json, parse_toml
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.model.edition import Edition, Source
from kompass_spec.model.mapping import EditionMapping, MappingStatus
from kompass_spec.model.mapping_parts import Level, Link, Statement, Unlinked
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.side import Side

__all__ = [
    "MappingFile",
    "mapping_data",
    "mapping_file",
    "mapping_from_data",
    "read_mapping",
    "read_released_mapping",
    "released_mapping",
    "released_mapping_file",
]

_MOST_NAMES = 10
_PIN = r"([a-z0-9-]+)@([0-9]{1,4})"


@final
@frozen(kw_only=True)
class MappingFile:
    """Hold a mapping as its file writes it: the editions by id and major version, installed or not.

    ``release`` is ``None`` of what was composed of others, which is in no file of an author.
    ``undecided`` names what was proposed and nobody has decided yet; while it names anything, the file is not
    read as a mapping.
    """

    release: str | None
    source: str
    target: str
    levels: tuple[Level, ...]
    links: tuple[Link, ...] = ()
    dropped: tuple[Unlinked, ...] = ()
    new: tuple[Unlinked, ...] = ()
    covered: tuple[str, ...] = ()
    covered_source: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    sources: tuple[Source, ...] = ()
    authors: tuple[str, ...] = ()
    status: MappingStatus = MappingStatus.DRAFT
    undecided: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the name of the mapping, which is made of its editions."""
        return f"{self.source.partition('@')[0]}-to-{self.target.partition('@')[0]}"


def read_mapping(text: str, file: str, editions: Mapping[str, Edition]) -> EditionMapping:
    """Return the mapping that the TOML in ``text`` describes between two of ``editions``.

    ``file`` is its name in errors. Raise ``InputError`` with every wrong type and every broken rule at once,
    each with file and pointer.
    """
    try:
        return _built(parse_toml(text), editions.get)
    except InputError as error:
        raise error.in_file(file) from None


def mapping_from_data(data: Any, editions: Mapping[str, Edition]) -> EditionMapping:
    """Return the mapping that plain data describe between two of ``editions``.

    Raise ``InputError`` with every wrong type and every broken rule at once, each with its pointer.
    """
    _, content = content_of(data)
    return _built(content, editions.get)


def released_mapping(text: str, file: str, editions: Mapping[str, Edition]) -> EditionMapping:
    """Return the mapping in a release; raise ``InputError`` with everything that is wrong."""
    return read_released_mapping(text, file, editions)[0]


def read_released_mapping(
    text: str, file: str, editions: Mapping[str, Edition]
) -> tuple[EditionMapping, tuple[str, ...]]:
    """Return the mapping in a release, and the optional keys of it that this version passes over.

    Raise ``InputError`` with everything that is wrong, ``NewerFormError`` where it is of a newer form.
    """
    try:
        data, further = _released(text)
        return _built(data, editions.get), further
    except InputError as error:
        raise error.in_file(file) from None


def released_mapping_file(text: str, file: str) -> MappingFile:
    """Return the mapping in a release as it is written, for which no edition is needed.

    Raise ``InputError`` where it is no mapping, ``NewerFormError`` where it is of a newer form.
    """
    try:
        return structure(_released(text)[0], MappingFile)
    except InputError as error:
        raise error.in_file(file) from None


def _released(text: str) -> tuple[Any, tuple[str, ...]]:
    """Return what a release says, with what it leaves out because it is empty, and what is passed over.

    A mapping may declare no level.
    """
    form, data = content_of(parse_json(text))
    whole = {"levels": [], **data} if isinstance(data, dict) else data
    return (whole, ()) if form == FIRST else without_further_keys(whole, MappingFile)


def mapping_file(mapping: EditionMapping) -> MappingFile:
    """Return a mapping as its file writes it."""
    return MappingFile(
        release=mapping.release,
        source=f"{mapping.source.id}@{mapping.source_release}",
        target=f"{mapping.target.id}@{mapping.target_release}",
        levels=mapping.levels,
        links=mapping.links,
        dropped=mapping.dropped,
        new=mapping.new,
        covered=mapping.covered,
        covered_source=mapping.covered_source,
        statements=mapping.statements,
        sources=mapping.sources,
        authors=mapping.authors,
        status=mapping.status,
    )


def _built(data: Any, find: Callable[[str], Edition | None]) -> EditionMapping:
    """Return the mapping with its editions; raise ``InputError`` with all that is wrong with it.

    That is its form, its editions and, as far as it can be read, its rules.
    """
    problems: list[Problem] = []
    written: MappingFile | None = None
    try:
        written = structure(data, MappingFile)
    except InputError as error:
        problems.extend(error.problems)
    else:
        problems.extend(_undecided_problems(written.undecided))
    editions: dict[Side, Edition] = {}
    pins: dict[Side, tuple[str, int]] = {}
    for side in Side:
        named = data.get(side.value) if isinstance(data, dict) else None
        if isinstance(named, str):
            problems.extend(_find_end(side, named, find, editions, pins))
    if written is not None and not problems:
        return _mapping(written, editions, pins)
    if isinstance(data, dict):
        from kompass_spec.documents.partial_mappings import broken_rules

        undecided = frozenset(written.undecided) if written is not None else frozenset()
        problems.extend(
            problem
            for problem in broken_rules(data, editions, pins)
            if not _is_still_proposed(problem, data, undecided)
        )
    raise InputError(problems)


def _is_still_proposed(problem: Problem, data: dict[str, Any], undecided: frozenset[str]) -> bool:
    """Tell whether a reason is missing of what nobody has decided yet: first decide, then say why."""
    _, key, index, *_ = f"{problem.pointer or ''}///".split("/")
    if problem.code != "missing-reason" or key not in {"dropped", "new"}:
        return False
    return f"{data[key][int(index)]['code']} {key}" in undecided


def _undecided_problems(names: Sequence[str]) -> Iterator[Problem]:
    """Find proposals that nobody has decided yet."""
    if names:
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        sentence = (
            f"Nobody has decided yet on what was proposed: {', '.join(names[:_MOST_NAMES])}{more}. Look at"
            " each, correct it or leave it as it is, and take it out of `undecided`."
        )
        yield Problem("undecided", sentence, pointer="/undecided")


def _find_end(
    side: Side,
    named: str,
    find: Callable[[str], Edition | None],
    editions: dict[Side, Edition],
    pins: dict[Side, tuple[str, int]],
) -> Iterator[Problem]:
    """Find the edition of one side and note it with its pin, or say why there is none."""
    pin = re.fullmatch(_PIN, named)
    if pin is None:
        sentence = (
            f"{named!r} does not pin an edition. Write its id and the major version of its release, such as"
            " 'se-2016@1'."
        )
        yield Problem("bad-identifier", sentence, pointer=f"/{side.value}")
        return
    pins[side] = (pin[1], int(pin[2]))
    # Of a registry the release that is pinned; of a plain mapping by id the one that there is.
    edition = find(pin[0]) or find(pin[1])
    if edition is None:
        sentence = (
            f"There is no edition {pin[1]!r} that a mapping could join, so the mapping is not used. Install"
            " the framework that brings it, or correct the id."
        )
        yield Problem("unknown-edition", sentence, pointer=f"/{side.value}")
        return
    editions[side] = edition


def _mapping(
    written: MappingFile, editions: Mapping[Side, Edition], pins: Mapping[Side, tuple[str, int]]
) -> EditionMapping:
    return EditionMapping(
        release=written.release,
        source=editions[Side.SOURCE],
        target=editions[Side.TARGET],
        source_release=pins[Side.SOURCE][1],
        target_release=pins[Side.TARGET][1],
        levels=written.levels,
        links=written.links,
        dropped=written.dropped,
        new=written.new,
        covered=written.covered,
        covered_source=written.covered_source,
        statements=written.statements,
        sources=written.sources,
        authors=written.authors,
        status=written.status,
    )


def mapping_data(mapping: EditionMapping) -> dict[str, Any]:
    """Return a mapping as plain data, its editions by id and major version."""
    data: dict[str, Any] = unstructure(mapping_file(mapping))
    return data
