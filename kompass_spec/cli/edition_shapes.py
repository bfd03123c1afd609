"""Put what an item has beside text and maximum into lines for the terminal: kinds, scale, guidance."""

from collections.abc import Iterator

from kompass_spec.model import Area, Criterion, Edition, Question, ScaleLevel, Text
from kompass_spec.model.quantities import exact_text

__all__ = ["maximum_text", "shape_lines"]


def maximum_text(item: Area | Question | Criterion, unit: str = "") -> str:
    """Return the maximum of an item in words, which a question for context does not have.

    >>> maximum_text(Question(code="1.1", text=Text({"sv": "Varför?"}), scored=False))
    'not scored'
    """
    if isinstance(item, Question) and not item.scored:
        return "not scored"
    return exact_text(item.max) + unit if item.max is not None else "not known"


def shape_lines(item: Area | Question | Criterion, edition: Edition, language: str) -> Iterator[str]:
    """Yield whom an item is for, the levels that it is answered on, and what gives full points."""
    if not isinstance(item, Criterion) and item.applies_to:
        yield f"applies to: {', '.join(kind.value for kind in item.applies_to)}"
    if isinstance(item, Area):
        return
    scale = edition.scale_of(item.code)
    if scale is not None:
        yield from ("", f"Scale {scale.id}")
        yield from (f"  {_level(level, edition, language)}" for level in scale.levels)
    if item.guidance:
        yield from ("", "What gives full points")
        for given in item.guidance:
            source = given.source or item.source or edition.source
            yield f"  {_words(given.text, edition, language)} ({source})"


def _level(level: ScaleLevel, edition: Edition, language: str) -> str:
    label = f" ({_words(level.label, edition, language)})" if level.label is not None else ""
    given = "not known what it gives"
    if level.points is not None:
        given = f"{exact_text(level.points)} points"
    elif level.share is not None:
        given = f"{exact_text(level.share)} of the maximum"
    return f"{exact_text(level.value)}{label}: {given}"


def _words(text: Text, edition: Edition, language: str) -> str:
    return text.in_language(language, edition.language).words
