"""Verify the drafts of one framework: each is what was released last, or has the version that its changes ask for."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import final

from attrs import frozen

from kompass_spec.documents.canonical import canonical_bytes, release_bytes
from kompass_spec.documents.editions import read_edition
from kompass_spec.documents.mappings import mapping_data, read_mapping
from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.structure import unstructure
from kompass_spec.documents.text import decode_text
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.ledger import Ledger, ReleaseKind, digest_of
from kompass_spec.registry.registry import Registry
from kompass_spec.releases.versions import diff_contents, last_release, number_problems, version_problems

__all__ = ["draft_problems", "lacks_an_edition", "unjoined"]

_DRAFTS = (
    (ReleaseKind.EDITION, "editions", "edition.toml"),
    (ReleaseKind.MAPPING, "mappings", "mapping.toml"),
)


@final
@frozen(kw_only=True)
class _Draft:
    """Hold what would be released now: under which id and version, and the bytes."""

    kind: ReleaseKind
    id: str
    version: str
    content: bytes


def unjoined(mapping: str) -> str:
    """Say that a mapping was not checked, because an edition is not there."""
    return f"{mapping}: an edition that it joins is not installed"


def lacks_an_edition(error: InputError, *, older: bool = False) -> bool:
    """Tell whether all that is wrong with a mapping is that an edition of another distribution is not installed.

    An ``older`` release of a mapping may pin a major version of which nothing is left but what was withdrawn.
    """
    codes = {"unknown-edition", "wrong-release"} if older else {"unknown-edition"}
    return all(
        problem.code in codes and problem.pointer in {"/source", "/target"} for problem in error.problems
    )


def draft_problems(
    folder: Traversable, ledger: Ledger, name: str, registry: Registry, unchecked: list[str]
) -> Iterator[Problem]:
    """Find drafts that differ from their last release under its version, or under one that the changes do not ask for."""
    for kind, place, file in _DRAFTS:
        drafts = folder.joinpath(place)
        for child in sorted(drafts.iterdir(), key=lambda one: one.name) if drafts.is_dir() else ():
            if not child.joinpath(file).is_file():
                continue
            where = f"{name}: {place}/{child.name}/{file}"
            try:
                text = decode_text(child.joinpath(file).read_bytes(), where)
                draft = _draft(kind, text, where, registry)
            except InputError as error:
                if kind is ReleaseKind.MAPPING and lacks_an_edition(error):
                    unchecked.append(unjoined(f"the draft of {child.name}"))
                else:
                    yield from error.problems
                continue
            if draft.id != child.name:
                sentence = (
                    f"The id {draft.id!r} is not the name of the folder, {child.name!r}. Make them the same."
                )
                yield Problem("bad-identifier", sentence, where, "/id")
            yield from _one(draft, where, folder, ledger, registry, unchecked)
    yield from _vector_problems(folder, ledger, name, registry, unchecked)


def _vector_problems(
    folder: Traversable, ledger: Ledger, name: str, registry: Registry, unchecked: list[str]
) -> Iterator[Problem]:
    for topic in ledger.ids(ReleaseKind.VECTORS):
        file = folder.joinpath(f"{topic}.json")
        where = f"{name}: {topic}.json"
        if not file.is_file():
            continue
        try:
            vectors = _vectors(topic, decode_text(file.read_bytes(), where))
        except ValueError as error:  # an InputError is one, and so is what has no canonical form
            yield Problem("bad-json", f"These vectors cannot be read: {error}", where)
            continue
        yield from _one(vectors, where, folder, ledger, registry, unchecked)


def _draft(kind: ReleaseKind, text: str, file: str, registry: Registry) -> _Draft:
    if kind is ReleaseKind.EDITION:
        edition = read_edition(text, file)
        content = release_bytes(unstructure(edition))
        return _Draft(kind=kind, id=edition.id, version=edition.release, content=content)
    mapping = read_mapping(text, file, registry)
    content = release_bytes(mapping_data(mapping))
    return _Draft(kind=kind, id=mapping.id, version=mapping.release or "", content=content)


def _vectors(topic: str, text: str) -> _Draft:
    data = parse_json(text)
    version = data.get("version") if isinstance(data, dict) else None
    return _Draft(
        kind=ReleaseKind.VECTORS, id=topic, version=str(version or ""), content=canonical_bytes(data)
    )


def _one(  # noqa: PLR0917 - its only caller stands above
    draft: _Draft,
    where: str,
    folder: Traversable,
    ledger: Ledger,
    registry: Registry,
    unchecked: list[str],
) -> Iterator[Problem]:
    digest = digest_of(draft.content)
    if any(one.sha256 == digest for one in ledger.releases(draft.kind, draft.id)[-1:]):
        return
    try:
        last = last_release(folder, ledger, draft.kind, draft.id, registry)
        if last is None:
            unchecked.append(f"the draft of {draft.id}: nothing of it was released yet")
            return
        if draft.version == last[0].version:
            yield _unreleased(draft.version, where)
            return
        difference = diff_contents(draft.kind, last[1], draft.content)
    except InputError as error:
        # Of a release that is missing or altered, that was said before.
        said = {"missing-release", "altered-release"}
        yield from (problem.in_file(where) for problem in error.problems if problem.code not in said)
        return
    found = number_problems(draft.version) or version_problems(
        draft.id, last[0].version, draft.version, difference
    )
    yield from (problem.in_file(where) for problem in found)


def _unreleased(version: str, where: str) -> Problem:
    sentence = (
        f"It differs from its last release, {version}. Give it the next version and publish it with kompass"
        " release, or take the change back."
    )
    return Problem("unreleased-change", sentence, where)
