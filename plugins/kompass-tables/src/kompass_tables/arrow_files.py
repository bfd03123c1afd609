"""Read and write files of Arrow as streams."""

from pathlib import Path
from typing import Any

from kompass_spec import InputError, Problem

try:
    from pyarrow import OSFile, dataset, ipc
except ImportError:
    _SENTENCE = "Files of Arrow need pyarrow. Install kompass-tables[arrow], or use Parquet."
    raise InputError([Problem("unreadable-file", _SENTENCE)]) from None

__all__ = ["count_rows", "relation_of", "write_rows"]

_BATCH = 10_000


def relation_of(path: Path, connection: Any) -> Any:
    """Return the rows of a file as a relation, which reads them when they are asked for."""
    return connection.from_arrow(dataset.dataset(str(path), format="ipc"))


def write_rows(relation: Any, path: Path) -> None:
    """Write the rows of a relation."""
    reader = relation.to_arrow_reader(_BATCH)
    with OSFile(str(path), "wb") as stream, ipc.new_file(stream, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)


def count_rows(path: Path) -> int:
    """Return how many rows a file has."""
    return int(dataset.dataset(str(path), format="ipc").count_rows())
