"""What is known of the items of a source, each of its whole maximum, and what of them does not apply."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_convert_mapping.bounds import ZERO, Span
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
    of which nothing is known; ``what`` says what applies. ``wholes`` are items by the codes of their parts.
    """

    scores: Mapping[str, Score]
    maxima: Mapping[str, Fraction]
    what: Applicability
    edition: Edition
    wholes: Mapping[frozenset[str], Score]

    @classmethod
    def of(cls, card: Scorecard, mapping: EditionMapping) -> "Sources":
        """Lay out a scorecard; by a mapping of an edition to itself its shares stay those of what applies.

        Raise ``InputError`` where the kind of the organisation decides on what applies, and is not known.
        """
        scores = {score.code: score for score in card.total.walk()}
        what = applicability_of(mapping.source, card.assessment)
        if is_identity(mapping):
            maxima = {code: score.max for code, score in scores.items()}
        else:
            maxima = {code: _whole_maximum(score, mapping) for code, score in scores.items()}
        wholes = {
            frozenset(part.code for part in score.parts if maxima[part.code]): score
            for score in card.total.walk()
            if score.parts
        }
        return cls(scores, maxima, what, mapping.source, wholes)

    @property
    def weighed(self) -> frozenset[str]:
        """Return the items that a link can carry something from: those that have points."""
        return frozenset(code for code, maximum in self.maxima.items() if maximum)

    def lost(self, code: str) -> Fraction:
        """Return the points of an item that do not apply, and of which anything could be."""
        return self.maxima[code] - self.scores[code].max

    def span(self, codes: Sequence[str]) -> Span:
        """Return the bounds of the share of a union of items, weighted by their maxima."""
        chosen = self._with_wholes(frozenset(codes))
        low = high = maximum = ZERO
        for code in chosen:
            score = self.scores[code]
            low += score.low
            # What does not apply could be empty, and it could be full.
            high += score.high + self.lost(code)
            maximum += self.maxima[code]
        return Span(low / maximum, high / maximum)

    def _with_wholes(self, codes: frozenset[str]) -> frozenset[str]:
        """Return the codes with an item in place of all its parts: more may be known of it than of these."""
        for parts, whole in self.wholes.items():
            if len(parts) > 1 and parts <= codes:
                return self._with_wholes(codes - parts | {whole.code})
        return codes

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


def _whole_maximum(score: Score, mapping: EditionMapping) -> Fraction:
    """Return the maximum of an item as its edition has it, for organisations of every kind."""
    source = mapping.source
    known = (
        source.max if score.code == TOTAL else source.item(score.code).max if score.code in source else None
    )
    # Of an item whose maximum the edition does not say, what the scorer took it for is all there is.
    return max(known, score.max) if known is not None else score.max
