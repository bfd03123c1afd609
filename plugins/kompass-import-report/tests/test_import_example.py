"""The report that is shipped, as the documentation and the other tests rely on it."""

import re
from fractions import Fraction

from kompass_spec.model import TOTAL, FindingKind, Quantity


def test_it_has_the_shapes_of_the_layout(example):
    lines = example.split("\n")
    assert sum(re.match(r"[1-8]\.\d\t", line) is not None and line.count("\t") == 4 for line in lines) == 45
    assert lines.count("Rubriker\tPoäng") == 8
    assert lines.count("Rubriker\t2015\t2013") == 6
    assert lines.count("Rubriker\t2015\t2014") == 2
    assert "\t\t<b>74</b>\t<b>100</b>\t<b>74%</b>" in lines
    assert all(
        re.search(rf"(?m)^{row}$", example) for row in (r"1\.2\t.*\t17\t20\t84%", r"6\.2\t.*\t11\t20\t55%")
    )


def test_it_is_read_as_three_evaluations(read, example):
    newest, middle, oldest = read(example).assessments
    assert [
        (assessment.edition, assessment.year, assessment.organisation.code)
        for assessment in (newest, middle, oldest)
    ] == [
        ("se-2016", 2017, "2284"),
        ("se-2010", 2015, "2284"),
        ("se-2010", 2013, "2284"),
    ]
    assert oldest.year_inferred
    assert (
        oldest.year_reason == "The sections of areas 6 and 7 head this column 2014; the other 6 head it 2013."
    )
    assert [seen.value for seen in middle.observed(TOTAL, Quantity.POINTS)] == [551]
    assert {seen.value for seen in oldest.observed(TOTAL, Quantity.POINTS)} == {441}
    assert [seen.value for seen in middle.observed(TOTAL, Quantity.REFERENCE)] == [460]


def test_every_area_has_findings_of_both_kinds(read, example):
    newest, middle, oldest = read(example).assessments
    for kind in FindingKind:
        for code in "12345678":
            assert sum(finding.area == code and finding.kind is kind for finding in newest.findings) >= 2
            assert sum(finding.area == code and finding.kind is kind for finding in middle.findings) >= 1
    assert not oldest.findings


def test_what_running_text_repeats_of_its_table_needs_no_warning(read, example):
    assert "48 poäng till 68" in example
    assert not read(example).warnings


def test_what_running_text_says_else_than_its_table_is_said(read, example):
    (warning,) = read(example.replace("48 poäng till 68", "47 poäng till 68")).warnings
    line = next(number for number, text in enumerate(example.split("\n"), 1) if "48 poäng till 68" in text)
    assert (warning.code, warning.line) == ("differs-from-table", line)
    assert "prints 47" in warning.message
    assert "68 (2015), 48 (2013)" in warning.message


def test_the_same_report_gives_the_same_result(read, example):
    """Law 6: "The same input gives the same bytes: no clock, locale, hash order or path leaks into an
    output.\"
    """
    assert read(example) == read(example)


def test_figures_are_exact(read, example):
    for assessment in read(example).assessments:
        for seen in assessment.observations:
            assert isinstance(seen.value, Fraction)
            assert isinstance(seen.precision, Fraction)
            assert seen.line is not None
