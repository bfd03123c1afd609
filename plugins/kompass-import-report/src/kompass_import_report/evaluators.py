"""Find who carried out an evaluation: the lines that name them, and the persons in these."""

import re
from collections.abc import Iterator

from kompass_import_report.lines import Kind, Line
from kompass_spec.model import Evaluator

__all__ = ["evaluator_lines", "evaluators_at", "read_evaluators"]

_EVALUATORS = re.compile(r"(?:analys av\s)?(?:utvärderare|evaluatorer|utvärderingsteam)\b", re.IGNORECASE)
_PERSON = r"[A-ZÅÄÖÆØÉ][\wé]*(?:-[A-ZÅÄÖÆØ]\w*)?(?: [A-ZÅÄÖÆØÉ][\wé]*(?:-[A-ZÅÄÖÆØ]\w*)?){1,3}"
_ANOTHER = re.compile(rf"\s*(?:;|,?\s(?:och|samt|og|&)\s)(?={_PERSON})")
_IS_PERSON = re.compile(_PERSON)
_MOST_LINES = 11


def evaluators_at(line: Line) -> str | None:
    """Return what stands behind the word for evaluators, ``None`` where the line does not begin with it."""
    match = _EVALUATORS.match(line.text) if line.kind is Kind.TEXT else None
    if match is None:
        return None
    rest = line.text[match.end() :]
    says_who = not rest.strip() or rest.lstrip().startswith(":") or read_evaluators([rest])
    return rest.lstrip(" :") if says_who else None


def evaluator_lines(lines: list[Line]) -> list[tuple[int, str]]:
    """Return what names the evaluators, by line: behind the word for them, or the next lines with words."""
    for position, line in enumerate(lines):
        rest = evaluators_at(line)
        if rest:
            return [(line.number, rest)]
        if rest is not None:
            return _block(lines[position + 1 : position + 1 + _MOST_LINES])
    return []


def _block(lines: list[Line]) -> list[tuple[int, str]]:
    """Return the first lines with words that follow one another and are no title."""
    block: list[tuple[int, str]] = []
    for line in lines:
        if line.level or (line.empty and block):
            break
        if not line.empty:
            block.append((line.number, line.text))
    return block


def read_evaluators(lines: list[str]) -> tuple[Evaluator, ...]:
    """Return who carried out the evaluation, from the lines behind the word for evaluators.

    >>> read_evaluators(["Lars Strid, senior konsult (SKL) och Ewa Luvö, Borås kommun"])[1]
    Evaluator(name='Ewa Luvö', role='Borås kommun')
    """
    parts = [part.strip(" .") for line in lines for part in _ANOTHER.split(line)]
    return tuple(person for part in parts for person in _persons(part))


def _persons(text: str) -> Iterator[Evaluator]:
    """Yield the persons of a list with commas, each with the words behind the name."""
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
