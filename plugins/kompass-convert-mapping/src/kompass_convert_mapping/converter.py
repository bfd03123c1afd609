"""Convert a scorecard by a mapping: what is proved, what is assumed, and what rules of thumb add."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import final

from attrs import evolve, frozen

from kompass_convert_mapping.closed_form import Chart, ClosedForm
from kompass_convert_mapping.following import Following, following_links
from kompass_convert_mapping.grounds import Ground
from kompass_convert_mapping.groups import Group, SpansOf, bridges_of, groups_of
from kompass_convert_mapping.proving import Proving
from kompass_convert_mapping.source_lines import SourceLines
from kompass_convert_mapping.sources import Sources
from kompass_convert_mapping.target import Target, does_not_apply
from kompass_convert_mapping.tree import Bounds, Layout, likely_bounds
from kompass_convert_mapping.weakest import weakest_links
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
    Scorecard,
    Statement,
)
from kompass_spec.model.identity import Same
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

        Raise ``InputError`` where the mapping starts from another edition, the scores need be no sums, the
        target's weights are not known, nor which of its questions the organisation is asked, or mapping and
        figures contradict each other.

        >>> from kompass_spec import load_registry, score_path
        >>> from kompass_spec.model.same_meaning import identity_mapping
        >>> from pathlib import Path
        >>> card = score_path(Path("docs/examples/ornskoldsvik-2017.md")).scorecards[0]
        >>> mapping = identity_mapping(load_registry()["se-2016"])
        >>> converted = MappingConverter().convert(ConvertRequest(scorecard=card, mapping=mapping))
        >>> converted.total.interval == card.total.interval
        True
        """
        scorecard, mapping = request.scorecard, request.mapping
        _refuse(scorecard, mapping)
        sources = Sources.of(scorecard, mapping)
        target = Target.of(scorecard, mapping, sources.units)
        layout = target.whole
        laid_out = _laid_out(Same(mapping), Same(sources.ground), Same(layout))
        groups, chart = laid_out.groups, laid_out.chart
        spans = SpansOf(sources)
        lines = SourceLines(sources)
        claims = [claim for group in groups for claim in group.proved(spans, lines)]
        closed = ClosedForm(chart, sources)
        proving = Proving(layout, closed, lines, claims)
        proved = proving.bounds()
        _refuse_contradictions(proved, mapping)
        # Judgements come after, and within what is proved: they can neither widen nor shift it.
        judgements = [claim for group in groups for claim in group.judged(spans)]
        likely = likely_bounds(layout, proved, proving.claims, judgements) if judgements else Bounds()
        reduced = proved if target.is_whole else proving.reduced(proved, target.applying)
        total = _Outcome(mapping, sources, target, reduced, target.reduced(likely)).item(TOTAL)
        certificate = None
        if request.certified:
            from kompass_convert_mapping.certificates import certificate_of  # noqa: PLC0415 - few conversions are certified

            certificate = certificate_of(mapping, sources, target, reduced, laid_out.following)
        return Conversion(
            scorecard=scorecard,
            mapping=mapping,
            total=_adjusted(total, _rules(mapping), sources, target),
            certificate=certificate,
            weakest_links=weakest_links(groups, spans, closed, proved),
        )


@final
@frozen(eq=False)
class _LaidOut:
    """Hold what links lead where, with those that follow from them."""

    groups: tuple[Group, ...]
    chart: Chart
    following: Following


# What links lead where hangs on no figure, and scorecards of an edition are nearly all of one ground.
@lru_cache(maxsize=64)
def _laid_out(mapping: Same[EditionMapping], ground: Same[Ground], layout: Same[Layout]) -> _LaidOut:
    following = following_links(mapping.value, ground.value, layout.value)
    groups = groups_of(mapping.value, ground.value, layout.value.max, following.links)
    return _LaidOut(groups, Chart(mapping.value, ground.value, bridges_of(groups)), following)


def _refuse(scorecard: Scorecard, mapping: EditionMapping) -> None:
    problems = []
    if scorecard.assessment.edition != mapping.source.id:
        sentence = (
            f"The result is on {scorecard.assessment.edition}, and the mapping {mapping.id} starts from"
            f" {mapping.source.id}. Choose the mapping that starts from the result's edition."
        )
        problems.append(Problem("other-edition", sentence))
    if not scorecard.is_of_sums:
        sentence = (
            f"The scores are of the scorer {scorecard.scorer!r} and need be no sums, so their shares prove"
            " nothing of another edition. Score the assessment by the standard one, and convert that."
        )
        problems.append(Problem("other-scorer", sentence))
    if mapping.target.max is None:
        known = explain_known(mapping.target, wording_for("en"))
        sentence = (
            f"Nothing can be converted to {mapping.target.id!r}. {known} Install a fuller release of the"
            " edition."
        )
        problems.append(Problem("unknown-weights", sentence))
    if problems:
        raise InputError(problems)


def _refuse_contradictions(proved: Bounds, mapping: EditionMapping) -> None:
    if proved.impossible:
        codes = ", ".join(code for code in proved.low if code in proved.impossible)
        sentence = (
            f"The figures and the mapping {mapping.id} contradict each other for {codes} of"
            f" {mapping.target.id}: no true values fit both. Check the links to it, and their shares."
        )
        raise InputError([Problem("contradictory-mapping", sentence)])


@final
@frozen(eq=False)
class _Outcome:
    """Hold what is proved and what is likely of what applies of all items, and say it of each of them."""

    mapping: EditionMapping
    sources: Sources
    target: Target
    proved: Bounds
    likely: Bounds

    def item(self, code: str) -> Converted:
        """Return an item with its parts."""
        parts = tuple(self.item(part) for part in self.target.whole.parts[code])
        if not self.target.applies(code):
            zero = Fraction(0)
            return Converted(
                code=code,
                low=zero,
                high=zero,
                max=zero,
                basis=Basis.UNKNOWN,
                reason=self.target.why_not(code),
                applies=False,
                parts=parts,
            )
        basis, assumed = self._basis(code, parts), self._assumed(code)
        points = self.sources.units.target_points
        return Converted(
            code=code,
            low=points(self.proved.low[code]),
            high=points(self.proved.high[code]),
            max=points(self.target.applying.max[code]),
            basis=basis,
            reason=self._reason(code, basis, assumed),
            assumed=assumed,
            parts=parts,
        )

    def _basis(self, code: str, parts: Sequence[Converted]) -> Basis:
        if code in self.proved.exact:
            return Basis.EXACT
        anything = self.proved.low[code] == 0 and self.proved.high[code] == self.target.applying.max[code]
        if anything and all(part.basis is Basis.UNKNOWN for part in parts):
            return Basis.UNKNOWN
        return Basis.BOUNDED

    def _assumed(self, code: str) -> Assumed | None:
        links = tuple(link for link in self.likely.rests_on.get(code, ()) if link.is_assumed)
        if not links:
            return None
        points = self.sources.units.target_points
        interval = Interval(points(self.likely.low[code]), points(self.likely.high[code]))
        return Assumed(interval=interval, links=links)

    def _reason(self, code: str, basis: Basis, assumed: Assumed | None) -> str:
        links = self.proved.rests_on[code]
        if basis is Basis.UNKNOWN:
            reason = self._reason_of_unknown(code, assumed)
        elif basis is Basis.EXACT:
            reason = f"All of it is {self._sources(links)}." if links else self._reason_without_links(code)
        elif links:
            reason = f"It has a part in common with {self._sources(links)}."
        else:
            reason = self._reason_without_links(code)
        if code in self.likely.disagreeing:
            reason += (
                " What is judged comparable to it does not fit together, so nothing is assumed by the links"
                f" from {self._sources(self.likely.disagreeing[code])}."
            )
        return " ".join((reason, *self._left_out(code, basis)))

    def _reason_without_links(self, code: str) -> str:
        parts = self.target.whole.parts[code]
        if any(self.proved.rests_on[part] for part in parts):
            return "Something is known of its parts."
        return "It has what the item that it is a part of leaves beside the others."

    def _left_out(self, code: str, basis: Basis) -> Iterator[str]:
        """Say what does not apply: of the sources of an item, and of the item itself."""
        absent = self.sources.absent_behind(self.proved.rests_on[code])
        if absent and basis is not Basis.EXACT:
            yield f"{does_not_apply(absent)} in {self.mapping.source.id}, so it could have any points there."
        parts = self.target.absent_from(code)
        if parts:
            yield f"{does_not_apply(parts)} here, and counts for nothing."

    def _reason_of_unknown(self, code: str, assumed: Assumed | None) -> str:
        links = self.proved.rests_on[code]
        if assumed is None and self._has_set_aside(code):
            return "Nothing is proved of it."
        if any(unlinked.code == code for unlinked in self.mapping.new):
            return f"It is new, with no counterpart in {self.mapping.source.id}."
        if assumed is not None:
            return "It is judged comparable, and nothing is proved."
        if links and all(self.sources.is_absent(link.source) for link in links):
            return f"Nothing is known of {self._sources(links)}."
        if links:
            return f"What it has in common with {self._sources(links)} can be any part of it."
        return f"Nothing links it to {self.mapping.source.id}."

    def _has_set_aside(self, code: str) -> bool:
        """Tell whether judgements of an item, or of something below it, were set aside."""
        if code in self.likely.disagreeing:
            return True
        return any(self._has_set_aside(part) for part in self.target.whole.parts[code])

    def _sources(self, links: Iterable[Link]) -> str:
        """Return the source items of links in words, once each."""
        codes = dict.fromkeys(code for link in links for code in link.source)
        return f"{', '.join(codes)} of {self.mapping.source.id}"


def _rules(mapping: EditionMapping) -> dict[str, Statement]:
    """Return the rules of thumb in the mapping's own direction, by the item of the target that each reaches.

    A rule for an area or a question reaches what alone corresponds to it; where nothing does, it is not
    applied.
    """
    if not mapping.statements:
        return {}
    leads = _linked((link.source, link.target) for link in mapping.links)
    comes = _linked((link.target, link.source) for link in mapping.links)
    rules: dict[str, Statement] = {}
    for statement in mapping.statements:
        direction = statement.edition, statement.other
        if statement.low is None or statement.high is None:
            continue
        if direction != (mapping.source.id, mapping.target.id):
            continue
        if statement.item == TOTAL:
            rules[TOTAL] = statement
            continue
        targets = leads.get(statement.item, set())
        if len(targets) == 1 and comes[min(targets)] == {statement.item}:
            rules[min(targets)] = statement
    return rules


def _linked(pairs: Iterable[tuple[Iterable[str], Iterable[str]]]) -> dict[str, set[str]]:
    """Return all items that pairs join with each item of their first sides."""
    linked: dict[str, set[str]] = {}
    for codes, others in pairs:
        for code in codes:
            linked.setdefault(code, set()).update(others)
    return linked


def _adjusted(item: Converted, rules: dict[str, Statement], sources: Sources, target: Target) -> Converted:
    """Return an item and its parts with rules of thumb applied, each to what it was stated for only."""
    if not rules:
        return item
    item = evolve(item, parts=tuple(_adjusted(part, rules, sources, target) for part in item.parts))
    statement = rules.get(item.code)
    if statement is None or statement.low is None or statement.high is None:
        return item
    # It was stated of points of the whole item, so it says nothing of the points of a part of it.
    if not sources.has_whole(statement.item) or item.max != sources.units.target_points(
        target.whole.max[item.code]
    ):
        return item
    score = sources.scores[statement.item]
    adding = Interval(statement.low, statement.high)
    printed = score.printed if score.printed is not None else score.sum_of_printed
    adjusted = Adjusted(
        interval=_within(score.interval + adding, item.max),
        statement=statement,
        printed=_within(Interval(printed, printed) + adding, item.max) if printed is not None else None,
        printed_sum=score.printed is None and printed is not None,
    )
    return evolve(item, adjusted=adjusted)


def _within(interval: Interval, maximum: Fraction) -> Interval:
    zero = Fraction(0)
    return Interval(min(max(interval.low, zero), maximum), min(max(interval.high, zero), maximum))
