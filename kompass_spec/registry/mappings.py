"""Find the mappings that lead from one edition to another, and what publishers have said on the way."""

from collections import deque
from collections.abc import Iterable
from functools import reduce
from itertools import chain

from kompass_spec.model import Assessment, Edition, EditionMapping, Statement
from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.composition import compose
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.same_meaning import identity_mapping, major_of, on_release, same_meaning
from kompass_spec.model.side import Side
from kompass_spec.registry.registry import Registry

__all__ = [
    "cautions_between",
    "caveats",
    "find_mapping",
    "find_steps",
    "mappings_between",
    "pinned_edition",
    "statements_between",
]

_Major = tuple[str, int]
"""An edition's id with a major version: its releases of that version mean the same."""


def find_mapping(source: str, target: str, registry: Registry) -> EditionMapping:
    """Return the mapping between two editions: an authored one, its inverse, or a composition of the fewest.

    Each edition is an id, ``id@version`` or ``id@major``. Releases of one edition with no major step between
    them mean the same, and what a mapping says of one holds for the other. Raise ``InputError`` where no
    mapping leads there; ``UsageError`` where there is no such edition.

    >>> from kompass_spec import load_registry
    >>> find_mapping("se-2020", "se-2010", load_registry()).id
    'se-2020-to-se-2010'
    """
    check_arguments(find_mapping, locals())
    return registry.once(
        ("mapping", source, target), lambda: reduce(compose, find_steps(source, target, registry))
    )


def find_steps(source: str, target: str, registry: Registry) -> tuple[EditionMapping, ...]:
    """Return the mappings that lead from one edition to another, one after the other, on their releases.

    There is one at least: that of an edition to itself, where the two mean the same. Raise as
    ``find_mapping`` does.

    >>> from kompass_spec import load_registry

    >>> [step.id for step in find_steps("se-2016", "se-2016", load_registry())]
    ['se-2016-to-se-2016']
    """
    return registry.once(("steps", source, target), lambda: _find_steps(source, target, registry))


def _find_steps(source: str, target: str, registry: Registry) -> tuple[EditionMapping, ...]:
    start, end = registry.find(source), registry.find(target)
    if same_meaning(start, end):
        return (identity_mapping(start, end),)
    steps = list(mappings_between(source, target, registry))
    if not steps:
        reached = _reached(_major(start), _major(end), registry)
        raise InputError([Problem("no-mapping", _no_way(source, target, list(reached), registry))])
    # The releases that were asked for mean the same as those that the mappings were read with.
    steps[0] = on_release(steps[0], Side.SOURCE, start)
    steps[-1] = on_release(steps[-1], Side.TARGET, end)
    return tuple(steps)


def mappings_between(source: str, target: str, registry: Registry) -> tuple[EditionMapping, ...]:
    """Return the mappings that lead from one edition to another, in their order; none where there is no way.

    >>> from kompass_spec import load_registry

    >>> [step.id for step in mappings_between("se-2020", "se-2010", load_registry())]
    ['se-2020-to-se-2016', 'se-2016-to-se-2010']
    """
    start, here = _major(registry.find(source)), _major(registry.find(target))
    reached = _reached(start, here, registry)
    steps: list[EditionMapping] = []
    while here in reached:
        steps.append(reached[here])
        here = _major(steps[-1].source)
    return tuple(reversed(steps))


def _reached(start: _Major, end: _Major, registry: Registry) -> dict[_Major, EditionMapping]:
    """Return the mapping by which each edition is first reached from ``start``, up to ``end`` at least."""
    steps = registry.once(("all steps",), lambda: _steps(registry))
    came_from: dict[_Major, EditionMapping] = {}
    waiting = deque([(start, frozenset({start[0]}))])
    while waiting and end not in came_from:
        here, passed = waiting.popleft()
        for there in sorted(steps.get(here, {})):
            # From one major version to another of the same edition no way leads round by others.
            if there[0] not in passed and there not in came_from:
                came_from[there] = steps[here][there]
                waiting.append((there, passed | {there[0]}))
    return came_from


def _steps(registry: Registry) -> dict[_Major, dict[_Major, EditionMapping]]:
    """Return every mapping, and every inverse of one, by the editions that it leads from and to."""
    steps: dict[_Major, dict[_Major, EditionMapping]] = {}
    for mapping in (*registry.mappings(), *registry.earlier_mappings()):
        for step in (mapping, mapping.invert()):
            # The newest release of a mapping comes first, and earlier ones do not take its place.
            steps.setdefault(_major(step.source), {}).setdefault(_major(step.target), step)
    return steps


def _major(edition: Edition) -> _Major:
    return edition.id, major_of(edition)


def _no_way(source: str, target: str, reached: list[_Major], registry: Registry) -> str:
    """Say that no mapping leads from one edition to another, and what there is instead."""
    start, end = registry.find(source), registry.find(target)
    if end.id in {start.id, *(name for name, _ in reached)}:
        # What leads there leads to another major version, so the versions are what matters.
        known = ", ".join(sorted(f"{name}@{major}" for name, major in reached)) or "none"
        source, target = (f"{edition.id}@{major_of(edition)}" for edition in (start, end))
    else:
        known = ", ".join(sorted({name for name, _ in reached})) or "none"
    broken = "".join(f" One is broken: {problem}" for problem in registry.mapping_problems()[:1])
    read = {mapping.id for mapping in registry.mappings()}
    newer = (told for name, told in registry.mapping_cautions().items() if name not in read)
    broken += "".join(f" {told[0].message}" for told in newer if told)
    return (
        f"No mapping leads from {source} to {target}. From {source} there are mappings to: {known}. Author"
        f" one, or install a framework that brings it.{broken}"
    )


def caveats(source: str, target: str, registry: Registry) -> tuple[str, ...]:
    """Return what publishers say, without a figure, about comparing editions on the way from one to another.

    Each is one sentence or more, with the editions that it is about, in English where it is there in English.

    >>> from kompass_spec import load_registry

    >>> caveats("se-2016", "se-2020", load_registry())[0].partition(" says")[0]
    'of se-2020 and se-2016: A municipality (Vallentuna, 2021)'
    """
    return tuple(
        f"of {statement.edition} and {statement.other}: {statement.text.in_any_language('en').words}"
        for statement in statements_between(source, target, registry)
        if statement.low is None
    )


def statements_between(source: str, target: str, registry: Registry) -> tuple[Statement, ...]:
    """Return all that publishers say about comparing editions on the way from one to another, in its order.

    >>> from kompass_spec import load_registry

    >>> first = statements_between("se-2016", "se-2010", load_registry())[0]
    >>> first.edition, first.low, first.high
    ('se-2016', Fraction(40, 1), Fraction(50, 1))
    """
    steps = mappings_between(source, target, registry)
    return tuple(statement for mapping in steps for statement in mapping.statements)


def cautions_between(pairs: Iterable[tuple[str, str]], registry: Registry) -> tuple[Problem, ...]:
    """Return what whoever goes from one edition to another by mappings has to be told, each once.

    It is what has to be told of the editions at both ends, who else claims an edition between them, and of
    the mappings who else claims one, that newer releases of it cannot be read, or that it says more than this
    version knows. Where no mapping leads from one to the other, only the ends count.

    >>> from kompass_spec import load_registry

    >>> cautions_between([("se-2010", "se-2020")], load_registry())
    ()
    """
    of_mappings = registry.mapping_cautions()
    told: dict[Problem, None] = {}
    for source, target in dict.fromkeys(pairs):
        told |= dict.fromkeys(registry.cautions((source, target)))
        steps = (
            mappings_between(source, target, registry) if source in registry and target in registry else ()
        )
        for step in steps:
            # A mapping is used in either direction under the one id that it was released by.
            mappings = step.id, step.invert().id
            told |= dict.fromkeys(chain.from_iterable(of_mappings.get(name, ()) for name in mappings))
            told |= dict.fromkeys(registry.claims((*mappings, step.source.id, step.target.id)))
    return tuple(told)


def pinned_edition(assessment: Assessment, registry: Registry) -> str:
    """Return what finds the edition of a result: the release that it pins, if installed, else its id."""
    return assessment.release_key if assessment.release_key in registry else assessment.edition
