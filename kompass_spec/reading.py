"""Read files at the border: found or not, small enough or not, text in a known encoding or not."""

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

from kompass_spec.problems import InputError, Problem

__all__ = ["DEFAULT_LIMIT", "decode_text", "expand_paths", "read_bytes"]

DEFAULT_LIMIT = 20_000_000
"""The size in bytes above which a file is refused unless a greater limit is asked for."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x0b\x1b")


def read_bytes(path: Path, limit: int = DEFAULT_LIMIT) -> bytes:
    """Return the bytes of a file of at most ``limit`` bytes.

    Raise ``InputError`` where there is no such file, it cannot be read, is empty or larger.
    """
    file = str(path)
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except FileNotFoundError:
        raise InputError([Problem("no-file", "There is no such file. Check the name.", file)]) from None
    except IsADirectoryError:
        raise InputError([Problem("no-file", "This is a folder, not a file.", file)]) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError([Problem("unreadable-file", f"The file cannot be read ({reason}).", file)]) from None
    if len(content) > limit:
        sentence = f"The file is larger than {limit:,} bytes. If it is what you mean, raise the limit with --max-size."
        raise InputError([Problem("file-too-large", sentence, file)])
    if not content.strip():
        raise InputError([Problem("empty-file", "The file is empty. Check that it was saved.", file)])
    return content


def decode_text(content: bytes, file: str) -> str:
    r"""Return the text of a file in UTF-8, UTF-16, UTF-32 with a mark, or Windows-1252 (Latin-1).

    Raise ``InputError`` where the bytes are no text.

    >>> decode_text("Ständiga".encode("utf-16"), "report.txt"), decode_text(b"St\xe4ndiga", "report.txt")
    ('Ständiga', 'Ständiga')
    """
    binary = InputError(
        [Problem("binary-file", "This is not a text file. Export it as Markdown or plain text.", file)]
    )
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None) or _guessed(content)
    if encoding is None:
        raise binary
    for name in (encoding, "cp1252") if encoding == "utf-8" else (encoding,):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if any(ord(letter) in _CONTROLS for letter in set(text)):
            raise binary
        return text
    raise binary


def _guessed(content: bytes) -> str | None:
    """Guess the encoding of text without a mark: UTF-16 has a zero in every other byte of Latin letters."""
    sample = content[:4000]
    if 0 not in sample:
        return "utf-8"
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 4 > even * 4:
        return "utf-16-le"
    if even > len(sample) // 4 > odd * 4:
        return "utf-16-be"
    return None


def expand_paths(
    paths: Iterable[Path], endings: tuple[str, ...], leave_out: Path | None = None
) -> Iterator[Path]:
    """Iterate over files: those named, and of a folder, at any depth and in order, those with one of the endings.

    What lies in the folder ``leave_out`` is passed over where that stands within a folder that is named, as the
    results of an earlier run do. Raise ``InputError`` for a folder that has no such file.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(
            found
            for found in path.rglob("*")
            if found.name.lower().endswith(endings) and found.is_file() and not found.name.startswith(".")
        )
        if leave_out is not None and leave_out.resolve() != path.resolve():
            inside = [found for found in inside if not found.resolve().is_relative_to(leave_out.resolve())]
        if not inside:
            sentence = f"The folder holds no file that ends in {', '.join(endings)}."
            raise InputError([Problem("no-file", sentence, str(path))])
        yield from inside
