"""Turn classes of the model, as the strict converter reads and writes them, and parts into definitions."""

import json
import types
from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction
from inspect import getdoc
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, define, field, fields, has
from schema_generator.kinds import COMPUTED, NEVER_EMPTY, PLAIN, class_of, kind_of
from schema_generator.parts import PARTS, Part
from schema_generator.values import VALUES, Schema
from schema_generator.words import words_of

from kompass_spec.model.mapping import Share
from kompass_spec.model.texts import Text

__all__ = ["Shapes"]

_WHOLE: Mapping[str, Schema] = {
    "quantity": {},
    "amount": {"minimum": 0},
    "positive": {"minimum": 1},
    "fraction": {"minimum": 0, "maximum": 1},
}
"""The exact quantities that may be whole numbers where people write them, and between which ends."""

_TEXT: Schema = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"type": "string", "pattern": r"\S"},
    "propertyNames": {"pattern": VALUES["language"]["pattern"]},
    "description": "A text in one or more languages, by BCP 47 tag.",
    "examples": [{"sv": "Ständiga förbättringar"}],
}

_REQUIRED = frozenset({"names"})
"""The keys beside the attributes of a class that a reader must have."""


def called(name: str) -> str:
    """Return the name of a class as a definition has it.

    >>> called("SourceFile")
    'source-file'
    """
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).strip("-_")


def _nullable(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _array(schema: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": schema, **more}


_AROUND: Mapping[str, Callable[[Schema], Schema]] = {
    "?": _nullable,
    "*": _array,
    "+": lambda schema: _array(schema, minItems=1),
}
"""What stands around a kind, by the mark after it."""


_NAMED: Mapping[str, str] = {"item": "item-code"}
"""The definitions that have another name than their kind, because a document has that."""

AUTHORED, WRITTEN = "authored-", "written-"
"""What the names of definitions begin with where one thing has two shapes: of what authors write, where a
whole quantity may be a number; and of what commands write, where no key is left out."""


@define
class Shapes:
    """Collect definitions under the names that they are referred to by.

    ``by_hand`` is true of documents that people write in TOML: there a whole quantity may be a number, and a
    share may be written in short. With ``complete`` every key must be there and no other may be, as where the
    package writes a document itself; without, the keys are those that a reader must have, and fewer of one
    that is ``released``.
    """

    by_hand: bool = False
    complete: bool = False
    released: bool = False
    definitions: dict[str, Schema] = field(factory=dict)

    def of(self, kind: str) -> Schema:
        """Return the shape of a kind as parts write it, with what it refers to defined.

        >>> Shapes().of("string?")
        {'anyOf': [{'type': 'string'}, {'type': 'null'}]}
        """
        if kind[-1] in _AROUND:
            return _AROUND[kind[-1]](self.of(kind[:-1]))
        if "|" in kind:
            return {"anyOf": [self.of(choice) for choice in kind.split("|")]}
        if kind in PLAIN:
            return dict(PLAIN[kind])
        if kind[0].isupper():
            return self._of_type(class_of(kind), kind)
        return self._defined(kind)

    def table(self, part: Part) -> Schema:
        """Return the shape of a table with the keys of a part, each described in words."""
        properties = {key: {"description": words, **self.of(kind)} for key, kind, words in part.described()}
        required = part.required(complete=self.complete, released=self.released)
        return self._closed(properties, required, part.description, closed=part.closed)

    def _closed(
        self, properties: Schema, required: list[str], description: str | None, *, closed: bool = True
    ) -> Schema:
        shape: Schema = {"type": "object"}
        if description is not None:
            shape["description"] = description
        shape |= {"properties": properties, "required": required}
        if closed or self.complete:
            shape["additionalProperties"] = False
        return shape

    def _defined(self, name: str) -> Schema:
        """Return a reference to a kind of text or a part."""
        definition = _NAMED.get(name, name)
        if name in PARTS and PARTS[name].empty and not self.released:
            definition = WRITTEN + name
        if definition not in self.definitions:
            self.definitions[definition] = {}  # named before it is described, because it may hold itself
            if name == "text":
                self.definitions[definition] = dict(_TEXT)
            elif name in VALUES:
                self.definitions[definition] = self._value(name)
            else:
                self.definitions[definition] = self.table(PARTS[name])
        return {"$ref": f"#/$defs/{definition}"}

    def authored(self) -> frozenset[str]:
        """Return the definitions in which a whole quantity may be a number, as only authors write it."""
        found = {name for name in self.definitions if self.by_hand and name in (*_WHOLE, "share")}
        before = None
        while before != found:
            before = set(found)
            refs = {f'"#/$defs/{name}"' for name in found}
            found |= {
                name
                for name, shape in self.definitions.items()
                if any(ref in json.dumps(shape) for ref in refs)
            }
        return frozenset(found)

    def _value(self, name: str) -> Schema:
        kind: Schema = dict(VALUES[name])
        if self.by_hand and name in _WHOLE:
            text = {key: kind.pop(key) for key in ("type", "pattern")}
            kind = {"anyOf": [text, {"type": "integer", **_WHOLE[name]}], **kind}
        return kind

    def _of_type(self, wanted: type, name: str) -> Schema:
        if issubclass(wanted, Enum):
            return {"enum": [member.value for member in wanted]}
        definition = called(name)
        if definition == "mapping" and not self.by_hand:
            definition = WRITTEN + definition  # that of an author is the document
        if definition not in self.definitions:
            self.definitions[definition] = {}  # see above
            self.definitions[definition] = self._of_class(wanted, COMPUTED.get(name, {}))
        return {"$ref": f"#/$defs/{definition}"}

    def _of_class(self, wanted: type, computed: Mapping[str, str]) -> Schema:
        """Return the shape of a class of the model, with the keys that are ``computed`` from the rest."""
        owner, hints = wanted.__name__.strip("_"), get_type_hints(wanted)
        kept = [attribute for attribute in fields(wanted) if attribute.init and attribute.name[0] != "_"]
        shapes = {key.name: self._field(owner, key.name, hints[key.name]) for key in kept}
        shapes |= {key: self.of(kind) for key, kind in computed.items()}
        properties = {key: {"description": words_of(owner, key), **shape} for key, shape in shapes.items()}
        # What holds unless it is denied, and what few have, is written only where it is there.
        required = [
            key.name
            for key in kept
            if key.default is NOTHING
            or (self.complete and key.default is not True and not key.metadata.get("sparse"))
        ]
        required += [key for key in computed if self.complete or key in _REQUIRED]
        return self._closed(properties, required, _summary(wanted))

    def _field(self, owner: str, name: str, annotation: Any) -> Schema:
        if get_origin(annotation) in {Union, types.UnionType}:
            inner = next(kind for kind in get_args(annotation) if kind is not type(None))
            return _nullable(self._field(owner, name, inner))
        if get_origin(annotation) is tuple:
            full = {"minItems": 1} if f"{owner}.{name}" in NEVER_EMPTY else {}
            return _array(self._field(owner, name, get_args(annotation)[0]), **full)
        if annotation is Text:
            return self.of("text")
        if annotation is Share:
            return self._share()
        if has(annotation) or issubclass(annotation, Enum):
            return self._of_type(annotation, annotation.__name__)
        return self._plain(owner, name, annotation)

    def _plain(self, owner: str, name: str, annotation: type) -> Schema:
        usual = {Fraction: "quantity", bool: "flag", str: "string"}
        kind = "flag" if annotation is bool else kind_of(owner, name) or usual.get(annotation)
        if kind is None:
            raise TypeError(f"{owner}.{name} is a {annotation}, and no schema is known for that")
        return self.of(kind)

    def _share(self) -> Schema:
        ends = self._of_type(Share, "Share")
        fraction = self.of("fraction")
        properties = self.definitions["share"]["properties"]
        properties |= {end: {**described, **fraction} for end, described in properties.items()}
        if not self.by_hand:
            return ends
        return {"anyOf": [fraction, _array(fraction, minItems=2, maxItems=2), ends]}


def _summary(wanted: type) -> str | None:
    """Return the first sentences of a class's docstring, as plain text."""
    return " ".join((getdoc(wanted) or "").partition("\n\n")[0].split()).replace("``", "'")
