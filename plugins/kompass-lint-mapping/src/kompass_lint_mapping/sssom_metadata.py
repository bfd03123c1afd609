"""Read the metadata of an SSSOM mapping set: the YAML before its table, or in a file beside it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import final

from attrs import field, frozen

from kompass_lint_mapping.beside import CannotReadError, read_beside

__all__ = ["Metadata", "metadata_beside", "read_metadata", "split_lines"]

_ENTRY = re.compile(r"""(["']?)([A-Za-z_][\w.-]*)\1\s*:(?:\s+(.*))?$""")
_PAIR = re.compile(r"""["']?([\w.-]+)["']?\s*:\s*["']?([^\s"',}]+)""")
_BLOCK = re.compile(r"[|>][+-]?\d*$")
_EMPTY = frozenset(("", "~", "null", "[]", "{}"))


@final
@frozen(kw_only=True)
class Metadata:
    """Hold what a mapping set says of itself: values by key, the lines they stand on, and prefixes of ids.

    ``file`` is the name of the file beside the table that it comes from, ``None`` where it stands before the
    table.
    """

    values: Mapping[str, str] = field(factory=dict)
    prefixes: Mapping[str, str] = field(factory=dict)
    lines: Mapping[str, int] = field(factory=dict)
    file: str | None = None


def split_lines(text: str) -> list[str]:
    r"""Return the lines of a text with their ends, which are those that YAML and CSV know.

    >>> split_lines("a\u2028b\r\nc")
    ['a\u2028b\r\n', 'c']
    """
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", text)


def read_metadata(lines: Sequence[str], file: str | None = None) -> Metadata:
    """Return the metadata in lines of YAML, as far as it is needed: texts, numbers and the map of prefixes.

    >>> read_metadata(["license: https://example.org/l", "curie_map:", "  one: https://example.org/"]).prefixes
    {'one': 'https://example.org/'}
    """
    first: dict[str, str] = {}
    rest: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    margin: int | None = None
    key = ""
    for number, line in enumerate(lines, start=1):
        content = line.strip()
        if not content or content.startswith("#") or content == "---":
            continue
        # The first line stands at the margin; what is indented further belongs to the key before it.
        indent = len(line) - len(line.lstrip())
        margin = indent if margin is None else margin
        entry = _ENTRY.match(content) if indent <= margin else None
        if entry:
            key = entry[2]
            first[key] = (entry[3] or "").strip()
            rest[key] = []
            numbers[key] = number
        elif key:
            rest[key].append(content)
    values = {key: _value(first[key], rest[key]) for key in first}
    prefixes: dict[str, str] = {}
    for line in (first.get("curie_map", ""), *rest.get("curie_map", ())):
        prefixes.update(_PAIR.findall(line))
    return Metadata(values=values, prefixes=prefixes, lines=numbers, file=file)


def _value(first: str, rest: Iterable[str]) -> str:
    """Return a value without the signs of YAML around it; "" where there is none."""
    if _BLOCK.fullmatch(first):
        return " ".join(rest)
    text = " ".join((first, *rest)).strip()
    if text[:1] in {"'", '"'}:
        quote = text[0]
        end = text.find(quote, 1)
        return text[1:end] if end > 0 else text[1:]
    text = re.sub(r"(^|\s)#.*$", "", text).strip()
    return "" if text.lower() in _EMPTY else text


def metadata_beside(file: str) -> Metadata | None:
    """Return the metadata in a file beside the table, ``None`` where there is none.

    SSSOM recommends the name of the table with the ending ``.sssom.yml``.
    """
    for name in names_beside(file):
        try:
            text = read_beside(file, name.replace("%", "%25"))
        except CannotReadError:
            continue
        return read_metadata(split_lines(text), name)
    return None


def names_beside(file: str) -> tuple[str, ...]:
    """Return the names under which the metadata of a table is looked for, beside it.

    >>> names_beside("sets/one.sssom.tsv")
    ('one.sssom.yml', 'one.sssom.yaml', 'one.yml', 'one.yaml')
    """
    name = re.split(r"[/\\]", file)[-1]
    stem = re.sub(r"(\.sssom)?\.[^.]*$", "", name)
    return tuple(f"{stem}{ending}" for ending in (".sssom.yml", ".sssom.yaml", ".yml", ".yaml"))
