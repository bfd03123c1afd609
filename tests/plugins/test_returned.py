"""Law 10: "A broken plugin costs its own feature and one clear sentence, never the program."

What a plugin returns is looked at where it comes in, whatever was done to its objects after they were made.
"""

import gc
from pathlib import Path
from types import ModuleType

import attrs
import pytest

from kompass_spec import InputError
from kompass_spec.plugins.host import load_plugins, plugins_of_module
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.registry import load_registry
from kompass_spec.results.assessments import import_document, import_path
from kompass_spec.results.conversions import convert_scorecard
from kompass_spec.results.lints import lint_path
from kompass_spec.results.pages import render_scorecards
from kompass_spec.results.scorecards import score_assessment

OURS = load_plugins()
KINDS = {plugin.kind for plugin in OURS.loaded}
pytestmark = pytest.mark.skipif(
    not KINDS.issuperset({"frameworks", "importers", "scorers", "converters"}),
    reason="the project's own plugins are not installed",
)
REPORT = "docs/examples/ornskoldsvik-2017.md"
SOURCE = """
from fractions import Fraction
from decimal import Decimal
from attrs import evolve
from kompass_spec import hookimpl
from kompass_spec.model import *
from kompass_spec.model.assessment import *
from kompass_spec.model.conversion import *
from kompass_spec.model.lint import *
from kompass_spec.model.problems import Problem
from kompass_spec.plugins.host import load_plugins
from kompass_spec.results.scorecards import Scorecard
kompass_api = 1
force = object.__setattr__

def bare(kind):
    return kind.__new__(kind)

def opened(**block):
    return Document(container="odd", blocks=(Block(**block),))

def standard(kind, name, method, request):
    return getattr(load_plugins(kind).choose(kind, name).provided, method)(request)

class Loud(str):
    def __eq__(self, other): raise SystemExit
    __repr__ = __len__ = __format__ = strip = __eq__
    __hash__ = str.__hash__

class Odd:
    name = "odd"
    endings = (".md", ".tsv")

    def answer(self, request):
{body}

    read = score = convert = lint = render = answer

@hookimpl
def kompass_{kind}():
    return [Odd()]
"""


RECOGNISES = "    def recognises(self, content): return content == b'ODD'"


def odd(kind, body):
    """Return all plugins, with one of this kind that answers what ``body`` makes of the right answer."""
    module = ModuleType("odd")
    lines = "\n".join(f"        {line}" for line in body.splitlines())
    written = SOURCE
    if kind == "containers":
        written = written.replace("    def answer", f"{RECOGNISES}\n\n    def answer")
    exec(written.format(kind=kind, body=lines), vars(module))  # noqa: S102 - a plugin as its author writes it
    (plugin,), failures = plugins_of_module(module, kind, "acme-odd", "1.2")
    assert failures == ()
    return Plugins(loaded=(*(one for one in OURS.loaded if one.kind != kind), plugin))


@pytest.fixture(scope="module")
def registry():
    return load_registry()


@pytest.fixture(scope="module")
def card(registry):
    (assessment, *_) = import_path(Path(REPORT), registry=registry, plugins=OURS).assessments
    return score_assessment(assessment, registry=registry, plugins=OURS)


def refused(call):
    """Return the one sentence that a call costs."""
    with pytest.raises(InputError) as raised:
        call()
    (problem,) = raised.value.problems
    assert problem.code == "plugin-failed"
    assert "odd' of acme-odd 1.2 " in problem.message
    assert "\n" not in str(problem)
    return problem.message


READ = "right = standard('importers', 'report', 'read', request)\n"
IMPORTED = {
    "nothing": ("return None", "NoneType instead of Imported"),
    "nothing at all": ("return Imported(assessments=())", "it holds no assessment, and no warning that says"),
    "made without its fields": ("return bare(Imported)", "it is a Imported that was made without its fields"),
    "assessment without its fields": (
        "return Imported(assessments=(bare(Assessment),))",
        "/assessments/0 is a Assessment that was made without its fields",
    ),
    "assessments a list": (
        READ + "force(right, 'assessments', list(right.assessments))\nreturn right",
        "/assessments is list instead of tuple",
    ),
    "assessments texts": (
        READ + "force(right, 'assessments', ('a', 'b'))\nreturn right",
        "/assessments/0 is str instead of Assessment",
    ),
    "warnings texts": (
        READ + "force(right, 'warnings', ('a warning',))\nreturn right",
        "/warnings/0 is str instead of Problem",
    ),
    "warnings one text": (
        READ + "force(right, 'warnings', 'a warning')\nreturn right",
        "/warnings is str instead of tuple",
    ),
    "warning without words": (
        READ + "force(right, 'warnings', (Problem('a', ' '),))\nreturn right",
        "/warnings/0 says nothing",
    ),
    "warning of numbers": (
        READ
        + "warning = Problem('a', 'b')\nforce(warning, 'code', 1)\n"
        + "force(right, 'warnings', (warning,))\nreturn right",
        "/warnings/0/code is int instead of str",
    ),
    "a line of many digits": (
        READ + "force(right, 'warnings', (Problem('a', 'b', line=10**5000),))\nreturn right",
        "/warnings/0 has a line or page of more than 1000 digits",
    ),
    "year a text": (
        READ + "force(right.assessments[0], 'year', '2017')\nreturn right",
        "/assessments/0/year is str instead of None or int",
    ),
    "year nobody knows": (
        READ + "force(right.assessments[0], 'year', 17)\nreturn right",
        "/assessments/0 cannot be: /year: 17 is not a year",
    ),
    "year a truth": (
        READ + "force(right.assessments[0], 'year', True)\nreturn right",
        "/assessments/0/year is bool instead of None or int",
    ),
    "value a float": (
        READ + "force(right.assessments[0].observations[3], 'value', 0.5)\nreturn right",
        "/assessments/0/observations/3/value is float instead of Fraction",
    ),
    "value a decimal": (
        READ + "force(right.assessments[0].observations[3], 'value', Decimal(1))\nreturn right",
        "/assessments/0/observations/3/value is Decimal instead of Fraction",
    ),
    "precision nothing": (
        READ + "force(right.assessments[0].observations[0], 'precision', Fraction(0))\nreturn right",
        "/assessments/0/observations/0 cannot be: Observation: the precision is 0",
    ),
    "quantity a text": (
        READ + "force(right.assessments[0].observations[0], 'quantity', 'points')\nreturn right",
        "/assessments/0/observations/0/quantity is str instead of Quantity",
    ),
    "organisation nothing": (
        READ + "force(right.assessments[0], 'organisation', None)\nreturn right",
        "/assessments/0/organisation is NoneType instead of Organisation",
    ),
    "itself": (
        READ + "force(right.assessments[0], 'organisation', right)\nreturn right",
        "/assessments/0/organisation is Imported instead of Organisation",
    ),
    "another class": ("class Imported2(object): pass\nreturn Imported2()", "Imported2 instead of Imported"),
}


@pytest.mark.parametrize("how", IMPORTED)
def test_what_an_importer_returns_is_looked_at(registry, how):
    body, reason = IMPORTED[how]
    plugins = odd("importers", body)
    content = Path(REPORT).read_bytes()
    assert reason in refused(
        lambda: import_document(REPORT, content, registry=registry, plugins=plugins, edition="se-2016")
    )


def test_a_text_of_a_class_of_its_own_is_its_letters(registry):
    body = READ + (
        "force(right.assessments[0].findings[0], 'text', Loud('Tydliga mål'))\n"
        "lund = evolve(right.assessments[0].organisation)\nforce(lund, 'name', Loud('Lund'))\n"
        "force(right.assessments[0], 'organisation', lund)\nreturn right"
    )
    content = Path(REPORT).read_bytes()
    found = import_document(REPORT, content, registry=registry, plugins=odd("importers", body))
    assessment = found.assessments[0]
    assert type(assessment.organisation.name) is type(assessment.findings[0].text) is str
    assert (assessment.organisation.name, assessment.findings[0].text) == ("Lund", "Tydliga mål")


SCORE = "right = standard('scorers', 'standard', 'score', request)\n"
SCORED = {
    "ends swapped": (
        SCORE + "return evolve(right, total=evolve(right.total, low=2, high=1))",
        "/total (total) is from 2 to 1, of which the first is the greater",
    ),
    "ends swapped below": (
        SCORE + "force(right.areas[1].parts[0], 'low', Fraction(99))\nreturn right",
        "/total/parts/1/parts/0 (2.1) is from 99 to",
    ),
    "floats": (SCORE + "force(right.total, 'low', 1.5)\nreturn right", "/total/low is float instead of Frac"),
    "no number": (SCORE + "force(right.total, 'high', float('nan'))\nreturn right", "/total/high is float"),
    "a text": (SCORE + "force(right.total, 'max', '800')\nreturn right", "/total/max is str instead of Frac"),
    "a text instead": ("return '549.8'", "returned str instead of Scorecard"),
    "nothing": ("return None", "returned NoneType instead of Scorecard"),
    "another assessment": (
        SCORE + "force(right, 'assessment', bare(Assessment))\nreturn right",
        "/assessment is a Assessment that was made without its fields",
    ),
    "parts of itself": (
        SCORE + "force(right.total, 'parts', (right.total,))\nreturn right",
        "it has itself among its parts",
    ),
    "a total alone": (
        SCORE + "return evolve(right, total=evolve(right.total, parts=()))",
        "it has nothing, and the areas are 1, 2, 3, ",
    ),
    "areas in another order": (
        SCORE + "return evolve(right, total=evolve(right.total, parts=right.areas[::-1]))",
        "it has 8, 7, 6, ",
    ),
    "a question less": (
        SCORE + "force(right.areas[1], 'parts', right.areas[1].parts[1:])\nreturn right",
        " in area 2, and its questions are 2.1, 2.2",
    ),
    "discrepancies texts": (
        SCORE + "force(right, 'discrepancies', ('wrong',))\nreturn right",
        "/discrepancies/0 is str instead of Discrepancy",
    ),
}


@pytest.mark.parametrize("how", SCORED)
def test_what_a_scorer_returns_is_looked_at(registry, card, how):
    body, reason = SCORED[how]
    plugins = odd("scorers", body)
    assert reason in refused(
        lambda: score_assessment(card.assessment, registry=registry, plugins=plugins, scorer="odd")
    )


CONVERT = "right = standard('converters', 'mapping', 'convert', request)\n"
CONVERTED = {
    "ends swapped": (
        CONVERT + "force(right.total.parts[0], 'low', Fraction(500))\nreturn right",
        "/total/parts/0 (1) is from 500 to",
    ),
    "basis a text": (
        CONVERT + "force(right.total, 'basis', 'exact')\nreturn right",
        "/total/basis is str instead of Basis",
    ),
    "floats": (CONVERT + "force(right.total, 'max', 8e2)\nreturn right", "/total/max is float instead of"),
    "a mapping that is none": (
        CONVERT + "force(right, 'mapping', None)\nreturn right",
        "/mapping is NoneType instead of EditionMapping",
    ),
    "nothing": ("return {}", "returned dict instead of Conversion"),
}


@pytest.mark.parametrize("how", CONVERTED)
def test_what_a_converter_returns_is_looked_at(registry, card, how):
    body, reason = CONVERTED[how]
    plugins = odd("converters", body)
    assert reason in refused(
        lambda: convert_scorecard(card, "se-2010", registry=registry, plugins=plugins, converter="odd")
    )


FOUND_FAR = "return Linted(findings=(LintFinding(rule='a', message='b', line=-(10**5000)),))"
FOUND = "right = Linted(findings=(LintFinding(rule='a', message='Wrong.'),))\n"
LINTED = {
    "rule a number": (
        FOUND + "force(right.findings[0], 'rule', 3)\nreturn right",
        "/findings/0/rule is int instead of str",
    ),
    "rule empty": (
        "return Linted(findings=(LintFinding(rule=' ', message='W'),))",
        "/findings/0 has no rule",
    ),
    "message nothing": (
        FOUND + "force(right.findings[0], 'message', None)\nreturn right",
        "/findings/0/message is NoneType instead of str",
    ),
    "message empty": (
        "return Linted(findings=(LintFinding(rule='a', message=''),))",
        "/findings/0 has no message",
    ),
    "line a text": (
        FOUND + "force(right.findings[0], 'line', '3')\nreturn right",
        "/findings/0/line is str instead of None or int",
    ),
    "findings texts": (
        "right = Linted(findings=())\nforce(right, 'findings', ('wrong',))\nreturn right",
        "/findings/0 is str instead of LintFinding",
    ),
    "rule a number at once": (
        "return Linted(findings=(LintFinding(rule=3, message='Wrong.'),))",
        "failed (LintFinding: rule must be a text, not a whole number, at ",
    ),
    "findings texts at once": (
        "return Linted(findings=('wrong',))",
        "Linted: findings must be a list of LintFindings, not one with a text in it",
    ),
    "a line of many digits": (FOUND_FAR, "/findings/0 has a line of more than 1000 digits"),
    "rules of three": (
        FOUND + "force(right, 'rules', (('a', 'b', 'c'),))\nreturn right",
        "/rules/0 has 3 parts instead of 2",
    ),
    "rules of numbers": (
        FOUND + "force(right, 'rules', ((1, 2),))\nreturn right",
        "/rules/0/0 is int instead of str",
    ),
    "rules of numbers at once": (
        "return Linted(findings=(), rules=((1, 2),))",
        "rules must be a list of tuples of a text and a text, not one with a tuple of a whole number and a",
    ),
    "unchecked numbers": (
        "right = Linted(findings=())\nforce(right, 'unchecked', (1,))\nreturn right",
        "/unchecked/0 is int instead of str",
    ),
}


@pytest.mark.parametrize("how", LINTED)
def test_what_a_linter_returns_is_looked_at(tmp_path, how):
    body, reason = LINTED[how]
    file = tmp_path / "x.tsv"
    file.write_text("subject_id\tobject_id\n")
    assert reason in refused(lambda: lint_path(file, plugins=odd("linters", body)))


def test_what_a_linter_says_is_cut_where_nobody_would_read_on(tmp_path):
    file = tmp_path / "x.tsv"
    file.write_text("subject_id\tobject_id\n")
    body = (
        "far = 'far ' * 250_000\n"
        "found = LintFinding(rule=far, message=far, pointer=far)\n"
        "return Linted(findings=(found,), unchecked=(far,), rules=((far, far),), references=((far, far),))"
    )
    linted = lint_path(file, plugins=odd("linters", body))
    assert len(str(attrs.asdict(linted))) < 9 * 4_100
    assert linted.unchecked[0].endswith(" … (cut: 1,000,000 letters)")
    assert linted.rules == ((linted.findings[0].rule, linted.findings[0].message),)


def test_what_an_importer_says_is_cut_where_nobody_would_read_on(registry):
    warning = READ + "force(right, 'warnings', (Problem('far', 'far ' * 250_000),))\nreturn right"
    problem = (
        "from kompass_spec import InputError\n"
        "raise InputError([Problem('far', 'far ' * 250_000, pointer='/x' * 500_000)])"
    )
    content = Path(REPORT).read_bytes()

    def imported(body):
        plugins = odd("importers", body)
        return import_document(REPORT, content, registry=registry, plugins=plugins, edition="se-2016")

    with pytest.raises(InputError) as raised:
        imported(problem)
    assert len(str(raised.value)) < 8_200
    for one in (*raised.value.problems, imported(warning).warnings[-1]):
        assert one.message.endswith(" … (cut: 1,000,000 letters)")
        assert len(one.to_json()) < 8_500


def test_of_very_many_findings_the_weightiest_are_kept_and_the_rest_is_counted(tmp_path):
    file = tmp_path / "x.tsv"
    file.write_text("subject_id\tobject_id\n")
    body = (
        "note = LintFinding(rule='taste', message='W', severity=Severity.NOTE)\n"
        "wrong = LintFinding(rule='wrong', message='W')\n"
        "return Linted(findings=(note,) * 100_002 + (wrong,))"
    )
    linted = lint_path(file, plugins=odd("linters", body))
    assert (len(linted.findings), linted.findings[-1].rule, linted.fails()) == (100_000, "wrong", True)
    (sentence,) = linted.unchecked
    assert sentence.startswith("3 of 100,003 findings are left out, ")


OPENED = {
    "nothing": ("return None", "NoneType instead of Document"),
    "cells that are numbers": (
        "return opened(kind=BlockKind.TABLE, place=Place(line=1), rows=((1,),))",
        "Block: rows must be a list of tuples of BlockCells, not one with a tuple of a whole number in it",
    ),
    "a line before the first": (
        "return opened(kind=BlockKind.ITEM, place=Place(line=-5), text='x')",
        "/blocks/0/place has a line or page before the first",
    ),
}


@pytest.mark.parametrize("how", OPENED)
def test_what_a_container_returns_is_looked_at(registry, how):
    body, reason = OPENED[how]
    found = refused(
        lambda: import_document("x.odd", b"ODD", registry=registry, plugins=odd("containers", body))
    )
    assert reason in found
    assert "container 'odd'" in found


@pytest.mark.parametrize("body", ["return bytearray(b'x')", "return 'x'", "return None", "return b''"])
def test_what_a_renderer_returns_is_looked_at(registry, card, body):
    plugins = odd("renderers", body)
    assert "returned " in refused(
        lambda: render_scorecards([card], to="odd", registry=registry, plugins=plugins)
    )


def test_what_async_makes_costs_one_sentence_and_no_warning(registry, card, recwarn):
    plugins = odd("renderers", "async def later(): return b'x'\nreturn later()")
    assert "returned a coroutine (leave out async) instead of bytes" in refused(
        lambda: render_scorecards([card], to="odd", registry=registry, plugins=plugins)
    )
    gc.collect()
    assert recwarn.list == []


def test_bytes_of_a_class_of_its_own_are_bytes(registry, card):
    plugins = odd("renderers", "class B(bytes):\n    pass\nreturn B(b'x')")
    page = render_scorecards([card], to="odd", registry=registry, plugins=plugins)
    assert (page, type(page)) == (b"x", bytes)
