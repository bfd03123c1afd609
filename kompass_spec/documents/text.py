"""Decode the bytes of a text, in whatever encoding it was saved, and compose its letters."""

import codecs
import re

from kompass_spec.model.problems import InputError, Problem

__all__ = ["composed", "decode_text"]

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

_MOST_MARKS = 64
# Compiled where they are used: most texts that are read at the start are ASCII.
_IS_LONG = rf"[^\x00-\x7f]{{{_MOST_MARKS + 1}}}"
_LONG_RUN = rf"([\x00-\x7f]?[^\x00-\x7f]{{{_MOST_MARKS + 1},}})"
_PIECE = rf"(?s:.{{1,{_MOST_MARKS}}})"


def composed(text: str) -> str:
    r"""Return a text with every letter composed, as it is typed: an ``ö`` is one sign and not two.

    To put many marks on one letter into order takes time that grows with the square of their number, so a run
    of more than 64 signs beyond ASCII is composed 64 at a time. No word is that long.

    >>> composed("o\u0308") == "\u00f6"
    True
    """
    if text.isascii():
        return text
    # Imported here because most texts that are read at the start are ASCII.
    import unicodedata

    if len(text) <= _MOST_MARKS or not re.search(_IS_LONG, text):
        return unicodedata.normalize("NFC", text)
    pieces = re.split(_LONG_RUN, text)
    for at in range(1, len(pieces), 2):
        pieces[at] = "".join(unicodedata.normalize("NFC", few) for few in re.findall(_PIECE, pieces[at]))
    pieces[::2] = [unicodedata.normalize("NFC", piece) for piece in pieces[::2]]
    return "".join(pieces)


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


def _refuse_damaged(content: bytes, offset: int, file: str) -> None:
    """Refuse what is UTF-8 but for a few bytes: in another encoding all letters beyond ASCII were wrong."""
    text = content.decode("utf-8", "surrogateescape")
    wrong = sum("\udc80" <= letter <= "\udcff" for letter in text)
    whole = sum(letter > "\x7f" for letter in text) - wrong
    if whole > wrong:
        line = len(content[:offset].split(b"\n"))
        sentence = (
            f"This is UTF-8 but for a byte in this line (0x{content[offset]:02X}), so a letter is damaged."
            " Write the line anew, or save the file again in UTF-8."
        )
        raise InputError([Problem("damaged-text", sentence, file, line=line)])


def _refuse_controls(text: str, file: str) -> None:
    """Refuse what has letters that no text has, with the line where there are only a few of them."""
    controls = {letter for letter in set(text) if ord(letter) in _CONTROLS}
    if not controls:
        return
    offsets = [offset for offset, letter in enumerate(text) if letter in controls]
    if len(offsets) * _RARE > len(text):
        raise _binary(file)
    line = text.count("\n", 0, offsets[0]) + 1
    sentence = (
        f"This line has a control character (U+{ord(text[offsets[0]]):04X}), which no text has. Remove it."
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
