"""What a booklet says of the releases of an edition and of its mappings."""

from collections.abc import Sequence
from typing import final

from attrs import frozen

from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    Paragraph,
    Section,
    SheetBlock,
    SheetCell,
    SheetRow,
    SheetTable,
    Tone,
)
from kompass_spec.wording.mappings import describe_kinds
from kompass_spec.wording.wording import Wording

__all__ = ["ShownRelease", "releases_section"]


@final
@frozen(kw_only=True)
class ShownRelease:
    """Hold what is told of a release: its name and version, its day, and the SHA-256 of its file.

    ``changes`` are the kinds of what changed since the release before, ``None`` where that is not known and
    of the first; ``withdrawn`` is why it was withdrawn, in the words of who did so.
    """

    name: str
    version: str
    date: str
    sha256: str
    is_newest: bool = False
    withdrawn: str | None = None
    changes: tuple[str, ...] | None = None


def releases_section(releases: Sequence[ShownRelease], wording: Wording) -> Section:
    """Return the releases under the command that checks them, or that nothing was released."""
    blocks: tuple[SheetBlock, ...] = (
        Paragraph(
            words=(
                wording.say("A release never changes. Check yours with {command}.", command="kompass verify"),
            ),
            tone=Tone.QUIET,
        ),
        SheetTable(
            name="releases",
            caption=wording.say("Releases"),
            columns=(
                Column(head=wording.say("Release"), kind=ColumnKind.WORDS),
                Column(head=wording.say("Date")),
                Column(head=wording.say("What is new"), kind=ColumnKind.WORDS),
                Column(head=wording.say("SHA-256 of the file"), kind=ColumnKind.WORDS, fold=1),
            ),
            rows=tuple(_row(release, wording) for release in releases),
        ),
    )
    if not releases:
        blocks = (Paragraph(words=(wording.say("This is a draft: nothing of it is released."),)),)
    return Section(heading=wording.say("Releases"), anchor="releases", blocks=blocks)


def _row(release: ShownRelease, wording: Wording) -> SheetRow:
    return SheetRow(
        cells=(
            (f"{release.name} {release.version}",),
            Figure(shown=release.date),
            _told(release, wording),
            (release.sha256,),
        ),
    )


def _told(release: ShownRelease, wording: Wording) -> SheetCell:
    said = []
    if release.withdrawn is not None:
        said.append(wording.say("withdrawn: {reason}", reason=release.withdrawn))
    elif release.is_newest:
        said.append(wording.say("newest"))
    if release.changes:
        said.append(describe_kinds(release.changes, wording))
    return ("; ".join(said),) if said else Gap(words="")
