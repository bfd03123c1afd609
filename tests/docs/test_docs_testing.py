"""The page about testing names every contract with all its tests, every fixture and every strategy."""

import inspect
import re
from pathlib import Path

import attrs

from kompass_testing import contracts, printed_reports, pytest_plugin, strategies, worlds
from kompass_testing.contracts import Sample
from kompass_testing.hypothesis_entry import registered

PAGE = (Path(__file__).parents[2] / "docs/reference/testing.md").read_text("utf-8")
HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
WORD = re.compile(r"`([^`\n]+)`")


def sections():
    parts = HEADING.split(PAGE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_contract_fixture_and_strategy_has_its_heading():
    fixtures = {name for name in pytest_plugin.__all__ if not name.startswith("pytest_")}
    drawn = {*strategies.__all__, "sheets", *printed_reports.__all__}
    wanted = {*contracts.__all__, *fixtures, "--update-golden", *drawn}
    assert {heading.strip("`") for heading in sections() if heading.startswith("`")} == wanted


def test_every_test_of_a_contract_is_described_in_its_own_words():
    for name in contracts.__all__:
        contract = getattr(contracts, name)
        rows = re.findall(r"^\| `(test_\w+)` \| (.*) \|$", sections()[f"`{name}`"], re.MULTILINE)
        tests = [
            (test, inspect.getdoc(value))
            for test, value in vars(contract).items()
            if test.startswith("test_")
        ]
        assert rows == tests


def test_every_field_of_a_sample_is_described():
    rows = re.findall(r"^\| `(\w+)` \|", sections()["`Sample`"], re.MULTILINE)
    assert rows == [field.name for field in attrs.fields(Sample)]


def test_every_class_that_hypothesis_knows_is_listed():
    listed = re.findall(r"^\| (`.*?) \|", sections()["Strategies by type"], re.MULTILINE)
    assert sorted(WORD.findall(" ".join(listed))) == sorted(kind.__name__ for kind in registered())


def test_what_is_said_of_worlds_is_there():
    named = set(WORD.findall(sections()["Worlds"])) - {"kompass_testing.worlds"}
    assert all(callable(getattr(worlds, name)) for name in named)
    assert len(named) > 4
