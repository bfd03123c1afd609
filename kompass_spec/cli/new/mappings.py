"""Make the file of a mapping between two editions, with proposals for a person to decide on."""

from pathlib import Path

from kompass_spec.cli.new.mapping_proposals import proposed_mapping
from kompass_spec.cli.new.scaffold import Made, is_framework, place
from kompass_spec.documents.disk import exists, is_file
from kompass_spec.model.edition import Edition
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.registry.chosen import chosen_edition
from kompass_spec.registry.drafts_beside import with_drafts_in
from kompass_spec.registry.registry import Registry, load_registry

__all__ = ["new_mapping"]


def new_mapping(source: str, target: str, output: Path) -> Made:
    """Make the file of a mapping in the framework's folder ``output``; return what was made.

    Each edition is an id, also that of a draft in this framework, or a path to TOML. Raise ``UsageError``
    where there is no such edition or the mapping is somebody else's, ``InputError`` where the folder is no
    framework's, or the file is there already.
    """
    if not is_framework(output):
        sentence = (
            "This is no folder of a framework: it has no folder 'editions' and no ledger. Name one that has,"
            " with --output."
        )
        raise InputError([Problem("no-framework", sentence, str(output))])
    registry = with_drafts_in(output, load_registry())
    one, other = (_edition(argument, output, registry) for argument in (source, target))
    name = f"{one.id}-to-{other.id}"
    folder = output / "mappings" / name
    if exists(folder):
        sentence = "There is a mapping between these editions. Edit its file."
        raise InputError([Problem("output-exists", sentence, str(folder))])
    _refuse_known(one, other, registry)
    place({"mapping.toml": proposed_mapping(one, other)}, folder)
    file = folder / "mapping.toml"
    step = (
        f"Decide on every proposal in {file} and take it out of 'undecided', fill in what is empty, and look"
        f" at what is left with kompass check {file}"
    )
    return Made(folder=folder, files=("mapping.toml",), next_step=step)


def _edition(argument: str, output: Path, registry: Registry) -> Edition:
    """Return the edition that is meant; what is wrong with a draft of it in this framework is said."""
    draft = output / "editions" / argument / "edition.toml"
    is_broken = argument not in registry and is_file(draft)
    chosen, name = chosen_edition(str(draft) if is_broken else argument, registry)
    return chosen[name]


def _refuse_known(one: Edition, other: Edition, registry: Registry) -> None:
    """Raise ``UsageError`` where the two are one, or a mapping between them is brought already."""
    if one.id == other.id:
        sentence = f"A mapping joins two editions, and both of these are {one.id}. Name two."
        raise UsageError([Problem("wrong-usage", sentence)])
    for name in (f"{one.id}-to-{other.id}", f"{other.id}-to-{one.id}"):
        stored = registry.stored_mapping(name)
        if stored is not None:
            sentence = (
                f"The mapping {name} is brought by {stored.distribution} already, and of two between the same"
                " editions one would do. Correct that one, or use yours with --mapping."
            )
            raise UsageError([Problem("name-taken", sentence)])
