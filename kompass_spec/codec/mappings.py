"""Read an edition mapping from its TOML, with everything that is wrong with it reported at once."""

import re
from collections.abc import Callable, Mapping
from typing import Any, final

from attrs import frozen

from kompass_spec.codec.converter import structure, unstructure
from kompass_spec.codec.documents import parse_json, parse_toml
from kompass_spec.model.edition import Edition, Source
from kompass_spec.model.mapping import EditionMapping, Level, Link, MappingStatus, Statement, Unlinked
from kompass_spec.problems import InputError, Problem

__all__ = [
    "MappingFile",
    "mapping_data",
    "mapping_file",
    "read_mapping",
    "released_mapping",
    "released_mapping_file",
]

_PIN = r"([a-z0-9-]+)@([0-9]{1,4})"


@final
@frozen(kw_only=True)
class MappingFile:
    """Hold a mapping as its file writes it: the editions by id and major version, whether they are installed or not."""

    release: str
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

    @property
    def id(self) -> str:
        """Return the name of the mapping, which is made of its editions."""
        return f"{self.source.partition('@')[0]}-to-{self.target.partition('@')[0]}"


def read_mapping(text: str, file: str, editions: Mapping[str, Edition]) -> EditionMapping:
    """Return the mapping that the TOML in ``text`` describes between two of ``editions``; ``file`` names it in errors.

    Raise ``InputError`` with every wrong type or, where there is none, every broken rule, each with file and pointer.
    """
    try:
        return build_mapping(structure(parse_toml(text), MappingFile), editions.get)
    except InputError as error:
        raise error.in_file(file) from None


def released_mapping(text: str, file: str, editions: Mapping[str, Edition]) -> EditionMapping:
    """Return the mapping in a release; raise ``InputError`` with everything that is wrong."""
    try:
        return build_mapping(released_mapping_file(text, file), editions.get)
    except InputError as error:
        raise error.in_file(file) from None


def released_mapping_file(text: str, file: str) -> MappingFile:
    """Return the mapping in a release as it is written, for which no edition is needed; raise ``InputError`` if it is none."""
    try:
        data = parse_json(text)
        # A release leaves out what is empty, and a mapping may declare no level.
        return structure({"levels": [], **data} if isinstance(data, dict) else data, MappingFile)
    except InputError as error:
        raise error.in_file(file) from None


def mapping_file(mapping: EditionMapping) -> MappingFile:
    """Return a mapping as its file writes it."""
    same = (
        "levels",
        "links",
        "dropped",
        "new",
        "covered",
        "covered_source",
        "statements",
        "sources",
        "authors",
    )
    return MappingFile(
        release=mapping.release or "",
        source=f"{mapping.source.id}@{mapping.source_release}",
        target=f"{mapping.target.id}@{mapping.target_release}",
        status=mapping.status,
        **{name: getattr(mapping, name) for name in same},
    )


def build_mapping(written: MappingFile, find: Callable[[str], Edition | None]) -> EditionMapping:
    """Return the mapping with its editions; raise ``InputError`` where one is not pinned, not known, or anything else is wrong."""
    problems: list[Problem] = []
    ends: dict[str, Edition] = {}
    pins: dict[str, int] = {}
    for side in ("source", "target"):
        pin = re.fullmatch(_PIN, getattr(written, side))
        if pin is None:
            sentence = f"{getattr(written, side)!r} does not pin an edition. Write its id and the major version of its release, such as 'se-2016@1'."
            problems.append(Problem("bad-identifier", sentence, pointer=f"/{side}"))
            continue
        # Of a registry the release that is pinned; of a plain mapping by id the one that there is.
        edition = find(pin[0]) or find(pin[1])
        if edition is None:
            sentence = f"There is no edition {pin[1]!r} that a mapping could join, so the mapping is not used. Install the framework that brings it, or correct the id."
            problems.append(Problem("unknown-edition", sentence, pointer=f"/{side}"))
            continue
        ends[side], pins[side] = edition, int(pin[2])
    if problems:
        raise InputError(problems)
    return EditionMapping(
        release=written.release,
        source=ends["source"],
        target=ends["target"],
        source_release=pins["source"],
        target_release=pins["target"],
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
