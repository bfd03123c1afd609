"""The forms of releases and of entries of a ledger, and which version of kompass-spec reads each.

A form says which keys there are and what they mean. What names none is of form 1. How a form grows is told in
``docs/explanation/forms.md``.
"""

from collections.abc import Mapping
from typing import Any

from kompass_spec._face import __version__
from kompass_spec.model.problems import InputError, Problem

__all__ = ["FIRST", "FORM", "FORMS", "NewerFormError", "content_of", "form_of", "formed", "newer_form"]

FORMS: Mapping[int, str] = {1: "0.1.0", 2: "0.2.0"}
"""Every form that this version reads, with the first version of kompass-spec that did."""

FIRST = 1
"""The form of what names none."""

FORM = max(FORMS)
"""The form in which everything new is released."""


class NewerFormError(InputError):
    """Report that a release is of a form that this version does not read: nothing is wrong with it."""


def form_of(data: Any) -> int:
    """Return the form that plain data name, ``FIRST`` where they name none.

    Raise ``ValueError`` where what they name is no form.

    >>> form_of({"id": "se-2016"}), form_of({"id": "se-2016", "form": 2})
    (1, 2)
    """
    if not isinstance(data, dict) or "form" not in data:
        return FIRST
    form = data["form"]
    # What is of the first form names none, so that it has one writing only.
    if type(form) is not int or form <= FIRST:
        raise ValueError(f"The form {form!r} is none: a form is a whole number above 1")
    return form


def formed(data: Mapping[str, Any], form: int = FORM) -> dict[str, Any]:
    """Return plain data as they are released in a form.

    >>> formed({"id": "se-2016"}), formed({"id": "se-2016"}, 1)
    ({'id': 'se-2016', 'form': 2}, {'id': 'se-2016'})
    """
    return dict(data) if form == FIRST else {**data, "form": form}


def content_of(data: Any) -> tuple[int, Any]:
    """Return the form of a release, and what it says apart from that.

    Raise ``NewerFormError`` where this version does not read the form, ``InputError`` where what is named is
    none.

    >>> content_of({"id": "se-2016", "form": 2})
    (2, {'id': 'se-2016'})
    """
    try:
        form = form_of(data)
    except ValueError as error:
        raise InputError([Problem("bad-value", f"{error}.", pointer="/form")]) from None
    if form not in FORMS:
        raise NewerFormError([newer_form("This release", form)])
    return form, data if form == FIRST else {key: value for key, value in data.items() if key != "form"}


def newer_form(what: str, form: int, core: str | None = None, file: str | None = None) -> Problem:
    """Return the problem that something is of a form that only later versions of kompass-spec read.

    ``core`` is the least of them, ``None`` where no ledger says so.

    >>> print(newer_form("se-2016@2.0.0", 9, "1.4.0").message)  # doctest: +ELLIPSIS
    se-2016@2.0.0 is of form 9, which kompass-spec 1.4.0 and later read; this is ... Upgrade kompass-spec.
    """
    readers = "a newer kompass-spec reads" if core is None else f"kompass-spec {core} and later read"
    sentence = f"{what} is of form {form}, which {readers}; this is {__version__}. Upgrade kompass-spec."
    return Problem("newer-form", sentence, file)
