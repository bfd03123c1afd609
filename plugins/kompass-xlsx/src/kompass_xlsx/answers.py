"""Read the answers to an item: in exact points, percent or a level, or that it does not apply."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import final

from attrs import define, field

from kompass_spec import Problem
from kompass_spec.model import Comment, Evidence, EvidenceKind, NotApplicable, Observation, Quantity
from kompass_spec.model.quantities import exact_text
from kompass_spec.wording.wording import wording_for
from kompass_xlsx.cells import Cell, text_of
from kompass_xlsx.form import AskedItem
from kompass_xlsx.tables import Entry

__all__ = ["ANSWERS", "Answers"]

ANSWERS = ("points", "percent", "level", "not_applicable", "interview", "document", "website", "comment")
"""The columns that are read of an item."""

_NUMBER = re.compile(r"-?\d{1,9}(?:[.,]\d{1,9})?\s?%?")
_LANGUAGES = ("sv", "nb", "nn", "da", "en")
_HUNDRED = 100
_NEAR = 1e-6
"""How far a number of two decimals may lie from itself in the cells of a program."""


@final
@define
class Answers:
    """Gather what is answered, item by item, and everything that cannot be."""

    language: str
    observations: list[Observation] = field(factory=list)
    not_applicable: list[NotApplicable] = field(factory=list)
    evidence: list[Evidence] = field(factory=list)
    comments: list[Comment] = field(factory=list)
    problems: list[Problem] = field(factory=list)

    def read(self, item: AskedItem, entry: Entry) -> None:
        """Read the row of an item."""
        seen = [*self._figures(item, entry)]
        self.observations += seen
        self._agree(item, entry, seen)
        self._omitted(item, entry, answered=bool(seen))
        for kind in EvidenceKind:
            cell = self._words(entry, kind.value)
            if cell is not None:
                text = text_of(cell.value)
                self.evidence.append(
                    Evidence(kind=kind, text=text, item=item.code, sheet=cell.sheet, cell=cell.place)
                )
        cell = self._words(entry, "comment")
        if cell is not None:
            text = text_of(cell.value)
            self.comments.append(Comment(item=item.code, text=text, sheet=cell.sheet, cell=cell.place))

    def refuse(self, code: str, cell: Cell, sentence: str) -> None:
        """Add that what stands in a cell cannot be."""
        self.problems.append(cell.problem(code, sentence))

    def _words(self, entry: Entry, column: str) -> Cell | None:
        """Return a cell of an entry with something in it, ``None`` where there is nothing."""
        cell = entry.cells.get(column)
        if cell is None or cell.is_empty:
            return None
        if cell.is_lost:
            self.refuse(
                "bad-answer",
                cell,
                f"What is answered to {entry.key} cannot be read: the cell has an error, or a formula that no"
                " program has worked out. Write the answer itself.",
            )
            return None
        return cell

    def _figures(self, item: AskedItem, entry: Entry) -> Iterator[Observation]:
        ways = (
            (Quantity.POINTS, item.takes_points, self._amount),
            (Quantity.PERCENT, item.takes_percent, self._amount),
            (Quantity.LEVEL, item.takes_level, self._level),
        )
        for quantity, taken, reader in ways:
            cell = self._words(entry, quantity.value)
            if cell is None:
                continue
            if not taken:
                self.refuse("bad-answer", cell, _not_taken(item, quantity))
                continue
            seen = reader(item, cell, quantity)
            if seen is not None:
                yield seen

    def _amount(self, item: AskedItem, cell: Cell, quantity: Quantity) -> Observation | None:
        """Return an amount of points or percent, ``None`` where it cannot be, which is said."""
        percent = quantity is Quantity.PERCENT
        most = Fraction(_HUNDRED) if percent else item.most
        unit = "%" if percent else "points"
        advice = f"Write a number from 0 to {exact_text(most)} {unit}, with two decimals at most."
        value = cell.value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            told = text_of(value)[:40]
            sentence = f"{told!r} is no number of {unit} of {item.code}. {advice}"
            if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
                sentence = (
                    f"{told!r}, the {unit} of {item.code}, is kept as text, which the workbook does not"
                    " count. Make the cell one of numbers, and write the number anew."
                )
            self.refuse("bad-answer", cell, sentence)
            return None
        # A number that is infinite or none at all is beyond every bound too.
        if not 0 <= value <= float(most) * 2 + 1:
            shown = f"{value * _HUNDRED:g}" if percent else f"{value:g}"
            self.refuse("bad-answer", cell, f"{item.code} cannot have {shown} {unit}. {advice}")
            return None
        times = _HUNDRED * _HUNDRED if percent else _HUNDRED
        hundredths = round(value * times)
        amount = Fraction(hundredths, _HUNDRED)
        if abs(value * times - hundredths) >= _NEAR:
            shown = f"{value * _HUNDRED:.12g}" if percent else f"{value:.12g}"
            sentence = f"{shown} {unit} of {item.code} has more than two decimals. {advice}"
            self.refuse("bad-answer", cell, sentence)
            return None
        if amount > most:
            sentence = f"{item.code} cannot have {exact_text(amount)} {unit}. {advice}"
            self.refuse("bad-answer", cell, sentence)
            return None
        precision = next(
            unit for unit in (Fraction(1), Fraction(1, 10), Fraction(1, 100)) if not amount % unit
        )
        return Observation(
            item=item.code,
            quantity=quantity,
            value=amount,
            precision=precision,
            sheet=cell.sheet,
            cell=cell.place,
            exact=True,
        )

    def _level(self, item: AskedItem, cell: Cell, quantity: Quantity) -> Observation | None:
        """Return a level by its word in any language, or by its number; ``None`` for none of the scale's."""
        if item.scale is None:
            return None
        told = text_of(cell.value)
        for level in item.scale.levels:
            words = {word.strip().casefold() for word in (level.label or {}).values()}
            if told.casefold() in {*words, str(level.value), exact_text(level.value)}:
                return Observation(
                    item=item.code,
                    quantity=quantity,
                    value=level.value,
                    label=told,
                    sheet=cell.sheet,
                    cell=cell.place,
                    exact=True,
                )
        known = [
            level.label.in_any_language(self.language).words if level.label else exact_text(level.value)
            for level in item.scale.levels
        ]
        sentence = f"{told[:40]!r} is no level of {item.code}. Choose one of: {', '.join(known)}."
        self.refuse("bad-answer", cell, sentence)
        return None

    def _agree(self, item: AskedItem, entry: Entry, seen: list[Observation]) -> None:
        """Hold several answers to one item against each other: they have to mean the same points."""
        known = [(one, points) for one in seen if (points := _points(item, one)) is not None]
        if len({points for _, points in known}) < 2:  # noqa: PLR2004 - one is told from another
            return
        said = " and ".join(
            f"{one.cell} says {_in_words(one)}"
            + (f", which is {exact_text(points)} points" if one.quantity is not Quantity.POINTS else "")
            for one, points in known
        )
        self.refuse(
            "contradicting-answers",
            entry.cells[known[0][0].quantity.value],
            f"The answers to {item.code} contradict each other: {said}. Leave one of them.",
        )

    def _omitted(self, item: AskedItem, entry: Entry, *, answered: bool) -> None:
        cell = self._words(entry, "not_applicable")
        if cell is None:
            return
        told = text_of(cell.value)
        if not item.takes_not_applicable:
            sentence = f"{item.code} cannot be left out, because its maximum is not known. Empty the cell."
            self.refuse("bad-answer", cell, sentence)
        elif not self._is_yes(told):
            yes = wording_for(self.language).say("Yes")
            self.refuse(
                "bad-answer",
                cell,
                f"{told[:40]!r} does not say whether {item.code} applies. Write {yes!r} if not, or nothing.",
            )
        elif answered:
            self.refuse(
                "contradicting-answers",
                cell,
                f"{item.code} is answered, and said not to apply. Leave one of them.",
            )
        else:
            self.not_applicable.append(
                NotApplicable(item=item.code, label=told, sheet=cell.sheet, cell=cell.place)
            )

    def _is_yes(self, told: str) -> bool:
        languages = dict.fromkeys((self.language, *_LANGUAGES))
        return any(told.casefold() == wording_for(tag).say("Yes").casefold() for tag in languages)


def _not_taken(item: AskedItem, quantity: Quantity) -> str:
    """Say why an item is not answered in a way."""
    if not item.scored:
        return f"{item.code} is asked for context and has no {quantity.value}. Write it into a comment."
    if item.criteria:
        return f"{item.code} is answered by its criteria. Answer those, and empty this cell."
    if item.depth == 0:
        return f"Area {item.code} is answered by its questions. Answer those, and empty this cell."
    if item.depth > 1:
        return (
            f"Criterion {item.code} is no part of a sum, because not all maxima beside it are known. Answer"
            " the question, and empty this cell."
        )
    if quantity is Quantity.PERCENT:
        return f"The maximum of {item.code} is not known, so a percent of it says nothing. Give points."
    return f"{item.code} has no scale of levels. Give points or percent."


def _points(item: AskedItem, seen: Observation) -> Fraction | None:
    """Return what an answer gives in points, ``None`` where that is not known."""
    if seen.quantity is Quantity.POINTS:
        return seen.value
    if seen.quantity is Quantity.PERCENT:
        return seen.value * item.most / _HUNDRED
    level = item.scale.level(seen.value) if item.scale is not None else None
    return level.award(item.max) if level is not None else None


def _in_words(seen: Observation) -> str:
    number = exact_text(seen.value)
    if seen.quantity is Quantity.LEVEL:
        return f"the level {seen.label!r}"
    return f"{number} %" if seen.quantity is Quantity.PERCENT else f"{number} points"
