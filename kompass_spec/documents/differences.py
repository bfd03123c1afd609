"""Write and read differences as plain data for JSON."""

from collections.abc import Mapping
from typing import Any

from kompass_spec.documents.rereading import Parts
from kompass_spec.model.difference import Alteration, Difference
from kompass_spec.model.problems import InputError
from kompass_spec.model.version import Step

__all__ = ["difference_data", "difference_from_data"]


def difference_data(difference: Difference) -> dict[str, Any]:
    """Return a difference as plain data for JSON."""
    return {
        "changes": [
            {
                "kind": change.kind,
                "from": list(change.before),
                "to": list(change.after),
                "reason": change.reason,
            }
            for change in difference.changes
        ],
        "step": difference.step.value if difference.step is not None else None,
    }


def difference_from_data(data: object) -> Difference:
    """Return the difference that plain data describe; raise ``InputError`` with every problem at once."""
    parts = Parts("a difference", data, {after: before for before, after in _BEHIND.items()})
    changes = parts.under("changes", tuple[Alteration, ...], _plain)
    step = parts.under("step", _STEP)
    parts.unknown({"changes", "step", "editions"})
    if changes is None or parts.problems:
        raise InputError(parts.problems)
    return Difference(changes=changes, step=step)


_STEP: Any = Step | None


def _plain(changes: Any) -> Any:
    """Return changes with their keys as the class has them."""
    if not isinstance(changes, list):
        return changes
    return [
        {_BEHIND.get(key, key): value for key, value in change.items()}
        if isinstance(change, Mapping)
        else change
        for change in changes
    ]


_BEHIND = {"from": "before", "to": "after"}
