"""The arguments of every command, and the help that shows how to use it."""

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, final

from kompass_spec.model.problems import Problem, UsageError

__all__ = ["COMMANDS", "build_parser"]

COMMANDS = {
    "editions": "list the editions of the framework that are installed",
    "show": "show an edition, or one area or question of it",
    "check": "check edition files and other files of the package, all problems at once",
    "import": "read printed reports into assessments",
    "score": "score reports or assessments exactly, and list every discrepancy",
    "convert": "say what results mean on another edition: proved, assumed and adjusted",
    "compare": "lay results side by side, and say what may be concluded of every change",
    "cohort": "say what published results say together, and where a result stands among them",
    "render": "show scorecards or assessments that were saved as JSON",
    "report": "import, score and show a printed report in one step",
    "diff": "tell two editions, mappings or releases apart, and the version step that the changes make",
    "release": "publish an edition or a mapping as a frozen release, or withdraw one",
    "verify": "prove offline that every release is what was published",
    "lint-mapping": "find what is wrong in mappings of others, in OSCAL or SSSOM",
    "schema": "print the JSON Schema of a document, or list those that there are",
    "new": "make a small distribution to begin with: a variant, an edition or a plugin",
    "plugins": "list the installed plugins, and those that cannot be used",
}

_EXAMPLES = {
    "editions": ("kompass editions", "kompass editions --json"),
    "show": ("kompass show se-2016", "kompass show se-2016 7.2 --json"),
    "check": ("kompass check", "kompass check editions/se-2016/edition.toml"),
    "import": ("kompass import report.md", "kompass import report.md -o assessments.json"),
    "score": ("kompass score report.md", "kompass score assessments.json --strict --json"),
    "convert": (
        "kompass convert report.md --to se-2010",
        "kompass convert scorecards.json --to se-2020 --json",
    ),
    "compare": (
        "kompass compare report.md",
        "kompass compare report-2017.md report-2019.md --to se-2010 --json",
    ),
    "cohort": (
        "kompass cohort --edition se-2010",
        "kompass cohort report.md --json",
    ),
    "render": (
        "kompass render scorecards.json --to markdown",
        "kompass render scorecards.json -o page.html --lang en",
    ),
    "report": (
        "kompass report report.md",
        "kompass report report.md -o page.html",
        "kompass report reports/ -o pages/ --to html",
    ),
    "diff": (
        "kompass diff se-2010 se-2016",
        "kompass diff se-2016@1.0.0 editions/se-2016/edition.toml --markdown",
        "kompass diff se-2010-to-se-2016 mappings/se-2010-to-se-2016/mapping.toml",
    ),
    "release": (
        (
            "kompass release editions/se-2016/edition.toml --date 2026-03-01 --reviewed-by 'A. Reviewer'"
            " --dry-run"
        ),
        (
            "kompass release se-2016@1.0.0 --withdraw 'A weight is wrong.' --date 2026-03-01 --reviewed-by"
            " 'A. Reviewer' --framework kompass_frameworks"
        ),
    ),
    "verify": ("kompass verify", "kompass verify --drafts --json"),
    "lint-mapping": (
        "kompass lint-mapping mapping-collection.json",
        "kompass lint-mapping set.sssom.tsv --sarif",
    ),
    "schema": ("kompass schema", "kompass schema edition -o edition.schema.json"),
    "new": (
        "kompass new variant --country is --output kompass-variant-is",
        "kompass new edition is-2024 --output src/kompass_variant_is",
        "kompass new plugin --kind importer --name csv --output kompass-import-csv",
    ),
    "plugins": ("kompass plugins", "kompass plugins --json"),
}

_FILE_OR_FOLDER = "to this file, or into this folder, as of several files,"

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


@final
class Parser(argparse.ArgumentParser):
    """Raise ``UsageError`` instead of ending the program, so that every error takes one road."""

    def error(self, message: str) -> NoReturn:
        """Raise the parser's complaint with the way to the help."""
        sentence = f"{message[:1].upper()}{message[1:]}. See {self.prog} --help."
        raise UsageError([Problem("wrong-usage", sentence)])

    def print_help(self, file: Any = None) -> None:
        """Print the help; argparse's own way keeps silent where it cannot be written."""
        print(self.format_help(), end="", file=file)


def _size(text: str) -> int:
    found = re.fullmatch(r"(\d{1,12})\s?([kmg]?)b?", text.strip().lower(), re.ASCII)
    if not found or not int(found[1]):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a size; write bytes, or a number with k, M or G, such as 200M"
        )
    return int(found[1]) * _UNITS[found[2]]


def _year(text: str) -> int:
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year; write four digits, such as 2017")
    return int(text)


def _country(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a country; write two letters, such as SE or NO")
    return text.upper()


def _language(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a language tag; write one such as sv, en or nn-NO")
    return text


def _files(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help=f"{what}; of a folder, every such file in it"
    )


def _import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--edition", metavar="ID", help="the edition of the report, where it cannot be recognised"
    )
    parser.add_argument(
        "--importer", metavar="NAME", help="the importer to use, instead of the one for the file's ending"
    )
    _limit(parser)


def _limit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--max-size", metavar="SIZE", type=_size, help="refuse files above this size (default: 20M)"
    )


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="write JSON for a program to read, errors too")


def _output_file(text: str) -> Path | None:
    return None if text == "-" else Path(text)


def _output_place(text: str) -> str | None:
    # As it was written, because pages/ means a folder, and a Path forgets that.
    return None if text == "-" else text


def _output(
    parser: argparse.ArgumentParser,
    what: str,
    where: str = "to this file",
    kind: Callable[[str], Path | str | None] = _output_file,
) -> None:
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        type=kind,
        help=f"write {what} {where} instead of the terminal, which - means",
    )


def _show_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        metavar="RENDERER",
        help="text, markdown, html or another installed renderer; else by the output's ending",
    )
    parser.add_argument(
        "--lang",
        metavar="TAG",
        type=_language,
        help="the language, such as sv or en (default: the edition's own)",
    )
    parser.add_argument(
        "--year", metavar="YEAR", type=_year, help="show the assessment of this year (default: the newest)"
    )
    parser.add_argument(
        "--organisation",
        metavar="NAME",
        help="show only this organisation, by its name or official code, where a file holds several",
    )
    parser.add_argument("--reference", metavar="FILE", type=Path, action="append", default=[],
                        help="compare with this report or file; given several times, with their mean")  # fmt: skip
    parser.add_argument(
        "--weakest-first", action="store_true", help="list questions by points lost, most first"
    )
    parser.add_argument(
        "--cohort", action="store_true", help="show the result among the published results on its edition"
    )
    parser.add_argument(
        "--cohort-country",
        metavar="COUNTRY",
        type=_country,
        help="show it among those of this country only, such as SE",
    )


def _editions(parser: argparse.ArgumentParser) -> None:
    _json(parser)


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("edition", metavar="EDITION", help="the id of an edition, such as se-2016")
    parser.add_argument("item", metavar="CODE", nargs="?", help="an area or a question, such as 7 or 7.2")
    parser.add_argument(
        "--lang", metavar="TAG", type=_language, help="the language of the texts (default: the edition's own)"
    )
    _json(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="TOML or JSON files or folders (default: all that is installed)",
    )
    _limit(parser)
    _json(parser)


def _import(parser: argparse.ArgumentParser) -> None:
    _files(parser, "printed reports")
    _import_options(parser)
    _output(parser, "the assessments as JSON")
    _json(parser)


def _score(parser: argparse.ArgumentParser) -> None:
    _files(parser, "printed reports, or assessments as JSON")
    _import_options(parser)
    parser.add_argument(
        "--scorer", metavar="NAME", default="standard", help="the scorer to use (default: standard)"
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit with 1 when printed figures contradict each other"
    )
    _output(parser, "the scorecards as JSON")
    _json(parser)


def _mapping(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--mapping",
        metavar="FILE",
        action="append",
        default=[],
        help=(
            "a mapping as TOML, such as a draft, or a release of one, to use instead of the installed one"
            " between its editions"
        ),
    )


def _convert(parser: argparse.ArgumentParser) -> None:
    _files(parser, "printed reports, or assessments or scorecards as JSON")
    parser.add_argument(
        "--to", metavar="EDITION", required=True, help="the edition to convert to, such as se-2010"
    )
    _mapping(parser)
    _import_options(parser)
    _output(parser, "the conversions as JSON")
    _json(parser)


def _compare(parser: argparse.ArgumentParser) -> None:
    _files(parser, "printed reports, or assessments or scorecards as JSON")
    parser.add_argument(
        "--to", metavar="EDITION", help="show every result on this edition (default: each on its own)"
    )
    parser.add_argument("--questions", action="store_true", help="compare questions too, not only areas")
    _mapping(parser)
    _import_options(parser)
    _output(parser, "the comparison as JSON")
    _json(parser)


def _cohort(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help=(
            "printed reports, or assessments or scorecards as JSON, of which the newest is ranked among the"
            " others"
        ),
    )
    parser.add_argument("--edition", metavar="EDITION", help="only results on this edition (default: each)")
    parser.add_argument("--to", metavar="EDITION", help="convert all results to this edition")
    parser.add_argument("--dataset", metavar="NAME", help="only results of this dataset (default: all)")
    parser.add_argument(
        "--country", metavar="COUNTRY", type=_country, help="only results of this country, such as SE"
    )
    parser.add_argument("--since", metavar="YEAR", type=_year, help="only results of this year or later")
    parser.add_argument("--until", metavar="YEAR", type=_year, help="only results of this year or earlier")
    parser.add_argument(
        "--every",
        action="store_true",
        help="count every evaluation of an organisation, not only its newest on each edition",
    )
    parser.add_argument(
        "--without-derived",
        action="store_true",
        help="leave out results of which a figure was computed from others that were published",
    )
    _limit(parser)
    _output(parser, "the cohorts as JSON")
    _json(parser)


def _render(parser: argparse.ArgumentParser) -> None:
    _files(parser, "scorecards or assessments as JSON")
    _show_options(parser)
    _limit(parser)
    _output(parser, "the result", _FILE_OR_FOLDER, _output_place)
    _json_errors(parser)
    # Scores are not made anew, so these are not asked for; what shows results expects them.
    parser.set_defaults(edition=None, importer=None, strict=False)


def _report(parser: argparse.ArgumentParser) -> None:
    _files(parser, "printed reports")
    _show_options(parser)
    _import_options(parser)
    parser.add_argument(
        "--strict", action="store_true", help="exit with 1 when printed figures contradict each other"
    )
    _output(parser, "the result", _FILE_OR_FOLDER, _output_place)
    _json_errors(parser)


def _diff(parser: argparse.ArgumentParser) -> None:
    for name in ("first", "second"):
        parser.add_argument(
            name,
            metavar=name.upper(),
            help=(
                "an edition or a mapping, a release such as se-2016@1.0.0, or a path to TOML or to a released"
                " file"
            ),
        )
    _mapping(parser)
    parser.add_argument("--markdown", action="store_true", help="write Markdown for a document")
    _json(parser)


def _release(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        metavar="WHAT",
        help=(
            "the TOML or the id of an edition or a mapping; a scorecard or vectors as JSON; or a release such"
            " as se-2016@1.0.0"
        ),
    )
    parser.add_argument(
        "--date", metavar="DATE", required=True, help="the day of the release, such as 2026-03-01"
    )
    parser.add_argument(
        "--reviewed-by",
        metavar="NAME",
        action="append",
        default=[],
        help="who reviewed it; may be given again",
    )
    parser.add_argument("--withdraw", metavar="REASON", help="withdraw the release instead, for this reason")
    parser.add_argument(
        "--hand-over", metavar="DISTRIBUTION", help="hand the edition's id over to a distribution"
    )
    parser.add_argument("--reason", metavar="REASON", help="why the id is handed over")
    parser.add_argument(
        "--framework",
        metavar="FOLDER",
        type=Path,
        help="the framework's folder (default: the one that WHAT lies in)",
    )
    parser.add_argument("--name", metavar="NAME", help="the name of a golden scorecard")
    parser.add_argument(
        "--version", metavar="VERSION", dest="number", help="the version of a golden scorecard"
    )
    parser.add_argument("--dry-run", action="store_true", help="show everything and write nothing")
    _json(parser)


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--drafts",
        action="store_true",
        help=(
            "also fail where a working TOML differs from its last release without the version that its"
            " changes ask for"
        ),
    )
    parser.add_argument(
        "--head",
        metavar="DIGEST",
        action="append",
        default=[],
        help=(
            "also fail where no ledger has, or had, this head, as it was noted elsewhere; may be given again"
        ),
    )
    _json(parser)


def _lint_mapping(parser: argparse.ArgumentParser) -> None:
    _files(parser, "mapping-collections of OSCAL in JSON, or mapping sets of SSSOM as TSV")
    parser.add_argument(
        "--linter", metavar="NAME", help="the linter to use, instead of the one for the file's ending"
    )
    _limit(parser)
    parser.add_argument("--sarif", action="store_true", help="write SARIF 2.1.0 to standard output")
    _json(parser)


def _json_errors(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json", action="store_true", help="write what was written where, and errors, as JSON; needs -o"
    )


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="the name of a schema (default: list the names)"
    )
    _output(parser, "the schema")
    _json(parser)


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", metavar="WHAT", choices=("variant", "edition", "plugin"), help="variant, edition or plugin"
    )
    parser.add_argument("id", metavar="ID", nargs="?", help="the id of the edition, such as is-2024")
    parser.add_argument("--country", metavar="COUNTRY", help="the country of a variant, such as is")
    parser.add_argument(
        "--kind",
        metavar="KIND",
        help="the kind of a plugin: importer, scorer, converter, renderer or dataset",
    )
    parser.add_argument(
        "--name",
        metavar="NAME",
        help="the name of a plugin, such as csv, or of a variant (default: its country)",
    )
    parser.add_argument(
        "--output",
        "-o",
        metavar="DIR",
        type=Path,
        required=True,
        help="the folder to make; for an edition also the folder of a framework to put it into",
    )
    _json(parser)


_ADDERS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "editions": _editions,
    "show": _show,
    "check": _check,
    "import": _import,
    "score": _score,
    "convert": _convert,
    "compare": _compare,
    "cohort": _cohort,
    "render": _render,
    "report": _report,
    "diff": _diff,
    "release": _release,
    "verify": _verify,
    "lint-mapping": _lint_mapping,
    "schema": _schema,
    "new": _new,
    "plugins": _editions,
}


def build_parser(arguments: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser of the command line: of the one command that ``arguments`` begin with, else of all."""
    parser = Parser(
        prog="kompass",
        description="The Nordic municipal evaluation framework Kommunkompassen as code.",
        epilog=(
            "example:\n  kompass report docs/examples/ornskoldsvik-2017.md -o report.html\n\n"
            "kompass COMMAND --help shows the options of a command, with examples."
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("-V", "--version", action="store_true", help="show the version and exit")
    commands: Any = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", parser_class=Parser
    )
    first = arguments[0] if arguments else None
    for name, summary in COMMANDS.items():
        if first in COMMANDS and first != name:
            continue
        command = commands.add_parser(
            name,
            help=summary,
            description=f"{summary[:1].upper()}{summary[1:]}.",
            epilog="\n".join(["examples:", *(f"  {example}" for example in _EXAMPLES[name])]),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        _ADDERS[name](command)
    return parser
