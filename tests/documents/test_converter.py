"""The strict converter: nothing is coerced, nothing is dropped, everything is reported at once."""

import time
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from kompass_spec.documents.editions import read_edition
from kompass_spec.documents.plain import json_bytes, parse_json, parse_toml
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.model import Assessment, Edition, Interval, Observation, Organisation
from kompass_spec.model.problems import InputError, Problem
from kompass_testing.strategies import assessments, editions

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

[[areas]]
code = "1"
max = 20
title.sv = "Styrning"

[[areas.headings]]
code = "1:mål"
text.sv = "Mål"

[[areas.questions]]
code = "1.1"
max = 12.5
text.sv = "Finns mål?"

[[areas.questions]]
code = "1.2"
max = "15/2"
text.sv = "Följs de upp?"
criteria = [{ code = "1.2.1", max = 2.5, text.sv = "a" }, { code = "1.2.2", max = 5, text.sv = "b" }]
"""


def problems_of(text):
    with pytest.raises(InputError) as caught:
        read_edition(text, "edition.toml")
    return caught.value.problems


def test_a_good_edition_is_read_exactly():
    edition = read_edition(GOOD, "edition.toml")
    assert [question.max for question in edition.questions] == [Decimal("12.5"), Decimal("7.5")]
    assert edition.item("1.2.1").max == Decimal("2.5")
    assert edition.max == 20


EDITORIAL = '[[editorial]]\ncode = "1.1"\nrelease = "1.0.1"\nreason = "A misprint."\n[[areas]]'

CHANGES = [
    ("wrong-type", "/release", 'release = "1.0.0"', "release = 1"),
    ("bad-identifier", "/release", 'release = "1.0.0"', 'release = "1.0"'),
    ("bad-identifier", "/id", 'id = "xx-2000"', 'id = "XX 2000"'),
    ("bad-identifier", "/country", 'country = "XX"', 'country = "Sverige"'),
    ("bad-identifier", "/language", 'language = "sv"', 'language = "svenska"'),
    ("bad-date", "/valid_from", 'valid_from = "2000"', 'valid_from = "1 mars 2000"'),
    ("bad-date", "/valid_to", 'valid_from = "2000"', 'valid_from = "2000"\nvalid_to = "1999"'),
    ("wrong-type", "/valid_from", 'valid_from = "2000"', "valid_from = 2000-01-01"),
    ("unknown-value", "/completeness", '"complete"', '"hel"'),
    ("empty-text", "/publisher", '"Utgivaren"', '" "'),
    ("unknown-source", "/source", 'source = "rapport"', 'source = "raport"'),
    ("unsourced", "", 'source = "rapport"', ""),
    ("duplicate-code", "/sources/1", "[[areas]]", '[[sources]]\nid = "rapport"\ntitle = "x"\n[[areas]]'),
    ("unknown-key", "/right", 'rights = "Ingen"', 'rights = "Ingen"\nright = "x"'),
    ("missing-key", "", 'rights = "Ingen"', ""),
    ("bad-code", "/areas/0/code", 'code = "1"\n', 'code = "A"\n'),
    ("bad-code", "/areas/0/questions/0/code", 'code = "1.1"', 'code = "2.1"'),
    ("bad-code", "/areas/0/headings/0/code", '"1:mål"', '"1:Mål och mer"'),
    ("duplicate-code", "/areas/0/questions/1/code", 'code = "1.2"', 'code = "1.1"'),
    ("bad-sum", "/areas/0", "max = 12.5", "max = 12"),
    ("bad-sum", "/areas/0/questions/1", "max = 2.5,", "max = 2,"),
    ("bad-quantity", "/areas/0/questions/0/max", "max = 12.5", 'max = "tolv"'),
    ("bad-quantity", "/areas/0/questions/0/max", "max = 12.5", "max = true"),
    ("bad-maximum", "/areas/0/questions/0/max", "max = 12.5", "max = 0"),
    ("missing-maximum", "/areas/0/questions/0", "max = 12.5\n", ""),
    (
        "missing-question",
        "/areas/0",
        "[[areas]]",
        '[[areas]]\ncode = "2"\nmax = 1\ntitle.sv = "x"\n[[areas]]',
    ),
    ("unexpected-question", "/areas/0/questions/0", '"complete"', '"areas"'),
    ("missing-language", "/areas/0/title", 'title.sv = "Styrning"', 'title.nb = "Styring"'),
    (
        "bad-language",
        "/areas/0/title/Swedish",
        'title.sv = "Styrning"',
        'title.sv = "a"\ntitle.Swedish = "b"',
    ),
    ("empty-text", "/areas/0/title/sv", 'title.sv = "Styrning"', 'title.sv = ""'),
    ("bad-date", "/valid_from", 'valid_from = "2000"', 'valid_from = "2000-02-30"'),
    ("empty-text", "/sources/0/title", 'title = "Rapporten"', 'title = " "'),
    ("empty-text", "/sources/0/id", 'id = "rapport"', 'id = " "'),
    ("empty-text", "/areas/0/aliases/0", 'title.sv = "Styrning"', 'title.sv = "Styrning"\naliases = [""]'),
    ("duplicate-code", "/areas/1/code", "[[areas]]", '[[areas]]\ncode = "01"\ntitle.sv = "x"\n[[areas]]'),
    ("wrong-type", "/areas/0/title", 'title.sv = "Styrning"', 'title = "Styrning"'),
    ("wrong-type", "/areas/0/aliases", 'title.sv = "Styrning"', 'title.sv = "Styrning"\naliases = "Ledning"'),
    (
        "duplicate-name",
        "/areas/1",
        "[[areas.headings]]",
        '[[areas]]\ncode = "2"\nmax = 1\ntitle.sv = "STYRNING"\n[[areas.headings]]',
    ),
    ("dangling-code", "/editorial/0/code", "[[areas]]", EDITORIAL.replace("1.1", "1.9")),
    ("bad-identifier", "/editorial/0/release", "[[areas]]", EDITORIAL.replace("1.0.1", "next")),
    ("missing-reason", "/editorial/0/reason", "[[areas]]", EDITORIAL.replace("A misprint.", " ")),
]


@pytest.mark.parametrize(("code", "pointer", "old", "new"), CHANGES)
def test_every_rule_is_checked_with_its_pointer(code, pointer, old, new):
    changed = GOOD.replace(old, new, 1)
    assert changed != GOOD
    found = problems_of(changed)
    assert (code, pointer) in {(problem.code, problem.pointer) for problem in found}
    assert all(problem.file == "edition.toml" and problem.message.endswith((".", "?")) for problem in found)


def test_a_rewording_is_declared_of_an_item_with_a_reason():
    edition = read_edition(GOOD.replace("[[areas]]", EDITORIAL, 1), "edition.toml")
    assert [declared.code for declared in edition.editorial] == ["1.1"]


def test_every_language_of_a_text_is_judged_by_itself():
    changed = GOOD.replace(
        'title.sv = "Kompassen"', 'title.en = 3\ntitle.SV = "x"\ntitle.da = " "\ntitle.sv = "y"'
    )
    found = {(problem.code, problem.pointer) for problem in problems_of(changed)}
    assert found == {("wrong-type", "/title/en"), ("bad-language", "/title/SV"), ("empty-text", "/title/da")}


def test_a_language_that_is_no_tag_is_said_once():
    found = problems_of(GOOD.replace('language = "sv"', 'language = "swedish"'))
    assert [(problem.code, problem.pointer) for problem in found] == [("bad-identifier", "/language")]


def test_very_many_unknown_keys_are_counted():
    begun = time.monotonic()
    found = problems_of(GOOD + "".join(f"k{number} = 1\n" for number in range(20_000)))
    assert any("There are 19950 more keys" in problem.message for problem in found)
    assert (len(found), time.monotonic() - begun < 5) == (51, True)


def test_ten_mistakes_give_ten_messages():
    """Law 5: "It accepts no extra key, no wrong type, no
    silent coercion, and reports all problems at once.\""""
    text = GOOD
    for old, new in [
        ('id = "xx-2000"', "id = 7"),
        ('release = "1.0.0"', 'release = "first"'),
        ('publisher = "Utgivaren"', 'publisher = ""'),
        ('country = "XX"', 'country = "sverige"'),
        ('valid_from = "2000"', 'valid_from = "förra året"'),
        ('rights = "Ingen"', 'rights = "Ingen"\nowner = "KS"'),
        ('title = "Rapporten"', "title = 3"),
        ('title.sv = "Styrning"', 'title.nb = "Styring"'),
        ("max = 12.5", "max = 12.6"),
        ('code = "1.1"', 'code = "1.2"'),
    ]:
        assert old in text
        text = text.replace(old, new, 1)
    found = problems_of(text)
    assert len(found) == 10
    assert len({(problem.pointer, problem.message) for problem in found}) == 10


def test_what_is_not_toml_is_said_with_its_line():
    (problem,) = problems_of("id = 'x'\nid = 'y'\ntitle = = 3")
    assert (problem.code, problem.line) == ("bad-toml", 2)
    (problem,) = problems_of("a = " + "[" * 50_000)
    assert problem.code == "bad-toml"


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("max = 60,5", "a decimal point, not a comma"),
        ("text.sv = \N{RIGHT DOUBLE QUOTATION MARK}Ja\N{RIGHT DOUBLE QUOTATION MARK}", "straight quotes"),
        ('text.sv = "Ja', "one of them is missing"),
        ("max\N{NO-BREAK SPACE}= 60", "a letter here that is not seen, U+00A0"),
        ("[areas.questions]\n[areas.questions]", "double brackets each time: [[areas.questions]]"),
    ],
)
def test_a_mistake_that_people_make_is_said_in_their_words(line, advice):
    (problem,) = problems_of(f"{line}\n")
    assert (problem.code, advice in problem.message) == ("bad-toml", True), problem.message


def test_a_maximum_below_nothing_is_not_called_one_of_criteria():
    written = GOOD.replace("max = 12.5", "max = -60", 1)
    assert written != GOOD
    assert [problem.message for problem in problems_of(written) if "criteria" in problem.message] == []


def test_json_with_a_key_written_twice_is_refused():
    for text in ('{"a": 1, "a": 2}', '{"a": NaN}', "[" * 100_000, '{"a"', ""):
        with pytest.raises(InputError) as caught:
            parse_json(text)
        assert caught.value.problems[0].code == "bad-json"


@pytest.mark.parametrize(
    ("data", "wanted", "code", "pointer"),
    [
        ({"name": "X", "kind": "municipality", "code": 2284}, Organisation, "wrong-type", "/code"),
        ({"name": "X", "kind": "kommun"}, Organisation, "unknown-value", "/kind"),
        ({"name": "X", "kind": ["city"]}, Organisation, "unknown-value", "/kind"),
        ({"item": "1", "quantity": "points", "value": 2.7}, Observation, "bad-quantity", "/value"),
        ({"item": "1", "quantity": "points", "value": "3", "line": "3"}, Observation, "wrong-type", "/line"),
        ({"item": "1", "quantity": "points", "value": "3", "line": True}, Observation, "wrong-type", "/line"),
        ({"item": "1", "quantity": "points", "value": "3", "precision": "0"}, Observation, "bad-value", ""),
        ({"low": "2", "high": "1"}, Interval, "bad-value", ""),
        ([], Organisation, "wrong-type", ""),
        ("X", Organisation, "wrong-type", ""),
        (None, Organisation, "wrong-type", ""),
    ],
)
def test_nothing_is_coerced(data, wanted, code, pointer):
    with pytest.raises(InputError) as caught:
        structure(data, wanted)
    assert [(problem.code, problem.pointer) for problem in caught.value.problems] == [(code, pointer)]


@pytest.mark.parametrize(
    "number",
    [
        "1e99999999",
        "-1e99999999",
        "1e-99999999",
        "1e400",
        "9" * 401,
        "0x" + "f" * 5000,
        '"' + "9" * 401 + '"',
    ],
)
def test_a_short_text_cannot_write_a_number_that_takes_minutes(number):
    begun = time.monotonic()
    with pytest.raises(InputError) as caught:
        structure(parse_toml(f"low = 0\nhigh = {number}"), Interval)
    assert [(problem.code, problem.pointer) for problem in caught.value.problems] == [
        ("bad-quantity", "/high")
    ]
    assert len(caught.value.problems[0].message) < 200
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_toml, f"a = 1\nb = {'9' * 5000}"),
        (parse_toml, f"a = 1\nb = -{'9_' * 5000}9"),
        (parse_toml, f"a = 1\nb = 1e{'9' * 30}"),
        (parse_json, f'{{"a": 1,\n"b": {"9" * 5000}}}'),
    ],
)
def test_a_number_that_python_cannot_read_is_said_with_its_line(parse, text):
    with pytest.raises(InputError) as caught:
        parse(text)
    assert str(caught.value) == "line 2: A number in this line is too long to be read. Write fewer digits."


@given(editions())
def test_an_edition_survives_json(edition):
    """Law 9: "Import → export → import is the identity for every format that can carry the whole object.\""""
    assert structure(parse_json(json_bytes(unstructure(edition)).decode()), Edition) == edition


@given(st.data())
def test_an_assessment_survives_json(data):
    """Law 9: "Import → export → import is the identity for every format that can carry the whole object.\""""
    assessment = data.draw(assessments(data.draw(editions())))
    assert structure(parse_json(json_bytes(unstructure(assessment)).decode()), Assessment) == assessment


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
ROOT = Path(__file__).parents[2] / "frameworks/kompass_frameworks/editions"


@given(st.data())
def test_any_value_in_any_place_gives_problems_and_never_a_traceback(data):
    """Law 5: "… reports all problems at once, each with file and pointer.\""""
    document = parse_toml(GOOD)
    holder: Any = document
    while True:
        key = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        if not isinstance(holder[key], (dict, list)) or not holder[key] or data.draw(st.booleans()):
            break
        holder = holder[key]
    holder[key] = data.draw(JSON)
    problems: tuple[Problem, ...] = ()
    try:
        structure(document, Edition)
    except InputError as error:
        problems = error.problems
    assert all(problem.pointer is not None and problem.message for problem in problems)


def test_toml_as_the_standard_library_reads_it_has_floats_which_no_quantity_is():
    with pytest.raises(InputError, match="exact quantity"):
        structure(tomllib.loads(GOOD), Edition)
