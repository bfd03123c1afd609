"""The registry reads like a mapping, and a broken edition costs itself."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from kompass_spec import Registry, UsageError, load_registry
from kompass_spec.codec.registers import read_register
from kompass_spec.plugins import Plugin, Plugins
from kompass_spec.problems import InputError

needs_ours = pytest.mark.skipif(not load_registry(), reason="no framework is installed")
EDITIONS = Path(__file__).parents[2] / "frameworks/kompass_frameworks/editions"


class Folder:
    name = "test"

    def __init__(self, folder):
        self.folder = folder


def framework(folder, distribution):
    provided = Folder(folder)
    return Plugin(
        kind="frameworks", name=distribution, distribution=distribution, version="1", provided=provided
    )


@needs_ours
def test_the_registry_reads_like_a_mapping():
    registry = load_registry()
    assert isinstance(registry, Mapping)
    assert list(registry) == sorted(registry)
    assert {"se-2010", "se-2016"} <= set(registry)
    assert registry["se-2016"].id == "se-2016"
    assert "xx-1999" not in registry
    assert registry.get("xx-1999") is None
    assert registry.problems == ()
    with pytest.raises(KeyError):
        registry["xx-1999"]
    with pytest.raises(UsageError, match=f"There are: {', '.join(registry)}"):
        registry.find("xx-1999")
    with pytest.raises(UsageError, match="no framework is installed"):
        Registry().find("se-2016")


@needs_ours
def test_a_registry_of_ones_own_editions():
    edition = load_registry()["se-2016"]
    assert list(Registry.of([edition]).values()) == [edition]
    assert Registry.of([edition]).organisations() == ()


@needs_ours
def test_every_municipality_of_sweden_is_there_once():
    organisations = [one for one in load_registry().organisations() if one.country == "SE"]
    codes = [organisation.code for organisation in organisations]
    assert len(codes) == len(set(codes)) == 290
    assert len({organisation.name for organisation in organisations}) == 290
    known = {organisation.code: organisation.name for organisation in organisations}
    assert (known["2284"], known["1444"], known["1880"]) == ("Örnsköldsvik", "Grästorp", "Örebro")


def test_a_broken_edition_costs_itself_only(tmp_path):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    shutil.copytree(EDITIONS / "se-2016", tmp_path / "editions/se-2016")
    (tmp_path / "editions/broken").mkdir()
    (tmp_path / "editions/broken/edition.toml").write_text("id = 'broken'")
    (tmp_path / "editions/empty").mkdir()
    shutil.copytree(EDITIONS / "se-2010", tmp_path / "editions/se-1999")
    registry = load_registry(Plugins(loaded=(framework(tmp_path, "ours"),)))
    assert list(registry) == ["se-2016"]
    assert {problem.code for problem in registry.problems} == {"missing-key", "bad-identifier"}
    assert all(str(problem.file).startswith("ours: ") for problem in registry.problems)


def test_an_edition_of_another_plugin_cannot_be_replaced(tmp_path):
    shutil.copytree(EDITIONS, tmp_path / "editions")
    plugins = Plugins(loaded=(framework(tmp_path, "first"), framework(tmp_path, "second")))
    registry = load_registry(plugins)
    assert dict(registry.origins) == dict.fromkeys(["se-2002", "se-2010", "se-2016", "se-2020"], "first")
    assert {problem.code for problem in registry.problems} == {"duplicate-edition"}
    assert all(
        "second brings" in problem.message and "first's" in problem.message for problem in registry.problems
    )


def test_a_framework_whose_folder_cannot_be_read_costs_one_sentence():
    registry = load_registry(Plugins(loaded=(framework(None, "theirs"),)))
    assert len(registry) == 0
    assert [problem.code for problem in registry.problems] == ["plugin-failed"]
    assert "theirs" in registry.problems[0].message


@pytest.mark.parametrize(
    ("toml", "pointers"),
    [
        ("", ["", "", "", "", ""]),
        (
            'country = "SE"\nkind = "town"\npublisher = "x"\ntitle = "x"\n[names]\n1 = 2\n2 = ""',
            ["/kind", "/names/1", "/names/2"],
        ),
        ('country = "SE"\nkind = "city"\npublisher = "x"\ntitle = "x"\nnames = 3', [""]),
    ],
)
def test_a_broken_register_reports_everything_at_once(toml, pointers):
    with pytest.raises(InputError) as caught:
        read_register(toml, "se.toml")
    assert [problem.pointer for problem in caught.value.problems] == pointers
