"""What of an edition applies to one organisation: the items that count, and the maxima of what is left.

An item leaves every sum, and its maximum that of everything above it, where the edition does not ask it of
this kind of organisation, or where the assessment says that it does not apply. Questions without points are
part of no sum from the beginning: ``parts`` of an area leaves them out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import final

from attrs import field, frozen

from kompass_spec.model.arguments import checked
from kompass_spec.model.assessment import TOTAL, Assessment
from kompass_spec.model.edition import Area, Criterion, Edition, Question
from kompass_spec.model.fields import held
from kompass_spec.model.identity import Same
from kompass_spec.model.organisation import OrganisationKind
from kompass_spec.model.problems import InputError, Problem

__all__ = [
    "Applicability",
    "applicability",
    "applicability_of",
    "counted_parts",
    "kind_problems",
    "speaks_of_kinds",
]

Item = Area | Question | Criterion


@final
@frozen(kw_only=True, field_transformer=held)
class Applicability:
    """Hold the items of an edition that do not apply, and the maximum of what applies of every item.

    ``left_out`` are codes, also of all that is below an item, and of an item of which no part applies.
    """

    left_out: frozenset[str]
    _maxima: Mapping[str, Fraction | None] = field(repr=False)

    def applies(self, code: str) -> bool:
        """Tell whether an item applies; the total does where any area does."""
        return code not in self.left_out

    def max(self, code: str) -> Fraction | None:
        """Return the maximum of what applies of an item or of the total; 0 where it does not apply.

        Return ``None`` where it is not known, and for a question without points.
        """
        return self._maxima.get(code)

    def left_out_of(self, item: Edition | Item) -> Iterator[str]:
        """Yield the codes of what does not apply of an item, itself or below it.

        What lies below one of them is not named apart, and neither are questions without points.

        >>> from kompass_spec import load_registry
        >>> edition = load_registry()["se-2016"]
        >>> without = applicability(edition, not_applicable=["1", "2.4"])
        >>> list(without.left_out_of(edition)), list(without.left_out_of(edition.item("2")))
        (['1', '2.4'], ['2.4'])
        """
        if not isinstance(item, Edition) and item.code in self.left_out:
            yield item.code
            return
        for part in () if isinstance(item, Criterion) else item.parts:
            yield from self.left_out_of(part)


@checked
def applicability_of(edition: Edition, assessment: Assessment) -> Applicability:
    """Return what of an edition applies in an assessment on it.

    Raise ``InputError`` where the edition asks items of some kinds of organisation only, and the kind of this
    one is not known.

    >>> from kompass_spec import NotApplicable, Organisation, OrganisationKind, load_registry
    >>> edition = load_registry()["se-2016"]
    >>> assessment = Assessment(
    ...     edition="se-2016",
    ...     organisation=Organisation(name="Somebody", kind=OrganisationKind.MUNICIPALITY),
    ...     not_applicable=(NotApplicable(item="2.4"),),
    ... )
    >>> applies = applicability_of(edition, assessment)
    >>> edition.item("2.4").max, applies.max("2.4"), applies.max("2"), applies.max("total")
    (Fraction(20, 1), Fraction(0, 1), Fraction(80, 1), Fraction(780, 1))
    """
    problems = list(kind_problems(edition, assessment))
    if problems:
        raise InputError(problems)
    named = {printed.item for printed in assessment.not_applicable}
    return applicability(edition, assessment.organisation.kind, named)


def applicability(
    edition: Edition, kind: OrganisationKind | None = None, not_applicable: Collection[str] = ()
) -> Applicability:
    """Return what of an edition applies to a kind of organisation without some items.

    Where ``kind`` is ``None``, all of it applies but those items.
    """
    return _applicability(Same(edition), kind, frozenset(not_applicable))


# Every table of a page asks this again of the same result.
@lru_cache(maxsize=64)
def _applicability(
    same: Same[Edition], kind: OrganisationKind | None, named: frozenset[str]
) -> Applicability:
    edition = same.value
    counted = _Counted(kind, named)
    losses = [counted.loss(area) for area in edition.areas]
    whole = edition.max
    known = [loss for loss in losses if loss is not None]
    is_known = whole is not None and len(known) == len(losses)
    counted.maxima[TOTAL] = whole - sum(known, Fraction(0)) if whole is not None and is_known else None
    if edition.areas and all(area.code in counted.left_out for area in edition.areas):
        counted.left_out.add(TOTAL)
        counted.maxima[TOTAL] = Fraction(0)
    return Applicability(left_out=frozenset(counted.left_out), maxima=counted.maxima)


class _Counted:
    """Count, item by item, what is left out and how much of every maximum is lost with it."""

    def __init__(self, kind: OrganisationKind | None, named: frozenset[str]) -> None:
        self.kind = kind
        self.named = named
        self.left_out: set[str] = set()
        self.maxima: dict[str, Fraction | None] = {}

    def loss(self, item: Item) -> Fraction | None:
        """Return the points that an item's maximum loses, ``None`` where they are not known.

        A loss that leaves less than the parts have is not known either.
        """
        below = () if isinstance(item, Criterion) else item.parts
        if self._is_left_out(item):
            self._leave_out(item)
            return item.max
        losses = [self.loss(part) for part in below]
        for question in item.questions if isinstance(item, Area) else ():
            if not question.scored:
                # It loses nothing that counts, but it may apply or not like any other.
                self.loss(question)
        if below and all(part.code in self.left_out for part in below):
            self._leave_out(item)
            return item.max
        lost = sum((loss for loss in losses if loss is not None), Fraction(0))
        if None in losses or self._is_more_than_stated(item, lost):
            self.maxima[item.code] = None
            return None
        self.maxima[item.code] = item.max - lost if item.max is not None else None
        return lost

    def _is_more_than_stated(self, item: Item, lost: Fraction) -> bool:
        """Tell whether an item would have less left than its parts whose maxima are known.

        No draft may say so, but releases were made before that was checked; then one of the maxima is wrong,
        and nobody knows which.
        """
        if not lost or item.max is None or isinstance(item, Criterion):
            return False
        left = (self.maxima[part.code] for part in item.parts if part.max is not None)
        return item.max - lost < sum((most for most in left if most is not None), Fraction(0))

    def _is_left_out(self, item: Item) -> bool:
        kinds = () if isinstance(item, Criterion) else item.applies_to
        return item.code in self.named or bool(kinds and self.kind is not None and self.kind not in kinds)

    def _leave_out(self, item: Item) -> None:
        self.left_out.add(item.code)
        self.maxima[item.code] = Fraction(0)
        if isinstance(item, Criterion):
            return
        below = item.questions if isinstance(item, Area) else item.criteria
        for part in below:
            self._leave_out(part)


def counted_parts(item: Item) -> Sequence[Question | Criterion]:
    """Return the parts that an item is the sum of, whether they apply or not.

    There are none where the maximum of one of them is not known: then the item is scored as a whole.

    >>> from kompass_spec import load_registry
    >>> [part.code for part in counted_parts(load_registry()["se-2016"].item("2"))]
    ['2.1', '2.2', '2.3', '2.4', '2.5']
    """
    below = () if isinstance(item, Criterion) else item.parts
    return below if all(part.max is not None for part in below) else ()


def speaks_of_kinds(edition: Edition) -> bool:
    """Tell whether an edition asks some of its items of some kinds of organisation only."""
    return any(
        area.applies_to or any(question.applies_to for question in area.questions) for area in edition.areas
    )


def kind_problems(edition: Edition, assessment: Assessment) -> Iterator[Problem]:
    """Find that it is not known what applies, because the kind of the organisation is not."""
    if assessment.organisation.kind is None and speaks_of_kinds(edition):
        *kinds, last = (kind.value for kind in OrganisationKind)
        sentence = (
            f"The edition {edition.id!r} asks some questions of some kinds of organisation only, and the kind"
            f" of {assessment.organisation.name!r} is not known, so neither are its maxima. Write the kind of"
            f" the organisation: {', '.join(kinds)} or {last}."
        )
        yield Problem("unknown-kind", sentence, pointer="/organisation/kind")
