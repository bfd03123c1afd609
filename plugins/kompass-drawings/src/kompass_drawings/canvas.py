"""What drawings are made of: shapes and texts in order, written as SVG at the end."""

from collections.abc import Iterable, Iterator
from typing import final

from attrs import Factory, define, field
from markupsafe import escape

from kompass_drawings.palettes import Palette
from kompass_drawings.scales import number
from kompass_drawings.texts import clean, text_width, wrap

__all__ = ["FAINT_SIZE", "LINE", "SIZE", "Box", "Canvas"]

SIZE, FAINT_SIZE = 13, 12
LINE = 16
"""The distance between lines of text."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@final
@define
class Canvas:
    """Collect shapes and texts from the top to the bottom; ``taken`` are boxes where no text may stand."""

    identity: str
    width: float
    palette: Palette
    height: float = 0
    elements: list[str] = Factory(list)
    definitions: list[str] = Factory(list)
    taken: list[Box] = field(factory=list)

    def add(self, name: str, content: str = "", **attributes: str | float | None) -> None:
        """Add an element; attributes that are ``None`` are left out, ``_`` in their names becomes ``-``."""
        written = "".join(
            f' {key.rstrip("_").replace("_", "-")}="{_attribute(value)}"'
            for key, value in attributes.items()
            if value is not None
        )
        self.elements.append(f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>")

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        *,
        thick: float = 1,
        dashes: str | None = None,
    ) -> None:
        """Draw a line."""
        self.add(
            "line",
            x1=start[0],
            y1=start[1],
            x2=end[0],
            y2=end[1],
            stroke=colour,
            stroke_width=thick,
            stroke_dasharray=dashes,
        )

    def box(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        stroke: str | None = None,
        dashes: str | None = None,
        opacity: float | None = None,
        thick: float | None = None,
        says: str = "",
    ) -> None:
        """Draw a box; ``says`` is what it tells one who points at it."""
        self.add(
            "rect",
            _title(says),
            x=left,
            y=top,
            width=max(width, 0),
            height=height,
            fill=fill,
            fill_opacity=opacity,
            stroke=stroke,
            stroke_width=thick,
            stroke_dasharray=dashes,
        )

    def dot(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str,
        stroke: str | None = None,
        thick: float | None = None,
    ) -> None:
        """Draw a dot, or a ring where it has a stroke."""
        self.add("circle", cx=x, cy=y, r=radius, fill=fill, stroke=stroke, stroke_width=thick)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        is_bold: bool = False,
        is_faint: bool = False,
        size: float | None = None,
        has_halo: bool = False,
        whole: str = "",
        turn: str | None = None,
    ) -> None:
        """Write a line of text with its baseline at ``y``.

        ``whole`` is what it was before it was shortened; a halo keeps it apart from lines behind it.
        """
        palette = self.palette
        title = _title(whole) if whole and whole != words else ""
        self.add(
            "text",
            f"{title}{escape(clean(words))}",
            x=x,
            y=y,
            font_size=size or (FAINT_SIZE if is_faint else SIZE),
            font_weight=700 if is_bold else None,
            fill=palette.faint if is_faint else palette.ink,
            text_anchor=None if anchor == "start" else anchor,
            transform=turn,
            stroke=palette.paper if has_halo else None,
            stroke_width=4 if has_halo else None,
            stroke_linejoin="round" if has_halo else None,
            # As a style, because checkers of HTML do not know the attribute of SVG 2.
            style="paint-order:stroke" if has_halo else None,
        )

    def lines(
        self,
        x: float,
        y: float,
        lines: Iterable[str],
        *,
        whole: str = "",
        anchor: str = "start",
        is_bold: bool = False,
        is_faint: bool = False,
        size: float | None = None,
        has_halo: bool = False,
    ) -> None:
        """Write lines of text below each other, the first with its baseline at ``y``."""
        for index, words in enumerate(lines):
            self.text(
                x,
                y + index * LINE,
                words,
                anchor=anchor,
                is_bold=is_bold,
                is_faint=is_faint,
                size=size,
                has_halo=has_halo,
                whole=whole if words.endswith("…") else "",
            )

    def pattern(self, colour: str) -> str:
        """Define stripes of a colour and return how they are named as a fill."""
        name = f"{self.identity}-stripes-{len(self.definitions)}"
        self.definitions.append(
            f'<pattern id="{escape(name)}" width="5" height="5" patternUnits="userSpaceOnUse"'
            f' patternTransform="rotate(45)"><line x1="1" y1="0" x2="1" y2="5" stroke="{colour}"'
            ' stroke-width="1.4"/></pattern>'
        )
        return f"url(#{name})"

    def keep(self, box: Box) -> None:
        """Take a place, where no text may stand from now on."""
        self.taken.append(box)

    def is_free(self, box: Box) -> bool:
        """Tell whether a box lies inside the drawing and upon nothing that is taken."""
        left, top, right, bottom = box
        inside = left >= 0 and top >= 0 and right <= self.width and bottom <= self.height
        return inside and not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for other in self.taken
        )

    def place(
        self,
        words: str,
        places: Iterable[tuple[float, float, str]],
        *,
        is_bold: bool = False,
        is_faint: bool = False,
        size: float | None = None,
    ) -> bool:
        """Write a text at the first free one of some places (x, baseline, anchor); tell if there was one."""
        height = size or (FAINT_SIZE if is_faint else SIZE)
        width = text_width(words, height, is_bold=is_bold)
        for x, y, anchor in places:
            left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            box = (left - 1, y - height * 0.8, left + width + 1, y + height * 0.24)
            if self.is_free(box):
                self.keep(box)
                self.text(
                    x,
                    y,
                    words,
                    anchor=anchor,
                    is_bold=is_bold,
                    is_faint=is_faint,
                    size=size,
                    has_halo=True,
                )
                return True
        return False

    def legend(self, items: Iterable[tuple[str, str]]) -> Iterator[tuple[str, float, float]]:
        """Write a legend in rows that wrap and yield for each item its key and where its symbol stands."""
        left, top = 0.0, self.height + 14
        for key, words in items:
            # A key of several marks has a symbol for each of them.
            symbols = max(len(key) * 10 + 6, 22) if not key.isascii() else 22
            lines = wrap(words, self.width - symbols - 2, FAINT_SIZE)
            width = symbols + max((text_width(line, FAINT_SIZE) for line in lines), default=0)
            if left and left + width > self.width:
                left, top = 0.0, top + 20
            yield key, left + symbols / 2 - 3, top - 4
            self.lines(left + symbols, top, lines, is_faint=True, whole=words)
            top += LINE * (len(lines) - 1)
            left += width + 20
        self.height = top + 10

    def svg(self, title: str, finding: str) -> str:
        """Return the whole drawing, named by its title and described by what it shows."""
        name, width, height = escape(self.identity), number(self.width), number(self.height)
        definitions = f"<defs>{''.join(self.definitions)}</defs>" if self.definitions else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
            f' height="{height}" role="img" aria-labelledby="{name}-title" aria-describedby="{name}-finding"'
            f' font-family="{escape(self.palette.font)}">'
            f'<title id="{name}-title">{escape(clean(title))}</title>'
            f'<desc id="{name}-finding">{escape(clean(finding))}</desc>'
            f"{definitions}{''.join(self.elements)}</svg>"
        )


def _attribute(value: str | float) -> str:
    return str(escape(value)) if isinstance(value, str) else number(value)


def _title(words: str) -> str:
    return f"<title>{escape(clean(words))}</title>" if words else ""
