"""Write differences as plain data for JSON."""

from typing import Any

from kompass_spec.model.difference import Difference

__all__ = ["difference_data"]


def difference_data(found: Difference) -> dict[str, Any]:
    """Return a difference as plain data for JSON."""
    return {
        "changes": [
            {
                "kind": change.kind,
                "from": list(change.before),
                "to": list(change.after),
                "reason": change.reason,
            }
            for change in found.changes
        ],
        "step": found.step.value if found.step is not None else None,
    }
