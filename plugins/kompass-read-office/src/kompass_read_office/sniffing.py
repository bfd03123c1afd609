"""Tell the kind of an office file by its content alone; the ending of a file's name says nothing."""

import io
import re
import struct
import zipfile
import zlib

__all__ = ["ZIP_ERRORS", "flat_kind_of", "kind_of"]

_ZIP = b"PK\x03\x04"

ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What ``zipfile`` raises where an archive is damaged, encrypted or compressed in an unknown way."""

_TEXT = b"application/vnd.oasis.opendocument.text"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_MIMETYPES = ((_TEXT, "odt"), (_SPREADSHEET, "ods"))
_FLAT = b"<office:document"
_FLAT_TYPE = re.compile(rb"office:mimetype=[\"']([a-z.-]{1,40}/[a-z.-]{1,80})")
_SEEN = 8_192
_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"))


def kind_of(content: bytes) -> str | None:
    """Return the name of the container that a file is for, ``None`` where it is for none of these.

    >>> kind_of(b"# Kommunkompassen") is None
    True
    """
    if not content.startswith(_ZIP):
        return flat_kind_of(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _kind_of_names(archive)
    except ZIP_ERRORS:
        return _kind_of_damaged(content)


def flat_kind_of(content: bytes) -> str | None:
    """Return the kind of a file of OpenDocument that is one text of XML (``.fodt``), else ``None``.

    >>> flat_kind_of(b'<office:document office:mimetype="application/vnd.oasis.opendocument.text">')
    'odt'
    """
    seen = content[:_SEEN]
    begun = seen.find(_FLAT)
    if begun < 0 or not seen.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    found = _FLAT_TYPE.search(content, begun, begun + _SEEN)
    return None if found is None else next((kind for begin, kind in _MIMETYPES if found[1] == begin), None)


def _kind_of_names(archive: zipfile.ZipFile) -> str | None:
    names = set(archive.namelist())
    if "mimetype" in names:
        with archive.open("mimetype") as file:
            mimetype = file.read(200)
        return next((kind for begin, kind in _MIMETYPES if mimetype.startswith(begin)), None)
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for folder, kind in _FOLDERS if any(name.startswith(folder) for name in names)), None)


def _kind_of_damaged(content: bytes) -> str | None:
    """Return the kind of an archive whose list of contents is lost, by what stands before the contents."""
    for begin, kind in _MIMETYPES:
        if content.find(begin, 0, 200) >= 0:
            return kind
    return next((kind for folder, kind in _FOLDERS if folder.encode() in content), None)
