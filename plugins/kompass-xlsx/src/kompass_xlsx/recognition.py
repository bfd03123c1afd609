"""Know a workbook of ours by what is in it, whatever it is called and whichever program saved it last."""

import zipfile
import zlib
from io import BytesIO

__all__ = ["is_ours"]

_ARCHIVE = b"PK"
_BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)
"""What is raised of archives that are damaged, encrypted, or packed in a way that Python does not know."""
_SEEN = 4_000_000
"""The bytes of a part that are looked at; what is looked for stands in small parts."""
_MARKS = (
    ("xl/workbook.xml", b"kompass_workbook"),
    ("docProps/custom.xml", b"kompass-edition"),
    ("meta.xml", b"kompass-edition"),
    ("content.xml", b"kompass_workbook"),
)
"""Where a mark may be left: the defined name, or the properties, which not every program keeps."""


def is_ours(content: bytes) -> bool:
    """Tell whether bytes are an XLSX or ODS file with one of the marks of the workbook.

    >>> is_ours(b"PK and no archive"), is_ours(b"Kommunkompassen")
    (False, False)
    """
    if not content.startswith(_ARCHIVE):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return any(_has(archive, part, mark) for part, mark in _MARKS)
    except _BROKEN:
        return False


def _has(archive: zipfile.ZipFile, part: str, mark: bytes) -> bool:
    if part not in archive.NameToInfo:
        return False
    with archive.open(part) as stream:
        return mark in stream.read(_SEEN)
