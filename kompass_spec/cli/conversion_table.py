"""Put conversions into tables for the terminal, and say which mappings did nothing."""

from collections.abc import Iterable, Iterator, Sequence

from kompass_spec.cli.output import printable, table
from kompass_spec.model import Conversion, Converted, Interval
from kompass_spec.model.problems import Problem
from kompass_spec.registry.chosen import chosen_mapping
from kompass_spec.registry.mappings import caveats, mappings_between
from kompass_spec.registry.registry import Registry
from kompass_spec.wording.wording import wording_for

__all__ = ["conversion_table", "unused_mappings"]

_SHOWN_LINKS = 3


def unused_mappings(
    files: Iterable[str], conversions: Iterable[Conversion], registry: Registry
) -> Iterator[Problem]:
    """Say which of the mappings that were named no result was converted by."""
    ways = {(conversion.mapping.source.id, conversion.mapping.target.id) for conversion in conversions}
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


def conversion_table(conversion: Conversion, registry: Registry) -> str:
    """Return what a result means on the other edition, and the links that cost the most certainty."""
    assessment, mapping = conversion.scorecard.assessment, conversion.mapping
    year = f" {assessment.year}" if assessment.year is not None else ""
    name = printable(assessment.organisation.name)
    head = f"{name}{year}, {mapping.source.id} as it reads on {mapping.target.id}"
    rows = [_row(item) for item in (*conversion.areas, conversion.total)]
    lines = [head, table(("area", "proved", "basis", "assumed", "adjusted", "max"), rows, right=(1, 3, 4, 5))]
    lines += _by_steps(conversion)
    lines += _without(conversion)
    lines += _adjusted(conversion.total)
    if any(item.assumed is not None for item in conversion.total.walk()):
        lines.append("assumed: holds only if items that are judged comparable are; nothing of it is proved.")
    lines += [f"said {caveat}" for caveat in caveats(mapping.source.id, mapping.target.id, registry)]
    lines += [
        f"costs {wording_for('en').number(weak.cost)} points of certainty: "
        f"{', '.join(weak.link.source)} {weak.link.relation.value} {', '.join(weak.link.target)}"
        for weak in conversion.weakest_links[:_SHOWN_LINKS]
    ]
    return "\n".join(lines)


def _by_steps(conversion: Conversion) -> Iterator[str]:
    """Say which ends the mappings prove one after the other, where all of them as one prove less."""
    items = (*conversion.areas, conversion.total)
    ends = {
        "lower": [item.code for item in items if item.low_by_steps],
        "upper": [item.code for item in items if item.high_by_steps],
    }
    said = [f"the {end} end of {', '.join(codes)}" for end, codes in ends.items() if codes]
    if said:
        steps = ", then ".join(conversion.steps)
        yield f"by {steps}: {' and '.join(said)}. All else is by {conversion.mapping.id}, all as one."


def _without(conversion: Conversion) -> Iterator[str]:
    """Say what did not apply on the result's own edition, and that it could have any points here."""
    codes = [printed.item for printed in conversion.scorecard.assessment.not_applicable]
    if codes:
        yield (
            f"{', '.join(codes)} of {conversion.mapping.source.id}: did not apply, so what corresponds to it"
            " can have any points."
        )


def _adjusted(total: Converted) -> Sequence[str]:
    """Return what a publisher's rule of thumb says, and what it makes of the printed total."""
    adjusted = total.adjusted
    if adjusted is None:
        return ()
    sentences = [f"adjusted: {adjusted.statement.text.in_any_language('en').words}"]
    if adjusted.printed is not None:
        total_of = "the sum of the printed figures" if adjusted.printed_sum else "the printed total"
        sentences.append(f"The same rule on {total_of} gives {_interval(adjusted.printed)}.")
    return sentences


def _interval(interval: Interval | None) -> str:
    return "–" if interval is None else wording_for("en").interval(interval)


def _row(item: Converted) -> tuple[str, ...]:
    if not item.applies:
        return (item.code, "does not apply", "–", "–", "–", "–")
    return (
        item.code,
        _interval(item.interval),
        item.basis.value,
        _interval(item.assumed.interval if item.assumed is not None else None),
        _interval(item.adjusted.interval if item.adjusted is not None else None),
        wording_for("en").number(item.max),
    )
