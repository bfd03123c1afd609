"""``kompass cohort``, and ``--cohort`` of ``kompass
report`` and ``kompass render``, as a person runs them."""

import json
import re
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = {
    "kompass-convert-mapping",
    "kompass-frameworks",
    "kompass-import-report",
    "kompass-render-html",
    "kompass-render-text",
    "kompass-results-nordic",
    "kompass-score-standard",
    "kompass-variant-no",
}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
pytestmark = pytest.mark.skipif(not NEEDED <= INSTALLED, reason=f"not installed: {NEEDED - INSTALLED}")
PLUGINS = ",".join(sorted(NEEDED))
PLUGIN = """
from pathlib import Path
from kompass_spec.plugins.hooks import hookimpl
kompass_api = 1

class Results:
    name = "{name}"
    file = Path(__file__).with_name("{file}")

@hookimpl
def kompass_datasets():
    return [Results()]
"""


def cohorts_of(ran):
    return {cohort["edition"]: cohort for cohort in ran.json["cohorts"]}


def item_of(cohort, code):
    return next(item for item in cohort["items"] if item["code"] == code)


def test_every_edition_has_a_cohort(run_kompass):
    ran = run_kompass("cohort", "--json", KOMPASS_PLUGINS=PLUGINS)
    assert ran.code == 0
    found = cohorts_of(ran)
    assert list(found) == ["no-2010", "se-2010", "se-2016", "se-2020"]
    for cohort in found.values():
        names = [one["organisation"]["name"] for one in cohort["results"]]
        assert len(names) == len(set(names))
        assert {one["edition"] for one in cohort["results"]} == {cohort["edition"]}
        assert item_of(cohort, "total")["count"] <= len(names)
    total = item_of(found["se-2010"], "total")
    assert total["count"] == 7
    assert total["median"] == {"low": "505.5", "high": "506.5"}
    assert total["rank"] is None
    assert {mean["edition"] for mean in ran.json["means"]} == {"se-2010", "se-2020", "no-2010", None}
    assert [warning["code"] for warning in ran.json["warnings"]] == ["unknown-edition", "unknown-weights"]


def test_a_result_among_others(run_kompass, report):
    ran = run_kompass("cohort", report, "--json", KOMPASS_PLUGINS=PLUGINS)
    assert ran.code == 0
    (cohort,) = ran.json["cohorts"]
    assert cohort["edition"] == "se-2016"
    assert cohort["asked"]["organisation"]["name"] == "Örnsköldsvik"
    assert "Örnsköldsvik" not in {one["organisation"]["name"] for one in cohort["results"]}
    assert item_of(cohort, "total")["rank"] == {"best": 3, "worst": 3, "of": 6}
    assert ran.json["means"] == []
    cited = {(one["dataset"], name) for one in cohort["results"] for name in one["cited"]}
    assert cited == {(source["dataset"], source["id"]) for source in ran.json["sources"]}


def test_a_result_of_which_little_is_known(run_kompass, tmp_path):
    """Law 3: "Unknown stays unknown": without a total of its own, a result has no place by the total."""
    typed = {
        "edition": "se-2016",
        "organisation": {"name": "Lund", "kind": "municipality"},
        "observations": [{"item": "1", "quantity": "points", "value": "71"}],
    }
    file = tmp_path / "typed.json"
    file.write_text(json.dumps({"assessments": [typed]}), "utf-8")
    ran = run_kompass("cohort", file, "--lang", "en", KOMPASS_PLUGINS=PLUGINS)
    assert ran.code == 0
    assert "Lund among others" in ran.out
    assert re.search(r"^1 Offentlighet och .* 71$", ran.out, re.MULTILINE)
    assert re.search(r"^Total .* not$", ran.out, re.MULTILINE)
    assert not re.search(r"^Lund +[0-9]", ran.out, re.MULTILINE)


@pytest.mark.slow
def test_the_same_bytes(kompass_apart, report):
    """Law 6: "The same input gives the same bytes.\""""
    runs = {
        kompass_apart(
            "cohort", report, "--to", "se-2010", "--json", KOMPASS_PLUGINS=PLUGINS, PYTHONHASHSEED=seed
        ).raw
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1


def test_the_words_of_a_cohort(run_kompass, report):
    ran = run_kompass("cohort", report, "--edition", "se-2010", "--lang", "en", KOMPASS_PLUGINS=PLUGINS)
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert said.startswith("Kommunkompassen 2010 · Published results Örnsköldsvik Municipality 2015 among")
    assert re.search(r"^Örnsköldsvik Municipality +3 +2015 +551 +this result$", ran.out, re.MULTILINE)
    assert re.search(r"^Strängnäs Municipality .* uncertain; only a part was seen$", ran.out, re.MULTILINE)
    assert re.search(r"^Total +6 .* 551$", ran.out, re.MULTILINE)
    assert "Of one result nothing can be said of others: 2 Tillgänglighet och brukarorientering; 3" in said
    assert "Few results are published, which say little of others: 1 Offentlighet och demokrati." in said
    assert "460 points in total · KommunKompassen: Analys av Örnsköldsviks kommun 2017" in said
    assert "476" not in said
    assert "no random sample" in said
    (warning,) = ran.err.splitlines()
    assert warning.startswith("kompass: warning: nordic: Left out: Enköping 2016, Karlskoga 2010. ")


def test_converted_results_say_that_they_are_assumed(run_kompass, report):
    ran = run_kompass(
        "cohort", report, "--to", "se-2010", "--country", "SE", "--lang", "en", KOMPASS_PLUGINS=PLUGINS
    )
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert re.search(r"^1 Offentlighet och .* \d+ \(\d+\*\)", ran.out, re.MULTILINE)
    assert "* So many are by other versions, and counted as if what is judged comparable were" in said
    assert "A municipality (Vallentuna, 2021) says that the newer edition makes higher demands" in said
    assert "say nothing of an area or the total of se-2010" in ran.err
    data = run_kompass("cohort", "--to", "se-2010", "--country", "SE", "--json", KOMPASS_PLUGINS=PLUGINS)
    (cohort,) = data.json["cohorts"]
    names = [one["organisation"]["name"] for one in cohort["results"]]
    assert len(names) == len(set(names))
    assert len({one["edition"] for one in cohort["results"]}) > 1
    assert item_of(cohort, "1")["assumed"] > 0
    every = run_kompass(
        "cohort", "--to", "se-2010", "--country", "SE", "--every", "--json", KOMPASS_PLUGINS=PLUGINS
    )
    assert len(every.json["cohorts"][0]["results"]) > len(names)


CHOICES = [
    (["--country", "no"], {"no-2010"}),
    (["--country", "SE", "--since", "2019"], {"se-2016", "se-2020"}),
    (["--until", "2011"], {"se-2010"}),
    (["--edition", "se-2020"], {"se-2020"}),
    (["--dataset", "nordic", "--edition", "no-2010", "--without-derived"], {"no-2010"}),
]


@pytest.mark.parametrize(("options", "editions"), CHOICES, ids=[" ".join(options) for options, _ in CHOICES])
def test_results_are_chosen(run_kompass, options, editions):
    ran = run_kompass("cohort", *options, "--json", KOMPASS_PLUGINS=PLUGINS)
    assert ran.code == 0
    assert set(cohorts_of(ran)) == editions
    if "--without-derived" in options:
        kinds = [caveat["kind"] for one in ran.json["cohorts"][0]["results"] for caveat in one["caveats"]]
        assert "derived" not in kinds


LEFT_OUT = "No published result can be used: all that fit are left out. The warnings say why.\n"
NOTHING = [
    (["--country", "FI"], "No published result fits. Ask for less.\n"),
    (["--since", "2100", "--country", "SE"], "No published result fits. Ask for less.\n"),
    (["--country", "DK", "--to", "se-2016"], "No published result fits. Ask for less.\n"),
    (["--since", "2100"], LEFT_OUT),
    (["--edition", "se-2002"], LEFT_OUT),
    (["--edition", "no-2020"], LEFT_OUT),
]


@pytest.mark.parametrize(("options", "said"), NOTHING, ids=[" ".join(options) for options, _ in NOTHING])
def test_nothing_fits(run_kompass, options, said, tmp_path):
    ran = run_kompass("cohort", *options, KOMPASS_PLUGINS=PLUGINS)
    assert (ran.code, ran.out) == (0, said)
    assert bool(ran.err) is (said == LEFT_OUT)
    output = tmp_path / "cohort.json"
    written = run_kompass("cohort", *options, "-o", output, KOMPASS_PLUGINS=PLUGINS)
    assert (written.code, written.out) == (0, f"Written to {output}.\n{said}")
    data = run_kompass("cohort", *options, "--json", KOMPASS_PLUGINS=PLUGINS)
    assert (data.code, data.raw) == (0, output.read_bytes())
    assert data.json["cohorts"] == []


def test_results_that_cannot_be_scored_are_named_where_their_edition_is_asked_for(run_kompass):
    """ "Nothing is lost": on an edition of which no weight
    is known, the published results are said all the same."""
    ran = run_kompass("cohort", "--edition", "no-2020", KOMPASS_PLUGINS=PLUGINS)
    assert "Left out: Røros 2021, Midtre Gauldal 2023." in ran.err


def test_a_result_without_a_year_is_not_lost_where_years_are_asked_for(run_kompass):
    ran = run_kompass("cohort", "--country", "NO", "--since", "2010", KOMPASS_PLUGINS=PLUGINS)
    assert "nordic: Left out: Lom (no year). No source says in which year." in ran.err
    assert "Lom" not in ran.out


def test_a_printed_result_on_the_edition_counts_before_a_newer_one_that_is_converted(run_kompass):
    ran = run_kompass("cohort", "--to", "se-2016", "--country", "SE", "--json", KOMPASS_PLUGINS=PLUGINS)
    (cohort,) = ran.json["cohorts"]
    counted = {one["organisation"]["name"]: (one["year"], one["edition"]) for one in cohort["results"]}
    assert counted["Vallentuna"] == (2019, "se-2016")
    assert counted["Hultsfred"] == (2021, "se-2020")


def test_what_publishers_said_of_points_to_add_stands_below_converted_results(run_kompass):
    ran = run_kompass("cohort", "--to", "se-2010", "--country", "SE", "--lang", "en", KOMPASS_PLUGINS=PLUGINS)
    assert "About 40 to 50 points are to be added" in ran.out
    assert "No points are added to any result because of what is said" in ran.out
    data = run_kompass("cohort", "--to", "se-2010", "--country", "SE", "--json", KOMPASS_PLUGINS=PLUGINS)
    first, *others = data.json["cohorts"][0]["statements"]
    assert (first["edition"], first["other"], first["low"], first["high"]) == (
        "se-2016",
        "se-2010",
        "40",
        "50",
    )
    assert {(one["edition"], one["low"]) for one in others} == {("se-2016", None), ("se-2020", None)}
    alone = run_kompass("cohort", "--edition", "se-2010", "--json", KOMPASS_PLUGINS=PLUGINS)
    assert alone.json["cohorts"][0]["statements"] == []


def test_the_terminal_has_sources_and_the_words_of_caveats(run_kompass):
    ran = run_kompass("cohort", "--edition", "no-2010", "--lang", "en", KOMPASS_PLUGINS=PLUGINS)
    said = " ".join(ran.out.split())
    assert "Røros 2017: The source says that the result rose by 139 points since 2013, but from" in said
    assert "Ulstein 2019: Ulstein i landstoppen i ny evaluering" in said


def test_without_a_dataset_a_result_stands_alone(run_kompass, report):
    plugins = PLUGINS.replace("kompass-results-nordic,", "")
    ran = run_kompass("cohort", report, "--lang", "en", KOMPASS_PLUGINS=plugins)
    assert ran.code == 0
    assert "Örnsköldsvik Municipality 2017 among others" in ran.out
    assert "No other result on this edition is published." in ran.out
    assert run_kompass("cohort", KOMPASS_PLUGINS=plugins).out.startswith("No dataset of published results")


WRONG = [
    (["--dataset", "nothing"], 2, "There is no dataset 'nothing' that can be used. There are: nordic."),
    (["--country", "Sverige"], 2, "'Sverige' is not a country"),
    (["--since", "last year"], 2, "'last year' is not a year"),
    (["--edition", "se-1999"], 2, "There is no edition 'se-1999'"),
    (["--to", "se-1999"], 2, "There is no edition 'se-1999'"),
    (["nothing.md"], 1, "There is no such file"),
    (
        ["{report}", "--edition", "se-2020"],
        2,
        "There is no result on se-2020 in it, only on se-2010, se-2016.",
    ),
    (["{report}", "--to", "se-2002"], 1, "se-2002"),
    (["--frobnicate"], 2, "--frobnicate"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG)
def test_bad_input(run_kompass, report, arguments, code, said):
    arguments = [one.format(report=report) for one in arguments]
    ran = run_kompass("cohort", *arguments, KOMPASS_PLUGINS=PLUGINS)
    assert (ran.code, ran.out if code == 2 else "") == (code, "")
    assert said in ran.err
    data = run_kompass("cohort", *arguments, "--json", KOMPASS_PLUGINS=PLUGINS)
    assert data.code == code
    assert said in data.json["errors"][0]["message"] + str(data.json["errors"][0]["file"])


def test_several_files_of_which_one_is_broken(run_kompass, report, tmp_path):
    broken = tmp_path / "broken.md"
    broken.write_text("Nothing of this is a report.\n", "utf-8")
    ran = run_kompass("cohort", report, broken, "--json", KOMPASS_PLUGINS=PLUGINS)
    assert ran.code == 1
    assert [cohort["asked"]["organisation"]["name"] for cohort in ran.json["cohorts"]] == ["Örnsköldsvik"]
    assert {Path(error["file"]) for error in ran.json["errors"]} == {broken}


def test_cohorts_are_written_to_a_file(run_kompass, report, tmp_path):
    output = tmp_path / "cohort.json"
    ran = run_kompass("cohort", report, "-o", output, KOMPASS_PLUGINS=PLUGINS)
    assert ran.code == 0
    assert ran.out == f"Written to {output}.\n"
    data = run_kompass("cohort", report, "--json", KOMPASS_PLUGINS=PLUGINS)
    assert output.read_bytes() == data.raw
    copied = tmp_path / "report.md"
    copied.write_bytes(report.read_bytes())
    assert run_kompass("cohort", copied, "-o", copied, KOMPASS_PLUGINS=PLUGINS).code == 2
    assert copied.read_bytes() == report.read_bytes()


def test_a_released_edition_and_a_draft_can_be_named(run_kompass):
    draft = ROOT / "frameworks/kompass_frameworks/editions/se-2016/edition.toml"
    wanted = run_kompass("cohort", "--edition", "se-2016", "--json", KOMPASS_PLUGINS=PLUGINS).json
    for name in ("se-2016@1.0.0", draft):
        assert run_kompass("cohort", "--edition", name, "--json", KOMPASS_PLUGINS=PLUGINS).json == wanted


DATASET = """
id = "mine"
title.en = "Mine"

[[sources]]
id = "page"
title = "A page"

[[results]]
organisation = { name = "Adal", kind = "municipality", country = "SE" }
edition = "se-2016"
year = 2018
cited = ["page"]
figures = [{ item = "total", points = 700 }]
"""


@pytest.fixture
def with_dataset(site):
    """Run the command with a third party's dataset beside ours."""

    def run(content, *arguments, name="mine", distribution="acme-results"):
        module = distribution.replace("-", "_")
        (site.folder / f"{module}.toml").write_text(content, "utf-8")
        source = PLUGIN.format(name=name, file=f"{module}.toml")
        site.install(distribution, source, kind="datasets")
        plugins = f"{PLUGINS},acme-results,other-results"
        return site.run(*map(str, arguments), KOMPASS_PLUGINS=plugins)

    return run


def test_a_dataset_of_a_third_party_comes_in_by_the_same_door(with_dataset, report):
    ran = with_dataset(DATASET, "cohort", report, "--json")
    assert ran.returncode == 0
    (cohort,) = json.loads(ran.stdout)["cohorts"]
    assert {one["dataset"] for one in cohort["results"]} == {"mine", "nordic"}
    assert item_of(cohort, "total")["rank"] == {"best": 4, "worst": 4, "of": 7}


def test_a_broken_dataset_of_a_third_party(with_dataset, report):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    ran = with_dataset(DATASET.replace('cited = ["page"]', "cited = []"), "cohort", report)
    assert ran.returncode == 0
    assert "Enköpings kommun" in ran.stdout
    said = [line for line in ran.stderr.splitlines() if "acme-results" in line]
    assert said == [
        (
            "kompass: warning: The dataset 'mine' of acme-results 1.2 is not used: acme_results.toml:"
            " /results/0/cited: Nothing says where this was published. Cite a source."
        )
    ]


def test_two_datasets_of_one_name(with_dataset, report):
    with_dataset(DATASET, "editions")
    ran = with_dataset(DATASET, "cohort", report, distribution="other-results")
    assert ran.returncode == 0
    assert "Enköpings kommun" in ran.stdout
    assert "Adal" not in ran.stdout
    said = [line for line in ran.stderr.splitlines() if "'mine'" in line]
    assert len(said) == 1
    assert (
        "Both acme-results 1.2 and other-results 1.2 bring datasets named 'mine'; neither is used." in said[0]
    )


# The section in reports and pages.

SECTION = {
    "text": re.compile(r"^Bland publicerade resultat\n.*?\n(?=Metod$)", re.MULTILINE | re.DOTALL),
    "markdown": re.compile(r"^### Bland publicerade resultat\n.*?\n(?=### Metod$)", re.MULTILINE | re.DOTALL),
    "html": re.compile(
        r'^<section aria-labelledby="published">\n.*?(?=^<section aria-labelledby="method">)',
        re.MULTILINE | re.DOTALL,
    ),
}
TILE = {
    "text": re.compile(r"^Bland sex publicerade.*\n.*slumpmässigt.*\n", re.MULTILINE),
    "markdown": re.compile(r"^- \*\*Bland sex publicerade.*\n", re.MULTILINE),
    "html": re.compile(r'^<li><p class="faint">Bland sex publicerade.*?</li>\n', re.MULTILINE | re.DOTALL),
}
"""What the first page says of the published results."""


@pytest.mark.parametrize("year", ["2017", "2015"])
@pytest.mark.parametrize("renderer", SECTION)
def test_the_section_of_a_report(kompass_golden, run_kompass, report, tmp_path, renderer, year):
    output = tmp_path / "output"
    options = ["--to", renderer, "--lang", "sv", "--year", year, "-o", output]
    sections = []
    for extra in ([], ["--cohort"]):
        ran = run_kompass("report", report, *options, *extra, KOMPASS_PLUGINS=PLUGINS)
        assert ran.code == 0, ran.err
        found = SECTION[renderer].search(output.read_text("utf-8"))
        assert bool(found) == bool(extra)
        sections.extend([found[0]] if found else [])
    kompass_golden(f"section-{year}.{renderer}", sections[0])


@pytest.mark.parametrize("renderer", SECTION)
def test_a_mean_of_the_total_alone_is_no_reference(run_kompass, report, tmp_path, renderer):
    """Of the total of the edition of 2016 five others are published, of no area more than two."""
    output = tmp_path / "output"
    options = ["--to", renderer, "--lang", "en", "--cohort", "-o", output]
    assert run_kompass("report", report, *options, KOMPASS_PLUGINS=PLUGINS).code == 0
    shown = output.read_text("utf-8")
    assert "556.6" in shown, "it stands among the published results"
    assert "mean of the published results" not in shown


@pytest.mark.slow
def test_the_rest_of_a_report_stays_as_it_is_beside_another_reference(run_kompass, report, tmp_path):
    for renderer, section in SECTION.items():
        shown = []
        for extra in ([], ["--cohort"]):
            output = tmp_path / f"output-{len(extra)}"
            options = ["--to", renderer, "--lang", "sv", "--reference", report, "-o", output]
            assert run_kompass("report", report, *options, *extra, KOMPASS_PLUGINS=PLUGINS).code == 0
            shown.append(output.read_text("utf-8"))
        without, whole = shown
        rest, tiles = TILE[renderer].subn("", section.sub("", whole))
        assert tiles == 1
        # What describes a drawing or a table is numbered throughout the page.
        rest, without = (re.sub(r"\s|part-[0-9]+", "", page) for page in (rest, without))
        assert rest == without


def test_a_country_is_chosen_for_a_report(run_kompass, report):
    ran = run_kompass("report", report, "--lang", "en", "--cohort-country", "no", KOMPASS_PLUGINS=PLUGINS)
    assert ran.code == 0
    assert "Among published results\n" in ran.out
    assert "No other result on this edition is published." in ran.out
    assert run_kompass("report", report, "--cohort-country", "x", KOMPASS_PLUGINS=PLUGINS).code == 2


def test_saved_scores_are_shown_among_published_results(run_kompass, report, tmp_path):
    saved = tmp_path / "scores.json"
    assert run_kompass("score", report, "-o", saved, KOMPASS_PLUGINS=PLUGINS).code == 0
    ran = run_kompass("render", saved, "--lang", "en", "--cohort", KOMPASS_PLUGINS=PLUGINS)
    assert ran.code == 0
    assert "Among the published results the total is the third highest of six." in ran.out


def test_a_renderer_that_knows_nothing_of_it_shows_its_own(site, report):
    source = """
    from kompass_spec.plugins.hooks import hookimpl
    kompass_api = 1

    class Plain:
        name = "plain"
        endings = (".plain",)

        def render(self, request):
            return request.scorecard.assessment.organisation.name.encode()

    @hookimpl
    def kompass_renderers():
        return [Plain()]
    """
    site.install("acme-plain", source)
    ran = site.run(
        "report", str(report), "--to", "plain", "--cohort", KOMPASS_PLUGINS=f"{PLUGINS},acme-plain"
    )
    assert (ran.returncode, ran.stdout) == (0, "Örnsköldsvik")


def test_a_broken_dataset_does_not_stop_a_report(with_dataset, report):
    ran = with_dataset("id = ", "report", report, "--cohort", "--lang", "en")
    assert ran.returncode == 0
    assert "the third highest of six" in ran.stdout
    assert "The dataset 'mine' of acme-results 1.2 is not used: " in ran.stderr
