"""Tell what kind of image a logo is, and whether it can be shown without asking for anything else."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError, fromstring

from kompass_spec.model.problems import Problem

__all__ = ["LOGO_LIMIT", "logo_problems", "type_of_logo"]

LOGO_LIMIT = 500_000
"""The most bytes of a logo, because it is carried in every page."""

_SVG = "image/svg+xml"
_MAGIC = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#|data:image/)|@import", re.IGNORECASE)


def type_of_logo(content: bytes) -> str | None:
    r"""Return the media type of an image by its first bytes, ``None`` where it is none that is shown.

    >>> type_of_logo(b"\x89PNG\r\n\x1a\n"), type_of_logo(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    ('image/png', 'image/svg+xml')
    """
    for magic, kind in _MAGIC.items():
        if content.startswith(magic):
            return kind
    start = content[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return _SVG if start.startswith(b"<") and b"<svg" in content else None


def logo_problems(content: bytes) -> Iterator[Problem]:
    """Find what keeps an image from being shown: its size, its kind, or what an SVG asks for."""
    if len(content) > LOGO_LIMIT:
        sentence = (
            f"The logo has {len(content):,} bytes, and at most {LOGO_LIMIT:,} are carried in every page."
            " Save it smaller, or as SVG."
        )
        yield Problem("file-too-large", sentence)
        return
    kind = type_of_logo(content)
    if kind is None:
        sentence = "The logo is neither PNG nor JPEG nor SVG. Save it as one of these."
        yield Problem("bad-value", sentence)
    elif kind == _SVG:
        yield from _svg_problems(content)


def _svg_problems(content: bytes) -> Iterator[Problem]:
    advice = "Export it as a plain SVG, or as PNG."
    if _DOCTYPE.search(content):
        yield Problem("bad-value", f"The logo declares a document type, which is not read. {advice}")
        return
    try:
        root = fromstring(content)  # noqa: S314 - nothing that expands is left: it declares no entities
    except (ParseError, ValueError, RecursionError):
        yield Problem("bad-value", f"The logo is no well-formed SVG. {advice}")
        return
    if root.tag not in {f"{_NAMESPACE}svg", "svg"}:
        yield Problem("bad-value", f"The logo is XML, but no SVG. {advice}")
        return
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2].lower()
        if name in {"script", "foreignobject"} or any(
            key.rpartition("}")[2].lower().startswith("on") for key in element.attrib
        ):
            yield Problem("bad-value", f"The logo has a script or a page in it, which is not shown. {advice}")
            return
        if _asks_outside(element.attrib, element.text if name == "style" else None):
            sentence = f"The logo asks for another file, and a page asks for nothing. {advice}"
            yield Problem("bad-value", sentence)
            return


def _asks_outside(attributes: dict[str, str], style: str | None) -> bool:
    for key, value in attributes.items():
        is_link = key.rpartition("}")[2].lower() in {"href", "src"}
        if is_link and not value.strip().startswith(("#", "data:image/")):
            return True
        if _OUTSIDE.search(value):
            return True
    return style is not None and _OUTSIDE.search(style) is not None
