"""``kompass check``: report everything that is wrong with files, or with what is installed and its drafts."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec.cli.options import Command, add_json, add_language, add_limit, named_path

__all__ = ["COMMAND", "CheckOptions"]


@final
@frozen(kw_only=True)
class CheckOptions:
    """Hold which files are checked, none for all that is installed."""

    files: Sequence[Path]
    max_size: int | None
    lang: str
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=named_path,
        help="TOML or JSON files or folders (default: all that is installed)",
    )
    add_limit(parser)
    add_language(parser, "what is found")
    add_json(parser)


def execute(options: CheckOptions) -> int:
    """Check what is named, or all that is installed; exit with 1 if anything is wrong."""
    from kompass_spec.cli.checked_files import checked_lines
    from kompass_spec.cli.output import complain, tell, warn, write_data
    from kompass_spec.documents.disk import DEFAULT_LIMIT
    from kompass_spec.documents.problems import problems_data
    from kompass_spec.plugins.host import load_plugins
    from kompass_spec.registry.registry import load_registry
    from kompass_spec.releases.checks import check_installed, check_paths
    from kompass_spec.wording.editions import editions_data
    from kompass_spec.wording.wording import wording_for, wording_problems

    if options.files:
        checked = check_paths(options.files, options.max_size or DEFAULT_LIMIT)
        problems = checked.problems
    else:
        plugins = load_plugins("frameworks", "scorers")
        checked = check_installed(load_registry(plugins), plugins)
        problems = (*plugins.told_failures("frameworks"), *checked.problems)
    code = 1 if problems else 0
    if options.json:
        data = {
            "checked": [{"file": file, "holds": holds} for file, holds in checked.files],
            "passed_over": list(checked.passed_over),
            "editions": editions_data(checked.editions),
            **({"warnings": problems_data(checked.notes)} if checked.notes else {}),
        }
        write_data(data, problems)
        return code
    warn([*checked.notes, *wording_problems(options.lang, "en")])
    complain(problems)
    for line in checked_lines(checked, wording_for(options.lang)):
        tell(line)
    if problems:
        tell(f"kompass: {len(problems)} problem{'s' if len(problems) > 1 else ''} found.", aside=True)
    return code


COMMAND = Command(
    examples=("kompass check", "kompass check --lang sv", "kompass check editions/se-2016/edition.toml"),
    add_arguments=add_arguments,
    options=CheckOptions,
    execute=execute,
)
