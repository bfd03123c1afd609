"""The commands as a person types them."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kompass_spec.cli.commands import COMMANDS
from kompass_spec.cli.parser import build_parser
from kompass_spec.releases.checks import check_installed
from kompass_testing.isolation import isolated_plugins

ROOT = Path(__file__).parents[2]


def test_the_version(kompass):
    for flag in ("--version", "-V"):
        ran = kompass(flag)
        assert (ran.code, ran.err) == (0, "")
        assert re.fullmatch(r"kompass \d+\.\d+\.\d+\n", ran.out)
    assert kompass("--version", "editions").out == kompass("--version").out


def test_without_a_command_the_help_is_shown(kompass):
    ran = kompass()
    assert ran.code == 2
    assert all(command in ran.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(kompass, command):
    ran = kompass(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"kompass {command}" in ran.out.split("examples:")[1]


def test_the_parser_of_all_commands_knows_every_command():
    assert all(command in build_parser().format_help() for command in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frobnicate"], "invalid choice: 'frobnicate'"),
        (["show"], "The following arguments are required: EDITION"),
        (
            ["show", "xx-1999"],
            "There are: dk-2009, no-2003, no-2010, no-2020, se-2002, se-2010, se-2016, se-2020",
        ),
        (["show", "se-2016", "9.9"], "has no area or question '9.9'"),
        (["import"], "The following arguments are required: FILE"),
        (["import", "x.md", "--max-size", "many"], "is not a size"),
        (["import", "x.md", "--edition", "xx-1999"], "There is no edition 'xx-1999'"),
        (["report", "x.md", "--year", "17"], "is not a year"),
        (["report", "x.md", "--lang", "../sv"], "is not a language tag"),
        (["report", "x.md", "--to", "dvi"], "There is no renderer named 'dvi'"),
        (["report", "x.md", "-o", "x.dvi"], "No renderer writes a file that ends so"),
        (["score", "x.md", "--scorer", "other"], "There is no scorer named 'other'"),
        (["editions", "--all"], "Unrecognized arguments: --all"),
    ],
)
def test_wrong_usage_is_said_and_exits_with_2(kompass, tmp_path, report, arguments, said):
    (tmp_path / "x.md").write_bytes(report.read_bytes())
    ran = kompass(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""
    with_json = kompass(*arguments, "--json")
    assert (with_json.code, with_json.err) == (2, "")
    assert said in " ".join(error["message"] for error in with_json.json["errors"])


def test_json_of_a_report_needs_an_output(kompass, report):
    ran = kompass("report", report, "--json")
    assert (ran.code, ran.err) == (2, "")
    assert "say with -o" in ran.json["errors"][0]["message"]


def test_show_reads_like_the_edition(kompass):
    shown = kompass("show", "se-2016", "--lang", "en").out
    assert re.search(r"(?m)^7\.2 +Arbetar verksamheterna med analys av avvikelser, +25 ", shown)
    assert "All questions of this edition and all maxima are known" in shown
    assert "Rights and sources" in shown
    areas = kompass("show", "se-2010", "--lang", "en").out
    assert "not by question" in " ".join(areas.split())
    assert "Valfrihet" in areas
    one = kompass("show", "se-2016", "2").out
    assert re.search(r"Kallas även +Brukarfokus, tillgänglighet, bemötande", one)
    assert "2.5" in one
    assert "Makspoeng  25 poeng" in kompass("show", "se-2016", "7.2", "--lang", "nn").out


def test_show_shows_a_mapping_by_its_id_a_release_of_it_and_a_path(kompass):
    name = "se-2016-to-se-2020"
    folder = ROOT / "frameworks/kompass_frameworks"
    for named in (name, f"{name}@1.0.0", folder / f"mappings/{name}/mapping.toml"):
        shown = kompass("show", named, "--lang", "en")
        assert (shown.code, shown.err) == (0, "")
        assert "From Kommunkompassen 2016 to Kommunkompassen 2020" in shown.out
    assert kompass("show", name, "--json").json["source"] == "se-2016@1"
    assert kompass("show", name, "7").code == 2
    assert "The releases of" in kompass("show", f"{name}@9.0.0").err


def test_import_says_what_was_found(kompass, report):
    ran = kompass("import", report)
    assert ran.code == 0
    summary, _, _ = ran.out.partition("\n\n")
    # A cell that is too wide goes on in the next line, under itself.
    assert re.search(r"^Örnsköldsvik +2017 +se-2016 +167 +44 +16 +16\n\(2284\)$", summary, re.MULTILINE)
    assert re.search(r"^Örnsköldsvik +2013 +se-2010 .*\n\(2284\) +\(inferred\)$", summary, re.MULTILINE)
    assert [line for line in ran.out.splitlines() if len(line) > 80] == []


def test_what_import_writes_is_read_back_without_loss(kompass, report, tmp_path):
    """Law 9: "Import → export → import is the identity for every format that can carry the whole object.\""""
    assert kompass("import", report, "-o", "assessments.json").code == 0
    assert kompass("import", "assessments.json", "--json").raw == (tmp_path / "assessments.json").read_bytes()
    assert kompass("score", "assessments.json", "--json").raw == kompass("score", report, "--json").raw
    assert kompass("score", report, "-o", "scorecards.json").code == 0
    assert kompass("score", "scorecards.json", "--json").raw == (tmp_path / "scorecards.json").read_bytes()
    for ending in ("html", "md", "txt"):
        kompass("report", report, "-o", f"a.{ending}")
        kompass("render", "assessments.json", "-o", f"b.{ending}")
        kompass("render", "scorecards.json", "-o", f"c.{ending}")
        first = (tmp_path / f"a.{ending}").read_bytes()
        assert first == (tmp_path / f"b.{ending}").read_bytes() == (tmp_path / f"c.{ending}").read_bytes()
    assert kompass("check", "assessments.json", "scorecards.json").code == 0


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(kompass_apart, report, tmp_path):
    """Law 6: "The same input gives the same bytes: no clock, locale, hash order or path leaks into an
    output."
    """
    outcomes = set()
    for number, environment in enumerate(
        [
            {"PYTHONHASHSEED": "1", "LANG": "C", "TZ": "UTC", "COLUMNS": "40"},
            {
                "PYTHONHASHSEED": "2",
                "LANG": "sv_SE.UTF-8",
                "TZ": "Asia/Tokyo",
                "COLUMNS": "200",
                "FORCE_COLOR": "1",
            },
        ]
    ):
        for ending in ("html", "md", "txt"):
            assert kompass_apart("report", report, "-o", f"{number}.{ending}", **environment).code == 0
        scored = kompass_apart("score", report, "--json", **environment).raw
        outcomes.add(
            (scored, *((tmp_path / f"{number}.{ending}").read_bytes() for ending in ("html", "md", "txt")))
        )
    assert len(outcomes) == 1


def test_the_year_and_the_renderer_are_chosen(kompass, report, tmp_path):
    newest, earlier = (
        kompass("report", report, "--lang", "en"),
        kompass("report", report, "--lang", "en", "--year", "2015"),
    )
    assert newest.code == earlier.code == 0
    assert "552 of 800 points" in newest.out
    assert "551 of 800 points" in earlier.out
    missing = kompass("report", report, "--year", "1999")
    assert missing.code == 2
    assert "The years are: 2017, 2015, 2013" in missing.err
    assert kompass("report", report, "-o", "page.HTM").code == 0
    assert (tmp_path / "page.HTM").read_bytes().startswith(b"<!DOCTYPE html>")
    assert kompass("report", report, "-o", "page.txt", "--to", "html").code == 0
    assert (tmp_path / "page.txt").read_bytes().startswith(b"<!DOCTYPE html>")
    assert kompass("report", report, "--to", "html").raw == (tmp_path / "page.txt").read_bytes()


def test_a_reference_stands_beside_the_result(kompass, report):
    ran = kompass("report", report, "--year", "2015", "--reference", report, "--lang", "en")
    assert ran.code == 1
    assert "se-2016" in ran.err
    assert "do not mean the same" in ran.err
    assert kompass("report", report, "--reference", report, "--reference", report, "--lang", "en").code == 0


def test_several_files_give_results_and_errors_together(kompass, report, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.md").write_bytes(report.read_bytes())
    (folder / "two.md").write_text("Nothing of the kind.")
    for command in ("import", "score"):
        ran = kompass(command, folder, "--json")
        assert ran.code == 1
        assert len(ran.json["assessments" if command == "import" else "scorecards"]) == 3
        (error,) = ran.json["errors"]
        assert error["file"].endswith("two.md")
    ran = kompass("report", folder, "-o", "pages", "--to", "html")
    assert ran.code == 1
    assert "two.md" in ran.err
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["index.html", "one.html"]
    ran = kompass("report", folder, "-o", "pages", "--to", "html", "--json")
    assert Path(ran.json["index"]) == Path("pages/index.html")
    assert (len(ran.json["written"]), len(ran.json["errors"])) == (1, 1)


def test_of_several_files_one_may_lack_the_year(kompass, report, tmp_path):
    (tmp_path / "a.md").write_bytes(report.read_bytes())
    later = report.read_text("utf-8").replace("2015", "2014")
    (tmp_path / "b.md").write_text(later, "utf-8")
    ran = kompass("report", "a.md", "b.md", "--year", "2015", "-o", "pages", "--to", "html", "--json")
    assert ran.code == 1
    assert [Path(one["output"]).name for one in ran.json["written"]] == ["a.html"]
    assert [(one["file"], one["code"]) for one in ran.json["errors"]] == [("b.md", "unknown-year")]
    assert kompass("report", "b.md", "--year", "2015", "-o", "b.html").code == 2


def test_results_of_an_earlier_run_are_no_input_of_the_next(kompass, report, tmp_path):
    (tmp_path / "a.md").write_bytes(report.read_bytes())
    for _ in range(2):
        ran = kompass("report", ".", "-o", "shown", "--to", "markdown", "--json")
        assert ran.code == 0
        assert [one["output"] for one in ran.json["written"]] == ["shown/a.md"]


def test_results_lie_as_the_files_do_in_a_folder(kompass, report, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / "all" / folder).mkdir(parents=True)
        (tmp_path / "all" / folder / "report.md").write_bytes(report.read_bytes())
    assert kompass("report", "all", "-o", "pages", "--to", "html").code == 0
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html"))
    assert found == ["pages/a/report.html", "pages/b/report.html", "pages/index.html"]


def test_a_place_that_ends_in_a_slash_is_a_folder_and_a_hyphen_is_the_terminal(kompass, report, tmp_path):
    assert kompass("report", report, "-o", "new/", "--to", "html").code == 0
    (page,) = (tmp_path / "new").iterdir()
    assert page.name == f"{report.stem}.html"
    shown = kompass("report", report, "--to", "html", "-o", "-")
    assert shown.raw == page.read_bytes()
    assert not (tmp_path / "-").exists()


def test_the_warnings_stand_in_what_a_program_reads(kompass, report, tmp_path):
    noted = tmp_path / "noted.md"
    noted.write_text(f"{report.read_text('utf-8')}\n\n# Övrigt\n\nLänet nådde 480 poäng.\n", "utf-8")
    imported = kompass("import", noted, "--json").json["warnings"]
    assert "480" in imported[0]["message"]
    assert kompass("report", noted, "-o", "page.html", "--json").json["warnings"] == imported
    assert kompass("compare", noted, "--json").json["warnings"] == imported


def test_what_a_name_holds_does_not_command_the_terminal(kompass, report, tmp_path):
    data = kompass("import", report, "--json").json
    for assessment in data["assessments"]:
        assessment["organisation"]["name"] = "Evil\x1b[31m\nkommun"
    (tmp_path / "evil.json").write_text(json.dumps(data))
    for command, shown in (
        (["import"], "Evil\\x1b[31m\\nkommun"),
        (["score"], "Evil\\x1b[31m\\nkommun"),
        # What is composed to be read leaves out what nobody can read.
        (["compare"], "Evil kommun"),
        (["convert", "--to", "se-2020"], "Evil kommun"),
        (["report"], "Evil kommun"),
    ):
        ran = kompass(command[0], "evil.json", *command[1:])
        assert shown in ran.out
        assert "\x1b" not in ran.out
    assert "\x1b" not in kompass("import", "no\x1b[2J.md").err


def test_two_results_never_get_one_name(kompass, report, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.md").write_bytes(report.read_bytes())
    ran = kompass("report", "a/report.md", "b/report.md", "-o", "pages", "--to", "html")
    assert ran.code == 0
    assert "b/report.md: Another page has the name report.html" in ran.err
    assert "pages/report-2.html" in ran.err
    pages = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert pages == ["index.html", "report-2.html", "report.html"]


def test_the_plugins_are_listed(kompass):
    listed = {plugin["name"]: plugin for plugin in kompass("plugins", "--json").json["plugins"]}
    assert listed["standard"] == {
        "name": "standard",
        "distribution": "kompass-score-standard",
        "version": "0.2.0",
        "kinds": ["scorers"],
    }
    assert {"report", "text", "markdown", "html", "sweden"} <= set(listed)
    assert "kompass-render-html" in kompass("plugins").out


def test_checking_everything_that_is_installed(kompass):
    ran = kompass("check")
    assert ran.code == 0
    assert "se-2016: fine (edition)" in ran.out
    assert "299 organisations: fine (register)" in ran.out


@pytest.fixture
def corrected(tmp_path, first_published, monkeypatch):
    """The framework, copied, and a function that replaces something in a draft of it."""
    monkeypatch.setenv("KOMPASS_PINS", "none")
    shutil.copytree(first_published, tmp_path / "corrected/kompass_frameworks")

    def correct(old, new, draft="editions/se-2016/edition.toml"):
        file = tmp_path / "corrected/kompass_frameworks" / draft
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        return check_installed(plugins=isolated_plugins(SimpleNamespace(name="mine", folder=file.parents[2])))

    return correct


def test_what_was_corrected_is_checked_although_it_is_no_release_yet(corrected):
    corrected('release = "1.0.0"', 'release = "1.0.1"')
    checked = corrected("Örnsköldsviks kommun 2017", "Örnsköldsvik 2017")
    assert checked.problems == ()
    assert [(file.partition(": ")[2], holds) for file, holds in checked.files if ": " in file] == [
        ("editions/se-2016/edition.toml", "edition")
    ]
    checked = corrected("max = 30", "max = 31")
    (problem,) = checked.problems
    assert "The maxima of the questions add up to 101" in str(problem)
    assert "editions/se-2016/edition.toml" in str(problem)
    assert "se-2016" in dict(checked.files), "what was released is still fine"


@pytest.mark.parametrize(
    ("old", "new", "draft", "words"),
    [
        (
            'id = "se-2016"',
            'id = "se-2017"',
            "editions/se-2016/edition.toml",
            "is not the name of the folder",
        ),
        (
            'source = "se-2016@1"',
            'source = "se-2002@1"',
            "mappings/se-2016-to-se-2020/mapping.toml",
            "mapping.toml",
        ),
        ("[", "[[", "mappings/se-2016-to-se-2020/mapping.toml", "mapping.toml"),
    ],
)
def test_whatever_is_wrong_with_a_draft_is_said_with_its_place(corrected, old, new, draft, words):
    checked = corrected(old, new, draft)
    assert checked.problems
    assert all(draft in str(problem) for problem in checked.problems)
    assert words in str(checked.problems[0])


def test_a_folder_is_checked_for_what_is_of_the_package(kompass, tmp_path):
    root = Path(__file__).parents[2]
    everything = kompass("check", root / "frameworks", root / "plugins/kompass-results-nordic/src", "--json")
    assert everything.code == 0
    holds = [one["holds"] for one in everything.json["checked"]]
    assert sorted(set(holds)) == ["dataset", "edition", "mapping", "register"]
    passed = {Path(one).name for one in everything.json["passed_over"]}
    released = {one.name for one in (root / "frameworks/kompass_frameworks/releases").rglob("*.json")}
    assert passed == {"pyproject.toml", *released}, "what was published is no draft"
    assert kompass("check", root / "frameworks/pyproject.toml").code == 1, "it was named"
    assert "pyproject.toml" in kompass("check", root / "frameworks").out
    (tmp_path / "mine" / "edition.toml").parent.mkdir()
    (tmp_path / "mine" / "edition.toml").write_text('id = "mine-2026"', "utf-8")
    assert kompass("check", ".").code == 1, "an edition without an area is still one"


def test_strict_exits_with_1_when_figures_contradict_each_other(kompass, report, tmp_path):
    text = report.read_text("utf-8")
    changed = re.sub(r"(?m)^(6\.2\t.*\t)11(\t20\t55%)$", r"\g<1>17\2", text)
    assert changed != text
    (tmp_path / "wrong.md").write_text(changed, "utf-8")
    ran = kompass("score", "wrong.md")
    assert ran.code == 0
    assert "contradiction: 6.2: 17 of 20 points is 85%, but the report says 55% (line" in ran.out
    assert kompass("score", "wrong.md", "--strict").code == 1
    assert kompass("report", "wrong.md", "--strict", "-o", "wrong.html").code == 1
    assert (tmp_path / "wrong.html").exists()
    assert kompass("score", report, "--strict").code == 0


def test_a_pipe_that_closes_early_is_no_error(report):
    command = '"$0" -m kompass_spec score "$1" --json | head -c 10'
    done = subprocess.run(["bash", "-c", command, sys.executable, report], capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b'{\n  "score', b"")


def test_a_comparison_goes_into_a_file_instead_of_the_terminal(kompass, report):
    ran = kompass("compare", report, "-o", "comparison.json")
    assert (ran.code, ran.out) == (0, "Written to comparison.json.\n")
