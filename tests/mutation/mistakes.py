"""Plant one mistake at a time into a module: a dropped warning, a turned comparison, a lost sign."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from attrs import frozen

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or,
    ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
FIGURES = {"value", "points", "precision", "low", "high", "max"}
"""Names of arguments that are figures: they lose their sign, or their decimals."""

Edit = Callable[[Any], Any]
Place = tuple[int, Edit]
"""The number of a node, counted in the order of a walk, and what is done to it."""


@frozen
class Mistake:
    """Hold one mistake: its statement's lines, the code before and behind, and the module with it."""

    line: int
    lines: range
    before: str
    after: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.line}: {self.before} → {self.after}"


class _Within(ast.NodeTransformer):
    """Replace the node of one number, counted in the order of a walk, by what an edit makes of it."""

    def __init__(self, node: ast.AST, edited: ast.AST) -> None:
        self.node, self.edited = node, edited

    def visit(self, node: ast.AST) -> Any:
        return self.edited if node is self.node else self.generic_visit(node)


def mistakes_in(source: str) -> Iterator[Mistake]:
    """Iterate over every mistake that a module can have, from its first line to its last."""
    for place in places_in(source):
        mistake = planted(source, place)
        if mistake is not None:
            yield mistake


def places_in(source: str, naming: re.Pattern[str] = re.compile("")) -> list[Place]:
    """Return where a mistake can be planted and which, in the order of lines, without planting any.

    Where a pattern is given, only lines in which it is found get mistakes.
    """
    tree, lines = ast.parse(source), source.splitlines()
    code = {id(node) for node in _code(tree)}
    looped = {id(node) for node in _in_loops(tree)}
    places = [
        (_line(node), number, edit)
        for number, node in enumerate(ast.walk(tree))
        if id(node) in code and naming.search(lines[getattr(node, "lineno", 1) - 1])
        for edit in _edits(node, in_loop=id(node) in looped)
    ]
    return [(number, edit) for _, number, edit in sorted(places, key=lambda place: place[:2])]


def planted(source: str, place: Place) -> Mistake | None:
    """Return the mistake at a place, ``None`` where it would change nothing."""
    number, edit = place
    tree = ast.parse(source)
    right = ast.dump(tree)
    node: Any = list(ast.walk(tree))[number]
    before, line, lines = _first_line(node), node.lineno, _lines_around(tree, node)
    edited = edit(node)
    after = _first_line(edited)
    whole = ast.fix_missing_locations(_Within(node, edited).visit(tree))
    return None if before == after or ast.dump(whole) == right else Mistake(line, lines, before, after, whole)


def spread(count: int) -> list[int]:
    """Return the numbers below ``count`` so that any first part of them is spread evenly."""
    bits = count.bit_length()
    turned = (int(f"{number:0{bits}b}"[::-1], 2) for number in range(1 << bits))
    return [number for number in turned if number < count]


def _line(node: Any) -> int:
    return int(node.lineno)


def _lines_around(tree: ast.Module, node: ast.AST) -> range:
    """Return the lines of the innermost statement around a node, of a compound one those of its head."""
    lines = range(_line(node), _line(node) + 1)
    for one in ast.walk(tree):
        if isinstance(one, ast.stmt) and any(inner is node for inner in ast.walk(one)):
            body = getattr(one, "body", None)
            last = body[0].lineno - 1 if body else one.end_lineno or one.lineno
            if last >= _line(node):
                lines = range(one.lineno, max(last, one.lineno) + 1)
    return lines


def _first_line(node: ast.AST) -> str:
    return ast.unparse(node).partition("\n")[0][:100]


def _code(tree: ast.Module) -> Iterator[ast.AST]:
    """Iterate over what runs when a function is called: no annotations, decorators or docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for statement in node.body:
                if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
                    yield from _without_annotations(statement)


def _without_annotations(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _without_annotations(child)


def _in_loops(tree: ast.Module) -> Iterator[ast.AST]:
    for loop in ast.walk(tree):
        if isinstance(loop, (ast.For, ast.While)):
            yield from ast.walk(loop)


def _edits(node: ast.AST, *, in_loop: bool) -> Iterator[Edit]:
    """Iterate over what may be done to a node."""
    if isinstance(node, ast.Raise):
        yield lambda _: ast.Continue() if in_loop else ast.Pass()
    if isinstance(node, ast.Expr) and isinstance(node.value, (ast.Call, ast.Yield, ast.YieldFrom)):
        yield (
            lambda one: (
                ast.Pass() if isinstance(one.value, ast.Call) else ast.If(ast.Constant(False), [one], [])
            )
        )
    if isinstance(node, ast.AugAssign):
        yield lambda _: ast.Pass()
    if isinstance(node, ast.Continue):
        yield lambda _: ast.Break()
        yield lambda _: ast.Pass()
    if isinstance(node, (ast.If, ast.IfExp)):
        for constant in (True, False):
            yield partial(_whatever, constant)
    yield from _edits_of_expressions(node)


def _edits_of_expressions(node: ast.AST) -> Iterator[Edit]:
    if isinstance(node, ast.Compare):
        yield from (
            partial(_other_comparison, place) for place, one in enumerate(node.ops) if type(one) in SWAPS
        )
    elif isinstance(node, (ast.BoolOp, ast.BinOp)) and type(node.op) in SWAPS:
        yield lambda one: _with(one, op=SWAPS[type(one.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield lambda one: one.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield lambda one: ast.Constant(not one.value if isinstance(one.value, bool) else one.value + 1)
    elif isinstance(node, ast.Name) and node.id in NAMES and isinstance(node.ctx, ast.Load):
        yield lambda one: ast.Name(NAMES[one.id], ast.Load())
    elif isinstance(node, ast.keyword) and node.arg in FIGURES:
        yield from (partial(_through, name) for name in ("abs", "round"))
    elif isinstance(node, ast.Call) and len(node.args) > 1 and not _is_symmetric(node.func):
        yield lambda one: _with(one, args=[one.args[1], one.args[0], *one.args[2:]])
    elif isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp)):
        places = [place for place, part in enumerate(node.generators) if part.ifs]
        yield from (partial(_without_condition, place) for place in places)


def _is_symmetric(function: ast.expr) -> bool:
    """Tell whether a function asks for its arguments in any order."""
    return isinstance(function, ast.Name) and function.id in {"min", "max"}


def _other_comparison(place: int, node: Any) -> Any:
    operators = [*node.ops]
    operators[place] = SWAPS[type(operators[place])]()
    return _with(node, ops=operators)


def _whatever(constant: bool, node: Any) -> Any:
    return _with(node, test=ast.Constant(constant))


def _through(name: str, node: Any) -> Any:
    return ast.keyword(node.arg, ast.Call(ast.Name(name, ast.Load()), [node.value], []))


def _without_condition(place: int, node: Any) -> Any:
    generators = [*node.generators]
    generators[place] = _with(generators[place], ifs=[])
    return _with(node, generators=generators)


def _with(node: Any, **fields: Any) -> Any:
    made = type(node)(**{**dict(ast.iter_fields(node)), **fields})
    return ast.copy_location(made, node) if hasattr(node, "lineno") else made
