"""What is exact, and which links could say more, is decided by the bounds."""

from fractions import Fraction

from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec.model import Basis, Interval, Relation
from kompass_spec.model.mapping_rules import share_of
from kompass_spec.plugins.requests import ConvertRequest
from kompass_testing.worlds import (
    card_of,
    cards,
    edition_with as edition,
    editions,
    fulfilments,
    link_of,
    mapping_of,
    mappings,
    pools,
)

SLOW = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
HALF = Fraction(1, 2)


def known(divided, **points):
    """Return a scorecard on an edition of which these items are known, such as ``a1=(24, 25)``: area 1."""
    bounds = {question.code: (0, question.max) for question in divided.edition.questions}
    bounds |= {code[1:].replace("_", "."): ends for code, ends in points.items() if code[0] == "q"}
    card = card_of(divided, bounds)

    def narrowed(score):
        parts = tuple(map(narrowed, score.parts))
        low, high = points.get(
            "total" if score.code == "total" else f"a{score.code}", (score.low, score.high)
        )
        return evolve(score, low=Fraction(low), high=Fraction(high), parts=parts)

    return evolve(card, total=narrowed(card.total))


def convert(card, source, target, links):
    mapping = mapping_of(source, target, links)
    return MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping))


def united(codes, target, relation=Relation.EQUAL):
    return evolve(link_of(codes[0], target, relation), source=tuple(codes))


THREE, OTHER = edition("aa-1", a=(10, 10, 10)), edition("bb-1", a=(10, 10, 10))
FOUR, ONE = edition("cc-1", a=(5, 5), b=(5, 5)), edition("dd-1", a=20)


def test_three_equal_questions_of_a_known_area():
    """Case: "three equal questions with the area printed 25"."""
    links = [link_of(code, code, Relation.EQUAL) for code in ("1.1", "1.2", "1.3")]
    conversion = convert(known(THREE, a1=(Fraction("24.5"), Fraction("25.5"))), THREE, OTHER, links)
    assert (conversion["1"].interval, conversion["1"].basis) == (Interval("24.5", "25.5"), Basis.EXACT)
    assert conversion["1.1"].interval == Interval("4.5", 10)


def test_the_union_of_all_questions_of_two_areas():
    """Case: "the union of all questions of two areas with only the total printed"."""
    card = known(FOUR, total=(Fraction("9.5"), Fraction("10.5")))
    item = convert(card, FOUR, ONE, [united(("1.1", "1.2", "2.1", "2.2"), "1")])["1"]
    assert (item.interval, item.basis) == (Interval("9.5", "10.5"), Basis.EXACT)


def test_the_union_of_two_of_three_questions():
    """Case: "the union of two of three questions"; the third has what the area leaves it."""
    card = known(THREE, a1=(Fraction("24.5"), Fraction("25.5")))
    item = convert(card, THREE, ONE, [united(("1.1", "1.2"), "1")])["1"]
    assert (item.interval, item.basis) == (Interval("14.5", 20), Basis.EXACT)


def test_a_union_across_areas_is_exact_where_the_scores_say_as_much():
    card = known(FOUR, total=(10, 10), q1_1=(1, 2), q2_1=(3, 3))
    item = convert(card, FOUR, ONE, [united(("1.1", "2.1"), "1")])["1"]
    assert (item.interval, item.basis) == (Interval(8, 10), Basis.EXACT)


def test_a_plain_split_inside_one_area_converts_the_area_exactly():
    """Case: "a plain split inside one area, with the union nowhere stated, converts the area exactly"."""
    whole, parts = edition("ee-1", a=(20,)), edition("ff-1", a=(10, 10))
    links = [link_of("1.1", code, Relation.SUPERSET_OF, of_source=HALF) for code in ("1.1", "1.2")]
    conversion = convert(known(whole, q1_1=(12, 13)), whole, parts, links)
    assert (conversion["1"].interval, conversion["1"].basis) == (Interval(12, 13), Basis.EXACT)
    assert (conversion["1.1"].interval, conversion["1.1"].basis) == (Interval(2, 10), Basis.BOUNDED)


def test_a_total_that_is_known_narrows_its_only_area():
    """Case: "a total that is known narrows its only area"."""
    whole, parts = edition("ee-1", a=(20,)), edition("ff-1", a=(10, 10))
    conversion = convert(
        known(whole, q1_1=(19, 20)), whole, parts, [link_of("total", "total", Relation.EQUAL)]
    )
    assert (conversion["1"].interval, conversion["1"].basis) == (Interval(19, 20), Basis.EXACT)
    assert conversion["1.1"].interval == Interval(9, 10)


def test_a_split_between_two_areas_is_exact_in_total_alone():
    whole, parts = edition("ee-1", a=(20,)), edition("ff-1", a=10, b=10)
    links = [link_of("1.1", code, Relation.SUPERSET_OF, of_source=HALF) for code in "12"]
    conversion = convert(known(whole, q1_1=(12, 13)), whole, parts, links)
    assert [item.basis for item in conversion.total.walk()] == [Basis.EXACT, Basis.BOUNDED, Basis.BOUNDED]


@SLOW
@given(st.data())
def test_an_exact_item_is_a_point_where_the_scores_are(data):
    """Rule: "`exact`: conversion adds no uncertainty"."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(mappings(pool, old, new))
    filled = data.draw(fulfilments(pool))
    conversion = MappingConverter().convert(
        ConvertRequest(scorecard=data.draw(cards(pool, old, filled)), mapping=mapping)
    )
    point = MappingConverter().convert(
        ConvertRequest(scorecard=data.draw(cards(pool, old, filled, exact=True)), mapping=mapping)
    )
    for item, there in zip(conversion.total.walk(), point.total.walk(), strict=True):
        assert item.basis is not Basis.EXACT or there.low == there.high
        assert item.basis is Basis.EXACT or item.low != item.high


@SLOW
@given(st.data())
def test_a_weak_link_is_one_of_which_more_could_be_known(data):
    """Rule: "names only links where knowing more would narrow something [...] and never one of which all is
    known".
    """
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(mappings(pool, old, new))
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))
    conversion = MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping))
    for weak in conversion.weakest_links:
        ends = [share_of(weak.link, name) for name in ("of_source", "of_target")]
        assert any(low != high for low, high in ends)
        assert weak.cost > 0
        assert weak.cost <= sum(conversion[code].high - conversion[code].low for code in weak.link.target)


def test_what_a_link_would_give_at_best():
    """Half of what is printed of area 1 is known to be in common; the other half could be, too."""
    source, target = edition("ee-1", a=20), edition("ff-1", a=20)
    card = card_of(source, {"1": (10, 10)})
    half = link_of("1", "1", Relation.SUBSET_OF, of_target=HALF)
    known_half = convert(card, source, target, [half])
    assert known_half.weakest_links == ()
    wide = evolve(half, of_target=evolve(half.of_target, high=Fraction(1)))
    conversion = convert(card, source, target, [wide])
    # Of 5 to 15 points nothing would be left but 10, if all of the target were the source.
    assert [(weak.link, weak.cost) for weak in conversion.weakest_links] == [(wide, 10)]
