"""The real reports, where they are at hand."""

from collections import Counter
from fractions import Fraction

from kompass_spec.model import TOTAL, Evaluator, EvidenceKind, FindingKind, Quantity

OVERVIEW = {"1": 74, "2": 57, "3": 73, "4": 70, "5": 68, "6": 76, "7": 57, "8": 77}
IN_2015 = {"1": 68, "2": 49, "3": 74, "4": 72, "5": 74, "6": 76, "7": 61, "8": 77}
IN_2013 = {"1": 48, "2": 37, "3": 66, "4": 58, "5": 61, "6": 58, "7": 43, "8": 70}
LINES = {"total 551": 429, "total 441": [427, 429], "caveat": 80}


def points(assessment, code):
    return [seen.value for seen in assessment.observed(code, Quantity.POINTS)]


def kinds(assessment):
    counts = Counter(finding.kind for finding in assessment.findings)
    return counts[FindingKind.STRENGTH], counts[FindingKind.IMPROVEMENT]


def test_the_report_of_2017(read, sample):
    newest, middle, oldest = read(sample("ornskoldsvik-2017-report.md")).assessments
    assert [(assessment.edition, assessment.year) for assessment in (newest, middle, oldest)] == [
        ("se-2016", 2017),
        ("se-2010", 2015),
        ("se-2010", 2013),
    ]
    assert {assessment.organisation.code for assessment in (newest, middle, oldest)} == {"2284"}
    assert newest.organisation.name == "Örnsköldsvik"
    assert newest.source == middle.source == oldest.source
    assert len(newest.headings) == 44
    assert all(heading.code for heading in newest.headings)
    assert kinds(newest) == (62, 48)


def test_the_questions_of_2017(read, sample):
    text = sample("ornskoldsvik-2017-report.md")
    newest = read(text).assessments[0]
    questions = [seen for seen in newest.observations if "." in seen.item]
    assert Counter(seen.quantity for seen in questions) == {
        Quantity.POINTS: 45,
        Quantity.MAX: 45,
        Quantity.PERCENT: 45,
    }
    lines = text.split("\n")
    for seen in questions:
        assert lines[seen.line - 1].startswith(f"{seen.item}\t")


def test_the_areas_of_2017(read, sample):
    newest = read(sample("ornskoldsvik-2017-report.md")).assessments[0]
    for code, value in OVERVIEW.items():
        assert points(newest, code) == [value, value]
        assert len({seen.line for seen in newest.observed(code, Quantity.POINTS)}) == 2
        assert [seen.value for seen in newest.observed(code, Quantity.MAX)] == [100]
        assert [seen.value for seen in newest.observed(code, Quantity.PERCENT)] == [value]
    assert points(newest, TOTAL) == []


def test_the_circumstances_of_2017(read, sample):
    newest = read(sample("ornskoldsvik-2017-report.md")).assessments[0]
    assert newest.period == "2017-02/2017-03"
    assert newest.evaluators == (
        Evaluator(name="Lars Strid", role="senior konsult (SKL)"),
        Evaluator(name="Ewa Luvö", role="Borås kommun"),
    )
    assert [(item.kind, item.count, item.approximate) for item in newest.evidence] == [
        (EvidenceKind.DOCUMENT, None, False),
        (EvidenceKind.WEBSITE, None, False),
        (EvidenceKind.INTERVIEW, 30, True),
    ]
    (caveat,) = newest.comparability
    assert (caveat.edition, caveat.other) == ("se-2016", "se-2010")
    assert (caveat.low, caveat.high, caveat.areas) == (40, 50, ("3", "5", "7"))
    assert caveat.line == LINES["caveat"]


def test_the_appendix_of_2015_and_2013(read, sample):
    _, middle, oldest = read(sample("ornskoldsvik-2017-report.md")).assessments
    assert {code: points(middle, code) for code in IN_2015} == {
        code: [value] for code, value in IN_2015.items()
    }
    assert {code: points(oldest, code) for code in IN_2013} == {
        code: [value] for code, value in IN_2013.items()
    }
    assert kinds(middle) == (54, 35)
    assert kinds(oldest) == (0, 0)
    assert len(middle.headings) == len(oldest.headings) == 44
    assert [(seen.value, seen.line) for seen in middle.observed(TOTAL, Quantity.POINTS)] == [
        (551, LINES["total 551"])
    ]
    assert [seen.line for seen in oldest.observed(TOTAL, Quantity.POINTS)] == LINES["total 441"]
    assert points(oldest, TOTAL) == [441, 441]
    assert [seen.value for seen in middle.observed(TOTAL, Quantity.REFERENCE)] == [460]
    assert not middle.year_inferred
    assert oldest.year_inferred
    assert "2014" in oldest.year_reason
    assert {seen.item: seen.label for seen in oldest.observations if seen.label == "2014"} == {
        "6": "2014",
        "7": "2014",
    }


def test_every_figure_of_running_text_is_read_or_warned_of(read, sample):
    warnings = read(sample("ornskoldsvik-2017-report.md")).warnings
    assert [(warning.code, warning.line) for warning in warnings] == [
        ("unplaced-figures", 429),
        ("unplaced-figures", 431),
        ("change-agrees", 552),
    ]
    assert "14, 13, 18, 18, 7 on lines 552, 586, 620, 648 and 677" in warnings[2].message
    assert "blivit cirka 20 poängs" in warnings[0].message
    assert "över 600 poäng strecket" in warnings[1].message


def test_the_page_of_grastorp(read, sample):
    imported = read(sample("grastorp_2014.txt"))
    (assessment,) = imported.assessments
    assert (assessment.edition, assessment.year, assessment.period) == ("se-2010", 2014, "2014-10")
    assert (assessment.organisation.name, assessment.organisation.code) == ("Grästorp", "1444")
    assert [points(assessment, code)[0] for code in "12345678"] == [61, 60, 73, 53, 70, 56, 65, 68]
    assert points(assessment, TOTAL) == [506]
    assert [seen.value for seen in assessment.observed(TOTAL, Quantity.MAX)] == [800]
    interview = assessment.evidence[-1]
    assert (interview.count, interview.approximate) == (25, True)
    (warning,) = imported.warnings
    assert "615" in warning.message


def test_the_page_of_orebro(read, sample):
    imported = read(sample("orebro_2012.txt"))
    (assessment,) = imported.assessments
    assert (assessment.edition, assessment.year) == ("se-2010", None)
    assert assessment.organisation.name == "Örebro"
    assert [points(assessment, code)[0] for code in "12345678"] == [68, 85, 86, 74, 70, 74, 71, 87]
    changes = [seen for code in "12345678" for seen in assessment.observed(code, Quantity.CHANGE)]
    assert [seen.value for seen in changes] == [16, 5, 20, 15, 19, 3, 16, 5]
    assert changes[0].value == Fraction(16)
    assert points(assessment, TOTAL) == [615]
    assert "no-year" in {warning.code for warning in imported.warnings}


def test_the_shipped_report_prints_the_same_figures(read, sample, example):
    """The shipped report is the real one's figures, headings and circumstances in other words."""

    def figures(text):
        return [
            (
                assessment.edition,
                assessment.organisation,
                assessment.year,
                assessment.period,
                assessment.evaluators,
                assessment.year_inferred,
                [(seen.item, seen.quantity, seen.value, seen.precision) for seen in assessment.observations],
                [(heading.area, heading.text, heading.code) for heading in assessment.headings],
            )
            for assessment in read(text).assessments
        ]

    assert figures(example) == figures(sample("ornskoldsvik-2017-report.md"))


def framework_names(registry):
    """Every name of an area, heading or question that an edition has."""
    names = {alias for edition in registry.values() for area in edition.areas for alias in area.aliases}
    for edition in registry.values():
        for item in (*edition.walk(), *edition.headings):
            names.update((item.title if hasattr(item, "title") else item.text).values())
    return names


def runs(text, names):
    """Return every six words in a row, but not those of names that the framework has."""
    for name in names:
        text = text.replace(name, "|")
    words = [word.strip(".,:;()#*-").casefold() for word in text.split()]
    words = [word for word in words if word]
    return {run for run in zip(*(words[at:] for at in range(6)), strict=False) if "|" not in "".join(run)}


def test_the_shipped_report_copies_no_sentence(read, sample, example, registry):
    names = framework_names(registry)
    printed = ", ".join(f"{person.name} {person.role}" for person in read(example).assessments[0].evaluators)
    copied = {
        run
        for run in runs(example, names) & runs(sample("ornskoldsvik-2017-report.md"), names)
        if not set(run) & {"strid", "luvö"}
    }
    figures = {run for run in copied if any(character.isdigit() for word in run for character in word)}
    assert copied - figures - runs(printed, names) == set()
