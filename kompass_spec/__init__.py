"""The evaluation framework Kommunkompassen as code.

What a program needs first stands here by name, in three groups: what you do, what you hold (with the objects
of the model), and what fails. A name is imported when it is first used, so that ``import kompass_spec`` costs
little.

What you do, explained below:

read            import_path, import_document
score           score_path, score_assessment, score_assessments
convert         convert_path, convert_scorecard, convert_scorecards, find_mapping, compose, identity_mapping
compare         compare_scorecards, cohort_of, ranks, gather, standing_of, diff_editions, diff_mappings
show            render_scorecards, report_path, report_paths, explain, to_frame, make_template
look after      check_paths, check_installed, verify_installed, lint_path
what is there   Kompass, a session with all of these; load_registry, load_plugins, reload_installed,
                example_assessments, to try all this with

What you hold, each with its own ``help``, such as ``help(kompass_spec.Scorecard)``:

editions        Registry, Edition, Area, Question, Criterion, Heading, Text, EditionMapping, Link
assessments     Assessment, Observation, Organisation, Quantity, Finding, Imported
results         Scorecard, Score, Interval, Discrepancy, Scored; Conversion, Converted, Basis; Comparison,
                Movement, Verdict; Cohort, CohortItem, Standing, Ranking

``dir(kompass_spec)`` lists every name, also those for plugins; the reference of Python describes all of them.

What fails: InputError, and UsageError and WrongTypeError, which are ones, with a Problem for everything
that is wrong.

>>> import kompass_spec
>>> edition = kompass_spec.load_registry()["se-2016"]
>>> card = kompass_spec.score_assessment(edition.assess("Lund", 2018, percents={"1.1": 75}))
>>> card["1.1"].interval
Interval(low=Fraction(45, 4), high=Fraction(45, 4))
"""

from kompass_spec._face import TYPE_CHECKING, __version__, lazy_names
from kompass_spec.model import HOMES

if (
    TYPE_CHECKING
):  # type checkers find the names of the tables below, and a few more, in `__all__` of each module
    from kompass_spec.model.applicability import *
    from kompass_spec.model.assessment import *
    from kompass_spec.model.blocks import *
    from kompass_spec.model.certificate import *
    from kompass_spec.model.cohort import *
    from kompass_spec.model.comparison import *
    from kompass_spec.model.composition import *
    from kompass_spec.model.conversion import *
    from kompass_spec.model.dataset import *
    from kompass_spec.model.difference import *
    from kompass_spec.model.drawings import *
    from kompass_spec.model.edition import *
    from kompass_spec.model.library import *
    from kompass_spec.model.lint import *
    from kompass_spec.model.mapping import *
    from kompass_spec.model.organisation import *
    from kompass_spec.model.problems import *
    from kompass_spec.model.ranking import *
    from kompass_spec.model.same_meaning import *
    from kompass_spec.model.scales import *
    from kompass_spec.model.scorecard import *
    from kompass_spec.model.sheet import *
    from kompass_spec.model.tabular import *
    from kompass_spec.model.texts import *
    from kompass_spec.model.version import *
    from kompass_spec.model.written import *
    from kompass_spec.model.written_on_editions import *
    from kompass_spec.plugins.hooks import *
    from kompass_spec.plugins.host import *
    from kompass_spec.plugins.loaded import *
    from kompass_spec.plugins.requests import *
    from kompass_spec.registry.mappings import *
    from kompass_spec.registry.registry import *
    from kompass_spec.releases.checks import *
    from kompass_spec.releases.differences import *
    from kompass_spec.releases.mapping_differences import *
    from kompass_spec.releases.verification import *
    from kompass_spec.results.assessments import *
    from kompass_spec.results.cohorts import *
    from kompass_spec.results.comparisons import *
    from kompass_spec.results.conversions import *
    from kompass_spec.results.examples import *
    from kompass_spec.results.explanations import *
    from kompass_spec.results.frames import *
    from kompass_spec.results.installed import *
    from kompass_spec.results.lints import *
    from kompass_spec.results.pages import *
    from kompass_spec.results.ranking import *
    from kompass_spec.results.scorecards import *
    from kompass_spec.results.session import *
    from kompass_spec.results.standings import *
    from kompass_spec.results.templates import *

_DO = {
    "results.assessments": "import_document import_path",
    "results.scorecards": "score_assessment score_assessments score_path",
    "results.conversions": "convert_path convert_scorecard convert_scorecards",
    "results.comparisons": "compare_scorecards",
    "results.cohorts": "cohort_of",
    "results.ranking": "ranks",
    "results.frames": "to_frame",
    "results.explanations": "explain",
    "results.examples": "example_assessments",
    "results.standings": "gather standing_of",
    "results.pages": "render_scorecards report_path report_paths",
    "results.templates": "make_template",
    "results.lints": "lint_path",
    "results.installed": "reload_installed",
    "registry.registry": "load_registry",
    "registry.mappings": "find_mapping",
    "model.composition": "compose",
    "model.same_meaning": "identity_mapping",
    "releases.differences": "diff_editions",
    "releases.mapping_differences": "diff_mappings",
    "releases.checks": "check_installed check_paths",
    "releases.verification": "verify_installed",
    "plugins.host": "load_plugins",
    "plugins.hooks": "hookimpl",
}
"""What you do: functions, by the module that each is imported from."""

_HOLD = {
    "registry.registry": "Registry",
    "plugins.loaded": "Plugin PluginFailure Plugins SlowImport",
    "plugins.hooks": """Catalogue Command Container Converter Framework Importer Linter Renderer ResultDataset
        Scorer SheetRenderer Template""",
    "plugins.requests": """ContainerRequest ConvertRequest Decided ImportRequest LintRequest Look Order
        Reference RenderRequest ScoreRequest SheetRequest TemplateRequest Terminal""",
    "results.session": "Kompass",
    "results.pages": "Page Pages",
    "results.standings": "Choice Gathered",
    "releases.checks": "Checked",
    "releases.verification": "Verified",
}
"""What you hold, beside the objects of the model: what is installed, and what plugins are asked."""

_FAIL = {"model.problems": "InputError Problem UsageError WrongTypeError"}
"""What fails: the errors that are raised, and the shape of a problem."""

_HOMES = {
    name: f"kompass_spec.{module}"
    for group in (_DO, _HOLD, _FAIL)
    for module, names in group.items()
    for name in names.split()
} | HOMES

_TOLD = {
    name for group in (_DO, _FAIL) for names in group.values() for name in names.split() if name != "hookimpl"
}
__all__ = ["__version__", *sorted({*_TOLD, "Kompass"})]  # noqa: PLE0604 - the names are written once, in the tables above
# What `help` explains and a star imports: what you do. All other names are as public, and `dir` lists them.

__getattr__ = lazy_names(__name__, _HOMES)


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return ["__version__", *sorted(_HOMES)]
