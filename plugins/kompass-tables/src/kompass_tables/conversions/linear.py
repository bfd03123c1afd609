"""Quantities as sums of columns, and which of these sums are known to be no less than 0.

So what is written in two ways is recognised as the same, and what sums and ends of a scorecard leave no
choice about is not computed of every row.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import gcd, lcm
from typing import final

from attrs import define, field, frozen

__all__ = ["Form", "Key", "Known", "common_part"]

Number = int | Fraction
Key = tuple[frozenset[tuple[str, int]], int]


def common_part(numbers: Iterable[Number]) -> Number:
    """Return the greatest number of which all others are whole multiples, 1 where all of them are 0.

    >>> common_part([Fraction(3, 2), 1])
    Fraction(1, 2)
    """
    known = [number for number in numbers if number]
    divisor = lcm(*(number.denominator for number in known))
    whole = gcd(*(number.numerator for number in known)) or 1
    return whole if divisor == 1 else Fraction(whole, divisor)


@final
@frozen
class Form:
    """Hold a sum: so many times every column and a constant, which have no common divisor, times ``part``."""

    times: Mapping[str, int]
    constant: int = 0
    part: Number = 1

    @classmethod
    def of(cls, terms: Iterable[tuple[Number, "Form"]], constant: Number = 0) -> "Form":
        """Return the sum of forms, each with its weight, and of a constant.

        >>> one, other = Form({"a": 1}), Form({"a": 1, "b": 2})
        >>> Form.of([(1, other), (-1, one)])
        Form(times={'b': 1}, constant=0, part=2)
        """
        scaled = [(weight * form.part, form) for weight, form in terms]
        part = common_part([*(weight for weight, _ in scaled), constant])
        whole = Fraction(constant, part).numerator if constant else 0
        times: dict[str, int] = {}
        for weight, form in scaled:
            count = Fraction(weight, part).numerator
            whole += count * form.constant
            for name, own in form.times.items():
                times[name] = times.get(name, 0) + count * own
        times = {name: count for name, count in times.items() if count}
        divisor = gcd(whole, *times.values())
        if divisor > 1:
            part *= divisor
            whole, times = whole // divisor, {name: count // divisor for name, count in times.items()}
        return cls(times, whole, part)

    @property
    def length(self) -> int:
        """Return how many numbers are added up."""
        return len(self.times) + bool(self.constant)

    @property
    def key(self) -> Key:
        """Return what is alike of forms that are multiples of each other."""
        return frozenset(self.times.items()), self.constant


@final
@define(eq=False)
class Known:
    """Know the forms of columns, and which forms are never below 0.

    Where the ends of a scorecard contradict each other, they may be; such a row is converted by objects.
    """

    _forms: dict[str, Form] = field(factory=dict)
    _not_negative: set[Key] = field(factory=set)

    def form(self, name: str) -> Form:
        """Return what a column is the sum of, itself where that is not known."""
        if name not in self._forms:
            self._forms[name] = Form({name: 1})
        return self._forms[name]

    def name(self, name: str, form: Form) -> None:
        """Keep the form of a column."""
        self._forms[name] = form

    def never_negative(self, form: Form) -> None:
        """Keep that a form is never below 0."""
        self._not_negative.add(form.key)

    def is_never_negative(self, form: Form) -> bool:
        """Tell whether it is known of a form that it is never below 0.

        >>> known, gap = Known(), Form({"high": 1, "low": -1})
        >>> known.never_negative(gap)
        >>> known.is_never_negative(Form.of([(Fraction(1, 3), gap)]))
        True
        """
        return form.key in self._not_negative if form.times else form.constant >= 0
