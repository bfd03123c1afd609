"""The inputs of the vectors for conversion, each with why it is there."""

import runpy
from pathlib import Path

SCORING = runpy.run_path(str(Path(__file__).with_name("cases_scoring.py")))
area, edition, item = SCORING["area"], SCORING["edition"], SCORING["item"]

EDITIONS = {
    one["id"]: one
    for one in (
        edition("aa-flat", area("1", "40"), area("2", "60"), area("3", "100"), completeness="areas"),
        edition("bb-flat", area("1", "50"), area("2", "50"), area("3", "20"), completeness="areas"),
        edition("aa-deep", area("1", "40", "10", "30"), area("2", "60", "20", "40")),
        edition("bb-deep", area("1", "50", "20", "30"), area("2", "25", "25")),
        edition("bb-thirds", area("1", "10", "10/3", "20/3")),
        edition("bb-unknown", area("1", "50"), area("2", None), completeness="areas"),
    )
}  # fmt: skip
WHY = {"en": "So it is in this vector."}


def link(source, relation, target, *, of_source=None, of_target=None, assumed=False):
    """Return a link as plain data; sides are codes with a plus sign between them."""
    more = {"of_source": of_source, "of_target": of_target}
    return {
        "source": source.split("+"),
        "target": target.split("+"),
        "relation": relation,
        "changes": ["same"],
        "reasons": [WHY],
        "reading": "authors",
        "cited": ["vectors"],
        **{key: value for key, value in more.items() if value is not None},
        **({"assumed": True} if assumed else {}),
    }


def mapping(source, target, *links, covered=(), statements=(), new=()):
    """Return a mapping as plain data."""
    return {
        "release": "1.0.0",
        "source": f"{source}@1",
        "target": f"{target}@1",
        "levels": [],
        "links": list(links),
        **({"new": [{"code": code, "reasons": [WHY], "cited": ["vectors"]} for code in new]} if new else {}),
        **({"covered": list(covered)} if covered else {}),
        **({"statements": list(statements)} if statements else {}),
        "sources": [{"id": "vectors", "title": "Conformance vectors of kompass-spec"}],
        "status": "draft",
    }


def said(edition_from, other, low, high, item_of="total"):
    return {
        "text": {"en": "A rule of thumb of the publisher."}, "edition": edition_from, "other": other,
        "cited": "vectors", "item": item_of, "low": low, "high": high,
    }  # fmt: skip


def scores(text):
    """Read rows such as ``1 10 12`` or ``total 90 110 printed=100``: an item and its bounds in points."""
    found = []
    for row in text.strip().splitlines():
        code, low, high, *more = row.split()
        printed = dict(one.split("=") for one in more)
        found.append(
            {"code": code, "low": low, "high": high, "printed": None, "sum_of_printed": None, **printed}
        )
    return found


FLAT = "total 70 90\n1 20 20\n2 30 45\n3 20 25"
FULL = "total 110 115\n1 40 40\n2 60 60\n3 10 15"
EMPTY = "total 10 15\n1 0 0\n2 0 0\n3 10 15"
DEEP = "total 45 55\n1 20 25\n1.1 5 5\n1.2 15 20\n2 25 30\n2.1 10 12\n2.2 15 18"


def case(name, why, on, links, seen=FLAT, **more):
    source, target = on.split(" ")
    return {
        "name": name,
        "why": why,
        "source": source,
        "target": target,
        "mapping": mapping(source, target, *links, **more),
        "scores": scores(seen),
    }


AB = "aa-flat bb-flat"
CONVERSION = [
    case("no-link", "Nothing links the two, so nothing is known: 0 to the maximum.", AB, []),
    case("equal",
        "The same content: the share is carried over, 20 of 40 are 25 of 50, and the conversion adds no "
        "uncertainty.", AB, [link("1", "equal", "1")]),
    case("equal-of-a-range", "A range stays a range, scaled to the maximum of the target.", AB,
        [link("2", "equal", "1")]),
    case("all-equal", "Every area is exact, so the total is; its bounds are the sums.", AB,
        [link("1", "equal", "1"), link("2", "equal", "2"), link("3", "equal", "3")]),
    case("subset-with-a-share", "The source is 4/5 of the target: the rest can be anything.", AB,
        [link("1", "subset-of", "1", of_target="4/5")]),
    case("subset-without-a-share", "A part of unknown size says nothing, unless it is known to be nothing.",
        AB, [link("1", "subset-of", "1")]),
    case("subset-that-is-all", "A subset that is all of the target is exact.", AB,
        [link("1", "subset-of", "1", of_target="1")]),
    case("superset-with-a-share",
        "The target is half of the source: of 30 of 40 points at least 10 lie in that half.", AB,
        [link("1", "superset-of", "1", of_source="1/2")], "total 80 100\n1 30 30\n2 30 45\n3 20 25"),
    case("superset-of-a-full-source", "Every part of what is full is full, whatever its share.", AB,
        [link("1", "superset-of", "1")], FULL),
    case("superset-of-an-empty-source", "Every part of what is empty is empty, whatever its share.", AB,
        [link("1", "superset-of", "1")], EMPTY),
    case("superset-without-a-share",
        "A part of unknown size can be full or empty, where the source is neither.", AB,
        [link("1", "superset-of", "1")]),
    case("intersection", "3/4 of the source is 1/2 of the target.", AB,
        [link("1", "intersects", "1", of_source="3/4", of_target="1/2")]),
    case("intersection-of-ranges",
        "Only lower ends bound anything: [1/2, 3/4] of the source, [1/3, 1] of the target.", AB,
        [link("1", "intersects", "1", of_source=["1/2", "3/4"], of_target=["1/3", "1"])],
        "total 86 106\n1 36 36\n2 30 45\n3 20 25"),
    case("intersection-of-unknown-shares",
        "Something in common, and nobody knows how much: nothing is proved.", AB,
        [link("1", "intersects", "1")]),
    case("intersection-of-a-full-source", "The common part is full, and it is half of the target.", AB,
        [link("1", "intersects", "1", of_target="1/2")], FULL),
    case("two-sources", "Two sources are each a part of the target; what no link takes can be anything.", AB,
        [link("1", "subset-of", "1", of_target="1/2"), link("2", "subset-of", "1", of_target="1/4")]),
    case("two-sources-that-are-all", "Together they are exactly all of the target.", AB,
        [link("1", "subset-of", "1", of_target="2/5"), link("2", "subset-of", "1", of_target="3/5")]),
    case("a-covered-target",
        "The links cover the target: what the lower ends leave goes to the worse, or the better, of them.",
        AB,
        [link("1", "subset-of", "1", of_target=["1/4", "3/4"]),
         link("2", "subset-of", "1", of_target=["1/4", "3/4"])], covered=["1"]),
    case("a-covered-target-with-little-room",
        "The rest is more than one of them can take: a fractional knapsack.", AB,
        [link("1", "subset-of", "1", of_target=["1/4", "1"]),
        link("2", "subset-of", "1", of_target=["1/4", "1/2"])], covered=["1"]),
    case("a-covered-target-of-three", "Three links share the rest by what their common parts are worth.", AB,
        [link("1", "subset-of", "1", of_target=["1/10", "2/5"]),
        link("2", "subset-of", "1", of_target=["1/10", "2/5"]),
            link("3", "subset-of", "1", of_target=["1/10", "2/5"])], covered=["1"]),
    case("a-merged-target",
        "A union on the source's side is weighted by maxima: 20 of 40 and 30 to 45 of 60.", AB,
        [link("1+2", "equal", "1")]),
    case("a-split-target",
        "A union on the target's side bounds the sum of its items; each alone may be anything that the "
        "others leave.", AB, [link("1", "equal", "1+2")]),
    case("a-split-target-that-is-nearly-full", "Where the union is nearly full, so is each of its items.", AB,
        [link("1", "equal", "1+3")], FULL),
    case("a-union-and-its-item",
        "All of the union is one source and all of an item of it another: no content is both.", AB,
        [link("1", "equal", "1+2"), link("2", "equal", "1")]),
    case("links-of-an-item-and-its-area",
        "They share their content, so they never count together: each alone bounds the target.",
        "aa-deep bb-deep",
        [link("1", "subset-of", "1", of_target="1/2"), link("1.2", "subset-of", "1", of_target="2/5")], DEEP),
    case("questions-and-their-area",
        "An area is the intersection of the sum of its questions and its own links.", "aa-deep bb-deep",
        [link("1.1", "equal", "1.1"), link("1.2", "equal", "1.2"),
        link("1", "subset-of", "1", of_target="9/10")], DEEP),
    case("questions-that-their-area-narrows",
        "A link to the area narrows its questions too: each has what the area leaves beside the other.",
        "aa-deep bb-deep", [link("1", "equal", "1")], DEEP),
    case("one-question-of-two",
        "An unknown part of a sum counts as 0 to its maximum, and the sum is bounded.", "aa-deep bb-deep",
        [link("1.1", "equal", "1.1")], DEEP),
    case("a-link-of-the-total", "The total has links too.", AB, [link("total", "equal", "total")]),
    case("a-new-item", "It is listed as new: nothing is known of it.", AB,
        [link("1", "equal", "1"), link("2", "equal", "2")], new=["3"]),
    case("equivalent",
        "A judgement proves nothing; it stands beside what is proved, and is passed on to the sum.", AB,
        [link("1", "equivalent", "1"), link("2", "equivalent", "2")]),
    case("equivalent-beside-proved",
        "What is assumed is narrowed by what is proved, and never the other way round.", AB,
        [link("1", "equivalent", "1"), link("2", "subset-of", "1", of_target="1/2")]),
    case("assumed-by-composition", "A relation that rests on a judgement is assumed, whatever it says.", AB,
        [link("1", "subset-of", "1", of_target="1/2", assumed=True)]),
    case("assumed-equality", "Also an equality can rest on a judgement, and then proves nothing.", AB,
        [link("1", "equal", "1", assumed=True)]),
    case("assumed-and-impossible", "A judgement that what is proved rules out is not shown.", AB,
        [link("1", "equal", "1"), link("2", "equivalent", "1")], "total 70 90\n1 40 40\n2 0 5\n3 20 25"),
    case("a-rule-of-thumb", "The publisher adds 40 to 50 points to a total; proved bounds stay as they are.",
        AB, [], "total 70 90 printed=80\n1 20 20\n2 30 45\n3 20 25",
        statements=[said("aa-flat", "bb-flat", "4", "5")]),
    case("a-rule-of-thumb-on-a-sum",
        "Where no total is printed, the rule is applied to the sum of the printed parts, and that is said.",
        AB, [], "total 70 90 sum_of_printed=81\n1 20 20\n2 30 45\n3 20 25",
        statements=[said("aa-flat", "bb-flat", "4", "5")]),
    case("a-rule-of-thumb-of-an-area", "It reaches what alone corresponds to the area.", AB,
        [link("1", "equivalent", "2")], statements=[said("aa-flat", "bb-flat", "-3", "1/3", "1")]),
    case("a-rule-of-thumb-without-one-target",
        "Two items correspond to the area, so the rule is not applied.", AB,
        [link("1", "equivalent", "2"), link("1", "intersects", "3")],
        statements=[said("aa-flat", "bb-flat", "1", "2", "1")]),
    case("a-rule-of-thumb-the-other-way",
        "A rule is applied in the direction in which it was stated and in no other.", AB, [],
        statements=[said("bb-flat", "aa-flat", "4", "5")]),
    case("a-rule-of-thumb-at-the-end", "No total leaves 0 to the maximum.", AB, [],
        "total 110 115\n1 40 40\n2 60 60\n3 10 15", statements=[said("aa-flat", "bb-flat", "40", "50")]),
    case("thirds", "Exact fractions all the way.", "aa-flat bb-thirds",
        [link("1", "intersects", "1.2", of_source="2/3", of_target="3/7"),
        link("2", "subset-of", "1.1", of_target="1/3")]),
    case("contradiction",
        "Two links that cannot both be true of these figures: an error, and no order of rules hides it.",
        "aa-deep bb-deep", [link("1", "equal", "1"), link("1.1", "subset-of", "1", of_target="1/2")],
        "total 30 30\n1 10 10\n1.1 10 10\n1.2 0 0\n2 20 20\n2.1 0 0\n2.2 20 20"),
    case("contradiction-of-a-sum",
        "The sum of the questions and the link of their area have nothing in common.", "aa-deep bb-deep",
        [link("1.1", "equal", "1.1"), link("1.2", "equal", "1.2"), link("2", "equal", "1")],
        "total 40 40\n1 40 40\n1.1 10 10\n1.2 30 30\n2 0 0\n2.1 0 0\n2.2 0 0"),
    case("covered-items-and-their-union",
        "That each item of a union is covered by its links says nothing of a link to the union.", AB,
        [link(source, "intersects", target, of_source="1/2", of_target=["1/4", "3/4"]) for source,
        target in (("1", "1"), ("2", "1"), ("1", "2"), ("3", "2"))] + [link("1", "subset-of", "1+2")],
        "total 124 124\n1 24 24\n2 30 30\n3 70 70", covered=["1", "2"]),
    case("a-covered-target-and-its-areas",
        "Together the questions cover what their area covers, so the link of the area adds nothing and "
        "hides nothing.", "aa-deep bb-deep",
        [link("1.1", "intersects", "1", of_source="1/2", of_target=["1/4", "1"]),
         link("1.2", "intersects", "1", of_source="1/2", of_target=["1/4", "1"]),
         link("1", "superset-of", "1", of_source="1/2")],
        "total 75 75\n1 35 35\n1.1 5 5\n1.2 30 30\n2 40 40\n2.1 10 10\n2.2 30 30", covered=["1"]),
    case("questions-across-areas",
        "The questions of several areas count together, also where their areas are linked to the target too.",
        "aa-deep bb-deep", [link("1", "intersects", "1"), link("2", "intersects", "1"),
        link("1.1", "subset-of", "1", of_target="1/4"), link("1.2", "subset-of", "1", of_target="1/4"),
            link("2.1", "subset-of", "1", of_target="1/2")], DEEP),
    case("an-area-and-a-question-of-another",
        "For every area either its own link or those of its questions, whichever proves more.",
        "aa-deep bb-deep", [link("1", "subset-of", "1", of_target="1/2"),
        link("1.2", "subset-of", "1", of_target="1/4"), link("2", "intersects", "1", of_target="1/8"),
            link("2.1", "subset-of", "1", of_target="1/4"), link("2.2", "subset-of", "1", of_target="1/8")],
                DEEP),
    case("an-exact-part-that-nobody-printed",
        "A sum is unknown only if all its parts are: of an exact part the conversion loses nothing.", AB,
        [link("1", "equal", "1")], "total 40 90\n1 0 40\n2 30 45\n3 0 15"),
    case("unions-that-cross",
        "Two sources are each all of two areas, one in both: no content is.", AB,
        [link("1", "equal", "1+2"), link("2", "equal", "2+3"), link("3", "subset-of", "3", of_target="1/2")],
        "total 72 82\n1 20 20\n2 42 42\n3 10 20"),
    case("a-judgement-beside-a-small-proved-part", "A judgement is not added to what is proved; both hold.",
        AB, [link("1", "equivalent", "1"), link("2", "intersects", "1", of_source="1/10", of_target="1/10")]),
    case("judgements-that-disagree",
        "No share is both: for this item the judgements are set aside, and the total rests on the other one.",
        AB, [link("1", "equivalent", "1"), link("3", "equivalent", "1"), link("2", "equivalent", "2")]),
    case("judgements-of-an-area-and-its-questions",
        "Those of the area do not fit those of its questions, so they are set aside.", "aa-deep bb-deep",
        [link("1", "equivalent", "1"), link("2.1", "equivalent", "1.1"), link("1.1", "equivalent", "1.2")],
        "total 35 35\n1 33 33\n1.1 3 3\n1.2 30 30\n2 2 2\n2.1 2 2\n2.2 0 0"),
    case("a-union-of-all-parts",
        "More is known of the area than of its questions, which together are the area.", "aa-deep bb-deep",
        [link("1.1+1.2", "equal", "1")],
        "total 35 65\n1 25 25\n1.1 0 10\n1.2 15 25\n2 10 40\n2.1 0 20\n2.2 0 30"),
    case("unknown-weights", "The maximum of an area of the target is not known, so there are no points.",
        "aa-flat bb-unknown", [link("1", "equal", "1")]),
    {**case("another-edition", "The result is on another edition than the mapping starts from.", AB,
    [link("1", "equal", "1")]), "assessed": "aa-deep"},
]  # fmt: skip
