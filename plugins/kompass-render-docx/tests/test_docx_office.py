"""An office program opens every document and prints it whole."""

import shutil
import subprocess

import pypdfium2
import pytest

from kompass_render_docx.plugin import DocxRenderer
from kompass_spec.plugins.requests import SheetRequest
from kompass_testing.drawn_sheets import hard_sheet, sample_sheets
from kompass_testing.hostile_sheets import long_sheet
from kompass_testing.sheet_samples import everything

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")

    def pages_of(sheet):
        folder = tmp_path_factory.mktemp("printed")
        file = folder / "sheet.docx"
        file.write_bytes(DocxRenderer().lay_out(SheetRequest(sheet=sheet)))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        document = pypdfium2.PdfDocument(folder / "sheet.pdf")
        return [page.get_textpage().get_text_bounded() for page in document]

    return pages_of


def test_everything_is_printed(printed):
    sheet = everything()
    pages = printed(sheet)
    assert sheet.title in pages[0]
    assert len(pages) >= len(sheet.parts)


def test_every_kind_is_printed(printed):
    for sheet in sample_sheets():
        assert sheet.title in " ".join(printed(sheet)[0].split()), sheet.kind


def test_the_head_of_a_long_table_comes_again_on_every_page(printed):
    pages = printed(long_sheet(120))
    with_rows = [page for page in pages if "Område nummer 60\r" in page or "Område nummer 119" in page]
    assert with_rows
    assert all("Poäng" in page for page in pages[:2])


def test_a_sheet_that_is_hard_to_lay_out_is_printed(printed):
    assert printed(hard_sheet())
