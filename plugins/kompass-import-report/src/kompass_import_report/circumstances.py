"""Read how an evaluation came about: evaluators, evidence, and the publisher's caveat about comparing editions."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_import_report.parts import Paragraph
from kompass_import_report.sentences import RANGE, YEAR, Sentence, sentences, speaks_of_comparing
from kompass_spec.model import Evaluator, Evidence, EvidenceKind

__all__ = ["Caveat", "read_caveat", "read_evaluators", "read_evidence"]

_AREAS = re.compile(
    r"\bområde(?:na|n)?\s+((?:[1-9][0-9]?(?:\s?,\s?|\s+(?:och|samt|og)\s+)?){1,12})", re.IGNORECASE
)
_PERSON = r"[A-ZÅÄÖÆØÉ][\wé]*(?:-[A-ZÅÄÖÆØ]\w*)?(?: [A-ZÅÄÖÆØÉ][\wé]*(?:-[A-ZÅÄÖÆØ]\w*)?){1,3}"
_ANOTHER = re.compile(rf"\s*(?:;|,?\s(?:och|samt|og|&)\s)(?={_PERSON})")
_IS_PERSON = re.compile(_PERSON)
_EVIDENCE = (
    (EvidenceKind.DOCUMENT, re.compile(r"\b(?:\w+\s)?dokument\w*", re.IGNORECASE)),
    (
        EvidenceKind.WEBSITE,
        re.compile(
            r"\b(?:kommunens\s)?(?:hemsid\w*|webb(?:plats|sid)\w*|intranät\w*|hjemmesid\w*|nettsid\w*|sociala\smedier)",
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
    r"\b(?:(ca|cirka|omkring|ungefär|drygt|knappt|närmare|runt|ett)\.?\s)?([0-9]{1,3})(\s?-?\s?tal)?\s(?:personer|intervjuer|medarbetare|intervjuade|politiker)",
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
    passage: list[Sentence] = []
    match: re.Match[str] | None = None
    for sentence in sentences(paragraph):
        found = RANGE.search(sentence.text) if match is None else None
        if found and speaks_of_comparing(sentence):
            match = found
            passage.append(sentence)
        elif passage:
            if not _AREAS.search(sentence.text):
                break
            passage.append(sentence)
            break
    if match is None:
        return None
    text = " ".join(sentence.text for sentence in passage)
    named = _AREAS.search(text)
    years = tuple(int(year) for year in YEAR.findall(paragraph.text))
    return Caveat(
        text=text,
        low=Fraction(match[1]),
        high=Fraction(match[2]),
        areas=tuple(re.findall(r"[0-9]+", named[1])) if named else (),
        line=passage[0].line_at(match.start()),
        years=years,
    )


def read_evaluators(lines: list[str]) -> tuple[Evaluator, ...]:
    """Return who carried out the evaluation, from the lines behind the word for evaluators.

    >>> read_evaluators(["Lars Strid, senior konsult (SKL) och Ewa Luvö, Borås kommun"])[1]
    Evaluator(name='Ewa Luvö', role='Borås kommun')
    """
    found: list[Evaluator] = []
    for line in lines:
        for part in _ANOTHER.split(line):
            found.extend(_persons(part.strip(" .")))
    return tuple(found)


def _persons(text: str) -> Iterator[Evaluator]:
    """Yield the persons of a list with commas, each with what is said of them."""
    name, role = "", ""
    for piece in text.split(","):
        words, opened, behind = piece.strip().partition("(")
        if _IS_PERSON.fullmatch(words.strip()):
            if name:
                yield Evaluator(name=name, role=role or None)
            name, role = words.strip(), behind.removesuffix(")").strip() if opened else ""
        elif name:
            role = f"{role}, {piece.strip()}" if role else piece.strip()
    if name:
        yield Evaluator(name=name, role=role or None)


def read_evidence(paragraph: Paragraph) -> tuple[Evidence, ...]:
    """Return the evidence that a paragraph says was used, empty where it says nothing of it."""
    text = paragraph.text
    spoken = _INTERVIEW.search(text)
    if spoken is None or not _USED.search(text):
        return ()
    found: list[Evidence] = []
    for kind, pattern in _EVIDENCE:
        matches = list(pattern.finditer(text))
        if matches:
            words = (
                matches[0][0].split()[-1]
                if kind is EvidenceKind.DOCUMENT
                else text[matches[0].start() : matches[-1].end()]
            )
            found.append(Evidence(kind=kind, text=words, line=paragraph.line_at(matches[0].start())))
    if not found:
        return ()
    count = _COUNT.search(text)
    start, end = spoken.span()
    if count:
        start, end = min(start, count.start()), max(end, count.end())
    approximate = bool(count and (count[3] or (count[1] and count[1].casefold() != "ett")))
    interview = Evidence(
        kind=EvidenceKind.INTERVIEW,
        text=text[start:end],
        count=int(count[2]) if count else None,
        approximate=approximate,
        line=paragraph.line_at(start),
    )
    return (*found, interview)
