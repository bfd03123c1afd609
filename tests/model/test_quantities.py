"""Exact quantities, written and read."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from kompass_spec.model.quantities import exact_text, parse_exact, quantity_of


@given(st.fractions())
def test_reading_what_was_written_gives_the_same_quantity(quantity):
    """Law 9: "Import → export → import is the identity for every format that can carry the whole object.\""""
    assert parse_exact(exact_text(quantity)) == quantity


@given(st.fractions())
def test_a_quantity_is_a_decimal_where_it_is_finite(quantity):
    """Small decisions: "Exact quantities in JSON are strings: a decimal where it is finite, else n/d.\""""
    rest = quantity.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    assert ("/" in exact_text(quantity)) == (rest != 1)


@pytest.mark.parametrize("text", ["", "1/0", "1e3", "nan", " 1", "1,5", "½", "٣", "--1", "1/2/3", "1."])
def test_what_is_no_exact_quantity_is_refused(text):
    with pytest.raises(ValueError, match=r"quantity|zero"):
        parse_exact(text)


@pytest.mark.parametrize("value", [True, 2.5, None, [], "x", Decimal("NaN"), Decimal("Infinity")])
def test_no_other_value_becomes_a_quantity(value):
    assert quantity_of(value) is None


@pytest.mark.parametrize("value", ["2.5", Decimal("2.5"), Fraction(5, 2)])
def test_exact_values_become_quantities(value):
    assert quantity_of(value) == Fraction(5, 2)
