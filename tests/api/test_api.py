"""The public API is a list: documented, there, and not broken without a version that says so."""

import ast
import re
import runpy
import sys
from copy import deepcopy
from importlib import import_module
from pathlib import Path

import pytest

import kompass_spec
from kompass_spec.plugins import hooks

SURFACE = runpy.run_path(str(Path(__file__).with_name("surface.py")))
COMPATIBILITY = (SURFACE["ROOT"] / "docs/reference/compatibility.md").read_text("utf-8")
DOCUMENTED = SURFACE["documented"]()


@pytest.fixture(scope="module")
def now():
    return SURFACE["surface"]()


@pytest.fixture(scope="module")
def frozen():
    return SURFACE["snapshot"]()


def test_nothing_of_the_last_release_is_broken_without_a_version_that_may(now, frozen):
    broken = SURFACE["breakages"](frozen, now)
    allowed = SURFACE["may_break"](frozen["version"], now["version"])
    assert allowed or broken == [], (
        "Take the change back, deprecate first, or raise the version; see docs/reference/compatibility.md."
    )


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="annotations are written as Python 3.11 does")
def test_what_changed_since_the_last_release_is_frozen_and_named(now):
    """docs/reference/compatibility.md: "the changelog names all that is new, gone or another"."""
    advice = "Read what changed, and write it with python tests/api/refresh_api.py --next."
    assert SURFACE["NEXT"].read_text("utf-8").splitlines() == SURFACE["CHANGES"]["snapshot_lines"](now), (
        advice
    )
    changelog = (SURFACE["ROOT"] / "CHANGELOG.md").read_text("utf-8")
    assert SURFACE["held_section"](changelog) == SURFACE["section"](now), advice


def test_every_document_that_fitted_the_schemas_of_the_last_release_still_fits(now, frozen):
    """docs/reference/schemas.md: "A change after which a document that
    fitted before … no longer fits gives all of them the next number"."""
    narrowed = list(
        SURFACE["NARROWING"]["narrowed"](SURFACE["frozen_schemas"](), SURFACE["NARROWING"]["schemas"]())
    )
    allowed = SURFACE["may_break"](frozen["version"], now["version"])
    assert allowed or narrowed == [], "Take the change back, or give the schemas the next number."


def test_every_exported_name_is_documented():
    home_of = {**kompass_spec._HOMES, **kompass_spec.model.HOMES}  # noqa: SLF001 - where each name is at home
    home_of |= {name: "kompass_spec.plugins.hooks" for name in hooks.__all__ if name not in home_of}
    missing = [
        f"{facade}.{name}"
        for facade in SURFACE["FACADES"]
        for name in SURFACE["public_names"](facade)
        if name != "__version__" and name not in DOCUMENTED.get(home_of[name], [])
    ]
    assert missing == [], "List them in docs/reference/python.md."


def imported_by_plugins():
    """Iterate over what our own plugins, the testing kit
    and the templates of new plugins import of the core."""
    for folder in (
        "plugins/*/src/**/*.py",
        "frameworks/**/*.py",
        "kompass_spec/cli/new/templates/*/*.py.template",
    ):
        for file in sorted(SURFACE["ROOT"].glob(folder)):
            code = re.sub(r"\$\{?(\w+)\}?", r"\1", file.read_text("utf-8"))
            for node in ast.walk(ast.parse(code)):
                if isinstance(node, ast.Import):
                    yield from ((file, name.name, None) for name in node.names)
                elif isinstance(node, ast.ImportFrom):
                    yield from ((file, node.module, name.name) for name in node.names)


def test_our_plugins_import_only_what_is_promised_to_everybody():
    """docs/reference/compatibility.md: "The plugins of this project import nothing else."""
    promised = SURFACE["exported"]()
    packages = {"kompass_spec", "kompass_spec.model", "kompass_spec.plugins"}
    further, seen = [], 0
    for file, module, name in imported_by_plugins():
        if (module or "").partition(".")[0] != "kompass_spec":
            continue
        seen += 1
        public = name in promised.get(module, []) or (module in packages and f"{module}.{name}" in promised)
        if not public and name != "*":
            further.append(f"{file.relative_to(SURFACE['ROOT'])}: {module}.{name}")
    assert seen > 100
    assert further == [], "Take it from a public name, or list it in docs/reference/python.md."


def test_every_documented_name_is_there_and_meant_for_others():
    missing = [
        f"{module}.{name}"
        for module, names in DOCUMENTED.items()
        for name in names
        if not hasattr(import_module(module), name) or name not in SURFACE["public_names"](module)
    ]
    assert missing == []
    assert sum(map(len, DOCUMENTED.values())) > 100


def test_every_public_object_says_what_it_is():
    silent = [
        f"{module}.{name}"
        for module, names in SURFACE["exported"]().items()
        for name in names
        if (callable(found := getattr(import_module(module), name))) and not (found.__doc__ or "").strip()
    ]
    assert silent == []


def edited(frozen, *path, value=None):
    """Return the API as it would be after a change at a
    place of it; without a value, the place is removed."""
    new = deepcopy(frozen)
    here = new["modules"]
    for step in path[:-1]:
        here = here[step]
    if value is None:
        del here[path[-1]]
    else:
        here[path[-1]] = value
    return new


SCORE = ("kompass_spec", "score_path", "parameters")
POINTS = ("kompass_spec", "Quantity", "members", "POINTS", "value")
OBSERVATION = ("kompass_spec.model", "Observation", "members", "__init__", "parameters")


def parameters(frozen, path):
    here = frozen["modules"]
    for step in path:
        here = here[step]
    return here


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda api: edited(api, "kompass_spec", "score_path"), "score_path"),
        (lambda api: edited(api, "kompass_spec.model", "Area", "members", "aliases"), "Area.aliases"),
        (lambda api: edited(api, "kompass_spec", "Interval", value={"kind": "attribute"}), "Interval"),
        (lambda api: edited(api, *SCORE, value=parameters(api, SCORE)[:-1]), "(limit)"),
        (
            lambda api: edited(api, *SCORE, value=[*parameters(api, SCORE), ["more", "keyword-only", None]]),
            "(more)",
        ),
        (
            lambda api: edited(
                api,
                *SCORE,
                value=[
                    ["path", "positional or keyword", None],
                    *[[name, kind, None] for name, kind, _ in parameters(api, SCORE)[1:]],
                ],
            ),
            "required",
        ),
        (
            lambda api: edited(
                api, *SCORE, value=[["path", "keyword-only", None], *parameters(api, SCORE)[1:]]
            ),
            "(path)",
        ),
        (
            lambda api: edited(
                api, *OBSERVATION, value=[*parameters(api, OBSERVATION), ["cell", "keyword-only", None]]
            ),
            "(cell)",
        ),
        (
            lambda api: edited(api, *POINTS, value="point"),
            "Quantity.POINTS: the value was 'points' and is 'point'",
        ),
        (
            lambda api: edited(api, "kompass_spec.plugins.hooks", "API_VERSION", "value", value=2),
            "API_VERSION",
        ),
        (
            lambda api: edited(
                api,
                "kompass_spec.plugins.hooks",
                "Importer",
                "members",
                "close",
                value={"kind": "function", "parameters": []},
            ),
            "Importer.close",
        ),
        (lambda api: {**api, "hooks": {}}, "the hook importers is gone"),
        (
            lambda api: {**api, "hook_names": {**api["hook_names"], "importers": ["kompass_readers"]}},
            "the hook kompass_importers is gone",
        ),
        (
            lambda api: edited(api, "kompass_spec", "score_path", "returns", value="Scored | None"),
            "score_path: it was Scored and is Scored | None",
        ),
        (
            lambda api: edited(
                api, "kompass_spec.model", "Area", "members", "max", "returns", value="object"
            ),
            "Area.max",
        ),
        (
            lambda api: {**api, "commands": {**api["commands"], "score": {}}},
            "kompass score: --strict is gone",
        ),
        (lambda api: {**api, "commands": {}}, "the command score is gone"),
        (
            lambda api: {
                **api,
                "commands": {
                    **api["commands"],
                    "score": {
                        **api["commands"]["score"],
                        "--more": {"required": True, "nargs": None, "choices": None},
                    },
                },
            },
            "kompass score: --more is required",
        ),
        (lambda api: {**api, "codes": []}, "the code unknown-edition is gone"),
        (lambda api: {**api, "contracts": {}}, "the contract ImporterContract is gone"),
        (
            lambda api: {**api, "contracts": {**api["contracts"], "ImporterContract": "reader"}},
            "ImporterContract: the fixture to give was importer and is reader",
        ),
        (lambda api: {**api, "fixtures": []}, "the fixture kompass_golden is gone"),
        (lambda api: edited(api, "kompass_spec.model.quantities"), "parse_exact"),
        (lambda api: edited(api, "kompass_spec", "InputError", "bases", value=[]), "InputError"),
    ],
    ids=[
        "a function",
        "a field",
        "another kind",
        "a parameter",
        "one more that is required",
        "a default",
        "by name only",
        "a required field",
        "a value",
        "the plugin API",
        "a member of a protocol",
        "a hook",
        "a hook's name",
        "a wider return",
        "a wider field",
        "an option",
        "a command",
        "an option that is required",
        "a code",
        "a contract",
        "the fixture of a contract",
        "a fixture",
        "a module",
        "a base",
    ],
)
def test_what_breaks_is_found(frozen, change, said):
    broken = SURFACE["breakages"](frozen, change(frozen))
    assert any(said in sentence for sentence in broken), broken


@pytest.mark.parametrize(
    "change",
    [
        lambda api: edited(api, "kompass_spec", "further", value={"kind": "function", "parameters": []}),
        lambda api: edited(api, "kompass_spec", "Area", "members", "further", value={"kind": "attribute"}),
        lambda api: edited(api, *SCORE, value=[*parameters(api, SCORE), ["more", "keyword-only", "None"]]),
        lambda api: edited(
            api, *OBSERVATION, value=[*parameters(api, OBSERVATION), ["cell", "keyword-only", "None"]]
        ),
        lambda api: {**api, "hooks": {**api["hooks"], "further": "Further"}},
        lambda api: edited(api, "kompass_spec.model", "Area", "members", "max", "returns", value="Fraction"),
        lambda api: {**api, "codes": [*api["codes"], "further-code"]},
        lambda api: {**api, "commands": {**api["commands"], "further": {}}},
        lambda api: api,
    ],
    ids=[
        "a name",
        "a property",
        "a parameter",
        "a field",
        "a hook",
        "a narrower field",
        "a code",
        "a command",
        "nothing",
    ],
)
def test_what_is_only_more_breaks_nothing(frozen, change):
    assert SURFACE["breakages"](frozen, change(frozen)) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda api: edited(api, "kompass_spec", "further", value={"kind": "attribute"}), "`further`"),
        (lambda api: edited(api, "kompass_spec", "ranks"), "Gone in `kompass_spec`: `ranks`"),
        (
            lambda api: edited(api, "kompass_spec", "Area", "members", "aliases"),
            "`kompass_spec.Area`: gone `aliases`",
        ),
        (
            lambda api: edited(api, *SCORE, value=[*parameters(api, SCORE), ["more", "keyword-only", None]]),
            "`kompass_spec.score_path`: takes `more`",
        ),
        (
            lambda api: {**api, "commands": {**api["commands"], "score": {}}},
            "- `kompass score`: gone `-h`",
        ),
        (lambda api: {**api, "codes": [*api["codes"], "further-code"]}, "New codes: `further-code`"),
    ],
    ids=["a name", "a name that goes", "a member", "a parameter", "an option", "a code"],
)
def test_the_changelog_would_name_it(now, change, named):
    after = change(now)
    schemas = SURFACE["frozen_schemas"]()
    section = SURFACE["CHANGES"]["changelog_section"](now, after, schemas, schemas, [])
    assert named in " ".join(section.split())
    assert SURFACE["CHANGES"]["snapshot_lines"](after) != SURFACE["CHANGES"]["snapshot_lines"](now)


def reshaped(name, *path, value=None):
    """Return the schemas as they would be after a change at
    a place of one; without a value, the place is removed."""
    new = deepcopy(SURFACE["frozen_schemas"]())
    here = new[name]
    for step in path[:-1]:
        here = here[step]
    if value is None:
        del here[path[-1]]
    else:
        here[path[-1]] = value
    return new


SCORES = ("$defs", "area-score")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda: reshaped("assessment", "properties", "year"), "assessment/year: is gone"),
        (
            lambda: reshaped("assessment", "required", value=["edition", "organisation", "year"]),
            "assessment/year: is now required",
        ),
        (
            lambda: reshaped("scorecards", *SCORES, "required", value=["code"]),
            "scorecards/scorecards/items/areas/items/low: need not be there any more",
        ),
        (lambda: reshaped("scorecards", "$defs", "positive", "pattern", value="^1$"), "max: pattern was"),
        (
            lambda: reshaped(
                "comparison", "$defs", "movement", "properties", "verdict", "enum", value=["rose"]
            ),
            "fewer values are allowed",
        ),
        (
            lambda: reshaped("comparison", "$defs", "movement", "additionalProperties", value=False),
            "other keys are refused",
        ),
        (
            lambda: reshaped("assessment", "properties", "year", "anyOf", value=[{"type": "null"}]),
            "year/0: type was 'integer' and is 'null'",
        ),
        (dict, "the schema assessment is gone"),
    ],
    ids=[
        "a key",
        "one more that is required",
        "one that may be missing",
        "a pattern",
        "values",
        "other keys",
        "an alternative",
        "a schema",
    ],
)
def test_a_narrower_schema_is_found(change, said):
    narrowed = list(SURFACE["NARROWING"]["narrowed"](SURFACE["frozen_schemas"](), change()))
    assert any(said in sentence for sentence in narrowed), narrowed


@pytest.mark.parametrize(
    "change",
    [
        lambda: reshaped(
            "comparison", "$defs", "movement", "properties", "further", value={"type": "string"}
        ),
        lambda: reshaped("assessment", "properties", "further", value={"type": "string"}),
        lambda: reshaped("assessment", "$defs", "quantity", "pattern"),
        SURFACE["frozen_schemas"],
    ],
    ids=["a key that is written", "an optional key", "a pattern less", "nothing"],
)
def test_a_wider_schema_breaks_nothing(change):
    assert list(SURFACE["NARROWING"]["narrowed"](SURFACE["frozen_schemas"](), change())) == []


@pytest.mark.parametrize(
    ("old", "new", "may"),
    [
        ("0.1.0", "0.1.1", False),
        ("0.1.0", "0.2.0", True),
        ("0.9.0", "1.0.0", True),
        ("1.0.0", "1.1.0", False),
        ("1.9.3", "1.10.0", False),
        ("1.1.0", "2.0.0", True),
    ],
)
def test_which_versions_may_break(old, new, may):
    assert SURFACE["may_break"](old, new) is may


def test_the_page_on_compatibility_says_what_is_so():
    assert f"now **{hooks.API_VERSION}**" in COMPATIBILITY
    listed = re.findall(r"^\| `(kompass_spec[\w.]*)` \|", COMPATIBILITY, re.MULTILINE)
    assert set(SURFACE["FACADES"]) <= set(listed)
    python = re.search(r"Python (3\.\d+) and newer", COMPATIBILITY)
    project = (SURFACE["ROOT"] / "pyproject.toml").read_text("utf-8")
    assert python is not None
    assert f'requires-python = ">={python[1]}"' in project
    kinds = re.search(r"The kinds of plugin now are (.*?)\.", COMPATIBILITY, re.DOTALL)
    assert kinds is not None
    assert set(re.findall(r"`(\w+)`", kinds[1])) == set(hooks.HOOKS)
