"""Say why a text cannot be read as a report."""

from kompass_import_report.collector import Collector
from kompass_import_report.lines import FRAMEWORK, Line
from kompass_import_report.parts import Part
from kompass_spec import InputError, Problem

__all__ = ["check_that_it_is_a_report", "no_figures", "nothing_placed"]

_MOST_REASONS = 20
_FEWEST_NAMES = 3
"""The number of areas' names that show a report: two of them stand in many texts."""


def check_that_it_is_a_report(lines: list[Line], parts: list[Part], collector: Collector) -> None:
    """Refuse a text that names too few areas, unless it has results and the framework's name."""
    known = {name.known for part in parts for name in part.names if name.known}
    if max(len(known), len(collector.in_contents)) >= _FEWEST_NAMES:
        return
    named = any(FRAMEWORK.search(line.text) for line in lines)
    if named and not all(part.empty for part in parts):
        return
    sentence = (
        "This is not a report of Kommunkompassen: it names fewer than three areas of any edition that is"
        " installed. If it is one, say with --edition ID of which edition."
    )
    if known:
        raise _refused("not-a-report", sentence, collector)
    raise InputError([Problem("not-a-report", sentence)])


def nothing_placed(parts: list[Part], edition: str | None, collector: Collector) -> InputError:
    """Return the error for a report of which nothing could be read, on the edition that was decided on."""
    if edition is None or not any(part.figures for part in parts):
        return no_figures(collector)
    sentence = (
        f"Nothing that the report prints is known of {edition}, so nothing of it can be read on that"
        f" edition; `kompass show {edition}` says what is known. Leave out --edition, or decide on"
        " another."
    )
    return _refused("unknown-area", sentence, collector)


def no_figures(collector: Collector) -> InputError:
    """Return the error for a report that holds no result."""
    sentence = (
        "The text names areas of Kommunkompassen, but has no points, strengths or improvement areas that"
        " can be read. If its figures stand in a table, give the column a head such as Poäng, Poeng or"
        " Points; if they stand in a picture, write them in a table."
    )
    return _refused("not-a-report", sentence, collector)


def _refused(code: str, sentence: str, collector: Collector) -> InputError:
    """Return the error for a report that cannot be read, with the warnings that say what to mend.

    Whose the report is and of when is no reason.
    """
    reasons = [
        warning for warning in collector.warnings if not warning.code.endswith(("-organisation", "-year"))
    ]
    reasons.sort(key=lambda reason: reason.line or 0)
    return InputError([Problem(code, sentence), *reasons[:_MOST_REASONS]])
