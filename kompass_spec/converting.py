"""Convert scorecards to another edition: find the mapping that leads there, and call the converter."""

from collections import deque
from pathlib import Path
from typing import Any, final

from attrs import frozen

from kompass_spec.codec.converter import unstructure
from kompass_spec.composing import compose, identity_mapping, major_of, same_meaning
from kompass_spec.hooks import Converter
from kompass_spec.model import (
    Adjusted,
    Assessment,
    Assumed,
    Conversion,
    Converted,
    Edition,
    EditionMapping,
    Interval,
    Link,
    Scorecard,
    Statement,
)
from kompass_spec.plugins import Plugins, call_plugin, load_plugins
from kompass_spec.problems import InputError, Problem
from kompass_spec.quantities import exact_text
from kompass_spec.reading import DEFAULT_LIMIT
from kompass_spec.registry import Registry, load_registry
from kompass_spec.repinning import on_release
from kompass_spec.requests import ConvertRequest
from kompass_spec.scoring import score_path

__all__ = [
    "Conversions",
    "caveats",
    "conversions_data",
    "convert_path",
    "convert_scorecard",
    "find_mapping",
    "mappings_between",
    "pinned_edition",
    "statements_between",
]

_Place = tuple[str, int]

STANDARD = "mapping"
"""The name of the converter that is used unless another is asked for."""


@final
@frozen(kw_only=True)
class Conversions:
    """Hold the conversions of one file's scorecards, in its order, and the warnings of its import."""

    conversions: tuple[Conversion, ...]
    warnings: tuple[Problem, ...] = ()


def find_mapping(source: str, target: str, registry: Registry) -> EditionMapping:
    """Return the mapping between two editions: an authored one, its inverse, or the composition of the fewest of them.

    Each is an id, ``id@version`` or ``id@major``. Releases of one edition with no major step between them
    mean the same, and what a mapping says of one holds for the other. Raise ``InputError`` where no mapping
    leads there; ``UsageError`` where there is no such edition.

    >>> from kompass_spec import load_registry
    >>> find_mapping("se-2020", "se-2010", load_registry()).id
    'se-2020-to-se-2010'
    """
    start, end = registry.find(source), registry.find(target)
    if same_meaning(start, end):
        return identity_mapping(start, end)
    steps = mappings_between(source, target, registry)
    if not steps:
        reached = _reached(_place(start), _place(end), registry)
        raise InputError([Problem("no-mapping", _no_way(source, target, list(reached), registry))])
    found = steps[0]
    for step in steps[1:]:
        found = compose(found, step)
    # The releases that were asked for mean the same as those that the mappings were read with.
    return on_release(on_release(found, "source", start), "target", end)


def mappings_between(source: str, target: str, registry: Registry) -> tuple[EditionMapping, ...]:
    """Return the mappings that lead from one edition to another, in their order; none where none do.

    >>> [step.id for step in mappings_between("se-2020", "se-2010", load_registry())]
    ['se-2020-to-se-2016', 'se-2016-to-se-2010']
    """
    start, here = _place(registry.find(source)), _place(registry.find(target))
    reached = _reached(start, here, registry)
    steps: list[EditionMapping] = []
    while here in reached:
        steps.append(reached[here])
        here = _place(steps[-1].source)
    return tuple(reversed(steps))


def _reached(start: _Place, end: _Place, registry: Registry) -> dict[_Place, EditionMapping]:
    """Return the mapping by which each edition is first reached from ``start``, at least as far as ``end``."""
    steps: dict[_Place, dict[_Place, EditionMapping]] = {}
    for mapping in (*registry.mappings(), *registry.earlier_mappings()):
        for one in (mapping, mapping.invert()):
            steps.setdefault(_place(one.source), {}).setdefault(_place(one.target), one)
    came_from: dict[_Place, EditionMapping] = {}
    waiting = deque([(start, frozenset({start[0]}))])
    while waiting and end not in came_from:
        here, passed = waiting.popleft()
        for there in sorted(steps.get(here, {})):
            # From one major version to another of the same edition no way leads round by others.
            if there[0] not in passed and there not in came_from:
                came_from[there] = steps[here][there]
                waiting.append((there, passed | {there[0]}))
    return came_from


def _place(edition: Edition) -> _Place:
    return edition.id, major_of(edition)


def _no_way(source: str, target: str, reached: list[_Place], registry: Registry) -> str:
    """Say that no mapping leads from one edition to another, and what there is instead."""
    start, here = registry.find(source), registry.find(target)
    if here.id in {start.id, *(name for name, _ in reached)}:
        # What leads there leads to another major version, so the versions are what matters.
        known = ", ".join(sorted(f"{name}@{major}" for name, major in reached)) or "none"
        source, target = (f"{one.id}@{major_of(one)}" for one in (start, here))
    else:
        known = ", ".join(sorted({name for name, _ in reached})) or "none"
    broken = "".join(f" One is broken: {problem}" for problem in registry.mapping_problems()[:1])
    return (
        f"No mapping leads from {source} to {target}. From {source} there are mappings to: {known}. Author"
        f" one, or install a framework that brings it.{broken}"
    )


def caveats(source: str, target: str, registry: Registry) -> tuple[str, ...]:
    """Return what publishers have said without a figure about comparing editions on the way from one to another.

    Each is one sentence or more, with the editions that it is about, in English where it is there in English.

    >>> caveats("se-2016", "se-2020", load_registry())[0]
    'of se-2020 and se-2016: A municipality (Vallentuna, 2021) says that the newer edition makes higher demands; it gives no figure.'
    """
    return tuple(
        f"of {one.edition} and {one.other}: {one.text.in_any_language('en').words}"
        for one in statements_between(source, target, registry)
        if one.low is None
    )


def statements_between(source: str, target: str, registry: Registry) -> tuple[Statement, ...]:
    """Return all that publishers have said about comparing editions on the way from one to another, in its order.

    >>> first = statements_between("se-2016", "se-2010", load_registry())[0]
    >>> first.edition, first.low, first.high
    ('se-2016', Fraction(40, 1), Fraction(50, 1))
    """
    return tuple(one for mapping in mappings_between(source, target, registry) for one in mapping.statements)


def pinned_edition(assessment: Assessment, registry: Registry) -> str:
    """Return what the edition of a result is found by: the release that it pins where that is installed, else its id."""
    return assessment.release_key if assessment.release_key in registry else assessment.edition


def convert_scorecard(
    scorecard: Scorecard,
    edition: str,
    *,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
    converter: str = STANDARD,
) -> Conversion:
    """Return what a scorecard says of another edition: proved bounds, and apart from them what is assumed or adjusted.

    Raise ``InputError`` where no mapping leads there or the edition's weights are not known.
    """
    registry = registry if registry is not None else load_registry()
    mapping = find_mapping(pinned_edition(scorecard.assessment, registry), edition, registry)
    chosen = (plugins or load_plugins("converters")).choose("converters", converter)
    provided: Converter = chosen.provided
    request = ConvertRequest(scorecard=scorecard, mapping=mapping)
    result: Conversion = call_plugin(chosen, lambda: provided.convert(request), Conversion)
    return result


def convert_path(
    path: Path,
    edition: str,
    *,
    registry: Registry | None = None,
    plugins: Plugins | None = None,
    converter: str = STANDARD,
    of_edition: str | None = None,
    importer: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Conversions:
    """Return the conversions of everything in a file: a printed report, or JSON that the package wrote.

    Raise ``InputError`` with everything that is wrong with the file.

    >>> found = convert_path(Path("docs/examples/ornskoldsvik-2017.md"), "se-2010").conversions[0]
    >>> float(found.total.adjusted.interval.low), float(found.total.adjusted.interval.high)
    (589.8, 605.6)
    """
    registry = registry if registry is not None else load_registry()
    registry.find(edition)
    plugins = plugins or load_plugins("importers", "scorers", "converters")
    scored = score_path(
        path, registry=registry, plugins=plugins, edition=of_edition, importer=importer, limit=limit
    ).whole()
    try:
        conversions = tuple(
            convert_scorecard(card, edition, registry=registry, plugins=plugins, converter=converter)
            for card in scored.scorecards
        )
    except InputError as error:
        raise error.in_file(str(path)) from error.__cause__
    return Conversions(conversions=conversions, warnings=scored.warnings)


def conversions_data(found: Conversions) -> dict[str, Any]:
    """Return conversions and warnings as plain data for JSON."""
    return {
        "conversions": [conversion_data(conversion) for conversion in found.conversions],
        "warnings": [unstructure(warning) for warning in found.warnings],
    }


def conversion_data(conversion: Conversion) -> dict[str, Any]:
    """Return one conversion as plain data."""
    assessment, mapping = conversion.scorecard.assessment, conversion.mapping
    total = _converted_data(conversion.total, ("areas", "questions", "criteria"))
    areas = total.pop("areas")
    return {
        "from": mapping.source.id,
        "to": mapping.target.id,
        "organisation": unstructure(assessment.organisation),
        "year": assessment.year,
        "total": total,
        "areas": areas,
        "weakest_links": [
            {**_link_data(weak.link), "cost": exact_text(weak.cost)} for weak in conversion.weakest_links
        ],
    }


def _converted_data(one: Converted, levels: tuple[str, ...]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": one.code,
        "low": exact_text(one.low),
        "high": exact_text(one.high),
        "max": exact_text(one.max),
        "basis": one.basis.value,
        "reason": one.reason,
        "assumed": _assumed_data(one.assumed),
        "adjusted": _adjusted_data(one.adjusted),
    }
    if levels and (one.parts or levels[0] != "criteria"):
        data[levels[0]] = [_converted_data(part, levels[1:]) for part in one.parts]
    return data


def _ends(interval: Interval) -> dict[str, str]:
    return {"low": exact_text(interval.low), "high": exact_text(interval.high)}


def _assumed_data(assumed: Assumed | None) -> dict[str, Any] | None:
    if assumed is None:
        return None
    return {**_ends(assumed.interval), "links": [_link_data(link) for link in assumed.links]}


def _adjusted_data(adjusted: Adjusted | None) -> dict[str, Any] | None:
    if adjusted is None:
        return None
    return {
        **_ends(adjusted.interval),
        "statement": unstructure(adjusted.statement),
        "printed": _ends(adjusted.printed) if adjusted.printed is not None else None,
        "printed_sum": adjusted.printed_sum,
    }


def _link_data(link: Link) -> dict[str, Any]:
    return {
        "from": list(link.source),
        "to": list(link.target),
        "relation": link.relation.value,
        "reasons": [dict(reason) for reason in link.reasons],
        "reading": link.reading.value,
        "assumed": link.is_assumed,
    }
