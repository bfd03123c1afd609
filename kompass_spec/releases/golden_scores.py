"""Tell whether a score is the one that was published."""

from attrs import evolve

from kompass_spec.model import Scorecard

__all__ = ["is_same_score"]


def is_same_score(computed: Scorecard, known: Scorecard) -> bool:
    """Tell whether a scorecard gives what a known one gives, exactly.

    All of it counts: the bounds of every item, and of every discrepancy its kind, its items, its figures and
    what was expected. Two things do not: the English sentence of a discrepancy, which only words these, and
    may come to be worded better; and the name of the scorer where the known one was saved before scorecards
    had it.
    """
    scorer = known.scorer if known.scorer is not None else computed.scorer
    return _without_sentences(computed) == _without_sentences(evolve(known, scorer=scorer))


def _without_sentences(card: Scorecard) -> Scorecard:
    return evolve(
        card, discrepancies=tuple(evolve(discrepancy, message="") for discrepancy in card.discrepancies)
    )
