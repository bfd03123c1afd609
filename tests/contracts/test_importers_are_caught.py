"""Every test of the contract of importers fails for a importer that is wrong in just that way."""

import time
from fractions import Fraction

import pytest
from attrs import evolve

from kompass_import_report.importer import ReportImporter
from kompass_spec.model import NotApplicable, Observation, Organisation, Quantity
from kompass_spec.model.assessment import Imported
from kompass_spec.model.problems import InputError, Problem
from kompass_testing.contracts import ImporterContract, Sample
from tests.contracts.plain_plugins import Csv


def burn(seconds):
    """Use the processor, as a loop within a loop does."""
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass


ROWS = b"1.1;11\n1.2;17\n2;30\n"
FIGURES = tuple(
    Observation(item=item, quantity=Quantity.POINTS, value=Fraction(value), line=line)
    for line, (item, value) in enumerate((("1.1", 11), ("1.2", 17), ("2", 30)), start=1)
)


class Rows(ImporterContract):
    """The contract, with a sample of rows and a report in the printed layout."""

    def samples(self):
        return [
            Sample(
                file="rows.csv",
                content=ROWS,
                edition="se-2016",
                asked=True,
                figures=FIGURES,
                organisation="Ale",
                year=2017,
            ),
            Sample(
                file="odd.csv",
                content=b"1.1;11\n9.9;3\n",
                edition="se-2016",
                asked=True,
                figures=FIGURES[:1],
                warned=(2,),
            ),
        ]

    def printed_editions(self):
        return [self.registry()["se-2016"]]


class Credulous(Csv):
    def read(self, request):
        if request.edition is None:
            return Imported(assessments=())
        return super().read(request)


class Encoded(Csv):
    def read(self, request):
        request.content.decode("ascii")
        return super().read(request)


class SlowImporter(Csv):
    def read(self, request):
        burn(0.3 if len(request.content) > 100_000 else 0)
        return super().read(request)


class Rounded(Csv):
    def figure(self, code, value, line):
        return super().figure(code, round(value, -1), line)


class Placeless(Csv):
    def figure(self, code, value, line):
        return evolve(super().figure(code, value, line), line=None)


class PastTheEnd(Csv):
    def figure(self, code, value, line):
        return evolve(super().figure(code, value, line), line=line + 1000)


class FromZero(Csv):
    def figure(self, code, value, line):
        return evolve(super().figure(code, value, line), line=line - 1)


class Sourceless(Csv):
    def assessment(self, request, figures):
        return evolve(super().assessment(request, figures), source=None)


class Stubborn(Csv):
    def assessment(self, request, figures):
        return evolve(super().assessment(request, figures), edition="se-2010")


class Dangling(Csv):
    def figure(self, code, value, line):
        return evolve(super().figure(code, value, line), item="9.9")


class CountingImporter(Csv):
    """It counts where the model tells true from false, and no file can."""

    def assessment(self, request, figures):
        return evolve(super().assessment(request, figures), year_inferred=0)


class Losing(Csv):
    """It gives up on the last line of a file that was cut, and the line before."""

    def read(self, request):
        imported = super().read(request)
        if request.content.endswith(b"30\n") or not request.content:
            return imported
        newest = imported.assessments[0]
        return Imported(assessments=(evolve(newest, observations=newest.observations[:-1]),))


class Adding(Csv):
    """It adds a figure that stands nowhere."""

    def assessment(self, request, figures):
        return super().assessment(request, (*figures, self.figure("3", 99, 1)))


class Doubling(Csv):
    def read(self, request):
        imported = super().read(request)
        return evolve(imported, assessments=imported.assessments * 2)


class OnLineTwo(Csv):
    def figure(self, code, value, line):
        return evolve(super().figure(code, value, line), line=2)


class OfNobody(Csv):
    def assessment(self, request, figures):
        return evolve(
            super().assessment(request, figures), organisation=Organisation(name="Nobody", kind=None)
        )


class Of1999(Csv):
    def assessment(self, request, figures):
        return evolve(super().assessment(request, figures), year=1999)


class Silent(Csv):
    def read(self, request):
        return evolve(super().read(request), warnings=())


class Coded(Csv):
    """It gives its warnings the sentence where the code belongs."""

    def read(self, request):
        imported = super().read(request)
        wrong = tuple(evolve(one, code=one.message) for one in imported.warnings)
        return evolve(imported, warnings=wrong)


class Unsigned(Csv):
    def read(self, request):
        return super().read(evolve(request, content=request.content.replace(b"-", b"")))


class Above(Csv):
    """It says nothing of a figure of nothing."""

    def read(self, request):
        return super().read(evolve(request, content=request.content.replace(b";0\n", b";\n")))


class HalfLines(Csv):
    """It takes a line with a code alone for no line at all."""

    def read(self, request):
        imported = super().read(request)
        lines = request.content.split(b"\n")
        kept = tuple(one for one in imported.warnings if b";" in lines[one.line - 1])
        return evolve(imported, warnings=kept)


class CutLines(Csv):
    """It passes over a line that is shorter than the others."""

    def read(self, request):
        whole = b"\n".join(
            line if line[5:] or line[:1] == b"2" else b"" for line in request.content.split(b"\n")
        )
        imported = super().read(evolve(request, content=whole))
        return evolve(
            imported, warnings=tuple(one for one in imported.warnings if "empty" not in one.message)
        )


class Guessing(Csv):
    def read(self, request):
        return super().read(evolve(request, edition=request.edition or "se-2016"))


class Percents(Csv):
    """It reads percents as points."""

    def read(self, request):
        return super().read(evolve(request, content=request.content.replace(b" %", b"")))


class Stated(Csv):
    """It reads an edition and a year from lines of their own, and knows them without these too."""

    edition, year = "none", "0"

    def read(self, request):
        facts, lines = {"edition": self.edition, "year": self.year}, []
        for line in request.content.decode("utf-8", "replace").split("\n"):
            key, _, value = line.partition("=")
            facts |= {key: value} if key in facts else {}
            lines.append("1;1" if key in facts else line)
        if facts["edition"] not in request.registry or not facts["year"].isdecimal():
            raise InputError([Problem("unclear-edition", "Say the edition and the year.")])
        content = "\n".join(lines).encode()
        imported = super().read(evolve(request, content=content, edition=facts["edition"]))
        newest = imported.assessments[0]
        kept = tuple(seen for seen in newest.observations if seen.item != "1")
        newest = evolve(newest, observations=kept, year=int(facts["year"]) or None)
        empty = tuple(one for one in imported.warnings if "empty" not in one.message)
        return evolve(imported, assessments=(newest,), warnings=empty)


class StatedRows(ImporterContract):
    def samples(self):
        figures = tuple(evolve(one, line=(one.line or 0) + 2) for one in FIGURES)
        content = b"edition=se-2016\nyear=2018\n" + ROWS
        return [Sample(file="rows.csv", content=content, edition="se-2016", figures=figures, year=2018)]


class Omitting(Csv):
    """It says that something does not apply, which the file does not say."""

    def assessment(self, request, figures):
        return evolve(super().assessment(request, figures), not_applicable=(NotApplicable(item="3", line=1),))


class Percentless(ReportImporter):
    def read(self, request):
        imported = super().read(request)
        kept = tuple(
            evolve(
                one,
                observations=tuple(
                    seen for seen in one.observations if seen.quantity is not Quantity.PERCENT
                ),
            )
            for one in imported.assessments
        )
        return evolve(imported, assessments=kept)


class YearAfter(ReportImporter):
    def read(self, request):
        imported = super().read(request)
        kept = tuple(evolve(one, year=(one.year or 0) + 1) for one in imported.assessments)
        return evolve(imported, assessments=kept)


WRONG = [
    ("its_endings_are_well_formed", type("Upper", (Csv,), {"endings": (".CSV",)}), "lower case"),
    ("nothing_is_taken_for_a_result_in_silence", Credulous, "without a figure or a warning"),
    ("any_bytes_are_read_or_refused", Encoded, "raised UnicodeDecodeError"),
    ("an_enormous_file_is_read_or_refused_in_reasonable_time", SlowImporter, "a loop within a loop"),
    ("known_figures_are_read", Rounded, "does not find points 11 of 1.1"),
    ("known_figures_are_read", Adding, "finds points 99 of 3 on line 1"),
    ("known_figures_are_read", Doubling, "finds points 11 of 1.1 on line 1"),
    ("known_figures_are_read", OnLineTwo, "does not find points 11 of 1.1 on line 1"),
    ("it_says_whose_result_it_is_and_of_which_year", OfNobody, "a result of Nobody, which is of Ale"),
    ("it_says_whose_result_it_is_and_of_which_year", Of1999, "of the year 1999, which is of 2017"),
    ("every_figure_has_a_place", Placeless, "no place"),
    ("every_figure_has_a_place", PastTheEnd, "Count from 1"),
    ("every_figure_has_a_place", FromZero, "The line is 0. Write 1 or more, or leave it out. Read it."),
    ("every_figure_has_a_place", Sourceless, "does not name the file"),
    ("what_is_read_is_of_an_edition", Stubborn, "where the user decided on se-2016"),
    ("what_is_read_is_of_an_edition", Dangling, "which se-2016 has not"),
    ("what_is_read_survives_its_file", CountingImporter, "must be true or false, not a whole number"),
    ("no_figure_of_a_cut_file_is_lost_in_silence", Losing, "in silence"),
    ("what_is_read_is_of_an_edition", Stubborn, "where the user decided on"),
    ("known_figures_are_read", Omitting, "do not apply"),
    ("what_must_be_warned_of_is_warned_of", Silent, "says nothing of line 2 of odd.csv"),
    ("what_must_be_warned_of_is_warned_of", Coded, "The code comes first"),
    ("a_row_with_a_fault_is_not_lost_in_silence", Silent, "says nothing of line 1 of rows.csv"),
    ("a_row_with_a_fault_is_not_lost_in_silence", HalfLines, "a row with too few cells"),
    (
        "a_figure_is_read_as_it_stands_or_not_at_all",
        Unsigned,
        "reads points 11, which do not stand on line 1",
    ),
    ("a_figure_is_read_as_it_stands_or_not_at_all", Above, "does not read line 1"),
    ("no_figure_of_a_cut_line_is_lost_in_silence", CutLines, "a row that ends too early"),
    ("a_figure_is_read_as_it_stands_or_not_at_all", Percents, "a percent sign behind points"),
    ("an_edition_or_a_year_is_never_guessed", Guessing, "guesses an edition for rows.csv"),
    ("a_printed_report_is_read_as_it_was_printed", Percentless, "other figures than a report prints"),
    ("a_printed_report_is_read_as_it_was_printed", YearAfter, "takes a report on se-2016"),
]


@pytest.mark.parametrize(
    ("name", "wrong", "words"), WRONG, ids=lambda value: getattr(value, "__name__", None)
)
def test_what_is_wrong_is_caught_by_a_sentence(is_caught, name, wrong, words):
    is_caught(Rows, name, wrong, words)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"edition": "se-2016"}, "guesses an edition for rows.csv without the line that says the edition"),
        ({"year": "2020"}, "takes rows.csv without the line that says the year for a result of 2020"),
    ],
)
def test_what_a_line_alone_says_is_not_known_without_it(is_caught, known, words):
    StatedRows().test_an_edition_or_a_year_is_never_guessed(Stated())
    wrong = type("Knowing", (Stated,), known)
    is_caught(StatedRows, "an_edition_or_a_year_is_never_guessed", wrong, words)


def test_every_test_has_something_that_it_catches(tests_of):
    assert {f"test_{name}" for name, *_ in WRONG} >= tests_of(Rows)


class TestCsv(Rows):
    """What is spoilt above is fine before."""

    @pytest.fixture
    def importer(self):
        return Csv()

    def printed_editions(self):
        return ()


def test_without_samples_what_needs_them_is_skipped_and_says_so():
    with pytest.raises(pytest.skip.Exception, match="override samples"):
        ImporterContract().test_known_figures_are_read(Csv())
