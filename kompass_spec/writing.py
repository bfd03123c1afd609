"""Write files whole or not at all."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from kompass_spec.problems import InputError, Problem

__all__ = ["write_bytes"]


def write_bytes(path: Path, content: bytes, advice: str = "Choose another place with -o.") -> None:
    """Write ``content`` beside ``path`` and then give it that name, so that a half-written file never stands there.

    Raise ``InputError`` where that is not possible, with ``advice`` on what to do; whatever stood at ``path``
    before then stands there still.
    """
    beside: Path | None = None
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(21, "It is a folder")
        if target.exists() and not target.is_file():
            # A pipe or a device cannot be replaced by a file; it takes the bytes as they come.
            target.write_bytes(content)
            return
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:60]}.")
        beside = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        beside.chmod(_mode(target))
        beside.replace(target)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        sentence = f"The file cannot be written ({reason}). Nothing was changed. {advice}"
        raise InputError([Problem("unwritable-file", sentence, str(path))]) from None
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _mode(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
