"""Write problems as plain data for JSON: errors and warnings have one shape."""

from collections.abc import Iterable
from typing import Any

from kompass_spec.model.problems import Problem

__all__ = ["problem_data", "problems_data"]


def problem_data(problem: Problem) -> dict[str, Any]:
    """Return a problem with all its keys: what is not known of its place is ``None``.

    >>> problem_data(Problem("no-file", "There is no such file. Check the name.", "report.md"))["line"]
    """
    return {
        "code": problem.code,
        "message": problem.message,
        "file": problem.file,
        "pointer": problem.pointer,
        "line": problem.line,
    }


def problems_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems in their order, each as ``problem_data`` does."""
    return [problem_data(problem) for problem in problems]
