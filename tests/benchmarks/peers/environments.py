"""Environments of their own for the tools that ours is compared with, made by uv."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["PACKAGES", "python_of", "versions_of"]

PACKAGES: Mapping[str, Sequence[str]] = {
    "sums": ("duckdb==2.0.1", "numpy", "polars"),
    "openfisca": ("openfisca-core", "duckdb==2.0.1"),
    "linkml": ("linkml-map",),
    "validation": ("pydantic", "jsonschema"),
    "trestle": ("compliance-trestle",),
    "cvss": ("cvss",),
}
"""What stands in each environment; where no version is asked for it is the newest that there is."""


def python_of(name: str, folder: Path) -> str:
    """Return the interpreter of an environment, which is made in a folder unless it is there; '' is ours."""
    if not name:
        return sys.executable
    place = folder / name
    python = place / "bin" / "python"
    if not (place / "complete").exists():
        subprocess.run(["uv", "venv", "--quiet", "--clear", "--python", sys.executable, place], check=True)
        asked = ["uv", "pip", "install", "--quiet", "--python", str(python), *PACKAGES[name]]
        subprocess.run(asked, check=True)
        (place / "complete").touch()
    return str(python)


def versions_of(names: Sequence[str], folder: Path) -> dict[str, str]:
    """Return the versions of the packages that were asked for, by name, and that of Python."""
    found = {"Python": sys.version.split()[0]}
    for name in names:
        asked = [package.partition("==")[0] for package in PACKAGES[name]]
        code = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]))"
        said = subprocess.run(
            [python_of(name, folder), "-c", code, *asked], check=True, capture_output=True, text=True
        )
        found.update(zip(asked, said.stdout.split(), strict=True))
    return found
