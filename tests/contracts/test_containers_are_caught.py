"""Every test of the contract of containers fails for a container that is wrong in just that way."""

import time

import pytest

from kompass_spec import Block, BlockCell, BlockKind, Document, InputError, Place
from kompass_testing.contracts import ContainerContract, DocumentSample
from tests.contracts.plain_plugins import Lines

pytestmark = pytest.mark.slow

SAMPLE = DocumentSample(file="a.lines", content=b"lines\nLund 2017\nLedarskap;61\n", words=("Lund", "61"))


class Contract(ContainerContract):
    def samples(self):
        return [SAMPLE]


class Shouting(Lines):
    endings = (".LINES",)


class Blind(Lines):
    def recognises(self, _):
        return False


class Greedy(Lines):
    def recognises(self, _):
        return True


class Raising(Lines):
    def recognises(self, content):
        return content.decode().startswith("lines")


class Slow(Lines):
    def recognises(self, content):
        begun = time.process_time()
        while len(content) > 1_000_000 and time.process_time() - begun < 1.1:
            pass
        return super().recognises(content)


class Losing(Lines):
    def rows(self, lines):
        return super().rows(lines[:-2])


class Turned(Lines):
    def rows(self, lines):
        return super().rows(lines)[::-1]


class Nowhere(Lines):
    def place(self, number):
        return Place(line=number + 40)


class NextLine(Lines):
    def place(self, number):
        return Place(line=min(number + 1, 4))


class Within(Lines):
    """It finds the figure within another."""

    def rows(self, lines):
        return super().rows([line.replace("61", "161") for line in lines])


class Odd(Lines):
    def place(self, _):
        return Place(sheet="Blad1", cell="7C")


class Other(Lines):
    says = "other"


class Rowless(Lines):
    def rows(self, lines):
        rows = super().rows(lines)
        return [*rows, Block(kind=BlockKind.TABLE, place=Place(line=1))]


class Covering(Lines):
    def rows(self, lines):
        cell = BlockCell(text="", place=Place(line=1), columns=0)
        return [*super().rows(lines), Block(kind=BlockKind.TABLE, place=Place(line=1), rows=((cell,),))]


class Falling(Lines):
    def rows(self, lines):
        return [*super().rows(lines), *([] if lines[-1] == "" else [lines[99]])]


class Damaged(Lines):
    def read(self, request):
        request.content.decode("utf-8")
        return super().read(request)


class Endless(Lines):
    def read(self, request):
        for _ in range(len(request.content) ** 2 // 400):
            pass
        return super().read(request)


class Speechless(Lines):
    def read(self, request):
        if not self.recognises(request.content):
            raise InputError([])
        return super().read(request)


@pytest.mark.parametrize(
    ("container", "test"),
    [
        (Shouting, "test_its_endings_are_well_formed"),
        (Blind, "test_it_recognises_its_own_files"),
        (Greedy, "test_it_recognises_no_other_files"),
        (Raising, "test_it_recognises_no_other_files"),
        (Slow, "test_recognising_takes_no_time"),
        (Losing, "test_no_word_is_lost"),
        (Turned, "test_no_word_is_lost"),
        (Within, "test_no_word_is_lost"),
        (NextLine, "test_places_can_be_looked_up"),
        (Nowhere, "test_places_can_be_looked_up"),
        (Odd, "test_places_can_be_looked_up"),
        (Other, "test_it_says_its_own_name"),
        (Rowless, "test_blocks_are_what_they_say"),
        (Covering, "test_blocks_are_what_they_say"),
        (Falling, "test_a_file_that_ends_too_early_is_no_traceback"),
        (Damaged, "test_damaged_bytes_are_no_traceback"),
        (Speechless, "test_a_file_that_ends_too_early_is_no_traceback"),
    ],
)
def test_what_is_wrong_is_caught(container, test):
    with pytest.raises((AssertionError, ExceptionGroup)):
        getattr(Contract(), test)(container())
    getattr(Contract(), test)(Lines())


def test_a_time_without_end_is_caught(monkeypatch):
    monkeypatch.setattr("kompass_testing.contracts.containers.ENORMOUS", 40_000)
    monkeypatch.setattr("kompass_testing.contracts.containers.SECONDS", 0.02)
    with pytest.raises(AssertionError, match="seconds for"):
        Contract().test_a_large_file_takes_no_time_without_end(Endless())


def test_without_samples_it_is_said_that_nothing_is_known():
    with pytest.raises(pytest.skip.Exception, match="samples"):
        ContainerContract().test_no_word_is_lost(Lines())


class TestLines(Contract):
    """A container that keeps the contract."""

    @pytest.fixture
    def container(self):
        return Lines()


def test_what_it_opens_is_a_document():
    assert isinstance(Contract().open(Lines(), SAMPLE), Document)
