"""Hold a folder while something in it is read and written: one process at a time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kompass_spec.model.problems import InputError, Problem

__all__ = ["locked"]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder; whoever else wants to hold it waits until it is let go.

    The lock goes with the process that holds it, however that ends, and leaves nothing in the folder. Raise
    ``InputError`` where the folder cannot be held.

    >>> with locked(Path("docs")):
    ...     "one at a time"
    'one at a time'
    """
    try:
        descriptor = _hold(folder)
    except OSError as error:
        sentence = (
            f"The folder cannot be held for one release at a time ({error.strerror}). Release in a checkout"
            " on a disk of this computer."
        )
        raise InputError([Problem("unwritable-file", sentence, str(folder))]) from None
    try:
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import hashlib
    import msvcrt
    import tempfile
    import time

    def _hold(folder: Path) -> int:
        """Lock a file that stands for the folder, as Windows opens no folder."""
        name = hashlib.sha256(os.path.realpath(folder).casefold().encode()).hexdigest()[:32]
        path = Path(tempfile.gettempdir(), f"kompass-{name}.lock")
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except PermissionError:
                time.sleep(0.05)
            else:
                return descriptor
else:
    import fcntl

    def _hold(folder: Path) -> int:
        """Lock the folder itself."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError:
            os.close(descriptor)
            raise
        return descriptor
