"""Propose a mapping between two editions by their words; nothing of it counts until a person has decided."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kompass_spec.cli.new.likeness import Named, Pair, pairs_of
from kompass_spec.cli.new.toml_writing import quoted
from kompass_spec.model.edition import Area, Edition
from kompass_spec.model.same_meaning import major_of

__all__ = ["proposed_mapping"]

_HEAD = """\
# Proposed by the words of {source} and {target}. Nothing of it counts before somebody has decided: look at
# every link, correct it or leave it as it is, and then take its line out of `undecided`. What stands under
# [[dropped]] and [[new]] was like nothing on the other side: say why in `reasons`, or write a link instead.
# Choose the weakest relation that you can defend.
release = "1.0.0"
source = "{source}@{source_major}"
target = "{target}@{target_major}"
levels = [{levels}]
authors = [""]
undecided = [
{undecided}]

[[sources]]
id = "comparison"
# Where it can be read that they correspond, such as both publications, laid side by side.
title = ""
"""


class _Level(NamedTuple):
    """Hold a level of an edition by its name, and what finds its items."""

    name: str
    items: Callable[[Edition], Sequence[Named]]
    change: str


_LEVELS = (
    _Level("areas", lambda edition: [Named(area.code, area.title) for area in edition.areas], "renamed"),
    _Level(
        "headings",
        lambda edition: [Named(heading.code, heading.text) for heading in edition.headings],
        "renamed",
    ),
    _Level(
        "questions",
        lambda edition: [Named(question.code, question.text) for question in edition.questions],
        "reworded",
    ),
    _Level(
        "criteria",
        lambda edition: [
            Named(criterion.code, criterion.text)
            for question in edition.questions
            for criterion in question.criteria
        ],
        "reworded",
    ),
)


def proposed_mapping(source: Edition, target: Edition) -> str:
    """Return the TOML of a mapping with a link for all that is equal or near, and all else to be decided.

    It declares the levels that both editions have, so that nothing of them is passed over. Items of a level
    that only one of them has are not mentioned: nobody knows what corresponds to them.
    """
    levels = [level for level in _LEVELS if level.items(source) and level.items(target)]
    pairs = {level.name: pairs_of(level.items(source), level.items(target)) for level in levels}
    every = [pair for level in levels for pair in pairs[level.name]]
    left = {
        "dropped": _left(source, levels, {pair.source.code for pair in every}),
        "new": _left(target, levels, {pair.target.code for pair in every}),
    }
    equal = _equal_areas(source, target, pairs)
    lines: list[str] = []
    for level in levels:
        for pair in pairs[level.name]:
            lines += _link_lines(pair, level, source, target, equal)
    for key, items in left.items():
        for item in items:
            lines += _left_lines(key, item)
    return _head(source, target, levels, _undecided(every, left)) + "".join(f"{line}\n" for line in lines)


def _left(edition: Edition, levels: Sequence[_Level], linked: set[str]) -> list[Named]:
    """Return the items of an edition that no pair has."""
    return [item for level in levels for item in level.items(edition) if item.code not in linked]


def _undecided(pairs: Sequence[Pair], left: Mapping[str, Sequence[Named]]) -> Iterator[str]:
    """Iterate over the names of all that is to be decided."""
    yield from (f"{pair.source.code} to {pair.target.code}" for pair in pairs)
    for key, items in left.items():
        yield from (f"{item.code} {key}" for item in items)


def _head(source: Edition, target: Edition, levels: Sequence[_Level], undecided: Iterable[str]) -> str:
    return _HEAD.format(
        source=source.id,
        target=target.id,
        source_major=major_of(source),
        target_major=major_of(target),
        levels=", ".join(quoted(level.name) for level in levels),
        undecided="".join(f"    {quoted(name)},\n" for name in undecided),
    )


def _equal_areas(source: Edition, target: Edition, pairs: dict[str, tuple[Pair, ...]]) -> set[str]:
    """Return the source's areas of which every question stands in their counterpart with the same weight."""
    same = {pair.source.code: pair.target.code for pair in pairs.get("questions", ()) if pair.same}
    equal = set()
    for pair in pairs.get("areas", ()):
        one, other = source.item(pair.source.code), target.item(pair.target.code)
        if isinstance(one, Area) and isinstance(other, Area) and pair.same and one.questions:
            ours = {same.get(question.code): question.max for question in one.questions}
            if ours == {question.code: question.max for question in other.questions}:
                equal.add(one.code)
    return equal


def _link_lines(
    pair: Pair, level: _Level, source: Edition, target: Edition, equal: set[str]
) -> Iterator[str]:
    """Iterate over the lines of a proposed link: equal where that could be, else only comparable."""
    is_equal = pair.same if level.name != "areas" else pair.source.code in equal
    changes = [] if pair.same else [level.change]
    changes += ["moved"] if _place(pair.source.code) != _place(pair.target.code) else []
    reason = "The words are the same in both." if pair.same else "The words are nearly the same."
    if pair.source.code in equal:
        reason = "Every question stands in both, in the same words and with the same weight."
    yield ""
    yield from _remark(source.id, pair.source)
    if not pair.same:
        yield from _remark(target.id, pair.target)
    yield from (
        "[[links]]",
        f"source = [{quoted(pair.source.code)}]",
        f"target = [{quoted(pair.target.code)}]",
        f"relation = {quoted('equal' if is_equal else 'equivalent')}",
        f"changes = [{', '.join(map(quoted, changes or ['same']))}]",
        'reading = "authors"',
        'cited = ["comparison"]',
        f"reasons = [{{ en = {quoted(reason)} }}]",
    )


def _left_lines(key: str, item: Named) -> Iterator[str]:
    yield ""
    yield from _remark(item.code, item)
    yield from (f"[[{key}]]", f"code = {quoted(item.code)}", "reasons = []", 'cited = ["comparison"]')


def _remark(name: str, item: Named) -> Iterator[str]:
    """Iterate over the words of an item as remarks, in every language."""
    for words in item.text.values():
        yield f"# {name}: {' '.join(words.split())}"


def _place(code: str) -> str:
    """Return where an item stands: a heading under its area, anything else at its own code."""
    return code.partition(":")[0]
