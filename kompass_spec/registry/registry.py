"""The registry: every installed edition by its id, read like a mapping."""

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, final

from attrs import evolve, field, frozen
from rpds import HashTrieMap

from kompass_spec.model.edition import Edition
from kompass_spec.model.library import Library
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.model.version import version_key
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import LEDGER
from kompass_spec.registry.stored import Collected, Released, Stored, collect, settle

if TYPE_CHECKING:
    from kompass_spec.model.mapping import EditionMapping
    from kompass_spec.model.organisation import Organisation

__all__ = ["Registry", "load_registry"]


@final
@frozen(kw_only=True)
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
    _registers: tuple[tuple[str, Traversable], ...] = field(default=(), repr=False)
    _mappings: tuple[Stored, ...] = field(default=(), repr=False)
    _own_mappings: "tuple[EditionMapping, ...]" = field(default=(), repr=False)
    _read: dict[str, Any] = field(init=False, eq=False, repr=False, factory=dict)
    origins: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, editions: Iterable[Edition]) -> "Registry":
        """Return a registry of just these editions, for tests and tools that read their own."""
        return cls(editions=HashTrieMap({edition.id: edition for edition in editions}))

    def with_edition(self, edition: Edition) -> "Registry":
        """Return a registry in which this edition, such as a draft, stands for its id."""
        return evolve(self, editions=self._editions.insert(edition.id, edition))

    def with_mapping(self, mapping: "EditionMapping") -> "Registry":
        """Return a registry in which this mapping, such as a draft, stands for its id and for its inverse's."""
        return evolve(self, own_mappings=(*self._own_mappings, mapping))

    def __getitem__(self, edition: str) -> Edition:
        """Return the newest release of an id that was not withdrawn, exactly ``id@version``, or the newest ``id@major``.

        Raise ``KeyError`` if there is none, ``InputError`` where the bytes of a release are not what was
        published.

        >>> from kompass_spec import load_registry
        >>> load_registry()["se-2016@1"].id
        'se-2016'
        """
        if "@" not in edition:
            return self._editions[edition]
        name, _, version = edition.partition("@")
        newest = self._editions.get(name)
        # A draft may say the version of a release, and the exact version still means that.
        exact = edition in self._releases and newest is not None and not newest.is_released
        if newest is not None and not exact and version in {newest.release, newest.release.partition(".")[0]}:
            return newest
        if version.isdecimal():
            edition = f"{name}@{self._newest_of_major(name, version)}"
        if edition not in self._read:
            self._read[edition] = self._releases[edition].edition()
        found: Edition = self._read[edition]
        return found

    def _newest_of_major(self, name: str, major: str) -> str | None:
        """Return the newest version with this major number that was not withdrawn."""
        found = [
            one.entry.version
            for one in self.released(name)
            if one.withdrawn is None and one.entry.version.partition(".")[0] == major
        ]
        return found[-1] if found else None

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids in alphabetical order."""
        return iter(sorted(self._editions))

    def __len__(self) -> int:
        """Count the editions."""
        return len(self._editions)

    def find(self, edition: str) -> Edition:
        """Return the edition with this id, or ``id@version``; raise ``UsageError`` naming those that there are if there is none.

        Where it is there and broken, or a ledger is that may have it, that is no wrong usage: raise
        ``InputError``.
        """
        if edition in self:
            return self[edition]
        name = edition.partition("@")[0]
        broken = [
            problem
            for problem in self.problems
            if any(f" {part}/" in (problem.file or "") for part in (name, f"releases/{name}"))
        ]
        versions = ", ".join(one.entry.version for one in self.released(name))
        if broken:
            sentence = (
                f"The edition {name!r} is installed but broken: {broken[0]} `kompass check` lists everything"
                " that is wrong."
            )
            raise InputError([Problem("unknown-edition", sentence)])
        if "@" not in edition and versions:
            sentence = next(one.message for one in self.withdrawn_whole() if one.file == name)
        elif "@" in edition and versions:
            sentence = f"There is no release {edition!r}. The releases of {name} are: {versions}."
        else:
            known = ", ".join(self) or "none; no framework is installed, or KOMPASS_PLUGINS leaves it out"
            sentence = f"There is no edition {edition!r}. There are: {known}."
            if unread := self.unread_ledgers():
                raise InputError([Problem("unknown-edition", sentence), *unread])
        raise UsageError([Problem("unknown-edition", sentence)])

    def unread_ledgers(self) -> tuple[Problem, ...]:
        """Return what is wrong with ledgers that could not be read, each of which may have any edition."""
        return tuple(one for one in self.problems if (one.file or "").endswith(LEDGER))

    def released(self, edition: str) -> "tuple[Released, ...]":
        """Return the releases of an edition's id, oldest first, the withdrawn ones too; none where it is only a draft."""
        return _of(edition, self._releases)

    def released_mapping(self, name: str) -> "tuple[Released, ...]":
        """Return the releases of a mapping's id, oldest first, the withdrawn ones too; none where it is only a draft."""
        return _of(name, self._released_mappings)

    def release_of_mapping(self, name: str) -> "Released | None":
        """Return the release of a mapping that ``id@version`` means, ``None`` where it means none."""
        return self._released_mappings.get(name)

    def withdrawn(self, edition: Edition) -> str | None:
        """Return why this release of an edition was withdrawn, ``None`` if it was not or is a draft."""
        found = self._releases.get(f"{edition.id}@{edition.release}") if edition.is_released else None
        return found.withdrawn if found is not None else None

    def withdrawals(self, editions: Iterable[str]) -> tuple[Problem, ...]:
        """Return a warning for every one of these editions, by id or ``id@version``, that is a withdrawn release."""
        found = [self[key] for key in dict.fromkeys(editions) if key in self]
        return tuple(
            Problem(
                "withdrawn-release",
                f"{edition.id}@{edition.release} was withdrawn: {_ended(reason)} It can be used, so that what"
                f" rests on it can be computed again; `kompass show {edition.id}` shows what stands now.",
            )
            for edition in found
            if (reason := self.withdrawn(edition)) is not None
        )

    def withdrawn_whole(self) -> tuple[Problem, ...]:
        """Return a warning for every id of which all releases are withdrawn, so that it alone means nothing."""
        names = {one.entry.id for one in self._releases.values()}
        standing = {one.entry.id for one in self._releases.values() if one.withdrawn is None}
        last = {name: self.released(name)[-1] for name in names - standing - set(self._editions)}
        return tuple(
            Problem(
                "withdrawn-release",
                f"Every release of {name} was withdrawn, the last one because: {_ended(one.withdrawn or '')}"
                f" By its exact version, {name}@{one.entry.version}, it can still be used.",
                name,
            )
            for name, one in sorted(last.items(), key=lambda pair: pair[0])
        )

    def digest(self, edition: Edition) -> str | None:
        """Return the SHA-256 of the released file of an edition, ``None`` where it is a draft."""
        found = self._releases.get(f"{edition.id}@{edition.release}") if edition.is_released else None
        return found.entry.sha256 if found is not None else None

    def organisations(self) -> "tuple[Organisation, ...]":
        """Return the organisations of every register, read when they are asked for.

        A broken register costs itself and one or more of the ``organisation_problems``.
        """
        if "organisations" not in self._read:
            # Imported here because most commands recognise nobody.
            from kompass_spec.registry.organisations import gather_organisations

            self._read["organisations"], self._read["organisation problems"] = gather_organisations(
                self._registers
            )
        found: tuple[Organisation, ...] = self._read["organisations"]
        return found

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
            self._read["mappings"], self._read["problems"] = self._read_mappings()
        read: tuple[EditionMapping, ...] = self._read["mappings"]
        return read

    def earlier_mappings(self) -> "tuple[EditionMapping, ...]":
        """Return earlier releases of mappings that pin other major versions of their editions, the newest first.

        When an edition makes a major step, its mappings follow it; results on the version before are still
        converted by the mapping that was published for that.
        """
        if "earlier" not in self._read:
            self._read["earlier"] = tuple(self._read_earlier())
        read: tuple[EditionMapping, ...] = self._read["earlier"]
        return read

    def _read_earlier(self) -> "Iterator[EditionMapping]":
        from kompass_spec.documents.mappings import released_mapping
        from kompass_spec.documents.plain import parse_json

        newest = {stored.id: stored.entry for stored in self._mappings}
        for name in sorted({one.entry.id for one in self._released_mappings.values()}):
            standing = [one for one in self.released_mapping(name) if one.withdrawn is None]
            if [one.entry for one in standing] == [newest.get(name)]:
                continue
            pinned: list[tuple[object, object]] = []
            for one in reversed(standing):
                try:
                    text = one.content().decode()
                    data = parse_json(text)
                    pins = (data.get("source"), data.get("target"))
                    if pins not in pinned and one.entry != newest.get(name):
                        yield released_mapping(text, one.name, self)
                except (InputError, AttributeError, UnicodeDecodeError):
                    continue  # it is not what stands for its id, and `kompass verify` says what is wrong with it
                pinned.append(pins)

    def stored_mapping(self, name: str) -> Stored | None:
        """Return where the mapping with this id lies, ``None`` where no framework brings it."""
        return next((stored for stored in self._mappings if stored.id == name), None)

    def mapping_problems(self) -> tuple[Problem, ...]:
        """Return everything that is wrong with the mappings that the installed frameworks bring."""
        self.mappings()
        problems: tuple[Problem, ...] = self._read["problems"]
        return problems

    def _read_mappings(self) -> "tuple[tuple[EditionMapping, ...], tuple[Problem, ...]]":
        from kompass_spec.documents.mappings import read_mapping, released_mapping

        own = {frozenset({mapping.source.id, mapping.target.id}) for mapping in self._own_mappings}
        found = list(self._own_mappings)
        problems: list[Problem] = []
        for stored in self._mappings:
            read = read_mapping if stored.entry is None else released_mapping
            try:
                mapping = read(stored.text(), stored.name, self)
            except InputError as error:
                problems.extend(error.problems)
                continue
            if mapping.id != stored.id:
                sentence = (
                    f"The mapping calls itself {mapping.id!r} by its editions, and it is kept as"
                    f" {stored.id!r}. Make them the same."
                )
                problems.append(Problem("bad-identifier", sentence, stored.name, "/source"))
            elif frozenset({mapping.source.id, mapping.target.id}) not in own:
                found.append(mapping)
        return tuple(sorted(found, key=lambda mapping: mapping.id)), tuple(problems)


def _ended(reason: str) -> str:
    """Return a reason as a sentence, with the point that its author may have left out."""
    return reason if reason.rstrip().endswith((".", "!", "?")) else f"{reason.rstrip()}."


def _of(name: str, releases: "HashTrieMap[str, Released]") -> tuple[Released, ...]:
    found = [one for one in releases.values() if one.entry.id == name]
    return tuple(sorted(found, key=lambda one: version_key(one.entry.version)))


def load_registry(plugins: Plugins | None = None) -> Registry:
    """Return the registry of every edition that the installed frameworks bring.

    A broken edition costs itself and a problem of the registry. An id belongs to the distribution that
    published it first, until that one hands it over to another.
    """
    collected = Collected()
    for plugin in (plugins or load_plugins("frameworks")).of_kind("frameworks"):
        try:
            collect(plugin.provided.folder, plugin.distribution, collected)
        except Exception as error:  # noqa: BLE001 - a plugin may fail in any way, and costs only itself
            sentence = (
                f"The framework {plugin.name!r} of {plugin.distribution} cannot be read"
                f" ({type(error).__name__}: {error})."
            )
            collected.problems.append(Problem("plugin-failed", sentence))
    editions = settle(collected)
    return Registry(
        editions=HashTrieMap(editions),
        releases=HashTrieMap(collected.releases),
        released_mappings=HashTrieMap(collected.released_mappings),
        registers=collected.registers_in_order(),
        mappings=tuple(collected.mappings),
        origins=tuple(sorted(collected.origins.items())),
        problems=tuple(collected.problems),
    )
