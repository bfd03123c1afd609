"""Say for the terminal whether ledgers are whole, and what was pinned."""

from collections.abc import Iterable, Iterator

from kompass_spec.releases.pinning import Pinning
from kompass_spec.releases.verification import Verified

__all__ = ["pinning_lines", "verification_lines"]


def verification_lines(verifications: Iterable[Verified]) -> Iterator[str]:
    """Yield the state and the head of every ledger, below it what was signed, withdrawn or not checked."""
    for ledger in verifications:
        state = "not whole" if ledger.problems else "whole"
        yield f"{ledger.name}: {ledger.releases} entries, {state}, head {ledger.head or 'unknown'}"
        for signed in ledger.signed:
            yield f"  signed up to entry {signed.entries} of {ledger.releases} by {signed.key}"
        for reason in ledger.unchecked:
            yield f"  not checked: {reason}"
        for reason in ledger.withdrawn:
            yield f"  withdrawn: {reason}"


def pinning_lines(pinning: Pinning | None) -> Iterator[str]:
    """Yield what a file of pins has got, and what is pinned in it and not installed."""
    if pinning is None:
        return
    if pinning.changes:
        yield f"Pinned in {pinning.file}:"
        yield from (f"  {change}" for change in pinning.changes)
    else:
        yield f"Every ledger leads through what {pinning.file} pins, and nothing is new."
    for missing in pinning.missing:
        yield f"  not checked: {missing}"
