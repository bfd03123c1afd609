"""``kompass diff``: tell two editions, two mappings, or releases of them apart."""

from argparse import Namespace

from kompass_spec.cli.output import table, warn, write_json
from kompass_spec.documents.differences import difference_data
from kompass_spec.documents.mappings import MappingFile
from kompass_spec.model import Edition
from kompass_spec.model.difference import Difference
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.plugins.host import load_plugins
from kompass_spec.registry.chosen import chosen_mappings, comparand
from kompass_spec.registry.mappings import find_mapping
from kompass_spec.registry.registry import load_registry
from kompass_spec.releases.differences import diff_editions
from kompass_spec.releases.mapping_differences import diff_mapping_files
from kompass_spec.wording.editions import describe_known, editions_data, scored_by
from kompass_spec.wording.wording import wording_for

__all__ = ["execute"]

Compared = Edition | MappingFile


def execute(options: Namespace) -> int:
    """Show what changed from the first to the second, by the mapping between them where they are different editions."""
    plugins = load_plugins("frameworks")
    registry = load_registry(plugins)
    warn(Problem("plugin-failed", failure.message) for failure in plugins.failures)
    registry = chosen_mappings(options.mapping, registry)
    one, other = (comparand(argument, registry) for argument in (options.first, options.second))
    if isinstance(one, MappingFile) and isinstance(other, MappingFile):
        return _mappings(one, other, options)
    if isinstance(one, MappingFile) or isinstance(other, MappingFile):
        sentence = "An edition and a mapping cannot be told apart. Name two of the same kind."
        raise UsageError([Problem("wrong-usage", sentence)])
    warn(
        problem
        for edition in (one, other)
        for problem in registry.with_edition(edition).withdrawals([edition.id])
    )
    mapping = None
    if one.id != other.id:
        try:
            mapping = find_mapping(one.id, other.id, registry.with_edition(one).with_edition(other))
        except InputError as error:
            warn(error.problems)
    found = diff_editions(one, other, mapping)
    if options.json:
        write_json({**difference_data(found), "editions": editions_data((one, other))})
    elif options.markdown:
        print(_markdown(found, one, other))
    else:
        print(_text(found, one, other))
    return 0


def _mappings(one: MappingFile, other: MappingFile, options: Namespace) -> int:
    """Show what changed from one release of a mapping to another."""
    if one.id != other.id:
        sentence = (
            f"{one.id} and {other.id} are mappings between other editions, so their links cannot be told"
            " apart. Name two releases of one mapping."
        )
        raise UsageError([Problem("wrong-usage", sentence)])
    found = diff_mapping_files(one, other)
    if options.json:
        write_json({**difference_data(found), "editions": []})
    elif options.markdown:
        print(_markdown(found, one, other))
    else:
        print(_text(found, one, other))
    return 0


def _step(found: Difference, one: Compared, other: Compared) -> str:
    if one.id != other.id:
        return "These are different editions, so no version step is computed."
    if found.step is None:
        return "Nothing changed."
    return f"Together a {found.step.value} step."


def _unknown(one: Compared, other: Compared) -> list[str]:
    """Return why an item that seems to be added or removed may not be, where one of two editions is not known whole."""
    if one.id == other.id:
        return []
    editions = [edition for edition in (one, other) if isinstance(edition, Edition)]
    return [
        f"{edition.id}: {describe_known(edition, wording_for('en'))}; what it seems to lack may only be"
        " unknown."
        for edition in editions
        if scored_by(edition) != "question"
    ]


def _text(found: Difference, one: Compared, other: Compared) -> str:
    head = f"{one.id}@{one.release} to {other.id}@{other.release}"
    rows = [
        (change.kind, ", ".join(change.before), ", ".join(change.after), change.reason)
        for change in found.changes
    ]
    shown = [table(("change", "from", "to", "reason"), rows)] if rows else []
    return "\n".join([head, *shown, *_unknown(one, other), _step(found, one, other)])


def _markdown(found: Difference, one: Compared, other: Compared) -> str:
    lines = [f"## {one.id} {one.release} to {other.id} {other.release}", ""]
    if found.changes:
        lines += ["| change | from | to | reason |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {change.kind} | {', '.join(change.before)} | {', '.join(change.after)} |"
            f" {_escaped(change.reason)} |"
            for change in found.changes
        ]
        lines.append("")
    lines += [*(f"{_escaped(sentence)}\n" for sentence in _unknown(one, other)), _step(found, one, other)]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    text = " ".join(text.splitlines())
    for letter in "\\|*_<`[":
        text = text.replace(letter, f"\\{letter}")
    return text
