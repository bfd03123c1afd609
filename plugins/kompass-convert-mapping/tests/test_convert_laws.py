"""The laws of conversion, in worlds where everything is known."""

from fractions import Fraction

from attrs import evolve
from hypothesis import HealthCheck, Phase, assume, given, settings, strategies as st

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec.model import TOTAL, Basis, Completeness, Interval, Question, Score, Statement, Text
from kompass_spec.model.applicability import applicability
from kompass_spec.model.mapping_rules import share_of
from kompass_spec.model.same_meaning import identity_mapping
from kompass_spec.plugins.requests import ConvertRequest
from kompass_testing.worlds import (
    SOMEBODY,
    absences,
    all_links,
    card_of,
    cards,
    divisions,
    editions,
    fulfilments,
    lowest,
    mapping_of,
    mappings,
    of_kinds,
    pools,
    single_links,
    true_points,
    truly_covered,
    weakened,
    worst_points,
)

SLOW = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def convert(card, mapping):
    return MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping))


def assert_sound(conversion, pool, old, new):
    """Hold every proved interval against the least and the greatest that any fulfilment gives."""
    worst = worst_points(pool, old, new, conversion.scorecard)
    for item in conversion.total.walk():
        low, high = worst[item.code]
        assert item.low <= low <= high <= item.high


@SLOW
@given(st.data())
def test_every_true_share_lies_in_its_proved_interval(data):
    """Law: "sound: every target item's true share lies in its proved interval"."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(mappings(pool, old, new))
    filled = data.draw(fulfilments(pool))
    conversion = convert(data.draw(cards(pool, old, filled)), mapping)
    truth = true_points(pool, new, filled)
    for item in conversion.total.walk():
        assert truth[item.code] in item.interval
        assert 0 <= item.low <= item.high <= item.max
        assert (item.basis is Basis.UNKNOWN) <= (item.interval == Interval(0, item.max))
        assert item.reason


@SLOW
@given(st.data())
def test_the_worst_truth_lies_in_its_proved_interval(data):
    """Law: "sound against the worst truth", "with weights drawn for each edition"."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(mappings(pool, old, new))
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))
    assert_sound(convert(card, mapping), pool, old, new)


@SLOW
@given(st.data())
def test_what_does_not_apply_is_content_of_which_nothing_is_known(data):
    """Law: "every target item's true share of what applies lies in its proved interval", at every level."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    if data.draw(st.booleans()):
        old = data.draw(of_kinds(old))
    if data.draw(st.booleans()):
        new = data.draw(of_kinds(new))
    mapping = data.draw(mappings(pool, old, new))
    filled = data.draw(fulfilments(pool))
    absent = data.draw(absences(old))
    assume(applicability(old.edition, SOMEBODY.kind, absent).applies("total"))
    conversion = convert(data.draw(cards(pool, old, filled, absent=absent)), mapping)
    left_out = applicability(old.edition, SOMEBODY.kind, absent).left_out
    gone = frozenset().union(*(old.atoms[code] for code in left_out))
    truth = true_points(pool, new, filled, gone)
    asked = applicability(new.edition, SOMEBODY.kind)
    for item in conversion.total.walk():
        assert item.applies == asked.applies(item.code)
        assert item.max == asked.max(item.code)
        assert 0 <= item.low <= item.high <= item.max
        assert item.code not in truth or truth[item.code] in item.interval
        assert item.reason


@SLOW
@given(st.data())
def test_covered_targets_are_sound_too(data):
    """Law: "sound", with "ρ = 0 where the links are stated to cover the target"."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    links = single_links(pool, old, new)
    covered = [
        target.code
        for target in lowest(new)
        if new.atoms[target.code] <= frozenset().union(*(old.atoms[source.code] for source in lowest(old)))
    ]
    mapping = mapping_of(old, new, links, covered=tuple(covered))
    filled = data.draw(fulfilments(pool))
    conversion = convert(data.draw(cards(pool, old, filled)), mapping)
    truth = true_points(pool, new, filled)
    assert_sound(conversion, pool, old, new)
    without = convert(conversion.scorecard, evolve(mapping, covered=()))
    for item, wider in zip(conversion.total.walk(), without.total.walk(), strict=True):
        assert truth[item.code] in item.interval
        assert wider.low <= item.low <= item.high <= wider.high


@SLOW
@given(st.data())
def test_that_items_are_covered_says_nothing_of_a_link_to_several_of_them(data):
    """Law: "sound"; the content that a link has in common with a union is part of what the links to its items
    share.
    """
    pool = data.draw(pools(most=5))
    old, new = data.draw(editions(pool, "aa-1", "bb-1", levels=1))
    assume(len(new.edition.areas) > 1)
    links = [data.draw(weakened(link)) for link in all_links(pool, old, new) if len(link.source) == 1]
    links = [link for link in links if len(link.target) == 1 or data.draw(st.booleans())]
    covered = tuple(truly_covered(old, new, links))
    filled = data.draw(fulfilments(pool))
    conversion = convert(data.draw(cards(pool, old, filled)), mapping_of(old, new, links, covered=covered))
    assert_sound(conversion, pool, old, new)


@SLOW
@given(st.data())
def test_what_full_or_empty_sources_cover_is_full_or_empty(data):
    """Law: "ρ = 0 where the links are stated to cover the target", whatever is known of their shares."""
    pool = data.draw(pools(most=5))
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    links = [data.draw(weakened(link)) for link in all_links(pool, old, new) if len(link.source) == 1]
    covered = tuple(truly_covered(old, new, links))
    mapping = mapping_of(old, new, links, covered=covered)
    for share in (0, 1):
        card = card_of(old, {item.code: (share * item.max, share * item.max) for item in lowest(old)})
        conversion = convert(card, mapping)
        for code in covered:
            assert conversion[code].interval == Interval(
                share * conversion[code].max, share * conversion[code].max
            )


@SLOW
@given(st.data())
def test_a_further_true_link_never_widens(data):
    """Law: "isotone"; a link that is true as well, whatever its source shares with those of others, hides
    none of them.
    """
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(mappings(pool, old, new))
    assume(mapping.links)
    kept = data.draw(st.lists(st.sampled_from(mapping.links), unique_by=id, max_size=6))
    some = evolve(mapping, links=tuple(kept), covered=(), covered_source=())
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))
    for wider, item in zip(
        convert(card, some).total.walk(), convert(card, mapping).total.walk(), strict=True
    ):
        assert wider.low <= item.low <= item.high <= wider.high


@SLOW
@given(st.data())
def test_true_fulfilments_reach_both_ends(data):
    """Law: "tight: with exact shares and one link, true fulfilments reach both ends"."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1", levels=1))
    links = single_links(pool, old, new)
    assume(links)
    link = data.draw(st.sampled_from(links))
    unknown = data.draw(st.booleans())
    mapping = mapping_of(old, new, [evolve(link, of_source=None) if unknown else link])
    (source,), (target,) = link.source, link.target
    if unknown and link.of_source is not None:
        assert_tight_whatever_the_share(data, old, link, mapping)
        return
    share = data.draw(st.sampled_from([Fraction(n, 6) for n in range(7)]))
    maximum = old.edition.item(source).max
    bounds = {item.code: (0, item.max) for item in lowest(old)}
    bounds[source] = (share * maximum, share * maximum)
    card = card_of(old, bounds)
    item = convert(card, mapping)[target]
    assert (item.low, item.high) == worst_points(pool, old, new, card)[target]


def assert_tight_whatever_the_share(data, old, link, mapping):
    """Hold the bounds of a link of unknown share of the source against the ends that some share reaches."""
    (source,), (target,) = link.source, link.target
    share = data.draw(st.sampled_from([Fraction(n, 6) for n in range(7)]))
    maximum = old.edition.item(source).max
    bounds = {item.code: (0, item.max) for item in lowest(old)}
    bounds[source] = (share * maximum, share * maximum)
    converted = convert(card_of(old, bounds), mapping)[target]
    of_target = share_of(link, "of_target")[0]
    # A small enough part of what is neither full nor empty can be either.
    low, high = Fraction(share == 1), Fraction(share != 0)
    assert converted.low == of_target * low * converted.max
    assert converted.high == (1 - of_target * (1 - high)) * converted.max


@SLOW
@given(st.data())
def test_a_narrower_source_never_gives_a_wider_target(data):
    """Law: "isotone: a narrower source never gives a wider target", for any interval within another."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(mappings(pool, old, new))
    filled = data.draw(fulfilments(pool))
    card = data.draw(cards(pool, old, filled))
    truth = true_points(pool, old, filled)
    step = st.sampled_from([Fraction(n, 3) for n in range(4)])
    bounds = {
        item.code: (
            truth[item.code] - (truth[item.code] - card[item.code].low) * data.draw(step),
            truth[item.code] + (card[item.code].high - truth[item.code]) * data.draw(step),
        )
        for item in lowest(old)
    }
    wide, narrow = convert(card, mapping), convert(card_of(old, bounds), mapping)
    for wider, item in zip(wide.total.walk(), narrow.total.walk(), strict=True):
        assert wider.low <= item.low <= item.high <= wider.high


@SLOW
@given(st.data())
def test_conversion_is_monotone(data):
    """Law: "monotone in both ends", of links between lowest items, for which the bounds are the narrowest.

    Beside links of areas and unions they need not be: what an area leaves a question depends on how much the
    other questions can have, which rises with the source, while not all that links say together is used.
    """
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    links = [data.draw(weakened(link)) for link in single_links(pool, old, new)]
    mapping = mapping_of(old, new, links)
    filled = data.draw(fulfilments(pool))
    higher = [
        min(Fraction(1), value + data.draw(st.sampled_from([Fraction(0), Fraction(1, 4)])))
        for value in filled
    ]
    exact = convert(data.draw(cards(pool, old, filled, exact=True)), mapping)
    raised = convert(data.draw(cards(pool, old, higher, exact=True)), mapping)
    for low, high in zip(exact.total.walk(), raised.total.walk(), strict=True):
        assert low.low <= high.low
        assert low.high <= high.high


@SLOW
@given(st.data())
def test_conversion_is_isotone(data):
    """Law: "isotone: a narrower source never gives a wider target", whatever the links."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(mappings(pool, old, new))
    filled = data.draw(fulfilments(pool))
    wide = convert(data.draw(cards(pool, old, filled)), mapping)
    exact = convert(data.draw(cards(pool, old, filled, exact=True)), mapping)
    for wider, narrow in zip(wide.total.walk(), exact.total.walk(), strict=True):
        assert wider.low <= narrow.low <= narrow.high <= wider.high


def turned(card):
    """Return a scorecard with what was lacking in the place of what was reached."""

    def other(score):
        parts = tuple(map(other, score.parts))
        return evolve(score, low=score.max - score.high, high=score.max - score.low, parts=parts)

    return evolve(card, total=other(card.total))


@SLOW
@given(st.data())
def test_as_much_is_proved_of_what_is_lacking(data):
    """Neither end is preferred: were what is lacking reached, and the reverse, the ends would trade places.

    A converter that proves less of one end is sound too, so the contract of converters does not ask it.
    """
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(mappings(pool, old, new))
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))
    for item, other in zip(
        convert(card, mapping).total.walk(), convert(turned(card), mapping).total.walk(), strict=True
    ):
        assert other.interval == Interval(item.max - item.high, item.max - item.low)
        assert other.basis is item.basis


@SLOW
@given(st.data())
def test_what_is_assumed_proves_nothing(data):
    """Rule: an assumed interval stands "beside it, never inside it", whatever rests on a judgement."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(mappings(pool, old, new))
    judged = evolve(
        mapping,
        links=tuple(evolve(link, assumed=True) for link in mapping.links),
        covered=(),
        covered_source=(),
    )
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))
    for item, plain in zip(
        convert(card, judged).total.walk(), convert(card, mapping).total.walk(), strict=True
    ):
        assert (item.interval, item.basis) == (Interval(0, item.max), Basis.UNKNOWN)
        # Each judgement stands alone, so together they never claim more than what is proved if they hold.
        assert item.assumed is None or item.assumed.interval.low <= plain.low <= plain.high
        assert item.assumed is None or plain.high <= item.assumed.interval.high
        # What the whole leaves to a part is proved, and is not assumed of what nothing leads to.
        reached = any(each.code in link.target for link in mapping.links for each in item.walk())
        assert item.assumed is not None or plain.basis is Basis.UNKNOWN or not reached


@SLOW
@given(st.data())
def test_the_order_of_links_changes_nothing(data):
    """Law: "order independent: permuting links or items changes nothing"."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(mappings(pool, old, new))
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))
    shuffled = evolve(
        mapping,
        links=tuple(
            evolve(link, source=link.source[::-1], target=link.target[::-1])
            for link in data.draw(st.permutations(mapping.links))
        ),
    )
    first, second = convert(card, mapping), convert(card, shuffled)
    for item, again in zip(first.total.walk(), second.total.walk(), strict=True):
        assert (item.code, item.interval, item.basis) == (again.code, again.interval, again.basis)
        assert (item.assumed is None) == (again.assumed is None)
    assert [weak.cost for weak in first.weakest_links] == [weak.cost for weak in second.weakest_links]


@SLOW
@given(st.data())
def test_the_order_of_items_changes_nothing(data):
    """Law: "order independent: permuting links or items changes nothing"."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1"))
    mapping = data.draw(mappings(pool, old, new))
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))

    def shuffled(edition):
        areas = data.draw(st.permutations(edition.areas))
        return evolve(
            edition,
            areas=tuple(
                evolve(area, questions=tuple(data.draw(st.permutations(area.questions)))) for area in areas
            ),
        )

    source, target = shuffled(mapping.source), shuffled(mapping.target)
    scores = {score.code: score for score in card.total.walk()}
    areas = tuple(
        evolve(scores[area.code], parts=tuple(scores[part.code] for part in area.parts))
        for area in source.areas
    )
    again = convert(
        evolve(card, total=evolve(card.total, parts=areas)), evolve(mapping, source=source, target=target)
    )
    for item in convert(card, mapping).total.walk():
        assert (item.interval, item.basis) == (again[item.code].interval, again[item.code].basis)


@SLOW
@given(st.data())
def test_on_its_own_edition_a_result_is_itself(data):
    """Law: "identity on the same edition, and between releases of it with no major step"."""
    pool = data.draw(pools())
    old = data.draw(divisions(pool, "aa-1"))
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))
    conversion = convert(card, identity_mapping(old.edition))
    for item, score in zip(conversion.total.walk(), card.total.walk(), strict=True):
        assert (item.code, item.interval) == (score.code, score.interval)
        assert item.basis is Basis.EXACT
    assert conversion.weakest_links == ()


@SLOW
@given(st.data())
def test_on_a_later_release_of_its_edition_a_result_is_itself(data):
    """Law: "identity on the same edition, and between releases of it with no major step"."""
    pool = data.draw(pools())
    old = data.draw(divisions(pool, "aa-1", levels=data.draw(st.integers(1, 2))))
    later = fuller(old.edition, data.draw(st.sampled_from(["1.0.1", "1.1.0", "1.7.3"])))
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))
    conversion = convert(card, identity_mapping(old.edition, later))
    for score in card.total.walk():
        item = conversion[score.code]
        assert (item.interval, item.basis) == (score.interval, Basis.EXACT)
    for item in conversion.total.walk():
        assert 0 <= item.low <= item.high <= item.max
    back = convert(card_from(conversion), identity_mapping(later, old.edition))
    for score in card.total.walk():
        assert back[score.code].interval == score.interval


def fuller(edition, release):
    """Return a later release of an edition: in another language too, and with the parts of what had none."""
    areas = tuple(
        (
            area
            if area.parts
            else evolve(
                area,
                title=Text({**area.title, "nn": f"Det området {area.code}"}),
                questions=tuple(
                    Question(
                        code=f"{area.code}.{number}", text=area.title, max=area.max / 2, source=area.source
                    )
                    for number in (1, 2)
                ),
            )
        )
        for area in edition.areas
    )
    return evolve(edition, release=release, areas=areas, completeness=Completeness.COMPLETE)


def card_from(conversion):
    """Return a conversion as a scorecard on the edition that it is to."""

    def score(item):
        parts = tuple(score(part) for part in item.parts)
        return Score(code=item.code, low=item.low, high=item.high, max=item.max, parts=parts)

    card = conversion.scorecard
    return evolve(card, total=score(conversion.total))


@SLOW
@given(st.data())
def test_a_rule_of_thumb_reaches_what_it_was_stated_for_and_nothing_else(data):
    """Rule: "applied to the quantity it was stated for, in the direction it was stated, and to nothing
    else".
    """
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1", levels=1))
    links = single_links(pool, old, new)
    item = data.draw(st.sampled_from([TOTAL, *(area.code for area in old.edition.areas)]))
    forth = data.draw(st.booleans())
    ends = (old.edition.id, new.edition.id) if forth else (new.edition.id, old.edition.id)
    low, high = sorted(data.draw(st.lists(st.integers(-3, 3), min_size=2, max_size=2)))
    named = item if forth else TOTAL
    statement = Statement(
        text=Text({"en": "A rule of thumb."}), edition=ends[0], other=ends[1], cited="s",
        item=named, low=Fraction(low), high=Fraction(high),
    )  # fmt: skip
    mapping = evolve(mapping_of(old, new, links), statements=(statement,))
    card = data.draw(cards(pool, old, data.draw(fulfilments(pool))))
    conversion = convert(card, mapping)
    plain = convert(card, evolve(mapping, statements=()))
    expected = {TOTAL} if item == TOTAL else only_counterpart(links, item)
    adjusted = {each.code for each in conversion.total.walk() if each.adjusted is not None}
    assert adjusted == (expected if forth else set())
    for each, before in zip(conversion.total.walk(), plain.total.walk(), strict=True):
        assert (each.interval, each.basis, each.assumed) == (before.interval, before.basis, before.assumed)
        if each.adjusted is not None:
            score = card[item]
            assert each.adjusted.interval.low == min(max(score.low + low, 0), each.max)
            assert each.adjusted.interval.high == min(max(score.high + high, 0), each.max)


def only_counterpart(links, item):
    """Return the target that a source item leads to, if it leads to no other and nothing else leads there."""
    reached = {code for link in links if item in link.source for code in link.target}
    reaching = {code for link in links if reached <= set(link.target) for code in link.source}
    return reached if len(reached) == 1 and reaching == {item} else set()


@SLOW
@given(st.data())
def test_there_and_back_contains_the_start(data):
    """Law: "there and back contains the start, for disjoint links and a consistent, narrowed source"."""
    pool = data.draw(pools())
    old, new = data.draw(editions(pool, "aa-1", "bb-1", levels=1))
    mapping = mapping_of(old, new, single_links(pool, old, new))
    filled = data.draw(fulfilments(pool))
    card = data.draw(cards(pool, old, filled, exact=True))
    there = convert(card, mapping)
    bounds = {item.code: (item.low, item.high) for item in there.total.walk() if not item.parts}
    back = convert(card_of(new, bounds), mapping.invert())
    for item, score in zip(back.total.walk(), card.total.walk(), strict=True):
        assert item.low <= score.low <= score.high <= item.high
