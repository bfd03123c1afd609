"""What is proved of every item of the target, in columns: by links, by sums upwards, and by one pass down."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import final

from attrs import define, field

from kompass_convert_mapping.tree import Layout
from kompass_tables.conversions.claims import Claim, disjoint_choices
from kompass_tables.conversions.exact import ZERO, Arithmetic, Exact, number
from kompass_tables.conversions.rows import Rows
from kompass_tables.expressions import FALSE, TRUE, Expression, Relation

__all__ = ["Proving"]

Ends = dict[str, tuple[Exact, Exact]]


@final
@define(eq=False)
class Proving:
    """Prove ends of every item of a target by ``claims`` of its links, and by the closed form.

    ``conflicts`` are where no value is left of an item, and ``open`` where it is not known whether an item
    is exact; what else is computed says nothing of such rows.
    """

    layout: Layout
    rows: Rows
    claims: list[Claim]
    arithmetic: Arithmetic
    ends: Ends = field(init=False, factory=dict)
    exact: dict[str, Expression] = field(init=False, factory=dict)
    conflicts: list[Expression] = field(init=False, factory=list)
    _may_be: dict[str, Expression] = field(init=False, factory=dict)
    _by_item: dict[str, list[Claim]] = field(init=False, factory=dict)
    _of_several: list[Claim] = field(init=False, factory=list)

    def prove(self) -> None:
        """Find the ends of every item."""
        self._add_rows_of_unions()
        for claim in self.claims:
            if not claim.is_anything:
                self._conflict(*claim.ends)
                for code in claim.target:
                    self._by_item.setdefault(code, []).append(claim)
        self._of_several = [claim for claim in self.claims if len(claim.target) > 1 and not claim.is_anything]
        upwards = list(self.layout.upwards())
        for code in upwards:
            self._prove(code)
        known = dict(self.ends)
        for code in reversed(upwards):
            self._pass_down(code, known)

    def basis(self) -> dict[str, Exact]:
        """Return the basis of every item: 0 where nothing is known, 2 where it is exact, else 1."""
        found: dict[str, Exact] = {}
        unknown: dict[str, Expression] = {}
        for code in self.layout.upwards():
            low, high = self.ends[code]
            anything = (
                self.arithmetic.compare(low, Relation.EQUAL, ZERO),
                self.arithmetic.compare(high, Relation.EQUAL, number(self.layout.max[code])),
            )
            not_exact = self.arithmetic.negation(self.exact[code])
            parts = (unknown[part] for part in self.layout.parts[code])
            unknown[code] = self.arithmetic.all_of(not_exact, *anything, *parts)
            some = self.arithmetic.case(unknown[code], number(0), number(1))
            found[code] = self.arithmetic.case(self.exact[code], number(2), some)
        return found

    def open(self) -> Expression:
        """Return where it is not known whether an item is exact."""
        return self.arithmetic.any_of(
            *(
                self.arithmetic.all_of(may_be, self.arithmetic.negation(self.exact[code]))
                for code, may_be in self._may_be.items()
            )
        )

    def _add_rows_of_unions(self) -> None:
        """Add what the closed form proves of every union that links lead to."""
        maxima = {claim.target: claim.maximum for claim in self.claims if len(claim.target) > 1}
        for target, maximum in sorted(maxima.items()):
            row = self.rows.of(target, maximum)
            if row is not None:
                self.claims.append(Claim(target, maximum, (row.low, row.high)))

    def _prove(self, code: str) -> None:
        """Add the ends of an item, where its parts have theirs."""
        parts, maximum = self.layout.parts[code], self.layout.max[code]
        own = self._by_item.get(code, [])
        row = self.rows.of((code,), maximum) if maximum else None
        known = [*self._claimed(code, own), *self._added(parts)]
        if row is not None:
            known.append((row.low, row.high))
            self._may_be[code] = row.may_be
        self.exact[code] = row.is_exact if row is not None else FALSE
        if any(claim.is_exact and len(claim.target) == 1 for claim in own):
            self.exact[code] = TRUE
        self._narrow(code, (ZERO, number(maximum)), known)

    def _claimed(self, code: str, own: Iterable[Claim]) -> Iterator[tuple[Exact, Exact]]:
        """Iterate over what claims of an item, alone or together with others, say of it."""
        for claim in own:
            low, high = claim.ends
            others = sum(self.layout.max[one] for one in claim.target if one != code)
            yield self.arithmetic.total((1, low), constant=-others), high

    def _added(self, parts: Sequence[str]) -> Iterator[tuple[Exact, Exact]]:
        """Iterate over the sums of an item's parts, of which unions may say more than each does."""
        if not parts:
            return
        for claim in self._unions(parts):
            low, high = claim.ends
            self._conflict(
                self.arithmetic.greatest(low, self._sum(claim.target, self.ends, is_low=True)),
                self.arithmetic.least(high, self._sum(claim.target, self.ends, is_low=False)),
            )
        unions = self._unions(parts)
        yield (
            self._whole(parts, unions, self.ends, is_low=True),
            self._whole(parts, unions, self.ends, is_low=False),
        )

    def _unions(self, parts: Sequence[str], without: str = "") -> list[Claim]:
        return [
            claim
            for claim in self._of_several
            if set(parts).issuperset(claim.target) and without not in claim.target
        ]

    def _whole(
        self,
        parts: Sequence[str],
        unions: Sequence[Claim],
        ends: Mapping[str, tuple[Exact, Exact]],
        *,
        is_low: bool,
    ) -> Exact:
        """Return the sum of parts; a union may stand in it for its parts."""
        if not unions:
            return self._sum(parts, ends, is_low=is_low)
        place = 0 if is_low else 1
        known = [*(ends[part][place] for part in parts), *(claim.ends[place] for claim in unions)]
        sets = [*(frozenset({part}) for part in parts), *(frozenset(claim.target) for claim in unions)]
        ways = [
            self.arithmetic.total(*((1, known[index]) for index in choice))
            for choice in disjoint_choices(sets, whole=True)
        ]
        return self.arithmetic.greatest(*ways) if is_low else self.arithmetic.least(*ways)

    def _sum(self, codes: Iterable[str], ends: Mapping[str, tuple[Exact, Exact]], *, is_low: bool) -> Exact:
        return self.arithmetic.total(*((1, ends[code][0 if is_low else 1]) for code in codes))

    def _pass_down(self, code: str, upwards: Ends) -> None:
        """Narrow the parts of an item by it, and by unions of them: a part has what the others leave."""
        parts, total = self.layout.parts[code], self.arithmetic.total
        unions = self._unions(parts)
        if not parts:
            return
        low, high = self.ends[code]
        short = total((1, low), (-1, self._sum(parts, upwards, is_low=False)))
        spare = total((1, high), (-1, self._sum(parts, upwards, is_low=True)))
        for part in parts:
            least, most = upwards[part]
            known = [(total((1, short), (1, most)), total((1, spare), (1, least)))]
            if unions:
                others, without = [one for one in parts if one != part], self._unions(parts, part)
                beside = [self._whole(others, without, upwards, is_low=is_low) for is_low in (True, False)]
                known.append((total((1, low), (-1, beside[1])), total((1, high), (-1, beside[0]))))
            for claim in unions:
                if part in claim.target:
                    others = [one for one in claim.target if one != part]
                    beside = [self._sum(others, upwards, is_low=is_low) for is_low in (True, False)]
                    known.append(
                        (
                            total((1, claim.ends[0]), (-1, beside[1])),
                            total((1, claim.ends[1]), (-1, beside[0])),
                        )
                    )
            self._narrow(part, (least, most), known)

    def _narrow(self, code: str, ends: tuple[Exact, Exact], known: Iterable[tuple[Exact, Exact]]) -> None:
        """Set the ends of an item to the narrowest that are known."""
        lows, highs = zip(ends, *known, strict=True)
        low, high = self.arithmetic.greatest(*lows), self.arithmetic.least(*highs)
        self._conflict(low, high)
        self.ends[code] = low, high
        self.exact[code] = self.arithmetic.any_of(
            self.exact[code], self.arithmetic.compare(low, Relation.EQUAL, high)
        )

    def _conflict(self, low: Exact, high: Exact) -> None:
        self.conflicts.append(self.arithmetic.compare(high, Relation.LESS, low))
