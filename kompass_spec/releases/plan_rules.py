"""The rules of an entry before it is written: what it says, who says so and when, and of which folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kompass_spec.documents.forms import FORM, newer_form
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.registry.entry_rules import entry_problems
from kompass_spec.registry.ledger import LEDGER, Action, Entry, Ledger, ReleaseKind, digest_of
from kompass_spec.releases.core_verification import project_problems
from kompass_spec.releases.days import day_problems
from kompass_spec.releases.file_verification import file_problems
from kompass_spec.releases.new_entries import Said
from kompass_spec.releases.versions import taking_back

__all__ = ["argument_problems", "author_problems", "check_entry", "later_problems", "newer_problems"]


def check_entry(folder: Path, ledger: Ledger, entry: Entry, problems: Iterable[Problem] = ()) -> None:
    """Raise ``InputError`` with everything because of which an entry may not be written.

    ``problems`` are those that are known already.
    """
    said = Said(entry.date, entry.reviewed_by, entry.day)
    wrong = [*newer_problems(ledger, str(folder / LEDGER)), *argument_problems(said, ledger), *problems]
    if not wrong:
        wrong += [Problem("bad-entry", sentence) for sentence in entry_problems(entry, ledger.entries)]
    wrong += [
        problem
        for problem in file_problems(folder, ledger, str(folder))
        if not _is_of_this_entry(problem, folder, entry)
    ]
    if not wrong and entry.core is not None:
        wrong += project_problems(folder, entry.core)
    if wrong:
        raise InputError(wrong)


def newer_problems(ledger: Ledger, file: str) -> Iterator[Problem]:
    """Find that a ledger has entries of a form that this version cannot follow, so that none is added."""
    form, core = ledger.newest_form
    if form > FORM:
        yield newer_form("The ledger", form, core, file)


def _is_of_this_entry(problem: Problem, folder: Path, entry: Entry) -> bool:
    """Tell whether a file that no entry names is just what this entry is to name.

    A release that was cut short leaves it behind.
    """
    return (
        problem.code == "unknown-release"
        and problem.file == f"{folder}: {entry.file}"
        and digest_of((folder / entry.file).read_bytes()) == entry.sha256
    )


def later_problems(  # noqa: PLR0917 - its only caller has these in this order
    action: Action, kind: ReleaseKind, name: str, version: str, reason: str, ledger: Ledger
) -> Iterator[Problem]:
    """Find what is wrong with withdrawing an earlier release, or handing over what follows it."""
    released = [entry.version for entry in ledger.releases(kind, name)]
    if version not in released:
        sentence = (
            f"There is no release {name}@{version}. Its releases are: {', '.join(released)}."
            if released
            else f"Nothing was released under the id {name!r} here."
        )
        yield Problem("missing-release", sentence)
    if action is Action.WITHDRAW and ledger.withdrawn(kind, name, version) is not None:
        yield Problem("missing-release", f"{name}@{version} was withdrawn before.")
    if not reason.strip():
        yield Problem("missing-reason", "Say why, so that readers of the ledger understand it.")
    owner = ledger.handed_to(kind, name)
    if owner is not None:
        sentence = (
            f"{name} was handed over to {owner}, so nothing more is said of it here."
            f" {taking_back(name, owner)}"
        )
        yield Problem("handed-over", sentence)


def argument_problems(said: Said, ledger: Ledger) -> Iterator[Problem]:
    """Find what is wrong with the day of an entry and with the names of its reviewers."""
    yield from day_problems(said.date, said.unusual_day, ledger)
    if any(not _is_text(name) for name in said.reviewed_by):
        yield Problem(
            "bad-value", "The name of a reviewer has letters that UTF-8 cannot write. Type it anew."
        )
    if not said.reviewed_by or not all(name.strip() for name in said.reviewed_by):
        yield Problem("unreviewed", "Nobody has reviewed the release. Name who did with `reviewed_by=NAME`.")


def author_problems(authors: tuple[str, ...], reviewed_by: tuple[str, ...]) -> Iterator[Problem]:
    """Find a release that nobody has reviewed but those who wrote it, as far as it names them."""
    wrote, reviewed = (
        {" ".join(name.casefold().split()) for name in names} for names in (authors, reviewed_by)
    )
    if reviewed and reviewed <= wrote:
        sentence = (
            f"Nobody has reviewed it but its authors: {', '.join(reviewed_by)}. Have somebody else read it,"
            " and name them with `reviewed_by=NAME`."
        )
        yield Problem("unreviewed", sentence)


def _is_text(name: str) -> bool:
    """Tell whether UTF-8 can write a name: what a terminal could not decode it cannot."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
