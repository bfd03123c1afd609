"""What the styles of an OpenDocument file say of its paragraphs, words and tables."""

import re
from typing import final

from attrs import define, evolve, field, fields, frozen

from kompass_read_office.numbering import Level
from kompass_read_office.parsing import Element, attribute, children, tag, whole
from kompass_read_office.style_names import role_of_name
from kompass_spec.model import BlockKind

__all__ = ["OdfStyle", "OdfStyles"]

_BOLD = frozenset({"600", "700", "800", "900"})
_MOST_PARENTS = 12
_DEEPEST = 9
_LARGEST_START = 9_999
_MOST_LEVELS = 10
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)(cm|mm|in|pt)")
_LETTERS_OF = {"cm": 4.72, "mm": 0.472, "in": 12.0, "pt": 1 / 6}
_NAMED = re.compile(r"%(\d)%")


@final
@frozen
class OdfStyle:
    """Say what a style sets; ``None`` is what it leaves to its parent.

    ``level`` is that of a heading, ``numbering`` the name of a list style, ``shown`` whether a table is.
    """

    name: str = ""
    parent: str | None = None
    level: int | None = None
    numbering: str | None = None
    bold: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    lowered: bool | None = None
    struck: bool | None = None
    indent: int | None = None
    shown: bool | None = None

    def over(self, other: "OdfStyle") -> "OdfStyle":
        """Return this style with what it leaves open taken from another."""
        open_here = [one.name for one in fields(OdfStyle) if getattr(self, one.name) is None]
        return evolve(self, **{name: getattr(other, name) for name in open_here})


@final
@define
class OdfStyles:
    """Find what something is set as, by the family of its style and its name."""

    _styles: dict[tuple[str, str], OdfStyle] = field(factory=dict)
    _lists: dict[str, dict[int, Level]] = field(factory=dict)
    _resolved: dict[tuple[str, str], OdfStyle] = field(factory=dict)
    headings: dict[int, Level] = field(factory=dict)

    def read(self, root: Element | None) -> None:
        """Take in the styles of a part."""
        for group in children(root, "styles", "automatic-styles") if root is not None else ():
            for element in group:
                self._read_style(element)

    def _read_style(self, element: Element) -> None:
        name = attribute(element, "name") or ""
        if tag(element) == "style":
            self._styles[attribute(element, "family") or "", name] = _style_of(element)
        elif tag(element) == "list-style":
            self._lists[name] = _levels_of(element)
        elif tag(element) == "outline-style":
            self.headings = _levels_of(element)

    def resolve(self, family: str, name: str | None) -> OdfStyle:
        """Return a style with everything that the styles below it set."""
        key = (family, name or "")
        if key not in self._resolved:
            found = OdfStyle()
            for style in self._chain(*key):
                found = found.over(style)
            self._resolved[key] = found
        return self._resolved[key]

    def role(self, name: str | None) -> tuple[BlockKind, int] | None:
        """Return what the names of a paragraph's style and those below it say that it is."""
        chain = self._chain("paragraph", name or "")
        return next((role for style in chain if (role := role_of_name(style.name)) is not None), None)

    def levels(self, name: str | None) -> dict[int, Level]:
        """Return how a list of a style is numbered."""
        return self._lists.get(name or "", {})

    def _chain(self, family: str, name: str) -> list[OdfStyle]:
        chain: list[OdfStyle] = []
        while (family, name) in self._styles and len(chain) < _MOST_PARENTS:
            chain.append(self._styles[family, name])
            name = chain[-1].parent or ""
        return chain


def _style_of(element: Element) -> OdfStyle:
    level = attribute(element, "default-outline-level")
    found = OdfStyle(
        name=attribute(element, "display-name") or attribute(element, "name") or "",
        parent=attribute(element, "parent-style-name"),
        numbering=attribute(element, "list-style-name"),
        level=None if level is None else whole(element, "default-outline-level", 0, most=_DEEPEST),
    )
    for properties in element:
        name = tag(properties)
        if name == "text-properties":
            found = _with_words_set(found, properties)
        elif name == "paragraph-properties":
            found = evolve(found, indent=_letters(attribute(properties, "margin-left")))
        elif name == "table-properties" and attribute(properties, "display") is not None:
            found = evolve(found, shown=attribute(properties, "display") != "false")
        elif name == "section-properties" and attribute(properties, "display") is not None:
            found = evolve(found, hidden=attribute(properties, "display") == "none")
    return found


def _with_words_set(style: OdfStyle, properties: Element) -> OdfStyle:
    """Return a style with what the properties of words set: bold, hidden, raised, struck through."""
    weight, display = attribute(properties, "font-weight"), attribute(properties, "display")
    position = attribute(properties, "text-position")
    return evolve(
        style,
        bold=None if weight is None else weight == "bold" or weight in _BOLD,
        hidden=None if display is None else display == "none",
        raised=None if position is None else _is_raised(position),
        lowered=None if position is None else position.startswith(("sub", "-")),
        struck=_is_struck(properties),
    )


def _is_raised(position: str) -> bool:
    first = position.split()[:1]
    return first == ["super"] or (
        bool(first) and first[0].rstrip("%").isdigit() and first[0] not in {"0", "0%"}
    )


def _is_struck(properties: Element) -> bool | None:
    names = ("text-line-through-style", "text-line-through-type")
    said = [value for name in names if (value := attribute(properties, name)) is not None]
    return "none" not in said if said else None


def _letters(length: str | None) -> int | None:
    """Return a length in letters, ``None`` where nothing is said of it."""
    match = _LENGTH.fullmatch(length or "")
    return int(float(match[1]) * _LETTERS_OF[match[2]]) if match else None


def _levels_of(style: Element) -> dict[int, Level]:
    """Return the levels of a list style, or of the headings of a document, from 0."""
    levels: dict[int, Level] = {}
    for level in children(style, "list-level-style-number", "outline-level-style"):
        index = whole(level, "level", 1, most=_MOST_LEVELS) - 1
        form = attribute(level, "num-format") or ""
        if index < 0 or form not in {"1", "a", "A", "i", "I"}:
            continue
        written = attribute(level, "num-list-format")
        if written is None:
            shown = whole(level, "display-levels", 1, most=index + 1)
            numbers = ".".join(f"%{number}" for number in range(index + 2 - max(shown, 1), index + 2))
            pattern = f"{attribute(level, 'num-prefix') or ''}{numbers}{attribute(level, 'num-suffix') or ''}"
        else:
            pattern = _NAMED.sub(r"%\1", written)
        levels[index] = Level(form, pattern, whole(level, "start-value", 1, most=_LARGEST_START))
    return levels
