"""Warn of what stands right below a list and says that its figures, or one of them, are something else."""

from collections.abc import Container, Iterable, Sequence

from kompass_import_report.collector import Collector, joined_lines
from kompass_import_report.columns import YEAR
from kompass_import_report.late_patterns import LatePattern
from kompass_import_report.left_out import left_out
from kompass_import_report.parts import Figure, Part
from kompass_import_report.printed_numbers import printed_numbers
from kompass_spec.model import Quantity
from kompass_spec.model.quantities import exact_text

__all__ = ["warn_of_remarks"]

_MARK = LatePattern(r"^\W{0,3}(?:\[?[0-9a-z]{1,2}[\])]|[¹²³⁴⁵⁶⁷⁸⁹])\s*")
"""The mark of a note at its beginning."""
_UNSURE = LatePattern(
    r"^\W{0,3}(?:[^\W\d]+\s){0,3}"
    r"(?:preliminär|foreløpig|foreløbig|førebels|preliminary|uppskatta|uppskattning|estimer|estimat|anslått|anslag"
    r"|skatta|osäk|usikk|felaktig|rättad|korrigera|korriger|beräknad|bráðabirgða)\w*"
)
"""A remark of a few words that calls a figure preliminary, a guess or wrong."""
_OF_A_TIME = LatePattern(
    r"\b(?:avser|gäller|gjelder|gjeld|gælder|siffr\w+ (?:är )?från|tall\w* (?:er )?fr[åa]|resultat\w* från"
    r"|mätt|målt|uppmätt)\b[^.0-9]{0,24}(?:19|20)[0-9]{2}\b"
)
_OF_A_UNIT = LatePattern(
    r"\b(?:siffrorna|siffran|siffror|talen|tallene|tallet|tallene|beloppen|beløpene|beløbene|värdena|verdiene"
    r"|værdierne|tabellen|diagrammet|figures|numbers)\b[^.]{0,30}?\b(?:är|er|i|anger|visar|viser|angir|avser|are)\b"
    r"[^.]{0,30}?\b(?:kron\w+|tkr|mkr|mnkr|kr|procent\w*|prosent\w*|index\w*|rang\w*|plats\w*|plass\w*|plads\w*"
    r"|placering\w*|plassering\w*|andel\w*|antal\w*|nki|medel\w*|\w*snitt\w*|\w*gennemsnit\w*|mål\w*)\b"
)
_FARTHEST = 6
"""The number of lines below a list in which a remark on it stands."""
_GAP = 3
"""The number of lines from one row of a list to the next, with a blank one between them."""
_LONGEST = 140
_MOST_NAMED = 20


def warn_of_remarks(parts: Iterable[Part], years: Container[int | None], collector: Collector) -> None:
    """Warn of every remark below a list, with the figures that it may be about.

    ``years`` are those of the evaluations that are read: a remark that names one of them says nothing new.
    """
    for part in parts:
        figures = sorted(_own(part.figures), key=lambda figure: figure.line)
        for paragraph in part.paragraphs:
            for line, text in paragraph.pieces if not paragraph.title else ():
                above = _right_above(line, figures)
                if above and _is_remark(text, years):
                    _warn(line, text, above, collector)


def _own(figures: Iterable[Figure]) -> list[Figure]:
    """Return the points of areas and of the whole, of which a remark may say something else."""
    return [figure for figure in figures if figure.quantity is Quantity.POINTS]


def _is_remark(text: str, years: Container[int | None]) -> bool:
    text = _MARK.sub("", text)
    # What has a number of its own speaks of that one.
    if len(text) > _LONGEST or any(
        left_out(text, number.start, number.end) is None for number in printed_numbers(text)
    ):
        return False
    dated = _OF_A_TIME.search(text)
    other = dated is not None and not any(int(year) in years for year in YEAR.findall(dated[0]))
    return other or _UNSURE.search(text) is not None or _OF_A_UNIT.search(text) is not None


def _right_above(line: int, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of the list that ends right above a line, none where no list does."""
    above = [figure for figure in figures if figure.line < line]
    if not above or line - above[-1].line > _FARTHEST or any(figure.line == line for figure in figures):
        return []
    first = len(above) - 1
    while first > 0 and above[first].line - above[first - 1].line <= _GAP:
        first -= 1
    return above[first:]


def _warn(line: int, text: str, figures: Sequence[Figure], collector: Collector) -> None:
    printed = ", ".join(exact_text(figure.value, figure.precision) for figure in figures[:_MOST_NAMED])
    lines = joined_lines([figure.line for figure in figures[:_MOST_NAMED]])
    sentence = (
        f"Line {line}, below a list, says '{text[:80]}', which may be about one or all of the figures on"
        f" {lines} ({printed}). They are read as points of this evaluation; leave out those that are not."
    )
    collector.warn("unclear-figure", sentence, figures[0].line)
