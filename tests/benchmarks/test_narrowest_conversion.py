"""How near conversions come to the narrowest bounds that are true, and how long one takes.

``uv run pytest -n 0 -s -m benchmark tests/benchmarks/test_narrowest_conversion.py`` prints what it measures.
"""

import random
import statistics
import sys
import time
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, seed, settings, strategies as st

from kompass_spec import load_plugins, load_registry, score_path
from kompass_spec.model import TOTAL, Basis, EditionMapping, Relation, Source
from kompass_spec.plugins.requests import ConvertRequest
from kompass_testing import worlds
from kompass_testing.contents import Contents, LeafContents

pytestmark = pytest.mark.benchmark

REPORT = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"
CONVERTER = load_plugins("converters").choose("converters", "mapping").provided


def convert(card, mapping):
    return CONVERTER.convert(ConvertRequest(scorecard=card, mapping=mapping))


def say(sentence):
    sys.stdout.write(f"{sentence}\n")


def mapping_of(source, target, links):
    return EditionMapping(
        source=source, target=target, source_release=1, target_release=1, levels=(), links=tuple(links),
        sources=(Source(id="s", title="S"),),
    )  # fmt: skip


def card_and_edition():
    return score_path(REPORT).scorecards[0], load_registry()["se-2016"]


def reform(edition, every, seed=1):
    """Return a successor of an edition, and all that they share: of every so many questions a part moves."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    codes = [question.code for question in edition.questions]
    taken: dict[tuple[str, str], Fraction] = {}
    for place, code in enumerate(codes):
        moved = Fraction(chance.randrange(1, 6), 10) if place % every == 0 else Fraction(0)
        other = chance.choice([one for one in codes if one != code])
        for target, share in ((code, 1 - moved), (other, moved)):
            if share:
                taken[code, target] = taken.get((code, target), Fraction(0)) + share
    received: dict[str, Fraction] = {}
    for (source, target), share in taken.items():
        received[target] = received.get(target, Fraction(0)) + share * edition.item(source).max
    links = [
        worlds.link_of(
            source, target, Relation.INTERSECTS, of_source=share,
            of_target=share * edition.item(source).max / received[target],
        )
        for (source, target), share in taken.items()
    ]  # fmt: skip
    return evolve(edition, id="xx-reform"), links


def test_a_copy_of_an_edition_by_question_links_alone_is_exact():
    """Case: "a copy of `se-2016` by question links alone (549.4–557.05 "exact" from 549.8–555.6)"."""
    card, edition = card_and_edition()
    links = [worlds.link_of(one.code, one.code, Relation.EQUAL) for one in edition.questions]
    conversion = convert(card, mapping_of(edition, evolve(edition, id="xx-copy"), links))
    for item, score in zip(conversion.total.walk(), card.total.walk(), strict=True):
        assert (item.interval, item.basis) == (score.interval, Basis.EXACT)


@pytest.mark.parametrize(("certified", "limit"), [(False, 5), (True, 25)], ids=["bounds", "certified"])
def test_a_conversion_of_45_questions_takes_a_few_milliseconds(certified, limit):
    """Rule: "under 10 ms for a conversion of 45 questions": the bounds take 2, their certificates 4 more."""
    card, edition = card_and_edition()
    target, links = reform(edition, 3)
    mapping = mapping_of(edition, target, links)
    request = ConvertRequest(scorecard=card, mapping=mapping, certified=certified)
    taken = []
    for _ in range(100):
        begun = time.process_time()
        CONVERTER.convert(request)
        taken.append((time.process_time() - begun) * 1000)
    what = "with all certificates" if certified else "without certificates"
    say(f"\na conversion of 45 questions by {len(links)} links {what}: {min(taken):.1f} ms")
    assert min(taken) < limit


@pytest.mark.parametrize(("name", "every"), [("mild", 4), ("large", 1)])
def test_the_total_of_a_reform_is_as_narrow_as_it_can_be(name, every):
    """Law: "narrowest", on an edition like se-2016 and a successor of which every share is known."""
    pytest.importorskip("scipy.optimize")
    card, edition = card_and_edition()
    target, links = reform(edition, every)
    conversion = convert(card, mapping_of(edition, target, links))
    old, new = (worlds.Divided(one, {}) for one in (edition, target))
    low, high = LeafContents(old, new, links, card).ends(TOTAL)
    width = conversion.total.high - conversion.total.low
    sums = sum((area.high - area.low for area in conversion.areas), Fraction(0))
    say(f"\na {name} reform: {float(width):.1f} points wide, the optimum {float(high - low):.1f}, "
          f"the sum of the areas {float(sums):.1f}")  # fmt: skip
    assert abs(width - (high - low)) < Fraction(1, 10**5)


@pytest.mark.parametrize("kind", ["lowest", "single", "all", "few"])
def test_the_width_against_the_optimum_in_random_worlds(kind):
    """Rule: "the width against the optimum is measured and printed by a benchmark"."""
    pytest.importorskip("scipy.optimize")
    ratios = []

    @seed(2026)
    @settings(max_examples=150, database=None, deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.data())
    def measure(data):
        pool = data.draw(worlds.pools(most=6))
        old, new = data.draw(worlds.editions(pool, "aa-1", "bb-1"))
        links = worlds.single_links(pool, old, new) if kind == "lowest" else worlds.all_links(pool, old, new)
        if kind == "single":
            links = [link for link in links if len(link.source) == len(link.target) == 1]
        if kind == "few":
            links = [link for link in links if data.draw(st.integers(0, 3)) == 0][:10]
        else:
            links = [link for link in links if data.draw(st.integers(0, 2))][:12]
        card = data.draw(
            worlds.narrowed(data.draw(worlds.cards(pool, old, data.draw(worlds.fulfilments(pool)))))
        )
        conversion = convert(card, worlds.mapping_of(old, new, links))
        programme = Contents(old, new, links, card)
        for item in conversion.total.walk():
            low, high = programme.ends(item.code)
            assert item.low <= low + Fraction(1, 10**5)
            assert high - Fraction(1, 10**5) <= item.high
            if high - low > Fraction(1, 1000):
                ratios.append(float((item.high - item.low) / (high - low)))

    measure()
    exact = sum(ratio < 1.0001 for ratio in ratios) / len(ratios)
    say(f"\n{kind} links, {len(ratios)} items: mean width {statistics.mean(ratios):.4f} of the optimum, "
          f"{exact:.1%} equal to it, {max(ratios):.2f} at most")  # fmt: skip
    assert exact > {"lowest": 0.9999, "single": 0.99, "all": 0.98, "few": 0.98}[kind]
    assert statistics.mean(ratios) < 1.02


@pytest.mark.parametrize(("questions", "limit"), [("none", 6), ("half", 10), ("all", 6)])
def test_a_conversion_by_areas_and_questions_takes_a_few_milliseconds(questions, limit):
    """Rule: "under 10 ms for a conversion of 45 questions", also where the rest of every area follows.

    What follows is looked for once for a mapping, so the first conversion may take three times as long.
    """
    card, edition = card_and_edition()
    step = {"none": len(edition.questions) + 1, "half": 2, "all": 1}[questions]
    items = [*edition.areas, *edition.questions[step - 1 :: step]]
    links = [worlds.link_of(one.code, one.code, Relation.EQUAL) for one in items]
    first: list[float] = []
    later: list[float] = []
    for _ in range(4):
        mapping = mapping_of(edition, evolve(edition, id="xx-copy"), links)
        for taken in (first, *[later] * 5):
            begun = time.process_time()
            convert(card, mapping)
            taken.append((time.process_time() - begun) * 1000)
    say(f"\na conversion by {len(links)} links, of areas and of {questions} of the questions:"
          f" {min(first):.1f} ms the first time, then {min(later):.1f} ms")  # fmt: skip
    assert min(later) < limit
    assert min(first) < 3 * limit
