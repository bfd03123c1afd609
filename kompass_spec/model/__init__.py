"""The framework as frozen objects: editions, organisations, assessments and scorecards."""

from kompass_spec.model.assessment import (
    TOTAL,
    Assessment,
    Comparability,
    Evaluator,
    Evidence,
    EvidenceKind,
    Finding,
    FindingKind,
    Observation,
    PrintedHeading,
    Quantity,
    SourceFile,
)
from kompass_spec.model.edition import (
    Area,
    Completeness,
    Criterion,
    Edition,
    Heading,
    Note,
    Question,
    Source,
)
from kompass_spec.model.organisation import Organisation, OrganisationKind
from kompass_spec.model.scorecard import (
    Discrepancy,
    DiscrepancyKind,
    Interval,
    Misprint,
    Score,
    Scorecard,
)
from kompass_spec.model.texts import Passage, Text

__all__ = [
    "TOTAL",
    "Area",
    "Assessment",
    "Comparability",
    "Completeness",
    "Criterion",
    "Discrepancy",
    "DiscrepancyKind",
    "Edition",
    "Evaluator",
    "Evidence",
    "EvidenceKind",
    "Finding",
    "FindingKind",
    "Heading",
    "Interval",
    "Misprint",
    "Note",
    "Observation",
    "Organisation",
    "OrganisationKind",
    "Passage",
    "PrintedHeading",
    "Quantity",
    "Question",
    "Score",
    "Scorecard",
    "Source",
    "SourceFile",
    "Text",
]
