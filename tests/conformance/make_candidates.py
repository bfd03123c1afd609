"""Write the candidates of vectors anew: ``python tests/conformance/make_candidates.py``.

They have the form of vectors and are held by both implementations, but nobody has published them.
"""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE / "candidates"
CASES = {
    "applicability": runpy.run_path(str(HERE / "cases_applicability.py")),
    "chains": runpy.run_path(str(HERE / "cases_chains.py")),
}
ABOUT = {
    "applicability": "From scores of what applies to what they say of another edition.",
    "chains": "From scores and several mappings in a row to what they say of the edition at the end.",
}
CHECKS = runpy.run_path(str(HERE / "checking_vectors.py"))


def document(topic):
    """Return the candidates as a topic of vectors has them, with what both implementations expect."""
    found = {
        "topic": topic,
        "version": "1.0.0",
        "about": ABOUT[topic],
        "editions": CASES[topic]["EDITIONS"],
        "vectors": [dict(one) for one in CASES[topic][topic.upper()]],
    }
    for vector in found["vectors"]:
        expected, again = CHECKS["by_package"](found, vector), CHECKS["by_hand"](found, vector)
        if expected != again:
            sys.exit(f"{vector['name']}\nthe package: {expected}\nby hand:     {again}")
        vector["expected"] = expected
    return found


if __name__ == "__main__":
    laid_out = runpy.run_path(str(HERE / "make_vectors.py"))["laid_out"]
    for name in CASES:
        (FOLDER / f"{name}.json").write_text(laid_out(document(name)) + "\n", "utf-8")
