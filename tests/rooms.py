"""Measure the rooms of the core: ``uv run python tests/rooms.py`` prints what stands on the page on
architecture.

Imports are counted by grimp, which import-linter brings (the dependency group ``lint``); calls by the
profiler of Python while three commands run. A folder is a room, and so is a module that lies loose at the
root.
"""

import contextlib
import io
import sys
from collections import defaultdict
from pathlib import Path

import grimp

import kompass_spec

CORE = Path(kompass_spec.__file__).parent
PAGE = CORE.parent / "docs/explanation/architecture.md"
WAYS = {
    "a report, from the command to the page": (
        ("report", "docs/examples/ornskoldsvik-2017.md", "--to", "html"),
        0,
    ),
    "an edition, from its id to the object": (("show", "se-2016"), 0),
    "a draft, from its file to the ledger": (
        (
            *("release", "frameworks/kompass_frameworks/editions/se-2016/edition.toml", "--dry-run"),
            *("--date", "2100-01-01", "--reviewed-by", "Somebody"),
        ),
        1,  # nothing changed since the last release, which is known only at the end of the way
    ),
}


def room_of(module):
    """Return the room that a module of the core lies in."""
    parts = module.split(".")[1:]
    folder = parts if CORE.joinpath(*parts).is_dir() else parts[:-1]
    return "/".join(folder) or (f"{parts[0]}.py" if parts else "__init__.py")


def components_of(graph):
    """Return the sets of nodes of a graph that lead to each other (Tarjan), those that lead nowhere first."""
    numbers: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    components: list[set[str]] = []

    def visit(node):
        numbers[node] = lowest[node] = len(numbers)
        stack.append(node)
        for other in graph[node]:
            if other not in numbers:
                visit(other)
                lowest[node] = min(lowest[node], lowest[other])
            elif other in stack:
                lowest[node] = min(lowest[node], numbers[other])
        if lowest[node] == numbers[node]:
            component = set(stack[stack.index(node) :])
            del stack[stack.index(node) :]
            components.append(component)

    for node in sorted(graph):
        if node not in numbers:
            visit(node)
    return components


def imports():
    """Return who imports whom, by module and by room; imports for type checkers and within functions
    count."""
    graph = grimp.build_graph("kompass_spec", cache_dir=None)
    modules = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    rooms: dict[str, set[str]] = defaultdict(set)
    for module, imported in modules.items():
        rooms[room_of(module)] |= {room_of(other) for other in imported} - {room_of(module)}
    return modules, dict(rooms)


def floors(rooms):
    """Return how many rooms the longest way of imports leads through; rooms that import each other are
    one."""
    height: dict[str, int] = {}
    for component in components_of(rooms):
        below = {other for room in component for other in rooms[room]} - component
        height |= dict.fromkeys(component, 1 + max((height[other] for other in below), default=0))
    return max(height.values())


def way(arguments, wanted):
    """Return the rooms that a command enters as it runs, and the pairs of which one calls the other."""
    rooms, pairs = set(), set()
    base = f"{CORE}/"

    def entered(frame, event, _):
        if (
            event != "call"
            or not frame.f_code.co_filename.startswith(base)
            or frame.f_code.co_name == "<module>"
        ):
            return
        here = _room_of_file(frame, base)
        rooms.add(here)
        caller = frame.f_back
        while caller is not None and not caller.f_code.co_filename.startswith(base):
            caller = caller.f_back
        if caller is not None and (there := _room_of_file(caller, base)) != here:
            pairs.add((there, here))

    from kompass_spec.cli import main  # noqa: PLC0415 - what is measured is imported only here

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        sys.setprofile(entered)
        code = main(list(arguments))
        sys.setprofile(None)
    if code != wanted:
        sys.exit(f"kompass {' '.join(arguments)} ended with {code}")
    return len(rooms), len(pairs)


def _room_of_file(frame, base):
    folder, _, file = frame.f_code.co_filename.removeprefix(base).rpartition("/")
    return folder or file


def measures():
    """Return every measure by its name."""
    modules, rooms = imports()
    circles = [component for component in components_of(modules) if len(component) > 1]
    entries = [path for path in CORE.iterdir() if path.name != "__pycache__"]
    found = {
        "entries at the root of `kompass_spec/`": len(entries),
        "rooms": len(rooms),
        "floors": floors(rooms),
        "arrows between rooms": sum(map(len, rooms.values())),
        "circles of modules": len(circles),
    }
    for name, (arguments, wanted) in WAYS.items():
        entered, pairs = way(arguments, wanted)
        found[name] = f"{entered} / {pairs}"
    return found


def main():
    """Print the measures; return what the page says otherwise, 0 if it says the same."""
    page = PAGE.read_text("utf-8")
    wrong = []
    for name, value in measures().items():
        sys.stdout.write(f"{name}: {value}\n")
        row = next((line for line in page.splitlines() if line.startswith(f"| {name} |")), "")
        if not row.endswith(f"| {value} |"):
            wrong.append(f"{PAGE.name} does not say that of {name} there are now {value}.")
    return "\n".join(wrong) or 0


if __name__ == "__main__":
    sys.exit(main())
