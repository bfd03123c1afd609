"""The four containers; what opens a file is imported when there is one to open."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kompass_read_office.sniffing import kind_of

if TYPE_CHECKING:
    from kompass_spec import Container, ContainerRequest
    from kompass_spec.model import Document

__all__ = ["OFFICE_CONTAINERS", "OfficeContainer"]


class OfficeContainer:
    """Yield the blocks of one kind of office file.

    >>> [container.name for container in OFFICE_CONTAINERS]
    ['docx', 'odt', 'xlsx', 'ods']
    """

    def __init__(self, name: str, endings: tuple[str, ...]) -> None:
        self.name = name
        self.endings = endings

    def recognises(self, content: bytes) -> bool:
        """Tell whether the bytes are of this kind of file, also where it is damaged or encrypted."""
        return self.name == kind_of(content)

    def read(self, request: "ContainerRequest") -> "Document":
        """Return the blocks of the file; raise ``InputError`` where it cannot be opened, with what helps."""
        from kompass_read_office.opening import read_office  # noqa: PLC0415 - lxml takes time to import

        return read_office(request, self.name)


OFFICE_CONTAINERS: "Sequence[Container]" = (
    OfficeContainer("docx", (".docx", ".docm", ".dotx", ".dotm")),
    OfficeContainer("odt", (".odt", ".ott", ".fodt")),
    OfficeContainer("xlsx", (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb")),
    OfficeContainer("ods", (".ods", ".ots", ".fods")),
)
"""Word, OpenDocument text, Excel and OpenDocument spreadsheet, in this order."""
