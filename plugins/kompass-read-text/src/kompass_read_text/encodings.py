"""Decode the bytes of a text, also where neither a mark nor UTF-8 says in what they are written."""

import codecs
import re

from kompass_read_text.recognising import CONTROLS
from kompass_spec import InputError, Problem
from kompass_spec.documents.text import decode_text

__all__ = ["decoded", "decoded_page"]

_CANDIDATES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "code page 850 of DOS"}
"""The encodings of Nordic texts that are neither UTF-8 nor UTF-16, with their names for people."""

_LETTERS = "A-Za-zÅÄÖÆØÉÜÁÍÓÚÝÐÞåäöæøéüáíóúýðþèàëïôêç"
_ODD = re.compile(
    rf"(?<=[{_LETTERS}])[^{_LETTERS}\s\x00-\x7f’–\xad]+(?=[{_LETTERS}])"
    r"|(?<=[a-zåäöæøéü])[A-ZÅÄÖÆØ](?=[a-zåäöæøéü])|[\x80-\x9f\ufffd]"
)
"""What no text has within a word: a sign, or a capital between small letters."""

_META = re.compile(
    rb"<meta\b[^<>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_DECLARED = re.compile(
    rb"\s*<\?xml\b[^<>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_SEEN = 8_192
_SAMPLE = 65_536


def decoded(content: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    r"""Return a text, and a warning where its encoding was concluded from its letters.

    A mark decides, then UTF-8 and UTF-16; then the letters do, between Windows-1252 and what was written on
    other machines. Raise ``InputError`` where the bytes are no text, or a letter of it is damaged.

    >>> decoded("Ständiga förbättringar".encode("mac-roman"), "a.txt")[0]
    'Ständiga förbättringar'
    """
    if content.startswith(codecs.BOM_UTF8):
        return _marked(content, file)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or 0 in content[:_SEEN]:
        return decode_text(content, file), ()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_damaged(content, file)
    else:
        return decode_text(content, file), ()
    return _by_letters(content, file)


def _refuse_damaged(content: bytes, file: str) -> None:
    """Raise ``InputError`` where a text is UTF-8 but for a few letters, which then are damaged."""
    try:
        decode_text(content, file)
    except InputError as error:
        if any(problem.code != "binary-file" for problem in error.problems):
            raise


def decoded_page(content: bytes, file: str, charset: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a page, in the encoding that it names where that is how it is written.

    ``charset`` is the encoding that the archive around the page names.
    """
    if 0 not in content[:_SEEN]:
        # Word processors leave control characters where fields were; no browser shows them.
        content = content.translate(None, CONTROLS)
    declared = _DECLARED.match(content) or _META.search(content[:_SEEN])
    name = charset or (declared[1].decode("ascii") if declared else None)
    encoding = _known(name)
    if encoding is None or content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decoded(content, file)
    try:
        # A page that was saved again names what it was in before; hardly any other text is UTF-8 by chance.
        return decode_text(content.decode("utf-8").encode(), file), ()
    except UnicodeDecodeError:
        pass
    try:
        return decode_text(content.decode(encoding).encode(), file), ()
    except (UnicodeError, InputError):
        return decoded(content, file)


def _known(name: str | None) -> str | None:
    """Return the encoding of a name, as browsers take it: Latin-1 is Windows-1252."""
    if name is None:
        return None
    try:
        found = codecs.lookup(name)
    except LookupError:
        return None
    if not found._is_text_encoding:  # noqa: SLF001 - the only place where Python says it
        return None
    return "cp1252" if found.name in {"iso8859-1", "ascii"} else found.name


def _marked(content: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return a text that begins with the mark of UTF-8, also where it is not written so."""
    rest = content[len(codecs.BOM_UTF8) :]
    try:
        rest.decode("utf-8")
    except UnicodeDecodeError:
        text, _ = decoded(rest, file)
        sentence = (
            "The file begins with the mark of UTF-8, but its letters are not written in it; they were read as"
            " those of an older encoding. Look whether they are right, or save the file again in UTF-8."
        )
        return text, (Problem("encoding", sentence, file),)
    return decode_text(content, file), ()


def _by_letters(content: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Return a text in the encoding in which its words are words, of several as charset-normalizer says."""
    # Imported here because hardly any text needs it.
    from charset_normalizer import from_bytes  # noqa: PLC0415 - see the line above

    lines = [line for line in content.splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE]
    ranked = [match.encoding for match in from_bytes(sample, cp_isolation=list(_CANDIDATES))]
    order = [*ranked, *(name for name in _CANDIDATES if name not in ranked)]
    fewest = min(order, key=lambda name: len(_ODD.findall(sample.decode(name, "replace"))))
    if fewest == "cp1252":
        return decode_text(content, file), ()
    try:
        text = decode_text(content.decode(fewest).encode(), file)
    except UnicodeDecodeError:
        return decode_text(content, file), ()
    sentence = (
        f"Nothing says how this text is written; by its letters it is {_CANDIDATES[fewest]}. If letters are"
        " wrong, save it again in UTF-8."
    )
    return text, (Problem("encoding", sentence, file),)
