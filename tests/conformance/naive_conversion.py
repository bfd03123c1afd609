"""Conversion done again, slowly and plainly, from the formulas
of the documentation: it shares no code with the package."""

import runpy
from fractions import Fraction
from pathlib import Path
from typing import Any

SCORING = runpy.run_path(str(Path(__file__).with_name("naive_scoring.py")))
EDITIONS = runpy.run_path(str(Path(__file__).with_name("naive_editions.py")))
LINKS = runpy.run_path(str(Path(__file__).with_name("naive_links.py")))
Tree = runpy.run_path(str(Path(__file__).with_name("naive_sources.py")))["Tree"]
ADJUSTING = runpy.run_path(str(Path(__file__).with_name("naive_adjusting.py")))
FOLLOWING = runpy.run_path(str(Path(__file__).with_name("naive_following.py")))
Edition, below, lowest_of = (EDITIONS[name] for name in ("Edition", "below", "lowest_of"))
both_ends, lower_ends, families = (LINKS[name] for name in ("both_ends", "lower_ends", "families"))
carried, together = LINKS["carried"], LINKS["together"]
is_assumed, is_identity = LINKS["is_assumed"], LINKS["is_identity"]
rules, is_whole, adjusted = (ADJUSTING[name] for name in ("rules", "is_whole", "adjusted"))
exact, written = SCORING["exact"], SCORING["written"]
ZERO, ONE = Fraction(0), Fraction(1)


def grouped(mapping, spans, target):
    """Return the links between items that have points, by the codes that they lead to."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for link in mapping["links"]:
        if carries(link, spans):
            groups.setdefault(tuple(sorted(link["target"])), []).append(link)
    return {codes: groups[codes] for codes in sorted(groups) if all(map(target.maximum.get, codes))}


def carries(link, spans):
    """Tell whether a link leads from items with points, all of them."""
    return all(code in spans and spans[code][2] for code in link["source"])


class Source:
    """What is known of a source: the trees of what it has and lacks, and the same of settled points."""

    def __init__(self, edition, spans):
        self.edition, self.spans = edition, spans
        self.size = {code: span[2] for code, span in spans.items()}
        self.parts = {}
        for code, span in spans.items():
            parts = [part for part in span[3] if self.size[part]]
            self.parts[code] = parts if sum(self.size[part] for part in parts) == self.size[code] else []
        self.has = Tree(self.parts, self.size, {code: (span[0], span[1]) for code, span in spans.items()})
        if not self.has.possible:
            return
        self.lacks = self.has.lacking()
        applying = Tree(
            self.parts, self.size, {code: (span[0], span[1] - span[4]) for code, span in spans.items()}
        )
        points = applying.settled()
        self.settled_has = Tree(
            self.parts, self.size, {code: (points[code], points[code] + spans[code][4]) for code in points}
        )
        self.settled_lacks = self.settled_has.lacking()

    def leaves(self, codes):
        return frozenset().union(*(self.has.leaves(code) for code in codes))

    def share(self, codes):
        """Return the bounds of a union's share."""
        whole = sum(self.size[code] for code in codes)
        worth = dict.fromkeys(self.leaves(codes), ONE)
        return self.has.sum_of(worth) / whole, 1 - self.lacks.sum_of(worth) / whole

    def unions(self, wanted):
        """Return those of some sets of lowest items that are several parts of one item, and no item."""
        items = {self.leaves([code]) for code in self.size}
        return [
            union
            for union in sorted({one for one in wanted if one not in items}, key=sorted)
            if any(self._joins(below, union) for below in self.parts.values())
        ]

    def _joins(self, below, union):
        inside = [part for part in below if self.leaves([part]) <= union]
        return len(inside) > 1 and self.leaves(inside) == union


def following(mapping, source, target, spans):
    """Return the links that follow from those of a mapping, as links."""
    if is_identity(mapping):
        return []
    sizes = (
        {code: source.size[code] for code in source.has.leaves("total") if source.size[code]},
        {code: target.maximum[code] for code in lowest_of(target, "total") if target.maximum[code]},
    )
    parts: list[Any] = []
    said: dict[Any, set[Any]] = {}
    names: dict[Any, list[str]] = {}
    for link in mapping["links"]:
        if not carries(link, spans) or not all(
            code in target.order and target.maximum[code] for code in link["target"]
        ):
            continue
        rows = source.leaves(link["source"]).intersection(sizes[0])
        columns = below(target, link["target"]).intersection(sizes[1])
        for key, codes in (((0, rows), link["source"]), ((1, columns), link["target"])):
            names[key] = min(names.get(key, sorted(codes)), sorted(codes))
        of_source, of_target = both_ends(link)
        one, two = (
            sum(size[code] for code in side) for size, side in zip(sizes, (rows, columns), strict=True)
        )
        taken, given = tuple(end * one for end in of_source), tuple(end * two for end in of_target)
        cells = frozenset((row, column) for row in rows for column in columns)
        said.setdefault(cells, set()).add((taken, given))
        if not is_assumed(link):
            exactly = taken[0] == taken[1] > 0 and given[0] == given[1] > 0
            parts.append(FOLLOWING["Part"](cells, taken, given, given[0] / taken[0] if exactly else None))
    parts = [part for part in parts if len(said[part.cells]) == 1]
    found = []
    for rows, columns, taken, given in FOLLOWING["following_links"](parts, sizes):
        one, two = (
            sum(size[code] for code in side) for size, side in zip(sizes, (rows, columns), strict=True)
        )
        found.append({
            "source": names.get((0, rows)) or highest(source.parts, rows, source.has.leaves),
            "target": names.get((1, columns))
            or highest(target.parts, columns, lambda code: below(target, [code])),
            "relation": "intersects",
            "of_source": [str(taken / one)] * 2, "of_target": [str(given / two)] * 2,
        })  # fmt: skip
    return found


def highest(parts, wanted, leaves, code="total"):
    """Return the fewest items that stand for some lowest items."""
    own = leaves(code)
    if not own & wanted:
        return []
    if own <= wanted:
        return [code]
    return [found for part in parts[code] for found in highest(parts, wanted, leaves, part)]


class Rows:
    """What the links into items of the target leave to them together, at least and at most."""

    def __init__(self, target, source, mapping, spans):
        self.target, self.source = target, source
        self.links = []
        for codes, links in grouped(mapping, spans, target).items():
            size = sum(target.maximum[code] for code in codes)
            for link in links:
                if not is_assumed(link):
                    a, b = lower_ends(link)
                    whole = sum(source.size[code] for code in link["source"])
                    content = source.leaves(link["source"]), frozenset(target.leaves(codes))
                    self.links.append((*content, a * whole, b * size))

    def of(self, codes):
        """Return the least, the most and whether it is exact; None where no link leads into the items."""
        content = frozenset(self.target.leaves(codes))
        inside = [link for link in self.links if link[1] <= content]
        if not inside:
            return None
        size = sum(self.target.maximum[code] for code in codes)
        unions = self.source.unions({link[0] for link in inside})
        low, lost, is_exact = ZERO, ZERO, False
        for family in families(unions):
            chosen = [unions[place] for place in family]
            trees = [
                tree.grouped(chosen)
                for tree in (
                    self.source.has,
                    self.source.lacks,
                    self.source.settled_has,
                    self.source.settled_lacks,
                )
            ]
            least, missing, one, other = (tree.least(own_lines(tree, inside)) for tree in trees)
            low, lost = max(low, least), max(lost, missing)
            is_exact = is_exact or one + other == size
        return low, size - lost, is_exact


def own_lines(tree, links):
    """Return the lines of every item that links lead from: one for each price of what the item lacks."""
    found = {}
    for code, size in tree.size.items():
        mine = [link for link in links if link[0] == tree.leaves(code)]
        if not mine or not size:
            continue

        def left(worth, mine=mine):
            return max(
                sum((worth(mine[place]) for place in family), ZERO)
                for family in families([link[1] for link in mine])
            )

        if tree.low[code] == size:
            found[code] = [(ZERO, left(lambda link: link[3]))]
            continue
        prices = {ZERO, *(link[3] / link[2] for link in mine if link[2])}
        found[code] = [
            (price, left(lambda link, price=price: min(price * link[2], link[3])) - price * size)
            for price in prices
        ]
    return found


def proved_of(codes, links, source, mapping, spans, size):
    """Return what links prove of a union, in points: least, most, if it is exact; None if nothing can be."""
    proving = [link for link in links if not is_assumed(link)]
    contents = [source.leaves(link["source"]) for link in proving]
    everything = set().union(*(source.leaves(link["source"]) for link in links))
    # What a link that carries nothing was to cover is not covered.
    carried_by_all = all(
        carries(link, spans) for link in mapping["links"] if set(codes) & set(link["target"])
    )
    low, high, is_exact = ZERO, size, False
    for family in families(contents):
        chosen = [proving[place] for place in family]
        covered = (
            len(codes) == 1
            and codes[0] in mapping.get("covered", [])
            and carried_by_all
            and set().union(*(contents[place] for place in family)) == everything
        )
        found = together([carried(link, source.share(link["source"])) for link in chosen], covered=covered)
        if found is None:
            return None
        low, high = max(low, found[0] * size), min(high, found[1] * size)
        pairs = [lower_ends(link) for link in chosen]
        if all(a == 1 for a, _ in pairs) and sum(b for _, b in pairs) == 1:
            # The sources are all of the target and of nothing else, so it is a sum of theirs.
            worth = {}
            for link, (_, b) in zip(chosen, pairs, strict=True):
                whole = sum(source.size[code] for code in link["source"])
                worth.update(dict.fromkeys(source.leaves(link["source"]), b * size / whole))
            low, high = max(low, source.has.sum_of(worth)), min(high, size - source.lacks.sum_of(worth))
            is_exact = is_exact or not any(spans[code][4] for link in chosen for code in link["source"])
    return None if low > high else (low, high, is_exact)


class Bounds:
    """What links prove of every item of the target: upwards first, then once down."""

    def __init__(self, target, source, mapping, spans):
        self.target = target
        stated = grouped(mapping, spans, target)
        more = {**mapping, "links": [*mapping["links"], *following(mapping, source, target, spans)]}
        self.rows = Rows(target, source, more, spans)
        self.low: dict[str, Fraction] = {}
        self.high: dict[str, Fraction] = {}
        self.exact: set[str] = set()
        self.impossible = False
        self.claims: list[tuple[tuple[str, ...], Fraction, Fraction]] = []
        all_links = grouped(more, spans, target)
        # Only what is stated covers; and what follows may prove more of what it does not cover.
        asked = [(codes, links, mapping) for codes, links in stated.items()]
        asked += [
            (codes, links, {**more, "covered": []})
            for codes, links in all_links.items()
            if len(links) > len(stated.get(codes, []))
        ]
        for codes, links, known in asked:
            if all(is_assumed(link) for link in links):
                continue
            size = sum(target.maximum[code] for code in codes)
            found = proved_of(codes, links, source, known, spans, size)
            if found is None:
                self.impossible = True
                continue
            self.claims.append((codes, found[0], found[1]))
            if len(codes) > 1:
                row = self.rows.of(codes)
                self.claims.append((codes, row[0], row[1]))
            elif found[2]:
                self.exact.add(codes[0])
        for code in reversed(target.order):
            self._set(code)
        upwards = dict(self.low), dict(self.high)
        for code in target.order:
            self._pass_down(code, *upwards)
        self.exact |= {code for code in target.order if self.low[code] == self.high[code]}

    def _set(self, code):
        parts = self.target.parts[code]
        low, high = ZERO, self.target.maximum[code]
        if parts:
            unions = self._unions(parts)
            self.impossible = self.impossible or not all(fits(one, self.low, self.high) for one in unions)
            low, high = added_up(parts, unions, self.low, self.high)
        row = self.rows.of([code])
        if row is not None:
            low, high = max(low, row[0]), min(high, row[1])
            if row[2]:
                self.exact.add(code)
        low, high = narrowed(code, low, high, self.claims, self.target)
        self.impossible = self.impossible or low > high
        self.low[code], self.high[code] = low, high

    def _unions(self, parts):
        return [one for one in self.claims if len(one[0]) > 1 and set(one[0]) <= set(parts)]

    def _pass_down(self, code, low, high):
        """Narrow parts by what they are parts of: to what it leaves beside the others."""
        parts = self.target.parts[code]
        unions = self._unions(parts)
        for part in parts:
            others = [one for one in parts if one != part]
            least, most = added_up(others, [one for one in unions if part not in one[0]], low, high)
            self.low[part] = max(low[part], self.low[code] - most)
            self.high[part] = min(high[part], self.high[code] - least)
            for codes, under, over in unions:
                if part in codes:
                    beside = [one for one in codes if one != part]
                    self.low[part] = max(self.low[part], under - sum(high[one] for one in beside))
                    self.high[part] = min(self.high[part], over - sum(low[one] for one in beside))
            self.impossible = self.impossible or self.low[part] > self.high[part]


def judgements(mapping, spans, target, source):
    """Return what each assumed link claims alone."""
    found = []
    for codes, links in grouped(mapping, spans, target).items():
        maximum = sum(target.maximum[code] for code in codes)
        for link in links:
            if is_assumed(link):
                low, high = together([carried(link, source.share(link["source"]))], covered=False)
                found.append((codes, low * maximum, high * maximum))
    return found


class Likely:
    """What holds of every item of the target if judgements do, within what is proved."""

    def __init__(self, target, mapping, spans, proved, source):
        self.low: dict[str, Fraction] = {}
        self.high: dict[str, Fraction] = {}
        self.assumed: set[str] = set()
        aside: set[str] = set()
        judged = judgements(mapping, spans, target, source)
        for code in reversed(target.order):
            bounds = (proved.low[code], proved.high[code])
            parts = target.parts[code]
            below = False
            if parts:
                several = [
                    one
                    for one in (*proved.claims, *(one for one in judged if not aside & set(one[0])))
                    if len(one[0]) > 1 and set(one[0]) <= set(parts)
                ]
                unions = [one for one in several if fits(one, self.low, self.high)]
                low, high = added_up(parts, unions, self.low, self.high)
                if max(low, bounds[0]) <= min(high, bounds[1]):
                    bounds = max(low, bounds[0]), min(high, bounds[1])
                    below = bool(self.assumed & set(parts)) or any(
                        one is each for one in unions for each in judged
                    )
                elif self.assumed & set(parts):
                    aside.add(code)
                if len(unions) < len(several):
                    aside.add(code)
            mine = [one for one in judged if code in one[0]]
            low, high = narrowed(code, *bounds, mine, target)
            if low <= high:
                bounds = low, high
                below = below or bool(mine)
            else:
                aside.add(code)
            if below:
                self.assumed.add(code)
            self.low[code], self.high[code] = bounds


def fits(claim, low, high):
    """Tell whether a claim of several items together can be true of what is known of each."""
    codes, least, most = claim
    return max(least, sum(low[code] for code in codes)) <= min(most, sum(high[code] for code in codes))


def narrowed(code, low, high, claims, target):
    """Return the bounds of one item after the claims of it,
    alone or with others, which may be empty or full."""
    for codes, least, most in claims:
        if code in codes:
            others = sum(target.maximum[one] for one in codes if one != code)
            low, high = max(low, least - others), min(high, most)
    return low, high


def added_up(parts, unions, low, high):
    """Return the sum of parts; a claim of several of them together may say more than is known of each."""
    least, most = [], []
    for family in families([set(codes) for codes, _, _ in unions]):
        taken = [unions[place] for place in family]
        rest = set(parts).difference(*(codes for codes, _, _ in taken))
        least.append(sum(one[1] for one in taken) + sum(low[code] for code in rest))
        most.append(sum(one[2] for one in taken) + sum(high[code] for code in rest))
    return max(least), min(most)


def spans_of(source, scores, *, same):
    """Return of every score its bounds, of what maximum they are, its parts, and what of it does not apply.

    What does not apply may have any points of the whole maximum, but on the edition itself it stays out.
    """
    spans = {}
    for one in scores:
        code = one["code"]
        whole, applying = source.maximum[code], source.applying(code)
        lost = ZERO if same else whole - applying
        maximum = applying if same else whole
        spans[code] = exact(one["low"]), exact(one["high"]) + lost, maximum, source.parts[code], lost
    return spans


class Reduced:
    """The bounds of what applies of every item of the target, where others are those of all of it."""

    def __init__(self, target, bounds, rows=None):
        self.low: dict[str, Fraction] = {}
        self.high: dict[str, Fraction] = {}
        self.exact: set[str] = set()
        for code in reversed(target.order):
            whole, applying = target.maximum[code], target.applying(code)
            gone, parts = whole - applying, target.parts[code]
            low, high = max(ZERO, bounds.low[code] - gone), min(bounds.high[code], applying)
            if gone and parts:
                least, most = sum(self.low[part] for part in parts), sum(self.high[part] for part in parts)
                if max(low, least) <= min(high, most):
                    low, high = max(low, least), min(high, most)
            kept = [one for one in lowest_of(target, code) if target.applying(one)]
            row = rows.of(kept) if rows is not None and gone and kept else None
            if row is not None:
                low, high = max(low, row[0]), min(high, row[1])
            self.low[code], self.high[code] = low, high
            if rows is not None and (
                (code in bounds.exact and not gone) or (row is not None and row[2]) or low == high
            ):
                self.exact.add(code)


def convert(source_data, target_data, mapping, scores, assessed=None, omitted=(), kind="municipality"):
    """Return the converted items as a vector expects them; or the codes of what is wrong."""
    same = is_identity(mapping)
    source = Edition(source_data, omitted, kind)
    target = Edition(target_data, omitted if same else (), kind)
    refused = [] if assessed in {None, source.id} else ["other-edition"]
    refused += [] if target.known else ["unknown-weights"]
    if refused:
        return {"error": sorted(refused)}
    if kind is None and (source.speaks_of_kinds() or target.speaks_of_kinds()):
        return {"error": ["unknown-kind"]}
    if same:
        # By what applies on both sides, nothing is left to leave out.
        target.maximum = {code: target.applying(code) for code in target.maximum}
    spans = spans_of(source, scores, same=same)
    known = {one["code"]: one for one in scores}
    known_source = Source(source, spans)
    if not known_source.has.possible:
        return {"error": ["contradictory-mapping"]}
    proved: Any = Bounds(target, known_source, mapping, spans)
    if proved.impossible:
        return {"error": ["contradictory-mapping"]}
    likely: Any = Likely(target, mapping, spans, proved, known_source)
    adjusting = rules(mapping, source, target)
    for code, statement in list(adjusting.items()):
        item = statement.get("item", "total")
        if not is_whole(source, item) or (not same and not is_whole(target, code)):
            del adjusting[code]
    assumed = likely.assumed
    if not same:
        proved, likely = Reduced(target, proved, proved.rows), Reduced(target, likely)
    likely.assumed = assumed
    items = [
        one_item(code, target, proved, likely, adjusting.get(code), known, same) for code in target.order
    ]
    return {"items": items}


def one_item(code, target, proved, likely, statement, known, same):
    if code in target.absent:
        nothing = {"low": "0", "high": "0", "max": "0", "basis": "unknown", "assumed": None, "adjusted": None}
        return {"code": code, **nothing, "applies": False}
    low, high = proved.low[code], proved.high[code]
    maximum = target.maximum[code] if same else target.applying(code)
    assumed = None
    if code in likely.assumed:
        assumed = {"low": written(likely.low[code]), "high": written(likely.high[code])}
    return {
        "code": code,
        "low": written(low),
        "high": written(high),
        "max": written(maximum),
        "basis": basis(code, target, proved, same),
        "assumed": assumed,
        "adjusted": adjusted(statement, known, maximum),
    }


def basis(code, target, proved, same):
    if code in target.absent:
        return "unknown"
    if code in proved.exact:
        return "exact"
    maximum = target.maximum[code] if same else target.applying(code)
    whole = (proved.low[code], proved.high[code]) == (0, maximum)
    parts_unknown = all(basis(part, target, proved, same) == "unknown" for part in target.parts[code])
    return "unknown" if whole and parts_unknown else "bounded"
