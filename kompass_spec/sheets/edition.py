"""Compose the sheet of an edition: a booklet that can be printed."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kompass_spec.model.drawings import Weights
from kompass_spec.model.edition import Area, Completeness, Edition
from kompass_spec.model.mapping import EditionMapping
from kompass_spec.model.sheet import (
    Bullet,
    Bullets,
    Fact,
    Facts,
    Illustration,
    Paragraph,
    Part,
    Section,
    Sheet,
    SheetBlock,
    Tone,
    Words,
    words_of,
)
from kompass_spec.sheets.edition_items import area_sections, scales_section
from kompass_spec.sheets.edition_mappings import mappings_section
from kompass_spec.sheets.edition_releases import ShownRelease, releases_section
from kompass_spec.sheets.neighbours import neighbours_of
from kompass_spec.sheets.passages import (
    coded,
    note_of,
    period_of,
    remark_of,
    source_bullet,
    titled,
)
from kompass_spec.wording.editions import explain_known, scored_by
from kompass_spec.wording.names import country_name, language_name
from kompass_spec.wording.shapes import describe_listed
from kompass_spec.wording.wording import Wording, message, wording_for

__all__ = ["edition_sheet"]


def edition_sheet(
    edition: Edition,
    *,
    language: str | None = None,
    mappings: Sequence[EditionMapping] = (),
    releases: Sequence[ShownRelease] = (),
) -> Sheet:
    """Return what is known of an edition: facts, weights, areas and questions, mappings, releases, sources.

    ``language`` is the BCP 47 tag asked for, the edition's own unless given; ``mappings`` are those that join
    the edition with others, ``releases`` those of the edition and of its mappings, newest first.

    >>> from kompass_spec import load_registry
    >>> sheet = edition_sheet(load_registry()["se-2016"], language="en")
    >>> sheet.kicker, sheet.title
    ('Editions · Sweden', 'Kommunkompassen 2016')
    """
    wording = wording_for(language or edition.language, edition.language)
    title = words_of(titled(edition, wording))
    neighbours = neighbours_of(edition, mappings)
    first: list[SheetBlock] = [_facts(edition, releases, wording), *_weights(edition, wording)]
    then: list[SheetBlock] = []
    if edition.areas:
        heading = wording.say("Areas and questions") if edition.questions else wording.say("Areas")
        then.append(
            Section(
                heading=heading,
                anchor="areas",
                blocks=tuple(area_sections(edition, neighbours, wording)),
            )
        )
    then += scales_section(edition, wording)
    then += _not_known(edition, wording)
    then += mappings_section(edition, neighbours, wording)
    then.append(releases_section(releases, wording))
    then += [_use(edition, wording), _notes(edition, wording), _rights(edition, wording)]
    lines = (_size(edition, wording), explain_known(edition, wording))
    return Sheet(
        kind="edition",
        language=wording.language,
        kicker=f"{wording.say('Editions')} · {country_name(edition.country, wording)}",
        title=title,
        name=title,
        lines=lines,
        parts=(Part(blocks=(*first, *(block for block in then if not _is_empty(block)))),),
        foot=(wording.say("Made with kompass-spec from the edition’s data and nothing else."),),
        summary=(title, *lines),
    )


def _is_empty(block: SheetBlock) -> bool:
    return isinstance(block, Section) and not block.blocks


def _size(edition: Edition, wording: Wording) -> str:
    """Return when an edition was in use, and how much it asks and gives."""
    numbers = [len(edition.areas), *([len(edition.questions)] if edition.questions else [])]
    of_areas, *of_questions = wording.numerals(*numbers)
    counted = [wording.count("{number} area", "{number} areas", len(edition.areas), written=of_areas)]
    if edition.questions:
        counted.append(
            wording.count(
                "{number} question", "{number} questions", len(edition.questions), written=of_questions[0]
            )
        )
    if edition.max is not None:
        counted.append(wording.say("{points} points in all", points=wording.number(edition.max)))
    return wording.say(
        "Used for evaluations {period}: {what}.", period=period_of(edition, wording), what=", ".join(counted)
    )


def _facts(edition: Edition, releases: Sequence[ShownRelease], wording: Wording) -> Facts:
    say = wording.say
    known = {
        Completeness.COMPLETE: message("everything"),
        Completeness.QUESTIONS: message("all questions, not all maxima"),
        Completeness.AREAS: message("the areas"),
        Completeness.PARTIAL: message("a part"),
    }
    own = next((one for one in releases if (one.name, one.version) == (edition.id, edition.release)), None)
    release = edition.release
    if not edition.is_released:
        # A draft may say the version of a release.
        release = say("{release} (a draft, not released)", release=release)
    elif own is not None and own.withdrawn is not None:
        release = say("{release} (withdrawn)", release=release)
    elif own is not None and not own.is_newest:
        release = say("{release} (not the newest)", release=release)
    maximum = (
        say("{points} points", points=wording.number(edition.max))
        if edition.max is not None
        else say("not known")
    )
    pairs = (
        (say("Identifier"), edition.id),
        (say("Release"), release),
        (say("In use"), period_of(edition, wording)),
        (say("Publisher"), edition.publisher),
        (say("Language"), language_name(edition.language, wording)),
        (say("Known"), say(known[edition.completeness])),
        (say("Maximum"), maximum),
    )
    return Facts(facts=tuple(Fact(term=term, lines=(line,)) for term, line in pairs))


def _weights(edition: Edition, wording: Wording) -> Iterator[SheetBlock]:
    weighed = [(area, maxima) for area in edition.areas if (maxima := _maxima(area))]
    if not weighed:
        return
    rows = tuple(
        (
            words_of(coded(edition, area.code, wording)),
            tuple(maxima),
        )
        for area, maxima in weighed
    )
    questions = [pair for _, maxima in weighed for pair in maxima]
    title = wording.count(
        "The question at a glance",
        "The {number} questions at a glance",
        len(questions),
        written=wording.numeral(len(questions)),
    )
    note = wording.say("Each block is a question, as wide as the points that it can give.")
    yield Section(
        heading=title,
        anchor="weights",
        blocks=(
            Paragraph(words=(note,), tone=Tone.QUIET),
            Illustration(
                drawing=Weights(rows=rows),
                title=title,
                finding=_extremes(questions, wording),
            ),
        ),
    )


def _maxima(area: Area) -> list[tuple[str, Fraction]]:
    """Return the questions of an area with their maxima, nothing where one of these is not known."""
    known = [(question.code, question.max) for question in area.parts if question.max is not None]
    return known if len(known) == len(area.parts) else []


def _extremes(questions: Sequence[tuple[str, Fraction]], wording: Wording) -> str:
    most, least = (choose(points for _, points in questions) for choose in (max, min))
    if most == least:
        return wording.say("Every question gives at most {points} points.", points=wording.number(most))

    def listed(wanted: Fraction) -> str:
        return describe_listed([code for code, points in questions if points == wanted], wording)

    return wording.say(
        "The most points, {most}, are for {first}; the fewest, {least}, for {last}.",
        most=wording.number(most),
        first=listed(most),
        least=wording.number(least),
        last=listed(least),
    )


def _not_known(edition: Edition, wording: Wording) -> Iterator[Section]:
    said = []
    if scored_by(edition) != "question":
        said.append(explain_known(edition, wording))
    if not edition.areas:
        said.append(wording.say("None of its areas is known."))
    unknown = [area.code for area in edition.areas if area.max is None]
    if unknown:
        said.append(
            wording.say("The maximum is not known of area {codes}.", codes=describe_listed(unknown, wording))
        )
    unknown = [one.code for one in edition.questions if one.scored and one.max is None]
    if unknown:
        codes = describe_listed(unknown, wording)
        said.append(wording.say("The maximum is not known of question {codes}.", codes=codes))
    if said:
        yield Section(
            heading=wording.say("What is not known"),
            anchor="not-known",
            blocks=(Bullets(bullets=tuple(Bullet(words=(sentence,)) for sentence in said)),),
        )


def _use(edition: Edition, wording: Wording) -> Section:
    """Return the commands that show the edition, one item of it, and a report on it."""
    say = wording.say
    codes = [one.code for one in edition.questions] or [one.code for one in edition.areas]
    commands = [(say("Show this edition"), f"kompass show {edition.id}")]
    if codes:
        commands.append((say("Show one item"), f"kompass show {edition.id} {codes[0]}"))
    if scored_by(edition) is not None:
        commands.append(
            (say("Read a report"), f"kompass report report.pdf --edition {edition.id} -o page.html")
        )
    facts = tuple(Fact(term=term, lines=(command,)) for term, command in commands)
    return Section(heading=say("Use it"), anchor="use", blocks=(Facts(facts=facts),))


def _notes(edition: Edition, wording: Wording) -> Section:
    titles = {source.id: source.title for source in edition.sources}
    bullets = []
    for note in edition.notes:
        source = titles.get(note.source or edition.source or "")
        words: tuple[Words, ...] = (note_of(note.text, edition, wording),)
        bullets.append(Bullet(words=(*words, f" ({source})") if source else words))
    blocks = (Bullets(bullets=tuple(bullets)),) if bullets else ()
    return Section(heading=wording.say("Notes"), anchor="notes", blocks=blocks)


def _rights(edition: Edition, wording: Wording) -> Section:
    blocks: list[SheetBlock] = [Paragraph(words=(remark_of(edition.said_rights, wording),))]
    if edition.sources:
        blocks.append(Bullets(bullets=tuple(source_bullet(source) for source in edition.sources)))
    return Section(heading=wording.say("Rights and sources"), anchor="sources", blocks=tuple(blocks))
