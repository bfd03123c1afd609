"""Shapes of editions beyond questions with points: scales, context, kinds, texts without weights."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec.documents.canonical import release_bytes
from kompass_spec.documents.editions import read_edition
from kompass_spec.documents.foreign_shapes import foreign_shape
from kompass_spec.documents.forms import formed
from kompass_spec.documents.plain import parse_json
from kompass_spec.documents.released_editions import released_edition
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Completeness, OrganisationKind
from kompass_spec.model.problems import InputError
from kompass_testing.strategies import editions

GOOD = """
id = "xx-2000"
release = "1.0.0"
title.sv = "Kompassen"
publisher = "Utgivaren"
country = "XX"
language = "sv"
valid_from = "2000"
completeness = "complete"
rights = "Ingen"
source = "rapport"

[[sources]]
id = "rapport"
title = "Rapporten"

[[scales]]
id = "nivå"
source = "rapport"
levels = [
    { value = 0, share = 0, label.sv = "Nej" },
    { value = 1, share = 0.5, label.sv = "Delvis" },
    { value = 2, share = 1, label.sv = "Ja" },
]

[[scales]]
id = "poäng"
levels = [{ value = 0, points = 0 }, { value = 1, points = 5 }]

[[areas]]
code = "1"
max = 35
title.sv = "Styrning"
applies_to = ["municipality", "city"]

[[areas.questions]]
code = "1.1"
max = 20
scale = "nivå"
text.sv = "Finns mål?"
guidance = [{ text.sv = "Målen är beslutade.", source = "rapport" }]
criteria = [
    { code = "1.1.1", max = 15, scale = "nivå", text.sv = "a" },
    { code = "1.1.2", max = 5, scale = "poäng", text.sv = "b", guidance = [{ text.sv = "b är klart." }] },
]

[[areas.questions]]
code = "1.2"
max = 15
applies_to = ["city"]
text.sv = "Finns stadsdelar?"

[[areas.questions]]
code = "1.3"
scored = false
scale = "nivå"
text.sv = "Hur många invånare?"
"""


def problems_of(text):
    with pytest.raises(InputError) as caught:
        read_edition(text, "edition.toml")
    return caught.value.problems


def test_every_shape_is_read_exactly():
    edition = read_edition(GOOD, "edition.toml")
    (area,) = edition.areas
    first, second, context = edition.questions
    assert edition.max == area.max == 35
    assert area.applies_to == (OrganisationKind.MUNICIPALITY, OrganisationKind.CITY)
    assert [part.code for part in area.parts] == ["1.1", "1.2"]
    assert (context.scored, context.max, first.scored) == (False, None, True)
    assert second.applies_to == (OrganisationKind.CITY,)
    assert (first.guidance[0].text["sv"], first.guidance[0].source) == ("Målen är beslutade.", "rapport")
    assert first.criteria[1].guidance[0].source is None
    share, points = edition.scales
    assert edition.scale_of("1.1.1") is edition.scale_of("1.3") is share
    assert edition.scale_of("1.1.2") is points
    assert edition.scale_of("1.2") is edition.scale_of("1") is edition.scale_of("9") is None
    assert [level.award(Fraction(15)) for level in share.levels] == [0, Fraction("7.5"), 15]
    assert [level.award(None) for level in share.levels] == [None, None, None]
    assert [level.award(None) for level in points.levels] == [0, 5]


def test_every_shape_survives_its_release():
    """Law 9: "Import → export → import is the identity for every format that can carry the whole object.\""""
    edition = read_edition(GOOD, "edition.toml")
    content = release_bytes(formed(unstructure(edition)))
    assert released_edition(parse_json(content.decode())) == edition
    assert content.decode().count('"scored":false') == 1
    assert '"scored":true' not in content.decode()


LATER = ("scales", "scale", "guidance", "scored", "applies_to")


def with_one(data, key):
    """Return plain data with just one of the later keys."""
    if isinstance(data, list):
        return [with_one(one, key) for one in data]
    if not isinstance(data, dict):
        return data
    return {name: with_one(one, key) for name, one in data.items() if name == key or name not in LATER}


@pytest.mark.parametrize("key", LATER)
def test_what_names_no_form_has_no_key_of_a_later_one(key):
    """Rule, docs/explanation/forms.md: a form "says which keys a release, or an entry of a ledger, may have
    and what they mean.\""""
    data = parse_json(release_bytes(unstructure(read_edition(GOOD, "edition.toml"))).decode())
    assert released_edition({**data, "form": 2}).id == "xx-2000"
    with pytest.raises(ValueError, match=f"{key!r} is no key of an edition"):
        released_edition(with_one(data, key))


@given(editions(Completeness.COMPLETE))
def test_an_edition_that_uses_none_of_them_has_none_of_their_keys(edition):
    """Law 4: "A published release never changes: same bytes, same digest, for ever."."""
    keys = set()

    def collect(data):
        for key, value in data.items():
            keys.add(key)
            for table in value if isinstance(value, list) else ():
                if isinstance(table, dict):
                    collect(table)

    collect(parse_json(release_bytes(unstructure(plain(edition))).decode()))
    assert keys.isdisjoint({"scales", "levels", "scale", "scored", "applies_to", "guidance"})


def plain(edition):
    """Return an edition as it would be without the shapes that the strategies draw."""
    areas = tuple(
        evolve(
            area,
            applies_to=(),
            questions=tuple(
                evolve(question, scale=None, scored=True, max=question.max or Fraction(1), applies_to=(),
                    guidance=(), criteria=())
                for question in area.parts
            ),
        )
        for area in edition.areas
    )  # fmt: skip
    return evolve(edition, areas=areas, scales=())


CONTEXT_ALONE = """[[areas]]
code = "2"
max = 1
title.sv = "x"
questions = [{ code = "2.1", scored = false, text.sv = "a" }]
[[areas]]"""
QUESTION = '"1.2"\nmax = 15\n'
CHANGES = [
    ("bad-scale", "/scales/0/levels/1/share", "share = 0.5", "share = 1.5"),
    ("bad-scale", "/scales/0/levels/1/share", "share = 0.5", "share = -1"),
    ("bad-scale", "/scales/0/levels/2/share", "share = 1, label", "share = 0.25, label"),
    ("bad-scale", "/scales/0/levels/2/value", "value = 2", "value = 1"),
    ("bad-scale", "/scales/0/levels/2/value", "value = 2", "value = 0.5"),
    ("bad-scale", "/scales/0/levels", "share = 0.5", "points = 1"),
    ("bad-scale", "/scales/1/levels", "{ value = 0, points = 0 }, ", ""),
    ("bad-scale", "/scales/1/levels/0/points", "points = 0", "points = -5"),
    ("bad-scale", "/areas/0/questions/0/criteria/1/scale", "points = 5", "points = 6"),
    ("bad-scale", "/areas/0/questions/2/scale", 'scored = false\nscale = "nivå"',
        'scored = false\nscale = "poäng"'),
    ("bad-scale", "/scales/0/levels/1/label/sv", 'label.sv = "Delvis"', 'label.sv = "nej "'),
    ("duplicate-code", "/scales/1", 'id = "poäng"', 'id = "nivå"'),
    ("empty-text", "/scales/1/id", 'id = "poäng"', 'id = " "'),
    ("unknown-scale", "/areas/0/questions/0/scale", 'max = 20\nscale = "nivå"', 'max = 20\nscale = "ja"'),
    ("unknown-source", "/scales/0/source", 'id = "nivå"\nsource = "rapport"', 'id = "nivå"\nsource = "x"'),
    ("unknown-source", "/areas/0/questions/0/guidance/0/source", 'beslutade.", source = "rapport"',
        'beslutade.", source = "x"'),
    ("unsourced", "/scales/1", 'rights = "Ingen"\nsource = "rapport"', 'rights = "Ingen"'),
    ("missing-language", "/scales/0/levels/1/label", 'label.sv = "Delvis"', 'label.en = "In part"'),
    ("missing-language", "/areas/0/questions/0/guidance/0/text", 'text.sv = "Målen', 'text.en = "Målen'),
    ("unexpected-maximum", "/areas/0/questions/2/max", "scored = false", "scored = false\nmax = 1"),
    ("unexpected-maximum", "/areas/0/questions/2/criteria/0/max", "scored = false",
        'scored = false\ncriteria = [{ code = "1.3.1", max = 1, text.sv = "a" }]'),
    ("bad-applicability", "/areas/0/questions/1/applies_to", '["city"]', '["region"]'),
    ("bad-applicability", "/areas/0/questions/1/applies_to", '["city"]', '["city", "city"]'),
    ("unknown-value", "/areas/0/questions/1/applies_to/0", '["city"]', '["town"]'),
    ("wrong-type", "/areas/0/questions/2/scored", "scored = false", 'scored = "no"'),
    ("missing-maximum", "/areas/0/questions/1", QUESTION, '"1.2"\n'),
    ("missing-question", "/areas/1", "[[areas]]", CONTEXT_ALONE),
    ("unsupported-shape", "/areas/0/questions/1/cap", QUESTION, QUESTION + "cap = 10\n"),
    ("unsupported-shape", "/areas/0/questions/1/weights", QUESTION, QUESTION + "weights = { city = 2 }\n"),
    ("unsupported-shape", "/areas/0/questions/1/levels", QUESTION, QUESTION + "levels = [0, 1]\n"),
    ("unsupported-shape", "/areas/0/scale", 'title.sv = "Styrning"', 'title.sv = "Styrning"\nscale = "nivå"'),
    ("unsupported-shape", "/scaled_to", 'rights = "Ingen"', 'rights = "Ingen"\nscaled_to = 100'),
    ("unknown-key", "/sources/0/weight", 'title = "Rapporten"', 'title = "Rapporten"\nweight = 1'),
]  # fmt: skip


@pytest.mark.parametrize(("code", "pointer", "written", "instead"), CHANGES)
def test_a_broken_rule_is_reported_with_its_place(code, pointer, written, instead):
    """Law 5: "… reports *all* problems at once, each with file and pointer …"."""
    assert written in GOOD
    text = GOOD.replace(written, instead, 1)
    if pointer == "/areas/1":  # an area before the good one
        pointer = "/areas/0"
    found = {(problem.code, problem.pointer) for problem in problems_of(text)}
    assert (code, pointer) in found
    assert len(found) <= 3, found


def test_a_shape_that_cannot_be_expressed_is_said_with_what_comes_nearest():
    (problem,) = problems_of(GOOD.replace(QUESTION, QUESTION + "bonus = 5\n"))
    assert problem.message == (
        "Question 1.2: An edition has no key 'bonus' here (a bonus). The points of an edition are sums: the"
        " maxima of the parts add up to that of the whole. Make the bonus a question with a maximum of its"
        " own, within that of the area. A scorer plugin may compute it; its scorecards then say which scorer"
        " they are of."
    )
    assert foreign_shape("titel") is None


@pytest.mark.parametrize("completeness", ["complete", "areas", "questions"])
def test_texts_without_weights_are_never_sent_from_one_error_to_the_other(completeness):
    text = GOOD.replace('"complete"', f'"{completeness}"').replace(QUESTION, '"1.2"\n')
    if completeness == "questions":
        edition = read_edition(text, "edition.toml")
        assert edition.completeness is Completeness.QUESTIONS
        assert edition.max == 35
    else:
        assert all("'questions'" in problem.message for problem in problems_of(text))


@given(st.sampled_from([35, 20, 19]))
def test_the_known_maxima_of_a_question_leave_something_to_the_others(most):
    text = GOOD.replace('"complete"', '"questions"').replace(QUESTION, '"1.2"\n')
    text = text.replace("max = 35", f"max = {most}")
    if most == 35:
        assert read_edition(text, "edition.toml").max == 35
    else:
        assert [problem.code for problem in problems_of(text)] == ["bad-sum"]


@pytest.mark.parametrize("completeness", ["complete", "questions", "partial"])
def test_no_known_maxima_of_parts_are_above_that_of_the_whole(completeness):
    text = (
        GOOD.replace('"complete"', f'"{completeness}"')
        .replace("max = 5, ", "")
        .replace("max = 15, ", "max = 21, ")
    )
    (problem,) = problems_of(text)
    assert (problem.code, problem.pointer) == ("bad-sum", "/areas/0/questions/0")
    assert problem.message.endswith(
        "The known maxima of the criteria add up to 21, which is more than 20. Correct one of them."
    )


def test_known_criteria_of_a_question_without_a_maximum_are_part_of_what_is_left_for_it():
    text = GOOD.replace('"complete"', '"questions"').replace('code = "1.1"\nmax = 20', 'code = "1.1"')
    assert read_edition(text.replace("max = 15, ", "max = 10, "), "edition.toml").max == 35
    assert read_edition(text, "edition.toml").max == 35
    (problem,) = problems_of(text.replace("max = 15, ", "max = 16, "))
    assert (problem.code, problem.pointer) == ("bad-sum", "/areas/0")
    assert problem.message.endswith(
        "criteria of questions without one add up to 21, which is more than the 20 that"
        " the other questions leave of 35. Correct one of them."
    )
