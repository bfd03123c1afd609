"""A table of a real PostgreSQL is scored as the same table in a file is."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

from kompass_spec.cli import main

pytestmark = pytest.mark.tables

psycopg = pytest.importorskip("psycopg")
BINARIES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
ROWS = [(f"K{number}", number % 101, None if number % 7 == 0 else 50) for number in range(5000)]


@pytest.fixture(scope="module")
def server():
    """The address of a server that listens to this machine alone, and knows one user without a password."""
    if BINARIES is None:
        pytest.skip("there is no PostgreSQL: apt-get install postgresql")
    # The server does not run for root, and its user cannot enter the folders of the tests.
    whose = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp())
    if whose:
        shutil.chown(folder, whose)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    control = [BINARIES / "pg_ctl", "-D", folder, "-w", "-l", folder / "log"]
    listening = f"-k {folder} -p {port} -c listen_addresses=127.0.0.1"

    def run(command):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=whose, cwd=folder)

    run([BINARIES / "initdb", "-D", folder, "-A", "trust", "-U", "kompass"])
    run([*control, "-o", listening, "start"])
    try:
        yield f"postgresql://kompass@127.0.0.1:{port}/postgres"
    finally:
        run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def address(server):
    with psycopg.connect(server) as connection:
        connection.execute("CREATE SCHEMA years")
        connection.execute(
            'CREATE TABLE years.results (organisation text, "1.1" numeric(5, 1), "1.2" integer)'
        )
        with connection.cursor().copy("COPY years.results FROM STDIN") as copy:
            for row in ROWS:
                copy.write_row(row)
    return server


def test_a_table_of_postgresql_is_scored_as_the_same_in_csv(address, tmp_path):
    lines = [
        "organisation,1.1,1.2",
        *(f"{name},{one},{'' if two is None else two}" for name, one, two in ROWS),
    ]
    (tmp_path / "given.csv").write_text("\n".join(lines) + "\n", "utf-8")
    edition = ["--edition", "se-2016"]
    assert main(["table", "score", str(tmp_path / "given.csv"), "-o", str(tmp_path / "a.csv"), *edition]) == 0
    asked = ["table", "score", address, "--table", "years.results", "-o", str(tmp_path / "b.csv"), *edition]
    assert main(asked) == 0
    a, b = ((tmp_path / name).read_text("utf-8") for name in ("a.csv", "b.csv"))
    assert b.replace(".0,", ",") == a.replace(".0,", ",")
    assert a.count("\n") == len(ROWS) + 1


@pytest.mark.parametrize("wrong", ["table", "server"])
def test_what_cannot_be_reached_is_a_sentence_without_the_password(address, tmp_path, capsys, wrong):
    if wrong == "server":
        address = "postgresql://kompass:geheim@127.0.0.1:1/postgres"
    asked = ["table", "score", address, "--table", "missing", "-o", str(tmp_path / "out.csv")]
    assert main([*asked, "--edition", "se-2016"]) == 1
    said = capsys.readouterr().err
    assert "The table 'missing' cannot be read" in said
    assert "geheim" not in said
    assert not list(tmp_path.iterdir())
