"""What the tests of the container share: a writer of small PDF files, and a way to read one."""

import importlib.util
import re
import zlib
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from kompass_read_pdf.container import PdfContainer
from kompass_spec import ContainerRequest
from kompass_spec.model import BlockKind

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SAMPLES = ROOT.parent / "shared/samples"


def numbered(objects, trailer=b""):
    """Return a PDF file of objects, the first of which is the catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    begins = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        begins,
    )
    return bytes(out)


def words(x, y, text, size=11, *, bold=False, turned=False):
    """Return the operators that draw a text, ``y`` points above the foot of the page."""
    shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    matrix = b"0 -1 1 0" if turned else b"1 0 0 1"
    return b"BT /F%d %d Tf %b %d %d Tm (%b) Tj ET\n" % (2 if bold else 1, size, matrix, x, y, shown)


def rule(x0, y0, x1, y1):
    """Return the operators that draw a line."""
    return b"%d %d m %d %d l S\n" % (x0, y0, x1, y1)


@pytest.fixture(scope="session")
def pdf():
    """Return a PDF file of pages, each the operators that draw it; ``page`` are further entries of each."""

    def write(*pages, page=b"", catalog=b"", more=(), compressed=False):
        fonts = b"<< /F1 3 0 R /F2 4 0 R >>"
        objects = [b"", b""]
        objects += [
            b"<< /Type /Font /Subtype /Type1 /BaseFont /%b /Encoding /WinAnsiEncoding >>" % font
            for font in (b"Helvetica", b"Helvetica-Bold")
        ]
        objects += list(more)
        kids = []
        for drawn in pages:
            kids.append(b"%d 0 R" % (len(objects) + 1))
            box = b"" if b"MediaBox" in page else b"/MediaBox [0 0 595 842]"
            resources = b"" if b"/Resources" in page else b"/Resources << /Font %b >>" % fonts
            objects.append(
                b"<< /Type /Page /Parent 2 0 R %b %b /Contents %d 0 R %b >>"
                % (box, resources, len(objects) + 2, page)
            )
            body = zlib.compress(drawn) if compressed else drawn
            packed = b"/Filter /FlateDecode " if compressed else b""
            objects.append(b"<< %b/Length %d >>\nstream\n%b\nendstream" % (packed, len(body), body))
        objects[0] = b"<< /Type /Catalog /Pages 2 0 R %b>>" % catalog
        objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b" ".join(kids), len(kids))
        return numbered(objects)

    return write


@pytest.fixture(scope="session")
def read():
    """Return the document of a PDF file, in which no figure and no word of the file is missing."""

    def run(content):
        document = PdfContainer().read(ContainerRequest(file="report.pdf", content=content))
        if any(warning.code == "struck-through" for warning in document.warnings):
            return document
        told = " ".join(warning.message for warning in document.warnings)
        found = " ".join((*map(text_of, document.blocks), told))
        drawn = text_drawn(content)
        lost = [*(Counter(_FIGURE.findall(drawn)) - figures_found(found))]
        lost += [word for word in _WORD.findall(drawn) if word not in re.sub(r"\s", "", found)]
        assert not lost, f"{lost} stand in the file, and in no block and no warning."
        return document

    return run


_FIGURE = re.compile(r"\d{2,}")
"""A head that comes again on the next page, with the number of a column, is read once."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def figures_found(text):
    """Count figures, those with a raised number both ways: a page sets no space between ``61`` and ``¹``."""
    return Counter(_FIGURE.findall(text)) | Counter(_FIGURE.findall(text.translate(_LOWERED)))


def text_drawn(content):
    """Return the words that a library finds in a PDF file, page by page, wherever they stand."""
    pages = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def text_of(block):
    return " ".join((block.text, *(cell.text for row in block.rows for cell in row)))


def shown(block):
    """Return a block in few words: its kind and level, and its text or the texts of its cells."""
    if block.kind is BlockKind.TABLE:
        return [[cell.text for cell in row] for row in block.rows]
    return f"{block.kind.value}{block.level or ''} {block.text}".strip()


@pytest.fixture(scope="session")
def seen(read):
    """Return the blocks of a PDF file in few words."""

    def run(content):
        return [shown(block) for block in read(content).blocks]

    return run


@pytest.fixture(scope="session")
def draw():
    """Return what draws words, and what draws a rule."""
    return words, rule


@pytest.fixture(scope="session")
def ways():
    """Return the module that sets reports with real producers."""
    spec = importlib.util.spec_from_file_location("kompass_pdf_typesetting", HERE / "typesetting.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def sample():
    """Return the path of a real file; skip the test, visibly, where it is not at hand."""

    def find(name):
        path = SAMPLES / name
        if not path.is_file():
            pytest.skip(f"{name} is not at hand")
        return path

    return find
