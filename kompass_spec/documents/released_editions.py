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
    Heading,
    Note,
    Question,
    Source,
)
from kompass_spec.model.quantities import parse_exact
from kompass_spec.model.texts import Text

__all__ = ["read_released_edition", "released_edition"]

Data = Mapping[str, Any]

_TEXT = "text"
_TEXTS = "texts"
_CITED = {"code": str, "text": _TEXT, "source": str}
_QUESTION = {**_CITED, "max": str, "criteria": {**_CITED, "max": str}}
_AREA = {
    "code": str,
    "title": _TEXT,
    "max": str,
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
    "areas": _AREA,
    "sources": dict.fromkeys(("id", "title", "publisher", "date", "url", "note"), str),
    "notes": {"text": _TEXT, "source": str},
    "editorial": dict.fromkeys(("code", "release", "reason"), str),
}
"""The keys of an edition and what each holds: a text, texts by language, a list of texts, or of tables."""


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
    _check(content, _SHAPE)
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
    plain = {
        key: value
        for key, value in data.items()
        if key not in {"areas", "completeness", "editorial", "notes", "sources", "title"}
    }
    edition = Edition(
        **plain,
        title=Text(data["title"]),
        completeness=Completeness(data["completeness"]),
        areas=tuple(_area(area) for area in data.get("areas", ())),
        sources=tuple(Source(**source) for source in data.get("sources", ())),
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


def _check(data: object, shape: Data) -> None:
    if type(data) is not dict:
        raise ValueError("a table is expected where something else stands")
    for key, value in data.items():
        kind = shape.get(key)
        if kind is str:
            fits = type(value) is str
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
        criteria=tuple(
            Criterion(
                code=criterion["code"],
                text=Text(criterion["text"]),
                max=_points(criterion.get("max")),
                source=criterion.get("source"),
            )
            for criterion in data.get("criteria", ())
        ),
        source=data.get("source"),
    )


@lru_cache(maxsize=1024)
def _points(written: str | None) -> Fraction | None:
    return None if written is None else parse_exact(written)
