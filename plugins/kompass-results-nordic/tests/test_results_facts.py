"""The published results agree with what is known, and nothing is invented."""

import json
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from kompass_results_nordic.plugin import NordicResults
from kompass_spec.documents.datasets import read_dataset
from kompass_spec.model import TOTAL, CaveatKind
from kompass_spec.registry.registry import load_registry

FACTS = Path(__file__).parents[4] / "shared/domain/results.json"
# Two figures whose difference or sum a figure is, both printed as whole points.
DIFFERENCES = {
    ("Enköping", 2016): [TOTAL],
    ("Karlskoga", 2010): [TOTAL],
    ("Bærum", 2012): [TOTAL],
    ("Lom", None): [TOTAL],
    ("Hareid", 2017): [*"12345678"],
    ("Örebro", 2010): [*"12345678"],
}
# Sums of eight areas, with the precision of one of them.
SUMS = {("Örnsköldsvik", 2017): 1, ("Örebro", 2010): 2}


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(NordicResults().file.read_text("utf-8"), "results.toml")


@pytest.fixture(scope="module")
def facts():
    if not FACTS.is_file():
        pytest.skip("the collected facts are not part of the project")
    return json.loads(FACTS.read_text("utf-8"))


def by_place(results):
    return {(one.organisation.name, one.year): one for one in results}


def figures_of(one):
    return {figure.item: figure.points for figure in one.figures}


def known_figures(fact):
    total = fact.get("total", fact.get("total_derived"))
    known = {code: Fraction(points) for code, points in fact.get("areas", {}).items()}
    return known if total is None or total is True else {**known, TOTAL: Fraction(total)}


def test_every_figure_is_a_known_one_and_none_is_missing(dataset, facts):
    """Law 3: "Nothing is invented.\""""
    found = by_place(dataset.results)
    known = {(fact["municipality"], fact["year"]): fact for fact in facts["results"]}
    assert set(found) == set(known)
    assert len(dataset.results) == len(facts["results"]) == 39
    for place, fact in known.items():
        one = found[place]
        assert figures_of(one) == known_figures(fact), place
        assert one.edition == fact["edition"], place
        assert one.organisation.country == fact["country"], place


def test_what_is_derived_or_uncertain_is_marked(dataset, facts):
    """Law 3: "derived is marked derived, and every fact … cites its source.\""""
    found = by_place(dataset.results)
    for fact in facts["results"]:
        one = found[fact["municipality"], fact["year"]]
        derived = {of for caveat in one.caveats if caveat.kind is CaveatKind.DERIVED for of in caveat.of}
        assert (TOTAL in derived) == fact.get("total_derived", False), one
        # Of Örebro the areas are derived too, as the note says.
        is_derived = fact.get("areas_derived", False) or "DERIVED by subtracting" in fact["note"]
        assert (set(fact["areas"]) <= derived and bool(fact["areas"])) == is_derived, one
        inferred = {of for caveat in one.caveats if caveat.kind is CaveatKind.INFERRED for of in caveat.of}
        assert "edition" in inferred or "edition inferred" not in fact["note"], one
        if fact.get("uncertain") or fact.get("uncertain_year"):
            doubted = {CaveatKind.UNCERTAIN, CaveatKind.INFERRED}
            assert any(caveat.kind in doubted for caveat in one.caveats), one


def test_every_source_that_is_known_is_cited(dataset, facts):
    addresses = {source.id: source.url for source in dataset.sources}
    for fact in facts["results"]:
        one = by_place(dataset.results)[fact["municipality"], fact["year"]]
        cited = {addresses[name] for name in one.cited}
        assert fact["url"] in cited or (fact["url"].startswith("samples/") and None in cited), one


def test_every_mean_is_a_known_one(dataset, facts):
    wanted = Counter()
    for fact in facts["published_averages"]:
        certain = fact["edition"] if not fact["edition"].startswith("uncertain") else None
        wanted[certain, tuple(sorted(known_figures(fact).items())), bool(fact.get("approx"))] = 1
    found = Counter(
        (mean.edition, tuple(sorted(figures_of(mean).items())), mean.approximate) for mean in dataset.means
    )
    assert found == wanted
    assert len(dataset.means) == 6


def test_a_derived_figure_is_as_precise_as_what_it_was_derived_from(dataset):
    """A difference of two figures rounded to whole points is up to one point off; a sum of n of them up to n halves."""
    found = by_place(dataset.results)
    derived = {
        (place, of)
        for place, one in found.items()
        for caveat in one.caveats
        if caveat.kind is CaveatKind.DERIVED
        for of in caveat.of
    }
    differences = {(place, item) for place, items in DIFFERENCES.items() for item in items}
    sums = {(place, TOTAL) for place in SUMS}
    assert derived == differences | sums
    for place, one in found.items():
        for figure in one.figures:
            wanted = (
                2
                if (place, figure.item) in differences
                else 8 * SUMS[place]
                if (place, figure.item) in sums
                else 1
            )
            assert figure.precision == wanted, (place, figure.item)
    for place in SUMS:
        points = figures_of(found[place])
        assert points.pop(TOTAL) == sum(points.values())
    for mean in dataset.means:
        points = figures_of(mean)
        if mean.caveats and any(caveat.kind is CaveatKind.DERIVED for caveat in mean.caveats):
            assert points.pop(TOTAL) == sum(points.values())
            assert {figure.item: figure.precision for figure in mean.figures}[TOTAL] == len(points)


CONTRADICTIONS = {
    ("Røros", 2013): ("139", "142"),
    ("Røros", 2017): ("139", "142"),
    ("Enköping", 2016): ("+25", "17"),
    ("Enköping", 2018): ("+25", "17"),
    ("Örnsköldsvik", 2013): ("2014", "2013"),
    ("Vallentuna", 2021): ("name",),
}


def test_what_contradicts_itself_is_said_with_both_figures(dataset):
    found = by_place(dataset.results)
    said = {
        place: " ".join(
            caveat.text["en"] for caveat in one.caveats if caveat.kind is CaveatKind.CONTRADICTORY
        )
        for place, one in found.items()
    }
    assert {place for place, words in said.items() if words} == set(CONTRADICTIONS)
    for place, words in CONTRADICTIONS.items():
        assert all(word in said[place] for word in words), place
    assert figures_of(found["Røros", 2017])[TOTAL] - figures_of(found["Røros", 2013])[TOTAL] == 142


def test_what_rounding_explains_is_no_contradiction(dataset):
    """The totals of Hareid were rounded apart from its areas: 248 and 247 contradict nothing."""
    (caveat,) = by_place(dataset.results)["Hareid", 2017].caveats
    assert caveat.kind is CaveatKind.DERIVED
    assert all(words in caveat.text["en"] for words in ("248", "247", "rounding explains it"))


PUBLISHED_BESIDE = {("Helsingborg", 2017): ("69", "92"), ("Tomelilla", 2022): ("63", "76")}


def test_what_is_published_beside_the_figures_is_not_lost(dataset):
    found = by_place(dataset.results)
    for place, ends in PUBLISHED_BESIDE.items():
        said = [one.text["en"] for one in found[place].caveats if one.kind is CaveatKind.INCOMPLETE]
        assert all(end in " ".join(said) for end in ends), place
    (norwegian,) = [mean for mean in dataset.means if mean.country == "NO"]
    assert any("656 points" in caveat.text["en"] for caveat in norwegian.caveats)


def test_every_text_is_there_in_every_language_of_the_reports(dataset):
    texts = [dataset.title, *dataset.notes, *(mean.scope for mean in dataset.means)]
    texts += [caveat.text for one in (*dataset.results, *dataset.means) for caveat in one.caveats]
    for text in texts:
        assert set(text) == {"da", "en", "nb", "sv"}, "Nynorsk is read as Bokmål, its neighbour"
        assert all(words.strip() for words in text.values())


def test_organisations_are_those_of_the_register(dataset):
    """Swedish municipalities have their official code; one name never stands for two."""
    known = {(one.country, one.code): one for one in load_registry().organisations()}
    for one in dataset.results:
        if one.organisation.country == "SE":
            assert known["SE", one.organisation.code] == one.organisation
        else:
            assert one.organisation.code is None
    assert len({one.organisation for one in dataset.results}) == len(
        {one.organisation.name for one in dataset.results}
    )


def test_a_mean_without_an_edition_says_so(dataset):
    for mean in dataset.means:
        said = any("edition" in caveat.of for caveat in mean.caveats)
        assert mean.edition is not None or said


def test_sources_are_told_apart(dataset):
    """Every source has an address of its own; only a report that is not on the web has none."""
    addresses = [source.url for source in dataset.sources if source.url is not None]
    assert len(addresses) == len(set(addresses)) == len(dataset.sources) - 1
    assert all(url.startswith(("https://", "http://")) for url in addresses)
    assert all(source.publisher for source in dataset.sources)
