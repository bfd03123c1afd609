"""What style sheets say of the elements of a page: which are hidden, and which stand as a table does."""

import re
from collections.abc import Iterator
from typing import Any, final

from attrs import define, field

__all__ = ["Styles", "is_bold"]

_LONGEST = 500_000
_BRACE = re.compile(r"[{};@]")
_SIMPLE = re.compile(r"([A-Za-z][\w-]*)?([.#][\w-]+)")
_DISPLAY = re.compile(r"(?<![\w-])display\s*:\s*([a-z-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"(?<![\w-])(?:visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


@final
@define
class Styles:
    """Hold what the style sheets in a page say of classes and ids; those beside it are not read."""

    _displays: dict[str, str] = field(factory=dict)

    @classmethod
    def of(cls, sheets: list[str]) -> "Styles":
        """Return what simple selectors say of how elements are displayed on a screen."""
        styles = cls()
        for sheet in sheets:
            for selectors, declarations in _rules(_without_comments(sheet[:_LONGEST])):
                shown = _shown(declarations)
                if shown is not None:
                    styles._displays.update(dict.fromkeys(_named(selectors), shown))
        return styles

    def display(self, node: Any) -> str:
        """Return how an element is displayed: ``none`` where it is hidden, nothing where no style says."""
        attributes = node.attributes
        if "hidden" in attributes:
            return "none"
        own = _shown(attributes.get("style") or "")
        if own is not None:
            return own
        return self._of_sheets(node, attributes) if self._displays else ""

    def _of_sheets(self, node: Any, attributes: Any) -> str:
        names = [f".{name}" for name in (attributes.get("class") or "").split()]
        names.append(f"#{attributes.get('id')}")
        for name in names:
            found = self._displays.get(f"{node.tag}{name}") or self._displays.get(name)
            if found:
                return found
        return ""


def _without_comments(sheet: str) -> str:
    parts, position = [], 0
    while (begun := sheet.find("/*", position)) >= 0:
        parts.append(sheet[position:begun])
        ended = sheet.find("*/", begun + 2)
        position = len(sheet) if ended < 0 else ended + 2
    return " ".join([*parts, sheet[position:]])


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and declarations of rules that always hold, and not only in print, for example."""
    depth = begun = within = 0
    in_at_rule = False
    for found in _BRACE.finditer(sheet):
        mark, position = found[0], found.start()
        if mark == "@":
            in_at_rule = in_at_rule or depth == 0
        elif mark == "{":
            depth += 1
            within = position + 1 if depth == 1 else within
        elif depth == 0 or (mark == "}" and depth == 1):
            if mark == "}" and depth == 1 and not in_at_rule:
                yield sheet[begun : within - 1], sheet[within:position]
            depth, begun, in_at_rule = 0, position + 1, False
        elif mark == "}":
            depth -= 1


def is_bold(node: Any) -> bool:
    """Tell whether the style of an element makes its words bold."""
    style = node.attributes.get("style")
    return style is not None and _BOLD.search(style) is not None


def _shown(declarations: str) -> str | None:
    if _HIDDEN.search(declarations):
        return "none"
    found = _DISPLAY.search(declarations)
    return found[1].lower() if found else None


def _named(selectors: str) -> Iterator[str]:
    """Yield the classes and ids that selectors name by themselves, such as ``.row`` or ``div#menu``."""
    for selector in selectors.split(","):
        if found := _SIMPLE.fullmatch(selector.strip()):
            yield f"{(found[1] or '').lower()}{found[2]}"
