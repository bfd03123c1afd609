"""Tables of contents and what every page repeats: numbers of no points, words of no findings."""

import pytest

from kompass_spec import InputError

NAMES = (
    "Offentlighet och demokrati",
    "Brukarfokus, tillgänglighet och bemötande",
    "Politisk styrning och kontroll",
    "Ledarskap, ansvar och delegation",
    "Resultat och effektivitet",
    "Kommunen som arbetsgivare - personalpolitik",
    "Ständiga förbättringar",
    "Kommunen som samhällsbyggare",
)
TITLE = "# KommunKompassen: analys av Ljungby kommun 2018"
POINTS = [f"{name} {60 + code}" for code, name in enumerate(NAMES, 1)]


def contents(shape, first=8, names=NAMES):
    return [shape.format(code=code, name=name, page=first + 2 * code) for code, name in enumerate(names, 1)]


SHAPES = {
    "three dots": "Område {code} {name}... {page}",
    "spaced dots": "{name} . . . . {page}",
    "ellipsis": "{name} … {page}",
    "word": "Område {code} {name} sid {page}",
    "short word": "{name}, s. {page}",
    "tab": "Område {code} {name}\t{page}",
    "no leader": "{name} {page}",
    "numbered": "{code}. {name} {page}",
}


@pytest.mark.parametrize("head", ["Innehåll", "## Innehållsförteckning", None])
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_no_page_is_read_as_points(read, shape, head):
    last = shape.format(code=9, name="Bilaga med frågor", page=40)
    lines = [TITLE, "", *([head, ""] if head else []), *contents(shape), last]
    with pytest.raises(InputError) as refused:
        read("\n".join(lines))
    assert refused.value.problems[0].code == "not-a-report"
    said = " ".join(problem.message for problem in refused.value.problems)
    assert all(str(8 + 2 * code) in said for code in range(1, 9))


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("between", ["3 (26)", "Sveriges Kommuner och Landsting 2018-05-03 3 (26)", "Sida 3"])
def test_contents_go_on_behind_the_foot_of_a_page(read, shape, between):
    entries = contents(shape)
    lines = [
        TITLE,
        "",
        "Innehåll",
        "",
        *entries[:4],
        between,
        "",
        *entries[4:],
        "",
        "## Resultat",
        "",
        *POINTS,
    ]
    imported = read("\n".join(lines))
    (assessment,) = imported.assessments
    assert {seen.item: int(seen.value) for seen in assessment.observations} == {
        str(code): 60 + code for code in range(1, 9)
    }
    assert imported.warnings == ()


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_no_page_is_read_as_points_where_empty_lines_stand_between(read, shape):
    entries = [*contents(shape), shape.format(code=9, name="Bilaga med frågor", page=40)]
    with pytest.raises(InputError) as refused:
        read("\n\n".join([TITLE, *entries]))
    assert refused.value.problems[0].code == "not-a-report"


def test_points_right_below_contents_are_points(read):
    lines = [TITLE, "", "Innehåll", "1. Sammanfattning 3", *contents("{name} {page}"), "", *POINTS]
    (assessment,) = read("\n".join(lines)).assessments
    assert len(assessment.observations) == 8


def test_points_that_rise_are_points_where_they_are_too_many_for_pages(read):
    (assessment,) = read("\n".join([TITLE, "", *POINTS])).assessments
    assert len(assessment.observations) == 8


def test_a_head_says_that_rising_numbers_are_points(read):
    lines = [TITLE, "", "| Område | Poäng |", "|---|---|", *contents("| {name} | {page} |")]
    (assessment,) = read("\n".join(lines)).assessments
    assert [int(seen.value) for seen in assessment.observations] == [8 + 2 * code for code in range(1, 9)]


FEET = {
    "publisher and pages": "Sveriges Kommuner och Landsting 2018-05-03 {page} (27)",
    "publisher once": "Sveriges Kommuner och Landsting {page} (27)",
    "two lines": "Kommunledningskontoret\n{page} (27)",
    "words and page": "Analys Ljungby {page}",
    "page and words": "{page} Ljungby kommun",
    "bar": "Ljungby kommun | {page}",
}


@pytest.mark.parametrize("mark", ["- ", ""])
@pytest.mark.parametrize("foot", FEET.values(), ids=FEET)
def test_what_every_page_repeats_is_no_finding(read, foot, mark):
    items = [f"{mark}En styrka med nummer {word}" for word in ("ett", "två", "tre", "fyra", "fem", "sex")]
    lines = [TITLE, "", f"## Område 1 {NAMES[0]}", "", "Poäng: 61", "", "Styrkor"]
    for page, item in enumerate(items, 14):
        lines += [item, f"{mark}Något annat än {page * 7} gånger", foot.format(page=page)]
    (assessment,) = read("\n".join(lines), edition="se-2016").assessments
    texts = [finding.text for finding in assessment.findings]
    assert [text for text in texts if text.startswith("En styrka")] == [
        item.removeprefix(mark) for item in items
    ]
    assert len(texts) == 12


def test_points_of_three_lists_are_no_pages(read):
    lists = [f"## {year}\n\n{NAMES[0]} {60 + year % 10}\n{NAMES[2]} {70 + year % 10}\n{NAMES[3]} 5{year % 10}"
             for year in (2016, 2017, 2018)]  # fmt: skip
    imported = read("\n\n".join(["# Kommunkompassen i Ljungby kommun", *lists]), edition="se-2016")
    assert [(made.year, len(made.observations)) for made in imported.assessments] == [
        (2018, 3), (2017, 3), (2016, 3)
    ]  # fmt: skip
