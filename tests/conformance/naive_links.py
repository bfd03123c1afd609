"""What links say, alone and side by side, for conversion done again: it shares no code with the package.

A share is a fraction from 0 to 1. ``p`` is a source's, ``o`` that of the common part, ``a`` and ``b`` are
lower ends of the shares in common.
"""

import runpy
from fractions import Fraction
from itertools import permutations
from pathlib import Path

exact = runpy.run_path(str(Path(__file__).with_name("naive_scoring.py")))["exact"]
ZERO, ONE = Fraction(0), Fraction(1)


def ends(share):
    """Read a share: one quantity, two ends in a list, or a table."""
    if share is None:
        return ZERO, ONE
    if isinstance(share, dict):
        return exact(share["low"]), exact(share["high"])
    if isinstance(share, list):
        return exact(share[0]), exact(share[1])
    return exact(share), exact(share)


def both_ends(link):
    relation = link["relation"]
    of_source = (ONE, ONE) if relation in {"equal", "subset-of"} else ends(link.get("of_source"))
    of_target = (ONE, ONE) if relation in {"equal", "superset-of"} else ends(link.get("of_target"))
    return of_source, of_target


def lower_ends(link):
    relation = link["relation"]
    a = ONE if relation in {"equal", "equivalent", "subset-of"} else ends(link.get("of_source"))[0]
    b = ONE if relation in {"equal", "equivalent", "superset-of"} else ends(link.get("of_target"))[0]
    return a, b


def is_assumed(link):
    return link["relation"] == "equivalent" or link.get("assumed", False)


def carried(link, p):
    """Return the share of the target that a link carries,
    from least to most, and the bounds of the common part."""
    relation = link["relation"]
    a = ONE if relation in {"equal", "equivalent", "subset-of"} else ends(link.get("of_source"))[0]
    least, most = (
        (ONE, ONE) if relation in {"equal", "equivalent", "superset-of"} else ends(link.get("of_target"))
    )
    if a == 0:
        o = (ONE if p[0] == 1 else ZERO, ZERO if p[1] == 0 else ONE)
    else:
        o = (max(ZERO, 1 - (1 - p[0]) / a), min(ONE, p[1] / a))
    return least, most, o


def together(parts, *, covered):
    """Return the bounds of a target's share by links whose
    common parts are disjoint; None if they cannot be."""
    rest = 1 - sum(least for least, _, _ in parts)
    if rest < 0:
        return None
    if not covered:
        return sum(least * o[0] for least, _, o in parts), sum(least * o[1] for least, _, o in parts) + rest
    low, high = [], []
    # The rest goes to the links in some order, each as much as it can take; every order is tried.
    for order in permutations(range(len(parts))) if len(parts) <= 5 else [range(len(parts))]:
        left, taken = rest, [ZERO] * len(parts)
        for place in order:
            taken[place] = min(left, parts[place][1] - parts[place][0])
            left -= taken[place]
        if left > 0:
            return None
        shares = [least + more for (least, _, _), more in zip(parts, taken, strict=True)]
        low.append(sum(share * o[0] for share, (_, _, o) in zip(shares, parts, strict=True)))
        high.append(sum(share * o[1] for share, (_, _, o) in zip(shares, parts, strict=True)))
    return min(low), max(high)


def families(contents):
    """Return every set of places whose contents have nothing in common."""
    found: list[list[int]] = [[]]
    for place, content in enumerate(contents):
        found += [[*known, place] for known in found if all(not content & contents[one] for one in known)]
    return found


def is_identity(mapping):
    """Tell whether a mapping leads from an edition to itself, every item to itself."""
    return mapping["source"] == mapping["target"] and all(
        link["relation"] == "equal" and link["source"] == link["target"] and len(link["source"]) == 1
        for link in mapping["links"]
    )
