"""The inputs of the vectors for scoring and discrepancies, each with why it is there."""

from pathlib import Path

ROOT = Path(__file__).parents[2]


def item(code, maximum=None, **more):
    """Return an area, a question or a criterion as plain data."""
    words = "title" if "." not in code else "text"
    kind = {0: "Area", 1: "Question", 2: "Criterion"}[code.count(".")]
    return {"code": code, words: {"en": f"{kind} {code}"}, **({"max": maximum} if maximum else {}), **more}


def edition(name, *areas, completeness="complete"):
    """Return an edition as plain data, as a file of an edition has it."""
    return {
        "id": name,
        "title": {"en": name},
        "publisher": "Nobody",
        "country": "SE",
        "language": "en",
        "valid_from": "2000",
        "completeness": completeness,
        "rights": "Made up for a test.",
        "release": "1.0.0",
        "source": "vectors",
        "sources": [{"id": "vectors", "title": "Conformance vectors of kompass-spec"}],
        "areas": list(areas),
    }


def area(code, maximum, *weights):
    """Return an area with questions of these maxima."""
    questions = [item(f"{code}.{place}", weight) for place, weight in enumerate(weights, start=1)]
    return item(code, maximum, **({"questions": questions} if questions else {}))


CRITERIA = [item("1.1.1", "5"), item("1.1.2", "15")]
EDITIONS = {
    one["id"]: one
    for one in (
        edition("xx-small", area("1", "35", "15", "20"), area("2", "40", "25", "15")),
        edition("xx-four", area("1", "100", "25", "25", "25", "25")),
        edition("xx-areas", area("1", "100"), area("2", "100"), area("3", "50"), completeness="areas"),
        edition("xx-thirds", area("1", "10", "10/3", "10/3", "10/3")),
        edition("xx-criteria",
            item("1", "30", questions=[item("1.1", "20", criteria=CRITERIA), item("1.2", "10")])),
        edition("xx-open",
            item("1", "20", questions=[item("1.1", "20", criteria=[item("1.1.1"), item("1.1.2", "5")])])),
        edition("xx-unknown", area("1", "100"), area("2", None), completeness="areas"),
        edition("xx-partial", area("1", "100"), completeness="partial"),
        edition(
            "xx-2016",
            area("3", "100", "15", "25", "25", "20", "15"),
            area("4", "100", "15", "10", "20", "15", "20", "20"),
            area("6", "100", "15", "20", "25", "15", "15", "10"),
        ),
    )
}  # fmt: skip


def figures(text):
    """Read lines such as ``1.1 points 11``, with ``~0.1``
    for a precision that is not 1; lines count from 1."""
    found = []
    for line, row in enumerate(text.strip().splitlines(), start=1):
        code, quantity, value = row.split()
        value, _, precision = value.partition("~")
        one = {"item": code, "quantity": quantity, "value": value, "line": line}
        found.append({**one, "precision": precision} if precision else one)
    return found


def real(*codes):
    """Return what the report of Örnsköldsvik 2017 prints
    of areas and their questions: points, then percent."""
    path = ROOT / "plugins/kompass-score-standard/tests/ornskoldsvik-2017-figures.txt"
    rows = []
    for row in path.read_text("utf-8").splitlines():
        code, points, percent = row.split()
        if code.partition(".")[0] in codes:
            rows += [f"{code} points {points}"] if points != "-" else []
            rows += [f"{code} percent {percent}"] if percent != "-" else []
    return "\n".join(rows)


def case(name, why, on, seen, **more):
    return {"name": name, "why": why, "edition": on, "observations": figures(seen), **more}


def on_one_line(given):
    """Return a case whose figures all stand on the first line."""
    return {**given, "observations": [{**one, "line": 1} for one in given["observations"]]}


SCORING = [
    case("nothing-printed", "What is not printed is not 0: it is anywhere from 0 to its maximum.", "xx-small",
        ""),
    case("points-only", "A printed 11 is anything from 10.5 to 11.5, both ends included.", "xx-small",
        "1.1 points 11"),
    case("percent-only", "A percent is of the item's maximum: 75 % of 15 is from 11.175 to 11.325.",
        "xx-small", "1.1 percent 75"),
    case("points-and-percent", "Two figures of one item: what they have in common.", "xx-small",
        "1.2 points 11\n1.2 percent 55"),
    case("a-percent-within-its-points", "85 % of 20 lie wholly within what prints as 17 points.", "xx-small",
        "1.2 points 17\n1.2 percent 85"),
    case("closed-ends",
        "Whether a tie rounds up or to even is unknown, so 10 and 11 can both be 10.5: one value is left.",
        "xx-small", "1.1 points 10\n1.1 points 11"),
    case("a-sum-narrows-its-parts", "The area is printed, one of its questions is not: it is what is left.",
        "xx-small", "1 points 30\n1.1 points 12"),
    case("a-part-narrows-the-others",
        "All parts and their sum: the parts bound the sum, and the sum the parts.", "xx-four",
        "1 points 50\n1.1 points 25\n1.2 points 25\n1.3 points 0"),
    case("a-total-narrows-everything", "A total near the maximum leaves little room anywhere below.",
        "xx-small", "total points 74"),
    case("a-total-of-zero", "A total near 0 leaves little room anywhere below.", "xx-small",
        "total points 0"),
    case("the-sum-is-narrower-than-its-figure", "The parts are known better than the printed sum.",
        "xx-small", "1 points 23\n1.1 points 11\n1.1 percent 75\n1.2 points 12\n1.2 percent 60"),
    case("one-decimal", "The precision is the unit of the last printed digit: 11.5 is from 11.45 to 11.55.",
        "xx-small", "1.1 points 11.5~0.1"),
    case("percent-with-a-decimal", "A percent with a decimal is ten times as narrow.", "xx-small",
        "1.2 percent 62.5~0.1"),
    case("precision-of-five", "A figure rounded to fives has the precision 5.", "xx-small",
        "2.1 points 15~5"),
    case("precision-without-decimals", "A precision need not be a power of ten.", "xx-small",
        "2.1 points 8~1/3"),
    case("at-the-maximum", "What is printed as the maximum cannot be above it.", "xx-small", "1.1 points 15"),
    case("at-zero", "What is printed as 0 cannot be below it.", "xx-small", "1.1 points 0"),
    case("a-hundred-percent", "A whole percent of the maximum is from 99.5 % to 100 %.", "xx-small",
        "2 percent 100"),
    case("just-above-the-maximum",
        "15.5 at a precision of 1 reaches down to 15, so the maximum itself is true.", "xx-small",
        "1.1 points 15.5"),
    case("just-below-zero", "A figure of -0.5 reaches up to 0, so 0 is true.", "xx-small", "1.1 points -0.5"),
    case("thirds", "Maxima without finite decimals: exact fractions all the way.", "xx-thirds",
        "1.1 points 1\n1.2 percent 33"),
    case("a-sum-of-thirds", "Sums of fractions are exact: three thirds of 10 are 10.", "xx-thirds",
        "1.1 percent 100\n1.2 percent 100\n1.3 percent 100"),
    case("criteria", "The level below questions adds up like any other.", "xx-criteria",
        "1.1.1 points 4\n1.1.2 percent 60\n1 points 20"),
    case("criteria-without-maxima", "Where one maximum below is not known, nothing is added up there.",
        "xx-open", "1.1 points 14"),
    case("areas-only", "An edition of which only areas are known is scored by areas.", "xx-areas",
        "1 points 68\n2 points 49\ntotal points 150"),
    case("what-does-not-bound", "Changes, references and maxima are no points of the item.", "xx-small",
        "1.1 points 11\n1 change -16\ntotal reference 40\n1.1 max 15"),
    case("the-same-figure-twice", "A figure that is printed twice says no more than once.", "xx-small",
        "1.1 points 11\n1.1 points 11"),
    case("sum-of-printed-needs-all", "The sum of printed parts stands only where all parts are printed.",
        "xx-small", "1.1 points 11\n2.1 points 5\n2.2 points 6"),
    case("printed-is-the-first", "Of several printed points the first by line is shown.", "xx-small",
        "1.1 points 12~2\n1.1 points 11"),
    case("real-area-6", "Area 6 of a report of 2017: the questions' points add up to 77, and 76 is printed.",
        "xx-2016", real("6")),
    case("real-areas", "Areas 3, 4 and 6 of a report of 2017.", "xx-2016", real("3", "4", "6")),
    case("another-edition", "The assessment is of another edition than the one that it is scored on.",
        "xx-small", "1.1 points 11", assessed="xx-other"),
    case("an-unknown-item", "The edition has no such item.", "xx-small", "3.1 points 11\n1.1 points 11"),
    case("unknown-weights", "The maximum of an area is not known, so nothing can be said of the total.",
        "xx-unknown", "1 points 50"),
    case("a-partial-edition", "Not even all areas are known, so there is no total.", "xx-partial",
        "1 points 50"),
    case("a-criterion-without-weights",
        "A figure that cannot be added up bounds nothing, and is not left out in silence.", "xx-open",
        "1.1.1 points 2"),
    case("everything-that-is-wrong", "All problems are found at once.", "xx-unknown", "9 points 1",
        assessed="xx-other"),
]  # fmt: skip

DISCREPANCIES = [
    case("no-discrepancy", "Figures that agree, and add up as printed.", "xx-small",
        "1 points 23\n1.1 points 11\n1.2 points 12"),
    case("rounding",
        "72 is printed below and 73 above: there are true values that print both, so nothing is wrong.",
        "xx-small", "1 points 24\n1.1 points 11\n1.2 points 12"),
    case("rounding-of-a-total", "The same between areas and the total.", "xx-small",
        "total points 60\n1 points 30\n2 points 31"),
    case("rounding-needs-all-parts",
        "Where a part is not printed there is no sum of printed parts to differ from.", "xx-small",
        "1 points 24\n1.1 points 11"),
    case("rounding-in-thirds", "The sum of the printed parts is exact.", "xx-thirds",
        "1 points 4\n1.1 points 1\n1.2 points 1\n1.3 points 1"),
    case("above-the-maximum",
        "27 of 20 points: no true value prints it. It is set aside, and could have been anything that the "
        "rest allows.", "xx-small", "1.2 points 27"),
    case("below-zero", "-17 points: no true value prints it.", "xx-small", "1.2 points -17"),
    case("above-a-hundred-percent", "184 %: the possible values are in percent too.", "xx-small",
        "1.2 percent 184"),
    case("points-against-percent",
        "17 points of 20 are not 48 %: both are set aside, and each could be the misprint.", "xx-small",
        "1.2 points 17\n1.2 percent 48"),
    case("a-third-figure-decides", "The area and the other question show which of the two is the misprint.",
        "xx-small", "1 points 28\n1.1 points 11\n1.2 points 17\n1.2 percent 48"),
    case("one-of-three-disagrees",
        "Figures that are apart from any other are set aside; the smallest set is the first pair by line.",
        "xx-small", "1.2 points 17\n1.2 percent 85\n1.2 points 9"),
    case("one-agrees-with-all", "A figure that is apart from no other is kept.", "xx-small",
        "1.2 points 10\n1.2 points 11~5\n1.2 points 13"),
    case("an-area-against-its-questions", "More figures speak for the questions, so the area loses its own.",
        "xx-small", "1 points 10\n1.1 points 11\n1.2 points 12"),
    case("an-area-loses-all-its-figures",
        "Points and percent of the area agree with each other and with nothing below: no single misprint "
        "explains it.", "xx-small", "1 points 7\n1 percent 20\n1.1 points 11\n1.2 points 12"),
    case("the-smallest-set", "Of four questions two are enough to show that the area is too low.", "xx-four",
        "1 points 20\n1.1 points 10\n1.2 points 12\n1.3 points 2\n1.4 points 14"),
    case("ties-go-by-line", "Several smallest sets: the one with the earliest lines.", "xx-four",
        "1.1 points 15\n1.2 points 15\n1.3 points 15\n1 points 20"),
    case("too-high-an-area", "The area is printed higher than all its questions allow.", "xx-four",
        "1 points 90\n1.1 points 20\n1.2 points 10"),
    case("a-total-against-its-areas", "A total that disagrees with its areas loses its own figures.",
        "xx-areas", "total points 20\n1 points 68\n2 points 49"),
    case("a-total-against-questions", "The smallest set may name questions, where no area is printed.",
        "xx-small", "total points 3\n1.1 points 11\n2.1 points 5"),
    case("two-contradictions", "Each is found by itself; they stand in the edition's order.", "xx-small",
        "2.1 percent 184\n1.1 points 99"),
    case("a-contradiction-below-one", "What was set aside below is not used above.", "xx-small",
        "1 points 30\n1.1 points 99\n1.2 points 3"),
    case("a-misprint-explains-nothing", "No misprint of one figure alone explains it.", "xx-small",
        "1 points 3\n1 percent 9\n1.1 points 11\n1.1 percent 73"),
    case("no-rounding-beside-a-contradiction", "What was set aside is not also called a rounding.",
        "xx-small", "1 points 10\n1.1 points 11\n1.2 points 12\n2 points 12\n2.1 points 6\n2.2 points 5"),
    case("a-wrong-maximum",
        "The printed maximum is not the edition's: perhaps the report is of another edition.", "xx-small",
        "1.2 max 30\n1.2 points 11"),
    case("a-rounded-maximum", "The maximum is 10/3, and 3 is how it prints.", "xx-thirds",
        "1.1 max 3\n1.1 points 2"),
    case("a-maximum-of-the-total", "The total has a maximum too.", "xx-small",
        "total max 800\ntotal points 50"),
    case("a-wrong-maximum-and-a-contradiction", "Both of one item: the maximum first.", "xx-small",
        "1.2 points 27\n1.2 max 30"),
    case("what-is-printed-after-it-was-set-aside", "The printed points are the first that could be used.",
        "xx-small", "1.1 points 99\n1.1 points 11"),
    case("set-aside-and-still-shown", "Where none could be used, the first is shown as printed all the same.",
        "xx-small", "1.1 points 99"),
    case("by-page-then-line", "The order of figures is that of pages, then lines.", "xx-small",
        "1.1 points 99\n1.1 points 98"),
    case("criteria-against-a-question", "A question with criteria is a sum like any other.", "xx-criteria",
        "1.1 points 2\n1.1.1 points 5\n1.1.2 points 9"),
    case("possible-values-have-the-figures-precision",
        "A misprint of 11.5 could have been a value with one decimal.", "xx-small",
        "1 points 20.0~0.1\n1.1 points 3.5~0.1\n1.2 points 11.5~0.1"),
    case("a-percent-of-an-area", "A percent of a sum conflicts like points of it.", "xx-small",
        "1 percent 10\n1.1 points 11"),
    case("both-kinds", "A rounding in one area and a contradiction in the other.", "xx-small",
        "1 points 24\n1.1 points 11\n1.2 points 12\n2.1 percent 184"),
    case("an-area-printed-twice",
        "The questions add up to the first of two figures of the area; the second is the one to name.",
        "xx-small", "1 points 23\n1.1 points 11\n1.2 points 12\n1 points 24"),
    case("an-area-printed-twice-otherwise",
        "The same figures the other way round: it is a rounding all the same.", "xx-small",
        "1 points 24\n1.1 points 11\n1.2 points 12\n1 points 23"),
    case("a-part-printed-twice", "By the second figure of a question the area does not add up.", "xx-small",
        "1 points 23\n1.1 points 11\n1.2 points 12\n1.1 points 12"),
    case("a-part-printed-twice-otherwise",
        "The first figures do not add up, so the second of the question is not named.", "xx-small",
        "1 points 23\n1.1 points 12\n1.2 points 12\n1.1 points 11"),
    case("both-printed-twice", "Area and question each have another figure; the item's own is named first.",
        "xx-small", "1 points 23\n1.1 points 11\n1.2 points 12\n1.1 points 12\n1 points 24"),
    case("a-total-printed-twice", "Not every area is printed, but the total is, with two values.", "xx-small",
        "total points 60\n1 points 30\ntotal points 61"),
    case("an-area-alone-printed-twice", "An area is a sum also where its questions are not known.",
        "xx-areas", "1 points 72\n1 points 73"),
    case("a-question-with-criteria-printed-twice", "A question that has parts is a sum too.", "xx-criteria",
        "1.1 points 12\n1.1 points 13"),
    case("a-question-printed-twice",
        "A question without parts is no sum: two figures that have a value in common say nothing but that.",
        "xx-small", "1.1 points 10\n1.1 points 11"),
    case("printed-twice-and-set-aside", "A figure that was set aside is not also a rounding.", "xx-small",
        "1 points 23\n1.1 points 11\n1.2 points 12\n1 points 90"),
    on_one_line(case("of-one-line-the-earlier-item",
        "The order of the input decides nothing: of one line the edition's earlier item comes first.",
        "xx-small", "1.2 points 10\n1.1 points 10\n1 points 3")),
    on_one_line(case("of-one-line-the-lower-value",
        "Of one line and one item the lower value comes first, and is shown as printed.", "xx-small",
        "1.1 points 11\n1.1 points 10")),
    case("real-misprint", "Area 6 of a report of 2017 with 17 for 11: the area shows that it is the points.",
        "xx-2016", real("6").replace("6.2 points 11", "6.2 points 17")),
]  # fmt: skip
PAGED = next(one for one in DISCREPANCIES if one["name"] == "by-page-then-line")
PAGED["observations"][0]["page"], PAGED["observations"][1]["page"] = 2, 1
