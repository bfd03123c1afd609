"""Find the lines of JSON Pointers in the text of a document."""

import json
import re
from bisect import bisect
from collections.abc import Iterator
from typing import final

__all__ = ["Places"]

_SPACE = re.compile(r"[ \t\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")
_DECODER = json.JSONDecoder()


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
        """Return the line, counted from 1, on which the value at a JSON Pointer begins; ``None`` if it is not there.

        Of a key that is written twice the last one counts, as it does for readers of JSON.
        """
        place = _skip(self._text, 0)
        for step in pointer.split("/")[1:]:
            if place not in self._members:
                self._members[place] = dict(self._children(place))
            inside = self._members[place].get(step.replace("~1", "/").replace("~0", "~"))
            if inside is None:
                return None
            place = inside
        return self._line_at(place)

    def repeated_keys(self) -> Iterator[tuple[str, int]]:
        """Iterate over the keys that stand twice in one object, with the line of each value that is lost."""
        waiting = [_skip(self._text, 0)]
        while waiting:
            place = waiting.pop()
            children = self._children(place)
            last = dict(children)
            if self._text[place] == "{":
                for key, inside in children:
                    if last[key] != inside:
                        yield key, self._line_at(inside)
            waiting.extend(inside for _, inside in reversed(children) if self._text[inside] in "{[")

    def _line_at(self, place: int) -> int:
        if self._breaks is None:
            self._breaks = [found.end() for found in _BREAK.finditer(self._text)]
        return bisect(self._breaks, place) + 1

    def _children(self, place: int) -> tuple[tuple[str, int], ...]:
        """Return the keys or positions in the object or list at ``place``, with where their values begin."""
        if place not in self._inside:
            self._inside[place] = tuple(_children(self._text, place))
        return self._inside[place]


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _children(text: str, place: int) -> Iterator[tuple[str, int]]:
    opening = text[place]
    if opening not in "{[":
        return
    place = _skip(text, place + 1)
    number = 0
    while text[place] not in "}]":
        key = str(number)
        if opening == "{":
            key, place = _DECODER.raw_decode(text, place)
            place = _skip(text, _skip(text, place) + 1)
        yield key, place
        _, place = _DECODER.raw_decode(text, place)
        place = _skip(text, place)
        if text[place] == ",":
            place = _skip(text, place + 1)
        number += 1
