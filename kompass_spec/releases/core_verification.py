"""Verify that a distribution asks for a kompass-spec that reads all that it has released."""

from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from itertools import zip_longest
from pathlib import Path

from kompass_spec.documents.forms import FIRST, FORMS
from kompass_spec.model.problems import Problem
from kompass_spec.model.version import version_key
from kompass_spec.plugins.names import normal_name
from kompass_spec.plugins.requirements import CORE, least_required, requirements_of
from kompass_spec.registry.ledger import Ledger
from kompass_spec.releases.projects import project_of

__all__ = ["core_problems", "least_core", "project_problems"]


def least_core(ledger: Ledger) -> str:
    """Return the least version of kompass-spec that reads every entry of a ledger and what it releases.

    >>> least_core(Ledger())
    '0.1.0'
    """
    named = [*(entry.core for entry in ledger.entries), *(entry.core for entry in ledger.unknown)]
    return max([FORMS[FIRST], *(core for core in named if core is not None)], key=version_key)


def core_problems(folder: Traversable, distribution: str, ledger: Ledger) -> Iterator[Problem]:
    """Find that an installer may put a distribution beside a kompass-spec that does not read all of it.

    What counts is its project file, where the folder lies in a checkout of it, else the metadata that were
    installed. Of a distribution of which there is neither nothing is said.
    """
    project = project_of(folder)
    if project is not None and normal_name(project.name) == normal_name(distribution):
        requirements: Sequence[str] | None = project.dependencies
    else:
        requirements = requirements_of(distribution)
    if requirements is not None and normal_name(distribution) != CORE:
        yield from _problems(distribution, requirements, least_core(ledger))


def project_problems(folder: Path, core: str) -> Iterator[Problem]:
    """Find that the project which a framework's folder lies in asks for less than a ``core``."""
    project = project_of(folder)
    if project is not None and normal_name(project.name) != CORE:
        yield from _problems(project.name, project.dependencies, core)


def _problems(distribution: str, requirements: Sequence[str], core: str) -> Iterator[Problem]:
    stated = least_required(requirements)
    if stated is None or not _is_below(stated, version_key(core)):
        return
    # What reads form 1 is every version that there ever was.
    if core == FORMS[FIRST] and not stated:
        return
    asked = f"{CORE}>={'.'.join(map(str, stated))}" if stated else f"any {CORE}, or none"
    wanted = f"{CORE}>={core.removesuffix('.0')}"
    sentence = (
        f"{distribution} asks for {asked}, and {core} is the first that reads all that it has released: an"
        f" installer may put it beside one that does not. Write {wanted} among the dependencies in its"
        " pyproject.toml."
    )
    yield Problem("low-requirement", sentence, f"{distribution}: pyproject.toml")


def _is_below(version: Sequence[int], other: Sequence[int]) -> bool:
    pairs = list(zip_longest(version, other, fillvalue=0))
    return [one for one, _ in pairs] < [two for _, two in pairs]
