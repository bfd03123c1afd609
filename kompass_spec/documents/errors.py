"""Read what commands write where something is wrong, apart from its writing, for which many wait."""

from collections.abc import Mapping

from kompass_spec.documents.structure import structure
from kompass_spec.model.problems import InputError, Problem

__all__ = ["errors_from_data"]


def errors_from_data(data: object) -> tuple[Problem, ...]:
    """Return the problems in what a command writes where something is wrong.

    Raise ``InputError`` with everything that is wrong with the data.
    """
    if not isinstance(data, Mapping) or "errors" not in data:
        sentence = "There is no key 'errors'. Give what a command wrote where something was wrong."
        raise InputError([Problem("unknown-document", sentence, pointer="")])
    unknown = [
        Problem("unknown-key", f"{key!r} is not a key of errors. Remove it.", pointer="")
        for key in sorted(map(str, data))
        if key != "errors"
    ]
    try:
        read = structure(data["errors"], tuple[Problem, ...])
    except InputError as error:
        raise InputError([*(problem.under("/errors") for problem in error.problems), *unknown]) from None
    if unknown:
        raise InputError(unknown)
    return read
