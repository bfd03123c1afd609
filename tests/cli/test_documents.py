"""Documents by the command: in folders, in processes of their own, and what is not read."""

import pytest

pytest.importorskip("kompass_read_text")

PAGE = (
    "<html><body><h1>Kommunkompassen i Lunds kommun 2017</h1><table><tr><th>Område<th>Poäng"
    "<tr><td>Offentlighet och demokrati<td>71<tr><td>Politisk styrning och kontroll<td>66"
    "<tr><td>Ledarskap, ansvar och delegation<td>62<tr><td>Ständiga förbättringar<td>49</table>"
)


@pytest.fixture
def folder(tmp_path):
    """A folder with a page that is called something else, a picture and a text that is no report."""
    inside = tmp_path / "reports"
    inside.mkdir()
    (inside / "lund.xls").write_text(PAGE, "utf-8")
    (inside / "photo.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x01")
    return inside


def test_a_folder_is_read_and_the_rest_is_named(kompass, folder):
    ran = kompass("import", "reports")
    assert ran.code == 0
    assert "Lund (1281)" in ran.out
    assert "photo.md: This is a picture (PNG), which is not read" in ran.err
    (folder / "minutes.txt").write_text("Protokoll\n", "utf-8")
    ran = kompass("report", "reports", "-o", "pages/", "--to", "html")
    assert ran.code == 1
    assert "lund.html" in ran.out
    assert "warning" in ran.err
    assert "minutes.txt: This is not a report" in ran.err


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_named_is_an_error(kompass):
    ran = kompass("import", "reports/photo.md")
    assert ran.code == 1
    assert "OCRmyPDF" in ran.err


@pytest.mark.usefixtures("folder")
def test_containers_work_in_processes_of_their_own(kompass):
    whole, apart = (kompass("import", "reports/lund.xls", "--json", *more) for more in ((), ("--isolate",)))
    assert apart.code == whole.code == 0
    assert apart.out == whole.out


@pytest.mark.usefixtures("folder")
def test_places_are_written_where_they_are_known(kompass):
    ran = kompass("import", "reports/lund.xls", "--json")
    (assessment,) = ran.json["assessments"]
    assert {one["line"] for one in assessment["observations"]} == {None}
    assert "sheet" not in assessment["observations"][0]
