"""What an object of the model can be written as and read from: plain data and JSON, as commands write it."""

from collections.abc import Mapping
from typing import Any, Self

from kompass_spec._face import FORMS, lazy_names

__all__ = ["Record", "Written"]


def form(name: str) -> Any:
    """Return a function that writes or reads documents; only the face knows where it stands.

    >>> form("data_in")("[1]")
    [1]
    """
    return lazy_names(__name__, {name: FORMS})(name)


class Written:
    r"""Can be written as the JSON that commands write; its schema says of every key what it means.

    >>> from kompass_spec import score_path
    >>> card = score_path("docs/examples/ornskoldsvik-2017.md").scorecards[0]
    >>> card.to_dict()["total"]["low"], card.to_json()[:24]
    ('549.8', '{\n  "scorer": "standard"')
    """

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain data that JSON can write: texts, whole numbers, lists and tables; quantities as texts.

        The same object gives the same data, with keys in the same order.
        """
        data: dict[str, Any] = form("data_of")(self)
        return data

    def to_json(self) -> str:
        """Return the data of ``to_dict`` as JSON, indented by two and with a line feed at the end."""
        text: str = form("text_of")(self)
        return text


class Record(Written):
    """Can be read again from what was written of it, without loss.

    >>> from kompass_spec import Assessment, import_path
    >>> assessment = import_path("docs/examples/ornskoldsvik-2017.md").assessments[0]
    >>> Assessment.from_json(assessment.to_json()) == assessment
    True
    """

    __slots__ = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the object that plain data describe.

        Raise ``InputError`` with everything that is wrong with them, each with its JSON Pointer.
        """
        made: Self = form("object_of")(cls, data)
        return made

    @classmethod
    def from_json(cls, document: str | bytes) -> Self:
        """Return the object in a document of JSON, a text or its bytes in any encoding of Unicode.

        Raise ``InputError`` with everything that is wrong with it, each with its line or JSON Pointer.
        """
        made: Self = form("object_of")(cls, form("data_in")(document))
        return made
