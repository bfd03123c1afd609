"""The items of a target edition: their whole maxima, and what of them applies to the organisation."""

from collections.abc import Sequence
from typing import final

from attrs import evolve, frozen

from kompass_convert_mapping.bounds import ZERO
from kompass_convert_mapping.sources import Sources, is_identity
from kompass_convert_mapping.tree import Bounds, Layout, reduced_bounds
from kompass_spec.model import EditionMapping, Scorecard, applicability_of

__all__ = ["Target", "does_not_apply"]


def does_not_apply(codes: Sequence[str]) -> str:
    """Return the beginning of a sentence on items that do not apply.

    >>> does_not_apply(["2.3"]), does_not_apply(["2.3", "4.1"])
    ('2.3 does not apply', '2.3 and 4.1 do not apply')
    """
    *others, last = codes
    return f"{', '.join(others)} and {last} do not apply" if others else f"{last} does not apply"


@final
@frozen(eq=False)
class Target:
    """Hold the target as links speak of it in ``whole``, and in ``applying`` what applies of that.

    ``absent`` are the items that did not apply to the organisation where the two editions are one;
    ``of_kinds`` those that the edition does not ask of its kind.
    """

    whole: Layout
    applying: Layout
    absent: frozenset[str]
    of_kinds: frozenset[str]
    kind: str

    @classmethod
    def of(cls, card: Scorecard, mapping: EditionMapping, sources: Sources) -> "Target":
        """Lay out the target of a mapping for the organisation of a scorecard.

        Raise ``InputError`` where the target asks some kinds of organisation only, and this one's is unknown.
        """
        kind = card.assessment.organisation.kind
        of_kinds = applicability_of(mapping.target, evolve(card.assessment, not_applicable=())).left_out
        # What did not apply on an edition does not apply on another release of it either.
        same = is_identity(mapping)
        whole = Layout.of(mapping.target, lambda code: sources.lost_from(code, mapping) if same else ZERO)
        absent = frozenset(code for code, score in sources.scores.items() if same and not score.applies)
        applying = whole.without(of_kinds) if of_kinds else whole
        return cls(whole, applying, absent, of_kinds, kind.value if kind is not None else "")

    def applies(self, code: str) -> bool:
        """Tell whether an item applies."""
        return code not in self.of_kinds and code not in self.absent

    def why_not(self, code: str) -> str:
        """Return why an item does not apply, in a sentence."""
        if code in self.of_kinds:
            return f"It does not apply to an organisation of the kind {self.kind!r}."
        return "It does not apply."

    def absent_from(self, code: str) -> tuple[str, ...]:
        """Return the items below one that do not apply, none of them below another."""
        absent: list[str] = []
        for part in self.whole.parts[code]:
            absent += self.absent_from(part) if self.applies(part) else [part]
        return tuple(absent)

    def reduced(self, bounds: Bounds) -> Bounds:
        """Return the bounds of what applies of every item, where these are those of all of it."""
        if self.applying is self.whole or not bounds.low:
            return bounds
        return reduced_bounds(bounds, self.whole, self.applying)
