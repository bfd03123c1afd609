"""The laws of inversion and composition, in worlds where everything is known."""

import itertools
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec.documents.mappings import mapping_data
from kompass_spec.model import (
    Basis,
    Change,
    EditionMapping,
    Interval,
    Reading,
    Relation,
    Share,
    Source,
    Text,
    Unlinked,
)
from kompass_spec.model.composition import compose
from kompass_spec.model.mapping_parts import ordered_changes
from kompass_spec.model.mapping_rules import share_of
from kompass_spec.plugins.requests import ConvertRequest
from kompass_testing.worlds import (
    all_links,
    card_of,
    cards,
    divisions,
    edition_of,
    editions,
    fulfilments,
    link_of,
    lowest,
    mapping_of,
    mappings,
    pools,
    single_links,
    true_points,
    weakened,
    weighed_apart,
    weight,
    worst_points,
)

pytestmark = pytest.mark.slow

SLOW = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def convert(card, mapping):
    return MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping))


@st.composite
def authored(draw, pool, old, new):
    """Draw a true mapping with all that authors write: changes, reasons, readings and sources."""
    mapping = draw(mappings(pool, old, new))
    names = [f"{old.edition.id}-{number}" for number in (1, 2)]

    def statement():
        name = draw(st.sampled_from(names))
        return {"reasons": (Text({"en": f"{name} says {draw(st.sampled_from('abc'))}."}),), "cited": (name,)}

    links = [
        evolve(
            link,
            changes=ordered_changes(draw(st.sets(st.sampled_from(Change), min_size=1, max_size=2))),
            reading=draw(st.sampled_from(Reading)),
            **statement(),
        )
        for link in mapping.links
    ]
    gone = [
        [
            Unlinked(code=item.code, **statement())
            for item in divided.edition.walk()
            if not any(item.code in getattr(link, side) for link in links) and draw(st.booleans())
        ]
        for divided, side in ((old, "source"), (new, "target"))
    ]
    return evolve(
        mapping,
        links=tuple(links),
        dropped=tuple(gone[0]),
        new=tuple(gone[1]),
        sources=tuple(Source(id=name, title=name) for name in names),
    )


@SLOW
@given(st.data())
def test_the_inverse_of_the_inverse_is_the_mapping(data):
    """Law 7: "the inverse of the inverse is the mapping itself"."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(authored(pool, old, new))
    assert mapping.invert().invert() == mapping
    assert mapping.invert().source == new.edition


@SLOW
@given(st.data())
def test_an_inverse_swaps_all_that_has_a_direction(data):
    """Algebra: "`invert` swaps the sides", so what is true of one is true of the other as seen from there."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(authored(pool, old, new))
    inverse = mapping.invert()
    swapped = {
        "subset-of": "superset-of", "superset-of": "subset-of", "split": "merged", "merged": "split",
        "extended": "reduced", "reduced": "extended",
    }  # fmt: skip
    for link, back in zip(mapping.links, inverse.links, strict=True):
        assert (back.source, back.target) == (link.target, link.source)
        assert (back.of_source, back.of_target) == (link.of_target, link.of_source)
        assert back.relation.value == swapped.get(link.relation.value, link.relation.value)
        assert {change.value for change in back.changes} == {
            swapped.get(change.value, change.value) for change in link.changes
        }
    assert {gone.code for gone in inverse.dropped} == {gone.code for gone in mapping.new}
    assert {gone.code for gone in inverse.new} == {gone.code for gone in mapping.dropped}
    assert (inverse.covered, inverse.covered_source) == (mapping.covered_source, mapping.covered)


def relations(mapping: EditionMapping):
    return {
        (frozenset(link.source), frozenset(link.target)): (
            link.relation,
            link.is_assumed,
            share_of(link, "of_source")[0],
            share_of(link, "of_target")[0],
        )
        for link in mapping.links
    }


@SLOW
@given(st.data())
def test_the_inverse_of_a_composition_is_the_composition_of_the_inverses(data):
    """Law: "the inverse of a composition is the composition of the inverses, reversed"."""
    pool = data.draw(pools(most=5))
    old, middle, new = data.draw(editions(pool, "aa-1", "bb-1", "cc-1"))
    first, second = data.draw(authored(pool, old, middle)), data.draw(authored(pool, middle, new))
    assert compose(first, second).invert() == compose(second.invert(), first.invert())


@SLOW
@given(st.data())
def test_a_composed_link_is_true_and_says_what_it_rests_on(data):
    """Algebra: "`compose` follows the strongest relation that is *true*", and "reasons and sources are
    concatenated".
    """
    pool = data.draw(pools(most=5))
    old, middle, new = data.draw(editions(pool, "aa-1", "bb-1", "cc-1"))
    first, second = data.draw(authored(pool, old, middle)), data.draw(authored(pool, middle, new))
    composed = compose(first, second)
    for link in composed.links:
        assert_no_stronger(link, pool, old, new)
        assert_names_its_steps(link, [*first.links, *second.links])
    shuffled = evolve(first, links=tuple(data.draw(st.permutations(first.links))))
    again = compose(shuffled, second)
    assert mapping_data(again) == mapping_data(composed), "the order of links leaves no trace"
    assert {gone.code for gone in first.dropped} <= {gone.code for gone in composed.dropped}
    assert {gone.code for gone in second.new} <= {gone.code for gone in composed.new}


def assert_no_stronger(link, pool, old, new):
    """Hold a composed link against the true content of its items: it may say less, and nothing else."""
    left, right = (
        frozenset().union(*(divided.atoms[code] for code in codes))
        for divided, codes in ((old, link.source), (new, link.target))
    )
    common = left & right
    assert common, "what has nothing in common is not linked"
    whole = {
        Relation.EQUAL: left == right,
        Relation.SUBSET_OF: left <= right,
        Relation.SUPERSET_OF: left >= right,
    }
    assert whole.get(link.relation, True)
    for name, divided, content in (("of_source", old, left), ("of_target", new, right)):
        weights = divided.weights(pool)
        assert share_of(link, name)[0] <= weight(weights, common) / weight(weights, content)


def assert_names_its_steps(link, steps):
    """Hold what a composed link cites, and whose reading it is, against the links that it may rest on."""
    cited = {name.rpartition("-")[0] for name in link.cited}
    assert cited == {"aa-1", "bb-1"}, "both steps are cited"
    readings = {
        step.reading
        for step in steps
        if set(step.cited) <= set(link.cited) and set(step.reasons) <= set(link.reasons)
    }
    assert readings != {Reading.AUTHORS} or link.reading is Reading.AUTHORS
    assert readings != {Reading.PUBLISHER} or link.reading is Reading.PUBLISHER


@SLOW
@given(st.data())
def test_what_a_composition_proves_is_true_of_the_worst_truth(data):
    """Law: "sound against the worst truth"; "α and β of one way stay together", for no common part has the
    greatest α of one way and the greatest β of another.
    """
    pool = data.draw(pools())
    old, middle, new = data.draw(editions(pool, "aa-1", "bb-1", "cc-1"))
    first, second = data.draw(mappings(pool, old, middle)), data.draw(mappings(pool, middle, new))
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))
    assert_sound(convert(card, compose(first, second)), pool, old, new)


@SLOW
@given(st.data())
def test_what_several_ways_prove_is_true_of_the_worst_truth(data):
    """Law: "sound against the worst truth", where few items leave many ways to one pair of them."""
    pool = data.draw(pools())
    old, middle, new = (
        data.draw(divisions(pool, name, levels=1, areas=areas, whole=True))
        for name, areas in (("aa-1", 1), ("bb-1", 3), ("cc-1", 1))
    )
    middle = data.draw(weighed_apart(pool, old, middle))
    new = data.draw(weighed_apart(pool, middle, new))
    first = mapping_of(old, middle, single_links(pool, old, middle))
    second = mapping_of(middle, new, single_links(pool, middle, new))
    reached = data.draw(st.sampled_from([Fraction(n, 4) for n in range(1, 5)]))
    points = {item.code: (item.max * reached, item.max * reached) for item in lowest(old)}
    assert_sound(convert(card_of(old, points), compose(first, second)), pool, old, new)


def test_a_question_that_is_split_and_merged_in_other_proportions_proves_little():
    """Law: "a question of ¼ and ¾ split, then merged as 9/10 and 1/10: truth 1 of 10"."""
    old, middle, new = edition_of("aa-1", 20), edition_of("bb-1", 20, 10), edition_of("cc-1", 10)
    split = [
        link_of("1", str(part), Relation.SUPERSET_OF, of_source=Fraction(quarters, 4))
        for part, quarters in ((1, 1), (2, 3))
    ]
    merged = [
        link_of(str(part), "1", Relation.SUBSET_OF, of_target=Fraction(tenths, 10))
        for part, tenths in ((1, 9), (2, 1))
    ]
    composed = compose(mapping_of(old, middle, split), mapping_of(middle, new, merged))
    assert sorted(shares(link) for link in composed.links) == [
        (Fraction(1, 4), Fraction(9, 10)),
        (Fraction(3, 4), Fraction(1, 10)),
    ]
    card = card_of(old, {"1": (15, 15)})
    # All 15 points in the second part are 1 of 10 points; 5 of them in the first one are 9.
    assert convert(card, composed)["1"].interval == Interval(Fraction(2, 3), Fraction(10))


def assert_sound(conversion, pool, old, new):
    """Hold every proved interval against the least and the greatest that any fulfilment gives."""
    worst = worst_points(pool, old, new, conversion.scorecard)
    for item in conversion.total.walk():
        low, high = worst[item.code]
        assert item.low <= low <= high <= item.high


@SLOW
@given(st.data())
def test_every_share_of_a_composed_link_is_that_of_one_way(data):
    """Law: "α and β of one way stay together": both are of what one pair of links composes to, unless the
    common part is all of a side, which holds those of all other ways.
    """
    pool = data.draw(pools(most=5))
    old, middle, new = data.draw(editions(pool, "aa-1", "bb-1", "cc-1"))
    first, second = data.draw(mappings(pool, old, middle)), data.draw(mappings(pool, middle, new))
    ways = {}
    for near, far in itertools.product(first.links, second.links):
        alone = compose(mapping_of(old, middle, [near]), mapping_of(middle, new, [far]))
        for link in alone.links:
            ways.setdefault((frozenset(link.source), frozenset(link.target)), []).append(shares(link))
    links = compose(first, second).links
    for link in links:
        known = ways[frozenset(link.source), frozenset(link.target)]
        if link.relation is Relation.INTERSECTS:
            assert shares(link) in known
        else:
            assert shares(link) == tuple(map(max, zip(*known, strict=True)))
    for (source, target), known in ways.items():
        kept = [shares(link) for link in links if (set(link.source), set(link.target)) == (source, target)]
        assert all(any(says_as_much(one, way) for one in kept) for way in known)


def shares(link):
    return share_of(link, "of_source")[0], share_of(link, "of_target")[0]


def says_as_much(shares, others):
    return all(share >= other for share, other in zip(shares, others, strict=True))


STRENGTH = [Relation.EQUAL, Relation.SUBSET_OF, Relation.SUPERSET_OF, Relation.INTERSECTS]


@SLOW
@given(st.data())
def test_a_further_way_through_the_middle_never_weakens(data):
    """Algebra: "`compose` follows the strongest relation that is *true*", of all ways to a pair."""
    pool = data.draw(pools(most=4))
    old, middle, new = data.draw(editions(pool, "aa-1", "bb-1", "cc-1"))
    first = mapping_of(old, middle, [data.draw(weakened(link)) for link in all_links(pool, old, middle)])
    second = mapping_of(middle, new, all_links(pool, middle, new))
    kept = data.draw(st.lists(st.sampled_from(first.links), unique_by=id, max_size=5)) if first.links else []
    whole = compose(first, second).links
    for link in compose(evolve(first, links=tuple(kept)), second).links:
        assert any(
            (set(strong.source), set(strong.target)) == (set(link.source), set(link.target))
            and STRENGTH.index(strong.relation) <= STRENGTH.index(link.relation)
            and says_as_much(shares(strong), shares(link))
            for strong in whole
        )


@SLOW
@given(st.data())
def test_what_rests_on_a_judgement_stays_assumed(data):
    """Algebra: "`equivalent` composes as `equal`, marked assumed"; nothing is proved through a judgement."""
    pool = data.draw(pools(most=5))
    old, middle, new = data.draw(editions(pool, "aa-1", "bb-1", "cc-1"))
    first, second = data.draw(mappings(pool, old, middle)), data.draw(mappings(pool, middle, new))
    judged = evolve(
        first,
        links=tuple(
            evolve(link, relation=Relation.EQUIVALENT, of_source=None, of_target=None) for link in first.links
        ),
        covered=(),
        covered_source=(),
    )
    assert all(link.is_assumed for link in compose(judged, second).links)
    assert all(link.is_assumed for link in compose(second.invert(), judged.invert()).links)
    filled = data.draw(fulfilments(pool))
    through = convert(data.draw(cards(pool, old, filled)), compose(judged, second))
    assert all(item.basis is Basis.UNKNOWN for item in through.total.walk())


@SLOW
@given(st.data())
def test_every_grouping_of_three_mappings_is_sound(data):
    """Law: "for splits and merges every grouping is sound, and they may differ"."""
    pool = data.draw(pools(most=4))
    divided = data.draw(editions(pool, *(f"{letter}-1" for letter in "abcd")))
    first, second, third = (data.draw(mappings(pool, old, new)) for old, new in itertools.pairwise(divided))
    card = data.draw(cards(pool, divided[0], data.draw(fulfilments(pool))))
    for mapping in (compose(compose(first, second), third), compose(first, compose(second, third))):
        assert_sound(convert(card, mapping), pool, divided[0], divided[-1])


@SLOW
@given(st.data())
def test_conversion_through_a_composed_mapping_contains_the_direct_one(data):
    """Law: "conversion through a composed mapping contains conversion by the direct mapping that knows every
    share".
    """
    pool = data.draw(pools(most=5))
    old, middle, new = (data.draw(divisions(pool, name, levels=1)) for name in ("aa-1", "bb-1", "cc-1"))
    first, second = data.draw(mappings(pool, old, middle)), data.draw(mappings(pool, middle, new))
    direct = mapping_of(old, new, all_links(pool, old, new))
    filled = data.draw(fulfilments(pool))
    card = data.draw(cards(pool, old, filled))
    through, straight = convert(card, compose(first, second)), convert(card, direct)
    truth = true_points(pool, new, filled)
    for item, narrow in zip(through.total.walk(), straight.total.walk(), strict=True):
        assert truth[item.code] in item.interval
        assert truth[item.code] in narrow.interval
        assert item.low <= narrow.low <= narrow.high <= item.high


DRAWN_SHARES = st.one_of(
    st.none(), st.sampled_from([Fraction(n, 5) for n in range(1, 5)]).map(lambda low: Share(low, low))
)
CHAIN = [Relation.EQUAL, Relation.SUBSET_OF, Relation.SUPERSET_OF, Relation.INTERSECTS, Relation.EQUIVALENT]


def assert_associative(data, steps):
    """Hold both groupings of a chain of three links, each a relation with its shares, against each other."""
    pool = (1,)
    divided = [data.draw(divisions(pool, f"{letter}-1", levels=1)) for letter in "abcd"]
    mappings_of_chain = []
    for (old, new), (relation, shares) in zip(itertools.pairwise(divided), steps, strict=True):
        (link,) = single_links(pool, old, new)
        mappings_of_chain.append(mapping_of(old, new, [evolve(link, relation=relation, **shares)]))
    first, second, third = mappings_of_chain
    grouped = relations(compose(compose(first, second), third))
    assert grouped == relations(compose(first, compose(second, third)))
    return grouped


@SLOW
@given(st.data())
def test_composition_of_chains_is_associative(data):
    """Law: "composition is associative for one-to-one chains (relations and lower ends of shares)"."""
    steps = []
    for _ in range(3):
        relation = data.draw(st.sampled_from(CHAIN))
        shares = {}
        if relation in (Relation.SUPERSET_OF, Relation.INTERSECTS):
            shares["of_source"] = data.draw(DRAWN_SHARES)
        if relation in (Relation.SUBSET_OF, Relation.INTERSECTS):
            shares["of_target"] = data.draw(DRAWN_SHARES)
        steps.append((relation, shares))
    assert_associative(data, steps)


@given(st.data())
def test_large_parts_of_one_whole_meet_though_nobody_knows_how_much_of_the_source_that_is(data):
    """Law: composition is associative; three and four fifths of the same item have something in common."""
    two, three, four = (Share(Fraction(n, 5), Fraction(n, 5)) for n in (2, 3, 4))
    grouped = assert_associative(
        data,
        [
            (Relation.SUPERSET_OF, {}),
            (Relation.INTERSECTS, {"of_source": two, "of_target": three}),
            (Relation.INTERSECTS, {"of_source": four, "of_target": two}),
        ],
    )
    assert [relation for relation, *_ in grouped.values()] == [Relation.INTERSECTS]
