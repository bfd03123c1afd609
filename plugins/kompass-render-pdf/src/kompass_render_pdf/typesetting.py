"""Set a sheet by typst: with fonts of the package alone, and without anything of the machine or the clock."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from kompass_render_pdf.content import content_of
from kompass_render_pdf.letters import FONTS, settable, simplest, told
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.requests import Look, SheetRequest

__all__ = ["COLOUR", "SECOND_COLOUR", "fonts", "typeset"]

TEMPLATE = Path(__file__).parent / "template"
STANDARDS: list[Any] = ["ua-1", "a-2a"]
COLOUR, SECOND_COLOUR = "#1b4f80", "#8a5e14"

FAMILIES = (
    "Noto Emoji",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Math",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
    "Open Sans",
)

# PDF/A is set only with a date, and a file that is always the same has none: one is set, and taken out again.
_DATE = 0
_DATES = (
    re.compile(rb"<xmp:(?:Create|Modify)Date>[^<]*</xmp:(?:Create|Modify)Date>"),
    re.compile(rb"/(?:Creation|Mod)Date ?\(D:[^)]*\)"),
)


def typeset(request: SheetRequest) -> bytes:
    """Return a sheet as PDF/UA-1 and PDF/A-2a; raise ``InputError`` where a font is missing."""
    import typst  # noqa: PLC0415 - it takes time to import, and only a sheet needs it

    look = request.look
    colours = (look.colour or COLOUR, look.second_colour or SECOND_COLOUR)
    data = {**content_of(request.sheet, colours), "look": _look(look, colours)}
    bare = {**data, "look": {**data["look"], "logo": []}}
    for tried in (data, bare):
        try:
            return _undated(_compiled(tried))
        except typst.TypstError:
            # A logo may be no picture that can be set.
            continue
    # Not every run of marks and foreign letters can be set so that it is read again; plain letters can.
    return _undated(_compiled(_simple(bare)))


def _compiled(data: Any) -> bytes:
    import typst  # noqa: PLC0415 - see above

    content: bytes = typst.compile(
        TEMPLATE / "sheet.typ",
        root=TEMPLATE,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"sheet": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=_DATE,
    )
    return content


def _simple(data: Any) -> Any:
    """Return the same data with the simplest letters, and without links."""
    if isinstance(data, dict):
        return {key: _simple(part) for key, part in data.items() if key != "to"}
    if isinstance(data, list):
        return [_simple(part) for part in data]
    return simplest(data) if isinstance(data, str) else data


@cache
def fonts() -> Any:
    """Return the fonts of the package, and no others; raise ``InputError`` where one is missing."""
    import typst  # noqa: PLC0415 - see above

    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    missing = sorted(set(FAMILIES) - set(found.families()))
    if missing:
        sentence = (
            f"The font {', '.join(missing)} is missing from kompass-render-pdf, so no PDF can be set."
            " Install the distribution again."
        )
        raise InputError([Problem("missing-font", sentence)])
    return found


def _look(look: Look, colours: tuple[str, str]) -> dict[str, Any]:
    return {
        "colour": colours[0],
        "second": colours[1],
        "foot": settable(look.foot),
        "logo": [] if look.logo is None else list(look.logo),
        "logo_text": told(look.logo_text),
    }


def _undated(content: bytes) -> bytes:
    """Return a file without its dates, and with every other byte where it was."""
    for date in _DATES:
        content = date.sub(lambda found: b" " * len(found[0]), content)
    return content
