"""``kompass show``: show an edition, or one item of it, with its sources."""

from argparse import Namespace
from fractions import Fraction
from typing import Any

from kompass_spec.cli.output import table, warn, write_json
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Area, Criterion, Edition, Question, Text
from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.model.quantities import exact_text
from kompass_spec.plugins.host import load_plugins
from kompass_spec.registry.chosen import chosen_edition
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.wording.editions import explain_known, scored_by
from kompass_spec.wording.wording import wording_for

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """Show the edition, or the area or question with the code that is asked for."""
    plugins = load_plugins("frameworks")
    registry = load_registry(plugins)
    warn(Problem("plugin-failed", failure.message) for failure in plugins.failures)
    registry, name = chosen_edition(options.edition, registry)
    edition = registry[name]
    warn(registry.withdrawals([name]))
    if options.item is not None and options.item not in edition:
        raise UsageError([Problem("unknown-item", _no_such_item(options.item, edition))])
    item = edition.item(options.item) if options.item is not None else None
    language = options.lang or edition.language
    if options.json:
        write_json(unstructure(item) if item is not None else unstructure(edition))
    elif item is None:
        print(_whole(edition, language, registry))
    else:
        print(_one(item, edition, language))
    return 0


def _no_such_item(code: str, edition: Edition) -> str:
    known = ", ".join(area.code for area in edition.areas) or "none"
    areas = f"The areas known of it: {known}" if scored_by(edition) is None else f"Its areas are {known}"
    asked = "questions are written like 7.2" if edition.questions else "its questions are not known"
    return f"{edition.id} has no area or question {code!r}. {areas}; {asked}."


def _words(text: Text, edition: Edition, language: str) -> str:
    return text.in_language(language, edition.language).words


def _points(maximum: Fraction | None, unit: str = "") -> str:
    return exact_text(maximum) + unit if maximum is not None else "not known"


def _release(edition: Edition, registry: Registry) -> str:
    """Return the release with what the ledger says of it: that it was withdrawn and why, or that it is a draft."""
    found = [one for one in registry.released(edition.id) if one.entry.version == edition.release]
    if not found or registry.digest(edition) is None:
        return f"{edition.release} (a draft, not released)"
    if found[0].withdrawn is not None:
        return f"{edition.release} (withdrawn: {found[0].withdrawn})"
    return f"{edition.release} ({found[0].entry.date}, SHA-256 {found[0].entry.sha256[:16]}…)"


def _whole(edition: Edition, language: str, registry: Registry) -> str:
    facts = [
        ("title", _words(edition.title, edition, language)),
        ("publisher", edition.publisher),
        ("in use", f"{edition.valid_from}–{edition.valid_to or ''}"),
        ("release", _release(edition, registry)),
        ("known", f"{edition.completeness.value}: {explain_known(edition, wording_for('en'))}"),
        ("maximum", _points(edition.max, " points")),
        ("rights", edition.rights),
    ]
    lines = [edition.id, "", *(f"{name:<10} {value}" for name, value in facts), ""]
    rows: list[tuple[str, str, str]] = []
    for area in edition.areas:
        rows.append((area.code, _points(area.max), _words(area.title, edition, language)))
        rows.extend(
            (question.code, _points(question.max), "  " + _words(question.text, edition, language))
            for question in area.questions
        )
        if not area.questions:
            rows.extend(("", "", "  " + _words(heading.text, edition, language)) for heading in area.headings)
    shown = table(("code", "max", "title"), rows, right=(1,)) if rows else "None of its areas is known."
    lines += [shown, "", "Sources"]
    for source in edition.sources:
        lines.append(f"  {source.id}: {_source(source)}")
    if edition.notes:
        lines += ["", "Notes"]
        lines += [
            f"  {_note(note.text, edition, language)} ({note.source or edition.source})"
            for note in edition.notes
        ]
    return "\n".join(lines)


def _note(text: Text, edition: Edition, language: str) -> str:
    """Return a remark in the language asked for, the edition's, or whichever it is written in: it is not the framework."""
    return (
        text.in_language(language, edition.language).words
        if edition.language in text
        else text.in_any_language(language).words
    )


def _source(source: Any) -> str:
    return ", ".join(part for part in (source.title, source.publisher, source.date, source.url) if part)


def _one(item: Area | Question | Criterion, edition: Edition, language: str) -> str:
    text = item.title if isinstance(item, Area) else item.text
    lines = [
        f"{edition.id} {item.code}  {_words(text, edition, language)}",
        f"maximum: {_points(item.max, ' points')}",
    ]
    if isinstance(item, Area):
        if item.aliases:
            lines.append(f"also printed as: {'; '.join(item.aliases)}")
        if item.headings:
            lines += [
                "",
                "Headings",
                *(f"  {_words(heading.text, edition, language)}" for heading in item.headings),
            ]
    rows = [
        (part.code, _points(part.max), _words(part.text, edition, language))
        for part in (() if isinstance(item, Criterion) else item.parts)
    ]
    if rows:
        lines += ["", table(("code", "max", "text"), rows, right=(1,))]
    source = next((known for known in edition.sources if known.id == (item.source or edition.source)), None)
    if source is not None:
        lines += ["", f"Source: {_source(source)}"]
    return "\n".join(lines)
