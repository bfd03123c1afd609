"""Links that follow from others: what is found, that it is true, and that it cannot be forged."""

from fractions import Fraction
from itertools import chain
from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from kompass_convert_mapping import converter
from kompass_convert_mapping.converter import MappingConverter
from kompass_convert_mapping.following import Following
from kompass_spec.documents.certificates import certificate_faults
from kompass_spec.model import Certificate, CertifiedItem, CertifiedLink, CertifiedRest, Relation, Share
from kompass_spec.model.mapping_contradictions import contradictions
from kompass_spec.model.side import Side
from kompass_spec.plugins.requests import ConvertRequest
from kompass_testing import worlds

SLOW = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
OLD, NEW = worlds.edition_of("aa-1", 8, 12), worlds.edition_of("bb-1", 3, 10, 12)
LESS = {"1": (Fraction(6), Fraction(6)), "2": (Fraction(0), Fraction(12))}


def link(source, target, of_source, of_target):
    """Return a link such as ``1+2`` to ``1`` with shares such as ``3/10`` or ``1/4–1/2``."""
    sources, targets = tuple(source.split("+")), tuple(target.split("+"))
    found = worlds.link_of(sources[0], targets[0], Relation.INTERSECTS)
    shares = {"of_source": share(of_source), "of_target": share(of_target)}
    return evolve(found, source=sources, target=targets, **shares)


def share(said):
    if said == "unknown":
        return None
    low, _, high = said.partition("–")
    return Share(Fraction(low), Fraction(high or low))


def convert(links, bounds=LESS, old=OLD, new=NEW):
    card = worlds.card_of(old, bounds)
    mapping = worlds.mapping_of(old, new, links)
    return MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping, certified=True))


BOTH = link("1+2", "1", "3/10", "1")
WITHIN = [BOTH, link("2", "2", "2/3", "2/5"), link("2", "total", "2/3", "4/25")]
SPLIT = [BOTH, link("2", "2", "2/3", "4/5"), link("2", "3", "1/3", "1/3")]
NEARLY = [BOTH, link("2", "2", "2/3", "4/5"), link("2", "3", "1/4", "1/4")]
RANGES = [BOTH, link("2", "1", "1/100–1/12", "unknown")]
BY_TARGET = [BOTH, link("2", "1", "unknown", "1/100–1/6")]
PRICES = [BOTH, link("2", "1+2", "2/3", "8/13")]


@pytest.mark.parametrize(
    ("links", "low"),
    [
        pytest.param(WITHIN, 2, id="nothing is left of a link that another one is all of"),
        pytest.param(SPLIT, 2, id="nothing is left of an item that is split"),
        pytest.param(NEARLY, Fraction(3, 2), id="one point is left of an item that is split"),
        pytest.param(RANGES, Fraction(3, 2), id="one point at most is taken off"),
        pytest.param(BY_TARGET, Fraction(3, 2), id="half a point at most is taken off the target"),
        pytest.param(PRICES, 2, id="what would have two prices is nothing"),
        pytest.param([BOTH], 0, id="nothing follows from one link"),
    ],
)
def test_what_follows_narrows_a_target(links, low):
    """Case: a source of 8 and 12 points, 6 of the 20 are all of a question of 3, and none of the 12."""
    conversion = convert(links)
    assert (conversion["1"].low, conversion["1"].high) == (low, 3)
    assert certificate_faults(conversion.certificate) == []
    assert any(one.follows for one in conversion.certificate.links) == (low > 0)


def test_what_is_all_of_a_target_has_nothing_beside_it():
    """Case: all of the second target is of the second source, so what the first one has is not there."""
    links = [link("1", "1+2", "1/2", "4/15"), link("2", "2", "1/2", "1")]
    full = {"1": (Fraction(8), Fraction(8)), "2": (Fraction(0), Fraction(0))}
    conversion = convert(links, full, new=worlds.edition_of("bb-1", 5, 10))
    assert conversion["1"].low == 4
    assert certificate_faults(conversion.certificate) == []


def test_of_several_common_parts_of_one_pair_none_is_all_of_it():
    """Rule: a composed link may be one of several of a pair; nothing is taken off any of them."""
    second = link("1+2", "1", "1/10", "1/3")
    links = [BOTH, second, link("2", "2", "2/3", "4/5"), link("2", "total", "2/3", "8/25")]
    assert convert(links)["1"].low == 0


def test_weakest_links_are_those_of_an_author():
    unknown = link("1", "3", "1/100–1/2", "1/100–1/3")
    conversion = convert([*WITHIN, unknown])
    assert [weak.link for weak in conversion.weakest_links] == [unknown]


def test_what_cannot_follow_is_a_contradiction_of_the_mapping():
    """Rule: the check of mappings finds it: of 6 points in all of a link 8 cannot lie in a part of it."""
    links = [link("2", "total", "1/2", "6/25"), link("2", "2", "2/3", "4/5")]
    assert [problem.code for problem in contradictions(worlds.mapping_of(OLD, NEW, links))] == [
        "contradictory-links"
    ]


@pytest.mark.parametrize("links", [WITHIN, SPLIT, NEARLY, RANGES, BY_TARGET, PRICES])
def test_a_forged_derivation_is_found(links):
    """Rule: every field that says more than what follows, or what it follows from, makes a fault."""
    certificate = convert(links).certificate.of(["1"])
    assert certificate_faults(certificate) == []
    forged = list(forgeries(certificate))
    assert len(forged) >= 10
    for what, changed in forged:
        assert certificate_faults(changed), what


def forgeries(certificate):
    """Iterate over certificates that say of one link what does not follow, by what was changed."""
    for number, one in enumerate(certificate.links):
        changes = forged_links(number, one) if one.follows else ()
        if (
            any(number == other.follows.of for other in certificate.links if other.follows)
            and not one.follows
        ):
            changes = [("a base of a range", evolve(one, of_source_most=one.of_source + Fraction(1, 7)))]
        for what, changed in changes:
            links = (*certificate.links[:number], changed, *certificate.links[number + 1 :])
            yield what, evolve(certificate, links=links)


def forged_links(number, one):
    """Iterate over a link that follows with one thing changed."""
    more, follows = Fraction(1, 7), one.follows
    yield "of_source", evolve(one, of_source=one.of_source + more)
    yield "of_target", evolve(one, of_target=one.of_target + more)
    yield "of_target_most", evolve(one, of_target_most=one.of_target_most - 1)
    if one.of_source_most:
        yield "of_source_most", evolve(one, of_source_most=one.of_source_most - more)
    yield "itself", evolve(one, follows=evolve(follows, of=number))
    yield "later", evolve(one, follows=evolve(follows, less=(99,)))
    yield "source", evolve(one, source=("1", "1"))
    yield "sides", evolve(one, source=("1",), target=("3",), of_source=Fraction(1), of_target=Fraction(1))
    if follows.less:
        yield "less", evolve(one, follows=evolve(follows, less=follows.less[1:]))
    if follows.beside is not None:
        yield "beside", evolve(one, follows=evolve(follows, beside=follows.of))
    if follows.side is not None:
        yield "side", evolve(one, follows=evolve(follows, side=None))


def with_links(certificate, changed):
    """Return a certificate of which some links, by their numbers, are others."""
    links = [changed.get(number, one) for number, one in enumerate(certificate.links)]
    return evolve(certificate, links=tuple(links))


def test_nothing_lies_in_two_links_only_where_their_prices_differ():
    certificate = convert(PRICES).certificate
    like_the_first = evolve(certificate.links[1], of_target=Fraction(4, 13), of_target_most=Fraction(4, 13))
    faults = certificate_faults(with_links(certificate, {1: like_the_first}))
    assert "link 2: a point is worth the same in both" in faults


def test_what_is_taken_off_twice_is_found():
    certificate = convert(NEARLY).certificate
    rest = certificate.links[3]
    twice = evolve(rest, of_source_most=Fraction(0), follows=evolve(rest.follows, less=(1, 1, 2)))
    assert "link 3: content counts twice" in certificate_faults(with_links(certificate, {3: twice}))


def certificate_of(links, items=()):
    """Return a certificate of nothing but links, of editions with two items of 10 points each."""
    both = [
        [CertifiedItem(edition=name, code=code, max=10) for code in ("1", "2")]
        + [CertifiedItem(edition=name, code="total", max=20, parts=("1", "2"))]
        for name in ("a", "b", "c")
    ]
    return Certificate(items=(*chain.from_iterable(both), *items), lines=(), links=tuple(links))


def stated(source, target, of_source, of_target, edition="b", **more):
    """Return a link of a certificate from edition ``a``, with shares that are known exactly."""
    more = {"of_target_most": of_target, "of_source_most": of_source} | more
    return CertifiedLink(
        source_edition="a", target_edition=edition, source=tuple(source.split("+")),
        target=tuple(target.split("+")), of_source=of_source, of_target=of_target, **more,
    )  # fmt: skip


def test_nothing_follows_for_one_edition_from_what_another_one_has():
    """Case: that all of a question is in ``b`` leaves as much of it in ``c`` as there was."""
    less = CertifiedRest(side=Side.SOURCE, less=(0,))
    links = [
        stated("1", "1", Fraction(1), Fraction(1)),
        stated("1+2", "1", Fraction(1, 2), Fraction(1), "c"),
        stated("1", "1+2", Fraction(0), Fraction(0), "c", of_target_most=Fraction(1), follows=less),
        stated("2", "1", Fraction(1), Fraction(1), "c", follows=CertifiedRest(of=1, less=(2,))),
    ]
    assert "link 2: it follows from other editions" in certificate_faults(certificate_of(links))


@pytest.mark.parametrize(
    "other",
    [
        stated("1+2", "1+2", Fraction(1, 8), Fraction(1, 4)),
        stated("1+2", "total", Fraction(1, 4), Fraction(1, 2), of_target_most=Fraction(1)),
    ],
    ids=["other shares", "another greatest share"],
)
def test_two_links_of_one_content_are_of_one_pair_whatever_names_it(other):
    base = stated("1+2", "total", Fraction(1, 4), Fraction(1, 2))
    less = stated("1", "1", Fraction(0), Fraction(0))
    rest = stated("total", "total", Fraction(1, 4), Fraction(1, 2), follows=CertifiedRest(of=0, less=(1,)))
    several = "link 2: of one pair there are several common parts, and none is all of it"
    assert several not in certificate_faults(certificate_of([base, less, rest]))
    moved = evolve(rest, follows=CertifiedRest(of=0, less=(2,)))
    assert several.replace("2", "3") in certificate_faults(certificate_of([base, other, less, moved]))


@pytest.mark.parametrize(
    ("links", "items", "fault"),
    [
        ([stated("1", "1", Fraction(2), Fraction(1))], [], "link 0: its shares are not from 0 to 1"),
        ([stated("1", "1", Fraction(-1, 2), Fraction(1))], [], "link 0: its shares are not from 0 to 1"),
        (
            [stated("1", "1", Fraction(1, 2), Fraction(1, 2), of_source_most=Fraction(0))],
            [],
            "link 0: its shares are not from 0 to 1",
        ),
        ([], [CertifiedItem(edition="a", code="1", max=99)], "1 of a is there twice"),
        ([], [CertifiedItem(edition="a", code="3", max=9, parts=("1",))], "1 of a is part of two items"),
        ([], [CertifiedItem(edition="a", code="3", max=-9)], "3 of a has a maximum below 0"),
    ],
)
def test_nothing_follows_from_premises_that_cannot_be(links, items, fault):
    assert any(one.startswith(fault) for one in certificate_faults(certificate_of(links, items)))


@SLOW
@given(st.data())
def test_what_follows_is_true_and_never_wider(data):
    """Law: "never wider than before", with every certificate, whatever the links and in whichever order."""
    pool = data.draw(worlds.pools(most=6))
    old, new = data.draw(worlds.editions(pool, "aa-1", "bb-1"))
    links = [one for one in worlds.all_links(pool, old, new) if data.draw(st.integers(0, 2))][:12]
    links = [data.draw(worlds.weakened(one)) if data.draw(st.booleans()) else one for one in links]
    filled = data.draw(worlds.fulfilments(pool))
    card = data.draw(worlds.cards(pool, old, filled))
    truth = worlds.true_points(pool, new, filled)
    covered = tuple(one for one in worlds.truly_covered(old, new, links) if data.draw(st.booleans()))
    mapping = worlds.mapping_of(old, new, links, covered=covered)
    request = ConvertRequest(scorecard=card, mapping=mapping, certified=True)
    conversion = MappingConverter().convert(request)
    assert conversion.certificate is not None
    assert certificate_faults(conversion.certificate) == []
    with patch.object(converter, "following_links", lambda *_: Following()):
        before = MappingConverter().convert(evolve(request, mapping=evolve(mapping)))
    for item, wider in zip(conversion.total.walk(), before.total.walk(), strict=True):
        assert wider.low <= item.low <= item.high <= wider.high
        if item.code in truth:
            assert item.low <= truth[item.code] <= item.high
