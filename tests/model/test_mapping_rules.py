"""A mapping that is not well formed cannot be built, and everything that is wrong is said at once."""

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from kompass_spec import InputError, load_registry
from kompass_spec.model import (
    Change,
    EditionMapping,
    Level,
    Link,
    Reading,
    Relation,
    Share,
    Source,
    Statement,
    Text,
    Unlinked,
)

REGISTRY = load_registry()
if not REGISTRY:
    pytest.skip("no framework is installed", allow_module_level=True)
OLD, NEW = REGISTRY["se-2010"], REGISTRY["se-2016"]
WHY = (Text({"en": "Made up for a test."}),)


def link(source, target, relation=Relation.EQUIVALENT, **more):
    return Link(
        source=(source,) if isinstance(source, str) else source,
        target=(target,) if isinstance(target, str) else target,
        relation=relation,
        changes=(Change.SAME,),
        reasons=WHY,
        cited=("test",),
        reading=Reading.AUTHORS,
        **more,
    )


def mapping(*links, **more):
    values = {
        "source": OLD,
        "target": NEW,
        "source_release": 1,
        "target_release": 1,
        "levels": (),
        "links": links,
        "sources": (Source(id="test", title="A test"),),
    }
    return EditionMapping(**{**values, **more})


def codes(*links, **more):
    with pytest.raises(InputError) as raised:
        mapping(*links, **more)
    assert all(problem.message.endswith(".") for problem in raised.value.problems)
    return [(problem.code, problem.pointer) for problem in raised.value.problems]


def test_the_authored_mappings_are_well_formed():
    """Law 7: "A mapping is well formed: no dangling code, no duplicate or excluding link, every code …
    accounted for, and the inverse of the inverse is the mapping itself."
    """
    found = {mapping.id: mapping for mapping in REGISTRY.mappings()}
    whole = {"no-2010-to-se-2010", "se-2010-to-se-2016", "se-2016-to-se-2020"}
    assert set(found) == {"dk-2009-to-se-2002", "dk-2009-to-se-2010", *whole}
    for name, one in found.items():
        assert one.invert().invert() == one
        assert one.invert() != one
        assert (Level.AREAS in one.levels) == (name in whole), (
            "of a partial edition no level is accounted for"
        )
        assert all(text for known in one.links for text in known.reasons)
        assert not any(known.relation is Relation.EQUAL for known in one.links), "nothing is proved equal"
    first = found["se-2010-to-se-2016"]
    assert {one.code for one in first.dropped} == {"2:valfrihet", "7:it-stöd"}
    assert {one.code for one in first.new} == {"7:analysarbete", "8:miljöarbete"}
    statement, *others = first.statements
    assert {(one.low, one.high) for one in others} == {(None, None)}, "only one gives a figure"
    assert (statement.edition, statement.other, statement.low, statement.high) == (
        "se-2016",
        "se-2010",
        Fraction(40),
        Fraction(50),
    )
    by_meaning = {known.source[0]: known.target[0] for known in found["se-2016-to-se-2020"].links}
    assert by_meaning == {"1": "1", "2": "5", "3": "3", "4": "8", "5": "4", "6": "7", "7": "6", "8": "2"}


BROKEN = {
    "dangling source": ([link("9", "1")], ("dangling-code", "/links/0/source/0")),
    "dangling target": ([link("1", "1.9")], ("dangling-code", "/links/0/target/0")),
    "duplicate": ([link("1", "1"), link("1", "1")], ("duplicate-link", "/links/1")),
    "duplicate in another order": (
        [link(("1", "2"), "1"), link(("2", "1"), "1")],
        ("duplicate-link", "/links/1"),
    ),
    "equal and more": (
        [link("1", "1", Relation.EQUAL), link("1", "1", Relation.INTERSECTS)],
        ("excluding-relations", "/links/1/relation"),
    ),
    "subset and superset": (
        [link("1", "1", Relation.SUBSET_OF), link("1", "1", Relation.SUPERSET_OF)],
        ("excluding-relations", "/links/1/relation"),
    ),
    "heading and question": ([link("2:valfrihet", "2.1")], ("mixed-link", "/links/0")),
    "nothing on a side": ([link((), "1")], ("empty-link", "/links/0/source")),
    "an item and its part": ([link("1", ("1", "1.2"))], ("overlapping-codes", "/links/0/target/1")),
    "a share of 0": (
        [link("1", "1", Relation.INTERSECTS, of_source=Share(Fraction(0), Fraction(1)))],
        ("bad-share", "/links/0/of_source"),
    ),
    "a share above 1": (
        [link("1", "1", Relation.INTERSECTS, of_target=Share(Fraction(1), Fraction(2)))],
        ("bad-share", "/links/0/of_target"),
    ),
    "a share the other way round": (
        [link("1", "1", Relation.INTERSECTS, of_target=Share(Fraction(1), Fraction(1, 2)))],
        ("bad-share", "/links/0/of_target"),
    ),
    "equal by half": (
        [link("1", "1", Relation.EQUAL, of_source=Share(Fraction(1, 2), Fraction(1, 2)))],
        ("bad-share", "/links/0/of_source"),
    ),
    "a judgement with shares": (
        [link("1", "1", of_source=Share(Fraction(1, 2), Fraction(1, 2)))],
        ("bad-share", "/links/0/of_source"),
    ),
    "more than the whole": (
        [
            link("1", "1", Relation.INTERSECTS, of_target=Share(Fraction(2, 3), Fraction(1))),
            link("2", "1", Relation.INTERSECTS, of_target=Share(Fraction(1, 2), Fraction(1))),
        ],
        ("more-than-whole", "/links/1/of_target"),
    ),
    "equal to two": (
        [link("1", "1", Relation.EQUAL), link("1", "2", Relation.EQUAL)],
        ("more-than-whole", "/links/1/of_source"),
    ),
    "no confidence": ([link("1", "1", confidence=Fraction(7))], ("bad-confidence", "/links/0/confidence")),
    "no reason": ([evolve(link("1", "1"), reasons=())], ("missing-reason", "/links/0/reasons")),
    "no change": ([evolve(link("1", "1"), changes=())], ("missing-change", "/links/0/changes")),
    "no source": ([evolve(link("1", "1"), cited=())], ("unsourced", "/links/0/cited")),
    "another source": ([evolve(link("1", "1"), cited=("x",))], ("unknown-source", "/links/0/cited")),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_link_is_told_with_its_place(how):
    links, expected = BROKEN[how]
    assert expected in codes(*links)


@pytest.mark.parametrize("order", [1, -1])
def test_no_order_of_links_hides_that_they_take_too_much(order):
    """The questions of several areas take more than the
    whole, also where their areas are linked to it too."""

    def half(source):
        return link(source, "1", Relation.SUBSET_OF, of_target=Share(Fraction(2, 5), Fraction(1)))

    links = [link("1", "1", Relation.INTERSECTS), link("2", "1", Relation.INTERSECTS)]
    links = [*links, half("1.1"), half("1.2"), half("2.1")][::order]
    with pytest.raises(InputError) as raised:
        mapping(*links, source=NEW, target=REGISTRY["se-2020"])
    assert [problem.code for problem in raised.value.problems] == ["more-than-whole"]


def test_a_target_can_be_covered_by_an_area_or_by_its_questions():
    area = link("1", "1", Relation.SUBSET_OF, of_target=Share(Fraction(1, 2), Fraction(3, 4)))
    with pytest.raises(InputError, match="take only a part of it"):
        mapping(
            area, link("1.1", "1", Relation.SUBSET_OF), source=NEW, target=REGISTRY["se-2020"], covered=("1",)
        )


def gone(code, **more):
    return Unlinked(code=code, reasons=WHY, cited=("test",), **more)


BROKEN_WHOLES: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "unaccounted": ({"levels": (Level.AREAS,)}, ("unaccounted-code", "/links")),
    "dropped and dangling": ({"dropped": (gone("9"),)}, ("dangling-code", "/dropped/0/code")),
    "dropped and linked": ({"dropped": (gone("1"),)}, ("excluding-relations", "/dropped/0")),
    "new twice": ({"new": (gone("2"), gone("2"))}, ("duplicate-link", "/new/1")),
    "dropped without a reason": (
        {"dropped": (Unlinked(code="2", reasons=(), cited=("test",)),)},
        ("missing-reason", "/dropped/0/reasons"),
    ),
    "the wrong release": ({"source_release": 2}, ("wrong-release", "/source")),
    "covered by nothing": ({"covered": ("2",)}, ("not-covered", "/covered")),
    "a statement on another edition": (
        {"statements": (Statement(text=WHY[0], edition="se-2020", other="se-2016", cited="test"),)},
        ("unknown-edition", "/statements/0"),
    ),
    "a statement with one end": (
        {
            "statements": (
                Statement(text=WHY[0], edition="se-2016", other="se-2010", cited="test", low=Fraction(1)),
            )
        },
        ("bad-interval", "/statements/0"),
    ),
    "two statements on one item": (
        {
            "statements": tuple(
                Statement(
                    text=WHY[0],
                    edition="se-2016",
                    other="se-2010",
                    cited="test",
                    low=Fraction(low),
                    high=Fraction(50),
                )
                for low in (40, 45)
            )
        },
        ("duplicate-statement", "/statements/1"),
    ),
    "a statement on no item": (
        {
            "statements": (
                Statement(text=WHY[0], edition="se-2016", other="se-2010", cited="test", item="9.9"),
            )
        },
        ("dangling-code", "/statements/0"),
    ),
}


@pytest.mark.parametrize("how", BROKEN_WHOLES)
def test_a_broken_whole_is_told_with_its_place(how):
    more, expected = BROKEN_WHOLES[how]
    assert expected in codes(link("1", "1"), **more)


def test_all_problems_are_said_at_once():
    found = codes(link("9", "1"), link("1", "1", confidence=Fraction(2)), source_release=3)
    assert {code for code, _ in found} == {"dangling-code", "bad-confidence", "wrong-release"}


def test_what_is_allowed():
    kept = mapping(
        link("1", "1", Relation.SUBSET_OF, of_target=Share(Fraction(1, 2), Fraction(1, 2))),
        link("2", "1", Relation.SUBSET_OF, of_target=Share(Fraction(1, 2), Fraction(1, 2))),
        link("1", "1"),
        covered=("1",),
    )
    assert kept.covered == ("1",)
    text = kept.invert()
    assert text.covered_source == ("1",)
    assert text.links[0].relation is Relation.SUPERSET_OF


def test_only_a_composed_mapping_has_several_common_parts_of_one_pair():
    parts = [
        link("1", "1", Relation.INTERSECTS, of_source=Share(Fraction(1, number), Fraction(1)))
        for number in (2, 3)
    ]
    assert mapping(*parts).links == tuple(parts)
    assert ("duplicate-link", "/links/1") in codes(*parts, release="1.0.0")
    assert ("duplicate-link", "/links/1") in codes(parts[0], parts[0])
