"""Write the schemas that the package ships anew from the classes
of the model: ``python tests/schemas/refresh_schemas.py``."""

from pathlib import Path

from schema_generator.documents import DOCUMENTS, schema_of

from kompass_spec.documents.plain import json_bytes

FOLDER = Path(__file__).parents[2] / "kompass_spec/documents/schemas/1"


def generated():
    """Return the bytes of every schema by the name of its file."""
    return {f"{name}.json": json_bytes(schema_of(name)) for name in DOCUMENTS}


def refresh() -> None:
    """Write every schema, and remove those that are no longer there."""
    FOLDER.mkdir(exist_ok=True)
    files = generated()
    for old in FOLDER.glob("*.json"):
        if old.name not in files:
            old.unlink()
    for name, content in files.items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    refresh()
