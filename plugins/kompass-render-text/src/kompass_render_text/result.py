"""The head of a shown scorecard, its total and the profile of its areas."""

from collections.abc import Iterator, Sequence

from kompass_render_text.blocks import Block, Column, Fact, Facts, Heading, Paragraph, Row, Table
from kompass_render_text.said import Tone
from kompass_render_text.showing import NONE, Showing
from kompass_spec.model import (
    TOTAL,
    FindingKind,
    Organisation,
    OrganisationKind,
    Quantity,
    Score,
)
from kompass_spec.wording.editions import explain_known, scored_by
from kompass_spec.wording.figures import describe_reference
from kompass_spec.wording.remarks import describe_evidence
from kompass_spec.wording.shapes import explain_nothing, explain_out_of, left_out_of

__all__ = ["head", "profile", "result"]

BAR_CELLS = 24


def head(showing: Showing) -> Iterator[Block]:
    """Say who was evaluated, when, by whom and against what."""
    assessment = showing.card.assessment
    name = assessment.organisation.name
    if assessment.year is None:
        yield Heading(showing.say("Evaluation of {organisation}", organisation=name), 1)
    else:
        yield Heading(
            showing.say(
                "Evaluation of {organisation}, {year}", organisation=name, year=showing.year(showing.card)
            ),
            1,
        )
    edition = showing.request.edition
    release = showing.say("release {release}", release=edition.release)
    known = () if scored_by(edition) == "question" else (explain_known(edition, showing.wording),)
    facts = [
        Fact(showing.say("Organisation"), (_organisation(assessment.organisation, showing),)),
        Fact(showing.say("Year"), (showing.year(showing.card),)),
        Fact(showing.say("Edition"), (f"{showing.edition_name(showing.card)}, {release}", *known)),
        Fact(showing.say("Publisher"), (edition.publisher,)),
    ]
    reason = showing.year_reason(assessment)
    if reason is not None:
        facts.insert(2, Fact(showing.say("Why this year"), (reason,)))
    if assessment.period is not None:
        facts.append(Fact(showing.say("Period"), (assessment.period.replace("/", " – "),)))
    if assessment.evaluators:
        listed = (", ".join(filter(None, (person.name, person.role))) for person in assessment.evaluators)
        facts.append(Fact(showing.say("Evaluators"), tuple(listed)))
    if not showing.card.is_of_sums:
        facts.append(Fact(showing.say("Scorer"), (str(showing.card.scorer),)))
    general = [evidence for evidence in assessment.evidence if evidence.item is None]
    if general:
        words = tuple(describe_evidence(evidence, showing.wording) for evidence in general)
        facts.append(Fact(showing.say("Evidence"), words))
    yield Facts(tuple(facts))


def _organisation(organisation: Organisation, showing: Showing) -> str:
    kinds = {
        OrganisationKind.MUNICIPALITY: showing.say("municipality"),
        OrganisationKind.CITY: showing.say("city"),
        OrganisationKind.DISTRICT: showing.say("city district"),
        OrganisationKind.REGION: showing.say("region"),
        OrganisationKind.DEPARTMENT: showing.say("department of a municipality"),
        OrganisationKind.COMPANY: showing.say("municipal company"),
        OrganisationKind.ASSOCIATION: showing.say("association of municipalities"),
    }
    official = " ".join(filter(None, (organisation.country, organisation.code)))
    kind = kinds[organisation.kind] if organisation.kind is not None else None
    known = ", ".join(filter(None, (kind, official)))
    return f"{organisation.name} ({known})" if known else organisation.name


def result(showing: Showing) -> Iterator[Block]:
    """Show the total: exact, as printed, and added up from what is printed."""
    card, total = showing.card, showing.card.total
    yield Heading(showing.say("Result"))
    if not total.applies:
        yield Paragraph(explain_nothing(card, showing.wording))
        yield from showing.legend([card])
        return
    points = showing.exact(total.interval)
    exact = showing.say("{points} of {max}", points=points, max=showing.number(total.max))
    if left_out_of(card, showing.request.edition):
        exact = f"{points} {explain_out_of(card, showing.request.edition, showing.wording)}"
    facts = [
        Fact(
            showing.say("Exact total"),
            (f"{exact} ({showing.exact_percent(total.share)})", showing.bar(total)),
        ),
    ]
    if not card.assessment.is_answered:
        printed = showing.printed(total, card, showing.say("not printed"))
        facts.append(Fact(showing.say("Printed total"), (printed,)))
    percent = showing.percent(card, TOTAL)
    if any(card.assessment.observed(TOTAL, Quantity.PERCENT)):
        facts.append(Fact(showing.say("Printed percent"), (percent,)))
    if total.sum_of_printed is not None:
        facts.append(
            Fact(showing.say("Sum of the areas’ printed points"), (showing.number(total.sum_of_printed),))
        )
    reference = showing.request.reference
    if reference is not None:
        of_total = reference.of(TOTAL)
        words = describe_reference(reference, showing.wording)
        facts.append(
            Fact(
                showing.say("Reference"),
                (words,) if of_total is None else (showing.exact(of_total), words),
            )
        )
    findings = card.assessment.findings
    for kind, label in (
        (FindingKind.STRENGTH, showing.say("Strengths")),
        (FindingKind.IMPROVEMENT, showing.say("Improvement areas")),
    ):
        if findings:
            facts.append(Fact(label, (str(sum(finding.kind is kind for finding in findings)),)))
    yield Facts(tuple(facts))
    if card.assessment.is_answered:
        answered = showing.say("The figures are the answers of the evaluators, and are not rounded.")
        yield Paragraph(answered, Tone.QUIET)
        yield from showing.legend([card])
        return
    yield Paragraph(
        showing.say(
            "Printed figures are rounded. Exact points are the bounds between which the true value lies if"
            " every printed figure is right."
        ),
        Tone.QUIET,
    )
    yield from showing.legend([card])


def profile(showing: Showing) -> Iterator[Block]:
    """Show the areas one below the other with bars, beside the reference where there is one."""
    reference = showing.request.reference
    known = {area.code: reference.of(area.code) for area in showing.card.areas} if reference else {}
    compared = any(points is not None for points in known.values())
    yield Heading(showing.say("Profile of the areas"))
    columns = [
        Column(head=showing.say("Code")),
        Column(head=showing.say("Area"), is_text=True),
        Column(head=showing.printed_head),
        Column(head=showing.say("Max"), fold=3),
        Column(head=showing.say("Exact points"), fold=1),
    ]
    if compared:
        columns.append(Column(head=showing.say("Reference"), fold=2))
    columns.append(Column(head=showing.say("Share"), bar=BAR_CELLS, fold=3))
    rows = []
    for area in showing.card.areas:
        of_area = known.get(area.code)
        beside = [NONE if of_area is None else showing.exact(of_area)] if compared else []
        rows.append(_profile_row(area, beside, showing))
    yield Table(tuple(columns), tuple(rows))
    yield from _profile_notes(showing, compared=compared)


def _profile_row(area: Score, beside: Sequence[str], showing: Showing) -> Row:
    name = (area.code, showing.title(area.code, showing.request.edition))
    if not area.applies:
        return Row((*name, showing.absent, "", "", *beside, ""))
    points = (showing.number(area.max), showing.exact(area.interval))
    return Row((*name, showing.printed(area, showing.card), *points, *beside, showing.bar(area)))


def _profile_notes(showing: Showing, *, compared: bool) -> Iterator[Block]:
    if compared and left_out_of(showing.card, showing.request.edition):
        sentence = showing.say("The reference is in points of the edition’s whole maxima.")
        yield Paragraph(sentence, Tone.QUIET)
    drawn = [area for area in showing.card.areas if area.applies and area.share.width * BAR_CELLS >= 1]
    if drawn:
        yield Paragraph(showing.say("In the bars, ▒ are points that are possible but not sure."), Tone.QUIET)
    if showing.is_marked((showing.card.total, *showing.card.areas), BAR_CELLS):
        yield Paragraph(showing.say("In the bars, ┃ marks the reference."), Tone.QUIET)
