"""Describe what was written as a data package of Frictionless, with the digest of every file."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, final

from attrs import frozen

from kompass_tables.writing import digest_of

__all__ = ["Resource", "package_bytes"]

_TYPES = {"BOOLEAN": "boolean", "VARCHAR": "string", "DOUBLE": "number", "FLOAT": "number", "DATE": "date"}


@final
@frozen(kw_only=True)
class Resource:
    """Hold a file that was made, the name under which it stands, and its columns with their types."""

    made: Path
    name: str
    title: str
    columns: Sequence[tuple[str, str]]


def package_bytes(name: str, resources: Sequence[Resource], about: Mapping[str, Any]) -> bytes:
    """Return the descriptor of a data package; ``about`` is what only this program knows of it."""
    listed = []
    for index, resource in enumerate(resources):
        listed.append(
            {
                "name": _slug(Path(resource.name).stem) + (f"-{index}" if index else ""),
                "path": resource.name,
                "title": resource.title,
                "format": resource.made.suffix.removeprefix("."),
                "hash": f"sha256:{digest_of(resource.made)}",
                "schema": {"fields": [_field(*column) for column in resource.columns]},
            }
        )
    package = {"name": _slug(name), "resources": listed, "kompass": about}
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _slug(name: str) -> str:
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower())
    return kept.strip("-") or "table"


def _field(name: str, kind: str) -> dict[str, str]:
    if kind.startswith("DECIMAL"):
        return {"name": name, "type": "number"}
    if kind.endswith(("INT", "INTEGER")):
        return {"name": name, "type": "integer"}
    return {"name": name, "type": _TYPES.get(kind, "any")}
