"""Law 4, of everything that is proposed: all of it is released in one order, or nothing is."""

import shutil

import pytest

from kompass_spec.registry.ledger import read_ledger
from kompass_spec.releases.file_verification import file_problems

BY = ("--date", "2027-03-01", "--reviewed-by", "A. Reviewer")


@pytest.fixture
def framework(tmp_path, first_published):
    shutil.copytree(first_published, tmp_path / "framework")
    return tmp_path / "framework"


def changed(framework, draft, *pairs):
    file = framework / draft
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def propose_edition(framework, version="2.0.0"):
    reworded = ("Informerar invånare om resultat?", "Informeras invånare om resultat?")
    changed(
        framework, "editions/se-2016/edition.toml", ('release = "1.0.0"', f'release = "{version}"'), reworded
    )


def propose_mapping(framework):
    pairs = ('release = "1.0.0"', 'release = "2.0.0"'), ('target = "se-2016@1"', 'target = "se-2016@2"')
    changed(framework, "mappings/se-2010-to-se-2016/mapping.toml", *pairs)


def contents(framework):
    return {path: path.read_bytes() for path in framework.rglob("*") if path.is_file()}


@pytest.fixture
def propose(kompass, framework):
    return lambda *more: kompass("release", "--proposed", *BY, "--framework", framework, *more)


def test_where_every_version_was_released_nothing_is_proposed(propose, framework):
    before = contents(framework)
    ran = propose()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Nothing is proposed: the version of every draft was released.\n")
    assert propose("--json").json == {"releases": [], "left_out": [], "written": False}
    assert contents(framework) == before


def test_an_edition_and_the_mapping_that_pins_it_are_released_together(propose, framework):
    """The mapping pins a version that is not released yet, so its edition comes first."""
    propose_edition(framework)
    propose_mapping(framework)
    before = contents(framework)
    dry = propose("--dry-run", "--json").json
    assert contents(framework) == before
    assert [(one["entry"]["id"], one["entry"]["version"]) for one in dry["releases"]] == [
        ("se-2016", "2.0.0"),
        ("se-2010-to-se-2016", "2.0.0"),
    ]
    ran = propose()
    assert ran.code == 0
    # The other mapping of the edition does not follow, so it is named; the one that does is not.
    (warning,) = ran.err.splitlines()
    assert "se-2016-to-se-2020" in warning
    assert "pin se-2016@2" in warning
    assert ran.out.count("Together a major step.") == 2
    assert ran.out.endswith(f"Written to {framework}.\n")
    ledger = read_ledger(framework)
    # What the dry run showed is what was written, to the byte.
    lines = (framework / "ledger.jsonl").read_text("utf-8").splitlines(keepends=True)
    assert lines[-2:] == [one["line"] for one in dry["releases"]]
    assert list(file_problems(framework, ledger, "")) == []
    assert "Nothing is proposed" in propose().out


def test_nothing_is_released_where_one_of_them_cannot_be(propose, framework):
    propose_edition(framework)
    changed(framework, "editions/se-2020/edition.toml", ('release = "1.0.0"', 'release = "7.0.0"'))
    before = contents(framework)
    ran = propose()
    assert (ran.code, ran.out) == (1, "")
    assert "se-2020/edition.toml: Nothing changed since se-2020@1.0.0" in ran.err
    assert contents(framework) == before


def test_all_that_is_wrong_is_said_at_once(propose, framework):
    propose_edition(framework, "1.0.1")
    changed(framework, "editions/se-2020/edition.toml", ('release = "1.0.0"', "release = "))
    ran = propose()
    assert (ran.code, len(ran.err.splitlines())) == (1, 2)
    assert "make a major step, so the release is 2.0.0" in ran.err
    assert "This is not TOML" in ran.err


def test_an_unfinished_draft_is_left_out(propose, framework):
    changed(framework, "editions/se-2002/edition.toml", ('id = "se-2002"', 'id = "se-1999"'))
    (framework / "editions/se-2002").rename(framework / "editions/se-1999")
    changed(framework, "editions/se-1999/edition.toml", ('release = "1.0.0"', 'release = "0.9.0"'))
    ran = propose()
    assert ran.code == 0
    assert "left out: se-1999, which was never released and has a version that begins with 0" in ran.out
    assert propose("--json").json["left_out"] == ["se-1999"]
    changed(framework, "editions/se-1999/edition.toml", ('release = "0.9.0"', 'release = "1.0.0"'))
    assert propose("--dry-run", "--json").json["releases"][0]["entry"]["id"] == "se-1999"


@pytest.mark.parametrize(
    "more", [("se-2016",), ("--join", "main"), ("--withdraw", "Wrong."), ("--name", "x")]
)
def test_nothing_else_is_done_beside_it(propose, more):
    ran = propose(*more)
    assert (ran.code, ran.out) == (2, "")
    assert "--proposed releases the drafts of a framework, whichever they are" in ran.err


def test_the_day_and_who_reviewed_are_asked_for(kompass, framework):
    assert kompass("release", "--proposed", "--framework", framework).code == 2
    propose_edition(framework)
    ran = kompass("release", "--proposed", "--date", "2027-03-01", "--framework", framework)
    assert (ran.code, "Nobody has reviewed the release" in ran.err) == (1, True)


def test_what_a_mapping_lacks_because_its_edition_cannot_be_released_is_not_said(propose, framework):
    propose_edition(framework, "1.0.1")
    propose_mapping(framework)
    ran = propose()
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "make a major step, so the release is 2.0.0" in ran.err
    # A mapping that is wrong for another reason says that.
    changed(framework, "mappings/se-2010-to-se-2016/mapping.toml", ("target", "taget"))
    assert "mapping.toml" in propose().err


def test_of_an_edition_that_was_never_released_its_mapping_says_nothing_either(propose, framework):
    changed(
        framework, "editions/se-2016/edition.toml", ('id = "se-2016"', 'id = "se-2017"'), ("1.0.0", "1.0")
    )
    (framework / "editions/se-2016").rename(framework / "editions/se-2017")
    mapping = framework / "mappings/se-2010-to-se-2017"
    (framework / "mappings/se-2010-to-se-2016").rename(mapping)
    changed(
        framework,
        "mappings/se-2010-to-se-2017/mapping.toml",
        ('target = "se-2016@1"', 'target = "se-2017@1"'),
    )
    ran = propose()
    assert ran.code == 1
    assert "mappings/se-2010-to-se-2017" not in ran.err
    assert "editions/se-2017" in ran.err
