"""Write the findings of linters in the Static Analysis Results Interchange Format, SARIF 2.1.0."""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kompass_spec._face import __version__
from kompass_spec.model.lint import Linted, LintFinding, Severity
from kompass_spec.model.problems import Problem

__all__ = ["sarif_data"]


def sarif_data(
    linted_by_file: Mapping[str, Linted], problems: Iterable[Problem] = (), *, exit_code: int | None = None
) -> dict[str, Any]:
    """Return findings by file in the Static Analysis Results Interchange Format, SARIF 2.1.0.

    ``problems`` are those of files that could not be read: they make the run one that did not succeed. What
    could not be checked is a note of the run. ``exit_code`` is that of the command, by default what it is for
    what was found.

    >>> sarif_data({"set.json": Linted(findings=())})["runs"][0]["invocations"]
    [{'executionSuccessful': True, 'exitCode': 0, 'toolExecutionNotifications': []}]
    """
    failed = tuple(problems)
    uris = _uris([*linted_by_file, *(problem.file for problem in failed if problem.file is not None)])
    rules = _rules(linted_by_file.values())
    results = _results(linted_by_file, uris, {rule["id"]: index for index, rule in enumerate(rules)})
    notifications = [_notification(problem, uris) for problem in failed]
    for file, linted in linted_by_file.items():
        notifications += [_unchecked(sentence, uris[file]) for sentence in linted.unchecked]
    wrong = any(linted.fails() for linted in linted_by_file.values())
    invocation = {
        "executionSuccessful": not failed,
        "exitCode": int(wrong or bool(failed)) if exit_code is None else exit_code,
        "toolExecutionNotifications": notifications,
    }
    driver = {
        "name": "kompass",
        "version": __version__,
        "rules": rules,
    }
    return {
        "$schema": (
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
        ),
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "invocations": [invocation], "results": results}],
    }


def _rules(linted_files: Iterable[Linted]) -> list[dict[str, Any]]:
    """Return the rules in alphabetical order, each with what it means, which without one its name says.

    A rule weighs by default what its weightiest finding does.
    """
    meanings: dict[str, str] = {}
    references: dict[str, str] = {}
    levels: dict[str, Severity] = {}
    for linted in linted_files:
        for finding in linted.findings:
            meanings.setdefault(finding.rule, finding.rule.replace("-", " "))
            level = levels.setdefault(finding.rule, finding.severity)
            levels[finding.rule] = finding.severity if finding.severity.reaches(level) else level
        meanings |= dict(linted.rules)
        references |= dict(linted.references)
    return [
        _rule(rule, text, levels.get(rule, Severity.ERROR), references.get(rule))
        for rule, text in sorted(meanings.items())
    ]


def _results(
    linted_by_file: Mapping[str, Linted], uris: Mapping[str, str], rules: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return every finding as a result, with a fingerprint by which platforms know it again."""
    results: list[dict[str, Any]] = []
    met: dict[str, int] = {}
    for file, linted in linted_by_file.items():
        for finding in linted.findings:
            # Two findings of one rule and message in a file are told apart by their number.
            digest = _digest(uris[file], finding)
            met[digest] = met.get(digest, 0) + 1
            results.append(
                {
                    "ruleId": finding.rule,
                    "ruleIndex": rules[finding.rule],
                    "level": finding.severity.value,
                    "message": _message(finding.message),
                    "locations": [_location(uris[file], finding.line or 1, finding.pointer)],
                    "partialFingerprints": {"kompassFinding/v1": f"{digest}:{met[digest]}"},
                }
            )
    return results


def _unchecked(sentence: str, uri: str) -> dict[str, Any]:
    return {
        "level": "note",
        "message": _message(f"Not checked: {sentence}"),
        "locations": [_location(uri)],
    }


def _rule(rule: str, text: str, level: Severity, reference: str | None) -> dict[str, Any]:
    # Platforms show the short description in lists, the full one and the help beside a finding.
    described = {
        "id": rule,
        "shortDescription": _message(rule.replace("-", " ").capitalize()),
        "fullDescription": _message(text),
        "help": _message(text),
        "defaultConfiguration": {"level": level.value},
    }
    return described if reference is None else {**described, "helpUri": reference}


def _message(text: str) -> dict[str, str]:
    """Return a message of SARIF, in which braces and links have a meaning (sections 3.11.5 and 3.11.6)."""
    # A half of a letter outside the first plane of Unicode, which JSON can hold, is nothing that readers
    # take.
    whole = text.encode("utf-8", "backslashreplace").decode("utf-8")
    braced = whole.replace("{", "{{").replace("}", "}}")
    return {"text": re.sub(r"\[(?=[^\]]*\]\()", r"\\[", braced)}


def _digest(uri: str, finding: LintFinding) -> str:
    """Return what stays the same of a finding while lines move in its file."""
    placeless = re.sub(r"line \d+|(?<= at )/\S+", "", finding.message)
    content = f"{uri}\n{finding.rule}\n{placeless}".encode("utf-8", "backslashreplace")
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
    """Return a relative URI for every file: a whole path of this machine would lead nowhere on another.

    It begins in the working folder; of a file elsewhere it has as few parts as tell it from others.
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
