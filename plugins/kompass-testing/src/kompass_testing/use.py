"""Use a plugin as the command does: ask it, read its file or its folder; other processes import this."""

from importlib.resources.abc import Traversable
from typing import Any

from kompass_spec import InputError
from kompass_testing.snapshots import snapshot

__all__ = ["ask", "read_file", "read_folder", "told"]


def told(answer: object) -> str | bytes:
    """Return an answer in a form that can be compared with that of another process."""
    return answer if isinstance(answer, bytes) else repr(snapshot(answer))


def ask(method: str, provided: Any, request: Any) -> str | bytes:
    """Return a plugin's answer or its error in a form that other processes can compare."""
    try:
        return told(getattr(provided, method)(request))
    except InputError as error:
        return told(error)
    except Exception as error:  # noqa: BLE001 - another test says what to do about it
        return f"{type(error).__name__}: {error}"


def read_file(provided: Any, _: object) -> bytes:
    """Return the content of the file that a plugin brings."""
    content: bytes = provided.file.read_bytes()
    return content


def read_folder(provided: Any, _: object) -> int:
    """Read every file in the folder that a plugin brings; return how many there are."""
    return _read(provided.folder)


def _read(resource: Traversable) -> int:
    if resource.is_dir():
        return sum(_read(child) for child in resource.iterdir())
    resource.read_bytes()
    return 1
