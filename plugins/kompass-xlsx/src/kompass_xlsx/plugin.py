"""Bring workbooks to kompass-spec: the evaluator's, as a template and its importer, and the reader's."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec import Importer, Template, hookimpl
from kompass_spec.plugins.hooks import SHEET_KINDS, SheetRenderer

if TYPE_CHECKING:
    from kompass_spec import ImportRequest, TemplateRequest
    from kompass_spec.model import Imported
    from kompass_spec.plugins.requests import SheetRequest

__all__ = [
    "WorkbookImporter",
    "WorkbookRenderer",
    "WorkbookTemplate",
    "kompass_api",
    "kompass_importers",
    "kompass_renderers",
    "kompass_templates",
]

kompass_api = 1


@final
@frozen
class WorkbookTemplate:
    """Make a workbook with a sheet for every area of an edition, and a summary that counts."""

    name: str = "xlsx"
    endings: tuple[str, ...] = (".xlsx",)

    def make(self, request: "TemplateRequest") -> bytes:
        """Return the workbook; raise ``InputError`` where the maxima of the edition's areas are not known."""
        from kompass_xlsx.template import make_workbook  # noqa: PLC0415 - listing plugins needs none of it

        return make_workbook(request)


@final
@frozen
class WorkbookImporter:
    """Read the workbook back, whatever program has saved it and whatever the file is called."""

    name: str = "workbook"
    endings: tuple[str, ...] = (".xlsx", ".ods")

    def recognises(self, content: bytes) -> bool:
        """Tell whether the bytes are a workbook of ours, as XLSX or ODS; no other file is read."""
        from kompass_xlsx.recognition import is_ours  # noqa: PLC0415 - see above

        return is_ours(content)

    def read(self, request: "ImportRequest") -> "Imported":
        """Return the assessment in a workbook; raise ``InputError`` with every answer that cannot be."""
        from kompass_xlsx.reading import read_workbook  # noqa: PLC0415 - see above

        return read_workbook(request)


@final
@frozen
class WorkbookRenderer:
    """Lay out sheets as a workbook: what is said, charts, and every table to filter and compute with."""

    name: str = "xlsx"
    endings: tuple[str, ...] = (".xlsx",)
    kinds: tuple[str, ...] = SHEET_KINDS

    def lay_out(self, request: "SheetRequest") -> bytes:
        """Return the workbook; no text in it is a formula."""
        from kompass_xlsx.laid_out.book import lay_out_workbook  # noqa: PLC0415 - see above

        return lay_out_workbook(request.sheet)


@hookimpl
def kompass_renderers() -> Sequence[SheetRenderer]:
    """Return the one renderer of this package."""
    return [WorkbookRenderer()]


@hookimpl
def kompass_templates() -> Sequence[Template]:
    """Return the one template of this package."""
    return [WorkbookTemplate()]


@hookimpl
def kompass_importers() -> Sequence[Importer]:
    """Return the one importer of this package."""
    return [WorkbookImporter()]
