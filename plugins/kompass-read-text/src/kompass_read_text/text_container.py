"""The container of text and Markdown."""

from typing import TYPE_CHECKING

from kompass_read_text.recognising import (
    begins_mail,
    begins_page,
    begins_xml,
    is_text,
    seen_text,
    whole_lines,
)
from kompass_read_text.separators import is_quoted_table

if TYPE_CHECKING:
    from kompass_spec import ContainerRequest
    from kompass_spec.model import Document

__all__ = ["TextContainer"]


class TextContainer:
    """Open text, plain or with the marks of Markdown; a block is what stands on one line."""

    name = "text"
    endings = (".md", ".markdown", ".txt", ".text")

    def recognises(self, content: bytes) -> bool:
        """Tell whether the bytes are a text, and not a page of HTML or the table of a spreadsheet."""
        if not is_text(content):
            return False
        seen = seen_text(content)
        return (
            not begins_page(seen)
            and not begins_xml(seen)
            and not begins_mail(seen)
            and not is_quoted_table(whole_lines(seen, content))
        )

    def read(self, request: "ContainerRequest") -> "Document":
        """Return the blocks of a text; raise ``InputError`` where the bytes are none."""
        # Asking who recognises a file needs none of this.
        from kompass_read_text.encodings import decoded  # noqa: PLC0415 - see the line above
        from kompass_read_text.text_blocks import blocks_of  # noqa: PLC0415 - see above
        from kompass_spec.model import Document  # noqa: PLC0415 - see above

        text, said = decoded(request.content, request.file)
        blocks, warnings = blocks_of(text, request.file)
        return Document(container=self.name, blocks=tuple(blocks), warnings=(*said, *warnings))
