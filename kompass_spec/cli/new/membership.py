"""Say how what is made within the repository of kompass-spec becomes a member of its workspace."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from kompass_spec.documents.disk import is_file

__all__ = ["membership", "workspace_of"]


def workspace_of(output: Path) -> Path | None:
    """Return the repository of kompass-spec that a folder lies in, ``None`` where it lies elsewhere."""
    for folder in Path(os.path.realpath(output)).parents:
        document = folder / "pyproject.toml"
        if not is_file(document):
            continue
        try:
            project = tomllib.loads(document.read_text("utf-8")).get("project")
        except (OSError, ValueError):
            # What is wrong with somebody's project is theirs to find; ours can be read.
            return None
        return folder if isinstance(project, dict) and project.get("name") == "kompass-spec" else None
    return None


def membership(distribution: str, package: str, place: str, repository: Path) -> str:
    """Return what to add where, and what to run then, line by line.

    ``place`` is the folder of the distribution within the repository.
    """
    return "\n".join(_steps(distribution, package, place, repository))


def _steps(distribution: str, package: str, place: str, repository: Path) -> Iterator[str]:
    yield f"Make it a member of the workspace. In {repository / 'pyproject.toml'} add"
    if not _is_member(place, repository):
        yield f'  to members of [tool.uv.workspace]: "{place}",'
    yield f"  to [tool.uv.sources]: {distribution} = {{ workspace = true }}"
    yield f'  to dev of [dependency-groups]: "{distribution}",'
    yield f'  to all of [project.optional-dependencies]: "{distribution}",'
    yield f'  to source_pkgs of [tool.coverage.run]: "{package}",'
    yield f"In {repository / 'kompass_spec/cli/new/names.py'} add"
    yield f'  to OURS: "{distribution}",'
    yield f"Then run in {repository}"
    yield from (
        "  uv lock",
        "  uv sync",
        f"  uv run --group lint ruff check --fix {place}",
        f"  uv run pytest {place}",
    )


def _is_member(place: str, repository: Path) -> bool:
    """Tell whether a pattern of the workspace's members takes a folder in."""
    try:
        project: Any = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
        patterns = project["tool"]["uv"]["workspace"]["members"]
        return any(PurePosixPath(f"/{place}").match(f"/{pattern}") for pattern in patterns)
    except (OSError, ValueError, LookupError, TypeError):
        return False
