"""Open an office file: refuse what cannot be read, with what helps, and hand the rest to its reader."""

from collections.abc import Callable

from kompass_read_office.archive import Archive
from kompass_read_office.collecting import Collector
from kompass_read_office.docx_document import read_docx
from kompass_read_office.ods_workbook import read_ods
from kompass_read_office.odt_document import read_odt
from kompass_read_office.refusals import damaged
from kompass_read_office.xlsx_workbook import read_xlsx
from kompass_spec import ContainerRequest, InputError
from kompass_spec.model import Document

__all__ = ["read_office"]

_READERS: dict[str, Callable[[Archive, Collector], None]] = {
    "docx": read_docx,
    "ods": read_ods,
    "odt": read_odt,
    "xlsx": read_xlsx,
}


def read_office(request: ContainerRequest, kind: str) -> Document:
    """Return the blocks of an office file of one kind.

    Raise ``InputError`` where it is encrypted, damaged or larger than a document.
    """
    collector = Collector()
    try:
        archive = Archive(request.content)
        _READERS[kind](archive, collector)
        _warn_of_macros(archive, collector)
    except InputError as error:
        raise error.in_file(request.file) from error
    except RecursionError as error:
        raise damaged().in_file(request.file) from error
    return collector.document(kind, request.file)


def _warn_of_macros(archive: Archive, collector: Collector) -> None:
    """Say that a program in the file was not run; nothing here could."""
    if any(
        name.endswith("vbaProject.bin") or name.startswith(("Basic/", "Scripts/")) for name in archive.names
    ):
        collector.warn(
            "macros-not-run", "This file has macros in it. They were not run; the words were read."
        )
