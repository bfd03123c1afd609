"""Read files at the border: found or not, small enough or not, text in a known encoding or not."""

import codecs
import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from kompass_spec.places import is_file, is_folder
from kompass_spec.problems import InputError, Problem

__all__ = ["DEFAULT_LIMIT", "decode_text", "expand_paths", "read_bytes"]

DEFAULT_LIMIT = 20_000_000
"""The size in bytes above which a file is refused unless a greater limit is asked for."""

_CHUNK = 1_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RARE = 100
"""How many letters stand for every control character at least in what is still called a text."""
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x0b\x1b")


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
            f"The file is larger than {limit:,} bytes. If it is what you mean, raise the limit with"
            " --max-size."
        )
        raise InputError([Problem("file-too-large", sentence, file)])
    if not content.strip():
        raise InputError([Problem("empty-file", "The file is empty. Check that it was saved.", file)])
    return content


def _at_most(size: int, stream: BinaryIO) -> bytes:
    """Return the first bytes of a file, at most ``size``: asked for at once, memory for all of them would be taken."""
    parts = []
    while size and (part := stream.read(min(size, _CHUNK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def decode_text(content: bytes, file: str) -> str:
    r"""Return the text of a file in UTF-8, UTF-16, UTF-32 with a mark, or Windows-1252 (Latin-1).

    Raise ``InputError`` where the bytes are no text, with the line where only a few of them are none.

    >>> decode_text("Ständiga".encode("utf-16"), "report.txt"), decode_text(b"St\xe4ndiga", "report.txt")
    ('Ständiga', 'Ständiga')
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None) or _guessed(content)
    for name in (encoding, "cp1252") if encoding == "utf-8" else (encoding,):
        try:
            text = content.decode(name)
        except UnicodeDecodeError as error:
            if name.startswith("utf-8"):
                _refuse_damaged(content, error.start, file)
            continue
        _refuse_controls(text, file)
        return text
    raise _binary(file)


def _binary(file: str) -> InputError:
    advice = (
        "Save it in UTF-8."
        if file.lower().endswith((".json", ".toml", ".tsv"))
        else "Export it as Markdown or plain text."
    )
    return InputError([Problem("binary-file", f"This is not a text file. {advice}", file)])


def _refuse_damaged(content: bytes, place: int, file: str) -> None:
    """Refuse what is UTF-8 but for a few bytes: read as another encoding, every letter outside ASCII would be wrong."""
    text = content.decode("utf-8", "surrogateescape")
    wrong = sum("\udc80" <= letter <= "\udcff" for letter in text)
    whole = sum(letter > "\x7f" for letter in text) - wrong
    if whole > wrong:
        line = len(content[:place].split(b"\n"))
        sentence = (
            f"This is UTF-8 but for a byte in this line (0x{content[place]:02X}), so a letter is damaged."
            " Write the line anew, or save the file again in UTF-8."
        )
        raise InputError([Problem("damaged-text", sentence, file, line=line)])


def _refuse_controls(text: str, file: str) -> None:
    """Refuse what has letters that no text has, with the line where there are only a few of them."""
    controls = {letter for letter in set(text) if ord(letter) in _CONTROLS}
    if not controls:
        return
    places = [place for place, letter in enumerate(text) if letter in controls]
    if len(places) * _RARE > len(text):
        raise _binary(file)
    line = text.count("\n", 0, places[0]) + 1
    sentence = (
        f"This line has a control character (U+{ord(text[places[0]]):04X}), which no text has. Remove it."
    )
    raise InputError([Problem("damaged-text", sentence, file, line=line)])


def _guessed(content: bytes) -> str:
    """Guess the encoding of text without a mark: UTF-16 has a zero in every other byte of Latin letters."""
    sample = content[:4000]
    if 0 not in sample:
        return "utf-8"
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 4 > even * 4:
        return "utf-16-le"
    if even > len(sample) // 4 > odd * 4:
        return "utf-16-be"
    return "utf-8"


def expand_paths(
    paths: Iterable[Path], endings: tuple[str, ...], leave_out: Path | None = None
) -> tuple[list[Path], list[Problem]]:
    """Return files, those named and of a folder, at any depth and in order, those with one of the endings; and problems.

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
                sentence = f"The folder holds no file that ends in {', '.join(endings)}."
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
    found: list[Path] = []
    for place, _, names in os.walk(folder, onerror=unread.append):
        if left is not None and Path(os.path.realpath(place)).is_relative_to(left):
            continue
        found += [
            Path(place, name)
            for name in names
            if name.lower().endswith(endings) and not name.startswith(".") and is_file(Path(place, name))
        ]
    problems = [
        Problem("unreadable-file", f"The folder cannot be read ({error.strerror}).", str(error.filename))
        for error in unread
    ]
    return sorted(found), problems
