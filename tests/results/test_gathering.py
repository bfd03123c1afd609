"""Which published results count, which do not and why, and what is said with them."""

import json
from fractions import Fraction
from importlib.metadata import entry_points
from types import SimpleNamespace
from typing import Any

import pytest

from kompass_spec.documents.cohorts import cohorts_data
from kompass_spec.documents.datasets import read_dataset
from kompass_spec.documents.plain import json_bytes
from kompass_spec.model import TOTAL, Assumed, Basis, Conversion, Converted, Dataset, Interval, Text
from kompass_spec.model.problems import InputError, UsageError
from kompass_spec.results.cohorts import cohort_of
from kompass_spec.results.datasets import assessment_of, load_datasets
from kompass_spec.results.standings import Choice, gather, standing_of

NEEDED = {"kompass-convert-mapping", "kompass-frameworks", "kompass-score-standard"}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
pytestmark = pytest.mark.skipif(not NEEDED <= INSTALLED, reason=f"not installed: {NEEDED - INSTALLED}")
EIGHT = {f"a{code}": 50 + code for code in range(1, 9)}


def test_every_dataset_is_gathered(dataset, result, having, registry):
    plugins = having(
        dataset("one", result("Adal", 2017, total=500)), dataset("two", result("Berg", 2018, total=600))
    )
    gathered = gather(registry=registry, plugins=plugins)
    assert [(one.dataset, one.result.organisation.name) for one in gathered.members] == [
        ("one", "Adal"),
        ("two", "Berg"),
    ]
    assert gathered.editions == ["se-2016"]
    assert gathered.warnings() == ()
    only = gather(Choice(dataset="two"), registry=registry, plugins=plugins)
    assert [one.dataset for one in only.members] == ["two"]


def test_sources_of_two_datasets_are_not_mixed_up(dataset, result, having, registry):
    """Law 3: "every fact … cites its source" – its own, also where two datasets call theirs by one name."""
    plugins = having(
        dataset("one", result("Adal", 2017, total=500)), dataset("two", result("Berg", 2018, total=600))
    )
    gathered = gather(registry=registry, plugins=plugins)
    standing = standing_of(gathered, registry["se-2016"])
    assert [member.sources[0].title for member in standing.members] == ["A page of one", "A page of two"]
    data = cohorts_data([standing], standing.means)
    assert [(source["dataset"], source["id"], source["title"]) for source in data["sources"]] == [
        ("one", "page", "A page of one"),
        ("two", "page", "A page of two"),
    ]
    assert [one["dataset"] for one in data["cohorts"][0]["results"]] == ["one", "two"]


CHOICES = [
    ({}, {"Adal", "Berg", "Ciby", "Dorp"}),
    ({"country": "SE"}, {"Adal", "Berg", "Dorp"}),
    ({"country": "FI"}, set()),
    ({"since": 2017}, {"Berg", "Ciby", "Dorp"}),
    ({"until": 2017}, {"Adal", "Berg"}),
    ({"since": 2017, "until": 2017}, {"Berg"}),
    ({"edition": "se-2010"}, {"Ciby"}),
    ({"derived": False}, {"Adal", "Berg", "Ciby"}),
]


@pytest.mark.parametrize(("wanted", "names"), CHOICES)
def test_results_are_chosen(dataset, result, having, registry, wanted, names):
    derived = '\n[[results.caveats]]\nkind = "derived"\nof = ["total"]\ntext.en = "A sum."\n'
    plugins = having(
        dataset(
            "one",
            result("Adal", 2016, total=500),
            result("Berg", 2017, total=510),
            result("Ciby", 2018, "se-2010", "NO", total=520),
            result("Dorp", 2019, total=530),
            derived,
        )
    )
    gathered = gather(Choice(**wanted), registry=registry, plugins=plugins)
    assert {one.result.organisation.name for one in gathered.members} == names


def test_a_result_without_a_year_is_of_no_year(dataset, result, having, registry):
    plugins = having(dataset("one", result("Adal", 2016, total=500).replace("year = 2016\n", "")))
    for wanted, count in ((Choice(), 1), (Choice(since=1900), 0), (Choice(until=2100), 0)):
        gathered = gather(wanted, registry=registry, plugins=plugins)
        assert len(gathered.members) == count
        said = [] if count else ["Left out: Adal (no year). No source says in which year."]
        assert [problem.message for problem in gathered.warnings()] == said


@pytest.mark.parametrize("year", ["-7", "99999", "17"])
def test_a_year_has_four_digits(dataset, result, having, registry, year):
    plugins = having(dataset("one", result("Adal", 2016, total=500).replace("2016", year)))
    (problem,) = gather(registry=registry, plugins=plugins).problems
    assert f"/results/0/year: {year} is not a year. Write four digits" in problem.message


def test_what_is_left_out_is_said_once_for_every_reason(dataset, result, having, registry):
    """ "Never a silent loss of a figure", and no sentence twice."""
    plugins = having(
        dataset(
            "one",
            result("Adal", 2016, total=500).replace('edition = "se-2016"\n', ""),
            result("Berg", 2017, total=500).replace('edition = "se-2016"\n', ""),
            result("Ciby", 2018, "xx-1999", total=500),
            result("Dorp", 2019, a9=50),
            result("Ek", 2004, "se-2002", total=50),
            result("Fors", 2005, "se-2002", total=50),
        )
    )
    gathered = gather(registry=registry, plugins=plugins)
    assert gathered.members == ()
    said = [str(problem) for problem in gathered.warnings()]
    assert len(said) == len(set(said)) == 4
    assert said[0] == "one: Left out: Adal 2016, Berg 2017. No source says on which edition."
    assert (
        "Left out: Ciby 2018. The assessment is on the edition 'xx-1999', which is not installed" in said[1]
    )
    assert "Left out: Dorp 2019." in said[2]
    assert "Left out: Ek 2004, Fors 2005." in said[3]
    assert [problem.code for problem in gathered.warnings(["se-2016"])] == [
        gathered.warnings()[0].code,
        gathered.warnings()[2].code,
    ]
    chosen = gather(Choice(country="NO"), registry=registry, plugins=plugins)
    assert chosen.warnings() == ()


def test_a_mean_without_an_edition_stands_beside_no_result(dataset, result, having, registry):
    """docs/explanation/cohorts.md: "A mean of which nobody says on
    which edition its results are is never put beside a result."
    """
    mean = '\n[[means]]\nscope.en = "All"\ncited = ["page"]\nfigures = [{ item = "total", points = 470 }]\n'
    plugins = having(
        dataset(
            "one", result("Adal", 2016, total=500), mean, mean.replace("cited", 'edition = "se-2010"\ncited')
        )
    )
    gathered = gather(registry=registry, plugins=plugins)
    assert [one.mean.edition for one in gathered.means] == [None, "se-2010"]
    assert standing_of(gathered, registry["se-2016"]).means == ()
    assert [one.mean.edition for one in standing_of(gathered, registry["se-2010"]).means] == ["se-2010"]


def test_an_unknown_dataset(dataset, result, having, registry):
    plugins = having(dataset("one", result("Adal", 2016, total=500)), dataset("two", instead="id = 1"))
    with pytest.raises(UsageError) as caught:
        gather(Choice(dataset="three"), registry=registry, plugins=plugins)
    (problem,) = caught.value.problems
    assert problem.code == "unknown-plugin"
    assert "There are: one." in problem.message
    assert "'two'" in problem.message
    with pytest.raises(UsageError, match="There are: none"):
        gather(Choice(dataset="one"), registry=registry, plugins=having())


BROKEN = {
    "no TOML": ("id = ", "This is not TOML"),
    "unknown key": ('id = "bad"\ntitle.en = "x"\nsources = []\nresult = []', "result"),
    "other id": ('id = "other"\ntitle.en = "x"\nsources = []', "not the name that the plugin gives it"),
    "not there": (
        FileNotFoundError(2, "No such file or directory", "/some/folder/results.toml"),
        "FileNotFoundError",
    ),
    "binary": (b"\x00\x01\x02", "not a text file"),
    "breaks": (RuntimeError("inside"), "RuntimeError: inside"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_dataset_costs_itself_and_one_sentence(dataset, result, having, registry, how):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    content, reason = BROKEN[how]
    plugins = having(dataset("bad", instead=content), dataset("good", result("Adal", 2016, total=500)))
    loaded = load_datasets(plugins)
    assert [one.id for one in loaded.datasets] == ["good"]
    (problem,) = loaded.problems
    assert problem.code == "plugin-failed"
    assert problem.message.startswith("The dataset 'bad' of ")
    assert "is not used: " in problem.message
    assert reason in problem.message
    assert "\n" not in problem.message
    assert "/some/folder" not in problem.message
    assert gather(registry=registry, plugins=plugins).warnings() == (problem,)


def test_many_problems_of_a_dataset_are_still_one_sentence(dataset, result, having):
    plugins = having(dataset("bad", *(result(name, 2016, total=-1) for name in "ABCDEF")))
    (problem,) = load_datasets(plugins).problems
    assert problem.message.count("Points are not negative.") == 3
    assert problem.message.endswith("And 3 more.")


MEAN = """
[[means]]
scope.en = "All"
cited = ["page"]
figures = [{ item = "7.2", points = 3 }]
"""
WRONG = [
    ("unsourced", 'cited = ["page"]', "cited = []", "/results/0/cited"),
    ("unknown-source", 'cited = ["page"]', 'cited = ["book"]', "/results/0/cited"),
    ("missing-figure", '{ item = "total", points = 500 }', "", "/results/0/figures"),
    ("bad-code", 'item = "total"', 'item = "7.x"', "/results/0/figures/0/item"),
    ("bad-code", 'cited = ["page"]', 'levels = [{ item = "total", level = 3 }]\ncited = ["page"]',
    "/results/0/levels/0/item"),
    ("bad-code", 'cited = ["page"]', 'not_applicable = ["total"]\ncited = ["page"]',
    "/results/0/not_applicable/0"),
    ("duplicate-code", 'cited = ["page"]', 'not_applicable = ["7", "7"]\ncited = ["page"]',
    "/results/0/not_applicable/1"),
    ("bad-value", 'cited = ["page"]',
    'levels = [{ item = "7.2", level = 3 }]\nnot_applicable = ["7.2"]\ncited = ["page"]',
    "/results/0/not_applicable/0"),
    ("bad-code", "\n[[results]]", MEAN + "\n[[results]]", "/means/0/figures/0/item"),
    ("bad-code", 'item = "total"', 'item = ""', "/results/0/figures/0/item"),
    ("bad-quantity", "points = 500", "points = -1", "/results/0/figures/0/points"),
    ("bad-quantity", "points = 500", "points = 500, precision = 0", "/results/0/figures/0/precision"),
    ("bad-identifier", 'country = "SE"', 'country = "Sverige"', "/results/0/organisation/country"),
    (
        "duplicate-code",
        '{ item = "total", points = 500 }',
        '{ item = "total", points = 500 }, { item = "total", points = 501 }',
        "/results/0/figures/1/item",
    ),
    (
        "duplicate-code",
        'publisher = "Somebody"',
        'publisher = "Somebody"\n[[sources]]\nid = "page"\ntitle = "Another"',
        "/sources/1",
    ),
]  # fmt: skip


SHAPED = """
[[results]]
organisation = { name = "Luleå Energi AB", kind = "company", country = "SE", part_of = ["2580"] }
edition = "se-2016"
year = 2018
cited = ["page"]
figures = [{ item = "1.1", points = 11 }, { item = "1.1.2", points = "2.5" }]
levels = [{ item = "1.2", level = 3, label = "Till stor del" }]
not_applicable = ["8", "7.2"]
caveats = [{ kind = "uncertain", of = ["1.2", "8"], text.en = "So it seems." }]
"""


def test_a_dataset_holds_criteria_levels_what_does_not_apply_and_parts_of_municipalities(dataset):
    (result,) = read_dataset(dataset("one", SHAPED).file.content, "results.toml").results
    assessment = assessment_of(result)
    assert [(seen.item, seen.quantity.value, str(seen.value)) for seen in assessment.observations] == [
        ("1.1", "points", "11"),
        ("1.1.2", "points", "5/2"),
        ("1.2", "level", "3"),
    ]
    assert assessment.observations[-1].label == "Till stor del"
    assert [one.item for one in assessment.not_applicable] == ["8", "7.2"]
    assert assessment.organisation.part_of == ("2580",)


def test_what_does_not_apply_leaves_the_maximum_of_a_published_result(dataset, having, registry):
    """A result of 50 points of 700 is not one of 50 points of 800."""
    text = SHAPED[: SHAPED.index("figures = ")] + (
        'figures = [{ item = "total", points = 350 }]\nnot_applicable = ["8"]\n'
    )
    plugins = having(dataset("one", text))
    gathered = gather(registry=registry, plugins=plugins)
    (card,) = [member.scorecard for member in gathered.members]
    assert card.total.max == 700
    assert not card["8"].applies
    assert gathered.warnings() == ()


def test_a_result_may_be_of_levels_alone(dataset):
    text = dataset("one", SHAPED).file.content
    start = text.index("figures = ")
    alone = f"{text[:start]}figures = []\n{text[text.index('levels = ') :]}"
    (result,) = read_dataset(alone, "results.toml").results
    assert (result.figures, len(result.levels)) == ((), 1)


@pytest.mark.parametrize(("code", "right", "wrong", "pointer"), WRONG)
def test_every_rule_of_a_dataset(dataset, result, code, right, wrong, pointer):
    text = dataset("one", result("Adal", 2016, total=500)).file.content
    assert read_dataset(text, "results.toml").results
    assert right in text
    with pytest.raises(InputError) as caught:
        read_dataset(text.replace(right, wrong), "results.toml")
    (problem,) = caught.value.problems
    assert (problem.code, problem.file, problem.pointer) == (code, "results.toml", pointer)


def test_a_caveat_is_about_something_that_stands_there(dataset, result):
    caveat = '\n[[results.caveats]]\nkind = "derived"\nof = [{of}]\ntext.en = "A sum."\n'
    head = dataset("one", result("Adal", 2016, total=500)).file.content
    for of in ('"total"', '"year"', '"edition"', '"total", "year"'):
        assert read_dataset(head + caveat.format(of=of), "x").results[0].caveats
    for of in ('"1"', '"total", "date"', ""):
        with pytest.raises(InputError) as caught:
            read_dataset(head + caveat.format(of=of), "x")
        assert [problem.code for problem in caught.value.problems] == ["dangling-code"]


def test_a_result_stands_once_in_a_dataset(dataset, result):
    """One organisation can have a result on two scorings in one year, as in Sweden in 2010."""
    one = result("Adal", 2010, "se-2010", total=500)
    other = result("Adal", 2010, "se-2002", total=520)
    assert len(read_dataset(dataset("one", one, other).file.content, "x").results) == 2
    with pytest.raises(InputError, match="stands at /results/0 too"):
        read_dataset(dataset("one", one, one).file.content, "x")
    undated = one.replace("year = 2010\n", "")
    with pytest.raises(InputError, match="without a year stands at /results/0 too"):
        read_dataset(dataset("one", undated, undated).file.content, "x")


def test_all_problems_of_a_dataset_at_once(dataset, result):
    text = dataset(
        "one", result("Adal", 2016, total=-5), result("Berg", 2016, a1="1, precision = -1")
    ).file.content
    with pytest.raises(InputError) as caught:
        read_dataset(text.replace('country = "SE"', 'country = "se"'), "x")
    assert [problem.pointer for problem in caught.value.problems] == [
        "/results/0/organisation/country",
        "/results/1/organisation/country",
        "/results/0/figures/0/points",
        "/results/1/figures/0/precision",
    ]


def test_a_result_as_an_assessment(dataset, result):
    caveats = (
        '\n[[results.caveats]]\nkind = "derived"\nof = ["1"]\ntext.en = "A difference."\n'
        '\n[[results.caveats]]\nkind = "inferred"\nof = ["year"]\ntext.sv = "En slutsats."\n'
    )
    text = dataset("one", result("Adal", 2016, total=500, a1="40, precision = 2"), caveats).file.content
    published = read_dataset(text, "x").results[0]
    assessment = assessment_of(published)
    assert assessment.year_inferred
    assert assessment.year_reason is None
    assert [(one.item, one.value, one.precision, one.label) for one in assessment.observations] == [
        ("total", Fraction(500), Fraction(1), None),
        ("1", Fraction(40), Fraction(2), "derived"),
    ]
    with pytest.raises(ValueError, match="edition"):
        assessment_of(read_dataset(text.replace('edition = "se-2016"\n', ""), "x").results[0])


def test_a_dataset_can_be_empty():
    assert Dataset(id="none", title=Text({"en": "None"}), sources=()).results == ()


# Conversion: what is proved counts, else what is assumed, and how many of these is said.


def cards_of(dataset, having, registry, *blocks):
    plugins = having(dataset("one", *blocks))
    return [member.scorecard for member in gather(registry=registry, plugins=plugins).members], plugins


def test_a_converted_result_is_counted_as_assumed(dataset, result, having, registry):
    cards, plugins = cards_of(
        dataset,
        having,
        registry,
        result("Adal", 2014, "se-2010", **EIGHT),
        result("Berg", 2017, **EIGHT),
        result("Ciby", 2013, "se-2010", total=500),
        result("Dorp", 2012, "se-2010", a1=40),
    )
    edition = registry["se-2016"]
    alone = cohort_of(cards, edition)
    assert [card.assessment.organisation.name for card in alone.members] == ["Berg"]
    assert alone.problems == ()
    cohort = cohort_of(cards, edition, convert=True, registry=registry, plugins=plugins)
    assert [card.assessment.organisation.name for card in cohort.members] == ["Adal", "Berg", "Dorp"]
    assert (cohort["1"].count, cohort["1"].assumed) == (3, 2)
    # Of a sum in which seven areas are missing next to nothing is known, so it does not count.
    assert (cohort[TOTAL].count, cohort[TOTAL].assumed) == (2, 1)
    (problem,) = cohort.problems
    assert "say nothing of an area or the total of se-2016: Ciby 2013." in problem.message


def test_converted_an_organisation_counts_once_over_all_editions(dataset, result, having, registry):
    """docs/reference/commands.md: "its newest result on that edition counts, and only
    where it has none there the newest that says something when it is converted"."""
    cards, plugins = cards_of(
        dataset,
        having,
        registry,
        result("Adal", 2014, "se-2010", **EIGHT),
        result("Adal", 2017, **EIGHT),
        result("Berg", 2014, "se-2010", **EIGHT),
        result("Berg", 2015, "se-2010", total=600),
    )
    options = {"convert": True, "registry": registry, "plugins": plugins}
    cohort = cohort_of(cards, registry["se-2010"], **options)
    assert [(card.assessment.organisation.name, card.assessment.year) for card in cohort.members] == [
        ("Adal", 2014),
        ("Berg", 2015),
    ]
    cohort = cohort_of(cards, registry["se-2016"], **options)
    assert [(card.assessment.organisation.name, card.assessment.year) for card in cohort.members] == [
        ("Adal", 2017),
        ("Berg", 2014),
    ]
    (problem,) = cohort.problems
    assert "Berg 2015" in problem.message
    every = cohort_of(cards, registry["se-2016"], every=True, **options)
    assert len(every.members) == 3


def test_what_cannot_be_converted_is_left_out_with_the_reason(dataset, result, having, registry):
    cards, plugins = cards_of(
        dataset,
        having,
        registry,
        result("Adal", 2014, "se-2010", **EIGHT),
        result("Berg", 2013, "se-2010", a1=1),
    )
    cohort = cohort_of(cards, registry["se-2002"], convert=True, registry=registry, plugins=plugins)
    assert cohort.members == ()
    (problem,) = cohort.problems
    assert problem.message.startswith("Left out: Adal 2014, Berg 2013. ")
    with pytest.raises(InputError):
        cohort_of([], registry["se-2002"], asked=cards[0], convert=True, registry=registry, plugins=plugins)


def converter(total, *areas):
    """Make a converter that says the same of every result:
    of each item what is proved and what is assumed."""

    def item(code, maximum, proved, assumed, *, parts=()):
        return Converted(
            code=code,
            low=proved.low if proved else Fraction(0),
            high=proved.high if proved else maximum,
            max=maximum,
            basis=Basis.BOUNDED if proved else Basis.UNKNOWN,
            reason="Made up.",
            assumed=Assumed(interval=assumed, links=()) if assumed else None,
            parts=parts,
        )

    def convert(request):
        parts = tuple(item(str(place), Fraction(100), *one) for place, one in enumerate(areas, start=1))
        whole = item(TOTAL, Fraction(100 * len(areas)), *total, parts=parts)
        return Conversion(scorecard=request.scorecard, mapping=request.mapping, total=whole)

    return SimpleNamespace(name="mapping", convert=convert)


HIGH, LOW, WIDE = Interval(60, 70), Interval(10, 20), Interval(0, 100)
BOTH = Interval(70, 90)
COUNTED: dict[str, tuple[Any, Any]] = {
    "what is proved": (
        [(BOTH, None), (HIGH, None), (LOW, None)],
        {"1": (HIGH, 0), "2": (LOW, 0), TOTAL: (BOTH, 0)},
    ),
    "what is proved, though something else is assumed": (
        [(BOTH, Interval(80, 80)), (HIGH, LOW), (LOW, None)],
        {"1": (HIGH, 0), "2": (LOW, 0), TOTAL: (BOTH, 0)},
    ),
    "what is assumed, where nothing is proved": (
        [(None, BOTH), (None, HIGH), (None, LOW)],
        {"1": (HIGH, 1), "2": (LOW, 1), TOTAL: (BOTH, 1)},
    ),
    "a sum of both is assumed": (
        [(Interval(60, 170), BOTH), (HIGH, None), (None, LOW)],
        {"1": (HIGH, 0), "2": (LOW, 1), TOTAL: (BOTH, 1)},
    ),
    "no sum in which an area is missing": (
        [(Interval(60, 170), None), (HIGH, None), (None, None)],
        {"1": (HIGH, 0)},
    ),
    "no assumed sum in which an area is missing": (
        [(None, Interval(60, 170)), (None, HIGH), (None, WIDE)],
        {"1": (HIGH, 1)},
    ),
    "a sum that is known by itself": (
        [(BOTH, None), (HIGH, None), (None, None)],
        {"1": (HIGH, 0), TOTAL: (BOTH, 0)},
    ),
    "nothing": ([(None, None), (None, WIDE), (None, None)], {}),
}


@pytest.mark.parametrize("what", COUNTED)
def test_what_is_proved_counts_else_what_is_assumed(dataset, result, having, registry, what):
    """docs/explanation/cohorts.md: "what is proved of it counts, else what is assumed"."""
    said, wanted = COUNTED[what]
    cards, plugins = cards_of(dataset, having, registry, result("Adal", 2014, "se-2010", total=500))
    others = tuple(plugin for plugin in plugins.loaded if plugin.kind != "converters")
    made_up = having(converter(*said))
    plugins = type(plugins)(
        loaded=(*others, *(one for one in made_up.loaded if one.distribution.startswith("a dis")))
    )
    cohort = cohort_of(cards, registry["se-2016"], convert=True, registry=registry, plugins=plugins)
    found = {item.code: (item.values[0], item.assumed) for item in cohort.items if item.count}
    assert found == wanted
    mine = cohort_of(
        [], registry["se-2016"], asked=cards[0], convert=True, registry=registry, plugins=plugins
    )
    own = {item.code: (item.asked, int(item.asked_assumed)) for item in mine.items if item.asked is not None}
    assert own == wanted


def test_cohorts_as_data_are_always_the_same_bytes(dataset, result, having, registry):
    """Law 6: "The same input gives the same bytes.\""""
    blocks = [result(name, 2017, total=500, a1=40) for name in ("Adal", "Berg", "Ciby")]
    outputs = set()
    for order in (blocks, blocks[::-1]):
        gathered = gather(registry=registry, plugins=having(dataset("one", *order)))
        standing = standing_of(gathered, registry["se-2016"])
        outputs.add(json_bytes(cohorts_data([standing], standing.means)))
    (written,) = outputs
    assert json.loads(written)["cohorts"][0]["items"][-1]["median"] == {"low": "499.5", "high": "500.5"}
