"""Compose the sheet of a comparison: one organisation over the years, or several side by side."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kompass_spec.model import CitedMean, CitedResult
from kompass_spec.model.comparison import Comparison, Pairing
from kompass_spec.model.sheet import Bullets, Part, Section, Sheet, SheetBlock, Words
from kompass_spec.registry.registry import Registry
from kompass_spec.sheets.compared import Compared
from kompass_spec.sheets.comparison_answers import answered
from kompass_spec.sheets.comparison_beside import developments, ranked, version_sections
from kompass_spec.sheets.comparison_details import details
from kompass_spec.sheets.comparison_multiples import small_multiples
from kompass_spec.sheets.comparison_reminders import reminders
from kompass_spec.sheets.comparison_years import (
    across_sections,
    answers_section,
    years_section,
)
from kompass_spec.sheets.published import said_of_versions
from kompass_spec.sheets.spoken import spoken_in
from kompass_spec.wording.wording import capitalised

__all__ = ["compose_comparison", "pairs_needed"]

_MOST_NAMED = 5
"""Up to how many organisations a title names."""
_MOST_ANSWERS = 4
"""How many changes the summary tells, the newest."""


def compose_comparison(
    comparison: Comparison,
    *,
    registry: Registry,
    language: str,
    reference: int | None = None,
    pairings: Sequence[Pairing] = (),
    questions: bool = False,
    means: Sequence[CitedMean] = (),
    results: Sequence[CitedResult] = (),
) -> Sheet:
    """Return the sheet of a comparison in a language, given by its BCP 47 tag.

    ``reference`` is the column that the others are compared with where they are of several organisations, and
    ``pairings`` are the changes that ``pairs_needed`` asks for. ``means`` and ``results`` are published ones,
    for a line to measure by, and for caveats and sources. ``questions`` says that those were asked for too,
    so that it is said where none is known.
    """
    compared = Compared(
        comparison=comparison,
        registry=registry,
        spoken=spoken_in(language, registry, comparison.columns[-1]),
        pairings=tuple(pairings),
        reference=reference,
        means=tuple(means),
        results=tuple(results),
    )
    is_of_one = len(compared.organisations) == 1
    first = _over_years(compared) if is_of_one else _side_by_side(compared)
    return Sheet(
        kind="comparison",
        language=compared.spoken.wording.language,
        kicker=_kicker(compared),
        title=_title(compared),
        lines=tuple(_lines(compared)),
        parts=(Part(blocks=tuple(first)), details(compared, questions=questions)),
        foot=tuple(_foot(compared)),
        summary=tuple(_summary(compared)),
    )


def pairs_needed(
    comparison: Comparison, registry: Registry, reference: int | None
) -> tuple[tuple[int, int], ...]:
    """Return the columns that a sheet reads against each other: pairs of indices.

    They are the newest result of the reference on every edition with all others on it, and the results of
    every organisation in order of time; none where all are of one, whose results are neighbours.
    """
    compared = Compared(
        comparison=comparison,
        registry=registry,
        spoken=spoken_in("en", registry, comparison.columns[0]),
        reference=reference,
    )
    pairs: dict[tuple[int, int], None] = {}
    if len(compared.organisations) == 1:
        return ()
    for columns in compared.organisations:
        pairs |= dict.fromkeys(pairwise(columns))
    for version in compared.versions:
        own = compared.reference_on(version.columns)
        if own is not None:
            pairs |= dict.fromkeys((own, other) for other in version.columns if other != own)
    return tuple(pairs)


def _over_years(compared: Compared) -> Iterator[SheetBlock]:
    columns = tuple(range(len(compared.cards)))
    yield from answers_section(compared, columns)
    yield years_section(compared, columns)
    pictures = small_multiples(compared, columns)
    if pictures is not None:
        yield pictures
    yield from across_sections(compared, columns)
    yield from _said(compared, columns)
    yield from reminders(compared)


def _side_by_side(compared: Compared) -> Iterator[SheetBlock]:
    for version in compared.versions:
        yield from version_sections(compared, version)
    development = developments(compared)
    if development is not None:
        yield development
    yield from _said(compared, tuple(version.columns[0] for version in compared.versions))
    yield from reminders(compared)


def _said(compared: Compared, columns: Sequence[int]) -> Iterator[Section]:
    """Yield what others say about comparing the editions, where there are several."""
    keys = tuple(dict.fromkeys(compared.key(column) for column in columns))
    bullets = said_of_versions(keys, compared.registry, compared.spoken)
    if bullets:
        heading = compared.spoken.wording.say("What others say about the versions")
        yield Section(heading=heading, blocks=(Bullets(bullets=bullets),), anchor="said")


def _kicker(compared: Compared) -> str:
    spoken = compared.spoken
    names = dict.fromkeys(spoken.framework(card) for card in compared.cards)
    number = len(compared.cards)
    say = spoken.wording.say
    counted = (
        say("one evaluation")
        if number == 1
        else say("comparison of {number} evaluations", number=spoken.numeral(number))
    )
    return f"{', '.join(names)} · {counted}"


def _title(compared: Compared) -> str:
    spoken = compared.spoken
    groups = compared.organisations
    if len(groups) == 1:
        years = [compared.year(column) for column in groups[0]]
        name = spoken.organisation(compared.cards[groups[0][-1]].assessment)
        return f"{name} {spoken.listed(years)}"
    names = [compared.name(columns[-1]) for columns in _by_total(compared)]
    if len(names) > _MOST_NAMED:
        number = capitalised(spoken.numeral(len(names)))
        return spoken.wording.say("{number} organisations side by side", number=number)
    return spoken.listed(names)


def _by_total(compared: Compared) -> list[tuple[int, ...]]:
    """Return the columns of every organisation, in the order of the newest results on one edition."""
    if len(compared.versions) > 1:
        return list(compared.organisations)
    order = ranked(compared, range(len(compared.cards)))
    return sorted(compared.organisations, key=lambda columns: min(order.index(column) for column in columns))


def _lines(compared: Compared) -> Iterator[Words]:
    spoken, versions = compared.spoken, compared.versions
    say = spoken.wording.say
    if len(versions) == 1:
        name = compared.version_name(versions[0].columns[0])
        yield say("All by {version}: the points can be compared.", version=name)
    elif len(compared.organisations) == 1:
        parts = [
            say(
                "{years} by {version}",
                years=spoken.listed([compared.year(column) for column in version.columns]),
                version=compared.version_name(version.columns[0]),
            )
            for version in versions
        ]
        yield f"{'; '.join(parts)}."
    else:
        names = spoken.listed([compared.version_name(version.columns[0]) for version in versions])
        yield say("By {versions}: only results by one version stand side by side.", versions=names)
    if compared.comparison.edition is not None:
        edition = _title_asked(compared)
        yield say("The figures are converted to {version}.", version=edition)


def _title_asked(compared: Compared) -> str:
    """Return the title of the edition that results are converted to."""
    asked = compared.comparison.edition or ""
    edition = compared.registry.get(asked)
    if edition is None:
        return asked
    words = compared.spoken.text(edition.title, edition)
    return words if isinstance(words, str) else words.words


def _foot(compared: Compared) -> Iterator[Words]:
    yield compared.spoken.wording.say("Compiled with kompass-spec.")


def _summary(compared: Compared) -> Iterator[str]:
    yield _title(compared)
    if len(compared.organisations) == 1:
        columns = range(len(compared.cards))
        answers = [answered(compared, first, second) for first, second in pairwise(columns)]
        yield from answers[-_MOST_ANSWERS:]
        return
    for version in compared.versions[:3]:
        shown = [
            f"{compared.label(column, is_named=True)} {compared.shown(cell)}"
            for column in ranked(compared, version.columns)[:_MOST_NAMED]
            if (cell := compared.total.cells[column]) is not None and compared.is_known(cell)
        ]
        if shown:
            yield f"{compared.heads_version(version.columns[0])}: {', '.join(shown)}."
