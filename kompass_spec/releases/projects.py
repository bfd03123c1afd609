"""The project that a framework's folder lies in: what its ``pyproject.toml`` says of the distribution."""

import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

__all__ = ["PROJECT", "Project", "project_in", "project_of"]

PROJECT = "pyproject.toml"
"""The name of the file that describes a project."""


class Project(NamedTuple):
    """Hold the name, the version and the dependencies of a distribution, and the file that says so.

    ``version`` is ``None`` where the file does not state it.
    """

    name: str
    version: str | None
    dependencies: tuple[str, ...]
    file: Path


def project_of(folder: Traversable) -> Project | None:
    """Return the project that a folder lies in, ``None`` where it lies in none, or in an archive.

    What is wrong with somebody's project file is theirs to find: it is passed by.
    """
    if not isinstance(folder, Path):
        return None
    resolved = folder.resolve()
    for place in (resolved, *resolved.parents):
        file = place / PROJECT
        if not file.is_file():
            continue
        try:
            project = project_in(file.read_text("utf-8"), file)
        except (OSError, UnicodeDecodeError):
            continue
        if project is not None:
            return project
    return None


def project_in(text: str, file: Path) -> Project | None:
    r"""Return the project that the text of a file describes, ``None`` where that names none.

    >>> project_in('[project]\nname = "kompass-is"\nversion = "1.0"', Path("pyproject.toml")).version
    '1.0'
    >>> project_in("[tool]", Path("pyproject.toml")) is None
    True
    """
    try:
        project = tomllib.loads(text).get("project")
    except ValueError:
        return None
    if not isinstance(project, dict) or not isinstance(project.get("name"), str):
        return None
    version, dependencies = project.get("version"), project.get("dependencies", [])
    if not isinstance(dependencies, list):
        return None
    return Project(
        name=project["name"],
        version=version if isinstance(version, str) else None,
        dependencies=tuple(map(str, dependencies)),
        file=file,
    )
