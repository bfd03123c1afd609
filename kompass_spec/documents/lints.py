"""Write the findings of linters as plain data for JSON."""

from collections.abc import Mapping
from typing import Any

from kompass_spec.model.lint import Linted

__all__ = ["linted_data"]


def linted_data(found: Mapping[str, Linted]) -> dict[str, Any]:
    """Return findings by file as plain data for JSON."""
    return {
        "findings": [
            {
                "rule": one.rule,
                "message": one.message,
                "file": file,
                "line": one.line,
                "pointer": one.pointer,
            }
            for file, linted in found.items()
            for one in linted.findings
        ],
        "unchecked": [
            {"message": sentence, "file": file}
            for file, linted in found.items()
            for sentence in linted.unchecked
        ],
    }
