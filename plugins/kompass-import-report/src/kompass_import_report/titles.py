"""Recognise the lines that begin a part of a report, whatever marks them as titles."""

import re

from kompass_import_report.lines import Kind, Line
from kompass_import_report.vocabulary import words_for
from kompass_spec.model import FindingKind

__all__ = [
    "begins_appendix",
    "begins_chapter",
    "begins_contents",
    "finding_kind",
    "is_account",
    "is_subtitle",
    "is_title",
    "names_findings",
]

_LONGEST = 90
_FINDINGS = {
    FindingKind.STRENGTH: {
        "styrkor",
        "starka sidor",
        "styrker",
        "styrkar",
        "styrka",
        "sterke sider",
        "stærke sider",
    },
    FindingKind.IMPROVEMENT: {
        "förbättringsområden",
        "förbättringsområde",
        "utvecklingsområden",
        "förbättringsmöjligheter",
        "forbedringsområder",
        "forbedringsområde",
        "forbetringsområde",
        "forbetringsområda",
        "forbedringspunkter",
        "utviklingsområder",
        "udviklingsområder",
        "svake sider",
        "svage sider",
        "förslag till förbättringar",
        "svaga sidor",
    },
}
_KINDS = {word: kind for kind, words in _FINDINGS.items() for word in words}
_SUBTITLES = {"allmänt", "generelt", "kommentar", "kommentarer"}
_CONTENTS = {
    "innehåll",
    "innehållsförteckning",
    "innhold",
    "innholdsfortegnelse",
    "innhald",
    "innhaldsliste",
    "indhold",
    "indholdsfortegnelse",
}
_NUMBERED = re.compile(r"\d{1,2}[.)]?\s+(?=[^\W\d_])")
_CHAPTERS = re.compile(
    r"(?:översikt|oversikt|oversigt|sammanfatt|sammenfatning|sammendrag|samandrag|bilag|appendix|vedlegg"
    r"|kortfakta|jämförelser$|avslut|poängsammanställning|poängfördelning|referenser$|källor$)",
    re.IGNORECASE,
)
_APPENDIX = re.compile(
    r"(?:\d{1,2}[.)]?\s+)?(?:bilag(?:a|or)?|appendix|vedlegg)(?:\s+\d{1,2})?"
    r"(?:$|[.:–-]\s*|\s+(?=[A-ZÅÄÖ\d]))",
    re.IGNORECASE,
)
_OTHER_YEAR = re.compile(
    r"(?:\d{1,2}[.)]?\s+)?(?:19|20)\d\d\s+års\s+(?:kommun|region)\s?kompass\w*\.?", re.IGNORECASE
)


def _words(text: str) -> str:
    return text.casefold().strip(" .:–-")


def _kind_of(words: str) -> FindingKind | None:
    """Return the kind of findings that words are the title of, also in the language of a catalogue."""
    if words in words_for("strengths"):
        return FindingKind.STRENGTH
    return FindingKind.IMPROVEMENT if words in words_for("improvement areas") else _KINDS.get(words)


def _begins_with(text: str, meaning: str) -> bool:
    """Tell whether a title begins with a word that a catalogue has for a chapter or an appendix."""
    words = text.casefold()
    return any(words == word or words.startswith((f"{word} ", f"{word}:")) for word in words_for(meaning))


def names_findings(text: str) -> bool:
    """Tell whether a cell is the title of a column of strengths or improvement areas."""
    return len(text) <= _LONGEST and _kind_of(_words(text)) is not None


def finding_kind(line: Line) -> FindingKind | None:
    """Return the kind of findings that a title announces, ``None`` where it is no such title."""
    if line.kind is Kind.ROW or len(line.text) > _LONGEST:
        return None
    return _kind_of(_words(_NUMBERED.sub("", line.text, count=1)))


def is_subtitle(line: Line) -> bool:
    """Tell whether the line is the title of a part of an area's section other than findings."""
    return is_account(line) or (line.kind is Kind.TEXT and _words(line.text) in _SUBTITLES)


def is_account(line: Line) -> bool:
    """Tell whether the line is the title of what happened since the last evaluation: no list of findings."""
    return (
        line.kind is Kind.TEXT and len(line.text) <= _LONGEST and _words(line.text).startswith("vad har hänt")
    )


def is_title(line: Line) -> bool:
    """Tell whether a format marks the line as a title."""
    return line.kind is Kind.TEXT and (line.level > 0 or (line.bold and len(line.text) <= _LONGEST))


def begins_contents(line: Line) -> bool:
    """Tell whether the line is the title of the table of contents."""
    if line.kind is not Kind.TEXT or len(line.text) > _LONGEST:
        return False
    words = _words(line.text)
    return words in _CONTENTS or words in words_for("contents")


def begins_chapter(line: Line) -> bool:
    """Tell whether the line ends the sections of areas: by a number, or by the word of a chapter."""
    if line.kind is not Kind.TEXT or len(line.text) > _LONGEST or line.text.endswith((".", ",", ";")):
        return False
    numbered = _NUMBERED.match(line.text)
    words = line.text[numbered.end() :] if numbered else line.text
    named = _CHAPTERS.match(words) is not None or _begins_with(words, "summary")
    return named or (numbered is not None and is_title(line))


def begins_appendix(line: Line) -> bool:
    """Tell whether the line is the title of an appendix, or of the evaluation of another year."""
    if line.kind is not Kind.TEXT or len(line.text) > _LONGEST:
        return False
    if _OTHER_YEAR.fullmatch(line.text):
        return True
    return (_APPENDIX.match(line.text) is not None or _begins_with(line.text, "appendix")) and (
        is_title(line) or not line.text.endswith((".", ",", ";"))
    )
