"""Every test of the contract of commands fails for a command that is wrong in just that way."""

import itertools
import sys
from pathlib import Path

import pytest

from kompass_spec.model.problems import InputError, Problem
from kompass_testing.contracts import CommandContract


class Plain:
    """A command that is right, to be spoilt."""

    name = "spoilt"
    summary = "say what was given"
    examples: tuple[str, ...] = ("kompass spoilt FILE --twice",)

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="what to say")
        parser.add_argument("--twice", action="store_true", help="say it twice, which is 200 %% of it")

    def run(self, arguments):
        if not Path(arguments.file).exists():
            raise InputError([Problem("missing-file", f"There is no file {arguments.file}.")])
        return 0


class Shouting(Plain):
    summary = "Say what was given."


class Silent(Plain):
    summary = ""


class Percent(Plain):
    def add_arguments(self, parser):
        parser.add_argument("file", help="100 % of it")


class Unsaid(Plain):
    def add_arguments(self, parser):
        parser.add_argument("file", help="what to say")
        parser.add_argument("--twice", action="store_true")


class Bare(Plain):
    examples = ()


class Strange(Plain):
    examples = ("kompass other FILE",)


class Misspelt(Plain):
    examples = ("kompass spoilt FILE --twise",)


class Counting(Plain):
    numbers = itertools.count()

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--again", help=str(next(self.numbers)))


class Opening(Plain):
    def run(self, arguments):
        return len(Path(arguments.file).read_text("utf-8")) * 0


class Exiting(Plain):
    def run(self, arguments):
        sys.exit(f"There is no file {arguments.file}.")


class Wordless(Plain):
    def run(self, _arguments):
        raise InputError([])


class Codeless(Plain):
    def run(self, _arguments):
        return None


class HalfWritten(Plain):
    def run(self, arguments):
        Path("said.txt").write_text("half", "utf-8")
        return super().run(arguments)


WRONG = [
    ("what_is_not_there_is_said", Opening, "raised FileNotFoundError"),
    ("what_is_not_there_is_said", Exiting, "raised SystemExit"),
    ("what_is_not_there_is_said", Wordless, "without a sentence"),
    ("what_is_not_there_is_said", Codeless, "returns None"),
    ("what_is_not_there_is_said", HalfWritten, "leaves said.txt there"),
    ("it_has_a_summary", Silent, "no summary"),
    ("it_has_a_summary", Shouting, "leave out the stop"),
    ("its_arguments_have_a_help", Unsaid, "says nothing of --twice"),
    ("its_arguments_have_a_help", Percent, "percent sign"),
    ("its_examples_are_understood", Bare, "no examples"),
    ("its_examples_are_understood", Strange, "not of it"),
    ("its_examples_are_understood", Misspelt, "does not understand its own example"),
    ("its_help_is_asked_for_twice_alike", Counting, "another help each time"),
]


@pytest.mark.parametrize(
    ("name", "wrong", "words"), WRONG, ids=lambda value: getattr(value, "__name__", None)
)
def test_what_is_wrong_is_caught_by_a_sentence(is_caught, name, wrong, words):
    is_caught(CommandContract, name, wrong, words)


def test_every_test_has_something_that_it_catches(tests_of):
    assert {f"test_{name}" for name, *_ in WRONG} >= tests_of(CommandContract)


class TestPlain(CommandContract):
    """What is spoilt above is fine before."""

    @pytest.fixture
    def command(self):
        return Plain()


class TestLogged(CommandContract):
    """A log of its work may stay where it fails."""

    may_leave = ("said.txt",)

    @pytest.fixture
    def command(self):
        return HalfWritten()
