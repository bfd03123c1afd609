"""The options of every command that works through files."""

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

__all__ = ["BatchOptions", "DocumentOptions"]


@frozen(kw_only=True)
class BatchOptions:
    """Hold what every command is asked that works through files and writes what it makes of them together."""

    files: Sequence[Path]
    edition: str | None
    max_size: int | None
    output: Path | None
    json: bool
    isolate: bool = False


@frozen(kw_only=True)
class DocumentOptions(BatchOptions):
    """Hold what is asked of a command that reads documents, of which there may be many."""

    importer: str | None
    jobs: int | None
    log: Path | None
