"""Read the metadata of an SSSOM mapping set: the YAML before its table, or in a file beside it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, final

from attrs import Factory, field, frozen

from kompass_lint_mapping.beside import CannotReadError, begins_with_mark, read_beside
from kompass_spec.model import LintFinding

__all__ = ["Metadata", "Value", "metadata_beside", "names_beside", "read_metadata"]

_LIMIT = 5_000_000
"""The letters of metadata above which it is not read: the largest have some hundred thousand."""
_DEEPEST = 20
"""How many lists and tables stand in each other at most: a parser takes the square of them."""
_EMPTY = frozenset(("", "~", "null", "Null", "NULL"))
_BEGINS = ("MappingStartEvent", "SequenceStartEvent")
_FORBIDDEN = {
    "anchor": "an anchor (&)",
    "alias": "an alias (*)",
    "tag": "a tag (!)",
    "directive": "a directive (%)",
}


class Value(NamedTuple):
    """Hold what stands under a key: its values as texts, one or more, and the line of each.

    ``nested`` says that tables or lists stand among them, which are no values.
    """

    texts: tuple[str, ...]
    lines: tuple[int, ...]
    line: int
    nested: bool = False


class _Node(NamedTuple):
    """Hold a part of a YAML document: a text, a list of nodes, or a list of keys and nodes by turns."""

    kind: str
    line: int
    text: str
    inside: "list[_Node]"


@final
@frozen(kw_only=True)
class Metadata:
    """Hold what a mapping set says of itself: values by key, prefixes of ids, extensions, and what is wrong.

    ``file`` is the name of the file beside the table that it comes from, ``None`` where it stands before the
    table; ``readable`` is false where it is no YAML, so that nothing is known.
    """

    values: Mapping[str, Value] = field(factory=dict)
    prefixes: Mapping[str, str] = field(factory=dict)
    prefix_lines: Mapping[str, int] = field(factory=dict)
    extensions: frozenset[str] = frozenset()
    findings: tuple[LintFinding, ...] = Factory(tuple)
    file: str | None = None
    readable: bool = True

    def text(self, key: str) -> str:
        """Return the value of a key, several of them as a table has them; "" where there is none.

        >>> read_metadata("a: [x, y]").text("a"), read_metadata("a: [x, y]").text("b")
        ('x|y', '')
        """
        value = self.values.get(key)
        return "|".join(value.texts) if value else ""

    def line(self, key: str) -> int:
        """Return the line on which a key stands, 1 where it is in another file or not there."""
        value = self.values.get(key)
        return value.line if value and self.file is None else 1


def read_metadata(text: str, file: str | None = None) -> Metadata:
    r"""Return the metadata in a YAML document.

    Nothing is made of its values: a text is what stands there, whatever YAML would take it for.

    >>> read_metadata("comment: 'it''s one'\ncurie_map:\n  one: https://example.org/").prefixes
    {'one': 'https://example.org/'}
    """
    findings: list[LintFinding] = []
    try:
        root = _parsed(text, findings, file)
    except _NotYamlError as error:
        findings.append(_finding("not-yaml", f"The metadata is not YAML: {error.reason}.", error.line, file))
        return Metadata(findings=tuple(findings), file=file, readable=False)
    if root is None:
        return Metadata(findings=tuple(findings), file=file)
    if root.kind != "table":
        sentence = "The metadata is not YAML of keys and values. Begin every line with a key and a colon."
        findings.append(_finding("not-yaml", sentence, root.line, file))
        return Metadata(findings=tuple(findings), file=file, readable=False)
    keys = dict(_pairs(root, findings, file))
    prefixes = keys.pop("curie_map", None)
    if prefixes is not None and prefixes.kind != "table" and prefixes.text not in _EMPTY:
        sentence = "'curie_map' must be a table of prefixes and what they stand for."
        findings.append(_finding("wrong-type", sentence, prefixes.line, file))
    listed = dict(_pairs(prefixes, findings, file)) if prefixes is not None else {}
    return Metadata(
        values={key: value for key, node in keys.items() if (value := _value(node)) is not None},
        prefixes={key: node.text for key, node in listed.items()},
        prefix_lines={key: node.line if file is None else 1 for key, node in listed.items()},
        extensions=frozenset(_extensions(keys.get("extension_definitions"))),
        findings=tuple(findings),
        file=file,
    )


def metadata_beside(file: str) -> Metadata | None:
    """Return the metadata in a file beside the table, ``None`` where there is none.

    SSSOM recommends the name of the table with the ending ``.sssom.yml``.
    """
    for name in names_beside(file):
        reference = name.replace("%", "%25")
        try:
            text = read_beside(file, reference)
        except CannotReadError:
            continue
        metadata = read_metadata(text, name)
        if not begins_with_mark(file, reference):
            return metadata
        sentence = f"{name} begins with a byte order mark, which SSSOM forbids. Save it in UTF-8 without one."
        mark = LintFinding(rule="byte-order-mark", message=sentence, line=1)
        return Metadata(
            values=metadata.values,
            prefixes=metadata.prefixes,
            prefix_lines=metadata.prefix_lines,
            extensions=metadata.extensions,
            findings=(mark, *metadata.findings),
            file=name,
            readable=metadata.readable,
        )
    return None


def names_beside(file: str) -> tuple[str, ...]:
    """Return the names under which the metadata of a table is looked for, beside it.

    >>> names_beside("sets/one.sssom.tsv")
    ('one.sssom.yml', 'one.sssom.yaml', 'one.yml', 'one.yaml')
    """
    name = re.split(r"[/\\]", file)[-1]
    stem = re.sub(r"(\.sssom)?\.[^.]*$", "", name)
    return tuple(f"{stem}{ending}" for ending in (".sssom.yml", ".sssom.yaml", ".yml", ".yaml"))


def _finding(rule: str, sentence: str, line: int, file: str | None) -> LintFinding:
    if file is None:
        return LintFinding(rule=rule, message=sentence, line=line)
    return LintFinding(rule=rule, message=f"{file}, line {line}: {sentence}", line=1)


class _NotYamlError(Exception):
    """Say in words why a text is not YAML, and on which line."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def _parsed(text: str, findings: list[LintFinding], file: str | None) -> _Node | None:
    """Return the root of a YAML document, ``None`` where it is empty.

    It is made of the events of the parser: an alias is a finding and nothing else, so that no text grows.
    """
    if len(text) > _LIMIT:
        raise _NotYamlError(f"it is longer than {_LIMIT:,} letters, more than is read", 1)
    root: _Node | None = None
    waiting: list[_Node] = []
    for kind, event, line in _events(text):
        for feature in _features(kind, event):
            sentence = f"The metadata has {feature}, which SSSOM forbids. Write out what is meant."
            findings.append(_finding("yaml-feature", sentence, line, file))
        if kind == "DocumentStartEvent" and root is not None:
            raise _NotYamlError("a second document begins here", line)
        node = _node(kind, event, line)
        if node is not None:
            if waiting:
                waiting[-1].inside.append(node)
            else:
                root = node
        if kind in _BEGINS and node is not None:
            waiting.append(node)
            if len(waiting) > _DEEPEST:
                raise _NotYamlError(f"it is nested more than {_DEEPEST} deep, and SSSOM needs three", line)
        elif kind in {"MappingEndEvent", "SequenceEndEvent"}:
            waiting.pop()
    return root


def _events(text: str) -> Iterator[tuple[str, Any, int]]:
    """Iterate over the events of a YAML parser, each with its kind and its line, from 1."""
    # Tables without metadata, and mappings in JSON, need no YAML.
    import yaml  # noqa: PLC0415 - see above

    try:
        events: Iterator[Any] = yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        for event in events:
            yield type(event).__name__, event, event.start_mark.line + 1
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise _NotYamlError(str(error.problem or error.context), line) from None
    except (yaml.YAMLError, ValueError) as error:
        raise _NotYamlError(f"it has a letter that no YAML has ({_first_line(error)})", 1) from None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:80]


def _features(kind: str, event: Any) -> Iterator[str]:
    """Iterate over the features of YAML that an event shows and SSSOM forbids."""
    if kind == "AliasEvent":
        yield _FORBIDDEN["alias"]
    elif kind == "DocumentStartEvent":
        if event.version or event.tags:
            yield _FORBIDDEN["directive"]
    else:
        if getattr(event, "anchor", None):
            yield _FORBIDDEN["anchor"]
        if getattr(event, "tag", None):
            yield _FORBIDDEN["tag"]


def _node(kind: str, event: Any, line: int) -> _Node | None:
    if kind == "ScalarEvent":
        # Quoted, it is a text whatever it says.
        plain = not event.style
        return _Node("text", line, "" if plain and event.value in _EMPTY else event.value, [])
    if kind == "AliasEvent":
        return _Node("text", line, "", [])
    if kind in _BEGINS:
        return _Node("table" if kind == "MappingStartEvent" else "list", line, "", [])
    return None


def _pairs(node: _Node, findings: list[LintFinding], file: str | None) -> Iterator[tuple[str, _Node]]:
    """Iterate over the keys of a table and what stands under them, the last where a key stands twice."""
    if node.kind != "table":
        return
    met: set[str] = set()
    for key, value in zip(node.inside[::2], node.inside[1::2], strict=False):
        if key.text in met:
            sentence = f"The key {key.text[:80]!r} stands twice, which YAML forbids. Keep one of them."
            findings.append(_finding("duplicate-key", sentence, key.line, file))
        met.add(key.text)
        yield key.text, value._replace(line=key.line)


def _value(node: _Node) -> Value | None:
    """Return the values of a node, ``None`` where it has none."""
    if node.kind == "text":
        return Value((node.text,), (node.line,), node.line) if node.text else None
    if node.kind == "table":
        return Value((), (), node.line, nested=True) if node.inside else None
    filled = [item for item in node.inside if item.text or item.kind != "text"]
    texts = [item for item in filled if item.kind == "text"]
    if not filled:
        return None
    return Value(
        tuple(item.text for item in texts),
        tuple(item.line for item in texts),
        node.line,
        nested=len(texts) < len(filled),
    )


def _extensions(node: _Node | None) -> Iterator[str]:
    """Iterate over the names of the slots that a set defines besides those of the standard."""
    for definition in node.inside if node is not None and node.kind == "list" else ():
        for key, value in _pairs(definition, [], None):
            if key == "slot_name":
                yield value.text
