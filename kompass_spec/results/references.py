"""What a result is compared with: the mean of other scorecards, or of what is published."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from kompass_spec.documents.disk import DEFAULT_LIMIT
from kompass_spec.model import TOTAL, Edition, Interval, Score, Scorecard
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.requests import Reference
from kompass_spec.registry.registry import Registry
from kompass_spec.results.scorecards import score_path
from kompass_spec.results.selection import newest_first
from kompass_spec.results.wholes import of_whole, same_scorer, whole_maximum
from kompass_spec.wording.wording import Wording

if TYPE_CHECKING:  # few results are shown among published ones
    from kompass_spec.model import Cohort

__all__ = ["mean_of", "mean_of_cohort", "read_references"]


def mean_of(scorecards: Sequence[Scorecard], shown: Scorecard, edition: Edition | None = None) -> Reference:
    """Return the mean of scorecards as a reference for ``shown``: exact, as intervals, by area and in total.

    An item of which the figures allow everything is left out, because nothing is known of it, and so is one
    that applies to none of them. Where something does not apply to one, its share of what applies counts, in
    points of the whole maximum that ``edition`` has. Raise ``InputError`` where one is on another edition or
    of another scorer, because its points do not mean the same.
    """
    _refuse_others(scorecards, shown)
    values, printed, counts = [], [], set()
    for score in (shown.total, *shown.areas):
        scores = [known for card in scorecards if (known := card[score.code]).applies]
        counts.add(len(scores))
        whole = _whole(edition, score.code, scores)
        mean = _mean([of_whole(known.interval, known.max, whole) for known in scores])
        if mean is not None and (mean.low > 0 or mean.high < whole):
            values.append((score.code, mean))
        # What is printed is of what applies, and stands as it is where that is all of it.
        if len(scorecards) == 1:
            printed += [
                (score.code, known.printed)
                for known in scores
                if known.printed is not None and known.max == whole
            ]
    return Reference(
        label=_label(scorecards),
        count=len(scorecards) if len(counts) == 1 else None,
        values=tuple(values),
        printed=tuple(printed),
    )


def _refuse_others(scorecards: Sequence[Scorecard], shown: Scorecard) -> None:
    """Refuse references whose points do not mean the same: on another edition, or of another scorer."""
    name = shown.assessment.edition
    other = sorted({card.assessment.edition for card in scorecards} - {name})
    if other:
        sentence = (
            f"A reference on {', '.join(other)} cannot stand beside a result on {name}: the points do not"
            f" mean the same. Give one on {name}."
        )
        raise InputError([Problem("other-edition", sentence)])
    if not all(same_scorer(card, shown) for card in scorecards):
        sentence = (
            "A reference of another scorer cannot stand beside this result: the points do not mean the same."
            " Score both by the same."
        )
        raise InputError([Problem("other-scorer", sentence)])


def _whole(edition: Edition | None, code: str, scores: Sequence[Score]) -> Fraction:
    """Return the edition's maximum of an item, else the greatest that applies to any."""
    greatest = max((score.max for score in scores), default=Fraction(0))
    return greatest if edition is None else whole_maximum(edition, code, greatest)


def _mean(values: Sequence[Interval]) -> Interval | None:
    if not values:
        return None
    low = sum((value.low for value in values), Fraction(0)) / len(values)
    high = sum((value.high for value in values), Fraction(0)) / len(values)
    return Interval(low, high)


def mean_of_cohort(cohort: "Cohort", wording: Wording) -> Reference | None:
    """Return the means of published results as a reference, of the items that enough results have.

    Return ``None`` where no area is such an item: of few results the mean says little of others, and what is
    known of the total alone stands among the published results.
    """
    from kompass_spec.model import Support

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
