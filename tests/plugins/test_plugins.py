"""Real distributions, good and broken, loaded as an installer would have left them."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import entry_points

import pytest

from kompass_spec import InputError
from kompass_spec.plugins.calls import call_plugin
from kompass_spec.plugins.hooks import HOOKS
from kompass_spec.plugins.loaded import Plugin

GOOD = """
from kompass_spec.plugins.hooks import hookimpl
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


SLOW = Plugin(kind="renderers", name="slow", distribution="acme", version="1", provided=None)
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
    "no API version": ("from kompass_spec.plugins.hooks import hookimpl", "does not say kompass_api"),
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
    "leaves": ("raise GeneratorExit", "GeneratorExit"),
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
    from kompass_spec.plugins.hooks import hookimpl
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
    """Small decisions: "KOMPASS_PLUGINS: distribution names
    separated by commas; … empty means none; it covers every kind."""
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


DAMAGED = {
    "no name": ("METADATA", "Metadata-Version: 2.1\n", "does not say its name and version"),
    "no metadata": ("METADATA", None, "does not say its name and version"),
    "no module": (
        "entry_points.txt",
        "[kompass]\nrenderers = not a module!\n",
        "'not a module!', which is not the",
    ),
    "no value": ("entry_points.txt", "[kompass]\nrenderers =\n", "'', which is not the name of a module"),
    "no equals sign": ("entry_points.txt", "[kompass]\nrenderers\n", "entry points cannot be read"),
    "no text": ("entry_points.txt", b"[kompass]\n\xff = a", "entry points cannot be read"),
}


@pytest.mark.parametrize("how", DAMAGED)
def test_what_an_installer_left_behind_damaged_costs_one_sentence(site, how):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    file, content, reason = DAMAGED[how]
    site.install("acme-broken", GOOD).install("acme-good", GOOD.replace('"shown"', '"seen"'))
    place = site.folder / "acme_broken-1.2.dist-info" / file
    if content is None:
        place.unlink()
    else:
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    environment = {name: value for name, value in os.environ.items() if name != "KOMPASS_PLUGINS"}
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-m", "kompass_spec", "plugins", "--json"],
        env={**environment, "PYTHONPATH": str(site.folder)},
        capture_output=True,
        check=True,
    )
    found = json.loads(ran.stdout)
    (failure,) = found["failures"]
    assert reason in failure["message"]
    names = {plugin["name"] for plugin in found["plugins"]}
    assert ("seen" in names, "shown" in names) == (True, False)
    assert site.run("editions").returncode == 0


FAILING = {
    "ends the program": ("raise SystemExit(0)", "it tried to end the program (0)"),
    "leaves": ("raise GeneratorExit", "failed (GeneratorExit, at "),
    "an exception of its own": ("raise type('Own', (BaseException,), {})('gone')", "Own: gone"),
    "several lines": ("raise RuntimeError('one\\ntwo')", "RuntimeError: one two"),
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


def test_the_interrupt_of_a_user_is_never_taken_for_the_failure_of_a_plugin():
    def interrupted():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)

    # What runs in the background of a shell is started with interrupts that are passed over.
    otherwise = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            call_plugin(SLOW, interrupted, bytes)
        with pytest.raises(KeyboardInterrupt):
            call_plugin(SLOW, lambda: call_plugin(SLOW, interrupted, bytes), bytes)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, otherwise)


def test_an_interrupt_that_a_plugin_raises_is_its_failure():
    def interrupted():
        raise KeyboardInterrupt("stop")

    with ThreadPoolExecutor() as pool:
        for call in (lambda work: work(), lambda work: pool.submit(work).result()):
            with pytest.raises(InputError) as raised:
                call(lambda: call_plugin(SLOW, interrupted, bytes))
            (problem,) = raised.value.problems
            assert problem.code == "plugin-failed"
            assert "failed (it raised KeyboardInterrupt, though nobody has interrupted it, at test_" in str(
                problem
            )


def test_a_plugin_that_interrupts_when_it_is_loaded_costs_a_sentence(site):
    site.install("acme-stop", "raise KeyboardInterrupt")
    ran = site.run("plugins")
    assert ran.returncode == 0
    assert "acme-stop 1.2 are not used: it raised KeyboardInterrupt, though nobody" in ran.stderr


@needs_ours
def test_what_a_plugin_prints_is_no_part_of_a_result(site, tmp_path):
    source = "print('loaded')\n" + GOOD.replace('return b"shown"', "print('rendered'); return b'shown'")
    site.install("acme-loud", source)
    report = "docs/examples/ornskoldsvik-2017.md"
    ran = site.run("report", report, "-o", str(tmp_path / "x.shown"), "--json")
    assert json.loads(ran.stdout)["written"]
    assert ("loaded" in ran.stderr, "rendered" in ran.stderr) == (True, True)
    assert site.run("report", report, "--to", "shown").stdout == "shown"


IMPORTER = (
    GOOD.replace("renderers", "importers")
    .replace("def render(", "def read(")
    .replace('"shown"', '"report"', 1)
)


@needs_ours
@pytest.mark.parametrize("command", [["import"], ["score"]])
def test_a_name_that_is_taken_is_said_where_the_plugin_is_missed(site, command):
    site.install("acme-importer", IMPORTER, kind="importers")
    ran = site.run(*command, "docs/examples/ornskoldsvik-2017.md", "--json")
    (error,) = json.loads(ran.stdout)["errors"]
    assert "acme-importer 1.2 and kompass-import-report" in error["message"]
    assert "None is installed" not in error["message"]
    asked = site.run(*command, "docs/examples/ornskoldsvik-2017.md", "--json", "--importer", "report")
    assert "acme-importer 1.2 and kompass-import-report" in json.loads(asked.stdout)["errors"][0]["message"]


@needs_ours
def test_an_importer_that_returns_something_else_is_told_where(site, tmp_path):
    source = IMPORTER.replace('"report"', '"odd"').replace(
        'return b"shown"',
        "from kompass_spec.model.assessment import Imported; return Imported(assessments=[1, 2])",
    )
    line = source.splitlines().index(next(one for one in source.splitlines() if "Imported(" in one)) + 1
    site.install("acme-odd", source, kind="importers")
    (tmp_path / "x.shown").write_text("x")
    ran = site.run("import", str(tmp_path / "x.shown"))
    assert ran.returncode == 1
    assert (
        "The importer 'odd' of acme-odd 1.2 failed (Imported: assessments must be a list of Assessments,"
        in ran.stderr
    )
    assert f"a whole number in it, at acme_odd.py:{line})" in ran.stderr


@needs_ours
@pytest.mark.parametrize("command", [["import"], ["score"], ["compare"]])
def test_plugins_that_are_left_out_stand_in_the_warnings_of_json(site, command):
    site.install("acme-broken", "import nothing_of_this_name", kind="importers")
    ran = site.run(*command, "docs/examples/ornskoldsvik-2017.md", "--json")
    warnings = [one for one in json.loads(ran.stdout)["warnings"] if one["code"] == "plugin-failed"]
    assert ["acme-broken" in one["message"] for one in warnings] == [True]
    assert "acme-broken" not in ran.stderr
