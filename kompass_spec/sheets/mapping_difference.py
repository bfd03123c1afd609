"""Compose the sheet of what changed between two releases of a mapping, and say which step it makes."""

from typing import Protocol

from kompass_spec.model.difference import Difference
from kompass_spec.model.sheet import Column, ColumnKind, Gap, Part, Sheet, SheetRow, SheetTable
from kompass_spec.model.version import Step
from kompass_spec.wording.mappings import describe_kinds
from kompass_spec.wording.wording import Wording, message, wording_for

__all__ = ["mapping_difference_sheet", "told_step"]


class _Named(Protocol):
    @property
    def id(self) -> str:
        """Return what it is called."""

    @property
    def release(self) -> str | None:
        """Return the version of its encoding."""


def mapping_difference_sheet(
    difference: Difference, first: _Named, second: _Named, *, language: str = "en"
) -> Sheet:
    """Return what changed from one release of a mapping to another, by the codes that it happened to.

    The reasons of the ``difference`` are to be in that ``language``, as ``diff_mapping_files`` gives them.
    """
    wording = wording_for(language)
    title = wording.say(
        "From {first} to {second}",
        first=f"{first.id} {first.release}",
        second=f"{second.id} {second.release}",
    )
    rows = tuple(
        SheetRow(
            cells=(
                (describe_kinds([change.kind], wording),),
                (", ".join(change.before),) if change.before else Gap(words=""),
                (", ".join(change.after),) if change.after else Gap(words=""),
                (change.reason,),
            )
        )
        for change in difference.changes
    )
    say = wording.say
    heads = (say("What happened"), say("From"), say("To"), say("Why"))
    table = SheetTable(
        name="changes",
        caption=wording.say("What changed"),
        columns=tuple(Column(head=head, kind=ColumnKind.WORDS) for head in heads),
        rows=rows,
    )
    step = told_step(difference, wording, across=False)
    return Sheet(
        kind="difference",
        language=wording.language,
        kicker=wording.say("What changed"),
        title=title,
        name=title,
        lines=(step,),
        parts=(Part(blocks=(table,) if rows else ()),),
        summary=(title, step),
    )


def told_step(difference: Difference, wording: Wording, *, across: bool) -> str:
    """Return which step of the version changes make, or why none is computed ``across`` editions."""
    if across:
        return wording.say("These are different editions, so no version step is computed.")
    if difference.step is None:
        return wording.say("Nothing changed.")
    sentences = {
        Step.PATCH: message("Together a patch step."),
        Step.MINOR: message("Together a minor step."),
        Step.MAJOR: message("Together a major step."),
    }
    return wording.say(sentences[difference.step])
