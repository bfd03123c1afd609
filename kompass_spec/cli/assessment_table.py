"""Put assessments into a table for the terminal."""

from collections.abc import Iterable, Sequence

from kompass_spec.cli.output import table
from kompass_spec.model import Assessment, FindingKind
from kompass_spec.wording.wording import Wording

__all__ = ["assessment_row", "assessments_table", "rows_table"]


def assessments_table(assessments: Iterable[Assessment], wording: Wording) -> str:
    """Return a table that says how much was read of every assessment."""
    return rows_table([assessment_row(assessment, wording) for assessment in assessments], wording)


def rows_table(rows: Sequence[tuple[str, ...]], wording: Wording) -> str:
    """Return the table of assessments whose rows there are already."""
    say = wording.say
    head = (
        say("organisation"),
        say("year"),
        say("edition"),
        say("figures"),
        say("headings"),
        say("strengths"),
        say("improvement areas"),
    )
    return table(head, rows, right=(3, 4, 5, 6))


def assessment_row(assessment: Assessment, wording: Wording) -> tuple[str, ...]:
    """Return the row of an assessment."""
    organisation = assessment.organisation
    year = "–" if assessment.year is None else str(assessment.year)
    if assessment.year_inferred:
        year = wording.say("{year} (inferred)", year=year)
    kinds = [finding.kind for finding in assessment.findings]
    return (
        organisation.name + (f" ({organisation.code})" if organisation.code else ""),
        year,
        assessment.edition,
        str(len(assessment.observations)),
        str(len(assessment.headings)),
        str(kinds.count(FindingKind.STRENGTH)),
        str(kinds.count(FindingKind.IMPROVEMENT)),
    )
