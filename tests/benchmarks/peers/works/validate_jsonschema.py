"""Check assessments against the schema with jsonschema; no object is made, no rule beyond it is checked."""

import json
from pathlib import Path

import jsonschema
from timing import asked, tell

folder = Path(asked()["folder"])
given = json.loads((folder / "assessments.json").read_text("utf-8"))
schema = json.loads((folder / "schema.json").read_text("utf-8"))
validator = jsonschema.validators.validator_for(schema)(schema)


def work():
    for one in given:
        problems = list(validator.iter_errors({"assessments": [one]}))
        if problems:
            raise AssertionError(problems[0].message)
    return len(given)


tell(work, warm=len(given) < 10**5)
