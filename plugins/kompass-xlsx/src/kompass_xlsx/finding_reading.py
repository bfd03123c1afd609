"""Read the strengths and improvement areas, and what is to be done."""

from collections.abc import Iterator, Sequence

from kompass_spec import Problem
from kompass_spec.model import Action, Finding, FindingKind
from kompass_xlsx.form import STRENGTH, finding_key
from kompass_xlsx.tables import Entry

__all__ = ["FINDING_COLUMNS", "findings_in"]

FINDING_COLUMNS = ("text", "what", "who", "when")


def findings_in(entries: Sequence[Entry], areas: Sequence[str]) -> Iterator[Finding | Problem]:
    """Yield every finding, or why a row cannot be one; rows in which nothing stands are passed over."""
    kinds = {
        finding_key(kind, area): (FindingKind.STRENGTH if kind == STRENGTH else FindingKind.IMPROVEMENT, area)
        for area in areas
        for kind in ("strength", "improvement")
    }
    for entry in entries:
        filled = [cell for cell in entry.cells.values() if not cell.is_empty]
        if not filled:
            continue
        if any(cell.is_lost for cell in filled):
            lost = next(cell for cell in filled if cell.is_lost)
            yield lost.problem("bad-answer", "The cell has an error, so it cannot be read. Write the words.")
            continue
        if entry.key not in kinds:
            sentence = f"Nothing is known by {entry.key!r} in this edition, so this is not read."
            yield filled[0].problem("unread-row", sentence)
            continue
        kind, area = kinds[entry.key]
        what, who, when = (entry.text(column) for column in ("what", "who", "when"))
        if not entry.text("text"):
            sentence = (
                "An action stands beside an improvement area without words. Write what is to be improved, or"
                " empty the action."
            )
            yield filled[0].problem("bad-answer", sentence)
            continue
        action = Action(what=what, who=who or None, when=when or None) if what or who or when else None
        said = entry.cells["text"]
        yield Finding(
            area=area, kind=kind, text=entry.text("text"), sheet=said.sheet, cell=said.place, action=action
        )
