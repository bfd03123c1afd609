"""Every test of the contract of templates fails for a template that is wrong in just that way."""

import itertools

import pytest

from kompass_spec.model.problems import InputError, Problem
from kompass_testing.contracts import TemplateContract


class Plain:
    """A template that is right, to be spoilt."""

    name = "spoilt"
    endings = (".list",)

    def make(self, request):
        return "\n".join([request.edition.id, *(item.code for item in request.edition.walk())]).encode()


class Ending(Plain):
    endings = ("LIST",)


class Refusing(Plain):
    def make(self, _request):
        raise InputError([Problem("bad-maximum", "There is nothing to answer.")])


class Empty(Plain):
    def make(self, _request):
        return b""


class Text(Plain):
    def make(self, request):
        return request.edition.id


class Counting(Plain):
    numbers = itertools.count()

    def make(self, _request):
        return str(next(self.numbers)).encode()


class Wordless(Plain):
    def make(self, _request):
        raise InputError([])


class Broken(Plain):
    def make(self, request):
        return {"xx": b""}[request.language]


class Shortened(Plain):
    """It forgets the last question."""

    def make(self, request):
        return super().make(request).rpartition(b"\n")[0]


class Nameless(Plain):
    def make(self, request):
        return super().make(request).replace(request.edition.id.encode(), b"")


WRONG = [
    ("everything_can_be_answered", Shortened, "does not ask for"),
    ("a_file_says_its_edition", Nameless, "does not name"),
    ("its_endings_are_well_formed", Ending, "Write it in lower case"),
    ("there_is_a_file_for_what_can_be_answered", Refusing, "refuses a whole edition"),
    ("there_is_a_file_for_what_can_be_answered", Empty, "makes nothing"),
    ("the_answer_is_of_its_kind", Text, "returned str instead of bytes"),
    ("asked_twice_it_answers_the_same", Counting, "not deterministic"),
    ("what_it_raises_is_an_input_error", Wordless, "without a Problem"),
    ("what_it_raises_is_an_input_error", Broken, "raised KeyError"),
]


@pytest.mark.parametrize(
    ("name", "wrong", "words"), WRONG, ids=lambda value: getattr(value, "__name__", None)
)
def test_what_is_wrong_is_caught_by_a_sentence(is_caught, name, wrong, words):
    is_caught(TemplateContract, name, wrong, words)


def test_every_test_has_something_that_it_catches(tests_of):
    assert {f"test_{name}" for name, *_ in WRONG} >= tests_of(TemplateContract)


class TestPlain(TemplateContract):
    """What is spoilt above is fine before."""

    @pytest.fixture
    def template(self):
        return Plain()
