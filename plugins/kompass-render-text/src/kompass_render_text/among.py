"""Where the result stands among published ones: its rank, their figures, and their sources."""

from collections.abc import Iterator

from kompass_render_text.blocks import Block, Bullets, Column, Heading, Paragraph, Row, Table
from kompass_render_text.checks import cite
from kompass_render_text.said import Tone
from kompass_render_text.showing import NONE, Showing
from kompass_spec.model import TOTAL, CitedMean, CitedResult, CohortItem, Interval, Standing
from kompass_spec.wording.cohorts import describe_mean, describe_place, explain_place, explain_support
from kompass_spec.wording.shapes import explain_by_share, explain_nothing

__all__ = ["among"]


def among(showing: Showing) -> Iterator[Block]:
    """Show the result among the published ones on its edition, where that is asked for."""
    standing = showing.request.standing
    if standing is None:
        return
    cohort = standing.cohort
    yield Heading(showing.say("Among published results"))
    if cohort.members:
        yield Paragraph(
            explain_place(cohort[TOTAL], showing.wording)
            if showing.card.total.applies
            else explain_nothing(showing.card, showing.wording)
        )
        yield _table(standing, showing)
        remarks = (*explain_by_share(cohort, showing.wording), *explain_support(cohort, showing.wording))
        yield from (Paragraph(sentence, Tone.QUIET) for sentence in remarks)
    else:
        yield Paragraph(showing.say("No other result on this edition is published."))
    if standing.means:
        label = showing.say("Means that were published")
        yield Bullets(label, tuple(_mean(cited, showing) for cited in standing.means))
    if standing.members:
        label = showing.say("The published results")
        yield Bullets(label, tuple(_member(cited, showing) for cited in standing.members))


def _table(standing: Standing, showing: Showing) -> Table:
    columns = (
        Column(head=showing.say("Code")),
        Column(head=showing.say("Area"), is_text=True),
        Column(head=showing.say("This result"), fold=3),
        Column(head=showing.say("Rank")),
        Column(head=showing.say("Others"), fold=3),
        Column(head=showing.say("Mean"), fold=1),
        Column(head=showing.say("Median"), fold=3),
        Column(head=showing.say("Least"), fold=2),
        Column(head=showing.say("Greatest"), fold=2),
    )
    edition = showing.request.edition
    rows = [
        _row(item, showing.say("Total") if item.code == TOTAL else showing.title(item.code, edition), showing)
        for item in standing.cohort.items
        if item.count
    ]
    return Table(columns, tuple(rows))


def _row(item: CohortItem, title: str, showing: Showing) -> Row:
    def figure(interval: Interval | None) -> str:
        return NONE if interval is None else showing.exact(interval)

    is_total = item.code == TOTAL
    cells = (
        "" if is_total else item.code,
        title,
        figure(item.asked),
        NONE if item.rank is None else describe_place(item.rank, showing.wording),
        str(item.count),
        figure(item.mean),
        figure(item.median),
        figure(item.least),
        figure(item.greatest),
    )
    return Row(cells, strong=is_total)


def _mean(cited: CitedMean, showing: Showing) -> str:
    language = showing.request.language
    parts = [
        f"{cited.mean.scope.in_any_language(language).words}: {describe_mean(cited.mean, showing.wording)}",
        *(caveat.text.in_any_language(language).words.rstrip(".") for caveat in cited.mean.caveats),
        *map(cite, cited.sources),
    ]
    return ". ".join(parts)


def _member(member: CitedResult, showing: Showing) -> str:
    card, language = member.scorecard, showing.request.language
    parts = [
        f"{card.assessment.organisation.name}, {showing.year(card)}",
        *(caveat.text.in_any_language(language).words.rstrip(".") for caveat in member.result.caveats),
        *map(cite, member.sources),
    ]
    return ". ".join(parts)
