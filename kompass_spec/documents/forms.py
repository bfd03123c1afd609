"""The forms of releases and of entries of a ledger, and which version of kompass-spec reads each.

A form says which keys there are and what they mean. What names none is of form 1. How a form grows is told in
``docs/explanation/forms.md``.
"""

from collections.abc import Mapping
from typing import Any

__all__ = ["FIRST", "FORM", "FORMS", "form_of"]

FORMS: Mapping[int, str] = {1: "0.1.0", 2: "0.2.0"}
"""Every form that this version reads, with the first version of kompass-spec that did."""

FIRST = 1
"""The form of what names none."""

FORM = max(FORMS)
"""The form in which everything new is released."""


def form_of(data: Any) -> int:
    """Return the form that plain data name; raise ``ValueError`` where what they name is none.

    >>> form_of({"id": "se-2016"}), form_of({"id": "se-2016", "form": 2})
    (1, 2)
    """
    if not isinstance(data, dict) or "form" not in data:
        return FIRST
    form = data["form"]
    # What is of the first form names none, so that it has one writing only.
    if type(form) is not int or form <= FIRST:
        raise ValueError(f"{form!r} is not the number of a form, which is a whole number above 1")
    return form
