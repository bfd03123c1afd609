"""The inputs of the vectors for the narrowest bounds of conversions, each with why it is there."""

import runpy
from pathlib import Path

SCORING = runpy.run_path(str(Path(__file__).with_name("cases_scoring.py")))
CONVERSION = runpy.run_path(str(Path(__file__).with_name("cases_conversion.py")))
area, edition = (SCORING[name] for name in ("area", "edition"))
case, link, said = (CONVERSION[name] for name in ("case", "link", "said"))

EDITIONS = {
    one["id"]: one
    for one in (
        edition("aa-three", area("1", "30", "10", "10", "10")),
        edition("bb-three", area("1", "30", "10", "10", "10")),
        edition("aa-pairs", area("1", "20", "10", "10"), area("2", "20", "10", "10")),
        edition("bb-pairs", area("1", "20", "10", "10"), area("2", "20", "10", "10")),
        edition("bb-one", area("1", "20"), completeness="areas"),
        edition("bb-two", area("1", "40", "20", "20")),
        edition("bb-four", area("1", "40", "10", "10", "10", "10")),
        edition("aa-one", area("1", "20", "20")),
        edition("bb-split", area("1", "30", "10", "20"), area("2", "10", "10")),
        edition("a-465", area("1", "9", "9"), area("2", "7", "7")),
        edition("b-465", area("1", "16"), completeness="areas"),
        edition("a-1245", area("1", "50", "10", "40")),
        edition("b-1245", area("1", "25", "25")),
        edition("a-392", area("1", "25/7", "25/7"), area("2", "11", "11")),
        edition("b-392", area("1", "12", "11", "1")),
        edition("a-976", area("1", "28", "28"), area("2", "21", "21"), area("3", "24.5", "24.5"),
                area("4", "31.5", "31.5"), area("5", "10.5", "10.5"), area("6", "42", "42")),
        edition("b-976", area("1", "230/3", "40", "110/3"), area("2", "160/3", "160/3"),
                area("3", "20", "20")),
        edition("a-826", area("1", "12.5", "12.5")),
        edition("b-826", area("1", "0.1"), area("2", "40"), completeness="areas"),
    )
}  # fmt: skip


def split(source, *parts):
    """Return links of one source to parts of it, such as ``1.1 1/2``: a part is all of its target."""
    found = []
    for part in parts:
        code, share = part.split()
        found.append(link(source, "superset-of", code, of_source=share))
    return found


EQUALS = [link(code, "equal", code) for code in ("1.1", "1.2", "1.3")]
AREA = "total 24.5 25.5\n1 24.5 25.5\n1.1 0 10\n1.2 0 10\n1.3 0 10"
LOOSE = "total 14.5 15.5\n1 14.5 15.5\n1.1 0 10\n1.2 0 10\n1.3 0 10"
TOTAL = "total 19.5 20.5\n1 0 20\n1.1 0 10\n1.2 0 10\n2 0 20\n2.1 0 10\n2.2 0 10"
FOUR = "total 21.5 22.5\n1 8 12\n1.1 2 6\n1.2 4 8\n2 8 13\n2.1 3 8\n2.2 5 5"
NARROWEST = [
    case("questions-of-a-known-area",
        "Of three questions only the area is known, and so it is of three equal ones: 24.5 to 25.5, and each "
        "question 4.5 at least.", "aa-three bb-three", EQUALS, AREA),
    case("all-questions-of-two-areas",
        "A union of all questions is known as well as the total, whatever is known of the areas.",
        "aa-pairs bb-one", [link("1.1+1.2+2.1+2.2", "equal", "1")], TOTAL),
    case("two-of-three-questions",
        "The third one may have all that the area leaves it, and the two the rest.",
        "aa-three bb-one", [link("1.1+1.2", "equal", "1")], LOOSE),
    case("two-of-three-and-the-third", "The union and the question are together the area.",
        "aa-three bb-split", [link("1.1+1.2", "equal", "1.2"), link("1.3", "equal", "1.1")], LOOSE),
    case("unions-that-share-a-question", "Only unions that share no question count together.",
        "aa-three bb-four",
        [link("1.1+1.2", "superset-of", "1.1", of_source="1/2"), link("1.2+1.3", "superset-of", "1.2",
            of_source="1/2"), link("1.3", "equal", "1.3")], AREA),
    case("questions-of-two-areas-in-a-union", "They are parts of no one item, so the union stands alone.",
        "aa-pairs bb-one", [link("1.1+2.1", "equal", "1")], FOUR),
    case("a-union-in-a-sum", "What is known of two items together stands in the sum of their area for both.",
        "aa-pairs bb-pairs", [link("1.1+2.1", "equal", "1.1+1.2")], FOUR),
    case("a-plain-split", "The parts exclude each other, so the area is exact where its questions are not.",
        "aa-one bb-two", split("1.1", "1.1 1/2", "1.2 1/2"), "total 12 13\n1 12 13\n1.1 12 13"),
    case("a-split-in-other-proportions", "What is not in the one part is in the other, which weighs less.",
        "aa-one bb-split", [link("1.1", "superset-of", "1.1", of_source="3/4"),
        link("1.1", "superset-of", "1.2", of_source="1/4")], "total 12 13\n1 12 13\n1.1 12 13"),
    case("a-split-over-two-areas", "The total adds up what each area can only have without the other.",
        "aa-one bb-split", split("1.1", "1.2 1/2", "2.1 1/2"), "total 12 13\n1 12 13\n1.1 12 13"),
    case("a-split-with-a-rest",
        "What is linked to nothing can hold all that is missing, or all that is there.",
        "aa-one bb-two", split("1.1", "1.1 1/2", "1.2 1/4"), "total 12 13\n1 12 13\n1.1 12 13"),
    case("a-total-narrows-its-only-area", "What is known of the total is known of its one area.",
        "aa-one bb-two", [link("total", "equal", "total")], "total 12 13\n1 12 13\n1.1 12 13"),
    case("a-total-of-anything-is-exact", "Nothing is known of it, and converting adds nothing to that.",
        "aa-one bb-one", [link("total", "equal", "total")], "total 0 20\n1 0 20\n1.1 0 20"),
    case("an-area-narrows-its-questions", "A question has what the area leaves beside the others.",
        "aa-one bb-two", [link("1", "equal", "1")], "total 19 20\n1 19 20\n1.1 19 20"),
    case("a-union-narrows-its-items", "An item of a union has what the union leaves beside the others.",
        "aa-pairs bb-four", [link("1.1", "equal", "1.1"), link("1", "equal", "1.1+1.2")], FOUR),
    case("a-union-and-an-item-of-it", "A link to the union and one to an item of it.", "aa-pairs bb-pairs",
        [link("1", "equal", "1.1+1.2"), link("1.1", "intersects", "1.1", of_source="1/2", of_target="1/2")],
        FOUR),
    case("unions-that-cross-in-the-target",
        "Two links to two items each, which have one in common: of the ways to make up the area the best "
        "counts.", "aa-pairs bb-four",
        [link("1", "subset-of", "1.1+1.2", of_target="3/4"), link("2", "subset-of", "1.2+1.3",
            of_target="1/4"), link("1.1", "subset-of", "1.4", of_target="1/2")], FOUR),
    case("two-sources-in-one-target",
        "Points of one source that are missing cost more than those of another.",
        "aa-pairs bb-two",
        [link("1.1", "intersects", "1.1", of_source="1/2", of_target="3/4"),
         link("1.1", "intersects", "1.2", of_source="1/2", of_target="1/4"),
         link("1.2", "subset-of", "1.2", of_target="1/2")], FOUR),
    case("a-total-between-areas", "What the total leaves to one area goes first where it costs least.",
        "aa-pairs bb-two",
        [link("1.1", "subset-of", "1.1", of_target="1/2"), link("2.1", "subset-of", "1.1", of_target="1/4"),
         link("2.2", "subset-of", "1.2", of_target="3/4"), link("1.2", "subset-of", "1.2", of_target="1/4")],
        TOTAL),
    case("an-area-and-its-questions", "Of the links of an area and those of its questions the better count.",
        "aa-pairs bb-two",
        [link("1", "intersects", "1.1", of_source="1/2", of_target="1/2"), link("1.1", "subset-of", "1.2",
            of_target="1/4"), link("2", "intersects", "1.2", of_source="1/4",
            of_target="1/2"), link("2.1", "intersects",
            "1.1", of_source="3/4", of_target="1/4")], TOTAL),
    case("a-full-source-of-unknown-share", "Of what is full every part is full, in every target at once.",
        "aa-pairs bb-two",
        [link("1.1", "intersects", "1.1", of_target="1/2"),
         link("1.1", "intersects", "1.2", of_target="1/4")],
        "total 20 30\n1 10 20\n1.1 10 10\n1.2 0 10\n2 10 10\n2.1 5 5\n2.2 5 5"),
    case("ranges-of-shares", "Only the lower ends of shares bound anything here too.", "aa-pairs bb-two",
        [link("1.1", "intersects", "1.1", of_source=["1/4", "1/2"], of_target=["1/4", "1"]),
         link("1.1", "intersects", "1.2", of_source=["1/2", "3/4"], of_target=["1/2", "3/4"])], FOUR),
    case("scores-that-contradict-each-other", "No points of the questions add up to the total: an error.",
        "aa-pairs bb-one", [link("1", "equal", "1")],
        "total 30 31\n1 8 12\n1.1 2 6\n1.2 4 8\n2 8 13\n2.1 3 8\n2.2 5 5"),
    case("a-sum-that-the-scores-narrow",
        "The scores are narrowed first: the total leaves each area 8 at least.",
        "aa-pairs bb-one", [link("1", "equal", "1")],
        "total 28 29\n1 0 20\n1.1 0 10\n1.2 0 10\n2 0 20\n2.1 0 10\n2.2 0 10"),
    case("parts-of-parts-stand-for-the-total",
        "The questions are the areas, and the areas the total: what is known of it is known of the union.",
        "a-465 b-465",
        [link("total", "equal", "total"), link("1.1+2.1", "equal", "1"),
         link("1", "subset-of", "total", of_target=["0.3375", "0.5625"]),
         link("1.1", "subset-of", "1", of_target="0.5625")],
        "total 12.15 12.25\n1 7.5 7.55\n1.1 7.5 7.55\n2 4.6 4.75\n2.1 4.6 4.75", covered=["total"]),
    case("a-judgement-in-a-cover",
        "A judgement covers nothing, and without it not all that covers the target is known.",
        "a-1245 b-1245",
        [link("1.2", "equivalent", "1.1"), link("1.1", "subset-of", "1.1")],
        "total 2.75 3.25\n1 2.75 3.25\n1.1 0.05 0.15\n1.2 2.6 3.2", covered=["1.1"]),
    case("the-best-of-both-packings", "The lower end is by other links than the upper one.", "a-392 b-392",
        [link("total", "superset-of", "1.2", of_source="25/102"),
         link("2.1", "subset-of", "1.1", of_target=["6/35", "23/35"]), link("1", "equal", "1.2"),
         link("2.1", "subset-of", "1.1+1.2", of_target="11/28"),
         link("total", "intersects", "1.1", of_source="77/102", of_target="3/7")],
        "total 11.2525 1273/112\n1 1.1875 667/560\n1.1 1.1875 667/560\n2 10.065 10.175\n2.1 10.065 10.175",
        covered=["1.2"]),
    case("exact-whatever-the-upper-end",
        "The least shares of two sources add up to all of the target, so their ranges are no ranges.",
        "a-976 b-976",
        [link("1", "subset-of", "1", of_target="8/23"), link("3.1", "subset-of", "2.1", of_target="0.4375"),
         link("5", "subset-of", "1", of_target="3/23"),
         link("1.1", "intersects", "1.2", of_source="1", of_target=["8/11", "101/110"]),
         link("6.1", "equal", "1.1"), link("total", "superset-of", "2", of_source="16/45"),
         link("2.1", "equal", "3.1"), link("6", "subset-of", "1"),
         link("total", "intersects", "3", of_target="1"), link("4.1", "subset-of", "2.1"),
         link("5.1", "subset-of", "1.2", of_target="3/11"),
         link("4.1", "intersects", "2", of_target="0.5625"),
         link("total", "superset-of", "1")],
        "total 76.995 77.005\n1 0 0.05\n1.1 0 0.05\n2 20.93475 21\n2.1 20.93475 21\n3 24.5 24.5\n"
        "3.1 24.5 24.5\n4 31.5 31.5\n4.1 31.5 31.5\n5 0 0.00525\n5.1 0 0.00525\n6 0 0.005\n6.1 0 0.005",
        covered=["1.1", "1.2", "2.1", "3.1"], statements=[said("a-976", "b-976", "-3", "7", "2")]),
    case("a-rule-of-thumb-with-a-second-source",
        "Another item leads to the same target, so the rule is not applied.", "a-826 b-826",
        [link("1.1", "superset-of", "1"), link("1", "superset-of", "1", of_source=["24/55", "17/22"])],
        "total 6.5625 6.65\n1 6.5625 6.65\n1.1 6.5625 6.65",
        statements=[said("a-826", "b-826", "-3", "7", "1")]),
]  # fmt: skip
