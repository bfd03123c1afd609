"""Show results: from files to pages, with what they are compared with, by the renderer that is asked for."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

from kompass_spec.documents.disk import DEFAULT_LIMIT
from kompass_spec.model import TOTAL, Cohort, Interval, Organisation, Scorecard, Support
from kompass_spec.model.organisation import same_organisation
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.model.scorecard import Scored
from kompass_spec.plugins.calls import call_plugin
from kompass_spec.plugins.hooks import Renderer
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugin, Plugins
from kompass_spec.plugins.requests import Order, Reference, RenderRequest, Terminal
from kompass_spec.registry.chosen import chosen_edition
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.results.scorecards import score_path
from kompass_spec.results.standings import Gathered, standing_of
from kompass_spec.wording.wording import Wording, wording_for

__all__ = [
    "by_organisation",
    "choose_renderer",
    "mean_of",
    "mean_of_cohort",
    "newest_first",
    "of_organisation",
    "pick_shown",
    "read_references",
    "render_scorecards",
    "report_path",
]

DEFAULT_RENDERER = "text"


def render_scorecards(
    scorecards: Sequence[Scorecard],
    *,
    to: str = DEFAULT_RENDERER,
    year: int | None = None,
    language: str | None = None,
    reference: Sequence[Scorecard] = (),
    order: Order = Order.CODE,
    terminal: Terminal | None = None,
    published: Gathered | None = None,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
) -> bytes:
    """Return the newest scorecard of an organisation as the renderer named ``to`` shows it, earlier ones as its history.

    ``year`` shows that year's instead; ``language`` is a BCP 47 tag, the edition's own unless given;
    ``reference`` are scorecards to compare with, of which the mean is shown; ``published`` are published
    results to show it among, and to compare it with where there is no other reference. Raise ``InputError``
    where the scorecards are of several organisations, and ``UsageError`` where there is no such year or
    renderer.
    """
    registry = registry if registry is not None else load_registry()
    shown, history = pick_shown(scorecards, year)
    edition = registry.find(shown.assessment.edition)
    scored_on = registry.get(shown.assessment.release_key) or edition
    language = language or edition.language
    standing = None
    if published is not None:
        standing = standing_of(published, scored_on, asked=shown, registry=registry)
    beside = mean_of(reference, shown) if reference else None
    if beside is None and standing is not None:
        beside = mean_of_cohort(standing.cohort, wording_for(language, edition.language))
    chosen = (plugins or load_plugins("renderers")).choose("renderers", to)
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
    provided: Renderer = chosen.provided
    result: bytes = call_plugin(chosen, lambda: provided.render(request), bytes)
    return result


def choose_renderer(plugins: Plugins, to: str | None, output: str | None) -> Plugin:
    """Return the renderer named ``to``, else the one for the ending of the output's name, else that for text.

    Raise ``UsageError`` where there is none.
    """
    if to is not None:
        return plugins.choose("renderers", to)
    if output is None or "." not in output.rpartition("/")[2]:
        return plugins.choose("renderers", DEFAULT_RENDERER)
    found = plugins.choose_by_ending("renderers", output)
    if found is None:
        endings = sorted(
            {ending for plugin in plugins.of_kind("renderers") for ending in plugin.provided.endings}
        )
        sentence = (
            f"No renderer writes a file that ends so; there are renderers for {', '.join(endings)}. Choose"
            " one with --to."
        )
        if not endings:
            sentence = plugins.why_none("renderers", "kompass-render-html")
        raise UsageError([Problem("unknown-plugin", sentence, output)])
    return found


def newest_first(scorecards: Iterable[Scorecard]) -> tuple[Scorecard, ...]:
    """Return scorecards by year, newest first, and those without a year last."""
    return tuple(sorted(scorecards, key=lambda card: -(card.assessment.year or 0)))


def by_organisation(scorecards: Iterable[Scorecard]) -> tuple[tuple[Scorecard, ...], ...]:
    """Return scorecards in groups, one for every organisation, in the order in which each is first met."""
    groups: list[list[Scorecard]] = []
    for card in scorecards:
        whose = card.assessment.organisation
        for group in groups:
            if all(same_organisation(whose, other.assessment.organisation) for other in group):
                group.append(card)
                break
        else:
            groups.append([card])
    return tuple(map(tuple, groups))


def of_organisation(scorecards: Sequence[Scorecard], wanted: str) -> tuple[Scorecard, ...]:
    """Return the scorecards of the organisation with this name or official code, capitals aside.

    Raise ``InputError`` naming those that there are where there is none.
    """
    found = tuple(
        card
        for card in scorecards
        if wanted.casefold()
        in {card.assessment.organisation.name.casefold(), card.assessment.organisation.code}
    )
    if not found:
        sentence = f"There is no organisation {wanted!r} here. There are: {_organisations(scorecards)}."
        raise InputError([Problem("unknown-organisation", sentence)])
    return found


def pick_shown(
    scorecards: Sequence[Scorecard], year: int | None = None
) -> tuple[Scorecard, tuple[Scorecard, ...]]:
    """Return the scorecard of ``year``, else the newest, and the earlier ones of the same organisation.

    Raise ``InputError`` where they are of several organisations, ``UsageError`` where there is none of the
    year.
    """
    if len(by_organisation(scorecards)) > 1:
        sentence = (
            f"These scorecards are of several organisations ({_organisations(scorecards)}). Choose one with"
            " --organisation, or give a folder with -o, for a file of each."
        )
        raise InputError([Problem("several-organisations", sentence)])
    ordered = newest_first(scorecards)
    if year is None:
        return ordered[0], ordered[1:]
    for position, card in enumerate(ordered):
        if card.assessment.year == year:
            return card, ordered[position + 1 :]
    known = (
        ", ".join(str(card.assessment.year) for card in ordered if card.assessment.year is not None) or "none"
    )
    raise UsageError([Problem("unknown-year", f"There is no assessment of {year}. The years are: {known}.")])


def _organisations(scorecards: Iterable[Scorecard]) -> str:
    return ", ".join(sorted({_described(card.assessment.organisation) for card in scorecards}))


def _described(organisation: Organisation) -> str:
    known = (organisation.kind.value if organisation.kind is not None else None, organisation.code)
    return " ".join(part for part in (organisation.name, *known) if part is not None)


def mean_of(scorecards: Sequence[Scorecard], shown: Scorecard) -> Reference:
    """Return the mean of scorecards as a reference for ``shown``: exact, as intervals, by area and in total.

    An item of which the figures allow everything is left out, because nothing is known of it. Raise
    ``InputError`` where one is on another edition, because its points do not mean the same.
    """
    edition = shown.assessment.edition
    other = sorted({card.assessment.edition for card in scorecards} - {edition})
    if other:
        sentence = (
            f"A reference on {', '.join(other)} cannot stand beside a result on {edition}: the points do not"
            f" mean the same. Give one on {edition}."
        )
        raise InputError([Problem("other-edition", sentence)])
    count = len(scorecards)
    values, printed = [], []
    for score in (shown.total, *shown.areas):
        found = [card[score.code] for card in scorecards]
        low = sum((one.low for one in found), Fraction(0)) / count
        high = sum((one.high for one in found), Fraction(0)) / count
        if low > 0 or high < score.max:
            values.append((score.code, Interval(low, high)))
        if count == 1 and found[0].printed is not None:
            printed.append((score.code, found[0].printed))
    return Reference(label=_label(scorecards), count=count, values=tuple(values), printed=tuple(printed))


def mean_of_cohort(cohort: Cohort, wording: Wording) -> Reference | None:
    """Return the means of published results as a reference, of the items that enough of them are published of.

    Return ``None`` where no area is such an item: of few results the mean says little of others, and what is
    known of the total alone stands among the published results.
    """
    values = tuple(
        (item.code, item.mean)
        for item in cohort.items
        if item.mean is not None and item.support is Support.SOME
    )
    if all(code == TOTAL for code, _ in values):
        return None
    return Reference(label=wording.say("mean of the published results"), count=None, values=values)


def _label(scorecards: Sequence[Scorecard]) -> str:
    labels = []
    for card in scorecards:
        year = card.assessment.year
        labels.append(card.assessment.organisation.name + (f" {year}" if year is not None else ""))
    return ", ".join(sorted(labels))


def report_path(
    path: Path | str,
    *,
    to: str | None = None,
    output: str | None = None,
    year: int | None = None,
    language: str | None = None,
    reference: Sequence[Path] = (),
    order: Order = Order.CODE,
    terminal: Terminal | None = None,
    published: Gathered | None = None,
    edition: str | None = None,
    importer: str | None = None,
    limit: int = DEFAULT_LIMIT,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
) -> tuple[bytes, Scored]:
    """Return the report on a file as bytes, and the scorecards behind it with the warnings of the import.

    The renderer is the one named ``to``, else the one for the ending of ``output``, else that for text; the
    rest is as for ``score_path`` and ``render_scorecards``. Nothing is written. Raise ``InputError`` with
    everything that is wrong with the file.

    >>> page, scored = report_path(Path("docs/examples/ornskoldsvik-2017.md"), to="html", language="en")
    >>> page[:15], len(scored.scorecards)
    (b'<!DOCTYPE html>', 3)
    """
    plugins = plugins or load_plugins("importers", "scorers", "renderers")
    registry = registry if registry is not None else load_registry()
    if edition is not None:
        registry, edition = chosen_edition(edition, registry)
    renderer = choose_renderer(plugins, to, output)
    scored = score_path(
        path, registry=registry, plugins=plugins, edition=edition, importer=importer, limit=limit
    ).whole()
    try:
        shown = render_scorecards(
            scored.scorecards,
            to=renderer.name,
            year=year,
            language=language,
            reference=read_references(reference, registry=registry, plugins=plugins, limit=limit),
            order=order,
            terminal=terminal,
            published=published,
            registry=registry,
            plugins=plugins,
        )
    except InputError as error:
        raise error.in_file(str(path)) from error.__cause__
    return shown, scored


def read_references(
    paths: Sequence[Path], *, registry: Registry, plugins: Plugins, limit: int = DEFAULT_LIMIT
) -> tuple[Scorecard, ...]:
    """Return the newest scorecard of every file, to compare a result with."""
    return tuple(
        newest_first(score_path(path, registry=registry, plugins=plugins, limit=limit).whole().scorecards)[0]
        for path in paths
    )
