"""Law 5 for what is read again: "no wrong type, no silent coercion, and reports *all* problems at once, each
with … pointer". What the schema refuses of an assessment or a scorecard, the reader refuses too."""

import json
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest

from kompass_spec.documents.assessments import assessments_from_data
from kompass_spec.model.problems import InputError

REPORT = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"
ASSESSMENT = [
    (("year",), -7),
    (("year",), 20170),
    (("year",), "2017"),
    (("period",), "våren 2017"),
    (("period",), "2017-03/2017-02"),
    (("release",), "1.0"),
    (("digest",), "A" * 64),
    (("edition",), "SE 2016"),
    (("organisation", "country"), "Sweden"),
    (("organisation", "kind"), "country"),
    (("organisation", "name"), " "),
    (("source", "sha256"), "abc"),
    (("source", "file"), ""),
    (("observations", 0, "item"), ""),
    (("observations", 0, "line"), 0),
    (("observations", 0, "line"), -3),
    (("observations", 0, "page"), 0),
    (("observations", 0, "precision"), "0"),
    (("observations", 0, "quantity"), "euros"),
    (("headings", 0, "line"), 0),
    (("headings", 0, "text"), ""),
    (("findings", 0, "text"), ""),
    (("findings", 0, "area"), ""),
    (("evidence", 0, "count"), -1),
    (("evidence", 0, "text"), ""),
    (("evaluators", 0, "name"), ""),
    (("comparability", 0, "other"), "SE 2010"),
    (("comparability", 0, "text"), ""),
    (("comparability", 0, "low"), "60"),
]
OF_THE_EDITION = [
    (("observations", 0, "item"), "9.9"),
    (("headings", 0, "area"), "77"),
    (("headings", 0, "code"), "1:nothing"),
    (("findings", 0, "area"), "99"),
    (("comparability", 0, "item"), "77"),
    (("comparability", 0, "areas"), ["99"]),
]
QUANTITIES = {"value", "precision", "low", "high"}
SCORECARD = [
    (("total", "low"), "-5"),
    (("total", "low"), "600"),
    (("total", "high"), "801"),
    (("areas", 0, "max"), "0"),
    (("areas", 0, "high"), "1"),
    (("areas", 0, "questions", 0, "high"), "-1"),
    (("areas", 0, "questions", 0, "high"), "15.5"),
    (("areas", 0, "questions", 0, "contradicted"), None),
    (("year",), 17),
    (("discrepancies", 0, "kind"), "error"),
    (("assessment", "observations", 0, "line"), 0),
]


@pytest.fixture(scope="module")
def written(run_kompass):
    """What was read and scored of the shipped report."""
    return {
        name: run_kompass(command, REPORT, "--json").json
        for name, command in (("assessments", "import"), ("scorecards", "score"))
    }


def spoiled(document, *changes):
    copy = deepcopy(document)
    for (*steps, last), value in changes:
        here = copy
        for step in steps:
            here = here[step]
        assert here[last] != value
        here[last] = value
    return copy


def pointer(*steps):
    return "".join(f"/{step}" for step in steps)


def problems_of(kompass, tmp_path, document, command="score"):
    place = tmp_path / "spoiled.json"
    place.write_text(json.dumps(document), "utf-8")
    ran = kompass(command, place, "--json")
    assert ran.code == 1
    return ran.json["errors"]


@pytest.mark.parametrize("command", ["score", "check"])
@pytest.mark.parametrize(("path", "value"), ASSESSMENT, ids=[pointer(*path) for path, _ in ASSESSMENT])
def test_no_assessment_is_read_that_cannot_be(kompass, tmp_path, written, path, value, command):
    place = ("assessments", 0, *path)
    errors = problems_of(kompass, tmp_path, spoiled(written["assessments"], (place, value)), command)
    assert len(errors) == 1
    # What is wrong with one figure as a whole is said of the figure.
    assert errors[0]["pointer"] in {pointer(*place), pointer(*place[:-1])}


def test_all_that_is_wrong_with_an_assessment_is_said_at_once(kompass, tmp_path, written):
    rules = [(path, value) for path, value in ASSESSMENT if path[-1] not in {"kind", "quantity", "precision"}]
    changes = {("assessments", 0, *path): value for path, value in rules if value != "2017"}
    errors = problems_of(kompass, tmp_path, spoiled(written["assessments"], *changes.items()))
    assert {one["pointer"] for one in errors} == {pointer(*place) for place in changes}
    assert all(one["message"].endswith(".") for one in errors)


@pytest.mark.parametrize(
    ("path", "value"), OF_THE_EDITION, ids=[pointer(*path) for path, _ in OF_THE_EDITION]
)
def test_nothing_that_is_said_of_an_unknown_item_is_lost_in_silence(kompass, tmp_path, written, path, value):
    place = ("assessments", 0, *path)
    document = spoiled(written["assessments"], (place, value))
    (error,) = problems_of(kompass, tmp_path, document, "check")
    assert error["pointer"] == pointer(*place)
    (error,) = problems_of(kompass, tmp_path, document)
    wrong = value[0] if isinstance(value, list) else value
    assert f"{wrong!r}" in error["message"]
    assert error["pointer"] in {None, pointer(*place)}


def test_what_is_wrong_with_one_assessment_is_told_with_its_place_among_them(kompass, tmp_path, written):
    """Rule: the others are scored all the same."""
    document = spoiled(written["assessments"], (("assessments", 1, "findings", 0, "area"), "99"))
    place = tmp_path / "spoiled.json"
    place.write_text(json.dumps(document), "utf-8")
    ran = kompass("score", place, "--json")
    assert (ran.code, len(ran.json["scorecards"])) == (1, len(document["assessments"]) - 1)
    assert [one["pointer"] for one in ran.json["errors"]] == ["/assessments/1/findings/0/area"]


@pytest.mark.parametrize(("path", "value"), SCORECARD, ids=[pointer(*path) for path, _ in SCORECARD])
def test_no_scorecard_is_read_that_cannot_be(kompass, tmp_path, written, path, value):
    errors = problems_of(kompass, tmp_path, spoiled(written["scorecards"], (("scorecards", 0, *path), value)))
    where = pointer("scorecards", 0, *path)
    near = {where, where.rpartition("/")[0] + "/low"}
    assert any(one["pointer"] in near for one in errors), errors


ON_THE_EDITION = [
    ("an area is missing", lambda card: card["areas"].pop(3), "/areas"),
    ("an area has another code", lambda card: card["areas"][3].update(code="99"), "/areas"),
    ("an area stands twice", lambda card: card["areas"].append(card["areas"][0]), "/areas"),
    ("no area is left", lambda card: card["areas"].clear(), "/areas"),
    ("a question is missing", lambda card: card["areas"][0]["questions"].pop(), "/areas/0/questions"),
    ("the total is called otherwise", lambda card: card["total"].update(code="x"), "/total/code"),
    ("a maximum is another", lambda card: spread(card["areas"][1], max="1000"), "/areas/1/max"),
    ("the total is no sum", lambda card: spread(card["total"], low="100", high="101"), "/total/low"),
    (
        "a finding is of no area",
        lambda card: card["assessment"]["findings"][0].update(area="99"),
        "/assessment/findings/0/area",
    ),
]


def spread(score, **changes):
    """Change a score, and leave out what is computed from it."""
    score.update(changes)
    for key in ("width", "share", "lost"):
        score.pop(key)


# Every mistake with one command and one mistake with every command; all others take long and tell no more.
@pytest.mark.parametrize(
    ("command", "change", "place"),
    [
        pytest.param(
            command,
            change,
            place,
            id=f"{name}-{command}",
            marks=[] if command == "score" or name == ON_THE_EDITION[0][0] else [pytest.mark.slow],
        )
        for command in ("score", "check", "convert", "compare", "render", "cohort")
        for name, change, place in ON_THE_EDITION
    ],
)
def test_a_scorecard_is_held_against_its_edition(kompass, tmp_path, written, change, place, command):
    document = deepcopy(written["scorecards"])
    change(document["scorecards"][0])
    (tmp_path / "spoiled.json").write_text(json.dumps(document), "utf-8")
    options = {"convert": ["--to", "se-2020"], "render": ["-o", "page.html"]}.get(command, [])
    ran = kompass(command, "spoiled.json", *options)
    assert ran.code == 1
    assert f"spoiled.json: /scorecards/0{place}: " in ran.err
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize("command", ["score", "convert", "compare", "render", "cohort"])
def test_a_scorecard_on_an_edition_that_is_not_installed_is_refused(kompass, tmp_path, written, command):
    document = deepcopy(written["scorecards"])
    for card in document["scorecards"]:
        card["edition"] = card["assessment"]["edition"] = "xx-9999"
        card["assessment"]["release"] = card["assessment"]["digest"] = None
    (tmp_path / "spoiled.json").write_text(json.dumps(document), "utf-8")
    options = {"convert": ["--to", "se-2020"]}.get(command, [])
    ran = kompass(command, "spoiled.json", *options)
    assert (ran.code, "'xx-9999', which is not installed" in ran.err) == (1, True)
    assert kompass("check", "spoiled.json").code == 0, "it may be on a draft that only its author has"


def test_another_digest_is_found_by_check_too(kompass, tmp_path, written):
    document = spoiled(written["assessments"], (("assessments", 0, "digest"), "0" * 64))
    (error,) = problems_of(kompass, tmp_path, document, "check")
    assert (error["code"], error["pointer"]) == ("altered-release", "/assessments/0/digest")


def shortened(data):
    """Return a document with at most one of anything, so that every way to spoil it can be tried."""
    if isinstance(data, dict):
        return {key: shortened(value) for key, value in data.items()}
    return [shortened(value) for value in data[:1]] if isinstance(data, list) else data


def places(data, path=()):
    yield path
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        yield from places(value, (*path, key))


def test_whatever_the_schema_refuses_the_reader_refuses(written, fits_shipped):
    """Rule: an assessment that does not fit its schema is read by no command."""
    data = shortened(written["assessments"]["assessments"][0])
    assert fits_shipped("assessment", data)
    assert assessments_from_data({"assessments": [data]}).assessments
    tried = 0
    for *steps, last in filter(None, places(data)):
        for wrong in (None, True, -7, 0, 1.5, 123456, "", " ", "x", "1.5", "-3", [], ["x"], {}, {"x": 1}):
            copy = deepcopy(data)
            here = copy
            for step in steps:
                here = here[step]
            here[last] = wrong
            # A whole quantity is read as a number too, which loses nothing.
            if fits_shipped("assessment", copy) or (last in QUANTITIES and type(wrong) is int):
                continue
            tried += 1
            with suppress(InputError):
                assessments_from_data({"assessments": [copy]})
                pytest.fail(f"{pointer(*steps, last)} may be {wrong!r}")
    assert tried > len(data)


ROOT = REPORT.parents[2]
TOML = [
    ("mapping", 'release = "', 'release = "x', "/release"),
    ("mapping", 'authors = ["kompass-spec"]', 'authors = [" "]', "/authors/0"),
    ("mapping", 'id = "angelholm-2016"', 'id = "report-2017"', "/sources/1"),
    ("mapping", 'title = "Stort kliv i Kommunkompassen"', 'title = ""', "/sources/1/title"),
    ("mapping", 'date = "2017"', 'date = "2017-02-30"', "/sources/0/date"),
    ("mapping", 'areas = ["3", "5", "7"]', 'areas = ["total"]', "/statements/0"),
    ("mapping", 'areas = ["3", "5", "7"]', 'areas = ["3", "3"]', "/statements/0"),
    ("dataset", 'id = "', 'id = " ', "/id"),
    ("dataset", 'edition = "se-2016"', 'edition = "SE 2016"', "edition"),
    ("dataset", 'code = "2284"', 'code = " "', "/results/0/organisation/code"),
    ("register", 'country = "SE"', 'country = "Sweden"', "/country"),
    ("register", 'title = "', 'title = " "\n# "', "/title"),
    ("register", "[names]\n", '[names]\n" " = "Nobody"\n', "/names/ "),
]  # fmt: skip
FILES = {
    "mapping": "frameworks/kompass_frameworks/mappings/se-2010-to-se-2016/mapping.toml",
    "dataset": "plugins/kompass-results-nordic/src/kompass_results_nordic/results.toml",
    "register": "frameworks/kompass_frameworks/organisations/se.toml",
}


@pytest.mark.parametrize(("name", "old", "new", "place"), TOML)
def test_what_people_write_is_checked_as_strictly(kompass, tmp_path, name, old, new, place):
    text = (ROOT / FILES[name]).read_text("utf-8")
    assert old in text
    file = tmp_path / f"{name}.toml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    ran = kompass("check", file, "--json")
    assert ran.code == 1
    assert any(one["pointer"].endswith(place) for one in ran.json["errors"]), ran.json["errors"][:3]
