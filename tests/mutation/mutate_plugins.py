"""Plant mistakes in plugins, one at a time, and list those that no test of the plugin finds.

``uv run python -m tests.mutation.mutate_plugins importer`` makes an importer as ``kompass new plugin`` does,
and plants every mistake in it; ``kompass-score-standard`` takes that plugin's modules instead, ``--most 50``
so many of its mistakes, spread evenly, ``--naming 'points|share'`` those in lines with these words. What
judges is the plugin's own tests, first the contract, and of them those that run the line; a line that none
runs is listed as such. A mistake that makes a test endless is found.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from pathlib import Path

from kompass_spec.cli.new.scaffold import KINDS, new_plugin
from tests.mutation.judging import Judge, ask
from tests.mutation.mistakes import places_in, planted, spread

ROOT = Path(__file__).parents[2]
# What these ask is not whether a figure is right, and each starts other processes.
ELSEWHERE = " and ".join(
    f"not test_{name}"
    for name in (
        "it_answers_the_same_everywhere",
        "no_network_is_asked",
        "no_file_is_written",
        "no_other_process_is_started",
        "nothing_is_printed",
        "the_process_is_left_as_it_was",
        "an_enormous",
    )
)
MARKERS = " and ".join(
    f"not {name}"
    for name in (
        "benchmark",
        "browser",
        "community",
        "documents",
        "examples",
        "office",
        "pairs",
        "paper",
        "peers",
        "spark",
        "wheels",
    )
)
OPTIONS = [
    *("-q", "-n", "0", "-p", "no:cacheprovider"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning", "-k", ELSEWHERE),
]


def judges(name: str, folder: Path, options: argparse.Namespace) -> tuple[Path, list[Path]]:
    """Return the folder of the modules of a plugin, and the tests to ask."""
    made = new_plugin(name, "mutant", folder / "made").folder if name in KINDS else ROOT / "plugins" / name
    if options.contract or name in KINDS:
        return made / "src", sorted((made / "tests").glob("test_*contract*.py"))
    return made / "src", [made, *map(Path.resolve, options.also)]


def main() -> int:
    """Mutate every plugin that is asked for in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("plugins", nargs="+", metavar="plugin")
    parser.add_argument("--most", type=int, help="plant so many mistakes in a plugin, spread evenly")
    parser.add_argument("--module", default="", help="plant them only in modules with this in their name")
    parser.add_argument("--minutes", type=float, default=1e6, help="stop with a plugin after so many minutes")
    parser.add_argument("--seconds", type=float, default=20, help="leave out tests that take longer")
    parser.add_argument("--naming", default="", help="plant them only in lines where this pattern is found")
    parser.add_argument("--unlearnt", action="store_true", help="ask all quick tests, whatever runs in them")
    parser.add_argument("--asking", type=float, default=1e6, help="ask about a mistake for so many seconds")
    parser.add_argument("--examples", type=int, default=15, help="try so many examples of each law")
    parser.add_argument("--cases", type=int, default=12, help="ask so many cases of each test")
    parser.add_argument("--contract", action="store_true", help="ask the contract alone")
    parser.add_argument("--words", action="store_true", help="say by which words each mistake is found")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="ask these other tests too")
    options = parser.parse_args()
    for name in options.plugins:
        child = os.fork()
        if child == 0:
            with tempfile.TemporaryDirectory() as folder:
                _mutate(name, Path(folder), options)
            os._exit(0)
        os.waitpid(child, 0)
    return 0


def _mutate(name: str, folder: Path, options: argparse.Namespace) -> None:
    source, paths = judges(name, folder, options)
    sys.path.insert(0, str(source))
    judge = Judge(
        source,
        lambda judge: _ask_all(name, judge, options),
        examples=options.examples,
        cases=options.cases,
        most=options.seconds,
        patience=options.asking,
        learns=not options.unlearnt,
    )
    markers = f"{MARKERS} and not slow" if options.unlearnt else MARKERS
    ask(paths, OPTIONS + (["-m", markers] if name not in KINDS else []), judge)


def _ask_all(name: str, judge: Judge, options: argparse.Namespace) -> None:
    files = [path for path in sorted(judge.source.rglob("*.py")) if options.module in path.stem]
    texts = {path: path.read_text("utf-8") for path in files}
    places = [
        (path, place)
        for path, text in texts.items()
        for place in places_in(text, re.compile(options.naming, re.IGNORECASE))
    ]
    step = max(1, len(places) / options.most) if options.most else 1
    chosen = [places[int(number * step)] for number in range(int(len(places) / step))]
    count, left_out = len(judge.known or judge.items), judge.left_out or "none"
    _say(f"{name}: {count} tests, left out {left_out}, no {judge.missing or 'lack'}")
    begun, counts = time.monotonic(), dict.fromkeys(("contract", "own", "endless", "survive", "no test"), 0)
    for path, place in map(chosen.__getitem__, spread(len(chosen))):
        if time.monotonic() - begun > options.minutes * 60:
            break
        mistake = planted(texts[path], place)
        if mistake is None:
            continue
        verdict = judge.verdict(path, mistake)
        if verdict.endless:
            kind = "endless"
        elif verdict.found_by is not None:
            kind = "contract" if verdict.contract else "own"
        else:
            kind = "survive" if verdict.asked else "no test"
            words = f"{verdict.asked} of {verdict.of} tests" if verdict.asked else "no test runs it"
            _say(f"{path.relative_to(judge.source)}:{mistake}   ({words})")
        counts[kind] += 1
        if options.words and verdict.found_by is not None:
            _say(f"{mistake}\n    {verdict.found_by.rpartition('::')[2]}: {verdict.words.splitlines()[0]}")
    seconds = round(time.monotonic() - begun)
    told = ", ".join(f"{kind} {count}" for kind, count in counts.items())
    _say(f"{name}: {sum(counts.values())} of {len(places)} planted: {told}; {seconds} s")


def _say(words: str) -> None:
    os.write(_SCREEN, f"{words}\n".encode())


_SCREEN = os.dup(1)

if __name__ == "__main__":
    sys.exit(main())
