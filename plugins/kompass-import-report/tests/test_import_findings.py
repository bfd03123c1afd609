"""Strengths and improvement areas: every item of a list, in whatever way a format marks and breaks it."""

import pytest

from kompass_spec.model import FindingKind

TABLE = """## 4 Översikt av poängfördelning

Område\tPoäng
Offentlighet och demokrati\t61
Brukarfokus, tillgänglighet och bemötande\t60
Politisk styrning och kontroll\t73
Resultat och effektivitet\t68
Ständiga förbättringar\t65"""
TITLE = "# Kommunkompassen i Mora kommun 2018"


def report(strengths, title="### Styrkor"):
    parts = [TITLE, "## Område 5 Resultat och effektivitet", title, strengths]
    return "\n\n".join([*parts, "### Förbättringsområden", "- Ett område", TABLE])


def strengths(imported):
    return [
        finding.text for finding in imported.assessments[0].findings if finding.kind is FindingKind.STRENGTH
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "- A\n- B\n\nKommunkompassen Mora kommun 2018\n\n- C",
        "- A\n- B\n\nEn mening mellan dem.\n\n- C",
        "- A\n- B\n\n12\n\n- C",
        "- A\n- B\n12\n- C",
        "12\n\n- A\n- B\n- C",
        "Kommunkompassen Mora kommun 2018\n\n- A\n- B\n- C",
        "o\tA\no\tB\no\tC",
        "1.\tA\n2.\tB\n3.\tC",
        "1. A\n2. B\n3. C",
        "a) A\nb) B\nc) C",
        "Kommunen har följande styrkor:\n\n- A\n- B\n- C",
    ],
)
def test_items_are_found_behind_what_interrupts_and_marks_them(read, lines):
    imported = read(report(lines))
    assert strengths(imported) == ["A", "B", "C"]
    assert [finding.kind for finding in imported.assessments[0].findings][3:] == [FindingKind.IMPROVEMENT]


def test_the_name_of_the_report_on_every_page_is_no_part_of_an_item(read):
    name = "Kommunkompassen Mora kommun 2018"
    assert strengths(read(report(f"- A\n{name}\n- B\n{name}\n- C\n{name}"))) == ["A", "B", "C"]


def test_a_tab_in_an_item_is_a_space(read):
    assert strengths(read(report("- A\tmed mera\n- B"))) == ["A med mera", "B"]


@pytest.mark.parametrize(
    "lines",
    [
        "- Söker egna\n  förbättringsområden\n- B",
        "- Söker egna\nförbättringsområden\n- B",
        "- Söker egna\n  Förbättringsområden\n- B",
    ],
)
def test_the_rest_of_an_item_is_no_title(read, lines):
    wrapped, last = strengths(read(report(lines)))
    assert wrapped.casefold() == "söker egna förbättringsområden"
    assert last == "B"


def test_the_rest_of_an_item_begins_no_chapter(read):
    assert strengths(read(report("- Bra\n  sammanfattning\n- B"))) == ["Bra sammanfattning", "B"]


@pytest.mark.parametrize("title", ["", "### Allmänt\n\nNågot om kommunen."])
def test_a_list_below_no_title_is_warned_of(read, title):
    imported = read(report("- A\n- B", title))
    assert strengths(imported) == []
    (warning,) = imported.warnings
    assert warning.code == "finding-without-title"
    assert "lines" in warning.message


def test_what_has_happened_since_is_no_list_of_findings(read):
    imported = read(report("- A\n- B", "### Vad har hänt efter 2013?"))
    assert strengths(imported) == []
    assert not imported.warnings
