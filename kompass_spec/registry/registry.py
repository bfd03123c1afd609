"""The registry: every installed edition by its id, read like a mapping."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources.abc import Traversable
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar, final

from attrs import evolve, field, frozen
from rpds import HashTrieMap

from kompass_spec.documents.forms import NewerFormError
from kompass_spec.model.edition import Edition
from kompass_spec.model.fields import held
from kompass_spec.model.library import Library
from kompass_spec.model.lookups import missing, shortened
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.model.version import version_key
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.plugins.reasons import reason_of
from kompass_spec.registry.cautions import PassedBy, none_can_be_read, used_instead
from kompass_spec.registry.collection import Collected, collect, collect_pins, settle
from kompass_spec.registry.ledger import LEDGER
from kompass_spec.registry.ownership import Holding
from kompass_spec.registry.pin_files import pins_in_force
from kompass_spec.registry.pins import Pins
from kompass_spec.registry.stored import Released, Stored
from kompass_spec.registry.withdrawals import withdrawn_id, withdrawn_release

if TYPE_CHECKING:
    from kompass_spec.model.mapping import EditionMapping
    from kompass_spec.model.organisation import Organisation
    from kompass_spec.registry.installed_mappings import ReadMappings

from kompass_spec.model.arguments import check_arguments, checked

__all__ = ["Registry", "load_registry"]

T = TypeVar("T")


@final
@frozen(kw_only=True, field_transformer=held)
class Registry(Library):
    """Hold editions by id, organisations, and what could not be read; it never changes.

    >>> from kompass_spec import load_registry
    >>> registry = load_registry()
    >>> registry["se-2016"].item("7.2").max
    Fraction(25, 1)
    """

    _editions: "HashTrieMap[str, Edition]" = field(factory=HashTrieMap)
    _releases: "HashTrieMap[str, Released]" = field(factory=HashTrieMap)
    _released_mappings: "HashTrieMap[str, Released]" = field(factory=HashTrieMap)
    _passed_by: "HashTrieMap[str, PassedBy]" = field(factory=HashTrieMap, repr=False)
    _nobodys: frozenset[str] = field(default=frozenset(), repr=False)
    _further_keys: "HashTrieMap[str, tuple[str, ...]]" = field(factory=HashTrieMap, repr=False)
    _registers: tuple[tuple[str, Traversable], ...] = field(default=(), repr=False)
    _mappings: tuple[Stored, ...] = field(default=(), repr=False)
    _own_mappings: "tuple[EditionMapping, ...]" = field(default=(), repr=False)
    _holdings: tuple[Holding, ...] = field(default=(), repr=False)
    _read: dict[str, Any] = field(init=False, eq=False, repr=False, factory=dict)
    _doubts: "HashTrieMap[str, tuple[Problem, ...]]" = field(factory=HashTrieMap, repr=False)
    pins: Pins = field(factory=Pins, repr=False)
    origins: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    @checked
    def of(cls, editions: Iterable[Edition]) -> "Registry":
        """Return a registry of just these editions, for tests and tools that read their own."""
        return cls(editions=HashTrieMap({edition.id: edition for edition in editions}))

    @checked
    def with_edition(self, edition: Edition) -> "Registry":
        """Return a registry in which this edition, such as a draft, stands for its id."""
        return evolve(self, editions=self._editions.insert(edition.id, edition))

    @checked
    def with_mapping(self, mapping: "EditionMapping") -> "Registry":
        """Return a registry in which this mapping, such as a draft, stands for its id and its inverse's."""
        return evolve(self, own_mappings=(*self._own_mappings, mapping))

    def __getitem__(self, edition: str) -> Edition:
        """Return the edition of an id, of ``id@version``, or of ``id@major``.

        The first and the last mean the newest release that was not withdrawn. Raise ``KeyError`` if there is
        none, ``InputError`` where the bytes of a release are not what was published.

        >>> from kompass_spec import load_registry
        >>> load_registry()["se-2016@1"].id
        'se-2016'
        """
        if not isinstance(edition, str) or "@" not in edition:  # type: ignore[redundant-expr]  # may be any key
            try:
                return self._editions[edition]
            except (KeyError, TypeError):
                raise missing(edition, "this registry", self) from None
        name, _, version = edition.partition("@")
        newest = self._editions.get(name)
        # A draft may say the version of a release, and the exact version still means that.
        exact = edition in self._releases and newest is not None and not newest.is_released
        if newest is not None and not exact and version in {newest.release, newest.release.partition(".")[0]}:
            return newest
        return self._newest_of_major(name, version) if version.isdecimal() else self._exactly(edition)

    def _exactly(self, key: str) -> Edition:
        """Return the release that ``id@version`` means, read once."""
        if key not in self._read:
            if key not in self._releases:
                raise missing(key, "this registry", [*self, *sorted(self._releases)])
            self._read[key] = self._releases[key].read_edition()
        read: tuple[Edition, tuple[str, ...]] = self._read[key]
        return read[0]

    def _newest_of_major(self, name: str, major: str) -> Edition:
        """Return the newest release with this major number that was not withdrawn and can be read."""
        newer: NewerFormError | None = None
        for release in reversed(self.released(name) if name not in self._nobodys else ()):
            if release.withdrawn is not None or release.entry.version.partition(".")[0] != major:
                continue
            try:
                return self._exactly(release.key)
            except NewerFormError as error:
                newer = newer or error
        raise newer or missing(f"{name}@{major}", "this registry", [*self, *sorted(self._releases)])

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids in alphabetical order."""
        return iter(sorted(self._editions))

    def __len__(self) -> int:
        """Count the editions."""
        return len(self._editions)

    def __repr__(self) -> str:
        """Return on one line which editions there are."""
        return shortened(f"Registry of {len(self)} editions: {', '.join(self)}")

    def find(self, edition: str) -> Edition:
        """Return the edition with this id, or ``id@version``; else the draft with this id beside a ledger.

        Raise ``UsageError`` naming those that there are if there is none. Where it is there and broken, or a
        ledger is that may have it, that is no wrong usage: raise ``InputError``.
        """
        check_arguments(Registry.find, locals())
        if edition in self:
            return self[edition]
        if edition in self.drafts():
            return self.drafts()[edition]
        name = edition.partition("@")[0]
        is_unused = not self.released(name) or name in self._nobodys
        if is_unused and (claims := self.claims([name])):
            sentence = f"The edition {name!r} is installed but not used. {claims[0].message}"
            raise InputError([Problem("unknown-edition", sentence)])
        if edition == name and self.passed_by(name):
            raise InputError(none_can_be_read(name, self.passed_by(name)))
        if broken := self._first_problem_of(name):
            sentence = (
                f"The edition {name!r} is installed but broken: {broken} `kompass check` lists everything"
                " that is wrong."
            )
            raise InputError([Problem("unknown-edition", sentence)])
        if self.released(name):
            raise UsageError([Problem("unknown-edition", self._no_release(edition, name))])
        known = ", ".join(self) or "none; no framework is installed, or KOMPASS_PLUGINS leaves it out"
        missing = Problem("unknown-edition", f"There is no edition {edition!r}. There are: {known}.")
        if unread := self.unread_ledgers():
            raise InputError([missing, *unread])
        raise UsageError([missing])

    def _first_problem_of(self, name: str) -> Problem | None:
        """Return the first thing that is wrong with the files of an edition, ``None`` if nothing is."""
        for problem in self.problems:
            file = problem.file or ""
            if f" {name}/" in file or f" releases/{name}/" in file:
                return problem
        return None

    def _no_release(self, edition: str, name: str) -> str:
        """Say that an edition's id means none of its releases, or ``id@version`` none that there is."""
        if "@" not in edition:
            return next(problem.message for problem in self.withdrawn_whole() if problem.file == name)
        versions = ", ".join(release.entry.version for release in self.released(name))
        return f"There is no release {edition!r}. The releases of {name} are: {versions}."

    def unread_ledgers(self) -> tuple[Problem, ...]:
        """Return what is wrong with ledgers that could not be read, each of which may have any edition."""
        return tuple(problem for problem in self.problems if (problem.file or "").endswith(LEDGER))

    def drafts(self) -> Mapping[str, Edition]:
        """Return, by their ids, the drafts beside a ledger of which nothing was released.

        They are read when they are asked for, and found by their ids. They are not in use: no report is
        recognised as one on them.
        """
        if "drafts" not in self._read:
            # Imported here because most commands ask for what was released.
            from kompass_spec.registry.unreleased import unreleased_editions

            self._read["drafts"] = unreleased_editions(self._holdings, self._editions)
        read: Mapping[str, Edition] = self._read["drafts"]
        return read

    @checked
    def released(self, edition: str) -> "tuple[Released, ...]":
        """Return the releases of an edition's id, oldest first, the withdrawn ones too.

        There are none where the edition is only a draft.
        """
        return _of(edition, self._releases)

    @checked
    def released_mapping(self, name: str) -> "tuple[Released, ...]":
        """Return the releases of a mapping's id, oldest first, the withdrawn ones too.

        There are none where the mapping is only a draft.
        """
        return _of(name, self._released_mappings)

    @checked
    def release_of_mapping(self, name: str) -> "Released | None":
        """Return the release of a mapping that ``id@version`` means, ``None`` where it means none."""
        return self._released_mappings.get(name)

    @checked
    def withdrawn(self, edition: Edition) -> str | None:
        """Return why this release of an edition was withdrawn, ``None`` if it was not or is a draft."""
        release = self._release_of(edition)
        return release.withdrawn if release is not None else None

    def _release_of(self, edition: Edition) -> Released | None:
        """Return the release that an edition was read from, ``None`` where it is a draft."""
        # A draft may say the version of a release.
        return self._releases.get(f"{edition.id}@{edition.release}") if edition.is_released else None

    @checked
    def cautions(self, editions: Iterable[str]) -> tuple[Problem, ...]:
        """Return what whoever uses these editions has to be told, by id or ``id@version``.

        It is that a release was withdrawn, who else claims the id, that newer ones cannot be read, or that
        one of them says more than this version knows.
        """
        keys = tuple(editions)
        used = {
            (edition.id, edition.release): edition for edition in (self[key] for key in keys if key in self)
        }
        releases = [self._release_of(edition) for edition in used.values()]
        told = (self._told(release) for release in releases if release is not None)
        return (*self.withdrawals(keys), *self.claims(keys), *chain.from_iterable(told))

    def _told(self, release: Released) -> Iterator[Problem]:
        passed_by = self._passed_by.get(release.entry.id)
        if passed_by is not None and passed_by.used == release.entry.version:
            yield from used_instead(passed_by.problems, release.key)
        if further := self.further_keys(release.key):
            # Imported here because nearly no release has such a key.
            from kompass_spec.documents.further_keys import passed_over

            yield from passed_over(release.key, further, release.name)

    @checked
    def passed_by(self, name: str) -> tuple[Problem, ...]:
        """Return why newer releases of an edition's id are passed by than the one that stands for it.

        The newest comes first. There are none where the newest stands for it, or what somebody chose.
        """
        passed_by, standing = self._passed_by.get(name), self._editions.get(name)
        if passed_by is None or (
            standing is not None and (not standing.is_released or standing.release != passed_by.used)
        ):
            return ()
        return passed_by.problems

    def none_readable(self) -> tuple[Problem, ...]:
        """Return a warning for every id of which no release can be read, as they are of a newer form."""
        return tuple(
            problem
            for name in sorted(set(self._passed_by) - set(self._editions))
            for problem in none_can_be_read(name, self.passed_by(name))
            if problem.code == "newer-form"
        )

    @checked
    def further_keys(self, key: str) -> tuple[str, ...]:
        """Return the optional keys of a release, by ``id@version``, that this version passes over."""
        read: tuple[Edition, tuple[str, ...]] | None = self._read.get(key)
        return self._further_keys.get(key, ()) if read is None else read[1]

    @checked
    def withdrawals(self, editions: Iterable[str]) -> tuple[Problem, ...]:
        """Return a warning for every withdrawn release among editions, by id or ``id@version``."""
        known = [self[key] for key in dict.fromkeys(editions) if key in self]
        reasons = [(edition, self.withdrawn(edition)) for edition in known]
        return tuple(
            withdrawn_release(edition.id, edition.release, reason)
            for edition, reason in reasons
            if reason is not None
        )

    @checked
    def claims(self, names: Iterable[str]) -> tuple[Problem, ...]:
        """Return what to say whenever these editions or mappings are used, by id or ``id@version``.

        That is who else claims the id, and that the ledger it is in is not the one that is pinned.
        """
        ids = dict.fromkeys(name.partition("@")[0] for name in names)
        said = (problem for name in ids for problem in self._doubts.get(name, ()))
        return tuple(dict.fromkeys(said))

    def withdrawn_whole(self) -> tuple[Problem, ...]:
        """Return a warning for every id of which all releases are withdrawn."""
        names = {release.entry.id for release in self._releases.values()}
        standing = {release.entry.id for release in self._releases.values() if release.withdrawn is None}
        last = [self.released(name)[-1] for name in sorted(names - standing - set(self._editions))]
        return tuple(
            withdrawn_id(release.entry.id, release.entry.version, release.withdrawn or "") for release in last
        )

    @checked
    def digest(self, edition: Edition) -> str | None:
        """Return the SHA-256 of the released file of an edition, ``None`` where it is a draft."""
        release = self._release_of(edition)
        return release.entry.sha256 if release is not None else None

    def organisations(self) -> "tuple[Organisation, ...]":
        """Return the organisations of every register, read when they are asked for.

        A broken register costs itself and one or more of the ``organisation_problems``.
        """
        if "organisations" not in self._read:
            # Imported here because most commands recognise nobody.
            from kompass_spec.registry.organisations import gather_organisations

            organisations, problems = gather_organisations(self._registers)
            # The problems first: another thread takes both for read where it finds the organisations.
            self._read["organisation problems"] = problems
            self._read["organisations"] = organisations
        read: tuple[Organisation, ...] = self._read["organisations"]
        return read

    def organisation_problems(self) -> tuple[Problem, ...]:
        """Return everything that is wrong with the registers that the installed frameworks bring."""
        self.organisations()
        problems: tuple[Problem, ...] = self._read["organisation problems"]
        return problems

    def mappings(self) -> "tuple[EditionMapping, ...]":
        """Return the authored mappings between the editions, read when they are asked for, ordered by name.

        A broken one costs itself and one or more of the ``mapping_problems``.
        """
        if "mappings" not in self._read:
            from kompass_spec.registry.installed_mappings import read_mappings

            self._read["mappings"] = read_mappings(
                self._mappings, self._own_mappings, self, self.released_mapping
            )
        read: ReadMappings = self._read["mappings"]
        return read.mappings

    def earlier_mappings(self) -> "tuple[EditionMapping, ...]":
        """Return earlier releases of mappings, which pin other major versions of their editions.

        The newest come first. When an edition makes a major step, its mappings follow it; results on the
        version before are still converted by the mapping that was published for that.
        """
        if "earlier" not in self._read:
            self._read["earlier"] = tuple(self._read_earlier())
        read: tuple[EditionMapping, ...] = self._read["earlier"]
        return read

    def _read_earlier(self) -> "Iterator[EditionMapping]":
        # Imported here, and below, because listing editions reads no mapping.
        from kompass_spec.registry.installed_mappings import earlier_releases

        newest = {stored.id: stored.entry for stored in self._mappings}
        released = {release.entry.id for release in self._released_mappings.values()}
        for name in sorted(released - self._nobodys):
            yield from earlier_releases(self.released_mapping(name), newest.get(name), self)

    @checked
    def once(self, key: tuple[str, ...], find: Callable[[], T]) -> T:
        """Return what ``find`` finds in this registry, found once for each ``key``.

        >>> from kompass_spec import load_registry
        >>> registry = load_registry()
        >>> registry.once(("doubled", "2"), lambda: 2 * 2), registry.once(("doubled", "2"), lambda: 5)
        (4, 4)
        """
        # What is read has keys that are words alone.
        held: dict[Any, Any] = self._read
        if key not in held:
            held[key] = find()
        found: T = held[key]
        return found

    @checked
    def stored_mapping(self, name: str) -> Stored | None:
        """Return where the mapping with this id lies, ``None`` where no framework brings it."""
        return next((stored for stored in self._mappings if stored.id == name), None)

    def mapping_problems(self) -> tuple[Problem, ...]:
        """Return everything that is wrong with the mappings that the installed frameworks bring."""
        self.mappings()
        read: ReadMappings = self._read["mappings"]
        return read.problems

    def mapping_cautions(self) -> "Mapping[str, tuple[Problem, ...]]":
        """Return what whoever uses a mapping has to be told, by the mapping's id."""
        self.mappings()
        read: ReadMappings = self._read["mappings"]
        return read.cautions


def _of(name: str, releases: "HashTrieMap[str, Released]") -> tuple[Released, ...]:
    """Return the releases of an id, oldest first."""
    own = [release for release in releases.values() if release.entry.id == name]
    return tuple(sorted(own, key=lambda release: version_key(release.entry.version)))


def load_registry(plugins: Plugins | None = None, *, pins: Pins | None = None) -> Registry:
    """Return the registry of every edition that the installed frameworks bring.

    A broken edition costs itself and a problem of the registry. An id belongs to the distribution whose
    ledger is pinned with it, else to the one that published it first, until that one hands it over to
    another. ``pins`` are those that hold beside what distributions bring, those of this package and of
    ``KOMPASS_PINS`` unless given. Raise ``InputError`` where the file that the variable names cannot be read.
    """
    check_arguments(load_registry, locals())
    collected = Collected(pins=pins if pins is not None else pins_in_force())
    frameworks = (plugins or load_plugins("frameworks")).of_kind("frameworks")
    located: list[tuple[Plugin, Traversable]] = []
    for plugin in frameworks:
        with _told(plugin, collected):
            folder = plugin.provided.folder
            collect_pins(folder, plugin.distribution, collected)
            located.append((plugin, folder))
    for plugin, folder in located:
        with _told(plugin, collected):
            collect(folder, plugin.distribution, collected, plugin.version)
    editions = settle(collected)
    return Registry(
        editions=HashTrieMap(editions),
        releases=HashTrieMap(collected.releases),
        released_mappings=HashTrieMap(collected.released_mappings),
        passed_by=HashTrieMap(collected.passed_by),
        nobodys=frozenset(collected.nobodys),
        further_keys=HashTrieMap(collected.further_keys),
        registers=collected.registers_in_order(),
        mappings=tuple(collected.mappings),
        doubts=HashTrieMap({name: tuple(said) for name, said in collected.doubts.items()}),
        pins=collected.pins,
        holdings=tuple(collected.holdings),
        origins=tuple(sorted(collected.origins.items())),
        problems=tuple(dict.fromkeys(collected.problems)),
    )


@contextmanager
def _told(plugin: Plugin, collected: Collected) -> Iterator[None]:
    """Read a framework; whatever it raises becomes a problem, as it costs only itself."""
    try:
        yield
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - a plugin may fail in any way
        sentence = (
            f"The framework {plugin.name!r} of {plugin.distribution} cannot be read ({reason_of(error)})."
        )
        collected.problems.append(Problem("plugin-failed", sentence))
