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

_NUMBER = r"[0-9]{1,4}(?:[.,][0-9]{1,3})?"
_UNITS = rf"(?:{UNIT}|p)\b"
_IN_YEAR = r"(?:\s(?:år\s|i\s)?\(?(20[0-9]{2})\b\)?)?"
_FIGURE = re.compile(rf"(?<![\w.,])({_NUMBER})(\s?{UNIT}\b|\s?(?:%|procent\b))", re.IGNORECASE)
_FROM_TO = re.compile(
    rf"\b(?:från|fra|frå)\s+([0-9]{{2,4}})(?:\s?{_UNITS})?{_IN_YEAR}\s+till?\s+(?:hela\s)?([0-9]{{2,4}})"
    rf"(?:\s\((20[0-9]{{2}})\))?\s?{_UNITS}{_IN_YEAR}",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"(?<![\w.,/-])([0-9]{{2,4}})(?:\s?{_UNITS})?(?:\s(?:av|af|of)\s|\s?/\s?)"
    rf"(?:totalt\s|maximalt\s|max\s|sammanlagt\s|de\s)?(?:möjliga\s)?([0-9]{{3,4}})(?![\w/-])(\smöjliga)?(\s?{_UNITS})?",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    rf"\s?{_UNITS}|\s?(?:$|[.,;:!?)\]–-])|\s(?:av|af|of)\s|\s?/|\s\(|{_IN_YEAR}(?:$|[.,;:!?)])", re.IGNORECASE
)
"""What may stand behind the number of points: their unit, their maximum, a bracket or an end, but no other noun."""
_BRACKET = re.compile(r"\s?\((?!(?:19|20)[0-9]{2}\))[^()]{0,20}[0-9][^()]{0,20}\)")
_NO_YEAR = r"(?!(?:19|20)[0-9]{2}\b)"
# What looks like points and is warned of where it has not been read.
_LIKE_POINTS = re.compile(
    rf"(?<![\w.,]){_NO_YEAR}(?:(?:från|fra|frå)\s{_NUMBER}\still?\s{_NUMBER}\s?{UNIT}\b|{_NUMBER}\s\([^()]{{1,20}}\)\s?{UNIT}\b|{_NUMBER}\s?(?:{UNIT}\b|p\b(?!\.?\s?[0-9])|%|procent\b)"
    rf"|{_NUMBER}\smöjliga\s{UNIT}\b(?:[^0-9.,;]{{1,40}}[0-9]{{2,4}}\b)?|[0-9]{{1,3}}\s?(?:av|af|/)\s?(?:max\s)?100\b"
    rf"|{UNIT}(?:\s?:|\s(?:är|var|blev|er))?\s{_NO_YEAR}{_NUMBER}(?![\w.,]*[0-9])"
    rf"|(?:totalpoäng|poängsumma)\w*[^0-9.;]{{0,60}}?\b{_NO_YEAR}[0-9]{{3,4}}\b)",
    re.IGNORECASE,
)
_POINT_WORDS = ("poäng", "poeng", "peong", "point")
_SURE_WORDS = ("totalpoäng", "poängsumma")
"""Words after which a number is one of points, whatever follows it."""
_MOST_OF_AN_AREA = 100
_THAN = re.compile(r"\b(?:över|under|än|ovanför|från)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_YEAR_BEHIND = re.compile(rf"(?:\s?{_UNITS})?\s(?:år\s|i\s)?\(?((?:19|20)[0-9]{{2}})(?![0-9])", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:total\w*|sammanlagt|sammantaget|slutresultat\w*|resultat(?:et)?|poängsumma\w*|summa)\b",
    re.IGNORECASE,
)
_TOTAL_IS = re.compile(
    r"\b(totalpoäng\w*|totalsumma\w*|poängsumma\w*|totalt)\b(?:[^0-9.;]{0,20}\b(?:19|20)[0-9]{2}\b)?[^0-9.;]{0,60}?\b([0-9]{3,4})\b(?!\s?(?:%|procent))",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"\b(?:medel\w*|\w*(?:genomsnitt|gjennomsnitt|gennemsnit|medelvärde)\w*|\w*snittet|snitt)\b",
    re.IGNORECASE,
)
_ABOUT_OTHERS = re.compile(
    r"\b(?:jämför\w*|än|över|under|drygt|cirka|ca|omkring|handfull|kommuner|inom|område\w*|respektive|maximalt|högst|kan|förbättr\w*|ök\w*|minsk\w*|mer|fler|färre|bättre|sämre|bakom|före|från)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:grannkommun\w*|nabokommun\w*|riket|rikets|landet|landets|nationell\w*)\b", re.IGNORECASE
)
_BESIDE = re.compile(r"\s(?!än\b|mot\b|jämfört\b|och\b|men\b|medan\b)\w+(?:\s\w+)?")


@final
@frozen(kw_only=True)
class ProseFigure:
    """Hold a figure of the whole that running text prints.

    ``year`` is the one printed with it; ``before`` says that it is of the evaluation before that one, or
    before the newest one of the part.
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


def read_totals(
    paragraphs: list[Paragraph], others: Callable[[str], bool], most: Fraction | None = None
) -> Evaluation:
    """Return the totals, their maximum and means in running text.

    ``others`` tells whether words name another organisation; ``most`` are the most points that the whole of
    an edition has, ``None`` where that is not known.
    """
    found = Evaluation()
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            if _DIGIT.search(sentence.text):
                _SentenceReader(sentence, found, others, most).read()
    return found


@final
@define
class _SentenceReader:
    """Find the figures of one sentence, each once."""

    sentence: Sentence
    found: Evaluation
    others: Callable[[str], bool]
    most: Fraction | None
    added: set[tuple[Quantity, Fraction, object, object]] = field(factory=set)
    taken: list[tuple[int, int]] = field(factory=list)

    def read(self) -> None:
        """Read the sentence: figures of the whole outside areas' sections, and what is left."""
        if self.sentence.paragraph.area is None:
            self._from_to()
            self._of()
            self._total_is()
            self._single()
            self._caveat()
        for match in _LIKE_POINTS.finditer(self.sentence.text):
            if not self._is_taken(match):
                self._leave(match.start(), match[0])

    def _is_taken(self, match: "re.Match[str]", group: int = 0) -> bool:
        start, end = match.span(group)
        return any(start < last and first < end for first, last in self.taken)

    def _leave(self, start: int, words: str) -> None:
        """Keep figures that have no certain place for a warning."""
        self.found.unplaced.setdefault(self.sentence.line_at(start), []).append(" ".join(words.split()))

    def _add(self, match: "re.Match[str]", group: int, **more: object) -> None:
        """Add a figure, unless the sentence has said the same before."""
        value = read_value(match[group])
        if value is None:
            return
        figure = ProseFigure(
            value=value.value,
            precision=value.precision,
            line=self.sentence.line_at(match.start(group)),
            **more,  # type: ignore[arg-type]  # quantity, year, before and label of the class
        )
        key = (figure.quantity, figure.value, figure.year, figure.before)
        if key not in self.added:
            self.added.add(key)
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
            if self._is_of_others(*match.span()) or not (
                self._is_possible(match[1]) and self._is_possible(match[3])
            ):
                continue
            first, last = match[2], match[4] or match[5]
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
                and self._is_maximum(match)
                and not self._is_of_others(*match.span())
                and "område" not in between.casefold()
            ):
                year = self._year(*match.span())
                self._add(match, 1, quantity=Quantity.POINTS, year=year)
                self._add(match, 2, quantity=Quantity.MAX, year=year)
                self.taken.append(match.span())

    def _is_maximum(self, match: "re.Match[str]") -> bool:
        """Tell whether the second number is one of points: their unit stands by, or it is the whole of an edition."""
        if not (self._is_possible(match[1]) and self._is_possible(match[2])):
            return False
        words = re.sub(r"[0-9]", "", match[0]).casefold()
        if "möjliga" in words or re.search(_UNITS, words):
            return True
        return Fraction(match[2]) == self.most and _FOLLOWS.match(self.sentence.text, match.end()) is not None

    def _total_is(self) -> None:
        for match in _TOTAL_IS.finditer(self.sentence.text):
            between = self.sentence.text[match.end(1) : match.start(2)]
            sure = match[1].casefold().startswith(_SURE_WORDS)
            if (
                self._is_taken(match, 2)
                or YEAR.fullmatch(match[2])
                or not self._is_possible(match[2])
                or not (sure or _FOLLOWS.match(self.sentence.text, match.end()))
                or self._is_of_others(*match.span())
                or _ABOUT_OTHERS.search(between)
                or _MEAN.search(between)
            ):
                continue
            self._add(match, 2, quantity=Quantity.POINTS, year=self._year(*match.span(2)))
            self.taken.append(match.span(2))
            bracket = _BRACKET.match(self.sentence.text, match.end())
            if bracket:
                self._leave(bracket.start(), bracket[0])

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
            or self._is_of_others(*match.span())
            or not self._is_possible(match[1])
            or re.match(r"\s*(?:inom|per|i\s+(?:varje|respektive))\b", behind)
            or match[2].strip().lower().endswith(("s", "streck", "strecket"))
        )

    def _is_of_others(self, start: int, end: int) -> bool:
        """Tell whether the words before a figure, or the two behind it, name another organisation or the country."""
        text = self.sentence.text
        beside = _BESIDE.match(text, end)
        words = f"{text[:start]} {beside[0] if beside else ''}"
        return self.others(words) or _OF_OTHERS.search(words) is not None

    def _is_possible(self, number: str) -> bool:
        """Tell whether a number of points is not more than any edition has."""
        value = read_value(number)
        return value is not None and (self.most is None or value.value <= self.most)

    def _caveat(self) -> None:
        for match in RANGE.finditer(self.sentence.text):
            if speaks_of_comparing(self.sentence):
                self.taken.append(match.span())


def _is_large(number: str) -> bool:
    """Tell whether a number of points is more than an area has, and so can only be a total."""
    value = read_value(number)
    return value is not None and value.value > _MOST_OF_AN_AREA
