"""What a result is compared with: the mean of other scorecards, or of what is published."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from kompass_spec.documents.disk import DEFAULT_LIMIT
from kompass_spec.model import TOTAL, Cohort, Interval, Scorecard, Support
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.requests import Reference
from kompass_spec.registry.registry import Registry
from kompass_spec.results.scorecards import score_path
from kompass_spec.results.selection import newest_first
from kompass_spec.wording.wording import Wording

__all__ = ["mean_of", "mean_of_cohort", "read_references"]


def mean_of(scorecards: Sequence[Scorecard], shown: Scorecard) -> Reference:
    """Return the mean of scorecards as a reference for ``shown``: exact, as intervals, by area and in total.

    An item of which the figures allow everything is left out, because nothing is known of it. Raise
    ``InputError`` where one is on another edition, because its points do not mean the same.
    """
    edition = shown.assessment.edition
    other = sorted({card.assessment.edition for card in scorecards} - {edition})
    if other:
        sentence = (
            f"A reference on {', '.join(other)} cannot stand beside a result on {edition}: the points do not"
            f" mean the same. Give one on {edition}."
        )
        raise InputError([Problem("other-edition", sentence)])
    count = len(scorecards)
    values, printed = [], []
    for score in (shown.total, *shown.areas):
        scores = [card[score.code] for card in scorecards]
        low = sum((other.low for other in scores), Fraction(0)) / count
        high = sum((other.high for other in scores), Fraction(0)) / count
        if low > 0 or high < score.max:
            values.append((score.code, Interval(low, high)))
        if count == 1 and scores[0].printed is not None:
            printed.append((score.code, scores[0].printed))
    return Reference(label=_label(scorecards), count=count, values=tuple(values), printed=tuple(printed))


def mean_of_cohort(cohort: Cohort, wording: Wording) -> Reference | None:
    """Return the means of published results as a reference, of the items that enough results have.

    Return ``None`` where no area is such an item: of few results the mean says little of others, and what is
    known of the total alone stands among the published results.
    """
    values = tuple(
        (item.code, item.mean)
        for item in cohort.items
        if item.mean is not None and item.support is Support.SOME
    )
    if all(code == TOTAL for code, _ in values):
        return None
    return Reference(label=wording.say("mean of the published results"), count=None, values=values)


def _label(scorecards: Sequence[Scorecard]) -> str:
    labels = []
    for card in scorecards:
        year = card.assessment.year
        labels.append(card.assessment.organisation.name + (f" {year}" if year is not None else ""))
    return ", ".join(sorted(labels))


def read_references(
    paths: Sequence[Path], *, registry: Registry, plugins: Plugins, limit: int = DEFAULT_LIMIT
) -> tuple[Scorecard, ...]:
    """Return the newest scorecard of every file, to compare a result with."""
    return tuple(
        newest_first(score_path(path, registry=registry, plugins=plugins, limit=limit).whole().scorecards)[0]
        for path in paths
    )
