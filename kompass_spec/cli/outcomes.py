"""What became of each document of a run, and the table of it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, final

from attrs import frozen

from kompass_spec.cli.option_names import as_options
from kompass_spec.cli.output import table
from kompass_spec.model.lookups import printable
from kompass_spec.model.problems import InputError, Problem, place_in_words
from kompass_spec.wording.wording import Wording, message

__all__ = ["Outcome", "outcome_of", "outcomes_table", "refused"]

_WIDTH = 80
_SHORTEST = 30
_STATES = {"read": message("read"), "in part": message("in part"), "refused": message("refused")}

Reason = tuple[str, str]
"""What is said first of a document, and how much more there is."""

Row = tuple[str, str, str, Reason]


@final
@frozen(kw_only=True)
class Outcome:
    """Hold what became of a document: how many results it gave, what is said of it, and what was written.

    ``shown`` is what the terminal shows of it, ``releases`` the editions of its results with their versions.
    """

    file: Path
    results: int = 0
    shown: tuple[Any, ...] = ()
    releases: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    written: tuple[Path, ...] = ()
    is_contradicted: bool = False

    @property
    def state(self) -> str:
        """Return ``read``, ``in part`` where something is said of the document too, or ``refused``."""
        if not self.results:
            return "refused"
        own = [warning for warning in self.warnings if warning.file == str(self.file)]
        return "in part" if own or self.problems else "read"

    @property
    def reason(self) -> Reason:
        """Return the first thing that is said of the document, and how many more there are."""
        own = [warning for warning in self.warnings if warning.file == str(self.file)]
        return _reason([*self.problems, *own])


def outcome_of(file: Path, made: Mapping[str, Any] | InputError, written: Sequence[Path] = ()) -> Outcome:
    """Return what became of a file that something was made of, or of one that was refused."""
    if isinstance(made, InputError):
        return Outcome(file=file, problems=made.in_file(str(file)).problems)
    names = ("results", "shown", "releases", "warnings", "problems", "is_contradicted")
    return Outcome(file=file, written=tuple(written), **{name: made[name] for name in names if name in made})


def refused(problems: Iterable[Problem]) -> list[Row]:
    """Return the rows of files that there are not, or that nothing reads."""
    return [(problem.file or "", "refused", "0", _reason([problem])) for problem in problems]


def outcomes_table(outcomes: Iterable[Outcome], others: Sequence[Row] = (), *, wording: Wording) -> str:
    """Return a table of what became of each document and why, and a line with the numbers of each.

    Reasons are cut so that it is not wider than 80 columns, unless a name of a file leaves no room for them:
    they stand above it as warnings and errors.
    """
    rows = [
        (str(outcome.file), outcome.state, str(outcome.results), outcome.reason) for outcome in outcomes
    ] + list(others)
    say = wording.say
    words = {state: say(sentence) for state, sentence in _STATES.items()}
    states = [state for _, state, _, _ in rows]
    numbers = ", ".join(f"{states.count(state)} {word}" for state, word in words.items())
    head = (say("document"), say("outcome"), say("results"), say("why"))
    total = wording.count(
        "{number} document: {states}.", "{number} documents: {states}.", len(rows), states=numbers
    )
    names = max((len(printable(row[0])) for row in rows), default=0)
    others_wide = max(map(len, (head[1], *words.values()))) + len(head[2]) + len("  " * 3)
    room = max(_WIDTH - max(names, len(head[0])) - others_wide, _SHORTEST)
    shown = [(row[0], words[row[1]], row[2], _cut(row[3], room)) for row in rows]
    return f"{table(head, shown, right=[2])}\n\n{total}"


def _reason(problems: Sequence[Problem]) -> Reason:
    if not problems:
        return "", ""
    first = problems[0]
    place = place_in_words(first)
    words = (f"{place}: " if place else "") + as_options(first.message)
    return words, f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""


def _cut(reason: Reason, room: int) -> str:
    words, more = reason
    room -= len(more)
    return (words if len(words) <= room else words[: room - 1].rstrip() + "…") + more
