"""``kompass show``: show an edition, or one item of it, with its sources."""

import argparse
from typing import final

from attrs import frozen

from kompass_spec.cli.options import Command, add_json, language

__all__ = ["COMMAND", "ShowOptions"]


@final
@frozen(kw_only=True)
class ShowOptions:
    """Hold which edition, or which item of it, is shown."""

    edition: str
    item: str | None
    lang: str | None
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "edition",
        metavar="EDITION",
        help="an edition: its id, such as se-2016, a release of it, or a path to TOML",
    )
    parser.add_argument("item", metavar="CODE", nargs="?", help="an area or a question, such as 7 or 7.2")
    parser.add_argument(
        "--lang", metavar="TAG", type=language, help="the language of the texts (default: the edition's own)"
    )
    add_json(parser)


def execute(options: ShowOptions) -> int:
    """Show the edition, or the area or question with the code that is asked for."""
    from kompass_spec.cli.edition_table import edition_text, item_text, no_such_item
    from kompass_spec.cli.output import tell, warn, write_json
    from kompass_spec.documents.structure import unstructure
    from kompass_spec.model.problems import Problem, UsageError
    from kompass_spec.plugins.host import load_plugins
    from kompass_spec.registry.chosen import chosen_edition
    from kompass_spec.registry.registry import load_registry

    plugins = load_plugins("frameworks")
    registry = load_registry(plugins)
    warn(Problem("plugin-failed", failure.message) for failure in plugins.failures)
    registry, name = chosen_edition(options.edition, registry)
    edition = registry[name]
    warn(registry.cautions([name]))
    if options.item is not None and options.item not in edition:
        raise UsageError([Problem("unknown-item", no_such_item(options.item, edition))])
    item = edition.item(options.item) if options.item is not None else None
    lang = options.lang or edition.language
    if options.json:
        write_json(unstructure(item) if item is not None else unstructure(edition))
    elif item is None:
        tell(edition_text(edition, lang, registry))
    else:
        tell(item_text(item, edition, lang))
    return 0


COMMAND = Command(
    examples=("kompass show se-2016", "kompass show se-2016 7.2 --json"),
    add_arguments=add_arguments,
    options=ShowOptions,
    execute=execute,
)
