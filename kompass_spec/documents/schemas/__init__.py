"""JSON Schemas of every document that the package reads or writes, as files that any validator reads."""

import json
from importlib.resources import files
from typing import Any

from kompass_spec.model.problems import Problem, UsageError

__all__ = ["read_schema", "schema_bytes", "schema_names"]

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


def read_schema(name: str) -> dict[str, Any]:
    """Return the schema with this name as plain data; raise ``UsageError`` if there is none.

    >>> read_schema("scorecards")["$id"]
    'https://kompass-spec.org/schema/1/scorecards.json'
    """
    schema: dict[str, Any] = json.loads(schema_bytes(name))
    return schema
