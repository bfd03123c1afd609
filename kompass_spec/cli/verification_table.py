"""Say for the terminal whether ledgers are whole."""

from collections.abc import Iterable, Iterator

from kompass_spec.releases.verification import Verified

__all__ = ["verification_lines"]


def verification_lines(verifications: Iterable[Verified]) -> Iterator[str]:
    """Yield the state and the head of every ledger, and below it what was withdrawn or not checked."""
    for ledger in verifications:
        state = "not whole" if ledger.problems else "whole"
        yield f"{ledger.name}: {ledger.releases} entries, {state}, head {ledger.head or 'unknown'}"
        for reason in ledger.unchecked:
            yield f"  not checked: {reason}"
        for reason in ledger.withdrawn:
            yield f"  withdrawn: {reason}"
