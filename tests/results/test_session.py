"""docs/reference/python.md: what is installed is loaded once, for a session or for the functions alone."""

import inspect
import multiprocessing
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from importlib.metadata import entry_points
from pathlib import Path
from textwrap import dedent

import pytest
from attrs import evolve

import kompass_spec
from kompass_spec import InputError, Kompass, UsageError, reload_installed, score_assessment

NEEDED = {
    "kompass-convert-mapping",
    "kompass-frameworks",
    "kompass-import-report",
    "kompass-render-text",
    "kompass-score-standard",
}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
if not NEEDED <= INSTALLED:
    pytest.skip(f"not installed: {NEEDED - INSTALLED}", allow_module_level=True)
REPORT = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"
VERBS = sorted(
    name for name, verb in vars(Kompass).items() if inspect.isfunction(verb) and name in kompass_spec.__all__
)


@pytest.fixture(scope="module")
def kompass():
    return Kompass()


@pytest.fixture(scope="module")
def imported(kompass):
    return kompass.import_path(REPORT)


def test_a_session_does_what_every_function_does_that_needs_what_is_installed():
    """Rule: the same names, the same parameters, the same answers."""
    needing = {
        name
        for names in kompass_spec._DO.values()  # noqa: SLF001 - the functions by group
        for name in names.split()
        if {"registry", "plugins"} & set(inspect.signature(getattr(kompass_spec, name)).parameters)
    }
    others = {"check_installed", "load_registry", "verify_installed"}
    assert needing - others <= set(VERBS)
    for name in VERBS:
        own, function = (inspect.signature(getattr(where, name)) for where in (Kompass, kompass_spec))
        wanted = [one for key, one in function.parameters.items() if key not in {"registry", "plugins"}]
        given = list(own.parameters.values())[1:]
        assert [(one.name, one.kind, one.default) for one in given] == [
            (one.name, one.kind, one.default) for one in wanted
        ], name


def test_a_session_gives_what_the_functions_give(kompass, imported):
    scored = kompass.score_assessments(imported.assessments)
    cards = [score_assessment(assessment) for assessment in imported.assessments]
    assert list(scored.scorecards) == cards
    assert kompass.convert_scorecards(cards, "se-2020").conversions == tuple(
        kompass_spec.convert_scorecard(card, "se-2020") for card in cards
    )
    assert kompass.compare_scorecards(cards) == kompass_spec.compare_scorecards(cards)
    page, _ = kompass.report_path(REPORT, to="html", language="en")
    assert page == kompass_spec.report_path(REPORT, to="html", language="en")[0]
    assert kompass.registry is kompass.registry


def test_what_one_of_many_lacks_costs_only_that_one(kompass, imported):
    unknown = evolve(imported.assessments[1], edition="xx-1999", release=None, digest=None)
    scored = kompass.score_assessments([imported.assessments[0], unknown])
    assert len(scored.scorecards) == 1
    assert [problem.code for problem in scored.problems] == ["unknown-edition"]
    with pytest.raises(InputError, match="xx-1999"):
        kompass.score_assessments([unknown])


def test_other_plugins_are_used_as_soon_as_the_variable_names_others(imported, monkeypatch):
    monkeypatch.setenv("KOMPASS_PLUGINS", "kompass-frameworks")
    with pytest.raises(UsageError, match="no scorer named 'standard'"):
        score_assessment(imported.assessments[0])
    monkeypatch.undo()
    assert score_assessment(imported.assessments[0]).areas


SCORER = """
    from kompass_spec import Score, Scorecard, hookimpl

    kompass_api = 1

    class Nothing:
        name = "{name}"

        def score(self, request):
            def unknown(code, parts=()):
                return Score(code=code, low=0, high=1, max=1, parts=parts)

            areas = tuple(
                unknown(area.code, tuple(unknown(part.code) for part in area.parts))
                for area in request.edition.areas
            )
            return Scorecard(assessment=request.assessment, total=unknown("total", areas))

    @hookimpl
    def kompass_scorers():
        return [Nothing()]
"""


def install(folder, name):
    """Put a distribution with a scorer where modules are looked for."""
    module = name.replace("-", "_")
    (folder / f"{module}.py").write_text(dedent(SCORER).format(name=name), "utf-8")
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[kompass]\nscorers = {module}\n", "utf-8")


@pytest.mark.parametrize("of_functions", [True, False], ids=["functions", "session"])
def test_what_was_installed_later_is_found_after_a_reload(imported, tmp_path, monkeypatch, of_functions):
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    name = f"later-{'functions' if of_functions else 'session'}"
    session = Kompass()
    score = score_assessment if of_functions else session.score_assessment
    assert score(imported.assessments[0]).areas
    install(tmp_path, name)
    with pytest.raises(UsageError, match=f"no scorer named '{name}'"):
        score(imported.assessments[0], scorer=name)
    (reload_installed if of_functions else session.reload)()
    assert score(imported.assessments[0], scorer=name).total.max == 1


def test_many_threads_may_use_one_session(imported):
    """Rule: what is first needed by many at once is loaded by one of them, and they get what one would."""
    session = Kompass()
    alone = score_assessment(imported.assessments[0]), session.convert_scorecard
    with ThreadPoolExecutor(8) as pool:
        cards = list(pool.map(session.score_assessment, [imported.assessments[0]] * 40))
        registries = list(pool.map(lambda _: session.registry, range(8)))
        conversions = list(pool.map(lambda card: alone[1](card, "se-2010"), cards[:4]))
    assert cards == [alone[0]] * 40
    assert len(set(map(id, registries))) == 1
    assert conversions == [alone[1](alone[0], "se-2010")] * 4


@pytest.mark.slow
def test_other_processes_may_use_a_session_and_their_errors_come_back_whole(imported):
    unknown = evolve(imported.assessments[0], edition="xx-1999", release=None, digest=None)
    session = Kompass()
    assert session.registry
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        cards = pool.map(session.score_assessment, imported.assessments)
        assert pool.map(score_assessment, imported.assessments) == cards
        with pytest.raises(InputError) as raised:
            pool.apply(score_assessment, (unknown,))
    with pytest.raises(InputError) as here:
        score_assessment(unknown)
    assert raised.value.problems == here.value.problems
    assert list(session.score_assessments(imported.assessments).scorecards) == cards


def test_a_session_is_pickled_without_what_it_loaded_and_with_what_it_was_given(kompass, imported):
    assert kompass.registry
    assert len(pickle.dumps(kompass)) < 200
    few = kompass_spec.Registry.of([kompass.registry["se-2016"]])
    own = Kompass(registry=few, plugins=kompass.plugins("scorers"))
    for copied in (pickle.loads(pickle.dumps(own)), deepcopy(own)):  # noqa: S301 - our own bytes
        assert list(copied.registry) == ["se-2016"]
        with pytest.raises(InputError, match="'se-2010"):
            copied.score_assessment(imported.assessments[2])
