"""The rules of an assessment, whatever edition it is on: what its dates, places, texts and codes can be.

They read its fields by their names, because the class that keeps them stands above.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from kompass_spec.model.dates import is_period
from kompass_spec.model.edition_rules import CODE, COUNTRY, EDITION_ID, HEADING_CODE
from kompass_spec.model.problems import Problem
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.version import DRAFT_VERSION

__all__ = ["assessment_problems"]

Fields = Mapping[str, Any]

_SHA256 = re.compile(r"[0-9a-f]{64}")
_FIRST_YEAR, _LAST_YEAR = 1000, 9999
_TOTAL = "total"
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "observations": (),
    "not_applicable": (),
    "headings": ("text",),
    "findings": ("text",),
    "evidence": ("text",),
    "evaluators": ("name",),
    "comparability": ("text",),
    "comments": ("text",),
}
"""What may not be empty, of everything that there are several of."""
_CODES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "observations": (("item", "7.2"),),
    "not_applicable": (("item", "7.2"),),
    "headings": (("area", "7"), ("code", "7:analysarbete")),
    "findings": (("area", "7"),),
    "evidence": (("item", "7.2"),),
    "comments": (("item", "7.2"),),
    "comparability": (("item", "7"), ("areas", "7")),
}
"""What is a code, and what one looks like there."""
_LEAST = (("line", 1), ("page", 1), ("count", 0))
_MOST = 10**12
"""More lines than any file has; JSON keeps whole numbers exact far beyond it."""


def assessment_problems(assessment: Fields) -> Iterator[Problem]:
    """Find what cannot be in an assessment, given by its fields, each with its place in it."""
    yield from _identifier_problems(assessment)
    yield from _date_problems(assessment["year"], assessment["period"])
    if not assessment["organisation"].name.strip():
        yield _empty("name", "/organisation/name")
    for index, alias in enumerate(assessment["organisation"].aliases):
        if not alias.strip():
            yield _empty("alias", f"/organisation/aliases/{index}")
    if assessment["source"] is not None and not assessment["source"].file.strip():
        yield _empty("file", "/source/file")
    for key in _TEXTS:
        for index, part in enumerate(assessment[key]):
            yield from _part_problems(key, part, f"/{key}/{index}")


def _part_problems(key: str, part: Any, pointer: str) -> Iterator[Problem]:
    """Find what cannot be in one figure, heading, finding or whatever else there are several of."""
    for name in _TEXTS[key]:
        if not getattr(part, name).strip():
            yield _empty(name, f"{pointer}/{name}")
    for name, example in _CODES.get(key, ()):
        yield from _code_problems(getattr(part, name), example, f"{pointer}/{name}")
    for name in ("sheet", "cell"):
        if getattr(part, name, None) is not None and not getattr(part, name).strip():
            yield _empty(name, f"{pointer}/{name}")
    for name, least in _LEAST:
        value = getattr(part, name, None)
        if value is not None:
            yield from _count_problems(name, value, least, pointer)
    action = getattr(part, "action", None)
    if action is not None and not any(
        (text or "").strip() for text in (action.what, action.who, action.when)
    ):
        sentence = "The action says nothing. Write what is to be done, or leave it out."
        yield Problem("empty-text", sentence, pointer=f"{pointer}/action")
    if key == "comparability":
        yield from _range_problems(part.low, part.high, pointer)


def _count_problems(name: str, value: int, least: int, pointer: str) -> Iterator[Problem]:
    """Find a line, a page or a count that is too low, or beyond what there can be."""
    if value > _MOST:
        sentence = f"The {name} is more than there can be. Correct it, or leave it out."
        yield Problem("bad-value", sentence, pointer=f"{pointer}/{name}")
    elif value < least:
        sentence = f"The {name} is {value}. Write {least} or more, or leave it out."
        yield Problem("bad-value", sentence, pointer=f"{pointer}/{name}")


def _range_problems(low: Fraction | None, high: Fraction | None, pointer: str) -> Iterator[Problem]:
    """Find points to add of which the upper end is below the lower."""
    if low is not None and high is not None and low > high:
        sentence = (
            f"The points to add are from {exact_text(low)} to {exact_text(high)}, which is no range. Swap the"
            " ends, or correct them."
        )
        yield Problem("bad-value", sentence, pointer=f"{pointer}/low")


def _identifier_problems(assessment: Fields) -> Iterator[Problem]:
    sha256 = "Write the SHA-256 of the bytes: 64 digits and letters from a to f, in lower case."
    edition = "Write the id of an edition, such as 'se-2016'."
    source = assessment["source"]
    shapes: list[tuple[str, str | None, re.Pattern[str], str]] = [
        ("/edition", assessment["edition"], EDITION_ID, edition),
        ("/release", assessment["release"], DRAFT_VERSION, "Write a semantic version, such as '1.0.0'."),
        ("/digest", assessment["digest"], _SHA256, sha256),
        ("/organisation/country", assessment["organisation"].country, COUNTRY,
        "Write an ISO 3166-1 code, such as 'SE'."),
        ("/source/sha256", source and source.sha256, _SHA256, sha256),
    ]  # fmt: skip
    for index, compared in enumerate(assessment["comparability"]):
        shapes += [
            (f"/comparability/{index}/edition", compared.edition, EDITION_ID, edition),
            (f"/comparability/{index}/other", compared.other, EDITION_ID, edition),
        ]
    for pointer, value, shape, advice in shapes:
        if value is not None and not shape.fullmatch(value):
            sentence = f"{value[:40]!r} cannot be the {pointer.rpartition('/')[2]} here. {advice}"
            yield Problem("bad-identifier", sentence, pointer=pointer)


def _date_problems(year: int | None, period: str | None) -> Iterator[Problem]:
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        sentence = f"{year} is not a year. Write one of four digits, or leave it out."
        yield Problem("bad-date", sentence, pointer="/year")
    if period is not None and not is_period(period):
        sentence = (
            f"{period[:40]!r} is not a date or a period. Write it as precisely as the source does: 2016,"
            " 2016-03 or 2017-02/2017-03."
        )
        yield Problem("bad-date", sentence, pointer="/period")


def _code_problems(codes: str | tuple[str, ...] | None, example: str, pointer: str) -> Iterator[Problem]:
    for code in (codes,) if isinstance(codes, str) else codes or ():
        # The whole of an edition applies, or there would be no assessment on it.
        whole = code == _TOTAL and pointer.endswith("/item") and not pointer.startswith("/not_applicable/")
        if not whole and not (HEADING_CODE if ":" in example else CODE).fullmatch(code):
            sentence = f"{code[:40]!r} cannot be a code here. Write it like {example!r}."
            yield Problem("bad-code", sentence, pointer=pointer)


def _empty(name: str, pointer: str) -> Problem:
    return Problem(
        "empty-text", f"The {name} is empty. Write it, or take out what has none.", pointer=pointer
    )
