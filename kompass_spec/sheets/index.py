"""Compose the index of a folder: whose results lie there, from when, and where their pages are."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import final
from urllib.parse import quote

from attrs import frozen

from kompass_spec.model import TOTAL, Edition, Interval, Scorecard
from kompass_spec.model.drawings import RankedDot, RankedDots
from kompass_spec.model.fields import held
from kompass_spec.model.organisation import Organisation
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    Illustration,
    Linked,
    Part,
    Section,
    Sheet,
    SheetBlock,
    SheetCell,
    SheetRow,
    SheetTable,
    Words,
)
from kompass_spec.registry.registry import Registry
from kompass_spec.sheets.passages import titled
from kompass_spec.sheets.spoken import Spoken, figure_of
from kompass_spec.wording.organisations import full_name
from kompass_spec.wording.wording import wording_for

__all__ = ["IndexEntry", "compose_index", "index_entry"]

_MOST_DRAWN = 40
"""Up to how many totals are drawn on an edition; the table has all."""
_LAST_LETTERS = {"sv": "åäö", "nb": "æøå", "nn": "æøå", "da": "æøå"}
_AFTER_ALL = 0x10000


@final
@frozen(kw_only=True, field_transformer=held)
class IndexEntry:
    """Hold what an index says of a result: whose and when, its edition, and its total in points.

    ``figure`` is the total as it is stated, ``None`` where only its bounds are known, ``points``;
    ``maximum`` is that of what applies. ``place`` is where its page lies, seen from the index.
    """

    organisation: Organisation
    edition: str
    points: Interval
    maximum: Fraction
    year: int | None = None
    year_inferred: bool = False
    figure: Fraction | None = None
    place: str = ""


def index_entry(card: Scorecard, place: str = "") -> IndexEntry:
    """Return what an index says of a result, whose page lies at a place."""
    assessment = card.assessment
    return IndexEntry(
        organisation=assessment.organisation,
        edition=assessment.release_key,
        points=card[TOTAL].interval,
        maximum=card[TOTAL].max,
        year=assessment.year,
        year_inferred=assessment.year_inferred,
        figure=figure_of(card[TOTAL]),
        place=place,
    )


def compose_index(entries: Sequence[IndexEntry], registry: Registry, language: str | None = None) -> Sheet:
    """Return the index of results in a language, given by its BCP 47 tag, else in their first edition's.

    Organisations stand in the order of the language's letters, and totals are drawn for each edition apart,
    the likely highest first.
    """
    editions = _editions(entries, registry)
    own = next((edition.language for edition in editions.values() if edition is not None), "en")
    wording = wording_for(language or own, own)
    spoken = Spoken(registry=registry, language=language or own, wording=wording)
    ordered = sorted(entries, key=lambda entry: _order(entry, wording.language))
    heading = wording.say("All results")
    blocks = [
        *_drawings(ordered, editions, spoken),
        Section(heading=heading, blocks=(_table(ordered, editions, spoken, heading),), anchor="results"),
    ]
    number = len({(entry.organisation.name, entry.organisation.code) for entry in entries})
    title = wording.count(
        "The result of one organisation",
        "Results of {number} organisations",
        number,
        written=wording.numeral(number),
    )
    return Sheet(
        kind="index",
        language=wording.language,
        title=title,
        kicker=", ".join(
            dict.fromkeys(_framework(edition, key, spoken) for key, edition in editions.items())
        ),
        lines=tuple(_lines(ordered, editions, spoken)),
        parts=(Part(blocks=tuple(blocks)),),
        foot=(wording.say("Compiled with kompass-spec."),),
        summary=(title, *_summary(ordered, spoken)),
    )


def _editions(entries: Sequence[IndexEntry], registry: Registry) -> dict[str, Edition | None]:
    """Return the editions of results by their keys, in the order of the years in which they came."""
    found = {
        entry.edition: registry.get(entry.edition) or registry.get(entry.edition.partition("@")[0])
        for entry in entries
    }
    return dict(
        sorted(found.items(), key=lambda one: (one[1].valid_from if one[1] is not None else "", one[0]))
    )


def _order(entry: IndexEntry, language: str) -> tuple[object, ...]:
    last = {ord(letter): chr(_AFTER_ALL + at) for at, letter in enumerate(_LAST_LETTERS.get(language, ""))}
    return (
        entry.organisation.name.casefold().translate(last),
        entry.organisation.code or "",
        -(entry.year or 0),
        entry.place,
    )


def _name(edition: Edition | None, key: str, spoken: Spoken) -> str:
    if edition is None:
        return key
    words = titled(edition, spoken.wording)
    return words if isinstance(words, str) else words.words


def _framework(edition: Edition | None, key: str, spoken: Spoken) -> str:
    name = _name(edition, key, spoken)
    first, _, year = name.rpartition(" ")
    return first if first and year.isdecimal() else name


def _lines(
    entries: Sequence[IndexEntry], editions: dict[str, Edition | None], spoken: Spoken
) -> Iterator[Words]:
    if len(editions) > 1:
        yield spoken.wording.say(
            "Points of different versions are not fully comparable, because questions and demands have"
            " changed."
        )
    years = sorted({entry.year for entry in entries if entry.year is not None})
    if years:
        span = "–".join(str(year) for year in dict.fromkeys((years[0], years[-1])))
        yield spoken.wording.say("Evaluations of {years}.", years=span)


def _year(entry: IndexEntry, spoken: Spoken) -> str:
    if entry.year is None:
        return spoken.wording.say("year unknown")
    return f"{entry.year}{'†' if entry.year_inferred else ''}"


def _shown(entry: IndexEntry, spoken: Spoken) -> str:
    return spoken.points(entry.figure) if entry.figure is not None else spoken.span(entry.points)


def _is_known(entry: IndexEntry) -> bool:
    return entry.maximum > 0 and entry.points.width < entry.maximum


def _drawings(
    entries: Sequence[IndexEntry], editions: dict[str, Edition | None], spoken: Spoken
) -> Iterator[SheetBlock]:
    """Yield the totals on every edition that there are two results on at least."""
    say = spoken.wording.say
    for number, (key, edition) in enumerate(editions.items()):
        known = [entry for entry in entries if entry.edition == key and _is_known(entry)]
        if len(known) < 2:  # noqa: PLR2004 - one total stands beside no other
            continue
        known.sort(key=lambda entry: -(entry.points.low + entry.points.high))
        maximum = max(entry.maximum for entry in known)
        heading = say(
            "Total points by {version}, of {maximum}",
            version=_name(edition, key, spoken),
            maximum=spoken.points(maximum),
        )
        rows = tuple(
            RankedDot(
                label=entry.organisation.name,
                note=_year(entry, spoken),
                interval=entry.points,
                shown=_shown(entry, spoken),
            )
            for entry in known[:_MOST_DRAWN]
        )
        notes = (
            (say("The {number} highest are drawn; the table has all.", number=spoken.numeral(_MOST_DRAWN)),)
            if len(known) > _MOST_DRAWN
            else ()
        )
        illustration = Illustration(
            drawing=RankedDots(maximum=maximum, rows=rows),
            title=heading,
            finding=", ".join(f"{row.label} {row.note}: {row.shown}" for row in rows),
            notes=notes,
        )
        yield Section(heading=heading, blocks=(illustration,), anchor=f"totals-{number}")


def _table(
    entries: Sequence[IndexEntry], editions: dict[str, Edition | None], spoken: Spoken, caption: str
) -> SheetTable:
    say = spoken.wording.say
    is_inferred = any(entry.year_inferred for entry in entries)
    return SheetTable(
        name="results",
        caption=caption,
        columns=(
            Column(head=say("Organisation"), kind=ColumnKind.WORDS),
            Column(head=say("Year")),
            Column(head=say("Version"), kind=ColumnKind.WORDS, fold=1),
            Column(head=say("Points")),
            Column(head=say("of max"), fold=1),
        ),
        rows=tuple(SheetRow(cells=tuple(_cells(entry, editions, spoken))) for entry in entries),
        notes=(
            (say("† The year is our reading; the report does not state it clearly."),) if is_inferred else ()
        ),
    )


def _cells(entry: IndexEntry, editions: dict[str, Edition | None], spoken: Spoken) -> Iterator[SheetCell]:
    name = full_name(entry.organisation, spoken.wording.language)
    yield (Linked(name, quote(entry.place)) if entry.place else name,)
    year = None if entry.year is None else Fraction(entry.year)
    yield Figure(shown=_year(entry, spoken), quantity=year)
    yield (_name(editions[entry.edition], entry.edition, spoken),)
    if not _is_known(entry):
        yield Gap(words=spoken.wording.say("not stated"))
        yield Gap(words="–")
        return
    yield Figure(shown=_shown(entry, spoken), quantity=entry.figure)
    share = Interval(entry.points.low / entry.maximum, entry.points.high / entry.maximum)
    figure = entry.figure / entry.maximum if entry.figure is not None else None
    yield Figure(
        shown=spoken.percent(figure) if figure is not None else spoken.percents(share),
        quantity=figure,
        is_percent=True,
    )


def _summary(entries: Sequence[IndexEntry], spoken: Spoken) -> Iterator[str]:
    for entry in [entry for entry in entries if _is_known(entry)][:8]:
        yield f"{entry.organisation.name} {_year(entry, spoken)}: {_shown(entry, spoken)}"
