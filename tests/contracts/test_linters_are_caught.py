"""Every test of the contract of linters fails for a linter that is wrong in just that way."""

import time
from pathlib import Path

import pytest
from attrs import evolve

from kompass_lint_mapping.sssom import SssomLinter
from kompass_spec.model.lint import Linted, LintFinding
from kompass_spec.model.problems import InputError, Problem
from kompass_testing.contracts import LinterContract

TABLE = (Path(__file__).parents[2] / "plugins/kompass-lint-mapping/tests/sets/good.sssom.tsv").read_text(
    "utf-8"
)


def burn(seconds):
    """Use the processor, as a loop within a loop does."""
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass


class Tables(LinterContract):
    """The contract, with a good table and two bad ones."""

    def good(self):
        return [TABLE]

    def bad(self):
        return [
            ("out-of-range", TABLE.replace("\t0.8", "\t7")),
            ("unknown-relation", TABLE.replace("skos:exactMatch", "skos:sameMatch")),
        ]


class Linter:
    """The linter of the project, to be spoilt."""

    name = "spoilt"
    endings = (".tsv",)

    def lint(self, request):
        return self.spoil(SssomLinter().lint(request), request)

    def spoil(self, linted, _request):
        return linted


class Refusing(Linter):
    def lint(self, request):
        if not request.text.strip():
            raise InputError([Problem("empty-file", "The file is empty.")])
        return super().lint(request)


class Fragile(Linter):
    def lint(self, request):
        request.text.encode("ascii")
        return super().lint(request)


class Content(Linter):
    def spoil(self, linted, request):
        return linted if request.text.startswith("#") else Linted(findings=())


class Ruleless(Linter):
    def spoil(self, linted, _request):
        return evolve(linted, findings=tuple(evolve(one, rule="A rule") for one in linted.findings))


class Senseless(Linter):
    def spoil(self, linted, _request):
        return evolve(linted, findings=tuple(evolve(one, message="") for one in linted.findings))


class Nowhere(Linter):
    def spoil(self, linted, _request):
        return evolve(linted, findings=tuple(evolve(one, line=None, pointer=None) for one in linted.findings))


class Beyond(Linter):
    def spoil(self, linted, _request):
        return evolve(linted, findings=tuple(evolve(one, line=10**6) for one in linted.findings))


class Nagging(Linter):
    def spoil(self, linted, _request):
        return evolve(linted, findings=(*linted.findings, LintFinding(rule="odd", message="Odd.", line=1)))


class Overlooking(Linter):
    def spoil(self, linted, _request):
        return evolve(linted, findings=tuple(one for one in linted.findings if one.rule != "out-of-range"))


class Stopping(Linter):
    """It says the first thing that is wrong, and no other."""

    def spoil(self, linted, _request):
        return evolve(linted, findings=linted.findings[:1])


class Unix(Linter):
    """It takes the letter before the end of a line for part of the last cell."""

    def spoil(self, linted, request):
        odd = LintFinding(rule="odd", message="Odd.", line=1)
        return evolve(linted, findings=(*linted.findings, odd)) if "\r" in request.text else linted


class Unexplained(Linter):
    def spoil(self, linted, _request):
        return evolve(linted, rules=tuple(pair for pair in linted.rules if pair[0] != "out-of-range"))


class SlowLinter(Linter):
    def lint(self, request):
        burn(0.3 if len(request.text) > 50_000 else 0)
        return Linted(findings=(), unchecked=("Nothing was checked.",))


WRONG = [
    ("its_endings_are_well_formed", type("Bare", (Linter,), {"endings": ("tsv",)}), "with its dot"),
    ("nothing_is_raised_for_what_is_wrong", Refusing, "raised InputError"),
    ("any_text_is_looked_through", Fragile, "raised UnicodeEncodeError"),
    ("what_is_no_mapping_is_found", Content, "says nothing about a text"),
    ("every_finding_says_what_and_where", Ruleless, "names a rule"),
    ("every_finding_says_what_and_where", Senseless, "without a sentence"),
    ("every_finding_says_what_and_where", Nowhere, "does not say where"),
    ("every_finding_says_what_and_where", Beyond, "on line 1000000"),
    ("what_is_fine_has_no_finding", Nagging, "in a mapping that is fine"),
    ("what_is_wrong_is_found", Overlooking, "does not find out-of-range"),
    ("what_is_wrong_twice_is_found_twice", Stopping, "Go on behind the first"),
    ("the_ends_of_lines_change_nothing", Unix, "finds odd (1)"),
    ("every_rule_that_it_finds_is_explained", Unexplained, "finds out-of-range, and does not say"),
    ("an_enormous_mapping_is_looked_through_in_reasonable_time", SlowLinter, "a loop within a loop"),
]


@pytest.mark.parametrize(
    ("name", "wrong", "words"), WRONG, ids=lambda value: getattr(value, "__name__", None)
)
def test_what_is_wrong_is_caught_by_a_sentence(is_caught, name, wrong, words):
    is_caught(Tables, name, wrong, words)


def test_every_test_has_something_that_it_catches(tests_of):
    assert {f"test_{name}" for name, *_ in WRONG} >= tests_of(Tables)
