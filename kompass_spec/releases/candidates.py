"""Make of a draft what would be released: under which id and version, and the very bytes."""

from collections.abc import Mapping
from typing import Any, final

from attrs import field, frozen

from kompass_spec.documents.canonical import canonical_bytes, release_bytes
from kompass_spec.documents.editions import read_edition
from kompass_spec.documents.mappings import mapping_data, read_mapping
from kompass_spec.documents.scorecards import scorecard_data
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Edition, EditionMapping, Scorecard
from kompass_spec.model.mapping_contradictions import contradictions
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.drafts import Draft
from kompass_spec.registry.ledger import ReleaseKind

__all__ = [
    "Candidate",
    "candidate_of",
    "drafted",
    "edition_candidate",
    "golden_candidate",
    "mapping_candidate",
    "vectors_candidate",
]


@final
@frozen(kw_only=True)
class Candidate:
    """Hold what would be released now: its kind, id and version, and the bytes that would be frozen.

    ``authors`` are those that it names itself; ``edition`` or ``mapping`` is what was read, where it is one.
    """

    kind: ReleaseKind
    id: str
    version: str
    content: bytes = field(repr=False)
    authors: tuple[str, ...] = ()
    edition: Edition | None = field(default=None, repr=False)
    mapping: EditionMapping | None = field(default=None, repr=False)


def drafted(draft: Draft, editions: Mapping[str, Edition]) -> Candidate:
    """Return what would be released of a draft; raise ``InputError`` where that is broken."""
    if draft.kind is ReleaseKind.MAPPING:
        return mapping_candidate(draft.text(), draft.name, editions)
    return edition_candidate(draft.text(), draft.name)


def edition_candidate(text: str, file: str) -> Candidate:
    """Return what would be released of an edition's TOML; raise ``InputError`` where that is broken."""
    return candidate_of(read_edition(text, file), file)


def candidate_of(edition: Edition, file: str) -> Candidate:
    """Return what would be released of an edition; raise ``InputError`` where it has no canonical form."""
    content = _frozen(unstructure(edition), file)
    return Candidate(
        kind=ReleaseKind.EDITION, id=edition.id, version=edition.release, content=content, edition=edition
    )


def mapping_candidate(text: str, file: str, editions: Mapping[str, Edition]) -> Candidate:
    """Return what would be released of a mapping's TOML; raise ``InputError`` where that is broken."""
    mapping = read_mapping(text, file, editions)
    if problems := list(contradictions(mapping)):
        raise InputError(problems).in_file(file)
    content = _frozen(mapping_data(mapping), file)
    return Candidate(
        kind=ReleaseKind.MAPPING,
        id=mapping.id,
        version=mapping.release or "",
        content=content,
        authors=mapping.authors,
        mapping=mapping,
    )


def golden_candidate(name: str, version: str, scorecard: Scorecard) -> Candidate:
    """Return what a scorecard would be released as; raise ``InputError`` where it has no canonical form."""
    content = _frozen(scorecard_data(scorecard), None)
    return Candidate(kind=ReleaseKind.SCORECARD, id=name, version=version, content=content)


def vectors_candidate(topic: str, data: Any) -> Candidate:
    """Return what vectors would be released as; raise ``ValueError`` where they have no canonical form.

    Unlike other releases theirs leave nothing out: what is null or empty is a part of what a vector asks.
    """
    version = data.get("version") if isinstance(data, dict) else None
    content = canonical_bytes(data)
    return Candidate(kind=ReleaseKind.VECTORS, id=topic, version=str(version or ""), content=content)


def _frozen(data: object, file: str | None) -> bytes:
    """Return the bytes of a release; raise ``InputError`` where a text in it is none that UTF-8 can write."""
    try:
        return release_bytes(data)
    except ValueError as error:
        sentence = f"This has no canonical form, so it cannot be released: {error}. Write it anew."
        raise InputError([Problem("bad-json", sentence, file)]) from None
