"""What is known of the items of a source, each of its whole maximum, and what of them does not apply."""

from collections.abc import Iterable, Mapping, Sequence
from typing import final

from attrs import evolve, frozen

from kompass_convert_mapping.bounds import ONE, Span
from kompass_convert_mapping.grounds import Ground, ground_of
from kompass_convert_mapping.source_tree import ContradictoryError, Ends, Node, SourceTree
from kompass_convert_mapping.units import Number, Units, ratio
from kompass_spec import InputError, Problem
from kompass_spec.model import (
    TOTAL,
    Applicability,
    Edition,
    EditionMapping,
    Link,
    Score,
    Scorecard,
    applicability_of,
)

__all__ = ["Sources"]


@final
@frozen(eq=False)
class Sources:
    """Hold the scores of a scorecard, and of each item what is known of the maximum that its share is of.

    That is the item's whole maximum, also where a part of it does not apply: what does not apply is content
    of which nothing is known; ``what`` says what applies. ``ends`` are the bounds in units, ``has`` and
    ``lacks`` the tree of what every item has, and of what it lacks, and ``nodes`` its items by their codes.
    """

    scores: Mapping[str, Score]
    ground: Ground
    ends: Ends
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
        ground = ground_of(card, mapping)
        unit, lost = ground.units.of_source, ground.lost
        # What does not apply could be empty, and could be full.
        ends = {code: (unit(one.low), unit(one.high) + lost(code)) for code, one in scores.items()}
        what = applicability_of(mapping.source, card.assessment)
        try:
            has = _tree(ground, ground.maxima, ends)
        except ContradictoryError:
            sentence = (
                f"The scores on {mapping.source.id} contradict each other: no points of its questions add up"
                " to those of its areas and its total. Score the report again."
            )
            raise InputError([Problem("contradictory-mapping", sentence)]) from None
        nodes = {node.name: node for node in has.root.walk()}
        return cls(scores, ground, ends, what, mapping.source, has, has.lacking(), nodes)

    @property
    def units(self) -> Units:
        """Return the units that everything is counted in."""
        return self.ground.units

    def settled(self) -> "Sources":
        """Return the same source with points that are known exactly, none of them at an end of what is known.

        What a conversion does not know of these it knows of no others within the bounds.
        """
        unit, ground = self.units.of_source, self.ground
        if not any(map(ground.lost, ground.leaves)):
            has = self.has.settled()
        else:
            known = {code: (unit(score.low), unit(score.high)) for code, score in self.scores.items()}
            applying = _tree(ground, ground.applying, known).settled()
            ends = {node.name: (node.low, node.low + ground.lost(node.name)) for node in applying.root.walk()}
            has = _tree(ground, ground.maxima, ends)
        nodes = {node.name: node for node in has.root.walk()}
        return evolve(self, has=has, lacks=has.lacking(), nodes=nodes)

    def span(self, codes: Sequence[str]) -> Span:
        """Return the bounds of the share of a union of items, weighted by their maxima."""
        size = self.ground.size(codes)
        if len(codes) == 1:
            node = self.nodes[codes[0]]
            return Span(ratio(node.low, size), ratio(node.high, size))
        # More may be known of the sum of all parts of an item, or of some of them, than of each.
        slopes = dict.fromkeys(self.ground.below(codes), ONE)
        return Span(ratio(self.has.least(slopes), size), 1 - ratio(self.lacks.least(slopes), size))

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


def _tree(ground: Ground, sizes: Mapping[str, Number], ends: Ends) -> SourceTree:
    return SourceTree.of(TOTAL, ground.parts, sizes, ends)
