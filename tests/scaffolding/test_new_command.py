"""``kompass new`` makes a distribution to begin with, all of it or nothing."""

import importlib
import subprocess
import sys
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

import kompass_spec
from kompass_spec import ImportRequest, InputError, UsageError, load_registry
from kompass_spec.cli.new.names import OURS, free_distribution
from kompass_spec.cli.new.scaffold import KINDS, new_edition, new_plugin, new_variant
from kompass_spec.documents.editions import read_edition
from kompass_spec.plugins.hooks import HOOKS

pytestmark = pytest.mark.slow

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


def test_what_publishes_releases_keeps_their_bytes_in_every_clone(tmp_path):
    """Of the line ends that git may change, no other kind has any that count."""
    for made in (new_variant("IS", tmp_path / "variant"), new_edition("fi-2024", tmp_path / "edition")):
        kept = (made.folder / ".gitattributes").read_bytes()
        assert kept == (ROOT / "frameworks/.gitattributes").read_bytes()
    for kind in KINDS:
        assert ".gitattributes" not in new_plugin(kind, "own", tmp_path / kind).files


def test_what_is_made_asks_for_a_core_that_reads_it(tmp_path):
    """Code asks for the core that it is built for; data for the first that reads its form, or any later."""
    assert needed_by(new_plugin("scorer", "own", tmp_path / "scorer")) == ["kompass-spec>=0.2,<0.3"]
    for made in (new_variant("IS", tmp_path / "variant"), new_edition("fi-2024", tmp_path / "edition")):
        assert needed_by(made) == ["kompass-spec>=0.2"]


def needed_by(made):
    return tomllib.loads((made.folder / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]


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
    (tmp_path / "LICENSE").write_text("Everybody may use it.\n", "utf-8")
    made = new_plugin("renderer", "slides", tmp_path / "plugins/kompass-render-slides")
    project = tomllib.loads((made.folder / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["uv"]["sources"]["kompass-spec"] == {"workspace": True}
    assert (project["project"]["license"], project["project"]["license-files"]) == ("EUPL-1.2", ["LICENSE"])
    assert project["project"]["version"] == kompass_spec.__version__
    assert {"mypy", "pytest", "ruff"}.isdisjoint(project["tool"]), "those of the repository hold"
    assert (made.folder / "LICENSE").read_text("utf-8") == "Everybody may use it.\n"
    readme = (made.folder / "README.md").read_text("utf-8")
    assert "uv run pytest plugins/kompass-render-slides" in readme
    assert len(readme) > 500
    for place in (
        "to dev of",
        "[tool.uv.sources]",
        "[tool.coverage.run]",
        "OURS",
        "uv lock",
        "uv run pytest",
    ):
        assert place in made.next_step
    outside = new_plugin("renderer", "slides", tmp_path.parent / f"{tmp_path.name}-outside")
    assert "workspace" not in (outside.folder / "pyproject.toml").read_text("utf-8")
    assert "license = " not in (outside.folder / "pyproject.toml").read_text("utf-8")
    assert 'artifacts = ["*.mo"]' in (outside.folder / "pyproject.toml").read_text("utf-8")
    assert "uv pip install" in (outside.folder / "README.md").read_text("utf-8")


TAKEN = {
    "ours": (("plugin", "--kind", "renderer", "--name", "html"), "Choose another --name."),
    "a variant of ours": (("variant", "--country", "no"), "with --name, such as --name no-regions"),
    "a name of ours for a variant": (
        ("variant", "--country", "is", "--name", "dk"),
        "Choose another with --name",
    ),
    "an installed plugin": (
        ("plugin", "--kind", "renderer", "--name", "markdown"),
        "kompass-render-text brings",
    ),
    "an installed edition": (
        ("edition", "se-2016"),
        "The edition 'se-2016' is brought by kompass-frameworks",
    ),
    "an installed distribution": (("plugin", "--kind", "renderer", "--name", "own"), "is installed"),
}


@pytest.mark.parametrize("how", TAKEN)
def test_what_is_somebody_elses_is_refused(kompass, tmp_path, site_in, how):
    what, words = TAKEN[how]
    (tmp_path / "site").mkdir()
    site = site_in(tmp_path / "site").install("kompass-render-own", "kompass_api = 1\n")
    ran = kompass("new", *what, "--output", tmp_path / "new", PYTHONPATH=str(site.folder))
    assert ran.code == 2
    assert words in ran.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_distribution_of_ours_keeps_its_name_where_it_is_not_installed(name, monkeypatch):
    monkeypatch.setattr("kompass_spec.cli.new.names._is_installed", lambda _: False)
    with pytest.raises(UsageError, match="which yours would replace"):
        free_distribution(name, "Choose another.")


def test_ours_are_the_distributions_of_the_repository():
    folders = [ROOT, ROOT / "frameworks", *ROOT.glob("plugins/*/")]
    assert {
        tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]["name"] for folder in folders
    } == OURS


def test_a_second_variant_of_a_country_has_a_name_of_its_own(kompass, tmp_path):
    made = kompass("new", "variant", "--country", "no", "--name", "no-regions", "--output", tmp_path / "new")
    assert made.code == 0, made.err
    assert "src/kompass_variant_no_regions/editions/no-example/edition.toml" in made.out


LONGEST = "abcdefghij-klmnopqrs-uvwxyz012"


@pytest.mark.parametrize("what", [*KINDS, "variant", "edition"])
def test_what_has_the_longest_name_is_as_ruff_would_write_it(kompass, tmp_path, what):
    assert len(LONGEST) == 30
    asked = {
        "variant": ("variant", "--country", "is", "--name", LONGEST),
        "edition": ("edition", f"is-{LONGEST[:27]}"),
    }.get(what, ("plugin", "--kind", what, "--name", LONGEST))
    assert kompass("new", *asked, "--output", tmp_path / "new").code == 0
    for check in (["check"], ["format", "--check"]):
        ran = subprocess.run(
            [sys.executable, "-m", "ruff", *check, "--no-cache", "."],
            cwd=tmp_path / "new",
            capture_output=True,
            text=True,
            check=False,
        )
        if "No module named ruff" in ran.stderr:
            pytest.skip("ruff is in the group lint")
        assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("content", [b"[project", b"\xff\xfe\xff", b"project = 3", b""])
def test_a_project_around_it_that_cannot_be_read_is_left_alone(kompass, tmp_path, content):
    (tmp_path / "pyproject.toml").write_bytes(content)
    made = kompass("new", "plugin", "--kind", "scorer", "--name", "own", "--output", tmp_path / "here/own")
    assert (made.code, made.err) == (0, "")
    assert "workspace" not in (tmp_path / "here/own/pyproject.toml").read_text("utf-8")


def test_a_prefix_is_not_said_twice(tmp_path):
    new_plugin("importer", "kompass-import-csv", tmp_path / "a")
    assert 'name = "kompass-import-csv"' in (tmp_path / "a/pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize(
    "wrong",
    [
        ("new", "plugin", "--kind", "poet", "--name", "csv"),
        ("new", "plugin", "--kind", "importer"),
        ("new", "plugin", "--kind", "importer", "--name", "My Format"),
        ("new", "plugin", "--kind", "importer", "--name", "csv", "--country", "is"),
        ("new", "plugin", "--kind", "importer", "--name", "statistics-office-of-the-northern-regions"),
        ("new", "edition", "is-" + "2" * 70),
        ("new", "edition", "foo"),
        ("new", "edition", "iceland-2024"),
        ("new", "variant", "--country", "xx"),
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
