"""Commands that show sheets: where these go, in which format and language, and how wide they are."""

import json
from pathlib import Path

import pytest

from kompass_spec.cli.output import table

REPORT = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"
WIDTH = 80


@pytest.mark.parametrize(
    "command",
    [
        ("show", "se-2016"),
        ("show", "se-2016", "7.2"),
        ("show", "se-2010-to-se-2016"),
        ("diff", "se-2010", "se-2016"),
        ("convert", REPORT, "--to", "se-2010"),
    ],
    ids=lambda command: command[0],
)
def test_an_output_is_what_its_ending_says(kompass, tmp_path, command):
    assert kompass(*command, "-o", tmp_path / "a.json").code == 0
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == kompass(*command, "--json").json
    written = kompass(*command, "-o", tmp_path / "a.md")
    assert (written.code, written.out) == (0, f"Written to {tmp_path / 'a.md'}.\n")
    assert (tmp_path / "a.md").read_text("utf-8").count("\n# ") == 1
    # A renderer that is named goes before the ending.
    kompass(*command, "-o", tmp_path / "b.json", "--as", "markdown")
    assert (tmp_path / "b.json").read_bytes() == (tmp_path / "a.md").read_bytes()
    refused = kompass(*command, "-o", tmp_path / "a.xyz")
    assert (refused.code, refused.out) == (2, "")
    assert "No renderer writes" in refused.err
    assert not (tmp_path / "a.xyz").exists()


@pytest.mark.parametrize(
    "language", ["en", "sv", *(pytest.param(one, marks=pytest.mark.slow) for one in ("nb", "nn", "da"))]
)
def test_every_line_of_a_sheet_fits_the_terminal(kompass, language):
    commands = [
        *(("show", name) for name in ("se-2002", "se-2016", "no-2010", "dk-2009")),
        ("show", "se-2016", "2"),
        ("show", "se-2010-to-se-2016"),
        ("show", "dk-2009-to-se-2010"),
        ("diff", "se-2010", "se-2016"),
        ("diff", "dk-2009", "se-2010"),
        ("convert", REPORT, "--to", "se-2010", "--explain", "total"),
    ]
    for command in commands:
        shown = kompass(*command, "--lang", language).out
        assert [line for line in shown.splitlines() if len(line) > WIDTH] == [], command


def test_an_input_is_not_written_over(kompass, tmp_path):
    draft = tmp_path / "edition.toml"
    source = Path(__file__).parents[2] / "frameworks/kompass_frameworks/editions/se-2016/edition.toml"
    draft.write_bytes(source.read_bytes())
    for command in (("show", draft), ("diff", "se-2016", draft)):
        refused = kompass(*command, "-o", draft, "--as", "text")
        assert refused.code == 2
        assert "The output is also an input" in refused.err
    assert draft.read_bytes() == source.read_bytes()


def test_the_folder_of_a_draft_is_answered_with_its_file(kompass):
    folder = REPORT.parents[2] / "frameworks/kompass_frameworks/editions/se-2016"
    for arguments in (("show", folder), ("diff", "se-2010", f"{folder}/")):
        done = kompass(*arguments)
        assert done.code == 2
        assert f"Name the file in it: {folder.as_posix()}/edition.toml." in done.err


def test_a_long_path_is_broken_behind_a_folder():
    why = "Another page has the name of this one, and " * 2
    head, first, second, *_ = table(
        ("document", "outcome", "why"),
        [("reports-of-all-municipalities/2017-2019/sundsvall.docx", "read", why)],
    ).splitlines()
    assert first.split()[0] == "reports-of-all-municipalities/"
    assert second.split()[0] == "2017-2019/sundsvall.docx"
    assert head.startswith("document")


def test_tables_of_the_terminal_break_cells_and_not_lines():
    """Cells are broken between words; words of any length fit too."""
    long = "Förbundet för kommunerna i den östra delen av landskapet med samma namn " * 3
    for name in (long, "X" * 1000):
        lines = table(("organisation", "year", "points"), [(name, "2017", "552")], right=(2,)).splitlines()
        assert max(map(len, lines)) <= WIDTH
        # Nothing of the name is lost.
        assert "".join("".join(lines[1:]).replace("2017", "").replace("552", "").split()) == "".join(
            name.split()
        )
        assert lines[1].endswith("552")
    short = table(("code", "max"), [("1", "100")], right=(1,))
    assert short == "code  max\n1     100"
