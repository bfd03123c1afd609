"""Parse XML within bounds: no entities, nothing fetched, no more nodes than memory allows."""

import io
from collections.abc import Iterator

from lxml import etree

from kompass_read_office.refusals import damaged, too_large

__all__ = [
    "MOST_MARKS",
    "MOST_STREAMED",
    "Element",
    "attribute",
    "children",
    "has",
    "inner_text",
    "parse",
    "stream",
    "tag",
    "whole",
]

Element = etree._Element  # noqa: SLF001 - the type of an element has no other name

MOST_MARKS = 1_500_000
"""The number of tags and attributes of one part above which a file is refused; 300 pages have 200,000."""

MOST_STREAMED = 2_000_000
"""The number of tags of one part that is read piece by piece above which a file is refused."""

_BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))


def parse(content: bytes) -> Element:
    """Return the root of a part; raise ``InputError`` where it is no XML, or more than a document."""
    text = _checked(content)
    if text.count(b"<") + text.count(b"=") > MOST_MARKS:
        raise too_large(f"A part of it has more than {MOST_MARKS:,} marks.")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error


def stream(content: bytes, tags: tuple[str, ...]) -> Iterator[Element]:
    """Iterate over the elements of some local names, each forgotten once the next one is asked for.

    Raise ``InputError`` where the part is no XML, or more than a document.
    """
    wanted = [f"{{*}}{name}" for name in tags]
    text = _checked(content)
    if text.count(b"<") > MOST_STREAMED:
        raise too_large(f"A part of it has more than {MOST_STREAMED:,} marks.")
    try:
        for _, element in etree.iterparse(
            io.BytesIO(text),
            tag=wanted,
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        ):
            yield element
            element.clear()
            while (before := element.getprevious()) is not None and (
                above := element.getparent()
            ) is not None:
                above.remove(before)
    except etree.XMLSyntaxError as error:
        raise damaged() from error


def _checked(content: bytes) -> bytes:
    """Return the bytes in UTF-8, which they are then parsed as whatever they declare.

    A declaration of a document type can hold entities that grow, or name other files. Office programs write
    none, and outside of it ``<!DOCTYPE`` cannot stand in XML but in comments.
    """
    text = content
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            try:
                text = content[len(bom) :].decode(encoding).encode()
            except UnicodeDecodeError as error:
                raise damaged() from error
            break
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise damaged()
    return text


def tag(element: Element) -> str:
    """Return the name of an element without its namespace.

    >>> tag(parse(b'<w:p xmlns:w="urn:x"/>'))
    'p'
    """
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its name without the namespace, ``None`` where there is none.

    Files of one kind come with several namespaces, whose names say the same.
    """
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def whole(element: Element, name: str, default: int, *, most: int) -> int:
    """Return an attribute as a whole number from 0 to ``most``, ``default`` where it is none."""
    value = attribute(element, name) or ""
    if not (value.isascii() and value.isdigit()) or len(value) > len(str(most)):
        return default
    return min(int(value), most)


def children(element: Element, *names: str) -> Iterator[Element]:
    """Iterate over the children of an element that have one of the names."""
    return (child for child in element if tag(child) in names)


def has(element: Element, *names: str) -> bool:
    """Tell whether an element has a child of one of the names."""
    return next(children(element, *names), None) is not None


def inner_text(element: Element, name: str) -> str:
    """Return the texts of all elements of a name within another, put together."""
    return "".join(part.text or "" for part in element.iter(f"{{*}}{name}"))
