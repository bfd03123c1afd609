"""The head of the page: who was assessed, when, on what, by whom and from which evidence."""

from collections.abc import Iterator

from kompass_render_html.parts import Fact
from kompass_render_html.view import View
from kompass_spec.model import Organisation, OrganisationKind, Passage
from kompass_spec.wording.editions import explain_known, scored_by
from kompass_spec.wording.remarks import describe_evidence
from kompass_spec.wording.wording import Wording

__all__ = ["facts_of", "known_of"]


def facts_of(view: View) -> tuple[Fact, ...]:
    """Return what is known of the assessment itself; what is unknown is left out, except the year."""
    return tuple(_facts(view))


def _facts(view: View) -> Iterator[Fact]:
    say = view.wording.say
    card = view.request.scorecard
    assessment = card.assessment
    yield Fact(
        term=say("Organisation"), passages=(view.own(_organisation(assessment.organisation, view.wording)),)
    )
    yield Fact(term=say("Year"), passages=(view.own(view.year(assessment)),))
    reason = view.year_reason(assessment)
    if reason is not None:
        yield Fact(term=say("Why this year"), passages=(reason,))
    if assessment.period:
        yield Fact(term=say("Period"), passages=(view.own(assessment.period.replace("/", " – ")),))
    yield Fact(term=say("Edition"), passages=_edition(view))
    if assessment.evaluators:
        people = (
            f"{person.name}, {person.role}" if person.role else person.name
            for person in assessment.evaluators
        )
        yield Fact(term=say("Evaluators"), passages=tuple(view.printed(person, card) for person in people))
    if not card.is_of_sums:
        yield Fact(term=say("Scorer"), passages=(view.own(str(card.scorer)),))
    general = [evidence for evidence in assessment.evidence if evidence.item is None]
    if general:
        yield Fact(
            term=say("Evidence"),
            passages=tuple(
                view.printed(describe_evidence(evidence, view.wording), card) for evidence in general
            ),
        )


def known_of(view: View) -> str | None:
    """Return what can and cannot be done with the edition, ``None`` where all of it is known."""
    edition = view.edition_of(view.request.scorecard)
    if edition is None or scored_by(edition) == "question":
        return None
    return explain_known(edition, view.wording)


def _organisation(organisation: Organisation, wording: Wording) -> str:
    kinds = {
        OrganisationKind.MUNICIPALITY: wording.say("municipality"),
        OrganisationKind.CITY: wording.say("city"),
        OrganisationKind.DISTRICT: wording.say("city district"),
        OrganisationKind.REGION: wording.say("region"),
        OrganisationKind.DEPARTMENT: wording.say("department of a municipality"),
        OrganisationKind.COMPANY: wording.say("municipal company"),
        OrganisationKind.ASSOCIATION: wording.say("association of municipalities"),
    }
    known = [organisation.name]
    if organisation.kind is not None:
        known.append(kinds[organisation.kind])
    if organisation.country:
        known.append(organisation.country)
    if organisation.code:
        known.append(wording.say("official code {code}", code=organisation.code))
    return ", ".join(known)


def _edition(view: View) -> tuple[Passage, ...]:
    card = view.request.scorecard
    edition = view.edition_of(card)
    passages = [view.edition_title(card)]
    if edition is not None:
        passages.append(Passage(edition.publisher, edition.language))
    passages.append(view.own(view.release_of(card)))
    return tuple(passages)
