"""What is written without its editions: it names them, and they are given where it is read again."""

from collections.abc import Mapping
from typing import Any, Self

from kompass_spec.model.edition import Edition
from kompass_spec.model.written import Written, form

__all__ = ["RecordOfEditions"]


class RecordOfEditions(Written):
    """Can be read again where the editions are given that it only names, such as a registry.

    >>> from kompass_spec import EditionMapping, find_mapping, load_registry
    >>> registry = load_registry()
    >>> mapping = find_mapping("se-2010", "se-2016", registry)
    >>> EditionMapping.from_json(mapping.to_json(), registry) == mapping
    True
    """

    __slots__ = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], editions: Mapping[str, Edition]) -> Self:
        """Return the object that plain data describe, on ``editions``, which are found by id and version.

        Raise ``InputError`` with everything that is wrong with them, each with its JSON Pointer.
        """
        made: Self = form("object_of")(cls, data, editions)
        return made

    @classmethod
    def from_json(cls, document: str | bytes, editions: Mapping[str, Edition]) -> Self:
        """Return the object in a document of JSON, a text or its bytes in any encoding of Unicode.

        ``editions`` are found by id and version. Raise ``InputError`` with everything that is wrong with it,
        each with its line or JSON Pointer.
        """
        made: Self = form("object_of")(cls, form("data_in")(document), editions)
        return made
