"""Refuse what is of the framework for regions, where no edition of that is installed."""

import re

from kompass_import_report.editions import not_read
from kompass_import_report.lines import Line
from kompass_import_report.parts import Part
from kompass_import_report.years import title_lines
from kompass_spec import ImportRequest, InputError, Problem

__all__ = ["refuse_other_framework"]

_FOR_REGIONS = re.compile(r"\bregion\s?kompas\w*", re.IGNORECASE)
_FOR_MUNICIPALITIES = re.compile(r"\bkommune?n?\s?kompas", re.IGNORECASE)


def refuse_other_framework(
    lines: list[Line], parts: list[Part], editions: list[str | None], request: ImportRequest
) -> None:
    """Raise ``InputError`` where a report is of Regionkompassen and none of its editions is.

    The title decides, or all of the text where the title names no framework. Whoever names the edition knows.
    """
    if request.edition is not None or request.decided.editions:
        return
    named = _named_in(title_lines(lines)) or _named_in(lines)
    recognised = [request.registry[edition] for edition in editions if edition is not None]
    ours = [edition for edition in recognised if not _FOR_REGIONS.search(str(edition.title))]
    if named is None or not ours:
        return
    sentence = (
        f"Line {named.number} names Regionkompassen, the framework for regions, and the areas that the report"
        f" prints are those of {ours[0].id}, an edition of Kommunkompassen; whether its points mean the same"
        " is not known, so nothing is read. Install a framework that has the edition, or decide with"
        f" `edition={ours[0].id}`."
        f"{not_read(parts[0])}"
    )
    raise InputError([Problem("edition-unclear", sentence, line=named.number)])


def _named_in(lines: list[Line]) -> Line | None:
    """Return the first line that names the framework for regions, where none names the other."""
    if any(_FOR_MUNICIPALITIES.search(line.text) for line in lines):
        return None
    return next((line for line in lines if _FOR_REGIONS.search(line.text)), None)
