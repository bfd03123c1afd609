"""``kompass convert``: say what results mean on another edition, and how surely."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from itertools import chain

from kompass_spec.cli.files import collect, left_out, refuse_overwriting
from kompass_spec.cli.output import complain, error_data, printable, table, warn, write_json
from kompass_spec.documents.conversions import conversions_data
from kompass_spec.documents.disk import DEFAULT_LIMIT, expand_paths, write_bytes
from kompass_spec.documents.plain import json_bytes
from kompass_spec.model import Conversion, Converted, Edition, Interval
from kompass_spec.model.conversion import Conversions
from kompass_spec.model.problems import Problem
from kompass_spec.plugins.host import load_plugins
from kompass_spec.registry.chosen import chosen_edition, chosen_mapping, chosen_mappings
from kompass_spec.registry.mappings import caveats, mappings_between
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.results.assessments import importer_endings
from kompass_spec.results.conversions import convert_path
from kompass_spec.wording.editions import editions_data, limits_of
from kompass_spec.wording.wording import wording_for

__all__ = ["execute"]

_SHOWN = 3


def execute(options: Namespace) -> int:
    """Convert every file; write JSON where it is asked for, else a table of what is proved, assumed and adjusted."""
    plugins = load_plugins("importers", "scorers", "converters", "frameworks")
    unused = left_out(plugins, options)
    registry = load_registry(plugins)
    registry, options.to = chosen_edition(options.to, registry)
    if options.edition is not None:
        registry, options.edition = chosen_edition(options.edition, registry)
    registry = chosen_mappings(options.mapping, registry)
    files, problems = expand_paths(options.files, (*importer_endings(plugins), ".json"))
    refuse_overwriting(options.output, files)
    results, failed = collect(
        files,
        lambda file: convert_path(
            file,
            options.to,
            registry=registry,
            plugins=plugins,
            of_edition=options.edition,
            importer=options.importer,
            limit=options.max_size or DEFAULT_LIMIT,
        ),
    )
    problems += failed
    conversions = tuple(chain.from_iterable(one.conversions for _, one in results))
    found = Conversions(
        conversions=conversions,
        warnings=(
            *unused,
            *chain.from_iterable(one.warnings for _, one in results),
            *_unused(options.mapping, conversions, registry),
        ),
    )
    editions = _editions(found)
    data = {**conversions_data(found), "editions": editions_data(editions)}
    if options.output is not None and found.conversions:
        write_bytes(options.output, json_bytes(data))
    if options.json:
        write_json({**data, **error_data(problems)} if problems else data)
        return 1 if problems else 0
    warn(found.warnings)
    if found.conversions:
        print("\n\n".join(_summary(conversion, registry) for conversion in found.conversions))
    if limits := limits_of(editions):
        print("", *limits, sep="\n")
    if options.output is not None and found.conversions:
        print(f"\nWritten to {options.output}.")
    complain(problems)
    return 1 if problems else 0


def _unused(files: Iterable[str], conversions: Iterable[Conversion], registry: Registry) -> Iterator[Problem]:
    """Say which of the mappings that were named no result was converted by."""
    ways = {(one.mapping.source.id, one.mapping.target.id) for one in conversions}
    used = {
        frozenset((step.source.id, step.target.id))
        for source, target in ways
        for step in mappings_between(source, target, registry)
    }
    for file in files if ways else ():
        mapping = chosen_mapping(file, registry)
        ends = (mapping.source.id, mapping.target.id)
        if frozenset(ends) not in used:
            sentence = (
                f"This mapping leads from {ends[0]} to {ends[1]}, and no result was converted that way, so it"
                " changed nothing. Name a mapping between the editions of the results and of --to."
            )
            yield Problem("unused-mapping", sentence, file)


def _editions(found: Conversions) -> tuple[Edition, ...]:
    """Return the editions on both sides, each once."""
    ends = [end for one in found.conversions for end in (one.mapping.source, one.mapping.target)]
    return tuple({(end.id, end.release): end for end in ends}.values())


def _summary(conversion: Conversion, registry: Registry) -> str:
    assessment, mapping = conversion.scorecard.assessment, conversion.mapping
    year = f" {assessment.year}" if assessment.year is not None else ""
    name = printable(assessment.organisation.name)
    head = f"{name}{year}, {mapping.source.id} as it reads on {mapping.target.id}"
    rows = [_row(one) for one in (*conversion.areas, conversion.total)]
    lines = [head, table(("area", "proved", "basis", "assumed", "adjusted", "max"), rows, right=(1, 3, 4, 5))]
    adjusted = conversion.total.adjusted
    if adjusted is not None:
        words = adjusted.statement.text.in_any_language("en").words
        lines.append(f"adjusted: {words}")
        if adjusted.printed is not None:
            what = "the sum of the printed figures" if adjusted.printed_sum else "the printed total"
            lines.append(f"The same rule on {what} gives {_said(adjusted.printed)}.")
    if any(one.assumed is not None for one in conversion.total.walk()):
        lines.append("assumed: holds only if items that are judged comparable are; nothing of it is proved.")
    lines += [f"said {one}" for one in caveats(mapping.source.id, mapping.target.id, registry)]
    lines += [
        f"costs {wording_for('en').number(weak.cost)} points of certainty: "
        f"{', '.join(weak.link.source)} {weak.link.relation.value} {', '.join(weak.link.target)}"
        for weak in conversion.weakest_links[:_SHOWN]
    ]
    return "\n".join(lines)


def _said(interval: Interval | None) -> str:
    return "–" if interval is None else wording_for("en").interval(interval)


def _row(one: Converted) -> tuple[str, ...]:
    return (
        one.code,
        _said(one.interval),
        one.basis.value,
        _said(one.assumed.interval if one.assumed is not None else None),
        _said(one.adjusted.interval if one.adjusted is not None else None),
        wording_for("en").number(one.max),
    )
