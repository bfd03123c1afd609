"""Write problems as plain data for JSON: errors and warnings have one shape."""

from collections.abc import Iterable
from typing import Any

from kompass_spec.model.problems import Problem

__all__ = ["problem_data", "problems_data"]


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
