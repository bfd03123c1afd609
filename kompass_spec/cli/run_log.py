"""The log of a run: a line of JSON for each document, from which a run that was interrupted goes on."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, final

from kompass_spec.documents.disk import exists, write_parts
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.registry import Registry

__all__ = ["RunLog", "digest_of_file", "digest_of_run", "json_line"]

FORM = 1

_AGAIN = frozenset({"process-ended", "plugin-failed", "out-of-memory", "unwritable-file", "unreadable-file"})
"""What need not go wrong again, so that a document that it happened to is worked on again."""


def json_line(data: object) -> bytes:
    """Return plain data as JSON on one line in UTF-8, keys in the order given, without a line feed.

    >>> json_line({"file": "å.md", "errors": []}).decode()
    '{"file":"å.md","errors":[]}'
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return written.encode("utf-8", "backslashreplace")


def digest_of_file(path: Path) -> str | None:
    """Return the SHA-256 of a file in hexadecimal, ``None`` where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def digest_of_run(
    command: str, asked: Mapping[str, Any], files: Iterable[Path], plugins: Plugins, registry: Registry
) -> str:
    """Return the SHA-256 of what decides what becomes of a document: what is asked, and what is installed.

    ``files`` are read for every document, such as references. Whoever changes a plugin without giving it
    another version has to begin another log.
    """
    from kompass_spec._face import __version__

    installed = {plugin.distribution: plugin.version for plugin in plugins.loaded}
    data = {
        "command": command,
        "asked": {name: None if value is None else str(value) for name, value in asked.items()},
        "files": {str(path): digest_of_file(path) for path in files},
        "installed": {**installed, "kompass-spec": __version__},
        "editions": {name: registry.digest(registry[name]) for name in registry},
    }
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


@final
class RunLog:
    """Hold the lines of a log, each with the place at which it stands in the file.

    Raise ``UsageError`` where the file is something else, which is then left as it is, and ``InputError``
    where it cannot be read or written.
    """

    def __init__(self, path: Path, run: str) -> None:
        self._path = path
        self._head = json_line({"form": FORM, "kompass": "log", "run": run}) + b"\n"
        self._places: dict[str, tuple[int, int]] = {}
        self.is_of_another_run = False
        try:
            old = path.open("rb") if exists(path) else None
            if old is not None:
                with old:
                    self._read(old)
            self._stream = path.open("ab")
            if self.is_of_another_run or self._stream.tell() != self._end:
                self._stream.truncate(self._end)
            if not self._end:
                self._add(self._head)
        except InputError:
            raise
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            sentence = f"The log cannot be read or written ({reason}). Choose another place with --log."
            raise InputError([Problem("unwritable-file", sentence, str(path))]) from None

    _end = 0

    def _read(self, stream: BinaryIO) -> None:
        head = stream.readline()
        if head and not head.startswith(b'{"form":'):
            sentence = (
                "This is no log of an earlier run, so nothing is written to it. Name another with --log."
            )
            raise UsageError([Problem("not-a-log", sentence, str(self._path))])
        self.is_of_another_run = bool(head) and head != self._head
        if not head or self.is_of_another_run:
            return
        self._end = len(head)
        for line in stream:
            # What a run was writing when it was stopped has no end.
            entry = _entry(line) if line.endswith(b"\n") else None
            if entry is None:
                return
            self._places[entry["file"]] = (self._end, len(line))
            self._end += len(line)

    def entry(self, file: Path, sha256: str | None) -> dict[str, Any] | None:
        """Return what the log says of a file with these bytes, ``None`` where it is to be worked on."""
        place = self._places.get(str(file))
        entry = _entry(self._line(place)) if place is not None else None
        if entry is None or sha256 is None or entry.get("sha256") != sha256:
            return None
        codes = {problem.get("code") for problem in entry["errors"]}
        if codes & _AGAIN or any(
            digest_of_file(Path(made["file"])) != made["sha256"] for made in entry["written"]
        ):
            return None
        return entry

    def add(self, entry: Mapping[str, Any], result: bytes = b"") -> None:
        """Write what became of a file, at once; ``result`` is JSON on one line."""
        line = json_line(entry)
        if result:
            line = line[:-1] + b',"result":' + result + b"}"
        self._places[entry["file"]] = (self._end, len(line) + 1)
        self._add(line + b"\n")

    def _add(self, line: bytes) -> None:
        self._stream.write(line)
        self._stream.flush()
        self._end += len(line)

    def _line(self, place: tuple[int, int]) -> bytes:
        with self._path.open("rb") as stream:
            stream.seek(place[0])
            return stream.read(place[1])

    def finish(self, files: Sequence[Path]) -> None:
        """Put the lines into the order of the files, whatever order they were done in, and nothing else."""
        self._stream.close()
        write_parts(self._path, self._ordered(files))

    def _ordered(self, files: Sequence[Path]) -> Iterator[bytes]:
        yield self._head
        for file in files:
            place = self._places.get(str(file))
            if place is not None:
                yield self._line(place)

    def close(self) -> None:
        """Let the file go."""
        self._stream.close()


def _entry(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    wanted = {"file": str, "errors": list, "warnings": list, "written": list}
    is_one = isinstance(entry, dict) and all(isinstance(entry.get(key), kind) for key, kind in wanted.items())
    return entry if is_one else None
