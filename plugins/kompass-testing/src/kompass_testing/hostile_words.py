"""Words that others choose, such as names, which no output may take for formulas, markup or codes."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape

__all__ = ["FORMULAS", "OTHER_WORDS", "commands_in", "taken_for_more"]

FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("https://example.org","1+1")',
)
"""What a spreadsheet computes where a text begins with it."""
OTHER_WORDS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\x1b[31mröd\x1b[0m",
    "Lund\u202edrun",
    "Ö & \N{GRINNING FACE} 'e' \"q\"",
)
_MARKUP = re.compile(rb"<(script>alert|img src=x)", re.IGNORECASE)
_WORKED_OUT = re.compile(rb"<f[^>/]*>([^<]*)</f>|table:formula=\"([^\"]*)\"")
_BEGINS = tuple("=+-@\t\r")
_NUMBER = re.compile(r"[+\-]?[\d\s.,]*\d(?:\s?%)?")
_MARKED_UP = {".html", ".htm", ".xhtml", ".xml", ".svg"}
_SEPARATED = {".csv": ",;", ".tsv": "\t"}


def commands_in(content: bytes, endings: Iterable[str]) -> Iterator[str]:
    """Iterate over what a spreadsheet would compute of ``1+1`` in the cells of a content."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                for found in _WORKED_OUT.findall(archive.read(name)) if name.endswith(".xml") else ():
                    formula = unescape("".join(part.decode("utf-8", "replace") for part in found))
                    if "1+1" in formula:
                        yield formula
        return
    for ending in endings:
        text = content.decode("utf-8-sig", "replace")
        for separator in _SEPARATED.get(ending, ""):
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                yield from (cell for cell in row if cell.startswith(_BEGINS) and not _NUMBER.fullmatch(cell))


def taken_for_more(content: bytes, endings: Iterable[str], *, is_text: bool) -> str | None:
    r"""Return what words of others have become in a content, ``None`` where they are still words.

    >>> taken_for_more(b"name,points\n=1+1,5\n", (".csv",), is_text=True)
    "the formula '=1+1'"
    """
    formula = next(commands_in(content, endings), None)
    if formula is not None:
        return f"the formula {formula[:40]!r}"
    if is_text and b"\x1b" in content:
        return "a code for a terminal"
    markup = _MARKUP.search(content) if _MARKED_UP.intersection(endings) else None
    return None if markup is None else f"the markup {markup[0].decode()!r}"
