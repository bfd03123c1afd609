"""What is known of the items of a source, each of its whole maximum, and what of them does not apply."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from kompass_convert_mapping.bounds import ONE, ZERO, Span
from kompass_convert_mapping.source_tree import ContradictoryError, Ends, Node, SourceTree
from kompass_convert_mapping.units import Number, Units, ratio, total, units_of
from kompass_spec import InputError, Problem
from kompass_spec.model import (
    TOTAL,
    Applicability,
    Edition,
    EditionMapping,
    Link,
    Relation,
    Score,
    Scorecard,
    applicability_of,
)

__all__ = ["Sources", "is_identity"]


def is_identity(mapping: EditionMapping) -> bool:
    """Tell whether a mapping leads from an edition to itself, every item to itself and nothing else."""
    ends = ((mapping.source.id, mapping.source_release), (mapping.target.id, mapping.target_release))
    return ends[0] == ends[1] and all(
        link.relation is Relation.EQUAL and link.source == link.target and len(link.source) == 1
        for link in mapping.links
    )


@final
@frozen(eq=False)
class Sources:
    """Hold the scores of a scorecard, and of each item the maximum that its share is taken of.

    That is the item's whole maximum, also where a part of it does not apply: what does not apply is content
    of which nothing is known; ``what`` says what applies. ``has`` and ``lacks`` are the tree of what every
    item has, and of what it lacks, of that maximum, and ``nodes`` its items by their codes.
    """

    scores: Mapping[str, Score]
    maxima: Mapping[str, Number]
    ends: Ends
    units: Units
    what: Applicability
    edition: Edition
    has: SourceTree
    lacks: SourceTree
    nodes: Mapping[str, Node]

    @classmethod
    def of(cls, card: Scorecard, mapping: EditionMapping) -> "Sources":
        """Lay out a scorecard; by a mapping of an edition to itself its shares stay those of what applies.

        Raise ``InputError`` where the kind of the organisation decides on what applies, and is not known, and
        where the scores contradict each other.
        """
        scores = {score.code: score for score in card.total.walk()}
        points = _whole_maxima(scores, mapping)
        units = units_of(mapping, points, (end for one in scores.values() for end in (one.low, one.high)))
        maxima = {code: units.of_source(maximum) for code, maximum in points.items()}
        ends = _ends(scores, maxima, units)
        what = applicability_of(mapping.source, card.assessment)
        try:
            has = SourceTree.of(TOTAL, _parts(scores, maxima), maxima, ends)
        except ContradictoryError:
            sentence = (
                f"The scores on {mapping.source.id} contradict each other: no points of its questions add up"
                " to those of its areas and its total. Score the report again."
            )
            raise InputError([Problem("contradictory-mapping", sentence)]) from None
        nodes = {node.name: node for node in has.root.walk()}
        return cls(scores, maxima, ends, units, what, mapping.source, has, has.lacking(), nodes)

    @property
    def weighed(self) -> frozenset[str]:
        """Return the items that a link can carry something from: those that have points."""
        return frozenset(code for code in self.nodes if self.maxima[code])

    def settled(self) -> "Sources":
        """Return the same source with points that are known exactly, none of them at an end of what is known.

        What a conversion does not know of these it knows of no others within the bounds.
        """
        unit = self.units.of_source
        applying = {code: unit(score.max) for code, score in self.scores.items()}
        known = {code: (unit(score.low), unit(score.high)) for code, score in self.scores.items()}
        tree = SourceTree.of(TOTAL, _parts(self.scores, self.maxima), applying, known)
        points: dict[str, Number] = {}
        _settle(tree.root, ratio(tree.root.low + tree.root.high, 2), points)
        ends = {code: (points[code], points[code] + self.lost(code)) for code in points}
        has = SourceTree.of(TOTAL, _parts(self.scores, self.maxima), self.maxima, ends)
        nodes = {node.name: node for node in has.root.walk()}
        return evolve(self, has=has, lacks=has.lacking(), nodes=nodes)

    def lost(self, code: str) -> Number:
        """Return the points of an item that do not apply, and of which anything could be."""
        return self.maxima[code] - self.units.of_source(self.scores[code].max)

    def leaves(self, codes: Iterable[str]) -> frozenset[str]:
        """Return the lowest items with scores below these codes."""
        return frozenset().union(*(self.nodes[code].leaves for code in codes))

    def size(self, codes: Iterable[str]) -> Number:
        """Return the maximum of a union of items."""
        return total(self.maxima[code] for code in codes)

    def span(self, codes: Sequence[str]) -> Span:
        """Return the bounds of the share of a union of items, weighted by their maxima."""
        size = self.size(codes)
        if len(codes) == 1:
            node = self.nodes[codes[0]]
            return Span(ratio(node.low, size), ratio(node.high, size))
        # More may be known of the sum of all parts of an item, or of some of them, than of each.
        slopes = dict.fromkeys(self.leaves(codes), ONE)
        return Span(ratio(self.has.least(slopes), size), 1 - ratio(self.lacks.least(slopes), size))

    def is_whole(self, codes: Iterable[str]) -> bool:
        """Tell whether all of what these items are taken for applies."""
        return not any(map(self.lost, codes))

    def is_absent(self, codes: Iterable[str]) -> bool:
        """Tell whether nothing of these items applies."""
        return not any(self.scores[code].applies for code in codes)

    def has_whole(self, code: str) -> bool:
        """Tell whether an item has a score, and none of what is below it does not apply."""
        return code in self.scores and not self.absent_from([code])

    def absent_from(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return the items that do not apply among these and below them, in the edition's order."""
        if not self.what.left_out:
            return ()
        absent: set[str] = set()
        for code in codes:
            absent.update(self.what.left_out_of(self.edition if code == TOTAL else self.edition.item(code)))
        return tuple(item.code for item in self.edition.walk() if item.code in absent)

    def absent_behind(self, links: Iterable[Link]) -> tuple[str, ...]:
        """Return the items that do not apply among the sources of links, in the edition's order."""
        return self.absent_from({code for link in links for code in link.source})


def _whole_maxima(scores: Mapping[str, Score], mapping: EditionMapping) -> dict[str, Fraction]:
    if is_identity(mapping):
        return {code: score.max for code, score in scores.items()}
    return {code: _whole_maximum(score, mapping) for code, score in scores.items()}


def _whole_maximum(score: Score, mapping: EditionMapping) -> Fraction:
    """Return the maximum of an item as its edition has it, for organisations of every kind."""
    source = mapping.source
    known = (
        source.max if score.code == TOTAL else source.item(score.code).max if score.code in source else None
    )
    # Of an item whose maximum the edition does not say, what the scorer took it for is all there is.
    return max(known, score.max) if known is not None else score.max


def _parts(scores: Mapping[str, Score], maxima: Mapping[str, Number]) -> dict[str, tuple[str, ...]]:
    """Return the parts with points of every item that is the sum of them."""
    found = {}
    for code, score in scores.items():
        parts = tuple(part.code for part in score.parts if maxima[part.code])
        if parts and total(maxima[part] for part in parts) == maxima[code]:
            found[code] = parts
    return found


def _ends(scores: Mapping[str, Score], maxima: Mapping[str, Number], units: Units) -> Ends:
    """Return the bounds of every item, where what does not apply could be empty, and could be full."""
    unit = units.of_source
    return {
        code: (unit(score.low), unit(score.high) + maxima[code] - unit(score.max))
        for code, score in scores.items()
    }


def _settle(node: Node, points: Number, found: dict[str, Number]) -> None:
    """Give a node these points, and each of its parts as much of its room as every other."""
    found[node.name] = points
    least = total(part.low for part in node.parts)
    room = total(part.high for part in node.parts) - least
    share = ratio(points - least, room) if room else ZERO
    for part in node.parts:
        _settle(part, part.low + (part.high - part.low) * share, found)
