"""Write files whole or not at all: beside their places, and then renamed."""

import contextlib
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import final

from attrs import field, frozen

from kompass_spec import InputError, Problem

__all__ = ["Outputs", "digest_of"]

_CHUNK = 1 << 20


@final
@frozen(kw_only=True)
class Outputs:
    """Hold the folder in which files are made, hidden beside the first of their places, and these places.

    Use it as a context: what was made and not kept is gone when it ends.
    """

    folder: Path
    place: Path
    _places: dict[Path, Path] = field(init=False, factory=dict)
    _left_out: list[Path] = field(init=False, factory=list)

    @classmethod
    @contextlib.contextmanager
    def beside(cls, place: Path) -> Iterator["Outputs"]:
        """Make a folder beside a place, remove those that stopped runs have left, and this one at the end.

        Raise ``InputError`` where nothing can be written there.
        """
        parent = place.parent
        if not parent.is_dir():
            sentence = f"There is no folder {str(parent)!r}. Make it, or correct the name."
            raise InputError([Problem("no-file", sentence, str(place))])
        if place.is_dir():
            raise InputError(
                [Problem("unwritable-file", "This is a folder. Choose another name.", str(place))]
            )
        _remove_interrupted(place)
        folder = parent / f".{place.name}.{os.getpid()}.partial"
        try:
            folder.mkdir()
        except OSError as error:
            sentence = f"Nothing can be written there ({error.strerror})."
            raise InputError([Problem("unwritable-file", sentence, str(place))]) from None
        try:
            with _held(folder):
                yield cls(folder=folder, place=place)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def between(self) -> Path:
        """Return a folder for what is made on the way, whose names are none of those of outputs."""
        folder = self.folder / "between"
        folder.mkdir(exist_ok=True)
        return folder

    def file(self, place: Path) -> Path:
        """Return where a file is made that is to stand at a place."""
        made = self.folder / place.name
        self._places[made] = place
        return made

    def leave_out(self, made: Path) -> None:
        """Keep nothing at the place of a file that was made, not even what an earlier run left there."""
        self._left_out.append(self._places.pop(made))

    def keep(self, last: Path) -> None:
        """Move every file to its place, that of ``last`` at the end: only with it are all there."""
        with _held(self.place.parent, wait=True):
            for place in (last, *self._left_out):
                place.unlink(missing_ok=True)
            for made, place in sorted(self._places.items(), key=lambda pair: (pair[1] == last, pair[1])):
                with made.open("rb") as stream:
                    os.fsync(stream.fileno())
                made.replace(place)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while part := stream.read(_CHUNK):
            digest.update(part)
    return digest.hexdigest()


def _remove_interrupted(place: Path) -> None:
    """Remove what runs left that were stopped; that of one that still goes on is held by it."""
    for folder in place.parent.glob(f".{place.name}.*.partial"):
        with contextlib.suppress(OSError), _held(folder):
            shutil.rmtree(folder, ignore_errors=True)


if sys.platform == "win32":

    @contextlib.contextmanager
    def _held(folder: Path, *, wait: bool = False) -> Iterator[None]:
        """Hold nothing, as Windows opens no folder; what is open there cannot be removed by others."""
        del folder, wait
        yield
else:
    import fcntl

    @contextlib.contextmanager
    def _held(folder: Path, *, wait: bool = False) -> Iterator[None]:
        """Hold a folder for this process; raise ``OSError`` where another has it, unless it may ``wait``."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            yield
        finally:
            os.close(descriptor)
