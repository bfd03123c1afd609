"""Compiled templates are kept beside the byte code of modules, and used for the same templates alone."""

import sys

import pytest
from jinja2 import DictLoader, Environment

from kompass_render_html.compiled import CompiledTemplates


@pytest.fixture(autouse=True)
def _keeping(monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def written(folder, source="{{ 1 + 1 }}", environment="one"):
    """Return what a template writes, in an environment that keeps what is compiled in a folder."""
    kept = CompiledTemplates(folder, environment)
    return (
        Environment(loader=DictLoader({"a": source}), autoescape=True, bytecode_cache=kept)
        .get_template("a")
        .render()
    )


def files(folder):
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_template_is_compiled_once(tmp_path):
    assert written(tmp_path) == "2"
    (kept,) = files(tmp_path).items()
    assert written(tmp_path) == "2"
    assert files(tmp_path) == dict([kept])


@pytest.mark.parametrize("other", [{"source": "{{ 1 + 2 }}"}, {"environment": "two"}])
def test_what_was_compiled_from_something_else_is_not_used(tmp_path, other):
    written(tmp_path)
    before = files(tmp_path)
    assert written(tmp_path, **other) == written(tmp_path / "new", **other)
    assert all(files(tmp_path)[file] != content for file, content in before.items())


@pytest.mark.parametrize("damage", [b"", b"j2", b"no byte code at all"], ids=["empty", "cut off", "other"])
def test_a_damaged_file_is_made_anew(tmp_path, damage):
    written(tmp_path)
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert written(tmp_path) == "2"
    assert file.read_bytes() == whole


def test_nothing_is_kept_where_nothing_can_be_written(tmp_path):
    (tmp_path / "file").write_text("no folder", "utf-8")
    assert written(tmp_path / "file") == "2"
    assert list(files(tmp_path)) == [tmp_path / "file"]


def test_nothing_is_kept_where_python_keeps_no_byte_code(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert written(tmp_path) == "2"
    assert not files(tmp_path)
