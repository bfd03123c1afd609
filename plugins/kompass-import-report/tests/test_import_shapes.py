"""Criteria, levels and items that do not apply are read as what they are, and never as points."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st

from kompass_import_report.columns import read_column
from kompass_import_report.levels import read_level
from kompass_import_report.not_applicable import is_not_applicable, split_not_applicable
from kompass_spec import Registry
from kompass_spec.model import TOTAL, Quantity, Text
from kompass_spec.model.problems import InputError
from kompass_testing.printed_reports import printed_reports

AREAS = [
    "Offentlighet och demokrati",
    "Brukarfokus, tillgänglighet och bemötande",
    "Politisk styrning och kontroll",
    "Ledarskap, ansvar och delegation",
    "Resultat och effektivitet",
    "Kommunen som arbetsgivare – personalpolitik",
    "Ständiga förbättringar",
    "Kommunen som samhällsbyggare",
]
TITLE = "Kommunkompassen i Lunds kommun 2018\n\n"
NAMED = TITLE + "\n".join(f"- {name}" for name in AREAS) + "\n\n"


@pytest.fixture(scope="module")
def seen(read, shaped):
    """Read a table on the edition; return what is seen, what does not apply, and the warnings."""

    def run(table, registry=shaped):
        imported = read(NAMED + table, registry=registry, edition="se-2016")
        return [
            (
                {(one.item, one.quantity.value): (one.value, one.label) for one in found.observations},
                {one.item: (one.label, one.line) for one in found.not_applicable},
                [
                    (warning.code, warning.message)
                    for warning in imported.warnings
                    if warning.code != "unknown-organisation"  # a registry of editions knows none
                ],
            )
            for found in imported.assessments
        ]

    return run


def rows(*lines, head="Nr | Fråga | Uppnått | Max", mark="|"):
    """Put rows under a head into a table of Markdown, or into lines with tabs."""
    if mark == "\t":
        return "\n".join(line.replace(" | ", "\t") for line in (head, *lines)) + "\n"
    width = head.count("|") + 1
    return "\n".join([f"| {head} |", "|---" * width + "|", *(f"| {line} |" for line in lines)]) + "\n"


@pytest.mark.parametrize("mark", ["|", "\t"])
def test_rows_of_criteria_are_read_where_the_edition_has_criteria(seen, shaped, mark):
    first = shaped["se-2016"].item("1.1")
    words = first.text.in_language("sv", "sv").words
    table = rows(
        f"1.1 | {words} | 11 | 15",
        "1.1.1 | Det finns en policy | 5 | 5",
        "1.1.2 | Den är beslutad | 2,5 | 5",
        "1.1.3. | Den följs upp | 3 | 5",
        mark=mark,
    )
    ((found, _, warnings),) = seen(table)
    assert [found[code, "points"][0] for code in ("1.1", "1.1.1", "1.1.2", "1.1.3")] == [
        11,
        5,
        Fraction(5, 2),
        3,
    ]
    assert found["1.1.2", "max"][0] == 5
    assert warnings == []


def test_criteria_that_only_spaces_part_and_those_of_one_cell_to_a_line_are_read(seen):
    ((found, _, _),) = seen("Uppnått Max\n1.1.1 Det finns en policy 5 5\n1.1.2 Den är beslutad 3 5\n")
    assert found["1.1.2", "points"][0] == 3
    lines = ["Uppnått", "Max"]
    for number, words in enumerate(("Det finns en policy", "Den är beslutad", "Den följs upp"), 1):
        lines += [f"1.1.{number}", words, str(number), "5"]
    ((found, _, _),) = seen("\n\n".join(lines) + "\n")
    assert [found[f"1.1.{number}", "points"][0] for number in (1, 2, 3)] == [1, 2, 3]


def test_a_criterion_that_no_edition_has_is_warned_of(seen):
    ((found, _, warnings),) = seen(
        rows("1.1.1 | Det finns en policy | 5 | 5", "1.1.9 | Annat | 5 | 5", f"1 | {AREAS[0]} | 70 | 100")
    )
    assert {item for item, _ in found} == {"1.1.1", "1"}
    assert [code for code, _ in warnings] == ["unplaced-table"]


def test_criteria_of_another_edition_are_named_and_not_read(read, shaped, registry):
    text = NAMED + "Offentlighet och demokrati: 70\n\n" + rows("1.1.1 | Det finns en policy | 5 | 5")
    bare = evolve(registry["se-2016"], id="se-2017")
    known = Registry.of([shaped["se-2016"], bare])
    (assessment,) = read(text, registry=known, edition="se-2017").assessments
    assert [one.item for one in assessment.observations] == ["1"]
    warnings = [one.message for one in read(text, registry=known, edition="se-2017").warnings]
    assert any("The criteria of se-2017 are not known" in message for message in warnings)


def test_a_chapter_is_no_criterion(seen):
    ((found, _, _),) = seen("Offentlighet och demokrati: 70\n\n3.1.2 Metod 12\n\n3.1.2\n\nMetod\n")
    assert set(found) == {("1", "points")}


HEADS = [
    "Nivå",
    "Nivå (0–3)",
    "Skala",
    "Skala 0-3",
    "Level",
    "Trinn",
    "Trin",
    "Niveau",
    "Þrep",
    "Uppnådd nivå",
    "Nivå 2018",
]


@pytest.mark.parametrize("head", HEADS)
def test_a_level_is_read_as_a_level(seen, head):
    table = rows(
        "1.1.1 | Det finns en policy | 3", "1.1.2 | Den är beslutad | 2", head=f"Nr | Fråga | {head}"
    )
    ((found, _, warnings),) = seen(table)
    assert found == {("1.1.1", "level"): (3, None), ("1.1.2", "level"): (2, None)}
    assert warnings == []


@pytest.mark.parametrize(
    ("cell", "value", "label"),
    [
        ("Ja", 3, "Ja"),
        ("till stor del", 2, "till stor del"),
        ("2 – Till stor del", 2, "Till stor del"),
        ("Nivå 1", 1, None),
        ("1 av 3", 1, None),
        ("2/3", 2, None),
        ("0", 0, None),
    ],
)
def test_a_level_may_be_a_word_and_keeps_it(seen, cell, value, label):
    ((found, _, warnings),) = seen(rows(f"1.1.1 | Det finns en policy | {cell}", head="Nr | Fråga | Nivå"))
    assert found == {("1.1.1", "level"): (value, label)}
    assert warnings == []


@pytest.mark.parametrize("cell", ["–", "", "saknas", "x"])
def test_no_level_is_said_by_nothing(seen, cell):
    table = rows(f"1.1.1 | Det finns en policy | {cell} | 5", head="Nr | Fråga | Nivå | Poäng")
    ((found, omitted, warnings),) = seen(table)
    assert found == {("1.1.1", "points"): (5, "Poäng")}
    assert (omitted, warnings) == ({}, [])


def test_a_scale_may_have_a_word_for_what_is_missing(read, shaped):
    edition = shaped["se-2016"]
    (scale,) = edition.scales
    lowest = evolve(scale.levels[0], label=Text({"sv": "Saknas"}))
    known = Registry.of([evolve(edition, scales=(evolve(scale, levels=(lowest, *scale.levels[1:])),))])
    table = rows("1.1.1 | Det finns en policy | Saknas | 0", head="Nr | Fråga | Nivå | Poäng")
    (assessment,) = read(NAMED + table, registry=known, edition="se-2016").assessments
    assert [seen.value for seen in assessment.observed("1.1.1", Quantity.LEVEL)] == [0]


@pytest.mark.parametrize("cell", ["7", "Alltid", "2,5"])
def test_a_level_that_the_scale_has_not_is_named_and_not_read(seen, cell):
    table = rows(f"1.1.1 | Det finns en policy | {cell} | 5", head="Nr | Fråga | Nivå | Poäng")
    ((found, _, warnings),) = seen(table)
    assert found == {("1.1.1", "points"): (5, "Poäng")}
    ((code, message),) = warnings
    assert code == "unknown-level"
    assert f"'{cell.replace(',', '.')}'" in message
    assert "Its levels are: 0, 1, 2, 3" in message


@pytest.mark.parametrize("cell", ["~3", "3 %", "3-4"])
def test_what_is_no_level_is_warned_of(seen, cell):
    table = rows(f"1.1.1 | Det finns en policy | {cell} | 5", head="Nr | Fråga | Nivå | Poäng")
    ((found, _, warnings),) = seen(table)
    assert found == {("1.1.1", "points"): (5, "Poäng")}
    assert [code for code, _ in warnings] == ["unread-figure"]


@pytest.mark.parametrize("head", ["Nivå", "Skala", "Level", "Trinn", "Niveau"])
@pytest.mark.parametrize("row", ["| {name} | 3 |", "| {name} | 3 – God |"])
def test_a_level_of_an_area_is_never_taken_for_its_points(read, head, row):
    """Law 3: "Nothing is invented"."""
    table = f"{TITLE}| Område | {head} |\n|---|---|\n" + "\n".join(row.format(name=name) for name in AREAS)
    with pytest.raises(InputError) as caught:
        read(table)
    assert {problem.code for problem in caught.value.problems} & {"unknown-level", "no-figures"}
    beside = f"{TITLE}| Område | {head} | Poäng |\n|---|---|---|\n"
    imported = read(beside + "\n".join(f"{row.format(name=name)} 7{n} |" for n, name in enumerate(AREAS)))
    (assessment,) = imported.assessments
    assert {one.quantity for one in assessment.observations} == {Quantity.POINTS}
    assert [one.value for one in assessment.observations] == list(range(70, 78))
    assert [warning.code for warning in imported.warnings] == ["unknown-level"]


def test_the_word_for_a_level_before_a_figure_says_what_it_is(read):
    with pytest.raises(InputError, match="a level is no number of points"):
        read(TITLE + "\n".join(f"- {name}: nivå 3" for name in AREAS))


@pytest.mark.parametrize(
    ("head", "quantity"),
    [
        ("Medelnivå", Quantity.REFERENCE),
        ("Medel nivå", None),
        ("Max nivå", None),
        ("Poäng per nivå", None),
        ("Förändring nivå", None),
        ("Nivå %", None),
        ("Mognadsnivå", Quantity.LEVEL),
    ],
)
def test_what_is_no_level_in_a_head(head, quantity):
    assert read_column(head, 1).quantity is quantity


@pytest.mark.parametrize(("head", "kept"), [("Max", False), ("Maks", False), ("Maxpoäng", True)])
def test_a_maximum_beside_levels_alone_may_be_the_highest_level(seen, head, kept):
    table = rows("1.1.1 | Det finns en policy | 3 | 5", head=f"Nr | Fråga | Nivå | {head}")
    ((found, _, warnings),) = seen(table)
    assert (("1.1.1", "max") in found) is kept
    assert [code for code, _ in warnings] == ([] if kept else ["unknown-column"])
    if not kept:
        ((_, sentence),) = warnings
        assert "it may hold the highest level or the maximum in points" in sentence
        assert "head it Maxpoäng" in sentence


NOT_APPLICABLE = [
    "ej tillämplig", "Ej tillämpligt", "ej tillämpbart", "inte aktuellt", "ej relevant", "e.t.", "n/a", "N/A",
    "(n/a)", "ikke aktuelt", "Ikke relevant", "ikkje aktuelt", "ikkje relevant", "ikke anvendelig",
    "not applicable", "á ekki við", "ej tillämplig.",
]  # fmt: skip


@pytest.mark.parametrize("cell", NOT_APPLICABLE)
@pytest.mark.parametrize("mark", ["|", "\t"])
def test_an_item_that_does_not_apply_is_read_as_that(seen, cell, mark):
    table = rows(f"1.1.1 | Det finns en policy | {cell} | 5", "1.1.2 | Den är beslutad | 3 | 5", mark=mark)
    ((found, omitted, warnings),) = seen(table)
    line = len(NAMED.split("\n")) + (2 if mark == "|" else 1)
    assert omitted == {"1.1.1": (cell, line)}
    assert found["1.1.2", "points"][0] == 3
    assert ("1.1.1", "points") not in found
    assert warnings == []


@pytest.mark.parametrize("cell", ["–", "-", "*", "saknas", "Ej uppnått", "0"])
def test_what_does_not_say_so_is_not_taken_for_it(seen, cell):
    table = rows(f"1.1.1 | Det finns en policy | {cell} | 5", "1.1.2 | Den är beslutad | 3 | 5")
    ((_, omitted, _),) = seen(table)
    assert omitted == {}
    assert not is_not_applicable(cell)


@pytest.mark.parametrize(
    "row",
    [
        "1.1.1 | Det finns en policy | ej tillämplig",
        "1.1.1 | Det finns en policy | ej tillämplig | ",
        "1.1.1 | Det finns en policy | | ej tillämplig",
        "1.1.1 | ej tillämplig | 5",
        "1.1.1 Det finns en policy | ej tillämplig | 5",
    ],
)
def test_it_may_stand_anywhere_in_the_row(seen, row):
    ((_, omitted, _),) = seen(rows(row, "1.1.2 | Den är beslutad | 3 | 5"))
    assert set(omitted) == {"1.1.1"}


def test_questions_areas_and_rows_that_only_spaces_part(seen, shaped):
    words = shaped["se-2016"].item("1.2").text.in_language("sv", "sv").words
    ((found, omitted, _),) = seen(f"Uppnått Max\n1.2 {words} ej tillämplig\n1.1.2 Den är beslutad 3 5\n")
    assert set(omitted) == {"1.2"}
    assert found["1.1.2", "points"][0] == 3
    ((found, omitted, _),) = seen(
        rows(f"{AREAS[0]} | ikke relevant | 100", f"{AREAS[1]} | 71 | 100", head="Område | Uppnått | Max")
    )
    assert set(omitted) == {"1"}
    assert found["2", "points"][0] == 71


def test_what_does_not_apply_is_of_the_year_of_its_column(seen):
    table = rows(
        "1.1.1 | Det finns en policy | 5 | ej aktuellt",
        "1.1.2 | Den är beslutad | 3 | 2",
        head="Nr | Fråga | 2018 | 2016",
    )
    newest, before = seen(table)
    assert newest[1] == {}
    assert set(before[1]) == {"1.1.1"}
    assert before[0]["1.1.2", "points"][0] == 2


def test_an_area_that_does_not_apply_says_so_in_its_section(read):
    """Also where the head of its table prints a year by mistake, which those of the others put right."""
    heads = [(2018, 2016)] * 6 + [(2019, 2016)] * 2
    sections = [
        f"## Område {number} {name}\n\nRubriker\t{newer}\t{older}\nEn rubrik\t"
        f"{'ej tillämplig' if number == 8 else 70}\t60\n"
        for number, (name, (newer, older)) in enumerate(zip(AREAS, heads, strict=True), 1)
    ]
    newest, before = read("\n".join([TITLE, *sections])).assessments
    assert (newest.year, before.year) == (2018, 2016)
    assert [(one.item, one.label) for one in newest.not_applicable] == [("8", "ej tillämplig")]
    assert before.not_applicable == ()
    assert len(newest.observations) == 7


def test_a_change_or_a_mean_that_is_not_there_says_nothing_of_the_item(seen):
    table = rows(
        "1.1.1 | Det finns en policy | 5 | n/a | n/a", head="Nr | Fråga | Uppnått | Förändring | Medelvärde"
    )
    ((found, omitted, warnings),) = seen(table)
    assert (omitted, warnings) == ({}, [])
    assert found["1.1.1", "points"][0] == 5


def test_a_result_beside_the_words_is_kept_and_said(seen):
    table = rows("1.1.1 | Det finns en policy | n/a | 2", head="Nr | Fråga | Uppnått | Nivå")
    ((found, omitted, warnings),) = seen(table)
    assert found["1.1.1", "level"][0] == 2
    assert omitted == {}
    assert [code for code, _ in warnings] == ["unclear-figure"]


def test_the_whole_of_an_edition_always_applies(seen):
    ((_, omitted, _),) = seen(rows("1.1.1 | Det finns en policy | 5 | 5", "Summa | | ej tillämplig | 100"))
    assert TOTAL not in omitted


@pytest.mark.parametrize("text", ["3", "3,5", "3 – God", "Nivå 3", "God"])
def test_a_level_is_read_with_its_number_or_its_word(text):
    level = read_level(text)
    assert (level.value is None) is (text == "God")
    assert level.word == ("God" if "God" in text else None)


def test_words_at_the_end_of_a_row():
    assert split_not_applicable("1.1 Är planen ej tillämplig") == ("1.1 Är planen", "ej tillämplig")
    assert split_not_applicable("ej tillämplig") == ("ej tillämplig", "")
    assert split_not_applicable("1.1 Är planen tillämplig") == ("1.1 Är planen tillämplig", "")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_a_report_says_of_criteria_levels_and_items_that_do_not_apply_is_read(
    read, registry, shaped, data
):
    """Law 9: "Import → export → import is the identity for every format that can carry the whole object"."""
    edition = data.draw(st.sampled_from([shaped["se-2016"], registry["se-2016"]]))
    report = data.draw(printed_reports(edition, not_applicable=True))
    (assessment,) = read(report.content, registry=Registry.of([edition])).assessments
    known = {(seen.item, seen.quantity, seen.value, seen.line) for seen in report.figures}
    assert {(seen.item, seen.quantity, seen.value, seen.line) for seen in assessment.observations} == known
    assert assessment.not_applicable == report.not_applicable
