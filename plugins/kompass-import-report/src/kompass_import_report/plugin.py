"""Bring the importer of printed reports to kompass-spec."""

from collections.abc import Sequence

from kompass_import_report.importer import ReportImporter
from kompass_spec import Importer, hookimpl

kompass_api = 1


@hookimpl
def kompass_importers() -> Sequence[Importer]:
    """Return the one importer of this package."""
    return [ReportImporter()]
