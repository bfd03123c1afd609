"""Conformance vectors: inputs and what must come of them, as plain JSON for implementations in any language.

``README.md`` in this folder describes their form. The files ``<topic>.json`` are for people; what is frozen
by the ledger beside them are the same vectors in canonical form, under ``releases``.
"""

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from kompass_spec.model.problems import Problem, UsageError

__all__ = ["TOPICS", "read_vectors", "vectors_folder"]

TOPICS = (
    "applicability",
    "chains",
    "conversion",
    "digests",
    "discrepancies",
    "narrowest",
    "rounding",
    "scoring",
    "shapes",
)
"""The topics that there are vectors for."""


def vectors_folder() -> Traversable:
    """Return the folder with the vectors, their README, and the ledger that freezes them.

    >>> vectors_folder().joinpath("README.md").is_file()
    True
    """
    return files("kompass_spec.releases.conformance")


def read_vectors(topic: str) -> dict[str, Any]:
    """Return the vectors of a topic as plain data; raise ``UsageError`` if there are none for it.

    >>> read_vectors("rounding")["vectors"][0]["name"]
    'whole-points'
    """
    if topic not in TOPICS:
        sentence = f"There are no vectors for {topic!r}. There are some for: {', '.join(TOPICS)}."
        raise UsageError([Problem("unknown-vectors", sentence)])
    document: dict[str, Any] = json.loads(vectors_folder().joinpath(f"{topic}.json").read_text("utf-8"))
    return document
