"""Call the items of an edition by their level, one or several in a sentence, and figures by their items."""

from collections.abc import Iterable, Sequence

from kompass_spec.model import TOTAL, Observation, Quantity
from kompass_spec.wording.places import at_place
from kompass_spec.wording.wording import Wording, message

__all__ = ["describe_figure", "describe_item", "describe_items", "describe_points", "listed_words"]

_LEVELS = (
    (message("area {code}"), message("areas {codes}")),
    (message("question {code}"), message("questions {codes}")),
    (message("criterion {code}"), message("criteria {codes}")),
)


def describe_item(code: str, wording: Wording) -> str:
    """Return what a code is called in a sentence: the total, an area, a question or a criterion.

    >>> from kompass_spec.wording.wording import wording_for
    >>> [describe_item(code, wording_for("en")) for code in ("total", "7", "7.2", "7.2.1")]
    ['the total', 'area 7', 'question 7.2', 'criterion 7.2.1']
    """
    return describe_items((code,), wording)


def describe_items(codes: Iterable[str], wording: Wording) -> str:
    """Return what codes are called together in a sentence, each level named once.

    >>> from kompass_spec.wording.wording import wording_for
    >>> describe_items(("2", "4", "8"), wording_for("en")), describe_items(("2", "4"), wording_for("sv"))
    ('areas 2, 4 and 8', 'område 2 och 4')
    """
    levels: dict[int, list[str]] = {}
    for code in codes:
        levels.setdefault(-1 if code == TOTAL else min(code.count("."), 2), []).append(code)
    return listed_words([_called(level, listed, wording) for level, listed in levels.items()], wording)


def _called(level: int, codes: Sequence[str], wording: Wording) -> str:
    if level < 0:
        return wording.say("the total")
    one, many = _LEVELS[level]
    if len(codes) == 1:
        return wording.say(one, code=codes[0])
    return wording.say(many, codes=listed_words(codes, wording))


def listed_words(words: Sequence[str], wording: Wording) -> str:
    """Return words as a sentence lists them, the last one after an "and".

    >>> from kompass_spec.wording.wording import wording_for
    >>> listed_words(["3", "5", "7"], wording_for("sv"))
    '3, 5 och 7'
    """
    *others, last = words
    return wording.say("{listed} and {last}", listed=", ".join(others), last=last) if others else last


def describe_points(value: str, code: str, wording: Wording) -> str:
    """Return how many points an item has, in a few words.

    >>> from kompass_spec.wording.wording import wording_for
    >>> describe_points("55", "7", wording_for("en")), describe_points("552", "total", wording_for("sv"))
    ('55 points for area 7', '552 poäng totalt')
    """
    number = 1 if value == "1" else 2
    if code == TOTAL:
        return wording.count("{value} point in total", "{value} points in total", number, value=value)
    item = describe_item(code, wording)
    return wording.count(
        "{value} point for {item}", "{value} points for {item}", number, value=value, item=item
    )


_OF_AN_ITEM = {
    Quantity.PERCENT: message("{value}% for {item}"),
    Quantity.MAX: message("a maximum of {value} points for {item}"),
    Quantity.CHANGE: message("a change of {value} points for {item}"),
    Quantity.REFERENCE: message("{value} points to compare with for {item}"),
    Quantity.LEVEL: message("level {value} for {item}"),
}
_OF_THE_TOTAL = {
    Quantity.PERCENT: message("{value}% in total"),
    Quantity.MAX: message("a maximum of {value} points in total"),
    Quantity.CHANGE: message("a change of {value} points in total"),
    Quantity.REFERENCE: message("{value} points in total to compare with"),
}


def describe_figure(figure: Observation, wording: Wording) -> str:
    """Return a figure of a report, with the decimals that it has there, what it is of and where it stands.

    >>> from fractions import Fraction
    >>> from kompass_spec.wording.wording import wording_for
    >>> figure = Observation(item="6.2", quantity=Quantity.PERCENT, value=Fraction(55), line=394)
    >>> describe_figure(figure, wording_for("en"))
    '55% for question 6.2 (line 394)'
    """
    value = wording.number(figure.value, figure.precision)
    if figure.quantity is Quantity.CHANGE and figure.value > 0:
        value = f"+{value}"
    if figure.quantity is Quantity.POINTS:
        return at_place(describe_points(value, figure.item, wording), figure, wording)
    item = describe_item(figure.item, wording)
    in_total = _OF_THE_TOTAL.get(figure.quantity)
    words = (
        wording.say(in_total, value=value)
        if figure.item == TOTAL and in_total is not None
        else wording.say(_OF_AN_ITEM[figure.quantity], value=value, item=item)
    )
    return at_place(words, figure, wording)
