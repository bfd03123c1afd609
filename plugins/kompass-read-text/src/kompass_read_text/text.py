"""The container of text and Markdown."""

from typing import TYPE_CHECKING

from kompass_read_text.recognising import begins_page, is_text, seen_text

if TYPE_CHECKING:
    from kompass_spec import ContainerRequest
    from kompass_spec.model import Document

__all__ = ["TextContainer"]


class TextContainer:
    """Open text, plain or with the marks of Markdown; a block is what stands on one line."""

    name = "text"
    endings = (".md", ".markdown", ".txt", ".text")

    def recognises(self, content: bytes) -> bool:
        """Tell whether the bytes are a text, and not a page of HTML."""
        return is_text(content) and not begins_page(seen_text(content))

    def read(self, request: "ContainerRequest") -> "Document":
        """Return the blocks of a text; raise ``InputError`` where the bytes are none."""
        # Asking who recognises a file needs none of this.
        from kompass_read_text.encodings import decoded  # noqa: PLC0415 - see the line above
        from kompass_read_text.text_blocks import blocks_of  # noqa: PLC0415 - see above
        from kompass_spec.model import Document  # noqa: PLC0415 - see above

        text, said = decoded(request.content, request.file)
        blocks, warnings = blocks_of(text)
        return Document(container=self.name, blocks=tuple(blocks), warnings=(*said, *warnings))
