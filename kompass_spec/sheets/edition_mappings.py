"""What a booklet says of its neighbours: areas side by side, and what publishers said of comparing them."""

from collections.abc import Iterator, Sequence

from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping import EditionMapping
from kompass_spec.model.mapping_parts import Statement
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Gap,
    Paragraph,
    Quotation,
    Section,
    SheetBlock,
    SheetRow,
    SheetTable,
    Words,
    words_of,
)
from kompass_spec.sheets.neighbours import Neighbour, correspondence
from kompass_spec.sheets.passages import coded, remark_of, titled
from kompass_spec.wording.wording import Wording, capitalised

__all__ = ["explain_proof", "mappings_section", "statement_quotation"]


def mappings_section(
    edition: Edition, neighbours: Sequence[Neighbour], wording: Wording
) -> Iterator[Section]:
    """Yield the areas beside those of the editions before and after, and what is said of comparing them."""
    if not neighbours:
        return
    blocks: list[SheetBlock] = [
        Paragraph(words=(explain_proof([one.mapping for one in neighbours], wording),)),
        _side_by_side(edition, neighbours, wording),
    ]
    for one in neighbours:
        blocks += (
            statement_quotation(said, one.mapping, wording)
            for said in one.mapping.statements
            if said.low is not None
        )
    yield Section(heading=wording.say("Mappings"), anchor="mappings", blocks=tuple(blocks))


def explain_proof(mappings: Sequence[EditionMapping], wording: Wording) -> str:
    """Return how many of the links of mappings prove something, in a sentence."""
    links = [link for mapping in mappings for link in mapping.links]
    proving = sum(not link.is_assumed for link in links)
    if not proving:
        return wording.say(
            "Nothing is proved equal: every link is somebody’s judgement that two items are comparable."
        )
    if proving == len(links):
        return wording.say("Every link says how much of the content is in common.")
    some, every = wording.numerals(proving, len(links))
    return wording.count(
        "{number} of {all} links says how much of the content is in common; the others are judgements that"
        " two items are comparable.",
        "{number} of {all} links say how much of the content is in common; the others are judgements that two"
        " items are comparable.",
        proving,
        written=capitalised(some),
        all=every,
    )


def _side_by_side(edition: Edition, neighbours: Sequence[Neighbour], wording: Wording) -> SheetTable:
    earlier = [one for one in neighbours if one.is_earlier]
    later = [one for one in neighbours if not one.is_earlier]

    def head(one: Neighbour) -> Column:
        return Column(head=words_of(titled(one.edition, wording)), kind=ColumnKind.WORDS, fold=0)

    columns = (
        Column(head=words_of(titled(edition, wording)), kind=ColumnKind.WORDS),
        *map(head, (*earlier, *later)),
    )
    rows = tuple(
        SheetRow(
            cells=(
                (coded(edition, area.code, wording),),
                *(correspondence(one, area.code, wording) or Gap(words="–") for one in (*earlier, *later)),
            )
        )
        for area in edition.areas
    )
    caption = wording.say("Areas and what corresponds to them in other editions")
    return SheetTable(name="mappings", caption=caption, columns=columns, rows=rows)


def statement_quotation(said: Statement, mapping: EditionMapping, wording: Wording) -> Quotation:
    """Return what a publisher has said about comparing two editions, with its source."""
    source = next((one for one in mapping.sources if one.id == said.cited), None)
    where: tuple[Words, ...] = ()
    if source is not None:
        where = (", ".join(part for part in (source.title, source.publisher, source.date) if part),)
    return Quotation(words=remark_of(said.text, wording), source=where)
