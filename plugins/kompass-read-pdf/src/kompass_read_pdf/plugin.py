"""Bring the container of PDF files to kompass-spec."""

from collections.abc import Sequence

from kompass_read_pdf.container import PdfContainer
from kompass_spec import Container, hookimpl

kompass_api = 1


@hookimpl
def kompass_containers() -> Sequence[Container]:
    """Return the one container of this package."""
    return [PdfContainer()]
