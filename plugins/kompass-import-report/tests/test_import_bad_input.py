"""Whatever stands in a file: an import, or an ``InputError``, in a time that grows with the file's size."""

import re
import time

import pytest
from hypothesis import HealthCheck, example as with_example, given, settings, strategies as st

from kompass_spec.model import Quantity
from kompass_spec.model.problems import InputError

PIECES = [
    "Område 1 Offentlighet och demokrati", "Rubriker\tPoäng", "Rubriker\t2015\t2013", "Rubriker", "Poäng",
    "2015", "74",
    "1.1\tFinns en plan?\t11\t15\t75%", "1.1", "\t\t74\t100\t74%", "Totalt\t506", "STYRKOR", "- Öppna möten",
    "<b>1.</b>\t<b>Offentlighet och demokrati</b>\t<b>Uppnått</b>\t<b>Max</b>\t<b>Procent</b>", "Bilaga",
    "# Allmänt",
    "från 441 till 551 poäng", "2 (34)", "| a | b |", "|---|", "1. Resultat och effektivitet 70 (+19)",
    "Innehåll",
    "Verksamhetsutveckling: 65", "Politisk styrning och kontroll 73 (63)", "Utvärderare:", "Lars Strid, SKL",
    "",
    "ca 40-50 poäng bör läggas på för att jämföra", "Grästorps kommun", "oktober 2014 utvärderades", "\ufeff",
    "\x00",
]  # fmt: skip


def outcome(read, content, edition=None):
    """Return what was imported, or the problems."""
    try:
        return read(content, edition=edition), ()
    except InputError as error:
        return None, error.problems


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=25).map("\n".join))
@with_example("Rubriker")
@with_example("Rubriker\tPoäng\n\t")
def test_any_lines_are_an_import_or_an_input_error(read, text):
    """Law 5: "It accepts no extra key, no wrong type, no silent coercion, and reports *all* problems at
    once.\"
    """
    for edition in (None, "se-2016"):
        imported, problems = outcome(read, text.encode("utf-8", "replace"), edition)
        assert (imported is None) == bool(problems)
        assert all(problem.message.endswith(".") for problem in problems)
        lines = re.split(r"\r\n|\r|\n", text)
        for assessment in imported.assessments if imported else ():
            for seen in assessment.observations:
                assert 1 <= seen.line <= len(lines)
        assert all(warning.message and warning.line for warning in (imported.warnings if imported else ()))


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_a_sentence(read, content):
    imported, problems = outcome(read, content)
    assert imported is None
    assert all(problem.message.endswith(".") for problem in problems)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cut=st.integers(0, 2**20),
    length=st.integers(1, 400),
    new=st.text("0123456789\t\n |#<b>%(),.-åÖ", max_size=12),
)
def test_no_figure_of_a_damaged_report_is_lost_in_silence(read, example, cut, length, new):
    """Every number of a table that the damage leaves is observed, or its line is warned of."""
    cut %= len(example)
    text = example[:cut] + new + example[cut + length :]
    imported, _ = outcome(read, text)
    if imported is None:
        return
    observed = {seen.line for assessment in imported.assessments for seen in assessment.observations}
    warned = " ".join(warning.message for warning in imported.warnings)
    warned_of = {warning.line for warning in imported.warnings} | {
        int(number) for number in re.findall(r"\d+", warned)
    }
    for number, line in enumerate(text.split("\n"), start=1):
        if re.match(r"\d\.\d\t.*\t\d+\t\d+\t\d+%$", line) and "....." not in line:
            assert number in observed | warned_of


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(read, example, encoding):
    assert len(read(example.encode(encoding, errors="replace")).assessments[0].observations) == 167


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\x00\x01\x02", b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x14\x00"]
)
def test_binary_files_are_refused(read, content):
    with pytest.raises(InputError, match="not a text file"):
        read(content)


def test_a_line_that_is_too_long_is_warned_of(read, example):
    imported = read(example + "\n" + "1.1\t17 poäng " * 5000 + "\n")
    (warning,) = [warning for warning in imported.warnings if warning.code == "line-too-long"]
    assert "long" in warning.message
    assert warning.line == example.count("\n") + 2
    assert len(imported.assessments) == 3


NASTY = [
    "Område 1 \t1.1 (((**<b>", "totalt 5 poäng, ", "från 441 till ", "........ x", "<a", "[a](", "\\", "|",
    "**", "1(1) ",
    "Offentlighet och demokrat ", "februari-", "Örnköldsviks kommun ", " och Anna Berg", "områdena 3, ",
    "<li>", "x", "   a",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("width", [19_999, 60])
@pytest.mark.parametrize("piece", NASTY)
def test_nasty_text_takes_time_in_proportion(read, example, piece, width):
    """A file twice as long takes about twice the time: no pattern is quadratic."""

    def seconds(length):
        body = (piece * (length // len(piece) + 1))[:length]
        text = example + "\n" + "\n".join(body[at : at + width] for at in range(0, length, width))
        start = time.process_time()
        read(text)
        return time.process_time() - start

    small, large = (min(seconds(length) for _ in range(2)) for length in (40_000, 160_000))
    assert large < 8 * small + 0.3


MANY = {
    "rows of no area in a list": lambda count: "1. Offentlighet och demokrati 61\n" + "Okänd sak 5\n" * count,
    "tables with heads of other years": lambda count: "".join(
        "## Område 1 Offentlighet och"
        f" demokrati\nRubriker\t{1900 + at % 99}\t{1901 + at % 97}\nEtik\t5\t6\n\n"
        for at in range(count // 4)
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", MANY)
def test_many_rows_take_time_in_proportion(read, example, kind):
    def seconds(count):
        text = example.replace("## Bilaga", f"{MANY[kind](count)}\n## Bilaga")
        start = time.process_time()
        read(text)
        return time.process_time() - start

    small, large = min(seconds(1000) for _ in range(2)), seconds(6000)
    assert large < 10 * small + 0.3


def test_percent_above_a_hundred_and_points_above_the_maximum_are_kept(read, example):
    newest = read(example.replace("\t17\t20\t84%", "\t27\t20\t184%")).assessments[0]
    assert [
        next(newest.observed("1.2", quantity)).value for quantity in (Quantity.POINTS, Quantity.PERCENT)
    ] == [27, 184]


AREAS = (
    "Offentlighet och demokrati",
    "Brukarfokus, tillgänglighet och bemötande",
    "Politisk styrning och kontroll",
    "Ledarskap, ansvar och delegation",
    "Ständiga förbättringar",
)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            ["Område", "2016", "2018", *(f"{name}\n58\n61" for name in AREAS[1:]), AREAS[0], "58"],
            "unclear-table",
        ),
        (["Område", "Rang", *(f"{name}\n3\n61" for name in AREAS)], "unclear-table"),
        (["Poäng\tMax\tOmråde", *(f"61\t100\t{name}" for name in AREAS)], "unplaced-table"),
    ],
)
def test_a_report_whose_figures_cannot_be_read_says_which_and_why(read, rows, reason):
    text = "\n".join(["# Kommunkompassen i Enköpings kommun", "", *rows])
    with pytest.raises(InputError) as caught:
        read(text)
    first, *others = caught.value.problems
    assert first.code == "not-a-report"
    assert "names areas of Kommunkompassen, but has no points" in first.message
    assert reason in {problem.code for problem in others}
    assert all(problem.line for problem in others)
