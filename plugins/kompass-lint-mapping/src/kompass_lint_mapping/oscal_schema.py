"""Hold mapping-collections against the JSON schema that NIST publishes for OSCAL 1.2."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from kompass_spec.model import LintFinding

__all__ = ["SCHEMA", "map_findings", "outer_findings"]

SCHEMA = "oscal-mapping-1.2.3.json"
"""The name of the schema, in the folder ``schemas`` of this package."""

_COMMON = "oscal-mapping-oscal-mapping-common"
_FORMS = {
    "Base64Datatype": "letters, digits, + and / as Base64 has them",
    "DateTimeWithTimezoneDatatype": "a time with its zone, such as 2026-05-30T12:00:00Z",
    "EmailAddressDatatype": "an address of mail",
    "MarkupLineDatatype": "one line of text",
    "StringDatatype": "a text that neither is empty nor begins or ends with a blank",
    "TokenDatatype": "a name that begins with a letter or _ and has letters, digits and . - _ only",
    "URIDatatype": "an address with a scheme, such as https://example.org/one",
    "URIReferenceDatatype": "an address",
    "UUIDDatatype": "a UUID of version 4 or 5",
}
_TYPES = {"array": "a list", "object": "a table of keys and values", "string": "a text", "number": "a number"}
_SHOWN = 60


class _Validators(NamedTuple):
    """Hold what validates a document without its maps, and what validates one map."""

    outer: Any
    entry: Any


@cache
def _validators() -> _Validators:
    # Whoever lints a table, and a list of linters, needs no schema.
    from jsonschema_rs import RegexOptions, validator_for  # noqa: PLC0415 - see above

    text = files("kompass_lint_mapping").joinpath("schemas", SCHEMA).read_text("utf-8")
    schema = json.loads(text)
    definitions = schema["definitions"]
    mapping = definitions[f"{_COMMON}:mapping"]
    # This says of ``mappings`` what the schema says, one or a list of them, so that what is wrong inside is
    # told; and the maps, which are read one by one, are held against the definition of one map.
    one, several = definitions["oscal-mapping-oscal-mapping:mapping-collection"]["properties"]["mappings"][
        "anyOf"
    ]
    definitions["oscal-mapping-oscal-mapping:mapping-collection"]["properties"]["mappings"] = {
        "if": {"type": "object"},
        "then": one,
        "else": several,
    }
    entry = {
        "$schema": schema["$schema"],
        "definitions": definitions,
        **mapping["properties"]["maps"]["items"],
    }
    mapping["properties"]["maps"] = {"type": "array"}
    # An engine that takes linear time, whatever the pattern and the text.
    patterns = RegexOptions()
    return _Validators(
        validator_for(schema, validate_formats=True, pattern_options=patterns),
        validator_for(entry, validate_formats=True, pattern_options=patterns),
    )


def outer_findings(document: Any) -> Iterator[LintFinding]:
    """Find what the schema does not allow in a document, except in its maps.

    >>> [finding.message for finding in outer_findings({"mapping-collection": {"mappings": {}}})][0]
    "'uuid' is missing from 'mapping-collection'. OSCAL requires it."
    """
    yield from _validated(_validators().outer, document, "")


def map_findings(entry: Any, pointer: str) -> Iterator[LintFinding]:
    """Find what the schema does not allow in one map, which stands at a pointer."""
    yield from _validated(_validators().entry, entry, pointer)


def _validated(validator: Any, value: Any, base: str) -> Iterator[LintFinding]:
    try:
        errors = () if validator.is_valid(value) else list(validator.iter_errors(value))
    except ValueError:
        # It refuses what is nested some hundred deep, and letters that are halves.
        sentence = "This is nested too deeply, or has letters that no text has. OSCAL has nothing like it."
        yield LintFinding(rule="wrong-form", message=sentence, pointer=base)
    else:
        yield from _findings(errors, base)


def _findings(errors: Iterable[Any], base: str) -> Iterator[LintFinding]:
    """Return the errors of a validator as findings, one for each place and rule."""
    met: set[tuple[str, str]] = set()
    for error in sorted(_flat(errors), key=_weight):
        for rule, sentence, place in _told(error, base):
            # A value outside a list is not told to be of a wrong form as well.
            if (place, "") not in met and (place, sentence) not in met:
                met.add((place, sentence))
                if rule in {"not-in-list", "wrong-type"}:
                    met.add((place, ""))
                yield LintFinding(rule=rule, message=sentence, pointer=place)


def _weight(error: Any) -> int:
    return 0 if error.kind.name in {"enum", "type"} else 1


def _flat(errors: Iterable[Any]) -> Iterator[Any]:
    """Iterate over errors; of several forms of which none fits, those of the form that fits best."""
    for error in errors:
        if error.kind.name != "anyOf":
            yield error
            continue
        branches = [branch for branch in error.kind.context if branch]
        deeper = [
            branch
            for branch in branches
            if all(len(inner.instance_path) > len(error.instance_path) for inner in branch)
        ]
        if len(deeper) == 1:
            yield from _flat(deeper[0])
        else:
            yield error


def _told(error: Any, base: str) -> Iterator[tuple[str, str, str]]:
    """Iterate over what an error says: the rule, a sentence, and the place."""
    path = list(error.instance_path)
    place = base + "".join(f"/{_step(step)}" for step in path)
    here = _here(path, base)
    name, value = error.kind.name, error.instance
    if name == "required":
        yield "missing-field", f"{error.kind.property!r} is missing from {here}. OSCAL requires it.", place
    elif name == "additionalProperties":
        for key in error.kind.unexpected:
            sentence = (
                f"{_short(key)} is no field of {here}, in the schema of OSCAL. Correct its name, or use a"
                " property."
            )
            yield "unexpected-field", sentence, f"{place}/{_step(key)}"
    elif name == "falseSchema":
        sentence = f"{here} is no field of {_here(path[:-1], base)}, in the schema of OSCAL. Remove it."
        yield "unexpected-field", sentence, place
    elif name == "enum":
        choices = ", ".join(map(str, _options(error)))
        yield "not-in-list", f"{here} is one of {choices}, and {_shown(value)} is none of them.", place
    elif name == "type":
        wanted = [_TYPES.get(kind, kind) for kind in _types(error)]
        yield "wrong-type", f"{here} must be {' or '.join(wanted)}, and {_shown(value)} is not.", place
    elif name == "minItems":
        yield "missing-field", f"{here} is an empty list. Leave it out, or say what is in it.", place
    elif name == "anyOf":
        yield "wrong-form", f"{here} has none of the forms that the schema of OSCAL gives it.", place
    else:
        yield "wrong-form", f"{here} must be {_form(error)}, and {_shown(value)} is not.", place


def _types(error: Any) -> Sequence[str]:
    types = error.kind.types
    return types if isinstance(types, list) else [types]


def _options(error: Any) -> Sequence[Any]:
    options: Sequence[Any] = error.kind.options
    return options


def _form(error: Any) -> str:
    """Return in words what a value should look like, by the datatype of the schema that it breaks."""
    for step in error.schema_path:
        if step in _FORMS:
            return _FORMS[str(step)]
    return "of another form"


def _here(path: Sequence[Any], base: str) -> str:
    """Return the name of the place where an error is, in words."""
    steps = [*base.split("/")[1:], *map(str, path)]
    if not steps:
        return "the document"
    if steps[-1].isdecimal() and len(steps) > 1:
        return f"an entry of {_short(steps[-2])}"
    return _short(steps[-1])


def _step(step: Any) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def _shown(value: Any) -> str:
    """Return a value as JSON has it, shortened."""
    if isinstance(value, (dict, list)):
        return "a list" if isinstance(value, list) else "a table"
    if isinstance(value, str):
        return json.dumps(value if len(value) <= _SHOWN else value[:_SHOWN] + "…", ensure_ascii=False)
    shown = {"None": "null", "True": "true", "False": "false"}.get(str(value), str(value))
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
