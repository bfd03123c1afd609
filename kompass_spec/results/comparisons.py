"""Compare results side by side, with what is proved, assumed and adjusted of every change kept apart."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import final

from attrs import evolve, field, frozen

from kompass_spec.model import (
    TOTAL,
    Area,
    Basis,
    Conversion,
    Criterion,
    Edition,
    Interval,
    Question,
    Scorecard,
)
from kompass_spec.model.applicability import counted_parts
from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.comparison import (
    Cell,
    Comparison,
    Likely,
    Movement,
    Pairing,
    Printed,
    Row,
    Verdict,
)
from kompass_spec.model.counterparts import single_counterparts
from kompass_spec.model.organisation import same_organisation
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.model.same_meaning import major_of, same_meaning
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.mappings import find_mapping, pinned_edition
from kompass_spec.registry.registry import Registry
from kompass_spec.results.conversions import convert_scorecard
from kompass_spec.results.installed import plugins_or_installed, registry_or_installed
from kompass_spec.results.mergers import merger_lies_between, merger_problems
from kompass_spec.results.wholes import applying_to, left_out_of, of_whole, same_scorer, whole_maximum

__all__ = ["compare_scorecards", "on_what_applies", "pair_up"]

_DIFFERS = "What does not apply differs"


def compare_scorecards(
    scorecards: Sequence[Scorecard],
    *,
    edition: str | None = None,
    questions: bool = False,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
) -> Comparison:
    """Return scorecards side by side in order of time, those without a year last.

    Cells stay on their own edition unless ``edition`` asks for one. A change between neighbours of one
    edition is computed there, never by conversion; across editions, on the earlier one's. Where what applies
    differs, it is computed of shares, as points of whole maxima, and its reason says so. Rows follow the
    mappings, not the numbers; ``questions`` adds a row for every question of the first column's edition.
    Where no mapping joins two editions, only the totals stand side by side, as not comparable. Where
    organisations merged between two of them, a problem of the comparison says so. Raise ``InputError`` where
    no mapping leads to ``edition``, ``UsageError`` where there is no scorecard.
    """
    check_arguments(compare_scorecards, locals())
    if not scorecards:
        sentence = "There is nothing to compare. Give one scorecard at least."
        raise UsageError([Problem("wrong-usage", sentence)])
    table = _Table(
        columns=tuple(sorted(scorecards, key=_time)),
        edition=edition,
        registry=registry_or_installed(registry),
        plugins=plugins_or_installed(plugins, "converters"),
    )
    return Comparison(
        edition=edition,
        columns=table.columns,
        rows=table.rows(questions=questions),
        problems=merger_problems(table.columns),
    )


def pair_up(
    comparison: Comparison,
    pairs: Iterable[tuple[int, int]],
    *,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
) -> tuple[Pairing, ...]:
    """Return the changes between columns of a comparison that need not be neighbours, by their indices.

    The second of a pair is read against the first. Where it stands before it, as that of an organisation that
    the others are compared with may, it is ``higher`` or ``lower``: nothing rises back in time.
    """
    table = _Table(
        columns=comparison.columns,
        edition=comparison.edition,
        registry=registry_or_installed(registry),
        plugins=plugins_or_installed(plugins, "converters"),
    )
    return tuple(
        Pairing(
            first=first,
            second=second,
            changes=tuple(table.movement(first, second, row.item) for row in comparison.rows),
        )
        for first, second in pairs
    )


def _time(card: Scorecard) -> tuple[int, str, str, str, str]:
    assessment = card.assessment
    # A result without a year cannot be put in order, and stands after those that can.
    return (
        assessment.year or 10_000,
        assessment.period or "",
        assessment.organisation.name,
        assessment.edition,
        # Which of two results of one year came first is not known, and the order of files must not say it.
        assessment.source.sha256 if assessment.source is not None else "",
    )


@final
@frozen(kw_only=True)
class _Reading:
    """Hold what one column says of an item on one edition: proved, and perhaps assumed and adjusted.

    All of it is in points of ``max``, which is what applies of the edition's ``whole`` maximum; ``left_out``
    are the codes of what does not apply.
    """

    interval: Interval
    basis: Basis
    max: Fraction
    whole: Fraction
    left_out: tuple[str, ...]
    assumed: Interval | None = None
    adjusted: Interval | None = None
    adjusted_print: Interval | None = None

    def of_whole(self) -> "_Reading":
        """Return the same shares as points of the edition's whole maximum."""

        def changed(points: Interval | None) -> Interval | None:
            return None if points is None else of_whole(points, self.max, self.whole)

        return evolve(
            self,
            interval=of_whole(self.interval, self.max, self.whole),
            max=self.whole,
            assumed=changed(self.assumed),
            adjusted=changed(self.adjusted),
        )


@final
@frozen(kw_only=True)
class _Table:
    """Lay out the rows; conversions and correspondences are made once for each pair of editions."""

    columns: tuple[Scorecard, ...]
    edition: str | None
    registry: Registry
    plugins: Plugins
    _conversions: dict[tuple[int, str], Conversion] = field(factory=dict)
    _names: dict[str, Mapping[str, str]] = field(factory=dict)

    @property
    def base(self) -> str:
        """Return the edition whose items the rows are."""
        return self.edition or self._edition_of(0)

    def rows(self, *, questions: bool) -> tuple[Row, ...]:
        """Return a row for every area, perhaps every question, and the total."""
        codes: list[str] = []
        for area in self.registry.find(self.base).areas:
            codes.append(area.code)
            codes.extend(question.code for question in counted_parts(area) if questions)
        return tuple(self._row(item) for item in (*codes, TOTAL))

    def _row(self, item: str) -> Row:
        cells = tuple(self._cell(column, item) for column in range(len(self.columns)))
        changes = tuple(self.movement(column, column + 1, item) for column in range(len(self.columns) - 1))
        return Row(item=item, cells=cells, changes=changes)

    def _cell(self, column: int, item: str) -> Cell | None:
        """Return the cell on the edition that is asked for, else on the column's own."""
        on = self.edition or self._edition_of(column)
        code = self._name(on, item)
        if code is None:
            return None
        reading = self._reading(column, on, code)
        cell = Cell(
            code=code,
            interval=reading.interval,
            basis=reading.basis,
            max=reading.max,
            applies=code not in reading.left_out,
        )
        if on != self._edition_of(column):
            return cell
        score = self.columns[column][code]
        return evolve(
            cell,
            printed=score.printed,
            sum_of_printed=score.sum_of_printed,
        )

    def movement(self, earlier: int, later: int, item: str) -> Movement:
        """Return the change of an item from one column to another, which need not stand next to it."""
        first, second = self._edition_of(earlier), self._edition_of(later)
        on = first if first == second else self.base if self.edition is not None else first
        code = self._name(on, item)
        if code is None:
            sentence = f"No single item of {on} corresponds to it."
            return Movement(on=on, interval=None, verdict=Verdict.NOT_COMPARABLE, reason=sentence)
        try:
            readings = self._reading(earlier, on, code), self._reading(later, on, code)
        except InputError as error:
            return Movement(on=on, interval=None, verdict=Verdict.NOT_COMPARABLE, reason=str(error))
        printed = self._printed(earlier, later, item)
        if not same_scorer(self.columns[earlier], self.columns[later]):
            sentence = "The two are of different scorers, so their points do not mean the same."
            return Movement(
                on=on, interval=None, verdict=Verdict.NOT_COMPARABLE, reason=sentence, printed=printed
            )
        movement = _movement(code, on, *readings, printed, across=first != second)
        if earlier > later or not self._is_of_one(earlier, later):
            movement = _of_two(movement)
        if not self._order_unknown(earlier, later):
            return movement
        sentence = "Which of the two results came first is not known: they are of the same year."
        return evolve(movement, reason=f"{movement.reason} {sentence}")

    def _is_of_one(self, earlier: int, later: int) -> bool:
        """Tell whether two columns are of one organisation that no merger made another."""
        cards = self.columns[earlier], self.columns[later]
        organisations = cards[0].assessment.organisation, cards[1].assessment.organisation
        return same_organisation(*organisations) and not merger_lies_between(*cards)

    def _order_unknown(self, *columns: int) -> bool:
        """Tell whether two columns are of one organisation, and nothing says which is the later."""
        earlier, later = (self.columns[index].assessment for index in columns)
        return (
            earlier.organisation == later.organisation
            and earlier.year is not None
            and (earlier.year, earlier.period) == (later.year, later.period)
        )

    def _printed(self, earlier: int, later: int, item: str) -> Printed | None:
        """Return what is printed of an item in two columns, each under its own code."""
        figures = []
        for index in (earlier, later):
            code = self._name(self._edition_of(index), item)
            score = self.columns[index][code] if code is not None else None
            if score is None:
                return None
            figure = score.printed if score.printed is not None else score.sum_of_printed
            if figure is None:
                return None
            figures.append((Interval(figure, figure), score.printed is None))
        (one, one_is_sum), (other, other_is_sum) = figures
        return Printed(earlier=one, later=other, earlier_is_sum=one_is_sum, later_is_sum=other_is_sum)

    def _reading(self, column: int, on: str, code: str) -> _Reading:
        edition, card = self.registry.find(on), self.columns[column]
        if self._edition_of(column) == on:
            score = card[code]
            nothing = score.low == 0 and score.high == score.max
            return _Reading(
                interval=score.interval,
                basis=Basis.UNKNOWN if nothing else Basis.EXACT,
                max=score.max,
                whole=whole_maximum(edition, code, score.max),
                left_out=left_out_of(applying_to(card, edition), edition, code),
            )
        if (column, on) not in self._conversions:
            self._conversions[column, on] = convert_scorecard(
                self.columns[column], on, registry=self.registry, plugins=self.plugins
            )
        converted = self._conversions[column, on][code]
        return _Reading(
            interval=converted.interval,
            basis=converted.basis,
            max=converted.max,
            whole=whole_maximum(edition, code, converted.max),
            left_out=left_out_of(applying_to(card, edition, converted=True), edition, code),
            assumed=converted.assumed.interval if converted.assumed is not None else None,
            adjusted=converted.adjusted.interval if converted.adjusted is not None else None,
            adjusted_print=converted.adjusted.printed if converted.adjusted is not None else None,
        )

    def _edition_of(self, column: int) -> str:
        """Return the edition of a column: its id, or ``id@major`` where the id alone means another now."""
        assessment = self.columns[column].assessment
        pinned = pinned_edition(assessment, self.registry)
        if same_meaning(self.registry.find(pinned), self.registry.find(assessment.edition)):
            return assessment.edition
        return f"{assessment.edition}@{major_of(self.registry.find(pinned))}"

    def _name(self, edition: str, item: str) -> str | None:
        """Return what an item of the base edition is called in another, where one corresponds to one."""
        if edition not in self._names:
            weighed = _with_points(self.registry.find(edition))
            found = self._correspondences(edition).items()
            self._names[edition] = {base: other for base, other in found if other in weighed}
        return self._names[edition].get(item)

    def _correspondences(self, edition: str) -> Mapping[str, str]:
        if edition == self.base:
            return {TOTAL: TOTAL, **{item.code: item.code for item in self.registry[edition].walk()}}
        try:
            mapping = find_mapping(self.base, edition, self.registry)
        except InputError:
            # Their totals stand side by side all the same, and the change says why it is not comparable.
            return {TOTAL: TOTAL}
        return {TOTAL: TOTAL, **single_counterparts(mapping)}


def _with_points(edition: Edition) -> set[str]:
    """Return the codes of an edition that results have points of, and that of the total."""

    def below(item: Area | Question | Criterion) -> Iterator[str]:
        yield item.code
        for part in counted_parts(item):
            yield from below(part)

    return {TOTAL, *(code for area in edition.areas for code in below(area))}


def _movement(
    code: str, on: str, earlier: _Reading, later: _Reading, printed: Printed | None, *, across: bool
) -> Movement:
    absent = [code in reading.left_out for reading in (earlier, later)]
    if any(absent):
        return Movement(
            on=on,
            interval=None,
            verdict=Verdict.NOT_COMPARABLE,
            reason=_ABSENT[all(absent), absent[1]],
            printed=printed,
        )
    by_share = () if earlier.left_out == later.left_out else (_by_share(on, earlier, later),)
    if by_share:
        earlier, later = earlier.of_whole(), later.of_whole()
    change = _less(later.interval, earlier.interval)
    unknown = Basis.UNKNOWN in (earlier.basis, later.basis)
    verdict = Verdict.NOT_COMPARABLE if unknown else _verdict(change)
    reason = f"Nothing is proved of one of them on {on}." if unknown else _REASONS[verdict].format(on=on)
    return Movement(
        on=on,
        interval=change,
        verdict=verdict,
        reason=" ".join((reason, *by_share)),
        printed=printed,
        assumed=_likely(earlier, later, "assumed", on, None) if across else None,
        adjusted=_likely(earlier, later, "adjusted", on, printed) if across else None,
    )


_ABSENT = {
    (False, False): "It does not apply to the earlier of them.",
    (False, True): "It does not apply to the later of them.",
    (True, True): "It applies to neither of them.",
}
"""Why something cannot be compared: by whether it applies to neither, and whether not to the later."""


def _by_share(on: str, earlier: _Reading, later: _Reading) -> str:
    """Say what does not apply to the earlier and to the later of two, and what is compared instead."""
    which = [
        f"{', '.join(reading.left_out)} to the {name}"
        for name, reading in (("earlier", earlier), ("later", later))
        if reading.left_out
    ]
    return (
        f"{_DIFFERS}, {' and '.join(which)}: shares of what applies are compared, as points of the whole"
        f" maximum of {on}."
    )


def on_what_applies(movement: Movement) -> str | None:
    """Return what of a change's reason is on what does not apply, ``None`` where nothing of it is.

    It is all of the reason or its end.

    >>> reason = "Every value is higher. What does not apply differs, 2.3 to the later: shares are compared."
    >>> on_what_applies(Movement(on="se-2016", interval=None, verdict=Verdict.ROSE, reason=reason))
    'What does not apply differs, 2.3 to the later: shares are compared.'
    """
    if movement.reason.startswith(tuple(_ABSENT.values())):
        return movement.reason
    _, differs, behind = movement.reason.partition(_DIFFERS)
    return differs + behind if differs else None


_OF_TWO = {Verdict.ROSE: Verdict.HIGHER, Verdict.FELL: Verdict.LOWER}


def _of_two(movement: Movement) -> Movement:
    """Return the same difference as one between two organisations, of which none became the other."""

    def likely(change: Likely | None) -> Likely | None:
        return change and evolve(change, verdict=_OF_TWO.get(change.verdict, change.verdict))

    return evolve(
        movement,
        verdict=_OF_TWO.get(movement.verdict, movement.verdict),
        reason=movement.reason.replace(_BOTH_WAYS, _EITHER),
        assumed=likely(movement.assumed),
        adjusted=likely(movement.adjusted),
    )


_BOTH_WAYS, _EITHER = "that rose and values that fell", "that are higher and values that are lower"
_REASONS = {
    Verdict.ROSE: "Every value on {on} that the figures allow is higher.",
    Verdict.FELL: "Every value on {on} that the figures allow is lower.",
    Verdict.CANNOT_BE_TOLD_APART: f"The figures allow values on {{on}} {_BOTH_WAYS}.",
}
_WHY = {
    "assumed": "It holds if what the mapping judges comparable is comparable on {on}.",
    "adjusted": "It follows the publisher's rule of thumb for reading a result on {on}.",
}


def _likely(earlier: _Reading, later: _Reading, kind: str, on: str, printed: Printed | None) -> Likely | None:
    """Return the change by what is assumed or adjusted of one side or both; the other stays as proved."""
    ends = []
    for reading in (earlier, later):
        likely: Interval | None = getattr(reading, kind)
        if likely is None and reading.basis is Basis.UNKNOWN:
            return None
        ends.append(likely if likely is not None else reading.interval)
    if getattr(earlier, kind) is None and getattr(later, kind) is None:
        return None
    change = _less(ends[1], ends[0])
    if printed is not None:
        printed = evolve(
            printed,
            earlier=earlier.adjusted_print or printed.earlier,
            later=later.adjusted_print or printed.later,
        )
    return Likely(interval=change, verdict=_verdict(change), reason=_WHY[kind].format(on=on), printed=printed)


def _less(later: Interval, earlier: Interval) -> Interval:
    return Interval(later.low - earlier.high, later.high - earlier.low)


def _verdict(change: Interval) -> Verdict:
    if change.low > 0:
        return Verdict.ROSE
    return Verdict.FELL if change.high < 0 else Verdict.CANNOT_BE_TOLD_APART
