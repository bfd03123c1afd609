"""Write plain data as the TOML of an author: one key on a line, texts by language, lists of tables below."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["quoted", "table_lines"]

_QUANTITIES = frozenset({"max"})
"""The keys whose texts are quantities, which authors write as numbers where they are whole."""


def quoted(text: str) -> str:
    r"""Return a text as TOML writes it, in quotes.

    >>> print(quoted('Så kallad "öppenhet"'))
    "Så kallad \"öppenhet\""
    """
    # A text of JSON is one of TOML, but for the one control character that JSON lets stand.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def table_lines(data: Mapping[str, Any], path: str = "") -> Iterator[str]:
    r"""Iterate over the lines of a table: its own keys first, then the tables in it.

    Each of those comes after an empty line. What is empty is left out. ``path`` leads to the table, and is
    empty for the whole document.

    >>> areas = [{"code": "1", "max": "15", "title": {"sv": "Styrning"}, "aliases": []}]
    >>> print("\n".join(table_lines({"areas": areas})).strip())
    [[areas]]
    code = "1"
    max = 15
    title.sv = "Styrning"
    """
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _dotted(key, value)
        elif not _is_tables(value) and not _is_empty(value):
            yield f"{key} = {_value(key, value)}"
    for key, value in data.items():
        if _is_tables(value):
            for table in value:
                yield from ("", f"[[{path}{key}]]")
                yield from table_lines(table, f"{path}{key}.")


def _dotted(key: str, table: Mapping[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _dotted(f"{key}.{name}", value)
        elif not _is_empty(value):
            yield f"{key}.{name} = {_value(name, value)}"


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(element, Mapping) for element in value)


def _is_empty(value: Any) -> bool:
    return value is None or value == []


def _value(key: str, value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(key, element) for element in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{name} = {_value(name, inner)}' for name, inner in value.items())} }}"
    if isinstance(value, bool):
        return str(value).lower()
    if key in _QUANTITIES and isinstance(value, str) and value.isdecimal():
        return value
    return quoted(value) if isinstance(value, str) else str(value)
