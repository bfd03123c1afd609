"""Read what a mapping refers to, where it is a file that can be found from the mapping's own place."""

import codecs
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from kompass_spec import InputError
from kompass_spec.documents.disk import read_bytes
from kompass_spec.documents.text import decode_text

__all__ = ["CannotReadError", "begins_with_mark", "path_of", "read_beside"]

_LIMIT = 200_000_000
"""The size in bytes above which a catalogue is not read: the largest published have some ten million."""


class CannotReadError(Exception):
    """Say in a sentence why something that a mapping refers to is not read."""


def path_of(reference: str) -> str | None:
    """Return the path that a relative reference (RFC 3986, 4.2) leads to, ``None`` where it leads elsewhere.

    >>> path_of("./one%20list.json#top"), path_of("https://example.org/one.json"), path_of("/one.json")
    ('one list.json', None, None)
    """
    try:
        parts = urlsplit(reference)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or PurePosixPath(parts.path).is_absolute():
        return None
    return normpath(unquote(parts.path))


def read_beside(file: str, reference: str) -> str:
    """Return the text of what a relative reference in ``file`` leads to.

    Raise ``CannotReadError`` where it leads elsewhere, or to nothing that can be read.
    """
    path = path_of(reference)
    if path is None:
        raise CannotReadError("it is not a file beside this one.")
    beside = Path(file).parent / path
    try:
        # A pipe or a device has no end.
        if beside.exists() and not (beside.is_file() or beside.is_dir()):
            raise CannotReadError("it is not an ordinary file.")
        return decode_text(read_bytes(beside, _LIMIT), path)
    except InputError as error:
        problem = error.problems[0]
        if problem.code == "file-too-large":
            raise CannotReadError(f"it is larger than {_LIMIT:,} bytes.") from None
        if problem.code == "binary-file":
            raise CannotReadError("it is not text.") from None
        raise CannotReadError(f"it cannot be read. {problem.message}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise CannotReadError(f"it cannot be read ({reason}).") from None


def begins_with_mark(file: str, reference: str) -> bool:
    """Return whether a file beside ``file``, which could be read, begins with a byte order mark of UTF-8."""
    path = path_of(reference)
    with (Path(file).parent / str(path)).open("rb") as stream:
        return stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
