"""Tell the kind of an office file by its content alone; the ending of a file's name says nothing."""

import io
import struct
import zipfile
import zlib

__all__ = ["ZIP_ERRORS", "kind_of"]

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
_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"))


def kind_of(content: bytes) -> str | None:
    """Return the name of the container that a file is for, ``None`` where it is for none of these.

    >>> kind_of(b"# Kommunkompassen") is None
    True
    """
    if not content.startswith(_ZIP):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _kind_of_names(archive)
    except ZIP_ERRORS:
        return _kind_of_damaged(content)


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
