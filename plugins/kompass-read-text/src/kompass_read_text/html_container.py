"""The container of HTML: saved pages, those of word processors and content systems, archives of pages."""

import re
from typing import TYPE_CHECKING

from kompass_read_text.recognising import begins_mail, begins_page, is_text, seen_text

if TYPE_CHECKING:
    from kompass_spec import ContainerRequest
    from kompass_spec.model import Document

__all__ = ["HtmlContainer"]

_FRAGMENT = re.compile(
    r"\s*<(?:article|body|center|div|font|form|h[1-6]|head|link|main|meta|ol|p|section|span|style|table|title|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"</(?:[bip]|body|div|h[1-6]|head|html|li|span|strong|t[dhr]|table|title)>", re.IGNORECASE
)


class HtmlContainer:
    """Open a page of HTML; a block is what a reader of the page sees as one."""

    name = "html"
    endings = (".html", ".htm", ".xhtml", ".mht", ".mhtml")

    def recognises(self, content: bytes) -> bool:
        """Tell whether the bytes begin as a page does, or as a part of one."""
        if not is_text(content):
            return False
        seen = seen_text(content)
        if begins_mail(seen):
            return False
        return begins_page(seen) or (_FRAGMENT.match(seen) is not None and _CLOSED.search(seen) is not None)

    def read(self, request: "ContainerRequest") -> "Document":
        """Return the blocks of a page; raise ``InputError`` where it is none, or nested too deeply."""
        # Asking who recognises a file needs none of this.
        from kompass_read_text.encodings import decoded_page  # noqa: PLC0415 - see the line above
        from kompass_read_text.html_archives import page_in  # noqa: PLC0415 - see above
        from kompass_read_text.html_blocks import read_page  # noqa: PLC0415 - see above
        from kompass_spec.model import Document  # noqa: PLC0415 - see above

        page, charset = page_in(request.content, request.file)
        text, warnings = decoded_page(page, request.file, charset)
        blocks, said = read_page(text, request.file)
        return Document(container=self.name, blocks=tuple(blocks), warnings=(*warnings, *said))
