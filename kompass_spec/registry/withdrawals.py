"""Warn of releases that were withdrawn."""

from kompass_spec.model.problems import Problem

__all__ = ["withdrawn_id", "withdrawn_release"]


def withdrawn_release(name: str, version: str, reason: str) -> Problem:
    """Return the warning that a release of an edition was withdrawn, and why."""
    sentence = (
        f"{name}@{version} was withdrawn: {_ended(reason)} It can be used, so that what rests on it can be"
        f" computed again; `kompass show {name}` shows what stands now."
    )
    return Problem("withdrawn-release", sentence)


def withdrawn_id(name: str, last_version: str, last_reason: str) -> Problem:
    """Return the warning that all releases were withdrawn, so that an edition's id alone means nothing."""
    sentence = (
        f"Every release of {name} was withdrawn, the last one because: {_ended(last_reason)} By its exact"
        f" version, {name}@{last_version}, it can still be used."
    )
    return Problem("withdrawn-release", sentence, name)


def _ended(reason: str) -> str:
    """Return a reason as a sentence, with the full stop that its author may have left out."""
    return reason if reason.rstrip().endswith((".", "!", "?")) else f"{reason.rstrip()}."
