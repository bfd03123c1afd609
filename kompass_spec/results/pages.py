"""Show results: the one way from files to pages, which the commands and ``report_path`` both take."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec.documents.disk import DEFAULT_LIMIT
from kompass_spec.model import Organisation, Scorecard, Scored
from kompass_spec.model.fields import held
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.model.sheet import Sheet
from kompass_spec.plugins.calls import call_plugin
from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.plugins.requests import Decided, Look, Order, RenderRequest, SheetRequest, Terminal
from kompass_spec.registry.chosen import chosen_edition
from kompass_spec.registry.registry import Registry
from kompass_spec.results.layouts import is_laid_out
from kompass_spec.results.mergers import merger_problems
from kompass_spec.results.references import mean_of, mean_of_cohort, read_references
from kompass_spec.results.scorecards import score_path
from kompass_spec.results.selection import by_organisation, of_organisation, pick_shown
from kompass_spec.wording.wording import wording_for, wording_problems

if TYPE_CHECKING:
    from kompass_spec.results.standings import Choice, Gathered
    from kompass_spec.sheets.contents import Remarks

from kompass_spec.model.arguments import check_arguments
from kompass_spec.results.installed import plugins_or_installed, registry_or_installed

__all__ = ["Page", "Pages", "choose_renderer", "render_scorecards", "report_path", "report_paths", "reporter"]

DEFAULT_RENDERER = "text"


@final
@frozen(kw_only=True, field_transformer=held)
class Page:
    """Hold the result of one organisation as it is shown: the file that it is from, and the bytes.

    ``organisation`` is whose result it is where the file holds those of several, else ``None``; ``scorecard``
    is the one that is shown.
    """

    file: Path
    content: bytes
    organisation: Organisation | None = None
    scorecard: Scorecard | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class Pages:
    """Hold what was made of files: a page for every organisation in each, and their scorecards.

    ``ending`` is that of the files which the renderer writes, such as ``.html``. ``warnings`` are of the
    plugins, of what is published and of the imports; ``problems`` say what cannot be shown.
    """

    pages: tuple[Page, ...]
    scored: tuple[tuple[Path, Scored], ...]
    ending: str
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_contradicted(self) -> bool:
        """Tell whether printed figures contradict each other in any of the scorecards."""
        return any(card.contradictions() for _, scored in self.scored for card in scored.scorecards)


def render_scorecards(
    scorecards: Sequence[Scorecard],
    *,
    to: str = DEFAULT_RENDERER,
    year: int | None = None,
    language: str | None = None,
    reference: Sequence[Scorecard] = (),
    order: Order = Order.CODE,
    terminal: Terminal | None = None,
    published: "Gathered | None" = None,
    look: Look | None = None,
    remarks: "Remarks | None" = None,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
) -> bytes:
    """Return the newest scorecard of an organisation as a renderer shows it, earlier ones as its history.

    ``to`` names the renderer; ``year`` shows that year's instead; ``language`` is a BCP 47 tag, the edition's
    own unless given; ``reference`` are scorecards to compare with, of which the mean is shown; ``published``
    are published results to show it among, and to compare it with where there is no other reference; ``look``
    and ``remarks`` are the organisation's own, for renderers that lay out sheets. Raise ``InputError`` where
    the scorecards are of several organisations, and ``UsageError`` where there is no such year or renderer.
    """
    check_arguments(render_scorecards, locals())
    registry = registry_or_installed(registry)
    shown, history = pick_shown(scorecards, year)
    edition = registry.find(shown.assessment.edition)
    scored_on = registry.get(shown.assessment.release_key) or edition
    language = language or edition.language
    standing = None
    if published is not None:
        from kompass_spec.results.standings import standing_of

        standing = standing_of(published, scored_on, asked=shown, registry=registry)
    beside = mean_of(reference, shown, scored_on) if reference else None
    if beside is None and standing is not None:
        beside = mean_of_cohort(standing.cohort, wording_for(language, edition.language))
    chosen = plugins_or_installed(plugins, "renderers").choose("renderers", to)
    request = RenderRequest(
        scorecard=shown,
        history=history,
        registry=registry,
        language=language,
        reference=beside,
        order=order,
        terminal=terminal,
        standing=standing,
    )
    provided = chosen.provided
    if is_laid_out(chosen, "result"):
        sheet = _composed(request, registry, remarks)
        laid = SheetRequest(sheet=sheet, terminal=terminal, look=look or Look())
        content: bytes = call_plugin(chosen, lambda: provided.lay_out(laid), bytes)
        return content
    result: bytes = call_plugin(chosen, lambda: provided.render(request), bytes)
    return result


def _composed(request: RenderRequest, registry: Registry, remarks: "Remarks | None") -> Sheet:
    """Return the sheet of a result, side by side with its history where there is one."""
    # What only scorecards are shown by must not wait for what composes sheets, nor for converters.
    from kompass_spec.sheets.contents import Remarks, ResultContent
    from kompass_spec.sheets.result import compose_result

    if not isinstance(remarks, Remarks | None):
        sentence = "render_scorecards: remarks must be those of a file with the organisation's look."  # type: ignore[unreachable]  # not for those without a type checker
        raise UsageError([Problem("wrong-usage", sentence)])
    comparison = None
    if request.history:
        from kompass_spec.results.comparisons import compare_scorecards

        comparison = compare_scorecards(
            (*request.history, request.scorecard),
            registry=registry,
            plugins=plugins_or_installed(None, "converters"),
        )
    content = ResultContent(
        scorecard=request.scorecard,
        history=request.history,
        reference=request.reference,
        order=request.order,
        standing=request.standing,
        comparison=comparison,
        remarks=remarks or Remarks(),
    )
    return compose_result(content, registry, request.language)


def choose_renderer(plugins: Plugins, to: str | None, output: str | None) -> Plugin:
    """Return the renderer named ``to``, else the one for the ending of the output's name, else that for text.

    Raise ``UsageError`` where there is none. What it shows beside results, ``laying_out`` tells.
    """
    if to is not None:
        return plugins.choose("renderers", to)
    if output is None or "." not in output.rpartition("/")[2]:
        return plugins.choose("renderers", DEFAULT_RENDERER)
    renderer = plugins.choose_by_ending("renderers", output)
    if renderer is None:
        endings = sorted(
            {ending for plugin in plugins.of_kind("renderers") for ending in plugin.provided.endings}
        )
        sentence = (
            f"No renderer writes a file that ends so; there are renderers for {', '.join(endings)}. Choose"
            " one with `to=`."
        )
        if not endings:
            sentence = plugins.why_none("renderers", "kompass-render-html")
        raise UsageError([Problem("unknown-plugin", sentence, output)])
    return renderer


def report_path(
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
    published: "Gathered | Choice | None" = None,
    look: Path | None = None,
    edition: str | None = None,
    importer: str | None = None,
    decided: Decided | None = None,
    limit: int = DEFAULT_LIMIT,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
) -> tuple[bytes, Scored]:
    """Return the report on a file as bytes, and the scorecards behind it with all the warnings.

    It is the page that ``report_paths`` makes of one file with one organisation, or with the ``organisation``
    that is asked for. Raise ``InputError`` with everything that is wrong with the file.

    >>> page, scored = report_path(Path("docs/examples/ornskoldsvik-2017.md"), to="html", language="en")
    >>> page[:15], len(scored.scorecards)
    (b'<!DOCTYPE html>', 3)
    """
    check_arguments(report_path, locals())
    made = report_paths(
        [Path(path)],
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
        apart=False,
        registry=registry,
        plugins=plugins,
    )
    if made.problems:
        raise InputError(made.problems)
    ((_, scored),) = made.scored
    return made.pages[0].content, Scored(scorecards=scored.scorecards, warnings=made.warnings)


def report_paths(
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
    published: "Gathered | Choice | None" = None,
    look: Path | None = None,
    edition: str | None = None,
    importer: str | None = None,
    decided: Decided | None = None,
    limit: int = DEFAULT_LIMIT,
    apart: bool = True,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
    progress: Callable[[Sequence[Path]], Iterable[Path]] = iter,
) -> Pages:
    """Return the reports on files: printed ones, or JSON that ``kompass import`` or ``kompass score`` wrote.

    The renderer is the one named ``to``, else the one for the ending of ``output``, else that for text.
    ``organisation`` shows only the one with this name or official code; where a file holds several, each has
    a page of its own unless they are not to be ``apart``. ``published`` are results to show each among, or
    which of the published ones those are. ``look`` is a TOML file with the organisation's own logo, colours
    and texts. ``progress`` passes the files on, and may show how far it is. The rest is as for ``score_path``
    and ``render_scorecards``. Nothing is written, and what cannot be shown is among the ``problems``. Raise
    ``UsageError`` where something is asked for that is not there, ``InputError`` where a reference or the
    look is broken.

    >>> made = report_paths([Path("docs/examples/ornskoldsvik-2017.md")], to="markdown", language="en")
    >>> [page.content.decode().splitlines()[2] for page in made.pages], made.is_contradicted
    (['# Örnsköldsvik Municipality'], False)
    """
    check_arguments(report_paths, locals())
    return reporter(
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
        registry=registry,
        plugins=plugins,
    )(progress(paths))


def reporter(
    *,
    to: str | None,
    output: str | None,
    year: int | None,
    language: str | None,
    organisation: str | None,
    reference: Sequence[Path],
    order: Order,
    terminal: Terminal | None,
    published: "Gathered | Choice | None",
    look: Path | None,
    edition: str | None,
    importer: str | None,
    decided: Decided | None,
    limit: int,
    apart: bool,
    registry: Registry | None,
    plugins: Plugins | None,
) -> Callable[[Iterable[Path]], Pages]:
    """Return what makes reports on files, as ``report_paths`` does, with what all of them need read once."""
    among, choice = _gathered_or_choice(published)
    if plugins is None:
        datasets = ("datasets",) if choice is not None else ()
        plugins = plugins_or_installed(None, "importers", "scorers", "renderers", *datasets)
    registry = registry_or_installed(registry)
    if edition is not None:
        registry, edition = chosen_edition(edition, registry)
    renderer = choose_renderer(plugins, to, output)
    if choice is not None:
        from kompass_spec.results.standings import gather

        among = gather(choice, registry=registry, plugins=plugins)
    own_look, remarks = _look_and_remarks(look, renderer)
    show = partial(
        render_scorecards,
        to=renderer.name,
        year=year,
        language=language,
        reference=read_references(reference, registry=registry, plugins=plugins, limit=limit),
        order=order,
        terminal=terminal,
        published=among,
        look=own_look,
        remarks=remarks,
        registry=registry,
        plugins=plugins,
    )

    def pages_of(paths: Iterable[Path]) -> Pages:
        scored, unread = _scored(
            paths,
            partial(
                score_path,
                registry=registry,
                plugins=plugins,
                edition=edition,
                importer=importer,
                decided=decided,
                limit=limit,
            ),
        )
        pages, unshown = _pages(scored, show, organisation, year, apart=apart)
        return Pages(
            pages=tuple(pages),
            scored=tuple(scored),
            ending=renderer.provided.endings[0],
            warnings=tuple(
                dict.fromkeys(
                    (
                        *_left_out(plugins, language),
                        *(among.problems if among is not None else ()),
                        *(warning for _, result in scored for warning in result.warnings),
                        *(problem for _, result in scored for problem in merger_problems(result.scorecards)),
                    )
                )
            ),
            problems=(*unread, *(problem for _, result in scored for problem in result.problems), *unshown),
        )

    return pages_of


def _look_and_remarks(look: Path | None, renderer: Plugin) -> "tuple[Look | None, Remarks | None]":
    """Return the look in a file with the texts in it; refuse it where the renderer could not show them."""
    if look is None:
        return None, None
    if not is_laid_out(renderer, "result"):
        sentence = (
            f"The renderer {renderer.name!r} shows no look of an organisation's own. Leave `look=` out, or"
            " choose another renderer with `to=`."
        )
        raise UsageError([Problem("wrong-usage", sentence)])
    from kompass_spec.results.looks import read_look

    return read_look(look)


def _gathered_or_choice(
    published: "Gathered | Choice | None",
) -> "tuple[Gathered | None, Choice | None]":
    """Return the published results as the one that they are: gathered already, or still to be."""
    if published is None:
        return None, None
    from kompass_spec.results.standings import Choice

    return (None, published) if isinstance(published, Choice) else (published, None)


def _left_out(plugins: Plugins, language: str | None) -> tuple[Problem, ...]:
    """Return why plugins are left out, and catalogues where the language asked for has none."""
    failures = plugins.told_failures()
    return failures if language is None else (*failures, *wording_problems(language))


def _scored(
    paths: Iterable[Path], score: Callable[[Path], Scored]
) -> tuple[list[tuple[Path, Scored]], list[Problem]]:
    """Return the scorecards of every file that can be read, and what is wrong with the others."""
    results: list[tuple[Path, Scored]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            results.append((path, score(path)))
        except UsageError:
            raise
        except InputError as error:
            problems.extend(error.problems)
    return results, problems


def _pages(
    results: Sequence[tuple[Path, Scored]],
    show: Callable[[Sequence[Scorecard]], bytes],
    organisation: str | None,
    year: int | None,
    *,
    apart: bool,
) -> tuple[list[Page], list[Problem]]:
    """Return the page of every organisation in every file, and what is wrong with those that have none."""
    pages: list[Page] = []
    problems: list[Problem] = []
    for file, scored in results:
        try:
            groups = _groups(scored.scorecards, organisation, apart=apart)
        except InputError as error:
            problems += error.in_file(str(file)).problems
            continue
        for group in groups:
            whose = group[0].assessment.organisation if len(groups) > 1 else None
            try:
                content = show(group)
                card, _ = pick_shown(group, year)
                pages.append(Page(file=file, content=content, organisation=whose, scorecard=card))
            except InputError as error:
                in_file = error.in_file(str(file))
                # Of several results one may lack what was asked for, such as a year; the others are shown all
                # the same.
                if isinstance(error, UsageError) and len(results) == len(groups) == 1:
                    raise in_file from error.__cause__
                problems += in_file.problems
    return pages, problems


def _groups(
    scorecards: Sequence[Scorecard], organisation: str | None, *, apart: bool
) -> Sequence[Sequence[Scorecard]]:
    """Return the scorecards of each page; raise ``InputError`` where none is of the organisation."""
    chosen = scorecards if organisation is None else of_organisation(scorecards, organisation)
    return by_organisation(chosen) if apart else (chosen,)
