"""What `kompass check` lets a draft say as its version, and what `kompass release` publishes, go by one
definition."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from kompass_spec import Registry, check_paths, load_registry
from kompass_spec.model.problems import InputError
from kompass_spec.model.version import DRAFT_VERSION, is_version
from kompass_spec.registry.ledger import LEDGER, read_ledger
from kompass_spec.releases.plans import plan_release

FRAMEWORK = Path(__file__).parents[2] / "frameworks/kompass_frameworks"
BY: dict[str, Any] = {"date": "2027-03-01", "reviewed_by": ("A. Reviewer",)}

RELEASED = ("0.0.0", "0.0.1", "1.0.0", "1.10.0", "10.0.0", "999999.999999.999999")
DRAFTED = ("1.0.0-draft", "1.0.0-rc1", "2.0.0-rc.1", "1.0.0-0", "1.0.0-a-b")
NEITHER = (
    "",
    "1",
    "1.0",
    "1.0.0.0",
    "01.0.0",
    "1.00.0",
    "1.0.0-",
    "1.0.0+1",
    "1.0.0-rc_1",
    "v1.0.0",
    "1.0.0 ",
    "1.0.0\\n",
    "-1.0.0",
    "1000000.0.0",
    "١.0.0",
)


@pytest.fixture(params=["editions/se-2016/edition.toml", "mappings/se-2016-to-se-2020/mapping.toml"])
def write_draft(request, tmp_path):
    """Write a draft of which nothing was released, an edition or a mapping, with a version."""

    def write(version):
        framework = tmp_path / "framework"
        shutil.copytree(FRAMEWORK, framework)
        shutil.rmtree(framework / "releases")
        (framework / LEDGER).unlink()
        draft = framework / request.param
        line = f'release = "{version}"'
        # By a function, so that a backslash in a version is written as it stands.
        text = re.sub(r'(?m)^release = ".*"$', lambda _: line, draft.read_text("utf-8"), count=1)
        draft.write_text(text, "utf-8")
        return draft

    return write


@pytest.fixture
def new_registry():
    """Every edition, and no release of any."""
    return Registry.of(load_registry().values())


def refused(draft, registry):
    """Return the codes of what `check` says of a draft, and of what `release` says."""
    try:
        plan_release(draft, registry=registry, **BY)
    except InputError as error:
        released = [problem.code for problem in error.problems]
    else:
        released = []
    return [problem.code for problem in check_paths([draft]).problems], released


@pytest.mark.parametrize("version", RELEASED)
def test_what_is_the_version_of_a_release_is_checked_and_released(write_draft, new_registry, version):
    assert refused(write_draft(version), new_registry) == ([], [])


@pytest.mark.parametrize("version", DRAFTED)
def test_what_comes_before_a_release_is_checked_and_not_released(write_draft, new_registry, version):
    assert refused(write_draft(version), new_registry) == ([], ["wrong-version"])


@pytest.mark.parametrize("version", NEITHER)
def test_what_no_release_could_ever_be_named_after_is_refused_by_both(write_draft, new_registry, version):
    checked, released = refused(write_draft(version), new_registry)
    assert "bad-identifier" in checked
    assert checked == released


def test_every_published_version_is_one_of_a_release():
    versions = {entry.version for entry in read_ledger(FRAMEWORK).entries}
    assert versions
    assert all(map(is_version, versions))
    assert all(map(DRAFT_VERSION.fullmatch, versions))
