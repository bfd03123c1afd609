"""What changed between two releases, and the version step that it makes."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec import find_mapping, load_registry
from kompass_spec.model import (
    Change,
    Completeness,
    Editorial,
    Guidance,
    Heading,
    Level,
    MappingStatus,
    Note,
    OrganisationKind,
    Question,
    Relation,
    Scale,
    ScaleLevel,
    Share,
    Source,
    Text,
)
from kompass_spec.model.difference import RULES
from kompass_spec.model.version import Step
from kompass_spec.releases.differences import diff_editions
from kompass_spec.releases.mapping_differences import diff_mappings
from kompass_testing.shaped import shaped_editions
from kompass_testing.strategies import editions

REGISTRY = load_registry()
EDITION = REGISTRY["se-2016"]
AREAS = REGISTRY["se-2010"]
ROOT = Path(__file__).parents[2]


def with_area(edition=EDITION, place=0, **changes):
    areas = list(edition.areas)
    areas[place] = evolve(areas[place], **changes)
    return evolve(edition, areas=tuple(areas))


def with_question(edition=EDITION, place=0, number=1, **changes):
    questions = list(edition.areas[place].questions)
    questions[number] = evolve(questions[number], **changes)
    return with_area(edition, place, questions=tuple(questions))


def reweighted():
    questions = list(EDITION.areas[0].questions)
    questions[0] = evolve(questions[0], max=Fraction(20))
    questions[1] = evolve(questions[1], max=Fraction(15))
    return with_area(questions=tuple(questions))


QUESTION = EDITION.areas[0].questions[1]
NEW_TEXT = Text({"sv": "Något annat?"})
HEADING = Heading(code="1:ny", text=Text({"sv": "Ny"}))
CASES = {
    "re-sourced": [
        lambda: with_question(source="ljungby-2018"),
        lambda: evolve(EDITION, sources=(*EDITION.sources, Source(id="more", title="More"))),
    ],
    "renoted": [lambda: evolve(EDITION, notes=(*EDITION.notes, Note(text=Text({"en": "Well."}))))],
    "re-aliased": [lambda: with_area(aliases=("Öppenhet",))],
    "redescribed": [lambda: evolve(EDITION, valid_to="2020"), lambda: evolve(EDITION, rights="Others.")],
    "reordered": [lambda: evolve(EDITION, areas=EDITION.areas[::-1])],
    "corrected": [
        lambda: evolve(
            with_question(text=NEW_TEXT),
            editorial=(Editorial(code="1.2", release=EDITION.release, reason="A misprint."),),
        )
    ],
    "translated": [lambda: with_question(text=Text({**QUESTION.text, "en": "Does it inform?"}))],
    "heading added": [lambda: with_area(headings=(*EDITION.areas[0].headings, HEADING))],
    "added": [
        lambda: with_area(
            max=Fraction(110),
            questions=(*EDITION.areas[0].questions, Question(code="1.6", max=Fraction(10), text=NEW_TEXT)),
        )
    ],
    "removed": [lambda: with_area(headings=EDITION.areas[0].headings[1:])],
    "reworded": [
        lambda: with_question(text=NEW_TEXT),
        lambda: evolve(
            with_question(text=NEW_TEXT),
            editorial=(Editorial(code="1.2", release="0.9.0", reason="Of an older release."),),
        ),
    ],
    "re-weighted": [reweighted],
    "redefined": [lambda: evolve(EDITION, country="FI")],
}


@pytest.mark.parametrize("kind", CASES)
def test_every_kind_of_change_is_told_and_makes_its_step(kind):
    for changed in CASES[kind]:
        found = diff_editions(EDITION, changed())
        assert kind in {change.kind for change in found.changes}
        if kind != "added":
            assert found.step is RULES[kind], found


def test_what_is_taken_back_can_be_a_greater_step():
    before = with_question(text=Text({**QUESTION.text, "en": "Does it inform?"}))
    assert [change.kind for change in diff_editions(before, EDITION).changes] == ["untranslated"]
    assert diff_editions(before, EDITION).step is Step.MAJOR


def test_weights_that_were_unknown_are_a_minor_step():
    unweighed = evolve(AREAS, areas=tuple(evolve(area, max=None) for area in AREAS.areas))
    found = diff_editions(unweighed, AREAS)
    assert {change.kind for change in found.changes} == {"weight added"}
    assert found.step is Step.MINOR
    assert diff_editions(AREAS, unweighed).step is Step.MAJOR


def test_an_edition_that_is_completed_makes_a_minor_step():
    question = Question(code="1.1", max=Fraction(100), text=Text({"sv": "Fråga?"}))
    areas = tuple(evolve(area, questions=(evolve(question, code=f"{area.code}.1"),)) for area in AREAS.areas)
    fuller = evolve(AREAS, areas=areas, completeness=Completeness.COMPLETE)
    found = diff_editions(AREAS, fuller)
    assert {change.kind for change in found.changes} == {"completed"}
    assert found.step is Step.MINOR
    assert diff_editions(fuller, AREAS).step is Step.MAJOR


SCALE = Scale(
    id="nivå",
    levels=(
        ScaleLevel(value=Fraction(0), share=Fraction(0), label=Text({"sv": "Nej"})),
        ScaleLevel(value=Fraction(1)),
        ScaleLevel(value=Fraction(2), share=Fraction(1)),
    ),
)
GUIDANCE = Guidance(text=Text({"sv": "Allt är på plats."}), source="ljungby-2018")
SHAPED_EDITION = evolve(
    with_question(scale="nivå", guidance=(GUIDANCE,), applies_to=(OrganisationKind.CITY,)), scales=(SCALE,)
)


def with_level(number, **changes):
    levels = list(SCALE.levels)
    levels[number] = evolve(levels[number], **changes)
    return evolve(SHAPED_EDITION, scales=(evolve(SCALE, levels=tuple(levels)),))


def with_shaped(**changes):
    return with_question(SHAPED_EDITION, **changes)


def with_guidance(*given, edition=SHAPED_EDITION):
    return with_question(edition, guidance=given)


def with_context(edition=SHAPED_EDITION, **changes):
    question = Question(code="1.6", text=NEW_TEXT, scored=False, **changes)
    return with_area(edition, questions=(*edition.areas[0].questions, question))


REWORDED = evolve(GUIDANCE, text=Text({"sv": "Det mesta är på plats."}))
LONGER = evolve(GUIDANCE, text=Text({"sv": "Allt är på plats.", "en": "All is there."}))
EDITORIAL = Editorial(code="1.2", release=SHAPED_EDITION.release, reason="A misprint.")
SHAPED: dict[str, list[Any]] = {
    "scale added": [
        lambda: evolve(SHAPED_EDITION, scales=(SCALE, evolve(SCALE, id="annan"))),
        lambda: with_question(SHAPED_EDITION, number=0, scale="nivå"),
        lambda: with_level(1, share=Fraction(1, 2)),
    ],
    "rescaled": [
        lambda: with_level(2, share=Fraction(1, 2)),
        lambda: with_level(2, value=Fraction(3)),
        lambda: with_level(0, share=None),
        lambda: with_shaped(scale=None),
        lambda: evolve(with_shaped(scale=None), scales=()),
    ],
    "guidance added": [
        lambda: with_guidance(GUIDANCE, REWORDED),
        lambda: with_guidance(LONGER),
        lambda: with_question(SHAPED_EDITION, number=0, guidance=(GUIDANCE,)),
    ],
    "guidance changed": [lambda: with_guidance(REWORDED), with_guidance],
    "re-addressed": [
        lambda: with_shaped(applies_to=()),
        lambda: with_area(SHAPED_EDITION, place=1, applies_to=(OrganisationKind.CITY,)),
    ],
    "context added": [with_context],
    "corrected": [lambda: evolve(with_guidance(REWORDED), editorial=(EDITORIAL,))],
    "translated": [lambda: with_level(0, label=Text({"sv": "Nej", "en": "No"}))],
    "untranslated": [lambda: with_level(0, label=None)],
    "reworded": [lambda: with_level(0, label=Text({"sv": "Inte alls"}))],
    "re-sourced": [
        lambda: evolve(SHAPED_EDITION, scales=(evolve(SCALE, source="ljungby-2018"),)),
        lambda: with_guidance(evolve(GUIDANCE, source=None)),
    ],
}


@pytest.mark.parametrize("kind", SHAPED)
def test_every_change_of_a_shape_is_told_and_makes_its_step(kind):
    for changed in SHAPED[kind]:
        found = diff_editions(SHAPED_EDITION, changed())
        assert kind in {change.kind for change in found.changes}, found
        assert found.step is RULES[kind], found


def test_a_question_that_is_scored_or_not_makes_a_major_step():
    scored = with_area(
        SHAPED_EDITION,
        max=Fraction(110),
        questions=(*EDITION.areas[0].questions, Question(code="1.6", max=Fraction(10), text=NEW_TEXT)),
    )
    for before, after in ((with_context(), scored), (scored, with_context())):
        found = diff_editions(before, after)
        assert "rescored" in {change.kind for change in found.changes}
        assert found.step is RULES["rescored"] is Step.MAJOR


def test_kinds_of_organisation_and_scales_in_another_order_are_reordered():
    kinds = (OrganisationKind.CITY, OrganisationKind.REGION)
    both = evolve(SHAPED_EDITION, scales=(SCALE, evolve(SCALE, id="annan")))
    for before, after in (
        (with_shaped(applies_to=kinds), with_shaped(applies_to=kinds[::-1])),
        (both, evolve(both, scales=both.scales[::-1])),
        (with_guidance(GUIDANCE, REWORDED), with_guidance(REWORDED, GUIDANCE)),
    ):
        assert [change.kind for change in diff_editions(before, after).changes] == ["reordered"]


def test_maxima_that_become_known_complete_an_edition_of_questions():
    unweighed = evolve(with_question(max=None), completeness=Completeness.QUESTIONS)
    found = diff_editions(unweighed, EDITION)
    assert {change.kind for change in found.changes} == {"completed", "weight added"}
    assert found.step is Step.MINOR


@given(shaped_editions(), st.data())
def test_any_difference_of_a_shape_is_told(edition, data):
    assert diff_editions(edition, edition).step is None
    other = data.draw(shaped_editions())
    assert (diff_editions(edition, other).changes == ()) == (edition == other)


def test_every_rule_has_a_test_and_a_row_in_the_documentation():
    tested = {*CASES, *SHAPED, "untranslated", "weight added", "completed", "rescored"}
    assert tested == set(RULES)
    page = (ROOT / "docs/reference/versions.md").read_text("utf-8")
    for kind, step in RULES.items():
        assert f"| {kind} | {step.value} |" in page


@given(editions(), st.data())
def test_nothing_changed_is_no_step_and_any_difference_is_told(edition, data):
    assert diff_editions(edition, edition).step is None
    other = data.draw(editions())
    found = diff_editions(edition, other)
    assert (found.changes == ()) == (evolve(other, release=edition.release) == edition)


def test_different_editions_are_told_apart_by_their_mapping_and_never_by_code():
    one, other = REGISTRY["se-2016"], REGISTRY["se-2020"]
    found = diff_editions(one, other, find_mapping("se-2016", "se-2020", REGISTRY))
    moved = {change.before: change.after for change in found.changes if change.kind == "moved"}
    assert moved["2",] == ("5",)
    assert ("1",) not in moved
    assert found.step is None
    removed = {change.before[0] for change in found.changes if change.kind == "removed"}
    assert removed == {question.code for question in one.questions} | {
        heading.code for heading in one.headings
    }
    without = diff_editions(one, other)
    assert {change.kind for change in without.changes} == {"added", "removed"}
    assert {change.after[0] for change in without.changes if change.kind == "added"} == set("12345678")
    assert all("No mapping" in change.reason for change in without.changes)


def test_one_to_one_links_tell_rewording_and_weights():
    mapping = find_mapping("se-2010", "se-2016", REGISTRY)
    found = diff_editions(mapping.source, mapping.target, mapping)
    kinds = {(change.kind, change.before) for change in found.changes}
    assert ("renamed", ("7",)) in kinds
    assert ("removed", ("2:valfrihet",)) in kinds
    links = tuple(
        evolve(link, changes=(Change.SAME,)) if link.source == ("7",) else link for link in mapping.links
    )
    lighter = evolve(
        mapping,
        links=links,
        source=evolve(
            mapping.source,
            areas=(
                *mapping.source.areas[:6],
                evolve(mapping.source.areas[6], max=Fraction(90)),
                mapping.source.areas[7],
            ),
        ),
    )
    found = diff_editions(lighter.source, lighter.target, lighter)
    assert {change.kind for change in found.changes if change.before == ("7",)} == {"reworded", "re-weighted"}


PUBLISHED = next(mapping for mapping in REGISTRY.mappings() if mapping.id == "se-2010-to-se-2016")
RULE = PUBLISHED.statements[0]
STATED = (RULE, evolve(RULE, low=None, high=None, text=Text({"en": "It is more demanding."})))
MAPPING = evolve(PUBLISHED, statements=STATED)
FIRST = MAPPING.links[0]
MAPPING_CASES: dict[str, list[dict[str, Any]]] = {
    "patch": [
        {"authors": ("Somebody",)},
        {"status": MappingStatus.REVIEWED},
        {"links": (evolve(FIRST, confidence=Fraction(1, 2)), *MAPPING.links[1:])},
        {"statements": (evolve(STATED[0], text=Text({"en": "In other words."})), *STATED[1:])},
        {"sources": (*MAPPING.sources, Source(id="more", title="More"))},
        {"new": (evolve(MAPPING.new[0], reasons=(Text({"en": "Well."}),)), *MAPPING.new[1:])},
    ],
    "minor": [
        {"statements": (*STATED, evolve(STATED[0], low=None, high=None))},
    ],
    "major": [
        {"statements": (evolve(STATED[0], low=Fraction(30)), *STATED[1:])},
        {"statements": (evolve(STATED[0], low=None, high=None), *STATED[1:])},
        {"statements": STATED[:-1]},
        {"statements": ()},
        {"links": MAPPING.links[1:], "levels": (Level.HEADINGS,)},
        {"covered": ()},
    ],
}


@pytest.mark.parametrize("step", MAPPING_CASES)
def test_releases_of_a_mapping_make_steps_too(step):
    for changes in MAPPING_CASES[step]:
        found = diff_mappings(MAPPING, evolve(MAPPING, **changes))
        if changes == {"covered": ()}:
            assert found.step is None
        else:
            assert found.step is Step(step), changes
    assert diff_mappings(evolve(MAPPING, levels=(Level.AREAS,)), MAPPING).step is Step.MINOR


def test_a_statement_without_figures_is_said_to_come_and_go():
    without = evolve(MAPPING, statements=STATED[:1])
    for one, other, kind in ((without, MAPPING, "completed"), (MAPPING, without, "removed")):
        (change,) = diff_mappings(one, other).changes
        assert change.kind == kind
        assert "that says “It is more demanding.”" in change.reason
    moved = evolve(STATED[-1], edition="se-2010", other="se-2016")
    found = diff_mappings(MAPPING, evolve(MAPPING, statements=(*STATED[:-1], moved)))
    assert [change.kind for change in found.changes] == ["removed", "completed"]


def test_every_statement_that_changed_is_named_with_what_changed():
    rule, words = STATED
    more = evolve(words, text=Text({"en": "It was harder."}))
    cases = [
        ((rule, words, more), ["completed"], "It was harder."),
        ((), ["redefined", "removed"], "40 to 50 points to add is no longer there"),
        ((evolve(rule, high=Fraction(55)), words), ["redefined"],
        "is now on total of se-2016 for se-2010 with 40 to 55"),
        ((evolve(rule, areas=("3",)), words), ["renoted"],
        "The areas named as changed most of the statement"),
        ((rule, evolve(words, cited="angelholm-2016")), ["renoted"], "The source of the statement"),
        ((words, rule), ["reordered"], "another order"),
    ]  # fmt: skip
    for statements, kinds, said in cases:
        found = diff_mappings(MAPPING, evolve(MAPPING, statements=statements)).changes
        assert [change.kind for change in found] == kinds
        assert any(said in change.reason for change in found)


def test_what_changed_of_a_mapping_is_named_by_its_codes_and_figures():
    dropped = evolve(MAPPING.dropped[0], code="1:information-till-medborgare")
    links = tuple(link for link in MAPPING.links if link.source != (dropped.code,))
    half = Share(Fraction(1, 2), Fraction(2, 3))
    cases: list[tuple[dict[str, Any], tuple[str, ...], str]] = [
        ({"dropped": (*MAPPING.dropped, dropped), "links": links, "levels": ()}, (dropped.code,),
        "is said to be dropped"),
        ({"dropped": MAPPING.dropped[1:], "levels": ()}, ("2:valfrihet",),
        "is not said to be dropped any more"),
        ({"links": (evolve(FIRST, relation=Relation.INTERSECTS, of_source=half), *MAPPING.links[1:])}, ("1",),
        "is new"),
    ]  # fmt: skip
    for changes, before, said in cases:
        found = diff_mappings(MAPPING, evolve(MAPPING, **changes)).changes
        assert any(change.before == before and said in change.reason for change in found), found
    one = evolve(MAPPING, links=cases[-1][0]["links"])
    other = evolve(one, links=(evolve(one.links[0], of_source=None), *one.links[1:]))
    (change,) = diff_mappings(one, other).changes
    assert change.reason.endswith("the share of the source in common was 0.5 to 2/3 and is not known.")
    (change,) = diff_mappings(MAPPING, evolve(MAPPING, levels=(Level.AREAS,))).changes
    assert change.reason == "The levels that the mapping accounts for were areas, headings and are areas."


def test_what_was_declared_editorial_on_the_way_is_so_of_the_whole_way():
    """Rule: within a major version every rewording was declared; beyond it, only what the step itself
    declares."""
    first = REGISTRY["se-2016@1.0.0"]
    reworded = {"7.2": "Arbetar verksamheterna med analys", "7.3": "Sker omvärldsspaning"}

    def release(version, codes, *declared):
        changed = tuple(
            evolve(
                area,
                questions=tuple(
                    evolve(one, text=Text({"sv": reworded[one.code]})) if one.code in codes else one
                    for one in area.questions
                ),
            )
            for area in first.areas
        )
        editorial = tuple(Editorial(code=code, release=said, reason="So.") for code, said in declared)
        return evolve(first, release=version, areas=changed, editorial=editorial)

    cases = [
        ("1.0.2", ["7.2"], [("7.2", "1.0.1")], {"corrected"}),
        ("1.1.0", ["7.2", "7.3"], [("7.2", "1.0.1"), ("7.3", "1.1.0")], {"corrected"}),
        ("1.0.2", ["7.2", "7.3"], [("7.2", "1.0.1")], {"corrected", "reworded"}),
        ("1.0.2", ["7.2"], [("7.2", "1.0.0")], {"reworded"}),
        ("2.0.0", ["7.2"], [("7.2", "2.0.0")], {"corrected"}),
        ("2.0.0", ["7.2"], [("7.2", "1.0.1")], {"reworded"}),
        ("2.0.1", ["7.2"], [("7.2", "2.0.1")], {"reworded"}),
        ("3.0.0", ["7.2"], [("7.2", "3.0.0")], {"reworded"}),
    ]
    for version, codes, declared, kinds in cases:
        found = diff_editions(first, release(version, codes, *declared))
        assert {change.kind for change in found.changes} - {"renoted"} == kinds, (version, declared)


def test_what_is_not_stated_is_not_called_none():
    edition = REGISTRY["se-2016"]
    sourced = evolve(
        edition.areas[0],
        questions=(
            evolve(edition.areas[0].questions[0], source="ljungby-2018"),
            *edition.areas[0].questions[1:],
        ),
    )
    found = diff_editions(
        edition, evolve(edition, valid_to=None, areas=(sourced, *edition.areas[1:]), rights="Mine.")
    )
    reasons = " ".join(change.reason for change in found.changes)
    assert "None" not in reasons
    assert "was not stated and is ljungby-2018." in reasons
    assert "was 2019 and is not stated." in reasons


def test_other_shares_are_a_major_step():
    half, third = (Share(Fraction(1, n), Fraction(1, n)) for n in (2, 3))
    one = evolve(
        MAPPING, links=(evolve(FIRST, relation=Relation.INTERSECTS, of_source=half), *MAPPING.links[1:])
    )
    other = evolve(
        MAPPING, links=(evolve(FIRST, relation=Relation.INTERSECTS, of_source=third), *MAPPING.links[1:])
    )
    assert {change.kind for change in diff_mappings(one, other).changes} == {"re-weighted"}
