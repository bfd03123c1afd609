"""Law 10: "A broken plugin costs its own feature and one clear sentence, never the program."

Frameworks, datasets and catalogues bring a folder or a file, which can be of any class.
"""

from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest

from kompass_spec import InputError
from kompass_spec.plugins.places import GuardedPlace, held_place

pytestmark = pytest.mark.slow
NEEDED = {"kompass-frameworks", "kompass-import-report", "kompass-render-text", "kompass-score-standard"}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}

PLACE = """
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from kompass_spec import hookimpl
kompass_api = 1

class Place(Traversable):
    name = "place"
    def iterdir(self): return iter([])
    def joinpath(self, *names): return self
    def is_dir(self): return True
    def is_file(self): return True
    def read_bytes(self): return b""
    def read_text(self, encoding=None): return ""
    def open(self, mode="r", *args, **named): return open(__file__, mode)

class Odd(Place):
{body}

class Theirs:
    name = "is"
    folder = file = Odd()

@hookimpl
def kompass_{kind}():
    return [Theirs()]
"""

FOLDERS = {
    "joinpath never ends": "def joinpath(self, *names):\n    while True: pass",
    "joinpath sleeps": "def joinpath(self, *names): __import__('time').sleep(600)",
    "joinpath gives nothing": "def joinpath(self, *names): return None",
    "joinpath leaves": "def joinpath(self, *names): raise SystemExit(0)",
    "text fails": "def __str__(self): raise SystemExit(0)\ndef is_file(self): raise ValueError(self)",
    "files without end": "def iterdir(self):\n    while True: yield self\ndef is_file(self): return False",
    "bytes are none": "def read_bytes(self): return 3",
    "bytes fail": "def read_bytes(self):\n    class E(Exception):\n        __str__ = None\n    raise E",
    "name is none": "name = 3\ndef iterdir(self): yield self\ndef is_file(self): return False",
    "closes the output": "def joinpath(self, *names):\n    import sys\n    sys.stdout.close()\n    1 / 0",
}


def source(kind, body):
    """Return a plugin whose place does this."""
    return PLACE.format(kind=kind, body="\n".join(f"    {line}" for line in body.splitlines()))


@pytest.mark.parametrize("how", FOLDERS)
def test_a_framework_whose_folder_is_no_folder_costs_a_sentence(site, command, how):
    site.install("acme-odd", source("frameworks", FOLDERS[how]), kind="frameworks")
    environment = {"PYTHONPATH": str(site.folder), "KOMPASS_PLUGIN_SECONDS": "1"}
    without = command(["editions"], site.folder, {"KOMPASS_PLUGIN_SECONDS": "1"})
    code, out, err = command(["editions"], site.folder, environment)
    assert (code, out) == without[:2]
    said = err.decode().splitlines()
    assert ["'is'" in line or "acme-odd" in line for line in said] == [True]


@pytest.mark.parametrize("body", ["folder = property(lambda self: 1 / 0)", "folder = None", "folder = 3"])
def test_a_framework_without_a_folder_costs_a_sentence(site, command, body):
    text = source("frameworks", "pass").replace("    folder = file = Odd()", f"    {body}")
    site.install("acme-odd", text, kind="frameworks")
    code, _, err = command(["editions"], site.folder, {"PYTHONPATH": str(site.folder)})
    (sentence,) = err.decode().splitlines()
    assert (code, "acme-odd" in sentence) == (0, True)


FILES = {
    "never ends": "def read_bytes(self):\n    while True: pass\ndef open(self, *a, **n): self.read_bytes()",
    "leaves": "def read_bytes(self): raise SystemExit(0)\ndef open(self, *a, **n): raise SystemExit(0)",
    "has no words": (
        "def read_bytes(self):\n    class E(Exception):\n        def __str__(self): raise SystemExit(0)\n"
        "    raise E\ndef open(self, *a, **n): self.read_bytes()"
    ),
    "is no bytes": "def read_bytes(self): return 'text'",
}


@pytest.mark.parametrize("how", FILES)
def test_a_dataset_whose_file_is_no_file_costs_a_sentence(site, command, how):
    site.install("acme-odd", source("datasets", FILES[how]), kind="datasets")
    environment = {
        "PYTHONPATH": str(site.folder),
        "KOMPASS_PLUGINS": "acme-odd",
        "KOMPASS_PLUGIN_SECONDS": "1",
    }
    code, _, err = command(["cohort"], site.folder, environment)
    (sentence,) = [line for line in err.decode().splitlines() if "'is'" in line]
    assert code in {0, 1}
    assert "is not used" in sentence or "are not used" in sentence


@pytest.mark.skipif(not NEEDED <= INSTALLED, reason=f"not installed: {NEEDED - INSTALLED}")
@pytest.mark.parametrize("how", FILES)
def test_a_catalogue_whose_file_is_no_file_costs_a_sentence(site, command, how):
    site.install("acme-odd", source("catalogues", FILES[how]), kind="catalogues")
    environment = {"PYTHONPATH": str(site.folder), "KOMPASS_PLUGIN_SECONDS": "1"}
    report = Path("docs/examples/ornskoldsvik-2017.md").resolve()
    code, out, err = command(["report", report, "--lang", "is"], site.folder, environment)
    assert (code, out) == (1, b"")
    assert "message catalogue 'is' of acme-odd 1.2 cannot be read" in err.decode().splitlines()[-1]


DATASET = r"""
id = "is"
title.en = "Odd"
sources = [{ id = "a", title = "A", year = 2020 }]
licence = "CC0"
[[results]]
organisation = { name = "NAME", kind = "municipality", country = "SE" }
"""


@pytest.mark.parametrize(
    "written", ["\\u001b[31mLund", "Lund\\b", "\x9b31mLund", "\\u009BLund", "\\U0000001BLund", "Lund\x7f"]
)
def test_a_dataset_with_control_characters_costs_a_sentence(site, command, tmp_path, written):
    file = tmp_path / "odd.toml"
    file.write_text(DATASET.replace("NAME", written), "utf-8")
    text = source("datasets", "pass").replace("file = Odd()", f"file = Path({str(file)!r})")
    site.install("acme-odd", text, kind="datasets")
    environment = {"PYTHONPATH": str(site.folder), "KOMPASS_PLUGINS": "acme-odd"}
    code, out, err = command(["cohort"], site.folder, environment)
    assert code in {0, 1}
    assert "odd.toml: Line 7 has a control character" in err.decode()
    assert not any(letter in (out + err).decode() for letter in "\x1b\x9b\x7f\b")


def test_a_folder_of_python_is_left_as_it_is():
    class Held:
        name = "ours"
        folder = files("kompass_spec")

    held = Held()
    assert held_place(held, "ours", "frameworks") is held


def test_a_guarded_folder_is_used_like_another(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.txt").write_text("å", "utf-8")
    place = GuardedPlace(tmp_path, "The folder")
    assert (place.name, str(place), place.is_dir(), place.is_file()) == (
        tmp_path.name,
        tmp_path.name,
        True,
        False,
    )
    (below,) = place.iterdir()
    file = place / "below" / "a.txt"
    assert (below.name, file.name, file.is_file()) == ("below", "a.txt", True)
    assert file.read_text("utf-8") == file.open(encoding="utf-8").read() == "å"
    assert file.open("rb").read() == file.read_bytes() == "å".encode()
    with pytest.raises(InputError, match=r"IsADirectoryError|PermissionError"):
        below.read_bytes()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="has no such devices")
@pytest.mark.parametrize("kind", ["datasets", "catalogues"])
def test_a_file_that_is_a_device_is_none(kind):
    """No limit of time ends what the system reads without end."""
    with pytest.raises(TypeError, match="its file 'zero' is a folder or a device"):
        held_place(SimpleNamespace(file=Path("/dev/zero")), "odd", kind)


@pytest.mark.parametrize("name", ["nope", "\0", "x/" * 5000, "one.txt"])
def test_a_folder_that_is_not_there_is_none(tmp_path, name):
    """It would bring no edition, and nobody would know why."""
    (tmp_path / "one.txt").write_text("x", "utf-8")
    provided = SimpleNamespace(name="odd", folder=tmp_path / name)
    with pytest.raises(TypeError, match=r"its folder '.*' is not there"):
        held_place(provided, "odd", "frameworks")
