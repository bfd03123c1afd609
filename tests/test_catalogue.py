"""The message catalogue holds what the code says, whole, in every language that it is in."""

import ast
import gettext
import re
import runpy
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest

pytest.importorskip(
    "jinja2", reason="messages of pages are read by Jinja, which comes with kompass-render-html"
)

REFRESH = runpy.run_path(str(Path(__file__).with_name("refresh_catalogue.py")))
ROOT = REFRESH["ROOT"]
FILES = REFRESH["catalogues"]()
ADVICE = "Run `uv run python tests/refresh_catalogue.py`, translate what it lists, and run it again."


@pytest.fixture(scope="module")
def template():
    return REFRESH["extract"]()


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.parts[-3])
def file(request):
    return request.param


@pytest.fixture(scope="module")
def catalogue(template, file):
    return REFRESH["translate"](template, file)


def _identity(message):
    return message.context, message.id


def _placeholders(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_there_are_catalogues_of_the_core_and_of_plugins():
    found = {file.parts[-3]: file.relative_to(ROOT).parts[:2] for file in FILES}
    assert len(found) == len(FILES), "a language has one catalogue"
    assert found == {
        "sv": ("kompass_spec", "wording"),
        "da": ("plugins", "kompass-variant-dk"),
        "nb": ("plugins", "kompass-variant-no"),
        "nn": ("plugins", "kompass-variant-no"),
    }


def test_messages_of_every_place_are_found(template):
    """A mapping that finds nothing in a place would make the other tests pass for nothing."""
    found = {
        place.split("/")[0] + "/" + place.split("/")[1]
        for message in template
        for place, _ in message.locations
    }
    assert {
        "kompass_spec/sheets",
        "kompass_spec/wording",
        "plugins/kompass-xlsx",
    } <= found
    said = {message.id for message in template}
    assert {"the total", "{value}% for {item}", ("The question", "All {number} questions")} <= said
    assert template.get(".", "decimal mark") is not None


def test_every_sentence_is_written_where_it_can_be_found():
    """``say`` and ``count`` are called with sentences as
    they stand, or with ones that ``message`` has marked."""
    # What the testing kit and the commands say is no message.
    english = (ROOT / "plugins/kompass-testing", ROOT / "kompass_spec/cli")
    for source in (*ROOT.glob("kompass_spec/**/*.py"), *ROOT.glob("plugins/*/src/**/*.py")):
        if any(map(source.is_relative_to, english)):
            continue
        code = source.read_text("utf-8")
        for call in ast.walk(ast.parse(code)):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            called = (
                call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)
            )
            if called in {"say", "message"}:
                first = call.args[0]
                assert not isinstance(first, ast.JoinedStr | ast.BinOp), f"{source}:{call.lineno}"
                is_written = isinstance(first, ast.Constant)
                assert is_written or "message(" in code or "def say" in code, f"{source}:{call.lineno}"


def test_every_page_says_its_sentences_where_they_can_be_found(template):
    """In a template of a page, Jinja finds ``say(…)`` and
    ``count(…)`` only when they are called by these names."""
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in template}
    for suffix in ("html", "jinja"):
        for page in ROOT.glob(f"plugins/*/src/**/*.{suffix}"):
            for quoted in re.findall(r"\b(?:say|count)\(\s*\"((?:[^\"\\]|\\.)*)\"", page.read_text("utf-8")):
                assert quoted in known, f"{page.name}: {quoted}"


def test_the_template_is_what_the_code_says(template):
    written = REFRESH["TEMPLATE"].read_bytes().decode()
    assert REFRESH["po_bytes"](template).decode() == written, ADVICE


def test_every_message_is_translated_for_certain(catalogue):
    assert [_identity(message) for message in REFRESH["untranslated"](catalogue)] == [], ADVICE


def test_no_message_is_left_over(catalogue, file):
    assert REFRESH["po_bytes"](catalogue).decode() == file.read_bytes().decode(), ADVICE


def test_placeholders_are_those_of_the_message(catalogue):
    """Every form has the names of its sentence; only the
    form for one may leave out a name, such as the number."""
    for message in catalogue:
        if not message.id:
            continue
        sources = (message.id,) if isinstance(message.id, str) else message.id
        wanted = [_placeholders(source) for source in sources]
        for position, translated in enumerate(REFRESH["strings"](message)):
            assert _placeholders(translated) == wanted[min(position, len(wanted) - 1)], message.id


def test_what_is_certain_is_not_called_probable(catalogue):
    """In all four languages the adverb of "sure" means "probably":
    what is proved is said to be so "with certainty"."""
    said = " ".join(words for message in catalogue for words in REFRESH["strings"](message))
    assert re.findall(r"(?i)\b(?:sikkert|säkert)\b", said) == []


def test_what_gettext_reads_is_compiled_from_the_catalogue(catalogue, file):
    compiled = file.with_suffix(".mo").read_bytes()
    assert compiled == REFRESH["mo_bytes"](catalogue), ADVICE
    read = gettext.GNUTranslations(BytesIO(compiled))
    assert read.gettext("the total") == catalogue.get("the total").string


def test_no_catalogue_carries_a_date_or_a_line(file):
    for written in (file.read_text("utf-8"), REFRESH["TEMPLATE"].read_text("utf-8")):
        header = written.partition("\n\n")[0]
        assert not re.search(r"\d{4}-\d\d|Babel|Date", header)
        assert not re.search(r"(?m)^#:.*:\d", written)
