"""A headless Chromium, and the pages that it opens: the example, sheets of every kind, and a hard one."""

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from kompass_spec.plugins.requests import Order

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs/examples/ornskoldsvik-2017.md"
OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)
GROUP = "Run `uv sync --group browser`."


def needed(program, advice):
    found = shutil.which(program)
    if found is None:
        pytest.fail(f"{program} is not installed. {advice}", pytrace=False)
    return found


def data_file(package, name):
    """Return a file that a package of the group ``browser`` brings, without importing the package."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        pytest.fail(f"The package {package} is not installed. {GROUP}", pytrace=False)
    return Path(found.submodule_search_locations[0]) / name


class Browser:
    """Drive Chromium: open a page as a reader with some preference sees it, and ask for what it shows."""

    def __init__(self, driver):
        self.driver = driver

    def tell(self, command, **values):
        return self.driver.execute_cdp_cmd(command, values)

    def open(self, file, *, scheme="light", media="", width=1200, height=1400, zoom=1):
        """Open a page; ``scheme`` is ``light``, ``dark`` or ``forced``, ``zoom`` leaves fewer pixels."""
        features = [
            {"name": "prefers-color-scheme", "value": "light" if scheme == "light" else "dark"},
            {"name": "forced-colors", "value": "active" if scheme == "forced" else "none"},
        ]
        width, height = width // zoom, height // zoom
        self.tell("Emulation.setScriptExecutionDisabled", value=False)
        self.tell("Emulation.setEmulatedMedia", media=media, features=features)
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=zoom,
            mobile=width < 600 and zoom == 1,
        )
        self.driver.get(file.as_uri())

    def ask(self, script, *values):
        return self.driver.execute_script(script, *values)

    def requests(self):
        """Return every address that was asked for since the last call."""
        events = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        asked = [one["params"] for one in events if one["method"] == "Network.requestWillBeSent"]
        # The first page of the browser itself may still be loading.
        return [one["request"]["url"] for one in asked if not one["documentURL"].startswith("chrome:")]


@pytest.fixture(name="needed")
def needed_fixture():
    """Give tests ``needed``: the path of a program, or a failure that says what to install."""
    return needed


@pytest.fixture(name="data_file")
def data_file_fixture():
    """Give tests ``data_file``: a file of a package, or a failure that says what to install."""
    return data_file


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    chromium = needed("chromium", "Install the system's package chromium.")
    chromedriver = needed("chromedriver", "Install the system's package chromium-driver.")
    if find_spec("selenium") is None:
        pytest.fail(f"The package selenium is not installed. {GROUP}", pytrace=False)
    # These tests are collected where the group `browser` is not installed, too.
    from selenium import webdriver  # noqa: PLC0415 - see the line above
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415 - see the line above

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for option in (*OPTIONS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(chromedriver))
    driver.set_script_timeout(100)
    yield Browser(driver)
    driver.quit()


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    """Return the pages by name: ``sv`` and ``en``, ``full`` with a contradiction, a reference and published
    results, ``shapes`` with what other frameworks have, one of every kind of sheet, and ``hard``.
    """
    # Coverage starts before the package is imported.
    from kompass_render_html.plugin import PageRenderer  # noqa: PLC0415 - see above
    from kompass_spec import gather, report_path  # noqa: PLC0415 - see above
    from kompass_spec.plugins.requests import SheetRequest  # noqa: PLC0415 - see above
    from kompass_testing.drawn_sheets import hard_sheet, sample_sheets  # noqa: PLC0415 - see above

    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for language in ("sv", "en"):
        found[language] = folder / f"{language}.html"
        found[language].write_bytes(report_path(EXAMPLE, to="html", language=language)[0])
    text = EXAMPLE.read_text("utf-8")
    assert text.count("\t7\t10\t65%") == 1
    wrong = folder / "wrong.md"
    wrong.write_text(text.replace("\t7\t10\t65%", "\t2\t10\t65%"), "utf-8")
    page, scored = report_path(
        wrong, to="html", language="en", reference=[EXAMPLE], order=Order.WEAKEST, published=gather()
    )
    assert scored.scorecards[0].contradictions()
    found["full"] = folder / "full.html"
    found["full"].write_bytes(page)
    # The same bytes as another test holds the renderer to: with levels, and with what does not apply.
    found["shapes"] = ROOT / "tests/shapes/golden/every-shape.sv.html"
    for sheet in (*sample_sheets(), hard_sheet("hard")):
        found[sheet.kind] = folder / f"{sheet.kind}.html"
        found[sheet.kind].write_bytes(PageRenderer().lay_out(SheetRequest(sheet=sheet)))
    return found
