"""Lint mappings that others wrote, and write what was found as SARIF."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from kompass_spec import __version__
from kompass_spec.hooks import Linter
from kompass_spec.plugins import Plugins, call_plugin, load_plugins
from kompass_spec.problems import InputError, Problem
from kompass_spec.reading import DEFAULT_LIMIT, decode_text, read_bytes
from kompass_spec.requests import Linted, LintRequest

__all__ = ["lint_path", "linted_data", "sarif_data"]


def lint_path(
    path: Path, *, plugins: Plugins | None = None, linter: str | None = None, limit: int = DEFAULT_LIMIT
) -> Linted:
    """Return what is wrong with a mapping in a file, and what could not be checked.

    The linter is the one named, else the one for the ending of the file's name. Raise ``InputError`` where the file
    cannot be read, or no linter is made for it.
    """
    file = str(path)
    text = decode_text(read_bytes(path, limit), file)
    plugins = plugins or load_plugins("linters")
    chosen = plugins.choose("linters", linter) if linter else plugins.choose_by_ending("linters", file)
    if chosen is None:
        endings = sorted({ending for one in plugins.of_kind("linters") for ending in one.provided.endings})
        known = f"those that are loaded read {', '.join(endings)}" if endings else "none is installed"
        sentence = f"No linter reads a file that ends so; {known}. Choose one with --linter."
        raise InputError([Problem("no-linter", sentence, file)])
    provided: Linter = chosen.provided
    result: Linted = call_plugin(
        chosen, lambda: provided.lint(LintRequest(file=file, text=text)), Linted, file
    )
    return result


def linted_data(found: dict[str, Linted]) -> dict[str, Any]:
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


def sarif_data(found: dict[str, Linted]) -> dict[str, Any]:
    """Return findings by file in the Static Analysis Results Interchange Format, SARIF 2.1.0."""
    rules = sorted({one.rule for linted in found.values() for one in linted.findings})
    return {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "kompass",
                        "version": __version__,
                        "rules": [
                            {"id": rule, "shortDescription": {"text": rule.replace("-", " ")}}
                            for rule in rules
                        ],
                    }
                },
                "invocations": [
                    {
                        "executionSuccessful": True,
                        "toolExecutionNotifications": [
                            {"level": "note", "message": {"text": f"{file}: not checked: {sentence}"}}
                            for file, linted in found.items()
                            for sentence in linted.unchecked
                        ],
                    }
                ],
                "results": [
                    {
                        "ruleId": one.rule,
                        "ruleIndex": rules.index(one.rule),
                        "level": "error",
                        "message": {"text": one.message},
                        "locations": [_location(file, one.line, one.pointer)],
                    }
                    for file, linted in found.items()
                    for one in linted.findings
                ],
            }
        ],
    }


def _location(file: str, line: int | None, pointer: str | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(Path(file).as_posix())}}
    if line is not None:
        physical["region"] = {"startLine": line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": pointer}]
    return location
