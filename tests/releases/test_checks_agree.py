"""What ``kompass verify --drafts`` refuses, ``kompass check`` does not call fine, installed or by path."""

import shutil
from types import SimpleNamespace

import pytest

from kompass_spec.registry.registry import load_registry
from kompass_spec.releases.checks import check_installed, check_paths
from kompass_spec.releases.verification import verify_folder
from kompass_testing.isolation import isolated_plugins

pytestmark = pytest.mark.slow

EDITION = "editions/se-2016/edition.toml"
MAPPING = "mappings/se-2016-to-se-2020/mapping.toml"
REWORDED = ("Informerar invånare om resultat?", "Informeras invånare?")


def rewrite(file, *pairs):
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def edited(file, *pairs):
    return lambda folder: rewrite(folder / file, *pairs)


def version(number):
    return 'release = "1.0.0"', f'release = "{number}"'


def moved(name, to):
    return lambda folder: (folder / name).rename(folder / to)


def with_file(name, content):
    def write(folder):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    return write


def without(name):
    return lambda folder: (folder / name).unlink()


def with_equal_links(folder):
    """Say that an area and a question of it are equal, where their weights in the total are not."""
    part = '\n[[links]]\nsource = ["{0}"]\ntarget = ["{1}"]\nrelation = "equal"\nchanges = ["same"]\n'
    part += 'reading = "authors"\ncited = ["contradiction"]\nreasons = [{{ en = "Made up." }}]\n'
    source = '\n[[sources]]\nid = "contradiction"\ntitle = "Made up"\n'
    links = part.format("total", "total") + part.format("1", "1")
    file = folder / "mappings/xx-2030-to-se-2016/mapping.toml"
    file.parent.mkdir(parents=True)
    file.write_text(
        f'release = "1.0.0"\nsource = "xx-2030@1"\ntarget = "se-2016@1"\nlevels = []\n{source}{links}',
        "utf-8",
    )
    new_edition(folder)
    rewrite(folder / "editions/xx-2030/edition.toml", ("max = 100", "max = 150"))


def new_edition(folder, name="xx-2030"):
    file = folder / "editions" / name / "edition.toml"
    file.parent.mkdir(parents=True)
    areas = "".join(
        f'\n[[areas]]\ncode = "{code}"\nmax = 100\ntitle.sv = "Område {code}"\n' for code in range(1, 9)
    )
    file.write_text(
        f'id = "{name}"\nrelease = "1.0.0"\ntitle.sv = "Ny"\npublisher = "P"\ncountry = "SE"\n'
        'language = "sv"\nvalid_from = "2030"\ncompleteness = "areas"\nrights = "R"\nsource = "s"\n'
        f'[[sources]]\nid = "s"\ntitle = "S"\n{areas}',
        "utf-8",
    )


# Each with whether a path to the folder shows it too, which what lies in a ledger or its releases does not.
BROKEN = {
    "a change without a version": (edited(EDITION, REWORDED), True),
    "a version without a change": (edited(EDITION, version("1.0.1")), True),
    "a step too small": (edited(EDITION, REWORDED, version("1.0.1")), True),
    "a version that was skipped": (edited(EDITION, REWORDED, version("3.0.0")), True),
    "a version of a draft": (edited(EDITION, REWORDED, version("2.0.0-rc.1")), True),
    "mappings left behind": (edited(EDITION, REWORDED, version("2.0.0")), True),
    "an edition under another's folder": (moved("editions/se-2016", "editions/xx"), True),
    "a mapping under another's folder": (
        moved("mappings/se-2016-to-se-2020", "mappings/se-2016-to-se-2030"),
        True,
    ),
    "no TOML": (edited(EDITION, ("[", "[[")), True),
    "a wrong sum": (edited(EDITION, ("max = 30", "max = 31")), True),
    "a dangling code": (edited(MAPPING, ('source = ["1"]', 'source = ["77"]')), True),
    "a mapping changed without a version": (edited(MAPPING, ('"equivalent"', '"intersects"')), True),
    "links that contradict each other": (with_equal_links, True),
    "a release that is altered": (edited("releases/se-2016/1.0.0.json", ("2019", "2018")), False),
    "a release that is missing": (without("releases/se-2020/1.0.0.json"), False),
    "a release that no entry names": (with_file("releases/se-2016/9.9.9.json", b"{}"), False),
    "a ledger that is gone": (without("ledger.jsonl"), False),
    "a ledger that is broken": (edited("ledger.jsonl", ("se-2016", "se-2017")), False),
}
SOUND = {
    "nothing": lambda _: None,
    "the next version": edited(EDITION, ("SKL)", "SKR)"), version("1.0.1")),
    "a draft beside the ledger": new_edition,
}


@pytest.fixture(autouse=True)
def _no_pins(monkeypatch):
    """What is checked is a copy of ours under another name."""
    monkeypatch.setenv("KOMPASS_PINS", "none")


def problems_of(folder):
    plugins = isolated_plugins(SimpleNamespace(name="mine", folder=folder))
    registry = load_registry(plugins)
    verified = verify_folder(folder, "mine", registry=registry, plugins=plugins, drafts=True)
    return verified.problems, check_installed(plugins=plugins)


@pytest.fixture
def framework(tmp_path, first_published):
    shutil.copytree(first_published, tmp_path / "framework")
    return tmp_path / "framework"


@pytest.mark.parametrize("how", BROKEN)
def test_what_verify_refuses_check_does_not_call_fine(framework, how):
    break_it, is_in_drafts = BROKEN[how]
    break_it(framework)
    refused, checked = problems_of(framework)
    assert refused
    found = {(problem.code, problem.pointer) for problem in checked.problems}
    assert found >= {(problem.code, problem.pointer) for problem in refused}
    fine = dict(checked.files)
    assert not [problem for problem in checked.problems if problem.file in fine]
    said = [
        (problem.code, problem.message, problem.pointer, (problem.file or "").split("/")[-2:])
        for problem in checked.problems
    ]
    assert all(said.count(one) == 1 for one in said), "no problem is said twice"
    by_path = check_paths([framework])
    if is_in_drafts:
        assert {problem.code for problem in by_path.problems} >= {problem.code for problem in refused}
        assert not [problem for problem in by_path.problems if problem.file in dict(by_path.files)]


@pytest.mark.parametrize("how", SOUND)
def test_what_verify_accepts_check_calls_fine(framework, how):
    SOUND[how](framework)
    refused, checked = problems_of(framework)
    assert (refused, checked.problems, check_paths([framework]).problems) == ((), (), ())


@pytest.mark.parametrize(
    "how", ["no TOML", "a wrong sum", "an edition under another's folder", "a dangling code"]
)
def test_without_a_ledger_no_problem_is_said_twice_either(framework, how):
    """What is installed goes by another name there than a draft beside a ledger."""
    shutil.rmtree(framework / "releases")
    (framework / "ledger.jsonl").unlink()
    BROKEN[how][0](framework)
    _, checked = problems_of(framework)
    said = [(problem.code, problem.message, problem.pointer) for problem in checked.problems]
    assert said
    assert len(said) == len(set(said))
