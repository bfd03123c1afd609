"""Every test of the contract of renderers fails for a renderer that is wrong in just that way."""

import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec.model import DiscrepancyKind
from kompass_spec.model.problems import InputError, Problem
from kompass_testing.contracts import RendererContract
from tests.contracts.plain_plugins import Clocked, Hashing, Housed, Plain

pytestmark = pytest.mark.slow

CALLS = count()


def burn(seconds):
    """Use the processor, as a loop within a loop does."""
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass


class Shouting(Plain):
    name = "LOUD Renderer"


class Nameless(Plain):
    name = None


class Raising(Plain):
    def render(self, request):
        return request.scorecard.assessment.observations[0].item.encode()


class Silent(Plain):
    def render(self, _request):
        raise InputError([])


class Wordless(Plain):
    def render(self, _request):
        raise InputError([Problem("odd", " ")])


class Texting(Plain):
    def render(self, request):
        return super().render(request).decode()


class Mutating(Plain):
    def render(self, request):
        object.__setattr__(request.scorecard, "discrepancies", (*request.scorecard.discrepancies, None))
        return super().render(request)


class Assigning(Plain):
    def render(self, request):
        request.language = "sv"
        return super().render(request)


class Counting(Plain):
    def render(self, request):
        return super().render(request) + str(next(CALLS)).encode()


class Unreachable(Plain):
    def __init__(self):
        self.way = lambda: None


class Exporting(Plain):
    def render(self, request):
        os.environ["KOMPASS_LANGUAGE"] = request.language
        return super().render(request)


class Rolling(Plain):
    def render(self, request):
        random.seed(1)
        return super().render(request)


class Asking(Plain):
    def render(self, request):
        socket.getaddrinfo("example.org", 80)
        return super().render(request)


class Connecting(Plain):
    def render(self, request):
        with socket.socket() as connection:
            connection.connect(("127.0.0.1", 9))
        return super().render(request)


class Writing(Plain):
    def render(self, request):
        Path("written.txt").write_text("here", "utf-8")
        return super().render(request)


class Caching(Plain):
    """It hides that it failed."""

    def render(self, request):
        with suppress(OSError):
            (Path.home() / ".kompass-cache").mkdir()
        return super().render(request)


class Leaving(Plain):
    def render(self, request):
        handle, _ = tempfile.mkstemp()
        os.close(handle)
        return super().render(request)


class Starting(Plain):
    def render(self, request):
        subprocess.run([sys.executable, "-c", "print()"], check=False)
        return super().render(request)


class Forking(Plain):
    def render(self, request):
        if child := os.fork():
            os.waitpid(child, 0)
            return super().render(request)
        os._exit(0)


class Printing(Plain):
    def render(self, request):
        sys.stdout.write("rendered")
        return super().render(request)


class Unended(Plain):
    endings = ()


class Listed(Plain):
    endings = frozenset({".plain"})


class Capital(Plain):
    endings = (".Plain",)


class Dotless(Plain):
    endings = ("plain",)


class Twice(Plain):
    endings = (".plain", ".plain")


class Empty(Plain):
    def render(self, request):
        return b"" if request.scorecard.assessment.year is None else super().render(request)


class Latin(Plain):
    def render(self, request):
        return super().render(request).decode().encode("latin-1")


class Coloured(Plain):
    def render(self, request):
        return b"\x1b[1m" + super().render(request)


class Swedish(Plain):
    def render(self, request):
        return super().render(evolve(request, language="sv"))


class Demanding(Plain):
    """It gives the edition's maximum for that of the result."""

    def render(self, request):
        applying, whole = f" {request.scorecard.total.max}\n", f" {request.edition.max}\n"
        return super().render(request).replace(applying.encode(), whole.encode())


class Partial(Plain):
    def render(self, request):
        if not request.edition.questions:
            raise InputError([Problem("no-questions", "There are no questions.")])
        return super().render(request)


class Pathly(Plain):
    def render(self, request):
        return super().render(request) + str(Path.cwd()).encode()


class Dated(Plain):
    def render(self, request):
        return super().render(request) + datetime.now(UTC).astimezone().date().isoformat().encode()


class Choosy(Plain):
    def render(self, request):
        for found in request.scorecard.discrepancies:
            _ = {DiscrepancyKind.ROUNDING: "rounded"}[found.kind]
        return super().render(request)


class SlowRenderer(Plain):
    def render(self, request):
        burn(0.3 if len(request.edition.questions) > 100 else 0)
        return super().render(request)


class Sheetlike(Plain):
    """It writes cells as they come, and spreadsheets compute them."""

    endings: object = (".csv",)


class Marked(Plain):
    endings: object = (".html",)


class Raw(Plain):
    def render(self, request):
        return super().render(request) + request.scorecard.assessment.organisation.name.encode()


class Timeless(Plain):
    def render(self, request):
        year = request.scorecard.assessment.year
        return super().render(request).replace(f"{year}".encode(), b"")


class Swapped(Plain):
    """It shows what an area lacks for what it has."""

    def render(self, request):
        turned = [
            evolve(one, low=one.max - one.low, high=one.max - one.low) for one in request.scorecard.areas
        ]
        total = evolve(request.scorecard.total, parts=tuple(turned))
        return super().render(evolve(request, scorecard=evolve(request.scorecard, total=total)))


class Undated(Plain):
    def render(self, request):
        return super().render(request) + f"{request.scorecard.assessment.year}".encode()


WRONG = [
    ("words_of_others_stay_words", Sheetlike, "makes the formula '=1+1' of the name"),
    ("words_of_others_stay_words", Marked, "makes the markup '<script>alert' of the name"),
    ("words_of_others_stay_words", Raw, "makes a code for a terminal of the name"),
    ("every_figure_that_is_shown_is_right", Swapped, "does not show 13 points of area 1"),
    ("every_figure_that_is_shown_is_right", Timeless, "does not show 2031"),
    ("every_figure_that_is_shown_is_right", Undated, "shows 'None' without a year"),
    ("its_name_is_well_formed", Shouting, "hard to type"),
    ("its_name_is_well_formed", Nameless, "has no name"),
    ("what_it_raises_is_an_input_error", Raising, "raised IndexError"),
    ("what_it_raises_is_an_input_error", Silent, "without a Problem"),
    ("what_it_raises_is_an_input_error", Wordless, "says nothing"),
    ("what_it_raises_is_an_input_error", Assigning, "raised FrozenInstanceError"),
    ("the_answer_is_of_its_kind", Texting, "returned str instead of bytes"),
    ("the_request_is_left_as_it_was", Mutating, "changed the request"),
    ("asked_twice_it_answers_the_same", Counting, "not deterministic"),
    ("it_answers_the_same_everywhere", Hashing, "not deterministic"),
    ("it_answers_the_same_everywhere", Clocked, "not deterministic"),
    ("it_answers_the_same_everywhere", Housed, "not deterministic"),
    ("it_answers_the_same_everywhere", Unreachable, "cannot be asked in another process"),
    ("the_process_is_left_as_it_was", Exporting, "the environment variables"),
    ("the_process_is_left_as_it_was", Rolling, "the state of random"),
    ("no_network_is_asked", Asking, "asked the network"),
    ("no_network_is_asked", Connecting, "asked the network"),
    ("no_file_is_written", Writing, "wrote where it must not"),
    ("no_file_is_written", Caching, "wrote where it must not"),
    ("no_file_is_written", Leaving, "temporary folder"),
    ("no_other_process_is_started", Starting, "started another process (subprocess.Popen"),
    ("no_other_process_is_started", Forking, "started another process (os.fork)"),
    ("nothing_is_printed", Printing, "printed 'rendered"),
    ("its_endings_are_well_formed", Unended, "has no ending"),
    ("its_endings_are_well_formed", Listed, "Give a tuple"),
    ("its_endings_are_well_formed", Capital, "lower case"),
    ("its_endings_are_well_formed", Dotless, "with its dot"),
    ("its_endings_are_well_formed", Twice, "an ending twice"),
    ("there_is_something_to_see", Empty, "returns nothing"),
    ("text_is_utf_8", Latin, "no UTF-8"),
    ("text_is_utf_8", Coloured, "codes for a terminal"),
    ("every_area_is_named_in_the_language_asked_for", Swedish, "'Steering' in en"),
    ("an_edition_of_areas_alone_is_shown", Partial, "does not show a result"),
    ("what_does_not_apply_is_not_lost", Demanding, "as the maximum of the total"),
    ("no_path_of_the_machine_is_in_it", Pathly, "a folder of this machine"),
    ("no_date_of_today_is_in_it", Dated, "the date of today"),
    ("any_result_is_shown", Choosy, "raised KeyError"),
    (
        "an_enormous_result_is_shown_in_reasonable_time",
        SlowRenderer,
        "a loop within a loop",
    ),
]


@pytest.mark.parametrize(
    ("name", "wrong", "words"), WRONG, ids=lambda value: getattr(value, "__name__", None)
)
def test_what_is_wrong_is_caught_by_a_sentence(is_caught, name, wrong, words):
    is_caught(RendererContract, name, wrong, words)


def test_every_test_has_something_that_it_catches(tests_of):
    assert {f"test_{name}" for name, *_ in WRONG} >= tests_of(RendererContract)


class TestPlain(RendererContract):
    """What is spoilt above is fine before."""

    @pytest.fixture
    def renderer(self):
        return Plain()
