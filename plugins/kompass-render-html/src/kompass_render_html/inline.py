"""Write what stands within a line: words, marks, bars and the content of cells.

A page has thousands of these, so they are written here and not by macros of the templates, which take several
times as long.
"""

from collections.abc import Mapping
from typing import final

from attrs import frozen
from markupsafe import Markup

from kompass_render_html.cleaning import escaped, markup, safe_address
from kompass_render_html.tables import LONGEST_FIGURE, parted
from kompass_spec.model import Interval
from kompass_spec.model.sheet import (
    Column,
    Figure,
    Gap,
    Linked,
    Mark,
    ShareBar,
    SheetCell,
    Tone,
    Words,
    words_of,
)
from kompass_spec.model.texts import Passage

__all__ = ["Inline"]


@final
@frozen(kw_only=True)
class Inline:
    """Hold the language of a page, in which nothing has to say which one it is in, and the words of marks.

    All that is returned is markup, in which every word is escaped.
    """

    language: str
    marks: Mapping[Mark, str]

    def words(self, said: Words) -> Markup:
        """Return words, with their language where it is another than the page's, and as a link if they are.

        >>> print(Inline(language="sv", marks={}).words(Passage("Who & what", "en")))
        <span lang="en">Who &amp; what</span>
        """
        shown = escaped(words_of(said))
        if isinstance(said, Passage) and said.language != self.language:
            return markup(f'<span lang="{escaped(said.language)}">{shown}</span>')
        if isinstance(said, Linked) and (address := safe_address(said.address)) is not None:
            return markup(f'<a href="{escaped(address)}">{shown}</a>')
        return shown

    def all(self, said: tuple[Words, ...]) -> Markup:
        """Return words that follow each other."""
        return markup("".join(map(self.words, said)))

    def mark(self, of: Mark | None) -> Markup:
        """Return a mark, which the style sheet draws, with what it is called for those who hear the page."""
        if of is None:
            return markup("")
        words = escaped(self.marks[of])
        return markup(f'<span class="mark {of.name.lower()}"><span class="sr">{words}</span></span>')

    def tone(self, of: Tone) -> Markup:
        """Return the attribute for how something is meant, nothing where it is plain."""
        return markup("" if of is Tone.PLAIN else f' class="{of.value}"')

    def bar(self, interval: Interval, reference: Interval | None = None, tone: Tone = Tone.PLAIN) -> Markup:
        """Return a bar of bounds of a share from 0 to 1, with a line for the middle of a reference."""
        sure, perhaps, _ = _lengths(interval)
        named = "bar" if tone is Tone.PLAIN else f"bar {tone.value}"
        parts = [f'<span class="{named}" aria-hidden="true"><i style="width:{sure}%"></i>']
        if perhaps != "0.00":
            parts.append(f'<b style="width:{perhaps}%"></b>')
        if reference is not None:
            parts.append(f'<s style="left:{_lengths(reference)[2]}%"></s>')
        return markup("".join([*parts, "</span>"]))

    def content(self, cell: SheetCell, letters: int = 0) -> Markup:
        """Return what stands in a cell; figures beside marks have room for so many ``letters``."""
        if isinstance(cell, Figure):
            return self._figure(cell, letters)
        if isinstance(cell, ShareBar):
            shown = escaped(cell.shown)
            return markup(
                f'{self.bar(cell.interval, cell.reference, cell.tone)}<span class="sr">{shown}</span>'
            )
        if isinstance(cell, Gap):
            return escaped(cell.words)
        code, rest = parted(cell)
        if not code:
            return self.all(cell)
        return markup(f'<span class="code">{escaped(code)}</span> {self.all(rest)}')

    def _figure(self, figure: Figure, letters: int) -> Markup:
        shown = escaped(figure.shown)
        if figure.mark is None:
            return shown
        room = f' style="min-width:{letters}ch"' if letters else ""
        return markup(f'{self.mark(figure.mark)} <span class="n"{room}>{shown}</span>')

    def classes(self, column: Column, cell: SheetCell | None = None) -> str:
        """Return the classes of a cell, or of the head of a column, as the style sheet knows them.

        >>> from kompass_spec.model.sheet import ColumnKind
        >>> column = Column(head="Area", kind=ColumnKind.WORDS, is_break=True)
        >>> Inline(language="sv", marks={}).classes(column, ("7.2 Analysis",))
        'words break coded'
        """
        found = [column.kind.value]
        if column.is_break:
            found.append("break")
        if isinstance(cell, tuple):
            if parted(cell)[0]:
                found.append("coded")
            elif not "".join(map(words_of, cell)).strip():
                found.append("empty")
        elif isinstance(cell, Gap):
            found.append("hole" if cell.is_marked else "gap")
        elif isinstance(cell, Figure):
            if cell.tone is not Tone.PLAIN:
                found.append(cell.tone.value)
            if len(cell.shown) > LONGEST_FIGURE:
                found.append("long")
        return " ".join(found)


def _lengths(interval: Interval) -> tuple[str, str, str]:
    """Return where a bar is sure to end, how far it may reach beyond, and its middle, in percent."""
    low, high = (min(max(float(end) * 100, 0.0), 100.0) for end in (interval.low, interval.high))
    return f"{low:.2f}", f"{high - low:.2f}", f"{(low + high) / 2:.2f}"
