"""Collect what the folder of a framework holds: released editions and mappings, else drafts as TOML."""

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, final

from attrs import define, field, frozen

from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.released_editions import released_edition
from kompass_spec.documents.text import decode_text
from kompass_spec.model.edition import Edition
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.ledger import (
    LEDGER,
    Entry,
    ReleaseKind,
    digest_of,
    line_ends_changed,
    read_ledger,
    same_but_for_line_ends,
)
from kompass_spec.registry.ownership import Holding, Ownership, Term, claimed, ownership_of

if TYPE_CHECKING:
    from kompass_spec.registry.drafts import Draft

__all__ = ["Collected", "Released", "Stored", "collect", "misnamed", "settle", "verified_bytes"]


@final
@frozen(kw_only=True)
class Released:
    """Hold a release of an edition or a mapping: its entry, where it lies, and who brings it.

    ``withdrawn`` says why it was withdrawn, ``handed_to`` which distribution the id was given to after it,
    each if it was.
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
        """Return the edition; raise ``InputError`` where its bytes are not what was published, or are no edition."""
        content = self.content()
        what = f"{self.entry.id}@{self.entry.version}"
        try:
            edition = released_edition(parse_json(content.decode()))
        except Exception as error:  # noqa: BLE001 - whatever was published, it costs only itself
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            sentence = (
                f"What was published as {what} cannot be read as an edition ({reason}). Tell"
                f" {self.distribution}'s authors, or leave it out with KOMPASS_PLUGINS."
            )
            raise InputError([Problem("unreadable-release", sentence, self.name)]) from None
        if (edition.id, edition.release) != (self.entry.id, self.entry.version):
            raise InputError([misnamed(self.entry, edition.id, edition.release, self.name)])
        return edition


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

    def text(self) -> str:
        """Return what stands in the file; raise ``InputError`` where it is no text, or a release not what was published."""
        if self.entry is not None:
            return decode_text(verified_bytes(self.folder, self.entry, self.name), self.name)
        return decode_text(self.file.read_bytes(), self.name)


@final
@define
class Collected:
    """Gather what all frameworks bring, and what is wrong with it."""

    holdings: list[Holding] = field(factory=list)
    releases: dict[str, Released] = field(factory=dict)
    released_mappings: dict[str, Released] = field(factory=dict)
    drafts: list[tuple[str, Edition]] = field(factory=list)
    origins: dict[str, str] = field(factory=dict)
    registers: list[tuple[str, Traversable]] = field(factory=list)
    mappings: list[Stored] = field(factory=list)
    problems: list[Problem] = field(factory=list)

    def registers_in_order(self) -> tuple[tuple[str, Traversable], ...]:
        """Return the registers with their distributions, in the order in which they may speak of an organisation.

        It is the order of editions: what has been published comes before drafts, then the distribution's name
        decides.
        """
        published = {holding.distribution for holding in self.holdings}
        return tuple(sorted(self.registers, key=lambda one: (one[0] not in published, one[0], one[1].name)))


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
    if same_but_for_line_ends(content, entry.sha256):
        sentence = (
            f"The release {entry.id}@{entry.version} differs from what was published in its line ends alone."
            f" {line_ends_changed('**/releases/**')}"
        )
        raise InputError([Problem("altered-release", sentence, name)])
    if digest_of(content) != entry.sha256:
        sentence = (
            f"The release {entry.id}@{entry.version} is not what was published: its bytes have another digest"
            " than the ledger says. Reinstall the distribution that brings it."
        )
        raise InputError([Problem("altered-release", sentence, name)])
    return content


def misnamed(entry: Entry, name: str, version: str | None, file: str) -> Problem:
    """Return the problem that a release calls itself otherwise than the ledger does."""
    sentence = (
        f"The ledger calls this {entry.id}@{entry.version}, and it calls itself {name}@{version}. Tell the"
        " authors of the distribution that brings it."
    )
    return Problem("unreadable-release", sentence, file)


def collect(folder: Traversable, distribution: str, into: Collected) -> None:
    """Collect what a framework's folder holds; what is wrong becomes a problem and costs only itself."""
    try:
        ledger = read_ledger(folder, distribution)
    except InputError as error:
        into.problems.extend(error.problems)
        return
    if folder.joinpath(LEDGER).is_file():
        into.holdings.append(Holding(distribution=distribution, folder=folder, ledger=ledger))
    else:
        _collect_drafts(folder, distribution, into)
    place = folder.joinpath("organisations")
    if place.is_dir():
        into.registers += [(distribution, child) for child in place.iterdir() if child.name.endswith(".toml")]


def _owned(kind: ReleaseKind, into: Collected) -> Iterator[tuple[str, Ownership]]:
    """Iterate over the ids of a kind that were published, each with whose it is; keep what is wrong with that."""
    for name in sorted({name for holding in into.holdings for name in holding.ledger.ids(kind)}):
        found = ownership_of(kind, name, into.holdings)
        if found is not None:
            into.problems.extend(found.problems)
            yield name, found


def _releases(kind: ReleaseKind, name: str, terms: Iterable[Term]) -> Iterator[Released]:
    for term in terms:
        for entry in term.releases:
            yield Released(
                entry=entry,
                folder=term.holding.folder,
                distribution=term.holding.distribution,
                withdrawn=term.holding.ledger.withdrawn(kind, name, entry.version),
                handed_to=term.handed_to,
            )


def _chosen_draft(
    kind: ReleaseKind, name: str, drafted: Iterable[str], owned: Ownership | None, into: Collected
) -> str | None:
    """Return whose draft of an id is used, ``None`` if nobody's: of what was released only its owner's.

    Every other is a problem.
    """
    names = sorted(drafted)
    chosen = next((one for one in names if owned is None or owned.is_owned_by(one)), None)
    owner = owned.owner if owned is not None else chosen or ""
    into.problems.extend(claimed(one, kind, name, owner) for one in names if one != chosen)
    return chosen


def _collect_editions(into: Collected) -> dict[str, Edition]:
    """Collect the releases of every edition, and return the drafts that stand for their ids."""
    kind = ReleaseKind.EDITION
    owned = dict(_owned(kind, into))
    for name, found in owned.items():
        into.origins[name] = found.terms[-1].holding.distribution
        into.releases.update(
            (f"{name}@{one.entry.version}", one) for one in _releases(kind, name, found.terms)
        )
    drafts: dict[str, dict[str, Edition]] = {}
    for distribution, edition in into.drafts:
        drafts.setdefault(edition.id, {})[distribution] = edition
    standing: dict[str, Edition] = {}
    for name, by in drafts.items():
        chosen = _chosen_draft(kind, name, by, owned.get(name), into)
        if chosen is not None:
            into.origins[name] = chosen
            standing[name] = by[chosen]
    return standing


def _collect_mappings(into: Collected) -> None:
    """Collect the newest release of every mapping, by the rule that holds for editions."""
    kind = ReleaseKind.MAPPING
    owned = dict(_owned(kind, into))
    drafts: dict[str, dict[str, Stored]] = {}
    for stored in into.mappings:
        drafts.setdefault(stored.id, {})[stored.distribution] = stored
    standing: dict[str, Stored] = {}
    for name, found in owned.items():
        for one in _releases(kind, name, found.terms):
            into.released_mappings[f"{name}@{one.entry.version}"] = one
            if one.withdrawn is None:
                standing[name] = Stored(
                    id=name,
                    distribution=one.distribution,
                    name=one.name,
                    folder=one.folder,
                    file=one.folder,
                    entry=one.entry,
                )
    for name, by in drafts.items():
        chosen = _chosen_draft(kind, name, by, owned.get(name), into)
        if chosen is not None:
            standing[name] = by[chosen]
    into.mappings[:] = standing.values()


def _collect_drafts(folder: Traversable, distribution: str, into: Collected) -> None:
    """Collect the TOML of a framework that has released nothing yet."""
    # Imported here because most frameworks have released what they bring, and are asked for no draft.
    from kompass_spec.registry.drafts import drafts_in

    for draft in drafts_in(folder, distribution):
        if draft.kind is ReleaseKind.EDITION:
            try:
                into.drafts.append((distribution, _drafted_edition(draft)))
            except InputError as error:
                into.problems.extend(error.problems)
        else:
            into.mappings.append(
                Stored(
                    id=draft.id,
                    distribution=distribution,
                    name=draft.short_name,
                    folder=folder,
                    file=draft.file,
                )
            )


def _drafted_edition(draft: "Draft") -> Edition:
    """Return the edition that a draft describes; raise ``InputError`` where it is broken or has another id."""
    # Imported here because the strict converter takes longer to import than all releases take to load.
    from kompass_spec.documents.editions import read_edition
    from kompass_spec.registry.drafts import folder_problems

    text = decode_text(draft.file.read_bytes(), draft.short_name)
    edition = read_edition(text, draft.short_name)
    if problems := folder_problems(edition.id, draft.id, draft.short_name):
        raise InputError(problems)
    return edition


def settle(collected: Collected) -> dict[str, Edition]:
    """Return the edition that stands for every id: the newest release that was not withdrawn, or its owner's draft."""
    found = _collect_editions(collected)
    _collect_mappings(collected)
    # Releases of an id stand in the order of their versions, whoever published them.
    newest = {one.entry.id: one for one in collected.releases.values() if one.withdrawn is None}
    for name, released in newest.items():
        if name in found:
            continue
        try:
            found[name] = released.edition()
        except InputError as error:
            collected.problems.extend(error.problems)
    return found
