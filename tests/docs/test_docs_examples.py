"""The example programs stand in the how-tos word for word, use what is documented, are typed, and run."""

import ast
import json
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kompass_spec

ROOT = Path(__file__).parents[2]
PROGRAMS = sorted(ROOT.glob("docs/examples/*.py"))
BLOCK = re.compile(r"^```python\n(# ([\w./-]+/[\w.-]+\.py)\n.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = {
    found[2]: found[1]
    for page in sorted(ROOT.glob("docs/how-to/*.md"))
    for found in BLOCK.finditer(page.read_text("utf-8"))
}
PLUGINS = {name: body for name, body in BLOCKS.items() if name.endswith("/plugin.py")}
"""The plugins that the how-tos write."""


def named(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("program", PROGRAMS, ids=named)
def test_a_how_to_shows_the_program(program):
    assert BLOCKS[named(program)] == program.read_text("utf-8")


def test_there_are_the_programs_and_the_plugins():
    assert {one.stem for one in PROGRAMS} >= {"service", "analysis", "evaluator", "comparison"}
    assert {"kompass-render-tsv", "kompass-import-csv"} <= {name.partition("/")[0] for name in PLUGINS}


@pytest.mark.parametrize(
    ("name", "body"), [*((named(one), one.read_text("utf-8")) for one in PROGRAMS), *PLUGINS.items()]
)
def test_they_use_only_what_the_reference_names(name, body):
    page = (ROOT / "docs/reference/python.md").read_text("utf-8")
    for node in ast.walk(ast.parse(body, name)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kompass_spec"):
            for used in (alias.name for alias in node.names):
                assert not used.startswith("_")
                if node.module == "kompass_spec":
                    assert used in dir(kompass_spec)
                else:
                    assert f"::: {node.module}\n" in page, f"{node.module} is not documented"
        if isinstance(node, ast.Attribute):
            assert not node.attr.startswith("_"), node.attr


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder that the programs may write to, with what they read."""
    shutil.copytree(ROOT / "docs/examples", tmp_path / "docs/examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.examples
@pytest.mark.parametrize("name", ["analysis", "evaluator", "comparison"])
def test_a_program_runs(name, desk):
    done = subprocess.run(
        [sys.executable, f"docs/examples/{name}.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    written = {"analysis": ["newest.parquet", "results.csv"], "evaluator": ["lund.html", "lund.json"]}
    assert all((desk / one).stat().st_size for one in written.get(name, []))


@pytest.mark.examples
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_the_service_answers(desk):
    from fastapi.testclient import TestClient  # noqa: PLC0415 - only the group `examples` has it
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - see above

    from kompass_spec.documents.schemas import read_schema  # noqa: PLC0415 - see above

    client = TestClient(runpy.run_path("docs/examples/service.py")["app"])
    answers = {"organisation": "Lund", "year": 2018, "percents": {"1.1": 75}}
    answer = client.post("/editions/se-2016/results", json=answers)
    assert answer.status_code == 200
    Draft202012Validator(read_schema("scorecard")).validate(answer.json())
    assert kompass_spec.Scorecard.from_json(answer.content)["1.1"].low == 11.25
    for body in (
        {"organisation": "Lund", "percents": {"9.9": 75, "1.1": 200}},
        {"organisation": 7, "year": "x", "percents": [1], "not_applicable": "2.4"},
        {"organisation": None},
        {"organisation": "Lund", "percent": {"1.1": 75}},
        {},
    ):
        refused = client.post("/editions/se-2016/results", json=body)
        assert refused.status_code == 422
        Draft202012Validator(read_schema("errors")).validate(refused.json())
    assert client.post("/editions/xx-2016/results", json={}).status_code == 422
    for content in (b'{"a":', b"[1]"):
        refused = client.post(
            "/editions/se-2016/results", content=content, headers={"content-type": "application/json"}
        )
        assert refused.status_code == 422
        Draft202012Validator(read_schema("errors")).validate(refused.json())
    report = (desk / "docs/examples/ornskoldsvik-2017.md").read_bytes()
    assert len(client.post("/reports/report.md", content=report).json()["assessments"]) == 3
    document = client.get("/openapi.json").json()
    defined = document["components"]["schemas"]
    references = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert references
    assert references <= set(defined)


@pytest.mark.examples
def test_type_checkers_find_nothing(desk):
    """Both see what takes numbers and texts in the place of fractions, and what every call returns."""
    for name, body in PLUGINS.items():
        file = desk / "plugins" / name.partition("/")[0].replace("-", "_") / "plugin.py"
        file.parent.mkdir(parents=True)
        file.write_text(body, "utf-8")
    (desk / "numbers.py").write_text(
        "from kompass_spec import Interval, Observation, Quantity\n"
        "seen = Observation(item='1.1', quantity=Quantity.PERCENT, value=75, precision='0.1')\n"
        "low, high = Interval(1, '2.5')\n",
        "utf-8",
    )
    (desk / "pyrightconfig.json").write_text('{"typeCheckingMode": "standard"}', "utf-8")
    places = ["docs/examples", "numbers.py", *map(str, sorted((desk / "plugins").iterdir()))]
    for place in [*(str(one) for one in sorted((desk / "docs/examples").glob("*.py"))), *places[1:]]:
        checked = subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", place], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stdout
    checked = subprocess.run(
        ["basedpyright", "--pythonpath", sys.executable], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
