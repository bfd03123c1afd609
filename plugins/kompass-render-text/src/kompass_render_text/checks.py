"""What stands behind the figures: discrepancies, figures that stand nowhere else, and sources."""

from collections.abc import Iterator, Mapping

from kompass_render_text.blocks import Block, Bullets, Fact, Facts, Heading, Paragraph
from kompass_render_text.said import Tone
from kompass_render_text.showing import Showing
from kompass_spec.model import DiscrepancyKind, Observation, Quantity, Score, Source
from kompass_spec.wording.figures import describe_figure, explain_discrepancies
from kompass_spec.wording.shapes import ShownItem, items_of

__all__ = ["cite", "discrepancies", "other_figures", "sources"]


def discrepancies(showing: Showing) -> Iterator[Block]:
    """Explain every discrepancy between printed figures in plain words."""
    card = showing.card
    yield Heading(
        showing.say("Discrepancies between the answers")
        if card.assessment.is_answered
        else showing.say("Discrepancies between printed figures")
    )
    if not card.discrepancies:
        yield Paragraph(_agreement(showing))
        return
    kinds = {
        DiscrepancyKind.CONTRADICTION: (showing.say("Contradictions"), Tone.WARNING),
        DiscrepancyKind.ROUNDING: (showing.say("Rounding"), Tone.PLAIN),
    }
    explained = tuple(zip(card.discrepancies, explain_discrepancies(card, showing.wording), strict=True))
    for kind, (label, tone) in kinds.items():
        explanations = tuple(words for discrepancy, words in explained if discrepancy.kind is kind)
        if explanations:
            yield Bullets(label, explanations, tone)


def _agreement(showing: Showing) -> str:
    """Return what to say where there is no discrepancy."""
    assessment = showing.card.assessment
    if assessment.is_answered:
        return showing.say("All answers agree with each other.")
    if assessment.observations:
        return showing.say("All printed figures agree with each other.")
    return showing.say("The report prints no figures.")


def other_figures(showing: Showing) -> Iterator[Block]:
    """List printed figures that no table shows, so that none is lost: changes, references, other maxima."""
    scores: dict[str, Score | ShownItem] = {score.code: score for score in showing.card.total.walk()}
    for area in showing.card.areas:
        shown = items_of(showing.card, area, showing.request.edition) if area.applies else ()
        scores |= {item.code: item for item in shown if item.code not in scores}
    others = [figure for figure in showing.card.assessment.observations if not _stands(figure, scores)]
    if not others:
        return
    yield Heading(showing.say("Other printed figures"))
    yield Bullets("", tuple(_described(figure, showing) for figure in others))


def _stands(figure: Observation, items: Mapping[str, Score | ShownItem]) -> bool:
    """Tell whether a table or the head shows the figure."""
    item = items.get(figure.item)
    if item is None or not item.applies:
        return False
    if figure.quantity is Quantity.MAX:
        return figure.value == item.max
    return figure.quantity in {Quantity.POINTS, Quantity.PERCENT, Quantity.LEVEL}


def _described(figure: Observation, showing: Showing) -> str:
    words = describe_figure(figure, showing.wording)
    if figure.label is not None:
        words = showing.say("{figure}, printed beside “{label}”", figure=words, label=figure.label)
    return words[:1].upper() + words[1:]


def sources(showing: Showing) -> Iterator[Block]:
    """Name the files that were read, and the publications that the edition's texts and weights come from."""
    yield Heading(showing.say("Sources"))
    read = dict.fromkeys(card.assessment.source for card in showing.every_card if card.assessment.source)
    facts = []
    for file in read:
        facts.append(Fact(showing.say("File"), (file.file.replace("\\", "/").rpartition("/")[2],)))
        facts.append(Fact("SHA-256", (file.sha256,)))
    if facts:
        yield Facts(tuple(facts))
    named = {}
    for card in showing.every_card:
        edition = showing.edition_of(card)
        if edition is not None:
            named[showing.edition_name(card)] = edition.sources
    for name, listed in named.items():
        if listed:
            label = showing.say("Sources of {edition}", edition=name)
            yield Bullets(label, tuple(cite(source) for source in listed))


def cite(source: Source) -> str:
    """Return a publication with what is known of it."""
    return ". ".join(filter(None, (source.title, source.publisher, source.date, source.url)))
