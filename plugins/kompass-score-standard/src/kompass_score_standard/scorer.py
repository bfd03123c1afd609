"""Compute a scorecard: exact intervals for every item, and every discrepancy between the printed figures."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import final

from attrs import evolve, frozen

from kompass_score_standard.conflicts import Conflict, find_conflicts
from kompass_score_standard.misprints import find_misprints
from kompass_score_standard.placing import build_tree
from kompass_score_standard.roundings import find_roundings
from kompass_score_standard.tree import Figure, Item, Tree, bounds
from kompass_spec import ScoreRequest
from kompass_spec.model import (
    TOTAL,
    Area,
    Criterion,
    Discrepancy,
    DiscrepancyKind,
    Edition,
    Observation,
    Question,
    Score,
    Scorecard,
)
from kompass_spec.model.applicability import counted_parts
from kompass_spec.model.identity import Same
from kompass_spec.wording.figures import explain_discrepancies
from kompass_spec.wording.wording import wording_for

__all__ = ["StandardScorer"]


@final
@frozen
class StandardScorer:
    """Score by intervals: what is printed bounds the true points, and sums bound each other."""

    name: str = "standard"

    def score(self, request: ScoreRequest) -> Scorecard:
        """Return the scorecard of an assessment on its edition.

        Raise ``InputError`` where the edition lacks weights that scores need, or an item that the assessment
        has.

        >>> from fractions import Fraction
        >>> from kompass_spec import Assessment, Observation, Organisation, OrganisationKind
        >>> from kompass_spec import Quantity, load_registry
        >>> seen = (
        ...     Observation(item="6.2", quantity=Quantity.POINTS, value=Fraction(11), line=1),
        ...     Observation(item="6.2", quantity=Quantity.PERCENT, value=Fraction(55), line=1),
        ... )
        >>> kind = OrganisationKind.MUNICIPALITY
        >>> organisation = Organisation(name="Örnsköldsvik", kind=kind, country="SE")
        >>> assessment = Assessment(edition="se-2016", organisation=organisation, observations=seen)
        >>> request = ScoreRequest(assessment=assessment, edition=load_registry()["se-2016"])
        >>> StandardScorer().score(request)["6.2"].interval
        Interval(low=Fraction(109, 10), high=Fraction(111, 10))
        """
        edition = request.edition
        tree = build_tree(edition, request.assessment)
        upwards: dict[str, tuple[int, int]] = {}
        conflicts = find_conflicts(tree, upwards)
        aside = frozenset(figure for conflict in conflicts for figure in conflict.set_aside)
        settled = bounds(tree, aside, None if conflicts else upwards)
        if settled is None:  # pragma: no cover - nothing that find_conflicts leaves conflicts; a law tests it
            raise AssertionError("figures still conflict")
        printed = _Printed.of(tree, aside)
        wrong_maxima = _wrong_maxima(tree)
        discrepancies = [
            *(_of_nothing(stray) for stray in tree.stray),
            *wrong_maxima,
            *(_contradiction(tree, conflict, aside, settled, edition) for conflict in conflicts),
            *find_roundings(tree, tree.points_of, aside),
        ]
        discrepancies.sort(key=lambda discrepancy: tree.outline.order[discrepancy.items[0]])
        certificate = None
        if request.certified:
            from kompass_score_standard.certificates import certificate_of  # noqa: PLC0415 - few scores are certified

            certificate = certificate_of(tree, edition.id, settled, aside, conflicts)
        is_doubtful = bool(aside or wrong_maxima)
        scores = _Scores(tree, tree.items, tree.points, settled, printed, aside, is_doubtful)
        card = Scorecard(
            assessment=request.assessment,
            total=scores.of_edition(edition),
            discrepancies=tuple(discrepancies),
            certificate=certificate,
        )
        if not discrepancies:
            return card
        messages = explain_discrepancies(card, wording_for("en"))
        explained = tuple(
            evolve(discrepancy, message=message)
            for discrepancy, message in zip(discrepancies, messages, strict=True)
        )
        return evolve(card, discrepancies=explained)


@final
@frozen(eq=False)
class _Printed:
    """Hold the units printed of every item: of the first figure that could be used, else the first."""

    units: dict[str, int]

    @classmethod
    def of(cls, tree: Tree, aside: frozenset[Figure]) -> "_Printed":
        if not aside:
            return cls({code: own[0].middle for code, own in tree.points_of.items()})
        return cls(
            {
                code: next((figure for figure in own if figure not in aside), own[0]).middle
                for code, own in tree.points_of.items()
            }
        )

    def below(self, item: Item) -> int | None:
        """Return the sum of what is printed of the parts, ``None`` unless something is printed of all."""
        units = self.units
        known = [units[part.code] for part in item.summands if part.code in units]
        return sum(known) if known and len(known) == len(item.summands) else None


@final
@frozen(eq=False)
class _Place:
    """Hold a code of an edition with those of what it is the sum of, whether that applies or not."""

    code: str
    parts: "tuple[_Place, ...]"


@lru_cache(maxsize=64)
def _places(same: Same[Edition]) -> tuple[_Place, ...]:
    def place(item: Area | Question | Criterion) -> _Place:
        return _Place(item.code, tuple(place(part) for part in counted_parts(item)))

    return tuple(place(area) for area in same.value.areas)


@final
@frozen(eq=False)
class _Scores:
    """Put the scores of an edition's items together, also of those that do not apply.

    Where it ``is_doubtful``, figures were set ``aside`` or maxima are wrong.
    """

    tree: Tree
    items: Mapping[str, Item]
    points: Callable[[int], Fraction]
    settled: dict[str, tuple[int, int]]
    printed: _Printed
    aside: frozenset[Figure]
    is_doubtful: bool

    def of_edition(self, edition: Edition) -> Score:
        """Return the score of the total, with all below it."""
        parts = tuple([self._of(area) for area in _places(Same(edition))])
        return self._sum(self.tree.total, parts) if self.tree.total.parts else self._left_out(TOTAL, parts)

    def _of(self, place: _Place) -> Score:
        parts = tuple([self._of(part) for part in place.parts]) if place.parts else ()
        item = self.items.get(place.code)
        if item is None:
            return self._left_out(place.code, parts)
        if parts or item.summands or self.is_doubtful:
            return self._sum(item, parts)
        low, high = self.settled[item.code]
        printed = self.printed.units.get(item.code)
        return Score(
            code=item.code,
            low=self.points(low),
            high=self.points(high),
            max=item.points,
            printed=self.points(printed) if printed is not None else None,
        )

    def _sum(self, item: Item, parts: tuple[Score, ...]) -> Score:
        """Return the score of an item that is a sum, or of which figures may have been set aside."""
        code, points = item.code, self.points
        low, high = self.settled[code]
        own, below = self.printed.units.get(code), self.printed.below(item)
        return Score(
            code=code,
            low=points(low),
            high=points(high),
            max=item.points,
            printed=points(own) if own is not None else None,
            sum_of_printed=points(below) if below is not None else None,
            contradicted=self.is_doubtful
            and (self._is_contradicted(item) or any(map(self._is_contradicted, self._hidden(item)))),
            parts=parts,
        )

    def _is_contradicted(self, item: Item) -> bool:
        return item.code in self.tree.wrong_maxima or not self.aside.isdisjoint(
            self.tree.figures.get(item.code, ())
        )

    def _hidden(self, item: Item) -> Iterator[Item]:
        """Iterate over what is below an item and has no score of its own, because it is scored as a whole."""
        # The rest is the last of the parts.
        if item.parts and item.parts[-1].is_rest:
            for part in item.parts:
                yield from part.walk()

    def _left_out(self, code: str, parts: tuple[Score, ...]) -> Score:
        """Return the score of an item that does not apply: nothing of nothing."""
        points = self.tree.pointless.get(code)
        zero = Fraction(0)
        return Score(
            code=code,
            low=zero,
            high=zero,
            max=zero,
            printed=points.value if points is not None else None,
            contradicted=any(stray.item == code for stray in self.tree.stray),
            applies=False,
            parts=parts,
        )


def _of_nothing(printed: Observation) -> Discrepancy:
    """Return the contradiction of a figure with an item that has no points here."""
    return Discrepancy(
        kind=DiscrepancyKind.CONTRADICTION,
        items=(printed.item,),
        message="",
        figures=(printed,),
        set_aside=(printed,),
        expected=Fraction(0),
    )


def _wrong_maxima(tree: Tree) -> list[Discrepancy]:
    return [
        Discrepancy(
            kind=DiscrepancyKind.CONTRADICTION,
            items=(item.code,),
            message="",
            figures=(printed,),
            set_aside=(printed,),
            expected=item.points,
        )
        for item in map(tree.items.__getitem__, tree.wrong_maxima)
        for printed in tree.wrong_maxima[item.code]
    ]


def _contradiction(
    tree: Tree,
    conflict: Conflict,
    aside: frozenset[Figure],
    settled: dict[str, tuple[int, int]],
    edition: Edition,
) -> Discrepancy:
    codes = {figure.printed.item for figure in conflict.smallest} - {conflict.item.named}
    return Discrepancy(
        kind=DiscrepancyKind.CONTRADICTION,
        items=(conflict.item.named, *(code for code in tree.items if code in codes)),
        message="",
        figures=tuple(figure.printed for figure in conflict.smallest),
        misprints=find_misprints(tree, conflict, aside, settled, edition),
        set_aside=tuple(figure.printed for figure in conflict.set_aside),
    )
