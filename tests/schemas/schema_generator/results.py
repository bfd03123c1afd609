"""The parts of documents that are computed and have no class
to be read as: scores, conversions, comparisons, listings."""

from collections.abc import Mapping

from schema_generator.shapes import Shapes, array, nullable
from schema_generator.values import Schema

from kompass_spec.model import (
    Assessment,
    Basis,
    Change,
    Completeness,
    Discrepancy,
    Organisation,
    Reading,
    Relation,
    Source,
    Statement,
)
from kompass_spec.model.cohort import Support
from kompass_spec.model.comparison import Verdict
from kompass_spec.model.dataset import Caveat, PublishedMean
from kompass_spec.model.difference import RULES, Step
from kompass_spec.model.problems import Problem
from kompass_spec.registry.ledger import Entry

__all__ = [
    "assessment",
    "checked_file",
    "cited_mean",
    "cited_source",
    "cohort",
    "column",
    "conversion",
    "difference",
    "error",
    "failure",
    "found",
    "known_edition",
    "ledger",
    "listed_edition",
    "listed_plugin",
    "listed_schema",
    "release",
    "row",
    "scorecard",
    "slow_import",
    "unchecked_file",
    "warning",
    "written_file",
]

_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_LINE: Schema = nullable({"type": "integer", "minimum": 1})
_YEAR: Schema = nullable({"type": "integer", "minimum": 1000, "maximum": 9999})
_BASIS: Schema = {"enum": [one.value for one in Basis]}
_COMPLETENESS: Schema = {"enum": [one.value for one in Completeness]}
_LEVEL: Schema = {"enum": ["question", "area", None]}
_VERDICT: Schema = {"enum": [one.value for one in Verdict]}
_COMPUTED = ("width", "share", "lost", "contradicted")
"""What a reader of a score can compute from the rest, or takes for granted."""
_EMPTY = ("year", "year_inferred", "printed", "sum_of_printed", "questions", "discrepancies")
"""What a released scorecard leaves out where it is null or empty, and ``kompass score`` never does."""


def _defined(shapes: Shapes, name: str, properties: Mapping[str, Schema], **more: object) -> Schema:
    """Return a reference to a part that the package only writes: keys may be added to it later."""
    words = str(more.pop("words", name))
    if name not in shapes.definitions:
        shapes.definitions[name] = shapes.table(words, properties, closed=False, **more)  # type: ignore[arg-type]  # what is left are keywords of JSON Schema
    return {"$ref": f"#/$defs/{name}"}


def assessment(shapes: Shapes) -> Schema:
    """Return the shape of an assessment."""
    return shapes.of_class(Assessment)


def warning(shapes: Shapes) -> Schema:
    """Return the shape of a warning as it is kept beside results."""
    return shapes.of_class(Problem)


def error(shapes: Shapes) -> Schema:
    """Return the shape of an error: with a line where one is known, else with a pointer."""
    name = "error"
    if name not in shapes.definitions:
        shapes.definitions[name] = {
            **shapes.table(
                name,
                {
                    "message": _TEXT,
                    "file": nullable(_TEXT),
                    "line": {"type": "integer", "minimum": 1},
                    "pointer": nullable(shapes.value("pointer")),
                    "code": shapes.value("problem-code"),
                },
                required=["message", "file", "code"],
                closed=False,
            ),
            "oneOf": [{"required": ["line"]}, {"required": ["pointer"]}],
        }
    return {"$ref": f"#/$defs/{name}"}


def scorecard(shapes: Shapes, *, released: bool = False) -> Schema:
    """Return the shape of a scorecard: what is computed stands in it for those who read.

    One that is ``released`` leaves out what is null or empty.
    """
    ever = () if released and not shapes.complete else _EMPTY
    properties = {
        "edition": shapes.value("edition-id"),
        "organisation": shapes.of_class(Organisation),
        "year": _YEAR,
        "year_inferred": _FLAG,
        "total": _score(shapes, "total-score", (), ever),
        "areas": array(_score(shapes, "area-score", ("questions", "criteria"), ever)),
        "discrepancies": array(
            shapes.of_class(Discrepancy, extra={"lines": array({"type": "integer", "minimum": 1})})
        ),
        "assessment": assessment(shapes),
    }
    if "scorecard" not in shapes.definitions:
        shapes.definitions["scorecard"] = shapes.table(
            "scorecard",
            properties,
            required=[key for key in properties if key not in _EMPTY or key in ever],
            description=(
                "An exact interval for every item, and every discrepancy between the printed figures."
            ),
        )
    return {"$ref": "#/$defs/scorecard"}


def _score(shapes: Shapes, name: str, levels: tuple[str, ...], ever: tuple[str, ...]) -> Schema:
    points, printed = shapes.value("amount"), nullable(shapes.value("quantity"))
    properties: dict[str, Schema] = {
        "code": shapes.value("scored-item"),
        "low": points,
        "high": points,
        "width": points,
        "max": shapes.value("positive"),
        "printed": printed,
        "sum_of_printed": printed,
        "share": _span(shapes, "shares", "fraction"),
        "lost": points,
        "contradicted": _FLAG,
    }
    left_out = () if shapes.complete else _COMPUTED
    required = [key for key in properties if key not in left_out and (key not in _EMPTY or key in ever)]
    if levels:
        below = {"questions": "question-score", "criteria": "criterion-score"}[levels[0]]
        properties[levels[0]] = array(_score(shapes, below, levels[1:], ever))
        if levels[0] in ever:
            required.append("questions")
    shapes.definitions[name] = shapes.table(
        "score", properties, required=required, description="What is known of one item, in points."
    )
    return {"$ref": f"#/$defs/{name}"}


def _span(shapes: Shapes, name: str, kind: str) -> Schema:
    if name not in shapes.definitions:
        ends = {"low": shapes.value(kind), "high": shapes.value(kind)}
        shapes.definitions[name] = shapes.table(name, ends)
    return {"$ref": f"#/$defs/{name}"}


def conversion(shapes: Shapes) -> Schema:
    """Return the shape of a conversion."""
    weak = _defined(shapes, "weak-link", {**_link(shapes), "cost": shapes.value("amount")}, words="said-link")
    return _defined(
        shapes,
        "conversion",
        {
            "from": shapes.value("edition-id"),
            "to": shapes.value("edition-id"),
            "organisation": shapes.of_class(Organisation),
            "year": _YEAR,
            "total": _converted(shapes, "converted-total", ()),
            "areas": array(_converted(shapes, "converted-area", ("questions", "criteria"))),
            "weakest_links": array(weak),
        },
    )


def _link(shapes: Shapes) -> dict[str, Schema]:
    return {
        "from": array(shapes.value("item"), minItems=1),
        "to": array(shapes.value("item"), minItems=1),
        "relation": {"enum": [one.value for one in Relation]},
        "reasons": array(shapes.text()),
        "reading": {"enum": [one.value for one in Reading]},
        "assumed": _FLAG,
    }


def _converted(shapes: Shapes, name: str, levels: tuple[str, ...]) -> Schema:
    points = shapes.value("quantity")
    link = _defined(shapes, "said-link", _link(shapes))
    amount = shapes.value("amount")
    assumed = _defined(shapes, "assumed", {"low": amount, "high": amount, "links": array(link, minItems=1)})
    adjusted = _defined(
        shapes,
        "adjusted",
        {
            "low": points,
            "high": points,
            "statement": shapes.of_class(Statement),
            "printed": nullable(_span(shapes, "points", "quantity")),
            "printed_sum": _FLAG,
        },
    )
    properties: dict[str, Schema] = {
        "code": shapes.value("scored-item"),
        "low": amount,
        "high": amount,
        "max": shapes.value("positive"),
        "basis": _BASIS,
        "reason": _TEXT,
        "assumed": nullable(assumed),
        "adjusted": nullable(adjusted),
    }
    required = list(properties)
    if levels:
        below = {"questions": "converted-question", "criteria": "converted-criterion"}[levels[0]]
        properties[levels[0]] = array(_converted(shapes, below, levels[1:]))
        required += [levels[0]] if levels[0] == "questions" else []
    return _defined(shapes, name, properties, words="converted", required=required)


def column(shapes: Shapes) -> Schema:
    """Return the shape of one column of a comparison."""
    return _defined(
        shapes,
        "column",
        {
            "organisation": shapes.of_class(Organisation),
            "year": _YEAR,
            "year_inferred": _FLAG,
            "edition": shapes.value("edition-id"),
        },
    )


def row(shapes: Shapes) -> Schema:
    """Return the shape of one row of a comparison."""
    perhaps = nullable(shapes.value("quantity"))
    amount = nullable(shapes.value("amount"))
    ends = {"low": perhaps, "high": perhaps}
    cell = _defined(
        shapes,
        "cell",
        {
            "code": nullable(shapes.value("scored-item")),
            "low": amount,
            "high": amount,
            "printed": perhaps,
            "sum_of_printed": perhaps,
            "basis": _BASIS,
        },
    )
    points = shapes.value("quantity")
    side = _defined(shapes, "printed-side", {"low": points, "high": points, "is_sum": _FLAG})
    pair = _defined(shapes, "printed-pair", {"earlier": side, "later": side})
    likely = _defined(
        shapes,
        "likely",
        {"low": points, "high": points, "verdict": _VERDICT, "reason": _TEXT, "printed": nullable(pair)},
    )
    movement = _defined(
        shapes,
        "movement",
        {
            "on": _TEXT,
            **ends,
            "verdict": _VERDICT,
            "reason": _TEXT,
            "printed": nullable(pair),
            "assumed": nullable(likely),
            "adjusted": nullable(likely),
        },
    )
    return _defined(
        shapes,
        "row",
        {"item": shapes.value("scored-item"), "cells": array(cell), "changes": array(movement)},
    )


def difference(shapes: Shapes) -> dict[str, Schema]:
    """Return the keys of a difference."""
    kinds = sorted({*RULES, *(one.value for one in Change if one is not Change.SAME)})
    codes = array(shapes.value("item"))
    alteration = _defined(
        shapes, "alteration", {"kind": {"enum": kinds}, "from": codes, "to": codes, "reason": _TEXT}
    )
    return {"changes": array(alteration), "step": {"enum": [*(one.value for one in Step), None]}}


def release(shapes: Shapes) -> dict[str, Schema]:
    """Return the keys of a release that was planned or carried out."""
    shapes.definitions.setdefault("difference", shapes.table("document", difference(shapes), closed=False))
    return {
        "entry": shapes.of_class(Entry),
        "difference": nullable({"$ref": "#/$defs/difference"}),
        "line": _TEXT,
        "content": nullable(_TEXT),
        "changelog": _TEXT,
        "written": _FLAG,
    }


def ledger(shapes: Shapes) -> Schema:
    """Return the shape of what was verified of one ledger."""
    head = {"anyOf": [shapes.value("sha256"), {"const": ""}]}
    return _defined(
        shapes,
        "ledger",
        {
            "distribution": _TEXT,
            "entries": _COUNT,
            "head": head,
            "unchecked": array(_TEXT),
            "withdrawn": array(_TEXT),
        },
    )


def found(shapes: Shapes) -> Schema:
    """Return the shape of what a linter found."""
    properties = {
        "rule": _TEXT,
        "message": _TEXT,
        "file": _TEXT,
        "line": _LINE,
        "pointer": nullable(shapes.value("pointer")),
    }
    return _defined(shapes, "found", properties)


def unchecked_file(shapes: Shapes) -> Schema:
    """Return the shape of what a linter could not check."""
    return _defined(shapes, "unchecked-file", {"message": _TEXT, "file": _TEXT})


def checked_file(shapes: Shapes) -> Schema:
    """Return the shape of what was checked and found to be fine."""
    return _defined(shapes, "checked-file", {"file": _TEXT, "holds": _TEXT})


def listed_edition(shapes: Shapes) -> Schema:
    """Return the shape of an edition in a list."""
    return _defined(
        shapes,
        "listed-edition",
        {
            "id": shapes.value("edition-id"),
            "release": shapes.value("version"),
            "title": shapes.text(),
            "publisher": _TEXT,
            "country": shapes.value("country"),
            "valid_from": shapes.value("date"),
            "valid_to": nullable(shapes.value("date")),
            "completeness": _COMPLETENESS,
            "scored_by": _LEVEL,
            "known": _TEXT,
            "areas": _COUNT,
            "questions": _COUNT,
        },
    )


def known_edition(shapes: Shapes) -> Schema:
    """Return the shape of an edition beside results, with how much is known of it."""
    properties = {
        "id": shapes.value("edition-id"),
        "release": shapes.value("version"),
        "completeness": _COMPLETENESS,
        "scored_by": _LEVEL,
        "known": _TEXT,
    }
    return _defined(shapes, "known-edition", properties)


def cohort(shapes: Shapes) -> Schema:
    """Return the shape of a cohort: results on one edition, and what they say together."""
    span = nullable(_span(shapes, "points", "quantity"))
    who: dict[str, Schema] = {
        "organisation": shapes.of_class(Organisation),
        "year": _YEAR,
        "year_inferred": _FLAG,
        "edition": shapes.value("edition-id"),
    }
    asked = _defined(shapes, "asked", who, words="who")
    member = _defined(
        shapes,
        "member",
        {**who, "dataset": nullable(_TEXT), "cited": array(_TEXT), "caveats": array(shapes.of_class(Caveat))},
        words="who",
    )
    rank = _defined(
        shapes, "rank", {key: {"type": "integer", "minimum": 1} for key in ("best", "worst", "of")}
    )
    spans = ("mean", "median", "least", "greatest", "lower_quartile", "upper_quartile", "asked")
    item = _defined(
        shapes,
        "cohort-item",
        {
            "code": shapes.value("scored-item"),
            "count": _COUNT,
            "assumed": _COUNT,
            "support": {"enum": [one.value for one in Support]},
            "values": array(_span(shapes, "points", "quantity")),
            **dict.fromkeys(spans, span),
            "asked_assumed": _FLAG,
            "rank": nullable(rank),
        },
    )
    return _defined(
        shapes,
        "cohort",
        {
            "edition": shapes.value("edition-id"),
            "asked": nullable(asked),
            "results": array(member),
            "items": array(item),
            "statements": array(shapes.of_class(Statement)),
        },
    )


def cited_mean(shapes: Shapes) -> Schema:
    """Return the shape of a published mean with its dataset."""
    return shapes.of_class(PublishedMean, "CitedMean", {"dataset": _TEXT})


def cited_source(shapes: Shapes) -> Schema:
    """Return the shape of a source with the dataset that has it."""
    return shapes.of_class(Source, "CitedSource", {"dataset": _TEXT})


def slow_import(shapes: Shapes) -> Schema:
    """Return the shape of a plugin that takes long to import."""
    properties: dict[str, Schema] = {
        "distribution": _TEXT,
        "version": _TEXT,
        "kind": _TEXT,
        "message": _TEXT,
    }
    return _defined(shapes, "slow-import", properties)


def listed_plugin(shapes: Shapes) -> Schema:
    """Return the shape of a plugin in a list."""
    kinds = array(_TEXT, minItems=1)
    return _defined(
        shapes, "listed-plugin", {"name": _TEXT, "distribution": _TEXT, "version": _TEXT, "kinds": kinds}
    )


def failure(shapes: Shapes) -> Schema:
    """Return the shape of a plugin that cannot be used."""
    return _defined(
        shapes, "failure", {"distribution": _TEXT, "version": _TEXT, "kind": _TEXT, "message": _TEXT}
    )


def written_file(shapes: Shapes) -> Schema:
    """Return the shape of a file that was written."""
    return _defined(shapes, "written-file", {"file": _TEXT, "output": _TEXT})


def listed_schema(shapes: Shapes) -> Schema:
    """Return the shape of a schema in a list."""
    return _defined(
        shapes, "listed-schema", {"name": _TEXT, "id": _TEXT, "title": _TEXT, "description": _TEXT}
    )
