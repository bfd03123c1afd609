"""Find the line of a JSON Pointer in the text of a document."""

import json
import re

__all__ = ["line_of"]

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def line_of(text: str, pointer: str) -> int | None:
    r"""Return the line, counted from 1, on which the value at a JSON Pointer begins; ``None`` if it is not there.

    >>> line_of('{"a": [1,\n  {"b": 2}]}', "/a/1/b")
    2
    """
    place = _skip(text, 0)
    try:
        for step in pointer.split("/")[1:]:
            inside = _into(text, place, step.replace("~1", "/").replace("~0", "~"))
            if inside is None:
                return None
            place = inside
    except (ValueError, IndexError):
        return None
    return text.count("\n", 0, place) + 1


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _into(text: str, place: int, step: str) -> int | None:
    """Return where the value with a key, or at a position, begins in the object or list at ``place``."""
    opening = text[place]
    if opening not in "{[":
        return None
    place = _skip(text, place + 1)
    number = 0
    while text[place] not in "}]":
        key = str(number)
        if opening == "{":
            key, place = _DECODER.raw_decode(text, place)
            place = _skip(text, _skip(text, place) + 1)
        if key == step:
            return place
        _, place = _DECODER.raw_decode(text, place)
        place = _skip(text, place)
        if text[place] == ",":
            place = _skip(text, place + 1)
        number += 1
    return None
