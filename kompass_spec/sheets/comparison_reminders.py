"""What is to be kept in mind where results are compared: caveats, roundings, and what does not apply."""

from collections.abc import Iterator, Sequence

from kompass_spec.model.sheet import Bullet, Bullets, Figure, Mark, Section
from kompass_spec.sheets.compared import Compared
from kompass_spec.sheets.comparison_beside import MOST_BESIDE
from kompass_spec.sheets.comparison_table import change_cell, inferred_years
from kompass_spec.sheets.published import caveat_bullets

__all__ = ["reminders"]


def reminders(compared: Compared) -> Iterator[Section]:
    """Yield a section of what is to be kept in mind, if there is anything."""
    several = len(compared.organisations) > 1
    bullets = (
        *(_of_several(compared) if several else ()),
        *_of_all(compared, is_named=several),
        *caveat_bullets(compared.results, compared.spoken),
    )
    if bullets:
        heading = compared.spoken.wording.say("To keep in mind")
        yield Section(heading=heading, blocks=(Bullets(bullets=bullets),), anchor="mind")


def _of_several(compared: Compared) -> Iterator[Bullet]:
    say = compared.spoken.wording.say
    if len(compared.versions) > 1:
        yield _bullet(
            say(
                "Points of different versions are not fully comparable, because questions and demands have"
                " changed."
            )
        )
    if compared.results:
        yield _bullet(
            say(
                "Those who publish their results are no random sample, so the comparison does not hold for"
                " all."
            )
        )
    if any(_has_differences(compared, version.columns) for version in compared.versions):
        name = compared.spoken.organisation(compared.cards[compared.reference or 0].assessment)
        yield _bullet(say("The others are compared with {name}.", name=name))
    if _is_alike_anywhere(compared):
        yield _bullet(say("A difference of a point can be due to rounding, and is shown as ≈."))
    yield from (Bullet(words=(words,)) for words in inferred_years(compared, range(len(compared.cards))))


def _of_all(compared: Compared, *, is_named: bool) -> Iterator[Bullet]:
    say, cards = compared.spoken.wording.say, compared.cards
    if compared.comparison.problems:
        merged = [card.assessment.organisation.name for card in cards if card.assessment.organisation.mergers]
        yield _bullet(
            say(
                "Organisations have merged between these results ({names}): read no change between them as"
                " that of one.",
                names=compared.spoken.listed(tuple(dict.fromkeys(merged))),
            )
        )
    left_out = [
        compared.label(column, is_named=is_named)
        for column, card in enumerate(cards)
        if any(not score.applies for score in card.total.walk())
    ]
    if left_out:
        yield _bullet(
            say(
                "Something does not apply in {results}. Where that differs, shares of what applies are"
                " compared.",
                results=compared.spoken.listed(left_out),
            )
        )


def _bullet(words: str) -> Bullet:
    return Bullet(words=(words,))


def _is_alike_anywhere(compared: Compared) -> bool:
    return any(
        isinstance(cell, Figure) and cell.mark is Mark.ALIKE
        for version in compared.versions
        for cell in _differences(compared, version.columns)
    )


def _differences(compared: Compared, columns: Sequence[int]) -> Iterator[object]:
    reference = compared.reference_on(columns)
    if reference is None or not _has_differences(compared, columns):
        return
    for other in columns:
        if other != reference:
            yield from (change_cell(compared, row, reference, other) for row in compared.comparison.rows)


def _has_differences(compared: Compared, columns: Sequence[int]) -> bool:
    """Tell whether the table of an edition shows how others differ from the reference."""
    return 1 < len(columns) <= MOST_BESIDE and compared.reference_on(columns) is not None
