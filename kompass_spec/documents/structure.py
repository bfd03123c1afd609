"""The strict converter: no extra key, no wrong type, no silent coercion, each problem with its pointer."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from attrs import Attribute, fields, has
from cattrs import BaseValidationError, ClassValidationError, Converter, IterableValidationError
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from kompass_spec.model.edition_rules import LANGUAGE_TAG
from kompass_spec.model.problems import InputError, Problem, WrongTypeError
from kompass_spec.model.quantities import exact_text, quantity_of
from kompass_spec.model.texts import Text

__all__ = ["pointer_step", "structure", "unstructure"]

T = TypeVar("T")

_SHOWABLE = 10**40
_MOST_KEYS = 50
"""How many keys that a table cannot have are listed one by one, with what may have been meant."""
_KINDS = {
    str: "a text in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number with a decimal point",
    Decimal: "a number with a decimal point",
    list: "a list",
    tuple: "a list",
    dict: "a table of keys and values",
    type(None): "nothing",
}


class _WrongValueError(ValueError):
    """Carry the code, the sentence and the place of a problem through cattrs' groups of exceptions."""

    def __init__(self, code: str, message: str, pointer: str = "") -> None:
        self.code = code
        self.message = message
        self.pointer = pointer
        super().__init__(message)


def structure(data: object, wanted: type[T]) -> T:
    """Return ``data``, as TOML or JSON give it, as an object of the class ``wanted``.

    Raise ``InputError`` with every problem at once, each with a JSON Pointer into ``data``.

    >>> from kompass_spec.model import Source
    >>> structure({"id": "report", "title": "A report", "year": 2017}, Source)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    kompass_spec.model.problems.InputError: /year: 'year' is not a key of a source. Its keys are: date, ...
    """
    try:
        return _converter().structure(data, wanted)
    except (BaseValidationError, ValueError, TypeError) as error:
        raise InputError(_problems(error, "")) from None


def unstructure(value: object) -> Any:
    """Return an object of the model as plain data that JSON can write; exact quantities become strings.

    >>> from kompass_spec.model import Interval
    >>> unstructure(Interval(0, "70.05"))
    {'low': '0', 'high': '70.05'}
    """
    return _converter().unstructure(value)


def pointer_step(key: object) -> str:
    """Return one step of a JSON Pointer (RFC 6901).

    >>> pointer_step("a/b")
    '/a~1b'
    """
    return "/" + str(key).replace("~", "~0").replace("/", "~1")


def _words(name: str) -> str:
    letters = name.lstrip("_")
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in letters).strip()
    return f"an {spaced}" if spaced[0] in "aeiou" else f"a {spaced}"


def _given(value: object) -> str:
    shown = _KINDS.get(type(value), f"a {type(value).__name__}")
    if isinstance(value, int) and abs(value) >= _SHOWABLE:
        return f"{shown} of very many digits"
    return f"{shown} ({str(value)[:40]!r})" if isinstance(value, (str, int, float, Decimal)) else shown


def _exactly(kind: type) -> Callable[[object, object], object]:
    def check(value: object, _: object) -> object:
        if type(value) is not kind:
            raise _WrongValueError("wrong-type", f"This must be {_KINDS[kind]}, not {_given(value)}.")
        return value

    return check


def _fraction(value: object, _: object) -> Fraction:
    quantity = quantity_of(value)
    if quantity is None:
        raise _WrongValueError(
            "bad-quantity", f'This must be an exact quantity such as 25, 2.5 or "100/6", not {_given(value)}.'
        )
    return quantity


def _text(value: object, _: object) -> Text:
    if not isinstance(value, Mapping):
        raise _WrongValueError(
            "wrong-type",
            f'This must be a table of languages and words, such as sv = "…", not {_given(value)}.',
        )
    if not value:
        raise _WrongValueError("empty-text", "This text has no language. Write it in at least one.")
    if problems := [problem for tag, words in value.items() for problem in _passage_problems(tag, words)]:
        raise InputError(problems)
    return Text(value)


def _passage_problems(tag: object, words: object) -> Iterator[Problem]:
    """Find what is wrong with the words in one language, each with its place in the text."""
    pointer = pointer_step(tag)
    if not isinstance(tag, str) or not LANGUAGE_TAG.fullmatch(tag):
        sentence = f"{tag!r} is not a language tag. Write a BCP 47 tag, such as 'sv'."
        yield Problem("bad-language", sentence, pointer=pointer)
    if not isinstance(words, str):
        sentence = f"The words must be a text in quotes, not {_given(words)}."
        yield Problem("wrong-type", sentence, pointer=pointer)
    elif not words.strip():
        yield Problem("empty-text", "The words are empty. Write them or leave them out.", pointer=pointer)


def _is_share(wanted: Any) -> bool:
    """Tell a share by its name: reading an edition must not wait for the module of mappings."""
    return (
        isinstance(wanted, type)
        and f"{wanted.__module__}.{wanted.__name__}" == "kompass_spec.model.mapping_parts.Share"
    )


def _share(value: object, wanted: Any) -> Any:
    """Read a share: one exact quantity, its bounds in a list, or as a table."""
    if isinstance(value, Mapping) and set(value) == {"low", "high"}:
        ends = [value["low"], value["high"]]
    else:
        ends = list(value) if isinstance(value, (list, tuple)) else [value, value]
    bounds = [quantity_of(end) for end in ends]
    if len(bounds) != 2 or bounds[0] is None or bounds[1] is None:  # noqa: PLR2004 - a lower and an upper end
        raise _WrongValueError(
            "bad-quantity",
            f'This must be a share such as "3/4", or its ends such as ["1/2", "3/4"], not {_given(value)}.',
        )
    return wanted(bounds[0], bounds[1])


def _enum(value: object, wanted: Any) -> Enum:
    choices = [member.value for member in wanted]
    if value not in choices:
        listed = ", ".join(choices)
        given = repr(value[:40]) if isinstance(value, str) else _given(value)
        raise _WrongValueError("unknown-value", f"This must be one of {listed}, not {given}.")
    member: Enum = wanted(value)
    return member


def _class_hook(converter: Converter) -> Callable[[Any], Callable[[object, object], object]]:
    def make(wanted: Any) -> Callable[[object, object], object]:
        inner: Any = make_dict_structure_fn(
            wanted, converter, _cattrs_forbid_extra_keys=True, **_private(wanted)
        )
        absent = {
            attribute.name: attribute.metadata["absent"]
            for attribute in fields(wanted)
            if "absent" in attribute.metadata
        }

        def check(value: object, kind: object) -> object:
            if not isinstance(value, Mapping):
                raise _WrongValueError("wrong-type", f"This must be {_KINDS[dict]}, not {_given(value)}.")
            return inner({**absent, **value} if absent else value, kind)

        return check

    return make


def _tuple_hook(converter: Converter) -> Callable[[Any], Callable[[object, object], object]]:
    def make(wanted: Any) -> Callable[[object, object], object]:
        inner = converter.get_structure_hook(list[get_args(wanted)[0]])  # type: ignore[misc]  # the element's type is known at run time only

        def check(value: object, _: object) -> object:
            if not isinstance(value, (list, tuple)):
                raise _WrongValueError("wrong-type", f"This must be a list, not {_given(value)}.")
            element = get_args(wanted)[0]
            return tuple(inner(value, list[element]))  # type: ignore[valid-type]  # see above

        return check

    return make


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_structure_hook(Fraction, _fraction)
    converter.register_structure_hook_func(
        lambda wanted: isinstance(wanted, type) and issubclass(wanted, Enum), _enum
    )
    converter.register_structure_hook_factory(_is_tuple, _tuple_hook(converter))
    converter.register_structure_hook_factory(has, _class_hook(converter))
    converter.register_structure_hook_func(lambda wanted: wanted is Text, _text)
    converter.register_structure_hook_func(_is_share, _share)
    converter.register_unstructure_hook(Fraction, exact_text)
    converter.register_unstructure_hook_factory(
        has, lambda kind: make_dict_unstructure_fn(kind, converter, **_written(kind))
    )
    converter.register_unstructure_hook_func(lambda kind: kind is Text, dict)
    converter.register_unstructure_hook_func(_is_tuple, _unstructured_tuple)
    return converter


def _private(wanted: Any) -> dict[str, Any]:
    """Return what keeps private attributes out of every file: they are no part of the content."""
    return {
        attribute.name: override(omit=True) for attribute in fields(wanted) if attribute.name.startswith("_")
    }


def _written(wanted: Any) -> dict[str, Any]:
    """Return what keeps attributes out of what is written: private ones, sparse ones, and what is not denied.

    A release leaves out what is empty, but not what is true: it must not gain a key for what every earlier
    release meant without one.
    """
    unless_denied = {
        attribute.name: override(omit_if_default=True)
        for attribute in fields(wanted)
        if attribute.default is True or attribute.metadata.get("sparse")
    }
    return {**unless_denied, **_private(wanted)}


def _is_tuple(wanted: Any) -> bool:
    return get_origin(wanted) is tuple


def _unstructured_tuple(values: tuple[object, ...]) -> list[Any]:
    return [_converter().unstructure(value) for value in values]


def _problems(error: BaseException, pointer: str) -> Iterator[Problem]:
    if isinstance(error, (ClassValidationError, IterableValidationError)):
        yield from _grouped_problems(error, pointer)
    elif isinstance(error, ForbiddenExtraKeysError):
        extra = sorted(map(str, error.extra_fields))
        yield from (_extra_key(error, key, pointer) for key in extra[:_MOST_KEYS])
        if len(extra) > _MOST_KEYS:
            sentence = (
                f"There are {len(extra) - _MOST_KEYS} more keys that are none of {_words(error.cl.__name__)}."
                " Remove them."
            )
            yield Problem("unknown-key", sentence, pointer=pointer)
    elif isinstance(error, _WrongValueError):
        yield Problem(error.code, error.message, pointer=pointer + error.pointer)
    elif isinstance(error, WrongTypeError):
        # Who wrote a file knows no class, which is what the sentence begins with.
        for problem in error.problems:
            sentence = problem.message.partition(": ")[2]
            yield Problem("bad-value", sentence[:1].upper() + sentence[1:], pointer=pointer)
    elif isinstance(error, InputError):
        yield from (problem.under(pointer) for problem in error.problems)
    else:
        sentence = str(error)
        yield Problem("bad-value", sentence[:1].upper() + sentence[1:] + ".", pointer=pointer)


def _grouped_problems(
    error: ClassValidationError | IterableValidationError, pointer: str
) -> Iterator[Problem]:
    others: list[Exception]
    if isinstance(error, ClassValidationError):
        attributes, others = error.group_exceptions()
        for inner, note in attributes:
            if isinstance(inner, KeyError):
                yield Problem(
                    "missing-key",
                    f"The key {note.name!r} is missing from {_words(error.cl.__name__)}. Add it.",
                    pointer=pointer,
                )
            else:
                yield from _problems(inner, pointer + pointer_step(note.name))
    else:
        elements, others = error.group_exceptions()
        for inner, element in elements:
            yield from _problems(inner, pointer + pointer_step(element.index))
    for other in others:
        yield from _problems(other, pointer)


def _extra_key(error: ForbiddenExtraKeysError, key: str, pointer: str) -> Problem:
    from difflib import get_close_matches

    wanted: Any = error.cl
    attributes: tuple[Attribute[Any], ...] = fields(wanted)
    known = sorted(
        attribute.name for attribute in attributes if attribute.init and not attribute.name.startswith("_")
    )
    near = get_close_matches(key, known, n=1)
    advice = f"Did you mean {near[0]!r}?" if near else f"Its keys are: {', '.join(known)}."
    return Problem(
        "unknown-key",
        f"{key!r} is not a key of {_words(wanted.__name__)}. {advice}",
        pointer=pointer + pointer_step(key),
    )
