from fractions import Fraction
from typing import Any

import pytest
from generated_tables import tables
from hypothesis import given
from object_scorer import card_of, evaluate, flags_of, value_of

from kompass_spec.model import Edition, Quantity
from kompass_spec.model.organisation import OrganisationKind
from kompass_tables.applying import KINDS
from kompass_tables.choosing import added, compared
from kompass_tables.codes import codes_of
from kompass_tables.layout import Layout
from kompass_tables.plan import plan_of


def inputs_of(row: dict[str, Any], layout: Layout, edition: Edition) -> dict[str, int | None]:
    inputs: dict[str, int | None] = {"in:kind": KINDS.index(OrganisationKind(row["kind"]))}
    for column in layout.figures:
        value = row[column.name]
        if column.quantity is not Quantity.LEVEL:
            number = None if value is None else int(value * 10**column.decimals)
            value = codes_of(layout, edition)[column.name].code(number)
        elif value is not None:
            scale = edition.scale_of(column.item)
            assert scale is not None
            value = [level.value for level in scale.levels].index(value)
        inputs[column.input] = value
    for applies in layout.applies:
        value = row[applies.name]
        inputs[applies.input] = None if value is None else int(value)
    return inputs


@pytest.mark.slow
@pytest.mark.parametrize(
    "rewritten", [lambda plan: plan, compared, added], ids=["plain", "compared", "added"]
)
@given(table=tables())
def test_a_plan_says_of_every_row_what_the_object_scorer_says(rewritten, table):
    edition, layout, rows = table
    plan = rewritten(plan_of(edition, layout))
    for row in rows:
        card = card_of(row, layout, edition)
        known = evaluate(plan, inputs_of(row, layout, edition))
        assert (value_of(plan.rounding, known), value_of(plan.contradiction, known)) == flags_of(card)
        for code, (low, high) in plan.scores.items():
            ends = Fraction(value_of(low, known), plan.unit), Fraction(value_of(high, known), plan.unit)
            assert (code, *ends) == (code, card[code].low, card[code].high)
