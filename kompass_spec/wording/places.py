"""Put the place of something in its document into words, in the reader's language."""

from kompass_spec.model.problems import Placed
from kompass_spec.wording.wording import Wording

__all__ = ["at_place", "describe_place"]


def describe_place(placed: Placed, wording: Wording) -> str:
    """Return where something stands, the widest first; nothing where that is not known.

    A line is named only where there is no page, sheet or cell: a reader of the report counts no lines.

    >>> from kompass_spec import Place
    >>> from kompass_spec.wording.wording import wording_for
    >>> place = Place(sheet="Område 1", cell="C7")
    >>> describe_place(place, wording_for("sv")), describe_place(Place(page=14, line=3), wording_for("en"))
    ('bladet Område 1, cell C7', 'page 14')
    """
    say = wording.say
    is_lines = placed.page is None and placed.sheet is None and placed.cell is None
    words = (
        None if placed.page is None else say("page {page}", page=placed.page),
        None if placed.sheet is None else say("sheet {sheet}", sheet=placed.sheet),
        None if placed.cell is None else say("cell {cell}", cell=placed.cell),
        None if placed.line is None or not is_lines else say("line {line}", line=placed.line),
    )
    return ", ".join(word for word in words if word is not None)


def at_place(words: str, placed: Placed, wording: Wording) -> str:
    """Return words with the place of what they say in brackets, where it is known.

    >>> from kompass_spec import Place
    >>> from kompass_spec.wording.wording import wording_for
    >>> at_place("61 points", Place(line=7), wording_for("en"))
    '61 points (line 7)'
    """
    place = describe_place(placed, wording)
    return wording.say("{figure} ({place})", figure=words, place=place) if place else words
