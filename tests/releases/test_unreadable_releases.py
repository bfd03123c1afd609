"""Law 10, for what was published: "A broken plugin costs its own feature and one clear sentence, never the
program."."""

import json
import shutil
from pathlib import Path

import pytest
from attrs import evolve

from kompass_spec.documents.canonical import canonical_bytes
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.ledger import LEDGER, START, digest_of, entry_line, read_ledger
from kompass_spec.releases.verification import verify_folder

ROOT = Path(__file__).parents[2]
FRAMEWORK = ROOT / "frameworks/kompass_frameworks"
PUBLISHED = FRAMEWORK / "releases/se-2016/1.0.0.json"


def other(change):
    data = json.loads(PUBLISHED.read_text("utf-8"))
    change(data)
    return canonical_bytes(data)


def twice(data):
    data["areas"][0]["questions"][1]["code"] = "1.1"


CONTENTS = {
    "empty": b"{}",
    "list": b"[]",
    "binary": b"\xff\xfe\x00",
    "float": b'{"a":1.5}',
    "number": other(lambda data: data["areas"][0].update(max=100)),
    "extra": other(lambda data: data.update(colour="red")),
    "deep": other(lambda data: data["areas"][0]["questions"][0].update(colour="red")),
    "twice": other(twice),
    "title": other(lambda data: data.update(title="Kommunkompassen")),
    "publisher": other(lambda data: data.update(publisher=["SKR"])),
    "misnamed": other(lambda data: data.update(id="se-2099")),
    "other version": other(lambda data: data.update(release="1.0.1")),
}


def rechained(folder, file, content):
    """Let the ledger of a framework say that other bytes were published, with every digest right."""
    (folder / file).write_bytes(content)
    previous, lines = START, []
    for entry in read_ledger(folder).entries:
        sha256 = digest_of(content) if entry.file == file else entry.sha256
        lines.append(entry_line(evolve(entry, sha256=sha256, previous=previous)))
        previous = digest_of(lines[-1])
    (folder / LEDGER).write_bytes(b"".join(lines))


@pytest.fixture
def framework(tmp_path, first_published):
    place = tmp_path / "framework"
    shutil.copytree(first_published, place)
    return place


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS.keys())
def test_what_was_published_and_is_no_edition_costs_itself(framework, framework_registry, content):
    rechained(framework, "releases/se-2016/1.0.0.json", content)
    registry = framework_registry(framework)
    assert "se-2016" not in registry
    assert "se-2010" in registry
    assert [problem.code for problem in registry.problems] == ["unreadable-release"]
    assert registry.problems[0].file == "kompass-test-0: releases/se-2016/1.0.0.json"
    found = verify_folder(framework, "test", registry=registry, plugins=Plugins())
    assert found.problems
    assert {problem.file for problem in found.problems if "mapping" not in str(problem)} >= {
        "test: releases/se-2016/1.0.0.json"
    }


@pytest.mark.parametrize("content", [b"{}", b"\xff\xfe", b"[]", b'{"a":1.5}'])
def test_what_was_published_and_is_no_mapping_costs_itself(framework, framework_registry, content):
    rechained(framework, "releases/se-2016-to-se-2020/1.0.0.json", content)
    registry = framework_registry(framework)
    assert [mapping.id for mapping in registry.mappings()] == ["se-2010-to-se-2016"]
    assert registry.mapping_problems()
    assert verify_folder(framework, "test", registry=registry, plugins=Plugins()).problems


@pytest.mark.parametrize("content", [CONTENTS["binary"], CONTENTS["number"]], ids=["binary", "number"])
@pytest.mark.parametrize(
    "arguments",
    [("verify",), ("check",), ("editions",), ("show", "se-2016"), ("show", "se-2010")],
    ids=" ".join,
)
def test_no_command_ends_in_a_traceback(installed, framework, arguments, content):
    rechained(framework, "releases/se-2016/1.0.0.json", content)
    ran = installed(framework)(*arguments)
    assert "Traceback" not in ran.stderr
    codes = {"verify": 1, "check": 1, "editions": 0}
    assert ran.returncode == codes.get(arguments[0], 1 if "se-2016" in arguments else 0)
    said = ran.stderr.count("releases/se-2016/1.0.0.json")
    if arguments[0] in {"verify", "check"}:
        # Every file is complained of once by each thing that is wrong with it, and mappings that it breaks
        # besides.
        assert len(set(ran.stderr.splitlines())) == len(ran.stderr.splitlines())
    assert said >= 1 or arguments == ("show", "se-2010")
