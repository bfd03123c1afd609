"""Convert a scorecard by a mapping: one pass up the target edition, one pass down, once proved and once assuming."""

from fractions import Fraction
from typing import final

from attrs import evolve, frozen

from kompass_convert_mapping.bounds import Carried, Span, target_share
from kompass_convert_mapping.groups import Group, carried_by, groups_of, source_span
from kompass_convert_mapping.tree import Bounds, bounds_of
from kompass_spec.completeness import explain_known
from kompass_spec.hooks import ConvertRequest
from kompass_spec.model import (
    TOTAL,
    Adjusted,
    Assumed,
    Basis,
    Conversion,
    Converted,
    EditionMapping,
    Interval,
    Relation,
    Score,
    Scorecard,
    Statement,
    WeakLink,
)
from kompass_spec.problems import InputError, Problem
from kompass_spec.wording import wording_for

__all__ = ["MappingConverter"]


@final
@frozen
class MappingConverter:
    """Convert by the links of an edition mapping."""

    name: str = "mapping"

    def convert(self, request: ConvertRequest) -> Conversion:
        """Return what the scorecard says of the mapping's target edition.

        Raise ``InputError`` where the mapping starts from another edition, the target's weights are not known, or
        mapping and figures contradict each other.

        >>> from kompass_spec import load_registry, score_path
        >>> from kompass_spec.composing import identity_mapping
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
        spans = {link.source: source_span(scores, link.source) for group in groups for link in group.links}
        proved = bounds_of(mapping.target, groups, spans, assuming=False)
        assumes = any(link.is_assumed for group in groups for link in group.links)
        likely = bounds_of(mapping.target, groups, spans, assuming=True) if assumes else proved
        impossible = sorted(proved.impossible)
        if impossible:
            sentence = f"The figures and the mapping {mapping.id} contradict each other for {', '.join(impossible)} of {mapping.target.id}: no true values fit both. Check the links to it, and their shares."
            raise InputError([Problem("contradictory-mapping", sentence)])
        total = _adjusted(_converted(mapping, TOTAL, proved, likely), _rules(mapping), scores)
        return Conversion(
            scorecard=scorecard, mapping=mapping, total=total, weakest_links=_weakest(groups, spans)
        )


def _refuse(scorecard: Scorecard, mapping: EditionMapping) -> None:
    problems = []
    if scorecard.assessment.edition != mapping.source.id:
        sentence = f"The result is on {scorecard.assessment.edition}, and the mapping {mapping.id} starts from {mapping.source.id}. Choose the mapping that starts from the result's edition."
        problems.append(Problem("other-edition", sentence))
    if mapping.target.max is None:
        known = explain_known(mapping.target, wording_for("en"))
        sentence = f"Nothing can be converted to {mapping.target.id!r}. {known} Install a fuller release of the edition."
        problems.append(Problem("unknown-weights", sentence))
    if problems:
        raise InputError(problems)


def _converted(mapping: EditionMapping, code: str, proved: Bounds, likely: Bounds) -> Converted:
    low, high, maximum = proved.low[code], proved.high[code], proved.max[code]
    if code in proved.exact:
        basis = Basis.EXACT
    else:
        basis = Basis.UNKNOWN if low == 0 and high == maximum else Basis.BOUNDED
    links = tuple(link for link in likely.rests_on.get(code, ()) if link.is_assumed)
    assumed = None
    if links and code not in likely.impossible:
        assumed = Assumed(interval=Interval(likely.low[code], likely.high[code]), links=links)
    return Converted(
        code=code,
        low=low,
        high=high,
        max=maximum,
        basis=basis,
        reason=_reason(mapping, code, basis, proved, assumed),
        assumed=assumed,
        parts=tuple(_converted(mapping, part, proved, likely) for part in proved.parts[code]),
    )


def _reason(mapping: EditionMapping, code: str, basis: Basis, proved: Bounds, assumed: Assumed | None) -> str:
    links = proved.rests_on.get(code, ())
    sources = ", ".join(dict.fromkeys(one for link in links for one in link.source))
    if basis is Basis.EXACT:
        return f"All of it is {sources} of {mapping.source.id}." if sources else "All of its parts are exact."
    if basis is Basis.BOUNDED:
        return (
            f"It has a part in common with {sources} of {mapping.source.id}."
            if sources
            else "Something is known of its parts."
        )
    new = next((one for one in mapping.new if one.code == code), None)
    if new is not None:
        return f"It is new, with no counterpart in {mapping.source.id}."
    if assumed is not None:
        return "It is judged comparable, and nothing is proved."
    if links:
        return f"What it has in common with {sources} of {mapping.source.id} can be any part of it."
    return f"Nothing links it to {mapping.source.id}."


def _rules(mapping: EditionMapping) -> dict[str, Statement]:
    """Return the publishers' rules of thumb in the mapping's own direction, by the item of the target that they reach.

    A rule for an area or a question reaches what alone corresponds to it; where nothing does, it is not applied.
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
            found.setdefault(min(reached), statement)
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


def _weakest(groups: tuple[Group, ...], spans: dict[tuple[str, ...], Span]) -> tuple[WeakLink, ...]:
    """Return the links by the points of certainty that would be won if all that is left of their target were theirs."""
    found = []
    for group in groups:
        if len(group.links) == 1 and group.links[0].relation is Relation.EQUAL:
            continue
        reached = group.reached(spans, assuming=False)
        for place, link in enumerate(group.links):
            others = [
                carried_by(one, spans[one.source])
                for where, one in enumerate(group.links)
                if where != place
                and not one.is_assumed
                and any({place, where} <= set(family) for family in group.families)
            ]
            left = 1 - sum((one.least for one in others), Fraction(0))
            refined = target_share([*others, Carried(left, left, spans[link.source])], covered=False)
            if refined is None:
                continue
            cost = (reached.high - reached.low - (refined.high - refined.low)) * group.maximum
            if cost > 0:
                found.append(WeakLink(link=link, cost=cost))
    return tuple(sorted(found, key=lambda one: (-one.cost, one.link.target, one.link.source)))
