"""A dataset of published results: what was printed where, and what is derived or contradictory about it."""

import re
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import field, frozen

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.edition import Source
from kompass_spec.model.edition_rules import CODE, EDITION_ID
from kompass_spec.model.fields import exact, held
from kompass_spec.model.organisation import Organisation
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.source_rules import source_problems
from kompass_spec.model.texts import Text
from kompass_spec.model.written import Record

__all__ = [
    "Caveat",
    "CaveatKind",
    "Dataset",
    "PublishedFigure",
    "PublishedLevel",
    "PublishedMean",
    "PublishedResult",
]

_AREA = re.compile(r"[0-9]{1,3}")
_YEARS = (1000, 9999)
_COUNTRY = re.compile(r"[A-Z]{2}")


@final
class CaveatKind(Enum):
    """Say what is not as one would wish about a published result.

    ``derived``: a figure was computed from others that were published; ``inferred``: the year or the edition
    was concluded and not read; ``contradictory``: the source contradicts itself or another; ``uncertain``: it
    may be about something else; ``incomplete``: only a part of what is public was seen.
    """

    DERIVED = "derived"
    INFERRED = "inferred"
    CONTRADICTORY = "contradictory"
    UNCERTAIN = "uncertain"
    INCOMPLETE = "incomplete"


@final
@frozen(kw_only=True, field_transformer=held)
class Caveat:
    """Hold a caveat; ``of`` names what it is about: codes of items, ``total``, ``year`` or ``edition``."""

    kind: CaveatKind
    of: tuple[str, ...]
    text: Text


@final
@frozen(kw_only=True, field_transformer=held)
class PublishedFigure:
    """Hold a figure in points of an area, a question, a criterion or of ``total``; a mean is of no question.

    ``precision`` is the unit of the last printed digit, so ``74`` has 1; a figure that was derived from two
    printed ones has the sum of their precisions.
    """

    item: str
    points: Fraction = field(converter=exact)
    precision: Fraction = field(default=Fraction(1), converter=exact)


@final
@frozen(kw_only=True, field_transformer=held)
class PublishedLevel:
    """Hold the answer to a question or a criterion, by the number of its level on the item's scale.

    ``label`` is the word that was printed, ``None`` where there was none.
    """

    item: str
    level: Fraction = field(converter=exact)
    label: str | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class PublishedResult:
    """Hold one published evaluation; ``edition`` and ``year`` are ``None`` where no source says them.

    ``not_applicable`` are the codes of the items that do not apply to the organisation; ``cited`` are the ids
    of the sources.
    """

    organisation: Organisation
    edition: str | None = None
    year: int | None = None
    figures: tuple[PublishedFigure, ...]
    levels: tuple[PublishedLevel, ...] = ()
    not_applicable: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    cited: tuple[str, ...]

    def has_caveat(self, kind: CaveatKind, of: str) -> bool:
        """Tell whether a caveat of this kind is about a figure, the year or the edition."""
        return any(caveat.kind is kind and of in caveat.of for caveat in self.caveats)


@final
@frozen(kw_only=True, field_transformer=held)
class PublishedMean:
    """Hold a published mean; ``scope`` says of what, ``approximate`` that it was rounded in words.

    ``edition`` is ``None`` where the source does not say on which edition the results were, or mixes several;
    ``count`` is the number of results behind it, ``None`` where nobody said.
    """

    scope: Text
    edition: str | None = None
    country: str | None = None
    count: int | None = None
    figures: tuple[PublishedFigure, ...]
    approximate: bool = False
    caveats: tuple[Caveat, ...] = ()
    cited: tuple[str, ...]


@final
@frozen(kw_only=True, field_transformer=held)
class Dataset(Record):
    """Hold published results and means with their sources.

    Raise ``InputError`` with every broken rule when it is built: each result cites a source that is there,
    says what is derived, and stands once.
    """

    id: str
    title: Text
    sources: tuple[Source, ...]
    results: tuple[PublishedResult, ...] = ()
    means: tuple[PublishedMean, ...] = ()
    notes: tuple[Text, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check every rule of a dataset."""
        checks = (
            _citation_problems,
            _name_problems,
            _country_problems,
            _year_problems,
            _figure_problems,
            _answer_problems,
            _caveat_problems,
            _twice,
        )
        problems = [problem for check in checks for problem in check(self)]
        if problems:
            raise InputError(problems)

    def sources_of(self, one: PublishedResult | PublishedMean) -> tuple[Source, ...]:
        """Return the sources that a result or a mean cites, in the order in which it does."""
        known = {source.id: source for source in self.sources}
        return tuple(known[name] for name in one.cited)


def _listed(dataset: Dataset) -> Iterator[tuple[str, PublishedResult | PublishedMean]]:
    """Iterate over all that was published, the results before the means, each with its pointer."""
    yield from ((f"/results/{index}", result) for index, result in enumerate(dataset.results))
    yield from ((f"/means/{index}", mean) for index, mean in enumerate(dataset.means))


def _citation_problems(dataset: Dataset) -> Iterator[Problem]:
    known = {source.id for source in dataset.sources}
    for pointer, published in _listed(dataset):
        if not published.cited:
            sentence = "Nothing says where this was published. Cite a source."
            yield Problem("unsourced", sentence, pointer=f"{pointer}/cited")
        for name in published.cited:
            if name not in known:
                sentence = (
                    f"{name!r} is not the id of a source of this dataset. Add it under [[sources]] or cite"
                    " another."
                )
                yield Problem("unknown-source", sentence, pointer=f"{pointer}/cited")
    yield from source_problems(dataset.sources)


def _name_problems(dataset: Dataset) -> Iterator[Problem]:
    if not dataset.id or any(map(str.isspace, dataset.id)):
        sentence = (
            f"{dataset.id[:40]!r} cannot be the id of a dataset. Write a word without spaces, such as"
            " 'nordic'."
        )
        yield Problem("bad-identifier", sentence, pointer="/id")
    for index, result in enumerate(dataset.results):
        for key in ("name", "code"):
            value = getattr(result.organisation, key)
            if value is not None and not value.strip():
                sentence = f"The {key} of the organisation is empty. Write it, or leave it out."
                yield Problem("empty-text", sentence, pointer=f"/results/{index}/organisation/{key}")
    for pointer, published in _listed(dataset):
        if published.edition is not None and not EDITION_ID.fullmatch(published.edition):
            sentence = (
                f"{published.edition[:40]!r} cannot be an edition. Write its id, such as 'se-2016', or leave"
                " it out where no source says it."
            )
            yield Problem("bad-identifier", sentence, pointer=f"{pointer}/edition")
    for index, mean in enumerate(dataset.means):
        if mean.count is not None and mean.count < 1:
            sentence = (
                f"A mean is of one result or more, and this says {mean.count}. Correct it, or leave it out."
            )
            yield Problem("bad-value", sentence, pointer=f"/means/{index}/count")


def _country_problems(dataset: Dataset) -> Iterator[Problem]:
    countries = [
        *(
            (f"/results/{index}/organisation/country", result.organisation.country)
            for index, result in enumerate(dataset.results)
        ),
        *((f"/means/{index}/country", mean.country) for index, mean in enumerate(dataset.means)),
    ]
    for pointer, country in countries:
        if country is not None and not _COUNTRY.fullmatch(country):
            sentence = f"{country!r} is not a country. Write an ISO 3166-1 code, such as 'SE'."
            yield Problem("bad-identifier", sentence, pointer=pointer)


def _year_problems(dataset: Dataset) -> Iterator[Problem]:
    for index, result in enumerate(dataset.results):
        if result.year is not None and not _YEARS[0] <= result.year <= _YEARS[1]:
            sentence = (
                f"{result.year} is not a year. Write four digits, or leave the year out where no source"
                " says it."
            )
            yield Problem("bad-date", sentence, pointer=f"/results/{index}/year")


def _figure_problems(dataset: Dataset) -> Iterator[Problem]:
    for pointer, published in _listed(dataset):
        items = [figure.item for figure in published.figures]
        levels = () if isinstance(published, PublishedMean) else published.levels
        code = _AREA if isinstance(published, PublishedMean) else CODE
        if not items and not levels:
            sentence = "There is no figure. A result or a mean without one is not published here."
            yield Problem("missing-figure", sentence, pointer=f"{pointer}/figures")
        for index, figure in enumerate(published.figures):
            where = f"{pointer}/figures/{index}"
            if figure.item != TOTAL and not code.fullmatch(figure.item):
                sentence = (
                    f"{figure.item!r} is neither a code that can stand here nor 'total'. Write that of an"
                    " area, such as '7', or of a question or a criterion of a result, such as '7.2'."
                )
                yield Problem("bad-code", sentence, pointer=f"{where}/item")
            if figure.item in items[:index]:
                sentence = (
                    f"The item {figure.item!r} has two figures. Keep one, and say the other in a caveat."
                )
                yield Problem("duplicate-code", sentence, pointer=f"{where}/item")
            if figure.points < 0:
                yield Problem("bad-quantity", "Points are not negative.", pointer=f"{where}/points")
            if figure.precision <= 0:
                sentence = "A precision is above 0: 1 for whole points."
                yield Problem("bad-quantity", sentence, pointer=f"{where}/precision")


def _answer_problems(dataset: Dataset) -> Iterator[Problem]:
    """Find what cannot be among the levels of results and the items that do not apply to an organisation."""
    for index, result in enumerate(dataset.results):
        codes = {
            "levels": [level.item for level in result.levels],
            "not_applicable": list(result.not_applicable),
        }
        points = {figure.item for figure in result.figures if figure.points} - {TOTAL}
        for key, items in codes.items():
            for position, item in enumerate(items):
                where = f"/results/{index}/{key}/{position}{'/item' if key == 'levels' else ''}"
                if not CODE.fullmatch(item):
                    sentence = f"{item!r} cannot be a code here. Write it like '7.2'."
                    yield Problem("bad-code", sentence, pointer=where)
                if item in items[:position]:
                    sentence = f"The item {item!r} stands here twice. Keep one."
                    yield Problem("duplicate-code", sentence, pointer=where)
        for position, item in enumerate(result.not_applicable):
            if item in points or item in codes["levels"]:
                sentence = (
                    f"The item {item!r} is said not to apply, and has a result. Keep one, and say the other"
                    " in a caveat."
                )
                pointer = f"/results/{index}/not_applicable/{position}"
                yield Problem("bad-value", sentence, pointer=pointer)


def _items_of(published: PublishedResult | PublishedMean) -> Iterator[str]:
    """Iterate over the codes of all that is said of one result or mean."""
    yield from (figure.item for figure in published.figures)
    if isinstance(published, PublishedResult):
        yield from (level.item for level in published.levels)
        yield from published.not_applicable


def _caveat_problems(dataset: Dataset) -> Iterator[Problem]:
    for pointer, published in _listed(dataset):
        known = {"year", "edition", *_items_of(published)}
        for index, caveat in enumerate(published.caveats):
            stray = sorted(set(caveat.of) - known)
            if stray or not caveat.of:
                sentence = (
                    "A caveat is about figures that stand here, the year or the edition, not"
                    f" {', '.join(stray) or 'nothing'}. Correct it."
                )
                yield Problem("dangling-code", sentence, pointer=f"{pointer}/caveats/{index}/of")


def _twice(dataset: Dataset) -> Iterator[Problem]:
    seen: dict[tuple[Organisation, str | None, int | None], int] = {}
    for index, result in enumerate(dataset.results):
        key = (result.organisation, result.edition, result.year)
        if key in seen:
            when = "without a year" if result.year is None else f"of {result.year}"
            sentence = (
                f"The result of {result.organisation.name} {when} stands at /results/{seen[key]} too. Keep"
                " one."
            )
            yield Problem("duplicate-code", sentence, pointer=f"/results/{index}")
        seen.setdefault(key, index)
