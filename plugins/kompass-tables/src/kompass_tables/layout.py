"""Say which columns of a wide table hold figures of an edition, and which quantity of which item."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import final

from attrs import field, frozen

from kompass_spec import InputError, Problem
from kompass_spec.model import TOTAL, Completeness, Edition, Quantity
from kompass_spec.model.applicability import counted_parts, speaks_of_kinds

__all__ = [
    "APPLIES",
    "FigureColumn",
    "ItemColumn",
    "Layout",
    "Precision",
    "column_problem",
    "layout_of",
    "scored_items",
]

APPLIES = "applies"
_READ = {"points": Quantity.POINTS, "percent": Quantity.PERCENT, "level": Quantity.LEVEL}
_CODE_LIKE = re.compile(r"(?P<item>\d+(?:\.\d+)*|total)(?:\.(?P<what>[a-z]+))?")
_ENDS = ("low", "high")
_RESULT = re.compile(r"(?:\d+(?:\.\d+)*|total)\.(?:low|high)")
_FLAGS = frozenset({"discrepancy", "rounding", "contradiction", "refused"})


@final
@frozen(kw_only=True)
class Precision:
    """Say how exactly figures stand in a table: with how many decimals points and percents are printed.

    Figures that are ``exact`` are answers that were given, and not rounded to be printed.
    """

    points: int = 0
    percent: int = 0
    exact: bool = False

    def decimals(self, quantity: Quantity) -> int:
        """Return the decimals of a quantity; a level has none of its own."""
        return self.percent if quantity is Quantity.PERCENT else self.points


@final
@frozen(kw_only=True)
class FigureColumn:
    """Name a column of figures: the item and the quantity, and the decimals that its figures have."""

    name: str
    item: str
    quantity: Quantity
    decimals: int = 0

    @property
    def input(self) -> str:
        """Return the name by which the plan knows the whole numbers of this column."""
        return f"in:{self.item}.{self.quantity.value}"


@final
@frozen(kw_only=True)
class ItemColumn:
    """Name a column that says of an item whether it applies."""

    name: str
    item: str

    @property
    def input(self) -> str:
        """Return the name by which the plan knows the truth values of this column."""
        return f"in:{self.item}.{APPLIES}"


@final
@frozen(kw_only=True)
class Layout:
    """Hold what the columns of a table are: figures, what applies, the kind, and what is carried through."""

    figures: tuple[FigureColumn, ...]
    applies: tuple[ItemColumn, ...] = ()
    kind: str | None = None
    carried: tuple[str, ...] = ()
    precision: Precision = field(factory=Precision)

    @property
    def named(self) -> tuple[str, ...]:
        """Return the columns that are named by items: figures, and what applies."""
        figures = (column.name for column in self.figures)
        return (*figures, *(column.name for column in self.applies))


def scored_items(edition: Edition) -> tuple[str, ...]:
    """Return the codes of what has a score, parts before what they add up to, the total last.

    >>> from kompass_spec import load_registry
    >>> scored_items(load_registry()["se-2016"])[:7]
    ('1.1', '1.2', '1.3', '1.4', '1.5', '1', '2.1')
    """

    def upwards(item: object) -> Iterator[str]:
        for part in counted_parts(item):  # type: ignore[arg-type] # an area, a question or a criterion
            yield from upwards(part)
        yield item.code  # type: ignore[attr-defined] # see above

    return (*(code for area in edition.areas for code in upwards(area)), TOTAL)


def layout_of(
    columns: Sequence[str],
    edition: Edition,
    *,
    quantity: Quantity = Quantity.PERCENT,
    precision: Precision | None = None,
) -> Layout:
    """Return what the columns of a wide table are; ``quantity`` is that of columns named by a code alone.

    Raise ``InputError`` with all columns that cannot be read: of items that the edition has not, two of the
    same figures, or with the name of what is added.

    >>> from kompass_spec import load_registry
    >>> layout = layout_of(["organisation", "1.1", "1.2.points"], load_registry()["se-2016"])
    >>> [(column.item, column.quantity.value) for column in layout.figures], layout.carried
    ([('1.1', 'percent'), ('1.2', 'points')], ('organisation', '1.1', '1.2.points'))
    """
    precise = precision or Precision()
    problems: list[Problem] = []
    figures: list[FigureColumn] = []
    applies: list[ItemColumn] = []
    seen: dict[tuple[str, str], str] = {}
    for name in columns:
        match = _CODE_LIKE.fullmatch(name)
        if match is None:
            continue
        item, what = match["item"], match["what"] or quantity.value
        problem = column_problem(name, item, what, edition)
        if problem is None and (item, what) in seen:
            sentence = (
                f"The columns {seen[item, what]!r} and {name!r} both hold {what} of {item}. Leave one out."
            )
            problem = Problem("table-columns", sentence)
        if problem is not None:
            problems.append(problem)
            continue
        seen[item, what] = name
        if what in _ENDS:
            continue
        if what == APPLIES:
            applies.append(ItemColumn(name=name, item=item))
        else:
            decimals = precise.decimals(_READ[what])
            figures.append(FigureColumn(name=name, item=item, quantity=_READ[what], decimals=decimals))
    problems += _table_problems(columns, figures, edition, any_wrong=bool(problems))
    if problems:
        raise InputError(problems)
    kind = "kind" if "kind" in columns and speaks_of_kinds(edition) else None
    return Layout(
        figures=tuple(figures),
        applies=tuple(applies),
        kind=kind,
        carried=tuple(columns),
        precision=precise,
    )


def column_problem(name: str, item: str, what: str, edition: Edition) -> Problem | None:
    """Return why a column that is named like figures cannot be read, ``None`` where it can."""
    if item != TOTAL and item not in edition:
        sentence = (
            f"The column {name!r} is of an item that {edition.id} has not. Correct the name, choose the"
            " edition that the figures are of, or rename the column if it is none of figures."
        )
        return Problem("unknown-item", sentence)
    if what in _ENDS:
        return None
    if what != APPLIES and what not in _READ:
        sentence = (
            f"The column {name!r} ends in {what!r}. What is read ends in {', '.join(_READ)} or {APPLIES}."
        )
        return Problem("table-columns", sentence)
    if what == "level" and edition.scale_of(item) is None:
        return Problem("unknown-level", f"The column {name!r} holds levels, and {item} has no scale.")
    if what == APPLIES and item == TOTAL:
        return Problem("table-columns", f"The column {name!r} is of everything. Name areas or questions.")
    if what in {"points", "percent"} and item in _unsummed(edition):
        sentence = (
            f"The edition {edition.id!r} does not say the maximum points of every criterion of the question"
            f" of {item!r}, so the column {name!r} bounds nothing. Leave it out."
        )
        return Problem("unknown-weights", sentence)
    return None


def _table_problems(
    columns: Sequence[str], figures: Sequence[FigureColumn], edition: Edition, *, any_wrong: bool
) -> Iterator[Problem]:
    """Find what is wrong with the columns together."""
    for name in sorted({name for name in columns if list(columns).count(name) > 1}):
        yield Problem("table-columns", f"The table has two columns {name!r}. Rename one.")
    added = _added(columns)
    if added:
        more = f" and {len(added) - 1} more" if len(added) > 1 else ""
        sentence = (
            f"The table has a column {added[0]!r}{more}, as what is added is named. Leave the results of an"
            " earlier run out, or rename the columns."
        )
        yield Problem("table-columns", sentence)
    if not figures and not any_wrong:
        codes = ", ".join(repr(area.code) for area in edition.areas[:2])
        sentence = (
            f"No column holds figures of {edition.id}. Name columns by the codes of its items, such as"
            f" {codes} or {TOTAL!r}."
        )
        yield Problem("table-columns", sentence)
    if speaks_of_kinds(edition) and "kind" not in columns:
        sentence = (
            f"The edition {edition.id!r} asks some questions of some kinds of organisation only. Add a column"
            " 'kind' with the kind of each."
        )
        yield Problem("unknown-kind", sentence)


def _added(columns: Iterable[str]) -> list[str]:
    """Return the columns that have the name of one that is added."""
    return [name for name in columns if name in _FLAGS or _RESULT.fullmatch(name)]


def _unsummed(edition: Edition) -> set[str]:
    """Return the criteria of questions that are no sum of them, because the weight of one is not known."""
    if edition.completeness is Completeness.QUESTIONS:
        return set()
    return {
        criterion.code
        for question in edition.questions
        if question.scored and any(one.max is None for one in question.criteria)
        for criterion in question.criteria
    }
