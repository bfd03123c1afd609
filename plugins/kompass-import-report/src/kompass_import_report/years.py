"""Find the years of a report: that of the evaluation, and those that heads of columns print wrong."""

import re
from collections import Counter
from typing import final

from attrs import evolve, frozen

from kompass_import_report.circumstances import read_evaluators
from kompass_import_report.dates import MONTHS, Period, find_periods
from kompass_import_report.lines import Kind, Line
from kompass_import_report.parts import Figure, Part
from kompass_import_report.sentences import YEAR, sentences
from kompass_import_report.tables import LABELS
from kompass_import_report.titles import begins_chapter, begins_contents

__all__ = [
    "Corrected",
    "evaluators_at",
    "periods_of",
    "put_right",
    "title_lines",
    "year_of_evaluation",
    "years_in",
]

_LONGEST_TITLE = 150
_MOST_TITLE_LINES = 15
_SHORTEST_SENTENCE = 5
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_EVALUATORS = re.compile(r"(?:analys av\s)?(?:utvärderare|evaluatorer|utvärderingsteam)\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:(?:19|20)[0-9]{{2}}-[0-9]{{1,2}}-[0-9]{{1,2}}|[0-9]{{1,2}}[./][0-9]{{1,2}}[./](?:19|20)[0-9]{{2}}"
    rf"|(?<![-–])[0-9]{{1,2}}\.?\s(?:{'|'.join(MONTHS)})\s(?:19|20)[0-9]{{2}})\b",
    re.IGNORECASE,
)
_RESULT = re.compile(r"resultat|utvärder|(?:kommun|region)\s?kompass", re.IGNORECASE)
_EVALUATED = re.compile(r"utvärder|evaluer|genomför|intervju|besök", re.IGNORECASE)


def title_lines(lines: list[Line]) -> list[Line]:
    """Return the lines of the title: the first short ones that are no sentences.

    They end before the contents, the evaluators, the first chapter, table, list or running text.
    """
    found: list[Line] = []
    for line in lines:
        if line.kind is Kind.BLANK or line.quoted or _ADDRESS.search(line.text):
            continue
        if len(found) == _MOST_TITLE_LINES or _ends_title(line):
            break
        found.append(line)
    return found


def _ends_title(line: Line) -> bool:
    words = line.text.split()
    sentence = len(words) >= _SHORTEST_SENTENCE and line.text.endswith((".", "!", "?"))
    return (
        line.kind is not Kind.TEXT
        or sentence
        or len(line.text) > _LONGEST_TITLE
        or line.text.casefold().strip(" .:") in LABELS
        or begins_contents(line)
        or begins_chapter(line)
        or evaluators_at(line) is not None
    )


def evaluators_at(line: Line) -> str | None:
    """Return what stands behind the word for evaluators, ``None`` where the line does not begin with it."""
    match = _EVALUATORS.match(line.text) if line.kind is Kind.TEXT else None
    if match is None:
        return None
    rest = line.text[match.end() :]
    says_who = not rest.strip() or rest.lstrip().startswith(":") or read_evaluators([rest])
    return rest.lstrip(" :") if says_who else None


def years_in(lines: list[Line]) -> list[int]:
    """Return the years that lines print, the newest first; only the one that stands alone on a line, where one does.

    The year of a full date is passed over where there is another: a day is that of the report.
    """
    alone = {int(line.text) for line in lines if YEAR.fullmatch(line.text)}
    if len(alone) == 1:
        return list(alone)
    others = {int(year) for line in lines for year in YEAR.findall(_DATE.sub("", line.text))}
    dated = {int(year) for line in lines for year in YEAR.findall(line.text)}
    return sorted(others or dated, reverse=True)


def periods_of(part: Part) -> list[Period]:
    """Return the periods in which running text says that an evaluation was made."""
    return [
        period
        for paragraph in part.paragraphs
        if YEAR.search(paragraph.text)
        for sentence in sentences(paragraph)
        if _EVALUATED.search(sentence.text) or paragraph.title
        for period in find_periods(sentence.text)
    ]


def year_of_evaluation(part: Part) -> int | None:
    """Return the year that titles print with the result, else that of the sentences about the evaluation.

    ``None`` where they print none, or several.
    """
    texts = [one for one in part.paragraphs if one.area is None and not _ADDRESS.search(one.text)]
    titles = {
        int(year)
        for one in texts
        if one.title and _RESULT.search(one.text)
        for year in YEAR.findall(one.text)
    }
    if titles:
        return titles.pop() if len(titles) == 1 else None
    said = {
        int(year)
        for one in texts
        for sentence in sentences(one)
        if _EVALUATED.search(sentence.text)
        for year in YEAR.findall(sentence.text)
    }
    return said.pop() if len(said) == 1 else None


@final
@frozen
class Corrected:
    """Say that a column which some tables head ``printed`` belongs to ``year``, and why."""

    year: int
    printed: int
    reason: str


def put_right(part: Part) -> list[Corrected]:
    """Give the figures of columns with a wrong year the year that most tables print in the same place.

    A head is wrong only where more tables print the other year in the same column, beside the same other years, and
    no area has figures of both.
    """
    tables: dict[int, list[int]] = {}
    for figure in part.figures:
        if figure.origin == "section" and figure.year is not None:
            tables.setdefault(figure.head, []).append(figure.year)
    heads = {head: tuple(years) for head, years in tables.items()}
    corrected: list[Corrected] = []
    for printed, year in _mistakes(heads):
        lines = [line for line, years in heads.items() if printed in years]
        areas = sorted(
            {
                figure.item.number or figure.item.text
                for figure in part.figures
                if figure.head in lines and not isinstance(figure.item, str)
            }
        )
        right = sum(year in years for years in heads.values())
        said = (
            f"the section of area {areas[0]} heads"
            if len(areas) == 1
            else f"the sections of areas {', '.join(areas[:-1])} and {areas[-1]} head"
        )
        reason = f"{said[0].upper()}{said[1:]} this column {printed}; the other {right} head it {year}."
        corrected.append(Corrected(year, printed, reason))
        part.figures[:] = [_moved(figure, printed, year, lines) for figure in part.figures]
        part.topics[:] = [
            evolve(topic, years=tuple(year if one == printed else one for one in topic.years))
            for topic in part.topics
        ]
    return corrected


def _moved(figure: Figure, printed: int, year: int, lines: list[int]) -> Figure:
    if figure.year == printed and figure.head in lines:
        return evolve(figure, year=year)
    return figure


def _mistakes(heads: dict[int, tuple[int, ...]]) -> list[tuple[int, int]]:
    """Return pairs of a year printed by mistake and the right one."""
    found: list[tuple[int, int]] = []
    counts = Counter(years for years in heads.values() if len(years) > 1)
    for years, count in counts.items():
        for others, more in counts.items():
            differing = [(one, other) for one, other in zip(years, others, strict=False) if one != other]
            if len(years) == len(others) and more > count and len(differing) == 1:
                printed, year = differing[0]
                if not any(printed in all_years for all_years in heads.values() if all_years != years):
                    found.append((printed, year))
    return found
