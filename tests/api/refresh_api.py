"""Freeze the API: ``python tests/api/refresh_api.py`` at a release, which writes the snapshot of this version
anew, and with ``--next`` between releases, which writes what it is now and what the changelog says of it."""

import json
import runpy
import sys
from pathlib import Path

# The schemas that are frozen too are generated anew.
sys.path.insert(0, str(Path(__file__).parents[1] / "schemas"))
SURFACE = runpy.run_path(str(Path(__file__).with_name("surface.py")))


def refresh() -> None:
    """Write the snapshots of the API and the schemas as
    they are now, and remove those of the release before."""
    now = SURFACE["surface"]()
    for old in (*SURFACE["HERE"].glob("api-*.json"), *SURFACE["HERE"].glob("schemas-*.json")):
        old.unlink()
    # One object on every line, so that a difference of two snapshots can be read.
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}," for key, value in now.items() if key != "modules"]
    blocks = []
    for module, objects in now["modules"].items():
        rows = [f"      {json.dumps(name)}: {json.dumps(data)}" for name, data in objects.items()]
        blocks.append(f"    {json.dumps(module)}: {{\n" + ",\n".join(rows) + "\n    }")
    content = "\n".join(["{", *lines, '  "modules": {', ",\n".join(blocks), "  }", "}", ""])
    if json.loads(content) != now:
        sys.exit("what was written is not what was meant")
    (SURFACE["HERE"] / f"api-{now['version']}.json").write_text(content, "utf-8")
    shapes = SURFACE["NARROWING"]["schemas"]()
    rows = [
        f"  {json.dumps(name)}: {json.dumps(schema, ensure_ascii=False)}" for name, schema in shapes.items()
    ]
    place = SURFACE["HERE"] / f"schemas-{now['version']}.json"
    place.write_text("{\n" + ",\n".join(rows) + "\n}\n", "utf-8")


def refresh_next() -> None:
    """Write the API as it is now, and its section of the changelog under the version that is not out yet."""
    now = SURFACE["surface"]()
    SURFACE["NEXT"].write_text("\n".join([*SURFACE["CHANGES"]["snapshot_lines"](now), ""]), "utf-8")
    place = SURFACE["ROOT"] / "CHANGELOG.md"
    text = place.read_text("utf-8")
    section = SURFACE["section"](now)
    held = SURFACE["held_section"](text)
    if held:
        text = text.replace(held, section)
    else:
        first, _, earlier = text.partition("\n## ")
        unreleased, mark, released = earlier.partition("\n## ")
        text = f"{first}\n## {unreleased.rstrip()}\n\n{section}\n{mark}{released}"
    place.write_text(text, "utf-8")


if __name__ == "__main__":
    refresh_next() if sys.argv[1:] == ["--next"] else refresh()
