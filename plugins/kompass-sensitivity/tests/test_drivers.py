"""What drives a difference, held against derivatives and against the two things that there are."""

from fractions import Fraction

import pytest

from kompass_sensitivity.sensitivity import sensitivity_of
from kompass_sensitivity.sources import Sources, WeightRange

pytest.importorskip("SALib", reason="uv sync --group sobol")


def test_indices_of_small_ranges_are_the_squares_of_derivatives(made):
    """Weights are made to add up, so the difference changes by how far an area is from the mean difference.

    For small ranges it is linear in the weights, and the index of each is its square among all squares.
    """
    first, second = [70, 50, 50, 55, 50, 40, 50, 50], [50, 50, 52, 50, 50, 50, 50, 58]
    members = made.cohort(made.card_of("A", first, exact=True), made.card_of("B", second, exact=True))
    found = sensitivity_of(
        members,
        made.edition,
        sources=Sources(weights=WeightRange(Fraction(1, 100))),
        draws=4000,
        drivers=True,
    )
    leads = [one - other for one, other in zip(first, second, strict=True)]
    squares = [(lead - sum(leads) / 8) ** 2 for lead in leads]
    (difference,) = (drivers for drivers in found.drivers if len(drivers.of) == 2)
    for driver, square in zip(difference.drivers, squares, strict=True):
        index = square / sum(squares)
        assert abs(float(driver.first) - index) < 0.05
        assert abs(float(driver.total) - index) < 0.02


def test_what_varies_by_rounding_alone_is_all_of_rounding(made):
    """A place that never changes has no drivers."""
    members = made.cohort(made.card_of("A", [70] * 8), made.card_of("B", [50] * 8))
    found = sensitivity_of(members, made.edition, sources=Sources(rounding=True), draws=500, drivers=True)
    places, (difference,) = found.drivers[:2], found.drivers[2:]
    assert [drivers.drivers for drivers in places] == [(), ()]
    (driver,) = difference.drivers
    assert driver.code == "rounding"
    assert abs(driver.total - 1) < Fraction(1, 10)


def test_the_same_seed_gives_the_same_indices(made):
    members = made.cohort(made.card_of("A", [60, 50] * 4), made.card_of("B", [50, 60] * 4))
    varied = Sources(rounding=True, weights=WeightRange(Fraction(1, 4)))
    once, again = (
        sensitivity_of(members, made.edition, sources=varied, draws=200, seed=0, drivers=True) for _ in "12"
    )
    assert once.drivers == again.drivers
