"""Put an edition, or one item of it, into text for the terminal."""

from collections.abc import Iterator
from fractions import Fraction

from kompass_spec.cli.edition_shapes import maximum_text, shape_lines
from kompass_spec.cli.output import table
from kompass_spec.model import Area, Criterion, Edition, Question, Source, Text
from kompass_spec.model.quantities import exact_text
from kompass_spec.registry.registry import Registry
from kompass_spec.wording.editions import explain_known, scored_by
from kompass_spec.wording.wording import wording_for

__all__ = ["edition_text", "item_text", "no_such_item"]


def no_such_item(code: str, edition: Edition) -> str:
    """Return the sentence for a code that the edition does not have."""
    known = ", ".join(area.code for area in edition.areas) or "none"
    areas = f"The areas known of it: {known}" if scored_by(edition) is None else f"Its areas are {known}"
    questions = "questions are written like 7.2" if edition.questions else "its questions are not known"
    return f"{edition.id} has no area or question {code!r}. {areas}; {questions}."


def edition_text(edition: Edition, language: str, registry: Registry) -> str:
    """Return what is known of an edition: facts, areas and questions, sources and notes."""
    facts = [
        ("title", _words(edition.title, edition, language)),
        ("publisher", edition.publisher),
        ("in use", f"{edition.valid_from}–{edition.valid_to or ''}"),
        ("release", _release(edition, registry)),
        ("known", f"{edition.completeness.value}: {explain_known(edition, wording_for('en'))}"),
        ("maximum", _points(edition.max, " points")),
        ("rights", edition.rights),
    ]
    rows = list(_rows(edition, language))
    shown = table(("code", "max", "title"), rows, right=(1,)) if rows else "None of its areas is known."
    lines = [edition.id, "", *(f"{name:<10} {value}" for name, value in facts), "", shown]
    lines += ["", "Sources", *(f"  {source.id}: {_source(source)}" for source in edition.sources)]
    if edition.notes:
        lines += ["", "Notes"]
        lines += [
            f"  {_note(note.text, edition, language)} ({note.source or edition.source})"
            for note in edition.notes
        ]
    return "\n".join(lines)


def item_text(item: Area | Question | Criterion, edition: Edition, language: str) -> str:
    """Return what is known of an area, a question or a criterion, with its source."""
    text = item.title if isinstance(item, Area) else item.text
    lines = [
        f"{edition.id} {item.code}  {_words(text, edition, language)}",
        f"maximum: {maximum_text(item, ' points')}",
        *shape_lines(item, edition, language),
    ]
    if isinstance(item, Area):
        lines += _of_area(item, edition, language)
    below = () if isinstance(item, Criterion) else item.questions if isinstance(item, Area) else item.criteria
    if below:
        rows = [(part.code, maximum_text(part), _words(part.text, edition, language)) for part in below]
        lines += ["", table(("code", "max", "text"), rows, right=(1,))]
    source_id = item.source or edition.source
    source = next((source for source in edition.sources if source.id == source_id), None)
    if source is not None:
        lines += ["", f"Source: {_source(source)}"]
    return "\n".join(lines)


def _of_area(area: Area, edition: Edition, language: str) -> Iterator[str]:
    if area.aliases:
        yield f"also printed as: {'; '.join(area.aliases)}"
    if area.headings:
        yield from ("", "Headings")
        yield from (f"  {_words(heading.text, edition, language)}" for heading in area.headings)


def _rows(edition: Edition, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield a row for every area and its questions, or its headings where no question is known."""
    for area in edition.areas:
        yield (area.code, maximum_text(area), _words(area.title, edition, language))
        for question in area.questions:
            yield (question.code, maximum_text(question), "  " + _words(question.text, edition, language))
        if not area.questions:
            for heading in area.headings:
                yield ("", "", "  " + _words(heading.text, edition, language))


def _words(text: Text, edition: Edition, language: str) -> str:
    return text.in_language(language, edition.language).words


def _points(maximum: Fraction | None, unit: str = "") -> str:
    return exact_text(maximum) + unit if maximum is not None else "not known"


def _release(edition: Edition, registry: Registry) -> str:
    """Return the release with what the ledger says of it: withdrawn and why, or that it is a draft."""
    release = next(
        (known for known in registry.released(edition.id) if known.entry.version == edition.release), None
    )
    if release is None or registry.digest(edition) is None:
        return f"{edition.release} (a draft, not released)"
    if release.withdrawn is not None:
        return f"{edition.release} (withdrawn: {release.withdrawn})"
    return f"{edition.release} ({release.entry.date}, SHA-256 {release.entry.sha256[:16]}…)"


def _note(text: Text, edition: Edition, language: str) -> str:
    """Return a remark in the language asked for, in the edition's, or in whichever it is written in.

    Unlike the texts of the framework, a remark may be read in any language.
    """
    if edition.language in text:
        return text.in_language(language, edition.language).words
    return text.in_any_language(language).words


def _source(source: Source) -> str:
    return ", ".join(part for part in (source.title, source.publisher, source.date, source.url) if part)
