"""The rules of what publishers have said about comparing the two editions of a mapping."""

from collections.abc import Iterator

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping_parts import MappingParts, Statement
from kompass_spec.model.problems import Problem

__all__ = ["statement_problems"]


def statement_problems(mapping: MappingParts) -> Iterator[Problem]:
    """Find what is wrong with the statements of a mapping, each by itself and beside the others."""
    editions = {mapping.source.id: mapping.source, mapping.target.id: mapping.target}
    figures: dict[tuple[str, str], int] = {}
    for index, statement in enumerate(mapping.statements):
        pointer = f"/statements/{index}"
        if {statement.edition, statement.other} != set(editions):
            sentence = (
                f"A statement compares {mapping.source.id} with {mapping.target.id}, in either direction, and"
                " nothing else. Correct it."
            )
            yield Problem("unknown-edition", sentence, pointer=pointer)
            continue
        yield from _code_problems(statement, editions[statement.edition], pointer)
        if not _is_interval(statement):
            sentence = "The points to add have a lower and an upper end, the lower first. Give both or none."
            yield Problem("bad-interval", sentence, pointer=pointer)
        if statement.low is None:
            continue
        first = figures.setdefault((statement.edition, statement.item), index)
        if first != index:
            sentence = (
                f"/statements/{first} gives points to add to {statement.item!r} of {statement.edition}"
                " already, and one result is not adjusted in two ways. Keep the one that the publisher"
                " stands by, and leave the figures of the other out."
            )
            yield Problem("duplicate-statement", sentence, pointer=pointer)


def _code_problems(statement: Statement, edition: Edition, pointer: str) -> Iterator[Problem]:
    """Find codes that the edition has not, and the first area that is named twice."""
    if statement.item != TOTAL and statement.item not in edition:
        sentence = (
            f"{edition.id} has no item {statement.item!r}. Correct the code; `kompass show {edition.id}`"
            " lists them."
        )
        yield Problem("dangling-code", sentence, pointer=pointer)
    areas = {area.code for area in edition.areas}
    for code in statement.areas:
        if code not in areas:
            sentence = (
                f"{edition.id} has no area {code!r}. Correct the code; `kompass show {edition.id}` lists"
                " them."
            )
            yield Problem("dangling-code", sentence, pointer=pointer)
        elif statement.areas.count(code) > 1:
            yield Problem(
                "duplicate-code", f"The area {code!r} is named twice. Name it once.", pointer=pointer
            )
            break


def _is_interval(statement: Statement) -> bool:
    """Tell whether the points to add have both ends in order, or neither."""
    if statement.low is None or statement.high is None:
        return statement.low is statement.high
    return statement.low <= statement.high
