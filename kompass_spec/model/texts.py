"""Texts in several languages, keyed by BCP 47 tags."""

from collections.abc import Iterator, Mapping
from typing import final

from attrs import field, frozen

__all__ = ["Passage", "Text"]

_NEIGHBOURS = {"nb": "nn", "nn": "nb"}


@final
@frozen
class Passage:
    """Hold words together with the BCP 47 tag of the language that they are in."""

    words: str
    language: str


def _sorted_pairs(
    translations: Mapping[str, str] | tuple[tuple[str, str], ...],
) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(dict(translations).items()))


@final
@frozen
class Text(Mapping[str, str]):
    """Hold one text in one or more languages; read it like a mapping from BCP 47 tag to words.

    >>> title = Text({"sv": "Ständiga förbättringar"})
    >>> title["sv"]
    'Ständiga förbättringar'
    """

    translations: tuple[tuple[str, str], ...] = field(converter=_sorted_pairs)

    def __getitem__(self, language: str) -> str:
        """Return the words in exactly this language; raise ``KeyError`` if there are none."""
        for tag, words in self.translations:
            if tag == language:
                return words
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the language tags in alphabetical order."""
        return (tag for tag, _ in self.translations)

    def __len__(self) -> int:
        """Count the languages."""
        return len(self.translations)

    def in_language(self, asked: str, own: str) -> Passage:
        """Return the words in the language asked for, else in the edition's own, never in another.

        The order is: as asked (``nn-NO``), its language (``nn``), ``nb`` for ``nn`` and ``nn`` for ``nb``, then
        ``own``. Raise ``KeyError`` where none of them is there.

        >>> Text({"nb": "Resultatfokus", "sv": "Resultat"}).in_language("nn-NO", "sv")
        Passage(words='Resultatfokus', language='nb')
        """
        language = asked.partition("-")[0]
        for tag in (asked, language, _NEIGHBOURS.get(language, language), own):
            if tag in self:
                return Passage(self[tag], tag)
        raise KeyError(own)

    def in_any_language(self, asked: str) -> Passage:
        """Return the words in the language asked for, else in the first that there is.

        This is for remarks, reasons and statements, which are not the framework and may be in any language.

        >>> Text({"da": "Samme navn", "sv": "Samma namn"}).in_any_language("en")
        Passage(words='Samme navn', language='da')
        """
        return self.in_language(asked, self.translations[0][0])
