"""What cannot be read is said in one sentence, with what helps."""

import threading
from pathlib import Path

import pypdfium2
import pytest

from kompass_read_pdf import document, opening
from kompass_read_pdf.container import PdfContainer
from kompass_spec import ContainerRequest, InputError, import_document, load_registry
from kompass_spec.model import BlockKind

FILES = Path(__file__).with_name("files")
PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    b" /Length 1 >>\nstream\n\x80\nendstream"
)
WITH_PICTURE = b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /P 5 0 R >> >>"
SCAN = b"q 500 0 0 700 40 60 cm /P Do Q\n"


def refusal(read, content):
    with pytest.raises(InputError) as caught:
        read(content)
    (problem,) = caught.value.problems
    return problem.code, problem.message


def test_a_file_with_a_password_is_said(read):
    code, message = refusal(read, (FILES / "password.pdf").read_bytes())
    assert code == "encrypted-file"
    assert "password" in message


def test_who_imports_a_file_is_told_which_one_it_is():
    pytest.importorskip("kompass_import_report")
    with pytest.raises(InputError, match=r"\Areports/a\.pdf: The PDF file asks for a password"):
        import_document("reports/a.pdf", (FILES / "password.pdf").read_bytes(), registry=load_registry())


def test_a_file_that_only_forbids_to_change_it_is_read(seen):
    assert seen((FILES / "protected.pdf").read_bytes()) == ["paragraph Kommunkompassen"]


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"%PDF-1.4\n" + bytes(range(256)) * 40]
)
def test_a_damaged_file_is_said(read, content):
    code, message = refusal(read, content)
    assert code == "damaged-file"
    assert "Fetch or save it once more" in message


def test_a_file_that_ends_too_early_says_so(pdf, read, draw):
    words, _ = draw
    whole = pdf(words(72, 760, "Rapport"))
    (warning,) = read(whole[: whole.rindex(b"startxref")]).warnings
    assert warning.code == "damaged-file"
    assert "no end" in warning.message
    assert read(whole).warnings == ()


def test_a_page_that_is_only_a_picture_is_named(pdf, read, draw):
    words, _ = draw
    text = words(72, 760, "Område 1 Demokrati")
    found = read(pdf(text, SCAN, SCAN, text, page=WITH_PICTURE, more=[PICTURE]))
    assert [(warning.code, warning.page) for warning in found.warnings] == [
        ("only-a-picture", 2),
        ("only-a-picture", 3),
    ]
    assert "OCRmyPDF" in found.warnings[0].message
    assert [block.place.page for block in found.blocks if block.kind is BlockKind.PICTURE] == [2, 3]


def test_a_scan_is_refused_with_what_helps(pdf, read):
    code, message = refusal(read, pdf(SCAN, SCAN, page=WITH_PICTURE, more=[PICTURE]))
    assert code == "only-a-picture"
    assert message.startswith("All pages are only pictures")
    assert "ocrmypdf" in message


def test_letters_drawn_as_shapes_are_a_picture_too(pdf, read):
    shapes = b"".join(b"%d 700 20 30 re f\n" % (50 + 30 * number) for number in range(12))
    assert refusal(read, pdf(shapes))[0] == "only-a-picture"


def test_a_picture_beside_text_is_a_block_and_no_warning(pdf, read, draw):
    words, _ = draw
    page = words(72, 800, "Ovanför bilden") + words(72, 40, "Under bilden") + SCAN
    found = read(pdf(page, page=WITH_PICTURE, more=[PICTURE]))
    assert [block.kind.value for block in found.blocks] == ["paragraph", "picture", "paragraph"]
    assert found.warnings == ()


def test_letters_without_a_meaning_are_said(pdf, read):
    glyph = b"<< /Length 40 >>\nstream\n500 0 0 0 500 500 d1 0 0 400 400 re f     \nendstream"
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0]"
        b" /FirstChar 1 /LastChar 3 /Widths [500 500 500] /CharProcs << /g1 5 0 R /g2 5 0 R /g3 5 0 R >>"
        b" /Encoding << /Type /Encoding /Differences [1 /g1 /g2 /g3] >> /Resources << >> >>"
    )
    page = b"BT /F3 12 Tf 72 700 Td (" + b"\x01\x02\x03" * 20 + b") Tj ET\n"
    entries = b"/Resources << /Font << /F3 6 0 R >> >>"
    code, message = refusal(read, pdf(page, page=entries, more=[glyph, font]))
    assert code == "unknown-letters"
    assert "--force-ocr" in message


def test_forms_and_attached_files_are_said_and_never_opened(pdf, read, draw):
    words, _ = draw
    catalog = (
        b"/AcroForm << /Fields [] >> /Names << /EmbeddedFiles"
        b" << /Names [(a.txt) << /Type /Filespec /F (a.txt) >>] >>"
        b" /JavaScript << /Names [(x) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >> >>"
        b" /OpenAction << /S /Launch /F (program) >> "
    )
    found = read(pdf(words(72, 760, "Rapport"), catalog=catalog))
    assert [warning.code for warning in found.warnings] == ["unread-form", "unread-attachment"]
    assert [block.text for block in found.blocks] == ["Rapport"]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        (b"/Subtype /FreeText /Contents (R\xe4ttat: 530)", "'Rättat: 530' is written onto this page"),
        (b"/Subtype /StrikeOut /QuadPoints [72 770 99 770 72 755 99 755]", "are struck through by a comment"),
    ],
)
def test_what_a_reader_put_onto_a_page_is_said(pdf, read, draw, comment, said):
    words, _ = draw
    entries = b"/Annots [<< /Type /Annot /Rect [72 400 99 420] %b >>]" % comment
    found = read(pdf(words(72, 760, "Rapport"), page=entries))
    (warning,) = found.warnings
    assert (warning.code, warning.page) == ("unread-comment", 1)
    assert said in warning.message


def test_a_note_that_opens_when_it_is_clicked_is_no_part_of_the_page(pdf, read, draw):
    words, _ = draw
    entries = b"/Annots [<< /Type /Annot /Subtype /Text /Rect [72 400 99 420] /Contents (530) >>]"
    assert read(pdf(words(72, 760, "Rapport"), page=entries)).warnings == ()


@pytest.mark.parametrize(
    ("entries", "x", "y"),
    [(b"", 700, 300), (b"", 72, -40), (b"/CropBox [60 60 500 800]", 72, 20), (b"/Rotate 90", 72, 900)],
)
def test_words_beside_the_page_are_not_read_and_said(pdf, read, draw, entries, x, y):
    words, _ = draw
    found = read(pdf(words(72, 760, "Rapport") + words(x, y, "Totalt 999"), page=entries))
    assert [block.text for block in found.blocks] == ["Rapport"]
    (warning,) = found.warnings
    assert (warning.code, warning.page) == ("hidden-content", 1)
    assert "'Totalt 999' stands beside this page" in warning.message


def test_a_file_that_states_no_size_of_letters_is_read(pdf, read, draw):
    words, _ = draw
    sizes = (
        b"BT /F1 0 Tf 1 0 0 1 72 700 Tm (Poeng) Tj ET\nBT /F1 11 Tf 1e30 0 0 1e30 72 650 Tm (Poeng) Tj ET\n"
    )
    assert read(pdf(words(72, 760, "Rapport") + sizes)).blocks[0].text == "Rapport"


@pytest.mark.parametrize(("limit", "most"), [("MOST_PAGES", 2), ("MOST_LETTERS", 20)])
def test_a_file_beyond_a_limit_is_said(pdf, read, draw, monkeypatch, limit, most):
    words, _ = draw
    content = pdf(*[words(72, 760, "Kommunen")] * 3)
    assert len(read(content).blocks) == 3
    monkeypatch.setattr(document, limit, most)
    code, message = refusal(read, content)
    assert code == "file-too-large"
    assert "Save the pages of the report as a file of their own." in message


def test_reading_stops_when_its_time_is_up(pdf, read, draw, monkeypatch):
    words, _ = draw
    monkeypatch.setattr(opening, "MOST_SECONDS", -1.0)
    code, message = refusal(read, pdf(words(72, 760, "Kommunen")))
    assert code == "file-too-large"
    assert "0 of 1 pages" in message


def test_pages_that_unpack_to_a_great_deal_cost_one_sentence(pdf, read, draw, monkeypatch):
    words, _ = draw
    monkeypatch.setattr(document, "MOST_LETTERS", 10_000)
    bomb = b"".join(words(72, 800 - 12 * number, str(number) * 200, 4) for number in range(60))
    content = pdf(bomb, compressed=True)
    assert len(content) < len(bomb) / 8
    assert refusal(read, content)[0] == "file-too-large"


def test_forms_that_draw_themselves_end(pdf, read, draw):
    words, _ = draw
    drawn = b"/X Do " + words(72, 760, "Rapport")
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject"
    form += b" << /X 5 0 R >> >> /Length 6 >>\nstream\n/X Do \nendstream"
    entries = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X 5 0 R >> >>"
    assert [block.text for block in read(pdf(drawn, page=entries, more=[form])).blocks] == ["Rapport"]


def test_several_threads_may_read(pdf, draw):
    words, _ = draw
    content = pdf(*[words(72, 760, f"Sida {name}") for name in ("ett", "två")])
    # The container only: what the fixture compares it with is read by the library, which has no lock.
    request = ContainerRequest(file="report.pdf", content=content)
    found = []
    threads = [threading.Thread(target=lambda: found.append(PdfContainer().read(request))) for _ in range(6)]
    with opening.opened(content):
        for thread in threads:
            thread.start()
        threads[0].join(0.3)
        assert not found, "The library may not be asked by two threads at the same time."
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(map(repr, found))) == 1


def test_every_document_is_closed_also_where_it_is_refused(pdf, read, draw, monkeypatch):
    words, _ = draw
    closed = []
    close = pypdfium2.PdfDocument.close
    monkeypatch.setattr(pypdfium2.PdfDocument, "close", lambda self: (closed.append(self), close(self)))
    read(pdf(words(72, 760, "Rapport")))
    monkeypatch.setattr(document, "MOST_LETTERS", 1)
    refusal(read, pdf(words(72, 760, "Rapport")))
    assert len(closed) == 2
