"""What a plugin does only the first time is found by a whole
class of tests, as a partner runs it, in any order of them."""

import re

import pytest

pytestmark = pytest.mark.slow

BREAKERS = """
import functools, locale, os, subprocess, sys, urllib.request
from pathlib import Path

HERE = Path(__file__).parent


class Plain:
    name = "plain"
    endings = (".plain",)

    def render(self, request):
        self.do(request)
        edition = request.edition
        titles = [area.title.in_language(request.language, edition.language).words for area in edition.areas]
        year = request.scorecard.assessment.year
        figures = [f"{float(area.low):g} {float(area.high):g}" for area in request.scorecard.areas]
        return "\\n".join([*titles, *figures, "" if year is None else str(year)]).encode()

    def do(self, request):
        pass


@functools.cache
def asked():
    try:
        urllib.request.urlopen("http://127.0.0.1:9/")
    except OSError:
        pass


@functools.cache
def printed():
    print("hello")


class AskingOnce(Plain):
    def do(self, request):
        asked()


class PrintingOnce(Plain):
    def do(self, request):
        printed()


class WritingWhatIsNotThere(Plain):
    def do(self, request):
        place = HERE / "cache"
        if not place.exists():
            place.write_text("x")


class SettingTheLocale(Plain):
    def do(self, request):
        locale.setlocale(locale.LC_ALL, "C.UTF-8")


class Moving(Plain):
    def do(self, request):
        os.chdir("/")


class SettingAVariable(Plain):
    def do(self, request):
        os.environ["MINE"] = "1"


class LengtheningThePath(Plain):
    def do(self, request):
        if "/mine" not in sys.path:
            sys.path.append("/mine")


class RaisingTheLimit(Plain):
    def do(self, request):
        sys.setrecursionlimit(12345)


class WritingByAProgram(Plain):
    def do(self, request):
        subprocess.run([sys.executable, "-c", "open('x', 'w')"], cwd=HERE)


class WritingByAChild(Plain):
    def do(self, request):
        if child := os.fork():
            os.waitpid(child, 0)
        else:
            os._exit(0)


class Remembering(Plain):
    language = None

    def render(self, request):
        Remembering.language = Remembering.language or request.language
        return super().render(request) + Remembering.language.encode()


class RememberingWhom(Plain):
    whom = None

    def render(self, request):
        RememberingWhom.whom = RememberingWhom.whom or request.scorecard.assessment.organisation.name
        return super().render(request) + RememberingWhom.whom.encode()
"""
CAUGHT = {
    "Plain": None,
    "AskingOnce": "no_network_is_asked",
    "PrintingOnce": "nothing_is_printed",
    "WritingWhatIsNotThere": "no_file_is_written",
    "SettingTheLocale": "the_process_is_left_as_it_was",
    "Moving": "the_process_is_left_as_it_was",
    "SettingAVariable": "the_process_is_left_as_it_was",
    "LengtheningThePath": "the_process_is_left_as_it_was",
    "RaisingTheLimit": "the_process_is_left_as_it_was",
    "WritingByAProgram": "no_other_process_is_started",
    "WritingByAChild": "no_other_process_is_started",
    "Remembering": "it_answers_the_same_everywhere",
    "RememberingWhom": "it_answers_the_same_everywhere",
}
TESTS = """
import pytest
import acme_breakers
from kompass_testing.contracts import RendererContract
"""
ONE = """

class Test{name}(RendererContract):
    @pytest.fixture
    def renderer(self):
        return acme_breakers.{name}()
"""
SHORT = (
    "not any_result and not enormous and not is_named_in and not no_path and not no_date and (Remembering or"
    " not everywhere)"
)
"""What is asked for here does not take long."""


@pytest.fixture(scope="module")
def failed(site_in, tmp_path_factory):
    """The tests that fail, by the plugin, of one run over all of them."""
    site = site_in(tmp_path_factory.mktemp("partner"))
    (site.folder / "acme_breakers.py").write_text(BREAKERS, "utf-8")
    classes = "".join(ONE.format(name=name) for name in CAUGHT)
    (site.folder / "test_breakers.py").write_text(TESTS + classes, "utf-8")
    ran = site.pytest("-q", "-p", "no:randomly", "-rf", "-k", SHORT)
    found: dict[str, set[str]] = {name: set() for name in CAUGHT}
    for name, test in re.findall(r"^FAILED \S+::Test(\w+)::test_(\w+)", ran.stdout, re.MULTILINE):
        found[name].add(test)
    return found


@pytest.mark.parametrize("name", CAUGHT)
def test_a_whole_contract_catches_what_is_done_once(failed, name):
    wanted = CAUGHT[name]
    assert failed[name] == ({wanted} if wanted else set())
