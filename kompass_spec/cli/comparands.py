"""What changed between the two that ``kompass diff`` is asked about."""

from kompass_spec.cli.output import warn
from kompass_spec.documents.mappings import MappingFile
from kompass_spec.model import Edition, EditionMapping
from kompass_spec.model.difference import Difference
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.registry.mappings import cautions_between, find_mapping
from kompass_spec.registry.registry import Registry
from kompass_spec.releases.differences import diff_editions
from kompass_spec.releases.mapping_differences import diff_mapping_files

__all__ = ["Comparand", "compared"]

Comparand = Edition | MappingFile


def compared(
    first: Comparand, second: Comparand, registry: Registry
) -> tuple[Difference, EditionMapping | None]:
    """Return what changed, and by which mapping two editions are told apart, ``None`` where there is none.

    Raise ``UsageError`` where the two cannot be told apart.

    Write to standard error what has to be said of them, and why there is no mapping between two editions.
    """
    if isinstance(first, MappingFile) and isinstance(second, MappingFile):
        warn(registry.cautions([first.id]))
        return _between_mappings(first, second), None
    if isinstance(first, MappingFile) or isinstance(second, MappingFile):
        sentence = "An edition and a mapping cannot be told apart. Name two of the same kind."
        raise UsageError([Problem("wrong-usage", sentence)])
    return _between_editions(first, second, registry)


def _between_mappings(first: MappingFile, second: MappingFile) -> Difference:
    if first.id != second.id:
        sentence = (
            f"{first.id} and {second.id} are mappings between other editions, so their links cannot be told"
            " apart. Name two releases of one mapping."
        )
        raise UsageError([Problem("wrong-usage", sentence)])
    return diff_mapping_files(first, second)


def _between_editions(
    first: Edition, second: Edition, registry: Registry
) -> tuple[Difference, EditionMapping | None]:
    said = [
        problem
        for edition in (first, second)
        for problem in registry.with_edition(edition).cautions([edition.id])
    ]
    mapping = None
    if first.id != second.id:
        both = registry.with_edition(first).with_edition(second)
        said += cautions_between([(first.id, second.id)], both)
        try:
            mapping = find_mapping(first.id, second.id, both)
        except InputError as error:
            said += error.problems
    warn(dict.fromkeys(said))
    return diff_editions(first, second, mapping), mapping
