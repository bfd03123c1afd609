"""Whether ours has clearly lost against its peers: the same contests as on the page, small and once.

Medians of three turns on a machine that does other things too are no measurement; the greatest ratios are
some twice what the page says, so that only what has become much slower is found.
"""

import pytest

from tests.benchmarks.peers.contests import CONTESTS
from tests.benchmarks.peers.measuring import race

pytestmark = [pytest.mark.benchmark, pytest.mark.peers]


@pytest.fixture(scope="module")
def environments(tmp_path_factory):
    return tmp_path_factory.mktemp("environments")


@pytest.mark.parametrize("contest", CONTESTS, ids=lambda contest: contest.title)
def test_no_clear_loss_against_peers(contest, environments, tmp_path):
    measured = race(contest, contest.guarded, 3, tmp_path, environments)
    first = next(row.work.called for row in measured if row.work in contest.ours)
    ratios = {row.work.called: row.ratios[first] for row in measured if row.ratios}
    lost = {name: ratio for name, ratio in ratios.items() if ratio > contest.most.get(name, ratio)}
    assert not lost, (first, ratios)
