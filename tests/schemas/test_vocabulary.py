"""docs/reference/schemas.md: one vocabulary over all documents, strictly valid, and at home in OpenAPI."""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kompass_spec import UsageError, score_path
from kompass_spec.documents.schemas import read_schema, schema_components, schema_names

REPORT = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"
NAMES = schema_names()
WORDS = frozenset({"$schema", "$id", "$defs", "title", "description"})
SHAPED_BY_MORE = frozenset({"form"})
"""The key that only a release has, which is no part of another document."""


def shape(schema):
    """Return a schema without its words, which may be those of the document or of the part."""
    own = {key: value for key, value in schema.items() if key not in WORDS}
    if "properties" in own:
        own["properties"] = {
            key: value for key, value in own["properties"].items() if key not in SHAPED_BY_MORE
        }
    return json.dumps(own, sort_keys=True)


def test_a_name_means_the_same_in_every_schema():
    shapes = defaultdict(set)
    for name in NAMES:
        schema = read_schema(name)
        shapes[name].add(shape(schema))
        for defined, definition in schema["$defs"].items():
            shapes[defined].add(shape(definition))
    assert [name for name, found in sorted(shapes.items()) if len(found) > 1] == []


APPLICABLE = {
    **dict.fromkeys(("properties", "required", "additionalProperties", "propertyNames"), "object"),
    **dict.fromkeys(("minProperties", "maxProperties", "patternProperties"), "object"),
    **dict.fromkeys(("items", "minItems", "maxItems", "uniqueItems", "contains"), "array"),
    **dict.fromkeys(("pattern", "minLength", "maxLength", "format"), "string"),
    **dict.fromkeys(("minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"), "number"),
}
KNOWN = frozenset({
    *APPLICABLE, *WORDS, "type", "enum", "const", "anyOf", "allOf", "oneOf", "not", "if", "then", "else",
    "$ref", "examples",
})  # fmt: skip


SAME_VALUE = ("if", "then", "else", "not")
OTHER_VALUE = ("items", "additionalProperties", "contains")


def complaints(schema, place="", types=frozenset()):
    """Iterate over what strict mode refuses, after https://ajv.js.org/strict-mode.html.

    ``types`` are those of the same value that stand around this part of the schema.
    """
    if not isinstance(schema, dict):
        return
    own = schema.get("type")
    types = types | {own} if isinstance(own, str) else types
    yield from here(schema, place, types | ({"number"} if "integer" in types else set()))
    for keyword in ("anyOf", "allOf", "oneOf"):
        for number, part in enumerate(schema.get(keyword, ())):
            yield from complaints(part, f"{place}/{keyword}/{number}", types)
    for keyword in SAME_VALUE:
        yield from complaints(schema.get(keyword), f"{place}/{keyword}", types)
    for keyword in ("properties", "$defs", "patternProperties"):
        for key, part in schema.get(keyword, {}).items():
            yield from complaints(part, f"{place}/{keyword}/{key}")
    for keyword in OTHER_VALUE:
        yield from complaints(schema.get(keyword), f"{place}/{keyword}")
    yield from complaints(schema.get("propertyNames"), f"{place}/propertyNames", frozenset({"string"}))


def here(schema, place, types):
    """Iterate over what strict mode refuses of one part of a schema, of a value of these types."""
    if isinstance(schema.get("type"), list):
        yield f"{place}: a union of types"
    for keyword in schema:
        if keyword not in KNOWN:
            yield f"{place}: the unknown keyword {keyword}"
        elif keyword == "format":
            yield f"{place}: a format, which a validator need not know"
        elif APPLICABLE.get(keyword, "object") not in types and keyword in APPLICABLE:
            yield f'{place}: missing type "{APPLICABLE[keyword]}" for keyword "{keyword}"'
    if {"then", "else"} & set(schema) and "if" not in schema:
        yield f"{place}: an ignored then or else"
    for key in set(schema.get("required", ())) - set(schema.get("properties", ())):
        yield f"{place}: required property {key} is not defined"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_in_strict_mode(name):
    assert list(complaints(read_schema(name))) == []


@pytest.mark.parametrize(
    "loose",
    [
        {"minItems": 1},
        {"type": ["string", "null"]},
        {"type": "string", "format": "date"},
        {"type": "string", "minItems": 1},
        {"type": "object", "properties": {}, "required": ["x"]},
        {"type": "object", "propertys": {}},
        {"type": "object", "properties": {"x": {"anyOf": [{"pattern": "x"}]}}},
        {"then": {}},
    ],
)
def test_the_rules_of_strict_mode_refuse_what_ajv_refuses(loose):
    assert list(complaints(loose))


def refs(schema):
    if isinstance(schema, dict):
        yield from ([schema["$ref"]] if isinstance(schema.get("$ref"), str) else [])
        for value in schema.values():
            yield from refs(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from refs(value)


def test_they_stand_in_one_document_of_openapi():
    """Rule: every reference leads to a schema there, and what was written fits there as it does alone."""
    components = {"schemas": schema_components()}
    assert set(NAMES) <= set(components["schemas"])
    assert set(refs(components)) <= {f"#/components/schemas/{name}" for name in components["schemas"]}
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in components["schemas"])
    assert not [name for name, one in components["schemas"].items() if {"$id", "$defs", "$schema"} & set(one)]
    scored = score_path(REPORT)
    at = {"$ref": "#/components/schemas/scorecards", "components": components}
    Draft202012Validator.check_schema(at)
    validator = Draft202012Validator(at)
    assert [error.json_path for error in validator.iter_errors(scored.to_dict())] == []
    assert not validator.is_valid({**scored.to_dict(), "scorecards": [{"edition": 1}]})


@pytest.mark.parametrize("name", NAMES)
def test_one_of_them_refers_to_where_the_template_says(name):
    placed = read_schema(name, ref_template="schemas.json#/{name}")
    alone = read_schema(name)
    assert {"$id", "$schema", "$defs"}.isdisjoint(placed)
    top = {key: value for key, value in alone.items() if key != "$defs"}
    assert list(refs(placed)) == [ref.replace("#/$defs/", "schemas.json#/") for ref in refs(top)]


def test_a_template_says_where_the_name_stands():
    with pytest.raises(UsageError, match=r"no \{name\} in it"):
        read_schema("errors", ref_template="#/components/schemas/")
    with pytest.raises(UsageError, match=r"no \{name\} in it"):
        read_schema("errors", ref_template=3)  # type: ignore[arg-type]  # that is the test
