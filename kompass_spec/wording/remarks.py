"""Put into words what evaluators found and remarked: findings with what is to be done, evidence, comments."""

import re
from collections.abc import Iterator

from kompass_spec.model import Assessment, Evidence, EvidenceKind, Finding
from kompass_spec.wording.wording import Wording

__all__ = ["describe_evidence", "describe_finding", "remarks_on"]

_KINDS = {
    EvidenceKind.INTERVIEW: {"interview", "interviews", "intervju", "intervjuer"},
    EvidenceKind.DOCUMENT: {"document", "documents", "dokument", "dokumenter"},
    EvidenceKind.WEBSITE: {"website", "webbplats", "hemsida", "nettsted", "nettstad", "hjemmeside"},
}
"""Words that say no more of evidence than its kind does."""


def describe_finding(finding: Finding) -> str:
    """Return the words of a finding, and of what is to be done about it, by whom and when.

    >>> from kompass_spec.model import Action, FindingKind
    >>> action = Action(what="Decide on goals", who="the board", when="2027")
    >>> describe_finding(Finding(area="8", kind=FindingKind.IMPROVEMENT, text="No goals", action=action))
    'No goals → Decide on goals (the board, 2027)'
    """
    if finding.action is None:
        return finding.text
    circumstances = ", ".join(filter(None, (finding.action.who, finding.action.when)))
    done = " ".join(filter(None, (finding.action.what, f"({circumstances})" if circumstances else "")))
    return f"{finding.text} → {done}"


def describe_evidence(evidence: Evidence, wording: Wording) -> str:
    """Return the words of evidence with its kind, and the number of it where one is known.

    >>> from kompass_spec.wording.wording import wording_for
    >>> seen = Evidence(kind=EvidenceKind.INTERVIEW, text="managers", count=12, approximate=True)
    >>> describe_evidence(seen, wording_for("en"))
    'Interviews: managers (about 12)'
    >>> describe_evidence(Evidence(kind=EvidenceKind.DOCUMENT, text="dokument"), wording_for("en"))
    'Documents'
    """
    kinds = {
        EvidenceKind.INTERVIEW: wording.say("Interviews"),
        EvidenceKind.DOCUMENT: wording.say("Documents"),
        EvidenceKind.WEBSITE: wording.say("Website"),
    }
    kind = kinds[evidence.kind]
    # "Documents: documents" says nothing more, nor does a number that the words have already.
    words = kind if evidence.text.casefold() in _KINDS[evidence.kind] else f"{kind}: {evidence.text}"
    if evidence.count is None or re.search(rf"(?<!\d){evidence.count}(?!\d)", evidence.text):
        return words
    number = (
        wording.say("about {number}", number=evidence.count) if evidence.approximate else str(evidence.count)
    )
    return f"{words} ({number})"


def remarks_on(area: str, assessment: Assessment, wording: Wording) -> Iterator[str]:
    """Yield the evidence for the items of an area and the comments on them, each with its item's code."""
    remarked = [
        *((evidence.item, describe_evidence(evidence, wording)) for evidence in assessment.evidence),
        *((comment.item, comment.text) for comment in assessment.comments),
    ]
    # What is remarked on one item stands together, in the order in which the items come first.
    for code in dict.fromkeys(code for code, _ in remarked if code is not None):
        if code == area or code.startswith(f"{area}."):
            yield from (f"{code}: {words}" for item, words in remarked if item == code)
