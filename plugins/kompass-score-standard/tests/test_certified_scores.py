"""Every interval and every contradiction comes with a calculation that everybody can check."""

from hypothesis import HealthCheck, given, settings, strategies as st

from kompass_score_standard.scorer import StandardScorer
from kompass_spec import InputError
from kompass_spec.documents.certificates import certificate_faults
from kompass_spec.plugins.requests import ScoreRequest
from kompass_testing.shaped import shaped_assessments, shaped_editions
from kompass_testing.strategies import assessments, editions

ROOMY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@ROOMY
@given(st.data())
def test_every_interval_and_contradiction_follows_from_its_certificate(data):
    """Rule: "why an interval is as narrow as it is, why a contradiction is one"."""
    edition = data.draw(editions())
    assessment = data.draw(assessments(edition))
    try:
        card = StandardScorer().score(ScoreRequest(assessment=assessment, edition=edition, certified=True))
    except InputError:
        return
    certificate = card.certificate
    assert certificate_faults(certificate) == []
    ends = {one.item: one for one in certificate.proved}
    for score in card.total.walk():
        assert certificate.lines[ends[score.code].low].points == score.low
        assert certificate.lines[ends[score.code].high].points == score.high
    conflicting = [one for one in card.contradictions() if not one.is_wrong_maximum]
    # Both are written in an order of their own.
    assert {one.items[0] for one in conflicting} == {one.item for one in certificate.contradictions}
    for conflict in conflicting:
        needed = certificate.of([conflict.items[0]])
        used = {line.figure.line for line in needed.lines if line.figure is not None}
        assert {figure.line for figure in conflict.figures} & used


@ROOMY
@given(st.data())
def test_certificates_of_every_shape_prove_what_they_say(data):
    edition = data.draw(shaped_editions())
    assessment = data.draw(shaped_assessments(edition))
    card = StandardScorer().score(ScoreRequest(assessment=assessment, edition=edition, certified=True))
    assert certificate_faults(card.certificate) == []
    for one in card.certificate.proved:
        assert card.certificate.lines[one.low].points == card[one.item].low
        assert card.certificate.lines[one.high].points == card[one.item].high
