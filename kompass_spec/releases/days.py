"""The day of an entry: not later than today and not before the entry before it, unless it is said why."""

import time
from collections.abc import Iterator

from kompass_spec.model.dates import is_date
from kompass_spec.model.problems import Problem
from kompass_spec.registry.ledger import Ledger

__all__ = ["day_problems", "today"]

_DAY = len("2026-03-01")


def today() -> str:
    """Return the day that it is here, such as ``2026-03-01``.

    Days that are given are only held against it: no output has it in it.
    """
    return time.strftime("%Y-%m-%d")


def day_problems(date: str, reason: str | None, ledger: Ledger) -> Iterator[Problem]:
    """Find what is wrong with the day of an entry that is added to a ledger.

    A ``reason`` allows a day later than today, or earlier than that of the entry before; without need it is
    a problem itself.
    """
    if not is_date(date) or len(date) != _DAY:
        yield Problem("bad-date", f"{date!r} is not a day. Write it like 2026-03-01.")
        return
    unusual = _unusual(date, ledger)
    if reason is None and unusual is not None:
        sentence = (
            f"The day {date} is {unusual}. Correct the date, or say why it is so with `unusual_day=REASON`."
        )
        yield Problem("bad-date", sentence)
    elif reason is not None and not reason.strip():
        yield Problem("missing-reason", "Say why the day is unusual, so that readers of the ledger know.")
    elif reason is not None and unusual is None:
        sentence = f"Nothing is unusual about the day {date}. Leave `unusual_day=` out."
        yield Problem("bad-date", sentence)


def _unusual(date: str, ledger: Ledger) -> str | None:
    """Say what is unusual about a day, ``None`` if nothing is."""
    last = ledger.entries[-1].date if ledger.entries else date
    if date < last:
        return f"before that of the entry before it, {last}"
    return "later than today" if date > today() else None
