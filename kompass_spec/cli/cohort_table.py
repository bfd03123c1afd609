"""Put cohorts into words and tables for the terminal."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from kompass_spec.cli.output import table
from kompass_spec.cli.ranking_table import ranking_lines
from kompass_spec.model import (
    TOTAL,
    Caveat,
    CaveatKind,
    CitedMean,
    CitedResult,
    Cohort,
    CohortItem,
    Edition,
    Interval,
    PublishedFigure,
    Rank,
    Ranking,
    Source,
    Standing,
    Support,
    Text,
)
from kompass_spec.registry.registry import Registry
from kompass_spec.results.cohorts import named
from kompass_spec.wording.wording import wording_for

__all__ = ["cohort_words"]

_NOT_DRAWN = (
    "Those who publish their results are not drawn at random: what is said of them here is not said of all."
)


def cohort_words(
    standings: Sequence[Standing],
    means: Sequence[CitedMean],
    notes: Iterable[Text],
    registry: Registry,
    rankings: Sequence[Ranking] = (),
) -> Iterator[str]:
    """Yield cohorts, the published means beside them, and what no cohort can say, in blocks of lines.

    ``rankings`` are of the cohorts, in their order.
    """
    for standing, ranking in zip_longest(standings, rankings):
        yield _shown(standing, registry)
        if ranking is not None:
            yield "\n".join(ranking_lines(ranking, standing.cohort))
        if standing.members:
            yield "\n".join(["The results and their sources:", *map(_result, standing.members)])
    if means:
        yield "\n".join(["Means that were published:", *map(_mean, means)])
    yield "\n".join([_NOT_DRAWN, *(note.in_any_language("en").words for note in notes)])


def _shown(standing: Standing, registry: Registry) -> str:
    cohort = standing.cohort
    edition = registry.find(cohort.edition)
    who = ", ".join(map(_name, standing.members)) or "none"
    asked = f": {named(cohort.asked)} among others" if cohort.asked is not None else ""
    lines = [f"{cohort.edition}{asked}", f"results: {who}"]
    if cohort.by_share:
        lines.append(f"by share of what applies: {', '.join(sorted(map(named, cohort.by_share)))}")
    if any(item.count for item in cohort.items):
        lines += _figures(cohort, edition)
    return "\n".join([*lines, *_support(cohort), *_conversion(standing)])


def _figures(cohort: Cohort, edition: Edition) -> Iterator[str]:
    """Yield a table of the items that there are results for, and the codes of the others."""
    names = {area.code: area.title.in_language("en", edition.language).words for area in edition.areas}
    is_ranked = any(item.rank is not None for item in cohort.items)
    beside = ["this result", "rank"] if is_ranked else []
    head = ("item", "n", "mean", "median", "least", "quartiles", "greatest", *beside, "")
    rows = [_row(item, names.get(item.code, ""), is_ranked=is_ranked) for item in cohort.items if item.count]
    yield table(head, rows, right=(1, 2, 3, 4, 6))
    missing = [item.code for item in cohort.items if not item.count]
    if missing:
        yield f"Nobody published: {', '.join(missing)}."


def _row(item: CohortItem, name: str, *, is_ranked: bool) -> tuple[str, ...]:
    quartiles = "–"
    if item.lower_quartile is not None and item.upper_quartile is not None:
        quartiles = f"{_interval(item.lower_quartile)} to {_interval(item.upper_quartile)}"
    asked = _interval(item.asked) + (" assumed" if item.asked_assumed else "")
    asked += " inferred" if item.asked_inferred else ""
    return (
        item.code,
        _count(item),
        _interval(item.mean),
        _interval(item.median),
        _interval(item.least),
        quartiles,
        _interval(item.greatest),
        *([asked, _rank(item.rank)] if is_ranked else []),
        name,
    )


def _count(item: CohortItem) -> str:
    kinds = (("assumed", item.assumed), ("inferred", item.inferred))
    named = ", ".join(f"{number} {kind}" for kind, number in kinds if number)
    return f"{item.count} ({named})" if named else f"{item.count}"


def _rank(rank: Rank | None) -> str:
    if rank is None:
        return "–"
    ends = dict.fromkeys((rank.best, rank.worst))
    return f"{'–'.join(map(str, ends))} of {rank.of}"


def _support(cohort: Cohort) -> Iterator[str]:
    """Say in words what so many results can support, once for all items that are alike."""
    sentences = {
        Support.NONE: "One result is no cohort: nothing is said of others for {items}.",
        Support.FEW: "Few results for {items}: they can be laid side by side, but say little of others.",
    }
    for support, sentence in sentences.items():
        items = [item.code for item in cohort.items if item.count and item.support is support]
        if items:
            yield sentence.format(items=", ".join(items))


def _conversion(standing: Standing) -> Iterator[str]:
    """Yield what stands behind results of other editions, and what publishers said of comparing these."""
    if any(item.assumed or item.asked_assumed for item in standing.cohort.items):
        yield "assumed: holds only if items that are judged comparable are; nothing of it is proved."
    if any(item.inferred or item.asked_inferred for item in standing.cohort.items):
        yield "inferred: no figure of the item is printed; it follows from the total and all other areas."
    for statement in standing.statements:
        words = statement.text.in_any_language("en").words
        yield f"said of {statement.edition} and {statement.other}: {words}"
    if any(statement.low is not None for statement in standing.statements):
        yield (
            "No points are added to any result here: what was said is said of comparing, and proves nothing."
        )


def _result(member: CitedResult) -> str:
    lines = [f"- {named(member.scorecard)} ({_sources(member.sources)})"]
    return "\n".join([*lines, *_caveats(member.result.caveats)])


def _mean(cited: CitedMean) -> str:
    mean = cited.mean
    figures = ", ".join(_figure(figure, is_approximate=mean.approximate) for figure in mean.figures)
    scope = mean.scope.in_any_language("en").words
    lines = [f"- {scope}; {mean.edition or 'edition not stated'}: {figures} ({_sources(cited.sources)})"]
    return "\n".join([*lines, *_caveats(mean.caveats)])


def _sources(sources: Iterable[Source]) -> str:
    return "; ".join(
        ", ".join(part for part in (source.title, source.publisher, source.date) if part)
        for source in sources
    )


def _caveats(caveats: Iterable[Caveat]) -> Iterator[str]:
    return (f"  {caveat.kind.value}: {caveat.text.in_any_language('en').words}" for caveat in caveats)


def _figure(figure: PublishedFigure, *, is_approximate: bool) -> str:
    what = TOTAL if figure.item == TOTAL else f"area {figure.item}"
    about = "about " if is_approximate else ""
    return f"{what} {about}{wording_for('en').number(figure.points)}"


def _name(member: CitedResult) -> str:
    kinds = {caveat.kind for caveat in member.result.caveats}
    listed = ", ".join(kind.value for kind in CaveatKind if kind in kinds)
    return named(member.scorecard) + (f" [{listed}]" if listed else "")


def _interval(interval: Interval | None) -> str:
    return "–" if interval is None else wording_for("en").interval(interval)
