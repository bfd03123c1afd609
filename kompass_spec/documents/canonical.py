"""Write plain data in the canonical form of RFC 8785, so that the same data always gives the same bytes."""

import json
from collections.abc import Mapping

__all__ = ["canonical_bytes", "release_bytes"]


def canonical_bytes(data: object) -> bytes:
    r"""Return plain data as canonical JSON in UTF-8: keys sorted by UTF-16, no spaces.

    Only texts, whole numbers within 2**53, true, false, nothing, lists and tables with text keys are taken,
    because exact quantities are texts. Raise ``ValueError`` for anything else.

    >>> canonical_bytes({"b": [1, "é"], "a": None}).decode()
    '{"a":null,"b":[1,"é"]}'
    """
    return json.dumps(
        _ordered(data), ensure_ascii=False, allow_nan=False, separators=(",", ":"), check_circular=False
    ).encode()


def release_bytes(data: object) -> bytes:
    r"""Return plain data as the canonical bytes of a release: what is not known, or empty, is left out.

    A key that the package learns later then does not alter what the same content was before.

    >>> release_bytes({"id": "se-2016", "valid_to": None, "notes": []}).decode()
    '{"id":"se-2016"}'
    """
    return canonical_bytes(_compact(data))


def _compact(data: object) -> object:
    if isinstance(data, Mapping):
        kept = {key: _compact(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if value is not None and value not in ([], {})}
    if isinstance(data, (list, tuple)):
        return [_compact(element) for element in data]
    return data


def _ordered(data: object) -> object:
    if isinstance(data, Mapping):
        if not all(isinstance(key, str) for key in data):
            raise ValueError("a canonical table has texts as keys")
        return {key: _ordered(data[key]) for key in sorted(data, key=lambda key: key.encode("utf-16-be"))}
    if isinstance(data, (list, tuple)):
        return [_ordered(element) for element in data]
    if isinstance(data, float) or (isinstance(data, int) and abs(data) >= 2**53):
        raise ValueError(f"{data!r} has no exact place in canonical JSON; write it as a text")
    if data is None or isinstance(data, (str, int)):
        return data
    raise ValueError(f"a {type(data).__name__} cannot be written as canonical JSON")
