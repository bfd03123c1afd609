"""Do what the command was asked for, and say what was done."""

import argparse
import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from kompass_spec import Problem, UsageError
from kompass_spec.cli.output import tell, warn, write_output
from kompass_spec.model import TOTAL, Quantity
from kompass_spec.wording.wording import wording_problems
from kompass_tables.layout import Precision
from kompass_tables.locations import location_of
from kompass_tables.runs import Counted, Options, refused_place

__all__ = ["run"]

_OPTIONS = {"summary": ("by", "newest", "ranks", "item"), "check": ("lang",), "convert": ("to",)}
_MOST = 20
"""How many refused rows are named where they are not written to a file."""


def run(arguments: argparse.Namespace) -> int:
    """Return 0 where every row was used, and 1 where some were refused."""
    options = Options(
        edition=arguments.edition,
        quantity=Quantity(arguments.quantity),
        precision=Precision(
            points=arguments.points_decimals, percent=arguments.percent_decimals, exact=arguments.exact
        ),
        units=arguments.units,
        engine=arguments.engine,
        threads=arguments.threads,
        long=arguments.long,
        language=arguments.lang,
    )
    _refuse_unused(arguments)
    if arguments.lang is not None:
        warn(wording_problems(arguments.lang))
    if arguments.output == "-":
        return _to_standard_output(arguments, options)
    counted = _done(arguments, options)
    tell(_sentence(counted, arguments.task))
    without_place = counted.read - counted.refused - counted.written
    if arguments.ranks and not arguments.newest and without_place:
        rows = _count(without_place, "row")
        tell(f"Without a place, because no figures tell of {arguments.item or TOTAL!r}: {rows}.")
    tell(f"Written to {arguments.output}.")
    if counted.refused:
        tell(f"The refused rows stand with their reasons in {refused_place_of(arguments.output)}.")
    return 1 if counted.refused else 0


def _to_standard_output(arguments: argparse.Namespace, options: Options) -> int:
    """Write a CSV to standard output once all is done, and say aside what was done and refused."""
    with TemporaryDirectory() as folder:
        output = str(Path(folder, "table.csv"))
        counted = _done(argparse.Namespace(**{**vars(arguments), "output": output}), options)
        refused = refused_place(Path(output))
        reasons = []
        if counted.refused:
            with refused.open(encoding="utf-8", newline="") as stream:
                rows = islice(csv.DictReader(stream), _MOST)
                reasons = [": ".join(filter(None, (row["row"], row["reason"]))) for row in rows]
        tell("\n".join([*reasons, _sentence(counted, arguments.task)]), aside=True)
        write_output(Path(output).read_bytes())
    return 1 if counted.refused else 0


def refused_place_of(output: str) -> str:
    """Return the name of the file of refused rows."""
    return str(refused_place(location_of(output, "scores").path))


def _done(arguments: argparse.Namespace, options: Options) -> Counted:
    if arguments.engine == "spark":
        from kompass_tables.spark_files import score_on_spark

        return score_on_spark(arguments.table, arguments.output, options)
    source = location_of(arguments.table, arguments.source_table)
    target = location_of(arguments.output, arguments.output_table or "scores")
    if arguments.task == "check":
        from kompass_tables.checking import check_file

        return check_file(source, target, options)
    if arguments.task == "summary":
        from kompass_tables.summaries import summarise_file

        return summarise_file(
            source,
            target,
            options,
            by=tuple(arguments.by),
            newest=arguments.newest,
            ranks=arguments.ranks,
            item=arguments.item,
        )
    if arguments.task == "convert":
        from kompass_tables.converting import convert_file

        return convert_file(source, target, options, arguments.to)
    from kompass_tables.runs import score_file

    return score_file(source, target, options)


def _refuse_unused(arguments: argparse.Namespace) -> None:
    """Refuse options that the task has no use for: nobody should believe that they did anything."""
    sentences = [*_of_other_tasks(arguments), *_of_other_engines(arguments)]
    if arguments.task == "convert" and arguments.to is None:
        sentences.append("Name the edition to convert to with --to, such as --to se-2010.")
    if arguments.ranks and arguments.units:
        sentences.append("--units and --ranks do not go together. Leave one out.")
    if sentences:
        raise UsageError([Problem("wrong-usage", sentence) for sentence in sentences])


def _of_other_tasks(arguments: argparse.Namespace) -> Iterator[str]:
    for task, names in _OPTIONS.items():
        for name in names:
            if arguments.task != task and getattr(arguments, name):
                yield f"--{name} is of 'kompass table {task}'. Leave it out."


def _of_other_engines(arguments: argparse.Namespace) -> Iterator[str]:
    if arguments.engine == "duckdb":
        return
    if arguments.task != "score":
        yield f"'kompass table {arguments.task}' is computed by DuckDB. Leave --engine out."
    if arguments.long:
        yield "The long form is turned by DuckDB. Leave --engine out."
    if arguments.output == "-" and arguments.engine == "spark":
        yield "Spark writes a folder. Name it with -o."


def _sentence(counted: Counted, task: str) -> str:
    rows = _count(counted.read, "row")
    refused = f"{counted.refused:,} refused" if counted.refused else "none refused"
    if task == "check":
        found = _count(counted.written, "discrepancy", "discrepancies")
        return f"{rows} read, {found} found, {refused}."
    if task == "summary":
        return f"{rows} read, {_count(counted.written, 'line')} written, {refused}."
    done = "converted" if task == "convert" else "scored"
    return f"{rows} read, {counted.written:,} {done}, {refused}."


def _count(number: int, one: str, several: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"
