"""A report gives the same assessments in every kind of office file, but for places."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from kompass_spec import ContainerRequest, Registry, import_document, load_plugins, load_registry
from kompass_spec.model import TOTAL, Quantity
from kompass_testing.printed_reports import printed_reports

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared/samples"
EXAMPLE = ROOT / "docs/examples/ornskoldsvik-2017.md"

REPORTS = st.deferred(lambda: printed_reports(load_registry()["se-2016"]))
needs_samples = pytest.mark.skipif(not SHARED.exists(), reason="the samples are not here")


@pytest.fixture(scope="session")
def plugins():
    return load_plugins()


@pytest.fixture(scope="session")
def registry():
    return load_registry()


@pytest.fixture(scope="session")
def read(plugins, registry):
    """Return what an import of a content says, but for places and the names of files."""

    def run(content, name, registry=registry):
        imported = import_document(name, content, registry=registry, plugins=plugins)
        return [told(assessment) for assessment in imported.assessments]

    return run


@pytest.fixture(scope="session")
def text_blocks(plugins):
    """Return the blocks of a text, to write them in other files."""
    (container,) = (one.provided for one in plugins.of_kind("containers") if one.name == "text")

    def run(content):
        return container.read(ContainerRequest(file="report.md", content=content)).blocks

    return run


def told(assessment):
    return {
        "whose": assessment.organisation,
        "edition": assessment.edition,
        "period": assessment.period,
        "figures": sorted((one.item, one.quantity.value, one.value) for one in assessment.observations),
        "omitted": sorted(one.item for one in assessment.not_applicable),
        "headings": sorted((one.area, one.text) for one in assessment.headings),
        "findings": sorted((one.area, one.kind.value, one.text) for one in assessment.findings),
    }


@pytest.fixture(scope="session")
def written(writers, text_blocks):
    """Return a text as files of every kind that a light library writes, by their endings."""

    def run(content):
        blocks = writers.tabled(text_blocks(content))
        return {
            ".docx": writers.docx_of(blocks),
            ".odt": writers.odt_of(blocks),
            ".xlsx": writers.xlsx_of(writers.sheets_of(blocks)),
        }

    return run


def test_the_example_is_read_alike_from_a_workbook(read, writers, text_blocks):
    content = EXAMPLE.read_bytes()
    known = read(content, "report.md")
    assert len(known[0]["figures"]) > 100
    sheets = writers.sheets_of(writers.tabled(text_blocks(content)))
    assert read(writers.xlsx_of(sheets), "report.xlsx") == known


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=REPORTS)
def test_what_a_report_says_is_the_same_in_every_kind_of_file(read, written, report):
    """Law 9: "Import → export → import is the identity for every format that can carry the whole object"."""
    only = Registry.of([report.edition])
    known = read(report.content, "report.md", only)
    assert [len(one["figures"]) for one in known] == [len(report.figures)]
    for ending, other in written(report.content).items():
        assert read(other, f"report{ending}", only) == known, ending


@needs_samples
@pytest.mark.parametrize("ending", [".docx", ".odt"])
def test_the_sample_gives_what_its_text_gives(read, plugins, registry, ending):
    known = read((SHARED / "ornskoldsvik-2017-report.md").read_bytes(), "report.md")
    content = (SHARED / f"documents/ornskoldsvik-2017{ending}").read_bytes()
    assert read(content, f"report{ending}") == known
    assessments = import_document("report", content, registry=registry, plugins=plugins).assessments
    newest, older = assessments[:2]
    questions = {
        (one.item, one.quantity)
        for one in newest.observations
        if "." in one.item and one.quantity in {Quantity.POINTS, Quantity.MAX, Quantity.PERCENT}
    }
    assert len(questions) == 45 * 3
    assert all(one.line for one in newest.observations)
    kinds = [[one.kind.value for one in assessment.findings] for assessment in (newest, older)]
    assert [(found.count("strength"), found.count("improvement")) for found in kinds] == [(62, 48), (54, 35)]
    totals = {one.value for each in assessments for one in each.observations if one.item == "total"}
    assert {551, 441} <= totals


OFFICE = shutil.which("soffice")
PANDOC = shutil.which("pandoc")


@pytest.fixture(scope="session")
def convert(tmp_path_factory):
    """Convert files with LibreOffice, and return the contents of the others in the same order."""
    assert OFFICE, "LibreOffice is not here: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
    profile = tmp_path_factory.mktemp("profile")

    def run(contents, source, target):
        folder = tmp_path_factory.mktemp("files")
        files = [folder / f"{number}.{source}" for number, _ in enumerate(contents)]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        out = folder / "out"
        options = (f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", target)
        subprocess.run(
            [OFFICE, *options, "--outdir", out, *files],
            check=True,
            capture_output=True,
            timeout=300,
            env=os.environ,
        )
        return [next(out.glob(f"{file.stem}.*")).read_bytes() for file in files]

    return run


CHAINS = [
    ("docx", "odt"),
    ("docx", "docx:MS Word 2007 XML"),
    ("docx", "html:HTML (StarWriter)"),
    ("docx", "doc", "docx"),
    ("docx", "rtf", "odt"),
    ("odt", "docx:Office Open XML Text"),
    ("odt", "ott"),
    ("xlsx", "ods"),
    ("xlsx", "xls", "xlsx"),
    ("xlsx", "ods", "xlsx:Calc MS Excel 2007 XML"),
]


@pytest.mark.office
@settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a smaller report would cost minutes to find
    suppress_health_check=[HealthCheck.too_slow],
)
@given(reports=st.lists(REPORTS, min_size=3, max_size=3))
def test_what_a_report_says_is_the_same_from_every_program(read, written, convert, reports):
    """Law 9: "Import → export → import is the identity for every format that can carry the whole object"."""
    only = Registry.of([reports[0].edition])
    known = [read(report.content, "report.md", only) for report in reports]
    files = [written(report.content) for report in reports]
    made = {(source,): [file[f".{source}"] for file in files] for source in ("docx", "odt", "xlsx")}
    for chain in CHAINS:
        for length in range(2, len(chain) + 1):
            before, step = chain[: length - 1], chain[length - 1]
            if chain[:length] not in made:
                made[chain[:length]] = convert(made[before], before[-1].partition(":")[0], step)
        ending = chain[-1].partition(":")[0]
        for content, wanted in zip(made[chain], known, strict=True):
            assert read(content, f"report.{ending}", only) == wanted, chain


@pytest.mark.office
@needs_samples
@pytest.mark.parametrize("source", ["docx", "odt"])
@pytest.mark.parametrize("target", ["docx", "odt", "doc", "rtf"])
def test_the_sample_is_read_alike_from_every_program(read, convert, source, target):
    known = read((SHARED / "ornskoldsvik-2017-report.md").read_bytes(), "report.md")
    content = (SHARED / f"documents/ornskoldsvik-2017.{source}").read_bytes()
    (content,) = convert([content], source, target)
    if target in {"doc", "rtf"}:  # as people save them again, which is what they are told
        (content,) = convert([content], target, source)
    assert read(content, f"report.{target}") == known


@pytest.mark.office
@needs_samples
@pytest.mark.skipif(PANDOC is None, reason="pandoc is not here")
@pytest.mark.parametrize("target", ["docx", "odt", "html"])
def test_the_sample_is_read_alike_from_pandoc(read, tmp_path, target):
    known = read((SHARED / "ornskoldsvik-2017-report.md").read_bytes(), "report.md")
    file = tmp_path / f"report.{target}"
    subprocess.run([PANDOC, SHARED / "documents/ornskoldsvik-2017.docx", "-o", file], check=True, timeout=120)
    assert read(file.read_bytes(), file.name) == known


ODD = Path(__file__).parent / "odd"
"""Documents of LibreOffice that are laid out oddly, of one evaluation each."""
ODD_POINTS = {"1": 54, "2": 61, "3": 67, "4": 49, "5": 63, "6": 58, "7": 70, "8": 72}
NOT_IN_A_PAGE = {"text-box", "tracked-changes"}
"""What LibreOffice writes into a page as a picture, and with what is deleted."""


@pytest.mark.parametrize("file", sorted(ODD.iterdir()), ids=lambda file: file.name)
def test_odd_layouts_are_read_as_they_are(plugins, registry, file):
    imported = import_document(file.name, file.read_bytes(), registry=registry, plugins=plugins)
    assert_is_odd_one(imported, file)


def assert_is_odd_one(imported, file):
    newest = imported.assessments[0]
    assert (newest.organisation.name, newest.year) == ("Lund", 2023), file.name
    points = {
        seen.item: seen.value
        for seen in newest.observations
        if seen.quantity is Quantity.POINTS and seen.item != TOTAL
    }
    hidden = {"3"} if file.stem == "hidden-row" else set()
    assert points == {code: value for code, value in ODD_POINTS.items() if code not in hidden}


@pytest.mark.office
@pytest.mark.parametrize(
    ("source", "targets"), [("fodt", ("docx", "odt", "html")), ("fods", ("xlsx", "ods"))]
)
def test_odd_layouts_are_read_alike_from_every_program(plugins, registry, convert, source, targets):
    files = sorted(ODD.glob(f"*.{source}"))
    for target in targets:
        for file, content in zip(
            files, convert([file.read_bytes() for file in files], source, target), strict=True
        ):
            if target == "html" and file.stem in NOT_IN_A_PAGE:
                continue
            imported = import_document(f"{file.stem}.{target}", content, registry=registry, plugins=plugins)
            assert_is_odd_one(imported, file)
