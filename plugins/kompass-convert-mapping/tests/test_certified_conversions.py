"""Every proved end comes with a calculation that rational arithmetic alone can check."""

import itertools
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, assume, given, settings, strategies as st

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec.documents.certificate_check import CertificateCheck
from kompass_spec.documents.certificates import certificate_faults
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.model import Certificate, CertificateGround
from kompass_spec.model.applicability import applicability
from kompass_spec.plugins.requests import ConvertRequest
from kompass_spec.results.chains import convert_along
from kompass_testing.worlds import (
    SOMEBODY,
    absences,
    cards,
    editions,
    fulfilments,
    mappings,
    narrowed,
    of_kinds,
    pools,
)

SLOW = settings(
    deadline=None,
    max_examples=20,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def convert(card, mapping):
    return MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping, certified=True))


def assert_proved(conversion):
    """Hold the certificate of a conversion to every end that it shows."""
    certificate = conversion.certificate
    assert certificate_faults(certificate) == []
    ends = {one.item: one for one in certificate.proved}
    for item in conversion.total.walk():
        assert item.applies == (item.code in ends)
        if item.applies:
            assert certificate.lines[ends[item.code].low].points == item.low
            assert certificate.lines[ends[item.code].high].points == item.high


@st.composite
def conversions(draw):
    """Draw a conversion with its certificate, in a world where something may not apply."""
    pool = draw(pools())
    old, new = draw(editions(pool, "aa-1", "bb-1"))
    absent = draw(absences(old)) if draw(st.booleans()) else frozenset()
    new = draw(of_kinds(new)) if draw(st.booleans()) else new
    assume(applicability(old.edition, SOMEBODY.kind, absent).applies("total"))
    mapping = draw(mappings(pool, old, new))
    card = draw(cards(pool, old, draw(fulfilments(pool)), absent=absent))
    return convert(card if absent else draw(narrowed(card)), mapping)


@SLOW
@given(conversions())
def test_every_end_follows_from_its_certificate(conversion):
    """Rule: "every proved end comes with its certificate"."""
    assert_proved(conversion)
    assert structure(unstructure(conversion.certificate), Certificate) == conversion.certificate


@SLOW
@given(st.data())
def test_every_end_of_a_chain_follows_from_its_certificate(data):
    pool = data.draw(pools(most=5))
    divided = data.draw(editions(pool, "aa-1", "bb-1", "cc-1", "dd-1"))[: data.draw(st.integers(3, 4))]
    steps = [data.draw(mappings(pool, old, new)) for old, new in itertools.pairwise(divided)]
    asked = [data.draw(of_kinds(one)) if data.draw(st.integers(0, 3)) == 0 else one for one in divided]
    steps = [
        evolve(step, source=old.edition, target=new.edition)
        for step, (old, new) in zip(steps, itertools.pairwise(asked), strict=True)
    ]
    card = data.draw(cards(pool, asked[0], data.draw(fulfilments(pool))))
    assert_proved(convert_along(card, steps, convert))


@SLOW
@given(conversions(), st.data())
def test_a_certificate_that_was_tampered_with_proves_nothing(conversion, data):
    """Rule: it "fails on tampered ones": whatever a line says that does not follow is found."""
    certificate = conversion.certificate
    code = data.draw(st.sampled_from([one.item for one in certificate.proved]))
    certificate = certificate.of([code])
    assert certificate_faults(certificate) == []
    tampered = list(tamperings(certificate))
    assume(tampered)
    for what, changed in tampered:
        assert certificate_faults(changed), what


def tamperings(certificate):
    """Iterate over certificates of which one thing was changed that matters wherever it stands."""
    wrong = Fraction(1, 7)
    for number, line in enumerate(certificate.lines):

        def with_line(changed, number=number):
            lines = list(certificate.lines)
            lines[number] = changed
            return evolve(certificate, lines=tuple(lines))

        if line.by is not CertificateGround.SCORE:
            yield "points", with_line(evolve(line, points=line.points + wrong))
            yield "points", with_line(evolve(line, points=line.points - wrong))
        for place in range(len(line.plus)):
            if certificate.lines[line.plus[place]].points:
                yield "plus", with_line(evolve(line, plus=line.plus[:place] + line.plus[place + 1 :]))
                yield "plus twice", with_line(evolve(line, plus=(*line.plus, line.plus[place])))
        for place in range(len(line.paid)):
            more = evolve(line.paid[place], price=line.paid[place].price + wrong)
            yield "paid", with_line(evolve(line, paid=(*line.paid[:place], more, *line.paid[place + 1 :])))
        if line.pieces:
            yield "pieces twice", with_line(evolve(line, pieces=(*line.pieces, line.pieces[0])))
        if line.by is CertificateGround.SUM:
            yield "later", with_line(evolve(line, plus=(number, *line.plus[1:])))
    for place, one in enumerate(certificate.proved):
        swapped = evolve(one, low=one.high, high=one.low)
        others = certificate.proved[:place], certificate.proved[place + 1 :]
        yield "ends", evolve(certificate, proved=(*others[0], swapped, *others[1]))


@SLOW
@given(conversions())
def test_ends_of_a_part_are_no_ends_of_the_whole(conversion):
    """Rule: the ends of an item are of all of it that applies, and what does not is named."""
    certificate = conversion.certificate
    by_item = {one.item: one for one in certificate.proved}
    for item in conversion.total.walk():
        ends = by_item.get(item.code)
        for part in item.parts if ends is not None else ():
            smaller = by_item.get(part.code)
            if smaller is None or contents(certificate, smaller) == contents(certificate, ends):
                continue
            claimed = evolve(smaller, item=item.code)
            assert certificate_faults(evolve(certificate, proved=(claimed,)))


def contents(certificate, ends):
    """Return the lowest items that ends are of."""
    checker = CertificateCheck(certificate)
    return checker.content(certificate.lines[ends.low])


@pytest.mark.parametrize("missing", [-1, 99])
def test_a_certificate_whose_ends_are_not_there(missing):
    empty = Certificate(items=(), lines=())
    from kompass_spec.model import CertifiedEnds  # noqa: PLC0415 - only this test needs it

    ends = CertifiedEnds(item="1", low=missing, high=missing)
    assert certificate_faults(evolve(empty, proved=(ends,))) == ["1: its ends are not there"]
