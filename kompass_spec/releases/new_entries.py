"""What every entry that is written now has in common, and what a maintainer says of each."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kompass_spec.documents.forms import FORM, FORMS
from kompass_spec.releases.step_rules import RULES

__all__ = ["NEW_ENTRY", "Said"]

NEW_ENTRY: Mapping[str, Any] = {"form": FORM, "core": FORMS[FORM], "rules": RULES}
"""What every entry that is written now has in common."""


class Said(NamedTuple):
    """Hold what a maintainer says of an entry: its day, who reviewed it, and why the day is unusual."""

    date: str
    reviewed_by: tuple[str, ...]
    unusual_day: str | None = None

    def as_fields(self) -> Mapping[str, Any]:
        """Return it as fields of a new entry, with those that every new entry has."""
        return {"date": self.date, "reviewed_by": self.reviewed_by, "day": self.unusual_day, **NEW_ENTRY}
