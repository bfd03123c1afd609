"""Write differences as plain data for JSON."""

from typing import Any

from kompass_spec.model.difference import Difference

__all__ = ["difference_data"]


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
