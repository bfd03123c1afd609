"""Whether anything can be so that all statements of a mapping hold, held against true worlds and a solver."""

from fractions import Fraction
from itertools import product

import pytest
from attrs import evolve
from hypothesis import event, given, reject, strategies as st

from kompass_spec.model import EditionMapping, Relation, Share, Unlinked
from kompass_spec.model.mapping_claims import claims_of
from kompass_spec.model.mapping_contradictions import contradictions
from kompass_spec.model.problems import InputError
from kompass_spec.model.satisfiability import contradicting_claims
from kompass_spec.model.side import Side
from kompass_testing.worlds import edition_of, editions, mappings, pools
from tests.model.test_contradictions import NEW, OLD, SOURCES, WHY, edition, link

TWO = edition("two", (50, 50), (50, 50))
SUPERSET, SUBSET, INTERSECTS = Relation.SUPERSET_OF, Relation.SUBSET_OF, Relation.INTERSECTS


def mapping(source, target, *links, **more):
    return EditionMapping(
        source=source, target=target, source_release=1, target_release=1, levels=(), links=links,
        sources=SOURCES, **more,
    )  # fmt: skip


def gone(code):
    return Unlinked(code=code, reasons=WHY, cited=("test",))


def words(made):
    return [[claim.words for claim in claims] for claims in contradicting_claims(made)]


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (mapping(TWO, TWO, link("1", "1"), link("1.1", "2.1")), ["1 equal 1", "1.1 equal 2.1"]),
        (mapping(TWO, TWO, link("1", "1.1"), link("1.1", "1.1")), ["1 equal 1.1", "1.1 equal 1.1"]),
        (
            mapping(TWO, TWO, link("1.1 1.2", "1.1"), link("1.1", "1.1", SUPERSET)),
            ["1.1, 1.2 equal 1.1", "1.1 superset-of 1.1"],
        ),
        (
            mapping(
                TWO, TWO, link("1", "1"), dropped=(gone("1.1"), gone("1.2")), new=(gone("1.1"), gone("1.2"))
            ),
            ["1 equal 1", "1.2 new"],
        ),
        (
            mapping(OLD, NEW, link("1", "1"), *(link(f"1.{number}", f"1.{number}") for number in (1, 2, 3))),
            ["1 equal 1", "1.2 equal 1.2"],
        ),
        (
            mapping(TWO, TWO, link("1", "1"), link("1.1", "1.1", SUBSET), link("1.2", "1.1", INTERSECTS)),
            ["1 equal 1", "1.1 subset-of 1.1", "1.2 intersects 1.1"],
        ),
        (
            mapping(
                TWO,
                TWO,
                link("1", "1"),
                evolve(link("1.1", "1.1", SUPERSET), of_source=Share(Fraction(1, 8), Fraction(1, 4))),
            ),
            ["1 equal 1", "1.1 superset-of 1.1"],
        ),
    ],
    ids=[
        "moved",
        "part and whole",
        "part of a union",
        "nothing left",
        "other weights",
        "no room",
        "too small",
    ],
)
def test_what_cannot_be_true_is_found_as_the_smallest_set(made, wanted):
    """Law 7: "A mapping is well formed": what its links say together can be true."""
    found = words(made)
    assert wanted in found
    assert [problem.code for problem in contradictions(made)]


def test_three_links_of_which_any_two_can_be_true_are_named_together():
    one, other = edition("one", (40, 40, 20)), edition("other", (70, 30))
    links = [link("1", "1"), link("1.1", "1.1", SUBSET), link("1.2", "1.1", SUBSET)]
    assert words(mapping(one, other, *links)) == [["1 equal 1", "1.1 subset-of 1.1", "1.2 subset-of 1.1"]]
    for left_out in links:
        assert words(mapping(one, other, *(made for made in links if made is not left_out))) == []


def test_the_sentence_names_every_statement_and_where_it_stands():
    made = mapping(TWO, TWO, link("1", "1"), dropped=(gone("1.1"),))
    (problem,) = contradictions(made)
    assert problem.pointer == "/dropped/0"
    for part in ("'1.1 dropped'", "'1 equal 1' (at /links/0)", "remove it"):
        assert part in problem.message


def test_a_code_that_is_covered_twice_is_named():
    made = mapping(TWO, TWO, link("1.1", "1.1"), covered=("1.1", "1.1"))
    assert [(problem.code, problem.pointer) for problem in contradictions(made)] == [
        ("duplicate-link", "/covered/1")
    ]


def test_where_maxima_are_not_known_only_what_needs_none_is_found():
    unknown = edition_of("unknown", None, None).edition
    found = words(mapping(unknown, unknown, link("1", "1"), link("2", "1", SUBSET)))
    assert found == [["1 equal 1", "2 subset-of 1"]]
    found = words(mapping(unknown, unknown, link("1", "1"), link("2", "1", INTERSECTS)))
    assert found == [["1 equal 1", "2 intersects 1"]]
    assert words(mapping(unknown, unknown, link("1", "2"), link("2", "1"))) == []


@pytest.mark.slow
@given(st.data())
def test_no_mapping_that_is_true_is_called_contradictory(data):
    """Law 7: "A mapping is well formed": whatever holds of real content is no contradiction."""
    pool = data.draw(pools())
    source, target = data.draw(editions(pool, "source", "target"))
    made = data.draw(mappings(pool, source, target))
    assert list(contradictions(made)) == []


WEIGHTS = st.lists(st.lists(st.sampled_from([10, 20, 30]), min_size=1, max_size=2), min_size=1, max_size=2)
RELATIONS = st.sampled_from([Relation.EQUAL, Relation.EQUAL, SUBSET, SUPERSET, INTERSECTS])
SHARES = st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1)])


@st.composite
def said(draw):
    """Draw a mapping of which nobody knows whether anything can be so."""
    source, target = edition("source", *draw(WEIGHTS)), edition("target", *draw(WEIGHTS))
    pairs = [(left.code, right.code) for left in source.walk() for right in target.walk()]
    links = []
    for left, right in draw(st.lists(st.sampled_from(pairs), min_size=2, max_size=5, unique=True)):
        relation = draw(RELATIONS)
        shares = {}
        if relation in (SUPERSET, INTERSECTS):
            shares["of_source"] = Share(*sorted([draw(SHARES), draw(SHARES)]))
        if relation in (SUBSET, INTERSECTS):
            shares["of_target"] = Share(*sorted([draw(SHARES), draw(SHARES)]))
        links.append(evolve(link(left, right, relation), **shares))
    try:
        return mapping(source, target, *links)
    except InputError:
        reject()


PLACE = {Side.SOURCE: 0, Side.TARGET: 1}


class Asked:
    """What a solver is asked: one unknown for each cell and side, and one by which common parts are more."""

    def __init__(self, claims, weights):
        self.claims, self.weights = claims, weights
        self.cells = [(i, j) for i in (*weights[Side.SOURCE], None) for j in (*weights[Side.TARGET], None)]
        self.number = {pair: number for number, pair in enumerate(product(self.cells, Side))}
        self.equal, self.totals, self.upper, self.limits = [], [], [], []
        for cell in self.cells:
            self.ask_of_cell(cell)
        for side in Side:
            self.ask_of_side(side)

    def row(self, entries):
        made = [0.0] * (len(self.number) + 1)
        for number, value in entries:
            made[number] += float(value)
        return made

    def ask_of_cell(self, cell):
        empty = any(claim.empties(cell) for claim in self.claims)
        ratios = {claim.ratio for claim in self.claims if claim.ratio and claim.is_common(cell)}
        for side in Side:
            if empty or cell[PLACE[side]] is None or len(ratios) > 1:
                self.equal.append(self.row([(self.number[cell, side], 1)]))
                self.totals.append(0.0)
        for ratio in ratios if None not in cell else ():
            pair = [(self.number[cell, Side.TARGET], 1), (self.number[cell, Side.SOURCE], -ratio)]
            self.equal.append(self.row(pair))
            self.totals.append(0.0)

    def ask_of_side(self, side):
        for leaf, maximum in self.weights[side].items():
            own = [(self.number[cell, side], 1) for cell in self.cells if cell[PLACE[side]] == leaf]
            self.equal.append(self.row(own))
            self.totals.append(float(maximum))
        for claim in self.claims:
            if claim.leaves[side] == {None}:
                continue
            common = [self.number[cell, side] for cell in self.cells if claim.is_common(cell)]
            whole = sum(self.weights[side][leaf] for leaf in claim.leaves[side] if leaf is not None)
            low, high = claim.shares[side]
            less = [(number, -1) for number in common]
            self.upper += [
                self.row([(number, 1) for number in common]),
                self.row(less),
                self.row([(len(self.number), 1), *less]),
            ]
            self.limits += [float(high * whole), -float(low * whole), 0.0]


def can_be(claims, weights):
    """Tell by a solver whether the claims can hold."""
    linprog = pytest.importorskip("scipy.optimize", reason="uv sync --group solver").linprog
    asked = Asked(claims, weights)
    cost = [*[0.0] * len(asked.number), -1.0]
    bounds = [*[(0, None)] * len(asked.number), (0, 1)]
    solved = linprog(
        cost, asked.upper or None, asked.limits or None, asked.equal, asked.totals, bounds, method="highs"
    )
    return solved.status == 0 and solved.fun < -1e-9


@given(said())
def test_a_solver_agrees_and_every_set_is_without_a_needless_statement(made):
    """Law 7: "A mapping is well formed": a set is named just where nothing fulfils it."""
    weights = {
        side: {question.code: question.max for question in side.edition(made).questions} for side in Side
    }
    claims = list(claims_of(made))
    found = list(contradicting_claims(made))
    event(f"{max(map(len, found), default=0)} statements")
    assert bool(found) is not can_be(claims, weights)
    for together in found:
        assert not can_be(together, weights)
        for one in together:
            assert can_be([claim for claim in together if claim is not one], weights)
