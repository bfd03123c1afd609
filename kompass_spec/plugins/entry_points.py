"""Find the entry points of plugins and their distributions, also where an installer left something broken."""

from collections.abc import Iterator
from importlib.metadata import Distribution, EntryPoint, distributions, entry_points
from typing import NamedTuple, final

__all__ = ["Damaged", "Identities", "installed_plugins", "plugin_entry_points"]

GROUP = "kompass"


class Damaged(NamedTuple):
    """Name a distribution whose entry points cannot be read, and say why."""

    distribution: str
    version: str
    reason: str


@final
class Identities:
    """Know the name and version of distributions; the metadata of each, which takes long, is read once."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[str, str]] = {}

    def of(self, point: EntryPoint) -> tuple[str, str]:
        """Return the name and version of an entry point's distribution; what it does not say is empty."""
        if point.dist is None:
            return "", ""
        key = id(point.dist)
        if key not in self.known:
            self.known[key] = _identity(point.dist)
        return self.known[key]


def plugin_entry_points() -> tuple[EntryPoint, ...]:
    """Return the entry points of every installed plugin that can be read."""
    return installed_plugins()[0]


def installed_plugins() -> tuple[tuple[EntryPoint, ...], tuple[Damaged, ...]]:
    """Return the entry points of every installed plugin, and the distributions that hide theirs."""
    try:
        return tuple(entry_points(group=GROUP)), ()
    except Exception:  # noqa: BLE001 - one damaged file, of whatever distribution, hides the entry points of all
        return _one_by_one()


def _one_by_one() -> tuple[tuple[EntryPoint, ...], tuple[Damaged, ...]]:
    points: list[EntryPoint] = []
    damaged: list[Damaged] = []
    for name, version, distribution in _first_on_the_path():
        try:
            points.extend(distribution.entry_points.select(group=GROUP))
        except Exception as error:  # noqa: BLE001 - see above
            if _may_be_a_plugin(distribution):
                reason = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
                damaged.append(Damaged(distribution=name, version=version, reason=reason))
    return tuple(points), tuple(damaged)


def _first_on_the_path() -> Iterator[tuple[str, str, Distribution]]:
    """Iterate over distributions; of several with the same name the first is imported, and counts."""
    known: set[str] = set()
    for distribution in distributions():
        name, version = _identity(distribution)
        if not name or name not in known:
            known.add(name)
            yield name or "a distribution without a name", version, distribution


def _may_be_a_plugin(distribution: Distribution) -> bool:
    try:
        return f"[{GROUP}]" in (distribution.read_text("entry_points.txt") or "")
    except Exception:  # noqa: BLE001 - what cannot be read may be anything
        return True


def _identity(distribution: Distribution) -> tuple[str, str]:
    try:
        metadata = distribution.metadata
        name, version = (next(iter(metadata.get_all(key) or ()), "") for key in ("Name", "Version"))
    except Exception:  # noqa: BLE001 - how a missing file shows differs between versions of Python
        return "", ""
    return name, version
