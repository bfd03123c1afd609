"""Words as spans: their text, their language where it is another, and the address that they lead to."""

from collections.abc import Iterable
from typing import Any

from kompass_render_pdf.letters import settable
from kompass_spec.model.sheet import Linked, Words
from kompass_spec.model.texts import Passage

__all__ = ["language_of", "spans"]

_OPENED = ("https://", "http://", "mailto:", "#")


def spans(words: Iterable[Words]) -> list[dict[str, Any]]:
    """Return spans; an address of another sheet leads nowhere from paper, so its words stand alone.

    >>> spans(["Se ", Linked("området", "#area-1"), Passage("poeng", "nb")])
    [{'text': 'Se '}, {'text': 'området', 'to': '#area-1'}, {'text': 'poeng', 'language': 'nb'}]
    """
    return [_span(part) for part in words]


def _span(words: Words) -> dict[str, Any]:
    if isinstance(words, Passage):
        span = {"text": settable(words.words)}
        language = language_of(words.language)
        return {**span, "language": language} if language else span
    if isinstance(words, Linked):
        span = {"text": settable(words.words)}
        is_opened = words.address.startswith(_OPENED)
        return {**span, "to": words.address} if is_opened else span
    return {"text": settable(words)}


def language_of(tag: str) -> str:
    """Return the language of a BCP 47 tag, which is all that the typesetter takes, or nothing for no tag.

    >>> language_of("nn-NO"), language_of("x-secret")
    ('nn', '')
    """
    language = tag.split("-", maxsplit=1)[0].lower()
    return language if len(language) in {2, 3} and language.isascii() and language.isalpha() else ""
