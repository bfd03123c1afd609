"""Write Markdown that any theme shows: words as they are, tables, facts and links."""

import html
import re
from collections.abc import Iterable, Sequence

__all__ = ["escaped", "facts", "section", "table", "to_html", "whole"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~^-])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def escaped(words: str) -> str:
    r"""Return words so that Markdown shows them as they are, in a sentence or a cell.

    >>> print(escaped("a | b <i> *c*"))
    a \| b &lt;i&gt; \*c\*
    """
    return _SPECIAL.sub(r"\\\1", html.escape(_CONTROL.sub(" ", words).strip(), quote=False))


def to_html(words: str) -> str:
    """Return words so that HTML shows them as they are, also in an attribute."""
    return html.escape(_CONTROL.sub(" ", words).strip())


def whole(words: str) -> str:
    """Return Markdown that is not broken at its hyphens, such as a date.

    >>> whole("2026-11-29")
    '<span class="kompass-whole">2026-11-29</span>'
    """
    return f'<span class="kompass-whole">{words}</span>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Return a table of cells that are Markdown already; columns at the indices ``right`` stand to the right.

    >>> print(table(("a", "b"), [("x", "1")], right=(1,)))
    | a | b |
    |---|---:|
    | x | 1 |
    """
    rule = "|" + "|".join("---:" if index in right else "---" for index in range(len(heads))) + "|"
    lines = ["| " + " | ".join(cells) + " |" for cells in [heads, *rows]]
    return "\n".join([lines[0], rule, *lines[1:]])


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return terms with what there is to say of them; both are HTML already."""
    lines = [f"<div><dt>{term}</dt><dd>{said}</dd></div>" for term, said in pairs]
    return "\n".join(['<dl class="kompass-facts">', *lines, "</dl>"])


def section(*blocks: str) -> str:
    """Return blocks of Markdown with an empty line between them, without those that are empty."""
    return "\n\n".join(block for block in blocks if block) + "\n"
