"""``kompass sensitivity``: what it writes, in every format, and what it says of what it cannot do."""

import json
import sys
from fractions import Fraction

import attrs
import jsonschema
import pytest

from kompass_sensitivity import sheet
from kompass_sensitivity.document import read_schema
from kompass_spec import load_registry
from kompass_spec.cli import main
from kompass_spec.model.sheet import Figure

TABLE = ["--edition", "se-2010", "--draws", "400"]


def ran(capsys, *arguments):
    code = main(["sensitivity", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def fits(data):
    """Whether data has the keys of the schema and no others, in every object."""
    schema = read_schema()
    jsonschema.Draft202012Validator.check_schema(schema)

    def closed(part):
        if isinstance(part, dict):
            extra = {"additionalProperties": False} if "properties" in part else {}
            return {key: closed(value) for key, value in part.items()} | extra
        return [closed(one) for one in part] if isinstance(part, list) else part

    jsonschema.validate(data, closed(schema), cls=jsonschema.Draft202012Validator)


def test_published_results_are_ranked(capsys):
    code, said, _ = ran(capsys, "--edition", "se-2010", "--draws", 200, "--json")
    data = json.loads(said)
    fits(data)
    assert code == 0
    assert [place["rank"]["best"] for place in data["places"]] == [1, 2, 3, 4, 5, 6, 7]
    assert data["sources"] == {"rounding": True, "weights": None, "mapping": False}


def test_a_table_is_ranked_with_its_weights(capsys, table):
    code, said, _ = ran(capsys, table, *TABLE, "--rounding", "--weights", "range:0.25", "--json")
    data = json.loads(said)
    fits(data)
    assert code == 0
    assert data["sources"]["weights"] == "range:1/4"
    assert len(data["pairs"]) == 28
    assert any(not pair["is_certain"] for pair in data["pairs"])


def figures_in(part):
    """Yield every figure of a sheet."""
    if isinstance(part, Figure):
        yield part
    elif attrs.has(type(part)):
        for field in attrs.fields(type(part)):
            yield from figures_in(getattr(part, field.name))
    elif isinstance(part, tuple):
        for one in part:
            yield from figures_in(one)


def test_a_workbook_rounds_no_figure_to_more_than_the_terminal_shows(capsys, table, monkeypatch):
    composed, compose = [], sheet.compose_sensitivity

    def kept(*given, **more):
        composed.append(compose(*given, **more))
        return composed[-1]

    monkeypatch.setattr(sheet, "compose_sensitivity", kept)
    assert ran(capsys, table, *TABLE, "--lang", "en")[0] == 0
    figures = [one for one in figures_in(composed[0]) if one.quantity is not None]
    assert figures
    for one in figures:
        decimals = len(one.shown.rstrip(" %").partition(".")[2])
        assert one.unit <= Fraction(1, 10**decimals) * (Fraction(1, 100) if one.is_percent else 1), one


def test_results_on_other_editions_count_as_they_convert(capsys):
    arguments = ("--edition", "se-2010", "--draws", 200, "--mapping", "--rounding", "--json")
    data = json.loads(ran(capsys, *arguments)[1])
    fits(data)
    converted = [place for place in data["places"] if place["is_converted"]]
    assert {place["edition"] for place in converted} - {"se-2010"}
    assert any(float(place["points"]["high"]) - float(place["points"]["low"]) > 1 for place in converted)


def test_questions_carry_weights_too(capsys, tmp_path):
    edition = load_registry()["se-2016"]
    questions = [question for area in edition.areas for question in area.questions]
    head = ["organisation", *(f"{question.code}.percent" for question in questions)]
    rows = [
        [name, *(str((place * 13 + number * number) % 80 + 10) for number, _ in enumerate(questions))]
        for place, name in enumerate(("Alby", "Berga", "Carlsund"))
    ]
    file = tmp_path / "questions.csv"
    file.write_text("\n".join(";".join(row) for row in (head, *rows)), "utf-8")
    asked = (file, "--edition", "se-2016", "--draws", 100, "--level", "question")
    code, said, _ = ran(capsys, *asked, "--weights", "dirichlet:50", "--rounding", "--json")
    data = json.loads(said)
    fits(data)
    assert code == 0
    assert data["codes"] == [question.code for question in questions]
    again = ran(capsys, *asked, "--weights", "dirichlet:50", "--rounding", "--json", "--jobs", 3)[1]
    assert again == said
    assert len(data["places"]) == 3


@pytest.mark.parametrize("language", ["sv", "nb", "nn", "da", "en"])
def test_the_sheet_is_in_five_languages(capsys, table, language):
    code, said, warned = ran(capsys, table, *TABLE, "--weights", "range:0.1", "--lang", language)
    assert (code, warned) == (0, "")
    assert ("How firm the ranking is" in said) == (language == "en")
    assert "Granby" in said


def test_where_it_was_written_is_said_in_the_language_asked_for(capsys, table, tmp_path):
    pytest.importorskip("kompass_render_html")
    page = tmp_path / "firm.html"
    assert ran(capsys, table, *TABLE, "--lang", "sv", "-o", page)[1] == f"Sparat i {page}.\n"


def test_fewer_than_five_have_no_places(capsys, table, tmp_path):
    few = tmp_path / "few.csv"
    few.write_text("\n".join(table.read_text("utf-8").splitlines()[:4]), "utf-8")
    _, said, _ = ran(capsys, few, *TABLE, "--weights", "range:0.1", "--lang", "en")
    assert "too few for places" in said
    assert "Possible" not in said
    assert "Mean rank" not in said
    assert "Who is ahead of whom" in said


def test_the_same_bytes_whatever_the_threads(capsys, table, tmp_path):
    for jobs in ("1", "3"):
        output = tmp_path / f"{jobs}.json"
        arguments = (*TABLE, "--rounding", "--weights", "dirichlet:50", "--jobs", jobs, "-o", output)
        assert ran(capsys, table, *arguments)[0] == 0
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "3.json").read_bytes()


def test_drivers_are_said_of_places_and_differences(capsys, table):
    pytest.importorskip("SALib", reason="uv sync --group sobol")
    arguments = (table, *TABLE, "--rounding", "--weights", "range:0.25", "--drivers")
    data = json.loads(ran(capsys, *arguments, "--json")[1])
    fits(data)
    assert len(data["drivers"]) == 8 + 7
    assert {driver["code"] for driver in data["drivers"][-1]["drivers"]} == {*"12345678", "rounding"}
    assert "What drives it" in ran(capsys, *arguments, "--lang", "en")[1]


def test_without_salib_it_says_what_to_install(capsys, table, monkeypatch):
    monkeypatch.setitem(sys.modules, "SALib.analyze", None)
    code, said, warned = ran(capsys, table, *TABLE, "--weights", "range:0.1", "--drivers")
    assert (code, said) == (2, "")
    assert "kompass-sensitivity[sobol]" in warned


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("", 2, "Choose one with --edition"),
        ("--edition se-2010 --draws 0", 2, "0 draws say nothing"),
        ("--edition se-2010 --draws 1000000000", 2, "Ask for 100000000 at most"),
        ("--edition se-2010 --seed -1", 2, "The seed -1"),
        ("--edition se-2010 --weights equal", 2, "range:0.1"),
        ("--edition se-2010 --weights range:2", 2, "range:0.1"),
        ("--edition se-2010 --weights dirichlet:1/0", 2, "range:0.1"),
        ("--edition se-2010 --jobs 0", 2, "threads is 1 or more"),
        ("--edition se-2010 --frobnicate", 2, "--frobnicate"),
        ("--edition se-2010 -o places.unheard", 2, "places.unheard"),
        ("--edition xx-1999", 2, "xx-1999"),
        ("--edition no-2020", 1, "does not say what every area is worth"),
        ("--edition se-2016 --weights range:0.1", 1, "needs two results"),
        ("nothing.json --edition se-2010", 1, "nothing.json"),
        ("one.csv --edition se-2010", 1, "needs two results"),
        ("areas.csv --edition no-2020", 1, "No column is called by an item of no-2020, such as total"),
        ("one.csv", 1, "Name it with --edition"),
        ("one.csv --edition se-2010 -o one.csv", 2, "read, so it cannot be written"),
        ("bad.csv --edition se-2010", 1, "bad.csv: line 3"),
        ("twice.csv --edition se-2010", 1, "twice.csv: line 1: The table has two columns '1.points'"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(capsys, tmp_path, monkeypatch, arguments, code, said):
    monkeypatch.chdir(tmp_path)
    head = "organisation,year,1.points,total.points\n"
    (tmp_path / "one.csv").write_text(f"{head}Alby,2020,60,400\n", "utf-8")
    (tmp_path / "areas.csv").write_text("organisation,year,1.points\nAlby,2020,60\n", "utf-8")
    (tmp_path / "bad.csv").write_text(f"{head}Alby,2020,60,400\n,x,sixty,400,7\n", "utf-8")
    (tmp_path / "twice.csv").write_text("organisation,1.points,1.points\nAlby,60,61\n", "utf-8")
    before = {file.name for file in tmp_path.iterdir()}
    ended, out, warned = ran(capsys, *arguments.split())
    assert (ended, out) == (code, "")
    assert said in warned
    assert "Traceback" not in warned
    assert {file.name for file in tmp_path.iterdir()} == before


def test_everything_wrong_with_a_table_is_said_at_once(capsys, tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text("organisation,year,kind,1.points\n,x,village,sixty\nAlby,2020,city,6e\n", "utf-8")
    warned = ran(capsys, file, "--edition", "se-2010")[2]
    assert warned.count("line 2") == 4
    assert warned.count("line 3") == 1


def test_an_empty_name_does_not_mean_the_folder_one_is_in(capsys):
    code, _, err = ran(capsys, "", "--edition", "se-2010")
    assert code == 2
    assert "the name of a file is empty" in err
