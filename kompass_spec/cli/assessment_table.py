"""Put assessments into a table for the terminal."""

from collections.abc import Iterable, Sequence

from kompass_spec.cli.output import table
from kompass_spec.model import Assessment, FindingKind

__all__ = ["assessment_row", "assessments_table", "rows_table"]

_HEAD = ("organisation", "year", "edition", "figures", "headings", "strengths", "improvement areas")


def assessments_table(assessments: Iterable[Assessment]) -> str:
    """Return a table that says how much was read of every assessment."""
    return rows_table([assessment_row(assessment) for assessment in assessments])


def rows_table(rows: Sequence[tuple[str, ...]]) -> str:
    """Return the table of assessments whose rows there are already."""
    return table(_HEAD, rows, right=(3, 4, 5, 6))


def assessment_row(assessment: Assessment) -> tuple[str, ...]:
    """Return the row of an assessment."""
    organisation = assessment.organisation
    year = "–" if assessment.year is None else str(assessment.year)
    kinds = [finding.kind for finding in assessment.findings]
    return (
        organisation.name + (f" ({organisation.code})" if organisation.code else ""),
        year + (" (inferred)" if assessment.year_inferred else ""),
        assessment.edition,
        str(len(assessment.observations)),
        str(len(assessment.headings)),
        str(kinds.count(FindingKind.STRENGTH)),
        str(kinds.count(FindingKind.IMPROVEMENT)),
    )
