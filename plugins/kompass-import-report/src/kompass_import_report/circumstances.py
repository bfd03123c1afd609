"""Read the evidence of an evaluation, and the publisher's caveat about comparing editions."""

import re
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_import_report.parts import Paragraph
from kompass_import_report.sentences import RANGE, YEAR, Sentence, sentences, speaks_of_comparing
from kompass_spec.model import Evidence, EvidenceKind

__all__ = ["Caveat", "read_caveat", "read_evidence"]

_AREAS = re.compile(
    r"\bområde(?:na|n)?\s+((?:[1-9][0-9]?(?:\s?,\s?|\s+(?:och|samt|og)\s+)?){1,12})", re.IGNORECASE
)
_EVIDENCE = (
    (EvidenceKind.DOCUMENT, re.compile(r"\b(?:\w+\s)?dokument\w*", re.IGNORECASE)),
    (
        EvidenceKind.WEBSITE,
        re.compile(
            r"\b(?:kommunens\s)?(?:hemsid\w*|webb(?:plats|sid)\w*|intranät\w*|hjemmesid\w*|nettsid\w*"
            r"|sociala\smedier)",
            re.IGNORECASE,
        ),
    ),
)
_USED = re.compile(
    r"\b(?:studer\w*|gransk\w*|underlag\w*|genomför\w*|genomgång\w*|läst|tagit\sdel|bygger|baser\w*)\b",
    re.IGNORECASE,
)
_INTERVIEW = re.compile(r"\bintervju\w*", re.IGNORECASE)
_COUNT = re.compile(
    r"\b(?:(ca|cirka|omkring|ungefär|drygt|knappt|närmare|runt|ett)\.?\s)?([0-9]{1,3})(\s?-?\s?tal)?\s"
    r"(?:personer|intervjuer|medarbetare|intervjuade|politiker)",
    re.IGNORECASE,
)


@final
@frozen(kw_only=True)
class Caveat:
    """Hold what the publisher says about comparing with an older edition."""

    text: str
    low: Fraction
    high: Fraction
    areas: tuple[str, ...]
    line: int
    years: tuple[int, ...]


def read_caveat(paragraph: Paragraph) -> Caveat | None:
    """Return what a paragraph says about the points to add for a comparison with an older edition."""
    if not RANGE.search(paragraph.text):
        return None
    passage = _passage(paragraph)
    match = RANGE.search(passage[0].text) if passage else None
    if match is None:
        return None
    text = " ".join(sentence.text for sentence in passage)
    named = _AREAS.search(text)
    return Caveat(
        text=text,
        low=Fraction(match[1]),
        high=Fraction(match[2]),
        areas=tuple(re.findall(r"[0-9]+", named[1])) if named else (),
        line=passage[0].line_at(match.start()),
        years=tuple(int(year) for year in YEAR.findall(paragraph.text)),
    )


def _passage(paragraph: Paragraph) -> list[Sentence]:
    """Return the first sentence that asks to add points for a comparison, and the next if it names areas."""
    rest = sentences(paragraph)
    for sentence in rest:
        if RANGE.search(sentence.text) and speaks_of_comparing(sentence):
            following = next(rest, None)
            if following is not None and _AREAS.search(following.text):
                return [sentence, following]
            return [sentence]
    return []


def read_evidence(paragraph: Paragraph) -> tuple[Evidence, ...]:
    """Return the evidence that a paragraph says was used, empty where it says nothing of it."""
    interviewed = _INTERVIEW.search(paragraph.text)
    if interviewed is None or not _USED.search(paragraph.text):
        return ()
    evidence: list[Evidence] = []
    for kind, pattern in _EVIDENCE:
        matches = list(pattern.finditer(paragraph.text))
        if matches:
            evidence.append(_read_material(kind, matches, paragraph))
    return (*evidence, _interviews(interviewed, paragraph)) if evidence else ()


def _read_material(kind: EvidenceKind, matches: list[re.Match[str]], paragraph: Paragraph) -> Evidence:
    """Return what was read: the word for documents, or all the words from the first match to the last."""
    start, end = matches[0].start(), matches[-1].end()
    document = kind is EvidenceKind.DOCUMENT
    text = matches[0][0].split()[-1] if document else paragraph.text[start:end]
    return Evidence(kind=kind, text=text, line=paragraph.line_at(start))


def _interviews(word: re.Match[str], paragraph: Paragraph) -> Evidence:
    """Return the interviews, with the number of them or of persons where one is printed."""
    count = _COUNT.search(paragraph.text)
    if count is None:
        line = paragraph.line_at(word.start())
        return Evidence(kind=EvidenceKind.INTERVIEW, text=word[0], line=line)
    start, end = min(word.start(), count.start()), max(word.end(), count.end())
    about = (count[1] or "ett").casefold() != "ett"
    return Evidence(
        kind=EvidenceKind.INTERVIEW,
        text=paragraph.text[start:end],
        count=int(count[2]),
        approximate=about or count[3] is not None,
        line=paragraph.line_at(start),
    )
