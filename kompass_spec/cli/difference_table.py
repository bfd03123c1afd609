"""Put differences into a table for the terminal, and into Markdown."""

from kompass_spec.cli.comparands import Comparand
from kompass_spec.cli.output import table
from kompass_spec.model import Edition
from kompass_spec.model.difference import Difference
from kompass_spec.wording.editions import describe_known, scored_by
from kompass_spec.wording.wording import wording_for

__all__ = ["difference_markdown", "difference_text"]


def difference_text(difference: Difference, first: Comparand, second: Comparand) -> str:
    """Return a table of the changes, and the version step that they make together."""
    head = f"{first.id}@{first.release} to {second.id}@{second.release}"
    rows = [
        (change.kind, ", ".join(change.before), ", ".join(change.after), change.reason)
        for change in difference.changes
    ]
    shown = [table(("change", "from", "to", "reason"), rows)] if rows else []
    return "\n".join([head, *shown, *_unknown(first, second), _step(difference, first, second)])


def difference_markdown(difference: Difference, first: Comparand, second: Comparand) -> str:
    """Return the changes as a section of a Markdown document."""
    lines = [f"## {first.id} {first.release} to {second.id} {second.release}", ""]
    if difference.changes:
        lines += ["| change | from | to | reason |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {change.kind} | {', '.join(change.before)} | {', '.join(change.after)} |"
            f" {_escaped(change.reason)} |"
            for change in difference.changes
        ]
        lines.append("")
    lines += [f"{_escaped(sentence)}\n" for sentence in _unknown(first, second)]
    lines.append(_step(difference, first, second))
    return "\n".join(lines)


def _step(difference: Difference, first: Comparand, second: Comparand) -> str:
    if first.id != second.id:
        return "These are different editions, so no version step is computed."
    if difference.step is None:
        return "Nothing changed."
    return f"Together a {difference.step.value} step."


def _unknown(first: Comparand, second: Comparand) -> list[str]:
    """Return why items may only seem to be added or removed: one of two editions is not known whole."""
    if first.id == second.id:
        return []
    editions = [edition for edition in (first, second) if isinstance(edition, Edition)]
    return [
        f"{edition.id}: {describe_known(edition, wording_for('en'))}; what it seems to lack may only be"
        " unknown."
        for edition in editions
        if scored_by(edition) != "question"
    ]


def _escaped(text: str) -> str:
    text = " ".join(text.splitlines())
    for letter in "\\|*_<`[":
        text = text.replace(letter, f"\\{letter}")
    return text
