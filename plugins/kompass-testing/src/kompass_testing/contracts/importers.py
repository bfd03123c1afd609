"""What every importer keeps: sentences, no tracebacks; a place for every figure; none lost in silence."""

import re
import time
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any, ClassVar

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec import ImportRequest, InputError, Registry, load_registry
from kompass_spec.documents.assessments import assessments_from_data, imported_data
from kompass_spec.model import TOTAL, Edition, Imported, Observation
from kompass_testing.contracts.base import examples
from kompass_testing.contracts.requests import Case, RequestContract, given as given_by
from kompass_testing.import_samples import Sample, said_of
from kompass_testing.odd_rows import Base, OddFile, bases_of
from kompass_testing.printed_reports import printed_reports
from kompass_testing.reports import PrintedReport

__all__ = ["ImporterContract", "Sample"]

SECONDS = 60
ENORMOUS = 200_000
"""The bytes of a file that is greater than any report."""
NOWHERE = "xx-1999"
"""An edition that is not installed."""

_BAD = {
    "of no bytes": b"",
    "of blank lines": b"\n \n\t\n",
    "of a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "of a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>",
    "of a broken archive": b"PK\x03\x04\x14\x00\x08\x08\x08\x00",
    "of every byte": bytes(range(256)),
    "of half a letter": "Ständiga förbättringar".encode()[:4],
    "of a mark of order alone": b"\xff\xfe",
    "of words about something else": "Det var en gång en kommun.\n\n1 2 3\n".encode(),
}


@cache
def _installed() -> Registry:
    return load_registry()


class ImporterContract(RequestContract, kind="importers"):
    """Hold what every importer keeps; give a fixture ``importer``.

    Override ``samples`` to hold it to known values, and ``printed_editions`` if it reads reports in the
    printed layout.
    """

    fixture: ClassVar[str] = "importer"
    method: ClassVar[str] = "read"
    answer: ClassVar[type] = Imported
    gives: ClassVar[frozenset[str]] = frozenset({"printed_editions", "registry", "samples"})
    importer = given_by("importer", "importer")

    def registry(self) -> Registry:
        """Return the editions and organisations that can be recognised: those that are installed."""
        return _installed()

    def samples(self) -> Iterable[Sample]:
        """Return files of the importer's own kind, with the figures that are known to stand in them."""
        return ()

    def printed_editions(self) -> Iterable[Edition]:
        """Return the editions whose reports it reads in the printed layout, as Markdown with tabs."""
        return ()

    def request(self, sample: Sample) -> ImportRequest:
        """Return the request to read a sample."""
        edition = sample.edition if sample.asked else None
        return ImportRequest(
            file=sample.file, content=sample.content, registry=self.registry(), edition=edition
        )

    def cases(self) -> Iterable[Case]:
        """Return the samples, whole and cut in half, and files that are empty, binary or off the topic."""
        cases: list[Case] = []
        for sample in self.samples():
            request = self.request(sample)
            half = evolve(request, content=sample.content[: len(sample.content) // 2])
            cases += [(f"of {sample.file}", request), (f"of half of {sample.file}", half)]
        return [*cases, *self._bad()]

    def _bad(self) -> Iterable[Case]:
        for odd, content in _BAD.items():
            yield odd, ImportRequest(file="report", content=content, registry=self.registry())

    def given_samples(self) -> tuple[Sample, ...]:
        """Return the samples; skip the test, visibly, where there is none."""
        samples = tuple(self.samples())
        if not samples:
            pytest.skip(
                "the test class gives no samples; override samples() to hold the importer to known values"
            )
        return samples

    def read(self, importer: Any, request: ImportRequest, odd: str) -> Imported:
        """Return what the importer read; fail where it refused the file."""
        answer = self.ask(importer, request, odd)
        assert isinstance(answer, Imported), f"{self.told(importer)} does not read {odd}: {answer} Read it."
        return answer

    def test_its_endings_are_well_formed(self, provided: Any) -> None:
        """Give endings as a tuple of texts in lower case with the dot: ('.csv',), or () to read blocks."""
        self.check_endings(provided, may_be_none=True)

    def test_nothing_is_taken_for_a_result_in_silence(self, provided: Any) -> None:
        """Raise InputError for a file with nothing to read in it: never return no figure and no warning."""
        without = (
            (f"of {sample.file} without its figures", evolve(self.request(sample), content=_emptied(sample)))
            for sample in self.samples()
            if sample.whole and sample.lines
        )
        for odd, request in (*self._bad(), *without):
            answer = self.ask(provided, request, f"a file {odd}")
            if isinstance(answer, Imported):
                figures_and_warnings = [
                    *answer.warnings,
                    *(figure for assessment in answer.assessments for figure in assessment.observations),
                ]
                assert figures_and_warnings, (
                    f"{self.told(provided)} takes a file {odd} for a result without a figure or a warning."
                    " Raise InputError."
                )

    def test_any_bytes_are_read_or_refused(self, provided: Any) -> None:
        """Raise InputError for bytes you do not know: decode with kompass_spec.documents.text.decode_text."""

        @examples(60)
        @given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
        def law(content: bytes) -> None:
            request = ImportRequest(file="report", content=content, registry=self.registry())
            self.ask(provided, request, "any bytes")

        law()

    def test_an_enormous_file_is_read_or_refused_in_reasonable_time(self, provided: Any) -> None:
        """Take a time in proportion to the file: look for a pattern or a loop within a loop."""
        pieces = [sample.content for sample in self.samples()] or [b"1.1;11\n", "Område 1 \t 74 \n".encode()]
        for piece in pieces:
            content = (piece * (ENORMOUS // len(piece) + 1))[:ENORMOUS]
            request = ImportRequest(file="report", content=content, registry=self.registry())
            begun = time.process_time()
            self.ask(provided, request, "an enormous file")
            seconds = time.process_time() - begun
            assert seconds < SECONDS, (
                f"{self.told(provided)} takes {round(seconds)} seconds for {ENORMOUS:,} bytes. Look for a"
                " pattern or a loop within a loop."
            )

    def test_known_figures_are_read(self, provided: Any) -> None:
        """Read every figure of the samples once: item, quantity, exact value, precision, place; no other."""
        for sample in self.given_samples():
            imported = self.read(provided, self.request(sample), sample.file)
            seen = Counter(
                _known(figure) for assessment in imported.assessments for figure in assessment.observations
            )
            known = Counter(map(_known, sample.figures))
            missing = list((known - seen).elements())
            added = [figure for figure in (seen - known).elements() if sample.whole or figure in known]
            assert not missing, (
                f"{self.told(provided)} does not find {_figure(missing[0])} in {sample.file}. Read it, or"
                " correct the sample."
            )
            assert not added, (
                f"{self.told(provided)} finds {_figure(added[0])} in {sample.file}, which the sample does not"
                " have, or has once. Nothing is invented: leave it out, or add it to the sample; where the"
                " sample holds only some figures, set whole=False."
            )
            omitted = {one.item for assessment in imported.assessments for one in assessment.not_applicable}
            assert not sample.whole or omitted == set(sample.not_applicable), (
                f"{self.told(provided)} says of {sample.file} that {sorted(omitted)} do not apply, where the"
                f" sample has {sorted(sample.not_applicable)}. Read it, or correct the sample."
            )

    def test_it_says_whose_result_it_is_and_of_which_year(self, provided: Any) -> None:
        """Read the organisation and the year of the newest result as the sample has them."""
        for sample in self.given_samples():
            newest, *_ = self.read(provided, self.request(sample), sample.file).assessments
            assert sample.organisation in {None, newest.organisation.name}, (
                f"{self.told(provided)} takes {sample.file} for a result of {newest.organisation.name}, which"
                f" is of {sample.organisation}. Read it, or correct the sample."
            )
            assert sample.year in {None, newest.year}, (
                f"{self.told(provided)} takes {sample.file} for a result of the year {newest.year}, which is"
                f" of {sample.year}. Read it, or correct the sample."
            )

    def test_every_figure_has_a_place(self, provided: Any) -> None:
        """Say every figure's line, page or cell, and the file with its digest, to look it up."""
        for sample in self.given_samples():
            request = self.request(sample)
            lines = sample.content.count(b"\n") + 1
            for assessment in self.read(provided, request, sample.file).assessments:
                assert assessment.source == request.source, (
                    f"{self.told(provided)} does not name the file that it read. Set source=request.source."
                )
                for seen in assessment.observations:
                    places = (seen.line, seen.page, seen.cell)
                    assert any(place is not None for place in places), (
                        f"{self.told(provided)} gives {seen.quantity.value} {seen.value} of {seen.item} no"
                        " place. Set its line, its page or its sheet and cell."
                    )
                    assert (seen.line is None or 1 <= seen.line <= max(lines, _rows(sample))) and (
                        seen.page or 1
                    ) >= 1, (
                        f"{self.told(provided)} puts {seen.quantity.value} {seen.value} of {seen.item} on"
                        f" line {seen.line}, which is not in {sample.file}. Count from 1."
                    )

    def test_what_is_read_is_of_an_edition(self, provided: Any) -> None:
        """Name an installed edition, the one that the user decided on if any, and items that it has."""
        for sample in self.given_samples():
            request = evolve(self.request(sample), edition=sample.edition)
            newest, *_ = self.read(provided, request, sample.file).assessments
            assert newest.edition == sample.edition, (
                f"{self.told(provided)} reads {sample.file} on {newest.edition}, where the user decided on"
                f" {sample.edition}. Keep to what was asked."
            )
            other = next((one for one in self.registry() if one.split("@")[0] != sample.edition), None)
            answer = self.ask(provided, evolve(request, edition=other), f"{sample.file} on {other}")
            editions = {one.edition for one in getattr(answer, "assessments", ())[:1]}
            assert other is None or editions <= {other}, (
                f"{self.told(provided)} reads {sample.file} on {min(editions)}, where the user decided on"
                f" {other}. Keep to what was asked, or refuse it."
            )
            for assessment in self.read(provided, self.request(sample), sample.file).assessments:
                edition = self.registry().get(assessment.edition)
                assert edition is not None, (
                    f"{self.told(provided)} names the edition {assessment.edition!r}, which is not installed."
                )
                for seen in assessment.observations:
                    assert seen.item == TOTAL or seen.item in edition, (
                        f"{self.told(provided)} reads a figure of {seen.item}, which {edition.id} has not."
                        " Warn of it instead."
                    )

    def test_what_is_read_survives_its_file(self, provided: Any) -> None:
        """Law 9: written as JSON and read again, an import is the same. Use what the model can carry."""
        for sample in self.given_samples():
            imported = self.read(provided, self.request(sample), sample.file)
            read: object
            try:
                read = assessments_from_data(imported_data(imported))
            except InputError as error:
                read = error
            assert read == imported, (
                f"{self.told(provided)} reads {sample.file} into something that is another after it was"
                " written and read."
            )

    def test_no_figure_of_a_cut_file_is_lost_in_silence(self, provided: Any) -> None:
        """Read every figure that is left of a cut file, warn of its line, or refuse the file."""
        samples = self.given_samples()

        @examples(20)
        @given(st.data())
        def law(data: st.DataObject) -> None:
            sample = data.draw(st.sampled_from(samples))
            content = sample.content[: data.draw(st.integers(0, len(sample.content)))]
            answer = self.ask(
                provided, evolve(self.request(sample), content=content), "a file that ends too early"
            )
            self._check_nothing_is_lost(provided, answer, sample.figures, content.count(b"\n"))

        law()

    def _check_nothing_is_lost(
        self, provided: Any, answer: Any, figures: Iterable[Observation], lines: int
    ) -> None:
        if isinstance(answer, InputError):
            return
        seen = {
            (observation.quantity, observation.value, observation.line)
            for assessment in answer.assessments
            for observation in assessment.observations
        }
        for figure in figures:
            if figure.line is None or figure.line > lines:
                continue
            assert (figure.quantity, figure.value, figure.line) in seen or said_of(answer, figure.line), (
                f"{self.told(provided)} loses {figure.quantity.value} {figure.value} on line {figure.line} in"
                " silence. Read it, or warn of its line."
            )

    def test_what_must_be_warned_of_is_warned_of(self, provided: Any) -> None:
        """Warn of every line that the sample names in warned: return a Problem with the line in warnings."""
        for sample in self.given_samples():
            imported = self.read(provided, self.request(sample), sample.file)
            for warning in imported.warnings:
                self.check_problem(provided, warning, sample.file)
            for place in sample.warned:
                where = f"line {place}" if isinstance(place, int) else repr(place)
                assert said_of(imported, place), (
                    f"{self.told(provided)} says nothing of {where} of {sample.file}, which the sample wants"
                    " to be warned of. Return a Problem with its place in warnings."
                )

    def test_a_row_with_a_fault_is_not_lost_in_silence(self, provided: Any) -> None:
        """Warn of a row that you cannot read: unknown item, no figure, too few cells, a figure too many."""
        for sample in self.given_samples():
            edition = self.registry()[sample.edition]
            for base in self._bases(provided, sample):
                for file in base.with_a_fault(edition):
                    self._check_line(provided, sample, file)

    def test_a_figure_is_read_as_it_stands_or_not_at_all(self, provided: Any) -> None:
        """Keep the sign and every decimal of a figure, and both of a row that stands twice; or warn."""
        for sample in self.given_samples():
            for base in self._bases(provided, sample):
                for file in (base.whole(), *base.with_another_figure()):
                    self._check_line(provided, sample, file)

    def test_no_figure_of_a_cut_line_is_lost_in_silence(self, provided: Any) -> None:
        """Read what is left of a line that ends too early, as it stands there, or warn of the line."""
        for sample in self.given_samples():
            for base in self._bases(provided, sample):
                for file in base.cut():
                    self._check_line(provided, sample, file)

    def test_an_edition_or_a_year_is_never_guessed(self, provided: Any) -> None:
        """Raise InputError where no installed edition is named or asked for; warn of a year that is none."""
        for sample in self.given_samples():
            request = self.request(sample)
            if sample.asked:
                answer = self.ask(
                    provided, evolve(request, edition=None), f"{sample.file} without an edition"
                )
                assert isinstance(answer, InputError), (
                    f"{self.told(provided)} guesses an edition for {sample.file}, which says none. Raise"
                    " InputError that asks for --edition."
                )
            for old, new in (
                (sample.edition, NOWHERE),
                (str(sample.year), "soon"),
                (str(sample.year), "20187"),
            ):
                content, lines = _replaced(sample, old, new)
                answer = self.ask(provided, evolve(request, content=content), f"{new} in the place of {old}")
                years = {str(one.year) for one in getattr(answer, "assessments", ())}
                assert (
                    not lines or isinstance(answer, InputError) or (answer.warnings and new not in years)
                ), (
                    f"{self.told(provided)} says nothing of {new!r} on line {lines[0]} of {sample.file},"
                    f" where {old} should stand. Warn of it, or raise InputError."
                )
            self._check_what_is_not_there(provided, sample)

    def _check_what_is_not_there(self, provided: Any, sample: Sample) -> None:
        """Hold that what a line alone says, nobody knows without that line."""
        request = self.request(sample)
        content = None if sample.asked else _without(sample, sample.edition)
        if content is not None:
            odd = f"{sample.file} without the line that says the edition"
            answer = self.ask(provided, evolve(request, content=content), odd)
            assert isinstance(answer, InputError) or answer.warnings, (
                f"{self.told(provided)} guesses an edition for {odd}. Raise InputError that asks for"
                " --edition."
            )
        content = _without(sample, str(sample.year))
        if content is not None:
            odd = f"{sample.file} without the line that says the year"
            answer = self.ask(provided, evolve(request, content=content), odd)
            for one in getattr(answer, "assessments", ()):
                is_said = one.year_inferred or answer.warnings or str(one.year).encode() in content
                assert one.year is None or is_said, (
                    f"{self.told(provided)} takes {odd} for a result of {one.year}, which stands nowhere."
                    " Leave the year out."
                )

    def _bases(self, provided: Any, sample: Sample) -> list[Base]:
        """Return the rows to make odd; a sample of one row is given another, if the importer reads it."""
        bases = list(bases_of(sample))
        if len(bases) != 1:
            return bases
        another = bases[0].another(self.registry()[sample.edition])
        longer = sample if another is None else another.longer()
        answer = self.ask(provided, self.request(longer), f"{sample.file} with another row")
        return list(bases_of(longer)) if isinstance(answer, Imported) and not answer.warnings else bases

    def _read_odd(self, provided: Any, sample: Sample, file: OddFile) -> Any:
        odd = f"{sample.file} with a line {file.odd} ({file.text!r})"
        return self.ask(provided, evolve(self.request(sample), content=file.content), odd)

    def _check_line(self, provided: Any, sample: Sample, file: OddFile) -> None:
        answer = self._read_odd(provided, sample, file)
        for problem in answer.problems if isinstance(answer, InputError) else answer.warnings:
            self.check_problem(provided, problem, f"{sample.file} with a line {file.odd}")
        wrong = file.misread(answer)
        assert wrong is None, (
            f"{self.told(provided)} {wrong} of {sample.file}, where {file.text!r} stands on line {file.line}:"
            f" a row {file.odd}. Read what stands there as it stands, warn of its line, and read the rest."
        )

    def test_a_printed_report_is_read_as_it_was_printed(self, provided: Any) -> None:
        """Read every figure of a report in the printed layout on its line: the strategy knows them all."""
        editions = list(self.printed_editions())
        if not editions:
            return

        @examples(15)
        @given(st.sampled_from(editions).flatmap(_in_full))
        def law(report: PrintedReport) -> None:
            request = ImportRequest(file="report.md", content=report.content, registry=self.registry())
            newest = self.read(provided, request, f"a report on {report.edition.id}").assessments[0]
            assert (newest.edition, newest.year) == (report.edition.id, report.year), (
                f"{self.told(provided)} takes a report on {report.edition.id} of {report.year} for one on"
                f" {newest.edition} of {newest.year}."
            )
            seen = {
                (figure.item, figure.quantity, figure.value, figure.line) for figure in newest.observations
            }
            printed = {(figure.item, figure.quantity, figure.value, figure.line) for figure in report.figures}
            assert seen == printed, (
                f"{self.told(provided)} reads other figures than a report prints:"
                f" {sorted(map(str, seen ^ printed))[:3]}."
            )
            omitted = {(one.item, one.line) for one in newest.not_applicable}
            expected = {(one.item, one.line) for one in report.not_applicable}
            assert omitted == expected, (
                f"{self.told(provided)} reads other items as not applicable than a report says:"
                f" {sorted(map(str, omitted ^ expected))[:3]}."
            )

        law()


def _in_full(edition: Edition) -> st.SearchStrategy[PrintedReport]:
    """Return reports on an edition; of one with scales they also say of questions that they do not apply."""
    return printed_reports(edition, not_applicable=bool(edition.scales))


def _known(seen: Observation) -> Observation:
    """Return a figure without its label, which every importer may choose for itself."""
    return evolve(seen, label=None)


def _figure(seen: Observation) -> str:
    where = "" if seen.line is None else f" on line {seen.line}"
    return f"{seen.quantity.value} {seen.value} of {seen.item}{where}"


def _rows(sample: Sample) -> int:
    """Return the last line of a known figure; in a workbook there are no lines to count."""
    return max((figure.line or 0 for figure in sample.figures), default=0)


def _emptied(sample: Sample) -> bytes:
    """Return a file without the lines on which known figures stand."""
    figures = {figure.line for figure in sample.figures}
    return "\n".join(
        text for number, text in enumerate(sample.lines, start=1) if number not in figures
    ).encode()


def _without(sample: Sample, word: str) -> bytes | None:
    """Return a file with the one line emptied that has a word; ``None`` where it stands elsewhere too."""
    _, lines = _replaced(sample, word, word)
    if len(lines) != 1 or lines[0] in {figure.line for figure in sample.figures}:
        return None
    return "\n".join(
        "" if number == lines[0] else text for number, text in enumerate(sample.lines, start=1)
    ).encode()


def _replaced(sample: Sample, old: str, new: str) -> tuple[bytes, list[int]]:
    """Return a file with a word replaced wherever it stands, and the lines on which it stood."""
    word = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])")
    lines = [number for number, text in enumerate(sample.lines, start=1) if word.search(text)]
    return "\n".join(word.sub(new, text) for text in sample.lines).encode(), lines
