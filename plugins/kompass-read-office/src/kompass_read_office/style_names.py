"""What the name of a style says that a paragraph is."""

import re

from kompass_spec.model import BlockKind

__all__ = ["role_of_name"]

# Names as programs write them in their own language; Word itself keeps the English ones.
_HEADING = re.compile(
    r"(?:heading|header|rubrik|overskrift|otsikko|überschrift|fyrirsögn|titre|titolo|título|kop)\s*(\d)\b.*"
)
_TITLE = re.compile(r"(?:document )?(?:title|titel|tittel|rubrik|titill|otsikko)")
_SUBTITLE = re.compile(r"subtitle|underrubrik|undertitel|undertittel")
_CONTENTS = re.compile(
    r"(?:toc|contents|innehåll|innhold|indhold|inh|efnisyfirlit|verzeichnis)\s*(?:heading|\d+)"
    r"|innehållsförteckning.*|innholdsfortegnelse.*|indholdsfortegnelse.*|overskrift (?:for|til) innhold.*"
    r"|table of (?:figures|authorities|contents)"
    r"|(?:figure|illustration|table|user|object) index (?:heading|\d+)"
)
_LIST = re.compile(
    r"(?:list (?:bullet|number)|punktlista|punktliste|numrerad lista|nummerert liste|liste? (?:punkt|nummer))"
    r"\s*(\d?)"
)


def role_of_name(name: str) -> tuple[BlockKind, int] | None:
    """Return the kind and level of what the name of a style says, in any language that is known.

    >>> role_of_name("Rubrik 2"), role_of_name("toc 1"), role_of_name("Table Contents")
    ((<BlockKind.HEADING: 'heading'>, 2), (<BlockKind.CONTENTS: 'contents'>, 0), None)
    """
    lowered = name.lower().replace("_20_", " ").replace("_", " ").strip()
    if heading := _HEADING.fullmatch(lowered):
        return BlockKind.HEADING, max(int(heading[1]), 1)
    if _CONTENTS.fullmatch(lowered):
        return BlockKind.CONTENTS, 0
    if _TITLE.fullmatch(lowered):
        return BlockKind.HEADING, 1
    if _SUBTITLE.fullmatch(lowered):
        return BlockKind.HEADING, 2
    if listed := _LIST.fullmatch(lowered):
        return BlockKind.ITEM, max(int(listed[1] or 1), 1)
    return None
