"""What every sheet of a comparison asks: whose results, when, on which editions, and what is in a cell."""

from collections.abc import Sequence
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_spec.model import TOTAL, CitedMean, CitedResult, Edition, Scorecard
from kompass_spec.model.comparison import Cell, Comparison, Movement, Pairing, Row
from kompass_spec.model.conversion import Basis
from kompass_spec.model.mergers import mergers_between
from kompass_spec.model.organisation import Organisation, same_organisation
from kompass_spec.model.same_meaning import major_of
from kompass_spec.model.sheet import Figure, Gap, Tone, Words
from kompass_spec.registry.registry import Registry
from kompass_spec.sheets.published import dated, mean_of_total
from kompass_spec.sheets.spoken import Spoken, sum_that_stands

__all__ = ["Compared", "Version"]


@final
@frozen(kw_only=True)
class Version:
    """Hold the columns of a comparison that are on one edition, by their indices in order of time."""

    key: str
    columns: tuple[int, ...]


@final
@frozen(kw_only=True)
class Compared:
    """Hold a comparison with what it is told with.

    ``pairings`` are changes between columns that are no neighbours; ``reference`` is the column that the
    others are compared with, where they are of several organisations. ``means`` and ``results`` are published
    ones, with their sources.
    """

    comparison: Comparison
    registry: Registry
    spoken: Spoken
    pairings: tuple[Pairing, ...] = ()
    reference: int | None = None
    means: tuple[CitedMean, ...] = ()
    results: tuple[CitedResult, ...] = ()

    @property
    def cards(self) -> tuple[Scorecard, ...]:
        """Return the results, in order of time."""
        return self.comparison.columns

    def reference_on(self, columns: Sequence[int]) -> int | None:
        """Return which of some columns the others are compared with: its organisation's newest, if any.

        Where all are of that organisation, there is nobody to compare.
        """
        if self.reference is None:
            return None
        whose = self.cards[self.reference].assessment.organisation
        own = [one for one in columns if same_organisation(whose, self.cards[one].assessment.organisation)]
        return max(own) if own and len(own) < len(columns) else None

    @property
    def total(self) -> Row:
        """Return the row of the total."""
        return self.comparison.rows[-1]

    @property
    def areas(self) -> tuple[Row, ...]:
        """Return the rows of areas, without those of questions and of the total."""
        return tuple(row for row in self.comparison.rows[:-1] if "." not in row.item)

    @property
    def organisations(self) -> tuple[tuple[int, ...], ...]:
        """Return the columns of every organisation, in the order in which these come first."""
        found: list[tuple[Organisation, list[int]]] = []
        for index, card in enumerate(self.cards):
            organisation = card.assessment.organisation
            for known, columns in found:
                if same_organisation(known, organisation):
                    columns.append(index)
                    break
            else:
                found.append((organisation, [index]))
        return tuple(tuple(columns) for _, columns in found)

    def key(self, column: int) -> str:
        """Return the edition of a column with the major version of its release, which decides its meaning."""
        edition = self.edition(column)
        assessment = self.cards[column].assessment
        return assessment.edition if edition is None else f"{edition.id}@{major_of(edition)}"

    def edition(self, column: int) -> Edition | None:
        """Return the edition of a column, ``None`` where it is not installed."""
        return self.spoken.edition_of(self.cards[column])

    @property
    def versions(self) -> tuple[Version, ...]:
        """Return the editions of the columns, in the order in which these come first."""
        columns: dict[str, list[int]] = {}
        for index in range(len(self.cards)):
            columns.setdefault(self.key(index), []).append(index)
        return tuple(Version(key=key, columns=tuple(indices)) for key, indices in columns.items())

    def version_name(self, column: int) -> str:
        """Return what the edition of a column is called, by its title where its year is not enough."""
        card = self.cards[column]
        named = self.spoken.version(card)
        others = (other for other in range(len(self.cards)) if self.key(other) != self.key(column))
        if any(self.spoken.version(self.cards[other]) == named for other in others):
            title = self.spoken.edition_title(card)
            return title if isinstance(title, str) else title.words
        return named

    def heads_version(self, column: int) -> str:
        """Return what the edition of a column is called above figures."""
        name = self.version_name(column)
        return name[:1].upper() + name[1:]

    def maximum(self, column: int) -> Fraction:
        """Return the maximum of a column's total in points, of what applies."""
        return self.cards[column].total.max

    def name(self, column: int) -> str:
        """Return the name of who was assessed, short as in a table."""
        return self.cards[column].assessment.organisation.name

    def year(self, column: int) -> str:
        """Return the year of a column as in a title, without a mark."""
        year = self.cards[column].assessment.year
        return self.spoken.wording.say("year unknown") if year is None else str(year)

    def label(self, column: int, *, is_named: bool = False) -> str:
        """Return the year of a column, with the name before it where it ``is_named``."""
        assessment = self.cards[column].assessment
        return dated(assessment, self.spoken) if is_named else self.spoken.short_year(assessment)

    def item_words(self, row: Row, columns: Sequence[int]) -> tuple[Words, ...]:
        """Return what an item is called in the newest of some columns that has it."""
        for column in reversed(columns):
            cell = row.cells[column]
            if cell is not None and row.item != TOTAL:
                return self.spoken.labelled(cell.code, self._named_on(column))
        if row.item == TOTAL:
            return (self.spoken.wording.say("Total"),)
        return self.spoken.labelled(row.item, self.cards[columns[0]])

    def item_label(self, row: Row, columns: Sequence[int], *, at_most: int = 60) -> str:
        """Return what an item is called as one plain text."""
        for column in reversed(columns):
            cell = row.cells[column]
            if cell is not None and row.item != TOTAL:
                return self.spoken.label(cell.code, self._named_on(column), at_most=at_most)
        return self.spoken.wording.say("Total") if row.item == TOTAL else row.item

    def _named_on(self, column: int) -> Scorecard:
        """Return a result on the edition whose items the cells of a column are."""
        asked = self.comparison.edition
        if asked is None:
            return self.cards[column]
        on = (card for card in self.cards if card.assessment.edition == asked.partition("@")[0])
        return next(on, self.cards[column])

    def is_converted(self, column: int) -> bool:
        """Tell whether the cells of a column are on another edition than its own."""
        asked = self.comparison.edition
        return asked is not None and asked.partition("@")[0] != self.cards[column].assessment.edition

    def figure(self, cell: Cell) -> Fraction | None:
        """Return the points that stand for a cell, ``None`` where only bounds are known."""
        return cell.printed if cell.printed is not None else sum_that_stands(cell)

    def is_known(self, cell: Cell | None) -> bool:
        """Tell whether anything is known of a cell."""
        return cell is not None and cell.applies and cell.basis is not Basis.UNKNOWN

    def shown(self, cell: Cell) -> str:
        """Return the points of a cell as they stand in its report, else its bounds to one decimal."""
        figure = self.figure(cell)
        return self.spoken.points(figure) if figure is not None else self.spoken.span(cell.interval)

    def mean_on(self, columns: Sequence[int]) -> tuple[CitedMean, Fraction] | None:
        """Return the published mean of totals that columns of one edition can be measured by, if any."""
        countries = {self.cards[column].assessment.organisation.country for column in columns}
        if len(countries) > 1 or not columns:
            return None
        return mean_of_total(self.means, self.cards[columns[0]].assessment.edition, countries.pop())

    def cell(self, row: Row, column: int) -> Figure | Gap:
        """Return what stands in a table: the points of an item, or why there are none."""
        cell = row.cells[column]
        say = self.spoken.wording.say
        if cell is None:
            return Gap(words=say("not in this version"))
        if not cell.applies:
            return Gap(words=say("does not apply"))
        if cell.basis is Basis.UNKNOWN:
            if self.is_converted(column):
                return Gap(words=say("not proved"))
            return Gap(words=say("not published"), is_marked=True)
        figure = self.figure(cell)
        is_odd = figure is not None and self._is_contradicted(cell, column)
        return Figure(
            shown=self.shown(cell) + ("‡" if is_odd else ""),
            quantity=figure,
            tone=Tone.WARNING if is_odd else Tone.PLAIN,
        )

    def _is_contradicted(self, cell: Cell, column: int) -> bool:
        """Tell whether a figure of an item was set aside, because others in the report contradict it."""
        return not self.is_converted(column) and self.cards[column][cell.code].contradicted

    def is_odd(self, row: Row, column: int) -> bool:
        """Tell whether a figure in the report is one that other figures of it contradict."""
        found = self.cell(row, column)
        return isinstance(found, Figure) and found.tone is Tone.WARNING

    def is_merged(self, first: int, second: int) -> bool:
        """Tell whether a merger made the organisation of one column another than that of a later one."""
        one, other = (self.cards[column].assessment for column in (first, second))
        ends = (one.organisation, one.year), (other.organisation, other.year)
        return bool(mergers_between(*ends[0], *ends[1]) or mergers_between(*ends[1], *ends[0]))

    def movement(self, row: Row, first: int, second: int) -> Movement | None:
        """Return the change of an item from one column to another, ``None`` where it was not computed."""
        index = self.comparison.rows.index(row)
        for pairing in self.pairings:
            if (pairing.first, pairing.second) == (first, second):
                return pairing.changes[index]
        return row.changes[first] if second == first + 1 else None

    def is_one_scale(self, row: Row, first: int, second: int) -> bool:
        """Tell whether the figures of two columns are of one maximum."""
        one, other = row.cells[first], row.cells[second]
        return one is not None and other is not None and one.max == other.max
