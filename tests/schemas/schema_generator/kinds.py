"""The kind of every key of a class: what its type leaves open, and what parts call by a name."""

from collections.abc import Mapping

from schema_generator.values import Schema

from kompass_spec import model
from kompass_spec.documents.mappings import MappingFile
from kompass_spec.documents.registers import _Register
from kompass_spec.model import Change, PublishedMean, Source
from kompass_spec.model.cohort import Support
from kompass_spec.model.comparison import Verdict
from kompass_spec.model.difference import RULES
from kompass_spec.model.problems import Problem
from kompass_spec.model.version import Step
from kompass_spec.registry.ledger import Entry

__all__ = ["COMPUTED", "NEVER_EMPTY", "PLAIN", "class_of", "kind_of"]

_CLASSES: Mapping[str, type] = {
    **{kind.__name__: kind for kind in (Entry, Problem, Support, Verdict)},
    "CitedMean": PublishedMean,
    "CitedSource": Source,
    "Mapping": MappingFile,
    "Register": _Register,
}
"""The classes that are no names of the model, or that have more names than one."""

COMPUTED: Mapping[str, Mapping[str, str]] = {
    "CitedMean": {"dataset": "string"},
    "CitedSource": {"dataset": "string"},
    "Discrepancy": {"lines": "number*"},
    "Register": {"names": "names", "aliases": "aliases"},
}
"""The keys that a document has beside the attributes of a class."""

PLAIN: Mapping[str, Schema] = {
    "string": {"type": "string"},
    "empty": {"const": ""},
    "zero": {"const": "0"},
    "flag": {"type": "boolean"},
    "count": {"type": "integer", "minimum": 0},
    "number": {"type": "integer", "minimum": 1},
    "year": {"type": "integer", "minimum": 1000, "maximum": 9999},
    "level": {"enum": ["question", "area", None]},
    "step": {"enum": [*(step.value for step in Step), None]},
    "alteration-kind": {
        "enum": sorted({*RULES, *(change.value for change in Change if change is not Change.SAME)})
    },
    "names": {
        "type": "object",
        "additionalProperties": {"type": "string", "pattern": r"\S"},
        "examples": [{"2284": "Örnsköldsvik"}],
    },
    "aliases": {
        "type": "object",
        "additionalProperties": {"type": "array", "items": {"type": "string", "pattern": r"\S"}},
        "examples": [{"0000": ["Reykjavíkurborg", "Reykjavíkur"]}],
    },
}
"""The kinds that no definition is made of."""

_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("area", "areas", "code"), "code"),
    **dict.fromkeys(("date", "valid_from", "valid_to"), "date"),
    **dict.fromkeys(("edition", "other"), "edition-id"),
    **dict.fromkeys(("covered", "covered_source"), "item"),
    **dict.fromkeys(("form", "line", "page", "rules"), "number"),
    **dict.fromkeys(("item", "items"), "scored-item"),
    **dict.fromkeys(("digest", "previous", "sha256"), "sha256"),
    **dict.fromkeys(("release", "version"), "version"),
    **{key: key for key in ("count", "country", "language", "period", "pointer", "year")},
    "confidence": "fraction",
    "max": "positive",
    "points": "amount",
    **dict.fromkeys(
        (
            *(
                "CertificateLine.edition",
                "CertifiedCover.edition",
                "CertifiedItem.edition",
                "CertifiedItem.code",
            ),
            *("CertifiedItem.parts", "CertifiedLink.source_edition", "CertifiedLink.target_edition"),
            *("CertifiedLink.source", "CertifiedLink.target", "CertifiedCover.item", "CertificateLine.items"),
            *("CertifiedPiece.items", "CertifiedEnds.item", "CertifiedEnds.without"),
        ),
        "string",
    ),
    **dict.fromkeys(
        (
            *(
                "CertificateLine.plus",
                "CertificateLine.minus",
                "CertificateLine.full",
                "CertifiedCover.links",
            ),
            *("CertifiedPiece.links", "PaidLine.line", "CoveringLine.link", "CoveringLine.line"),
            *("CertifiedRest.of", "CertifiedRest.less", "CertifiedRest.beside"),
            *("CertifiedEnds.low", "CertifiedEnds.high"),
        ),
        "count",
    ),
    "CertificateLine.points": "quantity",
    "CertifiedItem.max": "amount",
    "Dataset.id": "slug",
    "Edition.id": "edition-id",
    "Editorial.code": "item",
    "Entry.date": "day",
    "Entry.file": "release-file",
    "Heading.code": "heading-code",
    "Link.source": "item",
    "Link.target": "item",
    "MappingFile.source": "pinned-edition",
    "MappingFile.target": "pinned-edition",
    "Observation.precision": "amount",
    "Organisation.code": "string",
    "NotApplicable.item": "code",
    "RegisteredPart.code": "string",
    "PrintedHeading.code": "heading-code",
    "Problem.code": "problem-code",
    "PublishedFigure.precision": "positive",
    "PublishedLevel.item": "code",
    "PublishedResult.not_applicable": "code",
    "ScaleLevel.share": "fraction",
    "Unlinked.code": "item",
}
"""The kind of a text or a number by the name of its attribute, or of that of one class."""

NEVER_EMPTY = frozenset(
    {
        *("Caveat.of", "Link.changes", "Link.reasons", "Link.source", "Link.target", "Unlinked.reasons"),
        "RegisteredPart.part_of",
        *("PublishedMean.cited", "PublishedMean.figures", "PublishedResult.cited"),
    }
)
"""The lists that the rules refuse where nothing is in them."""


def class_of(name: str) -> type:
    """Return the class or the enumeration that documents and parts have a name for."""
    found: type = _CLASSES.get(name) or getattr(model, name)
    return found


def kind_of(owner: str, key: str) -> str | None:
    """Return the kind of an attribute of a class; ``None`` where its type says all there is to say.

    >>> kind_of("Question", "code"), kind_of("Unlinked", "code"), kind_of("Source", "title")
    ('code', 'item', None)
    """
    return _KINDS.get(f"{owner}.{key}", _KINDS.get(key))
