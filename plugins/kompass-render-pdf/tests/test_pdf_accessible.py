"""An independent judge reads every file by the rules of PDF/UA-1 and PDF/A-2a, and fails broken ones."""

import re

import pytest

from kompass_render_pdf import typesetting
from kompass_spec.plugins.hooks import SHEET_KINDS
from kompass_testing.drawn_sheets import hard_sheet, sample_sheets
from kompass_testing.hostile_sheets import HOSTILE_WORDS, hostile_sheet
from kompass_testing.sheet_samples import everything

pytestmark = pytest.mark.paper

# Compressed data may end in what looks like the end of a line; the judge then takes it for one.
FALSE_ALARM = "PDFA2A-STREAM-LENGTH-001"


@pytest.fixture(scope="module")
def failures():
    page = pytest.importorskip("page")

    def failed(content, profile="ua1"):
        limits = page.SafetyLimits.unlimited()
        report = page.validate_pdf_bytes(content, profile=profile, limits=limits)
        return sorted({failure.rule_id for failure in report.failures} - {FALSE_ALARM})

    return failed


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("kind", SHEET_KINDS)
def test_every_kind_passes(lay_out, failures, kind, profile):
    assert failures(lay_out(everything(kind)), profile) == []


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_sheets_with_drawings_pass(lay_out, failures, profile):
    for sheet in (*sample_sheets(), hard_sheet()):
        assert failures(lay_out(sheet), profile) == [], sheet.kind


@pytest.mark.parametrize("words", HOSTILE_WORDS, ids=range(len(HOSTILE_WORDS)))
def test_hostile_words_pass(lay_out, failures, words):
    assert failures(lay_out(hostile_sheet(words))) == []
    assert failures(lay_out(hostile_sheet(words)), "2a") == []


def test_the_judge_fails_a_file_without_tags(lay_out, failures, monkeypatch):
    monkeypatch.setattr(typesetting, "STANDARDS", [])
    plain = lay_out(everything())
    untagged = re.sub(rb"/MarkInfo<</Marked true", rb"/MarkInfo<</Marked null", plain)
    assert failures(untagged)


@pytest.mark.parametrize(
    ("there", "broken", "rule"),
    [
        (rb"/Alt\(", b"/Xlt(", "PDFUA1-FIGURE-ALTERNATIVE-TEXT"),
        (rb"/Alt<", b"/Xlt<", "PDFUA1-FIGURE-ALTERNATIVE-TEXT"),
        (rb"dc:title", b"dc:titel", "PDFUA1-METADATA-TITLE"),
        (rb"/DisplayDocTitle true", b"/DisplayDocTitle null", ""),
        (rb"/StructTreeRoot \d", b"/StructTreeRoof 9", ""),
        (rb"/TH\b", b"/TX", ""),
    ],
)
def test_the_judge_fails_a_broken_file(lay_out, failures, there, broken, rule):
    content = lay_out(sample_sheets()[0])
    if not re.search(there, content):
        pytest.skip("the file says it in another way")
    found = failures(re.sub(there, broken, content))
    assert any(one.startswith(rule or "PDFUA1") for one in found), found


def test_the_list_of_letters_is_that_of_the_fonts():
    fonts = pytest.importorskip("fontTools.ttLib")
    from kompass_render_pdf.letters import FONTS, family_of  # noqa: PLC0415 - beside what it is held against

    has = {file.stem: set(fonts.TTFont(file).getBestCmap()) for file in FONTS.glob("*.ttf")}
    names = {
        file.stem: fonts.TTFont(file)["name"].getBestFamilyName().removesuffix(" SemiBold")
        for file in FONTS.glob("*.ttf")
    }
    for name, letters in has.items():
        # Every weight has the letters of the others, or a bold word would be set from another font.
        if names[name] == "Open Sans":
            assert letters == has["OpenSans-Regular"]
    for code in range(0x20, 0x1FBFF):
        family = family_of(chr(code))
        assert family is None or any(code in has[name] for name in has if names[name] == family)
