"""Tell the year of an evaluation from that in a name of editions: *Kommunkompassen 2016* may be either."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import final

from attrs import define, evolve, field, frozen

from kompass_import_report.collector import Collector
from kompass_import_report.labels import label_key
from kompass_import_report.late_patterns import LatePattern
from kompass_import_report.lines import FRAMEWORK, Line
from kompass_import_report.parts import Paragraph, Part
from kompass_import_report.sentences import YEAR, prints_year, sentences
from kompass_import_report.told_years import is_of_another_time, years_of_evaluation
from kompass_import_report.years import years_in
from kompass_spec import Library

__all__ = ["EditionYears", "YearSaid", "names_of_editions"]

_NAMED = LatePattern(
    rf"({FRAMEWORK.pattern}[^\W\d_]{{0,5}})(?:,?\s(?:version|versjon|utgåva|utgave|udgave|edition))?[\s,:(–-]+"
    r"((?:19|20)[0-9]{2})(?![0-9]|\s?[–/-]\s?[0-9]|(?:,|\s(?:och|og|and|mot|samt))\s[0-9])\)?"
)
"""The framework with a year right behind its name, which may be that of the edition."""
_OF_EVALUATION = (
    r"(?:(?:för|for|of|av|af)\s)?(?:the\s)?(?:utvärdering|evaluering|evaluation|mätning|måling|vurdering"
    r"|genomförande|gjennomføring|gennemførelse)"
    r"(?:en|a|s)?"
)
_MADE = r"(?:genomför[dt]|gjennomført|gennemført|carried out|conducted|gjord|utförd|utført|udført)"
_WHEN = LatePattern(
    rf"(?:{_OF_EVALUATION}\s)?{_MADE}(?:\s(?:från|fra|frå|from|till|til|to|år|i|in))?"
    rf"|(?:år|årtal|årstal|year|period|perioden?|tidpunkt|tidspunkt|tid|tidsperiod|time|når|när|hvornår|when|besök"
    rf"|besøk|besøg)(?:\s{_OF_EVALUATION})?"
    rf"|(?:datum|dato|date)\s{_OF_EVALUATION}"
    r"|(?:utvärderings|evaluerings|vurderings|mät|måle?|evaluation\s)"
    r"(?:år|datum|dato|period|periode|tidpunkt|tidspunkt|tillfälle|year|date)"
    rf"|{_OF_EVALUATION}"
    r"|(?:utvärderad|utvärderat|evaluert|evalueret|evaluated|vurdert)(?:\s(?:år|i|in))?"
)
"""Labels of what says when an evaluation was made."""
_LABELLED = re.compile(r"\s*([^\W\d][^\d:|]{1,40}?)\s*(?::|\t|\s(?=(?:19|20)[0-9]{2}\.?$))\s*(.{4,60})")
_DATED = LatePattern(r"(?:rapport(?:ens\s)?)?(?:datum|dato)|(?:report\s)?date|daterad|datert|dateret|dated")
"""Labels of the date of a document, which may be later than what it is about."""
_DATE = LatePattern(r"(?:19|20)[0-9]{2}(?:-[0-9]{1,2}){0,2}|(?:[0-9]{1,2}[./]){1,2}(?:19|20)[0-9]{2}")
"""A year or a date alone on a line: what prints a form may have parted it from its label."""


@final
@frozen
class YearSaid:
    """Hold the year of an evaluation, and all that a report prints which may be it, the title's first."""

    year: int | None
    printed: tuple[int, ...] = ()


@final
@define
class _Said:
    """Gather the years that lines say an evaluation is of: by a label, or in a sentence; and the lines."""

    labelled: dict[int, int] = field(factory=dict)
    told: dict[int, int] = field(factory=dict)

    @property
    def years(self) -> dict[int, int]:
        """Return the years with the line of each: those behind labels, which say it plainest, else all."""
        return self.labelled or self.told


@final
@frozen
class EditionYears:
    """Know the years in the names of editions, and find out whether an evaluation is of another.

    ``others`` tells whether words name another organisation than the one that was assessed.
    """

    years: frozenset[int]
    others: Callable[[str], bool]
    collector: Collector

    @classmethod
    def of(cls, registry: Library, others: Callable[[str], bool], collector: Collector) -> "EditionYears":
        """Return the years in the titles and ids of all editions."""
        return cls(_years_of(registry), others, collector)

    def settled(self, year: int | None, part: Part, title: list[Line], dated: Iterable[int]) -> YearSaid:
        """Return the year of a part: another than in its title, where this may be the name of an edition.

        Warn where the report says another, or has a date of another. ``dated`` are the years of totals in
        running text, which may be of earlier evaluations.
        """
        name = self._name_of_edition(year, title)
        if year is None or not name:
            return YearSaid(year)
        said = self._said(part, title, set(dated))
        others = sorted(other for other in said.years if other != year)
        if year in said.years and max(others, default=year) <= year:
            return YearSaid(year)
        if len(said.years) == 1 and self._is_plain(said, year, part):
            return self._taken(others[0], said.years[others[0]], year, name)
        others = others or [other for other in self._dates(part, title) if other > year]
        headed = any(figure.year == year for figure in part.figures)
        return self._kept(year, others, name, title[0].number, headed=headed)

    def _is_plain(self, said: _Said, year: int, part: Part) -> bool:
        """Tell whether the one year that is said is plain: it is no older one, but behind a label."""
        later = all(other > year for other in said.years)
        return (later or bool(said.labelled)) and all(figure.year != year for figure in part.figures)

    def _name_of_edition(self, year: int | None, title: list[Line]) -> str:
        """Return the words of a title that may be the name of an edition with this year, if there are any."""
        if year not in self.years:
            return ""
        found = (match for line in title for match in _NAMED.finditer(line.text))
        return next((match[0] for match in found if int(match[2]) == year), "")

    def _taken(self, other: int, line: int, year: int, name: str) -> YearSaid:
        sentence = (
            f"The title prints '{name}', which can be the name of the edition, and line {line} says that the"
            f" evaluation is of {other}; that year is taken. If it is of {year}, decide with `year={year}`."
        )
        self.collector.warn("unclear-year", sentence, line)
        return YearSaid(other, (year, other))

    def _kept(self, year: int, others: list[int], name: str, line: int, *, headed: bool) -> YearSaid:
        """Keep the year of the title; ``headed`` says that columns or lists with figures are of it too."""
        if others:
            helps = "correct the heads of its figures" if headed else f"decide with `year={max(others)}`"
            sentence = (
                f"The title prints '{name}', which can be the name of the edition, and the report also prints"
                f" {' and '.join(map(str, others))}, which may be the year of the evaluation;"
                f" {year} is taken. If that is wrong, {helps}."
            )
            self.collector.warn("unclear-year", sentence, line)
        return YearSaid(year, (year, *others))

    def _said(self, part: Part, title: list[Line], dated: set[int]) -> _Said:
        """Return the years that the title and the running text of a part say the evaluation is of."""
        said = _Said()
        titles = [(line.number, line.text) for line in title]
        for line, text in (*titles, *_lines(part.paragraphs)):
            for year in () if is_of_another_time(text) else _labelled(text, _WHEN):
                said.labelled.setdefault(year, line)
        for line, text in _sentences(part.paragraphs):
            for year in years_of_evaluation(_NAMED.sub(r"\1", text), self.others):
                if year not in dated:
                    said.told.setdefault(year, line)
        return said

    def _dates(self, part: Part, title: list[Line]) -> list[int]:
        """Return the years that a title prints beside the name of the edition, and those of dates."""
        own = [line for line in title if not self.others(line.text)]
        texts = ((line, _NAMED.sub(r"\1", line.text)) for line in own)
        beside = {year for line, text in texts for year in years_in([evolve(line, text=text)])}
        first = min((figure.line for figure in part.figures), default=0)
        for line, text in _lines(part.paragraphs):
            if line < first and _DATE.fullmatch(text):
                beside.update(map(int, YEAR.findall(text)))
            beside.update(_labelled(text, _DATED))
        return sorted(beside)


def names_of_editions(texts: Iterable[str], registry: Library) -> frozenset[str]:
    """Return those of the texts that may name an edition by its year, and so say nothing of when it was used.

    >>> from kompass_spec import load_registry
    >>> titles = ("Kommunkompassen 2016", "Kommunkompassen 2017", "Lund 2016")
    >>> sorted(names_of_editions(titles, load_registry()))
    ['Kommunkompassen 2016']
    """
    years = _years_of(registry)
    return frozenset(text for text in texts for match in _NAMED.finditer(text) if int(match[2]) in years)


def _years_of(registry: Library) -> frozenset[int]:
    names = (name for one in registry.values() for name in (one.id, *one.title.values()))
    return frozenset(int(year) for name in names for year in YEAR.findall(name))


def _of_whole(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs with a year that are about no area, and below no title of a year."""
    for paragraph in paragraphs:
        if paragraph.area is None and paragraph.year is None and prints_year(paragraph.text):
            yield paragraph


def _lines(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[int, str]]:
    """Yield the lines of running text about the whole, each with its number."""
    for paragraph in _of_whole(paragraphs):
        yield from paragraph.pieces


def _sentences(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[int, str]]:
    """Yield the sentences with a year of running text about the whole, each with the line of the year."""
    for paragraph in _of_whole(paragraphs):
        for sentence in sentences(paragraph):
            year = YEAR.search(sentence.text)
            if year is not None:
                yield sentence.line_at(year.start()), sentence.text


def _labelled(text: str, labels: LatePattern) -> list[int]:
    """Return the one year that a line prints behind one of the labels.

    >>> _labelled("Utvärderingsår: 2017", _WHEN), _labelled("Period: 2015-2018", _WHEN)
    ([2017], [])
    """
    found = _LABELLED.fullmatch(_NAMED.sub(r"\1", text))
    if found is None or labels.fullmatch(label_key(found[1])) is None:
        return []
    years = {int(year) for year in YEAR.findall(found[2])}
    return list(years) if len(years) == 1 else []
