"""The command as a person runs it: what it prints, its exit code, and SARIF that others can read."""

import json
import os
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, strategies as st

from kompass_spec.cli import main
from kompass_spec.documents.lints import linted_data
from kompass_spec.documents.sarif import sarif_data
from kompass_spec.model.lint import Linted, LintFinding
from kompass_spec.model.problems import Problem

SETS = Path(__file__).with_name("sets")
BAD = (
    "#license: https://example.org/licence\n#mapping_set_id: https://example.org/set\n"
    "#curie_map: {one: https://example.org/one/, two: https://example.org/two/}\n"
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
    "one:1\tskos:sameMatch\ttwo:1\tsemapv:ManualMappingCuration\n"
    "one:2\tskos:exactMatch\ttwo:2\n"
)


@pytest.fixture
def lint(tmp_path, monkeypatch, capsysbinary):
    def run(*arguments, folder=tmp_path):
        monkeypatch.chdir(folder)
        code = main(["lint-mapping", *map(str, arguments)])
        printed = capsysbinary.readouterr()
        return code, printed.out.decode("utf-8"), printed.err.decode("utf-8")

    return run


@pytest.fixture
def bad(tmp_path):
    file = tmp_path / "bad.sssom.tsv"
    file.write_text(BAD, "utf-8")
    return file


def checked(text):
    """Return the one run of a document of SARIF, after a look at what the specification requires of it."""
    data = json.loads(text)
    assert list(data) == ["$schema", "version", "runs"]
    assert data["version"] == "2.1.0"
    assert data["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = data["runs"]
    rules = checked_rules(run["tool"]["driver"])
    (invocation,) = run["invocations"]
    assert isinstance(invocation["executionSuccessful"], bool)
    prints = []
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        prints.append(result["partialFingerprints"]["kompassFinding/v1"])
    assert len(prints) == len(set(prints))
    for result in (*run["results"], *invocation["toolExecutionNotifications"]):
        check_words_and_places(result)
    return run


def checked_rules(driver):
    """Return the rules of a tool by their ids, after a look at what is required of them."""
    assert driver["name"] == "kompass"
    rules = [rule["id"] for rule in driver["rules"]]
    assert rules == sorted(set(rules))
    for rule in driver["rules"]:
        # What GitHub's code scanning requires of a rule.
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
        assert rule["defaultConfiguration"]["level"] in {"none", "note", "warning", "error"}
    return rules


def check_words_and_places(result):
    """Check the message, the level and the locations of a result or of a notification."""
    assert result["message"]["text"]
    # A brace by itself is an error in a message (section 3.11.5).
    assert not re.search(r"[{}]", re.sub(r"\{\{|\}\}", "", result["message"]["text"]))
    assert result["level"] in {"none", "note", "warning", "error"}
    for location in result.get("locations", ()):
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"(?:[A-Za-z0-9_.~/-]|%[0-9A-F]{2})+", uri)
        assert not uri.startswith("/")
        assert urlsplit(uri).path == uri
        for logical in location.get("logicalLocations", ()):
            assert logical["fullyQualifiedName"].startswith("/")


def whole_lines(out):
    """Return what the terminal got, every line whole again that was broken to fit it."""
    return out.replace("\n    ", " ").splitlines()


def test_a_good_file_is_fine(lint):
    code, out, err = lint(SETS / "good.json", SETS / "good.sssom.tsv")
    assert (code, err) == (0, "")
    assert out == f"{SETS}/good.json: fine\n{SETS}/good.sssom.tsv: fine\n"
    code, out, err = lint(SETS / "good.json", "--sarif")
    run = checked(out)
    assert (code, err, run["results"]) == (0, "", [])
    assert run["invocations"] == [
        {"executionSuccessful": True, "exitCode": 0, "toolExecutionNotifications": []}
    ]
    assert "dangling-end" in [rule["id"] for rule in run["tool"]["driver"]["rules"]]


def test_findings_are_told_in_every_format(lint, bad):
    code, out, err = lint(bad.name)
    assert (code, err) == (1, "")
    assert [line.split(": ")[:4] for line in whole_lines(out)[:2]] == [
        ["bad.sssom.tsv", "line 5", "warning", "unknown-relation"],
        ["bad.sssom.tsv", "line 6", "error", "missing-field"],
    ]
    code, out, err = lint(bad.name, "--json")
    assert (code, err) == (1, "")
    listed = json.loads(out)
    assert [(finding["rule"], finding["line"], finding["severity"]) for finding in listed["findings"]] == [
        ("unknown-relation", 5, "warning"),
        ("missing-field", 6, "error"),
    ]
    code, out, err = lint(bad.name, "--sarif")
    run = checked(out)
    assert (code, err) == (1, "")
    assert [
        (
            result["ruleId"],
            result["level"],
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
            result["message"]["text"],
        )
        for result in run["results"]
    ] == [
        (finding["rule"], finding["severity"], finding["line"], finding["message"])
        for finding in listed["findings"]
    ]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["unknown-relation"]["defaultConfiguration"] == {"level": "warning"}
    assert all(rule["helpUri"].startswith("https://") for rule in rules.values())
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [(note["level"], note["message"]["text"]) for note in notes] == [
        ("note", f"Not checked: {unchecked['message']}") for unchecked in listed["unchecked"]
    ]
    assert run["invocations"][0]["exitCode"] == 1


def test_a_finding_in_json_has_its_place_as_a_pointer(lint, tmp_path):
    text = (SETS / "good.json").read_text("utf-8").replace('"subset-of"', '"part-of {0} [a](b)"')
    (tmp_path / "spa ce å:1.json").write_text(text, "utf-8")
    code, out, _ = lint("spa ce å:1.json", "--sarif")
    (result,) = (result for result in checked(out)["results"] if result["ruleId"] == "unknown-relation")
    (location,) = result["locations"]
    assert code == 1
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "spa%20ce%20%C3%A5%3A1.json"
    assert location["logicalLocations"] == [{"fullyQualifiedName": "/mapping-collection/mappings/0/maps/1"}]
    assert result["message"]["text"].startswith("'part-of {{0}} \\[a](b)' is not")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("missing.json", None, "There is no such file. Check the name."),
        ("empty.tsv", b"", "The file is empty. Check that it was saved."),
        ("image.json", b"\x89PNG\x00\x01\x02", "This is not a text file."),
        ("mapping.xml", b"<mapping-collection/>", "No linter reads a file that ends so"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_every_format(lint, tmp_path, name, content, sentence):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    for arguments in ([], ["--sarif"], ["--json"]):
        code, out, err = lint(name, SETS / "good.json", *arguments)
        assert code == 1
        assert sentence in (out if arguments == ["--json"] else err)
        if arguments == ["--sarif"]:
            run = checked(out)
            assert run["results"] == []
            (invocation,) = run["invocations"]
            assert invocation["executionSuccessful"] is False
            (note,) = invocation["toolExecutionNotifications"]
            assert note["level"] == "error"
            assert sentence in note["message"]["text"]
            assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == name


@pytest.mark.parametrize(
    ("encoding", "line"),
    [("utf-8", None), ("cp1252", 7), ("utf-16", 1), ("utf-16-le", 1)],
)
def test_a_file_in_another_encoding_is_read_and_said(lint, bad, encoding, line):
    bad.write_bytes((BAD + "one:å\tskos:exactMatch\ttwo:3\tsemapv:LexicalMatching\n").encode(encoding))
    code, out, _ = lint(bad.name, "--json")
    findings = [(finding["rule"], finding["line"]) for finding in json.loads(out)["findings"]]
    assert code == 1
    assert findings == [("wrong-encoding", line)] * (line is not None) + [
        ("unknown-relation", 5),
        ("missing-field", 6),
    ]
    assert ("wrong-encoding" in lint(bad.name, "--sarif")[1]) is (line is not None)


@pytest.mark.parametrize("name", ["good.json", "good.sssom.tsv"])
def test_a_byte_order_mark_is_an_error_in_both_formats(lint, tmp_path, name):
    shutil.copytree(SETS, tmp_path, dirs_exist_ok=True)
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + (SETS / name).read_bytes())
    code, out, _ = lint(name, "--json")
    assert code == 1
    assert [(finding["rule"], finding["line"]) for finding in json.loads(out)["findings"]] == [
        ("byte-order-mark", 1)
    ]


NOTED = (
    "#curie_map:\n#  one: https://example.org/one/\n#  two: https://example.org/two/\n"
    "#license: https://example.org/licence\n#mapping_set_id: https://example.org/set\n"
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\tmapping_cardinality\n"
    "one:1\tskos:exactMatch\ttwo:1\tsemapv:LexicalMatching\t1:n\n"
    "one:1\tskos:exactMatch\ttwo:2\tsemapv:LexicalMatching\t1:n\n"
)


@pytest.mark.parametrize(
    ("text", "severity", "codes"),
    [
        (NOTED, "note", [0, 0, 0, 1]),
        (NOTED.replace("1:n", "n:1"), "warning", [1, 0, 1, 1]),
        (NOTED.replace("1:n", "1:1"), "warning", [1, 0, 1, 1]),
        (NOTED.replace("\t1:n\n", "\tmany\n", 1), "error", [1, 1, 1, 1]),
    ],
)
def test_the_exit_code_follows_the_weight_of_the_findings(lint, tmp_path, text, severity, codes):
    (tmp_path / "set.sssom.tsv").write_text(text, "utf-8")
    asked = ([], ["--fail-on", "error"], ["--fail-on", "warning"], ["--fail-on", "note"])
    assert [lint("set.sssom.tsv", *options)[0] for options in asked] == codes
    assert f": {severity}: " in lint("set.sssom.tsv")[1]
    for options, code in zip(asked, codes, strict=True):
        run = checked(lint("set.sssom.tsv", "--sarif", *options)[1])
        assert run["invocations"][0]["exitCode"] == code
    assert lint("set.sssom.tsv", "--fail-on", "nothing")[0] == 2


def test_wrong_usage_is_2_also_with_sarif(lint, bad):
    code, out, err = lint(bad.name, "--linter", "nonsense")
    assert (code, out) == (2, "")
    assert "oscal, sssom" in err
    code, out, err = lint(bad.name, "--linter", "nonsense", "--sarif")
    (invocation,) = checked(out)["invocations"]
    assert (code, invocation["exitCode"], invocation["executionSuccessful"]) == (2, 2, False)
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] in err
    assert lint(bad.name, "--sarif", "--json")[0] == 2
    assert lint()[0] == 2


def test_the_linter_can_be_chosen(lint, bad):
    bad.rename(bad.with_name("bad.txt"))
    assert lint("bad.txt")[0] == 1
    code, out, _ = lint("bad.txt", "--linter", "sssom")
    assert (code, "unknown-relation" in out) == (1, True)
    assert "not-json" in lint("bad.txt", "--linter", "oscal")[1]


def test_a_folder_of_mappings_and_their_catalogues_is_fine(lint, tmp_path):
    shutil.copytree(SETS, tmp_path / "sets")
    code, out, err = lint("sets")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "sets/full.json: fine",
        "sets/full.sssom.tsv: fine",
        "sets/good.json: fine",
        "sets/good.sssom.tsv: fine",
        "sets/one.json: not checked: It is no mapping, so it was passed over.",
        "sets/two.json: not checked: It is no mapping, so it was passed over.",
    ]
    assert len(checked(lint("sets", "--sarif")[1])["invocations"][0]["toolExecutionNotifications"]) == 2
    # Who names a file means it.
    code, out, _ = lint("sets", "sets/one.json")
    assert (code, "sets/one.json: error: not-a-mapping" in out) == (1, True)
    one = tmp_path / "sets/one.json"
    one.write_bytes(b"\xef\xbb\xbf" + one.read_bytes())
    assert "sets/one.json: not checked: It is no mapping, so it was passed over." in lint("sets")[1]
    (tmp_path / "sets/cut.json").write_text('{"mapping-collection": {', "utf-8")
    assert "sets/cut.json: line 1: error: not-json" in lint("sets")[1]


def test_a_folder_without_a_mapping_is_a_problem(lint, tmp_path):
    (tmp_path / "catalogues").mkdir()
    assert lint("catalogues")[0] == 1
    shutil.copy(SETS / "one.json", tmp_path / "catalogues")
    code, out, err = lint("catalogues", "--sarif")
    assert (code, err) == (1, "kompass: catalogues: The folder holds no mapping. Check the name.\n")
    assert checked(out)["invocations"][0]["executionSuccessful"] is False
    (tmp_path / "catalogues/empty.json").touch()
    assert (
        lint("catalogues")[2]
        == "kompass: catalogues/empty.json: The file is empty. Check that it was saved.\n"
    )


def test_what_others_wrote_commands_no_terminal(lint, tmp_path):
    text = (SETS / "good.json").read_text("utf-8").replace('"subset-of"', '"\\u001b[31m\\n\\ud800\\u202e"')
    (tmp_path / "set.json").write_text(text.replace('"a-2"', '"a-2\\nset.json: fine\\u001b"'), "utf-8")
    code, out, _ = lint("set.json")
    assert code == 1
    assert all(letter.isprintable() or letter == "\n" for letter in out)
    assert "set.json: fine" not in out.splitlines()
    assert len(json.loads(lint("set.json", "--json")[1])["findings"]) == len(whole_lines(out)) - out.count(
        "not checked"
    )
    checked(lint("set.json", "--sarif")[1])


@pytest.mark.skipif(
    sys.platform != "linux", reason="names of files that are no UTF-8 are known on Linux only"
)
def test_a_name_that_is_no_text_is_written_so_that_it_can_be_read(lint, tmp_path):
    name = os.fsdecode(b"bad\xff.sssom.tsv")
    (tmp_path / name).write_text(BAD, "utf-8")
    assert lint(name)[0] == 1
    assert json.loads(lint(name, "--json")[1])["findings"][0]["file"] == name
    uri = checked(lint(name, "--sarif")[1])["results"][0]["locations"][0]["physicalLocation"][
        "artifactLocation"
    ]
    assert uri == {"uri": "bad%FF.sssom.tsv"}


def uris(*files, folder, monkeypatch):
    monkeypatch.chdir(folder)
    linted = Linted(findings=(LintFinding(rule="a-rule", message="It is wrong.", line=1),))
    run = checked(json.dumps(sarif_data({str(file): linted for file in files})))
    return [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]
    ]


def test_files_are_named_from_the_working_folder_and_never_by_a_whole_path(tmp_path, monkeypatch):
    (tmp_path / "here/in").mkdir(parents=True)
    here = {"folder": tmp_path / "here", "monkeypatch": monkeypatch}
    assert uris("./in/a.json", tmp_path / "here/b.json", **here) == ["in/a.json", "b.json"]
    assert uris("../a.json", "../here/b.json", **here) == ["../a.json", "b.json"]
    assert uris(tmp_path / "a.json", **here) == ["a.json"]
    # As many parts as tell the files apart.
    assert uris("a.json", tmp_path / "a.json", tmp_path / "x/a.json", **here) == [
        "a.json",
        f"{tmp_path.name}/a.json",
        "x/a.json",
    ]
    assert uris("/a.json", "/b/a.json", **here) == ["a.json", "b/a.json"]


TEXTS = st.text(st.characters(), min_size=1, max_size=20)
FINDINGS = st.builds(
    LintFinding,
    rule=st.sampled_from(["one-rule", "another-rule"]),
    message=TEXTS,
    line=st.none() | st.integers(1, 9),
    pointer=st.none() | TEXTS.map("/{}".format),
)
LINTED = st.builds(
    Linted,
    findings=st.lists(FINDINGS, max_size=4).map(tuple),
    unchecked=st.lists(TEXTS, max_size=2).map(tuple),
    rules=st.just((("one-rule", "Something is wrong."),)),
)
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=10)


@given(st.dictionaries(NAMES, LINTED, max_size=3), st.lists(TEXTS, max_size=2))
def test_whatever_was_found_the_sarif_is_whole(linted, sentences):
    """Every finding is one result and every sentence one notification, in the order of the files."""
    problems = [Problem("no-file", sentence, "missing.json") for sentence in sentences]
    data = sarif_data(linted, problems)
    assert json.dumps(data).encode("utf-8")
    run = checked(json.dumps(data))
    plain = linted_data(linted)
    assert [result["ruleId"] for result in run["results"]] == [
        finding["rule"] for finding in plain["findings"]
    ]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert len(notes) == len(sentences) + len(plain["unchecked"])
    assert run["invocations"][0]["exitCode"] == int(bool(run["results"] or sentences))
    for result, listed in zip(run["results"], plain["findings"], strict=True):
        whole = listed["message"].encode("utf-8", "backslashreplace").decode()
        read = result["message"]["text"].replace("{{", "{").replace("}}", "}")
        assert read.replace("\\[", "[") == whole.replace("\\[", "[")
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert Path(unquote(uri)).name == Path(os.path.normpath(listed["file"])).name


def test_a_fingerprint_stays_while_lines_move(lint, bad):
    def prints():
        run = checked(lint(bad.name, "--sarif")[1])
        return {
            result["partialFingerprints"]["kompassFinding/v1"]: result["ruleId"] for result in run["results"]
        }

    row = "one:3\tskos:exactMatch\ttwo:3\tsemapv:LexicalMatching\n"
    bad.write_text(BAD + 3 * row, "utf-8")
    before = prints()
    assert sorted(before.values()) == ["duplicate-row", "duplicate-row", "missing-field", "unknown-relation"]
    bad.write_text(BAD.replace("#license", "#comment: moved\n#license") + 3 * row, "utf-8")
    assert prints() == before
