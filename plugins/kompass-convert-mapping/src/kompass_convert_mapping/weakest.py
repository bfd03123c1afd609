"""The links of which more could be known, by the points of certainty that it would win at best."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from kompass_convert_mapping.bounds import ONE, ZERO, Carried, Shares, common_part, target_share
from kompass_convert_mapping.closed_form import Chart, ClosedForm
from kompass_convert_mapping.groups import Group, Spans
from kompass_convert_mapping.rows import Bridge
from kompass_convert_mapping.tree import Bounds
from kompass_convert_mapping.units import Number, ratio, total
from kompass_spec.model import Link, WeakLink
from kompass_spec.model.mapping_rules import share_of

__all__ = ["weakest_links"]


def weakest_links(
    groups: Sequence[Group], spans: Spans, closed: ClosedForm, proved: Bounds
) -> tuple[WeakLink, ...]:
    """Return the links of which not all is known, by the width that knowing it would take from their target.

    It is what would be won at best: if each share were as great as what is known of it and of the other links
    allows. Links where that wins nothing are left out.
    """
    weakest = [weak for group in groups for weak in _weak_links(group, spans, closed, proved)]
    return tuple(sorted(weakest, key=lambda weak: (-weak.cost, weak.link.target, weak.link.source)))


def _weak_links(group: Group, spans: Spans, closed: ClosedForm, proved: Bounds) -> Iterator[WeakLink]:
    if not group.open_links:
        return
    low = total(proved.low[code] for code in group.target if code in proved.low)
    high = total(proved.high.get(code, group.maximum) for code in group.target)
    if low == high:
        return
    for index in group.open_links:
        link = group.links[index]
        best = _at_best(link, group.bridges[index], group.maximum, closed)
        if best is None:
            continue
        won = _ends(group, index, best, spans, closed)
        width = min(high, won[1]) - max(low, won[0])
        # Of ends that cross, the link cannot be that large; nothing would be left to be known.
        cost = high - low - max(width, ZERO)
        if cost > 0:
            yield WeakLink(link=link, cost=closed.sources.units.target_points(cost))


def _at_best(link: Link, bridge: Bridge, maximum: Number, closed: ClosedForm) -> Bridge | None:
    """Return a link with the greatest shares that it can have beside the others of its two sides."""
    if link.is_assumed:
        most_taken: Number = closed.sources.ground.size(link.source)
        most_given = maximum
    else:
        most_taken = share_of(link, "of_source")[1] * closed.sources.ground.size(link.source)
        most_given = share_of(link, "of_target")[1] * maximum
    stated = len(closed.chart.mapping.links)
    others = [other for other in closed.chart.bridges if other is not bridge and other.index < stated]
    beside_source = [
        one for one in others if one.source == bridge.source and one.target.isdisjoint(bridge.target)
    ]
    beside_target = [
        one for one in others if one.target == bridge.target and one.source.isdisjoint(bridge.source)
    ]
    taken = min(
        most_taken, closed.sources.ground.size(link.source) - total(one.taken for one in beside_source)
    )
    given = min(most_given, maximum - total(one.given for one in beside_target))
    if taken < bridge.taken or given < bridge.given:
        return None
    return evolve(bridge, taken=taken, given=given)


def _ends(group: Group, index: int, best: Bridge, spans: Spans, closed: ClosedForm) -> tuple[Number, Number]:
    """Return what would be proved of a group's target if one of its links were ``best``."""
    old = group.bridges[index]
    bridges = [best if bridge is old else bridge for bridge in closed.chart.bridges]
    if all(bridge is not best for bridge in bridges):
        bridges.append(best)
    chart = Chart(closed.chart.mapping, closed.chart.ground, bridges)
    refined = ClosedForm(chart, closed.sources).of(group.target, group.maximum)
    low, high = (refined.span.low, refined.span.high) if refined is not None else (ZERO, group.maximum)
    shares = _shares(group, index, best, spans, closed)
    if shares is not None:
        low = max(low, shares.span.low * group.maximum)
        high = min(high, shares.span.high * group.maximum)
    return low, high


def _shares(group: Group, index: int, best: Bridge, spans: Spans, closed: ClosedForm) -> Shares | None:
    """Return what the links of a group would prove together if one of them were ``best``."""
    carried = group.carried(spans)
    link = group.links[index]
    least = ratio(best.given, group.maximum)
    part = common_part(spans[link.source], ratio(best.taken, closed.sources.ground.size(link.source)))
    now = carried[index]
    refined = Carried(least, max(least, now.most) if now is not None else ONE, part)
    return target_share(
        [*carried[:index], refined, *carried[index + 1 :]], group.disjoint, covered=group.covered
    )
