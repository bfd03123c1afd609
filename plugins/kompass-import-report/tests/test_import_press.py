"""A press release is read with its edition, and without it the refusal says what is true and what helps."""

import pytest

from kompass_spec import InputError
from kompass_spec.model import TOTAL, Quantity

AREAS = "Politisk styrning och kontroll, Ständiga förbättringar och Offentlighet och demokrati"


@pytest.mark.parametrize(
    ("text", "edition", "year", "total"),
    [
        ("Kommunkompassen 2018\n\nLunds kommun fick 497 poäng av SKL.", "se-2016", 2018, 497),
        ("# Kommunkompassen i Lunds kommun\n\n2018 fick kommunen 497 poäng.", "se-2016", 2018, 497),
        (
            "# Lund i Kommunkompassen\n\nLund höjer sitt resultat från 445 (2016) till 497.",
            "se-2016",
            None,
            497,
        ),
        (
            "# Lund i Kommunkompassen\n\nLund gick från 445 poäng 2016 till 497 poäng 2018.",
            "se-2016",
            2018,
            497,
        ),
        ("Kommunekompasset 2017\n\nRøros kommune skårer 497 poeng.", "no-2010", 2017, 497),
        ("# Kommunekompasset i Hareid kommune\n\nI 2019 fekk kommunen 254 poeng.", "no-2010", 2019, 254),
        (
            "# Kommunkompasset i Kolding Kommune 2010\n\nKolding Kommune opnåede 254 point.",
            "dk-2009",
            2010,
            254,
        ),
        (
            f"# Kommunkompassen i Lunds kommun 2018\n\nKommunen fick 497 poäng. Bäst: {AREAS}.",
            None,
            2018,
            497,
        ),
    ],
)
def test_the_total_of_a_press_release_is_read(read, text, edition, year, total):
    (assessment,) = read(text, edition=edition).assessments
    assert assessment.year == year
    assert [seen.value for seen in assessment.observed(TOTAL, Quantity.POINTS)] == [total]


def refusal(read, text, edition=None):
    with pytest.raises(InputError) as caught:
        read(text, edition=edition)
    return caught.value.problems


def test_a_refusal_quotes_the_total_and_asks_for_the_edition(read):
    text = "Kommunkompassen 2018\n\nLunds kommun fick 497 poäng av SKL."
    problem = refusal(read, text)[0]
    assert "names Kommunkompassen and no area" in problem.message
    assert "the total on line 3 ('497 poäng')" in problem.message
    assert problem.message.endswith("Say it with `edition=ID`.")
    # What it asks for is what helps.
    assert read(text, edition="se-2016").assessments


def test_a_refusal_counts_the_areas_that_running_text_names(read):
    text = "Kommunkompassen 2018\n\nBäst: Ständiga förbättringar och Politisk styrning och kontroll."
    problem = refusal(read, text)[0]
    assert "names Kommunkompassen and 2 areas" in problem.message
    assert "'Totalt: 497 poäng'" in problem.message


def test_a_refusal_names_the_numbers_that_are_not_read(read):
    text = "Kommunkompassen 2018\n\nLunds kommun siktar på 550 poäng."
    first, *others = refusal(read, text, "se-2016")
    assert "no total" in first.message
    assert any("550" in other.message and other.line == 3 for other in others)


def test_the_line_that_a_refusal_asks_for_is_read(read):
    (assessment,) = read(
        "Kommunkompassen i Lunds kommun 2018\n\nTotalt: 497 poäng", edition="se-2016"
    ).assessments
    assert [seen.value for seen in assessment.observed(TOTAL, Quantity.POINTS)] == [497]
