"""Conversion done again, slowly and plainly, from the formulas of the documentation: it shares no code with the package.

A share is a fraction from 0 to 1. ``p`` is a source's, ``o`` that of the common part, ``a`` and ``b`` are lower ends of
the shares in common.
"""

import runpy
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any

SCORING = runpy.run_path(str(Path(__file__).with_name("naive_scoring.py")))
exact, written = SCORING["exact"], SCORING["written"]
ZERO, ONE = Fraction(0), Fraction(1)


class Edition:
    """An edition laid out flat, with the lowest items that every item stands for."""

    def __init__(self, data):
        self.id = data["id"]
        self.order = ["total"]
        self.maximum: dict[str, Fraction] = {}
        self.parts: dict[str, list[str]] = {"total": []}
        self.all_parts: dict[str, list[str]] = {"total": []}
        self.known = data["completeness"] != "partial" and bool(data.get("areas"))
        for area in data.get("areas", []):
            self.parts["total"].append(area["code"])
            self.all_parts["total"].append(area["code"])
            self.known = self.known and area.get("max") is not None
            self._lay(area, used=True)
        self.maximum["total"] = sum((self.maximum[code] for code in self.parts["total"]), ZERO)

    def _lay(self, item, *, used):
        below = item.get("questions", item.get("criteria", []))
        code = item["code"]
        self.maximum[code] = exact(item["max"]) if item.get("max") is not None else ZERO
        weighed = used and all(one.get("max") is not None for one in below)
        if used:
            self.order.append(code)
            self.parts[code] = [one["code"] for one in below] if weighed else []
        self.all_parts[code] = [one["code"] for one in below]
        for one in below:
            self._lay(one, used=weighed)

    def leaves(self, codes):
        found: set[str] = set()
        for code in codes:
            below = self.all_parts.get(code, [])
            found |= self.leaves(below) if below else {code}
        return found


def ends(share):
    """Read a share: one quantity, two ends in a list, or a table."""
    if share is None:
        return ZERO, ONE
    if isinstance(share, dict):
        return exact(share["low"]), exact(share["high"])
    if isinstance(share, list):
        return exact(share[0]), exact(share[1])
    return exact(share), exact(share)


def is_assumed(link):
    return link["relation"] == "equivalent" or link.get("assumed", False)


def carried(link, p):
    """Return the share of the target that a link carries, from least to most, and the bounds of the common part."""
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
    """Return the bounds of a target's share by links whose common parts are disjoint; None if they cannot be."""
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


def families(source, links):
    """Return sets of links without common content: one begun by each link, which takes the others in order if it can."""
    found = []
    for first in range(len(links)):
        family, taken = {first}, set(source.leaves(links[first]["source"]))
        for other in range(len(links)):
            leaves = source.leaves(links[other]["source"])
            if other != first and not taken & leaves:
                family.add(other)
                taken |= leaves
        found.append(sorted(family))
    return found


class Bounds:
    """What links prove, or prove if judgements hold, of every item of the target."""

    def __init__(self, target, source, mapping, spans, *, assuming):
        self.target = target
        self.low: dict[str, Fraction] = {}
        self.high: dict[str, Fraction] = {}
        self.exact: set[str] = set()
        self.impossible: set[str] = set()
        self.assumed: set[str] = set()
        self.own: dict[str, list[tuple[Fraction, Fraction]]] = {}
        self.unions: list[tuple[tuple[str, ...], Fraction, Fraction]] = []
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for link in mapping["links"]:
            if all(code in spans for code in link["source"]) and not any(
                ":" in code for code in link["target"]
            ):
                groups.setdefault(tuple(sorted(link["target"])), []).append(link)
        for codes, links in sorted(groups.items()):
            weights = [target.maximum.get(code) for code in codes]
            if not all(weights):
                continue
            links.sort(
                key=lambda link: (sorted(link["source"]), link["relation"], link.get("assumed", False))
            )
            self._group(codes, links, source, mapping, spans, assuming)
        self._climb("total")

    def _group(self, codes, links, source, mapping, spans, assuming):
        low, high, used, is_exact = ZERO, ONE, False, False
        for family in families(source, links):
            chosen = [links[place] for place in family if assuming or not is_assumed(links[place])]
            if not chosen:
                continue
            used = True
            covered = all(code in mapping.get("covered", []) for code in codes) and len(chosen) == len(links)
            parts = [carried(link, share_of(link["source"], spans)) for link in chosen]
            found = together(parts, covered=covered)
            if found is None:
                low, high, is_exact = ONE, ZERO, False
                break
            low, high = max(low, found[0]), min(high, found[1])
            whole = all(
                link["relation"] in {"equal", "equivalent", "subset-of"}
                or ends(link.get("of_source"))[0] == 1
                for link in chosen
            )
            known = (
                all(least == most for least, most, _ in parts) and sum(least for least, _, _ in parts) == 1
            )
            is_exact = is_exact or (whole and known)
        if not used:
            return
        if any(is_assumed(link) for link in links) and assuming:
            self.assumed.update(codes)
        maximum = sum(self.target.maximum[code] for code in codes)
        if low > high:
            self.impossible.update(codes)
        elif len(codes) > 1:
            self.unions.append((codes, low * maximum, high * maximum))
        else:
            self.own.setdefault(codes[0], []).append((low * maximum, high * maximum))
            if is_exact:
                self.exact.add(codes[0])

    def _climb(self, code):
        parts, low, high = self.target.parts[code], ZERO, self.target.maximum[code]
        for part in parts:
            self._climb(part)
        if parts:
            low, high = self._sum(parts)
            if self.exact >= set(parts):
                self.exact.add(code)
            if self.impossible & set(parts):
                self.impossible.add(code)
            if self.assumed & set(parts):
                self.assumed.add(code)
        for least, most in self.own.get(code, []):
            low, high = max(low, least), min(high, most)
        for codes, least, most in self.unions:
            if code in codes:
                others = sum(self.target.maximum[one] for one in codes if one != code)
                low, high = max(low, least - others), min(high, most)
        if low > high:
            self.impossible.add(code)
            low, high = ZERO, self.target.maximum[code]
        self.low[code], self.high[code] = low, high

    def _sum(self, parts):
        """Return the sum of parts; a link to several of them together may know more than is known of each."""
        left, low, high = set(parts), ZERO, ZERO
        for codes, least, most in self.unions:
            if set(codes) <= left:
                sum_low = max(least, sum(self.low[code] for code in codes))
                sum_high = min(most, sum(self.high[code] for code in codes))
                if sum_low > sum_high:
                    self.impossible.update(codes)
                    continue
                left -= set(codes)
                low, high = low + sum_low, high + sum_high
        return low + sum(self.low[code] for code in left), high + sum(self.high[code] for code in left)


def share_of(codes, spans):
    whole = sum(spans[code][2] for code in codes)
    return sum(spans[code][0] for code in codes) / whole, sum(spans[code][1] for code in codes) / whole


def rules(mapping, source, target):
    """Return the rules of thumb in the mapping's direction by what alone corresponds to what they were stated for."""
    found: dict[str, dict[str, Any]] = {}
    for statement in mapping.get("statements", []):
        if (statement["edition"], statement["other"]) != (source.id, target.id) or statement.get(
            "low"
        ) is None:
            continue
        item = statement.get("item", "total")
        if item == "total":
            found.setdefault("total", statement)
            continue
        reached = {code for link in mapping["links"] if item in link["source"] for code in link["target"]}
        if len(reached) == 1:
            back = {
                code for link in mapping["links"] if reached <= set(link["target"]) for code in link["source"]
            }
            if back == {item}:
                found.setdefault(min(reached), statement)
    return found


def convert(source_data, target_data, mapping, scores, assessed=None):
    """Return the converted items as a vector expects them; or the codes of what is wrong."""
    source, target = Edition(source_data), Edition(target_data)
    refused = [] if assessed in {None, source.id} else ["other-edition"]
    refused += [] if target.known else ["unknown-weights"]
    if refused:
        return {"error": sorted(refused)}
    spans = {
        one["code"]: (exact(one["low"]), exact(one["high"]), source.maximum[one["code"]]) for one in scores
    }
    known = {one["code"]: one for one in scores}
    proved = Bounds(target, source, mapping, spans, assuming=False)
    likely = Bounds(target, source, mapping, spans, assuming=True)
    if proved.impossible:
        return {"error": ["contradictory-mapping"]}
    adjusting = rules(mapping, source, target)
    items = [one_item(code, target, proved, likely, adjusting.get(code), known) for code in target.order]
    return {"items": items}


def one_item(code, target, proved, likely, statement, known):
    low, high, maximum = proved.low[code], proved.high[code], target.maximum[code]
    basis = "unknown" if (low, high) == (0, maximum) else "bounded"
    assumed = None
    if code in likely.assumed and code not in likely.impossible:
        assumed = {"low": written(likely.low[code]), "high": written(likely.high[code])}
    return {
        "code": code,
        "low": written(low),
        "high": written(high),
        "max": written(maximum),
        "basis": "exact" if code in proved.exact else basis,
        "assumed": assumed,
        "adjusted": adjusted(statement, known, maximum),
    }


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
