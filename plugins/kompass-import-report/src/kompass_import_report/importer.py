"""The importer: from the blocks of a document to assessments, newest first."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kompass_spec import ImportRequest
    from kompass_spec.model import Imported

__all__ = ["ReportImporter"]


class ReportImporter:
    """Read evaluation reports, from the blocks of whatever document they come in."""

    name = "report"
    endings: tuple[str, ...] = ()

    def read(self, request: "ImportRequest") -> "Imported":
        """Return the assessments in a report, newest first, and a warning for whatever could not be placed.

        Bytes that nobody has opened are read as text. Raise ``InputError`` where the file is not a report, or
        its edition is not clear.
        """
        # Listing the importers needs none of this, and it takes time to import.
        from kompass_import_report.assembly import read_report  # noqa: PLC0415 - see the line above

        return read_report(request)
