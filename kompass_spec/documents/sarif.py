"""Write the findings of linters in the Static Analysis Results Interchange Format, SARIF 2.1.0."""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kompass_spec._version import __version__
from kompass_spec.model.lint import Linted, LintFinding
from kompass_spec.model.problems import Problem

__all__ = ["sarif_data"]


def sarif_data(
    found: Mapping[str, Linted], problems: Iterable[Problem] = (), *, exit_code: int | None = None
) -> dict[str, Any]:
    """Return findings by file in the Static Analysis Results Interchange Format, SARIF 2.1.0.

    ``problems`` are those of files that could not be read: they make the run one that did not succeed. What
    could not be checked is a note of the run. ``exit_code`` is that of the command, by default what it is for
    what was found.

    >>> sarif_data({"set.json": Linted(findings=())})["runs"][0]["invocations"]
    [{'executionSuccessful': True, 'exitCode': 0, 'toolExecutionNotifications': []}]
    """
    failed = tuple(problems)
    uris = _uris([*found, *(problem.file for problem in failed if problem.file is not None)])
    explained = {rule: text for linted in found.values() for rule, text in linted.rules}
    met = {one.rule: one.rule.replace("-", " ") for linted in found.values() for one in linted.findings}
    rules = dict(sorted({**met, **explained}.items()))
    places = {rule: place for place, rule in enumerate(rules)}
    results: list[dict[str, Any]] = []
    prints: dict[str, int] = {}
    for file, linted in found.items():
        for one in linted.findings:
            digest = _digest(uris[file], one)
            prints[digest] = prints.get(digest, 0) + 1
            results.append(
                {
                    "ruleId": one.rule,
                    "ruleIndex": places[one.rule],
                    "level": "error",
                    "message": _message(one.message),
                    "locations": [_location(uris[file], one.line or 1, one.pointer)],
                    "partialFingerprints": {"kompassFinding/v1": f"{digest}:{prints[digest]}"},
                }
            )
    invocation = {
        "executionSuccessful": not failed,
        "exitCode": int(bool(results or failed)) if exit_code is None else exit_code,
        "toolExecutionNotifications": [
            *(_notification(problem, uris) for problem in failed),
            *(
                {
                    "level": "note",
                    "message": _message(f"Not checked: {sentence}"),
                    "locations": [_location(uris[file])],
                }
                for file, linted in found.items()
                for sentence in linted.unchecked
            ),
        ],
    }
    driver = {
        "name": "kompass",
        "version": __version__,
        "rules": [_rule(rule, text) for rule, text in rules.items()],
    }
    return {
        "$schema": (
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
        ),
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "invocations": [invocation], "results": results}],
    }


def _rule(rule: str, text: str) -> dict[str, Any]:
    # Platforms show the short description in lists, the full one and the help beside a finding.
    return {
        "id": rule,
        "shortDescription": _message(rule.replace("-", " ").capitalize()),
        "fullDescription": _message(text),
        "help": _message(text),
        "defaultConfiguration": {"level": "error"},
    }


def _message(text: str) -> dict[str, str]:
    """Return a message of SARIF, in which braces and links have a meaning (sections 3.11.5 and 3.11.6)."""
    # A half of a letter outside the first plane of Unicode, which JSON can hold, is nothing that readers
    # take.
    whole = text.encode("utf-8", "backslashreplace").decode("utf-8")
    braced = whole.replace("{", "{{").replace("}", "}}")
    return {"text": re.sub(r"\[(?=[^\]]*\]\()", r"\\[", braced)}


def _digest(uri: str, one: LintFinding) -> str:
    """Return what stays the same of a finding while lines move in its file."""
    said = re.sub(r"line \d+|(?<= at )/\S+", "", one.message)
    content = f"{uri}\n{one.rule}\n{said}".encode("utf-8", "backslashreplace")
    return hashlib.sha256(content).hexdigest()[:32]


def _notification(problem: Problem, uris: Mapping[str, str]) -> dict[str, Any]:
    notification: dict[str, Any] = {"level": "error", "message": _message(problem.message)}
    if problem.file is not None:
        notification["locations"] = [_location(uris[problem.file], problem.line, problem.pointer)]
    return notification


def _location(uri: str, line: int | None = None, pointer: str | None = None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if line is not None:
        physical["region"] = {"startLine": line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if pointer:
        name = pointer.encode("utf-8", "backslashreplace").decode("utf-8")
        location["logicalLocations"] = [{"fullyQualifiedName": name}]
    return location


def _uris(files: Iterable[str]) -> dict[str, str]:
    """Return a relative URI for every file: from the working folder, or for one elsewhere as few parts as tell it apart.

    A whole path of this machine would lead nowhere on another one.
    """
    here = Path.cwd()
    paths: dict[str, str] = {}
    outside: list[str] = []
    for file in dict.fromkeys(files):
        whole = Path(os.path.normpath(here / file))
        if whole.is_relative_to(here):
            paths[file] = whole.relative_to(here).as_posix()
        elif Path(file).is_absolute():
            outside.append(file)
        else:
            paths[file] = Path(os.path.normpath(file)).as_posix()
    size = 0
    while outside:
        size += 1
        ends = {file: "/".join(Path(file).parts[1:][-size:]) or "." for file in outside}
        met = Counter((*paths.values(), *ends.values()))
        alone = {file: end for file, end in ends.items() if met[end] == 1 or size >= len(Path(file).parts)}
        paths.update(alone)
        outside = [file for file in outside if file not in alone]
    return {file: quote(os.fsencode(path)) for file, path in paths.items()}
