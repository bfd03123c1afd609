"""Write what the analysis says as plain data for JSON; its schema lies beside this module."""

import json
from collections.abc import Iterable
from fractions import Fraction
from importlib.resources import files
from typing import Any

from kompass_sensitivity.results import Drivers, Estimate, FirmPair, FirmPlace, Sensitivity
from kompass_spec.model import Interval, Rank
from kompass_spec.model.problems import Problem
from kompass_spec.model.quantities import exact_text

__all__ = ["read_schema", "sensitivity_data"]


def read_schema() -> dict[str, Any]:
    """Return the JSON Schema of what ``sensitivity_data`` gives.

    >>> read_schema()["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    schema: dict[str, Any] = json.loads(
        (files("kompass_sensitivity") / "sensitivity.schema.json").read_text("utf-8")
    )
    return schema


def sensitivity_data(found: Sensitivity, warnings: Iterable[Problem] = ()) -> dict[str, Any]:
    """Return what the analysis says as plain data for JSON.

    Quantities are exact and are texts, shares of draws too; ``warnings`` stand beside what the analysis says
    itself.
    """
    sources = found.sources
    return {
        "edition": found.edition,
        "level": found.level,
        "codes": list(found.codes),
        "maximum": exact_text(found.maximum),
        "sources": {
            "rounding": sources.rounding,
            "weights": None if sources.weights is None else str(sources.weights),
            "mapping": sources.mapping,
        },
        "draws": found.draws,
        "seed": found.seed,
        "support": found.support.value,
        "places": [_place_data(place) for place in found.places],
        "is_every_pair": found.is_every_pair,
        "pairs": [_pair_data(pair) for pair in found.pairs],
        "drivers": [_drivers_data(drivers) for drivers in found.drivers],
        "warnings": [_problem_data(problem) for problem in dict.fromkeys((*warnings, *found.problems))],
    }


def _place_data(place: FirmPlace) -> dict[str, Any]:
    assessment = place.scorecard.assessment
    return {
        "organisation": _organisation_data(place),
        "year": assessment.year,
        "edition": assessment.edition,
        "is_converted": place.converted,
        "points": _ends(place.points),
        "rank": _rank_data(place.rank),
        "possible": _rank_data(place.possible),
        "seen": _rank_data(place.seen),
        "likely": _rank_data(place.likely),
        "median": place.median,
        "mean": _estimate_data(place.mean),
        "acceptability": [
            {"place": number, "share": exact_text(share)}
            for number, share in enumerate(place.acceptability, start=1)
            if share
        ],
        "narrow": exact_text(place.narrow),
    }


def _organisation_data(place: FirmPlace) -> dict[str, Any]:
    organisation = place.scorecard.assessment.organisation
    return {
        "name": organisation.name,
        "kind": organisation.kind.value if organisation.kind is not None else None,
        "country": organisation.country,
        "code": organisation.code,
    }


def _pair_data(pair: FirmPair) -> dict[str, Any]:
    return {
        "higher": pair.higher,
        "lower": pair.lower,
        "is_certain": pair.is_certain,
        "ahead": _estimate_data(pair.ahead),
        "behind": exact_text(pair.behind),
        "equal": exact_text(pair.equal),
        "chance": _optional(pair.chance),
        "holds_within": _optional(pair.holds_within),
        "difference": exact_text(pair.difference),
        "deviation": exact_text(pair.deviation),
        "allowed": _ends(pair.allowed),
    }


def _drivers_data(drivers: Drivers) -> dict[str, Any]:
    return {
        "of": list(drivers.of),
        "drivers": [
            {
                "code": driver.code,
                "first": exact_text(driver.first),
                "first_error": exact_text(driver.first_error),
                "total": exact_text(driver.total),
                "total_error": exact_text(driver.total_error),
            }
            for driver in drivers.drivers
        ],
    }


def _estimate_data(estimate: Estimate) -> dict[str, Any]:
    return {
        "value": exact_text(estimate.value),
        "error": exact_text(estimate.error),
        "running": [exact_text(one) for one in estimate.running],
    }


def _rank_data(rank: Rank) -> dict[str, int]:
    return {"best": rank.best, "worst": rank.worst, "of": rank.of}


def _ends(interval: Interval) -> dict[str, str]:
    return {"low": exact_text(interval.low), "high": exact_text(interval.high)}


def _optional(quantity: Fraction | None) -> str | None:
    return None if quantity is None else exact_text(quantity)


def _problem_data(problem: Problem) -> dict[str, Any]:
    data = {
        "code": problem.code,
        "message": problem.message,
        "file": problem.file,
        "pointer": problem.pointer,
        "line": problem.line,
    }
    within = {"page": problem.page, "sheet": problem.sheet, "cell": problem.cell}
    return data | {key: value for key, value in within.items() if value is not None}
