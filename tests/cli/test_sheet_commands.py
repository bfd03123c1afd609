"""``kompass compare`` and ``cohort`` lay out sheets: by the ending or by name, and no JSON in a page."""

import json

import pytest


@pytest.fixture(params=["compare", "cohort"])
def arguments(request, report):
    return [request.param, report]


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("html", b"<!DOCTYPE html>"), ("md", b""), ("txt", b""), ("csv", b""), ("xlsx", b"PK")],
)
def test_the_ending_decides_on_the_format(kompass, arguments, tmp_path, ending, begins):
    ran = kompass(*arguments, "-o", f"c.{ending}")
    assert (ran.code, ran.out) == (0, f"Written to c.{ending}.\n")
    content = (tmp_path / f"c.{ending}").read_bytes()
    assert content.startswith(begins)
    with pytest.raises(ValueError):  # noqa: PT011 - of JSON, or of bytes that are no text
        json.loads(content)


@pytest.mark.parametrize("name", ["c.json", "c", "C.JSON"])
def test_json_stays_json(kompass, arguments, tmp_path, name):
    assert kompass(*arguments, "-o", name).code == 0
    assert json.loads((tmp_path / name).read_bytes()) == kompass(*arguments, "--json").json


def test_a_renderer_that_is_named_goes_before_the_ending(kompass, arguments, tmp_path):
    assert kompass(*arguments, "-o", "c.json", "--as", "markdown", "--lang", "en").code == 0
    assert b"# \xc3\x96rnsk" in (tmp_path / "c.json").read_bytes()


@pytest.mark.parametrize("more", [["-o", "c.nothing"], ["--as", "nothing"], ["-o", "c.html", "--as", "x"]])
def test_a_format_that_nobody_provides_is_a_sentence(kompass, arguments, tmp_path, more):
    ran = kompass(*arguments, *more)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("kompass: ")
    assert "Traceback" not in ran.err
    assert not list(tmp_path.glob("c*"))


@pytest.mark.parametrize("language", ["sv", "en", "nb", "nn", "da"])
def test_every_language_fits_the_terminal(kompass, arguments, language):
    ran = kompass(*arguments, "--lang", language)
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if len(line) > 80] == []


def test_a_language_without_a_catalogue_is_said(kompass, arguments):
    ran = kompass(*arguments, "--lang", "fi")
    assert ran.code == 0
    assert "There is no language 'fi'" in ran.err
    assert "There is no language" not in json.dumps(kompass(*arguments, "--json", "--lang", "fi").json)


def test_the_same_input_gives_the_same_page(kompass, arguments, tmp_path):
    """Law 6: "The same input gives the same bytes"."""
    for name in ("a.html", "b.html"):
        assert kompass(*arguments, "-o", name).code == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert str(tmp_path).encode() not in (tmp_path / "a.html").read_bytes()
