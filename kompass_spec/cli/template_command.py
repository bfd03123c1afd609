"""``kompass template``: make a file to carry out an evaluation on an edition in."""

import argparse
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec.cli.options import Command, add_json, add_output, language

__all__ = ["COMMAND", "TemplateOptions"]


@final
@frozen(kw_only=True)
class TemplateOptions:
    """Hold which edition is evaluated on, in which language, and where the file goes."""

    edition: str
    to: str | None
    lang: str | None
    output: Path | None
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "edition",
        metavar="EDITION",
        help="an edition: its id, such as se-2016, a release of it, or a path to TOML",
    )
    parser.add_argument(
        "--to", metavar="TEMPLATE", help="xlsx or another installed template; else by the output's ending"
    )
    parser.add_argument(
        "--lang",
        metavar="TAG",
        type=language,
        help="the language, such as sv or en (default: the edition's own)",
    )
    add_output(parser, "the workbook")
    add_json(parser)


def execute(options: TemplateOptions) -> int:
    """Make the file, unless there is one already: it may be filled in."""
    from kompass_spec.cli.files import refuse_overwriting
    from kompass_spec.cli.output import tell_where, warn, write_json
    from kompass_spec.documents.disk import is_file, is_standard_output, write_bytes
    from kompass_spec.documents.kinds import is_toml
    from kompass_spec.documents.problems import problems_data
    from kompass_spec.model.problems import InputError, Problem, UsageError
    from kompass_spec.plugins.host import load_plugins
    from kompass_spec.registry.chosen import chosen_edition
    from kompass_spec.registry.registry import load_registry
    from kompass_spec.results.templates import make_template
    from kompass_spec.wording.wording import wording_problems

    if options.output is None:
        sentence = "Say with -o where the file goes, such as -o evaluation.xlsx."
        raise UsageError([Problem("wrong-usage", sentence)])
    refuse_overwriting(options.output, [Path(options.edition)] if is_toml(options.edition) else [])
    if is_file(options.output) and not is_standard_output(options.output):
        sentence = (
            "There is such a file, and answers may stand in it. Choose another name with -o, or remove it."
        )
        raise InputError([Problem("output-exists", sentence, str(options.output))])
    plugins = load_plugins("templates", "frameworks")
    registry, name = chosen_edition(options.edition, load_registry(plugins))
    edition = registry[name]
    lacking = () if options.lang is None else wording_problems(options.lang, edition.language)
    warnings = (*plugins.told_failures(), *registry.cautions([name]), *lacking)
    content = make_template(
        name, to=options.to, output=str(options.output), language=options.lang, registry=registry,
        plugins=plugins,
    )  # fmt: skip
    if not options.json:
        warn(warnings)
    write_bytes(options.output, content)
    if options.json:
        written = [{"file": options.edition, "output": str(options.output)}]
        write_json({"written": written, "warnings": problems_data(warnings)})
    else:
        tell_where(options.output, options.lang or "en")
    return 0


COMMAND = Command(
    examples=(
        "kompass template se-2016 -o evaluation.xlsx",
        "kompass template se-2016 -o evaluation.xlsx --lang en",
    ),
    add_arguments=add_arguments,
    options=TemplateOptions,
    execute=execute,
)
