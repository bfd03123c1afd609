"""Everything that a result concludes is said in five languages, in words of that language."""

import contextlib
import re
from importlib.metadata import entry_points
from itertools import permutations

import attrs
import pytest

from kompass_spec import (
    Basis,
    InputError,
    Quantity,
    UsageError,
    compare_scorecards,
    convert_scorecard,
    explain,
    load_plugins,
    load_registry,
    score_assessment,
    score_path,
)
from kompass_spec.wording.meanings import EXPLAINED
from kompass_spec.wording.reasons import _FORMS, explain_reason
from kompass_spec.wording.wording import wording_for

NEEDED = {
    "kompass-convert-mapping",
    "kompass-frameworks",
    "kompass-import-report",
    "kompass-score-standard",
    "kompass-variant-dk",
    "kompass-variant-no",
}
INSTALLED = {point.dist.name for point in entry_points(group="kompass") if point.dist is not None}
if not NEEDED <= INSTALLED:
    pytest.skip(f"not installed: {NEEDED - INSTALLED}", allow_module_level=True)
REPORT = "docs/examples/ornskoldsvik-2017.md"
OTHERS = ("sv", "nb", "nn", "da")
ENGLISH = re.compile(r"\b(the|and|of|is|are|it|that|which|nothing|than)\b", re.IGNORECASE)
MEMBERS = [member for kind in EXPLAINED for member in kind]


@pytest.fixture(scope="module")
def cards():
    """Results that are full, partial, typed in, and without what does not apply, by their editions."""
    registry = load_registry()
    printed = score_path(REPORT).scorecards
    edition = registry["se-2016"]
    given = edition.assess("Lund", 2018, percents={"1.1": 75, "7.2": "62.5"}, not_applicable=["2.4", "3"])
    return (*printed, score_assessment(given, registry=registry))


@pytest.fixture(scope="module")
def conversions(cards):
    registry, plugins = load_registry(), load_plugins("converters")
    found = []
    for card in cards:
        for target in registry:
            # Not every pair has a mapping, and of some editions too little is known.
            with contextlib.suppress(InputError):
                found.append(convert_scorecard(card, target, registry=registry, plugins=plugins))
    assert len({(one.mapping.source.id, one.mapping.target.id) for one in found}) > 4
    return found


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("member", MEMBERS, ids=str)
def test_every_member_is_said_in_every_language(member, language):
    english = explain(member)
    assert english
    assert explain(member, language) != english
    assert not ENGLISH.search(explain(member, language))


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_every_form_of_a_reason_is_said_in_every_language(language):
    wording = wording_for(language)
    assert wording.language == language
    for _, words in _FORMS:
        said = wording.say(words, items="7.2", edition="X")
        assert language == "en" or not ENGLISH.search(said), said


def test_every_reason_of_every_conversion_has_its_form(conversions):
    reasons = {item.reason for one in conversions for item in one.total.walk()}
    reasons |= {
        change.reason
        for edition in (None, "se-2010")
        for row in compare_scorecards(score_path(REPORT).scorecards, edition=edition, questions=True).rows
        for change in row.changes
    }
    assert len(reasons) > 10
    unsaid = [one for one in reasons if explain_reason(one, wording_for("sv"), str) is None]
    assert not unsaid


@pytest.mark.parametrize("language", OTHERS)
def test_conversions_comparisons_and_discrepancies_have_no_english_words(conversions, cards, language):
    said = [explain(item, language) for one in conversions[:4] for item in one.total.walk()]
    comparison = compare_scorecards(cards[:3], questions=True)
    changes = [change for row in comparison.rows for change in row.changes]
    said += [explain(change, language) for change in changes]
    said += [
        explain(likely, language)
        for change in changes
        for likely in (change.assumed, change.adjusted)
        if likely is not None
    ]
    said += [explain(found, language) for card in cards for found in card.discrepancies]
    said += [explain(comparison, language), explain(conversions[0], language), explain(cards[0], language)]
    assert not [one for one in said if ENGLISH.search(one)]
    assert not [one for one in said if re.search(r"\b(se|no|dk)-\d{4}", one)], "editions have names"


def test_a_reason_in_other_words_is_not_told_in_english(conversions):
    item = attrs.evolve(conversions[0].total, reason="My plugin thinks so.", basis=Basis.EXACT)
    assert explain(item, "sv") == "Omräkningen tillför ingen osäkerhet."


def test_what_has_nothing_to_say_is_refused():
    with pytest.raises(UsageError, match="does not explain itself"):
        explain(Quantity.POINTS)


def test_all_pairs_of_codes_are_read_back():
    for one, other in permutations(["7.2", "8", "total"], 2):
        said = explain_reason(f"All of it is {one}, {other} of se-2010.", wording_for("en"), str)
        assert said is not None
        assert one in said or one == "total"


def test_a_language_without_words_is_no_other_language():
    with pytest.raises(UsageError, match=r"There is no language 'fi'\. There are: da, en, nb, nn, sv"):
        explain(Basis.EXACT, "fi")
    assert explain(Basis.EXACT, "nn-NO") == explain(Basis.EXACT, "nn")
