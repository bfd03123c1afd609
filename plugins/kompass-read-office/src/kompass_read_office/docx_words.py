"""Read the words of a paragraph of a Word file, and what hangs on them."""

from typing import final

from attrs import define, field

from kompass_read_office.docx_styles import Style, Styles, is_on, style_of, value_of
from kompass_read_office.parsing import Element, attribute, children, has, tag
from kompass_read_office.words import Piece, lowered, of_symbol_font, raised

__all__ = ["Fields", "Words", "is_unfilled", "read_words"]

_SKIPPED = frozenset(
    {"del", "moveFrom", "rPr", "pPr", "delText", "instrText", "delInstrText", "sdtPr", "sdtEndPr"}
)
_CHANGES = frozenset({"del", "ins", "moveFrom", "moveTo"})
_SYMBOL_FONTS = ("wingdings", "symbol", "webdings")
_PICTURES = frozenset({"pic", "imagedata", "chart", "OLEObject", "relIds"})
_CONTENTS = ("TOC", "TOA", "INDEX")


@final
@define
class Fields:
    """Know in which fields one stands; they begin in one paragraph and may end in another."""

    _open: list[list[str]] = field(factory=list)

    @property
    def in_code(self) -> bool:
        """Tell whether what comes is the code of a field and not what it shows."""
        return any(state == "code" for _, state in self._open)

    @property
    def in_contents(self) -> bool:
        """Tell whether a table of contents is being shown."""
        return any(code.split()[:1] and code.split()[0] in _CONTENTS for code, state in self._open if state)

    def mark(self, kind: str | None) -> None:
        """Take in the mark of a beginning, of the end of the code, or of the end of a field."""
        if kind == "begin":
            self._open.append(["", "code"])
        elif kind == "separate" and self._open:
            self._open[-1][1] = "shown"
        elif kind == "end" and self._open:
            self._open.pop()

    def code(self, text: str) -> None:
        """Take in a part of the code of the innermost field."""
        if self._open and self._open[-1][1] == "code":
            self._open[-1][0] += text


@final
@define
class Words:
    """Hold the pieces of a paragraph, and what hangs on it: boxes with words, notes, pictures.

    ``hidden`` is whether words were left out that are not shown, ``struck`` those that are struck through and
    were left out, ``changed`` whether it has changes that nobody has accepted.
    """

    pieces: list[Piece] = field(factory=list)
    boxes: list[Element] = field(factory=list)
    art: list[str] = field(factory=list)
    notes: list[tuple[str, str]] = field(factory=list)
    pictures: list[str] = field(factory=list)
    contents: bool = False
    hidden: bool = False
    struck: list[str] = field(factory=list)
    changed: bool = False


def read_words(paragraph: Element, styles: Styles, ground: Style, fields: Fields) -> Words:
    """Return the words of a paragraph whose own style is ``ground``.

    What is deleted or hidden is left out, what is inserted is read as if the change were accepted.
    """
    words = Words(contents=fields.in_contents)
    _Reader(styles, ground, fields, words).read_inside(paragraph)
    words.contents = words.contents or fields.in_contents
    return words


@final
@define
class _Reader:
    styles: Styles
    ground: Style
    fields: Fields
    words: Words

    def read_inside(self, element: Element) -> None:
        """Read what stands between runs, or holds runs."""
        for child in element:
            name = tag(child)
            if name in _CHANGES:
                self.words.changed = True
            if name == "r":
                self.read_run(child)
            elif name in {"oMath", "oMathPara"}:
                self.words.pieces.append(Piece(_formula(child), bool(self.ground.bold)))
            elif name == "sdt" and is_unfilled(child):
                continue
            elif name == "fldSimple" and (attribute(child, "instr") or "").split()[:1] == ["TOC"]:
                self.words.contents = True
                self.read_inside(child)
            elif name == "AlternateContent":
                self.read_choice(child)
            elif name not in _SKIPPED:
                self.read_inside(child)

    def read_run(self, run: Element) -> None:
        """Read a run: words that are set alike."""
        properties = next(children(run, "rPr"), None)
        style = self.ground
        if properties is not None:
            named = value_of(properties, "rStyle")
            style = style_of(None, properties).over(self.styles.resolve(named)).over(style)
        shows_symbols = _is_symbol_font(properties)
        for child in run:
            self.read_sign(child, style, symbols=shows_symbols)

    def read_sign(self, child: Element, style: Style, *, symbols: bool) -> None:
        name = tag(child)
        if name == "fldChar":
            self.fields.mark(attribute(child, "fldCharType"))
            self.say(_chosen(child), style)
        elif name == "instrText":
            self.fields.code(child.text or "")
        elif self.fields.in_code:
            return
        elif name in {"footnoteReference", "endnoteReference"}:
            self.words.notes.append((name.removesuffix("Reference"), attribute(child, "id") or ""))
        elif name in {"drawing", "pict", "object"}:
            self.read_drawing(child)
        elif name == "AlternateContent":
            self.read_choice(child)
        elif name == "ruby":
            for base in children(child, "rubyBase"):
                self.read_inside(base)
        else:
            text = _text_of(child)
            self.say(of_symbol_font(text) if symbols else text, style)

    def say(self, text: str, style: Style) -> None:
        if style.hidden:
            self.words.hidden = self.words.hidden or bool(text.strip())
        elif style.struck and text.strip():
            self.words.struck.append(text)
        elif text:
            if style.raised or (style.lifted and self.follows_words()):
                text = raised(text)
            elif style.lowered:
                text = lowered(text)
            self.words.pieces.append(Piece(text, bool(style.bold)))

    def follows_words(self) -> bool:
        """Tell whether what comes stands right behind words, as the mark of a note does."""
        before = self.words.pieces[-1].text if self.words.pieces else ""
        return bool(before) and not before[-1].isspace()

    def read_choice(self, element: Element) -> None:
        """Read one of several forms of the same thing: the first, which the newest programs show."""
        for form in children(element, "Choice", "Fallback"):
            if tag(form) == "Fallback" or len(form):
                for child in form:
                    if tag(child) == "r":
                        self.read_run(child)
                    else:
                        self.read_sign(child, self.ground, symbols=False)
                return

    def read_drawing(self, drawing: Element) -> None:
        """Note the boxes with words and the pictures of a drawing, also of a group of several."""
        pending = [drawing]
        while pending:
            element = pending.pop()
            name = tag(element)
            if name == "txbxContent":
                self.words.boxes.append(element)
                continue
            if name in _PICTURES:
                self.words.pictures.append(_description(drawing))
                continue
            if name == "textpath":
                self.words.art.append(attribute(element, "string") or "")
            parts = list(element)
            if name == "AlternateContent":
                parts = next(([form] for form in children(element, "Choice", "Fallback") if len(form)), [])
            pending += reversed(parts)


def is_unfilled(form: Element) -> bool:
    """Tell whether a part of a form only shows what is to be filled in."""
    return any(is_on(properties, "showingPlcHdr") for properties in children(form, "sdtPr"))


def _formula(element: Element) -> str:
    """Return a formula in one line: a line between two numbers is a slash, an exponent is raised."""
    name = tag(element)
    if name == "t":
        return element.text or ""
    parts = [_formula(child) for child in element if tag(child) not in {"rPr", "ctrlPr"}]
    if name == "f":
        return "/".join(part for part in parts if part)
    return raised("".join(parts)) if name == "sup" else "".join(parts)


def _text_of(element: Element) -> str:
    """Return what an element of a run stands for, empty for what shows nothing."""
    name = tag(element)
    if name == "t":
        return (element.text or "").replace("\n", " ").replace("\r", " ")
    if name == "br":
        return "" if attribute(element, "type") in {"page", "column"} else "\n"
    if name == "sym":
        return _symbol(attribute(element, "char") or "")
    return {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")


def _chosen(mark: Element) -> str:
    """Return what is chosen in a field of an older form, whose choices stand at its mark alone."""
    for data in children(mark, "ffData"):
        for box in children(data, "checkBox"):
            checked = next((is_on(box, name) for name in ("checked", "default") if has(box, name)), False)
            return "☒" if checked else "☐"
        for choices in children(data, "ddList"):
            entries = [attribute(one, "val") or "" for one in children(choices, "listEntry")]
            index = next((value for name in ("result", "default") if (value := value_of(choices, name))), "0")
            return entries[int(index)] if index.isdecimal() and int(index) < len(entries) else ""
    return ""


def _symbol(code: str) -> str:
    try:
        return of_symbol_font(chr(int(code, 16)))
    except (ValueError, OverflowError):
        return ""


def _is_symbol_font(properties: Element | None) -> bool:
    if properties is None:
        return False
    fonts = (attribute(one, "ascii") or "" for one in children(properties, "rFonts"))
    return any(font.lower().startswith(_SYMBOL_FONTS) for font in fonts)


def _description(drawing: Element) -> str:
    """Return the words that stand in place of a picture for those who do not see it, else its name."""
    for element in drawing.iter("{*}docPr", "{*}cNvPr", "{*}shape"):
        for name in ("descr", "title", "alt", "name"):
            if text := attribute(element, name):
                return " ".join(text.split())
    return ""
