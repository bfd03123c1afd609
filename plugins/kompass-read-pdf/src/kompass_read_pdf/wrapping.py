"""Tell where a line was broken because it was full, and join what was broken."""

import re
from collections.abc import Iterable, Sequence
from typing import final

from attrs import define

from kompass_read_pdf.glyphs import SOFT_HYPHEN, Word
from kompass_read_pdf.lines import Segment

__all__ = ["Hyphens", "is_full"]

_HYPHENS = ("-", "\u2010", SOFT_HYPHEN)
_BREAKS = re.compile(r"(?<=\w[-/–‐])(?=\w)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ALSO = frozenset(
    {"och", "eller", "samt", "respektive", "og", "eða", "and", "or", "til", "till", "men", "als"}
)
_MONTH = re.compile(r"jan|feb|mar|apr|ma[jií]|j[uú][nl]|aug|ágú|sep|o[kc]t|n[oó]v|de[cs]", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouyåäöæøáéíóúý]", re.IGNORECASE)
_FEWEST_LINES = 40
_FEWEST_HYPHENS = 0.012


def is_full(line: Segment, following: Segment, left: float, right: float) -> bool:
    """Tell whether the first word of the line below would not have found room at the end of a line.

    The line may reach from ``left`` to ``right``, and may stand in their middle.
    """
    if (
        line.words[-1].text.endswith(_HYPHENS)
        and len(line.words[-1].text) > 1
        and following.text[:1].islower()
    ):
        return True
    first = (following.words[1:] if following.mark else following.words)[0]
    parts = _BREAKS.split(first.text)
    width = (first.x1 - first.x0) * len(parts[0]) / max(len(first.text), 1)
    inset, rest = line.x0 - left, right - line.x1
    room = rest + inset if abs(inset - rest) < line.size and inset > line.size else rest
    space = 0.0 if line.words[-1].text.endswith(_HYPHENS) else line.size * 0.2
    return room < width + space + line.size * 0.1


@final
@define
class Hyphens:
    """Know the words of a document, and so whether a hyphen at the end of a line is one of the word's own."""

    known: set[str]
    breaks_words: bool

    @classmethod
    def of(cls, lines: Iterable[Sequence[Word]]) -> "Hyphens":
        """Learn from the lines of a document, each a sequence of words."""
        known: set[str] = set()
        ends = 0
        count = 0
        before = ""
        for line in lines:
            texts = [word.text for word in line]
            if before.endswith(_HYPHENS) and texts[0][:1].islower():
                ends += 1
            inner = texts[:-1] if texts[-1].endswith(_HYPHENS) else texts
            known.update(found.lower() for text in inner for found in _WORD.findall(text))
            before = texts[-1]
            count += 1
        return cls(known, count < _FEWEST_LINES or ends > count * _FEWEST_HYPHENS)

    def is_rest(self, word: str, rest: str) -> bool:
        """Tell whether letters are the rest of a word, and no word of their own."""
        return f"{word}{rest}".lower() in self.known or not _VOWEL.search(rest)

    def join(self, lines: Sequence[str]) -> str:
        """Return lines of one paragraph as one text."""
        text = ""
        for line in lines:
            if not text:
                text = line
            elif text.endswith(_HYPHENS):
                text = self._without_hyphen(text, line)
            elif text.endswith(("/", "–")) and text[-2:-1].isalnum() and line[:1].islower():
                text += line
            else:
                text += f" {line}"
        return text.replace(SOFT_HYPHEN, "-") if SOFT_HYPHEN in text else text

    def _without_hyphen(self, text: str, line: str) -> str:
        head = text[:-1]
        before, after = _last_word(head), _first_word(line)
        if not before or not after:
            return f"{head}-{line}" if after and head[-1:] != " " else f"{head}- {line}"
        whole = self.breaks_words and f"{before}{after}".lower() in self.known
        if whole:
            return head + line
        if after in _ALSO:
            return f"{head}- {line}"
        return head + line if self._is_broken(before, after) else f"{head}-{line}"

    def _is_broken(self, before: str, after: str) -> bool:
        """Tell whether a hyphen that ends a line only breaks a word there."""
        if not self.breaks_words or f"{before}-{after}".lower() in self.known:
            return False
        if _MONTH.match(before) and _MONTH.match(after):
            return False
        return after[0].islower() and len(before) > 1 and not before.isupper()


def _last_word(text: str) -> str:
    found = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*$", text)
    return found[0] if found else ""


def _first_word(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else ""
