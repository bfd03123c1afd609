"""Keep compiled templates where Python keeps compiled modules: to compile them takes a tenth of a report."""

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

__all__ = ["CompiledTemplates"]


@final
class CompiledTemplates(BytecodeCache):
    """Keep the byte code of the templates in a folder; ``environment`` is the source of what compiles them.

    What was compiled from another source, in another environment or by another version of Jinja or of Python
    is not used, and neither is a file that is damaged. Where nothing can be written, nothing is kept.
    """

    def __init__(self, folder: Path, environment: str) -> None:
        """Keep nothing yet."""
        self._folder = folder
        self._environment = environment

    def get_source_checksum(self, source: str) -> str:
        """Return a digest of all that the byte code follows from."""
        return super().get_source_checksum(f"{self._environment}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept of its template, if anything is."""
        with suppress(OSError), self._place(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket, unless Python was asked to keep no byte code."""
        if sys.dont_write_bytecode:
            return
        # Imported here because templates are compiled once.
        import os  # noqa: PLC0415 - see above
        import tempfile  # noqa: PLC0415 - see above

        place = self._place(bucket)
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=place.parent)
            try:
                with os.fdopen(number, "wb") as file:
                    bucket.write_bytecode(file)
                # Whoever reads it meanwhile has the old file or the new one.
                Path(name).replace(place)
            except OSError:
                Path(name).unlink()

    def _place(self, bucket: Bucket) -> Path:
        return Path(cache_from_source(str(self._folder / f"{bucket.key}.html")))
