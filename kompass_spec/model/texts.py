"""Texts in several languages, keyed by BCP 47 tags."""

from collections.abc import Iterator, Mapping
from typing import final

from attrs import field, frozen

from kompass_spec.model.arguments import checked
from kompass_spec.model.fields import held
from kompass_spec.model.problems import Problem, WrongTypeError

__all__ = ["Passage", "Text", "fallback_of"]

# "no" is Norwegian of either kind, and most of it is Bokmål.
_NEIGHBOURS = {"nb": ("nn",), "nn": ("nb",), "no": ("nb", "nn")}
_SCRIPT, _REGION = 4, 2


def fallback_of(asked: str) -> tuple[str, ...]:
    """Return the tags to look under for a language, the best first, in the case that BCP 47 advises.

    The order is: as asked (``nn-NO``), its language (``nn``), ``nb`` for ``nn`` and ``nn`` for ``nb``, both
    for ``no``.

    >>> fallback_of("NN-no"), fallback_of("no"), fallback_of("sv")
    (('nn-NO', 'nn', 'nb'), ('no', 'nb', 'nn'), ('sv',))
    """
    language, *others = asked.lower().split("-")
    cases = {_SCRIPT: str.title, _REGION: str.upper}
    tag = "-".join((language, *(cases.get(len(other), str)(other) for other in others)))
    return tuple(dict.fromkeys((tag, language, *_NEIGHBOURS.get(language, ()))))


@final
@frozen(field_transformer=held)
class Passage:
    """Hold words together with the BCP 47 tag of the language that they are in."""

    words: str
    language: str


def _sorted_pairs(
    translations: Mapping[str, str] | tuple[tuple[str, str], ...],
) -> tuple[tuple[str, str], ...]:
    try:
        pairs: tuple[tuple[str, str], ...] | None = tuple(sorted(dict(translations).items()))
    except (TypeError, ValueError):
        pairs = None
    if pairs is None or not all(type(one) is str for pair in pairs for one in pair):
        sentence = (
            "Text: translations must be a dictionary of language tags and words, such as {'sv': 'Mål'}."
        )
        raise WrongTypeError([Problem("wrong-usage", sentence)])
    return pairs


@final
@frozen(field_transformer=held)
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

    @checked
    def in_language(self, asked: str, own: str) -> Passage:
        """Return the words in the language asked for, else in the edition's own, never in another.

        The order is that of ``fallback_of``, then ``own``. Raise ``KeyError`` where none of them is there.

        >>> Text({"nb": "Resultatfokus", "sv": "Resultat"}).in_language("nn-NO", "sv")
        Passage(words='Resultatfokus', language='nb')
        """
        for tag in (*fallback_of(asked), own):
            if tag in self:
                return Passage(self[tag], tag)
        raise KeyError(own)

    @checked
    def in_any_language(self, asked: str) -> Passage:
        """Return the words in the language asked for, else in the first that there is.

        This is for remarks, reasons and statements, which are not the framework and may be in any language.

        >>> Text({"da": "Samme navn", "sv": "Samma namn"}).in_any_language("en")
        Passage(words='Samme navn', language='da')
        """
        return self.in_language(asked, self.translations[0][0])
