"""The rules of an edition, as one function over plain data.

They are checked on plain data and not on objects so that a file with a wrong type in one place still gets
every other rule checked: whatever is not of the expected shape is passed over here, because the converter
reports it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kompass_spec.model.dates import is_date, starts_before
from kompass_spec.model.edition_data import Data, children, is_empty, items_of, sequence
from kompass_spec.model.problems import Problem
from kompass_spec.model.scale_rules import scale_problems
from kompass_spec.model.version import DRAFT_VERSION
from kompass_spec.model.weight_rules import weight_problems

__all__ = ["CODE", "COUNTRY", "EDITION_ID", "HEADING_CODE", "LANGUAGE_TAG", "edition_problems"]

EDITION_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", re.ASCII)
"""A BCP 47 tag of a language, perhaps with its script and its region; no other subtags are in use here."""
COUNTRY = re.compile(r"[A-Z]{2}")
CODE = re.compile(r"\d{1,3}(\.\d{1,3})*", re.ASCII)
HEADING_CODE = re.compile(r"\d{1,3}:[^\W_]+(-[^\W_]+)*")


def edition_problems(data: Data) -> list[Problem]:
    """Return every rule that an edition, given as plain data, breaks; pointers are relative to it."""
    return [
        *_identity_problems(data),
        *_date_problems(data),
        *_source_problems(data),
        *_code_problems(data),
        *_text_problems(data),
        *weight_problems(data),
        *scale_problems(data),
        *_alias_problems(data),
        *_editorial_problems(data),
    ]


def _identity_problems(data: Data) -> Iterator[Problem]:
    shapes = (
        ("id", EDITION_ID, "Write lower-case words and digits joined by hyphens, such as 'se-2016'."),
        ("release", DRAFT_VERSION, "Write a semantic version, such as '1.0.0'."),
        ("language", LANGUAGE_TAG, "Write a BCP 47 tag, such as 'sv' or 'nn-NO'."),
        ("country", COUNTRY, "Write an ISO 3166-1 code, such as 'SE'."),
    )
    for key, shape, advice in shapes:
        value = data.get(key)
        if isinstance(value, str) and not shape.fullmatch(value):
            sentence = f"{value[:40]!r} cannot be the {key} of an edition. {advice}"
            yield Problem("bad-identifier", sentence, pointer=f"/{key}")
    for key in ("publisher", "rights"):
        if is_empty(data.get(key)):
            sentence = f"The {key} of the edition is empty. Say who it is."
            yield Problem("empty-text", sentence, pointer=f"/{key}")


def _date_problems(data: Data) -> Iterator[Problem]:
    first, last = data.get("valid_from"), data.get("valid_to")
    dates = [("/valid_from", first), ("/valid_to", last)]
    dates += [(f"{pointer}/date", source.get("date")) for pointer, source in children(data, "", "sources")]
    for pointer, date in dates:
        if isinstance(date, str) and not is_date(date):
            sentence = (
                f"{date[:40]!r} is not a date. Write it as precisely as the source does: 2016, 2016-03 or"
                " 2016-03-01."
            )
            yield Problem("bad-date", sentence, pointer=pointer)
    # Whether what is not a date comes before another cannot be said.
    both = [date for date in (first, last) if isinstance(date, str) and is_date(date)]
    if len(both) == 2 and not starts_before(*both):  # noqa: PLR2004 - the first and the last
        sentence = f"The edition ends in {last}, before it begins in {first}."
        yield Problem("bad-date", sentence, pointer="/valid_to")


def _source_problems(data: Data) -> Iterator[Problem]:
    """Find what is wrong with the sources themselves, and what cites none of them."""
    known: set[str] = set()
    for pointer, source in children(data, "", "sources"):
        name = source.get("id")
        if isinstance(name, str):
            if name in known:
                sentence = f"Two sources have the id {name!r}. Give each its own."
                yield Problem("duplicate-code", sentence, pointer=pointer)
            known.add(name)
        for key in ("id", "title"):
            if is_empty(source.get(key)):
                sentence = f"The {key} of the source is empty. Write it."
                yield Problem("empty-text", sentence, pointer=f"{pointer}/{key}")
    yield from _citation_problems(data, known)
    if data.get("source") is None:
        yield from _unsourced_problems(data)


def _citation_problems(data: Data, known: set[str]) -> Iterator[Problem]:
    citing = [
        ("", data),
        *((pointer, item) for pointer, item, _ in items_of(data)),
        *_guidance(data),
        *children(data, "", "notes"),
        *children(data, "", "scales"),
    ]
    for pointer, item in citing:
        name = item.get("source")
        if isinstance(name, str) and name not in known:
            sentence = (
                f"{name!r} is not the id of a source of this edition. Add it under [[sources]] or cite"
                " another."
            )
            yield Problem("unknown-source", sentence, pointer=f"{pointer}/source")


def _unsourced_problems(data: Data) -> Iterator[Problem]:
    """Find what cites no source, where the edition has none for all.

    What stands in an item that cites a source rests on the same.
    """
    unsourced = [pointer for pointer, item in children(data, "", "areas") if item.get("source") is None]
    if unsourced and len(unsourced) == len(list(children(data, "", "areas"))):
        # One missing line of the edition is one mistake, not one for every area.
        unsourced = [""]
    for key in ("notes", "scales"):
        unsourced += [pointer for pointer, item in children(data, "", key) if item.get("source") is None]
    for pointer in unsourced:
        yield Problem(
            "unsourced",
            "Nothing says where this comes from. Give it a source, or the edition a source for all that has"
            " none.",
            pointer=pointer,
        )


def _guidance(data: Data) -> Iterator[tuple[str, Data]]:
    """Walk over what is said to give full points for questions and criteria."""
    for pointer, item, _ in items_of(data):
        yield from children(item, pointer, "guidance")


def _editorial_problems(data: Data) -> Iterator[Problem]:
    """Find declarations that an item was only reworded which are about no item, or give no reason."""
    codes = {code for _, item, _ in items_of(data) if isinstance(code := item.get("code"), str)}
    for pointer, declared in children(data, "", "editorial"):
        code, release, reason = (declared.get(key) for key in ("code", "release", "reason"))
        if isinstance(code, str) and code not in codes:
            yield Problem(
                "dangling-code",
                f"There is no item {code[:40]!r} that could have been reworded. Correct the code, or remove"
                " the declaration.",
                pointer=f"{pointer}/code",
            )
        if isinstance(release, str) and not DRAFT_VERSION.fullmatch(release):
            yield Problem(
                "bad-identifier",
                f"{release[:40]!r} is not a release in which it was reworded. Write a semantic version, such"
                " as '1.0.1'.",
                pointer=f"{pointer}/release",
            )
        if isinstance(reason, str) and not reason.strip():
            yield Problem(
                "missing-reason",
                "Say why the new words mean the same. A rewording without a reason is a change of meaning.",
                pointer=f"{pointer}/reason",
            )


def _code_problems(data: Data) -> Iterator[Problem]:
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for pointer, item, above in items_of(data):
        code = item.get("code")
        if not isinstance(code, str):
            continue
        counts[code] += 1
        if counts[code] == 2:  # noqa: PLR2004 - the second of its kind is where the mistake shows
            yield Problem(
                "duplicate-code",
                f"The code {code!r} is used twice. Codes are unique in an edition.",
                pointer=f"{pointer}/code",
            )
        first = written.setdefault(re.sub(r"(?<!\d)0+(?=\d)", "", code), code)
        if first != code:
            yield Problem(
                "duplicate-code",
                f"The codes {first!r} and {code!r} are the same number. Give each item its own.",
                pointer=f"{pointer}/code",
            )
        yield from _shape_problems(pointer, code, above)


def _shape_problems(pointer: str, code: str, above: Data | None) -> Iterator[Problem]:
    """Find a code that is not written as one, or does not begin with that of the item above."""
    parent = above.get("code") if above is not None else None
    shape, separator, example = CODE, ".", "7" if above is None else "7.2"
    if "/headings/" in pointer:
        shape, separator, example = HEADING_CODE, ":", "7:analysarbete"
    if not shape.fullmatch(code):
        sentence = f"{code[:40]!r} cannot be a code here. Write it like {example!r}."
        yield Problem("bad-code", sentence, pointer=f"{pointer}/code")
    elif isinstance(parent, str) and not code.startswith(parent + separator):
        sentence = (
            f"The code {code!r} does not belong under {parent!r}: it must begin with '{parent}{separator}'."
        )
        yield Problem("bad-code", sentence, pointer=f"{pointer}/code")


def _text_problems(data: Data) -> Iterator[Problem]:
    own = data.get("language")
    texts = [("/title", data.get("title"))]
    for pointer, item, above in items_of(data):
        key = "title" if above is None else "text"
        texts.append((f"{pointer}/{key}", item.get(key)))
    told = [*_guidance(data), *children(data, "", "notes")]
    texts += [(f"{pointer}/text", item.get("text")) for pointer, item in told]
    for pointer, scale in children(data, "", "scales"):
        levels = children(scale, pointer, "levels")
        texts += [(f"{place}/label", level.get("label")) for place, level in levels]
    for pointer, text in texts:
        if not isinstance(text, Mapping):
            continue
        # Of a language that is no tag, which is said, every text would be missing.
        if (
            isinstance(own, str)
            and LANGUAGE_TAG.fullmatch(own)
            and own not in text
            and not pointer.startswith("/notes/")
        ):
            yield Problem(
                "missing-language",
                f"The text is missing in {own!r}, the edition's own language. Add"
                f" {pointer.rpartition('/')[2]}.{own}.",
                pointer=pointer,
            )


def _alias_problems(data: Data) -> Iterator[Problem]:
    names: dict[str, str] = {}
    for pointer, area in children(data, "", "areas"):
        aliases = sequence(area.get("aliases"))
        for index, alias in enumerate(aliases):
            if is_empty(alias):
                sentence = "This other name of the area is empty. Remove it."
                yield Problem("empty-text", sentence, pointer=f"{pointer}/aliases/{index}")
        for name in _names_of(area.get("title"), aliases):
            if names.setdefault(name.casefold(), pointer) != pointer:
                sentence = f"{name!r} also names another area of this edition."
                yield Problem("duplicate-name", sentence, pointer=pointer)


def _names_of(title: object, aliases: Sequence[object]) -> list[str]:
    """Return what an area is called in any language, each name once."""
    titles = title.values() if isinstance(title, Mapping) else ()
    return list(dict.fromkeys(name for name in (*titles, *aliases) if isinstance(name, str)))
