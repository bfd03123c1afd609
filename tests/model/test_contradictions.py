"""What a mapping says of a whole and of its parts cannot be at odds with the weights of its editions."""

from fractions import Fraction

from hypothesis import given, strategies as st

from kompass_spec.model import (
    Area,
    Change,
    Completeness,
    Edition,
    EditionMapping,
    Link,
    Question,
    Reading,
    Relation,
    Source,
    Text,
)
from kompass_spec.model.mapping_contradictions import contradictions

WHY = (Text({"en": "Made up for a test."}),)
SOURCES = (Source(id="test", title="A test"),)


def edition(name, *areas):
    """Return an edition whose areas have questions of these weights."""
    return Edition(
        id=name,
        title=Text({"sv": name}),
        publisher="Nobody",
        country="SE",
        language="sv",
        valid_from="2000",
        completeness=Completeness.COMPLETE,
        rights="None.",
        release="1.0.0",
        source="test",
        sources=SOURCES,
        areas=tuple(
            Area(
                code=str(number),
                title=Text({"sv": f"{name} {number}"}),
                max=sum(weights, Fraction(0)),
                questions=tuple(
                    Question(code=f"{number}.{place}", text=Text({"sv": "?"}), max=Fraction(weight))
                    for place, weight in enumerate(weights, 1)
                ),
            )
            for number, weights in enumerate(areas, 1)
        ),
    )


def link(source, target, relation=Relation.EQUAL):
    return Link(
        source=tuple(source.split()), target=tuple(target.split()), relation=relation, changes=(Change.SAME,),
        reasons=WHY, reading=Reading.AUTHORS, cited=("test",),
    )  # fmt: skip


def found(source, target, *links):
    mapping = EditionMapping(
        source=source,
        target=target,
        source_release=1,
        target_release=1,
        levels=(),
        links=links,
        sources=SOURCES,
    )
    problems = list(contradictions(mapping))
    assert {problem.code for problem in problems} <= {"contradictory-links"}
    return [problem.pointer for problem in problems]


OLD, NEW = edition("old", (15, 25, 60), (50, 50)), edition("new", (25, 15, 60), (50, 50))


def test_equal_areas_with_equal_questions_of_other_weights_contradict_each_other():
    links = (link("1", "1"), link("1.1", "1.1"), link("1.2", "1.2"), link("1.3", "1.3"))
    assert found(OLD, NEW, *links) == ["/links/1", "/links/2"]
    assert found(OLD, OLD, *links) == []
    doubled = edition("doubled", (30, 50, 120), (50, 50))
    assert found(OLD, doubled, *links) == [], "the same shares of another maximum"


def test_the_sentence_names_both_and_what_to_do():
    mapping = EditionMapping(
        source=OLD, target=NEW, source_release=1, target_release=1, levels=(), sources=SOURCES,
        links=(link("1", "1"), link("1.1", "1.1")),
    )  # fmt: skip
    (problem,) = contradictions(mapping)
    for words in ("1.1 is 0.15 of 1 in old", "1.1 is 0.25 of 1 in new", "/links/0", "'intersects'"):
        assert words in problem.message


def test_a_part_of_what_is_equal_lies_within_it_on_both_sides():
    assert found(OLD, NEW, link("1", "1"), link("1.1", "2.1")) == ["/links/1"]
    assert found(OLD, NEW, link("1", "1"), link("2.1", "2.1")) == []


def test_unions_and_the_total_are_wholes_too():
    assert found(OLD, NEW, link("1.1 1.2", "1.1 1.2"), link("1.1", "1.1")) == ["/links/1"]
    assert found(OLD, NEW, link("1", "1"), link("1.1 1.2", "1.1 1.2")) == []
    smaller = edition("smaller", (15, 25, 60), (30, 20))
    assert found(OLD, smaller, link("total", "total"), link("1", "1")) == ["/links/1"]


def test_only_what_is_said_to_be_equal_can_contradict():
    for weaker in (Relation.EQUIVALENT, Relation.INTERSECTS, Relation.SUBSET_OF):
        assert found(OLD, NEW, link("1", "1", weaker), link("1.1", "1.1")) == []
        assert found(OLD, NEW, link("1", "1"), link("1.1", "1.1", weaker)) == []


@given(
    weights=st.lists(st.lists(st.integers(1, 40), min_size=1, max_size=4), min_size=1, max_size=4),
    scale=st.integers(1, 5),
)
def test_what_keeps_all_shares_never_contradicts(weights, scale):
    """Law 7: "A mapping is well formed", and one edition in other units is equal to itself in everything."""
    one = edition("one", *weights)
    other = edition("other", *([weight * scale for weight in area] for area in weights))
    codes = [item.code for item in one.walk()]
    assert found(one, other, link("total", "total"), *(link(code, code) for code in codes)) == []


@given(data=st.data(), weights=st.lists(st.integers(1, 40), min_size=2, max_size=5))
def test_another_weight_of_one_question_is_always_found(data, weights):
    one = edition("one", weights)
    changed = data.draw(st.integers(0, len(weights) - 1))
    other = edition("other", [weight + (place == changed) for place, weight in enumerate(weights)])
    links = [link("1", "1"), *(link(f"1.{place}", f"1.{place}") for place in range(1, len(weights) + 1))]
    assert f"/links/{changed + 1}" in found(one, other, *links)
