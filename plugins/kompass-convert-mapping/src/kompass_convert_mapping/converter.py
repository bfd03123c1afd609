"""Convert a scorecard by a mapping: one pass up the target edition, one pass down, once proved and once assuming."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from kompass_convert_mapping.bounds import Carried, target_share
from kompass_convert_mapping.groups import Group, Spans, groups_of, spans_of
from kompass_convert_mapping.tree import Bounds, Layout, likely_bounds, proved_bounds
from kompass_spec import ConvertRequest, InputError, Problem
from kompass_spec.model import (
    TOTAL,
    Adjusted,
    Assumed,
    Basis,
    Conversion,
    Converted,
    EditionMapping,
    Interval,
    Link,
    Relation,
    Score,
    Scorecard,
    Statement,
    WeakLink,
)
from kompass_spec.wording.editions import explain_known
from kompass_spec.wording.wording import wording_for

__all__ = ["MappingConverter"]


@final
@frozen
class MappingConverter:
    """Convert by the links of an edition mapping."""

    name: str = "mapping"

    def convert(self, request: ConvertRequest) -> Conversion:
        """Return what the scorecard says of the mapping's target edition.

        Raise ``InputError`` where the mapping starts from another edition, the target's weights are not
        known, or mapping and figures contradict each other.

        >>> from kompass_spec import load_registry, score_path
        >>> from kompass_spec.model.same_meaning import identity_mapping
        >>> from pathlib import Path
        >>> card = score_path(Path("docs/examples/ornskoldsvik-2017.md")).scorecards[0]
        >>> mapping = identity_mapping(load_registry()["se-2016"])
        >>> MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping)).total.interval == card.total.interval
        True
        """
        scorecard, mapping = request.scorecard, request.mapping
        _refuse(scorecard, mapping)
        scores = {score.code: score for score in scorecard.total.walk()}
        groups = groups_of(mapping, scores.keys())
        spans = spans_of(groups, scorecard.total)
        layout = Layout.of(mapping.target)
        claims = [claim for group in groups if (claim := group.proved(spans)) is not None]
        proved = proved_bounds(layout, claims)
        if proved.impossible:
            codes = ", ".join(code for code in proved.low if code in proved.impossible)
            sentence = (
                f"The figures and the mapping {mapping.id} contradict each other for {codes} of"
                f" {mapping.target.id}: no true values fit both. Check the links to it, and their shares."
            )
            raise InputError([Problem("contradictory-mapping", sentence)])
        judgements = [claim for group in groups for claim in group.judged(spans)]
        likely = likely_bounds(layout, proved, claims, judgements) if judgements else Bounds()
        found = _converted(mapping, layout, TOTAL, proved, likely)
        total = _adjusted(found, _rules(mapping), scores)
        return Conversion(
            scorecard=scorecard, mapping=mapping, total=total, weakest_links=_weakest(groups, spans)
        )


def _refuse(scorecard: Scorecard, mapping: EditionMapping) -> None:
    problems = []
    if scorecard.assessment.edition != mapping.source.id:
        sentence = (
            f"The result is on {scorecard.assessment.edition}, and the mapping {mapping.id} starts from"
            f" {mapping.source.id}. Choose the mapping that starts from the result's edition."
        )
        problems.append(Problem("other-edition", sentence))
    if mapping.target.max is None:
        known = explain_known(mapping.target, wording_for("en"))
        sentence = (
            f"Nothing can be converted to {mapping.target.id!r}. {known} Install a fuller release of the"
            " edition."
        )
        problems.append(Problem("unknown-weights", sentence))
    if problems:
        raise InputError(problems)


def _converted(
    mapping: EditionMapping, layout: Layout, code: str, proved: Bounds, likely: Bounds
) -> Converted:
    parts = tuple(_converted(mapping, layout, part, proved, likely) for part in layout.parts[code])
    low, high, maximum = proved.low[code], proved.high[code], layout.max[code]
    if code in proved.exact:
        basis = Basis.EXACT
    elif low == 0 and high == maximum and all(part.basis is Basis.UNKNOWN for part in parts):
        basis = Basis.UNKNOWN
    else:
        basis = Basis.BOUNDED
    links = tuple(link for link in likely.rests_on.get(code, ()) if link.is_assumed)
    assumed = Assumed(interval=Interval(likely.low[code], likely.high[code]), links=links) if links else None
    reason = _reason(mapping, code, basis, proved, assumed)
    if basis is Basis.UNKNOWN and assumed is None and _set_aside(layout, code, likely):
        reason = "Nothing is proved of it."
    if code in likely.disagreeing:
        aside = _named(mapping, likely.disagreeing[code])
        reason += (
            " What is judged comparable to it does not fit together, so nothing is assumed by the links from"
            f" {aside}."
        )
    return Converted(
        code=code, low=low, high=high, max=maximum, basis=basis, reason=reason, assumed=assumed, parts=parts
    )


def _set_aside(layout: Layout, code: str, likely: Bounds) -> bool:
    """Tell whether judgements of an item, or of something below it, were set aside."""
    return code in likely.disagreeing or any(_set_aside(layout, part, likely) for part in layout.parts[code])


def _named(mapping: EditionMapping, links: Iterable[Link]) -> str:
    """Return the source items of links, once each."""
    return f"{', '.join(dict.fromkeys(one for link in links for one in link.source))} of {mapping.source.id}"


def _reason(mapping: EditionMapping, code: str, basis: Basis, proved: Bounds, assumed: Assumed | None) -> str:
    links = proved.rests_on[code]
    if basis is Basis.UNKNOWN:
        return _reason_of_unknown(mapping, code, links, assumed)
    if basis is Basis.EXACT:
        return f"All of it is {_named(mapping, links)}." if links else "All of its parts are exact."
    return (
        f"It has a part in common with {_named(mapping, links)}."
        if links
        else "Something is known of its parts."
    )


def _reason_of_unknown(
    mapping: EditionMapping, code: str, links: tuple[Link, ...], assumed: Assumed | None
) -> str:
    if any(one.code == code for one in mapping.new):
        return f"It is new, with no counterpart in {mapping.source.id}."
    if assumed is not None:
        return "It is judged comparable, and nothing is proved."
    if links:
        return f"What it has in common with {_named(mapping, links)} can be any part of it."
    return f"Nothing links it to {mapping.source.id}."


def _rules(mapping: EditionMapping) -> dict[str, Statement]:
    """Return the publishers' rules of thumb in the mapping's own direction, by the item of the target that they reach.

    A rule for an area or a question reaches what alone corresponds to it; where nothing does, it is not
    applied.
    """
    leads: dict[str, set[str]] = {}
    comes: dict[str, set[str]] = {}
    for link in mapping.links:
        for one in link.source:
            leads.setdefault(one, set()).update(link.target)
        for one in link.target:
            comes.setdefault(one, set()).update(link.source)
    found: dict[str, Statement] = {}
    for statement in mapping.statements:
        if statement.low is None or statement.high is None:
            continue
        if (statement.edition, statement.other) != (mapping.source.id, mapping.target.id):
            continue
        reached = {TOTAL} if statement.item == TOTAL else leads.get(statement.item, set())
        if len(reached) == 1 and (statement.item == TOTAL or comes[min(reached)] == {statement.item}):
            found[min(reached)] = statement
    return found


def _adjusted(one: Converted, rules: dict[str, Statement], scores: dict[str, Score]) -> Converted:
    """Return an item and its parts with the rules of thumb applied: to what they were stated for and to nothing else."""
    one = evolve(one, parts=tuple(_adjusted(part, rules, scores) for part in one.parts))
    statement = rules.get(one.code)
    if statement is None or statement.low is None or statement.high is None or statement.item not in scores:
        return one
    score = scores[statement.item]
    adding = Interval(statement.low, statement.high)
    printed = score.printed if score.printed is not None else score.sum_of_printed
    adjusted = Adjusted(
        interval=_within(score.interval + adding, one.max),
        statement=statement,
        printed=_within(Interval(printed, printed) + adding, one.max) if printed is not None else None,
        printed_sum=score.printed is None and printed is not None,
    )
    return evolve(one, adjusted=adjusted)


def _within(interval: Interval, maximum: Fraction) -> Interval:
    zero = Fraction(0)
    return Interval(min(max(interval.low, zero), maximum), min(max(interval.high, zero), maximum))


def _weakest(groups: Sequence[Group], spans: Spans) -> tuple[WeakLink, ...]:
    """Return the links by the points of certainty that would be won if all that is left of their target were theirs."""
    found = []
    for group in groups:
        if len(group.links) == 1 and group.links[0].relation is Relation.EQUAL:
            continue
        carried = group.carried(spans)
        reached = target_share(carried, group.sources, covered=group.covered)
        for place, link in enumerate(group.links):
            beside = [
                None if one is None or where == place or group.meet(where, place) else one.least
                for where, one in enumerate(carried)
            ]
            others = group.sources.heaviest(beside)
            left = 1 - (others.weight if others is not None else Fraction(0))
            whole = Carried(left, left, spans[link.source])
            with_it = [*carried[:place], whole, *carried[place + 1 :]]
            refined = target_share(with_it, group.sources)
            if reached is None or refined is None or refined.low > refined.high:
                continue
            cost = (reached.high - reached.low - (refined.high - refined.low)) * group.maximum
            if cost > 0:
                found.append(WeakLink(link=link, cost=cost))
    return tuple(sorted(found, key=lambda one: (-one.cost, one.link.target, one.link.source)))
