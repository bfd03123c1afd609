"""What stands behind a comparison: bounds before rounding, sources, files, versions and mappings."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import PureWindowsPath

from kompass_spec.model import CitedMean
from kompass_spec.model.sheet import (
    Bullets,
    Fact,
    Facts,
    Paragraph,
    Part,
    Section,
    SheetBlock,
    SheetTable,
    Tone,
    Words,
)
from kompass_spec.registry.mappings import mappings_between
from kompass_spec.sheets.compared import Compared
from kompass_spec.sheets.comparison_beside import MOST_BESIDE, ranked
from kompass_spec.sheets.comparison_table import bounds_table
from kompass_spec.sheets.published import source_bullets
from kompass_spec.wording.editions import explain_known, scored_by

__all__ = ["details"]


def details(compared: Compared, *, questions: bool = False) -> Part:
    """Return the part of a sheet that is for those who want to check it."""
    say = compared.spoken.wording.say
    blocks: list[SheetBlock] = list(_bounds(compared))
    is_answered = all(card.assessment.is_answered for card in compared.cards)
    sentence = (
        say(
            "Rounded figures leave a range: it shows where the result before rounding lies, if all figures"
            " are right."
        )
        if is_answered
        else say(
            "Figures in reports are rounded. The range shows where the result before rounding lies, if all"
            " figures are right."
        )
    )
    blocks.append(Paragraph(words=(sentence,), tone=Tone.QUIET))
    if questions and not any("." in row.item for row in compared.comparison.rows):
        sentence = say(
            "No question of the version that the rows follow is known, so there is no row for a question."
        )
        blocks.append(Paragraph(words=(sentence,)))
    sources = source_bullets((*compared.results, *_means(compared)))
    if sources:
        heading = say("Sources")
        blocks.append(Section(heading=heading, blocks=(Bullets(bullets=sources),), anchor="sources"))
    facts = tuple(_provenance(compared))
    heading = say("Where the figures are from")
    blocks.append(Section(heading=heading, blocks=(Facts(facts=facts),), anchor="files"))
    return Part(title=say("Details"), blocks=tuple(blocks))


def _bounds(compared: Compared) -> Iterator[SheetTable]:
    """Yield the bounds of all results: of one organisation together, of several by edition and a few."""
    if len(compared.organisations) == 1:
        yield bounds_table(compared, range(len(compared.cards)), name="bounds")
        return
    for number, version in enumerate(compared.versions):
        columns = ranked(compared, version.columns)
        for start in range(0, len(columns), MOST_BESIDE):
            name = f"bounds-{number}-{start}" if start else f"bounds-{number}"
            yield bounds_table(compared, columns[start : start + MOST_BESIDE], name=name, is_named=True)


def _means(compared: Compared) -> list[CitedMean]:
    found = (compared.mean_on(version.columns) for version in compared.versions)
    return [one[0] for one in found if one is not None]


def _provenance(compared: Compared) -> Iterator[Fact]:
    say = compared.spoken.wording.say
    files = dict.fromkeys(
        # Where it lay is of no use to those who read this elsewhere.
        f"{PureWindowsPath(card.assessment.source.file).name}, SHA-256 {card.assessment.source.sha256}"
        for card in compared.cards
        if card.assessment.source is not None
    )
    if files:
        yield Fact(term=say("Files read"), lines=tuple(files))
    yield Fact(term=say("Versions"), lines=tuple(_versions(compared)))
    mappings = _mappings(compared)
    if mappings:
        yield Fact(term=say("Comparison of the versions"), lines=mappings)


def _versions(compared: Compared) -> Iterator[Words]:
    """Yield every edition with its release, and how much of it is known where that is not all."""
    for version in compared.versions:
        column = version.columns[0]
        edition = compared.edition(column)
        title = compared.spoken.edition_title(compared.cards[column])
        named = title if isinstance(title, str) else title.words
        words = f"{named} ({compared.spoken.release_of(compared.cards[column])})"
        if edition is not None and scored_by(edition) != "question":
            words = f"{words}. {explain_known(edition, compared.spoken.wording)}"
        yield words


def _mappings(compared: Compared) -> tuple[Words, ...]:
    keys = [version.key for version in compared.versions]
    found: dict[Words, None] = {}
    for earlier, later in pairwise(keys):
        if earlier in compared.registry and later in compared.registry:
            steps = mappings_between(earlier, later, compared.registry)
            found |= dict.fromkeys(f"{step.id} {step.release or ''}".strip() for step in steps)
    return tuple(found)
