"""Find the lines of JSON Pointers in the text of a document."""

import json
import re
from bisect import bisect
from collections.abc import Iterator
from typing import final

__all__ = ["Places"]

_SPACE = re.compile(r"[ \t\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")
# No number is made of its digits: of thousands of them Python makes none.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


@final
class Places:
    r"""Know where everything stands in the text of a JSON document, which must be one that could be read.

    What an object or list holds is looked up once, so that the places of all members of a long list take one
    pass.

    >>> Places('{"a": [1,\n  {"b": 2}]}').line("/a/1/b")
    2
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._inside: dict[int, tuple[tuple[str, int], ...]] = {}
        self._members: dict[int, dict[str, int]] = {}
        self._breaks: list[int] | None = None

    def line(self, pointer: str) -> int | None:
        """Return the line, from 1, on which the value at a JSON Pointer begins; ``None`` if it is not there.

        Of a key that is written twice the last one counts, as it does for readers of JSON.
        """
        offset = _skip(self._text, 0)
        for step in pointer.split("/")[1:]:
            if offset not in self._members:
                self._members[offset] = dict(self._children(offset))
            inside = self._members[offset].get(step.replace("~1", "/").replace("~0", "~"))
            if inside is None:
                return None
            offset = inside
        return self._line_at(offset)

    def repeated_keys(self) -> Iterator[tuple[str, int]]:
        """Iterate over the keys that stand twice in one object, with the line of each value that is lost."""
        waiting = [_skip(self._text, 0)]
        while waiting:
            offset = waiting.pop()
            children = self._children(offset)
            last = dict(children)
            if self._text[offset] == "{":
                for key, inside in children:
                    if last[key] != inside:
                        yield key, self._line_at(inside)
            waiting.extend(inside for _, inside in reversed(children) if self._text[inside] in "{[")

    def _line_at(self, offset: int) -> int:
        if self._breaks is None:
            self._breaks = [match.end() for match in _BREAK.finditer(self._text)]
        return bisect(self._breaks, offset) + 1

    def _children(self, offset: int) -> tuple[tuple[str, int], ...]:
        """Return the keys or positions in the object or list at ``offset``, with where their values begin."""
        if offset not in self._inside:
            self._inside[offset] = tuple(_children(self._text, offset))
        return self._inside[offset]


def _skip(text: str, offset: int) -> int:
    match = _SPACE.match(text, offset)
    return match.end() if match else offset


def _children(text: str, offset: int) -> Iterator[tuple[str, int]]:
    opening = text[offset]
    if opening not in "{[":
        return
    offset = _skip(text, offset + 1)
    number = 0
    while text[offset] not in "}]":
        key = str(number)
        if opening == "{":
            key, offset = _DECODER.raw_decode(text, offset)
            offset = _skip(text, _skip(text, offset) + 1)
        yield key, offset
        _, offset = _DECODER.raw_decode(text, offset)
        offset = _skip(text, offset)
        if text[offset] == ",":
            offset = _skip(text, offset + 1)
        number += 1
