"""Every test of the contract of frameworks fails for a framework that is wrong in just that way."""

import json
import shutil
from contextlib import nullcontext
from importlib.resources import files

import pytest

from kompass_spec import load_registry
from kompass_spec.documents.editions import read_edition
from kompass_spec.releases.plans import plan_release
from kompass_spec.releases.publication import publish
from kompass_testing.contracts import FrameworkContract
from kompass_testing.isolation import UNPACKED

pytestmark = pytest.mark.slow

EDITION = """
id = "xx-2016"
release = "1.0.0"
title.sv = "Kompassen"
publisher = "En utgivare"
country = "SE"
language = "sv"
valid_from = "2016"
completeness = "areas"
rights = "Made up for a test, free for all."
source = "book"

[[sources]]
id = "book"
title = "A book"
date = "2016"

[[areas]]
code = "1"
max = 100
title.sv = "Styrning"
"""
REGISTER = (
    'country = "SE"\nkind = "municipality"\npublisher = "P"\ntitle = "T"\nurl ='
    ' "https://example.org"\n[names]\n'
)


@pytest.fixture(autouse=True)
def no_pins(monkeypatch):
    """What is wrong is a copy of ours under another name, so no pin is held."""
    monkeypatch.setenv("KOMPASS_PINS", "none")


class Sweden:
    name = "sweden"

    def __init__(self, folder):
        self.folder = folder


class Another(Sweden):
    name = "another"


def copy_of_ours(folder):
    shutil.copytree(
        str(files("kompass_frameworks")), folder / "ours", ignore=shutil.ignore_patterns("__pycache__")
    )
    return folder / "ours"


def own(folder, edition=EDITION, name="xx-2016", **more):
    """Return a framework of one edition that is a draft."""
    files_of = {
        f"editions/{name}/edition.toml": edition,
        **more,
    }
    for file, text in files_of.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, "utf-8")
    return Another(folder)


def empty_folder(folder):
    return Another(folder)


def no_folder(_):
    return Another(None)


def unreadable(folder):
    return own(folder, EDITION.replace("max = 100", 'max = "many"'))


def misplaced(folder):
    return own(folder, name="xx-2017")


def unlisted(folder):
    (folder / "ledger.jsonl").write_text("", "utf-8")
    return misplaced(folder)


def of_another(folder):
    return own(folder, EDITION.replace('"xx-2016"', '"se-2016"'), name="se-2016")


def sourceless(folder):
    return own(folder, EDITION.replace('date = "2016"', ""))


def rightless(folder):
    return own(folder, EDITION.replace("Made up for a test, free for all.", "SKL"))


def altered(folder):
    ours = copy_of_ours(folder)
    place = ours / "releases/se-2016/1.0.0.json"
    place.write_bytes(place.read_bytes().replace(b"2019", b"2018", 1))
    return Sweden(ours)


def chain_broken(folder):
    ours = copy_of_ours(folder)
    lines = (ours / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    (ours / "ledger.jsonl").write_bytes(b"".join(lines[1:]))
    return Sweden(ours)


def unreleased(folder):
    ours = copy_of_ours(folder)
    place = ours / "editions/se-2016/edition.toml"
    place.write_text(
        place.read_text("utf-8").replace("[[notes]]", "[[notes]]\n# odd", 1).replace("2019", "2018", 1),
        "utf-8",
    )
    return Sweden(ours)


def asking_for_less(folder):
    """What it has released is of form 2, and what it asks for reads form 1 alone."""
    ours = copy_of_ours(folder)
    draft = ours / "editions/se-2016/edition.toml"
    text = draft.read_text("utf-8")
    release = read_edition(text, "edition.toml").release
    major, minor, patch = release.split(".")
    text = text.replace(f'release = "{release}"', f'release = "{major}.{minor}.{int(patch) + 1}"', 1)
    draft.write_text(text.replace('valid_to = "2019"', 'valid_to = "2018"', 1), "utf-8")
    plan = plan_release(draft, date="2027-03-01", reviewed_by=("A. Reviewer",), registry=load_registry())
    publish(plan)
    project = {"name": UNPACKED, "dependencies": ["kompass-spec>=0.1"]}
    lines = [f"{key} = {json.dumps(value)}" for key, value in project.items()]
    (folder / "pyproject.toml").write_text("\n".join(["[project]", *lines]), "utf-8")
    return Sweden(ours)


MAPPING = "mappings/se-2010-to-se-2016"


def mapping_broken(folder):
    ours = copy_of_ours(folder)
    place = ours / MAPPING / "mapping.toml"
    place.write_text(place.read_text("utf-8").replace('"equivalent"', '"alike"', 1), "utf-8")
    return Sweden(ours)


def mapping_misplaced(folder):
    ours = copy_of_ours(folder)
    (ours / MAPPING).rename(ours / "mappings/se-2010-to-se-2020")
    return Sweden(ours)


def changes_unordered(folder):
    """The inverse puts what changed in order, and so does the inverse of that."""
    ours = copy_of_ours(folder)
    place = ours / MAPPING / "mapping.toml"
    text = place.read_text("utf-8")
    assert 'changes = ["' in text
    place.write_text(text.replace('changes = ["', 'changes = ["renamed", "reworded", "', 1), "utf-8")
    return Sweden(ours)


def code_twice(folder):
    registers = {f"organisations/{name}.toml": f'{REGISTER}"0114" = "{name}"\n' for name in ("one", "other")}
    return own(folder, **registers)


def name_twice(folder):
    return own(folder, **{"organisations/a.toml": REGISTER + '"0114" = "A"\n"0115" = "A"\n'})


class Moving(Another):
    """Its folder is another one every time."""

    def __init__(self, folders):
        self.folders = folders
        self.number = 0

    @property
    def folder(self):
        self.number += 1
        return self.folders[(self.number // 4) % 2]


def moving(folder):
    own(folder / "a")
    own(folder / "b", EDITION.replace("Styrning", "Ledning"))
    return Moving([folder / "a", folder / "b"])


class Noting(Another):
    @property
    def folder(self):
        (self.place / "read.log").write_text("read", "utf-8")
        return self.place

    @folder.setter
    def folder(self, place):
        self.place = place


def noting(folder):
    own(folder)
    return Noting(folder)


def shouting(folder):
    own(folder)
    return type("Loud", (Another,), {"name": "The Framework"})(folder)


WRONG = [
    ("its_name_is_well_formed", shouting, "hard to type"),
    ("its_folder_can_be_read", empty_folder, "an empty folder"),
    ("its_folder_can_be_read", no_folder, "has no folder"),
    ("every_edition_is_well_formed", unreadable, "cannot be read"),
    ("every_edition_is_well_formed", misplaced, "in a folder named 'xx-2017'"),
    ("every_edition_comes_through_whole", unlisted, "which the registry does not find"),
    ("every_edition_comes_through_whole", misplaced, "does not come through whole"),
    ("no_edition_of_another_is_replaced", of_another, "takes what is another's"),
    ("every_fact_names_its_source", sourceless, "without saying what it is"),
    ("rights_are_said", rightless, "who holds the rights"),
    ("the_ledger_is_whole", altered, "is not what was published"),
    ("the_ledger_is_whole", chain_broken, "does not follow"),
    ("it_asks_for_a_core_that_reads_it", asking_for_less, "asks for kompass-spec>=0.1, and 0.2.0 is"),
    ("what_lies_there_is_what_was_released", unreleased, "an unreleased change"),
    ("every_mapping_is_well_formed", mapping_broken, "not well formed"),
    ("every_mapping_is_well_formed", mapping_misplaced, "in a folder named"),
    ("the_inverse_of_the_inverse_is_the_mapping", changes_unordered, "inverse's inverse"),
    ("no_organisation_stands_twice", code_twice, "the code 0114 twice"),
    ("no_organisation_stands_twice", name_twice, "lists A twice"),
    ("read_twice_it_is_the_same", moving, "not deterministic"),
    ("no_file_is_written", noting, "wrote where it must not"),
]


@pytest.mark.parametrize(
    ("name", "wrong", "words"), WRONG, ids=lambda value: getattr(value, "__name__", None)
)
def test_what_is_wrong_is_caught_by_a_sentence(is_caught, name, wrong, words):
    is_caught(FrameworkContract, name, wrong, words)


def test_every_test_has_something_that_it_catches(tests_of):
    assert {f"test_{name}" for name, *_ in WRONG} >= tests_of(FrameworkContract)


def test_a_draft_beside_a_ledger_and_a_mapping_that_joins_it_are_no_fault(tmp_path, tests_of):
    ours = copy_of_ours(tmp_path)
    own(ours)
    mapping = ours / "mappings/xx-2016-to-se-2016/mapping.toml"
    mapping.parent.mkdir()
    mapping.write_text(
        'release = "1.0.0"\nsource = "xx-2016@1"\ntarget = "se-2016@1"\nlevels = []\n'
        '[[sources]]\nid = "book"\ntitle = "A book"\ndate = "2016"\n',
        "utf-8",
    )
    contract = FrameworkContract()
    assert [mapping.id for mapping in contract.mappings(Sweden(ours))][-1] == "xx-2016-to-se-2016"
    for name in sorted(tests_of(FrameworkContract)):
        getattr(contract, name)(Sweden(ours))


@pytest.mark.parametrize(("merger", "fine"), [(True, True), (False, False)])
def test_what_merged_may_bear_the_name_of_what_it_became(tmp_path, merger, fine):
    text = REGISTER + '"1002" = "Mandal"\n"1029" = "Lindesnes"\n"4205" = "Lindesnes"\n'
    if merger:
        text += '[[mergers]]\ninto = "4205"\nformer = ["1002", "1029"]\ndate = "2020-01-01"\n'
    framework = own(tmp_path, **{"organisations/no.toml": text})
    with nullcontext() if fine else pytest.raises(AssertionError, match="lists Lindesnes twice"):
        FrameworkContract().test_no_organisation_stands_twice(framework)
