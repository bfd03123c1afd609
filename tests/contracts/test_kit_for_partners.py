"""The kit in a partner's repository: what pytest shows there, with none of this repository's settings."""

import textwrap

import pytest

PLUGIN = """
class Plain:
    name = "plain"
    endings = (".plain",)

    def render(self, request):
        edition = request.edition
        titles = [area.title.in_language(request.language, edition.language).words for area in edition.areas]
        return "\\n".join(titles).encode()
"""
FILES = {
    "acme_plain.py": PLUGIN,
    "test_plain.py": (
        """
        import pytest
        from acme_plain import Plain
        from kompass_testing.contracts import RendererContract

        class TestPlain(RendererContract):
            is_whole = False

            @pytest.fixture
            def renderer(self):
                return Plain()

        class Odd(Plain):
            endings = (".Plain", ".PLAIN")

            def render(self, request):
                return b"" if request.scorecard.assessment.year is None else super().render(request)

        class TestOdd(RendererContract):
            is_whole = False

            @pytest.fixture
            def renderer(self):
                return Odd()

            @pytest.mark.xfail(reason="Nobody has asked for empty results yet.", strict=True)
            def test_there_is_something_to_see(self, provided):
                super().test_there_is_something_to_see(provided)

        class TestForgotten(RendererContract):
            pass
        """
    ),
    "test_from_type.py": (
        """
        from hypothesis import given, strategies as st
        from kompass_spec import Edition, EditionMapping, Interval, Scorecard

        @given(st.from_type(Interval))
        def test_any_interval(interval):
            assert interval.low <= interval.high

        def test_any_edition():
            assert st.from_type(Edition).validate() is None
            assert st.from_type(EditionMapping).validate() is None
            assert st.from_type(Scorecard).validate() is None
        """
    ),
    "test_fixtures.py": (
        """
        from types import SimpleNamespace
        import pytest
        from acme_plain import Plain

        def test_the_registry_is_that_of_the_installed_frameworks(kompass_registry):
            from kompass_spec import load_registry
            assert list(kompass_registry) == list(load_registry())

        def test_only_what_is_given_is_loaded(kompass_plugins):
            plugins = kompass_plugins(Plain())
            assert [(one.kind, one.name) for one in plugins.loaded] == [("renderers", "plain")]
            assert plugins.failures == ()
            assert kompass_plugins().loaded == ()

        def test_an_output_is_as_it_was(kompass_golden, tmp_path):
            kompass_golden("plain.txt", "Styrning\\n")
            kompass_golden("bytes.bin", bytes(range(256)))

        def test_an_output_is_another(kompass_golden):
            kompass_golden("other.txt", "Styrning\\n")
        """
    ),
    "golden/other.txt": "Ledning\n",
}


class Project:
    """A partner's repository in a folder."""

    def __init__(self, site):
        self.site = site
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name, text):
        place = self.site.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(textwrap.dedent(text), "utf-8")

    def pytest(self, *arguments, **environment):
        return self.site.pytest("-q", "-p", "no:randomly", *arguments, **environment)


@pytest.fixture(scope="module")
def project(site_in, tmp_path_factory):
    return Project(site_in(tmp_path_factory.mktemp("partner")))


@pytest.fixture(scope="module")
def ran(project):
    return project.pytest(
        "-rxfE", "test_plain.py", "-k", "not everywhere and not any_result and not enormous"
    )


def test_a_plugin_that_keeps_the_contract_passes(ran):
    assert "TestPlain" not in ran.stdout
    assert ran.returncode == 1


def test_asserts_are_rewritten_in_a_partners_repository(ran):
    """Without rewriting, only the sentence would stand there, and not the values that were compared."""
    assert "assert '.Plain' == '.plain'" in ran.stdout
    assert "has the ending '.Plain'. Write it in lower case." in ran.stdout


def test_what_to_do_stands_beside_a_failure(ran):
    begin = ran.stdout.index("TestOdd.test_its_endings_are_well_formed")
    after = ran.stdout[begin:]
    assert "- What to do -" in after
    assert "Give endings as a tuple of lower-case texts with the dot" in after


def test_an_expected_failure_with_a_reason_is_visible(ran):
    assert "XFAIL" in ran.stdout
    assert "Nobody has asked for empty results yet." in ran.stdout
    assert "1 xfailed" in ran.stdout


def test_a_class_without_its_fixture_is_told_which(ran):
    assert "This test class gives no renderer. Add a fixture named 'renderer'" in ran.stdout


HIDING = {
    "override": (
        """
        class TestHidden(RendererContract):
            def test_no_file_is_written(self, provided):
                pass
        """,
        "TestHidden overrides test_no_file_is_written of RendererContract",
    ),
    "nothing": (
        """
        class TestHidden(RendererContract):
            test_no_file_is_written = None
        """,
        "TestHidden overrides test_no_file_is_written",
    ),
    "mixin": (
        """
        class Quiet:
            def test_no_file_is_written(self):
                pass

        class TestHidden(Quiet, RendererContract):
            pass
        """,
        "TestHidden overrides test_no_file_is_written",
    ),
    "xfail without a reason": (
        """
        class TestHidden(RendererContract):
            @pytest.mark.xfail
            def test_no_file_is_written(self, provided):
                super().test_no_file_is_written(provided)
        """,
        "TestHidden overrides test_no_file_is_written",
    ),
    "skip": (
        """
        class TestHidden(RendererContract):
            @pytest.mark.skip(reason="no time")
            def test_no_file_is_written(self, provided):
                super().test_no_file_is_written(provided)
        """,
        "TestHidden overrides test_no_file_is_written",
    ),
    "pytestmark": (
        """
        class TestHidden(RendererContract):
            pytestmark = pytest.mark.skip(reason="no time")
        """,
        "TestHidden marks a whole contract with skip",
    ),
    "xfail on a condition": (
        """
        class TestHidden(RendererContract):
            @pytest.mark.xfail(False, reason="no")
            def test_no_file_is_written(self, provided):
                pass
        """,
        "TestHidden overrides test_no_file_is_written",
    ),
    "xfail for a blank reason": (
        """
        class TestHidden(RendererContract):
            @pytest.mark.xfail(reason=" ")
            def test_no_file_is_written(self, provided):
                pass
        """,
        "TestHidden overrides test_no_file_is_written",
    ),
    "no cases": (
        """
        class TestHidden(RendererContract):
            def cases(self):
                return []
        """,
        (
            "TestHidden overrides cases of RendererContract, and then other things are asked. A test class"
            " gives is_text, is_whole, renderer, text_of,"
        ),
    ),
    "another answer": (
        """
        class TestHidden(RendererContract):
            def ask(self, provided, request, odd=""):
                return b"fine"
        """,
        "TestHidden overrides ask of RendererContract",
    ),
    "a contract of its own": (
        """
        class TestHidden(RendererContract, kind="renderers"):
            pass
        """,
        "TestHidden says its kind, which RendererContract does already",
    ),
    "no test": (
        """
        class TestHidden(RendererContract):
            __test__ = False
        """,
        "TestHidden sets __test__ to False",
    ),
    "two contracts": (
        """
        from kompass_testing.contracts import ScorerContract

        class TestHidden(RendererContract, ScorerContract):
            pass
        """,
        "TestHidden subclasses RendererContract and ScorerContract. Write one test class for each contract.",
    ),
}


@pytest.mark.parametrize("how", HIDING)
def test_a_test_of_a_contract_cannot_be_hidden(how):
    body, sentence = HIDING[how]
    source = "import pytest\nfrom kompass_testing.contracts import RendererContract\n" + textwrap.dedent(body)
    with pytest.raises(TypeError, match=sentence):
        exec(compile(source, how, "exec"), {})  # noqa: S102 - the example stands above


LATER = {
    "a mark of the class": (
        """
        @pytest.mark.xfail(reason="it is hard")
        class TestHidden(RendererContract):
            pass
        """,
        "TestHidden marks a whole contract with xfail. Override the one test that fails",
    ),
    "a mark of the module": (
        """
        pytestmark = pytest.mark.xfail

        class TestHidden(RendererContract):
            pass
        """,
        "TestHidden is marked with xfail by test_hidden.py, which hides a test of a contract.",
    ),
    "something put into it": (
        """
        class TestHidden(RendererContract):
            pass

        TestHidden.test_no_file_is_written = lambda self, provided: None
        """,
        "TestHidden overrides test_no_file_is_written",
    ),
    "a fixture": (
        """
        class TestHidden(RendererContract):
            @pytest.fixture
            def renderer(self):
                return object()

            @pytest.fixture(autouse=True)
            def no(self):
                pytest.skip("no time")
        """,
        "TestHidden::test_nothing_is_printed was skipped, which hides a test of a contract.",
    ),
    "a failure that a fixture expects": (
        """
        class TestHidden(RendererContract):
            @pytest.fixture
            def renderer(self):
                return object()

            @pytest.fixture(autouse=True)
            def no(self):
                pytest.xfail("no time")
        """,
        "TestHidden::test_nothing_is_printed was skipped, which hides a test of a contract.",
    ),
}


@pytest.mark.parametrize(
    "how", [how if how == "a fixture" else pytest.param(how, marks=pytest.mark.slow) for how in LATER]
)
def test_a_contract_cannot_be_hidden_by_what_comes_after_its_class(project, how):
    body, sentence = LATER[how]
    begin = "import pytest\nfrom kompass_testing.contracts import RendererContract\n"
    project.write("hidden/test_hidden.py", begin + textwrap.dedent(body))
    ran = project.pytest("-rsfE", "hidden", "-k", "printed or written")
    assert ran.returncode != 0
    assert sentence in ran.stderr + ran.stdout


@pytest.mark.slow
def test_strategies_are_known_without_importing_the_kit_and_golden_files_are_compared(project):
    ran = project.pytest("test_from_type.py", "test_fixtures.py")
    assert "2 failed, 4 passed" in ran.stdout
    sentence = "The golden file plain.txt is missing. Look at the output, and write it with --update-golden."
    assert sentence in ran.stdout
    assert "The output is not what other.txt holds." in ran.stdout
    assert "- Ledning" in ran.stdout
    assert "+ Styrning" in ran.stdout
    assert project.pytest("test_fixtures.py", "--update-golden").returncode == 0
    for name in ("plain.txt", "other.txt"):
        assert (project.site.folder / "golden" / name).read_text("utf-8") == "Styrning\n"


def test_pytest_starts_without_hypothesis_and_without_the_model(project):
    """The plugin of pytest costs whoever has the package installed nothing."""
    project.write(
        "light/test_light.py",
        """
        import sys

        def test_nothing_of_it_is_loaded():
            loaded = {name for name in sys.modules if name.startswith("kompass_spec")}
            light = {"kompass_spec", "kompass_spec._face", "kompass_testing", "kompass_testing.pytest_plugin"}
            assert loaded <= light

        def test_golden(kompass_golden):
            kompass_golden("light.txt", "light")
            assert "hypothesis" not in sys.modules
        """,
    )
    project.write("light/golden/light.txt", "light")
    ran = project.pytest("light", "-p", "no:hypothesispytest", "-p", "no:cov")
    assert ran.returncode == 0, ran.stdout + ran.stderr
