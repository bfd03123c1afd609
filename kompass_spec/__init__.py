"""The evaluation framework Kommunkompassen as code.

Everything that a program needs stands here by name and is imported when it is first used, so that
``import kompass_spec`` costs nothing.

>>> import kompass_spec
>>> kompass_spec.Interval(0, 15).width
Fraction(15, 1)
"""

from typing import TYPE_CHECKING

from kompass_spec.lazily import lazy_names

if TYPE_CHECKING:  # the same names as in _HOMES, for type checkers and editors; a test keeps them equal
    from kompass_spec.checking import (
        Checked as Checked,
        check_installed as check_installed,
        check_paths as check_paths,
    )
    from kompass_spec.cohorting import (
        Choice as Choice,
        Gathered as Gathered,
        gather as gather,
        standing_of as standing_of,
    )
    from kompass_spec.cohorts import (
        cohort_of as cohort_of,
    )
    from kompass_spec.comparing import (
        Cell as Cell,
        Comparison as Comparison,
        Likely as Likely,
        Movement as Movement,
        Row as Row,
        Verdict as Verdict,
        compare_scorecards as compare_scorecards,
    )
    from kompass_spec.composing import (
        compose as compose,
        identity_mapping as identity_mapping,
    )
    from kompass_spec.converting import (
        Conversions as Conversions,
        convert_path as convert_path,
        convert_scorecard as convert_scorecard,
        find_mapping as find_mapping,
    )
    from kompass_spec.differing import (
        Alteration as Alteration,
        Difference as Difference,
        Step as Step,
        diff_editions as diff_editions,
    )
    from kompass_spec.differing_mappings import (
        diff_mappings as diff_mappings,
    )
    from kompass_spec.hooks import (
        Catalogue as Catalogue,
        Converter as Converter,
        Framework as Framework,
        Importer as Importer,
        Linter as Linter,
        Renderer as Renderer,
        ResultDataset as ResultDataset,
        Scorer as Scorer,
        hookimpl as hookimpl,
    )
    from kompass_spec.importing import (
        import_document as import_document,
        import_path as import_path,
    )
    from kompass_spec.linting import (
        lint_path as lint_path,
    )
    from kompass_spec.model import (
        Adjusted as Adjusted,
        Area as Area,
        Assessment as Assessment,
        Assumed as Assumed,
        Basis as Basis,
        Caveat as Caveat,
        CaveatKind as CaveatKind,
        Change as Change,
        CitedMean as CitedMean,
        CitedResult as CitedResult,
        Cohort as Cohort,
        CohortItem as CohortItem,
        Comparability as Comparability,
        Completeness as Completeness,
        Conversion as Conversion,
        Converted as Converted,
        Criterion as Criterion,
        Dataset as Dataset,
        Discrepancy as Discrepancy,
        DiscrepancyKind as DiscrepancyKind,
        Edition as Edition,
        EditionMapping as EditionMapping,
        Editorial as Editorial,
        Evaluator as Evaluator,
        Evidence as Evidence,
        EvidenceKind as EvidenceKind,
        Finding as Finding,
        FindingKind as FindingKind,
        Heading as Heading,
        Interval as Interval,
        Level as Level,
        Link as Link,
        MappingStatus as MappingStatus,
        Misprint as Misprint,
        Note as Note,
        Observation as Observation,
        Organisation as Organisation,
        OrganisationKind as OrganisationKind,
        Passage as Passage,
        PrintedHeading as PrintedHeading,
        PublishedFigure as PublishedFigure,
        PublishedMean as PublishedMean,
        PublishedResult as PublishedResult,
        Quantity as Quantity,
        Question as Question,
        Rank as Rank,
        Reading as Reading,
        Relation as Relation,
        Score as Score,
        Scorecard as Scorecard,
        Share as Share,
        Source as Source,
        SourceFile as SourceFile,
        Standing as Standing,
        Statement as Statement,
        Support as Support,
        Text as Text,
        Unlinked as Unlinked,
        WeakLink as WeakLink,
    )
    from kompass_spec.plugins import (
        Plugin as Plugin,
        PluginFailure as PluginFailure,
        Plugins as Plugins,
        SlowImport as SlowImport,
        load_plugins as load_plugins,
    )
    from kompass_spec.problems import (
        InputError as InputError,
        Problem as Problem,
        UsageError as UsageError,
    )
    from kompass_spec.registry import (
        Registry as Registry,
        load_registry as load_registry,
    )
    from kompass_spec.rendering import (
        render_scorecards as render_scorecards,
    )
    from kompass_spec.reporting import (
        report_path as report_path,
    )
    from kompass_spec.requests import (
        ConvertRequest as ConvertRequest,
        Imported as Imported,
        ImportRequest as ImportRequest,
        Linted as Linted,
        LintFinding as LintFinding,
        LintRequest as LintRequest,
        Order as Order,
        Reference as Reference,
        RenderRequest as RenderRequest,
        ScoreRequest as ScoreRequest,
        Terminal as Terminal,
    )
    from kompass_spec.scoring import (
        Scored as Scored,
        score_assessment as score_assessment,
        score_path as score_path,
    )
    from kompass_spec.verifying import (
        Verified as Verified,
        verify_installed as verify_installed,
    )

__version__ = "0.1.0"

_HOMES = {
    "kompass_spec.checking": ("Checked", "check_installed", "check_paths"),
    "kompass_spec.cohorting": ("Choice", "Gathered", "gather", "standing_of"),
    "kompass_spec.cohorts": ("cohort_of",),
    "kompass_spec.comparing": (
        "Cell",
        "Comparison",
        "Likely",
        "Movement",
        "Row",
        "Verdict",
        "compare_scorecards",
    ),
    "kompass_spec.composing": ("compose", "identity_mapping"),
    "kompass_spec.converting": ("Conversions", "convert_path", "convert_scorecard", "find_mapping"),
    "kompass_spec.differing": ("Alteration", "Difference", "Step", "diff_editions"),
    "kompass_spec.differing_mappings": ("diff_mappings",),
    "kompass_spec.hooks": (
        "Catalogue",
        "Converter",
        "Framework",
        "Importer",
        "Linter",
        "Renderer",
        "ResultDataset",
        "Scorer",
        "hookimpl",
    ),
    "kompass_spec.importing": ("import_document", "import_path"),
    "kompass_spec.linting": ("lint_path",),
    "kompass_spec.model": (
        "Adjusted",
        "Area",
        "Assessment",
        "Assumed",
        "Basis",
        "Caveat",
        "CaveatKind",
        "Change",
        "CitedMean",
        "CitedResult",
        "Cohort",
        "CohortItem",
        "Comparability",
        "Completeness",
        "Conversion",
        "Converted",
        "Criterion",
        "Dataset",
        "Discrepancy",
        "DiscrepancyKind",
        "Edition",
        "EditionMapping",
        "Editorial",
        "Evaluator",
        "Evidence",
        "EvidenceKind",
        "Finding",
        "FindingKind",
        "Heading",
        "Interval",
        "Level",
        "Link",
        "MappingStatus",
        "Misprint",
        "Note",
        "Observation",
        "Organisation",
        "OrganisationKind",
        "Passage",
        "PrintedHeading",
        "PublishedFigure",
        "PublishedMean",
        "PublishedResult",
        "Quantity",
        "Question",
        "Rank",
        "Reading",
        "Relation",
        "Score",
        "Scorecard",
        "Share",
        "Source",
        "SourceFile",
        "Standing",
        "Statement",
        "Support",
        "Text",
        "Unlinked",
        "WeakLink",
    ),
    "kompass_spec.plugins": ("Plugin", "PluginFailure", "Plugins", "SlowImport", "load_plugins"),
    "kompass_spec.problems": ("InputError", "Problem", "UsageError"),
    "kompass_spec.registry": ("Registry", "load_registry"),
    "kompass_spec.rendering": ("render_scorecards",),
    "kompass_spec.reporting": ("report_path",),
    "kompass_spec.requests": (
        "ConvertRequest",
        "ImportRequest",
        "Imported",
        "LintFinding",
        "LintRequest",
        "Linted",
        "Order",
        "Reference",
        "RenderRequest",
        "ScoreRequest",
        "Terminal",
    ),
    "kompass_spec.scoring": ("Scored", "score_assessment", "score_path"),
    "kompass_spec.verifying": ("Verified", "verify_installed"),
}

__all__ = ["__version__", *sorted(name for names in _HOMES.values() for name in names)]  # noqa: PLE0604 - the names are written once, in _HOMES

__getattr__ = lazy_names(__name__, _HOMES)


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return __all__
