"""Texts as people really have them, written before the importer was mended for them.

``texts/`` holds each text and, beside it, what a careful reader takes from it. The number that its name
begins with is the kind of fault that it tempts to:

1. two numbers behind one name, 2. a "totalt N poäng" that is not the own total, 3. a year that is not the
evaluation's, 4. new total, older one and mean in one sentence, 5. two lists in one text, 6. an organisation
that is not the assessed one, 7. decimals and signs, 8. figures that vanish, 9. the plain sentence of a press
release, 10. heads of columns, 11. brackets, 12. contents pages, page heads and feet, 13. running text that
repeats a table, 14. years and verbs in each language, 15. two editions in one table.
What begins with ``z-`` was written against the importer that held on all the others, and what begins with
``y-`` against the one that held on those too; then came ``x-`` and ``w-``, of which ``w-20`` and ``w-30`` are
plain texts that must be read. ``v-`` are sixty forms found in the wild, and others of the kinds that
failed among them.

Beside the text, ``assessments`` must be read; each figure of ``may_be_read_instead_of_named`` is read there
or named in a warning; ``may_be_left_open`` says that a warning instead of the organisation or the year is
right too; what ``follows_from_the_rest`` need not be named; ``never_said`` is an untrue reason. The key of
``may_be_read_with_the_warning`` is the code of that.
``texts/known.txt`` lists what does not hold yet: take a line out once it does, the tests insist on it.
"""

import json
import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from kompass_spec import InputError, import_path
from kompass_spec.model import Quantity

TEXTS = Path(__file__).parent / "texts"
SHARED = Path(__file__).parents[4] / "shared/cases"
KEYS = {
    "percent": Quantity.PERCENT,
    "max": Quantity.MAX,
    "changes": Quantity.CHANGE,
    "reference": Quantity.REFERENCE,
}
OPEN = {"organisation": {"no-organisation", "unclear-organisation"}, "year": {"no-year", "unclear-year"}}
LUND = {"organisation": "Lund", "edition": "se-2020", "year": 2021}
ALSO = {
    "01a": {"refusal_is_right": True},
    "01b": {"refusal_is_right": True},
    "01c": {"areas_may_be_named": ["1", "8"]},
    "01e": {"nothing_read_is_right": True, "refusal_is_right": True},
    "01f": {"refusal_is_right": True},
    "04-": {
        "may_be_read_instead_of_named": [
            {**LUND, "edition": "se-2016", "year": 2014, "total": 445},
            {**LUND, "edition": "se-2016", "year": None, "reference": {"total": 469}},
        ]
    },
    "05a": {"others_may_be_named": True},
    "06-": {"may_be_left_open": ["organisation"]},
    "07-": {"totals_may_be_named": True},
    "08a": {"others_may_be_named": True},
    "08c": {"others_may_be_named": True},
    "09a": {"refusal_is_right": True},
    "09b": {"refusal_is_right": True},
    "09d": {"refusal_is_right": True},
    "10c": {"refusal_is_right": True},
    "14-": {"refusal_is_right": True},
}
"""What ``also_right`` says in words of the shared cases, by the first letters of their names."""


class Fact(NamedTuple):
    organisation: str
    year: int | None
    edition: str
    item: str
    quantity: Quantity
    value: Fraction


class Outcome(NamedTuple):
    """What came of a text: facts, findings, and problems with their codes, lines and words."""

    facts: frozenset[Fact]
    uncoded: frozenset[str]
    findings: tuple[str, ...]
    problems: tuple[tuple[str, int | None, str], ...]
    refused: bool


def cases(folder):
    return sorted(path.name.removesuffix(".expected.json") for path in folder.glob("*.expected.json"))


def known(what):
    lines = (TEXTS / "known.txt").read_text("utf-8").splitlines()
    return {name for kind, _, name in (line.partition(" ") for line in lines) if kind == what}


def every(what):
    """Return each case of one test, marked where it is known to fail."""
    if what == "contents":
        folder = SHARED / "contents"
        named = [(folder, path.stem, f"shared/{path.stem}") for path in sorted(folder.glob("*.md"))]
    else:
        named = [(TEXTS, name, name) for name in cases(TEXTS)]
        named += [(SHARED / "reading", name, f"shared/{name}") for name in cases(SHARED / "reading")]
    failing = known(what)
    strict = pytest.mark.xfail(strict=True, reason="known.txt", raises=AssertionError)
    return [
        pytest.param(folder, name, id=shown, marks=strict if shown in failing else ())
        for folder, name, shown in named
    ]


@cache
def expectation(folder, name):
    wanted = json.loads((folder / f"{name}.expected.json").read_text("utf-8"))
    return wanted if folder == TEXTS else wanted | ALSO.get(name[:3], {})


@cache
def outcome(path, arguments, registry):
    options = dict(zip((word.removeprefix("--") for word in arguments[::2]), arguments[1::2], strict=True))
    try:
        imported = import_path(path, registry=registry, **options)
    except InputError as refused:
        problems = tuple((problem.code, problem.line, problem.message) for problem in refused.problems)
        return Outcome(frozenset(), frozenset(), (), problems, refused=True)
    facts = frozenset(
        Fact(made.organisation.name, made.year, made.edition, seen.item, seen.quantity, Fraction(seen.value))
        for made in imported.assessments
        for seen in made.observations
    )
    return Outcome(
        facts,
        frozenset(made.organisation.name for made in imported.assessments if made.organisation.code is None),
        tuple(finding.text for made in imported.assessments for finding in made.findings),
        tuple((problem.code, problem.line, problem.message) for problem in imported.warnings),
        refused=False,
    )


def facts(assessments):
    """Return what assessments as written beside a text hold."""
    for made in assessments:
        where = made["organisation"], made["year"], made["edition"]
        points = dict(made.get("areas") or {})
        if made.get("total") is not None:
            points["total"] = made["total"]
        for quantity, figures in [
            (Quantity.POINTS, points),
            *((quantity, made.get(key) or {}) for key, quantity in KEYS.items()),
        ]:
            for item, value in figures.items():
                yield Fact(*where, item, quantity, Fraction(str(value)))


def optional(fact, wanted):
    """Say whether a fact that is expected may be named instead, in a shared case."""
    first = wanted["assessments"][0]
    apart = fact.item == "total" or fact.year != first["year"]
    return (
        wanted.get("nothing_read_is_right", False)
        or fact.item in wanted.get("areas_may_be_named", ())
        or (wanted.get("totals_may_be_named", False) and fact.item == "total")
        or (wanted.get("others_may_be_named", False) and apart)
    )


def sides(wanted, found):
    """Return the facts that must be read, those that may be, and those whose warning is missing."""
    told = set(facts(wanted["assessments"]))
    may = {fact for fact in told if optional(fact, wanted)}
    may |= set(facts(wanted.get("may_be_read_instead_of_named", ())))
    codes = {code for code, _, _ in found.problems}
    warned = wanted.get("may_be_read_with_the_warning", {})
    with_it = {fact for code, made in warned.items() if code in codes for fact in facts(made)}
    without = {fact for code, made in warned.items() if code not in codes for fact in facts(made)}
    return told - may, may | with_it, without


def whose(read, written, uncoded):
    """Say whether a name is the one that was written; ``~`` begins what is in no register and may be longer.

    What is in no register is kept as it is printed, with or without what it is.
    """
    if written.startswith("~"):
        return written[1:].casefold() in read.casefold() and read in uncoded
    names = written.split("|")
    if read in uncoded:
        names += [f"{name} kommune" for name in names]
    return read in names


def same(read, fact, wanted, found, leave_open):
    """Say whether a fact that was read is the one that was written, open where that may be and is said."""
    codes = {code for code, _, _ in found.problems}
    if read[2:] != fact[2:]:
        return False
    may = {"organisation", "year"} if leave_open else set(wanted.get("may_be_left_open", ()))
    told = {what for what in may if codes & OPEN[what]}
    right = whose(read.organisation, fact.organisation, found.uncoded) or (
        read.organisation == "?" and "organisation" in told
    )
    when = read.year == fact.year or (read.year is None and "year" in told)
    return right and when and (fact.year is not None or bool(codes & OPEN["year"]))


def spellings(value):
    """Return how a figure can be written, in Swedish, Norwegian, Danish and English."""
    whole, rest = divmod(abs(value), 1)
    if not rest:
        digits = str(whole)
        return [digits] + [f"{digits[:-3]}{gap}{digits[-3:]}" for gap in " \xa0.'" if whole >= 1000]
    decimal = format(Decimal(abs(value).numerator) / abs(value).denominator, "f")
    return [decimal, decimal.replace(".", ",")] + [f"{whole}{gap}½" for gap in (" ", "") if rest * 2 == 1]


def stands(value, text):
    forms = "|".join(re.escape(form) for form in spellings(Fraction(value)))
    return re.search(rf"(?<![\d½])(?<!\d[.,])0*(?:{forms})(?:[.,]0+)?(?![\d½]|[.,]\d| ½)", text) is not None


def is_named(value, text, found):
    """Say whether a warning names a figure with its place, or the refusal names it."""
    places = [place for place, line in enumerate(text.splitlines(), 1) if stands(value, line)]
    return any(
        stands(value, message)
        and (found.refused or any(line == place or stands(place, message) for place in places))
        for _, line, message in found.problems
    )


def judged(folder, name, registry, *, leave_open):
    """Return what is wrong: what is read and not true, and what is neither read nor named."""
    wanted = expectation(folder, name)
    made = [*wanted["assessments"], *wanted.get("may_be_read_instead_of_named", ())]
    editions = {one["edition"] for one in made} | set(wanted["args"][1::2])
    if not editions <= set(registry):
        pytest.skip("an edition of another country is not installed")
    path = folder / f"{name}.txt"
    found = outcome(path, tuple(wanted["args"]), registry)
    must, may, without = sides(wanted, found)
    untrue = [
        read
        for read in found.facts
        if not any(same(read, fact, wanted, found, leave_open) for fact in must | may)
    ]
    unread = {
        fact
        for fact in must | may
        if not any(same(read, fact, wanted, found, leave_open) for read in found.facts)
    }
    # What may be read in one of two places, such as with the year and without, is read in one of them.
    seen = {read[3:] for read in found.facts}
    unread = {fact for fact in unread if fact in must or fact[3:] not in seen}
    others = {Fraction(str(value)) for value in wanted["every_other_figure_must_be_named_in_a_warning"]}
    text = path.read_text("utf-8")
    lost = [
        str(value)
        for value in sorted({fact.value for fact in unread | without} | others)
        if value not in wanted.get("follows_from_the_rest", ()) and not is_named(value, text, found)
    ]
    return wanted, found, untrue, unread & must, lost


@pytest.mark.parametrize(("folder", "name"), every("silence"))
def test_nothing_is_wrong_in_silence(folder, name, registry):
    """ "Every number of a document is read, or named in a warning with its place, or left out by a rule".

    A refusal is not silent, and neither is a warning that the year or the organisation is left open.
    """
    wanted, found, untrue, _, lost = judged(folder, name, registry, leave_open=True)
    if not found.refused:
        assert not untrue
        assert not lost
        bad = wanted.get("never_a_finding", ())
        assert not [text for text in found.findings if any(words in text for words in bad)]


@pytest.mark.parametrize(("folder", "name"), every("reading"))
def test_what_is_read(folder, name, registry):
    """What a careful reader takes from the text is read, or the refusal names every figure."""
    wanted, found, untrue, missing, lost = judged(folder, name, registry, leave_open=False)
    if found.refused:
        assert wanted.get("refusal_is_right"), found.problems
        assert not lost, found.problems
        assert not [words for words in wanted.get("never_said", ()) if words in str(found.problems)]
        return
    assert not untrue
    assert not missing
    assert not lost, found.problems
    assert len(found.problems) <= wanted.get("warnings_at_most", len(found.problems)), found.problems


@pytest.mark.parametrize(("folder", "name"), every("contents"))
def test_nothing_of_a_contents_page_is_points(folder, name, registry):
    assert not outcome(folder / f"{name}.md", (), registry).facts


def test_every_known_fault_is_of_a_text_that_is_here():
    names = {name for what in ("silence", "reading", "contents") for name in known(what)}
    assert {name for name in names if not name.startswith("shared/")} <= set(cases(TEXTS))


def test_every_text_has_what_is_expected_beside_it():
    assert {path.stem for path in TEXTS.glob("*.txt")} - {"known"} == set(cases(TEXTS))
