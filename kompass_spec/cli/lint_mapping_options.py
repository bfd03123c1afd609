"""The options of ``kompass lint-mapping``."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import final

from attrs import field, frozen

from kompass_spec.cli.options import add_files, add_json, add_language, add_limit
from kompass_spec.model.lint import Severity

__all__ = ["LintMappingOptions", "add_arguments"]


@final
@frozen(kw_only=True)
class LintMappingOptions:
    """Hold which mappings are linted, and in which form findings are written."""

    files: Sequence[Path]
    linter: str | None
    max_size: int | None
    fail_on: Severity = field(converter=Severity)
    sarif: bool
    lang: str
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_files(parser, "mapping-collections of OSCAL in JSON, or mapping sets of SSSOM as TSV")
    parser.add_argument(
        "--linter", metavar="NAME", help="the linter to use, instead of the one for the file's ending"
    )
    add_limit(parser)
    parser.add_argument(
        "--fail-on",
        metavar="SEVERITY",
        choices=[severity.value for severity in Severity],
        default=Severity.WARNING.value,
        help="exit with 1 for findings of this weight or a greater one: note, warning (default) or error",
    )
    parser.add_argument("--sarif", action="store_true", help="write SARIF 2.1.0 to standard output")
    add_language(parser, "what is said of findings")
    add_json(parser)
