"""The options of every command that works through files."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from kompass_spec.plugins.requests import Decided

__all__ = ["BatchOptions", "DocumentOptions", "ReadOptions"]


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
class ReadOptions(BatchOptions):
    """Hold how printed reports are read, beside what every command is asked."""

    importer: str | None
    editions: Sequence[tuple[int, str]] = ()
    organisation: str | None = None
    year: int | None = None
    total: Fraction | None = None

    @property
    def decided(self) -> "Decided":
        """Return what is decided on where a report leaves it open."""
        # What only shows the help needs no requests.
        from kompass_spec.plugins.requests import Decided

        return Decided(
            organisation=self.organisation, year=self.year, total=self.total, editions=tuple(self.editions)
        )


@frozen(kw_only=True)
class DocumentOptions(ReadOptions):
    """Hold in how many processes documents are read, of which there may be many, and by which log."""

    jobs: int | None
    log: Path | None
    lang: str
