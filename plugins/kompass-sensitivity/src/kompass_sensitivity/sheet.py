"""Compose the sheet that says how firm a ranking is, for every format and language."""

from collections.abc import Iterator
from fractions import Fraction

from kompass_sensitivity.gathering import GatheredResults
from kompass_sensitivity.pair_sections import drivers_section, pairs_section
from kompass_sensitivity.results import FirmPlace, Sensitivity
from kompass_sensitivity.sources import DirichletWeights, WeightRange
from kompass_sensitivity.spoken_places import dated, grouped, places_figure, share_figure
from kompass_spec import Registry
from kompass_spec.model import Interval
from kompass_spec.model.cohort import Support
from kompass_spec.model.drawings import RankedDot, RankedDots
from kompass_spec.model.sheet import (
    Bullet,
    Bullets,
    Column,
    ColumnKind,
    Figure,
    Gap,
    Illustration,
    Paragraph,
    Part,
    Section,
    Sheet,
    SheetBlock,
    SheetCell,
    SheetRow,
    SheetTable,
)
from kompass_spec.sheets.spoken import Spoken, figure_of
from kompass_spec.wording.wording import wording_for

__all__ = ["compose_sensitivity"]

_MOST_COLUMNS = 10
"""Up to so many results, a table fits that says how often each is at each place; JSON always says it."""
_MOST_DRAWN = 100
"""Up to so many results, their places are drawn."""


def compose_sensitivity(
    found: Sensitivity, gathered: GatheredResults, *, registry: Registry, language: str | None = None
) -> Sheet:
    """Return the sheet of how firm a ranking is, in a language by its BCP 47 tag, else in the edition's own.

    It is of the kind ``cohort``, so every renderer of cohorts lays it out.
    """
    edition = gathered.edition
    own = edition.language
    spoken = Spoken(registry=registry, language=language or own, wording=wording_for(language or own, own))
    say = spoken.wording.say
    title = say("How firm the ranking is")
    is_placed = found.support is Support.SOME
    blocks: list[SheetBlock] = [Paragraph(words=tuple(_joined(_varied(found, spoken))))]
    if is_placed and len(found.places) <= _MOST_DRAWN:
        blocks.append(_drawing(found, spoken))
    blocks += [_places_table(found, spoken, is_placed=is_placed), pairs_section(found, spoken)]
    if is_placed and len(found.places) <= _MOST_COLUMNS:
        blocks.append(_acceptability(found, spoken))
    if found.drivers:
        blocks.append(drivers_section(found, edition, spoken))
    blocks.append(_mind(found, gathered, spoken))
    counted = say(
        "{number} results are ranked, and ranked anew {draws} times.",
        number=len(found.places),
        draws=grouped(found.draws),
    )
    return Sheet(
        kind="cohort",
        language=spoken.wording.language,
        kicker=spoken.text(edition.title, edition),
        title=title,
        lines=(counted,),
        parts=(Part(blocks=tuple(blocks)), _details(found, spoken, is_placed=is_placed)),
        foot=(say("Compiled with kompass-spec."),),
        summary=tuple(_summary(found, counted, spoken)),
    )


def _joined(sentences: Iterator[str]) -> Iterator[str]:
    yield " ".join(sentences)


def _varied(found: Sensitivity, spoken: Spoken) -> Iterator[str]:
    """Yield what is varied, a sentence each."""
    say, sources = spoken.wording.say, found.sources
    if sources.rounding:
        yield say("What the figures were rounded from is varied.")
    match sources.weights:
        case WeightRange(share=share):
            size = spoken.percent(share)
            yield (
                say("The weight of every area is varied by itself, up to {share} down or up.", share=size)
                if found.level == "area"
                else say(
                    "The weight of every question is varied by itself, up to {share} down or up.", share=size
                )
            )
        case DirichletWeights(concentration=number):
            yield say(
                "All weights are varied together around those of the version (Dirichlet distribution,"
                " concentration {number}).",
                number=spoken.wording.number(number),
            )
    if sources.mapping:
        yield say("What the conversion from other versions leaves open is varied.")


def _drawing(found: Sensitivity, spoken: Spoken) -> Illustration:
    say = spoken.wording.say
    rows = tuple(
        RankedDot(
            label=place.scorecard.assessment.organisation.name,
            note=spoken.short_year(place.scorecard.assessment),
            interval=Interval(place.likely.best, place.likely.worst),
            shown=places_figure(place.likely).shown,
        )
        for place in found.places
    )
    return Illustration(
        drawing=RankedDots(maximum=Fraction(len(rows)), rows=rows),
        title=say("Places in nine of ten draws, 1 the highest"),
        finding=", ".join(f"{row.label} {row.note}: {row.shown}" for row in rows),
        is_title_shown=True,
    )


def _places_table(found: Sensitivity, spoken: Spoken, *, is_placed: bool) -> Section:
    say = spoken.wording.say
    notes = [
        say("Fewer than five results, too few for places among them."),
    ]
    of_places: tuple[Column, ...] = ()
    if is_placed:
        of_places = (
            Column(head=say("Rank")),
            Column(head=say("Likely")),
            Column(head=say("Possible"), fold=1),
            Column(head=say("Mean rank"), fold=2),
        )
        notes = [
            say("The rank is by the published figures and the weights of the version."),
            say(
                "Likely are the places of nine in ten draws; possible are all that nothing of what is varied"
                " can rule out."
            ),
        ]
    rows = tuple(_place_row(place, spoken, is_placed=is_placed) for place in found.places)
    columns = (
        Column(head=say("Organisation"), kind=ColumnKind.WORDS),
        Column(head=say("Year")),
        Column(head=say("Points")),
        *of_places,
    )
    heading = say("Places")
    table = SheetTable(name="places", caption=heading, columns=columns, rows=rows, notes=tuple(notes))
    return Section(heading=heading, blocks=(table,), anchor="places")


def _place_row(place: FirmPlace, spoken: Spoken, *, is_placed: bool) -> SheetRow:
    assessment = place.scorecard.assessment
    printed = None if place.converted else figure_of(place.scorecard.total)
    cells: list[SheetCell] = [
        (spoken.organisation(assessment),),
        Figure(shown=spoken.short_year(assessment)),
        Figure(shown=spoken.span(place.points))
        if printed is None
        else Figure(shown=spoken.points(printed), quantity=printed, unit=Fraction(1, 10)),
    ]
    if is_placed:
        cells += [places_figure(rank) for rank in (place.rank, place.likely, place.possible)]
        mean = place.mean.value
        cells.append(Figure(shown=spoken.points(mean), quantity=mean, unit=Fraction(1, 10)))
    return SheetRow(cells=tuple(cells))


def _acceptability(found: Sensitivity, spoken: Spoken) -> Section:
    """Return how often each result is at each place."""
    say = spoken.wording.say
    heading = say("How often at each place")
    columns = (
        Column(head=say("Organisation"), kind=ColumnKind.WORDS),
        *(Column(head=str(place)) for place in range(1, len(found.places) + 1)),
    )
    rows = tuple(
        SheetRow(
            cells=(
                (dated(place, spoken),),
                *(share_figure(share, spoken) if share else Gap(words="–") for share in place.acceptability),
            )
        )
        for place in found.places
    )
    table = SheetTable(name="acceptability", caption=heading, columns=columns, rows=rows)
    return Section(heading=heading, blocks=(table,), anchor="acceptability")


def _mind(found: Sensitivity, gathered: GatheredResults, spoken: Spoken) -> Section:
    """Return what the analysis does not say."""
    say = spoken.wording.say
    sentences = []
    if gathered.is_published:
        sentences += [
            say(
                "Those who publish their results are no random sample; what is said here is not said of all."
            ),
            say("Published means are no results, and have no place here."),
        ]
    if any(place.converted for place in found.places):
        sentences.append(
            say(
                "Results by other versions count as they convert to this one; where that rests on a"
                " judgement, nothing of it is proved."
            )
        )
    sentences += [
        say(
            "Everything that the figures allow is taken to be equally likely. That is an assumption, and so"
            " is how much weights vary."
        ),
        say(
            "An area whose points are rounded is known to half a point. Eight such areas can be off by four"
            " points together, and by less where the total is stated too."
        ),
        say("How firm a place is says nothing of how well somebody was evaluated."),
    ]
    bullets = tuple(Bullet(words=(sentence,)) for sentence in sentences)
    return Section(heading=say("To keep in mind"), blocks=(Bullets(bullets=bullets),), anchor="mind")


def _details(found: Sensitivity, spoken: Spoken, *, is_placed: bool) -> Part:
    """Return how the draws went on, by which a reader can tell whether they are enough.

    Too few for places have no mean of places either.
    """
    say = spoken.wording.say
    caption = say("Mean rank as the draws went on")
    number = len(found.places[0].mean.running)
    heads = [say("First quarter"), say("First half"), say("All draws")][-number:]
    columns = (
        Column(head=say("Organisation"), kind=ColumnKind.WORDS),
        *(Column(head=head) for head in heads),
        Column(head=say("Standard error"), fold=1),
    )
    rows = tuple(
        SheetRow(
            cells=(
                (dated(place, spoken),),
                *(_thousandth(mean, spoken) for mean in place.mean.running),
                _thousandth(place.mean.error, spoken),
            )
        )
        for place in found.places
    )
    seeded = say(
        "{draws} draws from the seed {seed}; the same seed gives the same figures again.",
        draws=grouped(found.draws),
        seed=found.seed,
    )
    if not is_placed:
        return Part(title=say("Details"), blocks=(Paragraph(words=(seeded,)),))
    table = SheetTable(name="running", caption=caption, columns=columns, rows=rows, is_caption_shown=True)
    return Part(title=say("Details"), blocks=(Paragraph(words=(seeded,)), table))


def _thousandth(quantity: Fraction, spoken: Spoken) -> Figure:
    unit = Fraction(1, 1000)
    rounded = round(quantity / unit) * unit
    return Figure(shown=spoken.wording.number(rounded, unit), quantity=quantity, unit=unit)


def _summary(found: Sensitivity, counted: str, spoken: Spoken) -> Iterator[str]:
    yield counted
    yield from _varied(found, spoken)
    open_pairs = sum(not pair.is_certain for pair in found.pairs)
    yield spoken.wording.say(
        "Of {number} pairs {certain} are certain, whatever is varied.",
        number=len(found.pairs),
        certain=len(found.pairs) - open_pairs,
    )
