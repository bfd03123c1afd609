"""Write conversions as plain data for JSON, and read them back where they are written whole."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from attrs import evolve

from kompass_spec.documents.mappings import mapping_data, mapping_from_data
from kompass_spec.documents.problems import problems_data
from kompass_spec.documents.rereading import Parts, held_against, interval_of
from kompass_spec.documents.scorecards import placed_in_levels, scorecard_data, scorecard_from_data
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.model import (
    Adjusted,
    Assumed,
    Certificate,
    Conversion,
    Converted,
    Edition,
    EditionMapping,
    Interval,
    Link,
    Scorecard,
    WeakLink,
)
from kompass_spec.model.conversion import Conversions
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.quantities import exact_text

__all__ = [
    "conversion_data",
    "conversion_from_data",
    "conversions_data",
    "conversions_from_data",
    "whole_conversion_data",
    "whole_conversions_data",
]

_LEVELS = ("areas", "questions", "criteria")
_WHAT = "a conversion"
_ADVICE = "Only what Conversion.to_json wrote is whole; the command leaves it out. Add it."


def conversions_data(conversions: Conversions) -> dict[str, Any]:
    """Return conversions and warnings as plain data for JSON."""
    return {
        "conversions": [conversion_data(conversion) for conversion in conversions.conversions],
        "warnings": problems_data(conversions.warnings),
    }


def conversion_data(conversion: Conversion) -> dict[str, Any]:
    """Return one conversion as plain data."""
    assessment, mapping = conversion.scorecard.assessment, conversion.mapping
    total = _converted_data(conversion.total, _LEVELS)
    areas = total.pop("areas")
    return {
        "from": mapping.source.id,
        "to": mapping.target.id,
        "organisation": unstructure(assessment.organisation),
        "year": assessment.year,
        "steps": list(conversion.steps),
        "total": total,
        "areas": areas,
        "weakest_links": [
            {**_link_data(weak.link), "cost": exact_text(weak.cost)} for weak in conversion.weakest_links
        ],
    }


def _converted_data(converted: Converted, levels: tuple[str, ...]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": converted.code,
        "low": exact_text(converted.low),
        "high": exact_text(converted.high),
        "max": exact_text(converted.max),
        "basis": converted.basis.value,
        "reason": converted.reason,
        "applies": converted.applies,
        "low_by_steps": converted.low_by_steps,
        "high_by_steps": converted.high_by_steps,
        "assumed": _assumed_data(converted.assumed),
        "adjusted": _adjusted_data(converted.adjusted),
    }
    if levels and (converted.parts or levels[0] != "criteria"):
        data[levels[0]] = [_converted_data(part, levels[1:]) for part in converted.parts]
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


def whole_conversion_data(conversion: Conversion) -> dict[str, Any]:
    """Return one conversion as plain data with all that it is read from again.

    That is the scorecard, the mapping, and which releases of the editions it is between.
    """
    certificate = conversion.certificate
    return {
        **conversion_data(conversion),
        "from_release": _release(conversion.mapping.source),
        "to_release": _release(conversion.mapping.target),
        "scorecard": scorecard_data(conversion.scorecard),
        "mapping": mapping_data(conversion.mapping),
        **({"certificate": unstructure(certificate)} if certificate is not None else {}),
    }


def whole_conversions_data(conversions: Conversions) -> dict[str, Any]:
    """Return conversions with all that they are read from again, and warnings."""
    return {
        "conversions": [whole_conversion_data(conversion) for conversion in conversions.conversions],
        "warnings": problems_data(conversions.warnings),
    }


def _release(edition: Edition) -> str | None:
    return edition.release if edition.is_released else None


def conversion_from_data(data: object, editions: Mapping[str, Edition]) -> Conversion:
    """Return the conversion that plain data describe, between two of ``editions``.

    Raise ``InputError`` with every problem at once, also where what could be computed does not agree.
    """
    parts = Parts(_WHAT, data)
    card, mapping = _scorecard(parts), _mapping(parts, editions)
    certificate = parts.data.get("certificate")
    read = parts.read("/certificate", certificate, Certificate) if certificate is not None else None
    steps = parts.under("steps", tuple[str, ...])
    total, areas = parts.given("total"), parts.given("areas")
    if card is None or mapping is None:
        raise InputError(parts.problems)
    links = {(link.source, link.target): unstructure(link) for link in mapping.links}
    if isinstance(total, Mapping):
        total = {**total, "areas": areas}
    whole = _total(parts, _plain_converted(total, _LEVELS, links))
    weakest = parts.under("weakest_links", tuple[WeakLink, ...], partial(_plain_weak, links=links))
    if whole is None or weakest is None or steps is None or parts.problems:
        raise InputError(parts.problems)
    conversion = Conversion(
        scorecard=card,
        mapping=mapping,
        total=whole,
        weakest_links=weakest,
        steps=steps,
        certificate=read,
    )
    held_against(parts.data, whole_conversion_data(conversion), _WHAT)
    return conversion


def conversions_from_data(data: object, editions: Mapping[str, Edition]) -> Conversions:
    """Return conversions and warnings from plain data; raise ``InputError`` with every problem at once."""
    parts = Parts("a list of conversions", data)
    found: list[Conversion] = []
    listed = parts.given("conversions")
    if listed is not None and not isinstance(listed, list):
        parts.problems.append(
            Problem("wrong-type", "The conversions must be a list.", pointer="/conversions")
        )
    for position, one in enumerate(listed if isinstance(listed, list) else ()):
        try:
            found.append(conversion_from_data(one, editions))
        except InputError as error:
            parts.refuse(f"/conversions/{position}", error)
    warnings = parts.read("/warnings", parts.data.get("warnings", []), tuple[Problem, ...])
    parts.unknown({"conversions", "warnings", "editions"})
    if warnings is None or parts.problems:
        raise InputError(parts.problems)
    return Conversions(conversions=tuple(found), warnings=warnings)


def _scorecard(parts: Parts) -> Scorecard | None:
    data = parts.given("scorecard", _ADVICE)
    if data is None:
        return None
    try:
        return scorecard_from_data(data)
    except InputError as error:
        parts.refuse("/scorecard", error)
        return None


def _mapping(parts: Parts, editions: Mapping[str, Edition]) -> EditionMapping | None:
    """Return the mapping on exactly the releases that the conversion names."""
    data = parts.given("mapping", _ADVICE)
    if data is None:
        return None
    try:
        mapping = mapping_from_data(data, editions)
        return evolve(
            mapping,
            source=_exactly(mapping.source, parts.data.get("from_release"), editions, "/from_release"),
            target=_exactly(mapping.target, parts.data.get("to_release"), editions, "/to_release"),
        )
    except InputError as error:
        parts.refuse("" if all(one.pointer in _RELEASES for one in error.problems) else "/mapping", error)
        return None


_RELEASES = frozenset({"/from_release", "/to_release"})


def _exactly(edition: Edition, release: Any, editions: Mapping[str, Edition], pointer: str) -> Edition:
    """Return the release of an edition that is named; a draft is the edition as it is given."""
    if release is None or release == edition.release:
        return edition
    key = f"{edition.id}@{release}"
    if key not in editions:
        sentence = f"There is no {key!r} among the editions. Install the framework that brings it."
        raise InputError([Problem("unknown-edition", sentence, pointer=pointer)])
    return editions[key]


def _total(parts: Parts, data: Any) -> Converted | None:
    """Return the converted total; what is wrong with it is placed where its document has it."""
    if data is None:
        return None
    try:
        return structure(data, Converted)
    except InputError as error:
        placed = InputError(placed_in_levels(problem.under("/total")) for problem in error.problems)
        parts.refuse("", placed)
        return None


def _plain_converted(data: Any, levels: tuple[str, ...], links: Mapping[Any, Any]) -> Any:
    """Return a converted item with its keys as the class has them, and its links whole."""
    if not isinstance(data, Mapping):
        return data
    plain = {key: value for key, value in data.items() if key not in levels[:1]}
    if levels and levels[0] in data:
        below = data[levels[0]]
        plain["parts"] = (
            [_plain_converted(part, levels[1:], links) for part in below]
            if isinstance(below, list)
            else below
        )
    if isinstance(assumed := data.get("assumed"), Mapping):
        plain["assumed"] = {**interval_of(assumed), "links": _whole_links(assumed.get("links"), links)}
    if isinstance(adjusted := data.get("adjusted"), Mapping):
        plain["adjusted"] = interval_of(adjusted)
    return plain


def _whole_links(listed: Any, links: Mapping[Any, Any]) -> Any:
    return [_whole_link(link, links) for link in listed] if isinstance(listed, list) else listed


def _whole_link(link: Any, links: Mapping[Any, Any]) -> Any:
    """Return the link of the mapping between the same codes; itself where there is none."""
    if not isinstance(link, Mapping):
        return link
    source, target = link.get("from"), link.get("to")
    if not (isinstance(source, list) and isinstance(target, list)):
        return link
    if not all(isinstance(code, str) for code in (*source, *target)):
        return link
    return links.get((tuple(source), tuple(target)), link)


def _plain_weak(listed: Any, links: Mapping[Any, Any]) -> Any:
    if not isinstance(listed, list):
        return listed
    return [
        {
            "link": _whole_link({key: value for key, value in weak.items() if key != "cost"}, links),
            "cost": weak.get("cost"),
        }
        if isinstance(weak, Mapping)
        else weak
        for weak in listed
    ]
