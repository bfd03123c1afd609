"""The registry reads like a mapping, and a broken edition costs itself."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec import Registry, UsageError, load_registry
from kompass_spec.documents.registers import read_register
from kompass_spec.model import Merger, OrganisationKind
from kompass_spec.model.problems import InputError
from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.registry.pins import Pins

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
@needs_ours
@pytest.mark.parametrize("key", [None, 2016, ("se-2016",)])
def test_what_is_no_text_is_no_edition(key):
    registry = load_registry()
    assert key not in registry
    with pytest.raises(KeyError, match="There are: "):
        registry[key]
    with pytest.raises(UsageError, match=r"Registry\.find: edition must be a text"):
        registry.find(key)


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
    registry = load_registry(Plugins(loaded=(framework(tmp_path, "ours"),)), pins=Pins())
    assert list(registry) == ["se-2016"]
    assert {problem.code for problem in registry.problems} == {"missing-key", "bad-identifier"}
    assert all(str(problem.file).startswith("ours: ") for problem in registry.problems)


def test_an_edition_of_another_plugin_cannot_be_replaced(tmp_path):
    shutil.copytree(EDITIONS, tmp_path / "editions")
    plugins = Plugins(loaded=(framework(tmp_path, "first"), framework(tmp_path, "second")))
    registry = load_registry(plugins, pins=Pins())
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


REGISTER = """
country = "SE"
kind = "municipality"
publisher = "Vi"
title = "Våra"

[names]
"""


def with_register(folder, names, **more):
    """Make a framework of nothing but a register."""
    (folder / "organisations").mkdir(parents=True)
    (folder / "organisations/se.toml").write_text(REGISTER + names, "utf-8")
    for name, content in more.items():
        (folder / "organisations" / f"{name}.toml").write_bytes(content)
    return folder


def test_a_broken_register_costs_itself_only(tmp_path):
    """Law 10: "A broken plugin costs its own feature and one clear sentence, never the program.\""""
    good = with_register(tmp_path / "good", '"2284" = "Örnsköldsvik"')
    bad = with_register(
        tmp_path / "bad",
        '"1" = "Ett"',
        xx=b"country = 3",
        nul=b"\x00\x01\x02",
        empty=b"",
        zz=b"a = 1e9999999999",
    )
    registry = load_registry(Plugins(loaded=(framework(bad, "theirs"), framework(good, "ours"))))
    assert [one.name for one in registry.organisations()] == ["Örnsköldsvik", "Ett"]
    problems = registry.organisation_problems()
    assert {problem.file for problem in problems} == {
        f"theirs: organisations/{name}.toml" for name in ("xx", "nul", "empty", "zz")
    }


WHOLE = """
"4205" = "Lindesnes"
"1029" = "Lindesnes"
"1002" = "Mandal"

[aliases]
"4205" = ["Nye Lindesnes"]

[[parts]]
name = "Mandal Hamnekompani KF"
kind = "company"
part_of = ["1002"]

[[mergers]]
into = "4205"
former = ["1002", "1029"]
date = "2020-01-01"
source = "Made up for a test"
"""


def test_a_register_has_aliases_parts_and_mergers():
    lindesnes, before, mandal, company = read_register(REGISTER + WHOLE, "se.toml")
    merger = Merger(into="4205", former=("1002", "1029"), date="2020-01-01", source="Made up for a test")
    assert lindesnes.aliases == ("Nye Lindesnes",)
    assert [one.mergers for one in (lindesnes, before, mandal)] == [(merger,)] * 3
    assert (company.kind, company.part_of, company.code) == (OrganisationKind.COMPANY, ("1002",), None)


@pytest.mark.parametrize(
    ("old", "new", "pointer"),
    [
        ('"4205" = ["Nye Lindesnes"]', '"4206" = ["Nye Lindesnes"]', "/aliases/4206"),
        ('"4205" = ["Nye Lindesnes"]', '"4205" = "Nye Lindesnes"', "/aliases/4205"),
        ('"4205" = ["Nye Lindesnes"]', '"4205" = [" "]', "/aliases/4205"),
        ('[aliases]\n"4205" = ["Nye Lindesnes"]', "[[aliases]]", "/aliases"),
        ('kind = "company"', 'kind = "city"', "/parts/0/kind"),
        ('part_of = ["1002"]', "part_of = []", "/parts/0/part_of"),
        ('part_of = ["1002"]', 'part_of = ["1"]', "/parts/0/part_of/0"),
        ('part_of = ["1002"]', 'part_of = ["1002"]\ncode = "1002"', "/parts/0/code"),
        ("Mandal Hamnekompani KF", " ", "/parts/0/name"),
        ('into = "4205"', 'into = "1"', "/mergers/0/into"),
        ('former = ["1002", "1029"]', 'former = ["1002", "2"]', "/mergers/0/former/1"),
        ('former = ["1002", "1029"]', 'former = ["1002"]', "/mergers/0/former"),
        ("2020-01-01", "1.1.2020", "/mergers/0"),
    ],
)
def test_what_a_register_says_of_its_organisations_is_checked(old, new, pointer):
    whole = "\n" + WHOLE.strip() + "\n"
    assert old in whole
    with pytest.raises(InputError) as caught:
        read_register(REGISTER + whole.replace(old, new, 1), "se.toml")
    assert [problem.pointer for problem in caught.value.problems] == [pointer]


def test_a_register_that_knows_less_of_the_same_organisations_is_no_other_opinion(tmp_path):
    more = with_register(tmp_path / "more", WHOLE)
    less = with_register(tmp_path / "less", '"4205" = "Lindesnes"\n"1002" = "Mandal"')
    registry = load_registry(Plugins(loaded=(framework(more, "more"), framework(less, "less"))))
    assert registry.organisation_problems() == ()


def test_each_municipality_may_have_a_department_of_one_name(tmp_path):
    part = '\n[[parts]]\nname = "Socialförvaltningen"\nkind = "department"\npart_of = ["{code}"]\n'
    plugins = []
    for code, name in (("2580", "Luleå"), ("1281", "Lund")):
        folder = with_register(tmp_path / code, f'"{code}" = "{name}"\n' + part.format(code=code))
        plugins.append(framework(folder, name))
    registry = load_registry(Plugins(loaded=tuple(plugins)))
    assert len(registry.organisations()) == 4
    assert registry.organisation_problems() == ()


@needs_ours
def test_a_broken_register_of_another_plugin_is_a_warning_of_an_import(site, report):
    with_register(site.folder / "theirs", '"1" = 1')
    source = (
        "from pathlib import Path\nfrom kompass_spec.plugins.hooks import hookimpl\nkompass_api = 1\n"
        "class Theirs:\n    name = 'theirs'\n    folder = Path(__file__).parent / 'theirs'\n"
        "@hookimpl\ndef kompass_frameworks():\n    return [Theirs()]\n"
    )
    ran = site.install("acme-theirs", source, kind="frameworks").run("import", str(report))
    assert ran.returncode == 0, ran.stderr
    assert "warning: acme-theirs: organisations/se.toml: /names/1:" in ran.stderr
    assert "Örnsköldsvik" in ran.stdout


@pytest.mark.parametrize("names", ['"9999" = "örnsköldsvik"', '"2284" = "Annat"'])
@pytest.mark.parametrize("distribution", ["aaa", "zzz"])
def test_an_organisation_of_another_plugin_cannot_be_replaced(tmp_path, names, distribution):
    first = with_register(tmp_path / "first", '"2284" = "Örnsköldsvik"\n"1880" = "Örebro"')
    (first / "ledger.jsonl").write_bytes((EDITIONS.parent / "ledger.jsonl").read_bytes())
    second = with_register(tmp_path / "second", f'{names}\n"1880" = "Örebro"\n"1444" = "Grästorp"')
    plugins = Plugins(loaded=(framework(second, distribution), framework(first, "kompass-frameworks")))
    registry = load_registry(plugins)
    known = [(one.code, one.name) for one in registry.organisations()]
    assert known == [("2284", "Örnsköldsvik"), ("1880", "Örebro"), ("1444", "Grästorp")]
    (problem,) = registry.organisation_problems()
    assert (problem.code, problem.file) == (
        "duplicate-organisation",
        f"{distribution}: organisations/se.toml",
    )
    assert "kompass-frameworks has already given" in problem.message
    assert "Örebro" not in problem.message


def test_two_places_of_one_register_may_share_a_name(tmp_path):
    folder = with_register(tmp_path, '"3419" = "Våler"\n"3018" = "Våler"')
    registry = load_registry(Plugins(loaded=(framework(folder, "ours"),)))
    assert [one.code for one in registry.organisations()] == ["3419", "3018"]
    assert registry.organisation_problems() == ()


def test_a_mapping_that_is_no_text_costs_itself_only(tmp_path):
    place = tmp_path / "mappings/a-to-b"
    place.mkdir(parents=True)
    (place / "mapping.toml").write_bytes(b"source = '\x81\x00'")
    registry = load_registry(Plugins(loaded=(framework(tmp_path, "ours"),)))
    assert registry.mappings() == ()
    assert [problem.code for problem in registry.mapping_problems()] == ["binary-file"]


@needs_ours
@pytest.mark.parametrize("content", [b"[]", b"{}", b"\xff", b"3", b'{"title": 3}'])
def test_a_release_that_holds_no_edition_is_said(tmp_path, content):
    released = load_registry().released("se-2002")[0]
    entry = evolve(released.entry, file="odd.json", sha256=hashlib.sha256(content).hexdigest())
    (tmp_path / "odd.json").write_bytes(content)
    with pytest.raises(
        InputError,
        match=r"kompass-frameworks: odd\.json: What was published as se-2002@.* cannot be read as an edition",
    ):
        released._replace(folder=tmp_path, entry=entry).edition()
