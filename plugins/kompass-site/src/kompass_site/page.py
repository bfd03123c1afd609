"""What is generated: pages of Markdown and files beside them, by their place in the site."""

import posixpath
from typing import final

from attrs import frozen

__all__ = ["Asset", "Page", "relative"]


@final
@frozen(kw_only=True)
class Page:
    """Hold a page of Markdown: its place in the site, such as ``editions/se-2016.md``, and its title.

    ``in_nav`` tells that it has a place of its own in the navigation.
    """

    place: str
    title: str
    text: str
    in_nav: bool = True


@final
@frozen(kw_only=True)
class Asset:
    """Hold a file that pages link to: its place in the site, and its bytes."""

    place: str
    content: bytes


def relative(target: str, place: str) -> str:
    """Return the address of a file of the site as it is written on the page at ``place``.

    >>> relative("mappings/a-to-b.md", "editions/a.md")
    '../mappings/a-to-b.md'
    """
    return posixpath.relpath(target, posixpath.dirname(place) or ".")
