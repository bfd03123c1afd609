"""Write and read problems as plain data for JSON: errors and warnings have one shape."""

from collections.abc import Iterable, Mapping
from typing import Any

from kompass_spec.documents.structure import structure
from kompass_spec.model.problems import InputError, Problem

__all__ = ["errors_from_data", "problem_data", "problems_data"]


def problem_data(problem: Problem) -> dict[str, Any]:
    """Return a problem with its keys: what is not known of its place is ``None``.

    The keys of a page, a sheet and a cell are there only where something stands on one.

    >>> problem_data(Problem("no-file", "There is no such file. Check the name.", "report.md"))["line"]
    """
    data: dict[str, Any] = {
        "code": problem.code,
        "message": problem.message,
        "file": problem.file,
        "pointer": problem.pointer,
        "line": problem.line,
    }
    within = {"page": problem.page, "sheet": problem.sheet, "cell": problem.cell}
    return data | {key: value for key, value in within.items() if value is not None}


def problems_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems in their order, each as ``problem_data`` does."""
    return [problem_data(problem) for problem in problems]


def errors_from_data(data: object) -> tuple[Problem, ...]:
    """Return the problems in what a command writes where something is wrong.

    Raise ``InputError`` with everything that is wrong with the data.
    """
    if not isinstance(data, Mapping) or "errors" not in data:
        sentence = "There is no key 'errors'. Give what a command wrote where something was wrong."
        raise InputError([Problem("unknown-document", sentence, pointer="")])
    unknown = [
        Problem("unknown-key", f"{key!r} is not a key of errors. Remove it.", pointer="")
        for key in sorted(map(str, data))
        if key != "errors"
    ]
    try:
        read = structure(data["errors"], tuple[Problem, ...])
    except InputError as error:
        raise InputError([*(problem.under("/errors") for problem in error.problems), *unknown]) from None
    if unknown:
        raise InputError(unknown)
    return read
