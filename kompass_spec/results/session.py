"""A session: the registry and the plugins, loaded once, with everything that is done by them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, final

from kompass_spec.documents.disk import DEFAULT_LIMIT
from kompass_spec.model import (
    Assessment,
    Cohort,
    Comparison,
    Conversion,
    Conversions,
    Edition,
    EditionMapping,
    Imported,
    Linted,
    Scorecard,
    Scored,
    Sheet,
    Standing,
)
from kompass_spec.model.arguments import check_arguments, checked
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.requests import Decided, Look, Order, Terminal
from kompass_spec.registry.mappings import find_mapping
from kompass_spec.registry.registry import Registry
from kompass_spec.results import (
    assessments,
    cohorts,
    comparisons,
    conversions,
    layouts,
    lints,
    pages,
    scorecards,
    standings,
    templates,
)
from kompass_spec.results.installed import Installed
from kompass_spec.results.pages import Pages
from kompass_spec.results.standings import Choice, Gathered

if TYPE_CHECKING:
    from kompass_spec.sheets.contents import Remarks

__all__ = ["Kompass"]


@final
class Kompass:
    """Hold a registry and plugins, and do with them what the functions of the same names do.

    Both are loaded when they are first needed, and then kept: for a service, and wherever several registries
    stand side by side. ``registry`` and ``plugins`` are used instead where they are given; plugins have to be
    of all the kinds that are needed. A session may be used by several threads at once. In another process,
    where it is copied to or pickled for, it loads what it needs there; what was given goes with it.

    The functions alone share such a session, which ``reload_installed`` reloads.

    >>> kompass = Kompass()
    >>> scored = kompass.score_path("docs/examples/ornskoldsvik-2017.md")
    >>> kompass.convert_scorecard(scored.scorecards[0], "se-2010").total.basis.value
    'unknown'
    """

    __slots__ = ("_installed",)

    def __init__(self, *, registry: Registry | None = None, plugins: Plugins | None = None) -> None:
        """Begin a session; nothing is loaded yet."""
        check_arguments(Kompass.__init__, locals())
        self._installed = Installed(registry, plugins)

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle the session as what was given to it, and none of what it loaded."""
        return _session, self._installed.given

    def __repr__(self) -> str:
        """Return on one line what the session holds that was given to it."""
        given = (
            name for name, one in zip(("registry", "plugins"), self._installed.given, strict=True) if one
        )
        return f"<Kompass with {' and '.join(given) or 'what is installed'}>"

    @property
    def registry(self) -> Registry:
        """Return the registry, loaded once."""
        return self._installed.registry

    @checked
    def plugins(self, *kinds: str) -> Plugins:
        """Return the plugins of these kinds, of all kinds where none is given, loaded once."""
        return self._installed.plugins(*kinds)

    def reload(self) -> None:
        """Forget what was loaded, so that plugins and releases that were installed since are found."""
        self._installed.reload()

    def import_path(
        self,
        path: Path | str,
        *,
        edition: str | None = None,
        importer: str | None = None,
        decided: Decided | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> Imported:
        """Return the assessments in a file."""
        return assessments.import_path(
            path,
            registry=self.registry,
            plugins=self._installed.plugins("importers"),
            edition=edition,
            importer=importer,
            decided=decided,
            limit=limit,
        )

    def import_document(
        self,
        file: str,
        content: bytes,
        *,
        edition: str | None = None,
        importer: str | None = None,
        decided: Decided | None = None,
    ) -> Imported:
        """Return the assessments in the content of a file."""
        return assessments.import_document(
            file,
            content,
            registry=self.registry,
            plugins=self._installed.plugins("importers"),
            edition=edition,
            importer=importer,
            decided=decided,
        )

    def score_path(
        self,
        path: Path | str,
        *,
        edition: str | None = None,
        importer: str | None = None,
        decided: Decided | None = None,
        scorer: str = scorecards.STANDARD,
        limit: int = DEFAULT_LIMIT,
        certified: bool = False,
    ) -> Scored:
        """Return the scorecards of a file."""
        return scorecards.score_path(
            path,
            registry=self.registry,
            plugins=self._installed.plugins("importers", "scorers"),
            edition=edition,
            importer=importer,
            decided=decided,
            scorer=scorer,
            limit=limit,
            certified=certified,
        )

    def score_assessment(
        self, assessment: Assessment, *, scorer: str = scorecards.STANDARD, certified: bool = False
    ) -> Scorecard:
        """Return the scorecard of an assessment."""
        return scorecards.score_assessment(
            assessment,
            registry=self.registry,
            plugins=self._installed.plugins("scorers"),
            scorer=scorer,
            certified=certified,
        )

    def score_assessments(
        self,
        assessments: Iterable[Assessment],
        *,
        scorer: str = scorecards.STANDARD,
        certified: bool = False,
    ) -> Scored:
        """Return the scorecards of assessments, and why the rest cannot be scored."""
        return scorecards.score_assessments(
            assessments,
            registry=self.registry,
            plugins=self._installed.plugins("scorers"),
            scorer=scorer,
            certified=certified,
        )

    def convert_path(
        self,
        path: Path | str,
        edition: str,
        *,
        converter: str = conversions.STANDARD,
        of_edition: str | None = None,
        importer: str | None = None,
        decided: Decided | None = None,
        limit: int = DEFAULT_LIMIT,
        certified: bool = False,
    ) -> Conversions:
        """Return the conversions of everything in a file."""
        return conversions.convert_path(
            path,
            edition,
            registry=self.registry,
            plugins=self._installed.plugins("importers", "scorers", "converters"),
            converter=converter,
            of_edition=of_edition,
            importer=importer,
            decided=decided,
            limit=limit,
            certified=certified,
        )

    def convert_scorecard(
        self,
        scorecard: Scorecard,
        edition: str,
        *,
        converter: str = conversions.STANDARD,
        certified: bool = False,
    ) -> Conversion:
        """Return what a scorecard says of another edition."""
        return conversions.convert_scorecard(
            scorecard,
            edition,
            registry=self.registry,
            plugins=self._installed.plugins("converters"),
            converter=converter,
            certified=certified,
        )

    def convert_scorecards(
        self,
        scorecards: Iterable[Scorecard],
        edition: str,
        *,
        converter: str = conversions.STANDARD,
        certified: bool = False,
    ) -> Conversions:
        """Return what scorecards say of another edition."""
        return conversions.convert_scorecards(
            scorecards,
            edition,
            registry=self.registry,
            plugins=self._installed.plugins("converters"),
            converter=converter,
            certified=certified,
        )

    def find_mapping(self, source: str, target: str) -> EditionMapping:
        """Return the mapping between two editions: an authored one, its inverse, or a composition."""
        return find_mapping(source, target, self.registry)

    def compare_scorecards(
        self, scorecards: Sequence[Scorecard], *, edition: str | None = None, questions: bool = False
    ) -> Comparison:
        """Return scorecards side by side in order of time."""
        return comparisons.compare_scorecards(
            scorecards,
            edition=edition,
            questions=questions,
            registry=self.registry,
            plugins=self._installed.plugins("converters"),
        )

    def cohort_of(
        self,
        scorecards: Iterable[Scorecard],
        edition: Edition,
        *,
        asked: Scorecard | None = None,
        convert: bool = False,
        every: bool = False,
    ) -> Cohort:
        """Return what scorecards say together on an edition."""
        return cohorts.cohort_of(
            scorecards,
            edition,
            asked=asked,
            convert=convert,
            every=every,
            registry=self.registry,
            plugins=self._installed.plugins("converters"),
        )

    def gather(self, choice: Choice | None = None) -> Gathered:
        """Return the published results that are chosen."""
        return standings.gather(
            choice, registry=self.registry, plugins=self._installed.plugins("datasets", "scorers")
        )

    def standing_of(
        self,
        gathered: Gathered,
        edition: Edition,
        *,
        asked: Scorecard | None = None,
        convert: bool = False,
        every: bool = False,
    ) -> Standing:
        """Return what published results say together on an edition, and the means published on it."""
        return standings.standing_of(
            gathered,
            edition,
            asked=asked,
            convert=convert,
            every=every,
            registry=self.registry,
            plugins=self._installed.plugins("converters"),
        )

    def render_scorecards(
        self,
        scorecards: Sequence[Scorecard],
        *,
        to: str = layouts.DEFAULT_RENDERER,
        year: int | None = None,
        language: str | None = None,
        reference: Sequence[Scorecard] = (),
        order: Order = Order.CODE,
        terminal: Terminal | None = None,
        published: Gathered | None = None,
        look: Look | None = None,
        remarks: "Remarks | None" = None,
    ) -> bytes:
        """Return the newest scorecard of an organisation as a renderer shows it."""
        return pages.render_scorecards(
            scorecards,
            to=to,
            year=year,
            language=language,
            reference=reference,
            order=order,
            terminal=terminal,
            published=published,
            look=look,
            remarks=remarks,
            registry=self.registry,
            plugins=self._installed.plugins("renderers"),
        )

    def lay_out(
        self,
        sheet: Sheet,
        *,
        to: str | None = None,
        output: str | None = None,
        terminal: Terminal | None = None,
        look: Look | None = None,
    ) -> bytes:
        """Return a sheet as a renderer lays it out."""
        return layouts.lay_out(
            sheet,
            to=to,
            output=output,
            terminal=terminal,
            look=look,
            plugins=self._installed.plugins("renderers"),
        )

    def report_path(
        self,
        path: Path | str,
        *,
        to: str | None = None,
        output: str | None = None,
        year: int | None = None,
        language: str | None = None,
        organisation: str | None = None,
        reference: Sequence[Path] = (),
        order: Order = Order.CODE,
        terminal: Terminal | None = None,
        published: Gathered | Choice | None = None,
        look: Path | None = None,
        edition: str | None = None,
        importer: str | None = None,
        decided: Decided | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> tuple[bytes, Scored]:
        """Return the report on a file as bytes, and the scorecards behind it."""
        return pages.report_path(
            path,
            to=to,
            output=output,
            year=year,
            language=language,
            organisation=organisation,
            reference=reference,
            order=order,
            terminal=terminal,
            published=published,
            look=look,
            edition=edition,
            importer=importer,
            decided=decided,
            limit=limit,
            registry=self.registry,
            plugins=self._for_reports(published),
        )

    def report_paths(
        self,
        paths: Sequence[Path],
        *,
        to: str | None = None,
        output: str | None = None,
        year: int | None = None,
        language: str | None = None,
        organisation: str | None = None,
        reference: Sequence[Path] = (),
        order: Order = Order.CODE,
        terminal: Terminal | None = None,
        published: Gathered | Choice | None = None,
        look: Path | None = None,
        edition: str | None = None,
        importer: str | None = None,
        decided: Decided | None = None,
        limit: int = DEFAULT_LIMIT,
        apart: bool = True,
        progress: Callable[[Sequence[Path]], Iterable[Path]] = iter,
    ) -> Pages:
        """Return the reports on files."""
        return pages.report_paths(
            paths,
            to=to,
            output=output,
            year=year,
            language=language,
            organisation=organisation,
            reference=reference,
            order=order,
            terminal=terminal,
            published=published,
            look=look,
            edition=edition,
            importer=importer,
            decided=decided,
            limit=limit,
            apart=apart,
            registry=self.registry,
            plugins=self._for_reports(published),
            progress=progress,
        )

    def _for_reports(self, published: object) -> Plugins:
        datasets = () if published is None else ("datasets",)
        return self.plugins("importers", "scorers", "renderers", *datasets)

    def make_template(
        self,
        edition: str,
        *,
        to: str | None = None,
        output: str | None = None,
        language: str | None = None,
    ) -> bytes:
        """Return a file to carry out an evaluation in on an edition."""
        return templates.make_template(
            edition,
            to=to,
            output=output,
            language=language,
            registry=self.registry,
            plugins=self._installed.plugins("templates"),
        )

    def lint_path(self, path: Path | str, *, linter: str | None = None, limit: int = DEFAULT_LIMIT) -> Linted:
        """Return what is wrong with a mapping in a file, and what could not be checked."""
        return lints.lint_path(path, plugins=self._installed.plugins("linters"), linter=linter, limit=limit)


def _session(registry: Registry | None, plugins: Plugins | None) -> Kompass:
    return Kompass(registry=registry, plugins=plugins)
