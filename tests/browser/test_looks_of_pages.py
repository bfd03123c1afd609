"""How pages look: their first part as small pictures, which change where a block vanishes or is moved.

The words are set in fonts that ``kompass-render-pdf`` ships, so that they are alike on every machine.
``uv run pytest -n 0 -m browser tests/browser/test_looks_of_pages.py --update-golden`` takes the pictures
anew; look at them before they are committed.
"""

import base64
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parent / "golden"
LOOKS = [
    ("result", 1280),
    ("result", 390),
    ("result", "paper"),
    ("comparison", 1280),
    ("cohort", 1280),
    ("edition", 1280),
    ("index", 390),
    ("mapping", 1280),
]
TOLERANCE = 20
"""By how much the shade of any place may differ, of 255: letters do not have the same edges everywhere."""

REDUCED = """
const [source, width, done] = arguments;
const image = new Image();
image.onload = () => {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = Math.round(image.height * width / image.width);
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.filter = "grayscale(1)";
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
  picture.data.forEach((shade, at) => { picture.data[at] = Math.round(shade / 17) * 17 });
  pen.putImageData(picture, 0, 0);
  done(canvas.toDataURL("image/png").split(",")[1]);
};
image.src = "data:image/png;base64," + source;
"""
FARTHEST = """
const [one, other, done] = arguments;
const PLACE = 6;
const shades = source => new Promise((resolve, reject) => {
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = image.width; canvas.height = image.height;
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    resolve(pen.getImageData(0, 0, image.width, image.height));
  };
  image.onerror = reject;
  image.src = "data:image/png;base64," + source;
});
const mean = (picture, left, top) => {
  let sum = 0, count = 0;
  for (let y = top; y < Math.min(top + PLACE, picture.height); y++)
    for (let x = left; x < Math.min(left + PLACE, picture.width); x++, count++)
      sum += picture.data[(y * picture.width + x) * 4];
  return count ? sum / count : 255;
};
Promise.all([shades(one), shades(other)]).then(([first, second]) => {
  if (first.width !== second.width || Math.abs(first.height - second.height) > 2) return done(255);
  let most = 0;
  for (let top = 0; top < first.height; top += PLACE)
    for (let left = 0; left < first.width; left += PLACE)
      most = Math.max(most, Math.abs(mean(first, left, top) - mean(second, left, top)));
  done(most);
}, () => done(255));
"""


@pytest.fixture(scope="module")
def pinned(pages, tmp_path_factory):
    """Return the pages by name, in the fonts that are shipped, which their own policy would not let in."""
    found = find_spec("kompass_render_pdf")
    assert found is not None
    assert found.submodule_search_locations
    fonts = Path(found.submodule_search_locations[0]) / "fonts"
    faces = "".join(
        f"@font-face {{ font-family: Pinned; font-weight: {weight}; src: url({(fonts / name).as_uri()}) }}"
        for weight, name in ((400, "OpenSans-Regular.ttf"), (700, "OpenSans-Bold.ttf"))
    )
    style = f"<style>{faces} *, svg text {{ font-family: Pinned !important }}</style></head>"
    folder = tmp_path_factory.mktemp("pinned")
    named = {}
    for name in {name for name, _ in LOOKS}:
        text = pages[name].read_text("utf-8")
        without_policy = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        assert without_policy != text
        named[name] = folder / f"{name}.html"
        named[name].write_text(without_policy.replace("</head>", style, 1), "utf-8")
    return named


def taken(browser, page, width, needed, tmp_path, change=""):
    """Return the first part of a page after a ``change`` by script, as a small PNG in base 64."""
    browser.open(page, width=1280 if width == "paper" else width)
    browser.driver.execute_async_script("document.fonts.ready.then(arguments[0])")
    browser.ask(change)
    if width == "paper":
        picture = on_paper(browser, needed, tmp_path)
    else:
        height = browser.ask("return document.querySelector('.part').getBoundingClientRect().bottom")
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        picture = browser.tell("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"]
    browser.driver.get("about:blank")
    return browser.driver.execute_async_script(REDUCED, picture, 140 if width == 390 else 300)


def on_paper(browser, needed, tmp_path):
    """Return the first leaf that a page prints, as PNG in base 64."""
    pdf = browser.tell("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    file = tmp_path / "page.pdf"
    file.write_bytes(base64.b64decode(pdf["data"]))
    drawer = needed("pdftoppm", "Install the system's package poppler-utils.")
    command = [drawer, "-r", "100", "-f", "1", "-l", "1", "-png", "-singlefile", file, tmp_path / "leaf"]
    subprocess.run(command, check=True)
    return base64.b64encode((tmp_path / "leaf.png").read_bytes()).decode()


def farthest(browser, one, other):
    """Return by how much two pictures differ where they differ most, from 0 to 255."""
    return browser.driver.execute_async_script(FARTHEST, one, other)


@pytest.mark.parametrize(("name", "width"), LOOKS)
def test_the_first_part_looks_as_it_did(browser, pinned, needed, tmp_path, pytestconfig, name, width):
    now = taken(browser, pinned[name], width, needed, tmp_path)
    file = GOLDEN / f"{name}-{width}.png"
    if pytestconfig.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        file.write_bytes(base64.b64decode(now))
    content = file.read_bytes()
    assert len(content) < 40_000
    assert farthest(browser, base64.b64encode(content).decode(), now) < TOLERANCE


@pytest.mark.parametrize(
    "change",
    [
        "document.querySelector('.tiles').style.visibility = 'hidden'",
        "document.querySelector('.tiles li').style.visibility = 'hidden'",
        "document.querySelector('.drawing').remove()",
        "document.querySelector('.tiles').style.transform = 'translateY(-30px)'",
        "document.querySelector('.headline').style.fontSize = '150%'",
    ],
    ids=["vanished", "one tile", "no drawing", "upon another", "larger"],
)
def test_what_vanishes_or_lies_upon_another_is_found(browser, pinned, needed, tmp_path, change):
    now = taken(browser, pinned["result"], 1280, needed, tmp_path)
    again = taken(browser, pinned["result"], 1280, needed, tmp_path)
    assert farthest(browser, now, again) == 0
    assert (
        farthest(browser, now, taken(browser, pinned["result"], 1280, needed, tmp_path, change)) > TOLERANCE
    )
