"""List for the terminal every figure that was read, by item, for a person to hold against the report."""

from collections.abc import Iterable

from kompass_spec.cli.output import table
from kompass_spec.model import TOTAL, Assessment, Edition, Observation, Quantity
from kompass_spec.model.library import Library
from kompass_spec.model.lookups import printable
from kompass_spec.wording.places import describe_place
from kompass_spec.wording.wording import Wording, message

__all__ = ["reading_tables"]

_WIDTH = 80
_RIGHT = (2,)
_SHORTEST_NAME = 12
_LONGEST_PLACE = 24
_ORDER = {quantity: number for number, quantity in enumerate(Quantity)}
_QUANTITIES = {
    Quantity.POINTS: message("points"),
    Quantity.MAX: message("maximum"),
    Quantity.PERCENT: message("percent"),
    Quantity.CHANGE: message("change"),
    Quantity.REFERENCE: message("to compare with"),
    Quantity.LEVEL: message("level"),
}


def reading_tables(assessments: Iterable[Assessment], registry: Library, wording: Wording) -> str:
    """Return a table of each assessment, in the order of its edition, none wider than 80 columns.

    >>> from pathlib import Path
    >>> from kompass_spec import import_path, load_registry
    >>> from kompass_spec.wording.wording import wording_for
    >>> imported = import_path(Path("docs/examples/ornskoldsvik-2017.md"))
    >>> newest = imported.assessments[:1]
    >>> listed = reading_tables(newest, load_registry(), wording_for("en")).splitlines()
    >>> [line for line in listed if line.startswith("6.2 ")][0].split()[-5:]
    ['11', 'points', '2017', 'line', '255']
    """
    return "\n\n".join(_table(assessment, registry, wording) for assessment in assessments)


def _table(assessment: Assessment, registry: Library, wording: Wording) -> str:
    edition = registry.get(assessment.release_key)
    year = "" if assessment.year is None else f" {assessment.year}"
    head = printable(f"{assessment.organisation.name}{year}, {assessment.edition}")
    places = {code: number for number, code in enumerate(_codes(edition))}
    seen = sorted(
        assessment.observations,
        key=lambda figure: (places.get(figure.item, len(places)), _ORDER[figure.quantity], figure.line or 0),
    )
    rows = [_row(figure, assessment, edition, wording) for figure in seen]
    heads = _head(wording)
    widths = [max(len(row[number]) for row in [heads, *rows]) for number in range(len(heads))]
    others = sum(widths) - widths[1] + 2 * (len(heads) - 1)
    width = max(_SHORTEST_NAME, _WIDTH - others)
    short = [(row[0], _shortened(row[1], width), *row[2:]) for row in rows]
    return f"{head}\n{table(heads, short, right=_RIGHT)}"


def _head(wording: Wording) -> tuple[str, ...]:
    say = wording.say
    return (say("code"), say("name"), say("figure"), say("quantity"), say("year"), say("place"))


def _codes(edition: Edition | None) -> list[str]:
    """Return the codes of an edition in its order, the total last."""
    return [*(item.code for item in edition.walk()), TOTAL] if edition is not None else []


def _row(
    figure: Observation, assessment: Assessment, edition: Edition | None, wording: Wording
) -> tuple[str, ...]:
    year = "–" if assessment.year is None else str(assessment.year)
    value = wording.number(figure.value, figure.precision)
    if figure.quantity is Quantity.PERCENT:
        value = wording.say("{number}%", number=value)
    place = printable(describe_place(figure, wording)) or "–"
    return (
        wording.say("total") if figure.item == TOTAL else figure.item,
        printable(_name(figure.item, edition)),
        value,
        wording.say(_QUANTITIES[figure.quantity]),
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
