"""Real distributions, good and broken, loaded as an installer would have left them."""

import json
from importlib.metadata import entry_points

import pytest

from kompass_spec.hooks import HOOKS

GOOD = """
from kompass_spec.hooks import hookimpl
kompass_api = 1

class Shown:
    name = "shown"
    endings = (".shown",)

    def render(self, request):
        return b"shown"

@hookimpl
def kompass_renderers():
    return [Shown()]
"""


OURS = ("kompass-frameworks", "kompass-import-report", "kompass-score-standard")
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
needs_ours = pytest.mark.skipif(
    not INSTALLED.issuperset(OURS), reason="the project's own plugins are not installed"
)


def test_a_plugin_comes_in_by_the_same_door_as_ours(site):
    found = site.install("acme-kompass", GOOD).listed()
    assert {
        "name": "shown",
        "distribution": "acme-kompass",
        "version": "1.2",
        "kinds": ["renderers"],
    } in found["plugins"]
    assert {plugin["distribution"] for plugin in found["plugins"]} >= {
        "acme-kompass",
        *INSTALLED.intersection(OURS),
    }
    assert found["failures"] == []


BROKEN = {
    "import error": ("import nothing_of_this_name", "ModuleNotFoundError"),
    "syntax error": ("def (", "SyntaxError"),
    "ends the program": ("import sys; sys.exit(3)", "tried to end the program"),
    "no API version": ("from kompass_spec.hooks import hookimpl", "does not say kompass_api"),
    "other API version": (GOOD.replace("kompass_api = 1", "kompass_api = 2"), "built for version 2"),
    "misspelt hook": (GOOD.replace("def kompass_renderers", "def kompass_renderer"), "kompass_renderer"),
    "hook with an unknown argument": (
        GOOD.replace("kompass_renderers()", "kompass_renderers(config)"),
        "config",
    ),
    "no hook of its kind": ("kompass_api = 1", "does not implement the hook kompass_renderers"),
    "exception in the hook": (
        GOOD.replace("return [Shown()]", "raise RuntimeError('broken inside')"),
        "broken inside",
    ),
    "no list": (GOOD.replace("return [Shown()]", "return Shown()"), "instead of a list"),
    "nothing": (
        GOOD.replace("return [Shown()]", "return None"),
        "returned nothing",
    ),
    "no renderer": (GOOD.replace("def render(", "def show("), "without render"),
    "no name": (GOOD.replace('name = "shown"', "name = 3"), "whose name is not a text"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_plugin_costs_one_sentence_and_its_own_feature(site, how):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    source, reason = BROKEN[how]
    found = site.install("acme-broken", source).install("acme-good", GOOD).listed()
    (failure,) = found["failures"]
    assert (failure["distribution"], failure["version"], failure["kind"]) == (
        "acme-broken",
        "1.2",
        "renderers",
    )
    assert "acme-broken 1.2" in failure["message"]
    assert any(word in failure["message"] for word in reason.split("|")), failure["message"]
    assert "\n" not in failure["message"]
    assert "shown" in {plugin["name"] for plugin in found["plugins"]}
    editions = site.run("editions")
    assert (editions.returncode, editions.stderr) == (0, "")


def test_an_entry_point_of_no_known_kind_is_said(site):
    (failure,) = site.install("acme-odd", GOOD, kind="exporters").listed()["failures"]
    assert f"'exporters', which is no kind of plugin ({', '.join(HOOKS)})" in failure["message"]


@needs_ours
def test_two_plugins_with_one_name_are_an_error_that_names_both(site):
    site.install("acme-one", GOOD).install("acme-two", GOOD)
    found = site.listed()
    (failure,) = found["failures"]
    assert "acme-one 1.2 and acme-two 1.2" in failure["message"]
    assert "shown" not in {plugin["name"] for plugin in found["plugins"]}
    asked = site.run("report", "docs/examples/ornskoldsvik-2017.md", "--to", "shown")
    assert asked.returncode == 2
    assert "acme-one 1.2 and acme-two 1.2" in asked.stderr
    only = site.listed(KOMPASS_PLUGINS="acme-two")
    assert ([plugin["distribution"] for plugin in only["plugins"]], only["failures"]) == (["acme-two"], [])


@needs_ours
def test_an_edition_of_ours_is_not_replaced_by_a_plugin(site):
    source = """
    from importlib.resources import files
    from kompass_spec.hooks import hookimpl
    kompass_api = 1

    class Theirs:
        name = "theirs"
        folder = files("kompass_frameworks")

    @hookimpl
    def kompass_frameworks():
        return [Theirs()]
    """
    result = site.install("kompass-zzz", source, kind="frameworks").run("editions")
    assert result.returncode == 0
    assert result.stdout.count("se-2016") == 1
    assert "kompass-zzz brings the edition 'se-2016', which is kompass-frameworks's" in result.stderr


@pytest.mark.parametrize(
    ("value", "distributions"),
    [
        ("", set()),
        ("acme-kompass", {"acme-kompass"}),
        (" ACME_kompass , other-kompass ", {"acme-kompass", "other-kompass"}),
    ],
)
def test_the_variable_limits_every_kind_of_plugin(site, value, distributions):
    """Small decisions: "KOMPASS_PLUGINS: distribution names separated by commas; … empty means none; it covers every kind."""
    site.install("acme-kompass", GOOD).install("other-kompass", GOOD.replace('"shown"', '"seen"'))
    found = site.listed(KOMPASS_PLUGINS=value)
    assert {plugin["distribution"] for plugin in found["plugins"]} == distributions
    assert found["failures"] == []


def test_a_name_in_the_variable_that_is_not_installed_is_said(site):
    found = site.listed(KOMPASS_PLUGINS="kompass-framworks")
    assert found["plugins"] == []
    assert "KOMPASS_PLUGINS names 'kompass-framworks'" in found["failures"][0]["message"]


def test_without_plugins_every_command_still_says_what_it_can(site):
    bare = {"KOMPASS_PLUGINS": ""}
    assert site.run("editions", **bare).returncode == 0
    assert json.loads(site.run("editions", "--json", **bare).stdout) == {"editions": []}
    assert site.listed(**bare) == {"plugins": [], "failures": [], "slow": []}
    assert site.run("check", **bare).returncode == 0
    shown = site.run("show", "se-2016", **bare)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert "no framework is installed" in shown.stderr
    for command in (["import"], ["score"], ["report"]):
        result = site.run(*command, __file__, **bare)
        assert result.returncode in {1, 2}
        assert "Traceback" not in result.stderr
        assert "KOMPASS_PLUGINS" in result.stderr


FAILING = {
    "exception": ("raise RuntimeError('broken inside')", "RuntimeError: broken inside"),
    "wrong type": ("return 'text'", "returned str instead of bytes"),
}


@needs_ours
@pytest.mark.parametrize("how", FAILING)
def test_a_plugin_that_fails_in_the_middle_is_named(site, how, tmp_path):
    body, reason = FAILING[how]
    site.install("acme-kompass", GOOD.replace('return b"shown"', body))
    output = tmp_path / "page.shown"
    result = site.run("report", "docs/examples/ornskoldsvik-2017.md", "-o", str(output))
    assert result.returncode == 1
    assert "The renderer 'shown' of acme-kompass 1.2" in result.stderr
    assert reason in result.stderr
    assert "Traceback" not in result.stderr
    assert not output.exists()


def test_two_renderers_for_one_ending_must_be_chosen_by_name(site):
    site.install("acme-one", GOOD).install("acme-two", GOOD.replace('"shown"', '"seen"'))
    result = site.run("report", "docs/examples/ornskoldsvik-2017.md", "-o", "x.shown")
    assert result.returncode == 2
    assert "'seen' of acme-two, 'shown' of acme-one" in result.stderr


def test_only_the_kinds_that_a_command_needs_are_loaded(site):
    site.install("acme-loud", "import sys; sys.stderr.write('loaded')\n" + GOOD)
    assert "loaded" not in site.run("editions").stderr
    assert "loaded" in site.run("plugins").stderr
