"""The registry: every installed edition by its id, read like a mapping."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, final

from attrs import field, frozen
from rpds import HashTrieMap

from kompass_spec.codec.editions import read_edition
from kompass_spec.model.edition import Edition
from kompass_spec.plugins import Plugin, Plugins, load_plugins
from kompass_spec.problems import InputError, Problem, UsageError
from kompass_spec.reading import decode_text

if TYPE_CHECKING:
    from kompass_spec.model.organisation import Organisation

__all__ = ["Registry", "load_registry"]


@final
@frozen(kw_only=True)
class Registry(Mapping[str, Edition]):
    """Hold editions by id, organisations, and what could not be read; it never changes.

    >>> from kompass_spec import load_registry
    >>> registry = load_registry()
    >>> registry["se-2016"].item("7.2").max
    Fraction(25, 1)
    """

    _editions: "HashTrieMap[str, Edition]" = field(factory=HashTrieMap)
    _registers: tuple[Traversable, ...] = field(default=(), repr=False)
    origins: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, editions: Iterable[Edition]) -> "Registry":
        """Return a registry of just these editions, for tests and tools that read their own."""
        return cls(editions=HashTrieMap({edition.id: edition for edition in editions}))

    def __getitem__(self, edition: str) -> Edition:
        """Return the edition with this id; raise ``KeyError`` if there is none."""
        return self._editions[edition]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids in alphabetical order."""
        return iter(sorted(self._editions))

    def __len__(self) -> int:
        """Count the editions."""
        return len(self._editions)

    def find(self, edition: str) -> Edition:
        """Return the edition with this id; raise ``UsageError`` naming those that there are if there is none."""
        if edition in self._editions:
            return self._editions[edition]
        known = ", ".join(self) or "none; no framework is installed, or KOMPASS_PLUGINS leaves it out"
        sentence = f"There is no edition {edition!r}. There are: {known}."
        broken = [problem for problem in self.problems if f" {edition}/" in (problem.file or "")]
        if broken:
            sentence = f"The edition {edition!r} is installed but broken: {broken[0]} `kompass check` lists everything that is wrong."
        raise UsageError([Problem("unknown-edition", sentence)])

    def organisations(self) -> "tuple[Organisation, ...]":
        """Return the organisations of every register, read when they are asked for.

        Raise ``InputError`` where a register is broken.
        """
        from kompass_spec.codec.registers import read_register

        found: list[Organisation] = []
        for register in self._registers:
            text = decode_text(register.read_bytes(), register.name)
            found.extend(read_register(text, register.name))
        return tuple(found)


def load_registry(plugins: Plugins | None = None) -> Registry:
    """Return the registry of every edition that the installed frameworks bring.

    A broken edition costs itself and a problem of the registry, and so do two editions with one id.
    """
    editions: dict[str, Edition] = {}
    origins: dict[str, str] = {}
    registers: list[Traversable] = []
    problems: list[Problem] = []
    for plugin in (plugins or load_plugins("frameworks")).of_kind("frameworks"):
        try:
            for name, file in _files(plugin.provided.folder, "editions"):
                try:
                    where = f"{plugin.distribution}: {name}/{file.name}"
                    edition = read_edition(decode_text(file.read_bytes(), where), where)
                    _claim(edition, name, plugin, origins)
                    editions[edition.id] = edition
                except InputError as error:
                    problems.extend(error.problems)
            registers.extend(_registers(plugin.provided.folder))
        except Exception as error:  # noqa: BLE001 - a plugin may fail in any way, and costs only itself
            sentence = f"The framework {plugin.name!r} of {plugin.distribution} cannot be read ({type(error).__name__}: {error})."
            problems.append(Problem("plugin-failed", sentence))
    return Registry(
        editions=HashTrieMap(editions),
        registers=tuple(registers),
        origins=tuple(sorted(origins.items())),
        problems=tuple(problems),
    )


def _claim(edition: Edition, folder: str, plugin: Plugin, origins: dict[str, str]) -> None:
    file = f"{plugin.distribution}: {folder}/edition.toml"
    if edition.id != folder:
        sentence = f"The id {edition.id!r} is not the name of the folder, {folder!r}. Make them the same."
        raise InputError([Problem("bad-identifier", sentence, file, "/id")])
    if edition.id in origins:
        sentence = f"{plugin.distribution} brings the edition {edition.id!r}, which is {origins[edition.id]}'s. Only the first is used."
        raise InputError([Problem("duplicate-edition", sentence, file, "/id")])
    origins[edition.id] = plugin.distribution


def _files(folder: Traversable, kind: str) -> Iterator[tuple[str, Traversable]]:
    place = folder.joinpath(kind)
    if not place.is_dir():
        return
    for child in sorted(place.iterdir(), key=lambda child: child.name):
        file = child.joinpath("edition.toml")
        if child.is_dir() and file.is_file():
            yield child.name, file


def _registers(folder: Traversable) -> Iterator[Traversable]:
    place = folder.joinpath("organisations")
    if place.is_dir():
        yield from sorted(
            (child for child in place.iterdir() if child.name.endswith(".toml")), key=lambda child: child.name
        )
