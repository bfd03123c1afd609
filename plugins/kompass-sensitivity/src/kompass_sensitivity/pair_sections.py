"""Say who is ahead of whom, and what drives places and differences."""

from collections.abc import Iterator
from fractions import Fraction

from kompass_sensitivity.results import Driver, Drivers, FirmPair, Sensitivity
from kompass_sensitivity.spoken_places import dated, share_figure
from kompass_spec.model import Edition
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    Section,
    SheetCell,
    SheetRow,
    SheetTable,
)
from kompass_spec.sheets.spoken import Spoken, shortened

__all__ = ["drivers_section", "pairs_section"]

_MOST_PAIRS = 30
"""How many pairs are shown; JSON has all."""
_LEAST_SHARE = Fraction(1, 20)
_MOST_DRIVERS = 3
_LONGEST = 40


def pairs_section(found: Sensitivity, spoken: Spoken) -> Section:
    """Return neighbours, and pairs that changed places: how often the first is ahead, and by how much."""
    say = spoken.wording.say
    shown = [pair for pair in found.pairs if pair.ahead.value < 1 or pair.lower == pair.higher + 1]
    heading = say("Who is ahead of whom")
    table = SheetTable(
        name="pairs",
        caption=heading,
        columns=(
            Column(head=say("Pair"), kind=ColumnKind.WORDS),
            Column(head=say("First ahead")),
            Column(head=say("Difference")),
            Column(head=say("Standard deviation"), fold=2),
            Column(head=say("Weights may be off by"), fold=1),
        ),
        rows=tuple(_pair_row(pair, found, spoken) for pair in shown[:_MOST_PAIRS]),
        notes=tuple(_pair_notes(len(shown) - _MOST_PAIRS, spoken)),
    )
    return Section(heading=heading, blocks=(table,), anchor="pairs")


def _pair_notes(more: int, spoken: Spoken) -> Iterator[str]:
    say = spoken.wording.say
    yield say("Neighbours stand there, and all others that changed places in a draw.")
    yield say(
        "The last column says up to how much every weight can be off, each by itself, with the first still"
        " ahead for certain."
    )
    if more > 0:
        yield spoken.wording.count("and one pair more", "and {number} pairs more", more)


def _pair_row(pair: FirmPair, found: Sensitivity, spoken: Spoken) -> SheetRow:
    names = [dated(found.places[member], spoken) for member in (pair.higher, pair.lower)]
    ahead: SheetCell = share_figure(pair.ahead.value, spoken)
    if pair.is_certain:
        ahead = Figure(
            shown=spoken.wording.say("certain"), quantity=Fraction(1), unit=Fraction(1, 100), is_percent=True
        )
    holds: SheetCell = Gap(words="–")
    if pair.holds_within is not None:
        # Rounded down: up to there it is certain.
        share = Fraction(int(pair.holds_within * 100), 100)
        holds = Figure(
            shown=spoken.percent(share), quantity=pair.holds_within, unit=Fraction(1, 100), is_percent=True
        )
    return SheetRow(
        cells=(
            (" – ".join(names),),
            ahead,
            *(
                Figure(shown=spoken.points(quantity), quantity=quantity, unit=Fraction(1, 10))
                for quantity in (pair.difference, pair.deviation)
            ),
            holds,
        )
    )


def drivers_section(found: Sensitivity, edition: Edition, spoken: Spoken) -> Section:
    """Return what drives places and differences, the greatest share first."""
    say = spoken.wording.say
    rows = tuple(
        SheetRow(
            cells=(
                (" – ".join(dated(found.places[member], spoken) for member in drivers.of),),
                (", ".join(_driven(drivers, edition, spoken)) or _undriven(drivers, spoken),),
            )
        )
        for drivers in found.drivers
    )
    heading = say("What drives it")
    table = SheetTable(
        name="drivers",
        caption=heading,
        columns=(
            Column(head=say("Place or difference"), kind=ColumnKind.WORDS),
            Column(head=say("Driven by"), kind=ColumnKind.WORDS),
        ),
        rows=rows,
        notes=(
            say(
                "The shares are of the variance that goes back to one thing, by itself and with others (total"
                " Sobol indices). Three at most stand there, and none that may be below 5%."
            ),
        ),
    )
    return Section(heading=heading, blocks=(table,), anchor="drivers")


def _driven(drivers: Drivers, edition: Edition, spoken: Spoken) -> Iterator[str]:
    sure = [driver for driver in drivers.drivers if driver.total - driver.total_error >= _LEAST_SHARE]
    for driver in sorted(sure, key=lambda driver: (-driver.total, driver.code))[:_MOST_DRIVERS]:
        yield f"{_named(driver, edition, spoken)} {share_figure(driver.total, spoken).shown}"


def _undriven(drivers: Drivers, spoken: Spoken) -> str:
    """Say why nothing is named: it never changes, or too seldom to tell."""
    if drivers.drivers:
        return spoken.wording.say("it changes too seldom to tell")
    return spoken.wording.say("nothing: it never changes")


def _named(driver: Driver, edition: Edition, spoken: Spoken) -> str:
    if driver.code == "rounding":
        return spoken.wording.say("rounding")
    if driver.code == "mapping":
        return spoken.wording.say("the conversion")
    item = edition.item(driver.code)
    text = getattr(item, "title", None) or getattr(item, "text", None)
    if text is None:
        return driver.code
    words = spoken.text(text, edition)
    return f"{driver.code} {shortened(words if isinstance(words, str) else words.words, _LONGEST)}"
