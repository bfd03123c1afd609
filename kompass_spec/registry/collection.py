"""Collect what the folder of a framework holds: released editions and mappings, else drafts as TOML."""

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, final

from attrs import define, field

from kompass_spec.documents.forms import NewerFormError
from kompass_spec.documents.text import decode_text
from kompass_spec.model.edition import Edition
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.names import normal_name
from kompass_spec.registry.cautions import PassedBy
from kompass_spec.registry.claims import pinned_elsewhere, withheld
from kompass_spec.registry.ledger import LEDGER, ReleaseKind, digest_of, read_ledger
from kompass_spec.registry.ownership import Holding, Ownership, Term, claimed, ownership_of
from kompass_spec.registry.pin_files import pins_of_folder
from kompass_spec.registry.pins import Pins, ledger_problems
from kompass_spec.registry.stored import Released, Stored

if TYPE_CHECKING:
    from kompass_spec.registry.drafts import Draft

__all__ = ["Collected", "collect", "collect_pins", "settle"]


@final
@define
class Collected:
    """Gather what all frameworks bring, and what is wrong with it.

    ``pins`` are those that hold; ``refused`` are the ids in ledgers that are not used because of these, each
    with its distribution; ``doubts`` are what to say whenever one of these ids is used; ``nobodys`` are ids
    of which the releases are used by their exact versions alone.
    """

    pins: Pins = field(factory=Pins)
    refused: dict[tuple[ReleaseKind, str], str] = field(factory=dict)
    holdings: list[Holding] = field(factory=list)
    releases: dict[str, Released] = field(factory=dict)
    released_mappings: dict[str, Released] = field(factory=dict)
    drafts: list[tuple[str, Edition]] = field(factory=list)
    origins: dict[str, str] = field(factory=dict)
    passed_by: dict[str, PassedBy] = field(factory=dict)
    further_keys: dict[str, tuple[str, ...]] = field(factory=dict)
    registers: list[tuple[str, Traversable]] = field(factory=list)
    mappings: list[Stored] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    doubts: dict[str, list[Problem]] = field(factory=dict)
    nobodys: set[str] = field(factory=set)

    def doubt(self, names: Iterable[str], problems: Iterable[Problem]) -> None:
        """Keep problems, each of which is said whenever one of these ids is used."""
        said = list(problems)
        self.problems.extend(said)
        for name in names if said else ():
            self.doubts.setdefault(name, []).extend(said)

    def registers_in_order(self) -> tuple[tuple[str, Traversable], ...]:
        """Return the registers with their distributions, in the order of their precedence.

        It is the order of editions: what has been published comes before drafts, then the distribution's name
        decides.
        """
        published = {holding.distribution for holding in self.holdings}

        def precedence(register: tuple[str, Traversable]) -> tuple[bool, str, str]:
            distribution, file = register
            return distribution not in published, distribution, file.name

        return tuple(sorted(self.registers, key=precedence))


def collect_pins(folder: Traversable, distribution: str, into: Collected) -> None:
    """Collect what a distribution knew of the ledgers of others when it was built, and how its own begins."""
    ledger = folder.joinpath(LEDGER)
    if ledger.is_file():
        with ledger.open("rb") as lines:
            into.pins = into.pins.with_ledger(distribution, digest_of(lines.readline()))
    try:
        file = pins_of_folder(folder, distribution)
    except InputError as error:
        into.problems.extend(error.problems)
        return
    if file is not None:
        into.pins = into.pins.with_file(file)


def collect(folder: Traversable, distribution: str, into: Collected, version: str = "") -> None:
    """Collect what a framework's folder holds; what is wrong becomes a problem and costs only itself.

    The pins of all frameworks were collected before; ``version`` is that of the distribution.
    """
    try:
        ledger = read_ledger(folder, distribution)
    except InputError as error:
        into.problems.extend(error.problems)
        return
    names = {entry.id for entry in ledger.entries}
    into.doubt(names, ledger_problems(ledger, distribution, version, into.pins))
    if into.pins.refuse(ledger, distribution):
        into.refused |= {(entry.kind, entry.id): distribution for entry in ledger.entries}
        return
    if folder.joinpath(LEDGER).is_file():
        into.holdings.append(Holding(distribution=distribution, folder=folder, ledger=ledger))
    else:
        _collect_drafts(folder, distribution, into)
    registers = folder.joinpath("organisations")
    if registers.is_dir():
        into.registers += [
            (distribution, file) for file in registers.iterdir() if file.name.endswith(".toml")
        ]


def _owned(kind: ReleaseKind, into: Collected) -> Iterator[tuple[str, Ownership]]:
    """Iterate over the published ids of a kind, each with its owners; keep what is wrong with those."""
    names = {name for holding in into.holdings for name in holding.ledger.ids(kind)}
    refused = {name for refused, name in into.refused if refused is kind}
    for name in sorted(names | refused):
        if name in refused and not into.pins.of_id(name).known:
            ownership: Ownership | None = _withheld(kind, name, into)
        else:
            ownership = ownership_of(kind, name, into.holdings, into.pins)
        if ownership is not None:
            into.doubt([name], ownership.problems)
            yield name, ownership


def _withheld(kind: ReleaseKind, name: str, into: Collected) -> Ownership:
    """Return that an id is nobody's, because the ledger of a distribution that has it is not used."""
    owner = into.refused[kind, name]
    others = sorted(one.distribution for one in into.holdings if name in one.ledger.ids(kind))
    problems = tuple(withheld(other, kind, name, owner) for other in others)
    return Ownership(terms=(), owner=owner, problems=problems)


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
    """Return the distribution whose draft of an id is used, ``None`` if nobody's is.

    Of what was released only its owner's is, and of what is pinned only a holder's. Every other is a problem
    but that of whom the id was handed over to, which waits for its first release.
    """
    if owned is None:
        distributions = _not_pinned_elsewhere(kind, name, sorted(drafted), into)
        chosen = next(iter(distributions), None)
        owner = chosen or ""
    else:
        distributions = [each for each in sorted(drafted) if not owned.is_received_by(each)]
        chosen = next(filter(owned.is_owned_by, distributions), None)
        owner = owned.owner
    others = [each for each in distributions if each != chosen]
    into.doubt([name], [claimed(other, kind, name, owner) for other in others])
    return chosen


def _not_pinned_elsewhere(
    kind: ReleaseKind, name: str, distributions: Iterable[str], into: Collected
) -> list[str]:
    """Return those who may bring a draft of an id that nobody installed has published; keep the others."""
    pinned = into.pins.of_id(name)
    if not pinned.known:
        return list(distributions)
    others = [each for each in distributions if normal_name(each) not in pinned.known]
    into.doubt([name], [pinned_elsewhere(other, kind, name, pinned) for other in others])
    return [each for each in distributions if each not in others]


def _collect_editions(into: Collected) -> dict[str, Edition]:
    """Collect the releases of every edition, and return the drafts that stand for their ids."""
    kind = ReleaseKind.EDITION
    owned = dict(_owned(kind, into))
    for name, ownership in owned.items():
        if ownership.terms:
            into.origins[name] = ownership.terms[-1].holding.distribution
        if not ownership.is_here:
            into.nobodys.add(name)
        for release in _releases(kind, name, ownership.terms):
            into.releases[f"{name}@{release.entry.version}"] = release
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
    for name, ownership in owned.items():
        if not ownership.is_here:
            into.nobodys.add(name)
        for release in _releases(kind, name, ownership.terms):
            into.released_mappings[f"{name}@{release.entry.version}"] = release
            if release.withdrawn is None and ownership.is_here:
                standing[name] = Stored(
                    id=name,
                    distribution=release.distribution,
                    name=release.name,
                    folder=release.folder,
                    file=release.folder,
                    entry=release.entry,
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
    """Return the edition in a draft; raise ``InputError`` where it is broken or has another id."""
    # Imported here because the strict converter takes longer to import than all releases take to load.
    from kompass_spec.documents.editions import read_edition
    from kompass_spec.registry.drafts import folder_problems

    text = decode_text(draft.file.read_bytes(), draft.short_name)
    edition = read_edition(text, draft.short_name)
    if problems := folder_problems(edition.id, draft.id, draft.short_name):
        raise InputError(problems)
    return edition


def settle(collected: Collected) -> dict[str, Edition]:
    """Return the edition that stands for every id: its owner's draft, or the newest release that can be used.

    A withdrawn one is not, nor one that cannot be read.
    """
    for conflict in collected.pins.conflicts():
        told = (conflict.file or "").partition(":")[0]
        holdings = [one for one in collected.holdings if one.distribution == told]
        collected.doubt({entry.id for one in holdings for entry in one.ledger.entries}, [conflict])
    standing = _collect_editions(collected)
    _collect_mappings(collected)
    releases: dict[str, list[Released]] = {}
    # Releases of an id stand in the order of their versions, whoever published them.
    for release in collected.releases.values():
        if release.withdrawn is None and release.entry.id not in {*standing, *collected.nobodys}:
            releases.setdefault(release.entry.id, []).append(release)
    for name, published in releases.items():
        edition = _newest_readable(published, collected)
        if edition is not None:
            standing[name] = edition
    return standing


def _newest_readable(published: list[Released], collected: Collected) -> Edition | None:
    """Return the newest of the releases of an id that can be read, ``None`` if none can.

    Those that are passed by, because they are of a newer form or are no edition, are noted. What is not what
    was published is no reason to take an older one in its place.
    """
    edition: Edition | None = None
    passed_by: list[Problem] = []
    for release in reversed(published):
        try:
            edition, collected.further_keys[release.key] = release.read_edition()
        except NewerFormError as error:
            passed_by += error.problems
            continue
        except InputError as error:
            collected.problems += error.problems
            if all(problem.code == "unreadable-release" for problem in error.problems):
                passed_by += error.problems
                continue
        break
    if passed_by:
        used = edition.release if edition is not None else None
        collected.passed_by[published[0].entry.id] = PassedBy(tuple(passed_by), used)
    return edition
