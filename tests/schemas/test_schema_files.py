"""The shipped schemas are what the classes say, say what
every key means, and mean the same to every validator."""

import re
import runpy
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from schema_generator.documents import BASE, DIALECT, DOCUMENTS, WRITES, schema_of
from schema_generator.values import VALUES

from kompass_spec.cli import main
from kompass_spec.cli.commands import COMMANDS
from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.schemas import read_schema, schema_bytes, schema_names

ROOT = Path(__file__).parents[2]
REFRESH = runpy.run_path(str(ROOT / "tests/schemas/refresh_schemas.py"))
NAMES = sorted(DOCUMENTS)


def tables(schema):
    """Iterate over every part of a schema that is a table."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from tables(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from tables(value)


def test_the_shipped_files_are_what_the_classes_say():
    shipped = {path.name: path.read_bytes() for path in REFRESH["FOLDER"].iterdir()}
    wanted = REFRESH["generated"]()
    assert set(shipped) == set(wanted)
    differing = [name for name, content in wanted.items() if shipped[name] != content]
    assert differing == [], "Run `uv run python tests/schemas/refresh_schemas.py` and read the difference."


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_of_2020_12_with_an_identifier_and_words(name):
    schema = read_schema(name)
    Draft202012Validator.check_schema(schema)
    assert (schema["$schema"], schema["$id"]) == (DIALECT, f"{BASE}{name}.json")
    assert schema["title"]
    assert schema["description"].endswith((".", "writes."))
    undescribed = [
        key
        for table in tables(schema)
        for key, shape in table.get("properties", {}).items()
        if isinstance(shape, dict) and "description" not in shape
    ]
    assert undescribed == []


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_holds_all_that_it_refers_to_and_nothing_else(name):
    schema = read_schema(name)
    referred = {table["$ref"] for table in tables(schema) if "$ref" in table}
    assert referred == {f"#/$defs/{definition}" for definition in schema["$defs"]}


@pytest.mark.parametrize("name", NAMES)
def test_points_say_that_they_are_points(name):
    """Quantities without a unit are what a reader gets wrong first."""
    units = re.compile(r"point|quantity|fraction|share|percent|unit|maximum|sum", re.IGNORECASE)
    for table in tables(read_schema(name)):
        for key, shape in table.get("properties", {}).items():
            if "#/$defs/quantity" in str(shape) or "#/$defs/fraction" in str(shape):
                assert units.search(shape["description"]) or key in {
                    "low",
                    "high",
                    "confidence",
                    "value",
                }, key


def test_patterns_mean_the_same_in_every_language():
    """ECMA-262 and Python read them alike: no classes that
    Unicode or a flag changes, nothing that only one has."""
    for kind in VALUES.values():
        pattern = kind.get("pattern", "^$")
        assert re.fullmatch(r"\^.*\$", pattern)
        assert not re.search(r"\\[dwWbBAZpP]|\(\?", pattern)
        for example in kind["examples"]:
            assert "pattern" not in kind or re.search(pattern, example)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (
            "quantity",
            [
                "1,5",
                "1.",
                ".5",
                "1/0",
                "1/00",
                "1e3",
                " 1",
                "+1",
                "1/2/3",
                "٣",
                "",
                "1.5/2",
            ],
        ),
        ("amount", ["-1", "007", "-0", "1."]),
        ("positive", ["0", "0.0", "0/3", "-1", "007", "00.5"]),
        ("fraction", ["-1", "2", "1.5", "-0.5", "1/0", "01.1"]),
        ("date", ["2016-13", "2016-00", "16", "2016-1", "2016-02-32", "mars 2016", "2016-02-01T00:00"]),
        ("period", ["2017-02-2017-03", "2017/", "/2017", "2017/2018/2019"]),
        ("version", ["1.0", "01.0.0", "1.0.0.0", "v1.0.0"]),
        ("sha256", ["A" * 64, "0" * 63, "0" * 65, "g" * 64]),
        ("edition-id", ["se_2016", "SE-2016", "-se", "se-", "se--2016", ""]),
        (
            "day",
            ["2026-02-30", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-1", "2026-01-00", "2026-01"],
        ),
        ("pointer", ["areas/0", "/a~", "/a~2b"]),
        ("pinned-edition", ["se-2016", "se-2016@", "se-2016@1.0.0"]),
        ("language", ["SV", "sv-se", "svenska"]),
        ("country", ["se", "SWE"]),
        ("code", ["7.", "7..2", "x", "7:analys", "1234", "total"]),
        ("heading-code", ["7", "7:", "7:-analys", "7:analys-", "7:två ord", "7:a.b"]),
        ("item", ["", "Total", "7.x"]),
        ("release-file", ["../x/1.0.0.json", "releases/x.json", "releases/a/b/c.json"]),
        ("problem-code", ["Unknown", "unknown_key"]),
    ],
)
def test_a_kind_of_text_refuses_what_is_none(kind, wrong):
    accepted = [text for text in wrong if re.search(VALUES[kind]["pattern"], text)]
    assert accepted == []


def test_every_command_says_which_documents_it_writes():
    assert set(WRITES) == set(COMMANDS)
    assert {name for names in WRITES.values() for name in names} <= set(DOCUMENTS)


def test_what_only_the_package_writes_may_grow():
    """docs/reference/json.md: "Keys may be added in later versions"; what is read refuses them."""
    for name, document in DOCUMENTS.items():
        schema = read_schema(name)
        if "properties" in schema:
            assert ("additionalProperties" in schema) is document.closed
        assert "additionalProperties" in str(schema_of(name, complete=True))


SAID = {"edition": "edition-files.md", "register": "edition-files.md", "mapping": "mapping-files.md"}


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_documented(name):
    page = (ROOT / "docs/reference/schemas.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
    assert all(f"kompass {command}" in row for command, names in WRITES.items() if name in names)
    assert name not in SAID or SAID[name] in row


def test_the_command_lists_and_prints_them(capsys, tmp_path):
    assert main(["schema"]) == 0
    listed = capsys.readouterr().out
    assert all(f"\n{name} " in listed for name in NAMES)
    assert schema_names() == tuple(NAMES)
    assert main(["schema", "edition"]) == 0
    assert capsys.readouterr().out.encode() == schema_bytes("edition")
    assert main(["schema", "edition", "-o", str(tmp_path / "edition.json")]) == 0
    assert (tmp_path / "edition.json").read_bytes() == schema_bytes("edition")
    assert "Written to" in capsys.readouterr().out
    assert main(["schema", "editon"]) == 2
    assert f"There are: {', '.join(NAMES)}." in capsys.readouterr().err
    assert main(["schema", "-o", str(tmp_path / "x.json"), "--json"]) == 2
    assert parse_json(capsys.readouterr().out)["errors"][0]["code"] == "wrong-usage"


TOML = [
    *(("edition", path) for path in sorted(ROOT.glob("**/editions/*/edition.toml"))),
    *(("mapping", path) for path in sorted(ROOT.glob("**/mappings/*/mapping.toml"))),
    *(("dataset", path) for path in sorted(ROOT.glob("plugins/*/src/*/results.toml"))),
    *(("register", path) for path in sorted(ROOT.glob("**/organisations/*.toml"))),
]


@pytest.mark.parametrize(
    ("name", "path"),
    [one for one in TOML if not any(part.startswith(".") for part in one[1].relative_to(ROOT).parts)],
    ids=lambda value: value if isinstance(value, str) else value.parent.name,
)
def test_the_files_that_people_write_fit_their_schemas(name, path, check_shipped):
    assert check_shipped(name, tomllib.loads(path.read_text("utf-8"))) == []


def test_what_people_write_in_toml_may_be_written_in_short(check_shipped):
    edition = parse_json(
        (ROOT / "frameworks/kompass_frameworks/releases/se-2016/1.0.0.json").read_text("utf-8")
    )
    assert check_shipped("edition", edition) == []
    edition["areas"][0]["max"] = 100
    assert check_shipped("edition", edition) == []
    edition["areas"][0]["max"] = 100.5
    assert check_shipped("edition", edition) != []
    edition["areas"][0]["max"] = True
    assert check_shipped("edition", edition) != []
