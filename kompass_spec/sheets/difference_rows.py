"""What changed from one edition to another, gathered by the items that it happened to, area by area."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, final

from kompass_spec.model.difference import Alteration
from kompass_spec.model.edition import Completeness, Edition
from kompass_spec.model.mapping import EditionMapping
from kompass_spec.model.mapping_parts import Link, Unlinked
from kompass_spec.model.texts import Text
from kompass_spec.sheets.passages import found

__all__ = ["Happened", "Unseen", "area_of", "gathered", "unseen"]


@final
class Happened(NamedTuple):
    """Hold everything that happened to the same items: the kinds of it, and why by the mapping."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    kinds: tuple[str, ...]
    reasons: tuple[Text, ...] = ()


@final
class Unseen(NamedTuple):
    """Hold the codes of an edition that seem new or gone only as what the other has is not known."""

    edition: Edition
    other: Edition
    codes: tuple[str, ...]


def gathered(changes: Iterable[Alteration], mapping: EditionMapping | None) -> tuple[Happened, ...]:
    """Return what happened to items, each group of them once, in the order in which it was found."""
    kinds: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for change in changes:
        if change.before or change.after:
            kinds.setdefault((change.before, change.after), []).append(change.kind)
    return tuple(
        Happened(before, after, tuple(dict.fromkeys(found_kinds)), _reasons(before, after, mapping))
        for (before, after), found_kinds in kinds.items()
    )


def _reasons(
    before: tuple[str, ...], after: tuple[str, ...], mapping: EditionMapping | None
) -> tuple[Text, ...]:
    if mapping is None:
        return ()
    explained: list[Link | Unlinked] = [
        link for link in mapping.links if (link.source, link.target) == (before, after)
    ]
    if not after:
        explained += [one for one in mapping.dropped if (one.code,) == before]
    if not before:
        explained += [one for one in mapping.new if (one.code,) == after]
    return explained[0].reasons if explained else ()


def unseen(
    rows: Sequence[Happened], first: Edition, second: Edition
) -> tuple[tuple[Happened, ...], tuple[Unseen, ...]]:
    """Return the rows that say something, and what is not said as one of the editions is not known whole.

    Of an item that a mapping says is new, or has no counterpart, that is said; of others, only where the
    items of its level are known in the other edition too.
    """
    told: list[Happened] = []
    hidden: dict[bool, list[str]] = {}
    for row in rows:
        edition, other = (second, first) if not row.before else (first, second)
        codes = row.before + row.after
        one_sided = not row.before or not row.after
        if one_sided and not row.reasons and _is_hidden(codes[0], edition, other):
            hidden.setdefault(bool(row.before), []).extend(codes)
        else:
            told.append(row)
    sides = ((True, first, second), (False, second, first))
    said = (Unseen(edition, other, tuple(hidden[gone])) for gone, edition, other in sides if gone in hidden)
    return tuple(told), tuple(said)


def _is_hidden(code: str, edition: Edition, other: Edition) -> bool:
    """Tell whether an item may only seem to be of one edition, because the other's are not all known."""
    if edition.id == other.id:
        return False
    if other.completeness is Completeness.PARTIAL:
        return True
    if ":" in code:
        return not other.headings
    return "." in code and other.completeness is Completeness.AREAS


def area_of(row: Happened, first: Edition, second: Edition, mapping: EditionMapping | None) -> str | None:
    """Return the area of the second edition that a row belongs to, ``None`` where it belongs to none.

    What is gone belongs to the area that its own corresponds to.
    """
    for code in row.after:
        area = _area(code)
        if area in second:
            return area
    for code in row.before:
        area = _area(code)
        if first.id == second.id:
            return area if area in second else None
        for target in _targets(area, mapping):
            if target in second and found(second, target) is not None and "." not in target:
                return target
    return None


def _area(code: str) -> str:
    return code.partition(":")[0].partition(".")[0]


def _targets(area: str, mapping: EditionMapping | None) -> Iterator[str]:
    for link in mapping.links if mapping is not None else ():
        if area in link.source:
            yield from link.target
