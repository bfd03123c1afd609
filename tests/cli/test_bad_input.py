"""Bad input: a clear sentence, the exit code, nothing lost, nothing half-written."""

import json
import time

import pytest

from kompass_spec import InputError, import_document


def test_an_empty_file(kompass, tmp_path):
    (tmp_path / "empty.md").write_bytes(b"")
    ran = kompass("report", "empty.md", "-o", "page.html")
    assert ran.code == 1
    assert "empty.md: The file is empty." in ran.err
    assert not (tmp_path / "page.html").exists()


def test_a_binary_file(kompass, tmp_path):
    (tmp_path / "scan.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x01\x02")
    ran = kompass("import", "scan.md")
    assert ran.code == 1
    assert "a picture (PNG), which is not read" in ran.err


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_other_encodings_are_read(kompass, report, tmp_path, encoding):
    text = report.read_text("utf-8")
    (tmp_path / "other.md").write_bytes(text.encode(encoding, errors="replace"))
    ran = kompass("score", "other.md", "--json")
    assert ran.code == 0
    assert ran.json["scorecards"][0]["total"]["low"] == "549.8"


def test_a_huge_file_is_refused_by_a_limit_that_can_be_raised(kompass, report, tmp_path):
    with (tmp_path / "huge.md").open("wb") as stream:
        stream.write(report.read_bytes())
        stream.truncate(200_000_000)
    start = time.monotonic()
    ran = kompass("import", "huge.md")
    assert time.monotonic() - start < 10
    assert ran.code == 1
    assert "larger than 20,000,000 bytes" in ran.err
    assert "--max-size" in ran.err
    (tmp_path / "small.md").write_bytes(report.read_bytes())
    assert kompass("import", "small.md", "--max-size", "1k").code == 1
    assert kompass("import", "small.md", "--max-size", "1M").code == 0


def test_a_report_of_another_framework(kompass, tmp_path):
    (tmp_path / "other.md").write_text(
        "# Kvalitetsrapport 2019\n\n## Trygghet\n\nResultat: 74 av 100\n", "utf-8"
    )
    ran = kompass("import", "other.md", "--json")
    assert ran.code == 1
    assert ran.json["errors"][0]["file"] == "other.md"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("17\t20\t84%", "27\t20\t84%"),
        ("17\t20\t84%", "17\t20\t184%"),
        ("17\t20\t84%", "17\t30\t84%"),
    ],
)
def test_impossible_figures_are_imported_as_printed_and_found(kompass, report, tmp_path, old, new):
    text = report.read_text("utf-8")
    assert old in text
    (tmp_path / "wrong.md").write_text(text.replace(old, new), "utf-8")
    ran = kompass("score", "wrong.md", "--json", "--strict")
    assert ran.code == 1
    newest = ran.json["scorecards"][0]
    kinds = [found["kind"] for found in newest["discrepancies"] if "1.2" in found["items"]]
    assert kinds == ["contradiction"]
    question = newest["areas"][0]["questions"][1]
    assert 0 <= float(question["low"]) <= float(question["high"]) <= 20


def test_decimals_with_a_comma(kompass, report, tmp_path):
    text = report.read_text("utf-8").replace("17\t20\t84%", "16,8\t20\t84,0%")
    (tmp_path / "comma.md").write_text(text, "utf-8")
    ran = kompass("import", "comma.md", "--json")
    seen = {
        one["quantity"]: one for one in ran.json["assessments"][0]["observations"] if one["item"] == "1.2"
    }
    assert (seen["points"]["value"], seen["points"]["precision"]) == ("16.8", "0.1")
    assert (seen["percent"]["value"], seen["percent"]["precision"]) == ("84", "0.1")


def test_a_missing_column(kompass, report, tmp_path):
    lines = report.read_text("utf-8").split("\n")
    cut = [line.rpartition("\t")[0] if line.count("\t") == 4 else line for line in lines]
    (tmp_path / "cut.md").write_text("\n".join(cut), "utf-8")
    ran = kompass("import", "cut.md", "--json")
    assert ran.code == 0
    quantities = [one["quantity"] for one in ran.json["assessments"][0]["observations"]]
    assert "percent" not in quantities
    assert quantities.count("max") == 53


def test_a_question_printed_twice(kompass, report, tmp_path):
    lines = report.read_text("utf-8").split("\n")
    (place,) = [number for number, line in enumerate(lines) if line.startswith("1.2\t")]
    lines.insert(place + 1, lines[place].replace("\t17\t", "\t9\t"))
    (tmp_path / "twice.md").write_text("\n".join(lines), "utf-8")
    ran = kompass("score", "twice.md", "--json")
    assert ran.code == 0
    newest = ran.json["scorecards"][0]
    (found,) = [one for one in newest["discrepancies"] if one["kind"] == "contradiction"]
    assert found["items"] == ["1.2"]
    assert {place + 1, place + 2} >= set(found["lines"])
    assert any(str(place + 2) in str(warning) for warning in ran.json["warnings"])


def test_a_line_of_a_megabyte_does_not_hang(kompass, report, tmp_path):
    nasty = "Område 1 " + "\t1.1 (((**<b>" * 100_000
    (tmp_path / "long.md").write_text(report.read_text("utf-8") + "\n" + nasty + "\n", "utf-8")
    start = time.monotonic()
    ran = kompass("import", "long.md", "--json")
    assert time.monotonic() - start < 10
    assert ran.code == 0
    assert any("long" in warning["message"] for warning in ran.json["warnings"])


@pytest.mark.parametrize("place", ["none/page.html", "."])
def test_an_output_that_cannot_be_written(kompass, report, tmp_path, place):
    ran = kompass("report", report, "-o", place, "--to", "html")
    assert ran.code == 1
    assert "cannot be written" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("ending", "renderer"), [("md", "markdown"), ("txt", "text")])
@pytest.mark.parametrize("inputs", [["."], ["a.{}", "b.{}"], ["linked"]])
def test_no_result_of_several_replaces_an_input(kompass, report, tmp_path, ending, renderer, inputs):
    for name in ("a", "b"):
        (tmp_path / f"{name}.{ending}").write_bytes(report.read_bytes())
    (tmp_path / "linked").symlink_to(tmp_path)
    ran = kompass("report", *(name.format(ending) for name in inputs), "-o", ".", "--to", renderer)
    assert ran.code == 2
    assert "The output is also an input" in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{ending}", f"b.{ending}", "linked"]
    assert (tmp_path / f"a.{ending}").read_bytes() == report.read_bytes()


def test_the_output_is_never_the_input(kompass, report, tmp_path):
    (tmp_path / "report.md").write_bytes(report.read_bytes())
    ran = kompass("report", "report.md", "-o", "report.md")
    assert ran.code == 2
    assert (tmp_path / "report.md").read_bytes() == report.read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        "3",
        '{"assessments": []}',
        '{"assessments": [{}]}',
        '{"scorecards": []}',
        '{"scorecards": [3]}',
        "{",
        '{"a": 1, "a": 2}',
    ],
)
def test_json_that_is_not_ours(kompass, tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    for command in ("import", "score", "check"):
        ran = kompass(command, "x.json", "--json")
        assert ran.code == 1
        assert all(error["file"] == "x.json" and error["message"] for error in ran.json["errors"])
    assert kompass("render", "x.json").code == 1


def test_a_scorecard_that_was_changed_by_hand_is_refused(kompass, report, tmp_path):
    kompass("score", report, "-o", "card.json")
    text = (tmp_path / "card.json").read_text("utf-8")
    (tmp_path / "card.json").write_text(
        text.replace('"sum_of_printed": "552"', '"sum_of_printed": "552.0"').replace(
            '"width": "5.8"', '"width": "1"'
        )
    )
    ran = kompass("render", "card.json")
    assert ran.code == 1
    assert "/scorecards/0/total/width" in ran.err


def test_checking_a_folder_reports_every_file(kompass, tmp_path):
    (tmp_path / "a.toml").write_text("id = 3")
    (tmp_path / "b.toml").write_text("= ")
    (tmp_path / "c.json").write_text("{}")
    ran = kompass("check", ".", "--json")
    assert ran.code == 1
    assert {error["file"] for error in ran.json["errors"]} == {"a.toml", "b.toml"}
    assert ran.json["passed_over"] == ["c.json"]
    assert kompass("check", "c.json").code == 1, "it was named"
    assert kompass("check", "nowhere").code == 1
    (tmp_path / "d.md").write_text("x")
    assert "Only TOML and JSON" in kompass("check", "d.md").err


def test_checking_an_assessment_holds_it_against_its_edition(kompass, report, tmp_path):
    kompass("import", report, "-o", "good.json")
    assert kompass("check", "good.json").code == 0
    data = json.loads((tmp_path / "good.json").read_text("utf-8"))
    first, second = data["assessments"][:2]
    first["observations"][0]["item"] = "99.9"
    first["findings"][0]["area"] = "77"
    first["headings"][0]["code"] = "7:ingenting"
    second["edition"] = "nope"
    (tmp_path / "bad.json").write_text(json.dumps(data), "utf-8")
    errors = kompass("check", "bad.json", "--json").json["errors"]
    assert [(error["code"], error["pointer"]) for error in errors] == [
        ("dangling-code", "/assessments/0/observations/0/item"),
        ("dangling-code", "/assessments/0/findings/0/area"),
        ("dangling-code", "/assessments/0/headings/0/code"),
        ("unknown-edition", "/assessments/1/edition"),
    ]


def test_a_folder_of_another_name_is_said_with_everything_else(kompass, tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "here/edition.toml").write_text('id = "there"\nlanguage = "swedish"\n')
    errors = kompass("check", "here/edition.toml", "--json").json["errors"]
    assert {"/id", "/language"} <= {error["pointer"] for error in errors}


@pytest.mark.parametrize("content", [b"", b" \n\n"])
def test_a_document_of_nothing_is_said_to_be_empty_in_python_too(content):
    with pytest.raises(InputError, match=r"report\.md: The file is empty"):
        import_document("report.md", content)
