"""``kompass new``: a small distribution to begin with, or the draft of an edition or a mapping."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec.cli.options import Command, add_json, named_path

__all__ = ["COMMAND", "NewOptions"]


@final
@frozen(kw_only=True)
class NewOptions:
    """Hold what is made, under which name, and where."""

    what: str
    id: str | None
    target: str | None
    country: str | None
    copied: str | None
    kind: str | None
    name: str | None
    output: Path
    json: bool


_NEEDED = {
    "variant": ("country",),
    "edition": ("id",),
    "mapping": ("id", "target"),
    "plugin": ("kind", "name"),
}
_ALLOWED = {**_NEEDED, "variant": ("country", "name"), "edition": ("id", "copied")}
_WRITTEN = {
    "country": "--country",
    "copied": "--from",
    "id": "ID",
    "target": "TARGET",
    "kind": "--kind",
    "name": "--name",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "what", metavar="WHAT", choices=tuple(_NEEDED), help="variant, edition, mapping or plugin"
    )
    parser.add_argument(
        "id",
        metavar="ID",
        nargs="?",
        help="the id of the edition, such as is-2024, or the edition that a mapping leads from",
    )
    parser.add_argument("target", metavar="TARGET", nargs="?", help="the edition that a mapping leads to")
    parser.add_argument("--country", metavar="COUNTRY", help="the country of a variant, such as is")
    parser.add_argument(
        "--from",
        metavar="EDITION",
        dest="copied",
        help="begin an edition with the areas and questions of this one: an id, or a path to TOML",
    )
    parser.add_argument(
        "--kind",
        metavar="KIND",
        help="the kind of a plugin: container, importer, scorer, converter, renderer or dataset",
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
        type=named_path,
        required=True,
        help=(
            "the folder to make; for an edition also the folder of a framework to put it into, for a mapping"
            " that folder"
        ),
    )
    add_json(parser)


def execute(options: NewOptions) -> int:
    """Make what is asked for, and say what to do next."""
    from kompass_spec.cli.new.scaffold import new_edition, new_plugin, new_variant
    from kompass_spec.cli.output import tell, write_json

    _refuse_wrong(options)
    if options.what == "variant":
        made = new_variant(options.country or "", options.output, options.name)
    elif options.what == "edition":
        made = new_edition(options.id or "", options.output, options.copied)
    elif options.what == "mapping":
        # Imported here because only a mapping is proposed.
        from kompass_spec.cli.new.mappings import new_mapping

        made = new_mapping(options.id or "", options.target or "", options.output)
    else:
        made = new_plugin(options.kind or "", options.name or "", options.output)
    if options.json:
        write_json({"folder": str(made.folder), "files": list(made.files), "next_step": made.next_step})
        return 0
    tell(f"Made {made.folder}:")
    for name in made.files:
        tell(f"  {name}")
    tell(made.next_step)
    return 0


def _refuse_wrong(options: NewOptions) -> None:
    """Raise ``UsageError`` where what is made lacks something, or is given what it has no use for."""
    from kompass_spec.model.problems import Problem, UsageError

    sentences = list(_wrong(options))
    if sentences:
        raise UsageError(
            Problem("wrong-usage", f"{sentence} See kompass new --help.") for sentence in sentences
        )


def _wrong(options: NewOptions) -> Iterator[str]:
    given = {
        "country": options.country,
        "id": options.id,
        "target": options.target,
        "copied": options.copied,
        "kind": options.kind,
        "name": options.name,
    }
    for name in _NEEDED[options.what]:
        if given[name] is None:
            yield f"kompass new {options.what} needs {_WRITTEN[name]}."
    for name, value in given.items():
        if value is not None and name not in _ALLOWED[options.what]:
            yield f"kompass new {options.what} takes no {_WRITTEN[name]}."


COMMAND = Command(
    examples=(
        "kompass new variant --country is --output kompass-variant-is",
        "kompass new edition is-2024 --output src/kompass_variant_is",
        "kompass new edition is-2028 --from is-2024 --output src/kompass_variant_is",
        "kompass new mapping is-2024 is-2028 --output src/kompass_variant_is",
        "kompass new plugin --kind importer --name csv --output kompass-import-csv",
    ),
    add_arguments=add_arguments,
    options=NewOptions,
    execute=execute,
)
