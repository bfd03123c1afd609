"""Find the years of a report: that of the evaluation, and those that heads of columns print wrong."""

import re
from collections import Counter
from typing import final

from attrs import evolve, frozen

from kompass_import_report.circumstances import read_evaluators
from kompass_import_report.dates import MONTHS, Period, find_periods
from kompass_import_report.labels import LABELS, label_key
from kompass_import_report.lines import Kind, Line
from kompass_import_report.parts import Figure, Part
from kompass_import_report.sentences import YEAR, sentences
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
        or label_key(line.text) in LABELS
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

    A head is wrong only where more tables print the other year in the same column, beside the same other
    years, and no area has figures of both.
    """
    tables: dict[int, list[int]] = {}
    areas: dict[int, list[str]] = {}
    for figure in part.figures:
        if figure.origin == "section" and figure.year is not None:
            tables.setdefault(figure.head, []).append(figure.year)
        if not isinstance(figure.item, str):
            areas.setdefault(figure.head, []).append(figure.item.number or figure.item.text)
    heads = {head: tuple(years) for head, years in tables.items()}
    mistakes = _mistakes(heads)
    if not mistakes:
        return []
    part.figures[:] = [_moved(figure, mistakes, heads) for figure in part.figures]
    part.topics[:] = [
        evolve(topic, years=tuple(mistakes.get(one, one) if one else one for one in topic.years))
        for topic in part.topics
    ]
    counts = Counter(year for years in heads.values() for year in set(years))
    lines: dict[int, list[int]] = {}
    for head, years in heads.items():
        for year in mistakes.keys() & set(years):
            lines.setdefault(year, []).append(head)
    return [
        Corrected(year, printed, _reason(year, printed, counts[year], lines[printed], areas))
        for printed, year in mistakes.items()
    ]


def _reason(year: int, printed: int, right: int, lines: list[int], areas: dict[int, list[str]]) -> str:
    """Say which sections head a column with another year than most."""
    named = sorted({area for head in lines for area in areas.get(head, ())})
    said = (
        f"the section of area {named[0]} heads"
        if len(named) == 1
        else f"the sections of areas {', '.join(named[:-1])} and {named[-1]} head"
    )
    return f"{said[0].upper()}{said[1:]} this column {printed}; the other {right} head it {year}."


def _moved(figure: Figure, mistakes: dict[int, int], heads: dict[int, tuple[int, ...]]) -> Figure:
    if figure.year is not None and figure.year in mistakes and figure.year in heads.get(figure.head, ()):
        return evolve(figure, year=mistakes[figure.year])
    return figure


def _mistakes(heads: dict[int, tuple[int, ...]]) -> dict[int, int]:
    """Return the years printed by mistake, each with the right one: the one that most tables print in that column."""
    counts = Counter(years for years in heads.values() if len(years) > 1)
    standing: dict[int, set[tuple[int, ...]]] = {}
    for years in set(heads.values()):
        for year in years:
            standing.setdefault(year, set()).add(years)
    # Heads that differ in one column only have all the others in common.
    alike: dict[tuple[int, tuple[int, ...]], list[tuple[int, int]]] = {}
    for years, count in counts.items():
        for place, year in enumerate(years):
            rest = (*years[:place], *years[place + 1 :])
            alike.setdefault((place, rest), []).append((count, year))
    found: dict[int, int] = {}
    for (place, rest), columns in alike.items():
        most, right = max(columns)
        if sum(count == most for count, _ in columns) > 1:
            continue
        for _, printed in columns:
            whole = (*rest[:place], printed, *rest[place:])
            if printed != right and standing[printed] == {whole}:
                found.setdefault(printed, right)
    return found
