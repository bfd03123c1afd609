"""Say why a text cannot be read as a report."""

import re
from fractions import Fraction

from kompass_import_report.account import Account
from kompass_import_report.area_mentions import AreaMentions
from kompass_import_report.collector import Collector
from kompass_import_report.lines import FRAMEWORK, Line
from kompass_import_report.parts import Paragraph, Part
from kompass_import_report.totals import read_totals
from kompass_spec import InputError, Problem
from kompass_spec.model import Quantity
from kompass_spec.model.quantities import exact_text

__all__ = ["no_figures", "nothing_placed", "refusal_of"]

_MOST_REASONS = 20
_MOST_LETTERS = 80
_FEWEST_NAMES = 3
"""The number of areas' names that show a report: two of them stand in many texts."""
_WHAT_HELPS = (
    "If its figures stand in a table, give their column a head such as Poäng, Poeng or Points; if in a"
    " sentence,"
    " write the total on a line of its own, such as 'Totalt: 497 poäng', and say the edition with"
    " `edition=ID`; if"
    " in a picture, write them in a table."
)


def refusal_of(lines: list[Line], parts: list[Part], collector: Collector) -> InputError | None:
    """Return the error for a text that is no report, ``None`` where it is one.

    It is one where it names three areas, also in running text, or has results and the framework's name.
    """
    if max(_known(parts), len(collector.in_contents)) >= _FEWEST_NAMES:
        return None
    mentions = AreaMentions(collector.names)
    for part in parts:
        for paragraph in part.paragraphs:
            part.names.extend(mentions.of(paragraph.text, paragraph.line_at(0)))
    named = any(FRAMEWORK.search(line.text) for line in lines)
    if _known(parts) >= _FEWEST_NAMES or (named and not all(part.empty for part in parts)):
        return None
    if not (named or _known(parts)):
        sentence = (
            "This is not a report of Kommunkompassen: it names neither Kommunkompassen nor an area of any"
            " edition that is installed. If it is one, write its name in the title."
        )
        return InputError([Problem("not-a-report", sentence)])
    account = Account.of(lines)
    sentence = _too_few(_known(parts), named, parts, collector, account)
    collector.warnings[:] = account.settled(collector.warnings)
    return _refused("not-a-report", sentence, collector)


def _known(parts: list[Part]) -> int:
    """Return how many areas the parts name that an edition has."""
    return len({name.known for part in parts for name in part.names if name.known})


def _too_few(areas: int, named: bool, parts: list[Part], collector: Collector, account: Account) -> str:
    """Say what a text names and prints, and what helps."""
    counted = "no area" if not areas else "one area" if areas == 1 else f"{areas} areas"
    named_too = "Kommunkompassen and " if named else ""
    what = f"The text names {named_too}{counted} of the editions that are installed"
    paragraphs = [paragraph for part in parts for paragraph in part.paragraphs]
    totals = read_totals(paragraphs, lambda _: False, collector.maxima.largest).figures
    total = next((figure for figure in totals if figure.quantity is Quantity.POINTS), None)
    if total is not None:
        account.read(total.line, total.value)
        printed = _with_unit(total.line, total.value, paragraphs)
        return (
            f"{what}, too few to tell of which edition the total on line {total.line} ('{printed}') is. Say"
            " it with `edition=ID`."
        )
    if not all(part.empty for part in parts):
        return f"{what}, too few to tell of which edition it is. If it is a report, say it with `edition=ID`."
    return f"{what}, and prints no result that can be read. {_WHAT_HELPS}"


def _with_unit(line: int, value: Fraction, paragraphs: list[Paragraph]) -> str:
    """Return a number as a line prints it, with the word behind it where that is one for points."""
    number = exact_text(value)
    pattern = re.compile(
        rf"(?<![\d.,]){re.escape(number).replace('[.]', '[.,]')}(?:\s?(?:po[äe]ng|peong|points?)\b)?",
        re.IGNORECASE,
    )
    pieces = [text for paragraph in paragraphs for at, text in paragraph.pieces if at == line]
    found = next((match[0] for match in map(pattern.search, pieces) if match), None)
    return found or number


def nothing_placed(parts: list[Part], edition: str | None, collector: Collector) -> InputError:
    """Return the error for a report of which nothing could be read, on the edition that was decided on."""
    if edition is None or not any(part.figures or part.told for part in parts):
        return no_figures(parts, collector)
    texts = dict.fromkeys(name.text for part in parts for name in part.names)
    names = ", ".join(f"'{text[:_MOST_LETTERS]}'" for text in [*texts][:_FEWEST_NAMES])
    more = f" and {len(texts) - _FEWEST_NAMES} more" if len(texts) > _FEWEST_NAMES else ""
    named = f" (it names {names}{more})" if names else ""
    sentence = (
        f"Nothing that the report prints is known of {edition}{named}, so nothing of it can be read on that"
        f" edition; `kompass show {edition}` says what is known. Leave out `edition=`, or decide on"
        " another."
    )
    return _refused("unknown-area", sentence, collector)


def no_figures(parts: list[Part], collector: Collector) -> InputError:
    """Return the error for a report that holds no result."""
    known = {name.known for part in parts for name in part.names if name.known}
    names = "names areas of Kommunkompassen, but " if known else ""
    sentence = (
        f"The text {names}has no points of areas, no total, and no strengths or improvement areas that can be"
        f" read. {_WHAT_HELPS}"
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
