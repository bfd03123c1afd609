"""``kompass editions``: list the installed editions, and the drafts beside them."""

import argparse
from typing import final

from attrs import frozen

from kompass_spec.cli.options import Command, add_json, add_language

__all__ = ["COMMAND", "EditionsOptions"]


@final
@frozen(kw_only=True)
class EditionsOptions:
    """Hold in which language the list is, and whether it is for a program."""

    lang: str
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_language(parser, "what is said of editions")
    add_json(parser)


def execute(options: EditionsOptions) -> int:
    """List the editions, and drafts that were never released; a broken one costs itself and a warning."""
    from kompass_spec.cli.editions_table import edition_data, editions_table
    from kompass_spec.cli.output import folded, tell, warn, write_json
    from kompass_spec.documents.problems import problems_data
    from kompass_spec.plugins.host import load_plugins
    from kompass_spec.registry.cautions import unsaid
    from kompass_spec.registry.registry import load_registry
    from kompass_spec.wording.editions import limits_of
    from kompass_spec.wording.wording import wording_for, wording_problems

    plugins = load_plugins("frameworks")
    registry = load_registry(plugins)
    editions = sorted((*registry.values(), *registry.drafts().values()), key=lambda edition: edition.id)
    problems = [
        *plugins.told_failures(),
        *registry.problems,
        *registry.withdrawn_whole(),
        *registry.none_readable(),
        *unsaid(registry.cautions(registry), registry.problems),
    ]
    if options.json:
        data: dict[str, object] = {"editions": [edition_data(edition, registry) for edition in editions]}
        write_json({**data, "warnings": problems_data(problems)} if problems else data)
        return 0
    warn([*problems, *wording_problems(options.lang, "en")])
    wording = wording_for(options.lang)
    if not editions:
        tell(
            "No edition is installed. Install a framework, such as kompass-frameworks, from where you have"
            " kompass-spec."
        )
        return 0
    tell(editions_table(editions, registry, wording))
    if limits := limits_of(editions, wording):
        tell(f"\n{folded(limits, indent='  ')}")
    return 0


COMMAND = Command(
    examples=("kompass editions", "kompass editions --lang sv", "kompass editions --json"),
    add_arguments=add_arguments,
    options=EditionsOptions,
    execute=execute,
)
