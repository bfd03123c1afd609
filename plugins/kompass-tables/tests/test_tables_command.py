"""Tables in files: whole or not at all, no row lost, and a clear sentence for whatever is wrong."""

import csv
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest
from attrs import evolve

from kompass_spec import InputError, UsageError, load_registry
from kompass_spec.cli import main
from kompass_tables import runs
from kompass_tables.checking import check_file
from kompass_tables.layout import layout_of
from kompass_tables.locations import location_of
from kompass_tables.plan import plan_of
from kompass_tables.runs import Options, score_file
from kompass_tables.scoring import score_table
from kompass_tables.summaries import summarise_file

OPTIONS = Options(edition="se-2016")
BAD = {
    "6.2": ["abc", "7,5", "1e3", "NaN", "--", "12 %%"],
    "6.2.points": ["11.5"],
    "year": ["17"],
    "edition": ["se-2020"],
    "organisation": [" "],
    "6.3.applies": ["maybe"],
}
HEAD = ["organisation", "year", "edition", "6.2", "6.2.points", "6.3.applies"]


def write(path, rows, head=HEAD, delimiter=","):
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(head)
        writer.writerows(rows)
    return path


def good(number=0):
    return [f"Kommun {number}", "2017", "se-2016", "55", "11", ""]


def bad_rows():
    """Return a row for every kind of what is wrong, each fine but for one cell."""
    rows = []
    for column, values in BAD.items():
        for value in values:
            row = good()
            row[HEAD.index(column)] = value
            rows.append((column, value, row))
    return rows


def done(source, target, **options):
    return score_file(location_of(str(source)), location_of(str(target), "scores"), OPTIONS, **options)


def read(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_row_that_cannot_be_read_is_refused_with_the_reason_and_no_row_is_lost(tmp_path):
    wrong = bad_rows()
    rows = [good(1), *(row for _, _, row in wrong), ["short"], good(2)]
    counted = done(write(tmp_path / "in.csv", rows), tmp_path / "out.csv")
    assert (counted.read, counted.written, counted.refused) == (len(rows), 2, len(wrong) + 1)
    refused = read(tmp_path / "out.refused.csv")
    for (column, value, row), found in zip(wrong, refused, strict=False):
        assert found["reason"].startswith(f"{column}: {value} ")
        assert [found[name] for name in HEAD] == row
    assert refused[0]["row"] == "2"
    assert refused[-1]["reason"].startswith("line 14: ")
    assert [row["organisation"] for row in read(tmp_path / "out.csv")] == ["Kommun 1", "Kommun 2"]


def test_decimal_commas_percent_signs_and_other_delimiters_are_read(tmp_path):
    source = write(
        tmp_path / "in.csv", [["Lund", " 55 % ", "11,0"]], ["organisation", "6.2", "6.2.points"], ";"
    )
    done(source, tmp_path / "out.csv")
    (row,) = read(tmp_path / "out.csv")
    assert (row["6.2.low"], row["6.2.high"], row["discrepancy"]) == ("10.900", "11.100", "none")


def test_the_order_of_columns_changes_nothing(tmp_path):
    rows = [good(number) for number in range(3)]
    done(write(tmp_path / "a.csv", rows), tmp_path / "a.parquet")
    done(write(tmp_path / "b.csv", [row[::-1] for row in rows], HEAD[::-1]), tmp_path / "b.parquet")
    columns = '"6.2.low", "total.high", discrepancy'
    one, other = (
        duckdb.sql(f"SELECT {columns} FROM '{tmp_path / name}.parquet'").fetchall() for name in "ab"
    )
    assert one == other == [(Decimal("10.900"), Decimal("791.100"), "none")] * 3


COLUMNS = {
    "of another edition": (["organisation", "9.9"], "'9.9' is of an item that se-2016 has not"),
    "missing": (["organisation", "note"], "No column holds figures of se-2016"),
    "of what nobody reads": (["1.1", "1.2.max"], "ends in 'max'"),
    "twice the same": (["1.1", "1.1.percent"], "both hold percent of 1.1"),
    "with results in it": (["1.1", "1.1.low", "discrepancy"], "'1.1.low' and 1 more"),
    "with two of a name": (["1.1", "1.1"], "two columns '1.1'"),
    "with two of a name but for a space": (["1.1", "1.1 "], "two columns '1.1'"),
    "of levels without a scale": (["1.1.level"], "1.1 has no scale"),
}


@pytest.mark.parametrize("what", COLUMNS)
def test_a_table_whose_columns_cannot_be_read_is_refused_whole(tmp_path, what):
    head, words = COLUMNS[what]
    source = write(tmp_path / "in.csv", [["1"] * len(head)], head)
    with pytest.raises(InputError, match=words):
        done(source, tmp_path / "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


def test_a_column_of_dates_is_refused_by_its_name(tmp_path):
    duckdb.sql("SELECT DATE '2017-01-01' AS \"1.1\"").write_parquet(str(tmp_path / "in.parquet"))
    with pytest.raises(InputError, match=r"'1\.1' holds neither numbers nor text"):
        done(tmp_path / "in.parquet", tmp_path / "out.csv")


def test_an_edition_with_unknown_weights_is_refused(tmp_path):
    unknown = next(key for key in load_registry() if load_registry()[key].max is None)
    source = write(tmp_path / "in.csv", [["1"]], ["total"])
    with pytest.raises(InputError, match="does not say the maximum points"):
        score_file(location_of(str(source)), location_of(str(tmp_path / "o.csv")), Options(edition=unknown))


def test_an_edition_that_is_named_nowhere_is_asked_for(tmp_path):
    source = write(tmp_path / "in.csv", [["1"]], ["total"])
    with pytest.raises(UsageError, match="--edition"):
        score_file(location_of(str(source)), location_of(str(tmp_path / "o.csv")), Options())


def test_the_edition_is_the_one_that_all_rows_name(tmp_path):
    source = write(tmp_path / "in.csv", [["55", "se-2016"]], ["6.2", "edition"])
    counted = score_file(location_of(str(source)), location_of(str(tmp_path / "o.csv")), Options())
    assert counted.written == 1


def test_sqlite_is_read_and_written(tmp_path):
    source = write(tmp_path / "in.csv", [good(1), good(2)])
    done(source, tmp_path / "out.sqlite")
    with sqlite3.connect(tmp_path / "out.sqlite") as database:
        columns = 'organisation, "6.2.low", contradiction'
        assert database.execute(f"SELECT {columns} FROM scores").fetchall() == [
            ("Kommun 1", "10.900", 0),
            ("Kommun 2", "10.900", 0),
        ]
        database.execute('CREATE TABLE given AS SELECT organisation, 55 AS "6.2" FROM scores')
    again = location_of(str(tmp_path / "out.sqlite"), "given")
    assert score_file(again, location_of(str(tmp_path / "again.csv")), OPTIONS).written == 2
    with pytest.raises(InputError, match="no such table"):
        score_file(
            location_of(str(tmp_path / "out.sqlite"), "none"), location_of(str(tmp_path / "x.csv")), OPTIONS
        )


@pytest.mark.parametrize(
    ("read", "output"),
    [("in.csv", "in.csv"), ("in.refused.csv", "in.parquet"), ("in.csv", "../here/in.csv")],
)
def test_what_is_read_is_not_written_over(tmp_path, read, output):
    folder = tmp_path / "here"
    folder.mkdir()
    source = write(folder / read, [good()])
    before = source.read_bytes()
    with pytest.raises(UsageError, match=r"It is read, so it cannot be written too"):
        score_file(location_of(str(source)), location_of(str(folder / output)), OPTIONS)
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [(read, before)]


def test_a_database_that_holds_other_tables_is_not_written_over(tmp_path):
    source = write(tmp_path / "in.csv", [good()])
    with sqlite3.connect(tmp_path / "ours.sqlite") as database:
        database.execute("CREATE TABLE members (name)")
    with pytest.raises(InputError, match=r"would be lost: 'members'\. Choose another name"):
        done(source, tmp_path / "ours.sqlite")
    (tmp_path / "text.db").write_text("no database, and somebody needs it", "utf-8")
    with pytest.raises(InputError, match="cannot be read as a database of SQLite"):
        done(source, tmp_path / "text.db")
    done(source, tmp_path / "new.sqlite")
    done(source, tmp_path / "new.sqlite")
    with sqlite3.connect(tmp_path / "ours.sqlite") as database:
        assert database.execute("SELECT count(*) FROM members").fetchone() == (0,)


def test_rows_without_a_place_are_counted(tmp_path, capsys):
    source = write(tmp_path / "in.csv", [good(1), good(2)])
    arguments = ["-o", str(tmp_path / "out.csv"), "--edition", "se-2016", "--ranks"]
    assert main(["table", "summary", str(source), *arguments]) == 0
    assert "Without a place, because no figures tell of 'total': 2 rows." in capsys.readouterr().out


def test_a_password_is_not_shown():
    with pytest.raises(UsageError) as raised:
        location_of("postgresql://me:secret@localhost/results")
    assert "secret" not in str(raised.value)


def test_a_number_that_is_none_of_the_choices_is_a_sentence(capsys):
    assert main(["table", "score", "in.csv", "-o", "out.csv", "--percent-decimals", "9"]) == 2
    assert "invalid choice: 9 (choose from 0, 1, 2, 3, 4)" in capsys.readouterr().err


def test_the_same_table_gives_the_same_bytes_and_the_package_their_digests(tmp_path):
    source = write(tmp_path / "in.csv", [good(number) for number in range(50)])
    done(source, tmp_path / "out.parquet")
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done(source, tmp_path / "out.parquet")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    package = json.loads(first["out.datapackage.json"])
    for resource in package["resources"]:
        digest = hashlib.sha256(first[resource["path"]]).hexdigest()
        assert resource["hash"] == f"sha256:{digest}"
    assert package["kompass"]["rows"] == {"read": 50, "written": 50, "refused": 0}


@pytest.mark.tables
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_package_is_valid_to_frictionless(tmp_path, ending):
    from frictionless import Package

    done(
        write(tmp_path / "in.csv", [good(1), *(row for _, _, row in bad_rows())]), tmp_path / f"out.{ending}"
    )
    report = Package(str(tmp_path / "out.datapackage.json")).validate()
    assert report.valid, report.flatten(["message"])


@pytest.mark.tables
def test_arrow_is_written_and_read_and_polars_says_the_same(tmp_path):
    source = write(tmp_path / "in.csv", [good(1), *(row for _, _, row in bad_rows())])
    done(source, tmp_path / "duckdb.arrow")
    polars = Options(edition="se-2016", engine="polars")
    score_file(location_of(str(source)), location_of(str(tmp_path / "polars.parquet")), polars)
    import polars as pl

    assert pl.read_ipc(tmp_path / "duckdb.arrow").equals(pl.read_parquet(tmp_path / "polars.parquet"))
    one, other = (read(tmp_path / f"{name}.refused.csv") for name in ("duckdb", "polars"))
    assert one == other
    given = pl.read_csv(source, infer_schema=False).write_ipc
    given(tmp_path / "in.arrow")
    counted = done(tmp_path / "in.arrow", tmp_path / "again.csv")
    assert (counted.written, counted.refused) == (1, len(bad_rows()))


def test_what_contradicts_is_listed_by_the_object_scorer(tmp_path):
    rows = [good(1), ["Kommun 2", "2017", "se-2016", "55", "14", ""]]
    counted = check_file(
        location_of(str(write(tmp_path / "in.csv", rows))), location_of(str(tmp_path / "d.csv")), OPTIONS
    )
    assert counted.written == 1
    (found,) = read(tmp_path / "d.csv")
    assert (found["row"], found["organisation"], found["kind"]) == ("2", "Kommun 2", "contradiction")
    assert found["set_aside"] == "6.2.points=14 6.2=55"
    assert found["misprints"] == "6.2.points=11 6.2=67–73"


def test_rows_are_ranked_with_the_places_that_their_figures_allow(tmp_path):
    rows = [["A", "70"], ["B", "50"], ["C", "50"], ["D", ""]]
    source = write(tmp_path / "in.csv", rows, ["organisation", "total"])
    summarise_file(location_of(str(source)), location_of(str(tmp_path / "r.csv")), OPTIONS, ranks=True)
    ranked = [
        (row["organisation"], row["rank.best"], row["rank.worst"], row["rank.of"])
        for row in read(tmp_path / "r.csv")
    ]
    assert ranked == [("A", "1", "1", "3"), ("B", "2", "3", "3"), ("C", "2", "3", "3")]


def test_a_summary_is_grouped_and_only_the_newest_count_where_asked(tmp_path):
    rows = [["A", "2010", "1", "40"], ["A", "2017", "1", "60"], ["B", "2017", "2", "50"]]
    source = location_of(str(write(tmp_path / "in.csv", rows, ["organisation", "year", "size", "total"])))
    summarise_file(source, location_of(str(tmp_path / "s.csv")), OPTIONS, by=("size",), newest=True)
    found = [row for row in read(tmp_path / "s.csv") if row["item"] == "total"]
    assert [(row["size"], row["count"], row["mean.low"], row["mean.high"]) for row in found] == [
        ("1", "1", "476.000000", "484.000000"),
        ("2", "1", "396.000000", "404.000000"),
    ]
    with pytest.raises(UsageError, match="no column 'land'"):
        summarise_file(source, location_of(str(tmp_path / "s.csv")), OPTIONS, by=("land",))


def test_a_summary_of_one_item_has_no_other_and_an_item_that_is_not_there_is_a_wrong_usage(tmp_path, capsys):
    source = write(tmp_path / "in.csv", [["A", "40"], ["B", "60"]], ["organisation", "1"])
    output = str(tmp_path / "s.csv")
    command = ["table", "summary", str(source), "-o", output, "--edition", "se-2016", "--item"]
    assert main([*command, "1"]) == 0
    assert [(row["item"], row["mean.low"]) for row in read(tmp_path / "s.csv")] == [("1", "49.500000")]
    (tmp_path / "s.csv").unlink()
    for ranks in ([], ["--ranks"]):
        capsys.readouterr()
        assert main([*command, "NONSENSE", *ranks]) == 2
        sentence = (
            "se-2016 has no item 'NONSENSE' with points. There are: total, 1, 2, 3, 4, 5, 6, 7, 8, and what"
            " is below areas, which `kompass show se-2016` lists."
        )
        assert sentence in " ".join(capsys.readouterr().err.split())
        assert not (tmp_path / "s.csv").exists()


def test_what_is_lost_on_the_way_is_noticed_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(runs.Work, "write_refused", lambda work, _: work.refused.write_text("row\n"))
    source = write(tmp_path / "in.csv", [good(1), bad_rows()[0][2]])
    with pytest.raises(InputError, match="which are not all"):
        done(source, tmp_path / "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv"]


@pytest.mark.slow
def test_a_run_that_is_killed_leaves_nothing_half_written_and_the_next_succeeds(tmp_path):
    source = tmp_path / "in.parquet"
    columns = ", ".join(f'{place} AS "{code}"' for place, code in enumerate(("6.2", "1.1", "total")))
    duckdb.sql(f"SELECT range AS organisation, {columns} FROM range(3000000)").write_parquet(str(source))
    command = [sys.executable, "-m", "kompass_spec", "table", "score", str(source)]
    command += ["-o", str(tmp_path / "out.csv"), "--edition", "se-2016"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not list(tmp_path.glob(".out.csv.*.partial/out.csv")) and time.monotonic() < until:
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    left = sorted(path.name for path in tmp_path.iterdir())
    assert "out.csv" not in left
    assert "out.datapackage.json" not in left
    done(write(tmp_path / "small.csv", [good(1)]), tmp_path / "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


@pytest.mark.slow
def test_of_two_runs_that_write_one_output_one_is_whole(tmp_path):
    running = []
    for number in range(2):
        source = write(tmp_path / f"in{number}.csv", [good(number) for _ in range(200 + number)])
        command = [sys.executable, "-m", "kompass_spec", "table", "score", str(source)]
        command += ["-o", str(tmp_path / "out.csv"), "--edition", "se-2016"]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
    assert [run.wait() for run in running] == [0, 0]
    package = json.loads((tmp_path / "out.datapackage.json").read_text())
    for resource in package["resources"]:
        content = (tmp_path / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix" or not shutil.which("mount"), reason="mounts a small disk")
def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(small)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a disk can be mounted by root alone")
    try:
        source = write(tmp_path / "in.csv", [good(number) for number in range(20_000)])
        with pytest.raises(InputError, match="disk is full"):
            done(source, small / "out.csv")
        assert list(small.iterdir()) == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_what_is_no_table_is_refused_in_a_sentence():
    with pytest.raises(UsageError, match="A dict is no table that is read"):
        score_table({"1.1": [1]}, load_registry()["se-2016"])


def test_an_edition_whose_unit_is_too_small_is_refused_before_a_row_is_read():
    edition = load_registry()["se-2016"]
    primes = iter((10**9 + 7, 10**9 + 9, 998_244_353))
    areas = []
    for area in edition.areas:
        question = area.questions[0]
        odd = Fraction(1, next(primes, 1))
        first, second = evolve(question, max=question.max - odd), area.questions[1]
        changed = (first, evolve(second, max=second.max + odd), *area.questions[2:])
        areas.append(evolve(area, questions=changed))
    odd_edition = evolve(edition, areas=tuple(areas))
    with pytest.raises(InputError, match="no common unit in which sums fit into 64 bits"):
        plan_of(odd_edition, layout_of(["1.1", "total"], odd_edition))
