"""The documentation site as readers get it: served and from a folder, wide and narrow, light and dark.

It is built once, and what only a browser can tell is asked of real Chromium. They need the groups ``docs``
and ``browser``, and what ``test_page.py`` needs of the system.
"""

import functools
import http.server
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WRITTEN = sorted(
    path.relative_to(ROOT / "docs").with_suffix(".html").as_posix()
    for path in (ROOT / "docs").rglob("*.md")
    if "examples" not in path.parts
)
GENERATED = [
    "framework/editions/index.html",
    "framework/editions/no-2010.html",
    "framework/editions/se-2002.html",
    "framework/editions/se-2016.html",
    "framework/gallery/index.html",
    "framework/mappings/index.html",
    "framework/mappings/se-2010-to-se-2016.html",
    "framework/plugins/index.html",
    "framework/plugins/kompass-xlsx.html",
    "framework/releases/index.html",
    "framework/releases/se-2016-1.0.1.html",
]
SOME = [
    "index.html",
    "why.html",
    "sv/first-report.html",
    "reference/commands.html",
    *GENERATED[3:6],
    "framework/releases/index.html",
]


class Address:
    """An address that a browser is sent to, as it is sent to a file."""

    def __init__(self, address):
        self.address = address

    def as_uri(self):
        return self.address


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serve files, and say nothing of it."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the built site."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def served(site):
    """Give the address of a page of the site, served on this machine."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=os.fspath(site))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield lambda page: Address(f"http://127.0.0.1:{server.server_port}/{page}")
    server.shutdown()
    server.server_close()


@pytest.fixture
def axe(browser, data_file):
    """Give what axe finds on the page that is open, as pairs of a rule and an element."""
    script = data_file("axe_playwright_python", "axe.min.js").read_text("utf-8")

    def findings():
        browser.ask(script)
        found = browser.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            # What is shown in the gallery has tests of its own.
            "axe.run({exclude: [['iframe']]}, {runOnly: {type: 'tag', values: arguments[0]}, iframes: false,"
            # The contrast of a page of 4,000 elements takes a minute; the same colours are on every page.
            " rules: {'color-contrast': {enabled: document.querySelectorAll('*').length < 4000}}})"
            ".then(found => done({violations: found.violations, passes: found.passes.length}),"
            " error => done({error: String(error)}))",
            STANDARDS,
        )
        assert "error" not in found, found
        assert found["passes"] > 20
        return [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]]

    return findings


@pytest.mark.parametrize("page", SOME)
def test_axe_finds_nothing_in_the_dark_on_a_phone(browser, served, axe, page):
    browser.open(served(page), scheme="dark", width=390)
    assert browser.ask("return document.body.getAttribute('data-md-color-scheme')") == "slate"
    assert axe() == []


@pytest.mark.parametrize("page", [*WRITTEN, *GENERATED])
def test_a_page_is_whole_and_accessible_and_no_phone_scrolls_it_sideways(browser, served, axe, page):
    browser.open(served(page), width=1280)
    cut = browser.ask(
        "return [...document.querySelectorAll('.md-content pre > code, .md-content .md-typeset__scrollwrap')]"
        ".filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.slice(0, 80))"
    )
    assert cut == []
    assert axe() == []
    browser.open(served(page), width=390)
    assert browser.ask("return document.documentElement.scrollWidth") <= 390
    loose = browser.ask(
        "return [...document.querySelectorAll('.md-content :is(p, li, h1, h2)')]"
        ".filter(one => !one.closest('.md-typeset__scrollwrap') && one.getBoundingClientRect().right > 391)"
        ".map(one => one.textContent)"
    )
    assert loose == []
    # What is wider than a phone can be scrolled, also with the keyboard.
    stuck = browser.ask(
        "return [...document.querySelectorAll('.md-content pre, .md-content .md-typeset__scrollwrap')]"
        ".filter(one => (one.scrollWidth > one.clientWidth + 1) !== (one.tabIndex === 0))"
        ".map(one => one.textContent.slice(0, 80))"
    )
    assert stuck == []


@pytest.mark.parametrize("page", SOME)
def test_nothing_is_asked_of_another_host_and_nothing_is_complained_of(browser, served, page):
    home = served("").as_uri()
    browser.requests()
    browser.driver.get_log("browser")
    browser.open(served(page))
    asked = [one for one in browser.requests() if not one.startswith(("data:", "blob:"))]
    assert len(asked) > 3
    assert [one for one in asked if not one.startswith(home)] == []
    assert browser.driver.get_log("browser") == []


def search(browser, words):
    """Type words into the search, and return the titles and addresses that are found, within ten seconds."""
    return browser.driver.execute_async_script(
        "const done = arguments[arguments.length - 1], words = arguments[0];"
        "const field = document.querySelector('.md-search__input');"
        "field.focus(); field.value = words; field.dispatchEvent(new Event('input', {bubbles: true}));"
        "field.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));"
        "const begun = Date.now();"
        "const look = () => {"
        "  const found = [...document.querySelectorAll('.md-search-result__link')].map(one =>"
        "    [one.textContent.trim(), one.href]);"
        "  if (found.length || Date.now() - begun > 10000) done(found); else setTimeout(look, 100) };"
        "look()",
        words,
    )


@pytest.mark.parametrize("words", ["poäng", "utvärdering", "discrepancy"])
def test_the_search_is_seen_and_finds_swedish_and_english(browser, served, words):
    browser.open(served("index.html"), width=1280)
    shown = browser.ask(
        "return document.querySelector('.md-search__input').getBoundingClientRect().width > 100"
    )
    assert shown
    found = search(browser, words)
    assert any(re.search(words[:5], text, re.IGNORECASE) for text, _ in found), found


def test_the_search_works_from_a_folder_too(browser, site):
    browser.requests()
    browser.open(site / "index.html", width=1280)
    found = search(browser, "poäng")
    assert found
    assert all(address.startswith(site.as_uri()) for _, address in found)
    assert all(one.startswith(("file:", "data:", "about:", "blob:")) for one in browser.requests())


def test_the_colours_can_be_chosen(browser, served):
    browser.open(served("index.html"))
    schemes = set()
    for _ in range(3):
        schemes.add(browser.ask("return document.body.getAttribute('data-md-color-scheme')"))
        browser.ask("document.querySelector('[data-md-component=palette] label:not([hidden])').click()")
    assert schemes == {"default", "slate"}
