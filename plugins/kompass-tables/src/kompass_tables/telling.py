"""Say in expressions of which items a row tells, however they are printed: those count in a cohort."""

from collections.abc import Mapping
from typing import final

from attrs import frozen

from kompass_spec.model import TOTAL, Criterion, Edition, Quantity
from kompass_spec.model.applicability import counted_parts
from kompass_tables.applying import Applying, Item
from kompass_tables.expressions import (
    FALSE,
    Expression,
    Relation,
    all_of,
    any_of,
    compare,
    negation,
    subtract,
)
from kompass_tables.figures import Figures
from kompass_tables.steps import Told

__all__ = ["told_of"]

_Ends = tuple[Expression, Expression]


def told_of(
    edition: Edition, figures: Figures, applying: Applying, scores: Mapping[str, _Ends]
) -> tuple[Told, ...]:
    """Return for every item that has a score whether a row tells of it.

    A figure tells of its item, figures of all parts tell of the whole, and those of the total and of all
    areas but one tell of that one. What is as wide as its maximum tells nothing.
    """
    telling = _Telling(edition=edition, figures=figures, applying=applying)
    areas = {area.code: telling.is_told(area) for area in edition.areas}
    told = {code: telling.of_item(code) for code in scores if code not in areas and code != TOTAL}
    for code, found in areas.items():
        told[code] = applying.steps.let(f"told:{code}", all_of(negation(applying.left_out[code]), found))
    inferred = {code: telling.inferred(code, told) for code in areas}
    told[TOTAL] = telling.total(areas)
    return tuple(_narrowed(code, ends, told, inferred, applying) for code, ends in scores.items())


def _narrowed(
    code: str,
    ends: _Ends,
    told: Mapping[str, Expression],
    inferred: Mapping[str, Expression],
    applying: Applying,
) -> Told:
    steps, maximum = applying.steps, applying.maxima[code]
    narrower = compare(subtract(ends[1], ends[0]), Relation.LESS, maximum)
    only = all_of(inferred.get(code, FALSE), narrower)
    return Told(
        code=code,
        told=steps.let(f"tells:{code}", any_of(all_of(told[code], narrower), only)),
        inferred=steps.let(f"only inferred:{code}", only),
        max=maximum,
    )


@final
@frozen(kw_only=True)
class _Telling:
    edition: Edition
    figures: Figures
    applying: Applying

    def figure(self, code: str, *quantities: Quantity) -> Expression:
        """Return whether a figure of an item is printed, of some quantities or of any that tells of it."""
        return any_of(
            *(
                self.figures.is_printed(column)
                for column in self.figures.columns_of(code)
                if (not quantities or column.quantity in quantities)
                and column.input in self.applying.steps.inputs
            )
        )

    def of_item(self, code: str) -> Expression:
        """Return whether a row tells of a question or a criterion."""
        item = self.edition.item(code)
        found = all_of(negation(self.applying.left_out[code]), self.is_told(item))
        return self.applying.steps.let(f"told:{code}", found)

    def is_told(self, item: Item) -> Expression:
        """Return whether a figure of an item, or figures of every part of it, are printed."""
        below = () if isinstance(item, Criterion) else item.parts
        summands = below if item.max is not None else ()
        parts = counted_parts(item)
        return any_of(
            self.figure(item.code),
            self._of_every([part.code for part in summands], Quantity.POINTS),
            self._all({part.code: self.is_told(part) for part in parts}),
        )

    def total(self, areas: Mapping[str, Expression]) -> Expression:
        """Return whether a row tells of the total."""
        found = any_of(self.figure(TOTAL), self._of_every([*areas], Quantity.POINTS), self._all(areas))
        return self.applying.steps.let("told:total", all_of(negation(self.applying.left_out[TOTAL]), found))

    def inferred(self, code: str, told: Mapping[str, Expression]) -> Expression:
        """Return whether only the total and all other areas tell of an area."""
        left_out = self.applying.left_out
        others = (
            any_of(left_out[area.code], told[area.code]) for area in self.edition.areas if area.code != code
        )
        found = all_of(negation(left_out[code]), negation(told[code]), self.figure(TOTAL), *others)
        return self.applying.steps.let(f"inferred:{code}", found)

    def _of_every(self, codes: list[str], quantity: Quantity) -> Expression:
        return self._all({code: self.figure(code, quantity) for code in codes})

    def _all(self, found: Mapping[str, Expression]) -> Expression:
        """Return whether something holds of all items that apply; of none it does not."""
        left_out = self.applying.left_out
        return all_of(*(any_of(left_out[code], one) for code, one in found.items())) if found else FALSE
