"""Write a catalogue of 30 groups with 40 items each, as an edition of ours and as a catalogue of OSCAL."""

import json
from pathlib import Path

from timing import asked

GROUPS, ITEMS = 30, 40
folder = Path(asked()["folder"])
lines = [
    'id = "xx-2020"',
    'title.en = "A great edition"',
    'publisher = "Nobody"',
    'country = "SE"',
    'language = "en"',
    'valid_from = "2020"',
    'completeness = "complete"',
    'rights = "made up"',
    'release = "1.0.0"',
    'source = "made"',
    "[[sources]]",
    'id = "made"',
    'title = "Made up"',
]
groups = []
for group in range(1, GROUPS + 1):
    lines += ["[[areas]]", f'code = "{group}"', f"max = {ITEMS}", f'title.en = "Area {group}"']
    controls = []
    for item in range(1, ITEMS + 1):
        text = f"Is {item} of area {group} followed up?"
        lines += ["[[areas.questions]]", f'code = "{group}.{item}"', "max = 1", f'text.en = "{text}"']
        controls.append(
            {
                "id": f"g{group}-{item}",
                "title": text,
                "parts": [{"id": f"g{group}-{item}_s", "name": "statement", "prose": text}],
            }
        )
    groups.append({"id": f"g{group}", "title": f"Area {group}", "controls": controls})
(folder / "edition.toml").write_text("\n".join(lines) + "\n", "utf-8")
catalogue = {
    "uuid": "7d4b1f9e-6a52-4b0a-9f0e-1c2d3e4f5a6b",
    "metadata": {
        "title": "A great catalogue",
        "last-modified": "2020-01-01T00:00:00+00:00",
        "version": "1.0",
        "oscal-version": "1.1.2",
    },
    "groups": groups,
}
(folder / "catalogue.json").write_text(json.dumps({"catalog": catalogue}), "utf-8")
