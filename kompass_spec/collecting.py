"""Collect what the folder of a framework holds: released editions and mappings, else drafts as TOML."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import final

from attrs import define, field, frozen

from kompass_spec.codec.documents import parse_json
from kompass_spec.codec.released import released_edition
from kompass_spec.ledger import LEDGER, Entry, Ledger, ReleaseKind, digest_of, read_ledger, version_key
from kompass_spec.model.edition import Edition
from kompass_spec.problems import InputError, Problem
from kompass_spec.reading import decode_text

__all__ = ["Collected", "Released", "Stored", "collect", "settle"]


@final
@frozen(kw_only=True)
class Released:
    """Hold a release of an edition: its entry, where it lies, and who brings it.

    ``withdrawn`` says why it was withdrawn, ``handed_to`` which distribution the id was given to, each if it was.
    """

    entry: Entry
    folder: Traversable = field(repr=False)
    distribution: str
    withdrawn: str | None = None
    handed_to: str | None = None

    @property
    def name(self) -> str:
        """Return the file with its distribution, for messages."""
        return f"{self.distribution}: {self.entry.file}"

    def content(self) -> bytes:
        """Return the released bytes; raise ``InputError`` where they are not what was published."""
        return verified_bytes(self.folder, self.entry, self.name)

    def edition(self) -> Edition:
        """Return the edition; raise ``InputError`` where its bytes are not what was published."""
        return released_edition(parse_json(self.content().decode()))


@final
@frozen(kw_only=True)
class Stored:
    """Hold where a mapping lies: released, with its entry, or as a draft; ``name`` is for messages."""

    id: str
    distribution: str
    name: str
    folder: Traversable = field(repr=False)
    file: Traversable = field(repr=False)
    entry: Entry | None = None
    handed_to: str | None = None

    def text(self) -> str:
        """Return what stands in the file; raise ``InputError`` where a release is not what was published."""
        if self.entry is not None:
            return verified_bytes(self.folder, self.entry, self.name).decode()
        return self.file.read_text("utf-8")


@final
@define
class Collected:
    """Gather what all frameworks bring, and what is wrong with it."""

    ledgers: list[tuple[str, Traversable, Ledger]] = field(factory=list)
    releases: dict[str, Released] = field(factory=dict)
    drafts: dict[str, Edition] = field(factory=dict)
    origins: dict[str, str] = field(factory=dict)
    registers: list[Traversable] = field(factory=list)
    mappings: list[Stored] = field(factory=list)
    problems: list[Problem] = field(factory=list)


def verified_bytes(folder: Traversable, entry: Entry, name: str) -> bytes:
    """Return the bytes of a released file; raise ``InputError`` unless they have the digest of its entry."""
    place = folder
    for part in entry.file.split("/"):
        place = place.joinpath(part)
    if not place.is_file():
        sentence = (
            f"The release {entry.id}@{entry.version} is missing. Reinstall the distribution that brings it."
        )
        raise InputError([Problem("missing-release", sentence, name)])
    content = place.read_bytes()
    if digest_of(content) != entry.sha256:
        sentence = f"The release {entry.id}@{entry.version} is not what was published: its bytes have another digest than the ledger says. Reinstall the distribution that brings it."
        raise InputError([Problem("altered-release", sentence, name)])
    return content


def collect(folder: Traversable, distribution: str, into: Collected) -> None:
    """Collect what a framework's folder holds; what is wrong becomes a problem and costs only itself."""
    try:
        ledger = read_ledger(folder)
    except InputError as error:
        into.problems.extend(problem.in_file(distribution) for problem in error.problems)
        return
    if folder.joinpath(LEDGER).is_file():
        into.ledgers.append((distribution, folder, ledger))
    else:
        _collect_drafts(folder, distribution, into)
    place = folder.joinpath("organisations")
    if place.is_dir():
        into.registers += sorted(
            (child for child in place.iterdir() if child.name.endswith(".toml")),
            key=lambda child: child.name,
        )


def _owners(kind: ReleaseKind, name: str, into: Collected) -> list[tuple[str, Traversable, Ledger]]:
    """Return the ledgers that may speak of an id: the first, and whoever it was handed over to, one after another.

    The first is the one that nobody handed the id to; of several, the first by the distribution's name. A later one
    whose versions do not rise above those before is not heard.
    """
    speaking = {one[0]: one for one in into.ledgers if one[2].releases(kind, name)}
    given = {one[2].handed_to(kind, name) for one in speaking.values()}
    first = min((distribution for distribution in speaking if distribution not in given), default=None)
    owners: list[tuple[str, Traversable, Ledger]] = []
    last: Entry | None = None
    while first is not None and first in speaking:
        owner = speaking.pop(first)
        released = owner[2].releases(kind, name)
        if last is not None and version_key(released[0].version) <= version_key(last.version):
            into.problems.append(_not_above(first, owners[-1][0], released[0], last))
            break
        owners.append(owner)
        last = released[-1]
        first = owner[2].handed_to(kind, name)
    into.problems.extend(
        _claimed(distribution, kind, name, owners[-1][0] if owners else "nobody")
        for distribution in sorted(speaking)
    )
    return owners


def _not_above(distribution: str, before: str, entry: Entry, last: Entry) -> Problem:
    sentence = f"{entry.id} was handed over to {distribution} after {last.version}, and its {entry.version} does not come after that. Only the releases of {before} are used, until {distribution} publishes a higher version."
    return Problem("wrong-version", sentence, f"{distribution}: {entry.file}")


def _names(kind: ReleaseKind, into: Collected) -> list[str]:
    return sorted({name for _, _, ledger in into.ledgers for name in ledger.ids(kind)})


def _may_draft(distribution: str, kind: ReleaseKind, name: str, into: Collected) -> bool:
    """Tell whether a draft may stand for an id that was released: only of whom it was handed over to."""
    return any(ledger.handed_to(kind, name) == distribution for _, _, ledger in into.ledgers)


def _first_owner(kind: ReleaseKind, name: str, into: Collected) -> str:
    return min(distribution for distribution, _, ledger in into.ledgers if ledger.releases(kind, name))


def _collect_releases(into: Collected) -> None:
    kind = ReleaseKind.EDITION
    for name in _names(kind, into):
        drafted = into.origins.get(name)
        if drafted is not None and not _may_draft(drafted, kind, name, into):
            into.problems.append(_claimed(drafted, kind, name, _first_owner(kind, name, into)))
            del into.origins[name], into.drafts[name]
        if name in into.origins:
            into.problems.extend(
                _claimed(distribution, kind, name, into.origins[name])
                for distribution, _, ledger in into.ledgers
                if ledger.releases(kind, name)
            )
            continue
        for distribution, folder, ledger in _owners(kind, name, into):
            into.origins[name] = distribution
            for entry in ledger.releases(kind, name):
                into.releases[f"{name}@{entry.version}"] = Released(
                    entry=entry,
                    folder=folder,
                    distribution=distribution,
                    withdrawn=ledger.withdrawn(kind, name, entry.version),
                    handed_to=ledger.handed_to(kind, name),
                )


def _collect_mappings(into: Collected) -> None:
    """Collect the newest release of every mapping, by the rule that holds for editions; a draft claims its id too."""
    kind = ReleaseKind.MAPPING
    refused = [
        stored
        for stored in into.mappings
        if stored.id in _names(kind, into) and not _may_draft(stored.distribution, kind, stored.id, into)
    ]
    into.problems.extend(
        _claimed(stored.distribution, kind, stored.id, _first_owner(kind, stored.id, into))
        for stored in refused
    )
    into.mappings[:] = [stored for stored in into.mappings if stored not in refused]
    drafted = {stored.id: stored.distribution for stored in reversed(into.mappings)}
    into.problems.extend(
        _claimed(stored.distribution, kind, stored.id, drafted[stored.id])
        for stored in into.mappings
        if stored.distribution != drafted[stored.id]
    )
    into.mappings[:] = [stored for stored in into.mappings if stored.distribution == drafted[stored.id]]
    for name in _names(kind, into):
        if name in drafted:
            into.problems.extend(
                _claimed(distribution, kind, name, drafted[name])
                for distribution, _, ledger in into.ledgers
                if ledger.releases(kind, name)
            )
            continue
        for distribution, folder, ledger in reversed(_owners(kind, name, into)):
            newest = ledger.newest(kind, name)
            if newest is not None:
                where = f"{distribution}: {newest.file}"
                into.mappings.append(
                    Stored(
                        id=name,
                        distribution=distribution,
                        name=where,
                        folder=folder,
                        file=folder,
                        entry=newest,
                        handed_to=ledger.handed_to(kind, name),
                    )
                )
                break


def _collect_drafts(folder: Traversable, distribution: str, into: Collected) -> None:
    """Collect the TOML of a framework that has released nothing yet."""
    # Imported here because the strict converter takes longer to import than all releases take to load.
    from kompass_spec.codec.editions import read_edition

    for name, file in _files(folder, "editions", "edition.toml"):
        where = f"{distribution}: {name}/{file.name}"
        try:
            edition = read_edition(decode_text(file.read_bytes(), where), where)
        except InputError as error:
            into.problems.extend(error.problems)
            continue
        if edition.id != name:
            sentence = f"The id {edition.id!r} is not the name of the folder, {name!r}. Make them the same."
            into.problems.append(Problem("bad-identifier", sentence, where, "/id"))
            continue
        if edition.id in into.origins:
            owner = into.origins[edition.id]
            into.problems.append(_claimed(distribution, ReleaseKind.EDITION, edition.id, owner))
            continue
        into.origins[edition.id] = distribution
        into.drafts[edition.id] = edition
    into.mappings += [
        Stored(
            id=name,
            distribution=distribution,
            name=f"{distribution}: {name}/{file.name}",
            folder=folder,
            file=file,
        )
        for name, file in _files(folder, "mappings", "mapping.toml")
    ]


def settle(collected: Collected) -> dict[str, Edition]:
    """Return the edition that stands for every id: the newest release that was not withdrawn, or a draft."""
    _collect_releases(collected)
    _collect_mappings(collected)
    found = dict(collected.drafts)
    newest: dict[str, Released] = {}
    for released in collected.releases.values():
        name = released.entry.id
        if released.withdrawn is None and (
            name not in newest
            or version_key(released.entry.version) > version_key(newest[name].entry.version)
        ):
            newest[name] = released
    for name, released in newest.items():
        try:
            found[name] = released.edition()
        except InputError as error:
            collected.problems.extend(error.problems)
    return found


def _claimed(distribution: str, kind: ReleaseKind, name: str, owner: str) -> Problem:
    sentence = f"{distribution} brings the {kind.value} {name!r}, which is {owner}'s. Only {owner}'s is used, until it hands the id over to {distribution}."
    where = f"{distribution}: {name}"
    if kind is ReleaseKind.MAPPING:
        return Problem("duplicate-mapping", sentence, where, "/source")
    return Problem("duplicate-edition", sentence, where, "/id")


def _files(folder: Traversable, kind: str, name: str) -> Iterator[tuple[str, Traversable]]:
    place = folder.joinpath(kind)
    if not place.is_dir():
        return
    for child in sorted(place.iterdir(), key=lambda child: child.name):
        file = child.joinpath(name)
        if child.is_dir() and file.is_file():
            yield child.name, file
