"""A row with a fault is warned of by its line, and nothing that stands there is taken for another item's."""

import pytest

from kompass_spec.model import Quantity

AREAS = """# Kommunkompassen i Lunds kommun 2017

| Område | Poäng |
|---|---|
| Offentlighet och demokrati | 71 |
{row}
| Politisk styrning och kontroll | 66 |
"""
QUESTIONS = """# Kommunkompassen i Lunds kommun 2017

8.\tKommunen som samhällsbyggare\tUppnått\tMax\tProcent
8.6\tArbetar kommunen med miljöfrågor?\t12\t15\t83%
{row}
\t\t77\t100\t77%
"""


def test_labels_in_one_cell_beside_the_name_of_an_area_are_parted(read):
    """So a head is read that stands alone at the foot of a page."""
    text = QUESTIONS.format(row="8.7\tHur främjas social hållbarhet?\t6\t15\t40%")
    together = text.replace("Uppnått\tMax\tProcent", "Uppnått Max Procent")
    assert together != text
    apart, joined = (read(content, edition="se-2016") for content in (text, together))
    assert (joined.warnings, joined.assessments[0].observations) == ((), apart.assessments[0].observations)


@pytest.mark.parametrize(
    "row",
    [
        "| Brukarfokus, tillgänglighet och bemötande |",
        "| Brukarfokus, tillgänglighet och bemötande | |",
        "| Brukarfokus, tillgänglighet och bemötande | oklart |",
    ],
)
def test_a_row_of_an_area_without_a_figure_is_said_and_ends_no_table(read, row):
    imported = read(AREAS.format(row=row), edition="se-2016")
    assert [warning.line for warning in imported.warnings] == [6]
    assert [seen.item for seen in imported.assessments[0].observations] == ["1", "3"]


def test_the_last_row_of_a_table_is_said_too(read):
    text = AREAS.format(row="| Brukarfokus, tillgänglighet och bemötande | 58 |").replace(" 66 |", " |")
    assert [warning.line for warning in read(text, edition="se-2016").warnings] == [7]


def test_a_question_without_figures_takes_none_of_the_sum_below_it(read):
    """It took the 77 points of its area for its own, and the area had none."""
    imported = read(QUESTIONS.format(row="8.7\tHur främjas social hållbarhet?"), edition="se-2016")
    assert [warning.line for warning in imported.warnings] == [5]
    (assessment,) = imported.assessments
    points = {one.item: one.value for one in assessment.observations if one.quantity is Quantity.POINTS}
    assert points == {"8.6": 12, "8": 77}


def test_a_question_whose_text_goes_on_in_another_row_has_the_figures_there(read):
    row = "8.7\tHur främjas\nsocial hållbarhet?\t\t6\t15\t40%"
    (assessment,) = read(QUESTIONS.format(row=row), edition="se-2016").assessments
    points = {one.item: one.value for one in assessment.observations if one.quantity is Quantity.POINTS}
    assert points == {"8.6": 12, "8.7": 6, "8": 77}


def test_words_below_a_head_of_figures_are_said_beside_other_figures(read):
    row = "8.7\tHur främjas social hållbarhet?\toklart\t15\t40%"
    imported = read(QUESTIONS.format(row=row), edition="se-2016")
    (warning,) = imported.warnings
    assert (warning.code, warning.line) == ("unread-figure", 5)
    assert "'oklart' below 'Uppnått'" in warning.message


def test_a_dash_or_a_word_for_missing_is_no_fault(read):
    for mark in ("–", "saknas"):
        row = f"8.7\tHur främjas social hållbarhet?\t{mark}\t15\t40%"
        assert read(QUESTIONS.format(row=row), edition="se-2016").warnings == ()
