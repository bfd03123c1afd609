"""What every container keeps: it knows its files, loses no word of them, and falls over none."""

import re
import time
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, final

import pytest
from attrs import frozen
from hypothesis import given, strategies as st

from kompass_spec import ContainerRequest, InputError
from kompass_spec.model import Block, BlockKind, Document, Place
from kompass_testing.contracts.base import examples
from kompass_testing.contracts.requests import Case, RequestContract, given as given_by

__all__ = ["ContainerContract", "DocumentSample"]

SECONDS = 30
ENORMOUS = 400_000
"""The bytes of a file that is greater than most reports."""
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")

_FIGURE = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?")

_OTHERS = {
    "of no bytes": b"",
    "of a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01",
    "of a recording": b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00",
    "of compressed bytes": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
    "of every byte": bytes(range(256)) * 4,
}
"""Files that no container of documents reads, unless one of its samples begins as they do."""


@final
@frozen(kw_only=True)
class DocumentSample:
    """Hold a file that the container opens, and the ``words`` that a reader sees in it, in their order.

    Each of them stands in one block, or in one cell of a table.
    """

    file: str
    content: bytes
    words: tuple[str, ...] = ()


class ContainerContract(RequestContract, kind="containers"):
    """Hold what every container keeps; give a fixture ``container``, and files of its kind in ``samples``."""

    fixture: ClassVar[str] = "container"
    method: ClassVar[str] = "read"
    answer: ClassVar[type] = Document
    gives: ClassVar[frozenset[str]] = frozenset({"samples"})
    container = given_by("container", "container")

    def samples(self) -> Iterable[DocumentSample]:
        """Return files of the container's own kind, with the words in them."""
        return ()

    def cases(self) -> Iterable[Case]:
        """Return the samples, whole and cut in half, and files that it may recognise by mistake."""
        cases: list[Case] = []
        for sample in self.samples():
            half = sample.content[: len(sample.content) // 2]
            cases.append((f"of {sample.file}", ContainerRequest(file=sample.file, content=sample.content)))
            cases.append((f"of half of {sample.file}", ContainerRequest(file=sample.file, content=half)))
        return [
            *cases,
            *((odd, ContainerRequest(file="file", content=content)) for odd, content in _OTHERS.items()),
        ]

    def given_samples(self) -> tuple[DocumentSample, ...]:
        """Return the samples; skip the test, visibly, where there is none."""
        samples = tuple(self.samples())
        if not samples:
            pytest.skip(
                "the test class gives no samples; override samples() to hold the container to known files"
            )
        return samples

    def open(self, container: Any, sample: DocumentSample) -> Document:
        """Return the document of a sample; fail where the container refused it."""
        request = ContainerRequest(file=sample.file, content=sample.content)
        answer = self.ask(container, request, sample.file)
        assert isinstance(answer, Document), f"{self.told(container)} does not open {sample.file}: {answer}"
        return answer

    def recognised(self, container: Any, content: bytes, odd: str) -> bool:
        """Return whether the container recognises a content; fail where it raises or answers otherwise."""
        try:
            answer = container.recognises(content)
        except Exception as error:
            raise AssertionError(
                f"{self.told(container)} raised {type(error).__name__}: {error} when it was asked whether it"
                f" recognises a file {odd}. Answer False for what it is not."
            ) from error
        assert isinstance(answer, bool), (
            f"{self.told(container)} answered {answer!r} when it was asked whether it recognises a file"
            f" {odd}. Answer True or False."
        )
        return answer

    def test_its_endings_are_well_formed(self, provided: Any) -> None:
        """Give endings as a tuple of lower-case texts with the dot, such as ('.pdf',): they decide ties."""
        self.check_endings(provided)

    def test_it_recognises_its_own_files(self, provided: Any) -> None:
        """Recognise every file of the kind by its content, also one that is cut off behind its beginning."""
        for sample in self.given_samples():
            assert self.recognised(provided, sample.content, f"of {sample.file}"), (
                f"{self.told(provided)} does not recognise {sample.file}, which it is made for."
            )

    def test_it_recognises_no_other_files(self, provided: Any) -> None:
        """Leave alone what is of another kind: look at the content, and at more of it than a letter."""
        begun = {sample.content[:4] for sample in self.samples()}
        for odd, content in _OTHERS.items():
            if content[:4] not in begun:
                assert not self.recognised(provided, content, odd), (
                    f"{self.told(provided)} takes a file {odd} for one of its own."
                )

    def test_recognising_takes_no_time(self, provided: Any) -> None:
        """Look at the beginning or the end of the bytes only: it is asked of every file, however large."""
        for sample in self.given_samples():
            end = sample.content[-64:]
            large = sample.content + end * (20_000_000 // len(end))
            begun = time.process_time()
            self.recognised(provided, large, "of 20 MB")
            taken = time.process_time() - begun
            assert taken < 1, (
                f"{self.told(provided)} takes {taken:.1f} seconds to say whether it recognises 20 MB."
            )

    def test_no_word_is_lost(self, provided: Any) -> None:
        """Yield every word that a reader sees, in the order of reading: in a block, or a cell of a table."""
        for sample in self.given_samples():
            texts = iter(_texts(self.open(provided, sample)))
            for words in sample.words:
                assert any(_has(text, words) for text in texts), (
                    f"{self.told(provided)} loses {words!r} of {sample.file}, or yields it before what stands"
                    " above it."
                )

    def test_places_can_be_looked_up(self, provided: Any) -> None:
        """Count lines, or paragraphs, and pages from 1, and name sheets and cells as programs do."""
        for sample in self.given_samples():
            document = self.open(provided, sample)
            last = len(re.split(rb"\r\n|\r|\n", sample.content))
            is_text = b"\0" not in sample.content
            for place in _places(document):
                wrong = _wrong(place, last if is_text and place.page is None else None)
                assert wrong is None, f"{self.told(provided)} says {place} of {sample.file}: {wrong}."
            for words, line in _only_lines(sample):
                said = [place.line for text, place in _placed_texts(document) if text.strip() == words]
                late = [one for one in said if one is not None and one > line]
                assert not late, (
                    f"{self.told(provided)} says that {words!r} of {sample.file} stands on line {late[0]},"
                    f" where it stands on line {line}. Count from 1."
                )

    def test_it_says_its_own_name(self, provided: Any) -> None:
        """Say in the document's ``container`` which container read it."""
        for sample in self.given_samples():
            document = self.open(provided, sample)
            assert document.container == provided.name, (
                f"{self.told(provided)} says that {document.container!r} read {sample.file}. Say its name."
            )

    def test_blocks_are_what_they_say(self, provided: Any) -> None:
        """Give rows to tables and to nothing else, and every cell that another covers a place of its own."""
        for sample in self.given_samples():
            for block in self.open(provided, sample).blocks:
                is_table = block.kind is BlockKind.TABLE
                assert bool(block.rows) == is_table, (
                    f"{self.told(provided)} yields a {block.kind.value} with"
                    f" {'rows' if block.rows else 'no rows'} of {sample.file}."
                )
                covering = [cell for row in block.rows for cell in row if cell.columns < 1 or cell.rows < 1]
                assert not covering, f"{self.told(provided)} yields a cell that covers nothing."

    def test_a_file_that_ends_too_early_is_no_traceback(self, provided: Any) -> None:
        """Open what is left of a cut file, or refuse it with InputError and what helps."""
        samples = self.given_samples()

        @examples(25)
        @given(st.data())
        def law(data: st.DataObject) -> None:
            sample = data.draw(st.sampled_from(samples))
            content = sample.content[: data.draw(st.integers(0, len(sample.content)))]
            self._check(provided, content, "that ends too early")

        law()

    def test_damaged_bytes_are_no_traceback(self, provided: Any) -> None:
        """Answer or raise InputError whatever the bytes are: whoever made the file may have meant harm."""
        samples = self.given_samples()
        for sample in samples:
            self._check(
                provided, sample.content + b"\xff\xfe\xff", "with bytes at its end that are no letters"
            )

        @examples(25)
        @given(st.data())
        def law(data: st.DataObject) -> None:
            content = bytearray(data.draw(st.sampled_from(samples)).content)
            for _ in range(data.draw(st.integers(1, 8))):
                place = data.draw(st.integers(0, max(0, len(content) - 1)))
                content[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=8))
            self._check(provided, bytes(content), "with damaged bytes")

        law()

    def test_a_large_file_takes_no_time_without_end(self, provided: Any) -> None:
        """Read in a time that grows with the file as its size does: say a limit, and refuse what is above."""
        for sample in self.given_samples():
            middle = len(sample.content) // 2
            repeated = sample.content[middle : middle + 64]
            content = sample.content[:middle] + repeated * (ENORMOUS // len(repeated))
            begun = time.process_time()
            self._check(provided, content, "that repeats itself")
            taken = time.process_time() - begun
            assert taken < SECONDS, f"{self.told(provided)} takes {taken:.0f} seconds for {ENORMOUS:,} bytes."

    def _check(self, provided: Any, content: bytes, odd: str) -> None:
        """Hold that a content is recognised without harm, and opened or refused with a sentence."""
        self.recognised(provided, content, odd)
        answer = self.ask(provided, ContainerRequest(file="file", content=content), f"a file {odd}")
        if isinstance(answer, InputError):
            assert answer.problems, f"{self.told(provided)} refuses a file {odd} without a sentence."
            for problem in answer.problems:
                self.check_problem(provided, problem, f"a file {odd}")


def _only_lines(sample: DocumentSample) -> Iterator[tuple[str, int]]:
    """Iterate over the words that stand on one line of a text alone, each with its number."""
    lines = [] if b"\0" in sample.content else sample.content.decode("utf-8", "replace").splitlines()
    for words in sample.words:
        found = [number for number, text in enumerate(lines, start=1) if words in text]
        if len(found) == 1:
            yield words, found[0]


def _placed_texts(document: Document) -> Iterator[tuple[str, Place]]:
    for block in document.blocks:
        yield block.text, block.place
        yield from ((cell.text, cell.place) for row in block.rows for cell in row)


def _has(text: str, words: str) -> bool:
    """Tell whether words stand in a text; a figure stands there alone, and with its sign."""
    alone = (r"(?<![\d.,+\-−])", r"(?!\d|[.,]\d)") if _FIGURE.fullmatch(words) else ("", "")
    return re.search(f"{alone[0]}{re.escape(words)}{alone[1]}", " ".join(text.split())) is not None


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield block.text
        yield from (cell.text for row in block.rows for cell in row)


def _places(document: Document) -> Iterator[Place]:
    for block in document.blocks:
        yield block.place
        yield from _cell_places(block)


def _cell_places(block: Block) -> Iterator[Place]:
    return (cell.place for row in block.rows for cell in row)


def _wrong(place: Place, last: int | None) -> str | None:
    """Return what is wrong with a place, ``None`` where nothing is."""
    if any(number is not None and number < 1 for number in (place.line, place.page)):
        return "lines and pages count from 1"
    if place.line is not None and last is not None and place.line > last:
        return f"the file has {last} lines"
    if place.cell is not None and not _CELL.fullmatch(place.cell):
        return "a cell is named such as C7"
    return "the sheet has no name" if place.sheet == "" else None
