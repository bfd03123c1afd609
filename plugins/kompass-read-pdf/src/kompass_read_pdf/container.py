"""The container: what is a PDF file, and its blocks."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kompass_spec import ContainerRequest, Document

__all__ = ["PdfContainer"]

_MARK = b"%PDF-"
_MARK_WITHIN = 1024


class PdfContainer:
    """Read PDF files of office programs, browsers and typesetters."""

    name = "pdf"
    endings = (".pdf",)

    def recognises(self, content: bytes) -> bool:
        """Tell whether the mark of PDF stands in the first 1,024 bytes, where readers look for it.

        >>> PdfContainer().recognises(b"%PDF-1.7 ..."), PdfContainer().recognises(b"Rapport")
        (True, False)
        """
        return _MARK in content[:_MARK_WITHIN]

    def read(self, request: "ContainerRequest") -> "Document":
        """Return the blocks of the pages, and a warning for whatever on them could not be read.

        Raise ``InputError`` where the file is damaged, asks for a password, goes beyond the limits, or holds
        nothing but pictures or letters without a meaning.
        """
        # Listing the containers needs none of this, and it takes time to import.
        from kompass_read_pdf.document import read_document  # noqa: PLC0415 - see the line above

        return read_document(request)
