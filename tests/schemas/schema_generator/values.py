"""The kinds of text that schemas name: exact quantities,
shares, dates, versions, digests and codes, each as a pattern.

The patterns are written so that ECMA-262 and Python read them alike: no classes of letters, no flags.
"""

from collections.abc import Mapping
from typing import Any

__all__ = ["VALUES", "Schema"]

Schema = dict[str, Any]

_NUMBER = "[0-9]{1,400}"
_PARTS = rf"(\.{_NUMBER}|/0*[1-9][0-9]{{0,399}})?"
# As the package writes it: a reader takes leading zeros too, but nobody should have to.
_SOME = "[1-9][0-9]{0,399}"
_REST = rf"(\.{_NUMBER}|/{_SOME})?"
_DATE = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
# No format: what does not know one takes everything for it, or, as strict validators do, refuses the schema.
_TO_29 = "0[1-9]|[12][0-9]"
_DAY = rf"[0-9]{{4}}-((0[13578]|1[02])-({_TO_29}|3[01])|(0[469]|11)-({_TO_29}|30)|02-({_TO_29}))"
_VERSION = "(0|[1-9][0-9]*)"
_CODE = r"[0-9]{1,3}(\.[0-9]{1,3})*"
# What stands after the colon is words in lower case in any language: anything but white space and ASCII
# punctuation.
_SLUG = r"[^\s!-/:-@\[-`{-~]+"


def _text(pattern: str, description: str, *examples: str, **more: Any) -> Schema:
    return {
        "type": "string",
        "pattern": f"^{pattern}$",
        "description": description,
        "examples": list(examples),
        **more,
    }


VALUES: Mapping[str, Schema] = {
    "quantity": _text(
        f"-?{_NUMBER}{_PARTS}",
        "An exact quantity, written as a text: a decimal where it is finite, else n/d."
        " Never a floating-point number.",
        "552", "70.05", "50/3",
    ),
    "amount": _text(
        f"(0|{_SOME}){_REST}", "An exact quantity that is not negative, written as a text.", "552", "70.05",
        "0"
    ),
    "positive": _text(
        rf"({_SOME}{_REST}|0\.0{{0,399}}[1-9][0-9]{{0,399}})",
        "An exact quantity above 0, written as a text.",
        "100", "2.5", "50/3",
    ),
    "fraction": _text(
        rf"(0*1(\.0{{1,400}})?|0{{1,400}}(\.{_NUMBER})?|{_NUMBER}/0*[1-9][0-9]{{0,399}})",
        "An exact fraction from 0 to 1, written as a text.",
        "0.55", "2/3", "1",
    ),
    "date": _text(
        _DATE, "An EDTF date, as precise as its source: a year, a month of a year, or a day.", "2016",
        "2010-03"
    ),
    "period": _text(f"{_DATE}(/{_DATE})?", "An EDTF date, or two with a slash between them.",
    "2017-02/2017-03"),
    "day": _text(_DAY, "A day as in ISO 8601.", "2026-03-01"),
    "version": _text(
        rf"{_VERSION}\.{_VERSION}\.{_VERSION}(-[0-9A-Za-z.-]+)?", "A semantic version.", "1.0.0"
    ),
    "sha256": _text("[0-9a-f]{64}", "A SHA-256 in hexadecimal, in lower case.", "0" * 64),
    "edition-id": _text("[a-z0-9]+(-[a-z0-9]+)*", "The id of an edition.", "se-2016"),
    "slug": _text(r"\S+", "A name without white space.", "nordic"),
    "pinned-edition": _text(
        "[a-z0-9-]+@[0-9]{1,4}", "The id of an edition with the major version of its release.", "se-2016@1"
    ),
    "country": _text("[A-Z]{2}", "An ISO 3166-1 code.", "SE"),
    "language": _text(
        "[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", "A BCP 47 tag.", "sv", "nn-NO"
    ),
    "code": _text(_CODE, "The code of an area, a question or a criterion.", "7", "7.2"),
    "item": _text(
        rf"(total|{_CODE}|[0-9]{{1,3}}:{_SLUG}(-{_SLUG})*)",
        "The code of an area, a heading, a question or a criterion, or 'total'.",
        "7.2", "7:analysarbete", "total",
    ),
    "scored-item": _text(
        f"(total|{_CODE})", "The code of an area, a question or a criterion, or 'total'.", "7.2", "total"
    ),
    "heading-code": _text(
        f"[0-9]{{1,3}}:{_SLUG}(-{_SLUG})*", "The code of a heading: its area, a colon and a slug.",
        "7:analysarbete"
    ),
    "pointer": _text("(/([^~/]|~[01])*)*", "A JSON Pointer (RFC 6901).", "/areas/0/title"),
    "release-file": _text(
        r"releases/[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+\.json",
        "Where a released file lies, beside the ledger.",
        "releases/se-2016/1.0.0.json",
    ),
    "problem-code": _text("[a-z]+(-[a-z]+)*", "The code of an error or a warning.", "unknown-key"),
}  # fmt: skip
"""The kinds of text by the name that ``$ref`` has for them."""
