"""Read the JSON of a mapping-collection so that a large one fits into memory: its maps one by one."""

import json
import re
from array import array
from bisect import bisect
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple, final

from kompass_lint_mapping.places import Places

__all__ = ["Document", "Maps"]

_SPACE = re.compile(r"[ \t\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")
_COLLECTION = "mapping-collection"
_KEPT = 100
"""How many values keep the places of what is in them: of one value after the other all findings are told."""


_DIGITS = 100
"""How many digits make an int: of thousands Python makes none."""


def _number(text: str) -> int | Decimal:
    return int(text) if len(text) < _DIGITS else Decimal(text)


_SKIP = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


class Maps(NamedTuple):
    """Hold where the maps of a mapping stand: their JSON Pointer, and where each begins and ends."""

    pointer: str
    starts: "array[int]"
    ends: "array[int]"


@final
class Document:
    """Hold a JSON document without the maps of its mappings, and where everything in it stands.

    ``data`` is the document, in which lists of ``maps`` are empty; ``maps`` holds where they stand, by the
    pointers of their mappings. Raise ``json.JSONDecodeError`` where the text is no JSON,
    ``RecursionError`` where it is nested too deeply.

    >>> Document('{"mapping-collection": {"mappings": [{"maps": [{"uuid": "x"}]}]}}').data
    {'mapping-collection': {'mappings': [{'maps': []}]}}
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._repeated: list[tuple[str, int]] = []
        self._breaks: array[int] | None = None
        # Where each value begins that was come upon one by one, by its pointer.
        self._starts: dict[str, int] = {}
        # Where those end that were read whole.
        self._ends: dict[str, int] = {}
        self._places: dict[int, Places] = {}
        self.maps: dict[str, Maps] = {}
        self._decoder = json.JSONDecoder(
            parse_int=_number, parse_float=Decimal, parse_constant=str, object_pairs_hook=self._table
        )
        self._met_twice = False
        self.data = self._document()

    def entry(self, start: int) -> Any:
        """Return the value that begins at an offset."""
        value, end = self._decoder.raw_decode(self._text, start)
        self._note_repeated(start, end)
        return value

    def entries(self, maps: Maps) -> Iterator[tuple[str, int, Any]]:
        """Iterate over the maps of a mapping, each with its pointer and where it begins."""
        for number, start in enumerate(maps.starts):
            yield f"{maps.pointer}/{number}", start, self.entry(start)

    def repeated_keys(self) -> list[tuple[str, int]]:
        """Return the keys that stood twice in what was read so far, with the line of each lost value."""
        return sorted(set(self._repeated), key=lambda pair: pair[1])

    def line(self, pointer: str) -> int:
        """Return the line, from 1, on which the value at a JSON Pointer begins, or what holds it."""
        mapping, _, entry = pointer.partition("/maps/")
        maps = self.maps.get(mapping)
        if maps is not None and entry:
            number, _, rest = entry.partition("/")
            return self._line_inside(maps.starts[int(number)], maps.ends[int(number)], rest)
        known, rest = pointer, ""
        while known and known not in self._starts:
            known, _, step = known.rpartition("/")
            rest = f"{step}/{rest}" if rest else step
        start = self._starts.get(known, 0)
        return self._line_inside(start, self._ends.get(known, start), rest)

    def _line_inside(self, start: int, end: int, rest: str) -> int:
        """Return the line of what stands at a pointer in the value between two offsets, read at most once."""
        line = self._line_at(start)
        if not rest or end == start:
            return line
        if start not in self._places:
            if len(self._places) >= _KEPT:
                self._places.clear()
            self._places[start] = Places(self._text[start:end])
        return line + (self._places[start].line(f"/{rest}") or 1) - 1

    def _line_at(self, offset: int) -> int:
        if self._breaks is None:
            self._breaks = array("Q", (match.end() for match in _BREAK.finditer(self._text)))
        return bisect(self._breaks, offset) + 1

    def _table(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        kept = dict(pairs)
        self._met_twice = self._met_twice or len(kept) != len(pairs)
        return kept

    def _note_repeated(self, start: int, end: int) -> None:
        """Note the keys that stand twice in what was just read, if any does."""
        if self._met_twice:
            self._met_twice = False
            first = self._line_at(start) - 1
            places = Places(self._text[start:end])
            self._repeated += [(key, first + line) for key, line in places.repeated_keys()]

    def _document(self) -> Any:
        self._skip()
        if self._here() != "{":
            value = self._value("")
        else:
            value = {}
            for key in self._keys(""):
                pointer = f"/{_step(key)}"
                is_table = key == _COLLECTION and self._here() == "{"
                value[key] = self._collection(pointer) if is_table else self._value(pointer)
        self._skip()
        if self._at < len(self._text):
            raise self._error("Extra data")
        return value

    def _collection(self, pointer: str) -> dict[str, Any]:
        table: dict[str, Any] = {}
        for key in self._keys(pointer):
            inside = f"{pointer}/{_step(key)}"
            if key == "mappings" and self._here() == "[":
                self._starts[inside] = self._at
                table[key] = [
                    self._mapping(f"{inside}/{number}")
                    if self._here() == "{"
                    else self._value(f"{inside}/{number}")
                    for number in self._members()
                ]
            elif key == "mappings" and self._here() == "{":
                table[key] = self._mapping(inside)
            else:
                table[key] = self._value(inside)
        return table

    def _mapping(self, pointer: str) -> dict[str, Any]:
        table: dict[str, Any] = {}
        for key in self._keys(pointer):
            inside = f"{pointer}/{_step(key)}"
            if key == "maps" and self._here() == "[":
                self._starts[inside] = self._at
                maps = Maps(inside, array("Q"), array("Q"))
                for _ in self._members():
                    maps.starts.append(self._at)
                    _, self._at = _SKIP.raw_decode(self._text, self._at)
                    maps.ends.append(self._at)
                self.maps[pointer] = maps
                table[key] = []
            else:
                table[key] = self._value(inside)
        return table

    def _value(self, pointer: str) -> Any:
        """Read the value that stands here, whole."""
        self._starts[pointer] = start = self._at
        value, self._at = self._decoder.raw_decode(self._text, start)
        self._ends[pointer] = self._at
        self._note_repeated(start, self._at)
        return value

    def _keys(self, pointer: str) -> Iterator[str]:
        """Iterate over the keys of the table that stands here; each value is read before the next key."""
        self._starts[pointer] = self._at
        met: dict[str, int] = {}
        self._at += 1
        self._skip()
        while self._here() != "}":
            if self._here() != '"':
                raise self._error("Expecting property name enclosed in double quotes")
            key, self._at = _SKIP.raw_decode(self._text, self._at)
            self._skip()
            if self._here() != ":":
                raise self._error("Expecting ':' delimiter")
            self._at += 1
            self._skip()
            if key in met:
                self._repeated.append((key, self._line_at(met[key])))
            met[key] = self._at
            yield key
            self._after("}")
        self._at += 1

    def _members(self) -> Iterator[int]:
        """Iterate over the numbers of the values in the list that stands here, like ``_keys``."""
        self._at += 1
        self._skip()
        number = 0
        while self._here() != "]":
            yield number
            number += 1
            self._after("]")
        self._at += 1

    def _after(self, closing: str) -> None:
        """Go past the comma that follows a value, or to what closes its list or table."""
        self._skip()
        if self._here() == ",":
            self._at += 1
            self._skip()
            if self._here() == closing:
                raise self._error("Expecting a value after the comma")
        elif self._here() != closing:
            raise self._error("Expecting ',' delimiter")

    def _here(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip(self) -> None:
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _error(self, reason: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(reason, self._text, self._at)


def _step(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
