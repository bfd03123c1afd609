"""Turn the classes of the model, as the strict converter
reads and writes them, into definitions of a schema."""

import types
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from inspect import getdoc
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, define, field, fields, has
from schema_generator.values import VALUES, Schema
from schema_generator.words import WORDS

from kompass_spec.model.mapping import Share
from kompass_spec.model.texts import Text

__all__ = ["Shapes", "array", "called", "nullable"]

_KINDS: Mapping[Any, str] = {
    "Edition.id": "edition-id",
    "Edition.country": "country",
    "Edition.language": "language",
    "Edition.valid_from": "date",
    "Edition.valid_to": "date",
    "Edition.release": "version",
    "Source.date": "date",
    "Editorial.code": "item",
    "Editorial.release": "version",
    "Area.code": "code",
    "Area.max": "positive",
    "Heading.code": "heading-code",
    "Question.code": "code",
    "Question.max": "positive",
    "Criterion.code": "code",
    "Criterion.max": "positive",
    "Organisation.country": "country",
    "Observation.item": "scored-item",
    "Observation.precision": "amount",
    "Finding.area": "code",
    "PrintedHeading.area": "code",
    "PrintedHeading.code": "heading-code",
    "Comparability.edition": "edition-id",
    "Comparability.other": "edition-id",
    "Comparability.item": "scored-item",
    "Comparability.areas": "code",
    "SourceFile.sha256": "sha256",
    "Assessment.edition": "edition-id",
    "Assessment.release": "version",
    "Assessment.digest": "sha256",
    "Assessment.period": "period",
    "Discrepancy.items": "scored-item",
    "Problem.code": "problem-code",
    "Problem.pointer": "pointer",
    "MappingFile.release": "version",
    "MappingFile.source": "pinned-edition",
    "MappingFile.target": "pinned-edition",
    "MappingFile.covered": "item",
    "MappingFile.covered_source": "item",
    "Link.source": "item",
    "Link.target": "item",
    "Link.confidence": "fraction",
    "Unlinked.code": "item",
    "Statement.edition": "edition-id",
    "Statement.other": "edition-id",
    "Statement.item": "scored-item",
    "Statement.areas": "code",
    "Entry.version": "version",
    "Entry.sha256": "sha256",
    "Entry.file": "release-file",
    "Entry.date": "day",
    "Entry.previous": "sha256",
    "Register.country": "country",
    "Dataset.id": "slug",
    "PublishedFigure.item": "scored-item",
    "PublishedFigure.points": "amount",
    "PublishedFigure.precision": "positive",
    "PublishedResult.edition": "edition-id",
    "PublishedMean.edition": "edition-id",
    "PublishedMean.country": "country",
}
"""The kind of text of every attribute that is more than a text."""

_RANGES: Mapping[str, Schema] = {
    "line": {"minimum": 1},
    "page": {"minimum": 1},
    "count": {"minimum": 0},
    "year": {"minimum": 1000, "maximum": 9999},
}

_NEVER_EMPTY = frozenset(
    {
        "Caveat.of",
        "Link.changes",
        "Link.reasons",
        "Link.source",
        "Link.target",
        "PublishedMean.cited",
        "PublishedMean.figures",
        "PublishedResult.cited",
        "PublishedResult.figures",
        "Unlinked.reasons",
    }
)
"""The lists that the rules refuse where nothing is in them."""

_WHOLE: Mapping[str, Schema] = {
    "quantity": {},
    "amount": {"minimum": 0},
    "positive": {"minimum": 1},
    "fraction": {"minimum": 0, "maximum": 1},
}
"""The exact quantities that may be whole numbers where people write them, and between which ends."""


def called(name: str) -> str:
    """Return the name of a class as a definition has it.

    >>> called("SourceFile")
    'source-file'
    """
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).strip("-_")


def nullable(schema: Schema) -> Schema:
    """Return a schema that also takes null."""
    return {"anyOf": [schema, {"type": "null"}]}


def array(schema: Schema, **more: Any) -> Schema:
    """Return a schema of a list of such values."""
    return {"type": "array", "items": schema, **more}


@define
class Shapes:
    """Collect definitions under the names that they are referred to by.

    ``by_hand`` is true of documents that people write in TOML: there a whole quantity may be a number, and a
    share may be written in short. With ``complete`` every key must be there and no other may be, as where the
    package writes a document itself; without, the keys are those that a reader must have.
    """

    by_hand: bool = False
    complete: bool = False
    definitions: dict[str, Schema] = field(factory=dict)

    def value(self, name: str) -> Schema:
        """Return a reference to a kind of text."""
        if name not in self.definitions:
            kind: Schema = dict(VALUES[name])
            if self.by_hand and name in _WHOLE:
                number: Schema = {"type": "integer", **_WHOLE[name]}
                text = {key: kind.pop(key) for key in ("type", "pattern")}
                kind = {"anyOf": [text, number], **kind}
            self.definitions[name] = kind
        return {"$ref": f"#/$defs/{name}"}

    def text(self) -> Schema:
        """Return a reference to a text by language."""
        self.definitions.setdefault(
            "text",
            {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": {"type": "string", "pattern": r"\S"},
                "propertyNames": {"pattern": VALUES["language"]["pattern"]},
                "description": "A text in one or more languages, by BCP 47 tag.",
                "examples": [{"sv": "Ständiga förbättringar"}],
            },
        )
        return {"$ref": "#/$defs/text"}

    def of_class(
        self, wanted: type, name: str | None = None, extra: Mapping[str, Schema] | None = None
    ) -> Schema:
        """Return a reference to the shape of a class of the model;
        ``extra`` are keys that are computed from the rest."""
        owner = wanted.__name__.strip("_")
        place = called(name or owner)
        if place not in self.definitions:
            self.definitions[place] = {}  # named before it is described, because a class may hold itself
            hints = get_type_hints(wanted)
            kept = [one for one in fields(wanted) if one.init and not one.name.startswith("_")]
            properties = {one.name: self._field(owner, one.name, hints[one.name]) for one in kept}
            required = [one.name for one in kept if self.complete or one.default is NOTHING]
            self.definitions[place] = self.table(
                owner,
                {**properties, **(extra or {})},
                required=[*required, *(extra or {})] if self.complete else required,
                description=_summary(wanted),
            )
        return {"$ref": f"#/$defs/{place}"}

    def table(
        self,
        words: str,
        properties: Mapping[str, Schema],
        *,
        required: list[str] | None = None,
        closed: bool = True,
        **more: Any,
    ) -> Schema:
        """Return the shape of a table with these keys, described by the words for it.

        All of its keys are required unless ``required`` names them.
        """
        described = {key: {"description": WORDS[words][key], **shape} for key, shape in properties.items()}
        wanted = list(properties) if required is None else required
        shape: Schema = {"type": "object", **more, "properties": described, "required": wanted}
        if closed or self.complete:
            shape["additionalProperties"] = False
        return shape

    def _field(self, owner: str, name: str, annotation: Any) -> Schema:
        if get_origin(annotation) in {Union, types.UnionType}:
            inner = next(one for one in get_args(annotation) if one is not type(None))
            return nullable(self._field(owner, name, inner))
        if get_origin(annotation) is tuple:
            inner = get_args(annotation)[0]
            full = {"minItems": 1} if f"{owner}.{name}" in _NEVER_EMPTY else {}
            return array(self._field(owner, name, inner), **full)
        if annotation is Text:
            return self.text()
        if annotation is Share:
            return self._share()
        if has(annotation):
            return self.of_class(annotation)
        return self._plain(owner, name, annotation)

    def _plain(self, owner: str, name: str, annotation: Any) -> Schema:
        kind = _KINDS.get(f"{owner}.{name}")
        if annotation is Fraction:
            return self.value(kind or "quantity")
        if kind is not None:
            return self.value(kind)
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return {"enum": [member.value for member in annotation]}
        if annotation is bool:
            return {"type": "boolean"}
        if annotation is int:
            return {"type": "integer", **_RANGES.get(name, {})}
        if annotation is str:
            return {"type": "string"}
        raise TypeError(f"{owner}.{name} is a {annotation}, and no schema is known for that")

    def _share(self) -> Schema:
        ends = self.of_class(Share)
        self.definitions["share"]["properties"] |= {
            end: {**self.definitions["share"]["properties"][end], **self.value("fraction")}
            for end in ("low", "high")
        }
        if not self.by_hand:
            return ends
        pair = array(self.value("fraction"), minItems=2, maxItems=2)
        return {"anyOf": [self.value("fraction"), pair, ends]}


def _summary(wanted: type) -> str:
    """Return the first sentences of a class's docstring, as plain text."""
    return " ".join((getdoc(wanted) or "").partition("\n\n")[0].split()).replace("``", "'")
