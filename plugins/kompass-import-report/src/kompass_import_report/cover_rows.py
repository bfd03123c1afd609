"""Read a cover that is a table or a list of properties as lines: whose the report is, and of when."""

import re

from attrs import evolve

from kompass_import_report.columns import read_column
from kompass_import_report.labels import is_label, label_key
from kompass_import_report.lines import Cell, Kind, Line
from kompass_import_report.names import Names
from kompass_import_report.organisation_words import kind_behind

__all__ = ["cover_in_lines"]

_NAMED = re.compile(r"(Kommun|Kommune):\s*([A-ZÅÄÖÆØ][^\W\d]+(?:[ -][A-ZÅÄÖÆØ][^\W\d]+){0,2})", re.IGNORECASE)
_MOST_LINES = 60
_TWO = 2
_WHOSE = {
    "kommun", "kommune", "kommuna", "organisation", "organisasjon", "region", "stad", "stadsdel", "bydel",
    "kommunens namn", "kommunenavn", "kommunnamn", "municipality", "city", "utvärderad kommun",
    "utvärderad organisation", "evaluert kommune", "evalueret kommune", "objekt", "utvärderingsobjekt",
    "sveitarfélag", "uppdragsgivare", "namn", "navn",
}  # fmt: skip
_WHEN = {
    "år", "årtal", "utvärderingsår", "evalueringsår", "mätår", "måleår", "year", "period", "tidpunkt",
    "tidspunkt", "tidspunkt for evaluering", "tidpunkt för utvärdering", "genomförd", "genomfört",
    "gjennomført", "gennemført", "utvärderingsperiod", "utvärderingen genomförd", "besök",
    "evaluering gjennomført", "ár", "periode", "utvärderingsdatum", "evalueringsdato",
    "datum för utvärdering",
    "datum för utvärderingen", "tidpunkt för utvärderingen", "dato for evaluering", "dato for evalueringen",
    "dato for evalueringa", "tidspunkt for evalueringen", "tidspunkt for evalueringa", "evaluation year",
    "year of evaluation", "date of evaluation", "genomförd från", "genomförd till", "gjennomført fra",
    "gjennomført frå", "gjennomført til", "gennemført fra", "gennemført til", "carried out from",
    "carried out to",
}  # fmt: skip
"""Labels of what a cover says of an evaluation, in lower case."""
_DATED = {"datum", "dato", "date", "rapportdatum", "rapportdato"}
"""Labels of the date of a report: a cover has it beside the others."""


def cover_in_lines(lines: list[Line], names: Names) -> list[Line]:
    """Return the lines, the rows of properties that a report begins with as lines of text.

    They are of a table of two columns that says whose the report is, or of when, and has no area.
    """
    lines = [*map(_with_kind, lines[:_MOST_LINES]), *lines[_MOST_LINES:]]
    begins = next(
        (at for at, line in enumerate(lines[:_MOST_LINES]) if line.kind is Kind.ROW or _is_marked(line)), None
    )
    if begins is None:
        return lines
    after = begins
    while after < len(lines) and (_is_property(lines[after], names) or lines[after].kind is Kind.RULE):
        after += 1
    if not any(_says_whose(line) for line in lines[begins:after]):
        return lines
    return [*lines[:begins], *map(_in_line, lines[begins:after]), *lines[after:]]


def _is_marked(line: Line) -> bool:
    """Tell whether a line is a property with the mark of a list before it."""
    label, mark, value = line.text.partition(":")
    return line.kind is Kind.BULLET and bool(mark and value.strip()) and label_key(label) in _WHOSE | _WHEN


def _label_and_value(line: Line) -> tuple[str, str] | None:
    if line.kind is Kind.BULLET:
        label, _, value = line.text.partition(":")
    elif line.kind is Kind.ROW and len(line.cells) == _TWO:
        label, value = (cell.text for cell in line.cells)
    else:
        return None
    return (label_key(label), value.strip()) if label.strip() and value.strip() else None


def _is_property(line: Line, names: Names) -> bool:
    """Tell whether a row says one thing of the report, and is no head or row of a table of scores."""
    parts = _label_and_value(line)
    if parts is None or is_label(parts[0]) or names.area(line.cells[0].text, line.number) is not None:
        return False
    is_head = read_column(parts[1], line.number).quantity is not None and parts[0] not in _WHEN | _DATED
    return not is_head and (parts[0] in _WHOSE | _WHEN | _DATED or not parts[1][0].isdecimal())


def _says_whose(line: Line) -> bool:
    parts = _label_and_value(line)
    return parts is not None and parts[0] in _WHOSE | _WHEN


def _in_line(line: Line) -> Line:
    """Return a row of a property as one line of text."""
    if line.kind is Kind.RULE:
        return evolve(line, kind=Kind.BLANK)
    if line.kind is Kind.BULLET:
        return evolve(line, kind=Kind.TEXT, marked=False)
    parts = [cell.text for cell in line.cells]
    text = f"{parts[0].rstrip(' :')}: {parts[1]}"
    return _with_kind(evolve(line, kind=Kind.TEXT, text=text, cells=(Cell((text,), line.number),)))


def _with_kind(line: Line) -> Line:
    """Return a line such as ``Kommune: Rauma`` with the kind behind the name, which no register may have."""
    found = _NAMED.fullmatch(line.text) if line.kind in {Kind.TEXT, Kind.BULLET} else None
    if found is None or kind_behind(found[2].split()[-1]) is not None:
        return line
    text = f"{found[1]}: {found[2]} {found[1].lower()}"
    return evolve(line, text=text, cells=(Cell((text,), line.number),))
