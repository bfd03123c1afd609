"""The page on architecture says what is so: the drawing of the rooms, and where things stand."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORE = ROOT / "kompass_spec"
PAGE = (ROOT / "docs/explanation/architecture.md").read_text("utf-8")
(CONTRACT,) = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]


def rooms():
    return {path.name for path in CORE.iterdir() if (path / "__init__.py").is_file()}


def test_the_drawing_of_the_rooms_is_the_contract():
    (drawing,) = re.findall(r"```text\n(cli\n.*?)```", PAGE, re.DOTALL)
    assert drawing.splitlines() == CONTRACT["layers"]
    drawn = {room for layer in CONTRACT["layers"] for room in re.split(r"\W+", layer)}
    assert drawn == rooms()
    assert CONTRACT["exhaustive"] is True


def test_every_room_is_described():
    section = PAGE.partition("## The rooms of the core")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)/` \|", section, re.MULTILINE)) == rooms()


def test_at_most_fourteen_entries_stand_at_the_root():
    entries = {path.name for path in CORE.iterdir() if path.name != "__pycache__"}
    assert len(entries) <= 14
    section = PAGE.partition("Beside them lie")[2].partition("\n\n")[0]
    assert entries - rooms() == set(re.findall(r"`([\w.]+)`", section))


def test_every_file_and_name_that_the_page_mentions_is_there():
    places = re.findall(r"`((?:kompass_spec|plugins|frameworks|tests|docs)/[\w./-]*)`", PAGE)
    assert len(places) > 20
    assert [place for place in places if not (ROOT / place).exists()] == []
    assert re.search(r"^RULES\b", (CORE / "model/difference.py").read_text("utf-8"), re.MULTILINE)
