"""Results of which something does not apply stand beside others by their shares, and it is said."""

from fractions import Fraction
from importlib.metadata import entry_points

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec import InputError, Registry, cohort_of
from kompass_spec.documents.cohorts import cohorts_data
from kompass_spec.documents.comparisons import comparison_data
from kompass_spec.model import (
    TOTAL,
    Change,
    Completeness,
    EditionMapping,
    Interval,
    Link,
    NotApplicable,
    Organisation,
    OrganisationKind,
    Rank,
    Reading,
    Relation,
    Source,
    Standing,
    Text,
    Verdict,
)
from kompass_spec.model.applicability import applicability
from kompass_spec.results.comparisons import compare_scorecards
from kompass_spec.results.references import mean_of
from kompass_spec.results.wholes import applying_to, left_out_of, of_whole
from kompass_testing.samples import assessment_of, sample_editions, scorecard_of

INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
EDITION, OLDER = sample_editions()
REGISTRY = Registry.of([EDITION, OLDER])


def card(name, points, *, absent=(), year=2017, edition=EDITION, kind=OrganisationKind.MUNICIPALITY):
    """Return a scorecard: area 1 has 15 and 25 points, area 2 10, 20 and 30, area 3 50."""
    assessment = evolve(
        assessment_of(edition, points, year),
        organisation=Organisation(name=name, kind=kind, country="SE"),
        not_applicable=tuple(NotApplicable(item=code) for code in absent),
    )
    return scorecard_of(edition, assessment)


def test_a_cohort_has_shares_of_what_applies_as_points_of_the_whole():
    """15 of the 30 points that apply of area 2 are as good as 30 of 60."""
    all_of_it = card("Alla", {"2": 30})
    the_rest = card("Delvis", {"2": 15}, absent=["2.3"])
    cohort = cohort_of([all_of_it, the_rest], EDITION)
    assert cohort["2"].values == (Interval(29, 31), Interval("29.5", "30.5"))
    assert cohort["2"].mean == Interval("29.25", "30.75")
    assert cohort.by_share == (the_rest,)
    (problem,) = cohort.problems
    assert problem.code == "not-applicable"
    assert problem.message.endswith("in points of the whole maximum of xx-2016: Delvis 2017 (2.3).")


def test_an_item_that_does_not_apply_to_a_result_is_no_figure_of_it():
    cohort = cohort_of(
        [card("Alla", {"2": 30, "3": 25}), card("Utan", {"1": 20, "2": 40}, absent=["3"])], EDITION
    )
    assert [(item.code, item.count) for item in cohort.items] == [("1", 1), ("2", 2), ("3", 1), (TOTAL, 1)]
    assert cohort["3"].values == (Interval("24.5", "25.5"),)
    assert cohort[TOTAL].values == (Interval("88.5", "91.5"),), (
        "59 to 61 of the 100 points that apply, of 150"
    )


def test_a_rank_is_by_share_too():
    """Half of what applies stands after two thirds of all, though it is more points of less."""
    others = [card("Bättre", {"2": 40}), card("Sämre", {"2": 20})]
    asked = card("Frågad", {"2": 20}, absent=["2.2"])
    cohort = cohort_of(others, EDITION, asked=asked)
    assert cohort["2"].asked == Interval("29.25", "30.75")
    assert cohort["2"].rank == Rank(2, 2, 3)
    assert cohort.by_share == (asked,)
    nothing = cohort_of(others, EDITION, asked=card("Utan", {"1": 20}, absent=["2"]))
    assert (nothing["2"].asked, nothing["2"].rank) == (None, None)


def test_a_cohort_in_json_says_which_results_count_by_share():
    asked = card("Delvis", {"2": 15}, absent=["2.3"])
    cohort = cohort_of([card("Alla", {"2": 30})], EDITION, asked=asked)
    data = cohorts_data([Standing(cohort=cohort)], ())["cohorts"][0]
    assert data["asked"]["by_share"] is True


def test_where_everything_applies_nothing_is_said_and_nothing_changes():
    cohort = cohort_of([card("A", {"2": 30}), card("B", {"2": 40})], EDITION)
    assert (cohort.by_share, cohort.problems) == ((), ())


def test_what_the_edition_asks_of_others_is_no_part_of_a_cohort():
    regions = (OrganisationKind.REGION,)
    areas = (*EDITION.areas[:2], evolve(EDITION.areas[2], applies_to=regions))
    edition = evolve(EDITION, areas=areas)
    region = card("Region", {TOTAL: 75}, edition=edition, kind=OrganisationKind.REGION)
    town = card("Stad", {TOTAL: 50}, edition=edition)
    cohort = cohort_of([region, town], edition)
    assert cohort[TOTAL].values == (Interval("74.25", "75.75"), Interval("74.5", "75.5"))
    assert "Stad 2017 (3)" in cohort.problems[0].message


@pytest.mark.skipif("kompass-convert-mapping" not in INSTALLED, reason="no converter is installed")
def test_a_converted_result_counts_by_share_where_the_edition_leaves_something_out():
    regions = (OrganisationKind.REGION,)
    first, second, third = OLDER.areas[0], OLDER.areas[1], evolve(OLDER.areas[1], code="3")
    named = evolve(third, title=Text({"sv": "Annat"}), applies_to=regions)
    target = evolve(OLDER, areas=(first, second, named))
    links = tuple(
        Link(
            source=(code,),
            target=(code,),
            relation=Relation.EQUAL,
            changes=(Change.SAME,),
            reasons=(Text({"en": "Made up."}),),
            cited=("s",),
            reading=Reading.AUTHORS,
        )
        for code in ("1", "2")
    )
    mapping = EditionMapping(
        source=EDITION,
        target=target,
        source_release=1,
        target_release=1,
        levels=(),
        links=links,
        sources=(Source(id="s", title="S"),),
    )
    registry = Registry.of([EDITION, target]).with_mapping(mapping)
    converted = card("A", {"1": 20, "2": 60})
    cohort = cohort_of([converted], target, convert=True, registry=registry)
    assert (cohort["1"].values, cohort["3"].count) == ((Interval("36.5625", "38.4375"),), 0)
    assert cohort[TOTAL].values == (
        Interval((Fraction(585, 16) + 75 * Fraction(119, 120)) * 3 / 2, (Fraction(615, 16) + 75) * 3 / 2),
    )
    assert "A 2017 (3)" in cohort.problems[0].message


def rows(*cards, **more):
    compared = compare_scorecards(cards, registry=REGISTRY, **more)
    return {row.item: row for row in compared.rows}, compared


def test_a_change_is_of_shares_where_what_applies_differs():
    """From 15 of 30 points to 30 of 60 nothing rose, though the printed points doubled."""
    found, compared = rows(card("A", {"2": 15}, absent=["2.3"], year=2015), card("A", {"2": 30}, year=2017))
    change = found["2"].changes[0]
    assert (change.interval, change.verdict) == (Interval("-1.5", "1.5"), Verdict.CANNOT_BE_TOLD_APART)
    assert change.reason == (
        "The figures allow values on xx-2016 that rose and values that fell. What does not apply differs, 2.3"
        " to the earlier: shares of what applies are compared, as points of the whole maximum of xx-2016."
    )
    assert (change.printed.earlier, change.printed.later) == (Interval(15, 15), Interval(30, 30))
    assert [cell.max for cell in found["2"].cells] == [30, 60]
    data = comparison_data(compared)
    assert [cell["max"] for cell in data["rows"][1]["cells"]] == ["30", "60"]


def test_other_content_of_the_same_maximum_is_said_too():
    found, _ = rows(
        card("A", {"2": 15}, absent=["2.3"], year=2015),
        card("A", {"2": 15}, absent=["2.1", "2.2"], year=2017),
    )
    assert "2.3 to the earlier and 2.1, 2.2 to the later" in found["2"].changes[0].reason


def test_points_are_compared_where_the_same_does_not_apply():
    found, _ = rows(*(card("A", {"2": 15}, absent=["2.3"], year=year) for year in (2015, 2017)))
    assert found["2"].changes[0].interval == Interval(-1, 1)
    assert "applies" not in found["2"].changes[0].reason


@pytest.mark.parametrize(
    ("earlier", "later", "reason"),
    [
        (["2"], [], "It does not apply to the earlier of them."),
        ([], ["2"], "It does not apply to the later of them."),
        (["2"], ["2"], "It applies to neither of them."),
    ],
)
def test_what_does_not_apply_to_one_of_two_cannot_be_compared(earlier, later, reason):
    found, _ = rows(
        card("A", {} if earlier else {"2": 15}, absent=earlier, year=2015),
        card("A", {} if later else {"2": 30}, absent=later, year=2017),
    )
    change = found["2"].changes[0]
    assert (change.verdict, change.interval, change.reason) == (Verdict.NOT_COMPARABLE, None, reason)
    assert [cell.applies for cell in found["2"].cells] == [not earlier, not later]


def test_a_mean_of_others_is_of_shares_of_what_applies():
    shown = card("A", {"2": 30})
    one, other = card("B", {"2": 15}, absent=["2.3"]), card("C", {"2": 40, "3": 20}, absent=["1"])
    mean = mean_of([one, other], shown, EDITION)
    assert mean.of("2") == Interval("34.25", "35.75")
    assert mean.count is None, "not as many stand behind every figure"
    assert mean.of("1") is None, "nothing is printed of it, and it does not apply to the other"
    alone = mean_of([one], shown, EDITION)
    assert (alone.of("2"), alone.printed_of("2")) == (Interval(29, 31), None)
    nobody = mean_of([card("B", {"1": 20}, absent=["2"])], shown, EDITION)
    assert nobody.of("2") is None


@given(st.integers(0, 60), st.integers(1, 60), st.integers(1, 100))
def test_the_same_share_of_a_whole_maximum(points, maximum, whole):
    """Law 8: "no total leaves [0, maximum]", nor does a share of what applies as points of all."""
    points = min(points, maximum)
    turned = of_whole(Interval(points, points), Fraction(maximum), Fraction(whole))
    assert turned.low == turned.high == Fraction(points * whole, maximum)
    assert of_whole(Interval(0, 0), Fraction(0), Fraction(whole)) == Interval(0, 0)


def test_scores_of_another_scorer_do_not_stand_beside_sums():
    """What need be no sum means something else, so nothing is computed of both."""
    plain, capped = card("A", {"2": 30}), evolve(card("B", {"2": 40}, year=2016), scorer="capped")
    cohort = cohort_of([plain, capped], EDITION)
    assert (cohort["2"].count, [problem.code for problem in cohort.problems]) == (1, ["other-scorer"])
    asked = cohort_of([plain], EDITION, asked=capped)
    assert (asked["2"].asked, asked.problems[0].message[:25]) == (None, "Left out: B 2016. The sco")
    with pytest.raises(InputError, match="another scorer"):
        mean_of([capped], plain, EDITION)
    assert mean_of([evolve(plain, scorer="standard")], plain, EDITION).of("2") is not None
    found, _ = rows(capped, plain)
    change = found["2"].changes[0]
    assert (change.verdict, change.interval) == (Verdict.NOT_COMPARABLE, None)
    assert change.reason.startswith("The two are of different scorers")


def test_only_the_highest_of_what_does_not_apply_is_named():
    what = applying_to(card("A", {}, absent=["1", "2.1"]), EDITION)
    assert left_out_of(what, EDITION, TOTAL) == ("1", "2.1")


def test_what_does_not_apply_of_an_area_that_is_scored_as_a_whole_is_known_too():
    """Questions without known maxima have no scores, and what does not apply leaves their area anyhow."""
    first, *others = EDITION.areas
    unweighed = evolve(first.questions[1], max=None, criteria=())
    areas = (evolve(first, questions=(first.questions[0], unweighed)), *others)
    edition = evolve(EDITION, areas=areas, completeness=Completeness.QUESTIONS)
    some = card("A", {"1": 20}, absent=["1.1"], edition=edition)
    some = evolve(some, total=evolve(some.total, parts=(evolve(some["1"], parts=()), *some.areas[1:])))
    cohort = cohort_of([some, card("B", {"1": 20}, edition=edition)], edition)
    assert cohort["1"].values == (Interval("19.5", "20.5"), Interval("31.2", "32.8"))
    assert "A 2017 (1.1)" in cohort.problems[0].message


def test_what_applies_is_counted_once_however_often_it_is_asked():
    """Every table of a page asks it; another edition of the same words is counted for itself."""
    once = applicability(EDITION, OrganisationKind.CITY, ["1", "2.3"])
    assert applicability(EDITION, OrganisationKind.CITY, ("2.3", "1")) is once
    assert applicability(EDITION, OrganisationKind.CITY, ["1"]) is not once
    assert applicability(evolve(EDITION), OrganisationKind.CITY, ["1", "2.3"]) == once
