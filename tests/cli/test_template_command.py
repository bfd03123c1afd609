"""``kompass template``: a workbook for an edition, and never over one that may be filled in."""

import json
import shutil
import zipfile
from pathlib import Path

from openpyxl import load_workbook

ROOT = Path(__file__).parents[2]
EDITION = "frameworks/kompass_frameworks/editions/se-2016/edition.toml"


def test_it_makes_the_workbook(kompass, tmp_path):
    done = kompass("template", "se-2016", "-o", "evaluation.xlsx")
    assert (done.code, done.out, done.err) == (0, "Written to evaluation.xlsx.\n", "")
    assert zipfile.is_zipfile(tmp_path / "evaluation.xlsx")


def test_the_workbook_becomes_a_page(kompass, tmp_path):
    """With nothing but the name of an organisation on its cover it has no answers, and that is no error."""
    kompass("template", "se-2016", "-o", "evaluation.xlsx")
    done = kompass("report", "evaluation.xlsx", "-o", "page.html")
    assert done.code == 1
    assert "does not say which organisation" in done.err
    assert not (tmp_path / "page.html").exists()


def test_answers_are_not_called_printed_and_what_is_not_answered_is_said(kompass, tmp_path):
    kompass("template", "se-2016", "-o", "empty.xlsx")
    book = load_workbook(tmp_path / "empty.xlsx")
    book.worksheets[0]["C5"], book.worksheets[0]["C7"] = "Örnsköldsvik", 2026
    book.worksheets[2]["E6"] = 12
    book.save(tmp_path / "filled.xlsx")
    table = kompass("score", "filled.xlsx").out
    assert "area   answer" in table
    assert [line for line in table.splitlines() if len(line) > 80] == []
    words = " ".join(table.split())
    left = "questions 1.2, 1.3, 1.4 and 1.5 and areas 2, 3, 4, 5, 6, 7 and 8"
    assert words.endswith(f" not answered: {left}")
    assert "printed" not in table
    for format_ in ("html", "text", "markdown"):
        page = tmp_path / format_
        kompass("report", "filled.xlsx", "--to", format_, "--lang", "en", "-o", page)
        words = page.read_text("utf-8").rpartition("</style>")[2]
        assert f"Not answered: {left}." in words, format_
        assert "All answers agree with each other." in words, format_
        for phrase in ("printed figure", "printed of", "printed one"):
            assert phrase not in words, (format_, phrase)


def test_it_never_replaces_a_file(kompass, tmp_path):
    (tmp_path / "filled.xlsx").write_bytes(b"weeks of work")
    done = kompass("template", "se-2016", "-o", "filled.xlsx")
    assert done.code == 1
    assert "answers may stand in it" in done.err
    assert (tmp_path / "filled.xlsx").read_bytes() == b"weeks of work"


def test_it_takes_a_draft_and_does_not_write_over_it(kompass, tmp_path):
    shutil.copy(ROOT / EDITION, tmp_path / "edition.toml")
    assert kompass("template", "edition.toml", "-o", "draft.xlsx").code == 0
    done = kompass("template", "edition.toml", "-o", "edition.toml", "--to", "xlsx")
    assert done.code == 2
    assert "also an input" in done.err


def test_what_is_asked_wrongly_is_said(kompass):
    for arguments, code, words in (
        (["se-2016"], 2, "Say with -o where the file goes"),
        (["se-1900", "-o", "a.xlsx"], 2, "se-1900"),
        (["se-2016", "-o", "a.docx"], 2, "there are templates for .xlsx"),
        (["se-2016", "-o", "a.xlsx", "--to", "paper"], 2, "no template named 'paper'"),
        (["se-2002", "-o", "a.xlsx"], 1, "does not say the maximum points of every area"),
        (["se-2016", "-o", "no/such/folder/a.xlsx"], 1, "cannot be written"),
    ):
        done = kompass("template", *arguments)
        assert done.code == code, arguments
        assert words in done.err, arguments


def test_json_says_what_was_written_and_warns_of_a_language(kompass):
    done = kompass("template", "se-2016", "-o", "a.xlsx", "--lang", "fi", "--json")
    data = json.loads(done.out)
    assert data["written"] == [{"file": "se-2016", "output": "a.xlsx"}]
    assert [warning["code"] for warning in data["warnings"]] == ["unknown-language"]
