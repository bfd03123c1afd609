"""The rules of version steps by their number: what changed, and which step that makes.

An entry of a ledger names the rules that it was made under, and is judged by them for ever. Rules that judge
anything otherwise than those before are a further number here; the earlier ones stay as they are.
"""

from collections.abc import Callable, Mapping

from kompass_spec.model.difference import Difference
from kompass_spec.registry.ledger import Entry, ReleaseKind
from kompass_spec.releases.versions import diff_contents

__all__ = ["FIRST_RULES", "RULES", "STEP_RULES", "StepRules", "repeats_withdrawn", "rules_of"]

StepRules = Callable[[ReleaseKind, bytes, bytes], Difference]
"""What tells two releases of a kind apart, both as bytes, and gives the step with the difference."""

STEP_RULES: Mapping[int, StepRules] = {1: diff_contents, 2: diff_contents}
"""Every version of the rules that this version of kompass-spec can judge by.

Rules 2 let the content of a withdrawn release be released again, which rules 1 refuse.
"""

_REPEATING = 2

FIRST_RULES = 1
"""The rules of entries of form 1, which name none."""

RULES = max(STEP_RULES)
"""The rules that new releases are made under."""


def rules_of(entry: Entry) -> int:
    """Return the number of the rules that an entry was made under."""
    return FIRST_RULES if entry.rules is None else entry.rules


def repeats_withdrawn(entry: Entry) -> bool:
    """Tell whether the rules of an entry let it release again, unchanged, what was withdrawn."""
    return rules_of(entry) >= _REPEATING
