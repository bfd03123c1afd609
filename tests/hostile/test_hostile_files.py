"""Files that are broken, locked, swollen, or something else: one sentence or a sound reading."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

KINDS = ("text", "html", "csv", "docx", "odt", "xlsx", "ods", "pdf")
PACKED = ("docx", "odt", "xlsx", "ods")
MAIN = {
    "docx": "word/document.xml",
    "odt": "content.xml",
    "xlsx": "xl/worksheets/sheet0.xml",
    "ods": "content.xml",
}
FILES = Path(__file__).with_name("files")


@pytest.fixture(scope="module")
def made(written, rows, title):
    """One file of every kind with the same report."""
    return {kind: written["WRITERS"][kind](title, rows()) for kind in KINDS}


@pytest.fixture(scope="module")
def changed(written):
    """What changes one part of an archive, or adds one."""
    parts_of, zipped = written["OFFICE"]["parts_of"], written["OFFICE"]["zipped"]

    def change(content, part, new):
        parts = parts_of(content)
        return zipped({**parts, part: new(parts.get(part, b"")) if callable(new) else new})

    return change


def codes(problems):
    return {problem.code for problem in problems}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx", ".html", ".csv", ".md", ".jpg", "", ".PDF.exe"])
def test_the_ending_does_not_matter(made, outcome, kind, ending):
    imported, problems = outcome(made[kind], f"report{ending}")
    assert len(imported.assessments[0].observations) == 8
    assert problems == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [0.02, 0.3, 0.5, 0.8, 0.95, 0.99])
def test_a_file_that_ends_too_early_is_refused_or_read_as_far_as_it_goes(made, outcome, kind, part):
    content = made[kind][: int(len(made[kind]) * part)]
    imported, problems = outcome(content)
    seen = [figure.value for one in imported.assessments for figure in one.observations] if imported else []
    # Of the last figure there may be only the first digit, and nobody can tell.
    assert seen == list(range(61, 61 + len(seen))) or seen[:-1] == list(range(61, 60 + len(seen)))
    assert imported or problems


@pytest.mark.parametrize("kind", PACKED)
def test_a_bomb_is_refused_in_one_sentence(made, changed, outcome, kind):
    content = changed(made[kind], MAIN[kind], b" " * 60_000_000)
    assert len(content) < 100_000
    imported, (problem,) = outcome(content)
    assert imported is None
    assert problem.code == "file-too-large"


@pytest.mark.parametrize("kind", [*PACKED, "html"])
def test_entities_that_grow_are_never_expanded(made, changed, outcome, kind):
    names = "abcdefghij"
    listed = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    bomb = f'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">{listed}]>'.encode()
    if kind == "html":
        content = made[kind].replace(b"<!doctype html>", bomb).replace(b"64", b"&j;")
    else:
        content = changed(made[kind], MAIN[kind], lambda part: bomb + part.replace(b"64", b"&j;"))
    imported, problems = outcome(content)
    if kind == "html":
        assert len(imported.assessments[0].observations) == 7
        assert "&j;" in " ".join(problem.message for problem in problems)
    else:
        assert codes(problems) == {"damaged-file"}


@pytest.mark.parametrize("kind", [*PACKED, "html"])
def test_nothing_outside_is_opened(made, changed, outcome, kind, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Poäng 99")
    opened = []
    sys.addaudithook(
        lambda event, given: opened.append((event, given)) if event in {"open", "socket.connect"} else None
    )
    entity = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'.encode()
    if kind == "html":
        links = (
            f'<link rel=stylesheet href="{secret.as_uri()}"><img src="http://127.0.0.1:9/a.png">'
            f'<iframe src="{secret.as_uri()}"></iframe><object data="{secret}"></object>'
            f'<base href="{tmp_path.as_uri()}"><script src="secret.txt"></script>'
        ).encode()
        content = made[kind].replace(b"<h1>", links + b"<h1>")
    else:
        content = changed(made[kind], MAIN[kind], lambda part: entity + part.replace(b"64", b"&a;"))
    imported, _ = outcome(content)
    assert not [given for event, given in opened if event == "socket.connect" or str(secret) in str(given)]
    assert imported is None or len(imported.assessments[0].observations) == 8
    opened.clear()


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("docx", "word/vbaProject.bin"),
        ("xlsx", "xl/vbaProject.bin"),
        ("odt", "Basic/Standard/Module1.xml"),
        ("ods", "Scripts/python/run.py"),
    ],
)
def test_macros_are_said_and_never_run(made, changed, outcome, kind, part):
    imported, problems = outcome(changed(made[kind], part, b"import os; os.abort()"))
    assert len(imported.assessments[0].observations) == 8
    assert codes(problems) == {"macros-not-run"}


@pytest.mark.parametrize("kind", PACKED)
def test_paths_within_an_archive_lead_nowhere(made, changed, outcome, kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    content = made[kind]
    for name in (
        "../../../etc/passwd",
        "/absolute",
        "..\\..\\windows",
        "a/../../b",
        "C:\\x",
        "zero\u2400",
    ):
        content = changed(content, name, b"x")
    content = content.replace(b"zero", b"\0ero")
    imported, problems = outcome(content)
    assert len(imported.assessments[0].observations) == 8
    assert problems == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
def test_a_file_with_a_password_says_so(outcome, name):
    imported, problems = outcome(FILES.joinpath(name).read_bytes())
    assert imported is None
    assert len(problems) == 1
    assert "password" in problems[0].message
    assert problems[0].code in {"encrypted-file", "unread-kind"}


def nested(kind, deep, content, changed):
    """Return a report whose table stands within as many others as that."""
    begins, ends, table, close = {
        "html": ("<table><tr><td>", "</td></tr></table>", "<table>", "</table>"),
        "docx": ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>", "<w:tbl>", "</w:tbl>"),
        "odt": (
            "<table:table><table:table-row><table:table-cell>",
            "</table:table-cell></table:table-row></table:table>",
            "<table:table>",
            "</table:table>",
        ),
    }[kind]

    def within(part):
        return part.replace(table.encode(), (begins * deep + table).encode(), 1)[::-1].replace(
            close.encode()[::-1], (close + ends * deep).encode()[::-1], 1
        )[::-1]

    return within(content) if kind == "html" else changed(content, MAIN[kind], within)


@pytest.mark.parametrize("kind", ["html", "docx", "odt"])
@pytest.mark.parametrize("deep", [1, 10, 50])
def test_tables_nested_ten_deep_are_read(made, changed, outcome, kind, deep):
    imported, problems = outcome(nested(kind, deep, made[kind], changed))
    assert [seen.value for seen in imported.assessments[0].observations] == list(range(61, 69))
    assert problems == ()


@pytest.mark.parametrize("kind", ["html", "docx", "odt"])
def test_tables_nested_without_end_are_refused(made, changed, outcome, kind):
    imported, problems = outcome(nested(kind, 5_000, made[kind], changed))
    assert imported is None
    assert codes(problems) <= {"damaged-file", "file-too-large"}
