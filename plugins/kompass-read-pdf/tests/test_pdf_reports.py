"""Generated reports, set by real tools and read back, give what their text gives."""

from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings, strategies as st

from kompass_spec import import_document, load_registry
from kompass_testing.printed_reports import printed_reports

DOCUMENTS = ("typst-ruled", "typst-open", "typst-middle", "typst-columns-ruled", "reportlab-ruled")
OFFICE = ("chromium-ruled", "chromium-plain", "office-plain")


@cache
def registry():
    return load_registry()


def reports():
    return printed_reports(registry()["se-2016"])


def figures(file, content):
    imported = import_document(file, content, registry=registry(), edition="se-2016")
    return [
        (one.year, Counter((seen.item, seen.quantity, seen.value) for seen in one.observations))
        for one in imported.assessments
    ]


def check(ways, text, way):
    assert figures(f"{way}.pdf", ways.WAYS[way](ways.parts_of(text))) == figures("report.md", text.encode())


@pytest.mark.documents
@settings(max_examples=10)
@given(report=st.deferred(reports), way=st.sampled_from(DOCUMENTS))
def test_a_report_that_was_typeset_reads_as_its_text_does(ways, report, way):
    """The same figures in each container give equal assessments but for places."""
    pytest.importorskip("typst")
    pytest.importorskip("reportlab")
    check(ways, report.text, way)


@pytest.mark.office
@settings(max_examples=4)
@given(report=st.deferred(reports), way=st.sampled_from(OFFICE))
def test_a_report_that_was_printed_reads_as_its_text_does(ways, report, way):
    """The same figures in each container give equal assessments but for places."""
    check(ways, report.text, way)
