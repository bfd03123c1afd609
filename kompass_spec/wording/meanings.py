"""Say what every verdict, basis and kind means, in whole sentences or the few words of a table."""

from collections.abc import Mapping
from enum import Enum

from kompass_spec.model import (
    Basis,
    Change,
    DiscrepancyKind,
    Level,
    MappingStatus,
    Reading,
    Relation,
    Support,
    Verdict,
)
from kompass_spec.wording.mappings import (
    describe_changes,
    describe_level,
    describe_reading,
    describe_status,
)
from kompass_spec.wording.wording import Wording, message

__all__ = ["EXPLAINED", "explain_member", "explain_unproved"]

_SENTENCES: Mapping[Enum, str] = {
    Verdict.ROSE: message("The result rose for certain."),
    Verdict.FELL: message("The result fell for certain."),
    Verdict.HIGHER: message("This result is higher for certain."),
    Verdict.LOWER: message("This result is lower for certain."),
    Verdict.CANNOT_BE_TOLD_APART: message("It cannot be said which of the two results is higher."),
    Verdict.NOT_COMPARABLE: message("The two results cannot be compared."),
    Basis.EXACT: message("The conversion adds no uncertainty."),
    Basis.BOUNDED: message(
        "The result lies between two limits for certain; where between them is not known."
    ),
    Basis.UNKNOWN: message(
        "Nothing is known for certain here: the result can be anything from 0 to full points."
    ),
    DiscrepancyKind.ROUNDING: message("The figures differ only because they are rounded; that is no error."),
    DiscrepancyKind.CONTRADICTION: message("The figures cannot all be right: at least one of them is wrong."),
    Support.NONE: message("There are no other results to compare with."),
    Support.FEW: message(
        "There are few results: they can be laid side by side, and say little about others."
    ),
    Support.SOME: message(
        "There are enough results to say something about others, if these were drawn by lot."
    ),
    Relation.EQUAL: message("the same content"),
    Relation.EQUIVALENT: message("judged comparable"),
    Relation.SUBSET_OF: message("a part of it"),
    Relation.SUPERSET_OF: message("holds all of it"),
    Relation.INTERSECTS: message("something in common"),
}
_UNPROVED: Mapping[Verdict, str] = {
    Verdict.ROSE: message("Then the result is higher."),
    Verdict.HIGHER: message("Then the result is higher."),
    Verdict.FELL: message("Then the result is lower."),
    Verdict.LOWER: message("Then the result is lower."),
    Verdict.CANNOT_BE_TOLD_APART: message("Even then it cannot be said which of the two results is higher."),
}

EXPLAINED: tuple[type[Enum], ...] = (
    *(Verdict, Basis, DiscrepancyKind, Support, Relation),
    *(Reading, MappingStatus, Level, Change),
)
"""The enumerations whose members explain themselves."""


def explain_member(member: Enum, wording: Wording) -> str:
    """Return what a member of one of ``EXPLAINED`` means.

    >>> from kompass_spec.wording.wording import wording_for
    >>> explain_member(Verdict.ROSE, wording_for("sv"))
    'Resultatet har med säkerhet stigit.'
    """
    if isinstance(member, Reading):
        return describe_reading(member, wording)
    if isinstance(member, MappingStatus):
        return describe_status(member, wording)
    if isinstance(member, Level):
        return describe_level(member, wording)
    if isinstance(member, Change):
        return describe_changes((member,), wording)
    return wording.say(_SENTENCES[member])


def explain_unproved(verdict: Verdict, wording: Wording) -> str:
    """Return what a verdict means that holds only under a condition, which has been said before it."""
    return wording.say(_UNPROVED.get(verdict, _SENTENCES[verdict]))
