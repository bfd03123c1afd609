"""Answer whether a result is better than the one before: proved, under a condition, or not to be said."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kompass_spec.model.comparison import Likely, Movement, Verdict
from kompass_spec.model.sheet import Bullet, Bullets, Mark, SheetBlock, Tile, Tiles
from kompass_spec.sheets.changes import Change, Ground, change_of, likely_change, signed
from kompass_spec.sheets.compared import Compared

__all__ = ["answer", "answered"]


_MOST_OPEN = Fraction(1, 4)
"""Up to which part of the maximum a change may be open and still say something."""


def answer(compared: Compared, first: int, second: int) -> tuple[SheetBlock, ...]:
    """Return what is to be said of the step from one result of an organisation to a later one."""
    movement = compared.movement(compared.total, first, second)
    if movement is None:
        return ()
    if compared.is_merged(first, second):
        return (Tiles(tiles=(_merged(compared, first, second),)),)
    if compared.key(first) == compared.key(second) or _is_proved(movement):
        return (Tiles(tiles=(_proved(compared, movement, first, second),)),)
    tile, bullets = _across(compared, movement, first, second)
    return (Tiles(tiles=(tile,)), Bullets(bullets=bullets))


def answered(compared: Compared, first: int, second: int) -> str:
    """Return the same answer as one line of plain text, for a mail."""
    movement = compared.movement(compared.total, first, second)
    if movement is None:
        return ""
    if compared.is_merged(first, second):
        tile = _merged(compared, first, second)
        return f"{tile.label}: {tile.figure}. {tile.note}"
    if compared.key(first) == compared.key(second) or _is_proved(movement):
        tile = _proved(compared, movement, first, second)
        return f"{tile.label}: {tile.figure}. {tile.note}".strip()
    tile, bullets = _across(compared, movement, first, second)
    said = "; ".join(
        "".join(part for part in (bullet.lead, *bullet.words) if isinstance(part, str)) for bullet in bullets
    )
    return f"{tile.label}: {tile.figure}. {said}."


def _merged(compared: Compared, first: int, second: int) -> Tile:
    """Return that a merger made the organisation another, so that nothing is a change of it."""
    say = compared.spoken.wording.say
    return Tile(
        label=_label(compared, first, second),
        figure=say("Cannot be said"),
        mark=Mark.OPEN,
        note=say("The organisation became another between the two, by a merger."),
    )


def _is_proved(movement: Movement) -> bool:
    return movement.verdict is not Verdict.NOT_COMPARABLE


def _label(compared: Compared, first: int, second: int) -> str:
    years = f"{compared.year(first)} → {compared.year(second)}"
    say = compared.spoken.wording.say
    same, different = say("same version"), say("different versions")
    return f"{years} · {same if compared.key(first) == compared.key(second) else different}"


def _proved(compared: Compared, movement: Movement, first: int, second: int) -> Tile:
    change = _change(compared, movement, first, second)
    sentences = [
        *_from_to(compared, change, first, second),
        *_how_sure(compared, movement, change),
        *_areas(compared, first, second),
    ]
    return Tile(
        label=_label(compared, first, second),
        figure=_in_a_word(compared, change),
        mark=change.mark,
        note=" ".join(sentences),
    )


def _change(compared: Compared, movement: Movement, first: int, second: int) -> Change:
    # Across editions the two figures are on two scales, also where something is proved.
    is_one = compared.key(first) == compared.key(second)
    return change_of(movement, is_one_scale=is_one and compared.is_one_scale(compared.total, first, second))


def _in_a_word(compared: Compared, change: Change) -> str:
    say = compared.spoken.wording.say
    if change.ground is Ground.NONE or change.shown is None:
        return say("Cannot be said")
    if change.mark is Mark.ALIKE:
        return say("Cannot be told apart")
    points = signed(change.shown, compared.spoken)
    return (
        say("Yes, {change} points", change=points)
        if change.is_up
        else say("No, {change} points", change=points)
    )


def _from_to(compared: Compared, change: Change, first: int, second: int) -> Iterator[str]:
    cells = compared.total.cells[first], compared.total.cells[second]
    if compared.key(first) != compared.key(second) or change.ground is Ground.NONE:
        return
    shown = [compared.shown(cell) for cell in cells if cell is not None]
    yield compared.spoken.wording.say("From {earlier} to {later}.", earlier=shown[0], later=shown[1])


def _how_sure(compared: Compared, movement: Movement, change: Change) -> Iterator[str]:
    say = compared.spoken.wording.say
    if change.ground is Ground.NONE:
        yield say("Too little is known of one of the totals.")
    elif change.mark is Mark.ALIKE:
        yield say("The difference is no greater than what rounding can make.")
    else:
        yield say("The difference is greater than rounding can explain.")
    if movement.reason.endswith("they are of the same year."):
        yield say("Which of the two came first is not known.")


def _areas(compared: Compared, first: int, second: int) -> Iterator[str]:
    """Say how many areas went up, went down and cannot be told apart, where that is proved."""
    movements = [compared.movement(row, first, second) for row in compared.areas]
    verdicts = [movement.verdict for movement in movements if movement is not None]
    known = [verdict for verdict in verdicts if verdict is not Verdict.NOT_COMPARABLE]
    if not known:
        return
    numeral, wording = compared.spoken.numeral, compared.spoken.wording
    up, down = known.count(Verdict.ROSE), known.count(Verdict.FELL)
    if len(known) == len(compared.areas) > 1:
        if up == len(known):
            yield wording.say("All {number} areas rose.", number=numeral(up))
            return
        if down == len(known):
            yield wording.say("All {number} areas fell.", number=numeral(down))
            return
    alike = known.count(Verdict.CANNOT_BE_TOLD_APART)
    count = wording.count
    parts = [
        *([count("one area rose", "{number} areas rose", up, written=numeral(up))] if up else []),
        *([count("one area fell", "{number} areas fell", down, written=numeral(down))] if down else []),
    ]
    if alike:
        words = count(
            "one area cannot be told apart",
            "{number} areas cannot be told apart",
            alike,
            written=numeral(alike),
        )
        parts.append(words)
    if parts:
        listed = compared.spoken.listed(parts)
        yield f"{listed[:1].upper()}{listed[1:]}."


def _across(
    compared: Compared, movement: Movement, first: int, second: int
) -> tuple[Tile, tuple[Bullet, ...]]:
    """Return what is to be said across editions, where nothing is proved."""
    say = compared.spoken.wording.say
    bullets = [Bullet(words=(_why_not(compared, first, second),), mark=Mark.OPEN)]
    likely: list[Change] = []
    if movement.adjusted is not None:
        change = likely_change(movement.adjusted, Ground.ADJUSTED)
        likely.append(change)
        publisher = compared.spoken.publisher(compared.cards[second])
        told = say(
            "By the rule of thumb of {publisher}: {change}",
            publisher=publisher,
            change=_told(compared, change),
        )
        bullets.append(Bullet(words=(told,), mark=change.mark))
    if movement.assumed is not None and not _says_nothing(compared, movement.assumed, second):
        change = likely_change(movement.assumed, Ground.ASSUMED)
        likely.append(change)
        told = say("If the versions were equally hard: {change}", change=_told(compared, change))
        bullets.append(Bullet(words=(told,), mark=change.mark))
    tile = Tile(
        label=_label(compared, first, second),
        figure=_under_conditions(compared, likely),
        mark=_common_mark(likely),
    )
    return tile, tuple(bullets)


def _says_nothing(compared: Compared, likely: Likely, column: int) -> bool:
    """Tell whether a change can be nearly anything, because only few areas of one side are known."""
    is_open = likely.verdict is Verdict.CANNOT_BE_TOLD_APART
    return is_open and likely.interval.width > compared.maximum(column) * _MOST_OPEN


def _why_not(compared: Compared, first: int, second: int) -> str:
    say = compared.spoken.wording.say
    cells = compared.total.cells[first], compared.total.cells[second]
    if not all(compared.is_known(cell) for cell in cells):
        return say("Too little is known of one of the totals: nothing can be proved")
    return say("Questions and demands are different: nothing can be proved")


def _told(compared: Compared, change: Change) -> str:
    figure = signed(change.shown, compared.spoken) if change.shown is not None else ""
    if change.mark is not Mark.ALIKE:
        return figure
    return compared.spoken.wording.say("{change}, cannot be told apart", change=figure)


def _common_mark(likely: Sequence[Change]) -> Mark:
    marks = {change.mark for change in likely}
    return marks.pop() if len(marks) == 1 else Mark.OPEN


def _under_conditions(compared: Compared, likely: Sequence[Change]) -> str:
    say = compared.spoken.wording.say
    mark = _common_mark(likely)
    if not likely:
        return say("Cannot be said")
    sentences = {
        Mark.RISE_IF: say("Yes, with reservations"),
        Mark.FALL_IF: say("No, with reservations"),
        Mark.ALIKE: say("Cannot be told apart"),
    }
    return sentences.get(mark, say("Depends on how one counts"))
