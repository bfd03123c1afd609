"""Write scorecards as JSON for every reader, and read them back without loss."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve

from kompass_spec.documents.problems import problems_data
from kompass_spec.documents.rereading import Parts, held_against, needed
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.model import Assessment, Discrepancy, Score, Scorecard
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.scorecard import Scored

__all__ = [
    "placed_in_levels",
    "read_scored",
    "scorecard_data",
    "scorecard_from_data",
    "scorecards_in",
    "scored_data",
]

_DERIVED = ("width", "share", "lost")
_LEVELS = ("areas", "questions", "criteria")


def scorecard_data(scorecard: Scorecard) -> dict[str, Any]:
    """Return a scorecard as plain data, with what can be computed from the rest, for those who read."""
    total = _score_data(scorecard.total, _LEVELS)
    areas = total.pop("areas")
    assessment = scorecard.assessment
    return {
        "scorer": scorecard.scorer,
        "edition": assessment.edition,
        "organisation": unstructure(assessment.organisation),
        "year": assessment.year,
        "year_inferred": assessment.year_inferred,
        "total": total,
        "areas": areas,
        "discrepancies": [_discrepancy_data(discrepancy) for discrepancy in scorecard.discrepancies],
        "assessment": unstructure(assessment),
    }


def scorecard_from_data(data: object) -> Scorecard:
    """Return the scorecard that plain data describes.

    Raise ``InputError`` with every problem at once; what could be computed must agree with the rest.
    """
    if not isinstance(data, Mapping):
        raise InputError(
            [Problem("wrong-type", "A scorecard must be a table of keys and values.", pointer="")]
        )
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    total = data.get("total")
    if isinstance(total, Mapping):
        total = {**total, "areas": data.get("areas")}
    wanted: tuple[tuple[str, Any, type], ...] = (
        ("assessment", data.get("assessment"), Assessment),
        ("total", _plain_score(total, _LEVELS), Score),
        ("discrepancies", _plain_discrepancies(data.get("discrepancies", [])), tuple[Discrepancy, ...]),
    )
    if data.get("areas") is None:
        problems.append(needed("areas", "a scorecard"))
        wanted = tuple(part for part in wanted if part[0] != "total" or part[1] is None)
    for key, value, kind in wanted:
        if value is None:
            problems.append(needed(key, "a scorecard"))
            continue
        try:
            parts[key] = structure(value, kind)
        except InputError as error:
            problems.extend(placed_in_levels(problem.under(f"/{key}")) for problem in error.problems)
    if problems:
        raise InputError(problems)
    scorecard = Scorecard(**parts, scorer=_scorer(data))
    if impossible := list(_impossible(scorecard.total, "", "/total", _LEVELS)):
        raise InputError(impossible)
    held_against(data, scorecard_data(scorecard), "a scorecard")
    return scorecard


def _scorer(data: Mapping[str, Any]) -> str | None:
    """Return the name of the scorer that a scorecard is of, ``None`` where it was not kept."""
    name = data.get("scorer")
    if name is None or isinstance(name, str):
        return name
    sentence = "The scorer of a scorecard is its name, a text in quotes. Write it, or leave it out."
    raise InputError([Problem("wrong-type", sentence, pointer="/scorer")])


def placed_in_levels(problem: Problem) -> Problem:
    """Return a problem with its place in the file, where parts stand under the name of their level."""
    pointer = problem.pointer or ""
    if not pointer.startswith("/total/parts/"):
        return problem
    for level in _LEVELS:
        pointer = pointer.replace("/parts/", f"/{level}/", 1)
    return evolve(problem, pointer=pointer.removeprefix("/total"))


def _impossible(score: Score, path: str, pointer: str, levels: tuple[str, ...]) -> Iterator[Problem]:
    """Find scores that cannot be: where a bound is above the other or above the maximum."""
    if not 0 <= score.low <= score.high <= score.max:
        sentence = (
            f"The points of {score.code!r} are from {exact_text(score.low)} to {exact_text(score.high)}, of"
            f" {exact_text(score.max)}. Correct `low`, `high` or `max`, or score the report again."
        )
        yield Problem("bad-value", sentence, pointer=f"{pointer}/low")
    if not score.applies and score.max:
        sentence = (
            f"{score.code!r} does not apply, and this gives it a maximum of {exact_text(score.max)} points."
            " Write 0, or score the report again."
        )
        yield Problem("bad-value", sentence, pointer=f"{pointer}/max")
    for number, part in enumerate(score.parts):
        below = f"{path}/{levels[0]}/{number}"
        yield from _impossible(part, below, below, levels[1:])


def _score_data(score: Score, levels: tuple[str, ...]) -> dict[str, Any]:
    data = {
        "code": score.code,
        "low": exact_text(score.low),
        "high": exact_text(score.high),
        "width": exact_text(score.width),
        "max": exact_text(score.max),
        "printed": unstructure(score.printed) if score.printed is not None else None,
        "sum_of_printed": unstructure(score.sum_of_printed) if score.sum_of_printed is not None else None,
        "share": unstructure(score.share),
        "lost": exact_text(score.lost),
        "contradicted": score.contradicted,
        "applies": score.applies,
    }
    if levels and (score.parts or levels[0] != "criteria"):
        data[levels[0]] = [_score_data(part, levels[1:]) for part in score.parts]
    return data


def _plain_score(data: Any, levels: tuple[str, ...]) -> Any:
    """Return the data without what is derived, and the parts under the key that the model has for them."""
    if not isinstance(data, Mapping):
        return data
    plain = {key: value for key, value in data.items() if key not in _DERIVED}
    if levels and levels[0] in plain:
        parts = plain.pop(levels[0])
        plain["parts"] = (
            [_plain_score(part, levels[1:]) for part in parts] if isinstance(parts, list) else parts
        )
    return plain


def _discrepancy_data(discrepancy: Discrepancy) -> dict[str, Any]:
    return {**unstructure(discrepancy), "lines": list(discrepancy.lines)}


def _plain_discrepancies(data: Any) -> Any:
    if not isinstance(data, list):
        return data
    return [
        (
            {key: value for key, value in discrepancy.items() if key != "lines"}
            if isinstance(discrepancy, Mapping)
            else discrepancy
        )
        for discrepancy in data
    ]


def scored_data(scored: Scored) -> dict[str, Any]:
    """Return scorecards and warnings as plain data for JSON."""
    return {
        "scorecards": [scorecard_data(scorecard) for scorecard in scored.scorecards],
        "warnings": problems_data(scored.warnings),
    }


_BESIDE = frozenset({"scorecards", "warnings", "editions", "errors"})


def read_scored(data: Mapping[str, Any], check: Callable[[Scorecard], None] | None = None) -> Scored:
    """Return scorecards with warnings and errors from plain data, each as ``check`` allows.

    Raise ``InputError`` with every problem at once, also those that ``check`` raises.
    """
    cards: list[Scorecard] = []
    problems: list[Problem] = []
    listed = data.get("scorecards")
    if not isinstance(listed, list) or not listed:
        sentence = "There is no scorecard in this file. Score a report first."
        raise InputError([Problem("no-assessment", sentence, pointer="/scorecards")])
    for position, scorecard in enumerate(listed):
        try:
            card = scorecard_from_data(scorecard)
            if check is not None:
                check(card)
            cards.append(card)
        except InputError as error:
            problems.extend(problem.under(f"/scorecards/{position}") for problem in error.problems)
    unknown = sorted(set(map(str, data)) - _BESIDE)
    problems.extend(
        Problem("unknown-key", f"{key!r} is not a key of a score. Remove it.", pointer="") for key in unknown
    )
    told: dict[str, tuple[Problem, ...]] = {}
    for key in ("warnings", "errors"):
        try:
            told[key] = structure(data.get(key, []), tuple[Problem, ...])
        except InputError as error:
            problems.extend(problem.under(f"/{key}") for problem in error.problems)
    if problems:
        raise InputError(problems)
    return Scored(scorecards=tuple(cards), warnings=told["warnings"], problems=told["errors"])


def scorecards_in(parts: Parts, by: str) -> tuple[Scorecard, ...]:
    """Return the scorecards that a document has whole; what is wrong with them is noted among its problems.

    ``by`` names the class whose method writes them, which commands leave out.
    """
    listed = parts.given("scorecards", f"Only what {by}.to_json wrote is whole. Add it.")
    if listed is not None and not isinstance(listed, list):
        parts.problems.append(Problem("wrong-type", "The scorecards must be a list.", pointer="/scorecards"))
    cards: list[Scorecard] = []
    for position, one in enumerate(listed if isinstance(listed, list) else ()):
        try:
            cards.append(scorecard_from_data(one))
        except InputError as error:
            parts.refuse(f"/scorecards/{position}", error)
    return tuple(cards)
