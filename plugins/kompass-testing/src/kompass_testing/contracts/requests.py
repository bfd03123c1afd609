"""What every plugin keeps that answers requests: pure, the same everywhere, nothing beside the answer."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

import pytest

from kompass_spec import InputError, Problem
from kompass_testing.contracts.quiet import QuietContract
from kompass_testing.fresh_processes import UnreachableError, Use, answers_elsewhere
from kompass_testing.snapshots import first_difference, snapshot
from kompass_testing.use import ask, told

__all__ = ["Case", "RequestContract"]

_ABOUT = frozenset(
    {"answered", "backwards", "by", "in", "of", "on", "that", "to", "where", "with", "without"}
)
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Case: TypeAlias = tuple[str, Any]
"""A request, with what is odd about it."""


class RequestContract(QuietContract, kind=""):
    """Hold what containers, importers, scorers, converters, renderers and linters have in common.

    The contract of a kind says the ``method`` that answers, the class of the ``answer``, and the ``cases``
    that are asked.
    """

    method: ClassVar[str]
    answer: ClassVar[type]

    def cases(self) -> Iterable[Case]:
        """Return the requests to ask the plugin, each with a few words on what is special about it."""
        raise NotImplementedError

    def requests(self) -> Sequence[Any]:
        """Return the requests of all cases."""
        return [request for _, request in self.cases()]

    def use(self) -> Use:
        """Return the function that asks the plugin."""
        return partial(ask, self.method)

    def ask(self, provided: Any, request: Any, odd: str = "this request") -> Any:
        """Return the answer, or the ``InputError`` that was raised; any other exception fails the test."""
        try:
            return getattr(provided, self.method)(request)
        except InputError as error:
            return error
        except Exception as error:
            traceback = error.__traceback__
            while traceback is not None and traceback.tb_next is not None:
                traceback = traceback.tb_next
            where = (
                ""
                if traceback is None
                else f" ({Path(traceback.tb_frame.f_code.co_filename).name}:{traceback.tb_lineno})"
            )
            raise AssertionError(
                f"{self.told(provided)} raised {type(error).__name__}: {error}{where} for {_named(odd)}."
                " Answer, or raise InputError with a sentence that says what is wrong; never change the"
                " request."
            ) from error

    def answered(self, provided: Any, request: Any, odd: str) -> Any:
        """Return the answer; fail where the plugin refuses what can be answered."""
        answer = self.ask(provided, request, odd)
        assert not isinstance(answer, InputError), (
            f"{self.told(provided)} refuses {_named(odd)}: {answer} Answer it: nothing is wrong with it."
        )
        return answer

    def test_what_it_raises_is_an_input_error(self, provided: Any) -> None:
        """Answer every request or raise InputError with at least one Problem that says what is wrong."""
        for odd, request in self.cases():
            answer = self.ask(provided, request, odd)
            if isinstance(answer, InputError):
                assert answer.problems, (
                    f"{self.told(provided)} raised an InputError without a Problem for {_named(odd)}."
                )
                for problem in answer.problems:
                    self.check_problem(provided, problem, odd)

    def test_the_answer_is_of_its_kind(self, provided: Any) -> None:
        """Return just what the kind of plugin returns: the class that its protocol names, and never None."""
        for odd, request in self.cases():
            answer = self.ask(provided, request, odd)
            assert isinstance(answer, (self.answer, InputError)), (
                f"{self.told(provided)} returned {type(answer).__name__} instead of {self.answer.__name__}"
                f" for {_named(odd)}."
            )

    def test_the_request_is_left_as_it_was(self, provided: Any) -> None:
        """Leave the request and all inside it as it is: build new objects, for example with attrs.evolve."""
        for odd, request in self.cases():
            before = snapshot(request)
            self.ask(provided, request, odd)
            assert snapshot(request) == before, (
                f"{self.told(provided)} changed the request that it was given ({odd}). Build a new object"
                " instead, with attrs.evolve."
            )

    def test_asked_twice_it_answers_the_same(self, provided: Any) -> None:
        """Keep no state between two calls and use no chance: the answer depends on the request alone."""
        for odd, request in self.cases():
            first, second = (told(self.ask(provided, request, odd)) for _ in "ab")
            assert first == second, (
                f"{self.told(provided)} is not deterministic: asked twice ({odd}) it answers"
                f" {first_difference(str(first), str(second))}. Use no chance, no counter and no clock."
            )

    def test_it_answers_the_same_everywhere(self, provided: Any) -> None:
        """Answer by the request alone: sort sets, name encodings, and ask no clock, locale or folder."""
        cases = list(self.cases())
        here = [told(self.ask(provided, request, odd)) for odd, request in cases]
        try:
            elsewhere = answers_elsewhere(self.kind, provided, self.method, [request for _, request in cases])
        except UnreachableError as error:
            raise AssertionError(self.unreachable(provided, error)) from error
        for answers in elsewhere:
            for (odd, _), answer, again in zip(cases, here, answers, strict=True):
                assert answer == again, (
                    f"{self.told(provided)} is not deterministic: in another process, with other hashes,"
                    " another locale, time zone, folder and date, or asked something else first, it answers"
                    f" ({odd}) {first_difference(str(answer), str(again))}."
                )

    def check_problem(self, provided: Any, problem: Problem, odd: str) -> None:
        """Fail unless a problem says what is wrong, under a code of the form that errors have."""
        assert problem.message.strip(), (
            f"{self.told(provided)} raised a Problem that says nothing for {_named(odd)}."
        )
        assert _CODE.fullmatch(problem.code), (
            f"{self.told(provided)} gives a Problem the code {problem.code[:40]!r} for {_named(odd)}."
            " The code comes first, in lower-case words joined by hyphens; the sentence is the second."
        )

    def check_endings(self, provided: Any, *, may_be_none: bool = False) -> None:
        """Fail unless the endings of file names are written as the command compares them."""
        endings = getattr(provided, "endings", None)
        assert isinstance(endings, tuple), f"{self.told(provided)} has no endings. Give a tuple of texts."
        assert endings or may_be_none, (
            f"{self.told(provided)} has no ending. Give at least one, such as '.md'."
        )
        for ending in endings:
            assert ending == ending.lower(), (
                f"{self.told(provided)} has the ending {ending!r}. Write it in lower case."
            )
            assert ending.startswith(".") and len(ending) > 1 and "/" not in ending, (
                f"{self.told(provided)} has the ending {ending!r}. Write it with its dot, such as '.md'."
            )
        assert len(set(endings)) == len(endings), f"{self.told(provided)} names an ending twice."


def _named(odd: str) -> str:
    """Return what a sentence calls a request, of which a few words say what is special about it.

    >>> _named("of an empty result"), _named("any bytes")
    ('a request of an empty result', 'any bytes')
    """
    return f"a request {odd}" if odd.partition(" ")[0] in _ABOUT else odd


def given(name: str, what: str) -> Any:
    """Return the fixture that a test class must replace."""

    @pytest.fixture(name=name)
    def missing(_: object) -> None:
        pytest.fail(
            f"This test class gives no {what}. Add a fixture named {name!r} that returns the plugin's object."
        )

    return missing
