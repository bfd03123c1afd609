"""Write conversions as plain data for JSON."""

from typing import Any

from kompass_spec.documents.problems import problems_data
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Adjusted, Assumed, Conversion, Converted, Interval, Link
from kompass_spec.model.conversion import Conversions
from kompass_spec.model.quantities import exact_text

__all__ = ["conversions_data"]


def conversions_data(conversions: Conversions) -> dict[str, Any]:
    """Return conversions and warnings as plain data for JSON."""
    return {
        "conversions": [conversion_data(conversion) for conversion in conversions.conversions],
        "warnings": problems_data(conversions.warnings),
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
