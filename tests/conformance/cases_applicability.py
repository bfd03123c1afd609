"""The inputs of candidates of vectors for conversion: what does not apply, of the source or of the target."""

import runpy
from pathlib import Path

SCORING = runpy.run_path(str(Path(__file__).with_name("cases_scoring.py")))
CONVERSION = runpy.run_path(str(Path(__file__).with_name("cases_conversion.py")))
area, edition, item = (SCORING[name] for name in ("area", "edition", "item"))
link, mapping, said, scores = (CONVERSION[name] for name in ("link", "mapping", "said", "scores"))

TOWN, CITIES, REGIONS = "municipality", ["city"], ["region"]
EDITIONS = {
    one["id"]: one
    for one in (
        edition("aa-whole", area("1", "60", "20", "40"), area("2", "40", "40")),
        edition("bb-whole", area("1", "30", "10", "20"), area("2", "20", "20")),
        edition("bb-kinds",
            item("1", "30", questions=[item("1.1", "10"), item("1.2", "20", applies_to=CITIES)]),
            item("2", "20", questions=[item("2.1", "20")], applies_to=REGIONS)),
        edition("bb-part",
            item("1", "30", questions=[item("1.1", "10"), item("1.2", "10"),
                item("1.3", "10", applies_to=CITIES)]),
            item("2", "20", questions=[item("2.1", "20")])),
        edition("bb-others",
            item("1", "30", questions=[item("1.1", "10", applies_to=CITIES),
                item("1.2", "20", applies_to=CITIES)]),
            area("2", "20", "20")),
        edition("bb-nobody", item("1", "30", applies_to=REGIONS), completeness="areas"),
        edition("aa-union", area("1", "30", "30"), area("2", "20", "10", "10")),
        edition("aa-rest", area("1", "40", "30", "10"), area("2", "10", "10")),
        edition("bb-rest",
            item("1", "80", questions=[item("1.1", "30", applies_to=CITIES), item("1.2", "20"),
                item("1.3", "30")]),
            area("2", "30", "20", "10")),
        edition("bb-first", area("1", "10", "10"),
            item("2", "10", questions=[item("2.1", "10", applies_to=CITIES)])),
        edition("aa-single", area("1", "10", "10")),
        edition("bb-double", area("1", "30", "20", "10")),
        edition("aa-context",
            item("1", "20", questions=[item("1.1", "20"), item("1.2", scored=False)]), area("2", "40", "40")),
    )
}  # fmt: skip
ALL = [link("1.1", "equal", "1.1"), link("1.2", "equal", "1.2"), link("2.1", "equal", "2.1")]
AREAS = [link("1", "equal", "1"), link("2", "equal", "2")]
SEEN = "total 55 60\n1 30 35\n1.1 10 10\n1.2 20 25\n2 25 25\n2.1 25 25"
PART = "total 35 35\n1 10 10\n1.1 10 10\n1.2 0 0\n2 25 25\n2.1 25 25"
WITHOUT_AREA = "total 30 35\n1 30 35\n1.1 10 10\n1.2 20 25\n2 0 0\n2.1 0 0"
CONTEXT = "total 35 35\n1 10 10\n1.1 10 10\n2 25 25\n2.1 25 25"


def case(name, why, on, links, seen, *, without=(), kind=TOWN, **more):
    source, target = on.split(" ")
    return {
        "name": name,
        "why": why,
        "source": source,
        "target": target,
        "mapping": mapping(source, target, *links, **more),
        "scores": scores(seen),
        **({"not_applicable": list(without)} if without else {}),
        **({"kind": kind} if kind != TOWN else {}),
    }


WHOLE, KINDS = "aa-whole bb-whole", "aa-whole bb-kinds"
APPLICABILITY = [
    case("a-question-that-does-not-apply",
        "Nothing is known of what corresponds to it, and the sum of its area is bounded.", WHOLE, ALL, PART,
        without=["1.2"]),
    case("a-part-of-a-linked-area",
        "A link of the area carries over what could be: 10 of the 20 points that apply are 10 to 50 of 60.",
        WHOLE, AREAS, PART, without=["1.2"]),
    case("an-area-that-does-not-apply", "Its share can be anything, and nothing of it is exact.", WHOLE,
        AREAS, WITHOUT_AREA, without=["2"]),
    case("a-subset-of-which-a-part-does-not-apply", "Of a link that says a share it is the same.", WHOLE,
        [link("1", "subset-of", "1", of_target="1/2"), link("2", "superset-of", "2", of_source="3/4")], PART,
        without=["1.2"]),
    case("what-the-target-asks-of-others",
        "Whole items first; then the points of what does not apply may be any of those of the whole.", KINDS,
        ALL, SEEN),
    case("what-the-target-asks-of-others-in-areas", "Links of areas say less of what applies.", KINDS, AREAS,
        "total 95 95\n1 55 55\n1.1 15 20\n1.2 35 40\n2 40 40\n2.1 40 40"),
    case("everything-applies-to-a-city-but-an-area", "Of another kind other items apply.", KINDS, ALL, SEEN,
        kind="city"),
    case("a-judgement-of-what-applies", "What is assumed is reduced as what is proved is.", KINDS,
        [link("1", "equivalent", "1")], SEEN),
    case("both-sides", "What does not apply here is not what does not apply there.", KINDS, ALL, PART,
        without=["1.2"]),
    case("an-unknown-kind", "It is not known what applies of the target.", KINDS, ALL, SEEN, kind=None),
    case("the-edition-itself", "What does not apply on an edition does not apply on it: a result is itself.",
        "aa-whole aa-whole", [link(code, "equal", code) for code in ("1", "1.1", "1.2", "2", "2.1", "total")],
        PART, without=["1.2"]),
    case("a-question-for-context", "It has no points, so a link of it carries nothing, and covers nothing.",
        "aa-context bb-whole",
        [link("1.1", "intersects", "1.1", of_target=["1/2", "1"]), link("1.2", "intersects", "1.1")], CONTEXT,
        covered=["1.1"]),
    case("a-rule-of-thumb-of-a-part", "A rule was stated of whole results, so it is not applied.", WHOLE, [],
        PART, without=["1.2"], statements=[said("aa-whole", "bb-whole", "4", "5")]),
    case("a-union-of-which-a-part-does-not-apply", "The sum of both is known but for what does not apply.",
        WHOLE, [link("1.1+1.2", "equal", "1")], PART, without=["1.2"]),
    case("a-total-of-which-a-part-does-not-apply", "What does not apply could have any of its points there.",
        WHOLE, [link("total", "equal", "total")], PART, without=["1.2"]),
    case("what-applies-of-a-split",
        "The sum of what applies is known better than what the whole leaves without the rest.", KINDS,
        [link("1", "superset-of", "1.1", of_source="1/3"), link("1", "superset-of", "1.2", of_source="2/3"),
         link("2.1", "equal", "2.1")], SEEN),
    case("a-cover-of-which-a-part-does-not-apply", "The cover stands, and one of its links can be anything.",
        WHOLE,
        [link("1.1", "subset-of", "1.1", of_target=["1/4", "1"]),
         link("1.2", "intersects", "1.1", of_target=["1/4", "3/4"])], PART, without=["1.2"], covered=["1.1"]),
    case("a-rule-of-thumb-of-the-whole", "All of it applies on both sides, so the rule is applied.", WHOLE,
        [link("2", "equivalent", "2")], PART, without=["1.2"],
        statements=[said("aa-whole", "bb-whole", "4", "5", "2")]),
    case("a-judgement-of-what-does-not-apply", "Nothing is known of its source.", WHOLE,
        [link("2", "equivalent", "2")], WITHOUT_AREA, without=["2"]),
    case("everything-but-one-question", "Of what is left as much is known as of a whole edition.", KINDS, ALL,
        "total 85 85\n1 50 50\n1.1 15 15\n1.2 35 35\n2 35 35\n2.1 35 35", kind="region"),
    case("all-questions-of-an-area-do-not-apply", "Neither does the area then.", WHOLE, AREAS, WITHOUT_AREA,
        without=["2.1"]),
    case("a-cover-of-what-is-left", "The sum of what applies knows more than the whole without the rest.",
        KINDS,
        [link("1.1", "subset-of", "1.1", of_target=["1/4", "1"]),
         link("1.2", "intersects", "1.1", of_target=["1/4", "3/4"])], SEEN, covered=["1.1"]),
    case("judgements-of-what-applies-of-an-area",
        "Their sum is what is assumed of the area: no more and no less than what applies of it can have.",
        "aa-whole bb-part",
        [link("1", "equal", "1"), link("2.1", "equivalent", "1.1"), link("1.1", "equivalent", "1.2")],
        "total 62 62\n1 30 30\n1.1 10 10\n1.2 20 20\n2 32 32\n2.1 32 32"),
    case("judgements-above-what-applies-of-an-area",
        "The sum of the questions does not fit the area, whole or reduced, so it narrows neither.",
        "aa-whole bb-part",
        [link("1", "equal", "1"), link("2.1", "equivalent", "1.1"), link("2.1", "equivalent", "1.2"),
         link("total", "subset-of", "1", of_target="1/10", assumed=True)],
        "total 66 66\n1 30 30\n1.1 10 10\n1.2 20 20\n2 36 36\n2.1 36 36"),
    case("an-area-of-which-no-question-is-asked", "Neither is the area then.", "aa-whole bb-others",
        [link("2.1", "equal", "2.1"), link("1.1", "equal", "1.1")], SEEN),
    case("a-target-that-is-asked-of-others", "No area of it is asked, so its total is not either.",
        "aa-whole bb-nobody", [link("1", "equal", "1")], SEEN),
    case("a-rule-of-thumb-to-what-applies", "A rule speaks of the whole target, of which a part is left.",
        KINDS, [], SEEN, statements=[said("aa-whole", "bb-kinds", "4", "5")]),
    case("the-edition-itself-by-other-links",
        "A mapping that loses something is none of an edition to itself, and the target is a whole one.",
        "aa-whole aa-whole",
        [link("1.1", "equal", "1.1"), link("2.1", "superset-of", "2.1", of_source="3/4")], PART,
        without=["1.2"]),
    case("a-union-with-a-question-for-context", "A union of which a part has no points carries nothing.",
        "aa-context bb-whole", [link("1.1+1.2", "equal", "1.1"), link("2.1", "equal", "2.1")], CONTEXT),
    case("a-sum-of-what-applies-from-below", "Its parts know more than the links to what applies of it.",
        "aa-union bb-first", [link("1.1+2.1", "equal", "1")],
        "total 11 12\n1 0 0\n1.1 0 0\n2 11 12\n2.1 9 10\n2.2 2 2"),
    case("a-sum-of-what-applies-from-above", "Its parts know more than the links to what applies of it.",
        "aa-rest bb-rest", [link("1+2", "equal", "1.3+2.2")],
        "total 16 16\n1 5 6\n1.1 0 0\n1.2 0 10\n2 10 10\n2.1 10 10"),
    case("nothing-applies-of-a-part", "It can have anything, so what it is half of has no one value.",
        "aa-single bb-double", [link("1.1", "subset-of", "1.1", of_target="1/2")],
        "total 0 0\n1 0 0\n1.1 0 0", without=["1.1"]),
]  # fmt: skip
