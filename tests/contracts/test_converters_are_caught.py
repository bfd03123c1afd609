"""Every test of the contract of converters fails for a converter that is wrong in just that way."""

import time
from fractions import Fraction

import pytest
from attrs import evolve

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec.model import TOTAL, Basis
from kompass_testing.contracts import ConverterContract


def burn(seconds):
    """Use the processor, as a loop within a loop does."""
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        pass


class Converter:
    """The converter of the project, to be spoilt."""

    name = "spoilt"

    def convert(self, request):
        return self.spoil(MappingConverter().convert(request), request)

    def spoil(self, conversion, _request):
        return conversion

    def on_all(self, conversion, change):
        def again(one):
            return change(evolve(one, parts=tuple(again(part) for part in one.parts)))

        return evolve(conversion, total=again(conversion.total))


class Willing(Converter):
    def convert(self, request):
        mapping = request.mapping
        if request.scorecard.assessment.edition != mapping.source.id:
            mapping = mapping.invert()
        if mapping.target.max is None:
            areas = tuple(evolve(area, max=area.max or Fraction(1)) for area in mapping.target.areas)
            mapping = evolve(mapping, target=evolve(mapping.target, areas=areas))
        return MappingConverter().convert(evolve(request, mapping=mapping))


class Reversed(Converter):
    def spoil(self, conversion, _request):
        total = conversion.total
        return evolve(conversion, total=evolve(total, parts=total.parts[::-1]))


class Overflowing(Converter):
    def spoil(self, conversion, _request):
        return self.on_all(conversion, lambda one: evolve(one, high=one.high + 1))


class FloatingConverter(Converter):
    def spoil(self, conversion, _request):
        return self.on_all(conversion, lambda one: evolve(one, low=float(one.low)))


class Reasonless(Converter):
    def spoil(self, conversion, _request):
        return self.on_all(conversion, lambda one: evolve(one, reason=""))


class Renaming(Converter):
    def spoil(self, conversion, _request):
        return evolve(conversion, mapping=conversion.mapping.invert())


class Hopeful(Converter):
    """It halves what it knows nothing of."""

    def spoil(self, conversion, _request):
        def halve(one):
            return evolve(one, high=one.max / 2, basis=Basis.BOUNDED) if one.basis is Basis.UNKNOWN else one

        return self.on_all(conversion, halve)


class Rounding(Converter):
    """It widens everything by a point, which is sound, but not the same."""

    def spoil(self, conversion, _request):
        return self.on_all(conversion, lambda one: evolve(one, low=max(Fraction(0), one.low - 1)))


class Trusting(Converter):
    """It takes the middle of an interval for the truth."""

    def spoil(self, conversion, _request):
        def middle(one):
            return evolve(one, low=(one.low + one.high) / 2, high=(one.low + one.high) / 2)

        return self.on_all(conversion, middle)


class Losing(Converter):
    """It takes what does not apply for points that were lost."""

    def convert(self, request):
        edition, card = request.mapping.source, request.scorecard

        def whole(score):
            maximum = edition.max if score.code == TOTAL else edition.item(score.code).max
            parts = tuple(map(whole, score.parts))
            return evolve(score, max=maximum or score.max, applies=True, parts=parts)

        lost = evolve(card, total=whole(card.total))
        conversion = MappingConverter().convert(evolve(request, scorecard=lost))
        return evolve(conversion, scorecard=card)


class AskingAll(Converter):
    """It asks everything of everybody."""

    def convert(self, request):
        mapping = request.mapping

        def asked(item):
            questions = tuple(map(asked, getattr(item, "questions", ())))
            return evolve(item, applies_to=(), **({"questions": questions} if questions else {}))

        target = evolve(mapping.target, areas=tuple(map(asked, mapping.target.areas)))
        conversion = MappingConverter().convert(evolve(request, mapping=evolve(mapping, target=target)))
        return evolve(conversion, mapping=mapping)


class Contrary(Converter):
    """The more exactly the result is known, the less it says."""

    def spoil(self, conversion, request):
        if request.scorecard.total.low < request.scorecard.total.high:
            return conversion
        return self.on_all(conversion, lambda one: evolve(one, low=Fraction(0), high=one.max))


class FirstLink(Converter):
    def convert(self, request):
        mapping = request.mapping
        return evolve(
            MappingConverter().convert(
                evolve(
                    request,
                    mapping=evolve(
                        mapping, links=mapping.links[:1], levels=(), covered=(), covered_source=()
                    ),
                )
            ),
            mapping=mapping,
        )


class Overstating(Converter):
    """It calls a sum exact where one of its parts is."""

    def spoil(self, conversion, _request):
        def sure(one):
            known = any(part.basis is Basis.EXACT for part in one.parts)
            return evolve(one, basis=Basis.EXACT) if known else one

        return self.on_all(conversion, sure)


class Vague(Converter):
    """It proves something of what it says that nothing is known of."""

    def spoil(self, conversion, _request):
        return self.on_all(
            conversion, lambda one: evolve(one, basis=Basis.UNKNOWN) if one.basis is Basis.BOUNDED else one
        )


class OneSided(Converter):
    """It proves how much there is at least, and never how much there is at most."""

    def spoil(self, conversion, _request):
        return self.on_all(
            conversion, lambda one: evolve(one, high=one.max) if one.basis is Basis.BOUNDED else one
        )


class SlowConverter(Converter):
    def spoil(self, conversion, request):
        burn(0.3 if len(request.mapping.links) > 100 else 0)
        return conversion


WRONG = [
    ("what_cannot_be_converted_is_said", Willing, "Nothing is invented"),
    (
        "every_item_of_the_target_is_there_and_within_bounds",
        Reversed,
        "leaves items of the target out",
    ),
    ("every_item_of_the_target_is_there_and_within_bounds", Overflowing, "Stay within"),
    (
        "every_item_of_the_target_is_there_and_within_bounds",
        FloatingConverter,
        "is not an exact quantity",
    ),
    ("every_item_of_the_target_is_there_and_within_bounds", Reasonless, "no reason"),
    ("a_conversion_names_what_it_is_of", Renaming, "something else"),
    ("without_a_link_nothing_is_known", Hopeful, "no link leads to"),
    ("on_its_own_edition_a_result_is_itself", Rounding, "on the same edition"),
    ("the_truth_lies_in_what_is_proved", Trusting, "which truly can have"),
    ("what_does_not_apply_can_be_anything", Losing, "could have any points"),
    ("what_the_target_asks_of_others_is_left_out", AskingAll, "to the kind of organisation"),
    ("a_narrower_result_never_gives_a_wider_one", Contrary, "from a narrower result"),
    ("what_is_called_exact_adds_no_uncertainty", Overstating, "the conversion added the width"),
    ("what_is_called_exact_adds_no_uncertainty", Vague, "or prove nothing of it"),
    ("the_order_of_links_changes_nothing", FirstLink, "in another order"),
    (
        "an_enormous_mapping_is_used_in_reasonable_time",
        SlowConverter,
        "a loop within a loop",
    ),
]


@pytest.mark.parametrize(
    ("name", "wrong", "words"), WRONG, ids=lambda value: getattr(value, "__name__", None)
)
def test_what_is_wrong_is_caught_by_a_sentence(is_caught, name, wrong, words):
    is_caught(ConverterContract, name, wrong, words)


def test_every_test_has_something_that_it_catches(tests_of):
    assert {f"test_{name}" for name, *_ in WRONG} >= tests_of(ConverterContract)


@pytest.mark.slow
class TestOneSided(ConverterContract):
    """What proves less of one end than it could is sound, and keeps the whole contract."""

    @pytest.fixture
    def converter(self):
        return OneSided()
