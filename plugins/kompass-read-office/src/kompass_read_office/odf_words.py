"""Read the words of a paragraph of an OpenDocument file, and what hangs on them."""

import re
from typing import final

from attrs import define, field

from kompass_read_office.odf_styles import OdfStyle, OdfStyles
from kompass_read_office.parsing import Element, attribute, children, has, tag, whole
from kompass_read_office.words import Piece, lowered, raised

__all__ = ["OdfWords", "drawn", "read_odf_words"]

_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1_000
_SKIPPED = frozenset(
    {
        "annotation",
        "annotation-end",
        "tracked-changes",
        "script",
        "ruby-text",
        "note-citation",
        "control",
        "forms",
    }
)
_DRAWN = frozenset(
    {
        "frame",
        "custom-shape",
        "g",
        "rect",
        "ellipse",
        "circle",
        "line",
        "polyline",
        "polygon",
        "path",
        "connector",
        "caption",
        "regular-polygon",
    }
)


@final
@define
class OdfWords:
    """Hold the pieces of a paragraph, and what hangs on it: boxes with words, notes, pictures.

    ``hidden`` is whether words were left out that are not shown, ``struck`` those that are struck through and
    were left out.
    """

    pieces: list[Piece] = field(factory=list)
    boxes: list[Element] = field(factory=list)
    notes: list[Element] = field(factory=list)
    pictures: list[str] = field(factory=list)
    hidden: bool = False
    struck: list[str] = field(factory=list)
    changed: bool = False


def read_odf_words(paragraph: Element, styles: OdfStyles, ground: OdfStyle) -> OdfWords:
    """Return the words of a paragraph whose own style is ``ground``; hidden words are left out."""
    words = OdfWords()
    _Reader(styles, words).read_inside(paragraph, ground)
    return words


def drawn(drawing: Element, styles: OdfStyles) -> OdfWords:
    """Return the boxes and pictures of a drawing that hangs on no paragraph; nothing of what is none."""
    words = OdfWords()
    if tag(drawing) in _DRAWN:
        _Reader(styles, words).read_drawing(drawing)
    return words


@final
@define
class _Reader:
    styles: OdfStyles
    words: OdfWords

    def read_inside(self, element: Element, style: OdfStyle) -> None:
        """Read the words of an element and of what is in it."""
        self.say(element.text, style)
        for child in element:
            self.read_sign(child, style)
            self.say(child.tail, style)

    def read_sign(self, child: Element, style: OdfStyle) -> None:
        name = tag(child)
        if name in _SKIPPED:
            return
        if name in {"span", "a"}:
            own = self.styles.resolve("text", attribute(child, "style-name"))
            self.read_inside(child, own.over(style))
        elif name == "s":
            self.put(" " * whole(child, "c", 1, most=_MOST_SPACES), style)
        elif name in {"tab", "line-break"}:
            self.put("\t" if name == "tab" else "\n", style)
        elif name == "note":
            self.words.notes += children(child, "note-body")
        elif name in _DRAWN:
            self.read_drawing(child)
        elif name in {"change", "change-start", "change-end"}:
            self.words.changed = True
        elif name in {"hidden-text", "hidden-paragraph"}:
            self.words.hidden = True
        else:
            self.read_inside(child, style)

    def say(self, text: str | None, style: OdfStyle) -> None:
        """Take in words as they stand in the file, where any white space is one space."""
        if text:
            self.put(_SPACE.sub(" ", text), style)

    def put(self, text: str, style: OdfStyle) -> None:
        if style.hidden:
            self.words.hidden = self.words.hidden or bool(text.strip())
        elif style.struck and text.strip():
            self.words.struck.append(text)
        else:
            if style.raised or style.lowered:
                text = raised(text) if style.raised else lowered(text)
            self.words.pieces.append(Piece(text, bool(style.bold)))

    def read_drawing(self, drawing: Element) -> None:
        """Note the words of a drawing as a box, or that it is a picture; a group may hold several."""
        if tag(drawing) == "g":
            for part in drawing:
                if tag(part) in _DRAWN:
                    self.read_drawing(part)
            return
        if tag(drawing) == "frame":
            self.read_frame(drawing)
        elif has(drawing, "p", "list", "h"):
            self.words.boxes.append(drawing)

    def read_frame(self, frame: Element) -> None:
        """Note the first of the forms of what is framed: a box, a table, or what only can be seen."""
        for part in frame:
            if tag(part) == "text-box":
                self.words.boxes.append(part)
                return
            if tag(part) in {"image", "object", "object-ole", "plugin", "applet", "floating-frame"}:
                self.words.pictures.append(_description(frame))
                return


def _description(frame: Element) -> str:
    """Return the words that stand in place of a picture for those who do not see it, else its name."""
    for name in ("desc", "title"):
        if text := next((" ".join((one.text or "").split()) for one in children(frame, name)), ""):
            return text
    return attribute(frame, "name") or ""
