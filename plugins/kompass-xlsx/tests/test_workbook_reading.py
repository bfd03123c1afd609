"""Read back without loss: half filled, sorted, renamed; and say what cannot be, with sheet and cell."""

from fractions import Fraction

import openpyxl
import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st

from kompass_spec import InputError, score_assessment
from kompass_spec.documents.assessments import assessments_from_data, imported_data
from kompass_spec.model import Action, Evaluator, EvidenceKind, FindingKind, OrganisationKind, Quantity, Text
from kompass_spec.model.assessment_codes import dangling_problems
from kompass_xlsx.form import form_of
from kompass_xlsx.recognition import is_ours

ANSWERS = {
    "1.1": {"points": 11.25, "percent": 0.75, "interview": "Kommunchefen", "document": "Plan 2025"},
    "1.2": {"percent": 0.555, "website": "/politik", "comment": "=SUM(1) är ingen formel"},
    "2.1": {"not_applicable": "Ja", "comment": "Finns inte"},
    "6.6": {"points": 0},
}
FINDINGS = (
    ("strength 1", {"text": "Öppna möten"}),
    ("strength 1", {"text": "Begriplig budget"}),
    ("improvement 8", {"text": "Mål saknas", "what": "Besluta mål", "who": "KS", "when": "2027"}),
    ("improvement 8", {"text": "Uppföljning", "when": "hösten"}),
)
COVER = {"kind": "kommun", "from": "2026-02", "to": "2026-03-15", "year": 2026}


def filled_cover(book):
    """Name two evaluators, the second without a role."""
    sheet = book.worksheets[0]
    rows = [row[0].row for row in sheet.iter_rows() if row[0].value == "evaluator"]
    for row, (name, role) in zip(rows, [("Ada Berg", "konsult"), ("Bo Ek", None)], strict=False):
        sheet.cell(row, 3).value, sheet.cell(row, 4).value = name, role


@pytest.fixture(scope="module")
def content(filled):
    return filled("se-2016", ANSWERS, findings=FINDINGS, cover=COVER, change=filled_cover)


@pytest.fixture(scope="module")
def whole(content, read):
    return read(content)


def problems_of(read, content, **options):
    with pytest.raises(InputError) as caught:
        read(content, **options)
    return caught.value.problems


def same(one, other):
    """Tell whether two assessments are the same but for the file and the places of what is in them."""

    def bare(assessment):
        def placeless(parts):
            return sorted((evolve(part, sheet=None, cell=None) for part in parts), key=repr)

        return evolve(
            assessment,
            source=None,
            **{
                key: tuple(placeless(getattr(assessment, key)))
                for key in ("observations", "not_applicable", "evidence", "findings", "comments")
            },
        )

    return bare(one) == bare(other)


def test_everything_is_read_exactly_with_its_place(whole, registry):
    (assessment,) = whole.assessments
    assert whole.warnings == ()
    assert assessment.edition == "se-2016"
    assert assessment.release == registry["se-2016"].release
    assert (assessment.organisation.code, assessment.organisation.kind) == (
        "2284",
        OrganisationKind.MUNICIPALITY,
    )
    assert (assessment.year, assessment.period) == (2026, "2026-02/2026-03-15")
    assert assessment.evaluators == (Evaluator(name="Ada Berg", role="konsult"), Evaluator(name="Bo Ek"))
    seen = [(one.item, one.quantity, one.value, one.precision) for one in assessment.observations]
    assert seen == [
        ("1.1", Quantity.POINTS, Fraction(45, 4), Fraction(1, 100)),
        ("1.1", Quantity.PERCENT, Fraction(75), Fraction(1)),
        ("1.2", Quantity.PERCENT, Fraction(111, 2), Fraction(1, 10)),
        ("6.6", Quantity.POINTS, Fraction(0), Fraction(1)),
    ]
    assert all(one.is_exact and one.lowest == one.highest for one in assessment.observations)
    assert assessment.is_answered
    assert (assessment.observations[0].sheet, assessment.observations[0].cell) == (
        "1 Offentlighet och demokrati",
        "E6",
    )
    assert [one.item for one in assessment.not_applicable] == ["2.1"]
    assert [(one.item, one.kind, one.text) for one in assessment.evidence] == [
        ("1.1", EvidenceKind.INTERVIEW, "Kommunchefen"),
        ("1.1", EvidenceKind.DOCUMENT, "Plan 2025"),
        ("1.2", EvidenceKind.WEBSITE, "/politik"),
    ]
    assert [(one.item, one.text) for one in assessment.comments] == [
        ("1.2", "=SUM(1) är ingen formel"),
        ("2.1", "Finns inte"),
    ]
    assert [(one.area, one.kind, one.text, one.action) for one in assessment.findings] == [
        ("1", FindingKind.STRENGTH, "Öppna möten", None),
        ("1", FindingKind.STRENGTH, "Begriplig budget", None),
        ("8", FindingKind.IMPROVEMENT, "Mål saknas", Action(what="Besluta mål", who="KS", when="2027")),
        ("8", FindingKind.IMPROVEMENT, "Uppföljning", Action(when="hösten")),
    ]
    assert list(dangling_problems(assessment, registry["se-2016"])) == []


def test_it_goes_through_json_whole(whole):
    """Import → export → import is the identity for every format that can carry the whole object."""
    assert assessments_from_data(imported_data(whole)) == whole


def test_answers_are_exact_and_not_rounded(whole, registry):
    card = score_assessment(whole.assessments[0], registry=registry)
    assert card["1.1"].low == card["1.1"].high == Fraction(45, 4)
    assert card["1.2"].low == card["1.2"].high == Fraction(111, 10)
    assert card.discrepancies == ()
    assert not card["2.1"].applies


@pytest.mark.parametrize(
    "language", ["sv", "en", *(pytest.param(one, marks=pytest.mark.slow) for one in ("nb", "nn", "da"))]
)
def test_every_language_is_read(language, filled, read, whole):
    words = {"sv": "kommun", "nb": "kommune", "nn": "kommune", "da": "kommune", "en": "municipality"}
    yes = "Yes" if language == "en" else "Ja"
    answers = {**ANSWERS, "2.1": {"not_applicable": yes, "comment": "Finns inte"}}
    cover = {**COVER, "kind": words[language]}
    content = filled(
        "se-2016", answers, language=language, findings=FINDINGS, cover=cover, change=filled_cover
    )
    imported = read(content)
    assert imported.warnings == ()
    again = imported.assessments[0]
    label = evolve(again.not_applicable[0], label="Ja")
    assert same(evolve(again, not_applicable=(label,)), whole.assessments[0])


def rename(book):
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Blad{number}"


def translate(book):
    for sheet in book.worksheets[2:10]:
        sheet["C4"].value = "Question"
        for row in range(5, 9):
            sheet.cell(row, 3).value = f"In other words {row}"


def sort(book):
    for sheet in book.worksheets[2:10]:
        keys = [sheet.cell(row, 1).value for row in range(5, 40)]
        last = 5 + next(number for number, key in enumerate(keys) if key is None)
        rows = [[sheet.cell(row, column).value for column in range(1, 14)] for row in range(5, last)]
        for row, values in zip(range(5, last), reversed(rows), strict=True):
            for column, value in enumerate(values, 1):
                cell = sheet.cell(row, column)
                if not isinstance(cell, openpyxl.cell.MergedCell):
                    cell.value = value
                    if isinstance(value, str) and value.startswith("=SUM(1)"):
                        cell.data_type = "s"


def add_columns(book):
    sheet = book.worksheets[2]
    sheet.insert_cols(5)
    sheet.cell(4, 5).value = "Egen kolumn"
    sheet.cell(6, 5).value = "Egen anteckning"


def move_columns(book):
    """Put the columns of points and of comments into each other's place, with their heads and keys."""
    for sheet in book.worksheets[2:10]:
        for row in range(3, 13):
            points, comment = sheet.cell(row, 5), sheet.cell(row, 13)
            points.value, comment.value = comment.value, points.value
            for cell in (points, comment):
                if isinstance(cell.value, str):
                    cell.data_type = "s"


def reverse_sheets(book):
    book._sheets.reverse()  # noqa: SLF001 - as somebody drags them


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (rename, set()),
        (translate, {"edited-workbook"}),
        (sort, set()),
        (move_columns, set()),
        (reverse_sheets, set()),
    ],
)
def test_nothing_is_lost_when_it_is_changed(change, codes, filled, read, whole):
    def both(book):
        filled_cover(book)
        change(book)

    imported = read(filled("se-2016", ANSWERS, findings=FINDINGS, cover=COVER, change=both))
    assert same(imported.assessments[0], whole.assessments[0])
    assert {warning.code for warning in imported.warnings} == codes


def test_an_added_column_is_named_and_costs_nothing(filled, read):
    imported = read(filled("se-2016", {"1.1": ANSWERS["1.1"]}, change=add_columns))
    assert len(imported.assessments[0].observations) == 2
    (warning,) = imported.warnings
    assert (warning.code, warning.sheet, warning.cell) == (
        "unknown-column",
        "1 Offentlighet och demokrati",
        "E4",
    )
    assert "'Egen kolumn'" in warning.message


@pytest.mark.parametrize(
    ("answer", "code", "cell", "words"),
    [
        ({"points": 16}, "bad-answer", "E6", "1.1 cannot have 16 points"),
        ({"points": -1}, "bad-answer", "E6", "cannot have -1 points"),
        ({"points": 1.234}, "bad-answer", "E6", "more than two decimals"),
        ({"points": "elva"}, "bad-answer", "E6", "'elva' is no number of points"),
        ({"points": "11"}, "bad-answer", "E6", "'11', the points of 1.1, is kept as text"),
        ({"percent": "7,5 %"}, "bad-answer", "F6", "'7,5 %', the % of 1.1, is kept as text"),
        ({"points": True}, "bad-answer", "E6", "'True' is no number"),
        ({"points": 1e300}, "bad-answer", "E6", "cannot have 1e+300 points"),
        ({"percent": 75}, "bad-answer", "F6", "cannot have 7500 %"),
        ({"percent": 1.01}, "bad-answer", "F6", "cannot have 101 %"),
        ({"percent": 0.12345}, "bad-answer", "F6", "12.345 % of 1.1 has more than two decimals"),
        ({"not_applicable": "kanske"}, "bad-answer", "G6", "does not say whether 1.1 applies"),
        (
            {"points": 11, "percent": 0.75},
            "contradicting-answers",
            "E6",
            "E6 says 11 points and F6",
        ),
        (
            {"points": 11, "not_applicable": "Ja"},
            "contradicting-answers",
            "G6",
            "answered, and said not to apply",
        ),
    ],
)
def test_an_answer_that_cannot_be_is_named_with_its_place(answer, code, cell, words, filled, read):
    (problem,) = problems_of(read, filled("se-2016", {"1.1": answer}))
    assert (problem.code, problem.sheet, problem.cell) == (code, "1 Offentlighet och demokrati", cell)
    assert words in problem.message


def test_all_problems_are_told_at_once(filled, read):
    content = filled(
        "se-2016",
        {"1": {"points": 5}, "1.1": {"points": 99}, "8.1": {"percent": "x"}},
        findings=[("improvement 1", {"who": "KS"})],
        cover={"organisation": "", "year": "i år", "kind": "sjukhus", "from": "2026-05", "to": "2026-04"},
    )
    codes = [problem.code for problem in problems_of(read, content)]
    assert sorted(codes) == ["bad-answer"] * 5 + ["bad-date"] * 2 + ["no-organisation"]


def test_a_formula_without_a_value_and_an_error_are_named(filled, read):
    def change(book):
        sheet = book.worksheets[2]
        sheet["E6"].value = "=5+6"
        sheet["F7"].value, sheet["F7"].data_type = "#DIV/0!", "e"

    found = problems_of(read, filled("se-2016", change=change))
    assert [(problem.cell, problem.code) for problem in found] == [("E6", "bad-answer"), ("F7", "bad-answer")]


def test_an_edited_maximum_is_noticed_and_does_not_count(filled, read):
    def change(book):
        book.worksheets[2]["D6"].value = 20

    imported = read(filled("se-2016", {"1.1": {"points": 15}}, change=change))
    (warning,) = imported.warnings
    assert (warning.code, warning.cell) == ("edited-workbook", "D6")
    assert "20 points at most" in warning.message
    assert "it is 15" in warning.message


def test_a_row_that_is_copied_or_deleted_is_noticed(filled, read):
    def twice(book):
        sheet = book.worksheets[2]
        sheet["A8"].value = "1.2"
        sheet["E8"].value = 3

    (problem,) = problems_of(read, filled("se-2016", {"1.2": {"points": 1}}, change=twice))
    assert (problem.code, problem.cell) == ("contradicting-answers", "E8")

    def deleted(book):
        book.worksheets[2].delete_rows(7)

    (warning,) = read(filled("se-2016", {"1.1": {"points": 1}}, change=deleted)).warnings
    assert warning.code == "edited-workbook"
    assert "1.2" in warning.message


def test_words_where_nothing_is_read_are_named(filled, read):
    def change(book):
        book.worksheets[2]["L11"].value = "En lös anteckning"

    (warning,) = read(filled("se-2016", {"1.1": {"points": 1}}, change=change)).warnings
    assert (warning.code, warning.cell) == ("unread-row", "L11")


def test_what_is_not_read_is_named_wherever_it_stands(filled, read):
    def change(book):
        first, second, third = book.worksheets[2:5]
        first["AA6"].value = "Egen anteckning"
        first["H7"].value = 12
        first["E11"].value = 44
        second["E3"].value = "Poäng"
        second["E6"].value = 7
        third.delete_cols(13)
        book.create_sheet("Anteckningar")["B2"].value = "Totalt 499"

    imported = read(filled("se-2016", {"1.1": {"points": 1}}, change=change))
    assert [(warning.code, warning.cell) for warning in imported.warnings] == [
        ("unread-row", "AA6"),
        ("unread-row", "E11"),
        ("unknown-column", "E4"),
        ("edited-workbook", None),
        ("edited-workbook", None),
        ("unread-row", "H7"),
        ("unread-row", "B2"),
    ]
    gone = [warning.message for warning in imported.warnings if warning.code == "edited-workbook"]
    assert "'points' for 2.1, 2.2" in gone[0]
    assert "'comment' for 3, 3.1" in gone[1]
    assert len(imported.assessments[0].observations) == 1


def test_another_release_says_what_differs(blank, fill, read, registry):
    base = registry["se-2016"]
    area = base.areas[0]
    first, *others = area.questions
    later = evolve(
        base,
        release="1.1.0",
        areas=(
            evolve(area, questions=(evolve(first, text=Text({"sv": "Ny lydelse"})), *others)),
            *base.areas[1:],
        ),
    )
    (warning,) = read(
        fill(blank("se-2016"), {"1.1": {"points": 1}}), registry=registry.with_edition(later)
    ).warnings
    assert warning.code == "other-release"
    assert f"se-2016 {base.release} and is read on it; there is 1.1.0 too" in warning.message
    assert "words differently 1.1" in warning.message


def test_a_workbook_of_another_edition_or_a_later_form_is_refused(filled, read, drafts):
    content = filled("se-2016", {"1.1": {"points": 1}})
    assert [one.code for one in problems_of(read, content, edition="se-2010")] == ["other-edition"]
    assert [one.code for one in problems_of(read, content, registry=drafts())] == ["no-edition"]

    def change(book):
        book["kompass"]["B2"].value = "9"

    assert [one.code for one in problems_of(read, filled("se-2016", change=change))] == ["newer-form"]


def test_whose_it_is_is_found_in_the_registers(filled, read):
    (unknown,) = read(filled("se-2016", {"1.1": {"points": 1}}, cover={"organisation": "Ankeborg"})).warnings
    assert unknown.code == "unknown-organisation"
    city = (
        read(filled("se-2016", cover={"organisation": "örnsköldsvik", "kind": "stad"}))
        .assessments[0]
        .organisation
    )
    assert (city.name, city.code, city.kind) == ("Örnsköldsvik", "2284", OrganisationKind.CITY)


def test_the_year_follows_from_the_end(filled, read):
    imported = read(filled("se-2016", cover={"year": "", "from": "2025-12", "to": "2026-01-07"}))
    assessment = imported.assessments[0]
    assert (assessment.year, assessment.year_inferred, assessment.period) == (
        2026,
        True,
        "2025-12/2026-01-07",
    )


def test_levels_are_read_by_word_or_number_and_shown_by_word(filled, read, registry):
    cover = {"kind": "kommun"}
    answers = {"1.1.1": {"level": "Delvis"}, "1.2": {"level": "till stor del"}, "1.3": {"level": 1}}
    assessment = read(filled("na-2025", answers, cover=cover)).assessments[0]
    assert [(one.item, one.value) for one in assessment.observations] == [
        ("1.1.1", 2),
        ("1.2", 3),
        ("1.3", 1),
    ]
    card = score_assessment(assessment, registry=registry)
    assert (card["1.1.1"].low, card["1.2"].low, card["1.3"].low) == (20, Fraction(135, 2), 60)
    (problem,) = problems_of(read, filled("na-2025", {"1.2": {"level": "Kanske"}}, cover=cover))
    assert "Saknas, Påbörjat, Delvis, Till stor del, Fullt ut" in problem.message
    (problem,) = problems_of(read, filled("na-2025", {"1.1": {"points": 5}}, cover=cover))
    assert "by its criteria" in problem.message


def test_a_level_and_points_may_agree_but_not_contradict(filled, read):
    cover = {"kind": "kommun"}
    assert len(read(filled("na-2025", {"1.3": {"level": "Ja", "points": 60}}, cover=cover)).assessments) == 1
    (problem,) = problems_of(read, filled("na-2025", {"1.3": {"level": "Ja", "points": 59}}, cover=cover))
    assert problem.code == "contradicting-answers"


def test_it_is_known_by_its_content(content, blank):
    assert is_ours(content)
    assert is_ours(blank("se-2016"))
    assert not is_ours(content[: len(content) // 2])
    assert not is_ours(b"# Kommunkompassen kompass_workbook")


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_what_is_filled_in_is_read(data, filled, read, registry):
    """Import → export → import is the identity for every format that can carry the whole object."""
    rows = [row for area in form_of(registry["se-2016"]).areas for row in area.rows if row.takes_points]
    chosen = data.draw(st.lists(st.sampled_from(rows), unique=True, max_size=6))
    points = {row.code: Fraction(data.draw(st.integers(0, int(row.most * 100))), 100) for row in chosen}
    texts = (
        st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=40).map(str.strip).filter(bool)
    )
    comments = {row.code: data.draw(texts) for row in chosen}
    answers = {code: {"points": float(amount), "comment": comments[code]} for code, amount in points.items()}
    assessment = read(filled("se-2016", answers)).assessments[0]
    assert {one.item: one.value for one in assessment.observations} == points
    assert {one.item: one.text for one in assessment.comments} == comments
