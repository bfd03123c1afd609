"""List for the terminal every figure that was read, by item, for a person to hold against the report."""

from collections.abc import Iterable

from kompass_spec.cli.output import printable, table
from kompass_spec.model import TOTAL, Assessment, Edition, Observation, Quantity
from kompass_spec.model.library import Library
from kompass_spec.model.problems import place_in_words
from kompass_spec.model.quantities import exact_text

__all__ = ["reading_tables"]

_WIDTH = 80
_HEAD = ("code", "name", "figure", "quantity", "year", "place")
_RIGHT = (2,)
_SHORTEST_NAME = 12
_LONGEST_PLACE = 24
_ORDER = {quantity: number for number, quantity in enumerate(Quantity)}
_UNITS = {Quantity.PERCENT: " %"}


def reading_tables(assessments: Iterable[Assessment], registry: Library) -> str:
    """Return a table of each assessment, in the order of its edition, none wider than 80 columns.

    >>> from pathlib import Path
    >>> from kompass_spec import import_path, load_registry
    >>> imported = import_path(Path("docs/examples/ornskoldsvik-2017.md"))
    >>> listed = reading_tables(imported.assessments[:1], load_registry()).splitlines()
    >>> [line for line in listed if line.startswith("6.2 ")][0].split()[-5:]
    ['11', 'points', '2017', 'line', '255']
    """
    return "\n\n".join(_table(assessment, registry) for assessment in assessments)


def _table(assessment: Assessment, registry: Library) -> str:
    edition = registry.get(assessment.release_key)
    year = "" if assessment.year is None else f" {assessment.year}"
    head = printable(f"{assessment.organisation.name}{year}, {assessment.edition}")
    places = {code: number for number, code in enumerate(_codes(edition))}
    seen = sorted(
        assessment.observations,
        key=lambda figure: (places.get(figure.item, len(places)), _ORDER[figure.quantity], figure.line or 0),
    )
    rows = [_row(figure, assessment, edition) for figure in seen]
    widths = [max(len(row[number]) for row in [_HEAD, *rows]) for number in range(len(_HEAD))]
    others = sum(widths) - widths[1] + 2 * (len(_HEAD) - 1)
    width = max(_SHORTEST_NAME, _WIDTH - others)
    short = [(row[0], _shortened(row[1], width), *row[2:]) for row in rows]
    return f"{head}\n{table(_HEAD, short, right=_RIGHT)}"


def _codes(edition: Edition | None) -> list[str]:
    """Return the codes of an edition in its order, the total last."""
    return [*(item.code for item in edition.walk()), TOTAL] if edition is not None else []


def _row(figure: Observation, assessment: Assessment, edition: Edition | None) -> tuple[str, ...]:
    year = "–" if assessment.year is None else str(assessment.year)
    value = f"{exact_text(figure.value, figure.precision)}{_UNITS.get(figure.quantity, '')}"
    place = printable(place_in_words(figure)) or "–"
    return (
        figure.item,
        printable(_name(figure.item, edition)),
        value,
        figure.quantity.value,
        year,
        _shortened(place, _LONGEST_PLACE),
    )


def _name(code: str, edition: Edition | None) -> str:
    """Return what an edition calls an item, in the edition's own language."""
    if edition is None or code not in edition:
        return ""
    item = edition.item(code)
    words = getattr(item, "title", None) or getattr(item, "text", None)
    return "" if words is None else words.in_language(edition.language, edition.language).words


def _shortened(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
