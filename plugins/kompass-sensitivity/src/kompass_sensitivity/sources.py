"""What a ranking is varied by: what figures were rounded from, weights, and what a mapping leaves open."""

import re
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.model.quantities import parse_exact

__all__ = ["DirichletWeights", "Sources", "WeightRange", "Weights", "parse_weights"]

_MOST = 1_000_000


@final
@frozen
class WeightRange:
    """Vary every weight by itself, up to ``share`` (0 to 1) of it down or up; every value is as likely."""

    share: Fraction

    def __str__(self) -> str:
        """Return the option that asks for it."""
        return f"range:{self.share}"


@final
@frozen
class DirichletWeights:
    """Draw all weights together, from a Dirichlet distribution around the edition's.

    The greater the ``concentration``, the nearer they stay: a weight that is the share w of all has the
    standard deviation √(w(1 − w) / (concentration + 1)).
    """

    concentration: Fraction

    def __str__(self) -> str:
        """Return the option that asks for it."""
        return f"dirichlet:{self.concentration}"


Weights = WeightRange | DirichletWeights


@final
@frozen(kw_only=True)
class Sources:
    """Say what is varied; what is not stays as it is, and figures at the middle of what they allow.

    ``rounding`` is what figures were rounded from; ``weights`` are those of the items, ``None`` where the
    edition's hold; ``mapping`` is what is left open of results that were converted from another edition.
    """

    rounding: bool = False
    weights: Weights | None = None
    mapping: bool = False


def parse_weights(text: str) -> Weights:
    """Return how weights vary: ``range:0.1`` or ``dirichlet:50``; raise ``UsageError`` for anything else.

    >>> parse_weights("range:0.1"), parse_weights("dirichlet:50")
    (WeightRange(share=Fraction(1, 10)), DirichletWeights(concentration=Fraction(50, 1)))
    """
    kind, _, number = text.partition(":")
    is_number = re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9}|/0{0,8}[1-9][0-9]{0,8})?", number)
    quantity = parse_exact(number) if is_number else None
    if kind == "range" and quantity is not None and quantity <= 1:
        return WeightRange(quantity)
    if kind == "dirichlet" and quantity is not None and 0 < quantity <= _MOST:
        return DirichletWeights(quantity)
    sentence = (
        f"{text[:40]!r} does not say how weights vary. Write range:0.1 for up to a tenth of every weight down"
        " or up (0 to 1), or dirichlet:50 for all of them around the edition's, the nearer the greater the"
        " number (above 0)."
    )
    raise UsageError([Problem("wrong-usage", sentence)])
