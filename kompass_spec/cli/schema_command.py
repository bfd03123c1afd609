"""``kompass schema``: print the JSON Schema of a document, or list those that there are."""

from argparse import Namespace

from kompass_spec.cli.output import table, write_json, write_output
from kompass_spec.documents.disk import write_bytes
from kompass_spec.documents.schemas import read_schema, schema_bytes, schema_names
from kompass_spec.model.problems import Problem, UsageError

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """Print the schema that is named, or write it to a file; list the names where none is."""
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
        print(f"Written to {options.output}.")
    return 0


def _list(*, as_json: bool) -> None:
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
        print(
            table(("name", "describes"), [(name, schema["description"]) for name, schema in schemas.items()])
        )
