"""The real report as PDF gives what its Markdown gives, however it was set."""

import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from kompass_spec import FindingKind, Quantity, import_document, load_registry

pytestmark = pytest.mark.slow

SAMPLE = "ornskoldsvik-2017-report.md"
CHROMIUM = [
    "chromium-ruled",
    "chromium-plain",
    "chromium-head",
    "chromium-striped",
    "chromium-columns",
    "chromium-columns-plain",
    "chromium-landscape",
]
OFFICE = ["office-ruled", "office-plain", "office-landscape"]
DOCUMENTS = [
    "typst-ruled",
    "typst-open",
    "typst-book",
    "typst-columns",
    "typst-columns-ruled",
    "typst-landscape",
    "typst-middle",
    "typst-sideways",
    "reportlab-ruled",
    "reportlab-open",
]


@cache
def registry():
    return load_registry()


def read(file, content):
    return import_document(file, content, registry=registry())


def summary(assessment):
    """Return what an assessment says, but for where it stands."""
    return {
        "who": (assessment.organisation.code, assessment.edition, assessment.year, assessment.period),
        "figures": Counter((one.item, one.quantity, one.value) for one in assessment.observations),
        "findings": Counter((one.kind, one.area) for one in assessment.findings),
        "evaluators": assessment.evaluators,
        "headings": Counter((one.code, one.area) for one in assessment.headings),
        "comparability": len(assessment.comparability),
    }


def differences(file, content, wanted):
    """Return what of each assessment is not as wanted, with the warnings, for whoever looks why."""
    imported = read(file, content)
    found = [summary(one) for one in imported.assessments]
    wanted = [summary(one) for one in wanted.assessments]
    if len(found) != len(wanted):
        return [len(found), *map(str, imported.warnings)]
    parts = [
        (one["who"], key, one[key], other[key])
        for one, other in zip(found, wanted, strict=True)
        for key in one
    ]
    wrong = [(who, key, seen, true) for who, key, seen, true in parts if seen != true]
    return [*wrong, *map(str, imported.warnings)] if wrong else []


@pytest.fixture(scope="module")
def markdown(sample):
    path = sample(SAMPLE)
    return read(path.name, path.read_bytes())


@pytest.fixture(scope="module")
def parts(sample, ways):
    return ways.parts_of(sample(SAMPLE).read_text("utf-8"))


@pytest.mark.parametrize("producer", ["office", pytest.param("browser", marks=pytest.mark.slow)])
def test_the_documents_of_the_sample_give_what_its_text_gives(sample, markdown, producer):
    path = sample(f"documents/ornskoldsvik-2017-{producer}.pdf")
    assert differences(path.name, path.read_bytes(), markdown) == []


@pytest.mark.slow
def test_the_figures_of_the_sample_are_all_there_with_their_pages(sample):
    path = sample("documents/ornskoldsvik-2017-office.pdf")
    newest, middle, oldest = read(path.name, path.read_bytes()).assessments
    questions = Counter(one.quantity for one in newest.observations if "." in one.item)
    assert questions == {Quantity.POINTS: 45, Quantity.MAX: 45, Quantity.PERCENT: 45}
    assert len({one.item for one in newest.observations if len(one.item) == 1}) == 8
    for assessment, wanted in ((newest, (62, 48)), (middle, (54, 35))):
        kinds = Counter(one.kind for one in assessment.findings)
        assert (kinds[FindingKind.STRENGTH], kinds[FindingKind.IMPROVEMENT]) == wanted
    assert [551 in totals(middle), 441 in totals(oldest)] == [True, True]
    assert all(
        one.page is not None and 1 <= one.page <= 27 for one in (*newest.observations, *newest.findings)
    )


def totals(assessment):
    return {one.value for one in assessment.observations if one.item == "total"}


@pytest.mark.office
@pytest.mark.parametrize("way", [*CHROMIUM, *OFFICE])
def test_printed_by_a_browser_or_an_office_program_it_reads_alike(ways, parts, markdown, way):
    assert differences(f"{way}.pdf", ways.WAYS[way](parts), markdown) == []


@pytest.mark.office
@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_other_documents_of_it_printed_by_an_office_program_read_alike(ways, sample, markdown, ending):
    path = sample(f"documents/ornskoldsvik-2017.{ending}")
    assert differences("report.pdf", ways.with_office(path.read_bytes(), f".{ending}"), markdown) == []


@pytest.mark.office
def test_a_web_page_of_it_printed_by_a_browser_reads_alike(ways, sample, markdown):
    page = sample("documents/ornskoldsvik-2017-cms.html").read_text("utf-8")
    assert differences("page.pdf", ways.with_chromium(page), markdown) == []


@pytest.mark.documents
@pytest.mark.parametrize("way", DOCUMENTS)
def test_set_by_a_typesetter_it_reads_alike(ways, parts, markdown, way):
    pytest.importorskip("typst")
    pytest.importorskip("reportlab")
    assert differences(f"{way}.pdf", ways.WAYS[way](parts), markdown) == []


@pytest.mark.benchmark
def test_27_pages_of_it_are_read_in_two_seconds(sample):
    path = sample("documents/ornskoldsvik-2017-office.pdf")
    content = Path(path).read_bytes()
    read(path.name, content)
    taken = []
    for _ in range(3):
        begun = time.process_time()
        read(path.name, content)
        taken.append(time.process_time() - begun)
    assert min(taken) < 2
