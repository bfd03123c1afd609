"""``kompass cohort``: what published results say together, with the number behind every figure."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from kompass_spec.cli.printing import table
from kompass_spec.cli.running import complain, error_data, warn, write_json
from kompass_spec.cli.several import collect, expanded, refuse_overwriting, warn_of_failures
from kompass_spec.codec.documents import json_bytes
from kompass_spec.cohorting import Choice, Gathered, cohorts_data, gather, standing_of
from kompass_spec.cohorts import named
from kompass_spec.converting import caveats, pinned_edition
from kompass_spec.importing import importer_endings
from kompass_spec.model import (
    TOTAL,
    CaveatKind,
    CitedMean,
    CitedResult,
    Cohort,
    CohortItem,
    Interval,
    PublishedFigure,
    Rank,
    Scorecard,
    Standing,
    Support,
)
from kompass_spec.plugins import Plugins, load_plugins
from kompass_spec.problems import Problem, UsageError
from kompass_spec.reading import DEFAULT_LIMIT
from kompass_spec.registry import Registry, chosen_edition, load_registry
from kompass_spec.rendering import newest_first
from kompass_spec.scoring import score_path
from kompass_spec.wording import wording_for
from kompass_spec.writing import write_bytes

__all__ = ["execute"]

_NOT_DRAWN = (
    "Those who publish their results are not drawn at random: what is said of them here is not said of all."
)


def execute(options: Namespace) -> int:
    """Gather the published results and those in files, and write what every edition's say together."""
    plugins = load_plugins("converters", "datasets", "frameworks", "importers", "scorers")
    warn_of_failures(plugins, options)
    registry = load_registry(plugins)
    if options.edition is not None:
        registry, options.edition = chosen_edition(options.edition, registry)
    if options.to is not None:
        registry, options.to = chosen_edition(options.to, registry)
    files, problems = expanded(options.files, (*importer_endings(plugins), ".json"))
    refuse_overwriting(options.output, files)
    choice = Choice(
        dataset=options.dataset,
        edition=options.edition,
        country=options.country,
        since=options.since,
        until=options.until,
        derived=not options.without_derived,
    )
    gathered = gather(choice, registry=registry, plugins=plugins)
    standings, failed = _standings(options, files, gathered, registry, plugins)
    problems += failed
    means = _means(options, standings, gathered)
    editions = None if not _is_limited(options) else {one.cohort.edition for one in standings}
    warnings = dict.fromkeys(chain(gathered.warnings(editions), *(one.cohort.problems for one in standings)))
    data = {
        **cohorts_data(standings, means, gathered.notes),
        "warnings": error_data(warnings)["errors"],
    }
    if options.output is not None and standings:
        write_bytes(options.output, json_bytes(data))
    if options.json:
        write_json({**data, **error_data(problems)} if problems else data)
        return 1 if problems else 0
    warn(warnings)
    if blocks := [*(_shown(one, registry) for one in standings), *_beside(means, standings, gathered)]:
        print("\n\n".join(blocks))
    elif not problems:
        print("No published result fits. Install a dataset, or ask for less.")
    if options.output is not None and standings:
        print(f"\nWritten to {options.output}.")
    complain(problems)
    return 1 if problems else 0


def _is_limited(options: Namespace) -> bool:
    """Tell whether results on other editions than those that are shown say nothing here."""
    return options.to is None and (options.edition is not None or bool(options.files))


def _standings(
    options: Namespace, files: list[Path], gathered: Gathered, registry: Registry, plugins: Plugins
) -> tuple[list[Standing], list[Problem]]:
    """Return the newest result in every file among the others; without a file, a cohort for every edition."""

    def standing(edition: str, asked: Scorecard | None = None) -> Standing:
        return standing_of(
            gathered,
            registry.find(options.to or edition),
            asked=asked,
            convert=options.to is not None,
            every=options.every,
            registry=registry,
            plugins=plugins,
        )

    def work(file: Path) -> Standing:
        scored = score_path(file, registry=registry, plugins=plugins, limit=options.max_size or DEFAULT_LIMIT)
        card = _newest(file, scored.scorecards, options.edition)
        return standing(pinned_edition(card.assessment, registry), card)

    if options.files:
        results, failed = collect(files, work)
        return [found for _, found in results], failed
    editions = [options.to] if options.to is not None else gathered.editions
    found = [standing(edition) for edition in editions]
    return [one for one in found if one.members], []


def _newest(file: Path, cards: Sequence[Scorecard], edition: str | None) -> Scorecard:
    fitting = [card for card in cards if edition in {None, card.assessment.edition}]
    if not fitting:
        known = ", ".join(sorted({card.assessment.edition for card in cards}))
        sentence = f"There is no result on {edition} in it, only on {known}. Leave --edition out, or convert with --to {edition}."
        raise UsageError([Problem("other-edition", sentence, str(file))])
    return newest_first(fitting)[0]


def _means(options: Namespace, standings: Sequence[Standing], gathered: Gathered) -> tuple[CitedMean, ...]:
    """Return the published means to show: those on the editions shown, all of them where nothing is asked about."""
    if not standings:
        return ()
    if options.edition is None and options.to is None and not options.files:
        return gathered.means
    return tuple(dict.fromkeys(mean for standing in standings for mean in standing.means))


def _beside(means: Sequence[CitedMean], standings: Sequence[Standing], gathered: Gathered) -> Iterator[str]:
    if means:
        yield "\n".join(["Means that were published:", *map(_mean, means)])
    if standings:
        yield "\n".join([_NOT_DRAWN, *(note.in_any_language("en").words for note in gathered.notes)])


def _shown(standing: Standing, registry: Registry) -> str:
    cohort = standing.cohort
    edition = registry.find(cohort.edition)
    who = ", ".join(map(_name, standing.members)) or "none"
    asked = f": {named(cohort.asked)} among others" if cohort.asked is not None else ""
    lines = [f"{cohort.edition}{asked}", f"results: {who}"]
    names = {area.code: area.title.in_language("en", edition.language).words for area in edition.areas}
    is_ranked = any(item.rank is not None for item in cohort.items)
    beside = ["this result", "rank"] if is_ranked else []
    head = ("item", "n", "mean", "median", "least", "quartiles", "greatest", *beside, "")
    rows = [_row(item, names.get(item.code, ""), is_ranked=is_ranked) for item in cohort.items if item.count]
    if rows:
        lines.append(table(head, rows, right=(1, 2, 3, 4, 6)))
    missing = [item.code for item in cohort.items if not item.count]
    if missing and rows:
        lines.append(f"Nobody published: {', '.join(missing)}.")
    return "\n".join([*lines, *_support(cohort), *_conversion(cohort, registry)])


def _row(item: CohortItem, name: str, *, is_ranked: bool) -> tuple[str, ...]:
    quartiles = "–"
    if item.lower_quartile is not None and item.upper_quartile is not None:
        quartiles = f"{_said(item.lower_quartile)} to {_said(item.upper_quartile)}"
    asked = _said(item.asked) + (" assumed" if item.asked_assumed else "")
    return (
        item.code,
        f"{item.count}" if not item.assumed else f"{item.count} ({item.assumed} assumed)",
        _said(item.mean),
        _said(item.median),
        _said(item.least),
        quartiles,
        _said(item.greatest),
        *([asked, _place(item.rank)] if is_ranked else []),
        name,
    )


def _place(rank: Rank | None) -> str:
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


def _conversion(cohort: Cohort, registry: Registry) -> Iterator[str]:
    """Say what stands behind results of other editions, and what publishers have said about comparing these."""
    if any(item.assumed or item.asked_assumed for item in cohort.items):
        yield "assumed: holds only if items that are judged comparable are; nothing of it is proved."
    cards = (*cohort.members, *([cohort.asked] if cohort.asked is not None else []))
    others = sorted({card.assessment.edition for card in cards} - {cohort.edition})
    said = (one for edition in others for one in caveats(edition, cohort.edition, registry))
    yield from (f"said {one}" for one in dict.fromkeys(said))


def _mean(cited: CitedMean) -> str:
    mean = cited.mean
    figures = ", ".join(_figure(figure, is_approximate=mean.approximate) for figure in mean.figures)
    sources = "; ".join(f"{source.title}, {source.publisher}" for source in cited.sources)
    lines = [
        f"- {mean.scope.in_any_language('en').words}; {mean.edition or 'edition not stated'}: {figures} ({sources})"
    ]
    lines += [f"  {caveat.kind.value}: {caveat.text.in_any_language('en').words}" for caveat in mean.caveats]
    return "\n".join(lines)


def _figure(figure: PublishedFigure, *, is_approximate: bool) -> str:
    what = TOTAL if figure.item == TOTAL else f"area {figure.item}"
    about = "about " if is_approximate else ""
    return f"{what} {about}{wording_for('en').number(figure.points)}"


def _name(member: CitedResult) -> str:
    kinds = {caveat.kind for caveat in member.result.caveats}
    said = ", ".join(kind.value for kind in CaveatKind if kind in kinds)
    return named(member.scorecard) + (f" [{said}]" if said else "")


def _said(interval: Interval | None) -> str:
    return "–" if interval is None else wording_for("en").interval(interval)
