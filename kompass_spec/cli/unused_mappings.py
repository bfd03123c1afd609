"""Say which mappings that were named changed nothing."""

from collections.abc import Iterable, Iterator

from kompass_spec.model import Conversion
from kompass_spec.model.problems import Problem
from kompass_spec.registry.chosen import chosen_mapping
from kompass_spec.registry.mappings import mappings_between
from kompass_spec.registry.registry import Registry

__all__ = ["unused_mappings"]


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
