"""Which single item of another edition stands beside one, where results are laid out side by side."""

from collections.abc import Mapping

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping import EditionMapping

__all__ = ["single_counterparts"]

_FURTHER = {"equal": 0, "equivalent": 1, "subset-of": 2, "superset-of": 2, "intersects": 3}

_Ranked = list[tuple[tuple[bool, int], str]]


def single_counterparts(mapping: EditionMapping) -> dict[str, str]:
    """Return the items of the source that have one closest counterpart, and are its closest one too.

    Closer is what is of the same level, then what is the same or judged comparable, then what holds the
    other, then what has something in common. Of several that are as close, none is the one.

    >>> from kompass_spec import load_registry
    >>> mappings = {mapping.id: mapping for mapping in load_registry().mappings()}
    >>> single_counterparts(mappings["se-2016-to-se-2020"])["2"]
    '5'
    """
    pairs: dict[tuple[str, str], tuple[bool, int]] = {}
    for link in mapping.links:
        if len(link.source) == len(link.target) == 1 and TOTAL not in (*link.source, *link.target):
            pair = (link.source[0], link.target[0])
            apart = _level(mapping.source, pair[0]) != _level(mapping.target, pair[1])
            rank = (apart, _FURTHER[link.relation.value])
            pairs[pair] = min(pairs.get(pair, rank), rank)
    forth: dict[str, _Ranked] = {}
    back: dict[str, _Ranked] = {}
    for (source, target), rank in pairs.items():
        forth.setdefault(source, []).append((rank, target))
        back.setdefault(target, []).append((rank, source))
    closest, closest_back = _closest(forth), _closest(back)
    return {source: target for source, target in closest.items() if closest_back.get(target) == source}


def _closest(ranked: Mapping[str, _Ranked]) -> dict[str, str]:
    """Return for each code the counterpart that ranks first, where only one does."""
    closest = {}
    for code, counterparts in ranked.items():
        first = min(rank for rank, _ in counterparts)
        nearest = [counterpart for rank, counterpart in counterparts if rank == first]
        if len(nearest) == 1:
            closest[code] = nearest[0]
    return closest


def _level(edition: Edition, code: str) -> str:
    return "Heading" if ":" in code else type(edition.item(code)).__name__
