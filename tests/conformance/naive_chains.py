"""Mappings in a row done again, slowly and plainly, from the
formulas of the documentation: it shares no code with the tested one.

A step says whether all of its source, or of its target, is in common (``s``, ``t``), and the lower ends of
the shares in common (``a``, ``b``), both of one common part.
"""

import runpy
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

ONCE = runpy.run_path(str(Path(__file__).with_name("naive_conversion.py")))
Edition, convert, exact, is_assumed, written = (
    ONCE[name] for name in ("Edition", "convert", "exact", "is_assumed", "written")
)
ends = ONCE["LINKS"]["ends"]
ZERO, ONE = Fraction(0), Fraction(1)
WHOLES = {
    "equal": (True, True),
    "equivalent": (True, True),
    "subset-of": (True, False),
    "superset-of": (False, True),
    "intersects": (False, False),
}


class Step(NamedTuple):
    """What is known of two items: whether all of either is in common, and how much of it at least."""

    s: bool
    t: bool
    a: Fraction
    b: Fraction


def step_of(link):
    s, t = WHOLES[link["relation"]]
    return Step(
        s,
        t,
        ONE if s else ends(link.get("of_source"))[0],
        ONE if t else ends(link.get("of_target"))[0],
    )


def after(one, other):
    """Return what follows from two steps in a row; None if nothing does."""
    if one is None or other is None:
        return None
    # What is in common with the start and what is in common
    # with the end meet in the middle if they are more than it.
    meeting = max(ZERO, one.b + other.a - 1)
    if not (one.t or other.s or meeting):
        return None
    a = one.a if other.a == 1 else one.a * meeting / one.b if one.b else ZERO
    b = other.b if one.b == 1 else other.b * meeting / other.a if other.a else ZERO
    return Step(one.s and other.s, one.t and other.t, a, b)


def bridge(edition, codes, others):
    """Return how items of one edition stand to others of it; None if they share nothing."""
    left, right = edition.leaves(codes), edition.leaves(others)
    common = left & right
    if not common:
        return None

    def weight(leaves):
        return sum((edition.maximum[code] for code in leaves), ZERO)

    known = all(edition.maximum[code] for code in left | right)
    a = ONE if common == left else weight(common) / weight(left) if known else ZERO
    b = ONE if common == right else weight(common) / weight(right) if known else ZERO
    return Step(common == left, common == right, a, b)


def way(near, far, middle):
    """Return what a link of each mapping says of the ends; three
    steps in a row, taken together from either end."""
    first, between, last = step_of(near), bridge(middle, near["target"], far["source"]), step_of(far)
    found = [after(after(first, between), last), after(first, after(between, last))]
    known = [one for one in found if one is not None]
    if not known:
        return None
    # Both are of one common part, so both hold.
    return Step(
        any(one.s for one in known),
        any(one.t for one in known),
        max(one.a for one in known),
        max(one.b for one in known),
    )


def links_of(pair, ways, *, assumed):
    """Return the links of a pair of sides that follow from all ways to it."""
    relations = {(True, True): "equal", (True, False): "subset-of", (False, True): "superset-of"}
    judged = [one for one in ways if assumed and one.s and one.t]
    others = [one for one in ways if one not in judged]
    if judged and not others:
        return [link_of(pair, "equivalent", ZERO, ZERO, assumed=False)]
    s, t = any(one.s for one in others), any(one.t for one in others)
    if not (s or t):
        pairs = {(one.a, one.b) for one in others}
        best = [
            one
            for one in sorted(pairs)
            if not any(other != one and other[0] >= one[0] and other[1] >= one[1] for other in pairs)
        ]
        return [link_of(pair, "intersects", a, b, assumed=assumed) for a, b in best]
    relation = relations[s, t]
    if assumed and relation == "equal":
        return [link_of(pair, "equivalent", ZERO, ZERO, assumed=False)]
    a, b = max(one.a for one in others), max(one.b for one in others)
    return [link_of(pair, relation, ZERO if s else a, ZERO if t else b, assumed=assumed)]


def link_of(pair, relation, a, b, *, assumed):
    found = {"source": list(pair[0]), "target": list(pair[1]), "relation": relation, "assumed": assumed}
    if a:
        found["of_source"] = {"low": written(a), "high": "1"}
    if b:
        found["of_target"] = {"low": written(b), "high": "1"}
    return found


def is_idle(link, proved):
    """Tell whether a judgement says nothing beside what is proved of the pair."""
    relations = {one["relation"] for one in proved}
    if "equal" in relations or link["relation"] in relations:
        return True
    return relations | {link["relation"]} == {"subset-of", "superset-of"}


def compose(first, second, middle_data):
    """Return the mapping through what lies between."""
    middle = Edition(middle_data)
    ways: dict[Any, Any] = {}
    for near in first["links"]:
        for far in second["links"]:
            found = way(near, far, middle)
            if found is not None:
                pair = tuple(sorted(near["source"])), tuple(sorted(far["target"]))
                ways.setdefault(pair, {True: [], False: []})[is_assumed(near) or is_assumed(far)].append(
                    found
                )
    links = []
    for pair, found in sorted(ways.items()):
        proved = links_of(pair, found[False], assumed=False) if found[False] else []
        judged = links_of(pair, found[True], assumed=True) if found[True] else []
        links += [*proved, *(one for one in judged if not (proved and is_idle(one, proved)))]
    both_ends = {name.partition("@")[0] for name in (first["source"], second["target"])}
    statements = [
        one
        for one in (*first.get("statements", []), *second.get("statements", []))
        if {one["edition"], one["other"]} == both_ends
    ]
    return {
        "source": first["source"],
        "target": second["target"],
        "links": links,
        "statements": statements,
    }


def convert_along(editions, mappings, scores, kind="municipality"):
    """Return the converted items by all mappings as one, within what they give one after the other."""

    def edition(mapping, side):
        return editions[mapping[side].partition("@")[0]]

    whole = mappings[0]
    for mapping in mappings[1:]:
        whole = compose(whole, mapping, edition(mapping, "source"))
    source, target = edition(whole, "source"), edition(whole, "target")
    found = convert(source, target, whole, scores, kind=kind)
    if "error" in found or len(mappings) == 1:
        return found
    earlier = convert_along(editions, mappings[:-1], scores, kind)
    steps = None
    if "items" in earlier:
        seen = [{**one, "printed": None, "sum_of_printed": None} for one in earlier["items"]]
        last = mappings[-1]
        steps = convert(edition(last, "source"), target, last, seen, kind=kind)
    elif not set(earlier["error"]) <= {"unknown-kind", "unknown-weights"}:
        return earlier
    if steps is not None and "error" in steps:
        return steps
    return within(found["items"], steps["items"] if steps is not None else found["items"], Edition(target))


def within(items, steps, target):
    """Return items within what steps give, and their parts first."""
    composed, given = ({one["code"]: one for one in listed} for listed in (items, steps))
    known: dict[str, dict[str, Any]] = {}
    for code in reversed(target.order):
        one, parts = composed[code], target.parts[code]
        low = max(exact(one["low"]), exact(given[code]["low"]))
        high = min(exact(one["high"]), exact(given[code]["high"]))
        if parts:
            low = max(low, sum(exact(known[part]["low"]) for part in parts))
            high = min(high, sum(exact(known[part]["high"]) for part in parts))
        if low > high:
            return {"error": ["contradictory-mapping"]}
        certain = one["basis"]
        if certain == "unknown" and (
            (low, high) != (0, exact(one["max"])) or any(known[part]["basis"] != "unknown" for part in parts)
        ):
            certain = "bounded"
        known[code] = {
            **one,
            "low": written(low),
            "high": written(high),
            "basis": certain,
            "assumed": assumed_within(one["assumed"], low, high),
            "low_by_steps": low > exact(one["low"]),
            "high_by_steps": high < exact(one["high"]),
        }
    return {"items": [known[code] for code in target.order]}


def assumed_within(assumed, low, high):
    if assumed is None:
        return None
    least, most = max(exact(assumed["low"]), low), min(exact(assumed["high"]), high)
    return {"low": written(least), "high": written(most)} if least <= most else None
