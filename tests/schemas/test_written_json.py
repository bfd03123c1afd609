"""Every JSON that any command writes, to the terminal or to a file, fits the schema of its document."""

import json
import re
import shutil
from contextlib import redirect_stdout
from copy import deepcopy
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import HealthCheck, given, settings, strategies as st
from schema_generator.documents import DOCUMENTS, WRITES

from kompass_spec import InputError, Registry, load_plugins, load_registry, score_assessment
from kompass_spec.cli import main
from kompass_spec.cli.commands import COMMANDS
from kompass_spec.documents.datasets import read_dataset
from kompass_spec.documents.mappings import mapping_data, released_mapping
from kompass_spec.documents.schemas import read_schema
from kompass_spec.documents.scorecards import scorecard_data, scorecard_from_data
from kompass_spec.documents.structure import unstructure
from kompass_testing.strategies import assessments, editions

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs/examples/ornskoldsvik-2017.md"
SAMPLE = ROOT.parent / "shared/samples/ornskoldsvik-2017-report.md"
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
TYPED = {
    "edition": "se-2016",
    "organisation": {"name": "Lund", "kind": "municipality"},
    "observations": [{"item": "1", "quantity": "points", "value": "71"}],
}
RESULTS = ROOT / "plugins/kompass-results-nordic/src/kompass_results_nordic/results.toml"
SCORERS = load_plugins("scorers")
BY = ("--date", "2027-03-01", "--reviewed-by", "A. Reviewer")


@pytest.fixture(scope="module")
def desk(tmp_path_factory, first_published):
    """A folder with reports and files of every kind, right and wrong."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(first_published, folder / "framework")
    draft = folder / "framework/editions/se-2016/edition.toml"
    text = draft.read_text("utf-8").replace("Informerar invånare om", "Informeras invånare om", 1)
    draft.write_text(text.replace('release = "1.0.0"', 'release = "2.0.0"', 1), "utf-8")
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    (folder / "private.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "public.pem").write_bytes(
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    for name in ("signed", "branch", "main"):
        shutil.copytree(folder / "framework", folder / name)
    for name, release in (("branch", "se-2010@1.0.0"), ("main", "se-2020@1.0.0")):
        withdrawal = ("--withdraw", "Wrong.", *BY, "--framework", str(folder / name))
        with redirect_stdout(StringIO()):
            assert main(["release", release, *withdrawal]) == 0
    shutil.copy(SAMPLE if SAMPLE.exists() else REPORT, folder / "report.md")
    shutil.copy(REPORT, folder / "example.md")
    printed = REPORT.read_text("utf-8")
    wrong = printed.replace("11\t20\t55%", "17\t20\t55%").replace("17\t20\t84%", "17\t30\t84%")
    (folder / "wrong.md").write_text(wrong, "utf-8")
    guide = (ROOT / "docs/how-to/type-in-a-result.md").read_text("utf-8")
    (folder / "typed.md").write_text(re.findall(r"```markdown\n(.*?)```", guide, re.DOTALL)[0], "utf-8")
    shutil.copy(folder / "typed.md", folder / "lund.md")
    (folder / "typed.json").write_text(json.dumps({"assessments": [TYPED]}), "utf-8")
    (folder / "empty.md").write_bytes(b"")
    (folder / "binary.md").write_bytes(b"\x00\x01")
    (folder / "broken.json").write_text('{"assessments": [{"edition": 1}], "x": 1}', "utf-8")
    (folder / "broken.toml").write_text('id = "xx"\nmax = 1,5\n', "utf-8")
    (folder / "wrong.toml").write_text('id = "xx"\n[[areas]]\ncode = 7\n', "utf-8")
    (folder / "set.sssom.tsv").write_text("#license: x\nsubject_id\tobject_id\n\n", "utf-8")
    (folder / "catalog.json").write_text('{"catalog": {}}', "utf-8")
    return folder


def ran(desk, monkeypatch, capfdbinary, *arguments):
    """Return the exit code and what the command wrote as JSON, run in the folder."""
    monkeypatch.chdir(desk)
    code = main([*arguments, "--json"])
    written = capfdbinary.readouterr()
    assert written.err == b""
    return code, json.loads(written.out)


GOOD = [
    "editions",
    "show se-2016",
    "show se-2010",
    "show se-2002",
    "show se-2016 7",
    "show se-2016 7.2",
    "show framework/editions/se-2016/edition.toml",
    "check",
    (
        "check example.json typed.json scorecards.json framework/editions framework/mappings"
        " framework/organisations"
    ),
    "import report.md -o example.json",
    "import typed.md",
    "import typed.json",
    "score report.md -o scorecards.json",
    "score wrong.md --explain 6 -o explained.json",
    "score typed.md",
    "score typed.json",
    "score scorecards.json",
    "convert report.md --to se-2010 --explain all -o conversions.json",
    "verify-certificate conversions.json explained.json",
    "convert typed.md --to se-2020",
    "convert scorecards.json --to se-2016",
    "compare report.md -o comparison.json",
    "compare typed.md wrong.md --to se-2010",
    "compare typed.md report.md --questions",
    "render scorecards.json -o page.html",
    "report report.md -o page.md",
    "template se-2016 -o workbook.xlsx",
    "report typed.md lund.md -o pages --to markdown",
    "diff se-2016 se-2016@1.0.0",
    "diff se-2010 se-2016",
    "diff se-2016 se-2020",
    "diff se-2016 framework/editions/se-2016/edition.toml",
    f"release framework/editions/se-2016/edition.toml {' '.join(BY[:3])} Reviewer --dry-run",
    (
        f"release se-2020 --hand-over kompass-other --reason Theirs {' '.join(BY[:3])} R --framework"
        " framework --dry-run"
    ),
    f"release se-2010@1.0.0 --withdraw Wrong {' '.join(BY[:3])} Reviewer --framework framework --dry-run",
    f"release --proposed {' '.join(BY[:3])} Reviewer --framework framework --dry-run",
    f"release --proposed {' '.join(BY[:3])} Reviewer --framework main --dry-run",
    "release --join main --framework branch --dry-run",
    "verify",
    "verify --drafts",
    "verify --pin kompass.lock",
    "sign --key private.pem --framework signed --distribution kompass-other",
    "sign --key private.pem --framework signed --distribution kompass-other",
    "schema",
    "schema edition -o edition.json",
    "cohort --edition se-2010 -o cohorts.json",
    "cohort typed.md --to se-2010",
    "new plugin --kind importer --name csv -o made",
    "plugins",
]
BAD = [
    "show xx-1999",
    "show se-2016 9.9",
    "check empty.md broken.json broken.toml wrong.toml nothing.toml catalog.json",
    "import nothing.md",
    "import empty.md binary.md typed.md",
    "score broken.json",
    "score typed.json --scorer none",
    "score typed.md nothing.md",
    "convert example.md --to xx-1999",
    "convert typed.md nothing.md --to se-2010",
    "convert example.md --to se-2002",
    "compare nothing.md",
    "compare typed.md nothing.md",
    "render broken.json -o page.html",
    "report example.md",
    "template se-2016 -o workbook.docx",
    "report typed.md nothing.md -o pages --to markdown",
    "diff se-2016 xx-1999",
    f"release framework/editions/se-2020/edition.toml {' '.join(BY[:3])} Reviewer --dry-run",
    "release framework/editions/se-2016/edition.toml --date yesterday --dry-run",
    "release --dry-run",
    "release --proposed --framework framework",
    "release --join nothing --framework branch",
    "release --join main --framework branch --withdraw Wrong",
    "sign --key public.pem --framework signed",
    "verify --key public.pem",
    "verify-certificate typed.json broken.json",
    "verify --key private.pem",
    "lint-mapping set.sssom.tsv catalog.json",
    "lint-mapping set.sssom.tsv nothing.tsv",
    "schema nothing",
    "cohort nothing.md",
    "new plugin --kind painter --name csv -o painted",
    "frobnicate",
    "editions --all",
]


def documents_of(command, data):
    """Return the documents that the outcome of a command may be; without a result it is one of errors."""
    return ("errors",) if set(data) == {"errors"} else WRITES[command]


@pytest.mark.parametrize("line", [*GOOD, *BAD])
def test_what_a_command_writes_fits_its_schema(
    line, desk, monkeypatch, capfdbinary, check_shipped, check_complete
):
    arguments = line.split(" ")
    for needed in ("example.json", "scorecards.json"):
        if needed in arguments and "-o" not in arguments[: arguments.index(needed)]:
            make(desk, monkeypatch, capfdbinary, needed)
    code, data = ran(desk, monkeypatch, capfdbinary, *arguments)
    assert (code in {0, 1}) if line in GOOD else (code in {1, 2})
    names = documents_of(arguments[0], data)
    for check in (check_shipped, check_complete):
        wrong = {name: check(name, data) for name in names}
        assert [] in wrong.values(), wrong
    if (
        "-o" in arguments
        and arguments[arguments.index("-o") + 1].endswith(".json")
        and arguments[0] != "schema"
    ):
        written = json.loads((desk / arguments[arguments.index("-o") + 1]).read_bytes())
        (name,) = names
        assert check_shipped(name, written) == check_complete(name, written) == []


def make(desk, monkeypatch, capfdbinary, name):
    """Make a file that a command reads, unless another test has."""
    if not (desk / name).exists():
        command = {"example.json": "import", "scorecards.json": "score"}[name]
        ran(desk, monkeypatch, capfdbinary, command, "report.md", "-o", name)


def test_every_command_is_run_with_good_and_bad_input():
    run = {line.split(" ")[0] for line in (*GOOD, *BAD)}
    assert run - {"frobnicate"} == set(COMMANDS)


def test_what_was_released_fits_its_schema_and_so_does_what_a_release_writes(
    desk, monkeypatch, capfdbinary, check_shipped
):
    shutil.copytree(desk / "framework", desk / "published")
    draft = "published/editions/se-2016/edition.toml"
    code, _ = ran(desk, monkeypatch, capfdbinary, "release", draft, *BY)
    assert code == 0
    kinds = {"edition": 0, "mapping": 0, "scorecard": 0}
    for line in (desk / "published/ledger.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        whole = {
            "entry": entry,
            "difference": None,
            "line": "",
            "content": None,
            "changelog": "",
            "written": True,
        }
        assert check_shipped("release", whole) == []
        kinds[entry["kind"]] += 1
        assert (
            check_shipped(entry["kind"], json.loads((desk / "published" / entry["file"]).read_bytes())) == []
        )
    assert all(kinds.values())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=30)
@given(data=st.data())
def test_any_assessment_and_its_scorecard_fit(data, check_shipped, check_complete):
    edition = data.draw(editions())
    assessment = data.draw(assessments(edition))
    registry = Registry.of([edition])
    card = score_assessment(assessment, registry=registry, plugins=SCORERS)
    for check in (check_shipped, check_complete):
        assert check("edition", unstructure(edition)) == []
        assert check("assessment", unstructure(assessment)) == []
        assert check("scorecard", scorecard_data(card)) == []


# What each schema refuses: a document of every kind, and all ways to spoil it.


@pytest.fixture(scope="module")
def outputs(desk):
    """Return a document of every kind, as the commands write it."""
    lines = {
        "certificate": "score wrong.md --explain 6 -o explained.json",
        "edition": "show se-2016",
        "item": "show se-2016 7",
        "assessments": "import example.md",
        "scorecards": "score wrong.md",
        "conversions": "convert example.md --to se-2010",
        "comparison": "compare example.md",
        "cohorts": "cohort typed.md",
        "scaffold": "new edition is-2024 -o drawn",
        "written": "report example.md -o page.html",
        "difference": "diff se-2010 se-2016",
        "release": f"release framework/editions/se-2016/edition.toml {' '.join(BY[:3])} R --dry-run",
        "joining": "release --join main --framework branch --dry-run",
        "proposal": f"release --proposed {' '.join(BY[:3])} R --framework framework --dry-run",
        "signature": "sign --key private.pem --framework signed --distribution kompass-other",
        "verification": "verify",
        "certified": "verify-certificate explained.json",
        "findings": "lint-mapping catalog.json",
        "checked": "check",
        "editions": "editions",
        "plugins": "plugins",
        "schemas": "schema",
        "errors": "show xx-1999",
    }
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, line in lines.items():
            found[name] = written_by(line, desk, patch)
    found["certificate"] = found["certificate"]["certificates"][0]
    for one in ("assessment", "scorecard", "conversion", "cohort"):
        found[one] = found[f"{one}s"][f"{one}s"][0]
    found["problem"] = found["errors"]["errors"][0]
    release = FRAMEWORK / "releases/se-2010-to-se-2016/1.0.0.json"
    found["mapping"] = mapping_data(released_mapping(release.read_text("utf-8"), "", load_registry()))
    found["register"] = {
        "country": "SE", "kind": "municipality", "publisher": "SCB", "title": "Kommuner",
        "names": {"2284": "Ö"},
    }  # fmt: skip
    found["dataset"] = unstructure(read_dataset(RESULTS.read_text("utf-8"), "results.toml"))
    return {name: shortened(data) for name, data in found.items()}


def shortened(data):
    """Return a document with at most one of anything, so that every way to spoil it can be tried."""
    if isinstance(data, dict):
        return {key: shortened(value) for key, value in data.items()}
    return [shortened(value) for value in data[:1]] if isinstance(data, list) else data


def written_by(line, desk, patch):
    """Return what a command writes, caught without a fixture
    so that it can be kept for all tests of the module."""
    # What takes the function from there by its name must have the real one before it is replaced.
    import_module("kompass_spec.cli.pages")
    caught: list[bytes] = []
    patch.chdir(desk)
    patch.setattr("kompass_spec.cli.output.write_output", caught.append)
    main([*line.split(" "), "--json"])
    patch.undo()
    return json.loads(b"".join(caught))


def places(data, path=()):
    """Iterate over the places of all tables and all texts in a document."""
    yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from places(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from places(value, (*path, number))


def spoiled(data, path, change):
    """Return a copy of a document in which something at a place was changed."""
    copy = deepcopy(data)
    here = copy
    for step in path[:-1]:
        here = here[step]
    if path:
        here[path[-1]] = change(here[path[-1]])
        return copy
    return change(copy)


BY_LANGUAGE = {"title", "text", "names", "reasons", "notes", "scope", "note_in", "rights_in"}
QUANTITIES = {
    "low", "high", "width", "max", "printed", "sum_of_printed", "lost", "value", "precision", "lowest",
    "highest",
    "expected", "cost",
}  # fmt: skip


NO_DOCUMENT: tuple[object, ...] = (None, [], "text", 1, {})
NO_QUANTITY: tuple[object, ...] = (74.5, "1,5", "74.", [])
PERHAPS = {"errors", "criteria", "figure", "note_in", "plus", "rights_in", "scorer", "url", "warnings"}
"""Keys that are not always there."""


def is_table(path, value):
    """Tell a table with keys of ours from one by language or official code."""
    keyed = {step for step in path[-2:] if isinstance(step, str)}
    return isinstance(value, dict) and not keyed & BY_LANGUAGE


def depth_of(name):
    """Say how deep a document is spoiled: what several hold is spoiled where one holds it."""
    return 3 if name in {"assessments", "scorecards"} else 99


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_schema_refuses_what_is_not_such_a_document(name, outputs, fits_shipped, fits_complete):
    data = outputs[name]
    assert fits_shipped(name, data)
    inside = [(path, value) for path, value in places(data) if len(path) < depth_of(name)]
    tables = [path for path, value in inside if is_table(path, value)]
    texts = [path for path, value in inside if isinstance(value, str)]
    figures = [path for path in texts if path[-1] in QUANTITIES]
    assert tables
    assert figures or name not in {"edition", "assessment", "scorecard", "conversions", "comparison"}
    for path in tables:
        extra = spoiled(data, path, lambda value: {**value, "surely-not-a-key": 1})
        assert not fits_complete(name, extra), path
        # How much is known of the editions is only written, and nobody's to read again.
        assert not (DOCUMENTS[name].closed and fits_shipped(name, extra)) or "editions" in path, path
    for path in figures:
        for wrong in NO_QUANTITY:
            assert not fits_shipped(name, spoiled(data, path, lambda _, wrong=wrong: wrong)), (path, wrong)
    for path in texts:
        assert not fits_shipped(name, spoiled(data, path, lambda _: 7.5)), path
    for other in NO_DOCUMENT:
        assert not fits_shipped(name, other)


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_schema_refuses_a_document_in_which_a_key_is_missing(name, outputs, fits_shipped, fits_complete):
    data = outputs[name]
    required = read_schema(name).get("required", ())
    assert required or name == "item"
    for key in required:
        assert not fits_shipped(name, {k: v for k, v in data.items() if k != key}), key
    for path, value in places(data):
        if not is_table(path, value) or len(path) >= depth_of(name):
            continue
        for key in value:
            lacking = spoiled(data, path, lambda table, key=key: {k: v for k, v in table.items() if k != key})
            assert not fits_complete(name, lacking) or key in PERHAPS, (path, key)


WORSE = [
    ("edition", ("areas", 0, "code"), 1),
    ("edition", ("areas", 0, "code"), "1:x"),
    ("edition", ("areas", 0, "title"), {}),
    ("edition", ("areas", 0, "title"), {"svenska": "Område"}),
    ("edition", ("areas", 0, "title"), {"sv": " "}),
    ("edition", ("areas", 0, "headings", 0, "code"), "1"),
    ("edition", ("valid_from",), "mars 2016"),
    ("edition", ("completeness",), "whole"),
    ("edition", ("id",), "SE 2016"),
    ("edition", ("areas",), {}),
    ("edition", ("areas",), []),
    ("edition", ("areas", 0, "max"), "0"),
    ("edition", ("areas", 0, "max"), "-7"),
    ("edition", ("areas", 0, "max"), 0),
    ("edition", ("areas", 0, "questions", 0, "max"), "0.00"),
    ("dataset", ("results", 0, "figures", 0, "points"), "-7"),
    ("dataset", ("results", 0, "figures", 0, "points"), -7),
    ("dataset", ("results", 0, "figures", 0, "precision"), "0"),
    ("dataset", ("results", 0, "cited"), []),
    ("dataset", ("results", 0, "year"), -7),
    ("dataset", ("results", 0, "year"), 99999),
    ("dataset", ("means", 0, "cited"), []),
    ("dataset", ("means", 0, "figures"), []),
    ("dataset", ("title",), {"not a tag": "Results"}),
    ("dataset", ("title",), {"en": " "}),
    ("assessment", ("year",), -7),
    ("assessment", ("source", "sha256"), "abc"),
    ("assessment", ("digest",), "A" * 64),
    ("assessment", ("year",), "2017"),
    ("assessment", ("year",), 2017.5),
    ("assessment", ("year_inferred",), "no"),
    ("assessment", ("period",), "våren 2017"),
    ("assessment", ("observations", 0, "item"), ""),
    ("assessment", ("observations", 0, "line"), 0),
    ("assessment", ("observations", 0, "quantity"), "euros"),
    ("assessment", ("organisation", "kind"), "country"),
    ("scorecard", ("total", "low"), "-5"),
    ("scorecard", ("total", "low"), "007"),
    ("scorecard", ("total", "low"), "2/04"),
    ("scorecard", ("areas", 0, "max"), "-1"),
    ("scorecard", ("areas", 0, "questions", 0, "high"), "-1"),
    ("scorecard", ("year",), 17),
    ("scorecard", ("total", "share", "low"), "1.5"),
    ("scorecard", ("total", "share", "low"), 0.5),
    ("scorecard", ("discrepancies", 0, "kind"), "error"),
    ("scorecard", ("areas", 0, "questions", 0, "contradicted"), None),
    ("mapping", ("source",), "se-2010"),
    ("mapping", ("links", 0, "relation"), "same"),
    ("mapping", ("links", 0, "source"), []),
    ("mapping", ("links", 0, "source"), "1"),
    ("mapping", ("links", 0, "of_source"), 0.5),
    ("mapping", ("links", 0, "of_source"), ["1/2"]),
    ("mapping", ("statements", 0, "low"), 40.5),
    ("conversions", ("conversions", 0, "total", "basis"), "sure"),
    ("conversions", ("conversions", 0, "total", "low"), "-1"),
    ("comparison", ("rows", 0, "cells", 0, "low"), "-1"),
    ("conversions", ("conversions", 0, "total", "adjusted", "low"), 589.8),
    ("comparison", ("rows", 0, "changes", 0, "verdict"), "better"),
    ("comparison", ("columns",), []),
    ("verification", ("ledgers", 0, "head"), "none"),
    ("release", ("entry", "date"), "2026-02-30"),
    ("release", ("entry", "kind"), "report"),
    ("plugins", ("plugins", 0, "kinds"), []),
    ("errors", ("errors", 0, "pointer"), "areas/0"),
    ("errors", ("errors",), []),
]


@pytest.mark.parametrize(("name", "path", "wrong"), WORSE)
def test_a_schema_knows_what_stands_where(name, path, wrong, outputs, check_shipped):
    assert check_shipped(name, spoiled(outputs[name], path, lambda _: wrong)), path


SCORE = {"low", "high", "max", "printed", "sum_of_printed"}
CONVERTED = {"low", "high", "basis", "max", "assumed", "adjusted", "reason"}
WHO = {"edition", "organisation", "year"}
PROMISED = [
    ("editions", ("editions", 0),
    {"id", "release", "publisher", "country", "valid_from", "valid_to", "completeness", "areas",
    "questions"}),
    ("edition", (), {"id", "areas"}),
    ("edition", ("areas", 0), {"code", "title", "max", "headings", "questions"}),
    ("edition", ("areas", 0, "questions", 0), {"code", "text", "max"}),
    ("assessments", (), {"assessments", "warnings"}),
    ("assessments", ("assessments", 0), WHO | {"year_inferred", "observations", "source", "findings"}),
    ("assessments", ("assessments", 0, "organisation"), {"name", "kind", "country", "code"}),
    ("assessments", ("assessments", 0, "observations", 0), {"item", "quantity", "value", "line"}),
    ("assessments", ("assessments", 0, "source"), {"file", "sha256"}),
    ("assessments", ("assessments", 0, "findings", 0), {"area", "kind", "text", "line"}),
    ("scorecards", ("scorecards", 0), WHO | {"total", "areas", "discrepancies"}),
    ("scorecards", ("scorecards", 0, "total"), SCORE),
    ("scorecards", ("scorecards", 0, "areas", 0), SCORE | {"code", "questions"}),
    ("scorecards", ("scorecards", 0, "areas", 0, "questions", 0), SCORE | {"code"}),
    ("scorecards", ("scorecards", 0, "discrepancies", 0), {"kind", "items", "message", "lines"}),
    ("errors", ("errors", 0), {"message", "file", "pointer"}),
    ("conversions", ("conversions", 0),
    {"from", "to", "organisation", "year", "total", "areas", "weakest_links"}),
    ("conversions", ("conversions", 0, "total"), CONVERTED),
    ("conversions", ("conversions", 0, "areas", 0), CONVERTED | {"code", "questions"}),
    ("conversions", ("conversions", 0, "total", "assumed"), {"low", "high", "links"}),
    ("conversions", ("conversions", 0, "total", "adjusted"), {"low", "high", "statement"}),
    ("comparison", (), {"edition", "columns", "rows"}),
    ("comparison", ("columns", 0), WHO),
    ("comparison", ("rows", 0), {"item", "cells", "changes"}),
    ("comparison", ("rows", 0, "cells", 0), {"low", "high", "printed", "basis"}),
    ("comparison", ("rows", 0, "changes", 0), {"low", "high", "verdict", "reason", "assumed", "adjusted"}),
    ("difference", (), {"changes", "step"}),
    ("difference", ("changes", 0), {"kind", "from", "to", "reason"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "path", "keys"), PROMISED)
def test_the_keys_that_programs_were_promised_are_written_and_must_be(
    name, path, keys, outputs, check_complete
):
    here = outputs[name]
    for step in path:
        here = here[step]
    assert here is None or keys <= set(here)
    for key in keys if here is not None else ():
        lacking = spoiled(
            outputs[name], path, lambda table, key=key: {k: v for k, v in table.items() if k != key}
        )
        assert check_complete(name, lacking), key


WHOLE = ("edition", "organisation", "year", "total", "areas", "discrepancies", "assessment")


@pytest.mark.parametrize("key", WHOLE)
def test_what_is_written_of_a_score_lacks_nothing(key, outputs, check_shipped):
    """A released scorecard leaves out what is null or empty; ``kompass score`` never does."""
    lacking = {name: value for name, value in outputs["scorecard"].items() if name != key}
    assert check_shipped("scorecards", {**outputs["scorecards"], "scorecards": [lacking]})
    assert bool(check_shipped("scorecard", lacking)) is (key not in {"year", "discrepancies"})


@pytest.mark.parametrize("key", ["printed", "sum_of_printed"])
def test_what_is_written_of_an_item_says_what_was_printed_of_it(key, outputs, check_shipped):
    path = ("scorecards", 0, "total")
    lacking = spoiled(
        outputs["scorecards"], path, lambda score: {name: one for name, one in score.items() if name != key}
    )
    assert check_shipped("scorecards", lacking)


@pytest.mark.parametrize("key", ["total", "areas", "assessment"])
def test_a_scorecard_is_not_read_without_what_nobody_can_compute(key, outputs):
    lacking = {name: value for name, value in outputs["scorecard"].items() if name != key}
    with pytest.raises(InputError, match=f"The key '{key}' is missing from a scorecard"):
        scorecard_from_data(lacking)


def test_errors_and_warnings_have_one_shape(outputs, check_complete):
    (error,) = outputs["errors"]["errors"]
    assert list(error) == ["code", "message", "file", "pointer", "line"]
    warnings = [warning for data in outputs.values() for warning in data.get("warnings", [])]
    assert warnings
    assert all(list(warning) == list(error) for warning in warnings)
    for key in error:
        lacking = {name: value for name, value in error.items() if name != key}
        assert check_complete("errors", {"errors": [lacking]})


def test_a_document_that_only_the_package_writes_may_grow(outputs, check_shipped):
    """docs/reference/json.md: "Keys may be added in later versions; those on this page stay."."""
    for name, document in DOCUMENTS.items():
        if not document.closed:
            assert check_shipped(name, {**outputs[name], "later": 1}) == []


@pytest.mark.parametrize("share", ["3/4", ["1/2", "3/4"], {"low": "1/2", "high": "3/4"}, 1, None])
def test_a_share_may_be_written_in_three_ways(share, outputs, check_shipped):
    assert (
        check_shipped(
            "mapping", spoiled(outputs["mapping"], ("links", 0), lambda link: {**link, "of_source": share})
        )
        == []
    )
