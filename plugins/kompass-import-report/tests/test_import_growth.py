"""How the time to read grows with a text: in proportion, whatever stands in it, up to limits that it says."""

import time
from contextlib import suppress
from itertools import pairwise

import pytest

from kompass_import_report.importer import ReportImporter
from kompass_import_report.limits import MOST_LETTERS, MOST_LINES
from kompass_read_text.text_blocks import LONGEST
from kompass_read_text.text_container import TextContainer
from kompass_spec import ContainerRequest, ImportRequest, InputError
from kompass_spec.documents.plain import parse_json, parse_toml
from kompass_spec.documents.text import composed
from kompass_spec.model import Block, BlockKind, Document, Place

ROUNDS = 3
SLACK = 0.3
"""Seconds below which a growth cannot be told from a machine that is busy, and costs nobody anything."""

MOST_SECONDS = 10
"""A third of what a plugin may take: what grows in proportion may still take too long for every sign."""

SENTENCE = "Kommunen har under året arbetat med sin styrning och fick 497 poäng av 800 möjliga.{end}"
MARKS = "\u0301\u0327"
NAMES = ("Offentlighet och demokrati", "Brukarfokus", "Politisk styrning och kontroll", "Effektivitet")


def grows_in_proportion(do, made, sizes):
    """Tell whether an input twice as long takes about twice the time, and not four times."""
    took = [min(seconds(do, made(size)) for _ in range(ROUNDS)) for size in sizes]
    in_proportion = all(longer < 3 * shorter + SLACK for shorter, longer in pairwise(took))
    return in_proportion and took[-1] < MOST_SECONDS


def seconds(do, given):
    start = time.process_time()
    # What is refused is refused as fast.
    with suppress(InputError):
        do(given)
    return time.process_time() - start


def repeated(piece):
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def counted(piece, between):
    """Return pieces with a number each, as many as asked."""
    return lambda count: between.join(piece.format(number=number % 97) for number in range(count))


TEXTS = {
    "running text": (repeated(SENTENCE.format(end="\n")), 25_000),
    "running text in paragraphs": (repeated(SENTENCE.format(end="\n\n")), 25_000),
    "running text in lines as long as they may be": (
        repeated(SENTENCE.format(end=" ") * (LONGEST // 100) + "\n"),
        2 * LONGEST,
    ),
    "combining marks of one letter": (lambda length: "a" + MARKS * (length // 2), 47_500),
    "combining marks of many letters": (repeated("a" + MARKS * 60 + "\n"), 47_500),
    "short lines": (repeated("a\n"), 12_500),
    "short lines with numbers": (repeated("7\n"), 12_500),
    "short paragraphs": (repeated("ab\n\n"), 12_500),
    "rows of numbers": (repeated("\t".join("5" * 50) + "\n"), 25_000),
    "numbers in lines as long as they may be": (repeated("123 " * (LONGEST // 4 - 1) + "\n"), 2 * LONGEST),
}

ON_ONE_LINE = {
    "running text": (repeated(SENTENCE.format(end=" ")), 25_000),
    "text without spaces": (repeated("x"), 25_000),
    "digits": (repeated("1"), 25_000),
    "signs of an address": (repeated("a-@."), 25_000),
    "numbers": (counted("{number}", " "), 5_000),
    "numbers between commas": (counted("{number}", ", "), 5_000),
    "thousands": (counted("123", " "), 5_000),
    "points": (counted("{number} poäng", " och "), 1_500),
    "names of municipalities": (counted("Lunds kommun", ", "), 2_500),
    "names of people": (counted("Anna Berg", ", "), 2_500),
    "names of areas": (lambda count: ", ".join(NAMES[number % 4] for number in range(count)), 2_500),
    "areas with figures": (
        lambda count: ", ".join(f"{NAMES[number % 4]} {number % 97}" for number in range(count)),
        2_500,
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", TEXTS)
def test_the_time_of_a_text_grows_in_proportion(read, example, kind):
    made, size = TEXTS[kind]
    assert grows_in_proportion(
        read, lambda length: f"{example}\n{made(length)}\n", (size, 2 * size, 4 * size)
    )


@pytest.fixture(scope="module")
def read_line(registry, example):
    """Read the report with a paragraph behind it, however long, as other containers than text yield it."""
    blocks = TextContainer().read(ContainerRequest(file="report.md", content=example.encode())).blocks
    place = Place(line=example.count("\n") + 3)

    def run(text):
        added = Block(kind=BlockKind.PARAGRAPH, place=place, text=text)
        document = Document(container="text", blocks=(*blocks, added))
        return ReportImporter().read(
            ImportRequest(file="report.md", content=b"", registry=registry, document=document)
        )

    return run


@pytest.mark.slow
@pytest.mark.parametrize("kind", ON_ONE_LINE)
def test_the_time_of_a_line_grows_in_proportion(read_line, kind):
    made, size = ON_ONE_LINE[kind]
    assert grows_in_proportion(read_line, made, (size, 2 * size, 4 * size))


JSON = {
    "equal keys": lambda count: "{" + ",".join(['"a": 1'] * count) + "}",
    "unique keys": lambda count: "{" + ",".join(f'"k{number}": 1' for number in range(count)) + "}",
    "unique keys and two equal ones": lambda count: (
        "{" + ",".join(f'"k{number}": 1' for number in range(count)) + ', "z": 1, "z": 2}'
    ),
    "deep lists": lambda count: "[" * count,
    "deep objects": lambda count: '{"a":' * count,
    "a long number": lambda count: f"[{'1' * count}]",
    "long numbers": lambda count: "[" + ",".join(["1" * 3_999] * (count // 100)) + "," + "1" * 5_000 + "]",
}

TOML = {
    "equal keys": lambda count: "a = 1\n" * count,
    "unique keys": lambda count: "".join(f"k{number} = 1\n" for number in range(count)),
    "tables": lambda count: "".join(f"[a.b{number}]\nb = 1\n" for number in range(count)),
    "deep lists": lambda count: "a = " + "[" * count,
    "deep tables": lambda count: "a = " + "{a=" * count,
    "deep keys": lambda count: ".".join(["a"] * count) + " = 1",
    "deep heads": lambda count: "[" + " . ".join(['"a"'] * count) + "]",
    "deep keys in a table": lambda count: "a = {b = 1, " + ".".join(["a"] * count) + " = 1}",
    "a long number": lambda count: f"a = {'1' * count}",
    "a long decimal": lambda count: f"a = 1.{'1' * count}",
    "long numbers": lambda count: (
        "a = [" + ",".join(["1" * 3_999] * (count // 100)) + ",1" + "1" * 5_000 + "]"
    ),
    "combining marks": lambda count: f'a = "a{MARKS * count}"',
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("parse", "made"),
    [(parse_json, made) for made in JSON.values()] + [(parse_toml, made) for made in TOML.values()],
    ids=[f"JSON, {kind}" for kind in JSON] + [f"TOML, {kind}" for kind in TOML],
)
def test_the_time_of_a_document_grows_in_proportion(parse, made):
    assert grows_in_proportion(parse, made, (10_000, 20_000, 40_000))


@pytest.mark.parametrize("times", [1, 40, 200, 5_000])
def test_letters_are_composed_however_many_marks_follow(times):
    text = "o\u0308 " + "Ö" * times + "o\u0308 e" + "\u0301" * times + " o\u0308"
    assert composed(text).startswith("ö ")
    assert composed(text).endswith("\u0301" * (times - 1) + " ö")
    assert "é" in composed(text)
    assert composed(composed(text)) == composed(text)


def test_a_text_of_too_many_lines_is_refused(read, example):
    with pytest.raises(InputError, match=r"The text has 1,000,\d{3} lines, and 100,000 at most") as raised:
        read(example + "a\n" * 1_000_000)
    assert [problem.code for problem in raised.value.problems] == ["file-too-large"]


@pytest.mark.slow
def test_a_document_of_too_many_lines_is_refused(registry):
    place = Place(page=1)
    row = Block(kind=BlockKind.PARAGRAPH, place=place, text="a", continues=True)
    document = Document(container="pdf", blocks=(row,) * (MOST_LINES + 1))
    request = ImportRequest(file="report.pdf", content=b"", registry=registry, document=document)
    with pytest.raises(InputError, match="The document has 100,001 lines, and 100,000 at most are read"):
        ReportImporter().read(request)


def test_a_document_of_too_many_letters_is_refused(read_line):
    with pytest.raises(InputError, match="letters, and 2,000,000 at most are read") as raised:
        read_line("a" * MOST_LETTERS)
    assert [problem.code for problem in raised.value.problems] == ["file-too-large"]


def test_a_key_of_too_many_parts_is_refused():
    with pytest.raises(InputError, match="more than 100 parts") as raised:
        parse_toml(f"a = 1\n[{'.'.join(['b'] * 200)}]\n")
    assert raised.value.problems[0].line == 2


@pytest.mark.parametrize(
    "text", ['a = "1.1.1"', f'a = "{"1." * 90}"', "a.b.c = 1", "# " + "a." * 500, f'a = "{"... " * 500}"']
)
def test_other_dots_of_toml_are_read(text):
    assert isinstance(parse_toml(text), dict)
