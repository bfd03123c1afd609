"""The items of a target edition: their whole maxima, and what of them applies to the organisation."""

from collections.abc import Sequence
from functools import lru_cache
from typing import final

from attrs import evolve, frozen

from kompass_convert_mapping.grounds import is_identity
from kompass_convert_mapping.tree import Bounds, Layout, reduced_bounds
from kompass_convert_mapping.units import Units
from kompass_spec import InputError, Problem
from kompass_spec.model import TOTAL, Applicability, Edition, EditionMapping, Scorecard, applicability_of
from kompass_spec.model.identity import Same

__all__ = ["Target", "does_not_apply"]


def does_not_apply(codes: Sequence[str]) -> str:
    """Return the beginning of a sentence on items that do not apply.

    >>> does_not_apply(["2.3"]), does_not_apply(["2.3", "4.1"])
    ('2.3 does not apply', '2.3 and 4.1 do not apply')
    """
    *others, last = codes
    return f"{', '.join(others)} and {last} do not apply" if others else f"{last} does not apply"


@lru_cache(maxsize=64)
def _layout(edition: Same[Edition], units: Units, what: Same[Applicability] | None = None) -> Layout:
    return Layout.of(edition.value, units, what.value if what is not None else None)


@final
@frozen(eq=False)
class Target:
    """Hold the target as links speak of it in ``whole``, and in ``applying`` what applies of that.

    ``what`` says what applies: all but what the edition does not ask of the organisation's kind, the codes
    ``of_kinds``, and, where the two editions are one, what did not apply there.
    """

    whole: Layout
    applying: Layout
    what: Applicability
    of_kinds: frozenset[str]
    edition: Edition
    kind: str

    @classmethod
    def of(cls, card: Scorecard, mapping: EditionMapping, units: Units) -> "Target":
        """Lay out the target of a mapping for the organisation of a scorecard.

        Raise ``InputError`` where it is not known what applies, or of how many points.
        """
        edition, assessment = mapping.target, card.assessment
        of_kinds = applicability_of(
            edition, evolve(assessment, not_applicable=()) if assessment.not_applicable else assessment
        )
        # What did not apply on an edition does not apply on another release of it either.
        what = applicability_of(edition, assessment) if is_identity(mapping) else of_kinds
        if what.max(TOTAL) is None:
            sentence = (
                f"Nothing can be converted to {edition.id!r}: it does not say the maximum points of"
                " everything that does not apply here, so that of what applies is not known. Install a fuller"
                " release of the edition."
            )
            raise InputError([Problem("unknown-weights", sentence)])
        applying = _layout(Same(edition), units, Same(what))
        # By a mapping of an edition to itself shares are of what applies on both sides.
        whole = applying if is_identity(mapping) or not what.left_out else _layout(Same(edition), units)
        kind = assessment.organisation.kind
        return cls(whole, applying, what, of_kinds.left_out, edition, kind.value if kind is not None else "")

    def applies(self, code: str) -> bool:
        """Tell whether an item applies."""
        return self.what.applies(code)

    def why_not(self, code: str) -> str:
        """Return why an item does not apply, in a sentence."""
        if code in self.of_kinds:
            return f"It does not apply to an organisation of the kind {self.kind!r}."
        return "It does not apply."

    def absent_from(self, code: str) -> tuple[str, ...]:
        """Return the items below one that do not apply, none of them below another."""
        if not self.what.left_out:
            return ()
        return tuple(self.what.left_out_of(self.edition if code == TOTAL else self.edition.item(code)))

    @property
    def is_whole(self) -> bool:
        """Tell whether all of it applies, or what links speak of is what applies."""
        return self.applying is self.whole

    def reduced(self, bounds: Bounds) -> Bounds:
        """Return the bounds of what applies of every item, where these are those of all of it."""
        if self.is_whole or not bounds.low:
            return bounds
        return reduced_bounds(bounds, self.whole, self.applying)
