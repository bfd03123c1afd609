"""Freeze the API at a release: ``python tests/api/refresh_api.py``
writes the snapshot of this version anew."""

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


if __name__ == "__main__":
    refresh()
