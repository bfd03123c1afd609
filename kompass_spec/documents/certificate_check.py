"""Check a certificate with nothing but rational arithmetic; nothing is shared with what writes them."""

from fractions import Fraction
from typing import Any

__all__ = ["certificate_faults"]

ZERO = Fraction(0)


def certificate_faults(data: dict[str, Any]) -> list[str]:
    """Return what is wrong with a certificate as plain data; nothing where it proves all that it says."""
    faults, lines, items = [], data["lines"], {(one["edition"], one["code"]): one for one in data["items"]}

    def need(holds: object, fault: str) -> None:
        if not holds:
            raise ValueError(fault)

    def leaves(edition: str, codes: list[str]) -> frozenset[str]:
        below = [(code, items[edition, code].get("parts")) for code in codes]
        found = [leaves(edition, parts) if parts else frozenset([code]) for code, parts in below]
        every = frozenset().union(*found)
        need(len(every) == sum(map(len, found)), "an item is named twice")
        return every

    def size(edition: str, codes: list[str]) -> Fraction:
        return sum((Fraction(items[edition, leaf]["max"]) for leaf in leaves(edition, codes)), ZERO)

    def earlier(at: int, before: int, edition: str, end: str) -> tuple[frozenset[str], Fraction, Fraction]:
        need(0 <= at < before and (lines[at]["edition"], lines[at]["end"]) == (edition, end), "a wrong line")
        points, codes = Fraction(lines[at]["points"]), lines[at]["items"]
        return leaves(edition, codes), points, size(edition, codes) - points

    def by_sum(line: dict[str, Any], now: int, content: frozenset[str], same: str, other: str) -> Fraction:
        signed = [(1, earlier(at, now, line["edition"], same)) for at in line.get("plus", ())]
        signed += [(-1, earlier(at, now, line["edition"], other)) for at in line.get("minus", ())]
        for leaf in content.union(*(one[0] for _, one in signed)):
            left = (leaf in content) - sum(sign for sign, one in signed if leaf in one[0])
            need(left >= 0 if same == "low" else left <= 0, f"{leaf} counts too often or too seldom")
        return sum((sign * one[1] for sign, one in signed), ZERO)

    def by_links(line: dict[str, Any], now: int, content: frozenset[str], same: str, other: str) -> Fraction:
        used = [data["links"][at] for piece in line.get("pieces", ()) for at in piece["links"]]
        need(len({(one["source_edition"], one["target_edition"]) for one in used}) == 1, "no one mapping")
        source, low, total, shares, owed = used[0]["source_edition"], same == "low", ZERO, {}, {}
        need(used[0]["target_edition"] == line["edition"], "the links lead elsewhere")
        full = [earlier(at, now, source, same) for at in line.get("full", ())]
        need(all((one[2] if low else one[1]) == 0 for one in full), "an item may lack something")
        for piece in line["pieces"]:
            share, free, counted = Fraction(piece.get("share", 1)), piece.get("price") is None, []
            price, inside = Fraction(piece.get("price") or 0), leaves(source, piece["items"])
            need(share > 0 and price >= 0, "a share or a price below 0")
            need(not free or inside <= frozenset().union(*(one[0] for one in full)), "without a price")
            for leaf in inside:
                shares[leaf], owed[leaf] = shares.get(leaf, ZERO) + share, owed.get(leaf, ZERO) + share * price
            total -= share * price * size(source, piece["items"])
            for link in (data["links"][at] for at in piece["links"]):
                here, there = leaves(source, link["source"]), leaves(line["edition"], link["target"])
                need(here <= inside and there <= content, "a link leads out of what is counted")
                need(all(here.isdisjoint(one) or there.isdisjoint(two) for one, two in counted), "twice")
                counted.append((here, there))
                taken = Fraction(link["of_source"]) * size(source, link["source"])
                given = Fraction(link["of_target"]) * size(line["edition"], link["target"])
                total += share * (given if free else min(price * taken, given))
        for paid in line.get("paid", ()):
            price = Fraction(paid["price"])
            there, points, lacking = earlier(paid["line"], now, source, same if price > 0 else other)
            total += price * (points if low else lacking)
            owed |= {leaf: owed.get(leaf, ZERO) - price for leaf in there}
        need(all(one <= 1 for one in shares.values()), "an item counts more than once")
        need(all(one >= 0 for one in owed.values()), "more is paid than an item is worth")
        return total if low else size(line["edition"], line["items"]) - total

    def by_cover(line: dict[str, Any], now: int, same: str) -> Fraction:
        (cover,) = (one for one in data["covers"] if [one["edition"], one["item"]] == [line["edition"], *line["items"]])
        every = [leaves(one["source_edition"], one["source"]) for at in cover["links"] for one in [data["links"][at]]]
        price, used = Fraction(line["price"]), []
        total, whole = price, size(line["edition"], line["items"])
        for one in line["covering"]:
            link = data["links"][one["link"]]
            used.append(leaves(link["source_edition"], link["source"]))
            there, points, lacking = earlier(one["line"], now, link["source_edition"], same)
            need(one["link"] in cover["links"] and there == used[-1], "a line of another source")
            missing, share = (lacking if same == "low" else points) / (points + lacking), Fraction(link["of_source"])
            worth = max(ZERO, 1 - missing / share) if share else Fraction(not missing)
            total += min(Fraction(link[most]) * (worth - price) for most in ("of_target", "of_target_most"))
        need(sum(map(len, used)) == len(frozenset().union(*used, *every)), "what covers counts twice, or not all")
        return total * whole if same == "low" else whole - total * whole

    def found(line: dict[str, Any], now: int) -> Fraction:
        same, other = ("low", "high") if line["end"] == "low" else ("high", "low")
        content, whole, by = leaves(line["edition"], line["items"]), size(line["edition"], line["items"]), line["by"]
        if by in {"score", "figure"}:
            figure = line.get("figure") or {"quantity": "level", "value": line["points"], "precision": 0}
            end = Fraction(figure["value"]) + Fraction(figure["precision"]) / (-2 if same == "low" else 2)
            return {"percent": end * whole / 100, "points": end}.get(figure["quantity"], Fraction(line["points"]))
        return {
            "item": lambda: ZERO if same == "low" else whole,
            "sum": lambda: by_sum(line, now, content, same, other),
            "links": lambda: by_links(line, now, content, same, other),
            "cover": lambda: by_cover(line, now, same),
        }[by]()

    for now, line in enumerate(lines):
        try:
            points = found(line, now)
            need(points == Fraction(line["points"]), f"it gives {points}, not {line['points']}")
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            faults.append(f"line {now}: {error}")
    for one in [*data.get("proved", ()), *data.get("contradictions", ())]:
        low, high = (lines[one[end]] if 0 <= one[end] < len(lines) else {} for end in ("low", "high"))
        if (low.get("end"), high.get("end")) != ("low", "high") or low["items"] != high["items"]:
            faults.append(f"{one['item']}: its ends are not lines of it")
        elif one in data.get("contradictions", ()) and Fraction(low["points"]) <= Fraction(high["points"]):
            faults.append(f"{one['item']}: its ends do not contradict each other")
    return faults
