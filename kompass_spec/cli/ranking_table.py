"""Put a ranking into words and a table for the terminal."""

from collections.abc import Iterator
from fractions import Fraction

from kompass_spec.cli.output import printable, table
from kompass_spec.model import TOTAL, Cohort, Ranked, Ranking
from kompass_spec.results.cohorts import named
from kompass_spec.wording.wording import wording_for

__all__ = ["ranking_lines"]

_MOST_NAMED = 10
"""How many pairs are named of those that nothing tells apart, or that turn first; JSON has all."""
_PERCENT = 100


def ranking_lines(ranking: Ranking, cohort: Cohort) -> Iterator[str]:
    """Yield the places of all results, the pairs that are open, and those that turn with the least weight."""
    by = "the total" if ranking.item == TOTAL else f"area {ranking.item}"
    if not ranking.members:
        yield f"Nothing tells {by} of any result, so none has a place."
        return
    yield f"Places by {by}"
    yield table(
        ("place", "points", "result"),
        [_place(member, is_asked=member.scorecard is cohort.asked) for member in ranking.members],
        right=(1,),
    )
    names = [named(member.scorecard) for member in ranking.members]
    certain = len(ranking.pairs) - len(ranking.open_pairs)
    yield f"Of {len(ranking.pairs)} pairs {certain} are certain, whatever the figures were rounded from."
    for pair in ranking.open_pairs[:_MOST_NAMED]:
        yield printable(f"cannot be told apart: {names[pair.higher]} and {names[pair.lower]}")
    if len(ranking.open_pairs) > _MOST_NAMED:
        yield f"and {len(ranking.open_pairs) - _MOST_NAMED} pairs more; JSON has them all"
    turning = [(pair.turns, pair) for pair in ranking.pairs if pair.turns]
    turning.sort(key=lambda turned: turned[0])
    for turns, pair in turning[:_MOST_NAMED]:
        yield printable(
            f"{names[pair.higher]} is ahead of {names[pair.lower]} until {_percent(turns)} of all weight is"
            " moved between areas"
        )


def _place(member: Ranked, *, is_asked: bool) -> tuple[str, str, str]:
    ends = dict.fromkeys((member.rank.best, member.rank.worst))
    return (
        "–".join(map(str, ends)),
        wording_for("en").interval(member.points),
        named(member.scorecard) + (" (this result)" if is_asked else ""),
    )


def _percent(turns: Fraction) -> str:
    """Return the share that turns a pair in whole percents, rounded down so that it is not too much."""
    share = turns * _PERCENT
    whole = share.numerator // share.denominator
    return f"{whole} percent" if whole else "less than 1 percent"
