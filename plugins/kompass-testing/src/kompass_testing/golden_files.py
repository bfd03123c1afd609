"""Compare outputs with golden files: what people see, kept as it was when somebody last looked at it."""

from pathlib import Path

import pytest

__all__ = ["compare_golden"]


def compare_golden(file: Path, content: bytes | str, *, update: bool) -> None:
    """Fail unless ``file`` holds just ``content``, a text as UTF-8; with ``update`` write it instead."""
    given = content.encode() if isinstance(content, str) else content
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(given)
        return
    if not file.is_file():
        pytest.fail(
            f"The golden file {file.name} is missing. Look at the output, and write it with --update-golden."
        )
    wanted = file.read_bytes()
    # As texts where they are texts, because a difference of lines can be read.
    assert _readable(given) == _readable(wanted), (
        f"The output is not what {file.name} holds. If that was the point, write it anew with"
        " --update-golden, and read the difference."
    )


def _readable(content: bytes) -> str | bytes:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content
