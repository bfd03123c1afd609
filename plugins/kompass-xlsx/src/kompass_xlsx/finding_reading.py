"""Read the strengths and improvement areas, and what is to be done."""

from collections.abc import Iterator, Mapping, Sequence

from kompass_spec import Problem
from kompass_spec.model import Action, Finding, FindingKind
from kompass_xlsx.cells import Cell
from kompass_xlsx.form import IMPROVEMENT, STRENGTH, finding_key
from kompass_xlsx.tables import Entry

__all__ = ["FINDING_COLUMNS", "findings_in"]

FINDING_COLUMNS = ("text", "what", "who", "when")


def findings_in(entries: Sequence[Entry], areas: Sequence[str]) -> Iterator[Finding | Problem]:
    """Yield every finding, or why a row cannot be one; rows in which nothing stands are passed over."""
    kinds = {
        finding_key(key, area): (kind, area)
        for area in areas
        for key, kind in ((STRENGTH, FindingKind.STRENGTH), (IMPROVEMENT, FindingKind.IMPROVEMENT))
    }
    for entry in entries:
        filled = [cell for cell in entry.cells.values() if not cell.is_empty]
        if filled:
            yield _finding(entry, filled, kinds)


def _finding(
    entry: Entry, filled: Sequence[Cell], kinds: Mapping[str, tuple[FindingKind, str]]
) -> Finding | Problem:
    """Return the finding of a row in which something stands, or why it is none."""
    lost = next((cell for cell in filled if cell.is_lost), None)
    if lost is not None:
        return lost.problem("bad-answer", "The cell has an error, so it cannot be read. Write the words.")
    if entry.key not in kinds:
        sentence = f"Nothing is known by {entry.key[:40]!r} in this edition, so this is not read."
        return filled[0].problem("unread-row", sentence)
    if not entry.text("text"):
        sentence = (
            "An action stands beside an improvement area without words. Write what is to be improved, or"
            " empty the action."
        )
        return filled[0].problem("bad-answer", sentence)
    kind, area = kinds[entry.key]
    what, who, when = (entry.text(column) for column in ("what", "who", "when"))
    action = Action(what=what, who=who or None, when=when or None) if any((what, who, when)) else None
    said = entry.cells["text"]
    return Finding(
        area=area, kind=kind, text=entry.text("text"), sheet=said.sheet, cell=said.place, action=action
    )
