"""The framework as frozen objects: editions, organisations, assessments and scorecards."""

from typing import TYPE_CHECKING

from kompass_spec.lazily import lazy_names

if TYPE_CHECKING:  # the same names as in _HOMES, for type checkers and editors; a test keeps them equal
    from kompass_spec.model.assessment import (
        TOTAL as TOTAL,
        Assessment as Assessment,
        Comparability as Comparability,
        Evaluator as Evaluator,
        Evidence as Evidence,
        EvidenceKind as EvidenceKind,
        Finding as Finding,
        FindingKind as FindingKind,
        Observation as Observation,
        PrintedHeading as PrintedHeading,
        Quantity as Quantity,
        SourceFile as SourceFile,
    )
    from kompass_spec.model.cohort import (
        CitedMean as CitedMean,
        CitedResult as CitedResult,
        Cohort as Cohort,
        CohortItem as CohortItem,
        Rank as Rank,
        Standing as Standing,
        Support as Support,
    )
    from kompass_spec.model.conversion import (
        Adjusted as Adjusted,
        Assumed as Assumed,
        Basis as Basis,
        Conversion as Conversion,
        Converted as Converted,
        WeakLink as WeakLink,
    )
    from kompass_spec.model.dataset import (
        Caveat as Caveat,
        CaveatKind as CaveatKind,
        Dataset as Dataset,
        PublishedFigure as PublishedFigure,
        PublishedMean as PublishedMean,
        PublishedResult as PublishedResult,
    )
    from kompass_spec.model.edition import (
        Area as Area,
        Completeness as Completeness,
        Criterion as Criterion,
        Edition as Edition,
        Editorial as Editorial,
        Heading as Heading,
        Note as Note,
        Question as Question,
        Source as Source,
    )
    from kompass_spec.model.mapping import (
        Change as Change,
        EditionMapping as EditionMapping,
        Level as Level,
        Link as Link,
        MappingStatus as MappingStatus,
        Reading as Reading,
        Relation as Relation,
        Share as Share,
        Statement as Statement,
        Unlinked as Unlinked,
    )
    from kompass_spec.model.organisation import (
        Organisation as Organisation,
        OrganisationKind as OrganisationKind,
    )
    from kompass_spec.model.scorecard import (
        Discrepancy as Discrepancy,
        DiscrepancyKind as DiscrepancyKind,
        Interval as Interval,
        Misprint as Misprint,
        Score as Score,
        Scorecard as Scorecard,
    )
    from kompass_spec.model.texts import (
        Passage as Passage,
        Text as Text,
    )

_HOMES = {
    "kompass_spec.model.assessment": (
        "TOTAL",
        "Assessment",
        "Comparability",
        "Evaluator",
        "Evidence",
        "EvidenceKind",
        "Finding",
        "FindingKind",
        "Observation",
        "PrintedHeading",
        "Quantity",
        "SourceFile",
    ),
    "kompass_spec.model.cohort": (
        "CitedMean",
        "CitedResult",
        "Cohort",
        "CohortItem",
        "Rank",
        "Standing",
        "Support",
    ),
    "kompass_spec.model.conversion": (
        "Adjusted",
        "Assumed",
        "Basis",
        "Conversion",
        "Converted",
        "WeakLink",
    ),
    "kompass_spec.model.dataset": (
        "Caveat",
        "CaveatKind",
        "Dataset",
        "PublishedFigure",
        "PublishedMean",
        "PublishedResult",
    ),
    "kompass_spec.model.edition": (
        "Area",
        "Completeness",
        "Criterion",
        "Edition",
        "Editorial",
        "Heading",
        "Note",
        "Question",
        "Source",
    ),
    "kompass_spec.model.mapping": (
        "Change",
        "EditionMapping",
        "Level",
        "Link",
        "MappingStatus",
        "Reading",
        "Relation",
        "Share",
        "Statement",
        "Unlinked",
    ),
    "kompass_spec.model.organisation": ("Organisation", "OrganisationKind"),
    "kompass_spec.model.scorecard": (
        "Discrepancy",
        "DiscrepancyKind",
        "Interval",
        "Misprint",
        "Score",
        "Scorecard",
    ),
    "kompass_spec.model.texts": ("Passage", "Text"),
}

__all__ = [*sorted(name for names in _HOMES.values() for name in names)]  # noqa: PLE0604 - the names are written once, in _HOMES

__getattr__ = lazy_names(__name__, _HOMES)


def __dir__() -> list[str]:
    """List the names of the model, imported or not."""
    return __all__
