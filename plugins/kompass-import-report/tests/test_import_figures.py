"""Figures that are odd, wrong or unclear: kept as printed or warned of, never guessed and never lost."""

import re
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from kompass_import_report.columns import read_column
from kompass_import_report.figures import read_figure
from kompass_spec.model import TOTAL, Quantity

AREAS = {
    "1": "Offentlighet och demokrati",
    "2": "Tillgänglighet och brukarorientering",
    "3": "Politisk styrning och kontroll",
    "4": "Ledarskap, ansvar och delegation",
    "5": "Resultat och effektivitet",
    "6": "Kommunen som arbetsgivare - personalpolitik",
    "7": "Verksamhetsutveckling",
    "8": "Kommunen som samhällsbyggare",
}


def page(rows, head="", title="Kommunkompassen i Grästorps kommun 2014"):
    return "\n".join([title, "", *([head] if head else []), *rows])


def values(assessment, quantity, code):
    return [seen.value for seen in assessment.observed(code, quantity)]


@given(
    whole=st.integers(0, 10**6),
    decimals=st.text("0123456789", max_size=4),
    mark=st.sampled_from(",."),
    sign=st.sampled_from(["", "-", "−"]),
)
def test_a_figure_keeps_its_value_and_its_precision(whole, decimals, mark, sign):
    text = f"{sign}{whole}" + (f"{mark}{decimals}" if decimals else "")
    printed = read_figure(text)
    value = Fraction(f"{whole}.{decimals or 0}")
    assert printed.value == (-value if sign else value)
    assert printed.precision == Fraction(1, 10 ** len(decimals))


@pytest.mark.parametrize(
    ("printed", "points", "precision"),
    [
        ("27", 27, 1),
        ("16,8", Fraction(84, 5), Fraction(1, 10)),
        ("16.8", Fraction(84, 5), Fraction(1, 10)),
        ("<b>17</b>", 17, 1),
        ("17 p", 17, 1),
    ],
)
def test_points_are_kept_as_printed(read, example, printed, points, precision):
    text = example.replace("\t17\t20\t84%", f"\t{printed}\t20\t184,0 %")
    newest = read(text).assessments[0]
    (seen,) = newest.observed("1.2", Quantity.POINTS)
    assert (seen.value, seen.precision) == (points, precision)
    (percent,) = newest.observed("1.2", Quantity.PERCENT)
    assert (percent.value, percent.precision) == (184, Fraction(1, 10))


@pytest.mark.parametrize("printed", ["-17", "−17"])
def test_points_below_zero_are_named_and_not_read(read, example, printed):
    imported = read(example.replace("\t17\t20\t84%", f"\t{printed}\t20\t84%"))
    assert not list(imported.assessments[0].observed("1.2", Quantity.POINTS))
    (warning,) = [warning for warning in imported.warnings if warning.code == "unread-figure"]
    assert printed in warning.message


@pytest.mark.parametrize("cell", ["", "-", "–", "saknas"])
def test_an_empty_cell_is_no_figure(read, example, cell):
    imported = read(example.replace("\t17\t20\t84%", f"\t{cell}\t20\t84%"))
    newest = imported.assessments[0]
    assert values(newest, Quantity.POINTS, "1.2") == []
    assert values(newest, Quantity.MAX, "1.2") == [20]
    assert not imported.warnings


def test_a_missing_column_is_simply_absent(read, example):
    lines = [line.rpartition("\t")[0] if line.count("\t") == 4 else line for line in example.split("\n")]
    imported = read("\n".join(lines))
    newest = imported.assessments[0]
    assert not [seen for seen in newest.observations if seen.quantity is Quantity.PERCENT]
    assert sum(seen.quantity is Quantity.MAX for seen in newest.observations) == 53
    assert not imported.warnings


def test_a_cell_that_cannot_be_read_is_warned_of(read, example):
    imported = read(example.replace("\t17\t20\t84%", "\t1?7\t20\t84%"))
    assert "unread-figure" in {warning.code for warning in imported.warnings}
    assert values(imported.assessments[0], Quantity.POINTS, "1.2") == []


def test_a_question_printed_twice_is_kept_twice(read, example):
    lines = example.split("\n")
    (index,) = [number for number, line in enumerate(lines) if line.startswith("1.2\t")]
    lines.insert(index + 1, lines[index].replace("\t17\t", "\t9\t"))
    imported = read("\n".join(lines))
    assert values(imported.assessments[0], Quantity.POINTS, "1.2") == [17, 9]
    (warning,) = [warning for warning in imported.warnings if warning.code == "printed-twice"]
    assert f"lines {index + 1} and {index + 2}" in warning.message


def test_a_question_that_the_edition_lacks_is_warned_of(read, example):
    imported = read(example.replace("1.5\tEtik", "1.9\tEtik"))
    newest = imported.assessments[0]
    assert not [seen for seen in newest.observations if seen.item in {"1.5", "1.9"}]
    (warning,) = [warning for warning in imported.warnings if warning.code == "unknown-item"]
    assert "1.9" in warning.message
    assert example.split("\n")[warning.line - 1].startswith("1.5\t")


def test_another_question_under_a_code_is_not_read(read, example):
    imported = read(
        example.replace("1.2\tInformerar invånarna om aktuella frågor i politiken?", "1.2\tBefolkning 2015")
    )
    assert values(imported.assessments[0], Quantity.POINTS, "1.2") == []
    assert "other-question" in {warning.code for warning in imported.warnings}


def test_an_unknown_column_is_warned_of_once(read, example):
    imported = read(example.replace("<b>Procent</b>", "<b>Kvot</b>").replace("%", ""))
    newest = imported.assessments[0]
    assert not [seen for seen in newest.observations if seen.quantity is Quantity.PERCENT]
    unknown = [warning for warning in imported.warnings if warning.code == "unknown-column"]
    (warning,) = unknown
    assert "'Kvot'" in warning.message


def test_rows_without_a_head_are_warned_of(read, example):
    text = re.sub(r"(?m)^<b>\d\.</b>\t.*$", "", example)
    imported = read(text)
    assert not [seen for seen in imported.assessments[0].observations if "." in seen.item]
    rows = [line for line in text.splitlines() if re.match(r"\d\.\d\t", line)]
    told = " ".join(warning.message for warning in imported.warnings if warning.code == "unplaced-figures")
    assert len(rows) == 45
    assert all(", ".join(re.split(r"\t", row)[2:]) in told for row in rows)


def test_a_row_with_too_few_cells_is_not_guessed(read, example):
    imported = read(example.replace("?\t11\t15\t75%", "?\t11\t75%"))
    assert values(imported.assessments[0], Quantity.POINTS, "1.1") == []
    line = next(number for number, text in enumerate(example.split("\n"), 1) if text.startswith("1.1\t"))
    assert imported.warnings[0].line == line
    assert "2 figures" in imported.warnings[0].message


def test_the_text_of_a_question_may_go_on_in_another_row(read, example):
    text = example.replace("service och tjänster?\t13", "service\n\toch tjänster?\t13")
    (seen,) = read(text).assessments[0].observed("2.3", Quantity.POINTS)
    assert seen.value == 13
    assert text.split("\n")[seen.line - 1].startswith("\toch")


@pytest.mark.parametrize(
    "row",
    [
        "{code}. {name} {value}",
        "{name}: {value}",
        "• {name} {value} poäng",
        "{name}\t{value}",
        "| {code} | {name} | {value} |",
    ],
)
def test_a_list_of_areas(read, row):
    rows = [row.format(code=code, name=name, value=60 + int(code)) for code, name in AREAS.items()]
    (assessment,) = read(page(rows)).assessments
    assert [values(assessment, Quantity.POINTS, code) for code in AREAS] == [[61 + n] for n in range(8)]
    assert (assessment.edition, assessment.year, assessment.organisation.code) == ("se-2010", 2014, "1444")


def test_a_sign_in_brackets_is_a_change(read):
    rows = [f"{name}: 68 (+1{code})" for code, name in AREAS.items()]
    (assessment,) = read(page(rows)).assessments
    assert values(assessment, Quantity.CHANGE, "3") == [13]
    rows = [f"{name}: 68 poäng (-{code} sedan 2012)" for code, name in AREAS.items()]
    (assessment,) = read(page(rows)).assessments
    assert [(seen.value, seen.label) for seen in assessment.observed("3", Quantity.CHANGE)] == [
        (-3, "-3 sedan 2012")
    ]


def test_a_mean_in_brackets_is_a_reference_where_a_head_says_so(read):
    rows = [f"{name}\t73 (6{code})" for code, name in AREAS.items()]
    (assessment,) = read(page(rows, head="Område\tPoäng (medelvärde)")).assessments
    assert values(assessment, Quantity.POINTS, "3") == [73]
    assert values(assessment, Quantity.REFERENCE, "3") == [63]
    explained = page(rows, head="Inom parentes visas medelvärdet i landet.\n")
    (assessment,) = read(explained).assessments
    assert values(assessment, Quantity.REFERENCE, "3") == [63]


def test_figures_in_brackets_are_not_guessed(read):
    imported = read(page([f"{name}: 73 (6{code})" for code, name in AREAS.items()]))
    (assessment,) = imported.assessments
    assert values(assessment, Quantity.POINTS, "3") == [73]
    assert {seen.quantity for seen in assessment.observations} == {Quantity.POINTS}
    (warning,) = [warning for warning in imported.warnings if warning.code == "unclear-figure"]
    assert all(f"(6{code})" in warning.message for code in AREAS)


TWO_YEARS = "Område\t2012\t2014\tNationellt medelvärde"


def two_years(code, name):
    return f"{name}\t5{code}\t6{code}\t70"


def test_columns_of_two_years_and_a_mean(read):
    rows = [two_years(code, name) for code, name in AREAS.items()] + ["Totalt\t436\t516\t560"]
    newest, older = read(page(rows, head=TWO_YEARS)).assessments
    assert (newest.year, older.year) == (2014, 2012)
    assert (values(newest, Quantity.POINTS, "3"), values(older, Quantity.POINTS, "3")) == ([63], [53])
    assert (values(newest, Quantity.POINTS, TOTAL), values(older, Quantity.POINTS, TOTAL)) == ([516], [436])
    assert values(newest, Quantity.REFERENCE, "3") == [70]
    assert values(newest, Quantity.REFERENCE, TOTAL) == [560]


def test_a_table_flattened_to_one_cell_per_line(read):
    rows = [two_years(code, name) for code, name in AREAS.items()] + ["Totalt\t436\t516\t560"]
    flat = page(rows, head=TWO_YEARS).replace("\t", "\n")
    wide = read(page(rows, head=TWO_YEARS)).assessments
    strip = [
        [
            sorted(
                (seen.item, seen.quantity.value, seen.value, seen.label) for seen in assessment.observations
            )
            for assessment in many
        ]
        for many in (wide, read(flat).assessments)
    ]
    assert strip[0] == strip[1]


def test_a_flattened_table_without_heads_is_not_guessed(read):
    rows = [two_years(code, name) for code, name in AREAS.items()]
    text = page(rows).replace("\t", "\n") + "\n\n" + page([f"{name}: 60" for name in AREAS.values()])
    imported = read(text)
    assert {seen.value for assessment in imported.assessments for seen in assessment.observations} == {60}
    (warning,) = [warning for warning in imported.warnings if warning.code == "unclear-table"]
    assert (warning.line, "lines 3 to 34" in warning.message) == (3, True)


def test_points_of_a_maximum_in_one_cell(read):
    (assessment,) = read(page([f"{name}\t7{code}/100" for code, name in AREAS.items()])).assessments
    assert values(assessment, Quantity.POINTS, "3") == [73]
    assert values(assessment, Quantity.MAX, "3") == [100]


def test_a_number_of_another_area_gives_way_to_the_name(read):
    rows = [f"{(int(code) % 8) + 1}. {name} 6{code}" for code, name in AREAS.items()]
    imported = read(page(rows), edition="se-2010")
    assert values(imported.assessments[0], Quantity.POINTS, "3") == [63]
    assert sum(warning.code == "other-number" for warning in imported.warnings) == 8


def test_points_in_a_picture_are_missed(read, example):
    text = re.sub(r"(?m)^(<ul.*</ul>)\t.*$", r"\1", example)
    imported = read(text)
    assert len(imported.assessments[0].headings) == 44
    assert sum(warning.code == "no-figures" for warning in imported.warnings) == 16


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_cells_that_are_missing_at_the_end_of_a_row_are_empty(read, example, mark):
    (row,) = re.findall(r"(?m)^6\.2\t.*$", example)
    short = row.removesuffix("\t55%").replace("\t", mark)
    imported = read(example.replace(row, f"| {short} |" if "|" in mark else short))
    newest = imported.assessments[0]
    assert values(newest, Quantity.POINTS, "6.2") == [11]
    assert values(newest, Quantity.MAX, "6.2") == [20]
    assert values(newest, Quantity.PERCENT, "6.2") == []
    assert not imported.warnings


@pytest.mark.parametrize("rest", ["\t20", "\t11", "\t20\t55%", "\t11\t55"])
def test_a_short_row_whose_maximum_is_not_certain_is_not_guessed(read, example, rest):
    (row,) = re.findall(r"(?m)^6\.2\t.*$", example)
    imported = read(example.replace(row, row.removesuffix("\t11\t20\t55%") + rest))
    assert not [seen for seen in imported.assessments[0].observations if seen.item == "6.2"]
    assert "unplaced-figures" in {warning.code for warning in imported.warnings}


def test_a_short_row_whose_cells_only_spaces_part_keeps_its_maximum(read, example):
    rows = [re.sub("\t+", " ", line) if line.count("\t") == 4 else line for line in example.split("\n")]
    imported = read(
        "\n".join(line.removesuffix(" 55%") if line.startswith("6.2 ") else line for line in rows)
    )
    newest = imported.assessments[0]
    assert values(newest, Quantity.POINTS, "6.2") == [11]
    assert values(newest, Quantity.MAX, "6.2") == [20]


def test_a_figure_with_the_year_of_comparison_in_its_bracket_begins_no_table(read):
    rows = [f"| {name} | 6{code} poeng (+1{code} frå 2012) |" for code, name in AREAS.items()]
    imported = read(page(rows, head="| Område | Poeng |\n|---|---|"))
    (assessment,) = imported.assessments
    assert assessment.year == 2014
    assert [values(assessment, Quantity.POINTS, code) for code in AREAS] == [[61 + n] for n in range(8)]
    assert values(assessment, Quantity.CHANGE, "8") == [18]
    assert not imported.warnings


@pytest.mark.parametrize("head", ["Poäng 2014 (2012)", "Poäng 2014 (poäng 2012)", "2014 (2012)"])
def test_points_in_brackets_are_of_the_year_in_the_brackets_of_the_head(read, head):
    rows = [f"{name}\t6{code} (5{code})" for code, name in AREAS.items()]
    imported = read(page(rows, head=f"Område\t{head}", title="Kommunkompassen i Grästorps kommun"))
    newest, older = imported.assessments
    assert (newest.year, older.year) == (2014, 2012)
    assert values(newest, Quantity.POINTS, "3") == [63]
    assert values(older, Quantity.POINTS, "3") == [53]
    assert not imported.warnings


@pytest.mark.parametrize("head", ["Poäng (poäng)", "Poäng 2014 (poäng)", "2014 (2014)"])
def test_points_in_brackets_of_no_other_year_are_not_guessed(read, head):
    rows = [f"{name}\t6{code} (5{code})" for code, name in AREAS.items()]
    imported = read(page(rows, head=f"Område\t{head}"))
    (assessment,) = imported.assessments
    assert values(assessment, Quantity.POINTS, "3") == [63]
    (warning,) = imported.warnings
    assert warning.code == "unclear-figure"
    assert all(f"(5{code})" in warning.message for code in AREAS)


def test_two_figures_of_one_year_on_one_line_are_warned_of(read):
    rows = [f"{name}\t6{code}\t5{code}" for code, name in AREAS.items()]
    imported = read(page(rows, head="Område\t2014\t2014"))
    (assessment,) = imported.assessments
    assert values(assessment, Quantity.POINTS, "3") == [63, 53]
    assert [warning.code for warning in imported.warnings] == ["printed-twice"] * 8
    assert "area 1 for one year, 61 and 51" in imported.warnings[0].message


@pytest.mark.parametrize(
    ("head", "quantity"),
    [
        ("År 2014", Quantity.POINTS),
        ("KK 2014", Quantity.POINTS),
        ("Kommunkompassen 2014", Quantity.POINTS),
        ("Uppnådd poäng", Quantity.POINTS),
        ("Erhållet", Quantity.POINTS),
        ("Procent av maxpoäng", Quantity.PERCENT),
        ("Örebro 2014", None),
    ],
)
def test_heads_of_columns(head, quantity):
    assert read_column(head, 1).quantity is quantity
