"""Read assessments into objects and check every rule, all that is wrong at once."""

import json
from pathlib import Path

from timing import asked, tell

from kompass_spec.documents.assessments import assessments_from_data

task = asked()
given = json.loads((Path(task["folder"]) / "assessments.json").read_text("utf-8"))


def work():
    return len([assessments_from_data({"assessments": [one]}) for one in given])


tell(work, warm=len(given) < 10**5)
