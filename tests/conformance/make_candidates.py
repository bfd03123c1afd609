"""Write the candidates of vectors anew: ``python tests/conformance/make_candidates.py``.

They have the form of vectors and are held by both implementations, but nobody has published them.
"""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent
FILE = HERE / "candidates/shapes.json"
CASES = runpy.run_path(str(HERE / "cases_shapes.py"))
CHECKS = runpy.run_path(str(HERE / "checking_vectors.py"))


def document():
    """Return the candidates as a topic of vectors has them, with what both implementations expect."""
    found = {
        "topic": "shapes",
        "version": "1.0.0",
        "about": "From answers on scales, and from what does not apply, to exact intervals.",
        "editions": CASES["EDITIONS"],
        "vectors": [dict(one) for one in CASES["SHAPES"]],
    }
    for vector in found["vectors"]:
        expected, again = CHECKS["by_package"](found, vector), CHECKS["by_hand"](found, vector)
        if expected != again:
            sys.exit(f"{vector['name']}\nthe package: {expected}\nby hand:     {again}")
        vector["expected"] = expected
    return found


if __name__ == "__main__":
    laid_out = runpy.run_path(str(HERE / "make_vectors.py"))["laid_out"]
    FILE.write_text(laid_out(document()) + "\n", "utf-8")
