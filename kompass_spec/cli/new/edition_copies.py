"""Begin an edition with the areas, headings and questions of another, for an editor to hold against print."""

from typing import Any

from kompass_spec.cli.new.toml_writing import quoted, table_lines
from kompass_spec.documents.structure import unstructure
from kompass_spec.model.edition import Edition

__all__ = ["copied_edition"]

_YEAR = 4
_OF_THE_OTHER = frozenset(
    {"id", "title", "valid_from", "valid_to", "release", "source", "sources", "notes", "editorial", "areas"}
)
"""What is the other edition's own, or is written apart here."""


def copied_edition(identifier: str, edition: Edition) -> str:
    """Return the TOML of a new edition that begins with the items of another.

    What only the editor knows is empty, and so is refused by ``kompass check`` until it is filled in: the
    publication that the new edition is encoded from. Sources of the other edition are left out, as they say
    nothing of this one.
    """
    data: dict[str, Any] = unstructure(edition)
    year = _year_of(identifier)
    title = {tag: _in_year(words, _year_of(edition.id), year) for tag, words in data["title"].items()}
    kept = {key: value for key, value in data.items() if key not in _OF_THE_OTHER}
    head = {
        "id": identifier,
        "release": "1.0.0",
        "title": title,
        **_without_lists(kept),
        "source": "publication",
    }
    lists = {key: value for key, value in kept.items() if key not in head}
    lines = [
        f"# Every text and every maximum below is that of {edition.id} {edition.release}. Hold each against",
        "# the publication of this edition and correct what differs; fill in what is empty.",
        *table_lines(head),
        "# As precise as the publication: 2016, 2016-03 or 2016-03-01.",
        f"valid_from = {quoted(year)}",
        "",
        "[[sources]]",
        'id = "publication"',
        "# The publication that the texts of this edition stand in, and what is known of it.",
        'title = ""',
        f"publisher = {quoted(edition.publisher)}",
        '# date = "2016"',
        '# url = "https://example.org"',
        *table_lines(_unsourced({**lists, "areas": data["areas"]})),
    ]
    return "\n".join(lines) + "\n"


def _year_of(identifier: str) -> str:
    """Return the year that an id ends with, else nothing."""
    year = identifier.rpartition("-")[2]
    return year if len(year) == _YEAR and year.isdecimal() else ""


def _in_year(words: str, before: str, year: str) -> str:
    return words.replace(before, year) if before and year else words


def _without_lists(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if not isinstance(value, list)}


def _unsourced(data: Any) -> Any:
    """Return plain data in which no item cites a source of its own."""
    if isinstance(data, list):
        return [_unsourced(element) for element in data]
    if isinstance(data, dict):
        return {key: _unsourced(value) for key, value in data.items() if key != "source"}
    return data
