"""What stands in a page and a reader does not see, or sees struck through: it is left out, and named."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, final

from attrs import define, field

from kompass_read_text.html_styles import Styles
from kompass_spec import Problem
from kompass_spec.model import Block

__all__ = ["LeftOut"]

_MOST_CROSSED = 400
"""The letters of what is struck through, above which an element was never closed."""

_CROSSED = frozenset({"del", "s", "strike"})
_LONGEST = 60
_MOST_SHOWN = 5
_MOST_KEPT = 1_000
_DIGIT = re.compile(r"[0-9]")
_COUNTER = re.compile(
    r"data-(?:\w+-){0,3}(?:count(?:er|up)?|end|final|num(?:ber)?|stop|target|to|val(?:ue)?)"
)
_NUMBER = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,4})?\s?%?")
_ZERO = re.compile(r"0+(?:[.,]0+)?\s?%?(?![0-9.,])")


@final
@define
class LeftOut:
    """Tell which elements of a page are left out, and keep those with figures in them to name them."""

    styles: Styles
    _hidden: dict[int, str] = field(factory=dict)
    _struck: dict[int, str] = field(factory=dict)
    _counted: dict[int, str] = field(factory=dict)

    def takes(self, node: Any, *, around: bool = False) -> bool:
        """Tell whether the words of an element are no part of what is read.

        ``around`` is whether it stands around the page, from which no figure is read anyhow.
        """
        return (
            self.hides(node, around=around)
            or self._strikes(node, around=around)
            or self._counts_up(node, around=around)
        )

    def hides(self, node: Any, *, around: bool = False) -> bool:
        """Tell whether an element is not shown."""
        if self.styles.display(node) != "none":
            return False
        if not around:
            _keep(self._hidden, node)
        return True

    def _strikes(self, node: Any, *, around: bool) -> bool:
        if node.tag not in _CROSSED and not self.styles.is_struck(node):
            return False
        # Whoever forgot to close an element struck out nothing but its beginning.
        if len(node.text()) > _MOST_CROSSED:
            return False
        if not around:
            _keep(self._struck, node)
        return True

    def _counts_up(self, node: Any, *, around: bool) -> bool:
        """Tell whether an element shows 0 until a script has counted up to the number that it should show."""
        to = _counted_to(node)
        if to is None:
            return False
        if not around and len(self._counted) < _MOST_KEPT:
            self._counted[node.mem_id] = to
        return True

    def problems(self, blocks: Iterable[Block], file: str) -> tuple[Problem, ...]:
        """Return what is said of figures that are left out, and do not stand in what is shown as well."""
        if not self._hidden and not self._struck and not self._counted:
            return ()
        shown = "".join(map(_letters, _texts(blocks)))
        hidden = [text for text in self._hidden.values() if _letters(text) not in shown]
        found = []
        if hidden:
            sentence = (
                f"{_quoted(hidden)} hidden in this page, and not read."
                " Save the page with it shown if it counts."
            )
            found.append(Problem("hidden-content", sentence, file))
        if self._struck:
            sentence = (
                f"{_quoted(list(self._struck.values()))} struck through, and not read."
                " Take the line away if it counts."
            )
            found.append(Problem("struck-through", sentence, file))
        if self._counted:
            sentence = (
                f"{_quoted(list(self._counted.values()))} counted up to by a script, which is not run, from"
                " the 0 that stands in the page; neither is read. Open the page in a browser and print it as"
                " PDF."
            )
            found.append(Problem("hidden-content", sentence, file))
        return tuple(found)


def _counted_to(node: Any) -> str | None:
    """Return the number of which an element that shows 0 is the beginning, ``None`` where it is none."""
    for name, value in node.attributes.items():
        if value and _COUNTER.fullmatch(name) and _NUMBER.fullmatch(value) and _ZERO.sub("", value):
            return value if _ZERO.fullmatch(node.text().strip()) else None
    return None


def _keep(kept: dict[int, str], node: Any) -> None:
    if len(kept) < _MOST_KEPT and node.mem_id not in kept:
        text = " ".join(node.text(separator=" ").split())
        if _DIGIT.search(text):
            kept[node.mem_id] = text


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        yield block.text
        for row in block.rows:
            yield from (cell.text for cell in row)


def _letters(text: str) -> str:
    return "".join(text.split())


def _quoted(texts: Sequence[str]) -> str:
    shown = ", ".join(
        f"'{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}'" for text in texts[:_MOST_SHOWN]
    )
    more = f" and {len(texts) - _MOST_SHOWN} more" if len(texts) > _MOST_SHOWN else ""
    return f"{shown}{more} {'are' if len(texts) > 1 else 'is'}"
