"""The picture of a report in the README and on the first page of the site: made here, and never stale.

``uv run pytest -n 0 -m browser tests/browser/test_picture.py --update-golden`` takes it anew.
"""

import base64
import struct
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

PICTURE = Path(__file__).parents[2] / "docs/images/report.png"
WIDTH, HEIGHT = 1200, 1170
TOLERANCE = 5
"""How much the shades may differ on average, of 255: fonts are not the same everywhere, what is said is."""
DIFFERENCE = """
const [one, other, done] = arguments;
const shades = source => new Promise((resolve, reject) => {
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = 150; canvas.height = 160;
    const pen = canvas.getContext("2d");
    pen.imageSmoothingQuality = "high";
    pen.drawImage(image, 0, 0, 150, 160);
    resolve(pen.getImageData(0, 0, 150, 160).data);
  };
  image.onerror = reject;
  image.src = "data:image/png;base64," + source;
});
Promise.all([shades(one), shades(other)]).then(([first, second]) => {
  let sum = 0;
  first.forEach((shade, index) => { sum += Math.abs(shade - second[index]) });
  done(sum / (first.length * 3 / 4));
}, () => done(255));
"""


def taken(browser, page):
    """Return the picture of the top of a page, as PNG in base 64."""
    browser.open(page, width=WIDTH, height=HEIGHT)
    return browser.tell("Page.captureScreenshot")["data"]


def difference(browser, one, other):
    """Return by how much the shades of two pictures differ on average, from 0 to 255."""
    # The policy of a report lets nothing be drawn from elsewhere, so they are compared on an empty page.
    browser.driver.get("about:blank")
    return browser.driver.execute_async_script(DIFFERENCE, one, other)


def test_the_picture_shows_the_report_as_it_is_now(browser, pages, pytestconfig):
    now = taken(browser, pages["sv"])
    if pytestconfig.getoption("--update-golden"):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(base64.b64decode(now))
    content = PICTURE.read_bytes()
    assert struct.unpack(">II", content[16:24]) == (WIDTH, HEIGHT)
    assert len(content) < 250_000
    assert difference(browser, base64.b64encode(content).decode(), now) < TOLERANCE


def test_a_stale_picture_is_found(browser, pages):
    now, of_another = taken(browser, pages["sv"]), taken(browser, pages["full"])
    assert difference(browser, now, now) == 0
    assert difference(browser, now, of_another) > TOLERANCE
