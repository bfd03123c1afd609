"""What the tests hold compiled mappings against: the object converter, row by row."""

from fractions import Fraction

import object_scorer

from kompass_convert_mapping.converter import MappingConverter
from kompass_spec import ConvertRequest, InputError
from kompass_spec.results.chains import convert_along
from kompass_tables.conversions.exact import Arithmetic, Exact
from kompass_tables.conversions.mappings import compiled
from kompass_tables.expressions import TRUE
from kompass_tables.steps import Plan, Steps

BASES = ("unknown", "bounded", "exact")


def by_objects(card, steps):
    """Return the ends and the basis of every item by the object converter, ``None`` if it refuses."""
    try:
        conversion = convert_along(
            card,
            steps,
            lambda one, mapping: MappingConverter().convert(ConvertRequest(scorecard=one, mapping=mapping)),
        )
    except InputError:
        return None
    return {item.code: (item.low, item.high, item.basis.value) for item in conversion.total.walk()}


class CompiledMappings:
    """Compile mappings for scorecards of one edition, and compute what they say of each."""

    def __init__(self, steps, maxima, unit, *, are_narrow=False):
        self.steps, self.unit = Steps(), unit
        ends = {
            code: tuple(
                Exact(
                    self.steps.input(f"{code}.{end}", (0, int(maximum * unit)), nullable=False),
                    Fraction(1, unit),
                )
                for end in ("low", "high")
            )
            for code, maximum in maxima.items()
        }
        self.found = compiled(steps, ends, Arithmetic(self.steps), are_narrow=are_narrow)
        self.plan = Plan(
            edition="aa-1", unit=unit, bits=64, inputs=(), steps=tuple(self.steps.steps), scores={},
            rounding=TRUE, contradiction=TRUE,
        )  # fmt: skip

    def of(self, card):
        """Return what is computed of a card as ``by_objects`` has it, ``None`` where it is not covered."""
        row = {}
        for score in card.total.walk():
            row[f"{score.code}.low"] = int(score.low * self.unit)
            row[f"{score.code}.high"] = int(score.high * self.unit)
        known = object_scorer.evaluate(self.plan, row)
        if any(object_scorer.value_of(one, known) for one in self.found.not_covered):
            return None

        def value(exact):
            return object_scorer.value_of(exact.expression, known) * exact.factor

        return {
            code: (value(low), value(high), BASES[int(value(self.found.basis[code]))])
            for code, (low, high) in self.found.ends.items()
        }
