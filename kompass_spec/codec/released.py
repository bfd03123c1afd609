"""Read released editions fast: their rules were checked when they were released, and the digest of their bytes holds.

Nothing here checks anything, so nothing but bytes whose digest a ledger holds may be given to it.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

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
from kompass_spec.model.texts import Text
from kompass_spec.quantities import parse_exact

__all__ = ["released_edition"]

Data = Mapping[str, Any]


def released_edition(data: Data) -> Edition:
    """Return the edition that verified data of a release describes."""
    plain = {
        key: value
        for key, value in data.items()
        if key not in {"areas", "completeness", "editorial", "notes", "sources", "title"}
    }
    return Edition(
        **plain,
        title=Text(data["title"]),
        completeness=Completeness(data["completeness"]),
        areas=tuple(_area(one) for one in data.get("areas", ())),
        sources=tuple(Source(**one) for one in data.get("sources", ())),
        notes=tuple(Note(text=Text(one["text"]), source=one.get("source")) for one in data.get("notes", ())),
        editorial=tuple(Editorial(**one) for one in data.get("editorial", ())),
        verified=True,
    )


def _area(data: Data) -> Area:
    return Area(
        code=data["code"],
        title=Text(data["title"]),
        max=_points(data.get("max")),
        headings=tuple(
            Heading(code=one["code"], text=Text(one["text"]), source=one.get("source"))
            for one in data.get("headings", ())
        ),
        questions=tuple(_question(one) for one in data.get("questions", ())),
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
                code=one["code"],
                text=Text(one["text"]),
                max=_points(one.get("max")),
                source=one.get("source"),
            )
            for one in data.get("criteria", ())
        ),
        source=data.get("source"),
    )


@lru_cache(maxsize=1024)
def _points(written: str | None) -> Fraction | None:
    return None if written is None else parse_exact(written)
