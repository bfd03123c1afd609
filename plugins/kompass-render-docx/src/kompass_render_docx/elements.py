"""Elements of WordprocessingML: paragraphs, runs, links, fields and bookmarks, made of words of a sheet."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from attrs import Factory, define
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kompass_drawings import clean
from kompass_spec.model.sheet import Linked, Tone, Words
from kompass_spec.model.texts import Passage

__all__ = ["LANGUAGES", "Style", "Writer", "element", "field", "paragraph", "run", "spacer", "text_of"]

Element = Any
Style = str

LANGUAGES = {"sv": "sv-SE", "nb": "nb-NO", "nn": "nn-NO", "no": "nb-NO", "da": "da-DK", "en": "en-GB"}
"""The languages as Word knows them, with their country."""

TONES = {Tone.QUIET: "566070", Tone.GOOD: "1D6B3A", Tone.WARNING: "9A3412"}

_SPACES = re.compile(r"[\t\n\v\f\r \x85\u2028\u2029]+")
_OPENED = ("https://", "http://", "mailto:")
_LONGEST_ADDRESS = 2000


def element(tag: str, /, *children: Element, **attributes: str) -> Element:
    """Return an element such as ``w:p``; attributes are of the same namespace."""
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(children)
    return made


def text_of(text: str) -> str:
    r"""Return a text on one line, without what no XML can hold.

    >>> text_of("Umeå\nkommun\x00")
    'Umeå kommun'
    """
    return clean(_SPACES.sub(" ", text))


def run(
    text: str,
    *,
    is_bold: bool = False,
    tone: Tone = Tone.PLAIN,
    style: Style | None = None,
    language: str | None = None,
) -> Element:
    """Return a run of text."""
    properties = element("w:rPr")
    if style:
        properties.append(element("w:rStyle", val=style))
    if is_bold:
        properties.append(element("w:b"))
    if tone in TONES:
        properties.append(element("w:color", val=TONES[tone]))
    if language:
        properties.append(element("w:lang", val=LANGUAGES.get(language, language)))
    written = OxmlElement("w:t")
    written.text = text_of(text)
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("w:r", properties, written) if len(properties) else element("w:r", written)


def paragraph(
    style: Style, *runs: Element, is_kept: bool = False, align: str | None = None, indent: int = 0
) -> Element:
    """Return a paragraph of a style; ``is_kept`` keeps it on a page with the next one.

    ``indent`` is in twentieths of a point.
    """
    properties = element("w:pPr", element("w:pStyle", val=style))
    if is_kept:
        properties.append(element("w:keepNext"))
    if indent:
        properties.append(element("w:ind", left=str(indent)))
    if align:
        properties.append(element("w:jc", val=align))
    return element("w:p", properties, *runs)


def spacer(style: Style) -> Element:
    """Return a line of four points, which a table needs between it and whatever follows."""
    made = paragraph(style)
    made.pPr.append(element("w:spacing", before="0", after="0", line="80", lineRule="exact"))
    return made


def field(code: str, *shown: Element) -> list[Element]:
    """Return the runs of a field with what it shows until it is computed again."""
    instruction = OxmlElement("w:instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", instruction),
        element("w:r", element("w:fldChar", fldCharType="separate")),
        *shown,
        element("w:r", element("w:fldChar", fldCharType="end")),
    ]


@define
class Writer:
    """Write words into one part of a document, which holds the addresses that its links lead to."""

    part: Any
    numbers: Iterator[int] = Factory(lambda: count(1))
    anchors: dict[str, str] = Factory(dict)
    """The bookmarks by the anchors of the sheet."""
    addresses: dict[str, str] = Factory(dict)

    def words(
        self, words: Iterable[Words], *, is_bold: bool = False, tone: Tone = Tone.PLAIN
    ) -> list[Element]:
        """Return the runs of words: foreign ones with their language, links with their address."""
        return [self._said(one, is_bold, tone) for one in words]

    def _said(self, words: Words, is_bold: bool, tone: Tone) -> Element:
        if isinstance(words, str):
            return run(words, is_bold=is_bold, tone=tone)
        if isinstance(words, Passage):
            return run(words.words, is_bold=is_bold, tone=tone, language=words.language)
        return self._linked(words, is_bold, tone)

    def _linked(self, linked: Linked, is_bold: bool, tone: Tone) -> Element:
        address = linked.address
        if address.startswith("#") and address[1:] in self.anchors:
            shown = run(linked.words, is_bold=is_bold, style="Hyperlink")
            return element("w:hyperlink", shown, anchor=self.anchors[address[1:]], history="1")
        if not address.startswith(_OPENED) or len(address) > _LONGEST_ADDRESS:
            # An address of another page leads nowhere from a document that was sent on.
            return run(linked.words, is_bold=is_bold, tone=tone)
        link = element("w:hyperlink", run(linked.words, is_bold=is_bold, style="Hyperlink"), history="1")
        link.set(qn("r:id"), self._relation(text_of(address)))
        return link

    def _relation(self, address: str) -> str:
        if address not in self.addresses:
            relation = self.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            self.addresses[address] = relation
        return self.addresses[address]

    def marked(self, name: str, *elements: Element) -> list[Element]:
        """Return elements inside a bookmark."""
        number = str(next(self.numbers))
        return [
            element("w:bookmarkStart", id=number, name=name),
            *elements,
            element("w:bookmarkEnd", id=number),
        ]
