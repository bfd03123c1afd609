"""Other forms of tables: converted to another edition, a row an answer, written to standard output."""

import contextlib
import csv
import io
import json
import os
import random
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import object_scorer
import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from kompass_spec import InputError, Registry, UsageError, convert_scorecard, load_registry
from kompass_spec.cli import main
from kompass_spec.model import TOTAL, Relation
from kompass_spec.registry.mappings import find_steps
from kompass_tables.converting import convert_file
from kompass_tables.layout import layout_of, scored_items
from kompass_tables.locations import location_of
from kompass_tables.outward import rounded_down, rounded_up
from kompass_tables.preparing import prepare
from kompass_tables.rows import scorecards_of_rows
from kompass_tables.runs import Options, score_file
from kompass_testing import worlds


def write(path, head, rows):
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    return location_of(str(path))


def read(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def conversions():
    """Return the pairs of installed editions of which tables can be scored and a mapping leads on."""
    registry = load_registry()
    pairs = []
    for source in registry:
        for target in registry:
            if source == target or None in (registry[source].max, registry[target].max):
                continue
            try:
                find_steps(source, target, registry)
            except InputError:
                continue
            pairs.append((source, target))
    return pairs


def drawn_rows(edition, number, seed):
    """Return rows of which some are alike in all figures, some are contradictory and some cannot be read."""
    draw = random.Random(seed)  # noqa: S311 - no secrets
    codes = [area.code for area in edition.areas] + [
        one.code for one in edition.questions if one.max is not None
    ]
    kept = [draw.choice(["", "0", "25", "50", "67", "75", "100"]) for _ in codes]
    rows = []
    for place in range(number):
        figures = kept if place % 3 == 0 else [draw.choice(["", "0", "33", "50", "100"]) for _ in codes]
        rows.append([f"Kommun {place}", *figures])
    rows[4][2] = "abc"
    return ["organisation", *codes], rows


@pytest.mark.parametrize(
    ("threads", "most"), [(1, 1), pytest.param(2, None, marks=pytest.mark.slow)], ids=["one", "all"]
)
def test_every_row_is_converted_as_the_object_converter_converts_it(tmp_path, monkeypatch, threads, most):
    pairs = sorted(conversions(), key=lambda pair: pair != ("se-2016", "se-2010"))[:most]
    assert pairs[0] == ("se-2016", "se-2010")
    monkeypatch.setattr("kompass_tables.converting._FEW", 3)
    for source, target in pairs:
        registry = load_registry()
        head, rows = drawn_rows(registry[source], 9, f"{source} {target}")
        given = write(tmp_path / "in.csv", head, rows)
        # It is named as what is made on the way.
        output = location_of(str(tmp_path / "converted.csv"))
        counted = convert_file(given, output, Options(edition=source, threads=threads), target)
        assert (counted.read, counted.written, counted.refused) == (9, 8, 1)
        found = {row["organisation"]: row for row in read(tmp_path / "converted.csv")}
        prepared = prepare(head, registry[source])
        for row in rows:
            if "abc" in row:
                assert row[0] not in found
                continue
            (card,) = scorecards_of_rows([dict(zip(head, row, strict=True))], prepared)
            conversion = convert_scorecard(card, target, registry=registry)
            for code in scored_items(registry[target]):
                item = conversion.total if code == "total" else conversion[code]
                low, high, basis = (found[row[0]][f"{code}.{what}"] for what in ("low", "high", "basis"))
                assert (Fraction(low), Fraction(high), basis) == (
                    Fraction(rounded_down(item.low)),
                    Fraction(rounded_up(item.high)),
                    item.basis.value,
                )


@st.composite
def converted_worlds(draw):
    """Draw two editions, a mapping between them, and rows of which some contradict themselves or it."""
    pool = draw(worlds.pools(5))
    source, target = draw(worlds.editions(pool, "aa-1", "bb-1"))
    mapping = draw(worlds.mappings(pool, source, target))
    if draw(st.integers(0, 2)) == 0:
        # Whatever the areas of one code have in common, and the totals too.
        codes = {area.code for area in source.edition.areas} & {area.code for area in target.edition.areas}
        links = [worlds.link_of(code, code, Relation.EQUAL) for code in (*sorted(codes), TOTAL)]
        mapping = worlds.mapping_of(source, target, links)
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        points = worlds.true_points(pool, source, draw(worlds.fulfilments(pool)))
        percents = {
            code: round(100 * points[code] / source.edition.item(code).max) for code in codes_of(source)
        }
        seen = {code: draw(st.sampled_from([percent, percent, None])) for code, percent in percents.items()}
        rows.append(
            seen | draw(st.dictionaries(st.sampled_from(list(seen)), st.integers(0, 100), max_size=1))
        )
    return source.edition, mapping, rows


def codes_of(divided):
    return [item.code for item in divided.edition.walk()]


@pytest.mark.slow
@settings(
    max_examples=min(25, settings().max_examples),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(converted_worlds())
def test_every_row_is_converted_in_any_world_as_the_object_converter_converts_it(world):
    source, mapping, rows = world
    registry = Registry.of([source, mapping.target]).with_mapping(mapping)
    head = [item.code for item in source.walk()]
    layout = layout_of(head, source)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as monkeypatch:
        for module in ("converting", "runs"):
            monkeypatch.setattr(f"kompass_tables.{module}.load_registry", lambda: registry)
        cells = [[str(number), *(row[code] for code in head)] for number, row in enumerate(rows)]
        given_table = write(Path(folder, "in.csv"), ["organisation", *head], cells)
        output = Path(folder, "out.csv")
        convert_file(given_table, location_of(str(output)), Options(edition="aa-1", threads=1), "bb-1")
        found = {row["organisation"]: row for row in read(output)}
    for number, row in enumerate(rows):
        try:
            conversion = convert_scorecard(
                object_scorer.card_of(row, layout, source), "bb-1", registry=registry
            )
        except InputError:
            assert str(number) not in found
            continue
        for item in conversion.total.walk():
            low, high, basis = (
                found[str(number)][f"{item.code}.{what}"] for what in ("low", "high", "basis")
            )
            assert Fraction(low) == Fraction(rounded_down(item.low))
            assert Fraction(high) == Fraction(rounded_up(item.high))
            assert basis == item.basis.value


def test_rows_of_the_same_figures_as_a_refused_one_are_converted(tmp_path):
    """Case: the first of three rows with the same figures names another edition, and it alone is refused."""
    head = ["organisation", "edition", "1", "2"]
    rows = [["A", "se-2010", "50", "60"], ["B", "se-2016", "50", "60"], ["C", "", "50", "60"]]
    given, output = write(tmp_path / "in.csv", head, rows), location_of(str(tmp_path / "out.csv"))
    counted = convert_file(given, output, Options(edition="se-2016"), "se-2010")
    assert (counted.read, counted.written, counted.refused) == (3, 2, 1)
    found = read(tmp_path / "out.csv")
    assert [row["organisation"] for row in found] == ["B", "C"]
    assert all(row["total.low"] and row["1.basis"] for row in found)


def test_rows_in_which_something_does_not_apply_are_asked_of_the_object_converter(tmp_path):
    edition = load_registry()["se-2016"]
    head = ["organisation", "1.1", "1.2", "1", "total", "1.2.applies", "2.applies"]
    rows = [
        ["A", "50", "60", "55", "61", "", ""],
        ["B", "50", "60", "", "61", "true", "1"],
        ["C", "50", "", "", "61", "false", ""],
        ["D", "50", "", "", "61", "0", "FALSE"],
        ["E", "50", "60", "55", "61", "", "no"],
    ]
    given, output = write(tmp_path / "in.csv", head, rows), location_of(str(tmp_path / "out.csv"))
    counted = convert_file(given, output, Options(edition="se-2016", threads=1), "se-2016")
    assert (counted.read, counted.written, counted.refused) == (5, 4, 1)
    package = json.loads((tmp_path / "out.datapackage.json").read_text("utf-8"))
    assert package["kompass"]["conversion"] == {"in_columns": 2, "by_objects": 2}
    prepared, found = prepare(head, edition), read(tmp_path / "out.csv")
    assert [row["organisation"] for row in found] == ["A", "B", "C", "D"]
    for row, seen in zip(rows, found, strict=False):
        (card,) = scorecards_of_rows([dict(zip(head, row, strict=True))], prepared)
        for item in convert_scorecard(card, "se-2016").total.walk():
            low, high, basis = (seen[f"{item.code}.{what}"] for what in ("low", "high", "basis"))
            assert Fraction(low) == Fraction(rounded_down(item.low))
            assert Fraction(high) == Fraction(rounded_up(item.high))
            assert basis == item.basis.value


def test_no_mapping_and_no_edition_are_sentences_and_nothing_is_written(tmp_path):
    given = write(tmp_path / "in.csv", ["organisation", "total"], [["A", "50"]])
    output = location_of(str(tmp_path / "out.csv"))
    with pytest.raises(UsageError, match="There is no edition 'se-1999'"):
        convert_file(given, output, Options(edition="se-2016"), "se-1999")
    with pytest.raises(UsageError, match="Leave --units out"):
        convert_file(given, output, Options(edition="se-2016", units=True), "se-2010")
    assert main(["table", "convert", given.name, "-o", output.name, "--edition", "se-2016"]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


ANSWERS = [
    ["A", "2016", "6.2", "55", ""],
    ["A", "2016", "6.2", "11", "points"],
    ["B", "2016", "1.1", "40", "percent"],
    ["B", "2017", "1.1", "abc", ""],
    ["B", "2016", "9.9", "40", ""],
    ["B", "2016", "1.2", "40", ""],
    ["B", "2016", "1.2", "41", ""],
    ["B", "2016", "", "3", ""],
    ["B", "2016", "1.3", "4", "grade"],
    ["B", "2016", "1.3", "false", "applies"],
]
ANSWER = ["organisation", "year", "item", "value", "quantity"]


def test_a_row_an_answer_says_what_a_row_an_evaluation_says_and_no_answer_is_lost(tmp_path):
    given = write(tmp_path / "in.csv", ANSWER, ANSWERS)
    options = Options(edition="se-2016", long=True)
    counted = score_file(given, location_of(str(tmp_path / "long.csv")), options)
    # Two evaluations; one that cannot be read, and five answers without a place.
    assert (counted.read, counted.written, counted.refused) == (8, 2, 6)
    reasons = [row["reason"] for row in read(tmp_path / "long.refused.csv")]
    assert [reason.partition(":")[0] for reason in reasons] == [
        "1.1.percent",
        *(f"answer {place}" for place in (5, 6, 7, 8, 9)),
    ]
    assert reasons[1:4:2] == [
        "answer 5: 9.9: se-2016 has no such item",
        "answer 7: 1.2: the evaluation has more than one answer of this item and quantity",
    ]
    wide = [["A", "2016", "55", "11", "", ""], ["B", "2016", "", "", "40", "false"]]
    head = ["organisation", "year", "6.2", "6.2.points", "1.1", "1.3.applies"]
    score_file(
        write(tmp_path / "wide.csv", head, wide),
        location_of(str(tmp_path / "out.csv")),
        Options(edition="se-2016"),
    )
    by_name = {row["organisation"]: row for row in read(tmp_path / "out.csv")}
    lines = read(tmp_path / "long.csv")
    assert len(lines) == 2 * len(scored_items(load_registry()["se-2016"]))
    for line in lines:
        row = by_name[line["organisation"]]
        ends = row[f"{line['item']}.low"], row[f"{line['item']}.high"]
        assert (line["low"], line["high"], line["discrepancy"]) == (*ends, row["discrepancy"])


def test_a_table_that_is_not_in_long_form_is_refused(tmp_path):
    given = write(tmp_path / "in.csv", ["organisation", "1.1"], [["A", "50"]])
    with pytest.raises(InputError, match="no column 'item' and 'value'"):
        score_file(given, location_of(str(tmp_path / "o.csv")), Options(edition="se-2016", long=True))
    given = write(tmp_path / "in.csv", ["organisation", "item", "value"], [["A", "9.9", "50"]])
    with pytest.raises(InputError, match="No answer is of an item of se-2016"):
        score_file(given, location_of(str(tmp_path / "o.csv")), Options(edition="se-2016", long=True))


def test_refused_rows_have_a_file_only_where_there_are_any(tmp_path):
    bad = write(tmp_path / "bad.csv", ["organisation", "1.1"], [["A", "abc"], ["B", "50"]])
    good = write(tmp_path / "good.csv", ["organisation", "1.1"], [["A", "50"]])
    output = location_of(str(tmp_path / "out.csv"))
    score_file(bad, output, Options(edition="se-2016"))
    assert (tmp_path / "out.refused.csv").is_file()
    # What an earlier run refused is no part of what stands there now.
    score_file(good, output, Options(edition="se-2016"))
    assert not (tmp_path / "out.refused.csv").exists()
    assert "refused.csv" not in (tmp_path / "out.datapackage.json").read_text("utf-8")


def test_standard_output_gets_the_table_and_nothing_else(tmp_path, capsys):
    given = write(
        tmp_path / "in.csv", ["organisation", "6.2", "6.2.points"], [["A", "55", "14"], ["B", "x", ""]]
    )
    assert main(["table", "check", given.name, "-o", "-", "--edition", "se-2016", "--lang", "en"]) == 1
    said = capsys.readouterr()
    (row,) = csv.DictReader(io.StringIO(said.out))
    assert "but the report says 55" in row["message"]
    assert said.err.splitlines() == [
        "2: 6.2: x is no whole number",
        "2 rows read, 1 discrepancy found, 1 refused.",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_options_of_other_tasks_are_refused(capsys):
    for options in (["--lang", "sv"], ["--to", "se-2010"], ["--by", "year"], ["--item", "1"]):
        assert main(["table", "score", "in.csv", "-o", "o.csv", "--edition", "se-2016", *options]) == 2
        assert f"{options[0]} is of 'kompass table" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are found in /proc")
def test_no_process_goes_on_when_the_command_is_killed(tmp_path):
    # Where an item does not apply, a row is of the object converter, and many rows are of its processes.
    rows = [[f"Kommun {place}", *[place % 101] * 3, place // 101, "false"] for place in range(9000)]
    write(tmp_path / "in.csv", ["organisation", "1", "2", "3", "4", "5.applies"], rows)
    mark = f"KOMPASS_TEST_OF={tmp_path}"
    words = ["table", "convert", "in.csv", "-o", "out.csv", "--edition", "se-2010", "--to", "se-2016"]
    command = [sys.executable, "-m", "kompass_spec", *words, "--threads", "2"]
    environment = {**os.environ, "KOMPASS_TEST_OF": str(tmp_path)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: len(marked(mark)) > 3)
        process.kill()
    wait_until(lambda: not marked(mark))


def marked(mark):
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            found += [path.parent.name] if mark.encode() in path.read_bytes() else []
    return found


def wait_until(holds):
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)
