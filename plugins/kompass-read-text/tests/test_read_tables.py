"""Tables in text: what separates the columns is found, and every cell keeps what stands in it."""

import csv
import io

import pytest
from hypothesis import given, strategies as st

from kompass_read_text.csv_blocks import blocks_of
from kompass_read_text.csv_container import CsvContainer
from kompass_read_text.encodings import decoded
from kompass_read_text.html_container import HtmlContainer
from kompass_read_text.separators import separator_of
from kompass_read_text.text_container import TextContainer
from kompass_spec import BlockKind, ContainerRequest, InputError


def rows_of(text):
    blocks, warnings = blocks_of(text, "a.csv")
    return [[cell.text for cell in row] for block in blocks for row in block.rows], warnings


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("A;1,5\nB;2,5\n", ";"),
        ("A\t1,5\nB\t2,5\n", "\t"),
        ("A,1.5\nB,2.5\n", ","),
        ('"A, B",1.5\n"C, D",2.5\n', ","),
        ('"A; B",1.5\n"C",2.5\n', ","),
        ("sep=|\nA|1\n", "|"),
        ("Lund|\n|\nA|1,5\nB|2,5\n", "|"),
        ("Lund\nA;1\nB;2\nC;3\nD;4\n", ";"),
        ("A;1\r\rB;2\r", ";"),
    ],
)
def test_what_separates_the_columns_is_found(text, mark):
    found = separator_of(text)
    assert found is not None
    assert found.mark == mark
    assert CsvContainer().recognises(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "A | 1\nB | 2\n",
        "|A|1|\n|B|2|\n",
        "A|1\n--|--\nB|2\n",
        "a",
        "",
        "A\nB\n",
        "Lund fick 61, mot 52.\nBra!\n",
        "A 1\nB 2\n",
    ],
)
def test_a_text_without_columns_is_no_table(text):
    assert separator_of(text) is None
    assert not CsvContainer().recognises(text.encode())


@given(
    st.lists(
        st.lists(st.text(alphabet="aå1,.;\"'\t \n", max_size=6), min_size=3, max_size=3),
        min_size=2,
        max_size=8,
    ),
    st.sampled_from(";,\t"),
)
def test_what_a_spreadsheet_writes_is_read(rows, mark):
    """Import → export → import is the identity for every format that can carry the whole object."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=mark, quoting=csv.QUOTE_ALL).writerows(rows)
    found, warnings = rows_of(f"sep={mark}\n{stream.getvalue()}")
    kept = [[cell.strip() for cell in row] for row in rows]
    first = next((i for i, row in enumerate(kept) if sum(map(bool, row)) > 1), len(kept))
    in_tables = [row for row in kept[first:] if any(row)]
    assert warnings == []
    assert found[: len(in_tables)] == in_tables or any(not any(row) for row in kept[first:])


def test_titles_above_a_table_are_paragraphs_and_lines_are_counted_as_in_the_file():
    blocks, _ = blocks_of('Lund 2017;;\n;;\nOmråde;"Po\näng";\nA;61;\n\nSumma;9;\n', "a.csv")
    assert [(block.kind, block.place.line) for block in blocks] == [
        (BlockKind.PARAGRAPH, 1),
        (BlockKind.TABLE, 3),
        (BlockKind.TABLE, 7),
    ]
    assert [row[0].place.line for row in blocks[1].rows] == [3, 5]


@pytest.mark.parametrize("text", ['A;"61\nB;52\nC;43\n', 'A;6"1"x\nB;"52"5\nC;43\n', 'A;"' + "x;y\n" * 300])
def test_quotation_marks_that_part_nothing_are_told_and_cost_no_row(text):
    found, warnings = rows_of(text)
    assert len(found) == text.count("\n")
    assert {warning.code for warning in warnings} <= {"damaged-text"}


def test_a_table_whose_columns_nothing_separates_is_refused():
    with pytest.raises(InputError, match="semicolon"):
        CsvContainer().read(ContainerRequest(file="a.csv", content=b"Lund 61"))


SWEDISH = "Kommunkompassen i Örnsköldsvik 2017\nStändiga förbättringar\t49\nÅtgärder\t52\n"
NORWEGIAN = "Kommunekompasset i Tromsø 2017\nØkonomi og ærlighet\t52\n"


@pytest.mark.parametrize(
    ("container", "text"),
    [
        (CsvContainer, "Lund;61\n" * 100_001),
        (CsvContainer, (";".join(["61"] * 60) + "\n") * 9_000),
        (TextContainer, ("|61" * 60 + "|\n") * 5_000),
        (HtmlContainer, "<p>61</p>" * 150_001),
    ],
)
def test_what_would_fill_the_memory_is_refused_at_once(container, text):
    with pytest.raises(InputError) as caught:
        container().read(ContainerRequest(file="a", content=text.encode()))
    assert [(one.code, one.file) for one in caught.value.problems] == [("file-too-large", "a")]


@pytest.mark.parametrize("text", [SWEDISH, NORWEGIAN, SWEDISH.upper(), "Lund – ”Öppen” 61 €\n", "é à ü\n"])
@pytest.mark.parametrize(
    "encoding", ["cp1252", "mac-roman", "cp850", "utf-8", "utf-8-sig", "utf-16", "utf-32"]
)
def test_encodings_are_found(text, encoding):
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("the encoding has no such letters")
    if (encoding == "cp850" and text == SWEDISH.upper()) or (
        encoding in {"cp850", "mac-roman"} and "à" in text
    ):
        pytest.skip("so few letters tell nothing")
    found, warnings = decoded(content, "a.txt")
    assert found == text
    assert [warning.code for warning in warnings] == (
        ["encoding"] if encoding in {"mac-roman", "cp850"} and not content.isascii() else []
    )


def test_a_mark_of_utf_8_before_other_letters_is_told():
    found, warnings = decoded(b"\xef\xbb\xbf" + SWEDISH.encode("cp1252"), "a.txt")
    assert found == SWEDISH
    assert [warning.code for warning in warnings] == ["encoding"]
    with pytest.raises(InputError, match="a letter is damaged"):
        decoded(SWEDISH.encode().replace("ö".encode(), b"\xc3", 1), "a.txt")


def test_text_leaves_the_tables_of_spreadsheets_to_csv():
    table = 'Område\tPoäng\n"Ledarskap, ansvar"\t61\n'
    assert not TextContainer().recognises(table.encode("utf-16"))
    assert TextContainer().recognises(table.replace('"', "").encode())
