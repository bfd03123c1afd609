"""Every test of the contract of datasets fails for a dataset that is wrong in just that way."""

import pytest

from kompass_testing.contracts import DatasetContract

pytestmark = pytest.mark.slow

DATASET = """
id = "mine"
title.en = "Mine"

[[sources]]
id = "page"
title = "A page"
date = "2017"

[[results]]
organisation = { name = "Ale", kind = "municipality", country = "SE", code = "1440" }
edition = "se-2010"
year = 2014
cited = ["page"]
figures = [
  { item = "total", points = 400 },
  { item = "1", points = 50 }, { item = "2", points = 50 }, { item = "3", points = 50 },
  { item = "4", points = 50 }, { item = "5", points = 50 }, { item = "6", points = 50 },
  { item = "7", points = 50 }, { item = "8", points = 50 },
]
"""


class Mine:
    name = "mine"

    def __init__(self, file):
        self.file = file


def with_text(old, new):
    """Return what makes a dataset of which one thing is wrong."""
    assert old in DATASET

    def wrong(folder):
        file = folder / "results.toml"
        file.write_text(DATASET.replace(old, new), "utf-8")
        return Mine(file)

    return wrong


class Moving(Mine):
    """Its file is another one every time."""

    @property
    def file(self):
        self.file = self.place
        return self.place

    @file.setter
    def file(self, place):
        self.number = getattr(self, "number", 0) + 1
        self.place = place
        place.write_text(DATASET.replace('title.en = "Mine"', f'title.en = "Mine {self.number}"'), "utf-8")


def moving(folder):
    return Moving(folder / "results.toml")


class Writing(Mine):
    """It notes that it was read."""

    @property
    def file(self):
        (self.place.parent / "read.log").write_text("read", "utf-8")
        return self.place

    @file.setter
    def file(self, place):
        self.place = place


def of_latin(folder):
    (folder / "results.toml").write_bytes(DATASET.replace("Mine", "Å").encode("latin-1"))
    return Mine(folder / "results.toml")


WRONG = [
    ("no_file_is_written", lambda folder: Writing(folder / "results.toml"), "wrote where it must not"),
    ("it_can_be_read", lambda folder: Mine(folder / "none.toml"), "that is not there"),
    ("it_can_be_read", lambda _: Mine(None), "has no file"),
    ("it_can_be_read", of_latin, "is not UTF-8"),
    ("it_can_be_read", with_text("year = 2014", 'year = "long ago"'), "cannot be read"),
    ("it_can_be_read", with_text('id = "mine"', 'id = "yours"'), "calls itself 'yours'"),
    ("it_is_read_alike_twice", moving, "another file each time"),
    ("every_source_says_what_it_is", with_text('date = "2017"\n', ""), "does not say what it is"),
    (
        "every_source_says_what_it_is",
        with_text("[[results]]", '[[sources]]\nid = "more"\ntitle = "T"\ndate = "2017"\n\n[[results]]'),
        "that nothing cites",
    ),
    ("an_unknown_edition_is_said", with_text('edition = "se-2010"\n', ""), "has no edition"),
    (
        "items_are_those_of_the_edition",
        with_text("year = 2014", 'year = 2014\nnot_applicable = ["9"]'),
        "'9' does not apply to Ale; se-2010 does not have it",
    ),
    (
        "levels_are_those_of_the_scale",
        with_text("year = 2014", 'year = 2014\nlevels = [{ item = "1", level = 3 }]'),
        "none of its scale in se-2010",
    ),
    ("items_are_those_of_the_edition", with_text('item = "8"', 'item = "9"'), "which se-2010 does not have"),
    ("figures_add_up_or_say_why_not", with_text("points = 400", "points = 500"), "do not add up"),
    ("points_stay_within_the_maximum", with_text("points = 400", "points = 900"), "800 at most"),
]


@pytest.mark.parametrize(("name", "wrong", "words"), WRONG)
def test_what_is_wrong_is_caught_by_a_sentence(is_caught, name, wrong, words):
    is_caught(DatasetContract, name, wrong, words)


def test_every_test_has_something_that_it_catches(tests_of):
    assert {f"test_{name}" for name, *_ in WRONG} >= tests_of(DatasetContract)


class TestMine(DatasetContract):
    """What is spoilt above is fine before."""

    @pytest.fixture
    def dataset(self, tmp_path):
        return with_text("Mine", "Mine")(tmp_path)
