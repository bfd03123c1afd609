"""Verify releases offline: every byte, every chain, every version step, and every golden score again."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any, final

from attrs import frozen

from kompass_spec.codec.canonical import canonical_bytes, release_bytes
from kompass_spec.codec.converter import structure, unstructure
from kompass_spec.codec.documents import parse_json
from kompass_spec.codec.editions import read_edition
from kompass_spec.codec.mappings import mapping_data, read_mapping, released_mapping
from kompass_spec.codec.scorecards import scorecard_from_data
from kompass_spec.collecting import verified_bytes
from kompass_spec.conformance import vectors_folder
from kompass_spec.differing import Step, diff_editions
from kompass_spec.ledger import Entry, Ledger, ReleaseKind, digest_of, read_ledger, version_key
from kompass_spec.model import Edition
from kompass_spec.plugins import Plugins, load_plugins
from kompass_spec.problems import InputError, Problem
from kompass_spec.registry import Registry, load_registry
from kompass_spec.scoring import STANDARD, score_assessment

__all__ = ["Verified", "installed_ledgers", "verification_data", "verify_folder", "verify_installed"]


@final
@frozen(kw_only=True)
class Verified:
    """Say of one framework what its ledger holds, the digest of its head, what was not checked, and what is wrong."""

    name: str
    releases: int
    head: str
    unchecked: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def verify_installed(
    plugins: Plugins | None = None, registry: Registry | None = None
) -> tuple[Verified, ...]:
    """Verify the ledger of every installed framework, and that of the package's own vectors.

    Raise nothing for what is wrong in them.
    """
    plugins = plugins or load_plugins("frameworks", "scorers")
    registry = registry if registry is not None else load_registry(plugins)
    return tuple(
        verify_folder(folder, distribution, registry=registry, plugins=plugins)
        for folder, distribution in installed_ledgers(plugins)
    )


def installed_ledgers(plugins: Plugins) -> Iterator[tuple[Traversable, str]]:
    """Iterate over the folders that have a ledger, or may have one, each with the distribution that brings it."""
    for plugin in plugins.of_kind("frameworks"):
        yield plugin.provided.folder, plugin.distribution
    yield vectors_folder(), "kompass-spec"


def verify_folder(
    folder: Traversable, name: str, *, registry: Registry, plugins: Plugins, drafts: bool = False
) -> Verified:
    """Verify the ledger in a framework's folder and everything that it names.

    With ``drafts``, a working TOML that differs from its last release without a new version is a problem too.
    """
    try:
        ledger = read_ledger(folder)
    except InputError as error:
        return Verified(name=name, releases=0, head="", problems=error.in_file(name).problems)
    unchecked: list[str] = []
    problems = [
        *_file_problems(folder, ledger, name),
        *_edition_problems(folder, ledger, name),
        *_mapping_problems(folder, ledger, name, registry, unchecked),
        *_golden_problems(folder, ledger, name, registry=registry, plugins=plugins, unchecked=unchecked),
        *(_draft_problems(folder, ledger, name, registry, unchecked) if drafts else ()),
    ]
    found = dict.fromkeys(problems)
    return Verified(
        name=name,
        releases=len(ledger.entries),
        head=ledger.head,
        unchecked=tuple(dict.fromkeys(unchecked)),
        problems=tuple(found),
    )


def verification_data(found: tuple[Verified, ...]) -> dict[str, Any]:
    """Return what was verified as plain data for JSON."""
    return {
        "ledgers": [
            {
                "distribution": one.name,
                "entries": one.releases,
                "head": one.head,
                "unchecked": list(one.unchecked),
            }
            for one in found
        ]
    }


def _entries(ledger: Ledger, kind: ReleaseKind) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    for name in ledger.ids(kind):
        yield name, ledger.releases(kind, name)


def _file_problems(folder: Traversable, ledger: Ledger, name: str) -> Iterator[Problem]:
    """Find files whose bytes are not what was published, that are missing, or that no entry names."""
    known = set()
    for entry in ledger.entries:
        known.add(entry.file)
        try:
            content = verified_bytes(folder, entry, f"{name}: {entry.file}")
        except InputError as error:
            yield from error.problems
            continue
        if canonical_bytes(parse_json(content.decode())) != content:
            sentence = "The release is not in canonical form (RFC 8785)."
            yield Problem("altered-release", sentence, f"{name}: {entry.file}")
    place = folder.joinpath("releases")
    for child in sorted(place.iterdir(), key=lambda one: one.name) if place.is_dir() else ():
        for file in sorted(child.iterdir(), key=lambda one: one.name) if child.is_dir() else ():
            if f"releases/{child.name}/{file.name}" not in known:
                sentence = "This file lies among the releases, but the ledger does not name it. Remove it, or release it with kompass release."
                yield Problem("unknown-release", sentence, f"{name}: releases/{child.name}/{file.name}")


def _content(folder: Traversable, entry: Entry) -> Any:
    return parse_json(verified_bytes(folder, entry, entry.file).decode())


def _edition_problems(folder: Traversable, ledger: Ledger, name: str) -> Iterator[Problem]:
    for code, entries in _entries(ledger, ReleaseKind.EDITION):
        before: Edition | None = None
        for entry in entries:
            file = f"{name}: {entry.file}"
            try:
                edition = structure(_content(folder, entry), Edition)
            except InputError as error:
                yield from error.in_file(file).problems
                before = None
                continue
            if (edition.id, edition.release) != (code, entry.version):
                sentence = f"The ledger calls this {code}@{entry.version}, and it calls itself {edition.id}@{edition.release}."
                yield Problem("altered-release", sentence, file)
            if before is not None:
                step = diff_editions(before, edition).step
                if step is not None and not _is_step(before.release, edition.release, step):
                    sentence = f"The changes since {before.release} make a {step.value} step, which {edition.release} is not."
                    yield Problem("wrong-version", sentence, file)
            before = edition


def _is_step(before: str, after: str, step: Step) -> bool:
    old, new = version_key(before), version_key(after)
    if new[0] > old[0]:
        return True
    if new[1] > old[1]:
        return step is not Step.MAJOR
    return step is Step.PATCH


def _is_without_edition(error: InputError) -> bool:
    """Tell whether all that is wrong with a mapping is that an edition of another distribution is not installed."""
    return all(
        (problem.code, problem.pointer) in {("unknown-edition", "/source"), ("unknown-edition", "/target")}
        for problem in error.problems
    )


def _mapping_problems(
    folder: Traversable, ledger: Ledger, name: str, registry: Registry, unchecked: list[str]
) -> Iterator[Problem]:
    for code, entries in _entries(ledger, ReleaseKind.MAPPING):
        newest = ledger.newest(ReleaseKind.MAPPING, code)
        for entry in entries:
            if entry is not newest:
                # An older release may pin an older major version of an edition; its bytes were verified above.
                continue
            file = f"{name}: {entry.file}"
            try:
                mapping = released_mapping(verified_bytes(folder, entry, file).decode(), file, registry)
            except InputError as error:
                if _is_without_edition(error):
                    unchecked.append(_unjoined(f"{code}@{entry.version}"))
                else:
                    yield from error.in_file(file).problems
                continue
            if (mapping.id, mapping.release) != (code, entry.version):
                sentence = f"The ledger calls this {code}@{entry.version}, and it calls itself {mapping.id}@{mapping.release}."
                yield Problem("altered-release", sentence, file)


def _unjoined(mapping: str) -> str:
    return f"{mapping}: an edition that it joins is not installed"


def _golden_problems(
    folder: Traversable,
    ledger: Ledger,
    name: str,
    *,
    registry: Registry,
    plugins: Plugins,
    unchecked: list[str],
) -> Iterator[Problem]:
    scorers = {plugin.name for plugin in plugins.of_kind("scorers")}
    for code, entries in _entries(ledger, ReleaseKind.SCORECARD):
        for entry in entries:
            if ledger.withdrawn(ReleaseKind.SCORECARD, code, entry.version) is not None:
                continue
            file = f"{name}: {entry.file}"
            if STANDARD not in scorers:
                unchecked.append(f"{code}@{entry.version}: no scorer named {STANDARD!r} is installed")
                continue
            try:
                published = verified_bytes(folder, entry, file)
                card = scorecard_from_data(parse_json(published.decode()))
                again = score_assessment(card.assessment, registry=registry, plugins=plugins)
            except InputError as error:
                yield from error.in_file(file).problems
                continue
            if again != card:
                sentence = (
                    f"The scorer no longer gives the score that was published as {code}@{entry.version}."
                )
                yield Problem("other-score", sentence, file)


def _draft_problems(
    folder: Traversable, ledger: Ledger, name: str, registry: Registry, unchecked: list[str]
) -> Iterator[Problem]:
    for kind, place, file in (
        (ReleaseKind.EDITION, "editions", "edition.toml"),
        (ReleaseKind.MAPPING, "mappings", "mapping.toml"),
    ):
        drafts = folder.joinpath(place)
        for child in sorted(drafts.iterdir(), key=lambda one: one.name) if drafts.is_dir() else ():
            draft = child.joinpath(file)
            released = ledger.releases(kind, child.name)
            if not draft.is_file() or not released:
                continue
            where = f"{name}: {place}/{child.name}/{file}"
            try:
                content, version = _draft(kind, draft.read_text("utf-8"), where, registry)
            except InputError as error:
                if kind is ReleaseKind.MAPPING and _is_without_edition(error):
                    unchecked.append(_unjoined(f"the draft of {child.name}"))
                else:
                    yield from error.problems
                continue
            last = released[-1]
            if version == last.version and _is_other(content, folder, last):
                yield _unreleased(last.version, where)
    yield from _vector_draft_problems(folder, ledger, name)


def _unreleased(version: str, where: str) -> Problem:
    sentence = f"It differs from its last release, {version}. Give it the next version and publish it with kompass release, or take the change back."
    return Problem("unreleased-change", sentence, where)


def _vector_draft_problems(folder: Traversable, ledger: Ledger, name: str) -> Iterator[Problem]:
    for topic, entries in _entries(ledger, ReleaseKind.VECTORS):
        draft, last = folder.joinpath(f"{topic}.json"), entries[-1]
        where = f"{name}: {topic}.json"
        if not draft.is_file():
            continue
        try:
            data = parse_json(draft.read_text("utf-8"))
            content = canonical_bytes(data)
        except ValueError as error:  # an InputError is one, and so is what has no canonical form
            yield Problem("bad-json", f"These vectors cannot be read: {error}", where)
            continue
        if digest_of(content) != last.sha256 and data.get("version") == last.version:
            yield _unreleased(last.version, where)


def _is_other(content: bytes, folder: Traversable, entry: Entry) -> bool:
    """Tell whether a release holds something else; of one that is missing or altered, that was said before."""
    try:
        return content != verified_bytes(folder, entry, entry.file)
    except InputError:
        return False


def _draft(kind: ReleaseKind, text: str, file: str, registry: Registry) -> tuple[bytes, str | None]:
    if kind is ReleaseKind.EDITION:
        edition = read_edition(text, file)
        return release_bytes(unstructure(edition)), edition.release
    mapping = read_mapping(text, file, registry)
    return release_bytes(mapping_data(mapping)), mapping.release
