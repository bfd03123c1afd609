"""The vectors, run by the package and by a second
implementation that shares no code with it; both must agree."""

import json
import runpy
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import HealthCheck, assume, example, given, settings, strategies as st

from kompass_spec import UsageError
from kompass_spec.documents.canonical import canonical_bytes, release_bytes
from kompass_spec.documents.mappings import mapping_data
from kompass_spec.documents.schemas import read_schema
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.model import Edition, Relation, Statement, Text
from kompass_spec.model.applicability import applicability
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.same_meaning import identity_mapping
from kompass_spec.registry.ledger import Action, ReleaseKind, digest_of, read_ledger
from kompass_spec.releases.conformance import TOPICS, read_vectors, vectors_folder
from kompass_testing import worlds
from kompass_testing.shaped import shaped_assessments, shaped_editions
from kompass_testing.strategies import assessments, editions

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDER = ROOT / "kompass_spec/releases/conformance"
CHECKS = runpy.run_path(str(HERE / "checking_vectors.py"))
DOCUMENTS = {topic: read_vectors(topic) for topic in TOPICS}
VECTORS = [(topic, vector["name"]) for topic, document in DOCUMENTS.items() for vector in document["vectors"]]
ROOMY = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
)


def vector_of(topic, name):
    return next(vector for vector in DOCUMENTS[topic]["vectors"] if vector["name"] == name)


@pytest.mark.parametrize(("topic", "name"), VECTORS)
def test_both_implementations_give_what_a_vector_expects(topic, name):
    document, vector = DOCUMENTS[topic], vector_of(topic, name)
    assert CHECKS["by_package"](document, vector) == vector["expected"]
    assert CHECKS["by_hand"](document, vector) == vector["expected"]


def test_the_second_implementation_shares_no_code_with_the_package():
    files = sorted(HERE.glob("naive_*.py"))
    assert len(files) == 9
    for file in files:
        assert "kompass" not in file.read_text("utf-8")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_enough_vectors_and_each_says_why(topic):
    document = DOCUMENTS[topic]
    names = [vector["name"] for vector in document["vectors"]]
    assert 20 <= len(names) <= 60
    assert len(names) == len(set(names))
    assert all(vector["why"].endswith(".") and len(vector["why"]) > 7 for vector in document["vectors"])
    assert document["topic"] == topic
    assert (FOLDER / f"{topic}.json").stat().st_size < 200_000


def test_errors_and_every_kind_of_answer_are_asked_for():
    expected = [vector["expected"] for document in DOCUMENTS.values() for vector in document["vectors"]]
    codes = {code for one in expected for code in one.get("error", ())}
    assert codes == {
        *("contradictory-mapping", "other-edition", "refused", "unknown-item", "unknown-kind"),
        *("unknown-level", "unknown-weights"),
    }
    assert {one["basis"] for answer in expected for one in answer.get("items", ())} == {
        "exact",
        "bounded",
        "unknown",
    }
    kinds = {one["kind"] for answer in expected for one in answer.get("discrepancies", ())}
    assert kinds == {"rounding", "contradiction"}
    relations = {
        link["relation"]
        for vector in DOCUMENTS["conversion"]["vectors"]
        for link in vector["mapping"]["links"]
    }
    assert relations == {relation.value for relation in Relation}
    operations = {
        vector["operation"] for topic in ("rounding", "digests") for vector in DOCUMENTS[topic]["vectors"]
    }
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert all(f"| `{operation}` |" in readme for operation in operations)
    assert all(f"`{code}`" in readme for code in codes)


def test_every_key_of_a_vector_is_described():
    readme = (FOLDER / "README.md").read_text("utf-8")
    keys = {key for document in DOCUMENTS.values() for vector in document["vectors"] for key in vector}
    results = {
        key
        for document in DOCUMENTS.values()
        for vector in document["vectors"]
        for value in vector["expected"].values()
        for one in (value if isinstance(value, list) else [])
        if isinstance(one, dict)
        for key in one
    }
    assert {key for key in keys | results if f"`{key}`" not in readme} == set()


def test_the_editions_of_vectors_are_editions():
    validator = pytest.importorskip("jsonschema").Draft202012Validator(read_schema("edition"))
    for document in DOCUMENTS.values():
        for name, edition in document.get("editions", {}).items():
            assert structure(edition, Edition).id == name
            assert validator.is_valid(edition)


def test_there_are_no_vectors_for_what_is_no_topic():
    with pytest.raises(UsageError, match="There are some for: applicability, chains"):
        read_vectors("poetry")


# They are frozen, and the ledger says so.


def test_the_ledger_freezes_every_topic():
    """Law 4: "A published release never changes: same bytes, same digest, for ever."."""
    ledger = read_ledger(vectors_folder())
    assert ledger.ids(ReleaseKind.VECTORS) == TOPICS
    for topic in TOPICS:
        newest = ledger.newest(ReleaseKind.VECTORS, topic)
        assert newest is not None
        content = (FOLDER / newest.file).read_bytes()
        assert digest_of(content) == newest.sha256
        assert content == canonical_bytes(DOCUMENTS[topic])
        assert DOCUMENTS[topic]["version"] == newest.version
    assert all(entry.action is Action.RELEASE for entry in ledger.entries)


@pytest.fixture
def copied(tmp_path):
    """A copy of the vectors, which may be changed."""
    for path in [*FOLDER.glob("*.json"), *FOLDER.glob("*.jsonl"), *FOLDER.glob("*.md")]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for path in FOLDER.glob("releases/*/*.json"):
        place = tmp_path / path.relative_to(FOLDER)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
    return tmp_path


BY = ("--date", "2026-12-01", "--reviewed-by", "A. Reviewer")


def rewrite(path, change):
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")


def test_a_further_vector_is_a_minor_step(copied, kompass):
    place = copied / "rounding.json"

    def add(data):
        data["vectors"].append({**data["vectors"][0], "name": "one-more"})

    rewrite(place, add)
    refused = kompass("release", place, *BY)
    assert refused.code == 1
    assert "make a minor step, so the release is 1.1.0" in refused.err
    rewrite(place, lambda data: data.update(version="1.1.0"))
    released = kompass("release", place, *BY, "--json")
    assert released.code == 0
    assert released.json["entry"]["kind"] == "vectors"
    assert released.json["difference"]["step"] == "minor"
    assert (copied / "releases/rounding/1.1.0.json").is_file()
    assert "one-more" in (copied / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (lambda data: data["vectors"].pop(), "major"),
        (lambda data: data["vectors"][0]["expected"].update(low="0"), "major"),
        (lambda data: data["vectors"][0].update(why="So it is."), "patch"),
        (lambda data: data.update(about="So it is."), "patch"),
    ],
)
def test_the_step_of_a_change(copied, kompass, change, step):
    place = copied / "rounding.json"
    rewrite(place, change)
    assert f"make a {step} step" in kompass("release", place, *BY).err


def test_what_is_no_file_of_vectors_is_refused(copied, kompass):
    (copied / "other.json").write_text('{"vectors": {}}', "utf-8")
    ran = kompass("release", copied / "other.json", *BY)
    assert ran.code == 1
    assert "holds no vectors" in ran.err
    assert "Nothing changed since rounding@1.0.0" in kompass("release", copied / "rounding.json", *BY).err


def verified(folder, **more):
    from kompass_spec import load_plugins, load_registry  # noqa: PLC0415 - only these tests need them
    from kompass_spec.releases.verification import verify_folder  # noqa: PLC0415 - see above

    return verify_folder(folder, "test", registry=load_registry(), plugins=load_plugins("scorers"), **more)


def test_verify_proves_them(copied, kompass):
    listed = {one["distribution"]: one for one in kompass("verify", "--drafts", "--json").json["ledgers"]}
    assert listed["kompass-spec"]["entries"] == len(read_ledger(vectors_folder()).entries)
    assert verified(copied, drafts=True).problems == ()
    rewrite(copied / "scoring.json", lambda data: data["vectors"].pop())
    assert [problem.code for problem in verified(copied, drafts=True).problems] == ["unreleased-change"]
    (copied / "digests.json").write_text("{", "utf-8")
    codes = {problem.code for problem in verified(copied, drafts=True).problems}
    assert codes == {"unreleased-change", "bad-json"}
    frozen = copied / "releases/rounding/1.0.0.json"
    frozen.write_bytes(frozen.read_bytes().replace(b'"11"', b'"12"', 1))
    assert "altered-release" in {problem.code for problem in verified(copied).problems}


# Any input, not only those of the vectors.


@ROOMY
@given(data=st.data())
def test_both_implementations_score_alike(data):
    edition = data.draw(editions())
    figures = [unstructure(seen) for seen in data.draw(assessments(edition)).observations]
    plain = unstructure(edition)
    assert CHECKS["package"]("score")(plain, edition.id, figures) == CHECKS["hand"]("score")(
        plain, edition.id, figures
    )


@ROOMY
@given(data=st.data())
def test_both_implementations_score_every_shape_alike(data):
    edition = data.draw(shaped_editions())
    assessment = data.draw(shaped_assessments(edition))
    figures = [unstructure(seen) for seen in assessment.observations]
    asked = (
        unstructure(edition),
        edition.id,
        figures,
        [omitted.item for omitted in assessment.not_applicable],
        assessment.organisation.kind.value,
    )
    assert CHECKS["package"]("score")(*asked) == CHECKS["hand"]("score")(*asked)


@st.composite
def judged(draw, link):
    """Draw a link that is perhaps only judged to hold."""
    how = draw(st.integers(0, 5))
    if how == 0:
        return {**link, "relation": "equivalent", "of_source": None, "of_target": None}
    return {**link, "assumed": True} if how == 1 else link


@ROOMY
@given(data=st.data())
def test_both_implementations_convert_alike(data):
    pool = data.draw(worlds.pools())
    one, other = data.draw(worlds.editions(pool, "aa-1", "bb-1"))
    # Half of the time something does not apply, or an edition asks it of others only.
    absent = data.draw(worlds.absences(one)) if data.draw(st.booleans()) else frozenset()
    one, other = (
        data.draw(worlds.of_kinds(divided)) if data.draw(st.booleans()) else divided
        for divided in (one, other)
    )
    assume(applicability(one.edition, worlds.SOMEBODY.kind, absent).applies("total"))
    mapping = mapping_data(data.draw(worlds.mappings(pool, one, other)))
    card = data.draw(worlds.cards(pool, one, data.draw(worlds.fulfilments(pool)), absent=absent))
    links: list[dict[str, Any]] = []
    for drawn in mapping["links"]:
        link = data.draw(judged(drawn))
        same = [
            known for known in links if (known["source"], known["target"]) == (link["source"], link["target"])
        ]
        links += [] if same else [link]
    ends = data.draw(st.permutations(["aa-1", "bb-1"]))
    statement = Statement(
        text=Text({"en": "A rule."}), edition=ends[0], other=ends[1], cited="s",
        item=data.draw(st.sampled_from(["total",
            *(area.code for area in one.edition.areas)])) if ends[0] == "aa-1" else "total",
        low=data.draw(st.fractions(-5, 0, max_denominator=7)),
            high=data.draw(st.fractions(0, 9, max_denominator=7)),
    )  # fmt: skip
    proved = [link for link in links if link in mapping["links"]]
    kept = {
        code: (
            sum(link["target"] == [code] for link in proved)
            == sum(link["target"] == [code] for link in mapping["links"])
        )
        for code in mapping["covered"]
    }
    mapping |= {
        "release": "1.0.0",
        "links": links,
        "statements": [unstructure(statement)],
        # What judgements cover is not stated to be covered.
        "covered": [code for code in mapping["covered"] if kept[code]],
        "covered_source": [],
    }
    scores = [
        {
            "code": score.code, "low": str(score.low), "high": str(score.high),
            "printed": data.draw(st.sampled_from([None, str(score.low)])), "sum_of_printed": None,
        }
        for score in card.total.walk()
    ]  # fmt: skip
    given_all = (unstructure(one.edition), unstructure(other.edition), mapping, scores)
    more = {"omitted": sorted(absent)}
    assert CHECKS["package"]("convert")(*given_all, **more) == CHECKS["hand"]("convert")(*given_all, **more)


@ROOMY
@given(data=st.data())
def test_both_implementations_convert_to_the_same_edition_alike(data):
    """Where something does not apply it is the same as where everything does: a result is itself."""
    pool = data.draw(worlds.pools())
    one = data.draw(worlds.of_kinds(data.draw(worlds.divisions(pool, "aa-1"))))
    absent = data.draw(worlds.absences(one))
    assume(applicability(one.edition, worlds.SOMEBODY.kind, absent).applies("total"))
    card = data.draw(worlds.cards(pool, one, data.draw(worlds.fulfilments(pool)), absent=absent))
    mapping = {**mapping_data(identity_mapping(one.edition)), "release": "1.0.0"}
    scores = [
        {"code": score.code, "low": str(score.low), "high": str(score.high)} for score in card.total.walk()
    ]
    given_all = (unstructure(one.edition), unstructure(one.edition), mapping, scores)
    more = {"omitted": sorted(absent)}
    found = CHECKS["package"]("convert")(*given_all, **more)
    assert found == CHECKS["hand"]("convert")(*given_all, **more)
    assert [item["low"] for item in found["items"]] == [exact_text(score.low) for score in card.total.walk()]


@ROOMY
@given(data=st.data())
def test_both_implementations_convert_along_mappings_alike(data):
    """By all of them as one and one after the other, where ways of several proportions lead to one pair."""
    pool = data.draw(worlds.pools(most=5))
    names = ["aa-1", "bb-1", "cc-1", "dd-1"][: data.draw(st.integers(3, 4))]
    divided = data.draw(worlds.editions(pool, *names, levels=data.draw(st.integers(1, 2))))
    mappings = []
    for one, other in pairwise(divided):
        drawn = mapping_data(data.draw(worlds.mappings(pool, one, other)))
        links = [data.draw(judged(link)) for link in drawn["links"]]
        mappings.append({**drawn, "release": "1.0.0", "links": links, "covered": [], "covered_source": []})
    card = data.draw(worlds.cards(pool, divided[0], data.draw(worlds.fulfilments(pool))))
    scores = [
        {"code": score.code, "low": str(score.low), "high": str(score.high)} for score in card.total.walk()
    ]
    given_all = ({one.edition.id: unstructure(one.edition) for one in divided}, mappings, scores)
    assert CHECKS["package"]("convert_along_all")(*given_all) == CHECKS["hand"]("convert_along_all")(
        *given_all
    )


@ROOMY
@given(data=st.data())
def test_both_implementations_convert_to_covered_targets_alike(data):
    """Drawn freely and not from a world, so that figures and mapping may contradict each other too."""
    shares = st.sampled_from([None, "1/4", "1/2", "1", ["1/4", "1/2"], ["1/3", "1"]])
    conversion = CHECKS["cases"]("conversion")
    pairs = data.draw(
        st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("123")), max_size=5, unique=True)
    )
    links = []
    for source, target in pairs:
        relation = data.draw(
            st.sampled_from(["subset-of", "superset-of", "intersects", "equivalent", "equal"])
        )
        more = {}
        if relation in {"superset-of", "intersects"}:
            more["of_source"] = data.draw(shares)
        if relation in {"subset-of", "intersects"}:
            more["of_target"] = data.draw(shares)
        links.append(conversion["link"](source, relation, target, **more))
    mapping = conversion["mapping"](
        "aa-flat", "bb-flat", *links, covered=data.draw(st.sets(st.sampled_from("123")))
    )
    rows = []
    for code, maximum in (("1", 40), ("2", 60), ("3", 100), ("total", 200)):
        low, high = sorted(data.draw(st.tuples(st.integers(0, maximum), st.integers(0, maximum))))
        rows.append(f"{code} {low} {high}")
    known = conversion["EDITIONS"]
    given_all = (known["aa-flat"], known["bb-flat"], mapping, conversion["scores"]("\n".join(rows)))
    try:
        found = CHECKS["package"]("convert")(*given_all)
    except ValueError:
        return  # the mapping itself is not well formed, and is refused before anything is converted
    assert found == CHECKS["hand"]("convert")(*given_all)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(data=PLAIN)
@example(data={"\ufb33": 1, "\U0001f600": 2, "\u00f6": 3})
def test_both_implementations_and_a_third_write_the_same_bytes(data):
    form = CHECKS["digests"]("canonical")(data).encode()
    assert canonical_bytes(data) == form == rfc8785.dumps(data)
    compact = CHECKS["digests"]("compact")(data)
    assert release_bytes(data) == CHECKS["digests"]("canonical")(compact).encode()


@given(numerator=st.integers(-(10**40), 10**40), denominator=st.integers(1, 10**12))
def test_both_implementations_write_and_read_quantities_alike(numerator, denominator):
    written = CHECKS["package"]("write")(str(numerator), str(denominator))
    vector = {"operation": "write", "input": {"numerator": str(numerator), "denominator": str(denominator)}}
    assert CHECKS["by_hand"]({}, vector) == written
    read = {"operation": "read", "input": {"text": written["text"]}}
    assert CHECKS["by_hand"]({}, read) == CHECKS["by_package"]({}, read) == written


@given(text=st.text("0123456789.-/+e, ", max_size=9) | st.text(max_size=5))
def test_both_implementations_refuse_the_same_texts(text):
    vector = {"operation": "read", "input": {"text": text}}
    assert CHECKS["by_hand"]({}, vector) == CHECKS["by_package"]({}, vector)
