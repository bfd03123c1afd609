"""The rules of scales: levels that rise, what each gives, and the items that are answered on them."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from kompass_spec.model.edition_data import Data, children, is_empty, items_of
from kompass_spec.model.problems import Problem
from kompass_spec.model.quantities import exact_text, quantity_of
from kompass_spec.model.weight_rules import is_context

__all__ = ["scale_problems"]

_FEWEST = 2


def scale_problems(data: Data) -> Iterator[Problem]:
    """Find what is wrong with the scales of an edition, given as plain data, and what is answered on them."""
    known: dict[str, Data] = {}
    for pointer, scale in children(data, "", "scales"):
        name = scale.get("id")
        if is_empty(name):
            yield Problem("empty-text", "The id of the scale is empty. Write it.", pointer=f"{pointer}/id")
        elif isinstance(name, str):
            if name in known:
                sentence = f"Two scales have the id {name!r}. Give each its own."
                yield Problem("duplicate-code", sentence, pointer=pointer)
            known[name] = scale
        yield from _level_problems(pointer, scale)
    for pointer, item, above in items_of(data):
        name = item.get("scale")
        if not isinstance(name, str):
            continue
        if name not in known:
            sentence = (
                f"{name!r} is not the id of a scale of this edition. Add it under [[scales]], or name"
                " another."
            )
            yield Problem("unknown-scale", sentence, pointer=f"{pointer}/scale")
            continue
        yield from _award_problems(pointer, item, known[name], above)


def _level_problems(pointer: str, scale: Data) -> Iterator[Problem]:
    """Find levels that do not rise, give less than lower ones, or give what no level can."""
    levels = list(children(scale, pointer, "levels"))
    if scale.get("levels") is not None and len(levels) < _FEWEST:
        sentence = "A scale has at least two levels. Add the others."
        yield Problem("bad-scale", sentence, pointer=f"{pointer}/levels")
    kinds = {key for _, level in levels for key in ("share", "points") if level.get(key) is not None}
    if len(kinds) == len(("share", "points")):
        sentence = (
            "Some levels of this scale give a share of the item's maximum and some give points, so nobody can"
            " see which gives more. Write all of them in one way."
        )
        yield Problem("bad-scale", sentence, pointer=f"{pointer}/levels")
    yield from _label_problems(levels)
    highest: Mapping[str, Fraction | None] = {}
    for place, level in levels:
        yield from _own_problems(place, level)
        yield from _order_problems(place, level, highest)
        highest = {
            key: found if (found := quantity_of(level.get(key))) is not None else highest.get(key)
            for key in ("value", "share", "points")
        }


def _label_problems(levels: Sequence[tuple[str, Data]]) -> Iterator[Problem]:
    """Find a label that an earlier level has in the same language: a printed word would not tell which."""
    first: dict[tuple[str, str], object] = {}
    for place, level in levels:
        label = level.get("label")
        for language, words in label.items() if isinstance(label, Mapping) else ():
            if not isinstance(words, str) or is_empty(words):
                continue
            told = (language, words.strip().casefold())
            if told in first:
                other = quantity_of(first[told])
                named = f"level {exact_text(other)}" if other is not None else "lower one"
                sentence = (
                    f"This level has the label {words!r} in {language!r}, and so has the {named}, so nobody"
                    " can see which of them is printed. Give each its own words."
                )
                yield Problem("bad-scale", sentence, pointer=f"{place}/label/{language}")
            first.setdefault(told, level.get("value"))


def _own_problems(pointer: str, level: Data) -> Iterator[Problem]:
    share, points = quantity_of(level.get("share")), quantity_of(level.get("points"))
    if share is not None and not 0 <= share <= 1:
        sentence = (
            f"A level gives {exact_text(share)} of the item's maximum, which is not from 0 to 1. Write a"
            ' share such as "0.75" or "3/4".'
        )
        yield Problem("bad-scale", sentence, pointer=f"{pointer}/share")
    if points is not None and points < 0:
        sentence = (
            f"A level gives {exact_text(points)} points. Points begin at 0: a deduction is no sum of points,"
            " so give the lowest level 0."
        )
        yield Problem("bad-scale", sentence, pointer=f"{pointer}/points")


def _order_problems(pointer: str, level: Data, lower: Mapping[str, Fraction | None]) -> Iterator[Problem]:
    """Find a level that is not above the one before it, or gives less."""
    value, before = quantity_of(level.get("value")), lower.get("value")
    if value is not None and before is not None and value <= before:
        sentence = (
            f"The level {exact_text(value)} stands after {exact_text(before)}. Write each level once, the"
            " lowest first; where 1 is the best answer, number the levels the other way and keep the printed"
            " words as labels."
        )
        yield Problem("bad-scale", sentence, pointer=f"{pointer}/value")
    for key in ("share", "points"):
        given, less = quantity_of(level.get(key)), lower.get(key)
        if given is not None and less is not None and given < less:
            sentence = (
                f"This level gives {exact_text(given)} and a lower one {exact_text(less)}. A higher answer"
                " never gives less: correct one of them."
            )
            yield Problem("bad-scale", sentence, pointer=f"{pointer}/{key}")


def _award_problems(pointer: str, item: Data, scale: Data, above: Data | None) -> Iterator[Problem]:
    """Find levels that give an item more points than it can have."""
    points = [quantity_of(level.get("points")) for _, level in children(scale, "", "levels")]
    most = max((given for given in points if given is not None), default=None)
    if most is None:
        return
    if is_context(item) or (above is not None and is_context(above)):
        sentence = (
            "The levels of this scale give points, and a question that is not scored has none. Name a scale"
            " without points."
        )
        yield Problem("bad-scale", sentence, pointer=f"{pointer}/scale")
    maximum = quantity_of(item.get("max"))
    if maximum is not None and most > maximum:
        sentence = (
            f"The highest level of this scale gives {exact_text(most)} points, and the maximum is"
            f" {exact_text(maximum)}. Correct one of them, or let the levels give a share."
        )
        yield Problem("bad-scale", sentence, pointer=f"{pointer}/scale")
