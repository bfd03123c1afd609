"""Editions laid out flat for conversion done again: it shares no code with the package."""

import runpy
from fractions import Fraction
from pathlib import Path

exact = runpy.run_path(str(Path(__file__).with_name("naive_scoring.py")))["exact"]
ZERO = Fraction(0)


class Edition:
    """An edition laid out flat, with the lowest items that every item stands for.

    ``omitted`` are codes of items that do not apply; ``kind`` is that of the organisation.
    """

    def __init__(self, data, omitted=(), kind="municipality"):
        self.id = data["id"]
        self.data, self.omitted, self.kind = data, set(omitted), kind
        self.absent: set[str] = set()
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
            self._find_absent(area)
        self.maximum["total"] = sum((self.maximum[code] for code in self.parts["total"]), ZERO)
        if data.get("areas") and {area["code"] for area in data["areas"]} <= self.absent:
            self.absent.add("total")

    def _find_absent(self, item, *, above=False):
        """Find what does not apply: by name, by kind, below such an item, or as no part of it applies."""
        kinds = item.get("applies_to") or []
        here = above or item["code"] in self.omitted or bool(kinds and self.kind not in kinds)
        below = scored_below(item)
        for one in below:
            self._find_absent(one, above=here)
        if here or (below and {one["code"] for one in below} <= self.absent):
            self.absent.add(item["code"])

    def applying(self, code):
        """Return the maximum of what applies of an item, which is all of it less what does not."""
        if code in self.absent:
            return ZERO
        return self.maximum[code] - sum(
            (self.maximum[part] - self.applying(part) for part in self.all_parts.get(code, [])), ZERO
        )

    def speaks_of_kinds(self):
        areas = self.data.get("areas", [])
        return any(one.get("applies_to") for area in areas for one in (area, *area.get("questions", [])))

    def _lay(self, item, *, used):
        below = scored_below(item)
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


def scored_below(item):
    """Return the parts of an item that have points: not what is asked for context."""
    below = item.get("questions") or item.get("criteria") or []
    return [one for one in below if one.get("scored", True)]


def lowest_of(target, code):
    below = target.parts[code]
    return [one for part in below for one in lowest_of(target, part)] if below else [code]


def below(target, codes):
    return frozenset(one for code in codes for one in lowest_of(target, code))
