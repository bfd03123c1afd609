"""Make of a draft what would be released: under which id and version, and the very bytes."""

from collections.abc import Mapping
from typing import Any, final

from attrs import field, frozen

from kompass_spec.documents.canonical import canonical_bytes, release_bytes
from kompass_spec.documents.editions import read_edition
from kompass_spec.documents.forms import FORM, FORMS, formed
from kompass_spec.documents.mappings import mapping_data, read_mapping
from kompass_spec.documents.scorecards import scorecard_data
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Edition, EditionMapping, Scorecard
from kompass_spec.model.mapping_contradictions import contradictions
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.drafts import Draft
from kompass_spec.registry.ledger import Entry, ReleaseKind, digest_of

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

    ``authors`` are those that it names itself. ``digests`` are those that the same content has as a release
    of any form. ``edition`` or ``mapping`` is what was read, where it is one.
    """

    kind: ReleaseKind
    id: str
    version: str
    content: bytes = field(repr=False)
    authors: tuple[str, ...] = ()
    digests: frozenset[str] = field(default=frozenset(), repr=False)
    edition: Edition | None = field(default=None, repr=False)
    mapping: EditionMapping | None = field(default=None, repr=False)

    def is_released_as(self, entry: Entry) -> bool:
        """Tell whether an entry released just this content, in whatever form."""
        return entry.sha256 in self.digests or entry.sha256 == digest_of(self.content)


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
    return Candidate(
        kind=ReleaseKind.EDITION,
        id=edition.id,
        version=edition.release,
        edition=edition,
        **_frozen(unstructure(edition), file),
    )


def mapping_candidate(text: str, file: str, editions: Mapping[str, Edition]) -> Candidate:
    """Return what would be released of a mapping's TOML; raise ``InputError`` where that is broken."""
    mapping = read_mapping(text, file, editions)
    if problems := list(contradictions(mapping)):
        raise InputError(problems).in_file(file)
    return Candidate(
        kind=ReleaseKind.MAPPING,
        id=mapping.id,
        version=mapping.release or "",
        authors=mapping.authors,
        **_frozen(mapping_data(mapping), file),
        mapping=mapping,
    )


def golden_candidate(name: str, version: str, scorecard: Scorecard) -> Candidate:
    """Return what a scorecard would be released as; raise ``InputError`` where it has no canonical form."""
    frozen_parts = _frozen(scorecard_data(scorecard), None)
    return Candidate(kind=ReleaseKind.SCORECARD, id=name, version=version, **frozen_parts)


def vectors_candidate(topic: str, data: Any) -> Candidate:
    """Return what vectors would be released as; raise ``ValueError`` where they have no canonical form.

    Unlike other releases theirs leave nothing out: what is null or empty is a part of what a vector asks. Nor
    do they name a form: theirs is that of their own README, for implementations that know no ledger.
    """
    version = data.get("version") if isinstance(data, dict) else None
    content = canonical_bytes(data)
    return Candidate(kind=ReleaseKind.VECTORS, id=topic, version=str(version or ""), content=content)


def _frozen(data: Mapping[str, Any], file: str | None) -> dict[str, Any]:
    """Return the bytes of a release in the newest form, and the digests that it has in each.

    Raise ``InputError`` where a text in it is none that UTF-8 can write.
    """
    try:
        contents = {form: release_bytes(formed(data, form)) for form in FORMS}
    except ValueError as error:
        sentence = f"This has no canonical form, so it cannot be released: {error}. Write it anew."
        raise InputError([Problem("bad-json", sentence, file)]) from None
    return {"content": contents[FORM], "digests": frozenset(map(digest_of, contents.values()))}
