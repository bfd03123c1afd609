"""Compose the sheet of a mapping: what corresponds to what, how surely, who says so, what is left out."""

from collections.abc import Iterable, Iterator, Sequence

from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping import EditionMapping
from kompass_spec.model.mapping_parts import Change, Level, Link, Share, Unlinked
from kompass_spec.model.sheet import (
    Bullet,
    Bullets,
    Column,
    ColumnKind,
    Details,
    Fact,
    Facts,
    Gap,
    Paragraph,
    Part,
    Section,
    Sheet,
    SheetBlock,
    SheetCell,
    SheetRow,
    SheetTable,
    Words,
    words_of,
)
from kompass_spec.model.side import Side
from kompass_spec.model.texts import Text
from kompass_spec.sheets.edition_mappings import explain_proof, statement_quotation
from kompass_spec.sheets.mapping_drawing import codes_of, drawing_of, level_of
from kompass_spec.sheets.passages import coded, period_of, remark_of, source_bullet, titled
from kompass_spec.wording.mappings import (
    describe_changes,
    describe_level,
    describe_reading,
    describe_relation,
    describe_status,
)
from kompass_spec.wording.wording import Wording, wording_for

__all__ = ["mapping_sheet"]


def mapping_sheet(mapping: EditionMapping, *, language: str | None = None) -> Sheet:
    """Return what of one edition corresponds to what of another, as a drawing and as tables.

    ``language`` is the BCP 47 tag asked for, that of the target edition unless given.

    >>> from kompass_spec import load_registry
    >>> mappings = {mapping.id: mapping for mapping in load_registry().mappings()}
    >>> mapping_sheet(mappings["se-2010-to-se-2016"], language="en").title
    'From Kommunkompassen 2010 to Kommunkompassen 2016'
    """
    wording = wording_for(language or mapping.target.language, mapping.target.language)
    heads = [words_of(titled(edition, wording)) for edition in (mapping.source, mapping.target)]
    title = wording.say("From {first} to {second}", first=heads[0], second=heads[1])
    proof = explain_proof([mapping], wording)
    blocks: list[SheetBlock] = [
        _facts(mapping, wording),
        *drawing_of(mapping, heads, title, wording),
        *_links(mapping, heads, wording),
        *_not_covered(mapping, heads, wording),
        *_statements(mapping, wording),
    ]
    if mapping.sources:
        bullets = tuple(source_bullet(source) for source in mapping.sources)
        blocks.append(
            Section(heading=wording.say("Sources"), anchor="sources", blocks=(Bullets(bullets=bullets),))
        )
    return Sheet(
        kind="mapping",
        language=wording.language,
        kicker=wording.say("Mapping between editions"),
        title=title,
        name=title,
        lines=(proof,),
        parts=(Part(blocks=tuple(blocks)),),
        foot=(wording.say("Made with kompass-spec from the mapping’s data and nothing else."),),
        summary=(title, proof),
    )


def _facts(mapping: EditionMapping, wording: Wording) -> Facts:
    say = wording.say
    pairs: list[tuple[str, tuple[Words, ...]]] = [
        (say("Identifier"), (mapping.id,)),
        (say("Release"), (mapping.release or say("composed of several mappings"),)),
        (
            say("Editions"),
            tuple(f"{one.id} ({period_of(one, wording)})" for one in (mapping.source, mapping.target)),
        ),
        (say("State"), (describe_status(mapping.status, wording),)),
    ]
    if mapping.authors:
        pairs.append((say("Authors"), (", ".join(mapping.authors),)))
    if mapping.levels:
        levels = ", ".join(describe_level(level, wording) for level in mapping.levels)
        pairs.append((say("Accounted for"), (levels,)))
    return Facts(facts=tuple(Fact(term=term, lines=lines) for term, lines in pairs))


def _links(mapping: EditionMapping, heads: Sequence[str], wording: Wording) -> Iterator[Section]:
    """Yield the links of every level that links begin at, the total's with the areas'.

    Headings that are unchanged are many and say little, so they are counted.
    """
    by_level: dict[Level, list[Link]] = {}
    for link in mapping.links:
        by_level.setdefault(level_of(link.source[0]) or Level.AREAS, []).append(link)
    for level in Level:
        links = by_level.get(level, [])
        same = [link for link in links if level is Level.HEADINGS and link.changes == (Change.SAME,)]
        told = [link for link in links if link not in same]
        blocks: list[SheetBlock] = [_table(level, told, mapping, heads, wording)] if told else []
        if same:
            blocks.append(_unchanged(same, mapping, wording))
        if blocks:
            yield Section(heading=describe_level(level, wording), anchor=level.value, blocks=tuple(blocks))


def _unchanged(links: Sequence[Link], mapping: EditionMapping, wording: Wording) -> Details:
    bullets = tuple(Bullet(words=_side(link.source, mapping.source, wording)) for link in links)
    summary = wording.count("{number} heading is unchanged", "{number} headings are unchanged", len(links))
    return Details(summary=summary, blocks=(Bullets(bullets=bullets),))


def _table(
    level: Level, links: Sequence[Link], mapping: EditionMapping, heads: Sequence[str], wording: Wording
) -> SheetTable:
    """Return links as rows; what all of them have alike is said once, below."""
    say = wording.say
    has_shares = any(link.of_source or link.of_target for link in links)
    relations = [describe_relation(link, wording) for link in links]
    readings = [describe_reading(link.reading, wording) for link in links]
    notes = [alike[0] for alike in (relations, readings) if len(set(alike)) == 1]
    columns = [
        Column(head=heads[0], kind=ColumnKind.WORDS),
        Column(head=heads[1], kind=ColumnKind.WORDS),
        Column(head=say("What happened"), kind=ColumnKind.WORDS),
    ]
    if len(set(relations)) > 1:
        columns.append(Column(head=say("How alike"), kind=ColumnKind.WORDS))
    if len(set(readings)) > 1:
        columns.append(Column(head=say("Who says so"), kind=ColumnKind.WORDS, fold=1))
    if has_shares:
        columns.append(Column(head=say("In common"), kind=ColumnKind.WORDS, fold=1))
    columns.append(Column(head=say("Why"), kind=ColumnKind.WORDS, fold=1))
    rows = []
    for link, relation, reading in zip(links, relations, readings, strict=True):
        cells: list[SheetCell] = [
            _side(link.source, mapping.source, wording),
            _side(link.target, mapping.target, wording),
            (describe_changes(link.changes, wording),),
        ]
        cells += [(relation,)] if len(set(relations)) > 1 else []
        cells += [(reading,)] if len(set(readings)) > 1 else []
        cells += [_in_common(link, wording)] if has_shares else []
        cells.append(_reasons(link.reasons, wording))
        rows.append(SheetRow(cells=tuple(cells)))
    all_alike = say("All of these: {what}.", what=", ".join(notes))
    return SheetTable(
        name=f"links-{level.value}",
        caption=describe_level(level, wording),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=(all_alike,) if notes else (),
    )


def _side(codes: Sequence[str], edition: Edition, wording: Wording) -> tuple[Words, ...]:
    words: list[Words] = []
    for code in codes:
        words += [*([" + "] if words else []), coded(edition, code, wording)]
    return tuple(words)


def _reasons(reasons: Iterable[Text], wording: Wording) -> tuple[Words, ...]:
    words: list[Words] = []
    for reason in reasons:
        words += [*([" "] if words else []), remark_of(reason, wording)]
    return tuple(words)


def _in_common(link: Link, wording: Wording) -> SheetCell:
    said = [
        wording.say("{share} of the former", share=_share(Side.SOURCE.share(link), wording)),
        wording.say("{share} of the latter", share=_share(Side.TARGET.share(link), wording)),
    ]
    known = [
        words
        for words, share in zip(said, (link.of_source, link.of_target), strict=True)
        if share is not None
    ]
    return (", ".join(known),) if known else Gap(words=wording.say("not known"))


def _share(share: Share | None, wording: Wording) -> str:
    if share is None:
        return ""
    return "–".join(dict.fromkeys(wording.number(end) for end in (share.low, share.high)))


def _not_covered(mapping: EditionMapping, heads: Sequence[str], wording: Wording) -> Iterator[Section]:
    """Yield what has no counterpart on either side, and which levels are not accounted for."""
    blocks: list[SheetBlock] = []
    sides = (
        ("dropped", wording.say("Only in {edition}", edition=heads[0]), mapping.source, mapping.dropped),
        ("new", wording.say("Only in {edition}", edition=heads[1]), mapping.target, mapping.new),
    )
    for name, caption, edition, unlinked in sides:
        if unlinked:
            blocks.append(_unlinked(name, caption, edition, unlinked, wording))
    open_levels = [
        level
        for level in (Level.AREAS, Level.QUESTIONS)
        if level not in mapping.levels
        and (codes_of(mapping.source, level) or codes_of(mapping.target, level))
    ]
    if open_levels:
        levels = ", ".join(describe_level(level, wording) for level in open_levels)
        sentence = wording.say("The mapping does not account for every item of: {levels}.", levels=levels)
        blocks.append(Paragraph(words=(sentence,)))
    if blocks:
        yield Section(heading=wording.say("What has no counterpart"), anchor="unlinked", blocks=tuple(blocks))


def _unlinked(
    name: str, caption: str, edition: Edition, unlinked: Sequence[Unlinked], wording: Wording
) -> SheetTable:
    return SheetTable(
        name=name,
        caption=caption,
        is_caption_shown=True,
        columns=(
            Column(head=wording.say("Item"), kind=ColumnKind.WORDS),
            Column(head=wording.say("Why"), kind=ColumnKind.WORDS),
        ),
        rows=tuple(
            SheetRow(cells=((coded(edition, one.code, wording),), _reasons(one.reasons, wording)))
            for one in unlinked
        ),
    )


def _statements(mapping: EditionMapping, wording: Wording) -> Iterator[Section]:
    if mapping.statements:
        yield Section(
            heading=wording.say("What publishers and municipalities have said"),
            anchor="statements",
            blocks=tuple(statement_quotation(said, mapping, wording) for said in mapping.statements),
        )
