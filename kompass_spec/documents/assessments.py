"""Read and write assessments as plain data for JSON."""

from collections.abc import Mapping
from typing import Any

from kompass_spec.documents.json_lines import parse_results
from kompass_spec.documents.problems import problems_data
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.documents.text import decode_text
from kompass_spec.model import Assessment
from kompass_spec.model.assessment import Imported
from kompass_spec.model.problems import InputError, Problem

__all__ = ["assessments_from_data", "imported_data", "read_assessments"]


def read_assessments(file: str, content: bytes) -> Imported:
    """Return the assessments in JSON that ``kompass import`` wrote, with the warnings of that import."""
    try:
        return assessments_from_data(parse_results(decode_text(content, file), file))
    except InputError as error:
        raise error.in_file(file) from None


def imported_data(imported: Imported) -> dict[str, Any]:
    """Return assessments and warnings as plain data for JSON."""
    return {
        "assessments": [unstructure(assessment) for assessment in imported.assessments],
        "warnings": problems_data(imported.warnings),
    }


def assessments_from_data(data: object) -> Imported:
    """Return assessments and warnings from plain data; raise ``InputError`` with every problem at once."""
    if not isinstance(data, Mapping) or "assessments" not in data:
        sentence = "This JSON has no key 'assessments'. Give a file that 'kompass import' wrote."
        raise InputError([Problem("unknown-document", sentence, pointer="")])
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    wanted: tuple[tuple[str, Any], ...] = (
        ("assessments", tuple[Assessment, ...]),
        ("warnings", tuple[Problem, ...]),
    )
    for key, kind in wanted:
        try:
            parts[key] = structure(data.get(key, []), kind)
        except InputError as error:
            problems.extend(problem.under(f"/{key}") for problem in error.problems)
    unknown = sorted(set(map(str, data)) - {"assessments", "warnings", "editions", "errors"})
    problems.extend(
        Problem("unknown-key", f"{key!r} is not a key of an import. Remove it.", pointer="")
        for key in unknown
    )
    if not problems and not parts["assessments"]:
        problems.append(
            Problem(
                "no-assessment",
                "There is no assessment in this file. Import a report first.",
                pointer="/assessments",
            )
        )
    if problems:
        raise InputError(problems)
    return Imported(**parts)
