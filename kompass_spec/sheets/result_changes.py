"""What may be said of a change of a result: by which rule, with which mark, and of how many points."""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_spec.model import TOTAL, Interval, Scorecard
from kompass_spec.model.comparison import Movement, Printed, Row, Verdict
from kompass_spec.model.sheet import Mark
from kompass_spec.sheets.contents import ResultContent
from kompass_spec.sheets.spoken import Spoken, figure_of

__all__ = ["Change", "Rule", "Years", "change_words", "changes_of", "since_first", "years_of"]

_UP = frozenset({Verdict.ROSE, Verdict.HIGHER})
_DOWN = frozenset({Verdict.FELL, Verdict.LOWER})


@final
class Rule(Enum):
    """Say by what a change is said: the figures alone, a publisher's rule of thumb, or a mapping."""

    FIGURES = "figures"
    RULE_OF_THUMB = "rule of thumb"
    MAPPING = "mapping"
    NONE = "none"


@final
@frozen(kw_only=True)
class Change:
    """Hold a change between two results: its mark, by which rule, and its bounds in points, if any."""

    mark: Mark
    rule: Rule
    points: Interval | None = None


@final
@frozen(kw_only=True)
class Years:
    """Hold the results of an organisation in order of time, and where the shown one stands among them.

    ``editions`` number their editions from 0 in order of time; ``rows`` are those of the comparison by the
    code that their item has in the shown result, none where there is no comparison.
    """

    cards: tuple[Scorecard, ...]
    editions: tuple[int, ...]
    shown: int
    rows: Mapping[str, Row]

    @property
    def last(self) -> Scorecard | None:
        """Return the result before the shown one, ``None`` where it is the first."""
        return self.cards[self.shown - 1] if self.shown else None

    def code_in(self, column: int, code: str) -> str | None:
        """Return the code that an item of the shown result has in another, ``None`` if it has none."""
        if self.cards[column].assessment.edition == self.cards[self.shown].assessment.edition:
            return code
        row = self.rows.get(code)
        cell = row.cells[column] if row is not None else None
        return cell.code if cell is not None else None


def years_of(content: ResultContent) -> Years:
    """Return the results of a content in order of time, those without a year last but for the shown one."""
    comparison, shown = content.comparison, content.scorecard
    cards = tuple(comparison.columns) if comparison is not None else (*reversed(content.history), shown)
    numbers: dict[str, int] = {}
    for card in cards:
        numbers.setdefault(card.assessment.edition, len(numbers))
    # The same result may be there twice; what came last is the one that is shown.
    index = max(place for place, card in enumerate(cards) if card == shown)
    rows = {} if comparison is None else _by_shown_code(comparison.rows, index)
    return Years(
        cards=cards,
        editions=tuple(numbers[card.assessment.edition] for card in cards),
        shown=index,
        rows=rows,
    )


def _by_shown_code(rows: tuple[Row, ...], index: int) -> dict[str, Row]:
    return {cell.code: row for row in rows if (cell := row.cells[index]) is not None}


def changes_of(years: Years, code: str) -> Change | None:
    """Return the change of an item since the last result, ``None`` where there is none or no such item."""
    row = years.rows.get(code)
    if row is None or not years.shown:
        return None
    return _change(row.changes[years.shown - 1], is_total=code == TOTAL)


def _change(movement: Movement, *, is_total: bool) -> Change:
    if movement.verdict is not Verdict.NOT_COMPARABLE:
        mark = _mark(movement.verdict, is_certain=True)
        return Change(mark=mark, rule=Rule.FIGURES, points=_points(movement.printed, movement.interval))
    if is_total and movement.adjusted is not None:
        likely = movement.adjusted
        points = _points(likely.printed, likely.interval)
        return Change(mark=_mark(likely.verdict), rule=Rule.RULE_OF_THUMB, points=points)
    if movement.assumed is not None:
        likely = movement.assumed
        points = _points(movement.printed, likely.interval)
        return Change(mark=_mark(likely.verdict), rule=Rule.MAPPING, points=points)
    return Change(mark=Mark.OPEN, rule=Rule.NONE)


def _mark(verdict: Verdict, *, is_certain: bool = False) -> Mark:
    if verdict in _UP:
        return Mark.RISE if is_certain else Mark.RISE_IF
    if verdict in _DOWN:
        return Mark.FALL if is_certain else Mark.FALL_IF
    return Mark.ALIKE if verdict is Verdict.CANNOT_BE_TOLD_APART else Mark.OPEN


def _points(printed: Printed | None, interval: Interval | None) -> Interval | None:
    """Return the change between what stands in print, which readers compute themselves, else its bounds."""
    if printed is None:
        return interval
    return Interval(printed.later.low - printed.earlier.high, printed.later.high - printed.earlier.low)


def since_first(years: Years) -> tuple[Scorecard, Scorecard, Change] | None:
    """Return the change of the total over the first results on one edition, with the first and the last.

    Return ``None`` where that is the same as the change since the last result, or points are no sums of the
    same maximum.
    """
    first = years.cards[0]
    until = 0
    while until + 1 <= years.shown and years.editions[until + 1] == years.editions[0]:
        until += 1
    if until == 0 or (until == years.shown and until == 1):
        return None
    last = years.cards[until]
    scores = first.total, last.total
    if first.scorer != last.scorer or scores[0].max != scores[1].max or not all(s.applies for s in scores):
        return None
    bounds = Interval(scores[1].low - scores[0].high, scores[1].high - scores[0].low)
    mark = Mark.RISE if bounds.low > 0 else Mark.FALL if bounds.high < 0 else Mark.ALIKE
    figures = figure_of(scores[0]), figure_of(scores[1])
    if figures[0] is not None and figures[1] is not None:
        bounds = Interval(figures[1] - figures[0], figures[1] - figures[0])
    return first, last, Change(mark=mark, rule=Rule.FIGURES, points=bounds)


def change_words(change: Change | None, spoken: Spoken) -> str:
    """Return the points of a change with their sign, or a dash where nothing may be said."""
    if change is None or change.points is None or change.rule is Rule.NONE:
        return "–"
    return spoken.signed(_nearest(change.points.low), _nearest(change.points.high))


def _nearest(quantity: Fraction) -> Fraction:
    return Fraction(round(quantity * 10), 10)
