"""What is converted in columns is what the object converter converts, or is not covered."""

import random
from fractions import Fraction
from itertools import pairwise
from math import lcm

import pytest
from attrs import evolve
from compiled_mappings import CompiledMappings, by_objects
from hypothesis import HealthCheck, given, settings, strategies as st

from kompass_spec import load_registry, score_assessment
from kompass_spec.model import (
    TOTAL,
    Assessment,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    Relation,
)
from kompass_spec.registry.mappings import find_steps
from kompass_tables.conversions.claims import disjoint_choices
from kompass_tables.conversions.columns import conversion_plan
from kompass_tables.conversions.exact import NotCoveredError
from kompass_tables.layout import layout_of
from kompass_tables.plan import plan_of
from kompass_testing import worlds


@st.composite
def converted(draw):
    """Draw one mapping or two between editions, and scorecards on the first of them."""
    pool = draw(worlds.pools(5))
    editions = draw(worlds.editions(pool, "aa-1", "bb-1", *draw(st.sampled_from([(), (), ("cc-1",)]))))
    steps = []
    for source, target in pairwise(editions):
        kind = draw(st.sampled_from(["drawn", "all", "weakened", "single"]))
        if kind == "drawn":
            steps.append(draw(worlds.mappings(pool, source, target)))
            continue
        links = (worlds.single_links if kind == "single" else worlds.all_links)(pool, source, target)
        kept = [one for one in links if draw(st.integers(0, 3))]
        if kind == "weakened":
            kept = [draw(worlds.weakened(one)) for one in kept]
        steps.append(worlds.mapping_of(source, target, kept))
    cards = []
    ends = st.lists(st.sampled_from([worlds.ZERO, worlds.ONE]), min_size=len(pool), max_size=len(pool))
    for _ in range(draw(st.integers(2, 6))):
        filled = draw(st.one_of(worlds.fulfilments(pool), ends))
        card = draw(worlds.cards(pool, editions[0], filled, exact=draw(st.booleans())))
        cards.append(draw(worlds.narrowed(card)) if draw(st.booleans()) else card)
    return steps, cards


@st.composite
def moved_content(draw):
    """Draw a mapping of questions, and of areas beside them, and cards whose sums say more than parts."""
    points = st.sampled_from([2, 4, 6])
    source = worlds.edition_with("aa-1", a=(draw(points), draw(points)), b=(draw(points), draw(points)))
    codes = [question.code for question in source.edition.questions]
    cells = {}
    for code in codes:
        left = int(source.edition.item(code).max)
        for target in draw(st.lists(st.sampled_from(codes), unique=True, max_size=3)):
            taken = draw(st.integers(1, left))
            cells[code, target] = taken, taken * draw(st.sampled_from([1, 2, 3]))
            left -= taken
            if not left:
                break
    own = {code: draw(st.sampled_from([0, 0, 2])) for code in codes}
    received = dict(own)
    for (_, other), (_, given_to) in cells.items():
        received[other] += given_to
    sizes = [received[code] or 1 for code in codes]
    target = worlds.edition_with("bb-1", a=tuple(sizes[:2]), b=tuple(sizes[2:]))
    share = st.sampled_from([True, True, True, False])
    links = [
        worlds.link_of(
            one,
            other,
            Relation.INTERSECTS,
            of_source=Fraction(taken, source.edition.item(one).max) if draw(share) else None,
            of_target=Fraction(given, target.edition.item(other).max) if draw(share) else None,
        )
        for (one, other), (taken, given) in cells.items()
    ]
    part = st.sampled_from([Fraction(1, 8), Fraction(1, 4), Fraction(1, 2)])
    links += [
        worlds.link_of(area, area, Relation.INTERSECTS, of_source=draw(part), of_target=draw(part))
        for area in draw(st.lists(st.sampled_from("12"), unique=True))
    ]
    cards = []
    for _ in range(draw(st.integers(2, 6))):
        bounds = {}
        for code in codes:
            most = int(source.edition.item(code).max)
            bounds[code] = sorted(draw(st.lists(st.integers(0, most), min_size=2, max_size=2)))
        cards.append(draw(worlds.narrowed(worlds.card_of(source, bounds))))
    return [worlds.mapping_of(source, target, links)], cards


def hold_alike(steps, cards):
    """Hold that columns say what objects say where they are covered; return of how many cards."""
    maxima = {score.code: score.max for score in cards[0].total.walk()}
    known = [
        end for card in cards for score in card.total.walk() for end in (score.low, score.high, score.max)
    ]
    in_columns = CompiledMappings(steps, maxima, lcm(*(end.denominator for end in known)))
    covered = 0
    for card in cards:
        found = in_columns.of(card)
        if found is not None:
            assert found == by_objects(card, steps)
            covered += 1
    return covered


@settings(
    max_examples=min(25, settings().max_examples),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.one_of(converted(), moved_content()))
def test_columns_say_what_the_object_converter_says_in_any_world(world):
    try:
        hold_alike(*world)
    except NotCoveredError:
        return


def parts_of(*rows):
    """Return links of a part of an item with a part of another, each as codes and shares."""
    return [
        worlds.link_of(
            source,
            target,
            Relation.INTERSECTS,
            of_source=None if of_source is None else Fraction(of_source),
            of_target=Fraction(of_target),
        )
        for source, target, of_source, of_target in rows
    ]


def test_what_an_area_proves_beside_its_questions_is_convex():
    source = worlds.edition_with("aa-1", a=(4, 4, 6), b=(12,))
    target = worlds.edition_with("bb-1", a=(90, 90))
    links = parts_of(
        ("1.1", "1.1", "1", "4/45"), ("1.2", "1.1", "1", "2/45"), ("1.3", "1.1", "1", "4/15"),
        ("1", "1.1", "11/14", "22/45"), ("2", "1.2", "1", "2/5"),
    )  # fmt: skip
    card = worlds.card_of(source, {"1.1": (2, 3), "1.2": (0, 4), "1.3": (0, 6), "2.1": (0, 12)})
    card = evolve(card, total=evolve(card.total, low=Fraction(16)))
    assert hold_alike([worlds.mapping_of(source, target, links)], [card]) == 1


def test_an_area_that_proves_more_only_where_it_is_full_counts():
    source = worlds.edition_with("aa-1", a=(4, 2, 2), b=(8,))
    target = worlds.edition_with("bb-1", a=(60, 60))
    links = parts_of(
        ("1.1", "1.1", "1/2", "1/30"), ("1.2", "1.1", "1", "1/15"), ("1.3", "1.1", "1/2", "1/20"),
        ("1", "1.1", None, "7/20"), ("2", "1.2", "1", "2/5"),
    )  # fmt: skip
    card = worlds.card_of(source, {"1.1": (4, 4), "1.2": (2, 2), "1.3": (2, 2), "2.1": (8, 8)})
    assert hold_alike([worlds.mapping_of(source, target, links)], [card]) == 1


def with_area_of(card, low, high):
    """Return a card on which its first area has other ends, and all has its low end at least."""
    first, *others = card.total.parts
    area = evolve(first, low=Fraction(low), high=Fraction(high))
    return evolve(card, total=evolve(card.total, low=Fraction(low), parts=(area, *others)))


def test_questions_that_are_linked_together_have_what_their_area_leaves_them():
    source = worlds.edition_with("aa-1", a=(4, 4, 4), b=(8,))
    target = worlds.edition_with("bb-1", a=(8, 4), b=(8,))
    (both,) = parts_of(("1.1", "1.1", "1", "1"))
    links = [evolve(both, source=("1.1", "1.2")), worlds.link_of("2.1", "2.1", Relation.EQUAL)]
    card = worlds.card_of(source, {"1.1": (0, 4), "1.2": (0, 4), "1.3": (0, 4), "2.1": (0, 8)})
    assert hold_alike([worlds.mapping_of(source, target, links)], [with_area_of(card, 8, 12)]) == 1


def test_a_card_that_contradicts_itself_is_not_covered():
    source = worlds.edition_with("aa-1", a=(4, 4), b=(8,))
    target = worlds.edition_with("bb-1", a=(4, 4), b=(8,))
    links = [worlds.link_of("2.1", "2.1", Relation.EQUAL)]
    card = worlds.card_of(source, {"1.1": (0, 1), "1.2": (0, 1), "2.1": (0, 8)})
    assert hold_alike([worlds.mapping_of(source, target, links)], [with_area_of(card, 4, 5)]) == 0


def test_what_sums_leave_no_choice_about_is_not_computed():
    registry = load_registry()
    edition = registry["se-2016"]
    codes = [question.code for question in edition.questions]
    found = conversion_plan(
        plan_of(edition, layout_of(codes, edition)), find_steps("se-2016", "se-2016", registry)
    )
    assert [step.name for step in found.plan.steps] == [found.plan.refusals[0][0].name]
    ends = [output.value.name for output in found.outputs if output.name.endswith(("low", "high"))]
    assert ends == [
        f"score:{output.name}" for output in found.outputs if output.name.endswith(("low", "high"))
    ]


def reformed(edition, moved):
    """Return a successor of an edition to which so many questions give a part of theirs to the next one."""
    codes = [question.code for question in edition.questions]
    given_away = {code: Fraction(1 + place % 4, 7) for place, code in enumerate(codes[:moved])}
    taken = {(code, code): 1 - given_away.get(code, 0) for code in codes}
    taken |= {(code, codes[codes.index(code) + 9]): share for code, share in given_away.items()}
    received = {code: Fraction(0) for code in codes}
    for (source, target), share in taken.items():
        received[target] += share * edition.item(source).max
    links = [
        worlds.link_of(
            source,
            target,
            Relation.INTERSECTS,
            of_source=share,
            of_target=share * edition.item(source).max / received[target],
        )
        for (source, target), share in taken.items()
    ]
    target = evolve(edition, id="xx-reform")
    return worlds.mapping_of(worlds.Divided(edition, {}), worlds.Divided(target, {}), links)


def drawn_cards(edition, registry, number, seed):
    """Return scorecards of printed percents, of which many are 0 or 100 and some are missing."""
    draw = random.Random(seed)  # noqa: S311 - no secrets
    for _ in range(number):
        seen = tuple(
            Observation(
                item=code,
                quantity=Quantity.PERCENT,
                value=Fraction(draw.choice([0, 100, draw.randrange(101)])),
                precision=Fraction(1),
            )
            for code in [TOTAL, *(item.code for item in edition.walk() if item.max)]
            if draw.randrange(8)
        )
        whose = Organisation(name="Nowhere", kind=OrganisationKind.MUNICIPALITY)
        assessment = Assessment(edition=edition.id, organisation=whose, observations=seen)
        yield score_assessment(assessment, registry=registry)


@pytest.mark.slow
@pytest.mark.parametrize("areas", [False, True], ids=["questions", "areas-too"])
def test_a_reform_of_45_questions_is_converted_in_columns(areas):
    registry = load_registry()
    edition = registry["se-2016"]
    mapping = reformed(edition, 12)
    if areas:
        half = [
            worlds.link_of(
                area.code, area.code, Relation.INTERSECTS, of_source=Fraction(1, 2), of_target=Fraction(1, 2)
            )
            for area in edition.areas
        ]
        mapping = evolve(mapping, links=(*mapping.links, *half))
    cards = list(drawn_cards(edition, registry, 6, f"{areas}"))
    assert hold_alike([mapping], cards) == len(cards)
    assert conversion_plan(plan_of(edition, layout_of(["1.1", "total"], edition)), [mapping]) is not None


def test_every_mapping_that_is_shipped_is_converted_in_columns():
    registry = load_registry()
    sure = [key for key in registry if registry[key].max is not None]
    seen = 0
    for source in sure:
        for target in sure:
            edition, steps = registry[source], find_steps(source, target, registry)
            cards = list(drawn_cards(edition, registry, 3, f"{source} {target}"))
            assert hold_alike(steps, cards) == len(cards)
            seen += 1
    assert seen == len(sure) ** 2


def test_sets_that_cross_each_other_in_too_many_ways_are_not_covered():
    ring = [frozenset({place, (place + 1) % 18}) for place in range(18)]
    with pytest.raises(NotCoveredError):
        disjoint_choices(ring)
