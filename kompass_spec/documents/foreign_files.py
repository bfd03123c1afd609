"""Say what kind of file a content seems to be, and how to convert it, where nothing reads it."""

import re
from typing import NamedTuple

__all__ = ["ForeignKind", "foreign_kind"]

_SAVE = "Open it in a word processor, such as LibreOffice Writer, and save it as .docx or .odt."
_CALCULATE = "Open it in a spreadsheet, such as LibreOffice Calc, and save it as .xlsx or .ods."
_PRINT = "Open it in the program that made it, and export it as PDF."
_RECOGNISE = (
    "Recognise its text with a program for that, such as OCRmyPDF or tesseract, hold every figure against the"
    " picture, and read the text."
)
_UNPACK = "Unpack it, and name the files in it."
_UNKNOWN = (
    "Open it in the program that made it, and save it as .docx, .odt, .xlsx, .ods, PDF, HTML, CSV or text."
)
_OF_PROGRAM = (
    "Figures in it are read from what that program can export: a workbook (.xlsx, .ods), CSV, a page of HTML"
    " or PDF."
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEEN = 4_096
_PLAIN = re.compile(rb"[\x09\x0a\x0b\x0c\x0d\x1b\x20-\x7e\x80-\xff]*")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class ForeignKind(NamedTuple):
    """Name a kind of file, with its article, and say what to do with one."""

    name: str
    advice: str

    @property
    def is_text(self) -> bool:
        """Tell whether it seems to be text, of whatever kind."""
        return self.name == "text"


_STARTS: tuple[tuple[bytes, ForeignKind], ...] = (
    (b"%PDF-", ForeignKind("a PDF", "Save it as text from the program that shows it.")),
    (b"{\\rtf", ForeignKind("a document in RTF", _SAVE)),
    (b"\x89PNG", ForeignKind("a picture (PNG)", _RECOGNISE)),
    (b"\xff\xd8\xff", ForeignKind("a picture (JPEG)", _RECOGNISE)),
    (b"GIF8", ForeignKind("a picture (GIF)", _RECOGNISE)),
    (b"II*\x00", ForeignKind("a picture (TIFF)", _RECOGNISE)),
    (b"MM\x00*", ForeignKind("a picture (TIFF)", _RECOGNISE)),
    (b"\x1f\x8b", ForeignKind("a compressed file (gzip)", _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", ForeignKind("an archive (7z)", _UNPACK)),
    (b"Rar!\x1a\x07", ForeignKind("an archive (RAR)", _UNPACK)),
    (b"%!PS", ForeignKind("a document in PostScript", "Convert it with ps2pdf, and read the PDF.")),
    (b"ID;P", ForeignKind("a table in SYLK (.slk)", _CALCULATE)),
    (b"TABLE\n0,1\n", ForeignKind("a table in DIF (.dif)", _CALCULATE)),
    (b"TABLE\r\n0,1\r\n", ForeignKind("a table in DIF (.dif)", _CALCULATE)),
    (b"<svg", ForeignKind("a drawing (SVG)", _PRINT)),
    (b"\xffWPC", ForeignKind("a document of WordPerfect", _SAVE)),
    (
        b"bplist00",
        ForeignKind(
            "a page that Safari saved, or a list of macOS", "Save the page as HTML, or print it as PDF."
        ),
    ),
)
"""How files begin; a PDF may have a few bytes before it."""

_IN_OLE: tuple[tuple[str, ForeignKind], ...] = (
    (
        "EncryptedPackage",
        ForeignKind("an encrypted document of Office", "Save it without a password, and read that."),
    ),
    ("WordDocument", ForeignKind("a document of Word 97 to 2003 (.doc)", _SAVE)),
    ("PowerPoint Document", ForeignKind("a presentation of PowerPoint 97 to 2003 (.ppt)", _PRINT)),
    ("__substg1.0_", ForeignKind("a message of Outlook", "Save what is attached to it, and read that.")),
    ("Workbook", ForeignKind("a workbook of Excel 97 to 2003 (.xls)", _CALCULATE)),
    ("Book", ForeignKind("a workbook of Excel 5 to 95 (.xls)", _CALCULATE)),
)
"""The streams that tell what the older files of Office are, in the order in which they decide."""

_IN_ZIP: tuple[tuple[bytes, ForeignKind], ...] = (
    (
        b"application/epub+zip",
        ForeignKind("a book (EPUB)", "Convert it to .docx or HTML, for example with Calibre."),
    ),
    (b"opendocument.text", ForeignKind("a document of OpenDocument (.odt)", "Save it as .docx or as text.")),
    (b"opendocument.spreadsheet", ForeignKind("a workbook of OpenDocument (.ods)", "Save it as CSV.")),
    (b"opendocument", ForeignKind("a file of OpenDocument that is no text and no workbook", _PRINT)),
    (b"Index/Document.iwa", ForeignKind("a document of Pages, Numbers or Keynote", _PRINT)),
    (b"word/", ForeignKind("a document of Word (.docx)", "Save it as .odt or as text.")),
    (b"xl/", ForeignKind("a workbook of Excel (.xlsx)", "Save it as CSV.")),
    (b"ppt/", ForeignKind("a presentation of PowerPoint (.pptx)", _PRINT)),
)
"""The names and types that tell what an archive holds, in the order in which they decide."""


def foreign_kind(content: bytes) -> ForeignKind:
    r"""Return what a file seems to be by its content.

    >>> foreign_kind(b"{\\rtf1 Kommunkompassen}").name, foreign_kind(b"\x89PNG\r\n").name
    ('a document in RTF', 'a picture (PNG)')
    """
    for find in (_in_office, _in_archive, _by_start, _by_mark, _in_xml):
        found = find(content)
        if found is not None:
            return found
    if content.startswith(_WIDE) or _PLAIN.fullmatch(content[:_SEEN]):
        return ForeignKind("text", _UNKNOWN)
    return ForeignKind("a binary file of a kind that is not known", _UNKNOWN)


def _in_office(content: bytes) -> ForeignKind | None:
    if not content.startswith(_OLE):
        return None
    for stream, kind in _IN_OLE:
        if stream.encode("utf-16-le") in content:
            return kind
    return ForeignKind("a file of an older program of Office", _UNKNOWN)


def _in_archive(content: bytes) -> ForeignKind | None:
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    # The names of all files stand once more at the end of the archive.
    seen = content[:_SEEN] + content[-_SEEN * 16 :]
    for name, kind in _IN_ZIP:
        if name in seen:
            return kind
    return ForeignKind("an archive (zip)", _UNPACK)


def _by_start(content: bytes) -> ForeignKind | None:
    head = content[:_SEEN]
    if b"%PDF-" in head[:1024]:
        return _STARTS[0][1]
    return next((kind for start, kind in _STARTS if head.startswith(start)), None)


def _by_mark(content: bytes) -> ForeignKind | None:
    head = content[:_SEEN]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return ForeignKind("a picture (WebP)", _RECOGNISE)
    if head[4:8] == b"ftyp":
        is_picture = head[8:12] in {b"heic", b"heix", b"mif1", b"avif"}
        return ForeignKind(
            "a picture (HEIC)" if is_picture else "a film or a recording",
            _RECOGNISE if is_picture else _UNKNOWN,
        )
    if b"<?mso-application" in head:
        is_word = b"Word.Document" in head
        name = "a document of Word" if is_word else "a workbook of Excel"
        return ForeignKind(f"{name} kept as XML", _SAVE if is_word else _CALCULATE)
    if b"<office:document" in head:
        return ForeignKind("a file of OpenDocument kept as XML", _UNKNOWN)
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return ForeignKind("a picture (BMP)", _RECOGNISE)
    return None


def _in_xml(content: bytes) -> ForeignKind | None:
    """Return what XML is, in whatever encoding; kinds that say more of themselves come first."""
    text = content[:_SEEN].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not text.startswith(b"<?xml"):
        return None
    is_drawing = b"<svg" in text
    return (
        ForeignKind("a drawing (SVG)", _PRINT) if is_drawing else ForeignKind("XML of a program", _OF_PROGRAM)
    )
