"""Say to whoever uses a release that a newer one was passed by, or that not all of it is known here."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from attrs import evolve

from kompass_spec.model.problems import Problem

__all__ = ["PassedBy", "none_can_be_read", "unsaid", "used_instead"]


class PassedBy(NamedTuple):
    """Say why releases of an id cannot be read, the newest first, and which version is used instead."""

    problems: tuple[Problem, ...]
    used: str | None = None


def used_instead(passed_by: Iterable[Problem], used: str) -> Iterator[Problem]:
    """Return the warnings that newer releases cannot be read, and that ``used`` takes their place."""
    for problem in passed_by:
        sentence = f"{problem.message} {used} is used instead, the newest that this version reads."
        yield evolve(problem, message=sentence)


def none_can_be_read(name: str, passed_by: Iterable[Problem]) -> Iterator[Problem]:
    """Return the warnings that an id means nothing here, because none of its releases can be read."""
    for problem in passed_by:
        sentence = f"{problem.message} No other release of {name} can be read by this version."
        yield evolve(problem, message=sentence)


def unsaid(told: Iterable[Problem], known: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return what is told and is not among what is known to be wrong already, each once."""
    said = {(problem.code, problem.file) for problem in known}
    return tuple(dict.fromkeys(one for one in told if (one.code, one.file) not in said))
