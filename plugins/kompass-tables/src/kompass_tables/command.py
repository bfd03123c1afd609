"""The command ``kompass table``: score, check, convert and sum up tables in files."""

import argparse
from typing import final

from attrs import frozen

from kompass_spec.cli.options import language

__all__ = ["TableCommand"]

_ENGINES = ("duckdb", "polars", "spark")
_QUANTITIES = ("percent", "points")


@final
@frozen
class TableCommand:
    """Do what is asked for with a table: its first operand says what."""

    name: str = "table"
    summary: str = "score whole tables of assessments, each row exactly"
    examples: tuple[str, ...] = (
        "kompass table score results.csv -o scores.parquet --edition se-2016",
        "kompass table check results.csv -o discrepancies.csv --edition se-2016",
        "kompass table convert results.csv -o converted.parquet --edition se-2016 --to se-2010",
        "kompass table summary results.csv -o means.csv --edition se-2016 --by year",
        "kompass table summary results.csv -o ranks.csv --edition se-2016 --ranks",
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what all four tasks take; what only one takes is refused by the others."""
        parser.add_argument(
            "task",
            choices=("score", "check", "convert", "summary"),
            metavar="TASK",
            help="score adds intervals, check lists what disagrees, convert leads to another edition,"
            " summary has means and ranks",
        )
        parser.add_argument(
            "table",
            metavar="IN",
            help="a table: .parquet, .csv, .arrow, .sqlite or the address of a PostgreSQL",
        )
        parser.add_argument(
            "-o",
            "--output",
            metavar="OUT",
            required=True,
            help="the file to write, of a form known by its ending; - writes a CSV to standard output",
        )
        parser.add_argument(
            "--edition",
            metavar="ID",
            help="the edition that the figures are of (default: as a column names it)",
        )
        parser.add_argument(
            "--long",
            action="store_true",
            help="a row is an answer, with columns item, value, quantity; results have a row an item",
        )
        parser.add_argument("--to", metavar="ID", help="the edition to convert to")
        parser.add_argument(
            "--quantity",
            choices=_QUANTITIES,
            default="percent",
            help="what columns named by a code alone hold",
        )
        for what in _QUANTITIES:
            parser.add_argument(
                f"--{what}-decimals",
                type=int,
                default=0,
                choices=range(5),
                metavar="N",
                help=f"with how many decimals {what} are printed, 0 to 4 (default: 0)",
            )
        parser.add_argument(
            "--exact", action="store_true", help="take figures for answers that were given, and not rounded"
        )
        parser.add_argument(
            "--units",
            action="store_true",
            help="write ends as whole numbers of the edition's unit, not decimals",
        )
        parser.add_argument(
            "--engine", choices=_ENGINES, default="duckdb", help="what computes (default: duckdb)"
        )
        parser.add_argument("--threads", type=_positive, metavar="N", help="how many threads (default: all)")
        parser.add_argument(
            "--table", dest="source_table", metavar="NAME", help="the table of a database to read"
        )
        parser.add_argument(
            "--output-table", metavar="NAME", help="the table of a database to write (default: scores)"
        )
        parser.add_argument(
            "--by",
            metavar="COLUMN",
            action="append",
            default=[],
            help="group a summary by a column; may repeat",
        )
        parser.add_argument(
            "--newest", action="store_true", help="let only the newest row of every organisation count"
        )
        parser.add_argument(
            "--ranks", action="store_true", help="write the places of every row instead of figures of all"
        )
        parser.add_argument(
            "--lang",
            metavar="TAG",
            type=language,
            help="the language of the sentences of a check, such as sv or en (default: the edition's own)",
        )
        parser.add_argument(
            "--item",
            metavar="CODE",
            help="sum up this item alone, or rank by it (default: all items, and places by the total)",
        )

    def run(self, arguments: argparse.Namespace) -> int:
        """Do what was asked for; return 0 where every row was used, and 1 where some were refused."""
        from kompass_tables.tasks import run

        return run(arguments)


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not number:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return number
