"""Read the parts of a zip archive within limits, whatever it says of itself."""

import io
import zipfile
from typing import final

from kompass_read_office.refusals import damaged, too_large
from kompass_read_office.sniffing import ZIP_ERRORS, flat_kind_of

__all__ = ["LARGEST_PART", "LARGEST_WHOLE", "MOST_PARTS", "Archive"]

LARGEST_PART = 32 * 1024 * 1024
"""The bytes of one unpacked part above which a file is refused; a report of 300 pages has 5 MB."""

LARGEST_WHOLE = 96 * 1024 * 1024
"""The bytes of all unpacked parts together that are read of one file."""

MOST_PARTS = 10_000
"""The number of parts above which a file is refused."""


@final
class Archive:
    """Give the parts of an archive by name; only what is asked for is unpacked.

    A file of OpenDocument that is one text of XML is taken for an archive with that one part.
    Raise ``InputError`` where the archive is damaged, or a part is larger than what can be read.
    """

    def __init__(self, content: bytes) -> None:
        self._left = LARGEST_WHOLE
        self._flat = content if flat_kind_of(content) is not None else None
        if self._flat is not None:
            self.names = frozenset({"content.xml"})
            return
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            self.names = frozenset(self._archive.namelist())
        except ZIP_ERRORS as error:
            raise damaged() from error
        if len(self.names) > MOST_PARTS:
            raise too_large(f"It has {len(self.names):,} parts, and at most {MOST_PARTS:,} are read.")

    def part(self, name: str) -> bytes:
        """Return the bytes of a part; empty where there is none of that name.

        What the archive says about sizes is not believed: the reading itself stops at the limit.
        """
        if name not in self.names:
            return b""
        most = min(LARGEST_PART, self._left)
        if self._flat is not None:
            if len(self._flat) > most:
                raise too_large(f"It may have {LARGEST_PART // 2**20} MB.")
            return self._flat
        try:
            with self._archive.open(name) as file:
                content = file.read(most + 1)
        except ZIP_ERRORS as error:
            raise damaged() from error
        if len(content) > most:
            limit = f"{LARGEST_PART // 2**20} MB, all that is read together {LARGEST_WHOLE // 2**20} MB"
            raise too_large(f"Unpacked, a part of it may have {limit}.")
        self._left -= len(content)
        return content
