"""The inputs of candidates of vectors for several mappings in a row."""

import runpy
from pathlib import Path

SCORING = runpy.run_path(str(Path(__file__).with_name("cases_scoring.py")))
CONVERSION = runpy.run_path(str(Path(__file__).with_name("cases_conversion.py")))
area, edition = (SCORING[name] for name in ("area", "edition"))
link, mapping, said, scores = (CONVERSION[name] for name in ("link", "mapping", "said", "scores"))

EDITIONS = {
    one["id"]: one
    for one in (
        edition("aa-one", area("1", "20"), completeness="areas"),
        edition("aa-two", area("1", "20"), area("2", "20"), completeness="areas"),
        edition("bb-two", area("1", "20"), area("2", "10"), completeness="areas"),
        edition("bb-unknown", area("1", "20"), area("2", None), completeness="areas"),
        edition("bb-deep", area("1", "30", "10", "20"), area("2", "10", "10")),
        edition("cc-one", area("1", "10"), completeness="areas"),
        edition("cc-two", area("1", "10"), area("2", "30"), completeness="areas"),
        edition("dd-one", area("1", "10"), completeness="areas"),
    )
}
FIFTEEN, FULL, EIGHTEEN = "total 15 15\n1 15 15", "total 20 20\n1 20 20", "total 18 18\n1 18 18"
TWO = "total 18 20\n1 15 15\n2 3 5"


def chain(name, why, on, steps, seen=FIFTEEN, **more):
    """Return a case; ``on`` names the editions in a row, and ``steps`` are the links of each mapping."""
    editions = on.split(" ")
    mappings = [
        mapping(one, other, *links) for one, other, links in zip(editions, editions[1:], steps, strict=False)
    ]
    if "statements" in more:
        mappings[-1]["statements"] = more["statements"]
    return {
        "name": name,
        "why": why,
        "source": editions[0],
        "target": editions[-1],
        "mappings": mappings,
        "scores": scores(seen),
    }


def split(*shares):
    return [link("1", "superset-of", str(part), of_source=share) for part, share in enumerate(shares, 1)]


def merged(*shares):
    return [link(str(part), "subset-of", "1", of_target=share) for part, share in enumerate(shares, 1)]


ON = "aa-one bb-two cc-one"
CHAINS = [
    chain("split-and-merged-in-other-proportions",
        "The shares of one way stay together: 3/4 of the source is 1/10 of the target, and 1/4 is 9/10. All "
        "15 points in the second part are 1 of 10.", ON, [split("1/4", "3/4"), merged("9/10", "1/10")]),
    chain("split-and-merged-where-it-is-nearly-full",
        "Of 19 of 20 points 4 of 5 are in the first part at least: here its way proves more.", ON,
        [split("1/4", "3/4"), merged("9/10", "1/10")], "total 19 19\n1 19 19"),
    chain("split-and-merged-in-halves", "One after the other the mappings prove more than as one.", ON,
        [split("1/2", "1/2"), merged("1/2", "1/2")], EIGHTEEN),
    chain("a-way-that-is-larger-on-both-sides",
        "The other way lies below it on both sides, and adds nothing.", ON,
        [split("1/4", "3/4"), merged("1/10", "9/10")]),
    chain("all-of-the-source-one-way",
        "Where the common part of one way is all of the source, those of the others lie within it.",
        "aa-one bb-deep cc-one",
        [[link("1", "subset-of", "1", of_target="1/2"), link("1", "intersects", "1.1", of_source="1/2",
            of_target="1/2")],
         [link("1", "subset-of", "1", of_target="1/4"), link("1.1", "subset-of", "1", of_target="1/2")]]),
    chain("a-way-of-unknown-share-of-the-source",
        "Of a source that is full every part is full, so a share of the target is enough.", ON,
        [[link("1", "superset-of", "1"), link("1", "superset-of", "2", of_source="1/2")],
         merged("4/5", "1/5")], FULL),
    chain("equal-and-equal", "What is equal twice is equal.", ON,
        [[link("1", "equal", "1")], [link("1", "equal", "1")]]),
    chain("parts-that-must-meet", "3/4 and 2/3 of one item are more than the whole of it.", ON,
        [[link("1", "intersects", "1", of_source="9/10", of_target="3/4")],
         [link("1", "intersects", "1", of_source="2/3", of_target="2/3")]], EIGHTEEN),
    chain("parts-that-need-not-meet", "1/2 and 1/2 of one item need have nothing in common.", ON,
        [[link("1", "intersects", "1", of_source="1/2", of_target="1/2")],
         [link("1", "intersects", "1", of_source="1/2", of_target="1/2")]]),
    chain("an-area-and-its-question-in-the-middle",
        "One mapping speaks of an area and the other of its questions: the edition says how they stand.",
        "aa-one bb-deep cc-one", [[link("1", "equal", "1")], [link("1.2", "equal", "1")]]),
    chain("a-judgement-on-the-way", "What rests on a judgement is assumed, and proves nothing.", ON,
        [[link("1", "equivalent", "1")], [link("1", "subset-of", "1", of_target="1/2")]]),
    chain("a-judgement-within-what-the-steps-prove",
        "What is assumed is shown within what is proved, whichever mapping proves it.", ON,
        [[*split("1/2", "1/2"), link("1", "equivalent", "1")], merged("1/2", "1/2")], EIGHTEEN),
    chain("two-sources-and-two-ways", "Each source has its own ways, and parts of both add up.",
        "aa-two bb-two cc-one",
        [[link("1", "intersects", "1", of_source="1/2", of_target="1/2"),
          link("1", "intersects", "2", of_source="1/4", of_target="1/2"),
          link("2", "intersects", "1", of_source="3/4", of_target="1/2"),
          link("2", "intersects", "2", of_source="1/4", of_target="1/4")], merged("1/3", "2/3")], TWO),
    chain("a-total-that-the-steps-narrow", "What the steps prove of the areas adds up to more of the total.",
        "aa-one bb-two cc-two",
        [split("1/2", "1/2"),
         [link("1", "subset-of", "1", of_target="1/2"),
          link("2", "intersects", "1", of_source="1/2", of_target="1/2"),
          link("2", "intersects", "2", of_source="1/2", of_target="1/3")]],
        EIGHTEEN),
    chain("three-mappings", "The last of three takes what the first two prove, both ways.",
        "aa-one bb-two cc-one dd-one",
        [split("1/2", "1/2"), merged("1/2", "1/2"), [link("1", "superset-of", "1", of_source="4/5")]],
        EIGHTEEN),
    chain("an-edition-between-without-weights",
        "Nothing can be converted to it, and a composed mapping leads through it.",
        "aa-one bb-unknown cc-one", [split("1/2", "1/2"), merged("1/2", "1/2")], EIGHTEEN),
    chain("a-contradiction-on-the-way",
        "The edition between cannot have these points, whatever follows of the other one.",
        "aa-two bb-deep cc-one",
        [[link("1", "equal", "1"), link("2", "equal", "1.1")],
         [link("1.2", "subset-of", "1", of_target="1/2")]],
        "total 20 20\n1 20 20\n2 0 0"),
    chain("a-rule-of-thumb-of-the-last-step", "A rule for an edition between is not one for the start.", ON,
        [split("1/2", "1/2"), merged("1/2", "1/2")], statements=[said("bb-two", "cc-one", "1", "2")]),
    chain("a-middle-that-knows-its-sum",
        "What two questions of the edition between have together goes into the next step.",
        "aa-two bb-deep cc-one",
        [[link("1", "equal", "1.2"), link("2", "superset-of", "1.1", of_source="1/2"),
          link("2", "superset-of", "2", of_source="1/2")],
         [link("1.1", "subset-of", "1", of_target="1/2"),
          link("2", "subset-of", "1", of_target="1/2")]], TWO),
    chain("a-union-on-the-way", "Of a union in the middle the sum is known, of its items what it leaves.",
        "aa-one bb-two cc-two",
        [[link("1", "equal", "1+2")],
         [link("1", "equal", "1"), link("2", "subset-of", "2", of_target="1/3")]],
        EIGHTEEN),
]  # fmt: skip
