"""What does not apply is said, and carries nothing that nobody knows."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec import ConvertRequest, InputError
from kompass_spec.model import (
    TOTAL,
    Area,
    Basis,
    Change,
    Completeness,
    Edition,
    Interval,
    Link,
    Organisation,
    OrganisationKind,
    Question,
    Reading,
    Relation,
    Score,
    Source,
    Statement,
    Text,
)
from kompass_spec.model.applicability import applicability
from kompass_spec.model.same_meaning import identity_mapping
from kompass_testing.worlds import (
    SOMEBODY,
    WORDS,
    Divided,
    absences,
    card_of,
    cards,
    divisions,
    fulfilments,
    mapping_of,
    of_kinds,
    pools,
)

SV = Text({"sv": "fråga"})


def question(code, maximum, **more):
    return Question(code=code, text=SV, max=maximum if maximum is None else Fraction(maximum), **more)


def edition(name, *areas, completeness=Completeness.COMPLETE):
    """Return an edition of areas, each a maximum with its questions."""
    listed = tuple(
        Area(
            code=str(number),
            title=Text({"sv": f"Område {number}"}),
            max=Fraction(maximum),
            questions=tuple(questions),
        )
        for number, (maximum, *questions) in enumerate(areas, start=1)
    )
    return Divided(
        Edition(
            id=name, release="1.0.0", title=SV, publisher="P", country="SE", language="sv", valid_from="2000",
            rights="None.", source="s", sources=(Source(id="s", title="S"),), completeness=completeness,
            areas=listed,
        ),
        {},
    )  # fmt: skip


def link(source, relation, target):
    return Link(
        source=(source,), target=(target,), relation=Relation(relation), changes=(Change.SAME,),
        reasons=(WORDS,), cited=("s",), reading=Reading.AUTHORS,
    )  # fmt: skip


TWO = edition("aa-1", (100, question("1.1", 60), question("1.2", 40)), (50, question("2.1", 50)))
OTHER = edition("bb-1", (100, question("1.1", 60), question("1.2", 40)), (50, question("2.1", 50)))
EQUAL = [link(code, "equal", code) for code in ("1.1", "1.2", "2.1")]
POINTS = {"1.1": (30, 30), "1.2": (10, 10), "2.1": (20, 20)}


def convert(links, points=POINTS, *, absent=(), source=TWO, target=OTHER, **more):
    request = ConvertRequest(
        scorecard=card_of(source, points, absent), mapping=mapping_of(source, target, links, **more)
    )
    return MappingConverter().convert(request)


def test_nothing_is_known_of_what_did_not_apply_and_it_is_said():
    conversion = convert(EQUAL, absent=["1.2"])
    assert conversion["1.1"].interval == Interval(30, 30)
    gone = conversion["1.2"]
    assert (gone.interval, gone.max, gone.basis) == (Interval(0, 40), 40, Basis.UNKNOWN)
    assert gone.applies, "the target's edition asks it of everybody"
    assert (
        gone.reason
        == "Nothing is known of 1.2 of aa-1. 1.2 does not apply in aa-1, so it could have any points there."
    )
    assert (conversion["1"].interval, conversion["1"].basis) == (Interval(30, 70), Basis.BOUNDED)
    assert conversion.total.interval == Interval(50, 90)
    assert "1.2 does not apply in aa-1" in conversion.total.reason


def test_a_part_of_a_source_that_does_not_apply_is_named():
    conversion = convert([link("1", "equal", "1")], absent=["1.1"])
    assert (conversion["1"].interval, conversion["1"].basis) == (Interval(10, 70), Basis.BOUNDED)
    assert conversion["1"].reason.endswith("1.1 does not apply in aa-1, so it could have any points there.")


def test_what_the_target_asks_of_others_leaves_its_sums():
    regions = (OrganisationKind.REGION,)
    target = edition(
        "bb-1",
        (100, question("1.1", 60), question("1.2", 40, applies_to=regions)),
        (50, question("2.1", 50, applies_to=regions)),
    )
    conversion = convert([link("1", "equal", "1")], {**POINTS, "1.1": (55, 55)}, target=target)
    assert (conversion["1"].max, conversion["1"].interval) == (60, Interval(25, 60))
    assert conversion["1"].reason.endswith("1.2 does not apply here, and counts for nothing.")
    assert (conversion.total.max, conversion.total.interval) == (60, Interval(25, 60))
    for code in ("1.2", "2", "2.1"):
        assert (conversion[code].applies, conversion[code].max) == (False, 0)
        assert conversion[code].reason == "It does not apply to an organisation of the kind 'municipality'."


def test_an_item_is_exact_where_all_of_it_that_applies_is():
    regions = (OrganisationKind.REGION,)
    target = edition(
        "bb-1", (100, question("1.1", 60), question("1.2", 40, applies_to=regions)), (50, question("2.1", 50))
    )
    conversion = convert(EQUAL[:2], target=target)
    assert (conversion["1"].basis, conversion["1"].interval) == (Basis.EXACT, Interval(30, 30))


def test_it_must_be_known_what_applies_in_the_target():
    regions = (OrganisationKind.REGION,)
    target = edition("bb-1", (60, question("1.1", 60, applies_to=regions)))
    card = card_of(TWO, POINTS)
    nobody = evolve(card.assessment, organisation=Organisation(name="Somebody", kind=None))
    request = ConvertRequest(
        scorecard=evolve(card, assessment=nobody), mapping=mapping_of(TWO, target, EQUAL[:1])
    )
    with pytest.raises(InputError) as error:
        MappingConverter().convert(request)
    assert [problem.code for problem in error.value.problems] == ["unknown-kind"]


def test_scores_that_need_be_no_sums_prove_nothing():
    card = evolve(card_of(TWO, POINTS), scorer="capped")
    with pytest.raises(InputError) as error:
        MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping_of(TWO, OTHER, EQUAL)))
    assert [problem.code for problem in error.value.problems] == ["other-scorer"]


@pytest.mark.parametrize("context", ["source", "target"])
def test_a_link_of_a_question_without_points_carries_nothing(context):
    """What has no points has no share, and what it would cover is not covered by the rest."""
    asked = edition(
        "aa-1" if context == "source" else "bb-1",
        (60, question("1.1", 60), question("1.2", None, scored=False)),
        (50, question("2.1", 50)),
    )
    source, target = (asked, OTHER) if context == "source" else (TWO, asked)
    links = [link("1.1", "equal", "1.1"), link("1.2", "intersects", "1.2"), link("2.1", "intersects", "1.2")]
    conversion = convert(links, {**POINTS, "2.1": (50, 50)}, source=source, target=target, covered=("1.2",))
    assert conversion["1.1"].interval == Interval(30, 30)
    if context == "source":
        assert conversion["1.2"].interval == Interval(0, 40)
    else:
        assert [item.code for item in conversion.total.walk()] == [TOTAL, "1", "1.1", "2", "2.1"]


def test_a_score_without_a_maximum_is_divided_by_nothing():
    card = card_of(TWO, POINTS)
    context = Score(code="1.3", low=Fraction(0), high=Fraction(0), max=Fraction(0))
    area = evolve(card["1"], parts=(*card["1"].parts, context))
    card = evolve(card, total=evolve(card.total, parts=(area, card["2"])))
    source = edition(
        "aa-1",
        (100, question("1.1", 60), question("1.2", 40), question("1.3", None, scored=False)),
        (50, question("2.1", 50)),
    )
    links = [*EQUAL, link("1.3", "intersects", "2.1")]
    request = ConvertRequest(scorecard=card, mapping=mapping_of(source, OTHER, links))
    assert MappingConverter().convert(request).total.interval == Interval(60, 60)


def test_a_rule_of_thumb_is_of_whole_items_only():
    said = Statement(
        edition="aa-1", other="bb-1", item=TOTAL, low=Fraction(10), high=Fraction(10), text=WORDS, cited="s"
    )
    assert convert(EQUAL, statements=(said,)).total.adjusted.interval == Interval(70, 70)
    assert convert(EQUAL, absent=["1.2"], statements=(said,)).total.adjusted is None


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_on_its_own_edition_a_result_is_itself_also_where_something_does_not_apply(data):
    """Law: "identity on the same edition": what does not apply in it does not apply in it."""
    pool = data.draw(pools())
    divided = data.draw(of_kinds(data.draw(divisions(pool, "aa-1"))))
    absent = data.draw(
        absences(divided).filter(
            lambda codes: applicability(divided.edition, SOMEBODY.kind, codes).applies(TOTAL)
        )
    )
    card = data.draw(cards(pool, divided, data.draw(fulfilments(pool)), absent=absent))
    conversion = MappingConverter().convert(
        ConvertRequest(scorecard=card, mapping=identity_mapping(divided.edition))
    )
    for item, score in zip(conversion.total.walk(), card.total.walk(), strict=True):
        assert (item.code, item.applies, item.max, item.interval) == (
            score.code,
            score.applies,
            score.max,
            score.interval,
        )
        assert item.basis is (Basis.EXACT if item.applies else Basis.UNKNOWN)
        assert item.applies or item.reason == "It does not apply." or "kind" in item.reason


def test_a_rule_of_thumb_leads_beyond_no_maximum():
    said = Statement(
        edition="aa-1", other="bb-1", item=TOTAL, low=Fraction(500), high=Fraction(600), text=WORDS, cited="s"
    )
    total = convert(EQUAL, statements=(said,)).total
    assert total.adjusted.interval == Interval(total.max, total.max)


def test_what_is_judged_alike_bounds_the_likely_points_from_above_too():
    """conversion.md: "the share is carried over as it is", both ends of it."""
    (half,) = [
        each for each in convert([link("1.1", "equivalent", "1.1")]).total.walk() if each.code == "1.1"
    ]
    known = convert([link("1.1", "equal", "1.1")])
    (proved,) = [each for each in known.total.walk() if each.code == "1.1"]
    assert half.assumed.interval == proved.interval
    assert half.assumed.interval.high < half.max
