"""``kompass show``: show an edition, one item of it, or a mapping, with their sources."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec.cli.options import Command, add_json, add_output
from kompass_spec.cli.sheet_output import add_layout

if TYPE_CHECKING:
    from kompass_spec.model import Edition, EditionMapping
    from kompass_spec.model.problems import Problem
    from kompass_spec.model.sheet import Sheet
    from kompass_spec.plugins.loaded import Plugins
    from kompass_spec.registry.registry import Registry

__all__ = ["COMMAND", "ShowOptions"]


@final
@frozen(kw_only=True)
class ShowOptions:
    """Hold what is shown, where to, and in which form and language."""

    edition: str
    item: str | None
    lang: str | None
    output: Path | None
    layout: str | None
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "edition",
        metavar="EDITION",
        help=(
            "an edition or a mapping: its id, such as se-2016 or se-2010-to-se-2016, a release of it, or a"
            " path to TOML"
        ),
    )
    parser.add_argument("item", metavar="CODE", nargs="?", help="an area or a question, such as 7 or 7.2")
    add_layout(parser)
    add_output(parser, "it", "to this file, as JSON where it ends with .json,")
    add_json(parser)


def execute(options: ShowOptions) -> int:
    """Show the edition, or the area or question with the code that is asked for, or the mapping."""
    from kompass_spec.cli.files import refuse_overwriting
    from kompass_spec.cli.output import warn
    from kompass_spec.cli.sheet_output import renderers_for
    from kompass_spec.model.problems import Problem
    from kompass_spec.plugins.host import load_plugins
    from kompass_spec.registry.chosen import shown_mapping
    from kompass_spec.registry.registry import load_registry

    plugins = load_plugins("frameworks", *renderers_for(options))
    registry = load_registry(plugins)
    warn(Problem("plugin-failed", failure.message) for failure in plugins.failures)
    refuse_overwriting(options.output, [Path(options.edition)])
    mapping = shown_mapping(options.edition, registry)
    if mapping is None:
        return _show_edition(options, registry, plugins)
    return _show_mapping(mapping, options, registry, plugins)


def _show_edition(options: ShowOptions, registry: "Registry", plugins: "Plugins") -> int:
    from kompass_spec.cli.output import warn
    from kompass_spec.documents.structure import unstructure
    from kompass_spec.model.problems import Problem, UsageError
    from kompass_spec.registry.chosen import chosen_edition

    registry, name = chosen_edition(options.edition, registry)
    edition = registry[name]
    warn(registry.cautions([name]))
    if options.item is not None and options.item not in edition:
        raise UsageError([Problem("unknown-item", _no_such_item(options.item, edition))])

    def compose() -> "Sheet":
        from kompass_spec.releases.listing import listed_releases
        from kompass_spec.sheets.edition import edition_sheet
        from kompass_spec.sheets.item import item_sheet

        joining = [one for one in registry.mappings() if edition.id in {one.source.id, one.target.id}]
        if options.item is not None:
            return item_sheet(edition, options.item, language=options.lang, mappings=joining)
        names = [edition.id, *(one.id for one in joining)]
        return edition_sheet(
            edition,
            language=options.lang,
            mappings=joining,
            releases=listed_releases(names, registry),
        )

    shown = edition if options.item is None else edition.item(options.item)
    return _concluded(options, lambda: unstructure(shown), compose, plugins, own=edition.language)


def _no_such_item(code: str, edition: "Edition") -> str:
    """Return the sentence for a code that the edition does not have."""
    from kompass_spec.wording.editions import scored_by

    known = ", ".join(area.code for area in edition.areas) or "none"
    areas = f"The areas known of it: {known}" if scored_by(edition) is None else f"Its areas are {known}"
    questions = "questions are written like 7.2" if edition.questions else "its questions are not known"
    return f"{edition.id} has no area or question {code!r}. {areas}; {questions}."


def _show_mapping(
    mapping: "EditionMapping", options: ShowOptions, registry: "Registry", plugins: "Plugins"
) -> int:
    from kompass_spec.cli.output import warn
    from kompass_spec.documents.mappings import mapping_data
    from kompass_spec.model.problems import Problem, UsageError

    if options.item is not None:
        sentence = f"{mapping.id} is a mapping, of which no single item is shown. Leave out {options.item!r}."
        raise UsageError([Problem("unknown-item", sentence)])
    warn(registry.mapping_cautions().get(mapping.id, ()))
    warn(registry.claims([mapping.id]))

    def compose() -> "Sheet":
        from kompass_spec.sheets.mapping import mapping_sheet

        return mapping_sheet(mapping, language=options.lang)

    return _concluded(
        options,
        lambda: mapping_data(mapping),
        compose,
        plugins,
        own=mapping.target.language,
    )


def _concluded(
    options: ShowOptions,
    data: Callable[[], dict[str, object]],
    compose: "Callable[[], Sheet]",
    plugins: "Plugins",
    *,
    own: str,
) -> int:
    """Write the sheet or the data, only that of both which is asked for."""
    from kompass_spec.cli.sheet_output import conclude_sheet, renderers_for

    warnings: Sequence[Problem] = ()
    if renderers_for(options) and options.lang is not None:
        from kompass_spec.wording.wording import wording_problems

        warnings = wording_problems(options.lang, own)
    wanted = options.json or not renderers_for(options)
    return conclude_sheet(
        options, data() if wanted else {}, compose, plugins=plugins, warnings=warnings, problems=()
    )


COMMAND = Command(
    examples=(
        "kompass show se-2016",
        "kompass show se-2016 7.2 --json",
        "kompass show se-2016 --lang en -o booklet.html",
        "kompass show se-2010-to-se-2016",
    ),
    add_arguments=add_arguments,
    options=ShowOptions,
    execute=execute,
)
