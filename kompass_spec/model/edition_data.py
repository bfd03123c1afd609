"""Walk over an edition as plain data, passing over whatever is not of the expected shape."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

__all__ = ["Data", "children", "is_empty", "items_of", "sequence"]

Data = Mapping[str, Any]


def children(item: Data, pointer: str, key: str) -> Iterator[tuple[str, Data]]:
    """Walk over the tables in a list of an item: the pointer and the table."""
    for index, child in enumerate(sequence(item.get(key))):
        if isinstance(child, Mapping):
            yield f"{pointer}/{key}/{index}", child


def sequence(value: object) -> Sequence[Any]:
    """Return a list or a tuple as it is, and nothing for what is neither."""
    return value if isinstance(value, (list, tuple)) else ()


def items_of(data: Data) -> Iterator[tuple[str, Data, Data | None]]:
    """Walk over areas, headings, questions and criteria: the pointer, the item, the item above it."""
    for area_pointer, area in children(data, "", "areas"):
        yield area_pointer, area, None
        for pointer, heading in children(area, area_pointer, "headings"):
            yield pointer, heading, area
        for question_pointer, question in children(area, area_pointer, "questions"):
            yield question_pointer, question, area
            for pointer, criterion in children(question, question_pointer, "criteria"):
                yield pointer, criterion, question


def is_empty(value: object) -> bool:
    """Tell whether a value is a text without words; what is no text at all is reported elsewhere."""
    return isinstance(value, str) and not value.strip()
