"""``kompass new`` makes a distribution to begin with, all of it or nothing."""

import importlib
import sys
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from kompass_spec import ImportRequest, InputError, UsageError, load_registry
from kompass_spec.codec.editions import read_edition
from kompass_spec.hooks import HOOKS
from kompass_spec.scaffolding import _OURS, KINDS, _refuse_taken, new_edition, new_plugin, new_variant

ROOT = Path(__file__).parents[2]


def files_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", KINDS)
def test_a_plugin_of_every_kind_is_made_whole(kompass, tmp_path, kind):
    folder = tmp_path / "somewhere/new"
    made = kompass("new", "plugin", "--kind", kind, "--name", "my-own", "--output", folder, "--json")
    assert made.code == 0, made.err
    assert made.json["files"] == files_of(folder)
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
    ((hooks, module),) = project["project"]["entry-points"]["kompass"].items()
    assert hooks in HOOKS
    package = module.removesuffix(".plugin")
    assert {f"src/{package}/plugin.py", f"src/{package}/py.typed", "README.md"} <= set(made.json["files"])
    for name in made.json["files"]:
        text = (folder / name).read_text("utf-8")
        assert "$" not in text, f"{name} still has a blank that nothing filled in"
    assert not [path for path in folder.parent.iterdir() if path != folder], "nothing is left beside it"


def test_a_variant_begins_with_an_edition_that_can_be_read(kompass, tmp_path):
    made = kompass("new", "variant", "--country", "IS", "--output", tmp_path / "is")
    assert made.code == 0
    place = "src/kompass_variant_is/editions/is-example/edition.toml"
    assert place in made.out
    edition = read_edition((tmp_path / "is" / place).read_text("utf-8"), place)
    assert (edition.id, edition.country, edition.language) == ("is-example", "IS", "is")
    assert kompass("check", tmp_path / "is" / place).code == 0
    added = kompass("new", "edition", "is-2024", "--output", tmp_path / "is/src/kompass_variant_is")
    assert added.code == 0
    assert (tmp_path / "is/src/kompass_variant_is/editions/is-2024/edition.toml").is_file()
    again = kompass("new", "edition", "is-2024", "--output", tmp_path / "is/src/kompass_variant_is")
    assert (again.code, "There is an edition of this id" in again.err) == (1, True)


def test_an_edition_alone_gets_a_distribution_around_it(tmp_path):
    made = new_edition("fi-2024", tmp_path / "fi")
    assert "src/kompass_framework_fi_2024/editions/fi-2024/edition.toml" in made.files
    place = tmp_path / "fi/src/kompass_framework_fi_2024/editions/fi-2024/edition.toml"
    edition = read_edition(place.read_text("utf-8"), "edition.toml")
    assert (edition.valid_from, edition.country, edition.language) == ("2024", "FI", "fi")


def test_the_importer_that_is_made_keeps_precision_and_loses_nothing_in_silence(tmp_path, monkeypatch):
    """It is copied by people who trust it, so what is wrong in it would be wrong in theirs."""
    new_plugin("importer", "own", tmp_path)
    monkeypatch.syspath_prepend(tmp_path / "src")
    plugin = importlib.import_module("kompass_import_own.plugin")
    monkeypatch.delitem(sys.modules, "kompass_import_own.plugin")
    monkeypatch.delitem(sys.modules, "kompass_import_own")
    content = b"edition;se-2016\norganisation;Lund\nyear;soon\n1;62,5\n9;3\nwords\n"
    request = ImportRequest(file="a.own", content=content, registry=load_registry())
    found = plugin.kompass_importers()[0].read(request)
    assert [problem.line for problem in found.warnings] == [6, 3, 5]
    (assessment,) = found.assessments
    assert (assessment.organisation.code, assessment.year) == ("1281", None)
    (seen,) = assessment.observations
    assert (seen.item, seen.value, seen.precision, seen.line) == ("1", Fraction(125, 2), Fraction(1, 10), 4)


def test_inside_the_repository_it_becomes_a_member_of_the_workspace(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "kompass-spec"\n', "utf-8")
    made = new_plugin("renderer", "csv", tmp_path / "plugins/kompass-render-csv")
    assert "kompass-spec = { workspace = true }" in (made.folder / "pyproject.toml").read_text("utf-8")
    assert "[tool.uv.sources]" in made.next_step
    outside = new_plugin("renderer", "csv", tmp_path.parent / f"{tmp_path.name}-outside")
    assert "workspace" not in (outside.folder / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize("content", [b"[project", b"\xff\xfe\xff", b"project = 3", b""])
def test_a_project_around_it_that_cannot_be_read_is_left_alone(kompass, tmp_path, content):
    (tmp_path / "pyproject.toml").write_bytes(content)
    made = kompass("new", "plugin", "--kind", "scorer", "--name", "own", "--output", tmp_path / "here/own")
    assert (made.code, made.err) == (0, "")
    assert "workspace" not in (tmp_path / "here/own/pyproject.toml").read_text("utf-8")


def test_a_prefix_is_not_said_twice(tmp_path):
    new_plugin("importer", "kompass-import-csv", tmp_path / "a")
    assert 'name = "kompass-import-csv"' in (tmp_path / "a/pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize("country", ["no", "DK"])
def test_a_variant_takes_no_name_that_is_ours(kompass, tmp_path, country):
    ran = kompass("new", "variant", "--country", country, "--output", tmp_path / "new")
    name = f"kompass-variant-{country.lower()}"
    assert (ran.code, list(tmp_path.iterdir())) == (2, [])
    assert f"{name} is a distribution of kompass-spec's own" in ran.err
    assert "--name" in ran.err
    made = kompass("new", "variant", "--country", country, "--name", "acme", "--output", tmp_path / "new")
    assert made.code == 0
    assert 'name = "kompass-variant-acme"' in (tmp_path / "new/pyproject.toml").read_text("utf-8")
    edition = f"src/kompass_variant_acme/editions/{country.lower()}-example/edition.toml"
    assert f'country = "{country.upper()}"' in (tmp_path / "new" / edition).read_text("utf-8")


def test_a_plugin_takes_no_name_that_is_installed(tmp_path):
    with pytest.raises(UsageError, match="kompass-render-html is a distribution of kompass-spec's own"):
        new_plugin("renderer", "html", tmp_path / "new")
    with pytest.raises(UsageError, match="attrs is installed here already"):
        _refuse_taken("attrs")
    assert list(tmp_path.iterdir()) == []


def test_the_names_of_the_project_are_all_refused():
    folders = {path.name for path in (Path(__file__).parents[2] / "plugins").iterdir() if path.is_dir()}
    assert {*folders, "kompass-frameworks"} == _OURS


@pytest.mark.parametrize(
    "wrong",
    [
        ("new", "plugin", "--kind", "poet", "--name", "csv"),
        ("new", "plugin", "--kind", "importer"),
        ("new", "plugin", "--kind", "importer", "--name", "My Format"),
        ("new", "plugin", "--kind", "importer", "--name", "csv", "--country", "is"),
        ("new", "variant", "--country", "iceland"),
        ("new", "variant"),
        ("new", "edition"),
        ("new", "edition", "../is"),
        ("new", "edition", "2024"),
        ("new", "castle"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(kompass, tmp_path, wrong):
    ran = kompass(*wrong, "--output", tmp_path / "new")
    assert ran.code == 2
    assert ran.err.startswith("kompass: ")
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_never_overwritten(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine", "utf-8")
    (tmp_path / "file").write_text("mine", "utf-8")
    for place in ("full", "file"):
        with pytest.raises(InputError, match="there already"):
            new_variant("is", tmp_path / place)
    assert files_of(tmp_path) == ["file", "full/mine.txt"]
    with pytest.raises(InputError, match="cannot be written"):
        new_variant("is", tmp_path / "file/below")
    (tmp_path / "empty").mkdir()
    assert new_variant("is", tmp_path / "empty").folder == tmp_path / "empty"
    with pytest.raises(UsageError):
        new_plugin("renderer", "", tmp_path / "none")
