"""Conversion held against the worst truth: a linear programme over all contents and all fulfilments.

Every edition weighs its content in its own way; within the common part of a link both weigh it alike. What
two common parts of an item in the middle have in common nobody says, so the programme chooses that too.
"""

import itertools
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec.model import TOTAL, Relation
from kompass_spec.model.composition import compose
from kompass_spec.plugins.requests import ConvertRequest
from kompass_spec.results.chains import convert_along
from kompass_testing.worlds import card_of, edition_of, link_of, mapping_of

linprog = pytest.importorskip(
    "scipy.optimize", reason="the solver is in the dependency group `solver`: uv sync --group solver"
).linprog

SLOW = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NOTHING = Fraction(0)
NEAR = Fraction(1, 10**6)
"""As near as the solver comes where the vertex that it found is not found again in fractions."""


def convert(card, mapping):
    return MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping))


class Shares(NamedTuple):
    """The shares in common of a mapping, of its source and of its target, by both items."""

    of_source: dict[tuple[int, int], Fraction]
    of_target: dict[tuple[int, int], Fraction]

    def mapping(self, source, target):
        links = (
            link_of(
                str(pair[0] + 1),
                str(pair[1] + 1),
                Relation.INTERSECTS,
                of_source=self.of_source[pair],
                of_target=self.of_target[pair],
            )
            for pair in self.of_source
        )
        return mapping_of(source, target, list(links))


@st.composite
def divided(draw, rows, linked):
    """Draw how each row divides into what it is linked with, and what is left of it."""
    found = {}
    for row in range(rows):
        sizes = {pair: draw(st.integers(1, 9)) for pair in linked if pair[0] == row}
        whole = sum(sizes.values()) + draw(st.sampled_from([0, 0, 1, 3]))
        found.update({pair: Fraction(size, whole) for pair, size in sizes.items()})
    return found


@st.composite
def shares(draw, sources, targets):
    """Draw the exact shares of a mapping: of some pairs of items, and of either side by itself."""
    pairs = list(itertools.product(range(sources), range(targets)))
    linked = draw(st.just(pairs) | st.lists(st.sampled_from(pairs), unique=True, min_size=1))
    back = draw(divided(targets, [(target, source) for source, target in linked]))
    return Shares(
        draw(divided(sources, linked)), {(one, other): share for (other, one), share in back.items()}
    )


@st.composite
def chains(draw):
    """Draw the maxima of three editions, the shares of two mappings between them, and known points."""
    # Of few items at the ends and several in the middle many ways lead to one pair.
    sizes = draw(st.sampled_from([(1, 2, 1), (1, 3, 1), (2, 2, 1), (2, 3, 2)]))
    maxima = [draw(st.lists(st.integers(1, 20), min_size=size, max_size=size)) for size in sizes]
    first, second = (draw(shares(len(one), len(other))) for one, other in itertools.pairwise(maxima))
    known = []
    for maximum in maxima[0]:
        low = draw(st.integers(0, 8))
        high = min(8, low + draw(st.integers(0, 1)))
        known.append((Fraction(low * maximum, 8), Fraction(high * maximum, 8)))
    return maxima, first, second, known


class Programme:
    """Content in the middle: how much there is of each part and how much is fulfilled; and what is left.

    A part is in common with one item of the source, or none, and with one of the target, or none. All of it
    is in points of the middle; what is left of a source or a target is in its own points.
    """

    def __init__(self, maxima, first, second, known):
        self.maxima, self.first, self.second, self.known = maxima, first, second, known
        sources, middles, targets = (range(len(one)) for one in maxima)
        self.names = [
            (kind, source, middle, target)
            for kind in ("there", "filled")
            for middle in middles
            for source in (None, *(one for one in sources if (one, middle) in first.of_source))
            for target in (None, *(one for one in targets if (middle, one) in second.of_source))
        ]
        self.names += [("left", "source", one) for one in sources]
        self.names += [("left", "target", one) for one in targets]
        self.index = {name: place for place, name in enumerate(self.names)}
        self.upper = {}
        self._bound_what_is_left()
        self.equal, self.at_most = [], []
        self._divide_the_middle()
        self._keep_to_the_card()

    def _parts(self, kind):
        return [name for name in self.names if name[0] == kind]

    def _bound_what_is_left(self):
        for side, shares_of, maxima in (
            (0, self.first.of_source, self.maxima[0]),
            (1, self.second.of_target, self.maxima[2]),
        ):
            for item, maximum in enumerate(maxima):
                taken = sum((share for pair, share in shares_of.items() if pair[side] == item), NOTHING)
                self.upper["left", ("source", "target")[side], item] = maximum * (1 - taken)

    def _divide_the_middle(self):
        for middle, maximum in enumerate(self.maxima[1]):
            here = [name for name in self._parts("there") if name[2] == middle]
            self.equal.append((dict.fromkeys(here, 1), maximum))
            for (source, one), share in self.first.of_target.items():
                if one == middle:
                    self.equal.append(({name: 1 for name in here if name[1] == source}, share * maximum))
            for (one, target), share in self.second.of_source.items():
                if one == middle:
                    self.equal.append(({name: 1 for name in here if name[3] == target}, share * maximum))
        for name in self._parts("filled"):
            self.at_most.append(({name: Fraction(1), ("there", *name[1:]): Fraction(-1)}, NOTHING))

    def _keep_to_the_card(self):
        for source, (low, high) in enumerate(self.known):
            points = self._points_of_source(source)
            self.at_most.append((points, high))
            self.at_most.append(({name: -factor for name, factor in points.items()}, -low))

    def _points_of_source(self, source):
        found = {("left", "source", source): Fraction(1)}
        for name in self._parts("filled"):
            if name[1] == source:
                pair, middle = (source, name[2]), name[2]
                found[name] = (self.first.of_source[pair] * self.maxima[0][source]) / (
                    self.first.of_target[pair] * self.maxima[1][middle]
                )
        return found

    def points_of_target(self, target):
        """Return the points of an item of the target, as factors of the unknowns."""
        found = {("left", "target", target): Fraction(1)}
        for name in self._parts("filled"):
            if name[3] == target:
                pair, middle = (name[2], target), name[2]
                found[name] = (self.second.of_target[pair] * self.maxima[2][target]) / (
                    self.second.of_source[pair] * self.maxima[1][middle]
                )
        return found

    def least(self, objective):
        """Return the least value of an objective: exact where the vertex is found again in fractions."""
        found = linprog(
            self._row(objective),
            A_ub=[self._row(row) for row, _ in self.at_most],
            b_ub=[float(most) for _, most in self.at_most],
            A_eq=[self._row(row) for row, _ in self.equal],
            b_eq=[float(value) for _, value in self.equal],
            bounds=[(0, float(self.upper[name]) if name in self.upper else None) for name in self.names],
            method="highs",
        )
        assert found.status == 0, found.message
        vertex = {
            name: Fraction(float(value)).limit_denominator(10**6)
            for name, value in zip(self.names, found.x, strict=True)
        }
        if self._holds(vertex):
            return self._value(objective, vertex), NOTHING
        return Fraction(float(found.fun)), NEAR

    def _row(self, row):
        return [float(row.get(name, 0)) for name in self.names]

    def _value(self, row, vertex):
        return sum((factor * vertex[name] for name, factor in row.items()), NOTHING)

    def _holds(self, vertex):
        return (
            all(value >= 0 for value in vertex.values())
            and all(vertex[name] <= most for name, most in self.upper.items())
            and all(self._value(row, vertex) <= most for row, most in self.at_most)
            and all(self._value(row, vertex) == value for row, value in self.equal)
        )


def assert_sound(conversion, programme):
    """Hold every proved end against the worst truth of the item, of all items together too."""
    every = range(len(programme.maxima[2]))
    items = {str(number + 1): [number] for number in every}
    for code, numbers in {**items, TOTAL: every}.items():
        points = {}
        for number in numbers:
            points.update(programme.points_of_target(number))
        low, near = programme.least(points)
        item = conversion[code]
        assert item.low <= low + near, f"{code}: {float(low)} is true, and {float(item.low)} is proved"
        high, near = programme.least({name: -factor for name, factor in points.items()})
        assert -high - near <= item.high, f"{code}: {float(-high)} is true, and {float(item.high)} is proved"


@SLOW
@given(chains())
def test_what_two_mappings_prove_as_one_is_true_whatever_the_content(chain):
    """Law: "sound against the worst truth: not a random fulfilment but the one that a linear programme over
    all contents finds, with weights drawn for each edition".
    """
    maxima, first, second, known = chain
    old, middle, new = (edition_of(f"{letter}-1", *each) for letter, each in zip("abc", maxima, strict=True))
    card = card_of(old, {str(number): points for number, points in enumerate(known, start=1)})
    steps = first.mapping(old, middle), second.mapping(middle, new)
    assert_sound(convert(card, compose(*steps)), Programme(maxima, first, second, known))


@SLOW
@given(chains())
def test_what_two_mappings_prove_one_after_the_other_is_true_whatever_the_content(chain):
    """Law: "the conversion step by step and the one by the composed mapping are both sound"."""
    maxima, first, second, known = chain
    old, middle, new = (edition_of(f"{letter}-1", *each) for letter, each in zip("abc", maxima, strict=True))
    card = card_of(old, {str(number): points for number, points in enumerate(known, start=1)})
    steps = first.mapping(old, middle), second.mapping(middle, new)
    assert_sound(convert_along(card, steps, convert), Programme(maxima, first, second, known))


def test_the_worst_truth_of_a_question_that_is_split_and_merged_in_other_proportions():
    """Law: "a question of ¼ and ¾ split, then merged as 9/10 and 1/10: truth 1 of 10"."""
    quarter, tenth = Fraction(1, 4), Fraction(1, 10)
    first = Shares({(0, 0): quarter, (0, 1): 3 * quarter}, {(0, 0): Fraction(1), (0, 1): Fraction(1)})
    second = Shares({(0, 0): Fraction(1), (1, 0): Fraction(1)}, {(0, 0): 9 * tenth, (1, 0): tenth})
    programme = Programme(([20], [20, 10], [10]), first, second, [(Fraction(15), Fraction(15))])
    assert programme.least(programme.points_of_target(0)) == (1, 0)
