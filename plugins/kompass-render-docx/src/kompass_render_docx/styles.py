"""What a document looks like: its styles, which whoever edits it can change in one place."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from kompass_render_docx.elements import LANGUAGES, element

__all__ = ["HEADLINE", "NOTE", "QUIET_TABLE", "TABLE", "WARNING", "set_styles"]

HEADLINE, NOTE, WARNING, TABLE, QUIET_TABLE = (
    "KompassHeadline",
    "KompassNote",
    "KompassWarning",
    "KompassTable",
    "KompassTiles",
)

INK, QUIET, HAIRLINE = "1A2230", "566070", "D3D9E0"
FONT = "Calibri"

_Measures = tuple[float, float, float, bool]

# Size in points, space before and after in points, and whether it stands in bold letters.
_PARAGRAPHS: dict[str, _Measures] = {
    "Normal": (9.5, 0, 3, False),
    "Title": (22, 0, 2, True),
    "Subtitle": (9.5, 0, 1, False),
    "Heading 1": (17, 0, 4, True),
    "Heading 2": (11.5, 8, 3, True),
    "Heading 3": (10, 7, 2, True),
    "Heading 4": (10, 7, 3, True),
    "Heading 5": (10, 7, 3, True),
    "Heading 6": (10, 7, 3, True),
    "List Bullet": (9.5, 0, 2, False),
    "Quote": (10, 3, 5, False),
    "Caption": (10, 6, 3, True),
    "Header": (8.5, 0, 0, False),
    "Footer": (8.5, 0, 0, False),
    "TOC Heading": (12.5, 0, 4, True),
}
_NEW_PARAGRAPHS: dict[str, tuple[str, _Measures]] = {
    HEADLINE: ("Kompass Headline", (36, 0, 0, True)),
    NOTE: ("Kompass Note", (8.5, 1, 3, False)),
    WARNING: ("Kompass Warning", (10, 2, 5, False)),
    "TableText": ("Table Text", (8.5, 0, 0, False)),
    "SmallTableText": ("Small Table Text", (7, 0, 0, False)),
    "TileFigure": ("Tile Figure", (13, 0, 0, False)),
    "TOC1": ("toc 1", (10, 3, 1, True)),
    "TOC2": ("toc 2", (10, 0, 1, False)),
    "TOC3": ("toc 3", (10, 0, 1, False)),
}
_QUIET = {"Subtitle", "Header", "Footer", NOTE}


def set_styles(document: Any, language: str, colour: str) -> None:
    """Set the styles of a new document; ``colour`` is that of links, as ``#rrggbb``."""
    styles = document.styles
    for name, measures in _PARAGRAPHS.items():
        _set(styles[name], measures, is_quiet=name in _QUIET)
    for identity, (name, measures) in _NEW_PARAGRAPHS.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), identity)
        style.base_style = styles["Normal"]
        _set(style, measures, is_quiet=identity in _QUIET)
        if identity.startswith("TOC"):
            style.paragraph_format.left_indent = Cm(0.6 * (int(identity[-1]) - 1))
    for style in ("Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption", "Title"):
        styles[style].paragraph_format.keep_with_next = True
    styles["Quote"].paragraph_format.left_indent = Cm(0.6)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    link.font.underline = True
    for made in (_TABLE, _TILES):
        styles.element.append(parse_xml(made))
    _set_defaults(styles, language)


def _set(style: Any, measures: _Measures, *, is_quiet: bool) -> None:
    size, before, after, is_bold = measures
    style.font.size, style.font.bold, style.font.italic = Pt(size), is_bold, False
    style.font.color.rgb = RGBColor.from_string(QUIET if is_quiet else INK)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0 if size > 20 else 1.05  # noqa: PLR2004 - large letters need less
    properties = style.element.get_or_add_rPr()
    for fonts in properties.findall(qn("w:rFonts")):
        properties.remove(fonts)
    properties.insert(0, element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))
    for spacing in properties.findall(qn("w:spacing")) + properties.findall(qn("w:kern")):
        properties.remove(spacing)
    paragraph = style.element.get_or_add_pPr()
    for border in paragraph.findall(qn("w:pBdr")):
        paragraph.remove(border)


def _set_defaults(styles: Any, language: str) -> None:
    tag = LANGUAGES.get(language, language)
    for properties in styles.element.iter(qn("w:rPrDefault")):
        for found in properties.iter(qn("w:lang")):
            for name in ("val", "eastAsia"):
                found.set(qn(f"w:{name}"), tag)


_TABLE = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE}">
  <w:name w:val="Kompass Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
  <w:tblPr>
    <w:tblBorders>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="20" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>
      <w:bottom w:w="20" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:color w:val="{QUIET}"/><w:sz w:val="17"/></w:rPr>
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="{INK}"/></w:tcBorders>
    <w:vAlign w:val="bottom"/></w:tcPr>
  </w:tblStylePr>
</w:style>"""

_TILES = f"""<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{QUIET_TABLE}">
  <w:name w:val="Kompass Tiles"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
      <w:left w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
      <w:right w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
      <w:insideV w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="57" w:type="dxa"/><w:left w:w="142" w:type="dxa"/>
      <w:bottom w:w="28" w:type="dxa"/><w:right w:w="142" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
</w:style>"""
