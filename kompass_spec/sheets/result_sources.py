"""How a result came about and where it comes from: method, file, places of its figures, publications."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kompass_spec.model import TOTAL, Evidence, Observation, Passage, Scorecard, Source
from kompass_spec.model.sheet import (
    Bullet,
    Bullets,
    Column,
    ColumnKind,
    Details,
    Fact,
    Facts,
    Paragraph,
    Section,
    SheetBlock,
    SheetRow,
    SheetTable,
    Tone,
    Words,
)
from kompass_spec.sheets.addresses import linked
from kompass_spec.sheets.contents import ResultContent
from kompass_spec.sheets.passages import own_remark
from kompass_spec.sheets.spoken import Spoken, run_of
from kompass_spec.wording.editions import explain_known, scored_by
from kompass_spec.wording.figures import describe_item
from kompass_spec.wording.organisations import describe_organisation
from kompass_spec.wording.remarks import describe_evidence

__all__ = ["foot_of", "method_section", "sources_section"]

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def method_section(content: ResultContent, spoken: Spoken) -> Section:
    """Return in two sentences how the result was computed, and what is known of the evaluation."""
    say, card = spoken.wording.say, content.scorecard
    if card.assessment.is_answered:
        sentences = [_of_answers(card, spoken)]
    else:
        sentences = [
            say("Only figures in the report are used, and each is read as rounded on its own."),
            say(
                "From all of them together follows the least range that every result must lie in; a figure"
                " that contradicts the others is not counted."
            ),
        ]
    blocks: list[SheetBlock] = [Paragraph(words=(" ".join(sentences),))]
    edition = spoken.edition_of(card)
    if edition is not None and scored_by(edition) != "question":
        blocks.append(Paragraph(words=(explain_known(edition, spoken.wording),)))
    blocks.append(Facts(facts=tuple(_facts(card, spoken))))
    return Section(heading=say("Method"), blocks=tuple(blocks), anchor="method")


def _facts(card: Scorecard, spoken: Spoken) -> Iterator[Fact]:
    say, assessment = spoken.wording.say, card.assessment
    organisation = describe_organisation(assessment.organisation, spoken.wording)
    yield Fact(term=say("Organisation"), lines=(organisation,))
    reason = spoken.year_reason(assessment)
    if reason is not None:
        yield Fact(term=say("Why this year"), lines=(reason,))
    yield Fact(term=say("Edition"), lines=_edition(card, spoken))
    if assessment.evaluators and not spoken.is_of_this_language(card):
        # On a page in the report's own language, they stand with their roles in its head.
        yield Fact(
            term=say("Evaluators"),
            lines=tuple(
                spoken.printed(f"{one.name}, {one.role}" if one.role else one.name, card)
                for one in assessment.evaluators
            ),
        )
    if not card.is_of_sums:
        yield Fact(term=say("Scorer"), lines=(str(card.scorer),))
    evidence = [one for one in assessment.evidence if one.item is None and _says_more(one, spoken)]
    if evidence:
        lines = tuple(spoken.printed(describe_evidence(one, spoken.wording), card) for one in evidence)
        yield Fact(term=say("Evidence"), lines=lines)


def _says_more(evidence: Evidence, spoken: Spoken) -> bool:
    """Tell whether the words of evidence say more than its kind."""
    kind, _, words = describe_evidence(evidence, spoken.wording).partition(": ")
    return bool(words) and words.casefold() != kind.casefold()


def _edition(card: Scorecard, spoken: Spoken) -> tuple[Words, ...]:
    edition = spoken.edition_of(card)
    title, release = spoken.edition_title(card), spoken.release_of(card)
    if edition is None:
        return (release,)
    return (title, spoken.words(Passage(edition.publisher, edition.language)), release)


def sources_section(content: ResultContent, spoken: Spoken) -> Section:
    """Return the file that was read, where its figures stand, and the publications behind the editions."""
    say = spoken.wording.say
    blocks: list[SheetBlock] = []
    places = tuple(_places(content, spoken))
    if places:
        blocks.append(_places_table(places, spoken))
    for card in _one_of_each_edition(content):
        blocks += _edition_sources(card, spoken)
    return Section(heading=say("Sources"), blocks=tuple(blocks), anchor="sources")


def _of_answers(card: Scorecard, spoken: Spoken) -> str:
    if all(seen.is_exact for seen in card.assessment.observations):
        return spoken.wording.say(
            "The points are the answers that the evaluators gave, added up without rounding."
        )
    return spoken.wording.say(
        "The points are the answers that were given; where one is rounded, all that it can mean is counted."
    )


def foot_of(content: ResultContent, spoken: Spoken) -> tuple[Words, ...]:
    """Return of what the sheet was made: the files that were read, with their digests."""
    say = spoken.wording.say
    is_answered = content.scorecard.assessment.is_answered
    files = tuple(_files(content))
    if not files:
        return (say("Compiled with kompass-spec."),)
    names = "; ".join(f"{name}, SHA-256 {digest}" for name, digest in files)
    sentence = (
        say("Compiled with kompass-spec from the answers alone ({files}).", files=names)
        if is_answered
        else say("Compiled with kompass-spec from the figures in the report alone ({files}).", files=names)
    )
    return (sentence,)


def _files(content: ResultContent) -> Iterator[tuple[str, str]]:
    seen: dict[tuple[str, str], None] = {}
    for card in (content.scorecard, *content.history):
        source = card.assessment.source
        if source is not None:
            # The folder says where a file lay on somebody's computer, and nothing about what stood in it.
            seen.setdefault((source.file.replace("\\", "/").rpartition("/")[2], source.sha256))
    yield from seen


def _places(content: ResultContent, spoken: Spoken) -> Iterator[tuple[str, str, str]]:
    """Yield where figures stood: of the total, each area with its questions, each earlier evaluation."""
    card, wording = content.scorecard, spoken.wording
    groups = [
        (describe_item(TOTAL, wording), [seen for seen in card.assessment.observations if seen.item == TOTAL])
    ]
    for area in card.areas:
        below = f"{area.code}."
        figures = [
            seen
            for seen in card.assessment.observations
            if seen.item == area.code or seen.item.startswith(below)
        ]
        groups.append((describe_item(area.code, wording), figures))
    for earlier in content.history:
        name = wording.say("evaluation of {year}", year=spoken.year(earlier.assessment))
        groups.append((name, list(earlier.assessment.observations)))
    for name, figures in groups:
        # What somebody gave stands nowhere.
        if figures and not (card.assessment.is_answered and not any(map(_is_placed, figures))):
            count = wording.count("{number} figure", "{number} figures", len(figures))
            yield name[:1].upper() + name[1:], count, place_of(figures, spoken)


def _is_placed(figure: Observation) -> bool:
    return any(place is not None for place in (figure.line, figure.page, figure.sheet, figure.cell))


def _places_table(places: Sequence[tuple[str, str, str]], spoken: Spoken) -> Details:
    say = spoken.wording.say
    table = SheetTable(
        name="places",
        caption=say("Where in the report the figures stand"),
        columns=(
            Column(head=say("Section"), kind=ColumnKind.WORDS),
            Column(head=say("Figures"), kind=ColumnKind.WORDS),
            Column(head=say("Place"), kind=ColumnKind.WORDS),
        ),
        rows=tuple(SheetRow(cells=((name,), (count,), (place,))) for name, count, place in places),
    )
    return Details(summary=say("Where in the report the figures stand"), blocks=(table,))


def place_of(figures: Iterable[Observation], spoken: Spoken) -> str:
    """Return the pages and sheets that figures stood on, or the lines of the file where it has no pages."""
    seen, wording = tuple(figures), spoken.wording
    pages = sorted({figure.page for figure in seen if figure.page is not None})
    lines = sorted({figure.line for figure in seen if figure.line is not None})
    places = []
    if pages:
        places.append(wording.count("page {places}", "pages {places}", len(pages), places=_ranges(pages)))
    elif lines:
        places.append(wording.count("line {places}", "lines {places}", len(lines), places=_ranges(lines)))
    sheets = dict.fromkeys(figure.sheet for figure in seen if figure.sheet is not None)
    places += [_on_sheet(sheet, [one.cell for one in seen if one.sheet == sheet], spoken) for sheet in sheets]
    return "; ".join(places) or wording.say("no place is recorded")


def _on_sheet(sheet: str, cells: Sequence[str | None], spoken: Spoken) -> str:
    """Return a sheet with the range of these cells, such as ``C7`` or ``C7:E12``."""
    named = spoken.wording.say("sheet {sheet}", sheet=sheet)
    places = [match for cell in cells if cell is not None and (match := _CELL.fullmatch(cell))]
    if not places:
        return named
    columns = sorted((match[1] for match in places), key=lambda letters: (len(letters), letters))
    rows = sorted(int(match[2]) for match in places)
    first, last = f"{columns[0]}{rows[0]}", f"{columns[-1]}{rows[-1]}"
    held = spoken.wording.say("cell {cell}", cell=first if first == last else f"{first}:{last}")
    return f"{named}, {held}"


def _ranges(numbers: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in runs)


def _one_of_each_edition(content: ResultContent) -> Iterable[Scorecard]:
    cards: dict[str, Scorecard] = {}
    for card in (content.scorecard, *content.history):
        cards.setdefault(card.assessment.edition, card)
    return cards.values()


def _edition_sources(card: Scorecard, spoken: Spoken) -> Iterator[SheetBlock]:
    """Yield the sources, notes and rights of an edition, folded away."""
    edition = spoken.edition_of(card)
    if edition is None:
        return
    say = spoken.wording.say
    title = edition.title.in_any_language(spoken.language).words
    summary = say("Sources of {edition}", edition=f"{title} ({spoken.release_of(card)})")
    bullets = tuple(
        Bullet(words=run_of(*linked(source), *_note(source, spoken))) for source in edition.sources
    )
    blocks: list[SheetBlock] = [Bullets(bullets=bullets)] if bullets else []
    notes = (own_remark(note.text, spoken.wording) for note in edition.notes)
    blocks += [Paragraph(words=(words,)) for words in notes if words is not None]
    rights = spoken.in_any(edition.said_rights)
    blocks.append(Paragraph(words=(rights,), lead=say("Rights:"), tone=Tone.QUIET))
    yield Details(summary=summary, blocks=tuple(blocks))


def _note(source: Source, spoken: Spoken) -> tuple[Words, ...]:
    note = own_remark(source.said_note, spoken.wording)
    return (". ", note) if note is not None else ()
