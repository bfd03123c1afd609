"""Say what is computed of a row, whatever engine computes it: whole numbers, truth values and nothing else.

Every expression knows between which bounds its value lies, so that a plan knows before any row is read that
nothing overflows. The functions make the simplest expression: what the bounds decide is not computed.
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any, Self, final

from attrs import evolve, fields, frozen

__all__ = [
    "FALSE",
    "TRUE",
    "Absolute",
    "Add",
    "And",
    "Bounds",
    "Case",
    "Coalesce",
    "Column",
    "Compare",
    "Divide",
    "Expression",
    "Greatest",
    "Half",
    "IsNull",
    "Least",
    "Literal",
    "Missing",
    "Multiply",
    "Not",
    "Or",
    "Relation",
    "Subtract",
    "absolute",
    "add",
    "all_of",
    "any_of",
    "case",
    "coalesce",
    "columns_of",
    "compare",
    "divide",
    "greatest",
    "half",
    "is_null",
    "is_nullable",
    "least",
    "literal",
    "missing",
    "multiply",
    "negation",
    "overshoot",
    "subtract",
]

Bounds = tuple[int, int]
_TRUTH: Bounds = (0, 1)
_OPERANDS = ("terms", "condition", "then", "otherwise", "left", "right", "value")


@final
class Relation(Enum):
    """Say how two numbers are compared."""

    LESS = "<"
    AT_MOST = "<="
    EQUAL = "="
    OTHER = "<>"


@frozen(kw_only=True)
class Expression:
    """Hold a value of a row between ``bounds``, both included; a truth value where ``is_truth``."""

    bounds: Bounds
    is_truth: bool = False

    @property
    def operands(self) -> "tuple[Expression, ...]":
        """Return what it is computed of."""
        return ()

    def of(self, operands: "Sequence[Expression]") -> Self:
        """Return the same of other operands, which lie between the same bounds."""
        names = [one.name for one in fields(type(self)) if one.name in _OPERANDS]
        if names == ["terms"]:
            changed: dict[str, Any] = {"terms": tuple(operands)}
        else:
            changed = dict(zip(names, operands, strict=True))
        return evolve(self, **changed)


@final
@frozen(kw_only=True)
class Column(Expression):
    """Name a column of the table, or what an earlier step of the plan computed; ``nullable`` may be null."""

    name: str
    nullable: bool = False


@final
@frozen(kw_only=True)
class Literal(Expression):
    """Hold a number, or a truth value as 0 or 1."""

    value: int


@final
@frozen(kw_only=True)
class Missing(Expression):
    """Hold no number: the null of what may be missing."""


@frozen(kw_only=True)
class _Several(Expression):
    terms: tuple[Expression, ...]

    @property
    def operands(self) -> tuple[Expression, ...]:
        """Return the terms."""
        return self.terms


@final
class Add(_Several):
    """Add numbers."""


@final
class Least(_Several):
    """Take the least of numbers, whatever others are null."""


@final
class Greatest(_Several):
    """Take the greatest of numbers, whatever others are null."""


@final
class And(_Several):
    """Hold where all terms do."""


@final
class Or(_Several):
    """Hold where any term does."""


@frozen(kw_only=True)
class _Pair(Expression):
    left: Expression
    right: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        """Return both sides."""
        return (self.left, self.right)


@final
class Subtract(_Pair):
    """Take the right from the left."""


@final
class Multiply(_Pair):
    """Multiply two numbers."""


@final
@frozen(kw_only=True)
class Divide(Expression):
    """Divide a number by a constant that leaves nothing over."""

    value: Expression
    divisor: int

    @property
    def operands(self) -> tuple[Expression, ...]:
        """Return the number."""
        return (self.value,)


@final
@frozen(kw_only=True)
class Half(Expression):
    """Take the half of an even number."""

    value: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        """Return the number."""
        return (self.value,)


@final
@frozen(kw_only=True)
class Absolute(Expression):
    """Take a number without its sign."""

    value: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        """Return the number."""
        return (self.value,)


@final
class Coalesce(_Pair):
    """Take the left, the right where that is null."""


@final
@frozen(kw_only=True)
class IsNull(Expression):
    """Tell whether a value is null."""

    value: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        """Return the value."""
        return (self.value,)


@final
@frozen(kw_only=True)
class Not(Expression):
    """Hold where a truth value does not."""

    value: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        """Return the truth value."""
        return (self.value,)


@final
@frozen(kw_only=True)
class Compare(Expression):
    """Compare two numbers."""

    left: Expression
    relation: Relation
    right: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        """Return both sides."""
        return (self.left, self.right)


@final
@frozen(kw_only=True)
class Case(Expression):
    """Take ``then`` where a condition holds, ``otherwise`` where it does not or is null."""

    condition: Expression
    then: Expression
    otherwise: Expression

    @property
    def operands(self) -> tuple[Expression, ...]:
        """Return the condition and both values."""
        return (self.condition, self.then, self.otherwise)


TRUE = Literal(value=1, bounds=(1, 1), is_truth=True)
FALSE = Literal(value=0, bounds=(0, 0), is_truth=True)


def literal(value: int) -> Literal:
    """Return a number."""
    return Literal(value=value, bounds=(value, value))


def missing(value: Expression) -> Missing:
    """Return the null that stands where a value is missing."""
    return Missing(bounds=value.bounds, is_truth=value.is_truth)


def add(*terms: Expression) -> Expression:
    """Return the sum of numbers.

    >>> add(literal(2), literal(3)).bounds
    (5, 5)
    """
    constant = sum(term.value for term in terms if isinstance(term, Literal))
    others = tuple(term for term in terms if not isinstance(term, Literal))
    if not others:
        return literal(constant)
    kept = (*others, literal(constant)) if constant else others
    bounds = sum(term.bounds[0] for term in kept), sum(term.bounds[1] for term in kept)
    return kept[0] if len(kept) == 1 else Add(terms=kept, bounds=bounds)


def subtract(left: Expression, right: Expression) -> Expression:
    """Return the left without the right."""
    if isinstance(right, Literal):
        return add(left, literal(-right.value))
    bounds = left.bounds[0] - right.bounds[1], left.bounds[1] - right.bounds[0]
    return Subtract(left=left, right=right, bounds=bounds)


def multiply(left: Expression, right: Expression) -> Expression:
    """Return the product of two numbers."""
    products = [one * other for one in left.bounds for other in right.bounds]
    bounds = min(products), max(products)
    if bounds[0] == bounds[1] and not is_nullable(left) and not is_nullable(right):
        return literal(bounds[0])
    if right.bounds == (1, 1):
        return left
    return Multiply(left=left, right=right, bounds=bounds)


def absolute(value: Expression) -> Expression:
    """Return a number without its sign.

    >>> absolute(Column(name="x", bounds=(-5, 2))).bounds
    (0, 5)
    """
    low, high = value.bounds
    if low >= 0:
        return value
    return Absolute(value=value, bounds=(max(0, -high), max(-low, high)))


def overshoot(value: Expression) -> Expression:
    """Return twice what a number is above 0, and 0 where it is not, without asking which.

    Engines add faster than they choose.

    >>> overshoot(Column(name="x", bounds=(-5, 2))).bounds
    (0, 4)
    """
    if value.bounds[1] <= 0:
        return literal(0)
    if value.bounds[0] >= 0:
        return multiply(value, literal(2))
    return Add(terms=(value, absolute(value)), bounds=(0, 2 * value.bounds[1]))


def half(value: Expression, bounds: Bounds) -> Expression:
    """Return the half of an even number, of which it is known between which ``bounds`` it lies."""
    return literal(value.value // 2) if isinstance(value, Literal) else Half(value=value, bounds=bounds)


def divide(value: Expression, divisor: int) -> Expression:
    """Return a number divided by a constant above 0 that leaves nothing over."""
    if isinstance(value, Literal):
        return literal(value.value // divisor)
    if divisor == 1:
        return value
    bounds = -(-value.bounds[0] // divisor), value.bounds[1] // divisor
    return Divide(value=value, divisor=divisor, bounds=bounds)


def least(*terms: Expression) -> Expression:
    """Return the least of numbers without those that are null and those that cannot be it.

    At least one of them is never null.

    >>> least(literal(7), Column(name="x", bounds=(0, 5))).name
    'x'
    """
    limit = min(term.bounds[1] for term in terms if not is_nullable(term))
    beyond = [term for term in terms if term.bounds[0] < limit]
    kept = _without_repeated(beyond, [term for term in terms if term.bounds[1] == limit])
    if len(kept) == 1:
        return kept[0]
    return Least(terms=kept, bounds=(min(term.bounds[0] for term in kept), limit))


def greatest(*terms: Expression) -> Expression:
    """Return the greatest of numbers without those that are null and those that cannot be it.

    At least one of them is never null.
    """
    limit = max(term.bounds[0] for term in terms if not is_nullable(term))
    beyond = [term for term in terms if term.bounds[1] > limit]
    kept = _without_repeated(beyond, [term for term in terms if term.bounds[0] == limit])
    if len(kept) == 1:
        return kept[0]
    return Greatest(terms=kept, bounds=(limit, max(term.bounds[1] for term in kept)))


def _without_repeated(beyond: list[Expression], at_limit: list[Expression]) -> tuple[Expression, ...]:
    """Return the terms beyond a limit, and one that keeps to it where none of these does."""
    sure = [term for term in at_limit if not is_nullable(term)]
    keeps = any(term is other for term in beyond for other in sure)
    kept = beyond if keeps else [*beyond, sure[0]]
    return tuple(term for index, term in enumerate(kept) if term not in kept[:index])


def coalesce(value: Expression, otherwise: Expression) -> Expression:
    """Return a value, or another one where it is null."""
    bounds = min(value.bounds[0], otherwise.bounds[0]), max(value.bounds[1], otherwise.bounds[1])
    return Coalesce(left=value, right=otherwise, bounds=bounds) if is_nullable(value) else value


def is_null(value: Expression) -> Expression:
    """Return whether a value is null."""
    return IsNull(value=value, bounds=_TRUTH, is_truth=True) if is_nullable(value) else FALSE


def compare(left: Expression, relation: Relation, right: Expression) -> Expression:
    """Return how two numbers compare, decided where their bounds decide it.

    >>> compare(Column(name="x", bounds=(0, 5)), Relation.LESS, literal(6)) is TRUE
    True
    """
    decided = None if is_nullable(left) or is_nullable(right) else _decided(left, relation, right)
    if decided is not None:
        return TRUE if decided else FALSE
    return Compare(left=left, relation=relation, right=right, bounds=_TRUTH, is_truth=True)


def _decided(left: Expression, relation: Relation, right: Expression) -> bool | None:
    surely_less, surely_at_most = left.bounds[1] < right.bounds[0], left.bounds[1] <= right.bounds[0]
    surely_above, surely_at_least = left.bounds[0] > right.bounds[1], left.bounds[0] >= right.bounds[1]
    if relation is Relation.LESS:
        return True if surely_less else False if surely_at_least else None
    if relation is Relation.AT_MOST:
        return True if surely_at_most else False if surely_above else None
    apart = surely_less or surely_above
    if relation is Relation.EQUAL:
        return False if apart else True if left.bounds == right.bounds == _single(left) else None
    return True if apart else False if left.bounds == right.bounds == _single(left) else None


def _single(value: Expression) -> Bounds:
    return value.bounds[0], value.bounds[0]


def negation(value: Expression) -> Expression:
    """Return whether a truth value does not hold."""
    if isinstance(value, Literal):
        return FALSE if value.value else TRUE
    return value.value if isinstance(value, Not) else Not(value=value, bounds=_TRUTH, is_truth=True)


def all_of(*terms: Expression) -> Expression:
    """Return whether all truth values hold; they do where there is none."""
    if any(isinstance(term, Literal) and not term.value for term in terms):
        return FALSE
    kept = tuple(term for term in terms if not isinstance(term, Literal))
    if not kept:
        return TRUE
    return kept[0] if len(kept) == 1 else And(terms=kept, bounds=_TRUTH, is_truth=True)


def any_of(*terms: Expression) -> Expression:
    """Return whether any truth value holds; none does where there is none."""
    if any(isinstance(term, Literal) and term.value for term in terms):
        return TRUE
    kept = tuple(term for term in terms if not isinstance(term, Literal))
    if not kept:
        return FALSE
    return kept[0] if len(kept) == 1 else Or(terms=kept, bounds=_TRUTH, is_truth=True)


def case(condition: Expression, then: Expression, otherwise: Expression) -> Expression:
    """Return one of two values, as a condition says.

    >>> case(FALSE, literal(1), literal(2)).value
    2
    """
    if isinstance(condition, Literal):
        return then if condition.value else otherwise
    if then == otherwise:
        return then
    bounds = min(then.bounds[0], otherwise.bounds[0]), max(then.bounds[1], otherwise.bounds[1])
    return Case(condition=condition, then=then, otherwise=otherwise, bounds=bounds, is_truth=then.is_truth)


def is_nullable(value: Expression) -> bool:
    """Tell whether a value can be null: a column that may be, or a number that is computed of one."""
    if isinstance(value, Column):
        return value.nullable
    if isinstance(value, Missing):
        return True
    if isinstance(value, Coalesce):
        return is_nullable(value.right)
    if isinstance(value, (Least, Greatest)):
        return all(map(is_nullable, value.terms))
    if isinstance(value, Case):
        return is_nullable(value.then) or is_nullable(value.otherwise)
    return not isinstance(value, IsNull) and any(map(is_nullable, value.operands))


def columns_of(value: Expression) -> Iterator[Column]:
    """Iterate over the columns that an expression is computed of, each as often as it stands there."""
    if isinstance(value, Column):
        yield value
    for operand in value.operands:
        yield from columns_of(operand)
