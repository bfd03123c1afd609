"""Plant mistakes in the second implementation of conversion, and see which no vector finds.

``uv run python tests/conformance/mutate_naive.py --inputs 10000`` lists every mistake that all vectors pass
and that gives something else for one of so many random inputs: a vector should decide it. A mistake that
gives the same for all of them is none.
"""

import argparse
import ast
import copy
import json
import multiprocessing
import runpy
import signal
import sys
import time
from pathlib import Path
from typing import Any

from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st

from kompass_spec.documents.mappings import mapping_data
from kompass_spec.documents.structure import unstructure
from kompass_spec.releases.conformance import read_vectors
from kompass_testing import worlds

HERE = Path(__file__).parent
FILES = tuple(
    f"naive_{topic}" for topic in ("editions", "links", "sources", "following", "conversion", "adjusting")
)
TOPICS = ("conversion", "narrowest", "applicability", "chains")
SWAPS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub,
    ast.Sub: ast.Add, ast.Mult: ast.Div,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "ZERO": "ONE", "ONE": "ZERO"}
_run_path = runpy.run_path
WORK: dict[str, Any] = {}


def mistakes(tree):
    """Iterate over the places of a syntax tree that can be wrong, each with what to do there."""
    for number, node in enumerate(ast.walk(tree)):
        for field in ("op", "ops"):
            found = getattr(node, field, None)
            for place, one in enumerate(found if isinstance(found, list) else [found]):
                if type(one) in SWAPS:
                    yield number, field, place
        if isinstance(node, ast.Name) and node.id in NAMES and isinstance(node.ctx, ast.Load):
            yield number, "id", 0
        if isinstance(node, ast.Constant) and (isinstance(node.value, bool) or node.value in {0, 1, 2}):
            yield number, "value", 0
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
            yield number, "operand", 0


def planted(tree, mistake):
    """Return a copy of a tree with one mistake, and what it is."""
    number, field, place = mistake
    changed = copy.deepcopy(tree)
    node: Any = list(ast.walk(changed))[number]
    before = ast.unparse(node)
    if field == "ops":
        node.ops[place] = SWAPS[type(node.ops[place])]()
    elif field == "op":
        node.op = SWAPS[type(node.op)]()
    elif field == "id":
        node.id = NAMES[node.id]
    elif field == "value":
        node.value = (not node.value) if isinstance(node.value, bool) else node.value + 1
    elif isinstance(node.op, ast.Not):
        return _without(changed, node), f"{node.lineno}: {before} → {ast.unparse(node.operand)}"
    else:
        node.op = ast.UAdd()
    return changed, f"{node.lineno}: {before} → {ast.unparse(node)}"


def _without(tree, negation):
    class Without(ast.NodeTransformer):
        def visit_UnaryOp(self, node):
            self.generic_visit(node)
            return node.operand if node is negation else node

    return Without().visit(tree)


def loaded(changed=None, names=None):
    """Return the conversion of the second implementation, where some of its files are others."""

    def run_path(path, *more, **others):
        tree = (changed or {}).get(Path(path).stem)
        if tree is not None:
            found = {"__name__": Path(path).stem, "__file__": str(path), **(names or {})}
            exec(compile(ast.fix_missing_locations(tree), str(path), "exec"), found)  # noqa: S102 - a mutant
            return found
        return _run_path(path, *more, **others)

    runpy.run_path = run_path  # type: ignore[assignment]  # for as long as it loads
    try:
        return run_path(str(HERE / "naive_conversion.py"))["convert"], run_path(str(HERE / "naive_chains.py"))
    finally:
        runpy.run_path = _run_path


MET: set[int] = set()
"""The numbers of the mistakes that an input met."""
MET_ALWAYS: set[int] = set()
"""The numbers of the mistakes in statements, of which it is not noted whether they were met."""
PURE = (ast.BoolOp, ast.Compare, ast.BinOp, ast.UnaryOp, ast.IfExp, ast.GeneratorExp, ast.comprehension)
BUILTIN = {"any", "all", "min", "max", "sum", "len"}


def _watched(right, others):
    """Return what an expression gives, and note which mistakes in it would give something else."""
    found = right()
    for number, other in others:
        if number in MET:
            continue
        try:
            same = other() == found
        except Exception:  # noqa: BLE001 - whatever a mistake breaks, it is met
            same = False
        if not same:
            MET.add(number)
    return found


class Watched(ast.NodeTransformer):
    """Let expressions note the mistakes that would make another value of them: no other input can tell one.

    An expression is asked as far out as nothing but operators and functions without effects stand around.
    """

    def __init__(self, tree, places):
        # They are kept, so that no new node gets the identity of one that was replaced.
        self.nodes = nodes = list(ast.walk(tree))
        self.above = {id(below): node for node in nodes for below in ast.iter_child_nodes(node)}
        self.at: dict[int, list[tuple[int, ast.expr]]] = {}
        index = {id(node): place for place, node in enumerate(nodes)}
        for number, mistake in places:
            level = self._level(nodes[mistake[0]])
            if level is None:
                MET_ALWAYS.add(number)
                continue
            changed: Any = list(ast.walk(planted(tree, mistake)[0]))[index[id(level)]]
            self.at.setdefault(id(level), []).append((number, changed))

    def _level(self, node):
        level = node if isinstance(node, ast.expr) else None
        while _is_pure(above := self.above[id(node)]):
            node = above
            level = node if isinstance(node, ast.expr) and not isinstance(node, ast.GeneratorExp) else level
        inside = ast.walk(level) if level is not None else ()
        if level is None or any(isinstance(one, (ast.NamedExpr, ast.Yield)) for one in inside):
            return None
        return level

    def visit(self, node):
        places = self.at.get(id(node), [])
        self.generic_visit(node)
        if not places:
            return node
        others = [ast.Tuple([ast.Constant(number), _later(other)], ast.Load()) for number, other in places]
        return ast.Call(
            ast.Name("_watched", ast.Load()), [_later(node), ast.Tuple(list(others), ast.Load())], []
        )


def _is_pure(node):
    """Tell whether a node has no effect but its value."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in BUILTIN
    if isinstance(node, ast.Subscript):
        return isinstance(node.ctx, ast.Load)
    return isinstance(node, PURE)


def _later(expression):
    nothing = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
    return ast.Lambda(nothing, expression)


def vectors():
    """Iterate over what the vectors ask, and what they expect."""
    for topic in TOPICS:
        document = read_vectors(topic)
        for vector in document["vectors"]:
            yield document["editions"], vector


def answer(convert, along, editions, vector):
    more = {"kind": vector.get("kind", "municipality")}
    if "mappings" in vector:
        return along(editions, vector["mappings"], vector["scores"], **more)
    return convert(
        editions[vector["source"]], editions[vector["target"]], vector["mapping"], vector["scores"],
        vector.get("assessed"), omitted=vector.get("not_applicable", ()), **more,
    )  # fmt: skip


def random_inputs(count):
    """Return so many random inputs, the same ones every time."""
    found = []

    @settings(max_examples=count, derandomize=True, database=None, deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.data())
    def draw(data):
        pool = data.draw(worlds.pools(most=6))
        one, other = data.draw(worlds.editions(pool, "aa-1", "bb-1"))
        absent = data.draw(worlds.absences(one)) if data.draw(st.integers(0, 3)) == 0 else frozenset()
        if data.draw(st.integers(0, 3)) == 0:
            other = data.draw(worlds.of_kinds(other))
        mapping = evolve(data.draw(worlds.mappings(pool, one, other)), release="1.0.0")
        plain = mapping_data(mapping)
        for link in plain["links"]:
            if data.draw(st.integers(0, 7)) == 0:
                link |= {"relation": "equivalent", "of_source": None, "of_target": None}
        card = data.draw(worlds.cards(pool, one, data.draw(worlds.fulfilments(pool)), absent=absent))
        scores = [
            {"code": score.code, "low": str(score.low), "high": str(score.high)}
            for score in card.total.walk()
        ]
        found.append((unstructure(one.edition), unstructure(other.edition), plain, scores, sorted(absent)))

    draw()
    return found


def asked(convert, one):
    source, target, mapping, scores, omitted = one
    return convert(source, target, mapping, scores, omitted=omitted)


class TooLongError(Exception):
    """Say that a mistake made the work endless."""


def _stop(*_):
    raise TooLongError


def is_found(parts, known):
    """Tell whether a vector finds a mistake, or the work breaks by it."""
    convert, along = parts[0], parts[1]["convert_along"]
    return any(answer(convert, along, editions, vector) != vector["expected"] for editions, vector in known)


def attempt(seconds, work):
    """Return what comes of some work, and true where it breaks or takes too long."""
    signal.alarm(seconds)
    try:
        return work()
    except Exception:  # noqa: BLE001 - whatever a mistake breaks, it is found
        return True
    finally:
        signal.alarm(0)


def trees():
    return {name: ast.parse((HERE / f"{name}.py").read_text("utf-8")) for name in FILES}


def survives(task):
    """Tell whether a mistake passes all vectors."""
    name, mistake = task
    changed, _ = planted(trees()[name], mistake)
    return not attempt(120, lambda: is_found(loaded({name: changed}), WORK["known"]))


def meets(one):
    """Return how long an input takes, what is right for it, and which mistakes it met."""
    MET.clear()
    begun = time.process_time()
    right = asked(WORK["watched"], one)
    return time.process_time() - begun, right, MET_ALWAYS | MET


def quickest(met, count):
    """Return so many of the inputs, the quickest first, with what is right and the mistakes met."""
    order = sorted(range(len(met)), key=lambda number: met[number][0])[:count]
    return [(WORK["inputs"][number], *met[number][1:]) for number in order]


def watched(survivors):
    """Return the conversion that notes which of the mistakes it meets."""
    changed = {}
    for name, tree in trees().items():
        places = [(number, mistake) for number, (file, mistake) in enumerate(survivors) if file == name]
        changed[name] = Watched(tree, places).visit(tree)
    return loaded(changed, {"_watched": _watched})[0]


def differs(task):
    """Return what a mistake is, the number of the first input that tells it or None, and how many met it."""
    place, (name, mistake) = task
    changed, what = planted(trees()[name], mistake)
    mutant = loaded({name: changed})[0]
    met = [number for number, (_, _, places) in enumerate(WORK["right"]) if place in places]
    for number in met:
        one, right, _ = WORK["right"][number]
        if attempt(120, lambda one=one, right=right: asked(mutant, one) != right):
            return f"{name}:{what}", number, len(met)
    return f"{name}:{what}", None, len(met)


def told(what, count, done):
    """Iterate over what is done, and say how far it is: the whole of it takes hours."""
    for number, one in enumerate(done, start=1):
        sys.stderr.write(f"{number} of {count} {what}\n")
        sys.stderr.flush()
        yield one


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, _stop)
    WORK.update(known=list(vectors()), inputs=random_inputs(2 * options.inputs))
    tasks = [(name, mistake) for name, tree in trees().items() for mistake in mistakes(tree)]
    # A worker is a copy of this process, so the work is laid out before the workers start.
    work = multiprocessing.get_context("fork")
    with work.Pool(options.processes) as pool:
        passing = list(told("mistakes", len(tasks), pool.imap(survives, tasks, chunksize=1)))
        survivors = [task for task, passes in zip(tasks, passing, strict=True) if passes]
    WORK["watched"] = watched(survivors)
    with work.Pool(options.processes) as pool:
        # Few inputs take most of the time and tell no more than others do: the quicker half is asked.
        WORK["right"] = quickest(pool.map(meets, WORK["inputs"], chunksize=50), options.inputs)
    differing = 0
    with work.Pool(options.processes) as pool:
        tried = pool.imap_unordered(differs, enumerate(survivors))
        for what, number, met in told("survivors", len(survivors), tried):
            if number is None:
                sys.stderr.write(f"  the same for all inputs, {met} of which met it: {what}\n")
            else:
                differing += 1
                sys.stdout.write(f"{what}\n  by input {number}: {json.dumps(WORK['right'][number][0])}\n")
                sys.stdout.flush()
    sys.stdout.write(
        f"{len(tasks)} mistakes, {len(survivors)} pass all vectors, "
        f"{differing} of these differ on the quicker half of {2 * options.inputs} inputs\n"
    )
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main())
