"""The folders and files that plugins bring: those of a class of the plugin's own are guarded."""

import io
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple, final

from kompass_spec.model.problems import InputError
from kompass_spec.plugins.reasons import OverdueError, RefusedError, plain_text

__all__ = ["GuardedPlace", "held_place"]

_MEMBERS = {"frameworks": "folder", "catalogues": "file", "datasets": "file"}
_KNOWN = frozenset({"pathlib", "pathlib._local", "zipfile", "zipfile._path", "importlib.resources.readers"})
"""The modules of Python whose folders and files are what they say."""
_NEEDED = {"folder": ("joinpath",), "file": ("read_bytes", "open")}
_MOST = 10_000
"""More files than any framework has in one folder."""


class _HeldFolder(NamedTuple):
    """Stand for a collection whose folder is guarded."""

    name: str
    folder: Traversable


class _HeldFile(NamedTuple):
    """Stand for a catalogue or a dataset whose file is guarded."""

    name: str
    file: Traversable


def held_place(provided: Any, name: str, kind: str) -> Any:
    """Return what a plugin brings, with its folder or file guarded unless that is one of Python's own."""
    member = _MEMBERS.get(kind)
    if member is None:
        return provided
    place = getattr(provided, member)
    if not any(hasattr(place, needed) for needed in _NEEDED[member]):
        raise TypeError(f"its {member} is a {type(place).__name__}, which is none")
    if member == "file" and isinstance(place, Path) and place.exists() and not place.is_file():
        # What is read of a device may never end, where no limit of time is looked at.
        raise TypeError(f"its file {place.name!r} is a folder or a device")
    if member == "folder" and isinstance(place, Path) and not os.path.isdir(place):  # noqa: PTH112 - a path may be none
        raise TypeError(f"its folder {place.name[:60]!r} is not there")
    if type(place).__module__ in _KNOWN:
        return provided
    guarded = GuardedPlace(place, f"The {member} of the {kind.removesuffix('s')} {name!r}")
    return _HeldFolder(name, guarded) if member == "folder" else _HeldFile(name, guarded)


@final
class GuardedPlace(Traversable):
    """Pass on what is asked of a folder or a file of a plugin's own class, each time by the one door.

    Every method raises ``InputError`` where the plugin's fails, gives something else, or takes too long.
    """

    def __init__(
        self, place: Any, who: str, name: str = "", overdue: "list[InputError] | None" = None
    ) -> None:
        self._place = place
        self._who = who
        self._name = name
        # What has taken too long once, here or in a folder above, is not waited for again.
        self._overdue: list[InputError] = [] if overdue is None else overdue

    def __str__(self) -> str:
        """Return the name, because that of the other is the plugin's code."""
        return self.name

    def _asked(self, ask: Callable[[], Any], wanted: type) -> Any:
        # Imported here because hardly any plugin has a class of its own for this.
        from kompass_spec.plugins.calls import failure_of, guarded_call

        if self._overdue:
            raise self._overdue[0]
        try:
            answer = guarded_call(ask, self._who)
        except (KeyboardInterrupt, FileNotFoundError):
            raise
        except BaseException as error:
            failure = failure_of(self._who, error)
            if isinstance(error, OverdueError):
                self._overdue.append(failure)
            raise failure from error
        if not issubclass(type(answer), wanted):
            reason = RefusedError(f"it gave {type(answer).__name__} instead of {wanted.__name__}")
            raise failure_of(self._who, reason)
        return answer

    @property
    def name(self) -> str:
        """Return the name of the folder or file."""
        if not self._name:
            self._name = plain_text(self._asked(lambda: self._place.name, str))
        return self._name

    def iterdir(self) -> Iterator[Traversable]:
        """Iterate over what is in the folder."""
        for place in self._asked(self._listed, list):
            yield GuardedPlace(place, self._who, overdue=self._overdue)

    def _listed(self) -> list[Any]:
        listed = list(islice(self._place.iterdir(), _MOST + 1))
        if len(listed) > _MOST:
            raise RefusedError(f"it has more than {_MOST} files in one folder")
        return listed

    def joinpath(self, *descendants: Any) -> "GuardedPlace":
        """Return what is below the folder by these names."""
        place = self._asked(lambda: self._place.joinpath(*descendants), object)
        last = str(descendants[-1]).rpartition("/")[2] if descendants else self._name
        return GuardedPlace(place, self._who, last, self._overdue)

    def __truediv__(self, child: Any) -> "GuardedPlace":
        """Return what is in the folder by this name."""
        return self.joinpath(child)

    def is_dir(self) -> bool:
        """Tell whether it is a folder."""
        return bool(self._asked(lambda: bool(self._place.is_dir()), bool))

    def is_file(self) -> bool:
        """Tell whether it is a file."""
        return bool(self._asked(lambda: bool(self._place.is_file()), bool))

    def read_bytes(self) -> bytes:
        """Return the bytes of the file."""
        return bytes(self._asked(lambda: self._place.read_bytes(), bytes))  # noqa: PLW0108 - to look it up is the plugin's code too

    def read_text(self, encoding: str | None = None) -> str:
        """Return the text of the file."""
        return self.read_bytes().decode(encoding or "utf-8")

    def open(self, mode: str = "r", *_: Any, **named: Any) -> IO[Any]:
        """Open the file, of which all is read at once."""
        with suppress(KeyError):
            del named["buffering"]
        stream = io.BytesIO(self.read_bytes())
        return stream if "b" in mode else io.TextIOWrapper(stream, **named)
