"""Results as JSON Lines: every line a whole document with one result, so that no program holds them all."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from kompass_spec.documents.kinds import is_json_lines
from kompass_spec.documents.plain import parse_json
from kompass_spec.model.problems import InputError, Problem

__all__ = ["RESULTS", "parse_results", "result_lines"]

RESULTS = ("assessments", "scorecards")
"""The keys under which documents hold results."""


def result_lines(key: str, results: Iterable[object]) -> bytes:
    r"""Return plain data of results as lines, each a document with one of them under the key.

    >>> result_lines("assessments", [{"year": 2017}, {"year": 2018}])
    b'{"assessments":[{"year":2017}]}\n{"assessments":[{"year":2018}]}\n'
    """
    return b"".join(map(_line, ({key: [result]} for result in results)))


def _line(document: Mapping[str, object]) -> bytes:
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n".encode("utf-8", "backslashreplace")


def parse_results(text: str, file: str) -> Any:
    r"""Return a document with results as plain data, of a file with a document on every line all in one.

    What stands beside the results of a line is not read: warnings are of the run that wrote them. Raise
    ``InputError`` with every line that cannot be read.

    >>> parse_results('{"scorecards": [1]}\n\n{"scorecards": [2, 3]}\n', "cards.jsonl")
    {'scorecards': [1, 2, 3]}
    """
    if not is_json_lines(file):
        return parse_json(text)
    problems: list[Problem] = []
    found: dict[str, list[object]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                for key, results in _results(line):
                    found.setdefault(key, []).extend(results)
            except InputError as error:
                problems += [evolve(problem, line=number) for problem in error.problems]
    if len(found) > 1:
        sentence = (
            "Some lines hold assessments and others scorecards. Write the two into files of their own; a"
            " scorecard has its assessment in it."
        )
        problems.append(Problem("unknown-document", sentence))
    if problems:
        raise InputError(problems)
    return found


def _results(line: str) -> Iterator[tuple[str, list[object]]]:
    """Iterate over the results that stand on a line, of one kind, by their key."""
    document = parse_json(line)
    keys = [key for key in RESULTS if isinstance(document, dict) and isinstance(document.get(key), list)]
    if not keys:
        sentence = (
            "This line has no list 'assessments' or 'scorecards'. Give a file that 'kompass import' or"
            " 'kompass score' wrote."
        )
        raise InputError([Problem("unknown-document", sentence)])
    yield from ((key, document[key]) for key in keys)
