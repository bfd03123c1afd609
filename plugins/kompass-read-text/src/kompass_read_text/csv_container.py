"""The container of tables in text: CSV, and what a spreadsheet calls Unicode text."""

from typing import TYPE_CHECKING

from kompass_read_text.recognising import (
    begins_mail,
    begins_page,
    begins_xml,
    is_text,
    seen_text,
    whole_lines,
)
from kompass_read_text.separators import separator_of

if TYPE_CHECKING:
    from kompass_spec import ContainerRequest
    from kompass_spec.model import Document

__all__ = ["CsvContainer"]


class CsvContainer:
    """Open a table in text; what separates the columns is found, and never guessed by the ending."""

    name = "csv"
    endings = (".csv", ".tsv", ".tab")

    def recognises(self, content: bytes) -> bool:
        """Tell whether the bytes are a text whose lines have as many columns."""
        if not is_text(content):
            return False
        seen = seen_text(content)
        if begins_page(seen) or begins_mail(seen) or begins_xml(seen):
            return False
        return separator_of(whole_lines(seen, content)) is not None

    def read(self, request: "ContainerRequest") -> "Document":
        """Return the table; raise ``InputError`` where the bytes are no text, or hold none."""
        # Asking who recognises a file needs none of this.
        from kompass_read_text.csv_blocks import blocks_of  # noqa: PLC0415 - see the line above
        from kompass_read_text.encodings import decoded  # noqa: PLC0415 - see above
        from kompass_spec.model import Document  # noqa: PLC0415 - see above

        text, said = decoded(request.content, request.file)
        blocks, warnings = blocks_of(text, request.file)
        return Document(container=self.name, blocks=tuple(blocks), warnings=(*said, *warnings))
