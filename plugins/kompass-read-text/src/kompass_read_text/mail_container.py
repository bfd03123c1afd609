"""The container of messages of mail that were saved as a file (``.eml``)."""

from typing import TYPE_CHECKING

from kompass_read_text.recognising import begins_mail, is_text, seen_text

if TYPE_CHECKING:
    from kompass_spec import ContainerRequest
    from kompass_spec.model import Document

__all__ = ["MailContainer"]


class MailContainer:
    """Open a message of mail: its words as a page or as text, without the files that are attached to it."""

    name = "mail"
    endings = (".eml",)

    def recognises(self, content: bytes) -> bool:
        """Tell whether the bytes begin as a message does, with who sent it and how it came."""
        return is_text(content) and begins_mail(seen_text(content))

    def read(self, request: "ContainerRequest") -> "Document":
        """Return the blocks of a message; raise ``InputError`` where its page is nested too deeply."""
        # Asking who recognises a file needs none of this.
        from kompass_read_text.mail_blocks import read_mail  # noqa: PLC0415 - see the line above
        from kompass_spec.model import Document  # noqa: PLC0415 - see above

        blocks, warnings = read_mail(request.content, request.file)
        return Document(container=self.name, blocks=tuple(blocks), warnings=tuple(warnings))
