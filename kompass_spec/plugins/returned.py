"""Look at what a plugin returned: objects may have been made past their checks, or changed after them."""

from collections.abc import Callable, Sequence
from enum import Enum
from fractions import Fraction
from itertools import repeat
from operator import attrgetter
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin

from attrs import fields, has

from kompass_spec.model.lookups import cut
from kompass_spec.plugins.reasons import RefusedError, cut_texts, plain_text

__all__ = ["check_returned"]

_EXACT = (str, int, bool, Fraction, bytes, type(None))
_LARGEST = 10**1000
"""A number beyond this, or a part of a fraction, nobody can write or read."""
_UNSEEN = frozenset({"Edition", "EditionMapping"})
"""Classes whose objects come from the request, and are too large to be looked at with every answer."""


class _Wanted(NamedTuple):
    """Say what a field may hold: objects of exactly these classes, and of what a tuple of it holds.

    ``kinds`` is ``None`` where anything may stand; ``element`` is what a tuple of any length has,
    ``elements`` what one of a certain length has; ``is_nested`` tells whether objects of the model are among
    them.
    """

    kinds: frozenset[type] | None
    element: "_Wanted | None" = None
    elements: "tuple[_Wanted, ...]" = ()
    is_nested: bool = False

    @property
    def has_parts(self) -> bool:
        """Tell whether the parts of a tuple have to be looked at."""
        return bool(self.elements) or (self.element is not None and self.element.kinds is not None)


class _Shape(NamedTuple):
    """Hold how the objects of a class are looked at; ``fine`` are the classes of fields that were."""

    names: tuple[str, ...]
    values: Callable[[Any], Any]
    wanted: tuple[_Wanted, ...]
    nested: tuple[tuple[int, _Wanted], ...]
    rule: Callable[[Any], str | None] | None
    fine: set[tuple[type, ...]]
    is_unseen: bool


_ANYTHING = _Wanted(None)
_shapes: dict[type, _Shape] = {}


def check_returned(result: Any, trusted: Sequence[object] = ()) -> None:
    """Raise ``RefusedError`` where anything in an object of the model is not what its class says.

    ``trusted`` are objects that the plugin was given, and which it may return as they are. A text of a class
    of the plugin's own is replaced by its letters, and a sentence that nobody would read to its end is cut.
    """
    try:
        _check(result, {id(one) for one in trusted})
    except _WrongError as wrong:
        raise RefusedError(f"{''.join(wrong.place[::-1]) or 'it'} {wrong.what}") from None


class _WrongError(Exception):
    """Say what is wrong, and where: the steps from the innermost object to the outermost."""

    def __init__(self, what: str, *place: str) -> None:
        self.what = what
        self.place = list(place)
        super().__init__(what)


def _check(value: Any, trusted: set[int]) -> None:
    """Look at an object and at all that it holds.

    Every answer of a plugin waits for this: of a class whose fields were fine once, the classes of all fields
    are compared at once, and where something stands is put together only when it is wrong.
    """
    kind = type(value)
    shape = _shapes.get(kind) or _shape_of(kind)
    names, values_of, _, nested, rule, fine, is_unseen = shape
    if is_unseen or id(value) in trusted:
        return
    try:
        values = values_of(value)
    except AttributeError:
        raise _WrongError(f"is a {kind.__name__} that was made without its fields") from None
    if tuple(map(type, values)) not in fine:
        values = _checked_fields(value, values, shape)
    for index, wanted in nested:
        held = values[index]
        # Most of what may hold something holds nothing.
        if held:
            try:
                if type(held) is tuple:
                    _check_tuple(held, wanted, trusted)
                else:
                    _check(held, trusted)
            except _WrongError as wrong:
                wrong.place.append(f"/{names[index]}")
                raise
    if rule is not None and (what := rule(value)) is not None:
        raise _WrongError(what)


def _checked_fields(value: Any, values: tuple[Any, ...], shape: _Shape) -> tuple[Any, ...]:
    """Hold the classes of fields, and return their values; a text of another class becomes a plain one."""
    for name, one, wanted in zip(shape.names, values, shape.wanted, strict=True):
        kind = type(one)
        if wanted.kinds is None or kind in wanted.kinds:
            continue
        if str not in wanted.kinds or not issubclass(kind, str):
            raise _other_kind(kind, wanted.kinds, f"/{name}")
        object.__setattr__(value, name, plain_text(one))
    values = shape.values(value)
    shape.fine.add(tuple(map(type, values)))
    return values


def _other_kind(kind: type, kinds: frozenset[type], place: str) -> _WrongError:
    names = sorted(one.__name__.replace("NoneType", "None") for one in kinds)
    return _WrongError(f"is {kind.__name__} instead of {' or '.join(names)}", place)


def _check_tuple(held: tuple[Any, ...], wanted: _Wanted, trusted: set[int]) -> None:
    """Look at all that a tuple holds."""
    if wanted.elements and len(wanted.elements) != len(held):
        raise _WrongError(f"has {len(held)} parts instead of {len(wanted.elements)}")
    expected = wanted.elements or repeat(wanted.element)
    for index, (one, of_this) in enumerate(zip(held, expected, strict=False)):
        if of_this is None:
            continue
        kinds, _, _, is_nested = of_this
        if kinds is None:
            continue
        if type(one) not in kinds:
            raise _other_kind(type(one), kinds, f"/{index}")
        try:
            if is_nested:
                _check(one, trusted)
            elif of_this.has_parts:
                _check_tuple(one, of_this, trusted)
        except _WrongError as wrong:
            wrong.place.append(f"/{index}")
            raise


def _shape_of(kind: type) -> _Shape:
    shown = [field for field in fields(kind) if not field.name.startswith("_")]
    names = tuple(field.name for field in shown)
    wanted = tuple(_wanted(field.type, kind) for field in shown)
    shape = _Shape(
        names=names,
        values=_values_of(names),
        wanted=wanted,
        nested=tuple((index, one) for index, one in enumerate(wanted) if one.is_nested or one.has_parts),
        rule=_RULES.get(kind.__name__),
        fine=set(),
        is_unseen=kind.__name__ in _UNSEEN,
    )
    _shapes[kind] = shape
    return shape


def _values_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gives the values of these fields, as many as there are."""
    if not names:
        return lambda _: ()
    getter = attrgetter(*names)
    return getter if len(names) > 1 else lambda value: (getter(value),)


def _wanted(hint: Any, owner: type) -> _Wanted:
    """Return what a field of this type may hold; ``owner`` is the class that a type in quotes names."""
    if isinstance(hint, str):
        if hint == f"tuple[{owner.__name__}, ...]":
            return _sequence(_Wanted(frozenset({owner}), is_nested=True))
        return _ANYTHING
    if isinstance(hint, UnionType):
        return _union([_wanted(one, owner) for one in get_args(hint)])
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint), owner)
    is_nested = isinstance(hint, type) and has(hint)
    if is_nested or hint in _EXACT or (isinstance(hint, type) and issubclass(hint, Enum)):
        return _Wanted(frozenset({hint}), is_nested=is_nested)
    return _ANYTHING


def _tuple(inner: tuple[Any, ...], owner: type) -> _Wanted:
    if inner[-1] is Ellipsis:
        return _sequence(_wanted(inner[0], owner))
    return _Wanted(frozenset({tuple}), elements=tuple(_wanted(one, owner) for one in inner))


def _sequence(element: _Wanted) -> _Wanted:
    return _Wanted(frozenset({tuple}), element=element)


def _union(choices: Sequence[_Wanted]) -> _Wanted:
    if any(choice.kinds is None for choice in choices):
        return _ANYTHING
    held = next((choice for choice in choices if choice.element or choice.elements), None)
    return _Wanted(
        frozenset().union(*(choice.kinds or () for choice in choices)),
        element=held.element if held else None,
        elements=held.elements if held else (),
        is_nested=any(choice.is_nested for choice in choices),
    )


def _bounds(score: Any) -> str | None:
    low, high = score.low, score.high
    # As whole numbers, since fractions take ten times as long to compare.
    over, below = low.as_integer_ratio()
    if not -_LARGEST < over < _LARGEST > below:
        return "has numbers of more than 1000 digits"
    if low is high:
        return None
    other, below_other = high.as_integer_ratio()
    if not -_LARGEST < other < _LARGEST > below_other:
        return "has numbers of more than 1000 digits"
    if over * below_other > other * below:
        return f"({score.code}) is from {low} to {high}, of which the first is the greater"
    return None


def _finding(finding: Any) -> str | None:
    cut_texts(finding)
    if not finding.rule.strip():
        return "has no rule"
    if _is_too_large(finding.line):
        return "has a line of more than 1000 digits"
    return None if finding.message.strip() else "has no message"


def _linted(linted: Any) -> str | None:
    object.__setattr__(linted, "unchecked", tuple(map(cut, linted.unchecked)))
    for name in ("rules", "references"):
        pairs = tuple((cut(rule), cut(words)) for rule, words in getattr(linted, name))
        object.__setattr__(linted, name, pairs)
    return None


def _is_too_large(number: int | None) -> bool:
    return number is not None and not -_LARGEST < number < _LARGEST


def _place(place: Any) -> str | None:
    if _is_too_large(place.line) or _is_too_large(place.page):
        return "has a line or page of more than 1000 digits"
    if any(number is not None and number < 1 for number in (place.line, place.page)):
        return "has a line or page before the first, which is 1"
    return "has a sheet or a cell without a name" if "" in {place.sheet, place.cell} else None


def _block(block: Any) -> str | None:
    if block.level < 0 or block.indent < 0:
        return "has a level or an indent below 0"
    if block.kind.value != "table":
        return "has rows, which only a table has" if block.rows else None
    return "is a table with a text beside its rows" if block.text else None


def _covering(cell: Any) -> str | None:
    return "covers no column or no row, not even its own" if cell.columns < 1 or cell.rows < 1 else None


def _imported(imported: Any) -> str | None:
    if imported.assessments or imported.warnings:
        return None
    return "holds no assessment, and no warning that says why"


def _problem(problem: Any) -> str | None:
    if _is_too_large(problem.line) or _is_too_large(problem.page):
        return "has a line or page of more than 1000 digits"
    cut_texts(problem)
    return None if problem.message.strip() and problem.code.strip() else "says nothing"


def _checked_again(value: Any) -> str | None:
    """Do once more what the class does when an object of it is made."""
    try:
        value.__attrs_post_init__()
    except (ValueError, TypeError) as error:
        return f"cannot be: {str(error).rstrip('.')}"
    return None


_RULES: dict[str, Callable[[Any], str | None]] = {
    "Assessment": _checked_again,
    "Block": _block,
    "BlockCell": _covering,
    "Converted": _bounds,
    "Imported": _imported,
    "Interval": _checked_again,
    "LintFinding": _finding,
    "Linted": _linted,
    "Observation": _checked_again,
    "Place": _place,
    "Problem": _problem,
    "Score": _bounds,
}
"""What has to hold of the objects of a class, beside the classes of their fields."""
