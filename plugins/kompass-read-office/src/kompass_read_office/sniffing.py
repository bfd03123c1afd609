"""Tell the kind of an office file by its content alone; the ending of a file's name says nothing."""

import io
import struct
import zipfile
import zlib

__all__ = ["ENCRYPTED_NAME", "OLE", "RTF", "ZIP", "ZIP_ERRORS", "kind_of"]

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = b"{\\rtf"
ENCRYPTED_NAME = "EncryptedPackage".encode("utf-16-le")
"""The name, within the older form of file, under which a package that a password protects is kept."""

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
"""What ``zipfile`` raises where an archive is damaged, encrypted or compressed in a way that it does not know."""

_TEXT = b"application/vnd.oasis.opendocument.text"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_MIMETYPES = ((_TEXT, "odt"), (_SPREADSHEET, "ods"))
_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"))
# The streams of files that Word and Excel wrote before 2007.
_OLD_STREAMS = (
    ("WordDocument".encode("utf-16-le"), "docx"),
    ("Workbook\0".encode("utf-16-le"), "xlsx"),
    ("Book\0".encode("utf-16-le"), "xlsx"),
)


def kind_of(content: bytes) -> tuple[str, ...]:
    r"""Return the names of the containers that such a file is for: none, one, or all that it may be.

    What is encrypted does not show what it is, so both containers of Microsoft's files are named.

    >>> kind_of(b"# Kommunkompassen"), kind_of(b"{\\rtf1 text}")
    ((), ('docx',))
    """
    if content.startswith(ZIP):
        return _kind_of_zip(content)
    if content.startswith(RTF):
        return ("docx",)
    if content.startswith(OLE):
        if ENCRYPTED_NAME in content:
            return ("docx", "xlsx")
        return tuple({kind: None for stream, kind in _OLD_STREAMS if stream in content})
    return ()


def _kind_of_zip(content: bytes) -> tuple[str, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _kind_of_names(archive)
    except ZIP_ERRORS:
        return _kind_of_damaged(content)


def _kind_of_names(archive: zipfile.ZipFile) -> tuple[str, ...]:
    names = set(archive.namelist())
    if "mimetype" in names:
        with archive.open("mimetype") as file:
            mimetype = file.read(200)
        return tuple(kind for begin, kind in _MIMETYPES if _is_of(mimetype, begin))
    if "[Content_Types].xml" not in names:
        return ()
    return tuple(kind for folder, kind in _FOLDERS if any(name.startswith(folder) for name in names))


def _is_of(mimetype: bytes, begin: bytes) -> bool:
    """Tell whether the type is that of a document or its template; masters and web pages are others."""
    return mimetype.strip() in {begin, begin + b"-template"}


def _kind_of_damaged(content: bytes) -> tuple[str, ...]:
    """Return the kind of an archive whose list of contents is lost, by what stands before the contents."""
    for begin, kind in _MIMETYPES:
        if content.find(begin, 0, 200) >= 0:
            return (kind,)
    return tuple(kind for folder, kind in _FOLDERS if folder.encode() in content)[:1]
