"""What every converter keeps: sound, isotone, in any order, and the identity on its own edition."""

import time
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, ClassVar

from attrs import evolve
from hypothesis import given, strategies as st

from kompass_spec import ConvertRequest, InputError, identity_mapping
from kompass_spec.model import (
    TOTAL,
    Area,
    Basis,
    Completeness,
    Conversion,
    Edition,
    EditionMapping,
    Interval,
    Relation,
    Scorecard,
)
from kompass_spec.model.applicability import applicability
from kompass_testing import worlds
from kompass_testing.contracts.base import examples
from kompass_testing.contracts.requests import Case, RequestContract, given as given_by
from kompass_testing.samples import (
    empty_assessment,
    full_assessment,
    great_edition,
    partial_assessment,
    sample_editions,
    scorecard_of,
)

__all__ = ["ConverterContract"]

SECONDS = 30
_CONVERTED = 7
"""So many of the cases can be converted; the others cannot."""


class ConverterContract(RequestContract, kind="converters"):
    """Hold what every converter keeps; give a fixture ``converter``."""

    fixture: ClassVar[str] = "converter"
    method: ClassVar[str] = "convert"
    answer: ClassVar[type] = Conversion
    converter = given_by("converter", "converter")

    def cases(self) -> Iterable[Case]:
        """Return results of all kinds, and mappings with links, without, and to no weights."""
        complete, areas = sample_editions()
        mapping = _mapping_of_areas()
        full = scorecard_of(complete, full_assessment(complete))
        empty = scorecard_of(complete, empty_assessment(complete))
        older = scorecard_of(areas, full_assessment(areas))
        partly = scorecard_of(complete, partial_assessment(complete))
        unlinked = evolve(mapping, links=(), levels=())
        backwards = mapping.invert()
        unknown = evolve(backwards, target=_without_a_maximum(backwards.target))
        unweighed = evolve(areas, areas=(evolve(areas.areas[0], max=None), *areas.areas[1:]))
        return (
            ("of a full result", ConvertRequest(scorecard=full, mapping=mapping)),
            ("of an empty result", ConvertRequest(scorecard=empty, mapping=mapping)),
            ("backwards", ConvertRequest(scorecard=older, mapping=backwards)),
            ("by a mapping without links", ConvertRequest(scorecard=full, mapping=unlinked)),
            ("to its own edition", ConvertRequest(scorecard=full, mapping=identity_mapping(complete))),
            (
                "to an edition of which a question has no maximum",
                ConvertRequest(scorecard=older, mapping=unknown),
            ),
            ("of which something does not apply", ConvertRequest(scorecard=partly, mapping=mapping)),
            ("of a result on another edition", ConvertRequest(scorecard=older, mapping=mapping)),
            (
                "to an edition without weights",
                ConvertRequest(scorecard=full, mapping=evolve(mapping, target=unweighed)),
            ),
        )

    def convert(self, converter: Any, card: Scorecard, mapping: EditionMapping) -> Conversion:
        """Return the conversion; fail where there is none."""
        answer = self.ask(converter, ConvertRequest(scorecard=card, mapping=mapping), "a well-formed mapping")
        assert isinstance(answer, Conversion), (
            f"{self.told(converter)} does not convert by a mapping of which every link is true: {answer}"
            " Convert."
        )
        return answer

    def test_what_cannot_be_converted_is_said(self, provided: Any) -> None:
        """Raise InputError where the mapping starts from another edition, or its target has no weights."""
        for odd, request in list(self.cases())[_CONVERTED:]:
            answer = self.ask(provided, request, odd)
            assert isinstance(answer, InputError), (
                f"{self.told(provided)} converts {odd}. Nothing is invented: raise InputError that says why"
                " it cannot be."
            )
        odd = "by links that contradict each other"
        answer = self.ask(provided, _contradictory(), odd)
        for problem in answer.problems if isinstance(answer, InputError) else ():
            self.check_problem(provided, problem, odd)

    def test_every_item_of_the_target_is_there_and_within_bounds(self, provided: Any) -> None:
        """Give every item with points of the target, in order, an interval from 0 to its maximum, and why."""
        for odd, request in list(self.cases())[:_CONVERTED]:
            answer = self.ask(provided, request, odd)
            target = request.mapping.target
            assert isinstance(answer, Conversion), f"{self.told(provided)} does not convert {odd}: {answer}."
            codes = [TOTAL, *(code for area in target.areas for code in _with_points(area))]
            assert [converted.code for converted in answer.total.walk()] == codes, (
                f"{self.told(provided)} leaves items of the target out, or orders them otherwise ({odd})."
                " Follow the edition."
            )
            for converted in answer.total.walk():
                assert 0 <= converted.low <= converted.high <= converted.max, (
                    f"{self.told(provided)} says [{converted.low}, {converted.high}] of {converted.code},"
                    f" whose maximum is {converted.max} ({odd}). Stay within."
                )
                assert all(
                    type(value) is Fraction for value in (converted.low, converted.high, converted.max)
                ), (
                    f"{self.told(provided)} gives {converted.code} bounds that are no Fraction ({odd})."
                    " Compute exactly."
                )
                assert converted.reason.strip(), (
                    f"{self.told(provided)} gives no reason for {converted.code} ({odd}). Say why."
                )

    def test_a_conversion_names_what_it_is_of(self, provided: Any) -> None:
        """Put the scorecard and the mapping into the conversion: it is never a result of its own."""
        for odd, request in list(self.cases())[:_CONVERTED]:
            answer = self.answered(provided, request, odd)
            assert (answer.scorecard, answer.mapping) == (request.scorecard, request.mapping), (
                f"{self.told(provided)} gives a conversion of something else ({odd}). Put what was asked"
                " about into it."
            )

    def test_without_a_link_nothing_is_known(self, provided: Any) -> None:
        """Leave [0, maximum] and the basis unknown where no link proves anything."""
        request = list(self.cases())[3][1]
        for item in self.convert(provided, request.scorecard, request.mapping).total.walk():
            assert (item.interval, item.basis) == (Interval(0, item.max), Basis.UNKNOWN), (
                f"{self.told(provided)} knows something of {item.code} that no link leads to. Leave [0,"
                f" {item.max}], and the basis unknown."
            )

    def test_on_its_own_edition_a_result_is_itself(self, provided: Any) -> None:
        """Give every item the bounds that it had, with the basis exact, where both editions are one."""

        @examples(20)
        @given(st.data())
        def law(data: st.DataObject) -> None:
            pool = data.draw(worlds.pools())
            divided = data.draw(worlds.divisions(pool, "aa-1"))
            card = data.draw(worlds.cards(pool, divided, data.draw(worlds.fulfilments(pool))))
            conversion = self.convert(provided, card, identity_mapping(divided.edition))
            for item, score in zip(conversion.total.walk(), card.total.walk(), strict=True):
                assert (item.interval, item.basis) == (score.interval, Basis.EXACT), (
                    f"{self.told(provided)} makes {item.interval} ({item.basis.value}) of {score.interval} on"
                    " the same edition. Give what there was, and call it exact."
                )

        law()

    def test_the_truth_lies_in_what_is_proved(self, provided: Any) -> None:
        """Prove only what holds: in a world where all is known, every interval has the worst truth in it."""

        @examples(20)
        @given(st.data())
        def law(data: st.DataObject) -> None:
            pool = data.draw(worlds.pools())
            source, target = data.draw(worlds.editions(pool, "aa-1", "bb-1"))
            mapping = data.draw(worlds.mappings(pool, source, target))
            card = data.draw(worlds.cards(pool, source, data.draw(worlds.fulfilments(pool))))
            conversion = self.convert(provided, card, mapping)
            truth = worlds.worst_points(pool, source, target, card)
            for item in conversion.total.walk():
                low, high = truth[item.code]
                assert item.low <= low and high <= item.high, (
                    f"{self.told(provided)} proves [{item.low}, {item.high}] of {item.code}, which truly can"
                    f" have {low} and {high}. A share that nobody knows can be anything."
                )

        law()

    def test_what_does_not_apply_can_be_anything(self, provided: Any) -> None:
        """Take what does not apply for content of which nothing is known, of the item's whole maximum."""
        advice = (
            "What does not apply could have any points: take shares of the edition's maxima, and add what is"
            " missing from them to the upper end."
        )
        request = list(self.cases())[_CONVERTED - 1][1]
        conversion = self.convert(provided, request.scorecard, request.mapping)
        for item in conversion.areas:
            own = request.scorecard[item.code].share
            assert item.low <= own.low * item.max and own.high * item.max <= item.high, (
                f"{self.told(provided)} proves [{item.low}, {item.high}] of area {item.code}, where the area"
                f" that is equal to it has {own.low} to {own.high} of what applies. {advice}"
            )

        @examples(20)
        @given(st.data())
        def law(data: st.DataObject) -> None:
            pool = data.draw(worlds.pools())
            source, target = data.draw(worlds.editions(pool, "aa-1", "bb-1"))
            absent = data.draw(worlds.absences(source))
            mapping = data.draw(worlds.mappings(pool, source, target))
            filled = data.draw(worlds.fulfilments(pool))
            card = data.draw(worlds.cards(pool, source, filled, absent=absent))
            conversion = self.convert(provided, card, mapping)
            gone = frozenset().union(*(source.atoms[code] for code in absent))
            truth = worlds.true_points(pool, target, filled, gone)
            for item in conversion.total.walk():
                assert item.code not in truth or truth[item.code] in item.interval, (
                    f"{self.told(provided)} proves [{item.low}, {item.high}] of {item.code}, of which what"
                    f" applies truly has {truth[item.code]}. {advice}"
                )

        law()

    def test_what_the_target_asks_of_others_is_left_out(self, provided: Any) -> None:
        """Leave what the target does not ask of this kind of organisation out of its sums and maxima."""

        @examples(20)
        @given(st.data())
        def law(data: st.DataObject) -> None:
            pool = data.draw(worlds.pools())
            source, whole = data.draw(worlds.editions(pool, "aa-1", "bb-1"))
            mapping = data.draw(worlds.mappings(pool, source, whole))
            target = data.draw(worlds.of_kinds(whole))
            filled = data.draw(worlds.fulfilments(pool))
            card = data.draw(worlds.cards(pool, source, filled))
            conversion = self.convert(provided, card, evolve(mapping, target=target.edition))
            asked = applicability(target.edition, worlds.SOMEBODY.kind)
            truth = worlds.true_points(pool, target, filled)
            for item in conversion.total.walk():
                known = (asked.applies(item.code), asked.max(item.code))
                assert (item.applies, item.max) == known, (
                    f"{self.told(provided)} gives {item.code} a maximum of {item.max}, where {known[1]}"
                    " applies to the kind of organisation. Take it from applicability, and say in applies"
                    " what does not."
                )
                assert item.code not in truth or truth[item.code] in item.interval, (
                    f"{self.told(provided)} proves [{item.low}, {item.high}] of {item.code}, of which what"
                    f" applies truly has {truth[item.code]}. Points of what does not apply may be among"
                    " those of the whole item."
                )

        law()

    def test_a_narrower_result_never_gives_a_wider_one(self, provided: Any) -> None:
        """Let more knowledge of the source never mean less of the target: use both ends of every interval."""

        @examples(20)
        @given(st.data())
        def law(data: st.DataObject) -> None:
            pool = data.draw(worlds.pools())
            source, target = data.draw(worlds.editions(pool, "aa-1", "bb-1"))
            mapping = data.draw(worlds.mappings(pool, source, target))
            filled = data.draw(worlds.fulfilments(pool))
            narrow, wide = (
                self.convert(provided, data.draw(worlds.cards(pool, source, filled, exact=exact)), mapping)
                for exact in (True, False)
            )
            for item, wider in zip(narrow.total.walk(), wide.total.walk(), strict=True):
                assert wider.low <= item.low and item.high <= wider.high, (
                    f"{self.told(provided)} proves less of {item.code} from a narrower result: [{item.low},"
                    f" {item.high}] instead of [{wider.low}, {wider.high}]."
                )

        law()

    def test_what_is_called_exact_adds_no_uncertainty(self, provided: Any) -> None:
        """Call exact only what is one value wherever the source is, and unknown only what is all open."""

        @examples(12)
        @given(st.data())
        def law(data: st.DataObject) -> None:
            pool = data.draw(worlds.pools())
            source, target = data.draw(worlds.editions(pool, "aa-1", "bb-1"))
            mapping = data.draw(worlds.mappings(pool, source, target))
            absent = data.draw(st.one_of(st.just(()), worlds.absences(source)))
            filled = data.draw(worlds.fulfilments(pool))
            card = data.draw(worlds.cards(pool, source, filled, exact=True, absent=absent))
            self._check_bases(provided, self.convert(provided, card, mapping))

        source, target = worlds.edition_of("aa-1", 10, 10), worlds.edition_of("bb-1", 10, 10)
        links = [
            worlds.link_of("1", "1", Relation.EQUAL),
            worlds.link_of("2", "2", Relation.INTERSECTS),
        ]
        card = worlds.card_of(source, {"1": (4, 4), "2": (5, 5)})
        self._check_bases(provided, self.convert(provided, card, worlds.mapping_of(source, target, links)))
        law()

    def _check_bases(self, provided: Any, conversion: Conversion) -> None:
        for item in conversion.total.walk():
            assert item.basis is not Basis.EXACT or item.low == item.high, (
                f"{self.told(provided)} calls [{item.low}, {item.high}] of {item.code} exact, where every"
                " figure of the source is a single value. Call it bounded: the conversion added the width."
            )
            assert item.basis is not Basis.UNKNOWN or item.interval == Interval(0, item.max), (
                f"{self.told(provided)} calls [{item.low}, {item.high}] of {item.code} unknown, of {item.max}"
                " points. Call it bounded, or prove nothing of it."
            )

    def test_the_order_of_links_changes_nothing(self, provided: Any) -> None:
        """Do not let the order of the links decide: take all that hold together."""

        @examples(20)
        @given(st.data())
        def law(data: st.DataObject) -> None:
            pool = data.draw(worlds.pools())
            source, target = data.draw(worlds.editions(pool, "aa-1", "bb-1"))
            mapping = data.draw(worlds.mappings(pool, source, target))
            card = data.draw(worlds.cards(pool, source, data.draw(worlds.fulfilments(pool))))
            shuffled = evolve(mapping, links=tuple(data.draw(st.permutations(mapping.links))))
            first, second = (self.convert(provided, card, ordered) for ordered in (mapping, shuffled))
            for item, again in zip(first.total.walk(), second.total.walk(), strict=True):
                assert (item.interval, item.basis) == (again.interval, again.basis), (
                    f"{self.told(provided)} gives {item.code} other bounds when the links stand in another"
                    " order. Take all that hold together."
                )

        law()

    def test_an_enormous_mapping_is_used_in_reasonable_time(self, provided: Any) -> None:
        """Convert between editions of hundreds of items within seconds: look for a loop within a loop."""
        edition = great_edition(areas=25, questions=12)
        card = scorecard_of(edition, empty_assessment(edition))
        begun = time.process_time()
        self.convert(provided, card, identity_mapping(edition))
        seconds = time.process_time() - begun
        assert seconds < SECONDS, (
            f"{self.told(provided)} takes {round(seconds)} seconds for a mapping of {25 * 13} items. Look for"
            " a loop within a loop."
        )


def _with_points(item: Any) -> list[str]:
    """Return the codes of an item and of those below it, as far down as all of them have a maximum."""
    parts = getattr(item, "parts", ())
    weighed = parts if all(part.max is not None for part in parts) else ()
    return [item.code, *(code for part in weighed for code in _with_points(part))]


def _without_a_maximum(edition: Edition) -> Edition:
    """Return an edition of which nobody knows how much the first question of the first area is worth."""
    area, *others = edition.areas
    question, *more = area.questions
    first = evolve(area, questions=(evolve(question, max=None), *more))
    return evolve(edition, areas=(first, *others), completeness=Completeness.QUESTIONS)


def _contradictory() -> ConvertRequest:
    """Return a request by links that cannot all be true: full areas are all of a whole that is not full."""
    source, target = worlds.edition_of("aa-1", 10, 10, 10), worlds.edition_of("bb-1", 10, 10)
    pairs = (("1", "1"), ("2", "2"), (TOTAL, TOTAL))
    links = [worlds.link_of(*pair, Relation.EQUAL) for pair in pairs]
    card = worlds.card_of(source, {"1": (10, 10), "2": (10, 10), "3": (0, 0)})
    return ConvertRequest(scorecard=card, mapping=worlds.mapping_of(source, target, links))


def _mapping_of_areas() -> EditionMapping:
    """Return a mapping from the complete sample edition to the older one, which has only areas."""
    source, target = sample_editions()

    def divided(areas: tuple[Area, ...], edition: Any) -> worlds.Divided:
        atoms = {area.code: frozenset({int(area.code)}) for area in areas}
        return worlds.Divided(edition, {**atoms, TOTAL: frozenset().union(*atoms.values())})

    left, right = divided(source.areas, source), divided(target.areas, target)
    links = [
        link
        for code in ("1", "2")
        if (link := worlds.true_link((0, 1, 1, 1), left, right, (code,), (code,))) is not None
    ]
    return worlds.mapping_of(left, right, links)
