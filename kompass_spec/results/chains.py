"""Convert along a chain of mappings: by all of them as one, and one after the other, for both are true."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce

from attrs import evolve

from kompass_spec.model import (
    Assessment,
    Assumed,
    Basis,
    Conversion,
    Converted,
    EditionMapping,
    Interval,
    Score,
    Scorecard,
)
from kompass_spec.model.composition import compose
from kompass_spec.model.problems import InputError, Problem

__all__ = ["convert_along"]

Convert = Callable[[Scorecard, EditionMapping], Conversion]
"""Converts a scorecard by a mapping from its edition."""

_NO_POINTS_THERE = frozenset({"unknown-kind", "unknown-weights"})
"""What is wrong where nothing can be converted to an edition, though a composed mapping leads through it."""


def convert_along(card: Scorecard, steps: Sequence[EditionMapping], convert: Convert) -> Conversion:
    """Return what a scorecard says of the edition at the end of ``steps``, of which there is one at least.

    The steps one after the other know what each edition between is worth, and all of them as one know what
    an item between takes from whom. Both are true and neither contains the other, so what is proved is what
    they have in common. Raise ``InputError`` where that is nothing, and with what ``convert`` raises.
    """
    whole = convert(card, reduce(compose, steps))
    if len(steps) == 1:
        return whole
    earlier = _converted_before(card, steps[:-1], convert)
    if earlier is None:
        return evolve(whole, steps=tuple(step.id for step in steps))
    last = convert(_as_card(earlier), steps[-1])
    found = _in_common(whole, last, tuple(step.id for step in steps))
    if whole.certificate is None or earlier.certificate is None or last.certificate is None:
        return found
    from kompass_spec.results.chain_certificates import joined_certificate

    certificate = joined_certificate(found.total, whole.certificate, earlier.certificate, last.certificate)
    return evolve(found, certificate=certificate)


def _converted_before(
    card: Scorecard, steps: Sequence[EditionMapping], convert: Convert
) -> Conversion | None:
    """Return the conversion to an edition between, ``None`` where nothing can be converted to it."""
    try:
        return convert_along(card, steps, convert)
    except InputError as error:
        if _NO_POINTS_THERE.issuperset(problem.code for problem in error.problems):
            return None
        raise


def _as_card(conversion: Conversion) -> Scorecard:
    """Return what is proved by a conversion as a scorecard on the edition that it leads to."""
    card = conversion.scorecard
    assessment = Assessment(
        edition=conversion.mapping.target.id,
        organisation=card.assessment.organisation,
        year=card.assessment.year,
    )
    return Scorecard(assessment=assessment, total=_as_score(conversion.total), scorer=card.scorer)


def _as_score(item: Converted) -> Score:
    return Score(
        code=item.code,
        low=item.low,
        high=item.high,
        max=item.max,
        applies=item.applies,
        parts=tuple(_as_score(part) for part in item.parts),
    )


def _in_common(whole: Conversion, last: Conversion, steps: tuple[str, ...]) -> Conversion:
    """Return the conversion by all steps as one, narrowed by what the last of them gives."""
    stepwise = {item.code: item for item in last.total.walk()}
    total = _narrowed(whole.total, stepwise, steps, of_sums=whole.scorecard.is_of_sums)
    impossible = [item.code for item in total.walk() if item.low > item.high]
    if impossible:
        sentence = (
            f"The figures and the mappings {', '.join(steps)} contradict each other for"
            f" {', '.join(impossible)} of {whole.mapping.target.id}: what the mappings prove one after the"
            " other and what they prove as one have nothing in common. Check their links and shares."
        )
        raise InputError([Problem("contradictory-mapping", sentence)])
    return evolve(whole, total=total, steps=steps)


def _narrowed(
    item: Converted, stepwise: Mapping[str, Converted], steps: tuple[str, ...], *, of_sums: bool
) -> Converted:
    """Return an item with its parts, within what the steps one after the other prove of them."""
    parts = tuple(_narrowed(part, stepwise, steps, of_sums=of_sums) for part in item.parts)
    other = stepwise.get(item.code, item)
    low, high = max(item.low, other.low), min(item.high, other.high)
    if parts and of_sums:
        low = max(low, sum((part.low for part in parts), Fraction(0)))
        high = min(high, sum((part.high for part in parts), Fraction(0)))
    narrowed = evolve(
        item,
        low=low,
        high=high,
        parts=parts,
        assumed=_still_assumed(item.assumed, low, high),
        low_by_steps=low > item.low,
        high_by_steps=high < item.high,
    )
    return evolve(narrowed, basis=_basis(narrowed), reason=_reason(narrowed, other, steps))


def _still_assumed(assumed: Assumed | None, low: Fraction, high: Fraction) -> Assumed | None:
    """Return what is assumed within what is proved, ``None`` where that rules it out."""
    if assumed is None or low > high:
        return None
    interval = assumed.interval & Interval(low, high)
    return evolve(assumed, interval=interval) if interval is not None else None


def _basis(item: Converted) -> Basis:
    """Return the basis of an item whose parts have theirs, where more may be known than as one."""
    if item.basis is not Basis.UNKNOWN:
        return item.basis
    unknown = all(part.basis is Basis.UNKNOWN for part in item.parts)
    return Basis.UNKNOWN if unknown and item.interval == Interval(Fraction(0), item.max) else Basis.BOUNDED


def _reason(item: Converted, other: Converted, steps: tuple[str, ...]) -> str:
    """Return why the bounds of an item are what they are, and which of them the steps give."""
    ends = [end for end, is_so in (("lower", item.low_by_steps), ("upper", item.high_by_steps)) if is_so]
    if not ends:
        return item.reason
    which = "Both ends are" if len(ends) > 1 else f"The {ends[0]} end is"
    said = f"{which} by {', then '.join(steps)}, one after the other."
    # Where the mapping of all steps proves nothing, the last of them says what the bounds rest on.
    because = item.reason if item.basis is not Basis.UNKNOWN else other.reason
    if item.basis is other.basis is Basis.UNKNOWN:
        because = "Something is known of its parts."
    return f"{because} {said}"
