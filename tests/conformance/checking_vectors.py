"""How a vector is run: by the package, and by the naive implementation that shares no code with it."""

import runpy
from fractions import Fraction
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = runpy.run_path(str(HERE / "package.py"))
SCORING, CONVERSION, CHAINS, DIGESTS = (
    runpy.run_path(str(HERE / f"naive_{name}.py")) for name in ("scoring", "conversion", "chains", "digests")
)
exact, written = SCORING["exact"], SCORING["written"]


def package(name):
    """Return a function of the package's side."""
    return PACKAGE[name]


def hand(name):
    """Return a function of the naive side."""
    return {
        "score": SCORING["score"],
        "convert": CONVERSION["convert"],
        "convert_along_all": CHAINS["convert_along"],
    }[name]


def digests(name):
    """Return a function of the naive digests."""
    return DIGESTS[name]


@cache
def cases(topic):
    """Return what the inputs of a topic are made with."""
    return runpy.run_path(str(HERE / f"cases_{topic}.py"))


def by_package(document, vector):
    """Return what the package makes of a vector."""
    return _run(
        document,
        vector,
        PACKAGE["score"],
        (PACKAGE["convert"], PACKAGE["convert_along_all"]),
        {
            "bounds": PACKAGE["bound"],
            "prints": prints_by_package,
            "write": PACKAGE["write"],
            "read": PACKAGE["read"],
            "outwards": PACKAGE["outwards"],
            "canonical": PACKAGE["canonical"],
            "release": PACKAGE["release"],
            "ledger": PACKAGE["chain"],
        },
    )


def by_hand(document, vector):
    """Return what the naive implementation makes of a vector."""
    return _run(
        document,
        vector,
        SCORING["score"],
        (CONVERSION["convert"], CHAINS["convert_along"]),
        {
            "bounds": bounds_by_hand,
            "prints": prints_by_hand,
            "write": lambda numerator, denominator: {
                "text": written(Fraction(int(numerator), int(denominator)))
            },
            "read": read_by_hand,
            "outwards": outwards_by_hand,
            "canonical": lambda json: digest_by_hand(json, lambda data: data),
            "release": lambda json: digest_by_hand(json, DIGESTS["compact"]),
            "ledger": chain_by_hand,
        },
    )


def _run(document, vector, score, converts, operations):
    if "operation" in vector:
        return operations[vector["operation"]](**vector["input"])
    editions = document["editions"]
    if "edition" in vector:
        assessed = vector.get("assessed", vector["edition"])
        more = {"omitted": vector.get("not_applicable", ()), "kind": vector.get("kind", "municipality")}
        return score(editions[vector["edition"]], assessed, vector["observations"], **more)
    convert, along = converts
    if "mappings" in vector:
        kind = vector.get("kind", "municipality")
        return along(editions, vector["mappings"], vector["scores"], kind=kind)
    return convert(
        editions[vector["source"]],
        editions[vector["target"]],
        vector["mapping"],
        vector["scores"],
        vector.get("assessed"),
        omitted=vector.get("not_applicable", ()),
        kind=vector.get("kind", "municipality"),
    )


def prints_by_package(quantity, precision, max, low, high):  # noqa: A002 - the key of the vector
    """Ask the scorer, by a question with one impossible figure whose true value the area bounds."""
    points = f"{max}"
    area = {"code": "1", "title": {"en": "Area 1"}, "max": points, "questions": [
        {"code": "1.1", "text": {"en": "Question 1.1"}, "max": points}]}  # fmt: skip
    edition = {**_EDITION, "areas": [area]}
    middle, precision_of_area = (exact(low) + exact(high)) / 2, exact(high) - exact(low)
    figures = [
        {"item": "1", "quantity": "points", "value": written(middle), "line": 1,
         "precision": written(precision_of_area or Fraction(1, 10**9))},
        {"item": "1.1", "quantity": quantity, "value": "1000", "precision": precision, "line": 2},
    ]  # fmt: skip
    found = PACKAGE["score"](edition, edition["id"], figures)
    (misprint,) = found["discrepancies"][0]["misprints"]
    return {"lowest": misprint["lowest"], "highest": misprint["highest"]}


_EDITION = {
    "id": "xx-prints", "title": {"en": "xx-prints"}, "publisher": "Nobody", "country": "SE", "language": "en",
    "valid_from": "2000", "completeness": "complete", "rights": "Made up.", "release": "1.0.0", "source": "s",
    "sources": [{"id": "s", "title": "S"}],
}  # fmt: skip


def prints_by_hand(quantity, precision, max, low, high):  # noqa: A002 - the key of the vector
    least, most = SCORING["printable"](quantity, exact(precision), exact(max), exact(low), exact(high))
    return {"lowest": written(least), "highest": written(most)}


def bounds_by_hand(quantity, value, precision, max):  # noqa: A002 - the key of the vector
    low, high = SCORING["figure_bounds"](quantity, exact(value), exact(precision), exact(max))
    return {"low": written(low), "high": written(high)}


def read_by_hand(text):
    try:
        return {"text": written(exact(text))}
    except ValueError:
        return {"error": ["refused"]}


def outwards_by_hand(low, high, places):
    step = Fraction(1, 10**places)
    return {"low": written(exact(low) // step * step), "high": written(-(-exact(high) // step) * step)}


def digest_by_hand(text, change):
    try:
        form = DIGESTS["canonical"](change(DIGESTS["read"](text)))
    except DIGESTS["Refused"]:
        return {"error": ["refused"]}
    return {"text": form, "sha256": DIGESTS["sha256"](form)}


def chain_by_hand(entries):
    lines, head = DIGESTS["chain"](entries)
    return {"lines": lines, "head": head}
