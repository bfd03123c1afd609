"""Read an edition from its TOML, with everything that is wrong with it reported at once."""

import re
from typing import Any

from attrs import evolve

from kompass_spec.documents.plain import parse_toml
from kompass_spec.documents.structure import structure
from kompass_spec.model.edition import Edition
from kompass_spec.model.edition_rules import edition_problems
from kompass_spec.model.problems import InputError, Problem

__all__ = ["edition_from_data", "read_edition"]


def read_edition(text: str, file: str) -> Edition:
    """Return the edition that the TOML in ``text`` describes; ``file`` is its name in errors.

    Raise ``InputError`` with every wrong type and every broken rule at once, each with file and pointer.
    """
    try:
        return edition_from_data(parse_toml(text))
    except InputError as error:
        raise error.in_file(file) from None


def edition_from_data(data: Any) -> Edition:
    """Return the edition that plain data describe; raise ``InputError`` with every problem at once."""
    try:
        return structure(data, Edition)
    except InputError as error:
        # The constructor repeats the broken rules when nothing else is wrong; each is said once.
        rules = edition_problems(data) if isinstance(data, dict) else ()
        problems = {(problem.pointer, problem.message): problem for problem in (*error.problems, *rules)}
        told = [_nearest(problem) for problem in problems.values()]
        ordered = sorted(told, key=lambda problem: (problem.pointer or "", problem.message))
        raise InputError(_named(problem, data) for problem in ordered) from None


_WITH_POINTS = re.compile(r"/(areas|scales)/.*|/[^/]*")
"""Where a key may be meant as a shape of the framework: not in sources, notes and declared rewordings."""


def _nearest(problem: Problem) -> Problem:
    """Say of a key of a shape that editions cannot have what comes nearest, not only that it is no key."""
    pointer = problem.pointer or ""
    if problem.code != "unknown-key" or not _WITH_POINTS.fullmatch(pointer):
        return problem
    # Imported here because nearly every file has no such key.
    from kompass_spec.documents.foreign_shapes import foreign_shape

    sentence = foreign_shape(pointer.rpartition("/")[2])
    return problem if sentence is None else Problem("unsupported-shape", sentence, pointer=pointer)


def _named(problem: Problem, data: Any) -> Problem:
    """Say in words which area or question a pointer is about: it counts from 0, and codes do not."""
    here, code = data, None
    for step in (problem.pointer or "").split("/")[1:]:
        if isinstance(here, list) and step.isdecimal() and int(step) < len(here):
            here = here[int(step)]
            own = here.get("code") if isinstance(here, dict) else None
            if isinstance(own, str) and own:
                code = own
        elif isinstance(here, dict) and step in here:
            here = here[step]
        else:
            break
    if code is None or code in problem.message:
        return problem
    level = "Question" if "." in code else "Heading" if ":" in code else "Area"
    return evolve(problem, message=f"{level} {code}: {problem.message}")
