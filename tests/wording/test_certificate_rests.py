"""Links that follow from others, in words that a person can check with a pencil."""

from fractions import Fraction

import pytest
from attrs import evolve

from kompass_spec import load_plugins
from kompass_spec.model import Relation
from kompass_spec.plugins.requests import ConvertRequest
from kompass_spec.wording.certificates import explain_certificate
from kompass_spec.wording.wording import wording_for
from kompass_testing import worlds


def link(source, target, of_source, of_target):
    shares = {"of_source": Fraction(of_source), "of_target": Fraction(of_target)}
    found = worlds.link_of(source[0], target[0], Relation.INTERSECTS, **shares)
    return evolve(found, source=tuple(source), target=tuple(target))


BOTH = link(["1", "2"], ["1"], "3/10", "1")
MOST = link(["2"], ["2"], "2/3", "4/5")
HALF = link(["2"], ["2"], "2/3", "2/5")
WITHIN = link(["2"], ["total"], "2/3", "4/25")
ELSEWHERE = link(["2"], ["3"], "1/4", "1/4")
PRICED = link(["2"], ["1", "2"], "2/3", "8/13")


def explained(links, language):
    old, new = worlds.edition_of("aa-1", 8, 12), worlds.edition_of("bb-1", 3, 10, 12)
    card = worlds.card_of(old, {"1": (Fraction(6), Fraction(6)), "2": (Fraction(0), Fraction(12))})
    request = ConvertRequest(scorecard=card, mapping=worlds.mapping_of(old, new, links), certified=True)
    pytest.importorskip("kompass_convert_mapping")
    converter = load_plugins("converters").choose("converters", "mapping").provided
    certificate = converter.convert(request).certificate
    lines = explain_certificate(certificate, ["1"], wording_for(language))
    return [line.strip() for line in lines]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "aa-1 1 and bb-1 1 have 5 points in common at least, each worth 0.5"),
        ("sv", "aa-1 1 och bb-1 1 har minst 5 poäng gemensamt, var och en värd 0,5"),
        ("nb", "aa-1 1 og bb-1 1 har minst 5 poeng felles, hvert verdt 0,5"),
        ("nn", "aa-1 1 og bb-1 1 har minst 5 poeng felles, kvart verdt 0,5"),
        ("da", "aa-1 1 og bb-1 1 har mindst 5 point til fælles, hvert værd 0,5"),
    ],
)
def test_what_follows_is_said_in_the_language_that_was_asked_for(language, words):
    (line,) = (one for one in explained([BOTH, MOST, ELSEWHERE], language) if words in one)
    assert line.removesuffix(" − 1 (1)").endswith(" × 20 (1 + 2 → 1)")


def test_what_is_left_of_an_item_is_said_before_what_follows_from_it():
    conclusion, first, second, *_ = explained([BOTH, MOST, ELSEWHERE], "en")
    assert conclusion.startswith("Why bb-1 1 has 1.5 to 3 points")
    assert first == (
        "(1) aa-1 2 has 1 points at most in common with anything else: 12 − 2/3 × 12 (2 → 2) − 0.25 × 12"
        " (2 → 3)"
    )
    assert second.startswith("(2) ")


def test_what_a_link_has_within_another_is_taken_off():
    first = explained([BOTH, HALF, WITHIN], "en")[1]
    assert first == (
        "(1) aa-1 2 and bb-1 1 + 3 have 0 points in common at most: 2/3 × 12 (2 → total) − 2/3 × 12 (2 → 2)"
    )


def test_what_would_have_two_prices_is_nothing():
    first = explained([BOTH, PRICED], "en")[1]
    assert first == (
        "(1) aa-1 2 and bb-1 1 have nothing in common, for a point of it would be worth 0.5 in (1 + 2 → 1)"
        " and 1 in (2 → 1 + 2)"
    )


def test_a_link_that_follows_is_named_where_it_counts():
    assert any("× 8, 5/6 × 3) (2)" in line for line in explained([BOTH, MOST, ELSEWHERE], "en"))
