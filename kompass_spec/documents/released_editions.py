"""Read released editions fast: their rules were checked when they were released, and the digest holds.

Only the shape is checked here, because a digest says whose bytes they are and not that they are an edition.
So nothing but bytes whose digest a ledger holds may be given to it.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from kompass_spec.documents.forms import FIRST, content_of
from kompass_spec.model.edition import (
    Area,
    Completeness,
    Criterion,
    Edition,
    Editorial,
    Guidance,
    Heading,
    Note,
    Question,
    Source,
)
from kompass_spec.model.organisation import OrganisationKind
from kompass_spec.model.quantities import parse_exact
from kompass_spec.model.scales import Scale, ScaleLevel
from kompass_spec.model.texts import Text

__all__ = ["read_released_edition", "released_edition"]

Data = Mapping[str, Any]

_TEXT = "text"
_TEXTS = "texts"
_CITED = {"code": str, "text": _TEXT, "source": str}
_CRITERION = {**_CITED, "max": str, "scale": str, "guidance": {"text": _TEXT, "source": str}}
_QUESTION = {**_CRITERION, "scored": bool, "applies_to": _TEXTS, "criteria": _CRITERION}
_AREA = {
    "code": str,
    "title": _TEXT,
    "max": str,
    "applies_to": _TEXTS,
    "aliases": _TEXTS,
    "source": str,
    "headings": _CITED,
    "questions": _QUESTION,
}
_SHAPE: Data = {
    **dict.fromkeys(
        ("id", "publisher", "country", "language", "valid_from", "valid_to", "completeness"), str
    ),
    **dict.fromkeys(("rights", "release", "source"), str),
    "title": _TEXT,
    "rights_in": _TEXT,
    "areas": _AREA,
    "scales": {
        "id": str,
        "levels": {"value": str, "label": _TEXT, "share": str, "points": str},
        "source": str,
    },
    "sources": {**dict.fromkeys(("id", "title", "publisher", "date", "url", "note"), str), "note_in": _TEXT},
    "notes": {"text": _TEXT, "source": str},
    "editorial": dict.fromkeys(("code", "release", "reason"), str),
}
"""The keys of an edition and what each holds: a text, texts by language, a list of texts, or of tables."""
_SINCE_SECOND = frozenset({"applies_to", "guidance", "note_in", "rights_in", "scale", "scales", "scored"})
"""The keys that form 1 had not: what has one and names no form was released by nobody."""


def _before_second(shape: Data) -> Data:
    return {
        key: _before_second(kind) if isinstance(kind, dict) else kind
        for key, kind in shape.items()
        if key not in _SINCE_SECOND
    }


_FIRST_SHAPE = _before_second(_SHAPE)
_OBJECTS = frozenset(
    {"areas", "completeness", "editorial", "notes", "rights_in", "scales", "sources", "title"}
)


def released_edition(data: Data) -> Edition:
    """Return the edition that verified data of a release describes.

    Raise ``ValueError`` or ``KeyError`` if it is none, ``NewerFormError`` where it is of a newer form.
    """
    return read_released_edition(data)[0]


def read_released_edition(data: Data) -> tuple[Edition, tuple[str, ...]]:
    """Return the edition that verified data of a release describes, and the keys that were passed over.

    Those are optional keys that this version does not know, which a release from form 2 on may have. Raise as
    ``released_edition`` does.
    """
    form, content = content_of(data)
    further: tuple[str, ...] = ()
    if form != FIRST and not _has_no_further_key(content, _SHAPE):
        # Imported here because nearly no release has such a key.
        from kompass_spec.documents.further_keys import without_further_keys

        content, further = without_further_keys(content, Edition)
    _check(content, _FIRST_SHAPE if form == FIRST else _SHAPE)
    return _edition(content), further


def _has_no_further_key(data: object, shape: Data) -> bool:
    """Tell whether tables have no keys but those of a shape, whatever stands there."""
    if type(data) is not dict:
        return True
    return all(
        key in shape
        and (
            type(shape[key]) is not dict
            or type(value) is not list
            or all(_has_no_further_key(table, shape[key]) for table in value)
        )
        for key, value in data.items()
    )


def _edition(data: Data) -> Edition:
    plain = {key: value for key, value in data.items() if key not in _OBJECTS}
    edition = Edition(
        **plain,
        title=Text(data["title"]),
        rights_in=_text(data.get("rights_in")),
        completeness=Completeness(data["completeness"]),
        scales=tuple(_scale(scale) for scale in data.get("scales", ())),
        areas=tuple(_area(area) for area in data.get("areas", ())),
        sources=tuple(_source(source) for source in data.get("sources", ())),
        notes=tuple(
            Note(text=Text(note["text"]), source=note.get("source")) for note in data.get("notes", ())
        ),
        editorial=tuple(Editorial(**declared) for declared in data.get("editorial", ())),
        verified=True,
    )
    codes = [item.code for item in edition.walk()] + [heading.code for heading in edition.headings]
    written = sum(1 for area in edition.areas for _ in (area, *area.headings, *area.questions))
    written += sum(len(question.criteria) for question in edition.questions)
    if len(set(codes)) != written:
        raise ValueError("a code stands twice")
    return edition


def _text(data: Data | None) -> Text | None:
    return None if data is None else Text(data)


def _source(data: Data) -> Source:
    return Source(**{**data, "note_in": _text(data.get("note_in"))})


def _check(data: object, shape: Data) -> None:
    if type(data) is not dict:
        raise ValueError("a table is expected where something else stands")
    for key, value in data.items():
        kind = shape.get(key)
        if kind is str or kind is bool:
            fits = type(value) is kind
        elif kind is _TEXT:
            fits = type(value) is dict and set(map(type, value.values())) == {str}
        elif kind is _TEXTS:
            fits = type(value) is list and set(map(type, value)) <= {str}
        elif kind is None:
            raise ValueError(f"{key!r} is no key of an edition")
        else:
            fits = type(value) is list
            for table in value if fits else ():
                _check(table, kind)
        if not fits:
            raise ValueError(f"what stands at {key!r} has the wrong type")


def _area(data: Data) -> Area:
    return Area(
        code=data["code"],
        title=Text(data["title"]),
        max=_points(data.get("max")),
        applies_to=_kinds(data),
        headings=tuple(
            Heading(code=heading["code"], text=Text(heading["text"]), source=heading.get("source"))
            for heading in data.get("headings", ())
        ),
        questions=tuple(_question(question) for question in data.get("questions", ())),
        aliases=tuple(data.get("aliases", ())),
        source=data.get("source"),
    )


def _question(data: Data) -> Question:
    return Question(
        code=data["code"],
        text=Text(data["text"]),
        max=_points(data.get("max")),
        scale=data.get("scale"),
        scored=data.get("scored", True),
        applies_to=_kinds(data),
        guidance=_guidance(data),
        criteria=tuple(
            Criterion(
                code=criterion["code"],
                text=Text(criterion["text"]),
                max=_points(criterion.get("max")),
                scale=criterion.get("scale"),
                guidance=_guidance(criterion),
                source=criterion.get("source"),
            )
            for criterion in data.get("criteria", ())
        ),
        source=data.get("source"),
    )


def _kinds(data: Data) -> tuple[OrganisationKind, ...]:
    # Looked at first because nearly every item applies to all, and there are thousands of them.
    return tuple(map(OrganisationKind, data["applies_to"])) if "applies_to" in data else ()


def _guidance(data: Data) -> tuple[Guidance, ...]:
    return tuple(
        Guidance(text=Text(given["text"]), source=given.get("source")) for given in data.get("guidance", ())
    )


def _scale(data: Data) -> Scale:
    return Scale(
        id=data["id"],
        levels=tuple(
            ScaleLevel(
                value=parse_exact(level["value"]),
                label=Text(level["label"]) if "label" in level else None,
                share=_points(level.get("share")),
                points=_points(level.get("points")),
            )
            for level in data["levels"]
        ),
        source=data.get("source"),
    )


@lru_cache(maxsize=1024)
def _points(written: str | None) -> Fraction | None:
    return None if written is None else parse_exact(written)
