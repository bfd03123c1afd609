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


def by_evaluation(results):
    return {(result.organisation.name, result.year): result for result in results}


def figures_of(result):
    return {figure.item: figure.points for figure in result.figures}


def marked(result, kind):
    """Return what the caveats of one kind are about."""
    return {of for caveat in result.caveats if caveat.kind is kind for of in caveat.of}


def known_figures(fact):
    total = fact.get("total", fact.get("total_derived"))
    known = {code: Fraction(points) for code, points in fact.get("areas", {}).items()}
    return known if total is None or total is True else {**known, TOTAL: Fraction(total)}


def test_every_figure_is_a_known_one_and_none_is_missing(dataset, facts):
    """Law 3: "Nothing is invented.\""""
    results = by_evaluation(dataset.results)
    known = {(fact["municipality"], fact["year"]): fact for fact in facts["results"]}
    assert set(results) == set(known)
    assert len(dataset.results) == len(facts["results"]) == 39
    for evaluation, fact in known.items():
        result = results[evaluation]
        assert figures_of(result) == known_figures(fact), evaluation
        assert result.edition == fact["edition"], evaluation
        assert result.organisation.country == fact["country"], evaluation


def test_what_is_derived_or_uncertain_is_marked(dataset, facts):
    """Law 3: "derived is marked derived, and every fact … cites its source.\""""
    results = by_evaluation(dataset.results)
    for fact in facts["results"]:
        result = results[fact["municipality"], fact["year"]]
        derived = marked(result, CaveatKind.DERIVED)
        assert (TOTAL in derived) == fact.get("total_derived", False), result
        # Of Örebro the areas are derived too, as the note says.
        is_derived = fact.get("areas_derived", False) or "DERIVED by subtracting" in fact["note"]
        assert (set(fact["areas"]) <= derived and bool(fact["areas"])) == is_derived, result
        inferred = marked(result, CaveatKind.INFERRED)
        assert "edition" in inferred or "edition inferred" not in fact["note"], result
        if fact.get("uncertain") or fact.get("uncertain_year"):
            doubted = {CaveatKind.UNCERTAIN, CaveatKind.INFERRED}
            assert any(caveat.kind in doubted for caveat in result.caveats), result


def test_every_source_that_is_known_is_cited(dataset, facts):
    addresses = {source.id: source.url for source in dataset.sources}
    for fact in facts["results"]:
        result = by_evaluation(dataset.results)[fact["municipality"], fact["year"]]
        cited = {addresses[name] for name in result.cited}
        assert fact["url"] in cited or (fact["url"].startswith("samples/") and None in cited), result


def test_every_mean_is_a_known_one(dataset, facts):
    wanted = Counter()
    for fact in facts["published_averages"]:
        certain = fact["edition"] if not fact["edition"].startswith("uncertain") else None
        wanted[certain, tuple(sorted(known_figures(fact).items())), bool(fact.get("approx"))] = 1
    means = Counter(
        (mean.edition, tuple(sorted(figures_of(mean).items())), mean.approximate) for mean in dataset.means
    )
    assert means == wanted
    assert len(dataset.means) == 6


def test_a_derived_figure_is_as_precise_as_what_it_was_derived_from(dataset):
    """A difference of two figures in whole points is up to a point off; a sum of n of them up to n halves."""
    results = by_evaluation(dataset.results)
    derived = {
        (evaluation, of)
        for evaluation, result in results.items()
        for of in marked(result, CaveatKind.DERIVED)
    }
    differences = {(evaluation, item) for evaluation, items in DIFFERENCES.items() for item in items}
    sums = {(evaluation, TOTAL) for evaluation in SUMS}
    assert derived == differences | sums
    precisions = {
        **dict.fromkeys(differences, 2),
        **{(evaluation, TOTAL): 8 * SUMS[evaluation] for evaluation in SUMS},
    }
    for evaluation, result in results.items():
        for figure in result.figures:
            assert figure.precision == precisions.get((evaluation, figure.item), 1), (evaluation, figure.item)
    for evaluation in SUMS:
        points = figures_of(results[evaluation])
        assert points.pop(TOTAL) == sum(points.values())


def test_a_derived_mean_is_as_precise_as_the_means_that_it_adds_up(dataset):
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
    results = by_evaluation(dataset.results)
    explained = {
        evaluation: " ".join(
            caveat.text["en"] for caveat in result.caveats if caveat.kind is CaveatKind.CONTRADICTORY
        )
        for evaluation, result in results.items()
    }
    assert {evaluation for evaluation, words in explained.items() if words} == set(CONTRADICTIONS)
    for evaluation, words in CONTRADICTIONS.items():
        assert all(word in explained[evaluation] for word in words), evaluation
    assert figures_of(results["Røros", 2017])[TOTAL] - figures_of(results["Røros", 2013])[TOTAL] == 142


def test_what_rounding_explains_is_no_contradiction(dataset):
    """The totals of Hareid were rounded apart from its areas: 248 and 247 contradict nothing."""
    (caveat,) = by_evaluation(dataset.results)["Hareid", 2017].caveats
    assert caveat.kind is CaveatKind.DERIVED
    assert all(words in caveat.text["en"] for words in ("248", "247", "rounding explains it"))


PUBLISHED_BESIDE = {("Helsingborg", 2017): ("69", "92"), ("Tomelilla", 2022): ("63", "76")}


def test_what_is_published_beside_the_figures_is_not_lost(dataset):
    results = by_evaluation(dataset.results)
    for evaluation, ends in PUBLISHED_BESIDE.items():
        texts = [
            caveat.text["en"]
            for caveat in results[evaluation].caveats
            if caveat.kind is CaveatKind.INCOMPLETE
        ]
        assert all(end in " ".join(texts) for end in ends), evaluation
    (norwegian,) = [mean for mean in dataset.means if mean.country == "NO"]
    assert any("656 points" in caveat.text["en"] for caveat in norwegian.caveats)


def test_every_text_is_there_in_every_language_of_the_reports(dataset):
    texts = [dataset.title, *dataset.notes, *(mean.scope for mean in dataset.means)]
    texts += [caveat.text for published in (*dataset.results, *dataset.means) for caveat in published.caveats]
    texts += [source.said_note for source in dataset.sources if source.note is not None]
    for text in texts:
        assert set(text) == {"da", "en", "nb", "nn", "sv"}
        assert all(words.strip() for words in text.values())


def test_organisations_are_those_of_the_register(dataset):
    """Swedish municipalities have their official code; one name never stands for two."""
    known = {(each.country, each.code): each for each in load_registry().organisations()}
    for result in dataset.results:
        if result.organisation.country == "SE":
            assert known["SE", result.organisation.code] == result.organisation
        else:
            assert result.organisation.code is None
    assert len({result.organisation for result in dataset.results}) == len(
        {result.organisation.name for result in dataset.results}
    )


def test_a_mean_without_an_edition_says_so(dataset):
    for mean in dataset.means:
        remarked = any("edition" in caveat.of for caveat in mean.caveats)
        assert mean.edition is not None or remarked


def test_sources_are_told_apart(dataset):
    """Every source has an address of its own; only a report that is not on the web has none."""
    addresses = [source.url for source in dataset.sources if source.url is not None]
    assert len(addresses) == len(set(addresses)) == len(dataset.sources) - 1
    assert all(url.startswith(("https://", "http://")) for url in addresses)
    assert all(source.publisher for source in dataset.sources)
