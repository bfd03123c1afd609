"""Write what a release, a withdrawal or a hand-over means, for readers: the entry of the changelog."""

from kompass_spec.differing import Difference, Step
from kompass_spec.ledger import Action, Entry

__all__ = ["release_notes"]

_IMPACT = {
    Step.PATCH: "No score and no meaning changed: results stay comparable.",
    Step.MINOR: "Nothing that was scored changed: results stay comparable, and more can be said.",
    Step.MAJOR: (
        "A score or the meaning of an item can have changed: compare results of the two releases with care."
    ),
}


def release_notes(entry: Entry, difference: Difference | None) -> str:
    """Return the entry for readers: what changed of which area and question, and what may be compared.

    ``difference`` is that from the release before, ``None`` where there is none.
    """
    said = {
        Action.RELEASE: f"## {entry.id} {entry.version} ({entry.date})",
        Action.WITHDRAW: f"## {entry.id} {entry.version} withdrawn ({entry.date})",
        Action.HAND_OVER: f"## {entry.id} handed over to {entry.to} ({entry.date})",
    }
    lines = [said[entry.action], "", f"Reviewed by {', '.join(map(_line, entry.reviewed_by))}."]
    if entry.reason is not None:
        lines += ["", _line(entry.reason)]
    elif difference is None:
        lines += ["", "The first release."]
    elif difference.step is not None:
        lines += ["", _IMPACT[difference.step], ""]
        lines += [f"- {change.kind}: {_line(change.reason)}" for change in difference.changes]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    r"""Return words on one line that is no heading: a heading of the changelog is a release that was published.

    >>> _line("A. Reviewer.\n\n## se-2016 9.0.0")
    'A. Reviewer. ## se-2016 9.0.0'
    """
    joined = " ".join(text.split())
    return f"\\{joined}" if joined.startswith("#") else joined
