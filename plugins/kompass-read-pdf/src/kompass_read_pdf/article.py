"""Find what a browser has marked as the article of a page; what stands around it is the frame of the site."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

__all__ = ["article_marks"]

_ARTICLE = "Art"
_MOST_ELEMENTS = 50_000
_DEEPEST = 100
_NAME = 64


def article_marks(page: Any) -> frozenset[int]:
    """Return the marks of the content that is in an article, none where the page has none.

    Pages that are printed by a browser say so of their parts; a menu before the article is not of the report.
    """
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return frozenset()
    try:
        roots = (
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
            for index in range(min(pdfium.FPDF_StructTree_CountChildren(tree), _MOST_ELEMENTS))
        )
        marks: set[int] = set()
        left = _MOST_ELEMENTS
        waiting = [(root, False, 0) for root in roots if root]
        while waiting and left:
            left -= 1
            element, inside, depth = waiting.pop()
            inside = inside or _type(element) == _ARTICLE
            if inside:
                marks.update(_marks(element))
            if depth < _DEEPEST:
                waiting += [(child, inside, depth + 1) for child in _children(element)]
        return frozenset(marks)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _type(element: object) -> str:
    name = ctypes.create_string_buffer(_NAME)
    length = pdfium.FPDF_StructElement_GetType(element, name, _NAME)
    return name.raw[: max(length - 2, 0)].decode("utf-16-le", "replace") if length <= _NAME else ""


def _marks(element: object) -> Iterator[int]:
    for index in range(max(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element), 0)):
        mark = pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, index)
        if mark >= 0:
            yield mark


def _children(element: object) -> Iterator[object]:
    for index in range(max(pdfium.FPDF_StructElement_CountChildren(element), 0)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield child
