"""What a file holds: the one place that decides it, by the name of the file and the keys in it."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, final

__all__ = ["DocumentKind", "is_json", "is_json_lines", "is_saved", "is_toml", "kind_of_json", "kind_of_toml"]


@final
class DocumentKind(Enum):
    """Name what a document of the package holds, as ``kompass check`` says it.

    The first four are written in TOML by authors; the others are JSON that commands write.
    """

    EDITION = "edition"
    MAPPING = "mapping"
    REGISTER = "register"
    DATASET = "dataset"
    ASSESSMENTS = "assessments"
    SCORECARDS = "scorecards"
    CONVERSIONS = "conversions"
    RELEASED_EDITION = "release of an edition"
    RELEASED_MAPPING = "release of a mapping"
    VECTORS = "vectors"


_LISTS = (
    ("conversions", DocumentKind.CONVERSIONS),
    ("scorecards", DocumentKind.SCORECARDS),
    ("assessments", DocumentKind.ASSESSMENTS),
    ("vectors", DocumentKind.VECTORS),
)
"""The key that every kind of result has, in the order in which it decides."""

# Of these at least one stands in whatever was meant to be an edition.
_EDITION = frozenset({"id", "areas", "publisher", "completeness"})


def is_json(file: str) -> bool:
    """Tell whether a file is JSON by the ending of its name, capitals aside."""
    return file.lower().endswith(".json")


def is_json_lines(file: str) -> bool:
    """Tell whether a file has a document of JSON on every line by the ending of its name, capitals aside."""
    return file.lower().endswith(".jsonl")


def is_saved(file: str) -> bool:
    """Tell whether a file may hold results that a command wrote, by the ending of its name.

    >>> is_saved("scores.JSON"), is_saved("scores.jsonl"), is_saved("report.md")
    (True, True, False)
    """
    return is_json(file) or is_json_lines(file)


def is_toml(file: str) -> bool:
    """Tell whether a file is TOML by the ending of its name, capitals aside."""
    return file.lower().endswith(".toml")


def kind_of_toml(document: Mapping[str, Any]) -> DocumentKind | None:
    """Return what an author's TOML holds, ``None`` where nothing in it is a key of any kind.

    >>> kind_of_toml({"source": "se-2010@1", "target": "se-2016@1"}), kind_of_toml({"project": {}})
    (<DocumentKind.MAPPING: 'mapping'>, None)
    """
    if "names" in document:
        return DocumentKind.REGISTER
    if _is_mapping(document):
        return DocumentKind.MAPPING
    if "areas" not in document and not {"results", "means"}.isdisjoint(document):
        return DocumentKind.DATASET
    return None if _EDITION.isdisjoint(document) else DocumentKind.EDITION


def kind_of_json(data: object) -> DocumentKind | None:
    """Return what JSON of the package holds, ``None`` where it is none of its documents.

    >>> kind_of_json({"scorecards": [], "warnings": []}), kind_of_json([])
    (<DocumentKind.SCORECARDS: 'scorecards'>, None)
    """
    if not isinstance(data, Mapping):
        return None
    for key, kind in _LISTS:
        if key in data:
            return kind
    if _is_mapping(data):
        return DocumentKind.RELEASED_MAPPING
    return DocumentKind.RELEASED_EDITION if "areas" in data else None


def _is_mapping(document: Mapping[str, Any]) -> bool:
    """Tell a mapping from an edition by its keys, also before it has links."""
    return "areas" not in document and not {"links", "target", "levels"}.isdisjoint(document)
