"""Scoring done again, slowly and plainly, from the words
of the documentation: it shares no code with the package.

Everything works on plain data as the vectors have it: an edition is a table, a figure is a table, quantities
are texts.
"""

import math
from fractions import Fraction
from itertools import combinations

HALF = Fraction(1, 2)


def exact(text):
    """Read an exact quantity: an integer, a decimal with a point, or n/d."""
    left, slash, right = text.partition("/")
    digits = left.lstrip("-") if left.count("-") <= 1 and left.startswith("-") else left
    whole, point, decimals = digits.partition(".")
    parts = [whole, *([decimals] if point else []), *([right] if slash else [])]
    if (slash and point) or not all(part.isascii() and part.isdigit() and len(part) <= 400 for part in parts):
        raise ValueError(text)
    if slash and int(right) == 0:
        raise ValueError(text)
    sign = -1 if left.startswith("-") else 1
    return sign * Fraction(int(whole + decimals), 10 ** len(decimals) * (int(right) if slash else 1))


def written(quantity):
    """Write an exact quantity: as a decimal if some power of ten makes it whole, else as n/d."""
    rest = quantity.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{quantity.numerator}/{quantity.denominator}"
    places = 0
    while (quantity * 10**places).denominator != 1:
        places += 1
    digits = f"{abs(int(quantity * 10**places)):0{places + 1}d}"
    sign = "-" if quantity < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def figure_bounds(quantity, value, precision, maximum):
    """Return the points that print as the figure: half a printed digit to either side, ends included."""
    low, high = value - precision / 2, value + precision / 2
    return (low * maximum / 100, high * maximum / 100) if quantity == "percent" else (low, high)


def printable(quantity, precision, maximum, low, high):
    """Return the least and the greatest figure of this
    precision that some points from low to high print as."""
    if quantity == "percent":
        low, high = low * 100 / maximum, high * 100 / maximum
    return math.ceil(low / precision - HALF) * precision, math.floor(high / precision + HALF) * precision


class Refused(Exception):  # noqa: N818 - it is no error of the program
    """The input cannot be scored; the codes say why."""

    def __init__(self, codes):
        self.codes = sorted(set(codes))
        super().__init__(", ".join(self.codes))


class Sheet:
    """An edition laid out flat: the maximum of every item, its parts, and the order of the items."""

    def __init__(self, edition, figures, named):
        refused = [] if named == edition["id"] else ["other-edition"]
        known = {"total"}
        self.maximum: dict[str, Fraction] = {}
        self.parts: dict[str, list[str]] = {"total": []}
        partial = edition["completeness"] == "partial"
        for area in edition.get("areas", []):
            known |= {area["code"]}
            self._lay(area, known)
            self.parts["total"].append(area["code"])
        weights = [area.get("max") for area in edition.get("areas", [])]
        if partial or not weights or None in weights:
            refused.append("unknown-weights")
        refused += ["unknown-item" for figure in figures if figure["item"] not in known]
        unsummed = known - set(self.parts)
        refused += ["unknown-weights" for figure in figures if figure["item"] in unsummed]
        if refused:
            raise Refused(refused)
        self.maximum["total"] = sum((self.maximum[code] for code in self.parts["total"]), Fraction(0))
        self.parts = {code: below for code, below in self.parts.items() if code in self.maximum}
        self.figures = sorted(figures, key=self._place)

    def _place(self, figure):
        """Return what figures are ordered by."""
        return (
            figure.get("page") or 0,
            figure.get("line") or 0,
            self.order().index(figure["item"]),
            ["points", "max", "percent", "change", "reference"].index(figure["quantity"]),
            exact(figure["value"]),
            exact(figure.get("precision", "1")),
        )

    def _lay(self, item, known):
        below = item.get("questions", item.get("criteria", []))
        self.maximum[item["code"]] = exact(item["max"]) if item.get("max") is not None else Fraction(0)
        weighed = all(one.get("max") is not None for one in below)
        self.parts[item["code"]] = [one["code"] for one in below] if weighed else []
        for one in below:
            known.add(one["code"])
            if weighed:
                self._lay(one, known)
            else:
                known |= {further["code"] for further in one.get("criteria", [])}

    def bounding(self):
        """Return the places of the figures that bound points."""
        return [
            place
            for place, one in enumerate(self.figures)
            if one["quantity"] in {"points", "percent"} and one["item"] in self.maximum
        ]

    def of(self, code, places):
        return [place for place in places if self.figures[place]["item"] == code]

    def below(self, code):
        """Return the item and everything below it."""
        return [code, *(one for part in self.parts[code] for one in self.below(part))]

    def span(self, place):
        one = self.figures[place]
        return figure_bounds(
            one["quantity"], exact(one["value"]), exact(one.get("precision", "1")), self.maximum[one["item"]]
        )

    def order(self):
        """Return the items in the edition's order, the total last."""
        return [*self.below("total")[1:], "total"]

    def solve(self, places, top="total"):
        """Narrow every interval by every figure and every sum until nothing changes; None if one is empty."""
        codes = self.below(top)
        found = {code: [Fraction(0), self.maximum[code]] for code in codes}
        for code in codes:
            for place in self.of(code, places):
                low, high = self.span(place)
                found[code] = [max(found[code][0], low), min(found[code][1], high)]
        changed = True
        while changed:
            changed = False
            for code in codes:
                parts = self.parts[code]
                if not parts:
                    continue
                new = {code: [sum((found[part][end] for part in parts), Fraction(0)) for end in (0, 1)]}
                for part in parts:
                    others = [one for one in parts if one != part]
                    new[part] = [
                        found[code][0] - sum(found[one][1] for one in others),
                        found[code][1] - sum(found[one][0] for one in others),
                    ]
                for one, (low, high) in new.items():
                    narrowed = [max(found[one][0], low), min(found[one][1], high)]
                    if narrowed != found[one]:
                        found[one], changed = narrowed, True
                if any(low > high for low, high in found.values()):
                    return None
        return None if any(low > high for low, high in found.values()) else found


def conflicts_of(sheet):
    """Return triples of an item, a smallest set of figures
    that cannot all be true, and those set aside for it."""
    aside, found = set(), []

    def climb(code):
        for part in sheet.parts[code]:
            climb(part)
        own = sheet.of(code, sheet.bounding())
        for place in own:
            low, high = sheet.span(place)
            if high < 0 or low > sheet.maximum[code]:
                found.append((code, [place], [place]))
                aside.add(place)
        left = [place for place in own if place not in aside]
        apart = [
            pair
            for pair in combinations(left, 2)
            if max(sheet.span(pair[0])[0], sheet.span(pair[1])[0])
            > min(sheet.span(pair[0])[1], sheet.span(pair[1])[1])
        ]
        if apart:
            lost = sorted({place for pair in apart for place in pair})
            found.append((code, list(min(apart)), lost))
            aside.update(lost)
            left = [place for place in left if place not in aside]
        usable = [
            place
            for one in sheet.below(code)
            for place in sheet.of(one, sheet.bounding())
            if place not in aside
        ]
        if left and sheet.solve(usable, code) is None:
            found.append((code, smallest(sheet, code, sorted(usable)), left))
            aside.update(left)

    climb("total")
    return found, aside


def smallest(sheet, code, usable):
    """Try every set of figures, small ones first and those
    of earlier lines first, until one cannot be true."""
    for size in range(1, len(usable) + 1):
        for chosen in combinations(usable, size):
            if sheet.solve(chosen, code) is None:
                return list(chosen)
    raise AssertionError("all of them can be true")


def score(edition, assessed, figures):
    """Return the scores and the discrepancies as a vector expects them, or the codes of what is wrong."""
    try:
        sheet = Sheet(edition, figures, assessed)
    except Refused as refused:
        return {"error": refused.codes}
    found, aside = conflicts_of(sheet)
    bounds = sheet.solve([place for place in sheet.bounding() if place not in aside])
    printed = Printed(sheet, aside)
    wrong = wrong_maxima(sheet)
    discrepancies = [
        *(contradiction_of_a_maximum(sheet, place) for place in wrong),
        *(contradiction(sheet, one, aside) for one in found),
        *roundings(sheet, aside),
    ]
    lost_items = {sheet.figures[place]["item"] for place in (*aside, *wrong)}
    scores = [
        {
            "code": code,
            "low": written(bounds[code][0]),
            "high": written(bounds[code][1]),
            "max": written(sheet.maximum[code]),
            "printed": perhaps(printed.value(code)),
            "sum_of_printed": perhaps(printed.added(code)),
            "contradicted": code in lost_items,
        }
        for code in sheet.below("total")
    ]
    order = sheet.order()
    return {
        "scores": scores,
        "discrepancies": sorted(discrepancies, key=lambda one: order.index(one["items"][0])),
    }


class Printed:
    """The points printed of every item: the first that could be used, else the first."""

    def __init__(self, sheet, aside):
        self.sheet = sheet
        self.places: dict[str, int] = {}
        for place in sheet.bounding():
            figure = sheet.figures[place]
            if figure["quantity"] == "points":
                known = self.places.get(figure["item"])
                if known is None or (known in aside and place not in aside):
                    self.places[figure["item"]] = place

    def value(self, code):
        return exact(self.sheet.figures[self.places[code]]["value"]) if code in self.places else None

    def added(self, code):
        values = [self.value(part) for part in self.sheet.parts[code]]
        return sum(values, Fraction(0)) if values and None not in values else None


def perhaps(quantity):
    return None if quantity is None else written(quantity)


def wrong_maxima(sheet):
    """Return the printed maxima that are not how the edition's print, in the edition's order."""
    return [
        place
        for code in sheet.order()
        for place, one in enumerate(sheet.figures)
        if one["item"] == code
        and one["quantity"] == "max"
        and abs(exact(one["value"]) - sheet.maximum[code]) > exact(one.get("precision", "1")) / 2
    ]


def contradiction_of_a_maximum(sheet, place):
    code = sheet.figures[place]["item"]
    return discrepancy(sheet, "contradiction", [code], [place], [place], expected=sheet.maximum[code])


def contradiction(sheet, conflict, aside):
    code, chosen, lost = conflict
    others = {sheet.figures[place]["item"] for place in chosen} - {code}
    misprints = []
    for place in chosen:
        rest = [one for one in sheet.bounding() if (one not in aside or one in lost) and one != place]
        bounds = sheet.solve(rest)
        if bounds is None:
            continue
        figure = sheet.figures[place]
        least, most = printable(
            figure["quantity"], exact(figure.get("precision", "1")), sheet.maximum[figure["item"]],
            *bounds[figure["item"]],
        )  # fmt: skip
        if least <= most:
            misprints.append((place, least, most))
    items = [code, *(one for one in sheet.order() if one in others)]
    return discrepancy(sheet, "contradiction", items, chosen, lost, misprints)


def roundings(sheet, aside):
    """Find sums that print points which do not add up, or several values, where none of it was set aside."""
    usable = [
        place
        for place in sheet.bounding()
        if sheet.figures[place]["quantity"] == "points" and place not in aside
    ]

    def value(place):
        return exact(sheet.figures[place]["value"])

    for code in sheet.order():
        own, parts = sheet.of(code, usable), [sheet.of(part, usable) for part in sheet.parts[code]]
        if not own:
            continue
        if parts and all(parts):
            # Each choice of one figure of the item and one of each part, at most one of them not the first.
            firsts = [part[0] for part in parts]
            choices = [(one, *firsts) for one in own]
            for at, part in enumerate(parts):
                choices += [(own[0], *firsts[:at], other, *firsts[at + 1 :]) for other in part[1:]]
            for chosen in choices:
                added = sum((value(place) for place in chosen[1:]), Fraction(0))
                if value(chosen[0]) != added:
                    yield discrepancy(sheet, "rounding", [code], chosen, [], expected=added)
                    break
        elif parts or code in {"total", *sheet.parts["total"]}:
            others = [place for place in own if value(place) != value(own[0])]
            if others:
                yield discrepancy(sheet, "rounding", [code], [own[0], others[0]], [])


def discrepancy(sheet, kind, items, figures, lost, misprints=(), expected=None):
    """Return a discrepancy as a vector has it: figures by their place in the input's order of lines."""
    return {
        "kind": kind,
        "items": items,
        "figures": [named(sheet.figures[place]) for place in figures],
        "misprints": [
            {"figure": named(sheet.figures[place]), "lowest": written(least), "highest": written(most)}
            for place, least, most in misprints
        ],
        "set_aside": [named(sheet.figures[place]) for place in lost],
        "expected": None if expected is None else written(expected),
    }


def named(figure):
    """Return what tells a figure from the others: its line."""
    return figure["line"]
