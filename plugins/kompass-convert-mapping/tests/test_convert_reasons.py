"""What a converted item rests on is said, and what was set aside too."""

from fractions import Fraction

from attrs import evolve

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec.model import (
    Basis,
    Change,
    Interval,
    Link,
    Reading,
    Relation,
    Share,
)
from kompass_spec.plugins.requests import ConvertRequest
from kompass_testing.worlds import WORDS, card_of, edition_with as edition, mapping_of


def link(source, relation, target, of_target=None):
    share = None if of_target is None else Share(Fraction(of_target), Fraction(of_target))
    return Link(
        source=(source,), target=(target,), relation=Relation(relation), changes=(Change.SAME,),
            reasons=(WORDS,),
        cited=("s",), reading=Reading.AUTHORS, of_target=share,
    )  # fmt: skip


ONE, OTHER = edition("aa-1", a=100, b=100), edition("bb-1", a=100, b=100)
DEEP = edition("cc-1", a=(50, 50), b=(50, 50))


def convert(links, figures, source=ONE, target=OTHER):
    bounds = {code: (points, points) for code, points in figures.items()}
    request = ConvertRequest(scorecard=card_of(source, bounds), mapping=mapping_of(source, target, links))
    return MappingConverter().convert(request)


def test_a_judgement_is_not_added_to_what_is_proved():
    """A judgement carries a share over as it is, and takes no place of anything else in its target."""
    judged = [link("1", "equivalent", "1"), link("2", "equivalent", "2")]
    figures = {"1": 60, "2": 30}
    for links in (judged, [*judged, link("2", "intersects", "1", "1/10")]):
        conversion = convert(links, figures)
        assert conversion["1"].assumed.interval == Interval(60, 60)
        assert conversion.total.assumed.interval == Interval(90, 90)
        assert conversion["1"].reason == "It is judged comparable, and nothing is proved."


def test_judgements_that_disagree_are_set_aside_and_named():
    conversion = convert(
        [link("1", "equivalent", "1"), link("2", "equivalent", "1"), link("2", "equivalent", "2")],
        {"1": 60, "2": 30},
    )
    assert conversion["1"].assumed is None
    assert (
        conversion["1"].reason
        == "Nothing is proved of it. What is judged comparable to it does not fit together, so nothing is"
        " assumed by the links from 1, 2 of aa-1."
    )
    assert conversion.total.assumed.interval == Interval(30, 130)
    assert [link.target for link in conversion.total.assumed.links] == [("2",)]


def test_a_judgement_that_what_is_proved_rules_out_is_set_aside_and_named():
    conversion = convert([link("1", "equal", "1"), link("2", "equivalent", "1")], {"1": 60, "2": 30})
    assert (conversion["1"].basis, conversion["1"].assumed) == (Basis.EXACT, None)
    assert conversion["1"].reason.startswith("All of it is 1 of aa-1. What is judged comparable")
    assert conversion["1"].reason.endswith("by the links from 2 of aa-1.")


def test_judgements_of_an_item_and_of_its_area_that_disagree_are_named():
    conversion = convert(
        [link("1", "equivalent", "1"), link("1.1", "equivalent", "1")],
        {"1.1": 5, "1.2": 40, "2.1": 0, "2.2": 0},
        source=DEEP,
    )
    assert conversion["1"].assumed is None
    assert "the links from 1, 1.1 of cc-1" in conversion["1"].reason


def test_a_sum_of_an_exact_and_an_unknown_part_is_bounded():
    """Rule: "it is `unknown` only if all parts are"; the exact part may be all of 0 to its maximum."""
    card = card_of(ONE, {"1": (0, 100), "2": (3, 3)})
    request = ConvertRequest(scorecard=card, mapping=mapping_of(ONE, OTHER, [link("1", "equal", "1")]))
    conversion = MappingConverter().convert(request)
    assert [item.basis for item in conversion.total.walk()] == [Basis.BOUNDED, Basis.EXACT, Basis.UNKNOWN]
    assert conversion.total.interval == Interval(0, 200)


def test_an_exact_item_names_the_links_that_make_it_exact():
    links = [
        link("1", "intersects", "1"), link("2", "intersects", "1"), link("1.1", "subset-of", "1", "1/4"),
        link("1.2", "subset-of", "1", "1/4"), link("2.1", "subset-of", "1", "1/2"),
    ]  # fmt: skip
    conversion = convert(links, {"1.1": 25, "1.2": 50, "2.1": 0, "2.2": 50}, source=DEEP)
    assert conversion["1"].basis is Basis.EXACT
    assert conversion["1"].reason == "All of it is 1.1, 1.2, 2.1 of cc-1."


def test_a_union_of_all_parts_of_an_item_is_known_as_well_as_the_item():
    card = card_of(DEEP, {"1.1": (0, 50), "1.2": (0, 50), "2.1": (0, 50), "2.2": (0, 50)})
    area = evolve(card.total.parts[0], low=Fraction(60), high=Fraction(60))
    card = evolve(card, total=evolve(card.total, parts=(area, card.total.parts[1])))
    union = evolve(link("1.1", "equal", "1"), source=("1.1", "1.2"))
    request = ConvertRequest(scorecard=card, mapping=mapping_of(DEEP, OTHER, [union]))
    assert MappingConverter().convert(request)["1"].interval == Interval(60, 60)


def test_that_each_area_is_covered_says_nothing_of_a_link_to_both():
    """Law: "sound"; in this world the true points are 55 and 55."""
    half = Share(Fraction(1, 2), Fraction(1, 2))
    some = Share(Fraction(1, 4), Fraction(3, 4))
    three = edition("dd-1", a=100, b=100, c=100)
    links = [
        evolve(link(source, "intersects", target), of_source=half, of_target=some)
        for source, target in (("1", "1"), ("2", "1"), ("1", "2"), ("3", "2"))
    ]
    links.append(evolve(link("1", "subset-of", "1"), target=("1", "2")))
    card = card_of(three, {"1": (60, 60), "2": (50, 50), "3": (50, 50)})
    mapping = mapping_of(three, OTHER, links, covered=("1", "2"))
    conversion = MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping))
    assert Fraction(110) in conversion.total.interval
    assert Fraction(55) in conversion["1"].interval


def test_a_part_that_is_not_all_of_the_target_is_not_exact():
    conversion = convert([link("1", "subset-of", "1", "2/3")], {"1": 50, "2": 0})
    assert (conversion["1"].basis, conversion["1"].interval) == (
        Basis.BOUNDED,
        Interval(Fraction(100, 3), Fraction(200, 3)),
    )
