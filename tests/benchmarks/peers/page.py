"""Write what was measured as a page of Markdown."""

import platform
from collections.abc import Iterator, Mapping, Sequence

from tests.benchmarks.peers.contests import Contest
from tests.benchmarks.peers.measuring import Measured

__all__ = ["page_of"]

_WHOLE = 100

_HEAD = """\
# How fast it is, beside its peers

<!-- Written by `uv run python -m tests.benchmarks.peers -o docs/explanation/speed.md`; do not edit. -->

Everybody does the same work in turn, each time in a process of its own. A ratio is the median, over the
rounds, of our time divided by theirs, both in seconds of the processor with one thread; the clock's seconds
with a thread for every core stand beside them. So a ratio of 3 means that ours takes three times as long.
Loading data is not counted, nor a first run that warms up, but for what takes minutes. Where works give a
number, all of them give the same one, or there is no page.

What it says: what exactness, bounds and proofs cost beside a bare sum, and whether reading and checking is as
quick as with the tools of the field. What it does not say: that the others do the same. None of them gives an
interval, finds a contradiction or proves a conversion, and each does more than this elsewhere. The seconds
are of one machine on one day, which did other work at the same time; the ratios are what to look at.

Where the time goes, on DuckDB, in a table of 300,000 rows with points and percents of all 54 items of
which one in twenty is missing: a third is spent on planning the query, which takes as long for one row,
and of the rest a third on reading figures, each of which may be missing or impossible. One operation on
one number takes 0.2 ns where it is in binary and 1.2 ns where an integer is looked at for an overflow; to
compare and choose takes 2 ns, `greatest` and `least` take 6, a `CASE` that reads a figure 4 to 6. That is
why sums take the place of choices in the plan, in numbers of 32 bits in binary while all that is computed
is below 2²⁴, where every whole number is exact, in 64 bits below 2⁵³, and else in integers. What was
tried and gained nothing: to keep small expressions unnamed, so that there are fewer queries within each
other, and to look for impossible figures once in a row instead of in every column. To read 108 figures and
to give 108 decimals takes 4.1 times as long as to add the figures up, with nothing computed between.
"""


def page_of(
    measured: Sequence[tuple[Contest, Sequence[Measured]]],
    starts: Mapping[str, float],
    versions: Mapping[str, str],
    rounds: int,
) -> str:
    """Return the page; all seconds become figures of three digits."""
    return "\n".join([_HEAD, *_lines(measured, starts, versions, rounds)]) + "\n"


def _lines(
    measured: Sequence[tuple[Contest, Sequence[Measured]]],
    starts: Mapping[str, float],
    versions: Mapping[str, str],
    rounds: int,
) -> Iterator[str]:
    for contest, rows in measured:
        yield f"## {contest.title}\n\n{contest.says}\n"
        names = [work.called for work in contest.ours]
        heads = [contest.unit, "tool", "processor", "clock", "most memory"]
        heads += [f"{name} ÷ this" for name in names]
        yield f"| {' | '.join(heads)} |"
        yield f"|{'|'.join(['---:', '---', *['---:'] * (len(heads) - 2)])}|"
        for row in rows:
            ratios = [_ratio(row.ratios[name]) if name in row.ratios else "" for name in names]
            cells = [f"{row.size:,}", row.work.called, _seconds(row.processor), _seconds(row.wall)]
            yield f"| {' | '.join([*cells, f'{row.peak:,.0f} MiB', *ratios])} |"
        yield ""
    yield "## From nothing\n\nWhat a command takes to start, do next to nothing, and end.\n"
    yield "| command | processor |\n|---|---:|"
    yield from (f"| `{name}` | {_seconds(seconds)} |" for name, seconds in starts.items())
    listed = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    yield f"\n## Versions\n\n{listed}; {platform.system()} on {platform.machine()}; rounds: {rounds}."


def _ratio(ratio: float) -> str:
    """Return a ratio with three digits, or as a whole number.

    >>> _ratio(0.04567), _ratio(118_765.4)
    ('0.0457', '118,765')
    """
    return f"{ratio:.3g}" if ratio < _WHOLE else f"{ratio:,.0f}"


def _seconds(seconds: float) -> str:
    """Return seconds in the unit that leaves the fewest zeros.

    >>> _seconds(0.00123), _seconds(12.3), _seconds(0.0000004)
    ('1.23 ms', '12.3 s', '0.4 µs')
    """
    for unit, size in (("s", 1), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"
