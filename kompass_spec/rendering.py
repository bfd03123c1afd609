"""Show scorecards: choose what is shown, what it is compared with, and by which renderer."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from kompass_spec.cohorting import Gathered, standing_of
from kompass_spec.cohorts import same_organisation
from kompass_spec.hooks import Renderer
from kompass_spec.model import TOTAL, Interval, Organisation, Scorecard
from kompass_spec.plugins import Plugin, Plugins, call_plugin, load_plugins
from kompass_spec.problems import InputError, Problem, UsageError
from kompass_spec.registry import Registry, load_registry
from kompass_spec.requests import Order, Reference, RenderRequest, Terminal

__all__ = [
    "by_organisation",
    "choose_renderer",
    "mean_of",
    "newest_first",
    "of_organisation",
    "pick_shown",
    "render_scorecards",
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

    ``year`` shows that year's instead; ``language`` is a BCP 47 tag, the edition's own unless given; ``reference``
    are scorecards to compare with, of which the mean is shown; ``published`` are published results to show it among.
    Raise ``InputError`` where the scorecards are of
    several organisations, and ``UsageError`` where there is no such year or renderer.
    """
    registry = registry if registry is not None else load_registry()
    shown, history = pick_shown(scorecards, year)
    edition = registry.find(shown.assessment.edition)
    scored_on = registry.get(shown.assessment.release_key) or edition
    chosen = (plugins or load_plugins("renderers")).choose("renderers", to)
    request = RenderRequest(
        scorecard=shown,
        history=history,
        registry=registry,
        language=language or edition.language,
        reference=mean_of(reference, shown) if reference else None,
        order=order,
        terminal=terminal,
        standing=standing_of(published, scored_on, asked=shown, registry=registry)
        if published is not None
        else None,
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
        sentence = f"No renderer writes a file that ends so; there are renderers for {', '.join(endings)}. Choose one with --to."
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

    Raise ``InputError`` where they are of several organisations, ``UsageError`` where there is none of the year.
    """
    if len(by_organisation(scorecards)) > 1:
        sentence = f"These scorecards are of several organisations ({_organisations(scorecards)}). Choose one with --organisation, or give a folder with -o, for a file of each."
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

    Raise ``InputError`` where one is on another edition, because its points do not mean the same.
    """
    edition = shown.assessment.edition
    other = sorted({card.assessment.edition for card in scorecards} - {edition})
    if other:
        sentence = f"A reference on {', '.join(other)} cannot stand beside a result on {edition}: the points do not mean the same. Give one on {edition}."
        raise InputError([Problem("other-edition", sentence)])
    count = len(scorecards)
    values = []
    for code in (TOTAL, *(area.code for area in shown.areas)):
        found = [card[code].interval for card in scorecards]
        total = sum(found[1:], found[0])
        values.append((code, Interval(total.low * Fraction(1, count), total.high * Fraction(1, count))))
    return Reference(label=_label(scorecards), count=count, values=tuple(values))


def _label(scorecards: Sequence[Scorecard]) -> str:
    labels = []
    for card in scorecards:
        year = card.assessment.year
        labels.append(card.assessment.organisation.name + (f" {year}" if year is not None else ""))
    return ", ".join(sorted(labels))
