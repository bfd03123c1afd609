"""``kompass import``: what it lists, and what decides where a report leaves something open."""

import json

import pytest

NAMES = ("Samhällsutveckling", "Styrning och kontroll", "Kvalitetsutveckling")
SHORT = """\
Kommunkompassen i Lunds kommun

| Område | Lund 2021 | Lund 2023 | Medel |
|---|---|---|---|
| Samhällsutveckling | 52 | 61,5 | 55 |
| Styrning och kontroll | 60 | 67 | 62 |
| Kvalitetsutveckling | 55 | 58 | 59 |
| Totalt | 441 | 497 | 460 |
"""
OPEN = "Kommunkompassen\n\n" + "".join(f"{name} 6{number}\n" for number, name in enumerate(NAMES))


@pytest.fixture
def file(tmp_path):
    """Write a text into the folder that the command runs in."""

    def write(text, name="report.md"):
        (tmp_path / name).write_text(text, "utf-8")
        return name

    return write


def assessments(ran):
    return json.loads(ran.out)["assessments"]


def test_it_lists_every_figure_by_item(kompass, file, kompass_golden):
    ran = kompass("import", file(SHORT))
    assert ran.code == 0
    kompass_golden("import-short.txt", ran.out)
    listed = ran.out.split("\n\n")[1:3]
    assert all(len(line) <= 80 for table in listed for line in table.splitlines())


def test_the_figures_of_a_whole_report_fit_the_terminal(kompass, report):
    ran = kompass("import", report)
    tables = ran.out.split("\n\n")[1:-1]
    lines = [line for table in tables for line in table.splitlines()]
    assert max(map(len, lines)) <= 80
    read = json.loads(kompass("import", report, "--json").out)["assessments"]
    rows = [
        line for line in lines if line.split(maxsplit=1)[0].replace(".", "").isdigit() or "total " in line[:7]
    ]
    assert len(rows) == sum(len(one["observations"]) for one in read)


def test_with_an_output_it_lists_only_how_much_was_read(kompass, file):
    ran = kompass("import", file(SHORT), "-o", "out.json")
    assert "Samhällsutveckling" not in ran.out


def test_what_a_report_leaves_open_is_decided_on(kompass, file):
    ran = kompass("import", file(OPEN), "--organisation", "1281", "--year", "2022", "--json")
    (made,) = assessments(ran)
    assert (made["organisation"]["name"], made["year"]) == ("Lund", 2022)
    assert json.loads(ran.out)["warnings"] == []


@pytest.mark.parametrize("command", ["score", "compare"])
def test_other_commands_decide_too(kompass, file, command):
    ran = kompass(command, file(OPEN), "--organisation", "Lund", "--year", "2022", "--json")
    assert ran.code == 0, ran.err
    assert '"2022"' in ran.out or "2022" in ran.out
    assert "Lund" in ran.out


def test_a_report_shows_the_one_that_is_decided_on(kompass, file):
    ran = kompass(
        "report", file(OPEN), "--organisation", "Lund", "--year", "2022", "--lang", "en", "--to", "markdown"
    )
    assert ran.code == 0, ran.err
    assert "\n# Lund Municipality\n" in ran.out
    assert "2022" in ran.out


def test_an_edition_is_decided_on_for_a_year(kompass, file):
    rows = "".join(
        f"| {name} | 51 | 62 |\n" for name in ("Offentlighet och demokrati", "Ständiga förbättringar")
    )
    head = "Kommunkompassen i Lunds kommun\n\n| Område | 2015 | 2017 |\n|---|---|---|\n"
    text = f"{head}{rows}| Resultat och effektivitet | 53 | 64 |\n"
    ran = kompass("import", file(text), "--edition", "2015=se-2010", "--edition", "2017=se-2016", "--json")
    assert [(made["year"], made["edition"], len(made["observations"])) for made in assessments(ran)] == [
        (2017, "se-2016", 3),
        (2015, "se-2010", 2),
    ]


def test_an_edition_of_a_year_that_is_not_there_is_a_wrong_usage(kompass, file):
    ran = kompass("import", file(SHORT), "--edition", "2015=se-1999")
    assert ran.code == 2
    assert "se-1999" in ran.err


def test_a_total_is_decided_on(kompass, file):
    text = f"{OPEN}\nVi hoppades på 520 poäng, men det blev 497,5.\n"
    ran = kompass("import", file(text), "--total", "497,5", "--json")
    (made,) = assessments(ran)
    assert ("total", "497.5", 7) in [(one["item"], one["value"], one["line"]) for one in made["observations"]]


@pytest.mark.parametrize("total", ["much", "-5", "1e3"])
def test_a_total_is_written_as_printed(kompass, file, total):
    ran = kompass("import", file(OPEN), f"--total={total}")
    assert ran.code == 2
    assert "no number of points" in ran.err
