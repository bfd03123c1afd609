"""How every object that commands write becomes plain data, and how it is read again: by its class.

The methods of the objects (``kompass_spec.model.written``) find these functions through the face.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from attrs import evolve

from kompass_spec import model
from kompass_spec.documents.assessments import assessments_from_data, imported_data
from kompass_spec.documents.cohorts import cohort_data, cohort_from_data, standing_data
from kompass_spec.documents.comparisons import comparison_from_data, whole_comparison_data
from kompass_spec.documents.conversions import (
    conversion_from_data,
    conversions_from_data,
    whole_conversion_data,
    whole_conversions_data,
)
from kompass_spec.documents.differences import difference_data, difference_from_data
from kompass_spec.documents.editions import edition_from_data
from kompass_spec.documents.errors import errors_from_data
from kompass_spec.documents.forms import content_of
from kompass_spec.documents.mappings import mapping_data, mapping_from_data
from kompass_spec.documents.plain import json_bytes, parse_json
from kompass_spec.documents.problems import problem_data, problems_data
from kompass_spec.documents.scorecards import read_scored, scorecard_data, scorecard_from_data, scored_data
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.documents.text import decode_text
from kompass_spec.model.problems import InputError, Problem, UsageError

__all__ = ["data_in", "data_of", "object_of", "text_of"]


class _Form(NamedTuple):
    """Hold how objects of a class are written, and how they are read."""

    data: Callable[[Any], dict[str, Any]]
    read: Callable[..., Any] | None = None


def _structured(kind: type) -> _Form:
    """Return the form of what is written key by key as the class has them."""
    return _Form(unstructure, lambda data: structure(data, kind))


def _scored(scored: model.Scored) -> dict[str, Any]:
    errors = {"errors": problems_data(scored.problems)} if scored.problems else {}
    return scored_data(scored) | errors


def _read_scored(data: Any) -> model.Scored:
    return read_scored(data if isinstance(data, Mapping) else {})


def _read_edition(data: Any) -> model.Edition:
    return edition_from_data(content_of(data)[1])


_FORMS: Mapping[type, _Form] = {
    model.Assessment: _structured(model.Assessment),
    model.Certificate: _structured(model.Certificate),
    model.Cohort: _Form(cohort_data, cohort_from_data),
    model.Comparison: _Form(whole_comparison_data, comparison_from_data),
    model.Conversion: _Form(whole_conversion_data, conversion_from_data),
    model.Conversions: _Form(whole_conversions_data, conversions_from_data),
    model.Dataset: _structured(model.Dataset),
    model.Difference: _Form(difference_data, difference_from_data),
    model.Edition: _Form(unstructure, _read_edition),
    model.EditionMapping: _Form(mapping_data, mapping_from_data),
    model.Imported: _Form(imported_data, assessments_from_data),
    model.Scorecard: _Form(scorecard_data, scorecard_from_data),
    model.Scored: _Form(_scored, _read_scored),
    model.Standing: _Form(standing_data),
    Problem: _Form(problem_data, lambda data: structure(data, Problem)),
    InputError: _Form(
        lambda error: {"errors": problems_data(error.problems)},
        lambda data: InputError(errors_from_data(data)),
    ),
    UsageError: _Form(
        lambda error: {"errors": problems_data(error.problems)},
        lambda data: UsageError(errors_from_data(data)),
    ),
}


def data_of(value: Any) -> dict[str, Any]:
    """Return an object as the plain data that its schema describes."""
    return _form_of(type(value)).data(value)


def text_of(value: Any) -> str:
    """Return an object as JSON, with a line feed at the end."""
    return json_bytes(data_of(value)).decode()


def object_of(kind: type, data: Any, *needed: Any) -> Any:
    """Return the object of a class that plain data describe; ``needed`` is what its reader needs beside them.

    Raise ``InputError`` with everything that is wrong with the data.
    """
    form = _form_of(kind)
    if form.read is None:
        raise UsageError([Problem("wrong-usage", f"A {kind.__name__} is written, and not read again.")])
    for editions in needed:
        if not isinstance(editions, Mapping):
            sentence = (
                f"The editions of {kind.__name__}.from_json must be found by id, as in a registry, not in"
                f" {_named(editions)}. Give what load_registry() returns."
            )
            raise UsageError([Problem("wrong-usage", sentence)])
    return form.read(data, *needed)


def data_in(document: Any) -> Any:
    """Return the plain data in a document of JSON, a text or its bytes.

    Raise ``InputError`` where it is none, ``UsageError`` where it is neither a text nor bytes.

    >>> data_in(b'{"code": "no-file"}')
    {'code': 'no-file'}
    """
    if isinstance(document, str):
        return parse_json(document.removeprefix("\ufeff"))
    if isinstance(document, (bytes, bytearray)):
        try:
            return parse_json(decode_text(bytes(document), "document.json"))
        except InputError as error:
            raise InputError(evolve(problem, file=None) for problem in error.problems) from None
    sentence = (
        f"This must be a document of JSON, a text or bytes, not {_named(document)}. Plain data are read by"
        " from_dict."
    )
    raise UsageError([Problem("wrong-usage", sentence)])


def _named(value: object) -> str:
    return "nothing" if value is None else f"an object of {type(value).__name__}"


def _form_of(kind: type) -> _Form:
    """Return the form of a class, or of the nearest that it is made from."""
    return next(_FORMS[one] for one in kind.__mro__ if one in _FORMS)
