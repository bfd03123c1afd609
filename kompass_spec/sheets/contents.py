"""What sheets are composed of: all that is known of a result, before anything of it is worded."""

from typing import final

from attrs import frozen

from kompass_spec.model import Scorecard, Standing
from kompass_spec.model.comparison import Comparison
from kompass_spec.model.fields import held
from kompass_spec.plugins.requests import Order, Reference

__all__ = ["Remarks", "ResultContent"]


@final
@frozen(kw_only=True, field_transformer=held)
class Remarks:
    """Hold what an administration adds to a result: its comment, and the decision that it proposes.

    Each element is a paragraph, in the language of the page that it is written for. ``has_radar`` tells that
    it wants the profile drawn as a star too.
    """

    comment: tuple[str, ...] = ()
    decision: tuple[str, ...] = ()
    has_radar: bool = False


@final
@frozen(kw_only=True, field_transformer=held)
class ResultContent:
    """Hold a result and what it is held against.

    ``history`` are earlier results of the same organisation, newest first; ``comparison`` has them and the
    result side by side, ``None`` where there is no history. ``standing`` is where the result stands among
    published ones, where that is asked for.
    """

    scorecard: Scorecard
    history: tuple[Scorecard, ...] = ()
    reference: Reference | None = None
    order: Order = Order.CODE
    standing: "Standing | None" = None
    comparison: Comparison | None = None
    remarks: Remarks = Remarks()
