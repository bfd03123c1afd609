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


def parts_of(one):
    """Return what is below an item and has points, as the edition has it."""
    below = one.get("questions", one.get("criteria", []))
    return [part for part in below if part.get("scored") is not False]


def codes_below(one):
    """Return an item's code and all below it."""
    below = one.get("questions", one.get("criteria", []))
    return [one["code"], *(code for part in below for code in codes_below(part))]


def flat(edition):
    """Return every item by its code, each before what is below it."""
    items = {}

    def visit(one):
        items[one["code"]] = one
        for part in one.get("questions", one.get("criteria", [])):
            visit(part)

    for area in edition.get("areas", []):
        visit(area)
    return items


class Sheet:
    """An edition laid out flat: the maximum of every item, its parts, and the order of the items."""

    def __init__(self, edition, figures, named, omitted=(), kind="municipality"):
        self.items = flat(edition)
        self.areas = edition.get("areas", [])
        self.scales = {scale["id"]: scale["levels"] for scale in edition.get("scales", [])}
        self.refuse(edition, figures, named, omitted, kind)
        self.omitted = self.left_out(edition, set(omitted), kind)
        self.context = {
            code
            for code, one in self.items.items()
            if one.get("scored") is False
            or self.items.get(code.rpartition(".")[0], {}).get("scored") is False
        }
        self.all_parts = {"total": [area["code"] for area in edition["areas"]]}
        for code, one in self.items.items():
            below = parts_of(one)
            known = all(part.get("max") is not None for part in below)
            self.all_parts[code] = [part["code"] for part in below] if known else []
        self.shown = self.below_of(self.all_parts, "total")
        self.parts = {
            code: [part for part in self.all_parts[code] if part not in self.omitted]
            for code in self.shown
            if code not in self.omitted
        }
        self.maximum: dict[str, Fraction] = {}
        unknown = [area for area in self.parts.get("total", []) if self.applying(area) is None]
        if unknown:
            raise Refused(["unknown-weights"])
        for code in self.parts:
            if code != "total":
                self.maximum[code] = self.applying(code)
        self.maximum["total"] = sum((self.maximum[code] for code in self.parts.get("total", [])), Fraction(0))
        self.parts.setdefault("total", [])
        self.summands = {code: list(below) for code, below in self.parts.items()}
        self.unknown: set[str] = set()
        for code in list(self.parts):
            if code != "total":
                self._add_rest(code)
        self.figures = sorted(figures, key=self._place)

    def _add_rest(self, code):
        """Put what has no maximum under one part, which has what the others leave."""
        below = [one for one in parts_of(self.items[code]) if one["code"] not in self.omitted]
        unknown = [one["code"] for one in below if one.get("max") is None]
        known = [one["code"] for one in below if one.get("max") is not None]
        left = self.maximum[code] - sum((self.applying(one) for one in known), Fraction(0))
        if not unknown or left < 0:
            return
        self.parts[code] = [*known, code + ":rest"]
        self.summands[code] = [one["code"] for one in below]
        self.parts[code + ":rest"], self.maximum[code + ":rest"] = unknown, left
        for one in unknown:
            self.parts[one], self.maximum[one], self.summands[one] = [], left, []
            self.unknown.add(one)
        for one in known:
            self.maximum[one] = self.applying(one)
            inner = [part for part in parts_of(self.items[one]) if part["code"] not in self.omitted]
            weighed = all(part.get("max") is not None for part in inner)
            self.parts[one] = [part["code"] for part in inner] if weighed else []
            self.summands[one] = list(self.parts[one])
            for part in self.parts[one]:
                self.parts[part], self.summands[part], self.maximum[part] = [], [], self.applying(part)
            self._add_rest(one)

    def refuse(self, edition, figures, named, omitted, kind):
        """Raise with everything that keeps the figures from being scored."""
        refused = [] if named == edition["id"] else ["other-edition"]
        weights = [area.get("max") for area in edition.get("areas", [])]
        if edition["completeness"] == "partial" or not weights or None in weights:
            refused.append("unknown-weights")
        known = {"total", *self.items}
        asked = [figure["item"] for figure in figures] + list(omitted)
        refused += ["unknown-item" for code in asked if code not in known]
        if kind is None and any(one.get("applies_to") for one in self.items.values()):
            refused.append("unknown-kind")
        for figure in figures:
            if figure["quantity"] == "level" and figure["item"] in known:
                levels = self.scales.get(self.items.get(figure["item"], {}).get("scale"), [])
                if exact(figure["value"]) not in [exact(str(level["value"])) for level in levels]:
                    refused.append("unknown-level")
            elif edition["completeness"] != "questions" and figure["item"] in self.unsummed():
                refused.append("unknown-weights")
        if refused:
            raise Refused(refused)

    def unsummed(self):
        """Return the criteria that are part of no sum, because the maximum of one of them is not known."""
        return {
            part["code"]
            for one in self.items.values()
            if one.get("scored") is not False
            and any(part.get("max") is None for part in one.get("criteria", []))
            for part in one["criteria"]
        }

    def left_out(self, edition, named, kind):
        """Return what does not apply: what is named or for others, all below, and what has nothing left."""
        found = set()

        def visit(one, above):
            kinds = one.get("applies_to") or []
            gone = above or one["code"] in named or bool(kinds and kind is not None and kind not in kinds)
            below = [(visit(part, gone), part) for part in one.get("questions", one.get("criteria", []))]
            scored = [away for away, part in below if part.get("scored") is not False]
            gone = gone or bool(scored and all(scored))
            if gone:
                found.update(codes_below(one))
            return gone

        areas = [visit(area, False) for area in edition["areas"]]
        return found | ({"total"} if all(areas) else set())

    def applying(self, code):
        """Return the maximum of what applies of an item; None where it is not known."""
        one, lost = self.items[code], self.lost(self.items[code])
        if code in self.omitted:
            return Fraction(0)
        return None if one.get("max") is None or lost is None else exact(str(one["max"])) - lost

    def lost(self, one):
        """Return the points of what does not apply in an item; None where they are not known."""
        if one["code"] in self.omitted:
            return None if one.get("max") is None else exact(str(one["max"]))
        lost = [self.lost(part) for part in parts_of(one)]
        return None if None in lost else sum(lost, Fraction(0))

    def below_of(self, parts, code):
        """Return an item and everything below it that is part of its sum."""
        return [code, *(one for part in parts[code] for one in self.below_of(parts, part))]

    def stray(self):
        """Return the places of figures that give points to what has none, or answer what does not apply."""
        found = []
        for place, one in enumerate(self.figures):
            low, high = (
                exact(one["value"]) + side * exact(one.get("precision", "1")) / 2 for side in (-1, 1)
            )
            if one["quantity"] == "level":
                bad = one["item"] in self.omitted
            else:
                bad = one["quantity"] in {"points", "percent", "max"} and not low <= 0 <= high
                if one["quantity"] == "max" and one["item"] in self.omitted:
                    bad = bad and not self.may_be_whole(one)
            if bad and one["item"] in self.omitted | self.context:
                found.append(place)
        return found

    def may_be_whole(self, one):
        """Tell whether a printed maximum is that of the whole item, or of one whose maximum is not known."""
        whole = (
            sum((exact(str(area["max"])) for area in self.areas), Fraction(0))
            if one["item"] == "total"
            else self.items[one["item"]].get("max")
        )
        if whole is None:
            return one["item"] not in self.context
        return abs(exact(one["value"]) - exact(str(whole))) <= exact(one.get("precision", "1")) / 2

    def award(self, one):
        """Return the points of a printed level, None where nobody knows them."""
        levels = self.scales.get(self.items[one["item"]].get("scale"), [])
        (level,) = [level for level in levels if exact(str(level["value"])) == exact(one["value"])]
        if level.get("points") is not None:
            return exact(str(level["points"]))
        if one["item"] in self.unknown:
            return None
        return (
            exact(str(level["share"])) * self.maximum[one["item"]] if level.get("share") is not None else None
        )

    def _place(self, figure):
        """Return what figures are ordered by."""
        return (
            figure.get("page") or 0,
            figure.get("line") or 0,
            self.order().index(figure["item"]),
            ["points", "max", "percent", "change", "reference", "level"].index(figure["quantity"]),
            exact(figure["value"]),
            exact(figure.get("precision", "1")),
        )

    def bounding(self):
        """Return the places of the figures that bound points."""
        return [
            place
            for place, one in enumerate(self.figures)
            if one["item"] in self.parts
            and one["item"] not in self.omitted
            and (
                one["quantity"] == "points"
                or (one["quantity"] == "percent" and one["item"] not in self.unknown)
                or (one["quantity"] == "level" and self.award(one) is not None)
            )
        ]

    def of(self, code, places):
        return [place for place in places if self.figures[place]["item"] == code]

    def below(self, code):
        """Return the item and everything below it."""
        return [code, *(one for part in self.parts[code] for one in self.below(part))]

    def span(self, place):
        one = self.figures[place]
        if one["quantity"] == "level":
            return (self.award(one), self.award(one))
        return figure_bounds(
            one["quantity"], exact(one["value"]), exact(one.get("precision", "1")), self.maximum[one["item"]]
        )

    def order(self):
        """Return the items in the edition's order, the total last."""
        return [*self.items, "total"]

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
        if code.endswith(":rest") and sheet.solve(usable, code) is None:
            whole = code.removesuffix(":rest")
            found.append((whole, smallest(sheet, code, sorted(usable)), sorted(usable)))
            aside.update(usable)
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


def score(edition, assessed, figures, omitted=(), kind="municipality"):
    """Return the scores and the discrepancies as a vector expects them, or the codes of what is wrong."""
    try:
        sheet = Sheet(edition, figures, assessed, omitted, kind)
    except Refused as refused:
        return {"error": refused.codes}
    found, aside = conflicts_of(sheet)
    bounds = sheet.solve([place for place in sheet.bounding() if place not in aside])
    printed = Printed(sheet, aside)
    wrong = wrong_maxima(sheet)
    stray = sheet.stray()
    discrepancies = [
        *(contradiction_of_nothing(sheet, place) for place in stray),
        *(contradiction_of_a_maximum(sheet, place) for place in wrong),
        *(contradiction(sheet, one, aside) for one in found),
        *roundings(sheet, aside),
    ]
    lost_items = {sheet.figures[place]["item"] for place in (*aside, *wrong, *stray)}
    scores = [
        {
            "code": code,
            "low": written(bounds[code][0]) if code not in sheet.omitted else "0",
            "high": written(bounds[code][1]) if code not in sheet.omitted else "0",
            "max": written(sheet.maximum[code]) if code not in sheet.omitted else "0",
            "printed": perhaps(printed.value(code)),
            "sum_of_printed": perhaps(printed.added(code)),
            "contradicted": code in lost_items
            or (
                code not in sheet.omitted
                and code + ":rest" in sheet.parts
                and any(one.startswith(code + ".") and one in sheet.parts for one in lost_items)
            ),
            **({"applies": False} if code in sheet.omitted else {}),
        }
        for code in sheet.shown
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
        for place, figure in enumerate(sheet.figures):
            if figure["quantity"] == "points" and (
                figure["item"] in sheet.omitted or figure["item"] in sheet.parts
            ):
                known = self.places.get(figure["item"])
                if known is None or (known in aside and place not in aside):
                    self.places[figure["item"]] = place

    def value(self, code):
        return exact(self.sheet.figures[self.places[code]]["value"]) if code in self.places else None

    def added(self, code):
        if code in self.sheet.omitted:
            return None
        values = [self.value(part) for part in self.sheet.summands[code]]
        return sum(values, Fraction(0)) if values and None not in values else None


def perhaps(quantity):
    return None if quantity is None else written(quantity)


def wrong_maxima(sheet):
    """Return the printed maxima that are neither of what applies nor of the whole, in the edition's order."""
    return [
        place
        for code in sheet.order()
        if code in sheet.parts and code not in sheet.omitted and code not in sheet.unknown
        for place, one in enumerate(sheet.figures)
        if one["item"] == code
        and one["quantity"] == "max"
        and abs(exact(one["value"]) - sheet.maximum[code]) > exact(one.get("precision", "1")) / 2
        and not sheet.may_be_whole(one)
    ]


def contradiction_of_a_maximum(sheet, place):
    code = sheet.figures[place]["item"]
    return discrepancy(sheet, "contradiction", [code], [place], [place], expected=sheet.maximum[code])


def contradiction_of_nothing(sheet, place):
    code = sheet.figures[place]["item"]
    return discrepancy(sheet, "contradiction", [code], [place], [place], expected=Fraction(0))


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
        if figure["quantity"] == "level":
            low, high = bounds[figure["item"]]
            levels = [
                exact(str(level["value"]))
                for level in sheet.scales[sheet.items[figure["item"]]["scale"]]
                if (given := sheet.award({**figure, "value": str(level["value"])})) is not None
                and low <= given <= high
            ]
            if levels:
                misprints.append((place, min(levels), max(levels)))
            continue
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

    for code in [code for code in sheet.order() if code in sheet.parts]:
        own, parts = sheet.of(code, usable), [sheet.of(part, usable) for part in sheet.summands[code]]
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
