"""``kompass compare``: lay results side by side, and say what may be concluded of every change."""

from argparse import Namespace
from collections.abc import Mapping
from itertools import chain

from kompass_spec.cli.files import collect, left_out, refuse_overwriting
from kompass_spec.cli.output import complain, error_data, printable, table, warn, write_json
from kompass_spec.documents.comparisons import comparison_data
from kompass_spec.documents.disk import DEFAULT_LIMIT, expand_paths, write_bytes
from kompass_spec.documents.plain import json_bytes
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Edition, Interval, Scorecard
from kompass_spec.model.comparison import Cell, Comparison, Likely, Movement, Printed, Row, Verdict
from kompass_spec.model.organisation import same_organisation
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.chosen import chosen_edition, chosen_mappings
from kompass_spec.registry.mappings import caveats
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.results.assessments import importer_endings
from kompass_spec.results.comparisons import compare_scorecards
from kompass_spec.results.scorecards import score_path
from kompass_spec.wording.editions import editions_data, editions_of, limits_of
from kompass_spec.wording.wording import wording_for

__all__ = ["execute"]

_OF_ONE = {verdict: verdict.value for verdict in Verdict}
# One organisation does not rise to become another.
_OF_TWO = {**_OF_ONE, Verdict.ROSE: "higher", Verdict.FELL: "lower"}


def execute(options: Namespace) -> int:
    """Compare everything in the files; write JSON where it is asked for, else tables."""
    plugins = load_plugins("importers", "scorers", "converters", "frameworks")
    unused = left_out(plugins, options)
    registry = _registry(options, plugins)
    files, problems = expand_paths(options.files, (*importer_endings(plugins), ".json"))
    refuse_overwriting(options.output, files)
    results, failed = collect(
        files,
        lambda file: score_path(
            file,
            registry=registry,
            plugins=plugins,
            edition=options.edition,
            importer=options.importer,
            limit=options.max_size or DEFAULT_LIMIT,
        ),
    )
    problems += [*failed, *chain.from_iterable(found.problems for _, found in results)]
    cards = list(chain.from_iterable(found.scorecards for _, found in results))
    warnings = [*unused, *chain.from_iterable(found.warnings for _, found in results)]
    data: dict[str, object] = {}
    found = None
    if cards:
        found = compare_scorecards(
            cards, edition=options.to, questions=options.questions, registry=registry, plugins=plugins
        )
        data = {
            **comparison_data(found),
            "warnings": [unstructure(warning) for warning in warnings],
            "editions": editions_data(_editions(found, registry)),
        }
        if options.output is not None:
            write_bytes(options.output, json_bytes(data))
    if options.json:
        write_json({**data, **error_data(problems)} if problems else data)
        return 1 if problems else 0
    warn(warnings)
    if found is not None and options.output is not None:
        print(f"Written to {options.output}.")
    elif found is not None:
        print("\n\n".join([_shown(found, registry), *_limits(found, registry, questions=options.questions)]))
    complain(problems)
    return 1 if problems else 0


def _registry(options: Namespace, plugins: Plugins) -> Registry:
    """Return the registry in which the drafts that are named stand for their ids, and put those ids in their place."""
    registry = load_registry(plugins)
    for name in ("to", "edition"):
        if getattr(options, name) is not None:
            registry, identifier = chosen_edition(getattr(options, name), registry)
            setattr(options, name, identifier)
    return chosen_mappings(options.mapping, registry)


def _editions(found: Comparison, registry: Registry) -> tuple[Edition, ...]:
    """Return the editions of all columns, and the one that was asked for."""
    editions = editions_of((card.assessment for card in found.columns), registry)
    if found.edition is not None:
        editions = (*editions, registry[found.edition])
    return tuple({(edition.id, edition.release): edition for edition in editions}.values())


def _limits(found: Comparison, registry: Registry, *, questions: bool) -> list[str]:
    """Say what cannot be compared because an edition is not known whole."""
    said = ["\n".join(limits)] if (limits := limits_of(_editions(found, registry))) else []
    if questions and not any("." in row.item for row in found.rows):
        said.append(
            "No question of the edition that the rows follow is known, so there is no row for a question."
        )
    return said


def _shown(found: Comparison, registry: Registry) -> str:
    heads = [_head(card) for card in found.columns]
    rows = [(row.item, *(_cell(cell) for cell in row.cells)) for row in found.rows]
    on = f"on {found.edition}" if found.edition is not None else "each on its own edition"
    blocks = [
        f"Points, {on}: printed, and the exact interval\n"
        + table(("item", *heads), rows, right=tuple(range(1, len(heads) + 1)))
    ]
    blocks += [_changes(found, place, heads, registry) for place in range(len(heads) - 1)]
    return "\n\n".join(blocks)


def _head(card: Scorecard) -> str:
    assessment = card.assessment
    year = str(assessment.year) if assessment.year is not None else "no year"
    inferred = " (inferred)" if assessment.year_inferred else ""
    return printable(f"{assessment.organisation.name} {year}{inferred}, {assessment.edition}")


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "–"
    wording = wording_for("en")
    printed = "–" if cell.printed is None else wording.number(cell.printed)
    return f"{printed} [{wording.interval(cell.interval)}]"


def _changes(found: Comparison, place: int, heads: list[str], registry: Registry) -> str:
    movements = [(row, row.changes[place]) for row in found.rows]
    sides = [card.assessment for card in found.columns[place : place + 2]]
    said_of = _OF_ONE if same_organisation(*(side.organisation for side in sides)) else _OF_TWO
    rows = [_change(row, change, said_of) for row, change in movements]
    titles = ("item", "printed", "proved", "verdict", "assumed", "verdict", "adjusted", "verdict")
    kept = [
        column
        for column in range(len(titles))
        if column <= 3 or any(row[column - (column % 2)] != "–" for row in rows)  # noqa: PLR2004 - item, printed, proved and its verdict always stand
    ]
    lines = [
        f"From {heads[place]} to {heads[place + 1]}, on {movements[0][1].on}",
        table(
            tuple(titles[column] for column in kept),
            [tuple(row[column] for column in kept) for row in rows],
            right=(1, 2),
        ),
    ]
    said = dict.fromkeys(change.reason for _, change in movements if change.verdict is Verdict.NOT_COMPARABLE)
    for kind in ("assumed", "adjusted"):
        likely = [getattr(change, kind) for _, change in movements if getattr(change, kind) is not None]
        said |= dict.fromkeys(f"{kind}: {one.reason}" for one in likely)
    total = movements[-1][1]
    if total.printed is not None and total.interval is not None:
        said[f"In print, the total is {_against(total.printed)}."] = None
    if total.adjusted is not None and total.adjusted.printed is not None:
        said[f"In print, by the publisher's rule: {_against(total.adjusted.printed)}."] = None
    earlier, later = (side.edition for side in sides)
    if earlier != later and earlier in registry and later in registry:
        said |= dict.fromkeys(f"said {one}" for one in caveats(earlier, later, registry))
    return "\n".join([*lines, *said])


def _against(printed: Printed) -> str:
    wording = wording_for("en")
    earlier, later = wording.interval(printed.earlier), wording.interval(printed.later)
    sums = [" (added up)" if one else "" for one in (printed.earlier_is_sum, printed.later_is_sum)]
    return f"{later}{sums[1]} against {earlier}{sums[0]}"


def _change(row: Row, change: Movement, said_of: Mapping[Verdict, str]) -> tuple[str, ...]:
    return (
        row.item,
        _printed(change.printed),
        _signed(change.interval) if change.verdict is not Verdict.NOT_COMPARABLE else "–",
        said_of[change.verdict],
        *_likely(change.assumed, said_of),
        *_likely(change.adjusted, said_of),
    )


def _printed(printed: Printed | None) -> str:
    if printed is None:
        return "–"
    wording = wording_for("en")
    return f"{wording.interval(printed.earlier)} → {wording.interval(printed.later)}"


def _likely(likely: Likely | None, said_of: Mapping[Verdict, str]) -> tuple[str, str]:
    return ("–", "–") if likely is None else (_signed(likely.interval), said_of[likely.verdict])


def _signed(interval: Interval | None) -> str:
    """Write a change with its sign at both ends, because minus signs and dashes between numbers look alike."""
    if interval is None:
        return "–"
    wording = wording_for("en")
    ends = dict.fromkeys(
        ("+" if end > 0 else "") + wording.number(end) for end in (interval.low, interval.high)
    )
    return " to ".join(ends)
