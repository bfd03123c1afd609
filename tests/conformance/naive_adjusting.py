"""Rules of thumb of publishers applied again, plainly: it shares no code with the package."""

import runpy
from fractions import Fraction
from pathlib import Path
from typing import Any

SCORING = runpy.run_path(str(Path(__file__).with_name("naive_scoring.py")))
exact, written = SCORING["exact"], SCORING["written"]
ZERO = Fraction(0)


def rules(mapping, source, target):
    """Return the rules of thumb in the mapping's direction by
    what alone corresponds to what they were stated for."""
    found: dict[str, dict[str, Any]] = {}
    for statement in mapping.get("statements", []):
        if (statement["edition"], statement["other"]) != (source.id, target.id) or statement.get(
            "low"
        ) is None:
            continue
        item = statement.get("item", "total")
        if item == "total":
            found["total"] = statement
            continue
        reached = {code for link in mapping["links"] if item in link["source"] for code in link["target"]}
        if len(reached) == 1:
            back = {
                code for link in mapping["links"] if reached <= set(link["target"]) for code in link["source"]
            }
            if back == {item}:
                found[min(reached)] = statement
    return found


def is_whole(edition, code):
    """Tell whether all of an item applies."""
    return code not in edition.absent and all(is_whole(edition, part) for part in edition.all_parts[code])


def adjusted(statement, known, maximum):
    if statement is None or statement.get("item", "total") not in known:
        return None
    score = known[statement.get("item", "total")]
    least, most = exact(statement["low"]), exact(statement["high"])

    def moved(low, high):
        return {
            "low": written(min(max(exact(low) + least, ZERO), maximum)),
            "high": written(min(max(exact(high) + most, ZERO), maximum)),
        }

    printed = score["printed"] if score.get("printed") is not None else score.get("sum_of_printed")
    return {
        **moved(score["low"], score["high"]),
        "printed": moved(printed, printed) if printed is not None else None,
        "printed_sum": printed is not None and score.get("printed") is None,
    }
