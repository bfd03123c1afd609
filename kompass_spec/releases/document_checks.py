"""Check one file: an edition, a mapping, a register, a dataset, or results."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, final

from attrs import frozen

from kompass_spec.documents.assessments import assessments_from_data
from kompass_spec.documents.datasets import read_dataset
from kompass_spec.documents.disk import read_bytes
from kompass_spec.documents.editions import read_edition
from kompass_spec.documents.kinds import DocumentKind, is_json, is_toml, kind_of_json, kind_of_toml
from kompass_spec.documents.plain import parse_json, parse_toml
from kompass_spec.documents.registers import read_register
from kompass_spec.documents.text import decode_text
from kompass_spec.model import Assessment, Edition
from kompass_spec.model.applicability import kind_problems
from kompass_spec.model.assessment_codes import dangling_problems
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.drafts import folder_problems
from kompass_spec.registry.drafts_beside import with_drafts_beside
from kompass_spec.registry.ledger import LEDGER, ReleaseKind, read_ledger
from kompass_spec.registry.registry import Registry
from kompass_spec.releases.candidates import Candidate, candidate_of, mapping_candidate
from kompass_spec.releases.draft_rules import left_behind
from kompass_spec.releases.draft_verification import candidate_problems
from kompass_spec.releases.subjects import Subject
from kompass_spec.results.scorecards import other_scorers, scored_from_data

__all__ = ["Document", "document_problems", "edition_in", "held_by", "read_document"]

_DRAFT_FILES = {ReleaseKind.EDITION: "edition.toml", ReleaseKind.MAPPING: "mapping.toml"}


@final
@frozen(kw_only=True)
class Document:
    """Hold a file that is checked: its text, its plain data, and the kind of what it holds.

    ``kind`` is ``None`` where it holds nothing that is checked.
    """

    path: Path
    text: str
    data: Any
    kind: DocumentKind | None


def read_document(path: Path, limit: int, *, named: bool) -> Document:
    """Return what a file holds; raise ``InputError`` where it is no document that is checked.

    A file that nobody ``named`` may hold anything.
    """
    file = str(path)
    text = decode_text(read_bytes(path, limit), file)
    if is_json(file):
        data = parse_json(text)
        kind = kind_of_json(data)
        if kind is None and named:
            kind = DocumentKind.ASSESSMENTS
        return Document(path=path, text=text, data=data, kind=kind if named or _is_result(data) else None)
    if not is_toml(file):
        sentence = (
            "Only TOML and JSON are checked. A printed report is checked by importing and scoring it: kompass"
            " score FILE."
        )
        raise InputError([Problem("unknown-document", sentence, file)])
    data = parse_toml(text)
    kind = kind_of_toml(data)
    if kind is None and (named or path.name == "edition.toml"):
        # What somebody meant to be an edition is read as one, so that everything that it lacks is said.
        kind = DocumentKind.EDITION
    return Document(path=path, text=text, data=data, kind=kind)


def edition_in(document: Document) -> Edition:
    """Return the edition in a document; raise ``InputError`` with what is wrong with it and its folder."""
    problems = _misplaced(document, ReleaseKind.EDITION, document.data.get("id"))
    try:
        edition = read_edition(document.text, str(document.path))
    except InputError as error:
        raise InputError([*problems, *error.problems]) from None
    if problems:
        raise InputError(problems)
    return edition


def held_by(document: Document) -> str:
    """Return what a document that is fine holds, and what of it could not be checked."""
    held: str = document.kind.value if document.kind is not None else ""
    if document.kind is not DocumentKind.SCORECARDS:
        return held
    unheld = [warning.message for warning in other_scorers(scored_from_data(document.data).scorecards)]
    return f"{held}: {' '.join(unheld)}" if unheld else held


def document_problems(
    document: Document, registry: Registry, edition: Edition | None = None
) -> tuple[Problem, ...]:
    """Return everything that is wrong with a document; ``registry`` has the editions that it may name.

    ``edition`` is the one that was read from it, where it holds one.
    """
    try:
        if edition is not None:
            _check_draft(candidate_of(edition, str(document.path)), document.path, registry)
        else:
            _check(document, registry)
    except InputError as error:
        return error.in_file(str(document.path)).problems
    return ()


def _check(document: Document, registry: Registry) -> None:
    """Raise ``InputError`` with everything that is wrong with a document."""
    file = str(document.path)
    if is_json(file):
        if document.kind is not None:
            _check_json(document.data, registry)
    elif document.kind is DocumentKind.REGISTER:
        read_register(document.text, file)
    elif document.kind is DocumentKind.DATASET:
        read_dataset(document.text, file)
    elif document.kind is DocumentKind.MAPPING:
        _check_mapping(document, registry)


def _check_mapping(document: Document, registry: Registry) -> None:
    registry = with_drafts_beside(document.path, registry)
    candidate = mapping_candidate(document.text, str(document.path), registry)
    problems = _misplaced(document, ReleaseKind.MAPPING, candidate.id)
    if candidate.mapping is not None:
        problems += left_behind(candidate.mapping, str(document.path), registry)
    if problems:
        raise InputError(problems)
    _check_draft(candidate, document.path, registry)


def _misplaced(document: Document, kind: ReleaseKind, identifier: object) -> list[Problem]:
    """Return the problem of a draft that does not lie in the folder of its id."""
    if document.path.name != _DRAFT_FILES[kind]:
        return []
    folder = Path(os.path.realpath(document.path)).parent.name
    return folder_problems(identifier, folder, str(document.path), kind)


def _check_draft(candidate: Candidate, path: Path, registry: Registry) -> None:
    """Raise ``InputError`` where a draft beside a ledger has not the version that its changes ask for."""
    folder = Path(os.path.realpath(path)).parent.parent.parent
    if path.name != _DRAFT_FILES.get(candidate.kind) or not (folder / LEDGER).is_file():
        return
    subject = Subject(folder=folder, ledger=read_ledger(folder), name=str(folder), registry=registry)
    if problems := list(candidate_problems(candidate, str(path), subject)):
        raise InputError(problems)


def _is_result(data: Any) -> bool:
    """Tell what ``kompass import`` or ``kompass score`` wrote from other JSON."""
    kind = kind_of_json(data)
    if kind not in {DocumentKind.ASSESSMENTS, DocumentKind.SCORECARDS}:
        return False
    return isinstance(data[kind.value], list)


_NOT_CHECKED = {
    DocumentKind.CONVERSIONS: (
        "This is what kompass convert wrote, and it is not read again. Check the result and the mapping"
        " that it was made of."
    ),
    DocumentKind.RELEASED_EDITION: (
        "This is the release of an edition. Releases are checked by their ledger: kompass verify."
    ),
    DocumentKind.RELEASED_MAPPING: (
        "This is the release of a mapping. Releases are checked by their ledger: kompass verify."
    ),
}


def _check_json(data: Any, registry: Registry) -> None:
    """Raise ``InputError`` with what is wrong with JSON of the package."""
    kind = kind_of_json(data)
    if kind in _NOT_CHECKED:
        raise InputError([Problem("unknown-document", _NOT_CHECKED[kind])])
    if kind is DocumentKind.SCORECARDS:
        scored_from_data(data, registry, drafts=True)
        return
    problems = [
        problem.under(f"/assessments/{index}")
        for index, assessment in enumerate(assessments_from_data(data).assessments)
        for problem in _assessment_problems(assessment, registry)
    ]
    if problems:
        raise InputError(problems)


def _assessment_problems(assessment: Assessment, registry: Registry) -> Iterator[Problem]:
    """Find that an assessment's edition is not installed, or has not the items that it speaks of."""
    edition = registry.get(assessment.release_key)
    if edition is None:
        known = ", ".join(registry) or "none"
        sentence = f"The edition {assessment.release_key!r} is not installed. There are: {known}."
        yield Problem("unknown-edition", sentence, pointer="/edition")
        return
    if assessment.digest is not None and assessment.digest != registry.digest(edition):
        sentence = (
            f"The assessment was made on another {assessment.release_key!r} than the one that is installed:"
            " the digests differ."
        )
        yield Problem("altered-release", sentence, pointer="/digest")
    yield from dangling_problems(assessment, edition)
    yield from kind_problems(edition, assessment)
