"""What the styles of a Word file say of its paragraphs and words."""

import re
from typing import final

from attrs import evolve, field, fields, frozen

from kompass_read_office.parsing import Element, attribute, children, whole
from kompass_read_office.style_names import role_of_name
from kompass_spec.model import BlockKind

__all__ = ["Style", "Styles", "is_on", "style_of", "value_of"]

_MOST_PARENTS = 12
_TWIPS_OF_A_LETTER = 120
_LIFTED = 4
_LONGEST = 4


@final
@frozen
class Style:
    """Say what a style, or a paragraph itself, sets; ``None`` is what it leaves to the one it is based on.

    ``raised`` and ``lowered`` are set small, ``lifted`` only stands higher, as a whole cell may.
    ``level`` is that of a heading, from 1, and 0 for none; ``numbering`` the id of a list; ``list_level`` the
    level in it from 0.
    """

    name: str = ""
    parent: str | None = None
    level: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    lowered: bool | None = None
    lifted: bool | None = None
    struck: bool | None = None
    numbering: str | None = None
    list_level: int | None = None
    indent: int | None = None

    def over(self, other: "Style") -> "Style":
        """Return this style with what it leaves open taken from another."""
        open_here = [one.name for one in fields(Style) if getattr(self, one.name) is None]
        return evolve(self, **{name: getattr(other, name) for name in open_here})


def value_of(element: Element | None, name: str) -> str | None:
    """Return the value of the child of a name, ``None`` where there is no such child."""
    if element is None:
        return None
    return next((attribute(child, "val") for child in children(element, name)), None)


def is_on(element: Element | None, name: str) -> bool | None:
    """Tell whether a property is set, ``None`` where nothing is said of it."""
    if element is None:
        return None
    for child in children(element, name):
        return attribute(child, "val") not in {"0", "false", "off", "none"}
    return None


def style_of(paragraph: Element | None, words: Element | None) -> Style:
    """Return what the properties of a paragraph and of its words set, as a style or on the spot."""
    level = value_of(paragraph, "outlineLvl")
    numbers = next(children(paragraph, "numPr"), None) if paragraph is not None else None
    list_level = value_of(numbers, "ilvl")
    raising = value_of(words, "vertAlign")
    return Style(
        level=None if level is None else _heading_level(level),
        bold=is_on(words, "b"),
        hidden=is_on(words, "vanish"),
        raised=None if raising is None else raising == "superscript",
        lowered=None if raising is None else raising == "subscript",
        lifted=_is_lifted(value_of(words, "position")),
        struck=_is_struck(words),
        numbering=value_of(numbers, "numId"),
        list_level=int(list_level) if list_level in set("012345678") else None,
        indent=_indent(paragraph),
    )


def _is_lifted(half_points: str | None) -> bool | None:
    """Tell whether words stand so much higher than those before them as the mark of a note does."""
    if half_points is None:
        return None
    return half_points.isdecimal() and len(half_points) <= _LONGEST and int(half_points) >= _LIFTED


def _is_struck(words: Element | None) -> bool | None:
    said = [is_on(words, name) for name in ("strike", "dstrike")]
    return None if said == [None, None] else True in said


def _heading_level(written: str) -> int:
    """Return the level of a heading from 1; the tenth outline level is that of plain words."""
    return int(written) + 1 if written in set("012345678") else 0


def _indent(paragraph: Element | None) -> int | None:
    if paragraph is None:
        return None
    for indent in children(paragraph, "ind"):
        name = "start" if attribute(indent, "start") is not None else "left"
        return whole(indent, name, 0, most=20_000) // _TWIPS_OF_A_LETTER
    return None


@final
@frozen
class Styles:
    """Find what a paragraph or some words are set as, through all styles that theirs is based on."""

    _styles: dict[str, Style] = field(factory=dict)
    _plain: str = ""
    _ground: Style = field(factory=Style)
    _resolved: dict[tuple[str | None, bool], Style] = field(factory=dict, init=False)

    @classmethod
    def read(cls, root: Element | None) -> "Styles":
        """Return the styles of a file; none where it has no part of them."""
        styles: dict[str, Style] = {}
        plain, ground = "", Style()
        for element in root if root is not None else ():
            for defaults in children(element, "rPrDefault"):
                ground = style_of(None, next(children(defaults, "rPr"), None))
            identifier = attribute(element, "styleId")
            if identifier is None or attribute(element, "type") not in {"paragraph", "character"}:
                continue
            set_here = style_of(next(children(element, "pPr"), None), next(children(element, "rPr"), None))
            styles[identifier] = evolve(
                set_here, name=value_of(element, "name") or identifier, parent=value_of(element, "basedOn")
            )
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in {"1", "true"}:
                plain = identifier
        return cls(styles, plain, ground)

    def resolve(self, identifier: str | None, *, paragraph: bool = False) -> Style:
        """Return a style with everything that the styles below it set."""
        key = (identifier, paragraph)
        if key not in self._resolved:
            found = Style()
            for style in self._chain(identifier or (self._plain if paragraph else "")):
                found = found.over(style)
            self._resolved[key] = found.over(self._ground) if paragraph else found
        return self._resolved[key]

    def role(self, identifier: str | None) -> tuple[BlockKind, int] | None:
        """Return what the names of a paragraph's style and those below it say that it is."""
        if identifier is not None and identifier not in self._styles:
            return role_of_name(re.sub(r"(?<=[a-z])(?=\d|[A-Z])", " ", identifier))
        chain = self._chain(identifier or "")
        return next((role for style in chain if (role := role_of_name(style.name)) is not None), None)

    def _chain(self, identifier: str) -> list[Style]:
        chain: list[Style] = []
        while identifier in self._styles and len(chain) < _MOST_PARENTS:
            chain.append(self._styles[identifier])
            identifier = chain[-1].parent or ""
        return chain
