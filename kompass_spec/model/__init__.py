"""The framework as frozen objects, with their rules and pure algebra; it knows no file and no plugin."""

from kompass_spec._face import TYPE_CHECKING, lazy_names

if TYPE_CHECKING:  # type checkers and editors find the names of the table below by each module's `__all__`
    from kompass_spec.model.applicability import *
    from kompass_spec.model.assessment import *
    from kompass_spec.model.blocks import *
    from kompass_spec.model.certificate import *
    from kompass_spec.model.cohort import *
    from kompass_spec.model.comparison import *
    from kompass_spec.model.conversion import *
    from kompass_spec.model.dataset import *
    from kompass_spec.model.difference import *
    from kompass_spec.model.drawings import *
    from kompass_spec.model.edition import *
    from kompass_spec.model.library import *
    from kompass_spec.model.lint import *
    from kompass_spec.model.mapping import *
    from kompass_spec.model.organisation import *
    from kompass_spec.model.ranking import *
    from kompass_spec.model.scales import *
    from kompass_spec.model.scorecard import *
    from kompass_spec.model.sheet import *
    from kompass_spec.model.tabular import *
    from kompass_spec.model.texts import *
    from kompass_spec.model.version import *
    from kompass_spec.model.written import *
    from kompass_spec.model.written_on_editions import *

_NAMES = {
    "applicability": "Applicability applicability_of",
    "assessment": """TOTAL Action Assessment Comment Comparability Evaluator Evidence EvidenceKind Finding
        FindingKind Imported NotApplicable Observation PrintedHeading Quantity SourceFile""",
    "blocks": "Block BlockCell BlockKind Document Place",
    "certificate": """BoundEnd Certificate CertificateGround CertificateLine CertificateWriter CertifiedCover
        CertifiedEnds CertifiedItem CertifiedLink CertifiedPiece CertifiedRest CoveringLine PaidLine
        PrintedFigure""",
    "cohort": "CitedMean CitedResult Cohort CohortItem Rank Standing Support",
    "comparison": "Cell Comparison Likely Movement Row Verdict",
    "conversion": "Adjusted Assumed Basis Conversion Conversions Converted WeakLink",
    "dataset": "Caveat CaveatKind Dataset PublishedFigure PublishedLevel PublishedMean PublishedResult",
    "difference": "Alteration Difference",
    "drawings": """AreasByYear Development DevelopmentBreak DevelopmentMean DevelopmentPoint Drawing HeatMap
        HeatRow MappingDrawing MappingLine Pareto ParetoBar Profile ProfileSeries Radar RankedDot RankedDots
        Weights YearDots YearSeries""",
    "edition": "Area Completeness Criterion Edition Editorial Guidance Heading Note Question Source",
    "library": "Library",
    "lint": "LintFinding Linted Severity",
    "mapping": """Change EditionMapping Level Link MappingStatus Reading Relation Share Statement Unlinked""",
    "organisation": "Merger Organisation OrganisationKind",
    "ranking": "Ranked RankedPair Ranking",
    "scales": "Scale ScaleLevel",
    "scorecard": "Discrepancy DiscrepancyKind Interval Misprint Score Scorecard Scored",
    "sheet": """Beside Bullet Bullets Column ColumnKind Details Fact Facts Figure Gap Headline Illustration
        Linked Mark Paragraph Part Quotation Section ShareBar Sheet SheetBlock SheetCell SheetRow SheetTable
        Tile Tiles Tone Words words_of""",
    "tabular": "Tabular",
    "texts": "Passage Text",
    "version": "Step",
    "written": "Record Written",
    "written_on_editions": "RecordOfEditions",
}

HOMES = {name: f"kompass_spec.model.{module}" for module, names in _NAMES.items() for name in names.split()}
"""Every public name of the model, with the module that it is imported from."""

__all__ = [*sorted(HOMES)]  # noqa: PLE0604 - the names are written once, in _NAMES

__getattr__ = lazy_names(__name__, HOMES)


def __dir__() -> list[str]:
    """List the names of the model, imported or not."""
    return __all__
