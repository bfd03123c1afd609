"""The tiles of a result: since the first, against the last, against a reference, and among published ones."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from kompass_spec.model import TOTAL, Interval, Score, Scorecard
from kompass_spec.model.sheet import Mark, Tile, Tiles
from kompass_spec.plugins.requests import Reference
from kompass_spec.sheets.contents import ResultContent
from kompass_spec.sheets.result_changes import Change, Rule, Years, change_words, changes_of, since_first
from kompass_spec.sheets.spoken import Spoken, figure_of, shortened
from kompass_spec.wording.figures import describe_reference

if TYPE_CHECKING:  # few results are shown among published ones
    from kompass_spec.model import Standing

__all__ = ["tiles_of"]

_RANKED = 8
_LONGEST = 60


def tiles_of(content: ResultContent, years: Years, spoken: Spoken) -> Tiles | None:
    """Return what a result is held against, a tile each, ``None`` where it is held against nothing."""
    tiles = (*_over_time(years, spoken), *_reference(content, spoken), *_published(content, spoken))
    return Tiles(tiles=tiles) if tiles else None


def _over_time(years: Years, spoken: Spoken) -> Iterator[Tile]:
    say = spoken.wording.say
    over = since_first(years)
    if over is not None:
        first, last, change = over
        yield Tile(
            label=say("{first}–{last}, same version", **_ends(first, last, spoken)),
            mark=change.mark,
            figure=_points(change, spoken),
            note=_how_many_areas(first, last, spoken),
        )
    if years.last is not None:
        yield _against_last(years, years.last, years.cards[years.shown], spoken)


def _ends(first: Scorecard, last: Scorecard, spoken: Spoken) -> dict[str, str]:
    return {
        "first": spoken.short_year(first.assessment),
        "last": spoken.short_year(last.assessment),
    }


def _against_last(years: Years, last: Scorecard, shown: Scorecard, spoken: Spoken) -> Tile:
    say = spoken.wording.say
    ends = _ends(last, shown, spoken)
    is_same = last.assessment.edition == shown.assessment.edition
    label = (
        say("{first}–{last}, same version", **ends)
        if is_same
        else say("{first}–{last}, different versions", **ends)
    )
    change = changes_of(years, TOTAL)
    if change is None or change.rule is Rule.NONE or change.points is None:
        return Tile(label=label, mark=Mark.OPEN, figure=say("cannot be compared"))
    notes = {
        Rule.FIGURES: _how_many_areas(last, shown, spoken),
        Rule.RULE_OF_THUMB: say("by {publisher}’s rule of thumb, roughly", publisher=spoken.publisher(shown)),
        Rule.MAPPING: say("if the areas of the versions are comparable"),
    }
    return Tile(label=label, mark=change.mark, figure=_points(change, spoken), note=notes[change.rule])


def _points(change: Change, spoken: Spoken) -> str:
    return spoken.wording.say("{points} points", points=change_words(change, spoken))


def _how_many_areas(first: Scorecard, last: Scorecard, spoken: Spoken) -> str:
    """Return how many areas rose and fell for certain between two results of one edition."""
    if first.assessment.edition != last.assessment.edition:
        return ""
    pairs = _pairs(first, last)
    if not pairs:
        return ""
    # Of the same maximum, shares compare as points do; else they are what can be compared.
    rose = sum(1 for one, other in pairs if other.share.low > one.share.high)
    fell = sum(1 for one, other in pairs if other.share.high < one.share.low)
    count = spoken.wording.count
    if rose == len(pairs):
        return count("the area rose", "all {areas} areas rose", rose, areas=spoken.numeral(rose))
    if fell == len(pairs):
        return count("the area fell", "all {areas} areas fell", fell, areas=spoken.numeral(fell))
    up, down = spoken.numeral(rose), spoken.numeral(fell)
    parts = [
        *([count("one area rose", "{number} areas rose", rose, written=up)] if rose else []),
        *([count("one area fell", "{number} areas fell", fell, written=down)] if fell else []),
    ]
    return spoken.listed(parts) if parts else ""


def _pairs(first: Scorecard, last: Scorecard) -> list[tuple[Score, Score]]:
    """Return the areas that apply in both of two results of one edition, each with what it became."""
    before = {area.code: area for area in first.areas if area.applies}
    return [(before[area.code], area) for area in last.areas if area.applies and area.code in before]


def _reference(content: ResultContent, spoken: Spoken) -> Iterator[Tile]:
    """Yield the total against that of a reference that was asked for by name."""
    reference, score = content.reference, content.scorecard.total
    points = reference.of(TOTAL) if reference is not None else None
    # The mean of the published results stands beside the results themselves.
    is_of_published = content.standing is not None and reference is not None and _is_mean(reference, spoken)
    if reference is None or points is None or not score.applies or is_of_published:
        return
    own, other = figure_of(score), reference.printed_of(TOTAL)
    # A reference is in points of the whole maximum; of a part of it, the share is what can be compared.
    whole = spoken.whole_maximum(score, content.scorecard)
    is_whole = score.max in {whole, 0}
    times = Fraction(1) if is_whole else whole / score.max
    bounds = Interval(score.low * times - points.high, score.high * times - points.low)
    mark = Mark.RISE if bounds.low > 0 else Mark.FALL if bounds.high < 0 else Mark.ALIKE
    if own is not None and other is not None and is_whole:
        bounds = Interval(own - other, own - other)
    change = Change(mark=mark, rule=Rule.FIGURES, points=bounds)
    label = spoken.wording.say(
        "Against {reference}",
        reference=shortened(describe_reference(reference, spoken.wording), _LONGEST),
    )
    note = "" if is_whole else spoken.wording.say("by the share of what applies")
    yield Tile(label=label, mark=mark, figure=_points(change, spoken), note=note)


def _is_mean(reference: Reference, spoken: Spoken) -> bool:
    """Tell whether a reference is the mean of the published results, and none that was asked for by name."""
    return reference.label == spoken.wording.say("mean of the published results")


def _published(content: ResultContent, spoken: Spoken) -> Iterator[Tile]:
    """Yield where the total stands among the published ones; below five of them nothing is said."""
    standing = content.standing
    if standing is None or not content.scorecard.total.applies:
        return
    from kompass_spec.model import Support
    from kompass_spec.wording.cohorts import describe_place

    try:
        total = standing.cohort[TOTAL]
    except KeyError:
        return
    if total.support is not Support.SOME or total.rank is None:
        return
    say = spoken.wording.say
    ranked = _ranked(content, standing, spoken)
    label = say(
        "Among {number} published, {years}",
        number=spoken.numeral(total.rank.of),
        years=_years(standing, content.scorecard),
    )
    note = say("no random sample of all")
    if ranked is None or len(ranked) > _RANKED or total.rank.best != total.rank.worst:
        place = describe_place(total.rank, spoken.wording)
        yield Tile(label=label, figure=say("number {place}", place=place), note=note)
        return
    yield Tile(label=label, ranked=ranked, note=note)


def _ranked(
    content: ResultContent, standing: "Standing", spoken: Spoken
) -> tuple[tuple[str, bool], ...] | None:
    """Return the published totals and this one, the highest first, ``None`` where one is no figure."""
    cards = [(card, False) for card in standing.cohort.members] + [(content.scorecard, True)]
    figures = []
    for card, is_current in cards:
        figure = figure_of(card.total)
        if figure is None and card.total.width < card.total.max:
            return None
        if figure is not None:
            figures.append((figure, is_current))
    ordered = sorted(figures, key=lambda one: (-one[0], not one[1]))
    return tuple((spoken.points(figure), is_current) for figure, is_current in ordered)


def _years(standing: "Standing", card: Scorecard) -> str:
    years = sorted(
        year for one in (*standing.cohort.members, card) if (year := one.assessment.year) is not None
    )
    return "–".join(str(year) for year in dict.fromkeys((years[0], years[-1]))) if years else "–"
