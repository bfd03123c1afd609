"""Pass over the optional keys of a release that a later version knows and this one does not.

Within a form such a key may only add what changes no score and no meaning, so that what is read without it is
true.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import fields, has

from kompass_spec.model.problems import Problem
from kompass_spec.model.texts import Text

__all__ = ["passed_over", "without_further_keys"]


def without_further_keys(data: Any, wanted: Any) -> tuple[Any, tuple[str, ...]]:
    """Return plain data without the keys that the class ``wanted``, or what it holds, does not have.

    The second are the names of those keys, in alphabetical order, each once.

    >>> from kompass_spec.model import Source
    >>> without_further_keys({"id": "report", "title": "A report", "pages": "12"}, Source)
    ({'id': 'report', 'title': 'A report'}, ('pages',))
    """
    further: set[str] = set()
    return _kept(data, wanted, further), tuple(sorted(further))


def _kept(data: Any, wanted: Any, further: set[str]) -> Any:
    inner = _inner(wanted)
    if get_origin(inner) is tuple and isinstance(data, (list, tuple)):
        element = get_args(inner)[0]
        return [_kept(value, element, further) for value in data]
    # The keys of a text are languages, whichever there are.
    if inner is Text or not (isinstance(inner, type) and has(inner) and isinstance(data, Mapping)):
        return data
    kinds = _keys(inner)
    further |= {str(key) for key in data if key not in kinds}
    return {key: _kept(value, kinds[key], further) for key, value in data.items() if key in kinds}


def _inner(wanted: Any) -> Any:
    """Return what may stand where something or nothing may stand."""
    if get_origin(wanted) in {Union, UnionType}:
        return next(kind for kind in get_args(wanted) if kind is not type(None))
    return wanted


@cache
def _keys(wanted: type) -> Mapping[str, Any]:
    """Return what may stand under each key of a class; a release has hundreds of tables of few classes."""
    hints = get_type_hints(wanted)
    return {
        attribute.name: hints[attribute.name]
        for attribute in fields(wanted)
        if attribute.init and not attribute.name.startswith("_")
    }


def passed_over(what: str, keys: Sequence[str], file: str | None = None) -> Iterator[Problem]:
    """Return the note that something released has keys that this version passes over, if it has any."""
    if keys:
        sentence = (
            f"{what} says more than this kompass-spec knows: {', '.join(map(repr, keys))}. No score and no"
            " meaning rests on that, so it is passed over. Upgrade kompass-spec to see it."
        )
        yield Problem("further-key", sentence, file)
