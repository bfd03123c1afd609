"""Write the vectors anew from their inputs: ``python tests/conformance/make_vectors.py``.

What Hypothesis once found is kept as it stands in the files; only vectors that are missing are looked for.
Expected results come from the package, and nothing is written unless the naive implementation agrees.
"""

import json
import runpy
import sys
from pathlib import Path
from typing import Any

from attrs import evolve
from hypothesis import HealthCheck, find, settings, strategies as st
from hypothesis.errors import NoSuchExample

from kompass_spec.documents.canonical import release_bytes
from kompass_spec.documents.mappings import mapping_data
from kompass_spec.documents.structure import unstructure
from kompass_testing import worlds

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "kompass_spec/releases/conformance"
CHECKS = runpy.run_path(str(HERE / "checking_vectors.py"))
PLAIN, SCORING, CONVERSION, SHAPES, NARROWEST, APPLICABILITY, CHAINS = (
    runpy.run_path(str(HERE / f"cases_{name}.py"))
    for name in ("plain", "scoring", "conversion", "shapes", "narrowest", "applicability", "chains")
)
WIDTH = 110
VERSIONS = {
    "scoring": "1.0.0",
    "rounding": "1.0.0",
    "discrepancies": "1.1.0",
    "conversion": "3.0.0",
    "digests": "1.0.0",
    "shapes": "1.0.0",
    "narrowest": "2.1.0",
    "applicability": "1.0.0",
    "chains": "1.0.0",
}
ABOUT = {
    "scoring": "From an edition and printed figures to exact intervals, or to what is wrong.",
    "rounding": (
        "What a printed figure says of the true value, what a true value prints as, and how quantities are"
        " written."
    ),
    "discrepancies": "Printed figures that disagree: explained by rounding, or by no true values.",
    "conversion": (
        "What a result on one edition proves of another, and apart from that what is assumed or adjusted."
    ),
    "digests": "Canonical JSON, the bytes of a release, and the chain of a ledger, each with its SHA-256.",
    "shapes": "From answers on scales, and from what does not apply, to exact intervals.",
    "narrowest": "As conversion: sums, splits and unions, of which no narrower bounds are true.",
    "applicability": "From scores of what applies to what they say of another edition.",
    "chains": "From scores and several mappings in a row to what they say of the edition at the end.",
}


def laid_out(data: Any, indent: str = "") -> str:
    """Return JSON for people: whatever fits on one line stands on one line."""
    flat = json.dumps(data, ensure_ascii=False)
    if len(indent) + len(flat) <= WIDTH or not isinstance(data, (dict, list)) or not data:
        return flat
    deeper = indent + "  "
    if isinstance(data, dict):
        rows = [
            f"{json.dumps(key, ensure_ascii=False)}: {laid_out(value, deeper)}" for key, value in data.items()
        ]
        return "{\n" + ",\n".join(deeper + row for row in rows) + f"\n{indent}}}"
    return "[\n" + ",\n".join(deeper + laid_out(one, deeper) for one in data) + f"\n{indent}]"


SEARCH = settings(
    max_examples=3_000,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
PRINTED = ["1", "1.1", "1.2", "2", "2.1", "2.2", "total"]


@st.composite
def printed_figures(draw, quantities=("points", "percent")):
    """Draw a few figures on the edition ``xx-small``."""
    row = st.tuples(st.sampled_from(PRINTED), st.sampled_from(quantities), st.integers(0, 60))
    rows = draw(st.lists(row, min_size=1, max_size=6))
    return SCORING["figures"]("\n".join(f"{code} {quantity} {value}" for code, quantity, value in rows))


def scored(figures):
    return CHECKS["package"]("score")(SCORING["EDITIONS"]["xx-small"], "xx-small", figures)


def contradictions(found):
    return [one for one in found["discrepancies"] if one["kind"] == "contradiction"]


def width(score):
    return CHECKS["exact"](score["high"]) - CHECKS["exact"](score["low"])


def known_by_others(figures):
    """An item without a figure of its own has one value left, and nothing contradicts."""
    found = scored(figures)
    bare = {one["item"] for one in figures}
    return not found["discrepancies"] and any(
        width(one) == 0 and one["code"] not in {*bare, "total"} for one in found["scores"]
    )


def narrowed_at_both_ends(figures):
    """A question without a figure is narrowed at both ends, by a total, with no area printed."""
    found = scored(figures)
    printed = {one["item"] for one in figures}
    return (
        not contradictions(found)
        and not printed & {"1", "2"}
        and any(
            "." in one["code"]
            and one["code"] not in printed
            and one["low"] != "0"
            and one["high"] != one["max"]
            for one in found["scores"]
        )
    )


def of_three_figures_and_the_total(figures):
    return any(
        len(conflict["figures"]) == 3 and conflict["items"][0] == "total"
        for conflict in contradictions(scored(figures))
    )


def of_one_possible_value(figures):
    conflicts = contradictions(scored(figures))
    misprints = [misprint for conflict in conflicts for misprint in conflict["misprints"]]
    return any(misprint["lowest"] == misprint["highest"] for misprint in misprints)


def sets_aside_more_than_needed(figures):
    return any(
        len(conflict["set_aside"]) > len(conflict["figures"]) for conflict in contradictions(scored(figures))
    )


def of_an_area_and_the_total(figures):
    return {conflict["items"][0] for conflict in contradictions(scored(figures))} >= {"1", "total"}


def of_no_single_misprint(figures):
    return any(
        conflict["items"][0] == "1" and not conflict["misprints"]
        for conflict in contradictions(scored(figures))
    )


FOUND_SCORING = [
    ("found-known-by-others", "What is printed elsewhere leaves one value for an item that is not printed.",
    known_by_others),
    ("found-narrowed-at-both-ends",
    "A total narrows a question of an area that is not printed, from below and from above.",
    narrowed_at_both_ends),
]  # fmt: skip
FOUND_DISCREPANCIES = [
    (
        "found-three-figures",
        "A total, and figures in two areas: no two of the three conflict.",
        of_three_figures_and_the_total,
    ),
    ("found-one-possible-value", "The misprint can only have been one value.", of_one_possible_value),
    ("found-more-set-aside", "More is set aside than the smallest set needs.", sets_aside_more_than_needed),
    ("found-two-levels", "A contradiction of an area and one of the total.", of_an_area_and_the_total),
    (
        "found-nobody-to-blame",
        "No single misprint explains the contradiction of an area.",
        of_no_single_misprint,
    ),
]


@st.composite
def conversions(draw):
    """Draw two editions over one pool of atoms, a mapping
    that is true of them, some of it judged, and scores."""
    pool = draw(worlds.pools(most=5))
    one, other = draw(worlds.divisions(pool, "aa-1")), draw(worlds.divisions(pool, "bb-1"))
    mapping = evolve(draw(worlds.mappings(pool, one, other)), release="1.0.0")
    card = draw(worlds.cards(pool, one, draw(worlds.fulfilments(pool))))
    return {
        "source": json.loads(release_bytes(unstructure(one.edition))),
        "target": json.loads(release_bytes(unstructure(other.edition))),
        "mapping": json.loads(release_bytes(mapping_data(mapping))),
        "scores": [
            {"code": score.code, "low": str(score.low), "high": str(score.high)}
            for score in card.total.walk()
        ],
    }


def converted(drawn):
    return CHECKS["package"]("convert")(drawn["source"], drawn["target"], drawn["mapping"], drawn["scores"])


def without_links_to(drawn, *codes):
    kept = [link for link in drawn["mapping"]["links"] if link["target"] != list(codes)]
    return converted({**drawn, "mapping": {**drawn["mapping"], "links": kept}})


def sum_and_own_links(drawn):
    """An area of which both its questions and its own links know something that the other does not."""
    links = drawn["mapping"].get("links", [])
    if not any("." in code for link in links for code in link["target"]) or ["1"] not in [
        link["target"] for link in links
    ]:
        return False
    found = {one["code"]: one for one in converted(drawn)["items"]}
    without = {one["code"]: one for one in without_links_to(drawn, "1")["items"]}
    return (
        found["1"]["basis"] == "bounded" and found["1"] != without["1"] and without["1"]["basis"] == "bounded"
    )


def several_codes(drawn):
    """Links to two areas together, beside what is known of each of them."""
    links = drawn["mapping"].get("links", [])
    if not any(len(link["target"]) > 1 for link in links):
        return False
    kept = [link for link in links if len(link["target"]) == 1]
    found = converted(drawn)["items"]
    without = converted({**drawn, "mapping": {**drawn["mapping"], "links": kept}})["items"]
    return found[0] != without[0] and all(one["basis"] == "bounded" for one in (found[0], without[0]))


FOUND_CONVERSION = [
    ("found-sum-and-own-links",
    "Both the questions of an area and the links of the area itself know something of it.",
    sum_and_own_links),
    ("found-several-codes", "A link to several items together bounds the total more than the links to each.",
    several_codes),
]  # fmt: skip


def kept(topic):
    """Return the vectors of a topic that stand in its file, by name."""
    file = FOLDER / f"{topic}.json"
    written = json.loads(file.read_text("utf-8")) if file.exists() else {"vectors": [], "editions": {}}
    return {one["name"]: one for one in written["vectors"]}, written.get("editions", {})


def found(strategy, condition, name):
    """Return the simplest input that fulfils a condition, or say that none was found."""
    try:
        return find(strategy, condition, settings=SEARCH)
    except NoSuchExample:
        sys.stderr.write(f"{name}: none was found\n")
        return None


def found_figures(topic, wanted):
    known, _ = kept(topic)
    for name, why, condition in wanted:
        old = known.get(name)
        seen = old["observations"] if old is not None else found(printed_figures(), condition, name)
        if seen is not None:
            yield {"name": name, "why": why, "edition": "xx-small", "observations": seen}


def found_conversions():
    known, editions = kept("conversion")
    for name, why, condition in FOUND_CONVERSION:
        if name in known:
            one = known[name]
            yield {**one, "why": why}, {one[end]: editions[one[end]] for end in ("source", "target")}
            continue
        drawn = found(conversions(), condition, name)
        if drawn is None:
            continue
        ids = {"source": name.replace("found", "aa"), "target": name.replace("found", "bb")}
        yield (
            {
                "name": name, "why": why, **ids,
                "mapping": {**drawn["mapping"], **{end: f"{ids[end]}@1" for end in ids}},
                "scores": drawn["scores"],
            },
            {ids[end]: {**drawn[end], "id": ids[end], "title": {"sv": ids[end]}} for end in ids},
        )  # fmt: skip


def topics():
    """Return the document of every topic, without what is expected."""
    scoring = [*SCORING["SCORING"], *found_figures("scoring", FOUND_SCORING)]
    discrepancies = [*SCORING["DISCREPANCIES"], *found_figures("discrepancies", FOUND_DISCREPANCIES)]
    conversion, editions = list(CONVERSION["CONVERSION"]), dict(CONVERSION["EDITIONS"])
    for one, brought in found_conversions():
        conversion.append(one)
        editions |= brought
    lists = {
        "scoring": (scoring, SCORING["EDITIONS"]),
        "rounding": (PLAIN["ROUNDING"], {}),
        "discrepancies": (discrepancies, SCORING["EDITIONS"]),
        "conversion": (conversion, editions),
        "digests": (PLAIN["DIGESTS"], {}),
        "shapes": ([dict(one) for one in SHAPES["SHAPES"]], SHAPES["EDITIONS"]),
        "narrowest": (NARROWEST["NARROWEST"], NARROWEST["EDITIONS"]),
        "applicability": (APPLICABILITY["APPLICABILITY"], APPLICABILITY["EDITIONS"]),
        "chains": (CHAINS["CHAINS"], CHAINS["EDITIONS"]),
    }
    for topic, (vectors, known) in lists.items():
        used = {one[key] for one in vectors for key in ("edition", "source", "target") if key in one}
        steps = [step for one in vectors for step in one.get("mappings", ())]
        used |= {step[end].partition("@")[0] for step in steps for end in ("source", "target")}
        needed = {name: data for name, data in known.items() if name in used}
        document: dict[str, Any] = {"topic": topic, "version": VERSIONS[topic], "about": ABOUT[topic]}
        yield {**document, **({"editions": needed} if needed else {}), "vectors": vectors}


def refresh() -> None:
    """Write every topic, with what is expected by both implementations."""
    for document in topics():
        for vector in document["vectors"]:
            vector.pop("expected", None)
            expected = CHECKS["by_package"](document, vector)
            again = CHECKS["by_hand"](document, vector)
            if expected != again:
                sys.exit(
                    f"{document['topic']}: {vector['name']}\nthe package: {expected}\nby hand:     {again}"
                )
            vector["expected"] = expected
        (FOLDER / f"{document['topic']}.json").write_text(laid_out(document) + "\n", "utf-8")


if __name__ == "__main__":
    refresh()
