"""Reading and writing files at the border."""

import os
import stat
import unicodedata
from pathlib import Path

import pytest

from kompass_spec.documents.disk import expand_paths, read_bytes, write_bytes
from kompass_spec.documents.plain import parse_toml
from kompass_spec.documents.text import decode_text
from kompass_spec.model.problems import InputError

SWEDISH = "Område 7: Ständiga förbättringar – ”åtgärd”\n"


def code_of(call, *arguments):
    with pytest.raises(InputError) as caught:
        call(*arguments)
    (problem,) = caught.value.problems
    return problem.code


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_is_read_in_every_encoding_that_a_report_comes_in(encoding):
    assert decode_text(SWEDISH.encode(encoding), "report.txt") == SWEDISH


def test_latin_1_is_read():
    assert decode_text("Område\n".encode("latin-1"), "report.txt") == "Område\n"


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n\x01\x02\xff\xfe",
        b"PK\x03\x04\x14\x00",
        bytes(range(256)),
        b"\x81\x8d",
    ],
)
def test_what_is_no_text_is_said_to_be_none(content):
    assert code_of(decode_text, content, "report.md") == "binary-file"


def test_files_that_cannot_be_read(tmp_path):
    (tmp_path / "empty.md").write_bytes(b" \n")
    (tmp_path / "large.md").write_bytes(b"x" * 101)
    assert code_of(read_bytes, tmp_path / "none.md") == "no-file"
    assert code_of(read_bytes, tmp_path) == "no-file"
    assert code_of(read_bytes, tmp_path / "empty.md") == "empty-file"
    assert code_of(read_bytes, tmp_path / "large.md", 100) == "file-too-large"
    assert read_bytes(tmp_path / "large.md", 101) == b"x" * 101
    assert code_of(read_bytes, tmp_path / "bad\0name") == "unreadable-file"


def test_a_huge_file_is_refused_without_being_read_whole(tmp_path):
    path = tmp_path / "huge.md"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    assert code_of(read_bytes, path) == "file-too-large"


def test_folders_are_read_in_order_at_any_depth(tmp_path):
    for name in ("b.md", "a/z.MD", "a/.hidden.md", "c.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found, problems = expand_paths([tmp_path], (".md",))
    assert (found, problems) == ([tmp_path / "a/z.MD", tmp_path / "b.md"], [])
    found, (problem,) = expand_paths([tmp_path], (".xlsx",))
    assert (found, problem.code) == ([], "no-file")


def test_a_file_with_two_names_is_read_once(tmp_path):
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "linked").symlink_to(tmp_path)
    names = [tmp_path / "a.md", tmp_path / "linked/a.md", tmp_path / ".." / tmp_path.name / "a.md", tmp_path]
    assert expand_paths(names, (".md",)) == ([tmp_path / "a.md"], [])


def test_a_folder_that_cannot_be_read_is_said(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.md").write_text("x")
    scandir = os.scandir

    def refusing(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found, (problem,) = expand_paths([tmp_path], (".md",))
    assert found == [tmp_path / "a.md"]
    assert str(problem) == f"{tmp_path}/closed: The folder cannot be read (Permission denied)."
    found, (problem,) = expand_paths([tmp_path / "closed"], (".md",))
    assert (found, problem.code) == ([], "unreadable-file")


@pytest.mark.parametrize("limit", [10**11, 10**21])
def test_a_great_limit_takes_no_memory(tmp_path, limit):
    (tmp_path / "small.md").write_bytes(b"x")
    assert read_bytes(tmp_path / "small.md", limit) == b"x"


@pytest.mark.parametrize("damage", [b"\xe4", b"\xff", b"\x08", b"\x00"])
def test_a_text_with_one_wrong_byte_is_refused_with_its_line(damage):
    lines = (SWEDISH * 20).encode().split(b"\n")
    lines[6] = lines[6].replace(b"7", damage)
    with pytest.raises(InputError) as caught:
        decode_text(b"\n".join(lines), "report.md")
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("damaged-text", 7)


def test_who_cannot_export_markdown_is_not_asked_to():
    with pytest.raises(InputError, match="Save it in UTF-8"):
        decode_text(b"\x00\x01", "edition.toml")


def test_writing_replaces_the_file_and_keeps_its_mode(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_bytes(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_gets_the_mode_that_the_user_has_asked_for(tmp_path):
    before = os.umask(0o027)
    try:
        write_bytes(tmp_path / "page.html", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == 0o640


def test_writing_through_a_link_keeps_the_link(tmp_path):
    (tmp_path / "real.html").write_bytes(b"old")
    (tmp_path / "link.html").symlink_to(tmp_path / "real.html")
    write_bytes(tmp_path / "link.html", b"new")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_bytes() == b"new"


def test_writing_to_a_device_does_not_replace_it():
    write_bytes(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    assert code_of(write_bytes, tmp_path / "none" / "page.html", b"x") == "unwritable-file"
    assert code_of(write_bytes, tmp_path, b"x") == "unwritable-file"
    assert code_of(write_bytes, tmp_path / "bad\0name", b"x") == "unwritable-file"
    assert list(tmp_path.iterdir()) == []


def test_toml_reads_alike_in_composed_and_in_decomposed_letters():
    text = 'title = "Område för brukarfokus"\n'
    assert parse_toml(unicodedata.normalize("NFD", text)) == parse_toml(text)
