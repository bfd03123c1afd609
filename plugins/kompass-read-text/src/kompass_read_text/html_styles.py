"""What style sheets say of the elements of a page: how they are shown, struck through or raised."""

import re
from collections.abc import Iterator
from typing import Any, final

from attrs import define, field

__all__ = ["Styles", "is_bold", "opened_in"]

_LONGEST = 500_000
_BRACE = re.compile(r"[{};@]")
_SIMPLE = re.compile(r"([A-Za-z][\w-]*)?([.#][\w-]+)")
_DISPLAY = re.compile(r"(?<![\w-])display\s*:\s*([a-z-]+)", re.IGNORECASE)
_HIDDEN = re.compile(
    r"(?<![\w-])(?:visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|clip\s*:\s*rect\(\s*0"
    r"|clip-path\s*:\s*inset\(\s*(?:50|100)%|(?:left|top|text-indent)\s*:\s*-[0-9]{4})",
    re.IGNORECASE,
)
_STRUCK = re.compile(r"(?<![\w-])text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE)
_RAISED = re.compile(r"(?<![\w-])vertical-align\s*:\s*(?:super|top\b|[1-9])", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_FOLDED = re.compile(r"accordion|collaps|expand|toggle|tab-?pane|fold", re.IGNORECASE)
_WINDOW = re.compile(r"modal|dialog|popup|cookie|consent|menu|nav", re.IGNORECASE)
_WINDOWS = frozenset({"dialog", "alertdialog", "menu", "tooltip"})
_WITHIN_LINES = frozenset({"a", "b", "font", "i", "span"})


@final
@define
class Styles:
    """Hold what the style sheets in a page say of classes and ids; those beside it are not read."""

    _displays: dict[str, str] = field(factory=dict)
    _struck: set[str] = field(factory=set)
    _raised: set[str] = field(factory=set)
    _opened: frozenset[str] = frozenset()

    @classmethod
    def of(cls, sheets: list[str], opened: frozenset[str] = frozenset()) -> "Styles":
        """Return what simple selectors say of how elements are displayed on a screen.

        ``opened`` are the ids of the elements that a reader opens by a control, as in an accordion.
        """
        styles = cls(opened=opened)
        for sheet in sheets:
            for selectors, declarations in _rules(_without_comments(sheet[:_LONGEST])):
                shown = _shown(declarations)
                if shown is not None:
                    styles._displays.update(dict.fromkeys(_named(selectors), shown))
                if _STRUCK.search(declarations):
                    styles._struck.update(_named(selectors))
                if _RAISED.search(declarations):
                    styles._raised.update(_named(selectors))
        return styles

    def display(self, node: Any) -> str:
        """Return how an element is displayed: ``none`` where it is hidden, nothing where no style says."""
        shown = self._display(node)
        return "" if shown == "none" and self._is_opened(node) else shown

    def _display(self, node: Any) -> str:
        attributes = node.attributes
        if "hidden" in attributes:
            return "none"
        own = _shown(attributes.get("style") or "")
        if own is not None:
            return own
        if self._displays:
            for name in _names_of(node):
                if found := self._displays.get(name):
                    return found
        return ""

    def _is_opened(self, node: Any) -> bool:
        """Tell whether what is hidden is a part of the page that a reader opens, and no window over it."""
        attributes = node.attributes
        classes = attributes.get("class") or ""
        role = attributes.get("role")
        if role in _WINDOWS or _WINDOW.search(classes):
            return False
        return (
            attributes.get("id") in self._opened
            or role == "tabpanel"
            or attributes.get("hidden") == "until-found"
            or _FOLDED.search(classes) is not None
        )

    def is_struck(self, node: Any) -> bool:
        """Tell whether a line goes through the words of an element."""
        style = node.attributes.get("style")
        if style and _STRUCK.search(style):
            return True
        return bool(self._struck) and not self._struck.isdisjoint(_names_of(node))

    def is_raised(self, node: Any) -> bool:
        """Tell whether the words of an element stand above the line, as the mark of a note does."""
        if node.tag in {"sup", "sub"}:
            return True
        if node.tag not in _WITHIN_LINES:
            return False
        style = node.attributes.get("style")
        if style and _RAISED.search(style):
            return True
        return bool(self._raised) and not self._raised.isdisjoint(_names_of(node))


def opened_in(page: Any) -> frozenset[str]:
    """Return the ids of the elements of a page that a button, a tab or a link opens."""
    controls = page.css("[aria-controls], [data-target], [data-bs-target], a[href^='#']")
    names = ("aria-controls", "data-target", "data-bs-target", "href")
    return frozenset(
        one.removeprefix("#")
        for control in controls
        for name in names
        for one in (control.attributes.get(name) or "").split()
    )


def _names_of(node: Any) -> list[str]:
    """Return the selectors by which a sheet names an element, those with its tag before the others."""
    attributes = node.attributes
    names = [f".{name}" for name in (attributes.get("class") or "").split()]
    if identifier := attributes.get("id"):
        names.append(f"#{identifier}")
    return [one for name in names for one in (f"{node.tag}{name}", name)]


def _without_comments(sheet: str) -> str:
    sheet = sheet.replace("<!--", " ").replace("-->", " ")
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
