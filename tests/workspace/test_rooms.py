"""No modules of the core import each other in a circle, neither when they run nor for their types."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = ROOT / "kompass_spec"
OTHERS = [ROOT / "frameworks/kompass_frameworks", *sorted(ROOT.glob("plugins/*/src/*"))]


def modules_of(package):
    """Return the files of a package by the names of their modules."""
    modules = {}
    for path in sorted(package.rglob("*.py")):
        steps = path.relative_to(package.parent).with_suffix("").parts
        modules[".".join(steps[:-1] if steps[-1] == "__init__" else steps)] = path
    return modules


def imports_of(name, modules):
    """Iterate over the modules that one imports anywhere, also within functions and for type checkers."""
    path = modules[name]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom):
            start = node.module or ""
            if node.level:
                package = name if path.stem == "__init__" else name.rpartition(".")[0]
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                start = ".".join([*above, *start.split(".")]).rstrip(".")
            for alias in node.names:
                # A name that is no module of its own is one of the module that it is taken from.
                imported = f"{start}.{alias.name}"
                if imported in modules or start in modules:
                    yield imported if imported in modules else start


def circle_in(package):
    """Return modules that import each other in a circle, the first again at the end, or none."""
    modules = modules_of(package)
    graph = {name: set(imports_of(name, modules)) - {name} for name in modules}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_modules_of_the_core_import_each_other():
    """The house: "the rooms know each other one way", and so do the modules in each of them."""
    assert len(modules_of(CORE)) > 100
    assert circle_in(CORE) == [], "Put what both need into a module below them."


@pytest.mark.parametrize("package", OTHERS, ids=lambda package: package.name)
def test_no_modules_of_another_distribution_import_each_other(package):
    assert circle_in(package) == [], "Put what both need into a module below them."


@pytest.mark.parametrize(
    "back",
    [
        "from house.upper import Upper",
        "import house.upper",
        "from house import upper",
        "from . import upper",
        "from .upper import Upper",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from house.upper import Upper",
        "def later():\n    from house.upper import Upper",
    ],
)
def test_a_circle_is_found_however_it_is_closed(tmp_path, back):
    house = tmp_path / "house"
    house.mkdir()
    (house / "__init__.py").touch()
    (house / "upper.py").write_text("from house.lower import Lower\n", "utf-8")
    (house / "lower.py").write_text("import os\n", "utf-8")
    assert circle_in(house) == []
    (house / "lower.py").write_text(f"{back}\n", "utf-8")
    assert set(circle_in(house)) == {"house.lower", "house.upper"}
