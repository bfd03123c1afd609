"""Results go to a renderer as a sheet where it lays them out, with the look and the history of them."""

from pathlib import Path

import pytest

from kompass_spec import load_plugins, load_registry, render_scorecards, report_path, score_path
from kompass_spec.model.sheet import Sheet
from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.plugins.requests import Look
from kompass_spec.sheets.contents import Remarks

EXAMPLE = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"


class Laid:
    """A renderer that knows results as sheets, and keeps what it was asked."""

    name = "laid"
    endings = (".laid",)
    kinds = ("result",)

    def __init__(self):
        self.asked = []

    def lay_out(self, request):
        self.asked.append(request)
        return b"laid out"

    def render(self, _):
        raise AssertionError("a renderer of sheets of results is not asked for scorecards")


class Scorecards(Laid):
    """A renderer that lays out sheets of comparisons only."""

    kinds = ("comparison",)

    def render(self, _):
        return b"shown"


def with_renderer(provided):
    known = load_plugins()
    if not known.of_kind("importers") or not known.of_kind("scorers"):
        pytest.skip("it needs an importer and a scorer")
    renderer = Plugin(
        kind="renderers", name=provided.name, distribution="made", version="1", provided=provided
    )
    return Plugins(loaded=(*known.loaded, renderer), failures=())


def test_a_renderer_of_results_is_given_the_sheet_the_look_and_the_history():
    laid, look = Laid(), Look(foot="Kansliet")
    plugins = with_renderer(laid)
    page = render_scorecards(
        score_path(EXAMPLE).scorecards,
        to="laid",
        look=look,
        remarks=Remarks(decision=("Rapporten läggs till handlingarna.",)),
        registry=load_registry(),
        plugins=plugins,
    )
    (request,) = laid.asked
    assert page == b"laid out"
    assert isinstance(request.sheet, Sheet)
    assert (request.sheet.kind, request.sheet.language, request.look) == ("result", "sv", look)
    assert "handlingarna" in str(request.sheet)
    assert "△" in str(request.sheet), "what it is compared with is computed"


def test_one_that_lays_out_other_kinds_is_given_the_scorecard():
    page, _ = report_path(EXAMPLE, to="laid", plugins=with_renderer(Scorecards()))
    assert page == b"shown"


def test_a_look_in_a_file_reaches_the_renderer(tmp_path):
    laid = Laid()
    look = tmp_path / "look.toml"
    look.write_text('foot = "Kansliet"\ncomment = "Ett gott resultat."', "utf-8")
    report_path(EXAMPLE, output="page.laid", look=look, language="en", plugins=with_renderer(laid))
    (request,) = laid.asked
    assert (request.look.foot, request.sheet.language) == ("Kansliet", "en")
    assert "Ett gott resultat." in str(request.sheet)


def test_a_result_without_a_history_is_composed_without_converters(monkeypatch):
    monkeypatch.setattr(
        "kompass_spec.results.comparisons.compare_scorecards",
        lambda *_, **__: pytest.fail("nothing is there to compare"),
    )
    laid = Laid()
    plugins = with_renderer(laid)
    (newest, *_) = score_path(EXAMPLE).scorecards
    render_scorecards([newest], to="laid", plugins=plugins)
    assert "Development(" not in str(laid.asked[0].sheet)
