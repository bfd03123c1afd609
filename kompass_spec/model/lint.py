"""What a linter found in a mapping that somebody else wrote."""

from enum import Enum
from typing import final

from attrs import frozen

from kompass_spec.model.fields import held

__all__ = ["LintFinding", "Linted", "Severity"]


class Severity(Enum):
    """Say how much a finding weighs: a standard forbids it, it cannot be true, or it is a matter of taste.

    The members stand in their order, the weightiest first.

    >>> Severity.NOTE.reaches(Severity.WARNING), Severity.ERROR.reaches(Severity.WARNING)
    (False, True)
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def reaches(self, other: "Severity") -> bool:
        """Return whether this weighs as much as another, or more."""
        order = list(Severity)
        return order.index(self) <= order.index(other)


@final
@frozen(kw_only=True, field_transformer=held)
class LintFinding:
    """Describe one thing that is wrong: the rule's name, a sentence, where it is, and how much it weighs."""

    rule: str
    message: str
    line: int | None = None
    pointer: str | None = None
    severity: Severity = Severity.ERROR


@final
@frozen(kw_only=True, field_transformer=held)
class Linted:
    """Hold what a linter found, and in sentences what it could not check.

    ``rules`` maps the names of the linter's rules to what each means, as pairs, for those who show findings;
    ``references`` maps them to the address of the section of a standard that says so.
    """

    findings: tuple[LintFinding, ...]
    unchecked: tuple[str, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    references: tuple[tuple[str, str], ...] = ()

    def fails(self, least: Severity = Severity.WARNING) -> bool:
        """Return whether any finding weighs as much as ``least``, or more."""
        return any(finding.severity.reaches(least) for finding in self.findings)
