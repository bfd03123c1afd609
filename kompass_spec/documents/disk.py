"""Files and folders: ask what stands there, read at most so much, and write whole or not at all."""

import errno
import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from kompass_spec.model.problems import InputError, Problem

__all__ = [
    "DEFAULT_LIMIT",
    "exists",
    "expand_paths",
    "is_file",
    "is_folder",
    "is_same",
    "is_standard_output",
    "read_bytes",
    "refuse_empty",
    "remove_interrupted",
    "write_bytes",
    "write_new",
    "write_parts",
]

DEFAULT_LIMIT = 20_000_000
"""The size in bytes above which a file is refused unless a greater limit is asked for."""

_CHUNK = 1_000_000
_UNSEEN = (".", "~$")
_STANDARD_OUTPUT = 1


def read_bytes(path: Path, limit: int = DEFAULT_LIMIT) -> bytes:
    """Return the bytes of a file of at most ``limit`` bytes.

    Raise ``InputError`` where there is no such file, it cannot be read, is empty or larger.
    """
    file = str(path)
    try:
        with path.open("rb") as stream:
            content = _at_most(limit + 1, stream)
    except FileNotFoundError:
        sentence = "There is no such file. Check the name."
        if file == "-":
            sentence = (
                "Standard input is not read. Save it in a file and name that: its name says what is in it."
            )
        raise InputError([Problem("no-file", sentence, file)]) from None
    except IsADirectoryError:
        raise InputError([Problem("no-file", "This is a folder, not a file.", file)]) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError([Problem("unreadable-file", f"The file cannot be read ({reason}).", file)]) from None
    if len(content) > limit:
        sentence = (
            f"The file is larger than {limit:,} bytes. If it is what you mean, raise the limit with `limit=`."
        )
        raise InputError([Problem("file-too-large", sentence, file)])
    refuse_empty(file, content)
    return content


def refuse_empty(file: str, content: bytes) -> None:
    """Raise ``InputError`` where the content of a file is nothing, or only spaces and ends of lines.

    >>> refuse_empty("report.md", b" ")
    Traceback (most recent call last):
        ...
    kompass_spec.model.problems.InputError: report.md: The file is empty. Check that it was saved.
    """
    if not content.strip():
        raise InputError([Problem("empty-file", "The file is empty. Check that it was saved.", file)])


def _at_most(size: int, stream: BinaryIO) -> bytes:
    """Return the first ``size`` bytes of a file, in parts: memory for all of them would be taken at once."""
    parts = []
    while size and (part := stream.read(min(size, _CHUNK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def expand_paths(
    paths: Iterable[Path], endings: tuple[str, ...], leave_out: Path | None = None
) -> tuple[list[Path], list[Problem]]:
    """Return the files that are named, those in folders with one of the endings, and what is wrong.

    The files of a folder are found at any depth and stand in order; without endings all are, but those that
    are hidden, or that a program leaves beside a document while it is open.

    A file that has two of the names is returned once. What lies in the folder ``leave_out`` is passed over
    where that stands within a folder that is named, as the results of an earlier run do. A folder that has no
    such file, or that cannot be read, is a problem.
    """
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in paths:
        inside = [path]
        if is_folder(path):
            inside, unread = _inside(path, endings, leave_out)
            problems.extend(unread)
            if not inside and not unread:
                which = f" that ends in {', '.join(endings)}" if endings else ""
                sentence = f"The folder holds no file{which}."
                problems.append(Problem("no-file", sentence, str(path)))
        for file in inside:
            files.setdefault(os.path.realpath(file), file)
    return list(files.values()), problems


def _inside(
    folder: Path, endings: tuple[str, ...], leave_out: Path | None
) -> tuple[list[Path], list[Problem]]:
    """Return what a folder holds in order, and the folders in it that cannot be read."""
    unread: list[OSError] = []
    left = os.path.realpath(leave_out) if leave_out is not None else None
    if left == os.path.realpath(folder):
        left = None
    files: list[Path] = []
    for path, _, names in os.walk(folder, onerror=unread.append):
        if left is not None and Path(os.path.realpath(path)).is_relative_to(left):
            continue
        files += [
            Path(path, name)
            for name in names
            if (not endings or name.lower().endswith(endings))
            and not name.startswith(_UNSEEN)
            and is_file(Path(path, name))
        ]
    problems = [
        Problem("unreadable-file", f"The folder cannot be read ({error.strerror}).", str(error.filename))
        for error in unread
    ]
    return sorted(files), problems


def write_bytes(
    path: Path, content: bytes, advice: str = "Choose another place.", *, lasting: bool = False
) -> None:
    """Write ``content`` beside ``path`` and rename it, so that a half-written file never stands there.

    What is ``lasting`` is on the disk before this returns, whatever happens to the machine.

    Raise ``InputError`` where that is not possible, with ``advice`` on what to do; whatever stood at ``path``
    before then stands there still. ``BrokenPipeError`` is raised where the reader of a pipe has seen enough.
    """
    beside: Path | None = None
    try:
        if is_standard_output(path):
            _write_standard_output(content)
            return
        if path.exists() and not path.is_file() and not path.is_dir():
            # A pipe or a device cannot be replaced by a file; it takes the bytes as they come. It is opened
            # by the name that was given, since what a link of the system leads to may have none.
            path.write_bytes(content)
            return
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(21, "It is a folder")
        beside = _written_beside(target, content, lasting=lasting)
        beside.replace(target)
        if lasting:
            _sync_folder(target.parent)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        sentence = f"The file cannot be written ({reason}). Nothing was changed. {advice}"
        raise InputError([Problem("unwritable-file", sentence, str(path))]) from None
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _write_standard_output(content: bytes) -> None:
    sys.stdout.flush()
    with os.fdopen(os.dup(_STANDARD_OUTPUT), "wb") as stream:
        stream.write(content)


def write_new(path: Path, content: bytes) -> None:
    """Write a file where none stands, whole or not at all.

    It and its name are on the disk before this returns. Raise ``FileExistsError`` where something stands
    there, ``OSError`` where it cannot be written.
    """
    beside = _written_beside(path, content, lasting=True)
    try:
        try:
            # A link, unlike a rename, never replaces what stands there.
            path.hardlink_to(beside)
        except FileExistsError:
            raise
        except OSError:
            # Some file systems have no links.
            if exists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _sync_folder(path.parent)
    _sync_folder(path.parent.parent)


def remove_interrupted(path: Path) -> None:
    """Remove what a process left beside a file when it was killed while it wrote it."""
    for beside in path.parent.glob(f"{_prefix(path)}????????"):
        with suppress(OSError):
            beside.unlink()


def _prefix(target: Path) -> str:
    return f".{target.name[:60]}."


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write what comes in parts, which need not fit into memory together, as ``write_bytes`` does."""
    if is_standard_output(path) or (path.exists() and not path.is_file()):
        write_bytes(path, b"".join(parts))
        return
    target = Path(os.path.realpath(path))
    beside: Path | None = None
    try:
        beside = _written_beside(target, parts, lasting=False)
        beside.replace(target)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        sentence = f"The file cannot be written ({reason}). Nothing was changed. Choose another place."
        raise InputError([Problem("unwritable-file", sentence, str(path))]) from None
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _written_beside(target: Path, content: bytes | Iterable[bytes], *, lasting: bool) -> Path:
    """Write a file beside the one that it is to become, and return its path."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_prefix(target))
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines([content] if isinstance(content, bytes) else content)
            if lasting:
                stream.flush()
                os.fsync(stream.fileno())
        beside.chmod(_mode(target))
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can be asked for it."""
    with suppress(OSError):  # Windows opens no folder, and some file systems refuse this
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _mode(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


# The methods of Path raise for a name that is too long, or beneath a folder that may not be looked into.
def is_folder(path: Path) -> bool:
    """Tell whether a folder stands there that can be asked about.

    >>> is_folder(Path("docs")), is_folder(Path("x" * 300))
    (True, False)
    """
    return os.path.isdir(path)  # noqa: PTH112 - see above


def is_file(path: Path) -> bool:
    """Tell whether a file stands there that can be asked about."""
    return os.path.isfile(path)  # noqa: PTH113 - see above


def exists(path: Path) -> bool:
    """Tell whether anything stands there that can be asked about."""
    return os.path.exists(path)  # noqa: PTH110 - see above


def is_standard_output(path: Path) -> bool:
    """Tell whether a path names what this program writes to, as ``/dev/stdout`` does."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(_STANDARD_OUTPUT))  # noqa: PTH116 - see above
    except (OSError, ValueError):
        return False


def is_same(path: Path, other: Path) -> bool:
    """Tell whether both are names of one thing that stands there."""
    try:
        return os.path.samefile(path, other)  # noqa: PTH121 - see above
    except (OSError, ValueError):
        return False
