"""Compare with the peers and write the page: ``uv run python -m tests.benchmarks.peers -o FILE``."""

import argparse
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.peers.contests import CONTESTS
from tests.benchmarks.peers.environments import PACKAGES, python_of, versions_of
from tests.benchmarks.peers.measuring import cold_starts, race
from tests.benchmarks.peers.page import page_of

__all__ = ["main", "start_commands"]

_CVSS = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


def start_commands(environments: Path) -> dict[str, list[str]]:
    """Return the commands of which the start is measured, by what the page calls them."""
    kompass = str(Path(sys.executable).with_name("kompass"))
    openfisca = Path(python_of("openfisca", environments)).with_name("openfisca")
    reckon = f"from cvss import CVSS3; CVSS3({_CVSS!r}).scores()"
    return {
        "kompass --version": [kompass, "--version"],
        "kompass editions": [kompass, "editions"],
        "cvss, one vector": [python_of("cvss", environments), "-c", reckon],
        "openfisca --help": [str(openfisca), "--help"],
    }


def main() -> None:
    """Measure everything that is asked for, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, help="write the page here instead of the terminal")
    parser.add_argument("--largest", type=int, default=10**7, help="leave out greater sizes")
    parser.add_argument("--rounds", type=int, default=5, help="how often everybody has a turn")
    parser.add_argument("--only", help="contests whose titles begin so")
    parser.add_argument("--environments", type=Path, help="keep the peers here for the next time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        environments = options.environments or Path(place) / "environments"
        measured = []
        for contest in CONTESTS:
            if options.only and not contest.title.startswith(options.only):
                continue
            rows = []
            for size in contest.sizes:
                if size <= options.largest:
                    sys.stderr.write(f"{contest.title}: {size:,}\n")
                    # Hours for what takes minutes would say no more.
                    rounds = min(options.rounds, 1 if size >= 10**7 else options.rounds)
                    rows += race(contest, size, rounds, Path(place), environments)
            measured.append((contest, rows))
        starts = cold_starts(start_commands(environments), options.rounds)
        ours = {name: version(name) for name in ("kompass-spec", "kompass-tables")}
        versions = {**versions_of(tuple(PACKAGES), environments), **ours}
    page = page_of(measured, starts, versions, options.rounds)
    if options.output is None:
        sys.stdout.write(page)
    else:
        options.output.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
