"""Write the findings of linters as plain data for JSON."""

from collections.abc import Mapping
from typing import Any

from kompass_spec.model.lint import Linted

__all__ = ["linted_data"]


def linted_data(linted_by_file: Mapping[str, Linted]) -> dict[str, Any]:
    """Return findings by file as plain data for JSON."""
    return {
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "message": finding.message,
                "file": file,
                "line": finding.line,
                "pointer": finding.pointer,
            }
            for file, linted in linted_by_file.items()
            for finding in linted.findings
        ],
        "unchecked": [
            {"message": sentence, "file": file}
            for file, linted in linted_by_file.items()
            for sentence in linted.unchecked
        ],
    }
