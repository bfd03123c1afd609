"""Ten ways of writing a broken plugin, each as a distribution
that is really installed, each told in one clear sentence."""

import re
import textwrap

import pytest

pytestmark = pytest.mark.slow

RENDERER = """
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

FRAMEWORK = """
from pathlib import Path
from kompass_spec.plugins.hooks import hookimpl
kompass_api = 1

class Theirs:
    name = "theirs"
    folder = Path(__file__).parent / "theirs"

@hookimpl
def kompass_frameworks():
    return [Theirs()]
"""

EDITION = """
id = "se-2016"
release = "9.0.0"
title.sv = "Vår egen"
publisher = "Vi"
country = "SE"
language = "sv"
valid_from = "2016"
completeness = "areas"
rights = "Ours."
source = "us"

[[sources]]
id = "us"
title = "We"

[[areas]]
code = "1"
max = 100
title.sv = "Något annat"
"""


def sentences(stderr, distribution="acme-broken"):
    """Return the lines of standard error that name a distribution."""
    assert "Traceback" not in stderr
    return [line for line in stderr.splitlines() if distribution in line]


LISTED = {
    "import error": (
        "import nothing_of_this_name",
        "ModuleNotFoundError: No module named 'nothing_of_this_name'",
    ),
    "wrong API version": (
        RENDERER.replace("kompass_api = 1", "kompass_api = 7"),
        "it is built for version 7 of the plugin API; this is version 1",
    ),
    "misspelt hook": (RENDERER.replace("kompass_renderers", "kompass_renderer"), "kompass_renderer"),
    "wrong return type of the hook": (
        RENDERER.replace("return [Shown()]", "return Shown()"),
        "kompass_renderers returned Shown instead of a list",
    ),
    "slow import": (
        "import time; time.sleep(1.1)\n" + RENDERER,
        "more than a second to import, and every command that uses",
    ),
}


@pytest.fixture(scope="module")
def listed(site_in, tmp_path_factory):
    """List all of them together, each a distribution of its own: none costs another anything."""
    site = site_in(tmp_path_factory.mktemp("listed"))
    for number, (source, _) in enumerate(LISTED.values()):
        site.install(f"acme-broken-{number}", source)
    return site.run_apart("plugins")


@pytest.mark.parametrize("how", LISTED)
def test_what_is_wrong_at_import_is_listed(listed, how):
    distribution = f"acme-broken-{list(LISTED).index(how)}"
    assert listed.returncode == 0
    (said,) = sentences(listed.stderr, distribution)
    assert LISTED[how][1] in said
    assert said.startswith(f"kompass: warning: The renderers of {distribution} 1.2 ")
    assert said.endswith(".")


def test_a_slow_import_is_still_used(site):
    listed = site.install("acme-broken", LISTED["slow import"][0]).listed()
    assert "shown" in {plugin["name"] for plugin in listed["plugins"]}
    (slow,) = listed["slow"]
    assert (slow["distribution"], slow["version"], slow["kind"]) == ("acme-broken", "1.2", "renderers")
    assert "take more than a second to import" in slow["message"]


def test_a_name_that_is_taken_names_both(site):
    ran = site.install("acme-broken", RENDERER).install("acme-other", RENDERER).run("plugins")
    (said,) = sentences(ran.stderr)
    assert "Both acme-broken 1.2 and acme-other 1.2 bring renderers named 'shown'; neither is used." in said
    assert "shown" not in ran.stdout


SPOILT = {
    "wrong return type": ('return "shown"', "returned str instead of bytes"),
    "exception in the middle": ("return request.nothing", "failed (AttributeError: "),
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_is_wrong_in_the_middle_is_named(site, how):
    body, reason = SPOILT[how]
    site.install("acme-broken", RENDERER.replace('return b"shown"', body))
    if len(site.ours) < 3:
        pytest.skip("the project's own plugins are not installed")
    output = site.folder / "page.shown"
    ran = site.run_apart("report", "docs/examples/ornskoldsvik-2017.md", "-o", str(output))
    assert (ran.returncode, output.exists()) == (1, False)
    (said,) = sentences(ran.stderr)
    assert f"The renderer 'shown' of acme-broken 1.2 {reason}" in said
    assert "Report this to its authors" in said


def test_an_edition_with_an_id_that_is_taken_costs_only_itself(site):
    place = site.folder / "theirs/editions/se-2016"
    place.mkdir(parents=True)
    (place / "edition.toml").write_text(EDITION, "utf-8")
    if "kompass-frameworks" not in site.ours:
        pytest.skip("kompass-frameworks is not installed")
    for distribution in ("acme-broken", "zzz-broken"):  # whatever comes first by name
        site.install(
            distribution,
            FRAMEWORK.replace('"theirs"\n    folder', f'"{distribution}"\n    folder'),
            kind="frameworks",
        )
        ran = site.run_apart("editions", KOMPASS_PLUGINS=f"kompass-frameworks,{distribution}")
        (said,) = sentences(ran.stderr, distribution)
        assert f"{distribution} brings the edition 'se-2016', which is kompass-frameworks's." in said
        assert "Vår egen" not in ran.stdout
        assert ran.stdout.count("se-2016") == 1


# What only the contract finds, because looking at every run would cost every user.

CONTRACTED = {
    "a renderer that writes where it must not": (
        "acme-writing",
        "renderers",
        RENDERER.replace('return b"shown"', 'open("shown.txt", "w").write("here"); return b"shown"'),
        "test_no_file_is_written",
        (
            "The renderer 'shown' of acme-writing 1.2 wrote where it must not (shown.txt). Return the"
            " content; the command writes it where the user wants it."
        ),
    ),
    "a scorer that mutates": (
        "acme-mutating",
        "scorers",
        """
        from kompass_spec.plugins.hooks import hookimpl
        kompass_api = 1

        class Score:
            name = "mutating"

            def score(self, request):
                object.__setattr__(request.assessment, "year", 2000)

        @hookimpl
        def kompass_scorers():
            return [Score()]
        """,
        "test_the_request_is_left_as_it_was",
        (
            "The scorer 'mutating' of acme-mutating 1.2 changed the request that it was given (with every"
            " kind of figure). Build a new object instead, with attrs.evolve."
        ),
    ),
    "a scorer that is not deterministic": (
        "acme-random",
        "scorers",
        """
        import random
        from fractions import Fraction
        from kompass_spec.plugins.hooks import hookimpl
        from kompass_spec.model import Score, Scorecard
        kompass_api = 1

        class Guess:
            name = "random"

            def score(self, request):
                points = Fraction(random.randint(0, 10**9))
                total = Score(code="total", low=points, high=points, max=points)
                return Scorecard(assessment=request.assessment, total=total)

        @hookimpl
        def kompass_scorers():
            return [Guess()]
        """,
        "test_asked_twice_it_answers_the_same",
        (
            "The scorer 'random' of acme-random 1.2 is not deterministic: asked twice (with every kind of"
            " figure) it answers "
        ),
    ),
}
TESTS = """
import pytest
from kompass_testing.contracts import {contract}

class Test{name}({contract}):
    @pytest.fixture
    def {fixture}(self):
        import {module}
        return {module}.kompass_{kind}()[0]
"""


@pytest.fixture(scope="module")
def contracted(site_in, tmp_path_factory):
    """Run the contracts of all three in one pytest, as a partner would."""
    site = site_in(tmp_path_factory.mktemp("contracted"))
    chosen = []
    for distribution, kind, source, test, _ in CONTRACTED.values():
        site.install(distribution, source, kind=kind)
        module = distribution.replace("-", "_")
        fixture = kind.removesuffix("s")
        text = TESTS.format(
            contract=f"{fixture.title()}Contract",
            name=module.title().replace("_", ""),
            fixture=fixture,
            module=module,
            kind=kind,
        )
        (site.folder / f"test_{module}.py").write_text(textwrap.dedent(text), "utf-8")
        chosen.append(f"test_{module}.py::Test{module.title().replace('_', '')}::{test}")
    # What cannot be pickled is loaded by its entry point in the other processes, and is no reason to fail.
    holding = RENDERER.replace(
        "    def render", "    def __init__(self):\n        self.way = lambda: None\n\n    def render"
    )
    site.install("acme-holding", holding.replace('"shown"', '"holding"', 1))
    text = TESTS.format(
        contract="RendererContract",
        name="Holding",
        fixture="renderer",
        module="acme_holding",
        kind="renderers",
    )
    (site.folder / "test_acme_holding.py").write_text(textwrap.dedent(text), "utf-8")
    chosen.append("test_acme_holding.py::TestHolding::test_it_answers_the_same_everywhere")
    return site.pytest("-q", *chosen)


@pytest.mark.parametrize("how", CONTRACTED)
def test_what_only_the_contract_finds_is_named_by_it(contracted, how):
    *_, test, sentence = CONTRACTED[how]
    assert contracted.returncode == 1, contracted.stdout
    assert "3 failed, 1 passed" in contracted.stdout
    said = [line for line in contracted.stdout.splitlines() if line.startswith("E  ") and sentence in line]
    assert len(said) == 1, contracted.stdout
    assert re.search(rf"_ \w+\.{test} _", contracted.stdout)
    assert contracted.stdout.count("- What to do -") == 3


def test_the_ten_ways_are_all_here():
    ways = {*LISTED, *SPOILT, *CONTRACTED, "duplicate name", "an edition with an existing id"} - {
        "wrong return type of the hook"
    }
    assert len(ways) == 11  # a scorer that mutates, and one that is not deterministic, are two
