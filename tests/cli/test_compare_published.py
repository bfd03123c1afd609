"""``kompass compare`` with published results, and with a reference that is stated."""

import pytest


def _columns(ran):
    columns = ran.json["columns"]
    return [(each["organisation"]["name"], each["year"]) for each in columns]


def test_published_results_stand_beside_those_of_files(kompass, report):
    alone, beside = (
        kompass("compare", report, *more, "--json") for more in ([], ["--published", "Helsingborg"])
    )
    assert set(_columns(beside)) - set(_columns(alone)) == {("Helsingborg", 2017)}
    page = kompass("compare", report, "--published", "Helsingborg", "--lang", "sv").out
    assert "Område för område, jämfört med Örnsköldsvik 2017" in page
    assert "Helsingborgs stad får Kommunkompassens hittills högsta" in page, "its source"
    assert "Av områdena är bara spännvidden publicerad" in page, "its caveat"


def test_they_are_found_by_their_official_code_and_need_no_file(kompass):
    by_code, by_name = (kompass("compare", "--published", name, "--json") for name in ("1292", "ÄNGELHOLM"))
    assert _columns(by_code) == _columns(by_name) == [("Ängelholm", 2013), ("Ängelholm", 2016)]


def test_everybody_is_there_once_on_the_editions_of_the_files(kompass, report):
    """The report of Örnsköldsvik has the result of 2015 that is published too."""
    columns = _columns(kompass("compare", report, "--published", "all", "--json"))
    assert len(columns) == len(set(columns))
    assert ("Helsingborg", 2017) in columns
    assert ("Hareid", 2019) not in columns, "it is on no edition of the report"
    assert len(columns) < len(_columns(kompass("compare", "--published", "all", "--json")))


def test_the_reference_that_is_stated_is_the_one_that_others_are_compared_with(kompass, report):
    line = ["compare", report, "--published", "Helsingborg", "--lang", "sv"]
    stated = kompass(*line, "--reference", "helsingborg").out
    assert "jämfört med Helsingborg 2017" in stated
    assert "De andra jämförs med Helsingborgs stad." in stated
    assert "De andra jämförs med Örnsköldsviks kommun." in kompass(*line).out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "Name the files to compare"),
        (["--published", "Nowhere"], "Nothing is published of 'Nowhere'"),
        (["--published", "Helsingborg", "--reference", "Nowhere"], "There is no organisation 'Nowhere' here"),
    ],
)
def test_what_is_not_there_is_wrong_usage(kompass, more, said):
    ran = kompass("compare", *more)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("plugins", "said"),
    [
        ("kompass-frameworks", "No dataset of published results is installed"),
        ("kompass-frameworks,kompass-results-nordic", "There is no scorer"),
    ],
)
def test_where_nothing_can_be_had_of_everybody_it_is_said(kompass, monkeypatch, plugins, said):
    monkeypatch.setenv("KOMPASS_PLUGINS", plugins)
    ran = kompass("compare", "--published", "all")
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
