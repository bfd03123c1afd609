"""What pages hold before it is joined to a document: drafts of blocks, with the places of their words."""

from typing import final

from attrs import define, field

from kompass_read_pdf.drawings import Box
from kompass_read_pdf.lines import Segment
from kompass_spec.model import BlockKind

__all__ = ["CellDraft", "Draft"]


@final
@define
class CellDraft:
    """Hold a cell of a table: its paragraphs, whether all its words are bold, and what it covers."""

    lines: list[str]
    page: int
    bold: bool = False
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """Return the paragraphs, each on a line."""
        return "\n".join(self.lines)


@final
@define
class Draft:
    """Hold a block in the making.

    ``left`` and ``right`` are the margins that its lines may reach, ``edges`` where the columns of a table
    begin, ``gutters`` the middles of the gaps between columns that no rules part.
    """

    kind: BlockKind
    page: int
    box: Box
    segments: list[Segment] = field(factory=list)
    rows: list[list[CellDraft]] = field(factory=list)
    edges: list[float] = field(factory=list)
    gutters: tuple[float, ...] = ()
    left: float = 0.0
    right: float = 0.0
    level: int = 0
    continues: bool = False
    text: str = ""
