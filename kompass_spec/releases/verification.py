"""Verify releases offline: every byte, every chain, every version step, and every golden score again."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.resources.abc import Traversable
from typing import Any, final

from attrs import frozen

from kompass_spec.documents.canonical import canonical_bytes, release_bytes
from kompass_spec.documents.mappings import mapping_data, released_mapping
from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.scorecards import scorecard_from_data
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.model import Edition
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import LEDGER, Action, Entry, Ledger, ReleaseKind, read_ledger
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.registry.stored import misnamed, verified_bytes
from kompass_spec.releases.conformance import vectors_folder
from kompass_spec.releases.draft_verification import draft_problems, lacks_an_edition, unjoined
from kompass_spec.releases.versions import diff_contents, released_by, version_problems
from kompass_spec.results.scorecards import STANDARD, score_assessment

__all__ = [
    "Verified",
    "file_problems",
    "head_problems",
    "installed_ledgers",
    "verification_data",
    "verify_folder",
    "verify_installed",
]


@final
@frozen(kw_only=True)
class Verified:
    """Say of one framework what its ledger holds, the digest of its head, what was not checked, and what is wrong.

    ``withdrawn`` are its withdrawn releases, each with the reason.
    """

    name: str
    releases: int
    head: str
    unchecked: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
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


def head_problems(heads: Iterable[str], plugins: Plugins) -> Iterator[Problem]:
    """Find digests, noted elsewhere as the head of a ledger, that no ledger leads through; a broken one leads through none."""
    ledgers = []
    for folder, distribution in installed_ledgers(plugins):
        with suppress(InputError):
            ledgers.append(read_ledger(folder, distribution))
    for digest in heads:
        if not any(ledger.had_head(digest.strip().lower()) for ledger in ledgers):
            sentence = (
                f"No ledger has, or had, the head {digest!r}. Either its ledger is not installed, or it was"
                " written anew after that head was noted."
            )
            yield Problem("unknown-head", sentence)


def verify_folder(
    folder: Traversable, name: str, *, registry: Registry, plugins: Plugins, drafts: bool = False
) -> Verified:
    """Verify the ledger in a framework's folder and everything that it names.

    With ``drafts``, a working TOML that differs from its last release is a problem too, unless it has the
    version that its changes ask for.
    """
    try:
        ledger = read_ledger(folder, name)
    except InputError as error:
        return Verified(name=name, releases=0, head="", problems=error.problems)
    unchecked: list[str] = []
    if not folder.joinpath(LEDGER).is_file():
        unchecked.append("there is no ledger, so nothing was released")
    problems = [
        *file_problems(folder, ledger, name),
        *_edition_problems(folder, ledger, name),
        *_mapping_problems(folder, ledger, name, registry, unchecked),
        *_step_problems(folder, ledger, name, registry, unchecked),
        *_golden_problems(folder, ledger, name, registry=registry, plugins=plugins, unchecked=unchecked),
        *(draft_problems(folder, ledger, name, registry, unchecked) if drafts else ()),
    ]
    found = dict.fromkeys(problems)
    return Verified(
        name=name,
        releases=len(ledger.entries),
        head=ledger.head,
        unchecked=tuple(dict.fromkeys(unchecked)),
        withdrawn=tuple(
            f"{entry.id}@{entry.version}: {entry.reason}"
            for entry in ledger.entries
            if entry.action is Action.WITHDRAW
        ),
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
                "withdrawn": list(one.withdrawn),
            }
            for one in found
        ]
    }


def _file(name: str, entry: Entry) -> str:
    return f"{name}: {entry.file}"


def _content(folder: Traversable, entry: Entry) -> bytes | None:
    """Return the bytes of a release, ``None`` where they are altered or no JSON, which the files' own check says."""
    try:
        content = verified_bytes(folder, entry, entry.file)
        parse_json(content.decode())
    except ValueError:  # an InputError is one, and so is what is not UTF-8
        return None
    return content


def _edition_problems(folder: Traversable, ledger: Ledger, name: str) -> Iterator[Problem]:
    for _, entries in ledger.published(ReleaseKind.EDITION):
        for entry in entries:
            content = _content(folder, entry)
            if content is None:
                continue
            try:
                edition = structure(parse_json(content.decode()), Edition)
            except InputError as error:
                yield from error.in_file(_file(name, entry)).problems
                continue
            if (edition.id, edition.release) != (entry.id, entry.version):
                yield misnamed(entry, edition.id, edition.release, _file(name, entry))
            if not _writes(unstructure(edition), content):
                yield _otherwise_written(_file(name, entry))


def _writes(data: object, content: bytes) -> bool:
    """Tell whether plain data are released as these bytes; what has no canonical form is not."""
    try:
        return release_bytes(data) == content
    except ValueError:
        return False


def _otherwise_written(file: str) -> Problem:
    sentence = (
        "The release can be read, but is not written as kompass release writes the same content: a quantity"
        " is no text, say, or something empty stands in it."
    )
    return Problem("unreadable-release", sentence, file)


def _mapping_problems(
    folder: Traversable, ledger: Ledger, name: str, registry: Registry, unchecked: list[str]
) -> Iterator[Problem]:
    for code, entries in ledger.published(ReleaseKind.MAPPING):
        newest = ledger.newest(ReleaseKind.MAPPING, code)
        for entry in entries:
            content = _content(folder, entry)
            if content is None:
                continue
            file = _file(name, entry)
            try:
                mapping = released_mapping(content.decode(), file, registry)
            except InputError as error:
                if lacks_an_edition(error, older=entry != newest):
                    unchecked.append(unjoined(f"{code}@{entry.version}"))
                else:
                    yield from error.in_file(file).problems
                continue
            if (mapping.id, mapping.release) != (entry.id, entry.version):
                yield misnamed(entry, mapping.id, mapping.release, file)
            if not _writes(mapping_data(mapping), content):
                yield _otherwise_written(file)


def _step_problems(
    folder: Traversable, ledger: Ledger, name: str, registry: Registry, unchecked: list[str]
) -> Iterator[Problem]:
    """Find releases whose version is not the one that the changes since the release before ask for, whoever published that."""
    for kind in ReleaseKind:
        for code, entries in ledger.published(kind):
            installed = released_by(kind, code, registry)
            own: Entry | None = None
            for entry in entries:
                place = next((at for at, one in enumerate(installed) if one.entry == entry), None)
                after, before, version = _content(folder, entry), None, ""
                if place is not None:
                    if place > 0:
                        version = installed[place - 1].entry.version
                        before = _content(installed[place - 1].folder, installed[place - 1].entry)
                elif own is not None and _follows(ledger, own, entry):
                    version, before = own.version, _content(folder, own)
                elif own is not None:
                    unchecked.append(
                        f"{code}@{entry.version}: the release that it follows, by another distribution, is"
                        " not installed"
                    )
                own = entry
                if before is None or after is None:
                    continue
                try:
                    found = version_problems(code, version, entry.version, diff_contents(kind, before, after))
                except InputError as error:
                    found = list(error.problems)
                yield from (problem.in_file(_file(name, entry)) for problem in found)


def _follows(ledger: Ledger, before: Entry, after: Entry) -> bool:
    """Tell whether one release follows another within a ledger, without a hand-over between them."""
    between = ledger.entries[ledger.entries.index(before) + 1 : ledger.entries.index(after)]
    return not any(
        (one.action, one.kind, one.id) == (Action.HAND_OVER, after.kind, after.id) for one in between
    )


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
    for code, entries in ledger.published(ReleaseKind.SCORECARD):
        for entry in entries:
            if ledger.withdrawn(ReleaseKind.SCORECARD, code, entry.version) is not None:
                continue
            file = f"{name}: {entry.file}"
            if STANDARD not in scorers:
                unchecked.append(f"{code}@{entry.version}: no scorer named {STANDARD!r} is installed")
                continue
            published = _content(folder, entry)
            if published is None:
                continue
            try:
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


def file_problems(folder: Traversable, ledger: Ledger, name: str) -> Iterator[Problem]:
    """Find files whose bytes are not what was published, that are missing, or that no entry names.

    ``name`` is that of the distribution or the folder, for messages.
    """
    known = {entry.file: entry for entry in ledger.entries}
    for file, entry in known.items():
        where = f"{name}: {file}"
        try:
            content = verified_bytes(folder, entry, where)
        except InputError as error:
            yield from error.problems
            continue
        try:
            canonical = canonical_bytes(parse_json(content.decode()))
        except ValueError as error:  # an InputError is one, and so is what has no canonical form
            sentence = f"The release {entry.id}@{entry.version} is no canonical JSON (RFC 8785): {error}"
            yield Problem("unreadable-release", sentence, where)
            continue
        if canonical != content:
            sentence = "The release is not in canonical form (RFC 8785)."
            yield Problem("unreadable-release", sentence, where)
    for file in _files(folder.joinpath("releases"), "releases"):
        if file not in known:
            sentence = (
                "This file lies among the releases, but the ledger does not name it. Remove it, or release it"
                " with kompass release."
            )
            yield Problem("unknown-release", sentence, f"{name}: {file}")


def _files(folder: Traversable, path: str) -> Iterator[str]:
    """Iterate over the files in a folder, at any depth; what systems leave behind, such as .DS_Store, is passed over."""
    for child in sorted(folder.iterdir(), key=lambda one: one.name) if folder.is_dir() else ():
        if child.name.startswith("."):
            continue
        if child.is_dir():
            yield from _files(child, f"{path}/{child.name}")
        else:
            yield f"{path}/{child.name}"
