"""Every test of the contract of commands fails for a command that is wrong in just that way."""

import itertools

import pytest

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
        return 0 if arguments.file else 1


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


WRONG = [
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
