"""Compose the sheet of a result: the first page that a council reads, then everything in detail."""

from kompass_spec.model.library import Library
from kompass_spec.model.sheet import (
    Beside,
    Paragraph,
    Part,
    Section,
    Sheet,
    SheetBlock,
)
from kompass_spec.sheets.contents import ResultContent
from kompass_spec.sheets.result_areas import areas_section, radar_section
from kompass_spec.sheets.result_changes import Years, years_of
from kompass_spec.sheets.result_check import check_section
from kompass_spec.sheets.result_details import findings_part, questions_part
from kompass_spec.sheets.result_earlier import earlier_section
from kompass_spec.sheets.result_first import result_section
from kompass_spec.sheets.result_gain import gain_section, lacking_section, proposals_section
from kompass_spec.sheets.result_head import head_lines
from kompass_spec.sheets.result_sources import foot_of, method_section, sources_section
from kompass_spec.sheets.result_summary import summary_of
from kompass_spec.sheets.result_tiles import tiles_of
from kompass_spec.sheets.result_years import development_section
from kompass_spec.sheets.spoken import Spoken, shortened, spoken_in

__all__ = ["compose_result"]

_LONGEST_TITLE = 120
_SHORT = 420


def compose_result(content: ResultContent, registry: Library, language: str) -> Sheet:
    """Return the sheet of a result, in the language with this BCP 47 tag or in the edition's own.

    The first part says the most important on one page; the others have every figure. Each fact is said once
    in the details, and nothing is called a figure of the report that evaluators answered.
    """
    card = content.scorecard
    spoken = spoken_in(language, registry, card)
    years = years_of(content)
    title = shortened(spoken.organisation(card.assessment), _LONGEST_TITLE)
    year = card.assessment.year
    framework = spoken.framework(card)
    parts = (
        Part(blocks=_first_page(content, years, spoken)),
        questions_part(card, content.order, spoken),
        findings_part(card, spoken),
        Part(blocks=_behind(content, years, spoken), title=spoken.wording.say("Behind the figures")),
    )
    return Sheet(
        kind="result",
        language=spoken.wording.language,
        title=title,
        kicker=spoken.kicker(card),
        lines=head_lines(card, spoken),
        parts=tuple(part for part in parts if part is not None),
        foot=foot_of(content, spoken),
        summary=summary_of(content, years, spoken),
        name=f"{title} {year} – {framework}" if year is not None else f"{title} – {framework}",
    )


def _first_page(content: ResultContent, years: Years, spoken: Spoken) -> tuple[SheetBlock, ...]:
    card = content.scorecard
    result = result_section(card, spoken)
    development = development_section(content, years, spoken)
    tiles, areas = tiles_of(content, years, spoken), areas_section(content, years, spoken)
    gain, proposals = gain_section(card, spoken), proposals_section(card, spoken)
    remarks = _remarks(content, spoken)
    # Short texts of the administration stand below the proposals, where a first page has room.
    is_short = sum(map(len, (*content.remarks.comment, *content.remarks.decision))) <= _SHORT
    right = tuple(block for block in (proposals, *(remarks if is_short else ())) if block is not None)
    lower = tuple(column for column in ((gain,) if gain is not None else (), right) if column)
    blocks: list[SheetBlock | None] = [
        *((Beside(columns=(result, (development,))),) if development is not None else result),
        tiles,
        areas,
        *((Beside(columns=lower),) if len(lower) > 1 else (block for column in lower for block in column)),
        *(() if is_short else remarks),
    ]
    return tuple(block for block in blocks if block is not None)


def _remarks(content: ResultContent, spoken: Spoken) -> tuple[SheetBlock, ...]:
    """Return what the administration adds: its comment, and the decision that it proposes."""
    say, remarks = spoken.wording.say, content.remarks
    said = (
        ("comment", say("The administration’s comment"), remarks.comment),
        ("decision", say("Proposed decision"), remarks.decision),
    )
    return tuple(
        Section(
            heading=heading,
            blocks=tuple(Paragraph(words=(paragraph,)) for paragraph in paragraphs),
            anchor=anchor,
        )
        for anchor, heading, paragraphs in said
        if paragraphs
    )


def _behind(content: ResultContent, years: Years, spoken: Spoken) -> tuple[SheetBlock, ...]:
    card = content.scorecard
    sections = (
        radar_section(content, years, spoken),
        check_section(card, spoken),
        lacking_section(card, spoken),
        earlier_section(content, spoken),
        _published(content, spoken),
        method_section(content, spoken),
        sources_section(content, spoken),
    )
    return tuple(section for section in sections if section is not None)


def _published(content: ResultContent, spoken: Spoken) -> SheetBlock | None:
    """Return where the result stands among published ones, which few are shown among."""
    if content.standing is None:
        return None
    from kompass_spec.sheets.result_among import published_section

    return published_section(content, spoken)
