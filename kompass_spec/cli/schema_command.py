"""``kompass schema``: print the JSON Schema of a document, or list those that there are."""

import argparse
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec.cli.options import Command, add_json, add_output

__all__ = ["COMMAND", "SchemaOptions"]


@final
@frozen(kw_only=True)
class SchemaOptions:
    """Hold which schema is printed, none to list them."""

    name: str | None
    output: Path | None
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="the name of a schema (default: list the names)"
    )
    add_output(parser, "the schema")
    add_json(parser)


def execute(options: SchemaOptions) -> int:
    """Print the schema that is named, or write it to a file; list the names where none is."""
    from kompass_spec.cli.output import tell_where, write_json, write_output
    from kompass_spec.documents.disk import write_bytes
    from kompass_spec.documents.schemas import schema_bytes
    from kompass_spec.model.problems import Problem, UsageError

    if options.name is None:
        if options.output is not None:
            sentence = "Say which schema is to be written. `kompass schema` lists them."
            raise UsageError([Problem("wrong-usage", sentence, str(options.output))])
        _list(as_json=options.json)
        return 0
    content = schema_bytes(options.name)
    if options.output is None:
        write_output(content)
        return 0
    write_bytes(options.output, content)
    if options.json:
        write_json({"written": [{"file": options.name, "output": str(options.output)}], "warnings": []})
    else:
        tell_where(options.output)
    return 0


def _list(*, as_json: bool) -> None:
    from kompass_spec.cli.output import table, tell, write_json
    from kompass_spec.documents.schemas import read_schema, schema_names

    schemas = {name: read_schema(name) for name in schema_names()}
    if as_json:
        listed = [
            {
                "name": name,
                "id": schema["$id"],
                "title": schema["title"],
                "description": schema["description"],
            }
            for name, schema in schemas.items()
        ]
        write_json({"schemas": listed})
    else:
        rows = [(name, schema["description"]) for name, schema in schemas.items()]
        tell(table(("name", "describes"), rows))


COMMAND = Command(
    examples=("kompass schema", "kompass schema edition -o edition.schema.json"),
    add_arguments=add_arguments,
    options=SchemaOptions,
    execute=execute,
)
