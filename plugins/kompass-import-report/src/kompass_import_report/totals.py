"""Read totals and means in running text, and find the figures there that have no certain place."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import final

from attrs import define, field, frozen

from kompass_import_report.figures import read_value
from kompass_import_report.parts import Paragraph
from kompass_import_report.sentences import RANGE, UNIT, YEAR, Sentence, sentences, speaks_of_comparing
from kompass_spec.model import Quantity

__all__ = ["Evaluation", "ProseFigure", "read_totals"]

_FIGURE = re.compile(
    rf"(?<![\w.,])([0-9]{{1,4}}(?:[.,][0-9]{{1,3}})?)(\s?{UNIT}\b|\s?(?:%|procent\b))", re.IGNORECASE
)
_FROM_TO = re.compile(
    rf"\b(?:från|fra|frå)\s+([0-9]{{2,4}})(?:\s{UNIT})?(?:\s(?:år\s)?\(?(20[0-9]{{2}})\)?)?\s+till?\s+([0-9]{{2,4}})\s{UNIT}(?:\s(?:år\s)?\(?(20[0-9]{{2}})\)?)?",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"\b([0-9]{{2,4}})(?:\s{UNIT})?\s(?:av|of)\s(?:totalt\s|maximalt\s|max\s|sammanlagt\s|de\s)?(?:möjliga\s)?([0-9]{{3,4}})(?:\smöjliga)?(?:\s{UNIT})?",
    re.IGNORECASE,
)
_POINT_WORDS = ("poäng", "poeng", "peong", "point")
_MOST_OF_AN_AREA = 100
_THAN = re.compile(r"\b(?:över|under|än|ovanför|från)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_YEAR_BEHIND = re.compile(rf"(?:\s?{UNIT})?\s(?:år\s|i\s)?\(?((?:19|20)[0-9]{{2}})(?![0-9])", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:total\w*|sammanlagt|sammantaget|slutresultat\w*|resultat(?:et)?|poängsumma\w*|summa)\b",
    re.IGNORECASE,
)
_TOTAL_IS = re.compile(
    r"\b(?:totalpoäng\w*|totalsumma\w*|poängsumma\w*|totalt)\b[^0-9.;]{0,60}?\b([0-9]{3,4})\b(?!\s?(?:%|procent|kommun|invån|person|fråg))",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"\b(?:medel\w*|genomsnitt\w*|snittet|snitt|riksgenomsnitt\w*|gjennomsnitt\w*)\b", re.IGNORECASE
)
_ABOUT_OTHERS = re.compile(
    r"\b(?:jämför\w*|än|över|under|drygt|cirka|ca|omkring|handfull|kommuner|inom|område\w*|respektive|maximalt|högst|kan|förbättr\w*|ök\w*|minsk\w*|mer|fler|färre|bättre|sämre|bakom|före|från)\b",
    re.IGNORECASE,
)


@final
@frozen(kw_only=True)
class ProseFigure:
    """Hold a figure of the whole that running text prints.

    ``year`` is the one printed with it; ``before`` says that it is of the evaluation before that one, or before the
    newest one of the part.
    """

    quantity: Quantity
    value: Fraction
    precision: Fraction
    line: int
    year: int | None = None
    before: bool = False
    label: str | None = None


@final
@define
class Evaluation:
    """Hold the figures that running text prints, and those that have no place, by their line."""

    figures: list[ProseFigure] = field(factory=list)
    unplaced: dict[int, list[str]] = field(factory=dict)


def read_totals(paragraphs: list[Paragraph], others: Callable[[str], bool]) -> Evaluation:
    """Return the totals, their maximum and means in running text; ``others`` tells whether words name another organisation."""
    found = Evaluation()
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            if _DIGIT.search(sentence.text):
                _SentenceReader(sentence, found, others).read()
    return found


@final
@define
class _SentenceReader:
    """Find the figures of one sentence, each once."""

    sentence: Sentence
    found: Evaluation
    others: Callable[[str], bool]
    taken: list[tuple[int, int]] = field(factory=list)

    def read(self) -> None:
        """Read the sentence: figures of the whole outside areas' sections, and what is left."""
        if self.sentence.paragraph.area is None:
            self._from_to()
            self._of()
            self._total_is()
            self._single()
            self._caveat()
        for match in _FIGURE.finditer(self.sentence.text):
            if not self._is_taken(match):
                line = self.sentence.line_at(match.start())
                self.found.unplaced.setdefault(line, []).append(" ".join(match[0].split()))

    def _is_taken(self, match: "re.Match[str]", group: int = 0) -> bool:
        start, end = match.span(group)
        return any(start < last and first < end for first, last in self.taken)

    def _add(self, match: "re.Match[str]", group: int, **more: object) -> None:
        value = read_value(match[group])
        if value is None:
            return
        figure = ProseFigure(
            value=value.value,
            precision=value.precision,
            line=self.sentence.line_at(match.start(group)),
            **more,  # type: ignore[arg-type]  # quantity, year, before and label of the class
        )
        self.found.figures.append(figure)

    def _year(self, start: int, end: int) -> int | None:
        """Return the year that is printed last before a figure, or right behind it."""
        before = [int(match[0]) for match in YEAR.finditer(self.sentence.text) if match.start() < start]
        behind = _YEAR_BEHIND.match(self.sentence.text, end)
        if behind:
            return int(behind[1])
        return before[-1] if before else None

    def _from_to(self) -> None:
        for match in _FROM_TO.finditer(self.sentence.text):
            around = self.sentence.text[max(match.start() - 80, 0) : match.start()]
            if not _is_large(match[3]) and ("område" in around.casefold() or not _TOTAL.search(around)):
                continue
            first, last = match[2], match[4]
            year = int(last) if last else self._year(*match.span())
            if first:
                self._add(match, 1, quantity=Quantity.POINTS, year=int(first))
            else:
                self._add(match, 1, quantity=Quantity.POINTS, year=year, before=True)
            self._add(match, 3, quantity=Quantity.POINTS, year=year)
            self.taken.append(match.span())

    def _of(self) -> None:
        for match in _OF.finditer(self.sentence.text):
            between = self.sentence.text[: match.start()]
            if (
                _is_large(match[2])
                and not self._is_taken(match)
                and not self._is_of_others(between)
                and "område" not in between.casefold()
            ):
                year = self._year(*match.span())
                self._add(match, 1, quantity=Quantity.POINTS, year=year)
                self._add(match, 2, quantity=Quantity.MAX, year=year)
                self.taken.append(match.span())

    def _total_is(self) -> None:
        for match in _TOTAL_IS.finditer(self.sentence.text):
            between = self.sentence.text[match.start() : match.start(1)]
            if (
                self._is_taken(match, 1)
                or YEAR.fullmatch(match[1])
                or self._is_of_others(between)
                or _ABOUT_OTHERS.search(between)
                or _MEAN.search(between)
            ):
                continue
            self._add(match, 1, quantity=Quantity.POINTS, year=self._year(*match.span(1)))
            self.taken.append(match.span(1))

    def _single(self) -> None:
        for match in _FIGURE.finditer(self.sentence.text):
            if self._is_taken(match) or not match[2].strip().lower().startswith(_POINT_WORDS):
                continue
            clause = self._clause(match.start())
            means = list(_MEAN.finditer(clause))
            if means and not _THAN.search(clause[: means[-1].start()]) and not RANGE.search(clause):
                label = " ".join(clause[means[-1].start() :].split())
                self._add(match, 1, quantity=Quantity.REFERENCE, year=None, label=label)
            elif not means and self._is_total(clause, match):
                self._add(match, 1, quantity=Quantity.POINTS, year=self._year(*match.span()))
            else:
                continue
            self.taken.append(match.span())

    def _clause(self, position: int) -> str:
        """Return the words between the figure and the comma or figure before it."""
        text = self.sentence.text[:position]
        cut = max(text.rfind(","), text.rfind(";"), text.rfind(":"))
        cut = max([cut, *(last for _, last in self.taken if last <= position)])
        return text[cut + 1 :]

    def _is_total(self, clause: str, match: "re.Match[str]") -> bool:
        total = _TOTAL.search(clause)
        if total is None or not (_is_large(match[1]) or total[0].casefold().startswith("total")):
            return False
        between = clause[total.end() :]
        behind = self.sentence.text[match.end() : match.end() + 40]
        return not (
            _ABOUT_OTHERS.search(between)
            or self._is_of_others(clause)
            or re.match(r"\s*(?:inom|per|i\s+(?:varje|respektive))\b", behind)
            or match[2].strip().lower().endswith(("s", "streck", "strecket"))
        )

    def _is_of_others(self, words: str) -> bool:
        return self.others(words)

    def _caveat(self) -> None:
        for match in RANGE.finditer(self.sentence.text):
            if speaks_of_comparing(self.sentence):
                self.taken.append(match.span())


def _is_large(number: str) -> bool:
    """Tell whether a number of points is more than an area has, and so can only be a total."""
    value = read_value(number)
    return value is not None and value.value > _MOST_OF_AN_AREA
