"""Warn of what stands above a list or a table with words that no head of scores is known to have."""

import re
from collections.abc import Callable
from typing import NamedTuple, final

from attrs import define, field

from kompass_import_report.columns import YEAR
from kompass_import_report.head_words import unknown_words
from kompass_import_report.late_patterns import LatePattern
from kompass_import_report.lead_names import last_sentence
from kompass_import_report.list_head_words import OF_GIVERS
from kompass_import_report.list_heads import IN_BRACKETS

__all__ = ["UnknownHead", "UnknownHeads", "unknown_head"]

_AFFIRMS = LatePattern(r"\b(?:kommune?|komun|region)kompas\w*|\b(?:utvärderar|evaluator)\w*")
"""Words by which a head is of scores, whatever else it says."""
_POINTS = LatePattern(r"\b(?:total|slut)?(?:poäng|poeng|points?|skår|score)\w*")
_OF_ITS_AREAS = LatePattern(
    r"\b(?:kommune?|region)kompas\w*\s(?:(?:\w+\s)?(?:huvud|hoved|hovud|fokus)?områd\w*|tema\w*)"
)
"""The areas of the framework: words of another quantity may stand before them too."""
_NUMBERED = LatePattern(
    r"(?:(?:tabell?|table|figure?|diagram|bilag[ae]?|§)\s*)?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*)?\s*[.:)–-]?\s*"
)
"""The number of a caption or of a chapter."""
_MOST = LatePattern(
    r"\b(?:skala|scale|max|maks|fr[åa]n?|0|1)\W{1,2}[0-9]+(?:\s?(?:[–-]|ti?ll?|to)\s?[0-9]+)?"
)
"""The most that there may be, which is no figure of a row."""
_FIGURE_BEHIND = re.compile(r"[0-9]\S*\s*:?$|[0-9][0-9 -]{5,}")
"""A figure that ends a line as it ends a row, or a long number such as that of a phone."""
_SHOWN = 80
_MOST_NAMED = 12
_MOST_WORDS = 14
_LONGEST = 300


class UnknownHead(NamedTuple):
    """Hold a line above a list, and those of its words that are not known."""

    line: int
    text: str
    words: tuple[str, ...]


def unknown_head(
    text: str, line: int, *, whole: str, without_names: Callable[[str], list[str]]
) -> UnknownHead | None:
    """Return a line above a list as one with words that are not known, ``None`` where it has none.

    ``whole`` is the text with the lines before it of its paragraph; ``without_names`` returns the words of a
    text that are not of the name of an organisation. Running text that leads to nothing is no head.

    >>> unknown_head("Trivsel per tema", 3, whole="Trivsel per tema", without_names=str.split).words
    ('Trivsel',)
    >>> unknown_head("Poäng per tema", 3, whole="Poäng per tema", without_names=str.split)
    """
    lead = _lead(text, whole)
    if not _may_be_head(lead) or _is_affirmed(lead):
        return None
    words = unknown_words(without_names(lead))
    return UnknownHead(line, text, words) if words else None


def _is_affirmed(lead: str) -> bool:
    """Tell whether a head says that scores follow: by the framework's name, or as a sentence on points."""
    if _AFFIRMS.search(_OF_ITS_AREAS.sub(" ", lead)):
        return True
    return lead.endswith(":") and _POINTS.search(lead) is not None and OF_GIVERS.search(lead) is None


def _lead(text: str, whole: str) -> str:
    """Return the last sentence of a head without its number and what is in brackets."""
    sentence = last_sentence(whole if text.endswith(":") else text)
    return _NUMBERED.sub("", IN_BRACKETS.sub(" ", sentence).strip(), count=1)


def _may_be_head(lead: str) -> bool:
    """Tell whether words may say what the numbers below them are: a title, or what ends with a colon."""
    if len(lead) > _LONGEST or lead.endswith((".", "!", "?")):
        return False
    if _FIGURE_BEHIND.search(_MOST.sub("", YEAR.sub("", lead))):
        return False
    return lead.endswith(":") or len(lead.split()) <= _MOST_WORDS


@final
@define
class UnknownHeads:
    """Remember the head of the list at hand, and the heads below which points were read."""

    at_hand: UnknownHead | None = None
    _read: list[UnknownHead] = field(factory=list)

    def read(self) -> None:
        """Remember that points are read below the head at hand."""
        if self.at_hand is not None:
            self._read.append(self.at_hand)
            self.at_hand = None

    def sentence(self) -> tuple[str, int] | None:
        """Return the warning of all heads, and the line of the first, ``None`` where there is none."""
        if not self._read:
            return None
        heads = [_shown(head) for head in self._read[:_MOST_NAMED]]
        more = len(self._read) - len(heads)
        shown = "; ".join([*heads, *([f"{more} more"] if more else [])])
        sentence = (
            f"What stands above a list is not known to the reader: {shown}. The figures below it are read as"
            " points. Check that they are, and write Poäng in that line if so."
        )
        return sentence, self._read[0].line


def _shown(head: UnknownHead) -> str:
    """Return a head as a warning names it, with its line and the words that are not known."""
    return f"'{head.text.rstrip(' :')[:_SHOWN]}' (line {head.line}: {', '.join(head.words)[:_SHOWN]})"
