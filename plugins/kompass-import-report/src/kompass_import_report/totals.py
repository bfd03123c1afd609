"""Read totals and means in running text, and find the figures there that have no certain place."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import final

from attrs import define, field, frozen

from kompass_import_report.figures import read_value
from kompass_import_report.parts import Paragraph
from kompass_import_report.sentences import RANGE, YEAR, Sentence, sentences, speaks_of_comparing
from kompass_import_report.total_patterns import (
    ABOUT_OTHERS,
    BESIDE,
    BRACKET,
    FIGURE,
    FOLLOWS,
    FROM_TO,
    LIKE_POINTS,
    MEAN,
    OF,
    OF_OTHERS,
    SURE_WORDS,
    THAN,
    TOTAL,
    TOTAL_IS,
    UNITS,
    WITHIN,
    YEAR_BEHIND,
)
from kompass_spec.model import Quantity

__all__ = ["Evaluation", "ProseFigure", "read_totals"]

_POINT_WORDS = ("poäng", "poeng", "peong", "point")
_ENDINGS = ("s", "streck", "strecket")
"""How words end that begin with the unit and yet name something else, such as a limit."""
_MOST_OF_AN_AREA = 100
_DIGIT = re.compile(r"[0-9]")
_BEFORE = 80
_BEHIND = 40
"""The numbers of characters before and behind a figure that may say what it is of."""


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
    evaluation = Evaluation()
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            if _DIGIT.search(sentence.text):
                _SentenceReader(sentence, evaluation, others, most).read()
    return evaluation


@final
@define
class _SentenceReader:
    """Find the figures of one sentence, each once."""

    sentence: Sentence
    evaluation: Evaluation
    others: Callable[[str], bool]
    most: Fraction | None
    added: set[tuple[Quantity, Fraction, object, object]] = field(factory=set)
    taken: list[tuple[int, int]] = field(factory=list)

    def read(self) -> None:
        """Read the sentence: figures of the whole outside areas' sections, and what is left."""
        if self.sentence.paragraph.area is None:
            self._read_changes()
            self._read_with_maximum()
            self._read_totals()
            self._read_single()
            self._pass_over_caveat()
        for match in LIKE_POINTS.finditer(self.sentence.text):
            if not self._is_taken(match):
                self._leave(match.start(), match[0])

    def _is_taken(self, match: "re.Match[str]", group: int = 0) -> bool:
        start, end = match.span(group)
        return any(start < last and first < end for first, last in self.taken)

    def _leave(self, start: int, words: str) -> None:
        """Keep figures that have no certain place for a warning."""
        self.evaluation.unplaced.setdefault(self.sentence.line_at(start), []).append(" ".join(words.split()))

    def _add(self, match: "re.Match[str]", group: int, **more: object) -> None:
        """Add a figure, unless the sentence has printed the same before."""
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
            self.evaluation.figures.append(figure)

    def _year(self, start: int, end: int) -> int | None:
        """Return the year that is printed last before a figure, or right behind it."""
        behind = YEAR_BEHIND.match(self.sentence.text, end)
        if behind:
            return int(behind[1])
        before = [int(match[0]) for match in YEAR.finditer(self.sentence.text) if match.start() < start]
        return before[-1] if before else None

    # From 441 to 506 points

    def _read_changes(self) -> None:
        for match in FROM_TO.finditer(self.sentence.text):
            if self._is_change_of_whole(match):
                self._add_change(match)
                self.taken.append(match.span())

    def _is_change_of_whole(self, match: "re.Match[str]") -> bool:
        """Tell whether two numbers are totals of the organisation, not points of an area or of others."""
        around = self.sentence.text[max(match.start() - _BEFORE, 0) : match.start()]
        if not _is_large(match[3]) and ("område" in around.casefold() or not TOTAL.search(around)):
            return False
        if self._is_of_others(*match.span()):
            return False
        return self._is_possible(match[1]) and self._is_possible(match[3])

    def _add_change(self, match: "re.Match[str]") -> None:
        first, last = match[2], match[4] or match[5]
        year = int(last) if last else self._year(*match.span())
        if first:
            self._add(match, 1, quantity=Quantity.POINTS, year=int(first))
        else:
            self._add(match, 1, quantity=Quantity.POINTS, year=year, before=True)
        self._add(match, 3, quantity=Quantity.POINTS, year=year)

    # 441 of 800 points

    def _read_with_maximum(self) -> None:
        for match in OF.finditer(self.sentence.text):
            if self._is_whole_with_maximum(match):
                year = self._year(*match.span())
                self._add(match, 1, quantity=Quantity.POINTS, year=year)
                self._add(match, 2, quantity=Quantity.MAX, year=year)
                self.taken.append(match.span())

    def _is_whole_with_maximum(self, match: "re.Match[str]") -> bool:
        if not _is_large(match[2]) or self._is_taken(match) or not self._is_maximum(match):
            return False
        if self._is_of_others(*match.span()):
            return False
        return "område" not in self.sentence.text[: match.start()].casefold()

    def _is_maximum(self, match: "re.Match[str]") -> bool:
        """Tell whether the second number is one of points: by their unit, or as the whole of an edition."""
        if not (self._is_possible(match[1]) and self._is_possible(match[2])):
            return False
        words = re.sub(r"[0-9]", "", match[0]).casefold()
        if "möjliga" in words or re.search(UNITS, words):
            return True
        return Fraction(match[2]) == self.most and FOLLOWS.match(self.sentence.text, match.end()) is not None

    # The total is 441

    def _read_totals(self) -> None:
        for match in TOTAL_IS.finditer(self.sentence.text):
            if not self._is_total_of_whole(match):
                continue
            self._add(match, 2, quantity=Quantity.POINTS, year=self._year(*match.span(2)))
            self.taken.append(match.span(2))
            bracket = BRACKET.match(self.sentence.text, match.end())
            if bracket:
                self._leave(bracket.start(), bracket[0])

    def _is_total_of_whole(self, match: "re.Match[str]") -> bool:
        if self._is_taken(match, 2) or YEAR.fullmatch(match[2]) or not self._is_possible(match[2]):
            return False
        sure = match[1].casefold().startswith(SURE_WORDS)
        if not sure and not FOLLOWS.match(self.sentence.text, match.end()):
            return False
        between = self.sentence.text[match.end(1) : match.start(2)]
        if ABOUT_OTHERS.search(between) or MEAN.search(between):
            return False
        return not self._is_of_others(*match.span())

    # 441 points, whatever stands before

    def _read_single(self) -> None:
        for match in FIGURE.finditer(self.sentence.text):
            if self._is_taken(match) or not _unit(match).startswith(_POINT_WORDS):
                continue
            clause = self._clause(match.start())
            means = list(MEAN.finditer(clause))
            if means and _is_mean(clause, means[-1]):
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
        marks = (text.rfind(mark) for mark in ",;:")
        figures = (last for _, last in self.taken if last <= position)
        return text[max((*marks, *figures)) + 1 :]

    def _is_total(self, clause: str, match: "re.Match[str]") -> bool:
        total = TOTAL.search(clause)
        if total is None or not (_is_large(match[1]) or total[0].casefold().startswith("total")):
            return False
        if ABOUT_OTHERS.search(clause[total.end() :]) or self._is_of_others(*match.span()):
            return False
        behind = self.sentence.text[match.end() : match.end() + _BEHIND]
        if WITHIN.match(behind) or _unit(match).endswith(_ENDINGS):
            return False
        return self._is_possible(match[1])

    # What keeps a figure from being one of the whole

    def _is_of_others(self, start: int, end: int) -> bool:
        """Tell whether the words before a figure, or the two behind, name others than who was assessed."""
        text = self.sentence.text
        beside = BESIDE.match(text, end)
        words = f"{text[:start]} {beside[0] if beside else ''}"
        return self.others(words) or OF_OTHERS.search(words) is not None

    def _is_possible(self, number: str) -> bool:
        """Tell whether a number of points is not more than any edition has."""
        value = read_value(number)
        return value is not None and (self.most is None or value.value <= self.most)

    def _pass_over_caveat(self) -> None:
        """Take the points to add for a comparison, which are read by themselves."""
        for match in RANGE.finditer(self.sentence.text):
            if speaks_of_comparing(self.sentence):
                self.taken.append(match.span())


def _unit(match: "re.Match[str]") -> str:
    return match[2].strip().lower()


def _is_mean(clause: str, mean: "re.Match[str]") -> bool:
    """Tell whether a clause prints a mean, and not how far from it a figure is, or a range."""
    return not THAN.search(clause[: mean.start()]) and not RANGE.search(clause)


def _is_large(number: str) -> bool:
    """Tell whether a number of points is more than an area has, and so can only be a total."""
    value = read_value(number)
    return value is not None and value.value > _MOST_OF_AN_AREA
