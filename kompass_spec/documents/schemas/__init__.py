"""JSON Schemas of every document that the package reads or writes, as files that any validator reads."""

import json
from importlib.resources import files
from typing import Any

from kompass_spec.model.problems import Problem, UsageError

__all__ = ["read_schema", "schema_bytes", "schema_components", "schema_names"]

COMPONENTS = "#/components/schemas/{name}"
"""Where schemas stand in a document of OpenAPI."""

_HERE = "#/$defs/"
_OWN = frozenset({"$schema", "$id", "$defs"})
"""The keys of a schema that is a document by itself."""

_FOLDER = files("kompass_spec.documents.schemas").joinpath("1")


def schema_names() -> tuple[str, ...]:
    """Return the names of all schemas, in alphabetical order.

    >>> "edition" in schema_names()
    True
    """
    return tuple(
        sorted(one.name.removesuffix(".json") for one in _FOLDER.iterdir() if one.name.endswith(".json"))
    )


def schema_bytes(name: str) -> bytes:
    """Return the schema with this name, as JSON in UTF-8; raise ``UsageError`` if there is none."""
    known = schema_names()
    if name not in known:
        sentence = f"There is no schema {name!r}. There are: {', '.join(known)}."
        raise UsageError([Problem("unknown-schema", sentence)])
    return _FOLDER.joinpath(f"{name}.json").read_bytes()


def read_schema(name: str, ref_template: str | None = None) -> dict[str, Any]:
    """Return the schema with this name as plain data; raise ``UsageError`` if there is none.

    With a ``ref_template``, in which ``{name}`` stands for the name of a definition, it refers to definitions
    there, as it has to within another document such as OpenAPI; so it has no identifier of its own, and no
    definitions, which ``schema_components`` has.

    >>> read_schema("scorecards")["$id"]
    'https://kompass-spec.org/schema/1/scorecards.json'
    >>> schema = read_schema("errors", ref_template="#/components/schemas/{name}")
    >>> schema["properties"]["errors"]["items"]
    {'$ref': '#/components/schemas/problem'}
    """
    schema: dict[str, Any] = json.loads(schema_bytes(name))
    if ref_template is None:
        return schema
    placed = _placed(schema, _template(ref_template))
    return {key: value for key, value in placed.items() if key not in _OWN}


def schema_components(ref_template: str = COMPONENTS) -> dict[str, Any]:
    """Return every schema, and every definition that they refer to, by its name, for one place in a document.

    A name means the same in all of them. ``ref_template`` is as for ``read_schema``, and for OpenAPI unless
    given.

    >>> document = {"openapi": "3.1.0", "components": {"schemas": schema_components()}}
    >>> document["components"]["schemas"]["scorecards"]["properties"]["scorecards"]["items"]
    {'$ref': '#/components/schemas/written-scorecard'}
    """
    template = _template(ref_template)
    definitions: dict[str, Any] = {}
    for name in schema_names():
        definitions |= _placed(read_schema(name)["$defs"], template)
    definitions |= {name: read_schema(name, ref_template) for name in schema_names()}
    return dict(sorted(definitions.items()))


def _template(ref_template: str) -> str:
    if "{name}" in str(ref_template):
        return ref_template
    sentence = (
        f"The template {ref_template!r:.80} has no {{name}} in it, where the name of a definition stands."
        f" Write one such as {COMPONENTS!r}."
    )
    raise UsageError([Problem("wrong-usage", sentence)])


def _placed(schema: Any, template: str) -> Any:
    """Return a schema in which every reference is to where a template says that definitions stand."""
    if isinstance(schema, list):
        return [_placed(one, template) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: template.replace("{name}", value.removeprefix(_HERE))
        if key == "$ref" and isinstance(value, str)
        else _placed(value, template)
        for key, value in schema.items()
    }
