"""Write assessments of 45 questions as JSON, and the schema of ours in JSON Schema beside them."""

import json
from pathlib import Path

from timing import asked

from kompass_spec import load_registry
from kompass_spec.documents.schemas import read_schema

task = asked()
folder = Path(task["folder"])
edition = load_registry()[task["edition"]]
codes = [one.code for one in edition.questions]


def plain(number):
    return {
        "edition": edition.id,
        "organisation": {"name": f"K{number}", "kind": "municipality"},
        "observations": [
            {
                "item": code,
                "quantity": "percent",
                "value": str((number * 37 + place * 11) % 101),
                "line": place + 1,
            }
            for place, code in enumerate(codes)
        ],
    }


given = [plain(number) for number in range(task["size"])]
(folder / "assessments.json").write_text(json.dumps(given), "utf-8")
(folder / "schema.json").write_text(json.dumps(read_schema("assessments")), "utf-8")
