"""The inputs of vectors: levels, items that do not apply, context, kinds, unknown maxima."""

import runpy
from pathlib import Path

SCORING = runpy.run_path(str(Path(__file__).with_name("cases_scoring.py")))
item, edition, area, figures = (SCORING[name] for name in ("item", "edition", "area", "figures"))


def scale(name, *awards, by="share"):
    """Return a scale whose levels count from 0; what is None is not known."""
    levels = [
        {"value": str(number), **({} if award is None else {by: award})}
        for number, award in enumerate(awards)
    ]
    return {"id": name, "levels": levels}


SCALES = [
    scale("fourths", "0", "1/4", "1/2", "3/4", "1"),
    scale("thirds", "0", "1/3", "1"),
    scale("points", "0", "5", "15", by="points"),
    scale("half-known", "0", None, "1"),
]
LEVELS = [
    item("1.1", "20", scale="fourths"),
    item("1.2", "15", scale="points"),
    item("1.3", "10", scale="half-known"),
    item("1.4", "15", criteria=[
        item("1.4.1", "5", scale="thirds"), item("1.4.2", "10", scale="thirds")]),
    item("1.5", scored=False, scale="thirds"),
]  # fmt: skip
KINDS = [item("2.1", "20"), item("2.2", "20", applies_to=["city"])]
EDITIONS = {
    one["id"]: one
    for one in (
        {**edition("xx-levels", item("1", "60", questions=LEVELS), area("2", "40", "25", "15")),
         "scales": SCALES},
        edition("xx-kinds", area("1", "60", "60"), item("2", "40", questions=KINDS),
            item("3", "50", applies_to=["region", "city"])| {"questions": [item("3.1", "50")]}),
        {**edition("xx-texts",
            item("1", "100", questions=[item("1.1", "40"), item("1.2", scale="thirds"), item("1.3")]),
            area("2", "50", "20", "30"), completeness="questions"), "scales": SCALES},
        edition("xx-areas", area("1", "60"), area("2", "40"), completeness="areas"),
    )
}  # fmt: skip


def case(name, why, on, seen, *without, **more):
    omitted = {"not_applicable": list(without)} if without else {}
    return {"name": name, "why": why, "edition": on, "observations": figures(seen), **omitted, **more}


SHAPES = [
    case("a-level", "A level gives exactly what its scale says: nothing of it was rounded.", "xx-levels",
        "1.1 level 3"),
    case("a-level-of-points", "A level may give points whatever the maximum.", "xx-levels", "1.2 level 1"),
    case("a-level-of-an-unknown-award", "A level of which nobody knows what it gives bounds nothing.",
        "xx-levels", "1.3 level 1"),
    case("levels-of-criteria", "A third of 5 and of 10: exact fractions all the way up.", "xx-levels",
        "1.4.1 level 1\n1.4.2 level 1"),
    case("a-level-is-no-points", "A printed 2 of three levels is all of the points, and never 2 of them.",
        "xx-levels", "1.4.2 level 2"),
    case("levels-narrow-others", "Levels and a printed area narrow what is not printed.", "xx-levels",
        "1 points 40\n1.1 level 4\n1.2 level 2"),
    case("a-level-against-points", "15 of 20 points are the level 3, and 1 is printed.", "xx-levels",
        "1.1 level 1\n1.1 points 15"),
    case("a-level-that-cannot-be-the-misprint", "No level gives 8 points, so only the points can be wrong.",
        "xx-levels", "1.1 level 0\n1.1 points 8"),
    case("two-levels", "Two levels of one item contradict each other.", "xx-levels",
        "1.1 level 1\n1.1 level 2"),
    case("levels-against-an-area", "The level alone is enough to show that the area is too low.", "xx-levels",
        "1 points 5\n1.1 level 4\n1.2 level 2"),
    case("a-level-against-criteria", "Criteria against what is printed of their question.", "xx-levels",
        "1.4 points 15\n1.4.1 level 0"),
    case("a-level-of-context", "A question for context is part of no sum, and its answer no contradiction.",
        "xx-levels", "1.5 level 2"),
    case("points-of-context", "A question for context has no points.", "xx-levels", "1.5 points 4"),
    case("no-such-level", "The scale has no level 5.", "xx-levels", "1.1 level 5"),
    case("a-level-without-a-scale", "2.1 is not answered on a scale.", "xx-levels", "2.1 level 1"),
    case("not-applicable", "What does not apply leaves the sum, and the maximum of all above it.",
        "xx-levels", "1 points 30", "1.1"),
    case("a-whole-area", "50 of the 60 points that are possible.", "xx-areas", "1 points 50", "2"),
    case("a-criterion", "Of a question with criteria the rest still counts.", "xx-levels",
        "1.4 percent 100", "1.4.1"),
    case("all-parts", "A whole of which no part applies does not apply.", "xx-levels", "", "2.1", "2.2"),
    case("nothing-applies", "Nothing of nothing is left of the total.", "xx-areas", "", "1", "2"),
    case("a-level-of-what-is-left", "A share is of the maximum of what applies.", "xx-levels",
        "1.4.2 level 2", "1.4.1"),
    case("percents-are-of-what-applies", "40 % of 25 points.", "xx-levels", "2 percent 40", "2.2"),
    case("the-reduced-maximum", "The maximum that is left is the right one to print.", "xx-levels",
        "2 max 25", "2.2"),
    case("the-whole-maximum", "A report may print the maximum of all, whatever applies.", "xx-levels",
        "2 max 40\ntotal max 100", "2.2"),
    case("neither-maximum", "30 points are neither what applies nor the whole.", "xx-levels",
        "2 max 30", "2.2"),
    case("printed-as-a-whole", "A row that does not apply keeps its column of maxima.", "xx-levels",
        "2.2 max 15", "2.2"),
    case("another-maximum-of-what-does-not-apply", "Neither nothing nor what the edition has.", "xx-levels",
        "2.2 max 20", "2.2"),
    case("all-maxima-of-nothing", "The maxima of all, where nothing of it applies.", "xx-areas",
        "1 max 60\n2 max 40\ntotal max 100", "1", "2"),
    case("a-maximum-of-an-unknown-that-does-not-apply", "Nothing says what it would be.", "xx-texts",
        "1.3 max 20", "1.1", "1.2", "1.3"),
    case("a-maximum-of-context-that-does-not-apply", "A question for context has no points at all.",
        "xx-levels", "1.5 max 5", "1.5"),
    case("printed-as-nothing", "Not applicable, maximum 0: no contradiction.", "xx-levels",
        "2.2 max 0\n2.2 points 0", "2.2"),
    case("points-of-what-does-not-apply", "They are set aside, and the rest is scored.", "xx-levels",
        "2.2 points 12\n2 points 20", "2.2"),
    case("a-level-of-what-does-not-apply", "What does not apply is not answered, not even with 0.",
        "xx-levels", "1.1 level 0", "1.1"),
    case("the-sum-of-what-applies", "Printed parts add up without what does not apply.", "xx-levels",
        "2 points 11\n2.1 points 10\n2.2 points 0", "2.2"),
    case("no-such-item", "The edition has no item 9.", "xx-levels", "", "9"),
    case("a-municipality", "An area and a question that are not asked of municipalities.", "xx-kinds",
        "total points 50"),
    case("a-city", "Everything is asked of cities.", "xx-kinds", "total points 50", kind="city"),
    case("a-region", "The question of the cities is not asked of regions.", "xx-kinds",
        "2 percent 50\n2.2 points 5", kind="region"),
    case("an-unknown-kind", "Where the kind is not known, the maxima are not either.", "xx-kinds", "",
        kind=None),
    case("an-unknown-kind-where-it-does-not-matter", "An edition that is for all needs no kind.", "xx-areas",
        "1 points 50", kind=None),
    case("unknown-maxima", "An area of which one question has no maximum is scored as a whole.", "xx-texts",
        "1 points 70\n2.1 points 10\ntotal points 110"),
    case("figures-of-unknown-maxima", "A percent and a level of no known maximum say nothing.", "xx-texts",
        "1.2 level 1\n1.3 percent 50\n1.1 points 30"),
    case("points-of-unknown-maxima", "They are part of the sum all the same.", "xx-texts",
        "1.1 points 30\n1.2 points 20"),
    case("points-of-all-parts", "Where all parts are printed, the area is known without its own figure.",
        "xx-texts", "1.1 points 30\n1.2 points 20\n1.3 points 35"),
    case("more-than-is-left", "Two questions of unknown maxima have more than the third leaves of the area.",
        "xx-texts", "1.2 points 50\n1.3 points 40"),
    case("a-smallest-set-with-unknown-maxima", "The area is printed below what its questions have.",
        "xx-texts", "1 points 20\n1.1 points 5\n1.2 points 10\n1.3 points 12"),
    case("an-area-above-its-parts", "All questions are printed, and the area is printed higher.", "xx-texts",
        "1 points 90\n1.1 points 30\n1.2 points 10\n1.3 points 12"),
    case("a-rounding-with-unknown-maxima", "The printed parts add up to 85, where 86 is printed.", "xx-texts",
        "1 points 86\n1.1 points 30\n1.2 points 20\n1.3 points 35"),
    case("an-unknown-maximum-that-does-not-apply", "What cannot be taken off is not guessed.", "xx-texts",
        "", "1.3"),
    case("all-unknown-maxima", "Where nothing of the area applies, its maximum is enough.", "xx-texts", "",
        "1.1", "1.2", "1.3"),
]  # fmt: skip
