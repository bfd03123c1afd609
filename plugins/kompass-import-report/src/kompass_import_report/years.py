"""Find the year of an evaluation: in its title, in the heads of its columns, or in running text."""

import re
from collections.abc import Callable, Iterable

from kompass_import_report.collector import Collector
from kompass_import_report.corrections import Corrected
from kompass_import_report.dates import MONTHS, Period, find_periods
from kompass_import_report.evaluators import evaluators_at
from kompass_import_report.figures import named_figures
from kompass_import_report.labels import is_label, label_key
from kompass_import_report.late_patterns import LatePattern
from kompass_import_report.left_out import CASE_NUMBER
from kompass_import_report.lines import FRAMEWORK, Kind, Line
from kompass_import_report.parts import Part
from kompass_import_report.sentences import YEAR, prints_year, sentences
from kompass_import_report.titles import begins_chapter, begins_contents
from kompass_import_report.told_years import is_of_another_time, years_of_evaluation
from kompass_import_report.totals import Evaluation

__all__ = ["periods_of", "title_lines", "year_of_part", "years_in"]

_LONGEST_TITLE = 150
_MOST_TITLE_LINES = 15
_SHORTEST_SENTENCE = 5
_BETWEEN = (Kind.BLANK, Kind.PAGE)
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_PAGE = re.compile("[0-9]{1,3}")
"""The number of a page, which may stand above all of its words."""
_DATE = LatePattern(
    rf"\b(?:(?:19|20)[0-9]{{2}}-[0-9]{{1,2}}-[0-9]{{1,2}}|[0-9]{{1,2}}[./][0-9]{{1,2}}[./](?:19|20)[0-9]{{2}}"
    rf"|(?<![-–])[0-9]{{1,2}}\.?\s(?:{'|'.join(MONTHS)})\s(?:19|20)[0-9]{{2}})\b"
)
_OF_FRAMEWORK = LatePattern(
    rf"{FRAMEWORK.pattern}(?:s|sen|set|sets|sens)?(?:\s(?:i|in|för|for|hos|av"
    rf"|af)\s[^.,;:!?0-9]{{1,40}})?[\s,:(–-]+"
    r"((?:19|20)[0-9]{2})(?![0-9]|\s?[–/-]\s?[0-9]|(?:,|\s(?:och|og|and|mot|samt))\s[0-9])"
    rf"|(?<![0-9–/-])((?:19|20)[0-9]{{2}})(?: års| års-|-års|s|:s)?\s{FRAMEWORK.pattern}"
)
"""The framework with the year right behind its name and that of who was assessed, or right before it."""
_OF_ANOTHER = LatePattern(
    r"\b(?:\w+plan(?:en)?|projekt\w*|prosjekt\w*|program\w*|budget\w*|\w*budsjett\w*|\w*bokslut\w*"
    r"|årsredovisning\w*|årsberätt\w*"
    r"|årsberetning\w*|årsmelding\w*"
    r"|årsrapport\w*|delårs\w*|tertial\w*|årsregnskap\w*|annual|version\w*|versjon\w*|utgåva\w*|utgave\w*"
    r"|udgave\w*"
    r"|\w*kvalitetskommun\w*|kvalitetsmäss\w*|sikt(?:ar|er)|\w*strategi\w*|mandatperiod\w*|valperiod\w*"
    r"|valgperiod\w*|protokoll\w*"
    r"|sammanträd\w*|møte\w*|møde\w*|möte\w*|dagordning\w*|dagsorden\w*|kallelse\w*|innkalling\w*"
    r"|saksframlegg\w*"
    r"|saksfremlegg\w*|tjänsteskrivelse\w*|vision\w*|visjon\w*)\b"
)
"""Words of a title by which its year is that of another document, of a prize, or of the framework itself."""
_RESULT = re.compile(r"resultat|utvärder|(?:kommun|region)\s?kompass", re.IGNORECASE)
_EVALUATED = LatePattern(r"utvärder|evaluer|genomför|gjennomfør|gennemfør|intervju|besök|måling")


def title_lines(lines: list[Line]) -> list[Line]:
    """Return the lines of the title: the first short ones that are no sentences.

    They end before the contents, the evaluators, the first chapter, table, list or running text.
    """
    title: list[Line] = []
    for line in lines:
        if line.kind in _BETWEEN or line.quoted or _ADDRESS.search(line.text):
            continue
        if not title and _PAGE.fullmatch(line.text):
            continue
        if len(title) == _MOST_TITLE_LINES or _ends_title(line):
            break
        title.append(line)
    return title


def _ends_title(line: Line) -> bool:
    if line.kind is Kind.ROW and FRAMEWORK.search(line.text):
        return any(len(cell.text) > _LONGEST_TITLE for cell in line.cells)
    if line.kind is Kind.TEXT and named_figures(line.text)[1]:
        return True
    if line.kind is not Kind.TEXT or len(line.text) > _LONGEST_TITLE or _is_sentence(line.text):
        return True
    if is_label(label_key(line.text)) or evaluators_at(line) is not None:
        return True
    return begins_contents(line) or begins_chapter(line)


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?", ":")) and len(text.split()) >= _SHORTEST_SENTENCE


def years_in(lines: list[Line]) -> list[int]:
    """Return the years that lines print, the newest first; only the one alone on a line, if there is one.

    A year right beside the name of the framework goes before all others. The year of a full date is passed
    over where there is another: a day is that of the report.
    """
    alone = {int(line.text) for line in lines if YEAR.fullmatch(line.text)}
    if len(alone) == 1:
        return list(alone)
    texts = [CASE_NUMBER.sub("", line.text) for line in lines if not is_of_another_time(line.text)]
    named = _years_of_framework(texts)
    if len(named) == 1:
        return list(named)
    texts = [text for text in texts if _OF_ANOTHER.search(text) is None]
    undated = _printed_years(_DATE.sub("", text) for text in texts)
    return sorted(undated or _printed_years(texts), reverse=True)


def _years_of_framework(texts: Iterable[str]) -> set[int]:
    """Return the years that stand right beside the name of the framework."""
    return {int(match[1] or match[2]) for text in texts for match in _OF_FRAMEWORK.finditer(text)}


def periods_of(part: Part) -> list[Period]:
    """Return the periods in which running text says that an evaluation was made."""
    periods: list[Period] = []
    for paragraph in part.paragraphs:
        if prints_year(paragraph.text):
            for sentence in sentences(paragraph):
                told = prints_year(sentence.text) and (paragraph.title or _EVALUATED.search(sentence.text))
                if told and not is_of_another_time(sentence.text):
                    periods.extend(find_periods(sentence.text))
    return periods


def year_of_part(  # noqa: PLR0917 - its only caller has these in this order
    part: Part,
    title: list[Line],
    corrections: list[Corrected],
    collector: Collector,
    told: Evaluation,
    others: Callable[[str], bool],
) -> int | None:
    """Return the year of the evaluation that a part is about.

    ``told`` is what running text prints of the whole. Add to ``corrections`` why it is not certain, where the
    title prints several years.
    """
    heads = [figure.year for figure in part.figures if figure.year is not None]
    if heads and len(heads) == len(part.figures):
        return max(heads)
    titles = years_in(title)
    evaluated = [period.year for period in periods_of(part)]
    if not titles:
        return max(evaluated, default=None) or _year_of_text(part, told, others)
    year = titles[0]
    if year in evaluated:
        return year
    if year - 1 in evaluated:
        sentence = (
            f"The title prints {year}, but the text says that the evaluation was made in {year - 1}; that"
            " year is taken."
        )
        collector.warn("year-of-report", sentence, title[0].number)
        return year - 1
    if len(titles) > 1:
        corrections.append(_newest_of(titles, title[0].number, collector))
    return year


def _newest_of(titles: list[int], line: int, collector: Collector) -> Corrected:
    """Take the newest of the years in a title, with a warning."""
    years = f"{', '.join(map(str, titles[:-1]))} and {titles[-1]}"
    sentence = (
        f"The title prints the years {years}, and it is not certain which is that of the evaluation;"
        f" {titles[0]} is taken. Leave only the right one in the title."
    )
    collector.warn("unclear-year", sentence, line)
    return Corrected(titles[0], titles[1], f"The title prints the years {years}; the newest is taken.")


def _year_of_text(part: Part, told: Evaluation, others: Callable[[str], bool]) -> int | None:
    """Return the year that titles print with the result, else that of a total or an evaluation in sentences.

    ``None`` where they print none, or several.
    """
    paragraphs = [
        paragraph
        for paragraph in part.paragraphs
        if paragraph.area is None and not _ADDRESS.search(paragraph.text)
    ]
    titles = [paragraph.text for paragraph in paragraphs if paragraph.title]
    titled = _printed_years(text for text in titles if _RESULT.search(text) and not is_of_another_time(text))
    if titled:
        return _only(titled)
    if told.years:
        return max(told.years)
    spoken = (sentence.text for paragraph in paragraphs for sentence in sentences(paragraph))
    return _only({year for text in spoken for year in years_of_evaluation(text, others)} - told.dated)


def _printed_years(texts: Iterable[str]) -> set[int]:
    return {int(year) for text in texts for year in YEAR.findall(text)}


def _only(years: set[int]) -> int | None:
    return min(years) if len(years) == 1 else None
