"""Hold the version of a distribution against what git has tagged: what an upgrade brings has a new version.

Neither the ledger nor a clock knows which version was published. The tags of a version control do, and they
are there without a network. Where there is no git, or no tag of the version, nothing is known and nothing is
said.
"""

import subprocess
import tomllib
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from kompass_spec.model.problems import Problem
from kompass_spec.registry.ledger import LEDGER, Ledger

__all__ = ["unraised"]

_PROJECT = "pyproject.toml"
_SECONDS = 10


class _Project(NamedTuple):
    """Hold the name and the version of the distribution that a folder belongs to, and where it says so."""

    name: str
    version: str
    file: Path


def unraised(folder: Traversable, ledger: Ledger) -> Iterator[Problem]:
    """Find that the ledger has grown since its distribution's version was tagged: nobody would get the rest.

    A tag is that of a version if it ends with it, such as ``v1.2.0`` or ``frameworks-2026.11.0``.
    """
    if not isinstance(folder, Path):
        return
    project = _project_of(folder)
    if project is None:
        return
    for tag in _git(folder, "tag", "--list", f"*{project.version}").decode().split():
        if not _is_of(tag, project):
            continue
        tagged = _git(folder, "cat-file", "blob", f"{tag}:./{LEDGER}")
        count = len(tagged.splitlines())
        if tagged and count < len(ledger.heads()):
            sentence = (
                f"{project.name} {project.version} has the tag {tag}, with {count} entries in its ledger, and"
                f" there are {len(ledger.heads())} now. Who has that version would get nothing of them by an"
                " upgrade. Raise the version."
            )
            yield Problem("version-not-raised", sentence, str(project.file), "/project/version")
            return


def _project_of(folder: Path) -> _Project | None:
    """Return the project that a folder lies in, ``None`` where there is none that says its version."""
    for above in (folder, *folder.parents):
        file = above / _PROJECT
        if file.is_file():
            return _read(file)
    return None


def _read(file: Path) -> _Project | None:
    try:
        project = tomllib.loads(file.read_text("utf-8")).get("project", {})
        name, version = project.get("name"), project.get("version")
    except (OSError, ValueError, AttributeError):
        return None
    return _Project(name, version, file) if isinstance(name, str) and isinstance(version, str) else None


def _is_of(tag: str, project: _Project) -> bool:
    """Tell whether a tag ends with just this version, and the project said this version then.

    In a repository of several distributions another may have had a tag with the same number.
    """
    before = tag.removesuffix(project.version)
    if before[-1:].isdigit() or before.endswith("."):
        return False
    then = _git(project.file.parent, "cat-file", "blob", f"{tag}:./{_PROJECT}").decode(errors="replace")
    try:
        was = tomllib.loads(then).get("project", {})
    except ValueError:
        return False
    return bool(then) and (was.get("name"), was.get("version")) == (project.name, project.version)


def _git(folder: Path, *arguments: str) -> bytes:
    """Return what git writes, nothing where it is not installed or fails: then no tag is known."""
    try:
        ran = subprocess.run(  # noqa: S603 - no shell, and git only reads what it has stored
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - git is wherever its user has it
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return ran.stdout if ran.returncode == 0 else b""
