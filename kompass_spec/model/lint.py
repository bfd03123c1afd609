"""What a linter found in a mapping that somebody else wrote."""

from typing import final

from attrs import frozen

from kompass_spec.model.fields import held

__all__ = ["LintFinding", "Linted"]


@final
@frozen(kw_only=True, field_transformer=held)
class LintFinding:
    """Describe one thing that is wrong: the rule's name, a sentence, and where it is."""

    rule: str
    message: str
    line: int | None = None
    pointer: str | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class Linted:
    """Hold what a linter found, and in sentences what it could not check.

    ``rules`` maps the names of the linter's rules to what each means, as pairs, for those who show findings.
    """

    findings: tuple[LintFinding, ...]
    unchecked: tuple[str, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
